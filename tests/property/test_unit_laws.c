/* Laws of what is done with groups and units, on drawn numbers with a fixed seed, and against slow and obvious ways. */
#include "pipeline/statistics/decomposition.h"
#include "pipeline/statistics/detectable.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/funnel.h"
#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/ordinal.h"
#include "pipeline/statistics/shrinkage.h"
#include "pipeline/statistics/standardisation.h"
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

/* Benjamini and Hochberg by definition: the least m p_(j) / j over j from the rank of p_i on. Ties have their last
 * rank. */
static double bh_slowly(const double *p, size_t m, size_t i)
{
    double least = 1;

    for (size_t j = 0; j < m; j++) {
        double rank = 0;

        for (size_t k = 0; k < m; k++)
            rank += p[k] <= p[j];
        if (p[j] >= p[i])
            least = fmin(least, (double) m * p[j] / rank);
    }
    return least;
}

static void adjusted_p_values_keep_their_order(void **state)
{
    unsigned short seed[3] = { 1, 2, 3 };
    double p[15], adjusted[5][15];

    (void) state;
    for (int draw = 0; draw < 100; draw++) {
        for (size_t i = 0; i < 15; i++)
            p[i] = draw % 3 == 0 ? whole(seed, 5) / 5 : pow(uniform(seed, 0, 1), 3);
        for (int method = 0; method < 5; method++)
            multiplicity_adjust((enum multiplicity_method) method, p, 15, adjusted[method]);
        for (size_t i = 0; i < 15; i++) {
            assert_close(adjusted[MULTIPLICITY_BH][i], bh_slowly(p, 15, i), 1e-12);
            for (int method = 0; method < 5; method++) {
                assert_true(adjusted[method][i] >= p[i] && adjusted[method][i] <= 1);
                for (size_t j = 0; j < 15; j++)
                    assert_true(p[i] > p[j] || adjusted[method][i] <= adjusted[method][j]);
            }
            assert_true(adjusted[MULTIPLICITY_BH][i] <= adjusted[MULTIPLICITY_HOCHBERG][i]);
            assert_true(adjusted[MULTIPLICITY_HOCHBERG][i] <= adjusted[MULTIPLICITY_HOLM][i]);
            assert_true(adjusted[MULTIPLICITY_HOLM][i] <= adjusted[MULTIPLICITY_BONFERRONI][i]);
        }
    }
}

static void a_missing_p_changes_no_other(void **state)
{
    static const double with[] = { 0.01, NAN, 0.2, 0.03 }, without[] = { 0.01, 0.2, 0.03 };
    double a[4], b[3];

    (void) state;
    for (int method = 0; method < 5; method++) {
        multiplicity_adjust((enum multiplicity_method) method, with, 4, a);
        multiplicity_adjust((enum multiplicity_method) method, without, 3, b);
        assert_true(isnan(a[1]));
        assert_close(a[0], b[0], 0);
        assert_close(a[2], b[1], 0);
        assert_close(a[3], b[2], 0);
    }
}

/* Each factor's effect averaged over all orders in which factors can change. */
static void over_orders(const double *value, size_t n, unsigned changed, double weight, double *effects)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++)
        left += (changed >> i & 1) == 0;
    for (size_t i = 0; i < n; i++) {
        if ((changed >> i & 1) == 0) {
            effects[i] += weight / (double) left * (value[changed | 1U << i] - value[changed]);
            over_orders(value, n, changed | 1U << i, weight / (double) left, effects);
        }
    }
}

