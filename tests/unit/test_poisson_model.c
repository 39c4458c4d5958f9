#include "pipeline/statistics/poisson_model.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

/* Numbers of fits are in tests/reference; here is what can go wrong. */

static const double TREND[] = { 1, -2, 1, -1, 1, 0, 1, 1, 1, 2 };
static const double ONE[] = { 1, 1, 1, 1, 1 };

static void nothing_is_bad_input(void **state)
{
    struct poisson_data d = { 0, 2, TREND, ONE, ONE };
    struct poisson_fit fit;

    (void) state;
    assert_false(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_BAD_INPUT);
    poisson_model_free(&fit);
    d.n = 5;
    d.p = 0;
    assert_false(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_BAD_INPUT);
    poisson_model_free(&fit);
}

static void one_row_is_its_own_mean(void **state)
{
    const double y[] = { 7 }, e[] = { 2 };
    struct poisson_data d = { 1, 1, ONE, y, e };
    struct poisson_fit fit;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_close(fit.coefficient[0], log(3.5), 1e-14);
    assert_close(poisson_model_se(&fit, 0, 1), 1 / sqrt(7), 1e-12);
    assert_true(isnan(fit.dispersion));
    poisson_model_free(&fit);
}

static void impossible_counts_are_refused(void **state)
{
    static const double bad[][2] = { { -1, 1 }, { NAN, 1 }, { INFINITY, 1 }, { 1, -1 }, { 1, NAN }, { 1, 0 } };

    (void) state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double y[] = { 3, 4, bad[i][0], 5, 6 }, e[] = { 1, 1, bad[i][1], 1, 1 };
        struct poisson_data d = { 5, 2, TREND, y, e };
        struct poisson_fit fit;

        assert_false(poisson_model_fit(&d, &fit));
        assert_int_equal(fit.status, POISSON_BAD_INPUT);
        assert_true(isnan(fit.deviance) && isnan(fit.coefficient[0]) && isnan(fit.fitted[4]));
        poisson_model_free(&fit);
    }
}

static void a_row_without_exposure_says_nothing(void **state)
{
    const double y[] = { 3, 4, 0, 5, 9 }, e[] = { 1, 1, 0, 1, 2 };
    const double x_rest[] = { 1, -2, 1, -1, 1, 1, 1, 2 }, y_rest[] = { 3, 4, 5, 9 }, e_rest[] = { 1, 1, 1, 2 };
    struct poisson_data d = { 5, 2, TREND, y, e }, rest = { 4, 2, x_rest, y_rest, e_rest };
    struct poisson_fit fit, without;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_true(poisson_model_fit(&rest, &without));
    assert_int_equal(fit.n_used, 4);
    assert_close(fit.deviance, without.deviance, 1e-12);
    assert_close(fit.bic, without.bic, 1e-12);
    assert_close(fit.fitted[2], 0, 0);
    poisson_model_free(&fit);
    poisson_model_free(&without);
}

static void the_column_that_follows_from_others_is_named(void **state)
{
    const double x[] = { 1, 2016, 3, 4032, 1, 2017, 1, 4034, 1, 2018, 2, 4036, 1, 2019, 5, 4038, 1, 2020, 1, 4040 };
    const double y[] = { 3, 4, 6, 5, 9 };
    struct poisson_data d = { 5, 4, x, y, NULL };
    struct poisson_fit fit;

    (void) state;
    assert_false(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_DEPENDENT);
    assert_int_equal(fit.column, 3);
    poisson_model_free(&fit);
    d.n = 3; /* fewer rows than columns */
    assert_false(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_DEPENDENT);
    assert_int_equal(fit.column, 3);
    poisson_model_free(&fit);
}

static void calendar_years_need_no_centring(void **state)
{
    const double years[] = { 1, 2016, 1, 2017, 1, 2018, 1, 2019, 1, 2020 }, y[] = { 31, 25, 28, 20, 22 };
    struct poisson_data raw = { 5, 2, years, y, NULL }, centred = { 5, 2, TREND, y, NULL };
    struct poisson_fit a, b;

    (void) state;
    assert_true(poisson_model_fit(&raw, &a));
    assert_true(poisson_model_fit(&centred, &b));
    assert_close(a.coefficient[1], b.coefficient[1], 1e-9);
    assert_close(a.deviance, b.deviance, 1e-9);
    assert_close(poisson_model_se(&a, 1, 1), poisson_model_se(&b, 1, 1), 1e-9);
    poisson_model_free(&a);
    poisson_model_free(&b);
}

