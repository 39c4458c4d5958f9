/* Diagnostics of a Poisson fit: edges. Numbers are in tests/reference. */
#include "pipeline/statistics/poisson_diagnostics.h"
#include "tests/support/testing.h"

#include <math.h>

static const double TREND[] = { 1, -2, 1, -1, 1, 0, 1, 1, 1, 2 };

static void a_row_that_decides_alone_has_no_standardised_residual(void **state)
{
    const double x[] = { 1, 0, 1, 0, 1, 1 }, y[] = { 4, 6, 9 };
    struct poisson_data d = { 3, 2, x, y, NULL };
    struct poisson_row rows[3];
    struct poisson_fit fit;
    double se[2];

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_true(poisson_rows(&d, &fit, rows));
    assert_close(rows[0].leverage, 0.5, 1e-9); /* two rows share the first level */
    assert_close(rows[2].leverage, 1, 1e-9);
    assert_true(isnan(rows[2].standardised));
    assert_true(poisson_robust_se(&d, &fit, POISSON_HC3, se));
    assert_true(isnan(se[0]) && isnan(se[1]));
    poisson_model_free(&fit);
}

static void a_row_without_staff_has_no_residual(void **state)
{
    const double y[] = { 4, 0, 7, 9, 6 }, e[] = { 10, 0, 12, 11, 10 };
    struct poisson_data d = { 5, 2, TREND, y, e };
    struct poisson_row rows[5];
    struct poisson_fit fit;
    double se[2];

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_true(poisson_rows(&d, &fit, rows));
    assert_true(isnan(rows[1].leverage) && isnan(rows[1].pearson) && isnan(rows[1].deviance));
    assert_close(rows[0].leverage + rows[2].leverage + rows[3].leverage + rows[4].leverage, 2, 1e-9);
    assert_true(poisson_robust_se(&d, &fit, POISSON_HC0, se));
    assert_true(se[0] > 0 && se[1] > 0);
    poisson_model_free(&fit);
}

static void what_ran_away_is_not_examined(void **state)
{
    const double x[] = { 1, 0, 1, 0, 1, 1, 1, 1 }, y[] = { 0, 0, 3, 5 };
    struct poisson_data d = { 4, 2, x, y, NULL };
    struct poisson_overdispersion over;
    struct poisson_row rows[4];
    struct poisson_fit fit;
    double se[2];

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_SEPARATED);
    assert_false(poisson_rows(&d, &fit, rows));
    assert_false(poisson_robust_se(&d, &fit, POISSON_HC0, se));
    assert_false(poisson_overdispersion(&d, &fit, &over));
    poisson_model_free(&fit);
}

static void equal_values_remember_nothing(void **state)
{
    const double equal[] = { 2, 2, 2, 2 }, other[] = { 1, 2, 1, 2 };
    struct ljung_box test;
    double acf[4];

    (void) state;
    assert_false(residual_autocorrelation(equal, 4, 1, acf, &test));
    assert_false(residual_autocorrelation(other, 4, 4, acf, &test));
    assert_false(residual_autocorrelation(other, 4, 0, acf, &test));
    assert_true(residual_autocorrelation(other, 4, 1, acf, &test));
    assert_close(acf[0], -0.75, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_decides_alone_has_no_standardised_residual),
        cmocka_unit_test(a_row_without_staff_has_no_residual),
        cmocka_unit_test(what_ran_away_is_not_examined),
        cmocka_unit_test(equal_values_remember_nothing),
    };

    return TESTS_RUN(tests);
}
