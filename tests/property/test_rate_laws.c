/* Laws of intervals and comparisons, on drawn numbers with a fixed seed, and against slow and obvious ways. */
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/two_proportions.h"
#include "pipeline/statistics/two_rates.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static double uniform(unsigned short seed[3], double low, double high)
{
    return low + (high - low) * erand48(seed);
}

static double whole(unsigned short seed[3], double most)
{
    return floor(uniform(seed, 0, most + 1));
}

/* The chance that an interval of a Poisson count holds its mean. */
static double poisson_coverage(struct interval (*method)(double, double, double), double mean)
{
    double covered = 0;

    for (double x = 0; x < mean + 12 * sqrt(mean) + 20; x++) {
        struct interval limits = method(x, 1, 0.95);

        if (limits.lower <= mean && mean <= limits.upper)
            covered += distribution_poisson(x, mean);
    }
    return covered;
}

static double binomial_coverage(struct interval (*method)(double, double, double), double n, double p)
{
    double covered = 0;

    for (double x = 0; x <= n; x++) {
        struct interval limits = method(x, n, 0.95);

        if (limits.lower <= p && p <= limits.upper)
            covered += distribution_binomial(x, n, p);
    }
    return covered;
}

static void garwood_covers_at_least_as_often_as_it_says(void **state)
{
    double sum_midp = 0, n = 0;

    (void) state;
    for (double mean = 0.05; mean < 40; mean += 0.35, n++) {
        double midp = poisson_coverage(interval_poisson_midp, mean);

        assert_true(poisson_coverage(interval_poisson_exact, mean) >= 0.95 - 1e-9);
        assert_true(midp > 0.92);
        sum_midp += midp;
    }
    assert_close(sum_midp / n, 0.95, 0.015); /* right on average */
}

static void clopper_pearson_covers_at_least_as_often_as_it_says(void **state)
{
    static const double sizes[] = { 1, 2, 5, 13, 40 };

    (void) state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double sum_wilson = 0, n = 0;

        for (double p = 0.01; p < 1; p += 0.0371, n++) {
            assert_true(binomial_coverage(interval_binomial_exact, sizes[i], p) >= 0.95 - 1e-9);
            sum_wilson += binomial_coverage(interval_wilson, sizes[i], p);
        }
        assert_true(sum_wilson / n > 0.93 && sum_wilson / n < 0.98);
    }
}

/* The limits are where a one-sided test of the count has half of what is left. */
static void limits_invert_their_tests(void **state)
{
    unsigned short seed[3] = { 1, 2, 3 };

    (void) state;
    for (int draw = 0; draw < 200; draw++) {
        double x = 1 + whole(seed, 400), e = uniform(seed, 0.1, 900), confidence = uniform(seed, 0.5, 0.999);
        struct interval exact = interval_poisson_exact(x, e, confidence),
                        midp = interval_poisson_midp(x, e, confidence);
        double left = 1 - confidence;

        assert_close(exact_poisson(x, exact.lower * e).central, left, 1e-10);
        assert_close(exact_poisson(x, exact.upper * e).central, left, 1e-10);
        assert_close(exact_poisson(x, midp.lower * e).midp, left, 1e-10);
        assert_close(exact_poisson(x, midp.upper * e).midp, left, 1e-10);
        assert_true(exact.lower < midp.lower && midp.upper < exact.upper);
    }
}

static void exposure_scales_the_rate_and_nothing_else(void **state)
{
    static struct interval (*const methods[])(double, double, double) = {
        interval_poisson_exact, interval_poisson_midp,     interval_poisson_byar,
        interval_poisson_score, interval_poisson_jeffreys, interval_poisson_log_wald,
    };
    unsigned short seed[3] = { 4, 5, 6 };

    (void) state;
    for (int draw = 0; draw < 100; draw++) {
        double x = 1 + whole(seed, 90), e = uniform(seed, 1, 500), factor = uniform(seed, 0.01, 100);

        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
            struct interval one = methods[i](x, e, 0.95), scaled = methods[i](x, e * factor, 0.95);

            assert_close(scaled.lower * factor, one.lower, 1e-12);
            assert_close(scaled.upper * factor, one.upper, 1e-12);
            assert_true(one.lower < x / e && x / e < one.upper);
        }
    }
}

static double minlike_slowly(double x, double n, double p)
{
    double own = distribution_binomial(x, n, p), sum = 0;

    for (double k = 0; k <= n; k++)
        sum += distribution_binomial(k, n, p) <= own * (1 + 1e-7) ? distribution_binomial(k, n, p) : 0;
    return fmin(1, sum);
}

static void minlike_is_the_sum_of_all_counts_no_likelier(void **state)
{
    unsigned short seed[3] = { 7, 8, 9 };

    (void) state;
    for (int draw = 0; draw < 400; draw++) {
        double n = whole(seed, 60), x = whole(seed, n), p = draw % 4 == 0 ? 0.5 : uniform(seed, 0, 1);

        assert_close(exact_binomial(x, n, p).minlike, minlike_slowly(x, n, p), 1e-9);
    }
}

static double e_test_slowly(double x1, double e1, double x2, double e2)
{
    double rate = (x1 + x2) / (e1 + e2), most1 = quantile_poisson(1 - 1e-15, rate * e1) + 5;
    double most2 = quantile_poisson(1 - 1e-15, rate * e2) + 5, p = 0;
    double observed = fabs(x1 / e1 - x2 / e2) / sqrt(x1 / e1 / e1 + x2 / e2 / e2);

    for (double k1 = 0; k1 <= most1; k1++) {
        for (double k2 = 0; k2 <= most2; k2++) {
            double t = k1 + k2 == 0 ? 0 : fabs(k1 / e1 - k2 / e2) / sqrt(k1 / e1 / e1 + k2 / e2 / e2);

            if (t >= observed * (1 - 1e-12))
                p += distribution_poisson(k1, rate * e1) * distribution_poisson(k2, rate * e2);
        }
    }
    return p;
}