static void shapley_is_the_average_over_all_orders(void **state)
{
    unsigned short seed[3] = { 4, 5, 6 };

    (void) state;
    for (size_t n = 1; n <= DECOMPOSITION_MOST_FACTORS; n++) {
        double value[1 << DECOMPOSITION_MOST_FACTORS], effects[DECOMPOSITION_MOST_FACTORS];
        double slow[DECOMPOSITION_MOST_FACTORS] = { 0 }, sum = 0;

        for (size_t i = 0; i < 1U << n; i++)
            value[i] = uniform(seed, -1, 1);
        decomposition_shapley(value, n, effects);
        over_orders(value, n, 0, 1, slow);
        for (size_t i = 0; i < n; i++) {
            assert_close(effects[i], slow[i], 1e-10);
            sum += effects[i];
        }
        assert_close(sum, value[(1U << n) - 1] - value[0], 1e-11);
    }
}

static void a_change_run_backwards_has_the_opposite_parts(void **state)
{
    unsigned short seed[3] = { 7, 8, 9 };

    (void) state;
    for (int draw = 0; draw < 100; draw++) {
        double events[2][6], exposure[2][6];
        struct decomposition there, back;

        for (size_t i = 0; i < 6; i++) {
            for (size_t t = 0; t < 2; t++) {
                exposure[t][i] = whole(seed, 4) * 10;
                events[t][i] = whole(seed, exposure[t][i]);
            }
        }
        exposure[0][0] = exposure[1][1] = 7;
        there = decomposition_kitagawa(events[0], exposure[0], events[1], exposure[1], 6, NULL, NULL);
        back = decomposition_kitagawa(events[1], exposure[1], events[0], exposure[0], 6, NULL, NULL);
        assert_true(fabs(there.mix + there.rate - there.total) < 1e-13);
        assert_true(fabs(there.mix + back.mix) < 1e-13 && fabs(there.rate + back.rate) < 1e-13);
        assert_close(there.rate_se, back.rate_se, 1e-12);
    }
}

static void same_rates_in_all_groups_need_no_standard(void **state)
{
    static const double exposure[] = { 10, 40, 250 }, events[] = { 2, 8, 50 };
    unsigned short seed[3] = { 10, 11, 12 };

    (void) state;
    for (int draw = 0; draw < 50; draw++) {
        double weights[] = { uniform(seed, 0, 9), uniform(seed, 0, 9), uniform(seed, 0, 9) }, doubled[3];
        struct standardised s = standardisation_direct(events, exposure, weights, 3, 0.95), d;

        for (size_t i = 0; i < 3; i++)
            doubled[i] = 2 * weights[i];
        d = standardisation_direct(events, exposure, doubled, 3, 0.95);
        assert_close(s.rate, 0.2, 1e-12);
        assert_close(s.variance, d.variance, 1e-12);
        assert_true(s.dobson_exact.lower < 0.2 && s.dobson_exact.upper > 0.2);
        assert_true(s.fay_feuer.upper >= s.tiwari_upper);
    }
}

static void a_unit_in_control_is_seldom_outside_the_funnel(void **state)
{
    unsigned short seed[3] = { 13, 14, 15 };

    (void) state;
    for (int draw = 0; draw < 100; draw++) {
        double expected = uniform(seed, 0.2, 300), target = uniform(seed, 0.5, 2);
        struct interval limits = funnel_limits_exact(expected, target, 0.95);
        struct interval smooth = funnel_limits_interpolated(expected, target, 0.95);
        double low = round(limits.lower * expected), high = round(limits.upper * expected);

        assert_true(distribution_poisson_at_most(low - 1, target * expected) < 0.025);
        assert_true(distribution_poisson_at_least(high + 1, target * expected) <= 0.025);
        assert_true(smooth.lower * expected > low - 1 - 1e-9 && smooth.lower * expected <= low + 1e-9);
        assert_true(smooth.upper * expected > high - 1 - 1e-9 && smooth.upper * expected <= high + 1e-9);
    }
}

/* Units of unequal size whose rates differ. */
static void draw_units(unsigned short seed[3], size_t n, double *observed, double *expected)
{
    for (size_t i = 0; i < n; i++) {
        expected[i] = uniform(seed, 2, 40);
        observed[i] = round(expected[i] * uniform(seed, 0.2, 2.5));
    }
}