/* A group without events: its coefficient runs away, everything else is that of the other group. */
static void a_group_without_events_is_separated(void **state)
{
    const double x[] = { 1, 0, 1, 0, 1, 1, 1, 1 }, y[] = { 5, 8, 0, 0 }, e[] = { 1, 2, 3, 4 };
    struct poisson_data d = { 4, 2, x, y, e };
    struct poisson_difference difference;
    struct poisson_fit fit;
    double lower, upper;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_SEPARATED);
    assert_close(fit.coefficient[0], log(13.0 / 3), 1e-9);
    assert_close(fit.coefficient[1], -INFINITY, 0);
    assert_true(isnan(poisson_model_se(&fit, 1, 1)));
    assert_close(fit.deviance, 2 * (5 * log(5 / (13.0 / 3)) + 8 * log(8 / (26.0 / 3))), 1e-9);
    assert_true(poisson_model_limits(&d, &fit, 1, 0.95, 1, &lower, &upper));
    assert_close(lower, -INFINITY, 0);
    assert_close(exp(upper), 0.0682376650166003, 1e-9); /* R: uniroot on deviance(r) = qchisq(.95, 1) */
    assert_false(poisson_model_difference(&d, &fit, x, NULL, 1, &difference));
    poisson_model_free(&fit);
}

static void no_events_at_all_have_likelihood_one(void **state)
{
    const double y[] = { 0, 0, 0, 0, 0 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_SEPARATED);
    assert_true(fit.deviance < 1e-6);
    assert_true(fabs(fit.log_likelihood) < 1e-6);
    assert_close(fit.coefficient[0], -INFINITY, 0);
    assert_true(isnan(fit.coefficient[1]) && isnan(poisson_model_se(&fit, 1, 1))); /* nothing holds the trend */
    poisson_model_free(&fit);
}

/* Events in the first year only: the trend runs away, and the fit is that year alone. */
static void events_in_the_first_year_only_are_separated(void **state)
{
    const double y[] = { 9, 0, 0, 0, 0 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_SEPARATED);
    assert_close(fit.coefficient[1], -INFINITY, 0);
    assert_close(fit.fitted[0], 9, 1e-7);
    poisson_model_free(&fit);
}