static void the_e_test_is_its_double_sum(void **state)
{
    unsigned short seed[3] = { 10, 11, 12 };

    (void) state;
    for (int draw = 0; draw < 60; draw++) {
        double x1 = 1 + whole(seed, 25), x2 = whole(seed, 25), e1 = uniform(seed, 5, 50), e2 = uniform(seed, 5, 50);

        assert_close(two_rates_e_test(x1, e1, x2, e2), e_test_slowly(x1, e1, x2, e2), 1e-9);
    }
}

static void swapping_two_rates_inverts_the_ratio(void **state)
{
    unsigned short seed[3] = { 13, 14, 15 };

    (void) state;
    for (int draw = 0; draw < 200; draw++) {
        double x1 = 1 + whole(seed, 60), x2 = 1 + whole(seed, 60), e1 = uniform(seed, 1, 400),
               e2 = uniform(seed, 1, 400);
        struct two_rates a = two_rates_compare(x1, e1, x2, e2, 0.9), b = two_rates_compare(x2, e2, x1, e1, 0.9);

        assert_close(a.ratio * b.ratio, 1, 1e-12);
        assert_close(a.ratio_exact.lower * b.ratio_exact.upper, 1, 1e-12);
        assert_close(a.ratio_midp.lower * b.ratio_midp.upper, 1, 1e-11);
        assert_close(a.ratio_score.upper * b.ratio_score.lower, 1, 1e-12);
        assert_close(a.ratio_median_unbiased * b.ratio_median_unbiased, 1, 1e-11);
        assert_close(a.p_exact, b.p_exact, 1e-9);
        assert_close(a.difference_mover.lower, -b.difference_mover.upper, 1e-11);
    }
}

static void the_exact_p_agrees_with_its_interval(void **state)
{
    unsigned short seed[3] = { 16, 17, 18 };
    int n_outside = 0;

    (void) state;
    for (int draw = 0; draw < 400; draw++) {
        double x1 = whole(seed, 40), x2 = 1 + whole(seed, 40), e1 = uniform(seed, 50, 150), e2 = uniform(seed, 50, 150);
        struct two_rates r = two_rates_compare(x1, e1, x2, e2, 0.95);
        int outside = r.ratio_exact.upper < 1 || r.ratio_exact.lower > 1;

        struct two_rates_exact alone = two_rates_exact(x1, e1, x2, e2, 0.95);

        assert_int_equal(outside, r.p_exact < 0.05);
        assert_close(alone.ratio, r.ratio, 1e-14);
        assert_close(alone.p, r.p_exact, 1e-12);
        assert_close(alone.limits.lower, r.ratio_exact.lower, 0);
        assert_close(alone.limits.upper, r.ratio_exact.upper, 0);
        assert_int_equal(r.ratio_midp.upper < 1 || r.ratio_midp.lower > 1, r.p_midp < 0.05);
        n_outside += outside;
    }
    assert_true(n_outside > 20 && n_outside < 380);
}

static void fishers_p_is_at_least_its_own_table(void **state)
{
    unsigned short seed[3] = { 19, 20, 21 };

    (void) state;
    for (int draw = 0; draw < 200; draw++) {
        double n1 = 1 + whole(seed, 30), n2 = 1 + whole(seed, 30), x1 = whole(seed, n1), x2 = whole(seed, n2);
        struct exact_p p = exact_fisher(x1, n1, x2, n2), turned = exact_fisher(n1 - x1, n1, n2 - x2, n2);

        assert_true(p.minlike >= distribution_hypergeometric(x1, n1, n2, x1 + x2) * (1 - 1e-12));
        assert_close(p.minlike, turned.minlike, 1e-10);
        assert_close(p.central, turned.central, 1e-10);
        assert_true(p.midp <= p.central);
    }
}

static void swapping_two_shares_turns_the_difference(void **state)
{
    unsigned short seed[3] = { 22, 23, 24 };

    (void) state;
    for (int draw = 0; draw < 200; draw++) {
        double n1 = 1 + whole(seed, 30), n2 = 1 + whole(seed, 30), x1 = whole(seed, n1), x2 = whole(seed, n2);
        struct two_proportions a = two_proportions_compare(x1, n1, x2, n2, 0.95);
        struct two_proportions b = two_proportions_compare(x2, n2, x1, n1, 0.95);

        assert_close(a.newcombe.lower, -b.newcombe.upper, 1e-12);
        assert_true(a.newcombe.lower >= -1 && a.newcombe.upper <= 1);
        assert_true(a.newcombe.lower <= a.difference && a.difference <= a.newcombe.upper);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garwood_covers_at_least_as_often_as_it_says),
        cmocka_unit_test(clopper_pearson_covers_at_least_as_often_as_it_says),
        cmocka_unit_test(limits_invert_their_tests),
        cmocka_unit_test(exposure_scales_the_rate_and_nothing_else),
        cmocka_unit_test(minlike_is_the_sum_of_all_counts_no_likelier),
        cmocka_unit_test(the_e_test_is_its_double_sum),
        cmocka_unit_test(swapping_two_rates_inverts_the_ratio),
        cmocka_unit_test(the_exact_p_agrees_with_its_interval),
        cmocka_unit_test(fishers_p_is_at_least_its_own_table),
        cmocka_unit_test(swapping_two_shares_turns_the_difference),
    };

    return TESTS_RUN(tests);
}
