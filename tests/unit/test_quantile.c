/* Quantiles against R 4.2.2, beyond where GSL 2.7.1 gives up, and at the edges. */
#include "pipeline/statistics/quantile.h"

#include "pipeline/statistics/distribution.h"
#include "tests/support/testing.h"

#include <math.h>

/* qchisq; GSL fails from 6,855 events on */
static void chi_square_holds_for_any_number_of_events(void **state)
{
    (void) state;
    assert_close(quantile_chi_square_lower(0.975, 1e5), 100878.415305666, 1e-13);
    assert_close(quantile_chi_square_lower(0.025, 13710), 13387.3482882739, 1e-13);
    assert_close(quantile_chi_square_lower(0.025, 2e7), 19987605.9937685, 1e-13);
}

/* qbeta, qgamma */
static void beta_and_gamma_agree_with_r(void **state)
{
    (void) state;
    assert_close(quantile_beta_lower(0.999, 5031, 56891), 0.0846787498787113, 1e-12);
    assert_close(quantile_beta_upper(0.001, 5031, 56891), 0.0846787498787113, 1e-12);
    assert_close(quantile_beta_lower(0.025, 1e6, 9e6), 0.0998141372873497, 1e-12);
    assert_close(quantile_gamma_lower(0.5, 0.05), 5.57387844074626e-07, 1e-12);
}

static void a_gamma_quantile_below_the_least_double_is_0(void **state)
{
    (void) state;
    assert_close(quantile_gamma_lower(0.025, 1e-3), 0, 0);
}

static void lower_and_upper_meet(void **state)
{
    static const double p[] = { 1e-10, 0.001, 0.2, 0.5, 0.9 };
    static const double shape[] = { 0.03, 0.5, 1, 7.5, 300, 1e6 };

    (void) state;
    for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
        for (size_t j = 0; j < sizeof shape / sizeof *shape; j++) {
            if (p[i] > 1e-6) /* 1 - 1e-10 has lost the digits that would be compared */
                assert_close(quantile_gamma_upper(1 - p[i], shape[j]), quantile_gamma_lower(p[i], shape[j]), 1e-9);
            if (quantile_beta_upper(p[i], shape[j], 3) > 1e-3)
                assert_close(quantile_beta_upper(p[i], shape[j], 3), 1 - quantile_beta_lower(p[i], 3, shape[j]), 1e-12);
        }
    }
}

/* qpois, qbinom, qt */
static void counts_and_t_agree_with_r(void **state)
{
    (void) state;
    assert_close(quantile_poisson(0.001, 1e7), 9990229, 0);
    assert_close(quantile_binomial(0.025, 1647, 0.3), 458, 0);
    assert_close(quantile_t(0.975, 3), 3.18244630528371, 1e-12);
    assert_close(quantile_t(0.975, INFINITY), quantile_normal(0.975), 0);
}

static void a_count_quantile_is_the_least_that_holds_p(void **state)
{
    (void) state;
    assert_close(quantile_poisson(exp(-2.), 2), 0, 0); /* P(X <= 0) exactly */
    assert_close(quantile_poisson(exp(-2.) * 1.0001, 2), 1, 0);
    assert_close(quantile_binomial(0.25, 2, 0.5), 0, 0);
    assert_close(quantile_binomial(0.7500001, 2, 0.5), 2, 0);
    assert_close(quantile_poisson(0.5, 0), 0, 0);
    assert_close(quantile_binomial(1, 9, 0.5), 9, 0);
}

/* p as a sum of single probabilities, which rounding may have put a little above P(X <= count). */
static void a_summed_probability_finds_its_own_count(void **state)
{
    (void) state;
    for (double mean = 0.7; mean < 60; mean *= 1.31) {
        double p = 0;

        for (double count = 0; count < mean; count++) {
            p += distribution_poisson(count, mean);
            assert_close(quantile_poisson(p, mean), count, 0);
        }
    }
}

static void the_ends_are_the_range(void **state)
{
    (void) state;
    assert_close(quantile_normal(0), -INFINITY, 0);
    assert_close(quantile_gamma_lower(0, 3), 0, 0);
    assert_close(quantile_gamma_lower(1, 3), INFINITY, 0);
    assert_close(quantile_gamma_upper(0, 3), INFINITY, 0);
    assert_close(quantile_beta_lower(1, 3, 2), 1, 0);
    assert_close(quantile_beta_upper(1, 3, 2), 0, 0);
}

static void what_is_not_possible_is_nan(void **state)
{
    (void) state;
    assert_true(isnan(quantile_normal(1.1)));
    assert_true(isnan(quantile_normal(NAN)));
    assert_true(isnan(quantile_t(0.5, 0)));
    assert_true(isnan(quantile_gamma_lower(0.5, 0)));
    assert_true(isnan(quantile_gamma_lower(-0.1, 1)));
    assert_true(isnan(quantile_beta_lower(0.5, 0, 1)));
    assert_true(isnan(quantile_poisson(0.5, -1)));
    assert_true(isnan(quantile_binomial(0.5, 3, 2)));
    assert_true(isnan(quantile_chi_square_upper(0.05, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chi_square_holds_for_any_number_of_events),
        cmocka_unit_test(beta_and_gamma_agree_with_r),
        cmocka_unit_test(a_gamma_quantile_below_the_least_double_is_0),
        cmocka_unit_test(lower_and_upper_meet),
        cmocka_unit_test(counts_and_t_agree_with_r),
        cmocka_unit_test(a_count_quantile_is_the_least_that_holds_p),
        cmocka_unit_test(a_summed_probability_finds_its_own_count),
        cmocka_unit_test(the_ends_are_the_range),
        cmocka_unit_test(what_is_not_possible_is_nan),
    };

    return TESTS_RUN(tests);
}