static void zeros_that_are_no_separation_are_fitted(void **state)
{
    const double y[] = { 0, 1, 0, 1, 0 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_int_equal(fit.status, POISSON_FITTED);
    assert_true(fabs(fit.coefficient[1]) < 1e-12);
    poisson_model_free(&fit);
}

static void ten_million_events_are_no_trouble(void **state)
{
    const double y[] = { 10000000, 9900000, 9801000, 9702990, 9605960 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit;
    double lower, upper;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_close(fit.coefficient[1], log(0.99), 1e-6);
    assert_true(poisson_model_limits(&d, &fit, 1, 0.95, 1, &lower, &upper));
    assert_close(upper - fit.coefficient[1], 1.959963984540054 * poisson_model_se(&fit, 1, 1), 1e-3);
    poisson_model_free(&fit);
}

static void limits_are_where_the_likelihood_ratio_is_the_quantile(void **state)
{
    const double y[] = { 31, 25, 28, 20, 22 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit, held;
    double lower, upper, ends[2], e[5];

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_true(poisson_model_limits(&d, &fit, 1, 0.9, 1.7, &lower, &upper));
    ends[0] = lower;
    ends[1] = upper;
    for (int k = 0; k < 2; k++) {
        struct poisson_data at = { 5, 1, ONE, y, e };

        for (int i = 0; i < 5; i++)
            e[i] = exp(ends[k] * (i - 2));
        assert_true(poisson_model_fit(&at, &held));
        assert_close((held.deviance - fit.deviance) / 1.7, 2.705543454095404, 1e-8); /* qchisq(.9, 1) */
        poisson_model_free(&held);
    }
    assert_false(poisson_model_limits(&d, &fit, 1, 1, 1, &lower, &upper));
    assert_false(poisson_model_limits(&d, &fit, 1, 0.95, 0, &lower, &upper));
    poisson_model_free(&fit);
}

static void a_comparison_needs_a_larger_model(void **state)
{
    const double y[] = { 31, 25, 28, 20, 22 };
    struct poisson_data d = { 5, 2, TREND, y, NULL }, flat = { 5, 1, ONE, y, NULL };
    struct poisson_comparison c;
    struct poisson_fit large, small;

    (void) state;
    assert_true(poisson_model_fit(&d, &large));
    assert_true(poisson_model_fit(&flat, &small));
    assert_true(poisson_model_compare(&small, &large, 2, &c));
    assert_close(c.likelihood_ratio, (small.deviance - large.deviance) / 2, 1e-12);
    assert_false(poisson_model_compare(&large, &small, 1, &c));
    assert_false(poisson_model_compare(&large, &large, 1, &c));
    poisson_model_free(&large);
    poisson_model_free(&small);
}

static void tails_are_defined_or_missing(void **state)
{
    (void) state;
    assert_close(poisson_chi_squared_p(0, 1), 1, 0);
    assert_close(poisson_chi_squared_p(3.841458820694124, 1), 0.05, 1e-12);
    assert_close(poisson_chi_squared_p(700, 1), 2.99022697512e-154, 1e-11); /* R: no underflow by subtraction */
    assert_true(isnan(poisson_chi_squared_p(1, 0)));
    assert_true(isnan(poisson_chi_squared_p(NAN, 1)));
    assert_close(poisson_f_p(161.44763879758827, 1, 1), 0.05, 1e-9);
    assert_true(isnan(poisson_f_p(1, 1, 0)));
}

static void counts_that_vary_less_than_poisson_have_no_theta(void **state)
{
    const double y[] = { 20, 21, 20, 19, 20 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct negative_binomial_fit nb;
    struct poisson_fit fit;

    (void) state;
    assert_true(negative_binomial_fit(&d, &nb));
    assert_true(poisson_model_fit(&d, &fit));
    assert_close(nb.theta, INFINITY, 0);
    assert_true(isnan(nb.theta_se));
    assert_close(nb.mean.log_likelihood, fit.log_likelihood, 1e-12);
    poisson_model_free(&nb.mean);
    poisson_model_free(&fit);
}

static void a_forecast_of_its_own_rows_is_the_fit(void **state)
{
    const double y[] = { 31, 25, 28, 20, 22 };
    struct poisson_data d = { 5, 2, TREND, y, NULL };
    struct poisson_fit fit;
    double expected[5], sum, variance;

    (void) state;
    assert_true(poisson_model_fit(&d, &fit));
    assert_true(poisson_model_forecast(&fit, TREND, NULL, 5, expected, &sum, &variance));
    for (int i = 0; i < 5; i++)
        assert_close(expected[i], fit.fitted[i], 1e-12);
    assert_close(sum, 126, 1e-10);
    assert_close(variance, 126, 1e-9); /* the total is its own estimate: Var = sum y */
    poisson_model_free(&fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_bad_input),
        cmocka_unit_test(one_row_is_its_own_mean),
        cmocka_unit_test(impossible_counts_are_refused),
        cmocka_unit_test(a_row_without_exposure_says_nothing),
        cmocka_unit_test(the_column_that_follows_from_others_is_named),
        cmocka_unit_test(calendar_years_need_no_centring),
        cmocka_unit_test(a_group_without_events_is_separated),
        cmocka_unit_test(no_events_at_all_have_likelihood_one),
        cmocka_unit_test(events_in_the_first_year_only_are_separated),
        cmocka_unit_test(zeros_that_are_no_separation_are_fitted),
        cmocka_unit_test(ten_million_events_are_no_trouble),
        cmocka_unit_test(limits_are_where_the_likelihood_ratio_is_the_quantile),
        cmocka_unit_test(a_comparison_needs_a_larger_model),
        cmocka_unit_test(tails_are_defined_or_missing),
        cmocka_unit_test(counts_that_vary_less_than_poisson_have_no_theta),
        cmocka_unit_test(a_forecast_of_its_own_rows_is_the_fit),
    };

    return TESTS_RUN(tests);
}
