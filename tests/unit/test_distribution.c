/* Distributions of counts against R 4.2.2, where GSL 2.7.1 is wrong or NaN, and at the edges. */
#include "pipeline/statistics/distribution.h"
#include "tests/support/testing.h"

#include <math.h>

/* pgamma(x, shape, lower.tail = FALSE) */
static void gamma_tails_agree_with_r_for_ten_million_events(void **state)
{
    (void) state;
    assert_close(distribution_gamma(10009486.832980504, 1e7).upper, 0.0013536377311479774, 1e-12);
    assert_close(distribution_gamma(9990513.1670194957, 1e7).lower, 0.0013461632071473115, 1e-12);
    assert_close(distribution_gamma(1e8, 1e8).lower, 0.50001329807601413, 1e-12);
    assert_close(distribution_gamma(3e-3, 1e-3).upper, 0.0052220615337001909, 1e-12);
}

/* pbeta(x, a, b) */
static void beta_tails_agree_with_r_at_the_mean_of_large_shapes(void **state)
{
    (void) state;
    assert_close(distribution_beta(0.1, 1e6, 9e6).lower, 0.50011213922532605, 1e-12);
    assert_close(distribution_beta(0.5, 1e7, 1e7).lower, 0.5, 1e-12);
}

/* (1 - x)^b = 0.025 */
static void a_beta_tail_near_zero_keeps_its_digits(void **state)
{
    (void) state;
    assert_close(distribution_beta(3.6888793860747784e-08, 1, 1e8).upper, 0.025, 1e-13);
}

static void tails_at_the_ends_are_none_and_all(void **state)
{
    (void) state;
    assert_close(distribution_gamma(0, 2).lower, 0, 0);
    assert_close(distribution_gamma(INFINITY, 2).upper, 0, 0);
    assert_close(distribution_beta(0, 2, 3).upper, 1, 0);
    assert_close(distribution_beta(1, 2, 3).lower, 1, 0);
}

static void what_is_not_possible_is_nan(void **state)
{
    (void) state;
    assert_true(isnan(distribution_gamma(1, 0).lower));
    assert_true(isnan(distribution_gamma(NAN, 1).upper));
    assert_true(isnan(distribution_beta(0.5, -1, 1).lower));
    assert_true(isnan(distribution_poisson(-1, 1)));
    assert_true(isnan(distribution_poisson(1, -1)));
    assert_true(isnan(distribution_binomial(3, 2, 0.5)));
    assert_true(isnan(distribution_binomial(1, 2, 1.5)));
}

static void what_is_too_large_to_be_summed_is_nan(void **state)
{
    (void) state;
    assert_true(isnan(distribution_gamma(1e14, 1e14).lower));
    assert_close(distribution_beta(0.5, 1e15, 1e15).upper, 0.5, 1e-12);
    assert_true(isnan(distribution_poisson_at_most(1e14, 1e14)));
}

/* dpois, dbinom, dhyper */
static void single_counts_agree_with_r(void **state)
{
    (void) state;
    assert_close(distribution_poisson(0, 0), 1, 0);
    assert_close(distribution_poisson(1, 0), 0, 0);
    assert_close(distribution_poisson(137, 130.5), 0.02904839521144497, 1e-12);
    assert_close(distribution_binomial(9999000, 10000001, 0.9999), 0.012602640747359256, 1e-12);
    assert_close(distribution_binomial(0, 5, 0), 1, 0);
    assert_close(distribution_binomial(5, 5, 1), 1, 0);
    assert_close(distribution_hypergeometric(3, 10, 7, 8), 0.10366104483751548, 1e-12);
    assert_close(distribution_hypergeometric(9, 10, 7, 8), 0, 0);
}

static void at_most_and_more_are_everything(void **state)
{
    (void) state;
    for (double count = -2; count < 12; count += 0.5) {
        assert_close(distribution_poisson_at_most(count, 4.2) + distribution_poisson_at_least(count + 1, 4.2), 1,
                     1e-14);
        assert_close(distribution_binomial_at_most(count, 9, 0.3) + distribution_binomial_at_least(count + 1, 9, 0.3),
                     1, 1e-14);
    }
}

static void sums_are_those_of_the_single_counts(void **state)
{
    double poisson = 0, binomial = 0;

    (void) state;
    for (double count = 0; count <= 40; count++) {
        poisson += distribution_poisson(count, 17.3);
        binomial += distribution_binomial(count, 40, 0.37);
        assert_close(distribution_poisson_at_most(count, 17.3), poisson, 1e-12);
        assert_close(distribution_binomial_at_most(count, 40, 0.37), binomial, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gamma_tails_agree_with_r_for_ten_million_events),
        cmocka_unit_test(beta_tails_agree_with_r_at_the_mean_of_large_shapes),
        cmocka_unit_test(a_beta_tail_near_zero_keeps_its_digits),
        cmocka_unit_test(tails_at_the_ends_are_none_and_all),
        cmocka_unit_test(what_is_not_possible_is_nan),
        cmocka_unit_test(what_is_too_large_to_be_summed_is_nan),
        cmocka_unit_test(single_counts_agree_with_r),
        cmocka_unit_test(at_most_and_more_are_everything),
        cmocka_unit_test(sums_are_those_of_the_single_counts),
    };

    return TESTS_RUN(tests);
}