static double negative_binomial(const double *observed, const double *expected, size_t n, double mean, double nu)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        double m = mean * expected[i], o = observed[i];

        sum += lgamma(o + nu) - lgamma(nu) - lgamma(o + 1) + nu * log(nu / (nu + m)) + o * log(m / (m + nu));
    }
    return sum;
}

static void no_other_prior_is_likelier(void **state)
{
    unsigned short seed[3] = { 16, 17, 18 };
    double observed[20], expected[20];

    (void) state;
    for (int draw = 0; draw < 10; draw++) {
        struct shrinkage s;

        draw_units(seed, 20, observed, expected);
        s = shrinkage_fit(observed, expected, 20);
        assert_true(!isinf(s.nu));
        assert_close(s.log_likelihood, negative_binomial(observed, expected, 20, s.mean, s.nu), 1e-9);
        for (double factor = 0.8; factor < 1.25; factor += 0.031) {
            assert_true(negative_binomial(observed, expected, 20, s.mean * factor, s.nu) <= s.log_likelihood + 1e-9);
            assert_true(negative_binomial(observed, expected, 20, s.mean, s.nu * factor) <= s.log_likelihood + 1e-9);
            assert_true(negative_binomial(observed, expected, 20, s.mean / factor, s.nu * factor * factor) <=
                        s.log_likelihood + 1e-9);
        }
    }
}

static void a_shrunken_rate_lies_between_its_own_and_the_common(void **state)
{
    unsigned short seed[3] = { 19, 20, 21 };
    double observed[20], expected[20];
    struct shrinkage s;

    (void) state;
    draw_units(seed, 20, observed, expected);
    s = shrinkage_fit(observed, expected, 20);
    for (size_t i = 0; i < 20; i++) {
        struct shrunken u = shrinkage_unit(&s, observed[i], expected[i], 1, 0.95);
        double own = observed[i] / expected[i];

        assert_true(u.estimate >= fmin(own, s.mean) - 1e-12 && u.estimate <= fmax(own, s.mean) + 1e-12);
        assert_close(u.estimate, u.own_weight * own + (1 - u.own_weight) * s.mean, 1e-12);
        assert_true(u.limits.lower < u.estimate && u.estimate < u.limits.upper);
    }
}

static void paule_mandel_leaves_q_at_its_degrees_of_freedom(void **state)
{
    unsigned short seed[3] = { 22, 23, 24 };
    double y[9], v[9];

    (void) state;
    for (int draw = 0; draw < 50; draw++) {
        double weights = 0, mean = 0, q = 0;
        struct meta m, shifted;

        for (size_t i = 0; i < 9; i++) {
            y[i] = uniform(seed, -2, 2);
            v[i] = uniform(seed, 0.01, 0.5);
        }
        m = meta_pool(y, v, 9, META_PAULE_MANDEL, 0.95);
        for (size_t i = 0; i < 9; i++) {
            weights += 1 / (v[i] + m.tau2);
            mean += y[i] / (v[i] + m.tau2);
        }
        for (size_t i = 0; i < 9; i++)
            q += pow(y[i] - mean / weights, 2) / (v[i] + m.tau2);
        assert_close(q, 8, 1e-9);
        for (size_t i = 0; i < 9; i++)
            y[i] += 100;
        shifted = meta_pool(y, v, 9, META_PAULE_MANDEL, 0.95);
        assert_close(shifted.tau2, m.tau2, 1e-8);
        assert_close(shifted.estimate - 100, m.estimate, 1e-8);
    }
}

static void wilcoxon_counts_the_pairs(void **state)
{
    unsigned short seed[3] = { 25, 26, 27 };

    (void) state;
    for (int draw = 0; draw < 100; draw++) {
        double one[5], two[5], pairs = 0;
        struct wilcoxon a, b;

        for (size_t i = 0; i < 5; i++) {
            one[i] = 1 + whole(seed, 9);
            two[i] = 1 + whole(seed, 9);
        }
        for (size_t i = 0; i < 5; i++) {
            for (size_t j = 0; j < 5; j++)
                pairs += one[i] * two[j] * (i > j ? 1 : i == j ? 0.5 : 0);
        }
        a = ordinal_wilcoxon(one, two, 5);
        b = ordinal_wilcoxon(two, one, 5);
        assert_close(a.w, pairs, 1e-14);
        assert_close(a.auc + b.auc, 1, 1e-14);
        assert_close(a.p, b.p, 1e-12);
    }
}

/* In two groups the trend is the only difference there can be. */
static void two_groups_have_no_difference_but_the_trend(void **state)
{
    unsigned short seed[3] = { 28, 29, 30 };

    (void) state;
    for (int draw = 0; draw < 50; draw++) {
        double n[] = { 5 + whole(seed, 50), 5 + whole(seed, 50) }, x[] = { 1 + whole(seed, 3), 1 + whole(seed, 3) };
        double scores[] = { 1, uniform(seed, 2, 9) };
        struct trend t = ordinal_trend(x, n, scores, 2);

        assert_close(t.chi_square, t.homogeneity, 1e-9);
    }
}

/* The residual sum of squares after regressing on 1 and t, by solving the normal equations of weighted least squares.
 */
static void information_is_what_the_trend_leaves(void **state)
{
    unsigned short seed[3] = { 31, 32, 33 };

    (void) state;
    for (int draw = 0; draw < 50; draw++) {
        double shape[8], expected[8], w = 0, wt = 0, wtt = 0, ws = 0, wts = 0, residual = 0, a, b;

        for (size_t i = 0; i < 8; i++) {
            double t = (double) i;

            shape[i] = uniform(seed, 0, 1);
            expected[i] = uniform(seed, 5, 50);
            w += expected[i];
            wt += expected[i] * t;
            wtt += expected[i] * t * t;
            ws += expected[i] * shape[i];
            wts += expected[i] * t * shape[i];
        }
        b = (w * wts - wt * ws) / (w * wtt - wt * wt);
        a = (ws - b * wt) / w;
        for (size_t i = 0; i < 8; i++)
            residual += expected[i] * pow(shape[i] - a - b * (double) i, 2);
        assert_close(detectable_information(shape, expected, 8, true), residual, 1e-11);
    }
}

static void a_line_is_never_told_from_the_trend(void **state)
{
    unsigned short seed[3] = { 34, 35, 36 };

    (void) state;
    for (int draw = 0; draw < 50; draw++) {
        double line[8], expected[8], begin = uniform(seed, -5, 5), slope = uniform(seed, -2, 2);

        for (size_t i = 0; i < 8; i++) {
            line[i] = begin + slope * (double) i;
            expected[i] = uniform(seed, 5, 50);
        }
        assert_close(detectable_information(line, expected, 8, true), 0, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_p_values_keep_their_order),
        cmocka_unit_test(a_missing_p_changes_no_other),
        cmocka_unit_test(shapley_is_the_average_over_all_orders),
        cmocka_unit_test(a_change_run_backwards_has_the_opposite_parts),
        cmocka_unit_test(same_rates_in_all_groups_need_no_standard),
        cmocka_unit_test(a_unit_in_control_is_seldom_outside_the_funnel),
        cmocka_unit_test(no_other_prior_is_likelier),
        cmocka_unit_test(a_shrunken_rate_lies_between_its_own_and_the_common),
        cmocka_unit_test(paule_mandel_leaves_q_at_its_degrees_of_freedom),
        cmocka_unit_test(wilcoxon_counts_the_pairs),
        cmocka_unit_test(two_groups_have_no_difference_but_the_trend),
        cmocka_unit_test(information_is_what_the_trend_leaves),
        cmocka_unit_test(a_line_is_never_told_from_the_trend),
    };

    return TESTS_RUN(tests);
}
