/* Edges of what is done with many units: funnel, shrinkage, pooling, adjusted p-values, scales. Numbers are in
 * tests/reference. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/funnel.h"
#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/ordinal.h"
#include "pipeline/statistics/shrinkage.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static void a_funnel_of_nothing_is_undefined(void **state)
{
    static const double none[] = { 0, 0 };
    struct funnel f = funnel_fit(none, none, 0, 0.1, NULL);

    (void) state;
    assert_true(isnan(f.target) && isnan(f.phi) && isnan(f.tau2));
    f = funnel_fit(none, none, 2, 0.1, NULL);
    assert_int_equal(f.n, 0);
    assert_true(isnan(f.target));
    assert_true(isnan(funnel_limits_exact(0, 1, 0.95).lower));
    assert_true(isnan(funnel_limits_overdispersed(3, &f, 0.95).upper));
}

static void a_unit_without_staff_is_left_out_of_the_funnel(void **state)
{
    static const double observed[] = { 9, 0, 11 }, expected[] = { 10, 0, 10 };
    double z[3];
    struct funnel f = funnel_fit(observed, expected, 3, 0.1, z);

    (void) state;
    assert_int_equal(f.n, 2);
    assert_close(f.target, 1, 1e-15);
    assert_true(isnan(z[1]) && !isnan(z[0]));
}

static void a_unit_without_events_stays_in_the_funnel(void **state)
{
    static const double observed[] = { 0, 8, 12 }, expected[] = { 6, 7, 7 };
    double z[3];
    struct funnel f = funnel_fit(observed, expected, 3, 0, z);

    (void) state;
    assert_int_equal(f.n, 3);
    assert_close(z[0], -2 * sqrt(6), 1e-14);
    assert_true(f.phi > 1 && f.tau2 > 0);
}

static void no_events_at_all_leave_dispersion_undefined(void **state)
{
    static const double observed[] = { 0, 0 }, expected[] = { 6, 7 };
    struct funnel f = funnel_fit(observed, expected, 2, 0.1, NULL);

    (void) state;
    assert_close(f.target, 0, 0);
    assert_true(isnan(f.phi) && isnan(f.tau2));
}

static void equal_units_have_no_spread(void **state)
{
    static const double observed[] = { 10, 20, 30, 40 }, expected[] = { 10, 20, 30, 40 };
    struct funnel f = funnel_fit(observed, expected, 4, 0.1, NULL);
    struct shrinkage s = shrinkage_fit(observed, expected, 4);
    struct shrunken unit = shrinkage_unit(&s, 10, 10, 1, 0.95);
    struct interval all = interval_poisson_exact(100, 100, 0.95);

    (void) state;
    assert_close(f.tau2, 0, 0);
    assert_close(s.nu, INFINITY, 0);
    assert_close(unit.estimate, 1, 1e-15);
    assert_close(unit.limits.lower, all.lower, 0);
    assert_close(unit.own_weight, 0, 0);
    assert_true(isnan(unit.p_above));
    assert_close(shrinkage_marshall(observed, expected, 4, NULL).variance, 0, 0);
}

static void shrinkage_of_nothing_is_undefined(void **state)
{
    static const double none[] = { 0, 0, 0 }, expected[] = { 2, 3, 4 };
    struct shrinkage s = shrinkage_fit(none, none, 3);
    double estimates[3];

    (void) state;
    assert_true(isnan(s.mean));
    assert_true(isnan(shrinkage_unit(&s, 0, 1, 1, 0.95).estimate));
    s = shrinkage_fit(none, expected, 3); /* staff, but nobody left */
    assert_close(s.mean, 0, 0);
    assert_close(shrinkage_unit(&s, 0, 2, 1, 0.95).limits.upper, interval_poisson_exact(0, 9, 0.95).upper, 0);
    assert_true(isnan(shrinkage_marshall(none, none, 3, estimates).variance));
    assert_true(isnan(estimates[0]));
    assert_true(isnan(shrinkage_heterogeneity(none, none, 3).chi_square));
}

static void one_unit_has_nothing_to_be_compared_with(void **state)
{
    static const double observed[] = { 7 }, expected[] = { 5 };
    struct shrinkage s = shrinkage_fit(observed, expected, 1);
    struct heterogeneity h = shrinkage_heterogeneity(observed, expected, 1);
    struct funnel f = funnel_fit(observed, expected, 1, 0.1, NULL);

    (void) state;
    assert_close(s.nu, INFINITY, 0);
    assert_close(s.mean, 1.4, 1e-15);
    assert_int_equal(h.df, 0);
    assert_true(isnan(h.phi) && isnan(h.p) && isnan(f.tau2));
}

static void a_unit_without_staff_is_not_estimated(void **state)
{
    static const double observed[] = { 30, 0, 4, 18 }, expected[] = { 12, 0, 12, 12 };
    struct shrinkage s = shrinkage_fit(observed, expected, 4);
    double estimates[4];

    (void) state;
    assert_int_equal(s.n, 3);
    assert_true(!isinf(s.nu));
    assert_true(isnan(shrinkage_unit(&s, 0, 0, 1, 0.95).estimate));
    shrinkage_marshall(observed, expected, 4, estimates);
    assert_true(isnan(estimates[1]) && !isnan(estimates[0]));
}

/* Spread drawn from nowhere: every other unit has twice the rate. Gamma-Poisson with mean 1.5 and variance near .25. */
static void five_thousand_units_are_fitted(void **state)
{
    enum { N = 5000 };
    double *observed = memory_zeroed(N, sizeof *observed), *expected = memory_zeroed(N, sizeof *expected);
    struct shrinkage s;
    struct funnel f;

    (void) state;
    for (size_t i = 0; i < N; i++) {
        expected[i] = 400;
        observed[i] = i % 2 == 0 ? 400 : 800;
    }
    s = shrinkage_fit(observed, expected, N);
    f = funnel_fit(observed, expected, N, 0.1, NULL);
    assert_close(s.mean, 1.5, 1e-9);
    assert_true(s.nu > 5 && s.nu < 12);
    assert_int_equal(f.n, N);
    free(observed);
    free(expected);
}

static void pooling_needs_two(void **state)
{
    static const double y[] = { 0.3, NAN, 0.1 }, v[] = { 0.04, 0.1, 0 };
    struct meta m = meta_pool(y, v, 0, META_PAULE_MANDEL, 0.95);

    (void) state;
    assert_true(isnan(m.estimate) && isnan(m.tau2));
    m = meta_pool(y, v, 3, META_PAULE_MANDEL, 0.95); /* one without an estimate, one without a variance */
    assert_int_equal(m.n, 1);
    assert_close(m.estimate, 0.3, 1e-15);
    assert_close(m.se, 0.2, 1e-15);
    assert_close(m.tau2, 0, 0);
    assert_true(isnan(m.q) && isnan(m.se_hksj) && isnan(m.prediction.lower));
}

static void two_units_have_no_prediction(void **state)
{
    static const double y[] = { 0.3, 0.9 }, v[] = { 0.04, 0.02 };
    struct meta m = meta_pool(y, v, 2, META_PAULE_MANDEL, 0.95);

    (void) state;
    assert_true(m.tau2 > 0);
    assert_true(!isnan(m.limits_hksj.lower) && isnan(m.prediction.lower));
}

static void equal_estimates_have_no_spread_by_any_method(void **state)
{
    static const double y[] = { 0.3, 0.3, 0.3 }, v[] = { 0.04, 0.02, 0.05 };

    (void) state;
    for (int method = META_PAULE_MANDEL; method <= META_COMMON; method++) {
        struct meta m = meta_pool(y, v, 3, (enum meta_method) method, 0.95);

        assert_close(m.tau2, 0, 0);
        assert_close(m.estimate, 0.3, 1e-14);
        assert_close(m.i2, 0, 0);
    }
}

static void a_family_of_none_or_one_is_left_alone(void **state)
{
    double p = 0.02, adjusted = -1;

    (void) state;
    for (int method = MULTIPLICITY_BONFERRONI; method <= MULTIPLICITY_BY; method++) {
        multiplicity_adjust((enum multiplicity_method) method, &p, 0, &adjusted);
        assert_close(adjusted, -1, 0);
        multiplicity_adjust((enum multiplicity_method) method, &p, 1, &p);
        assert_close(p, 0.02, 0);
    }
}

static void no_answers_have_no_shares(void **state)
{
    static const double none[] = { 0, 0, 0 }, some[] = { 1, 2, 3 };
    struct interval limits[3];

    (void) state;
    ordinal_goodman(none, 3, 0.95, limits);
    assert_true(isnan(limits[0].lower));
    assert_true(isnan(ordinal_mean(none, some, 3).mean));
    assert_true(isnan(ordinal_wilcoxon(none, some, 3).p));
    assert_true(isnan(ordinal_trend(none, some, some, 3).p)); /* nobody has it */
    assert_true(isnan(ordinal_trend(some, some, some, 3).p)); /* everybody has */
}

static void the_same_answer_from_all_is_no_difference(void **state)
{
    static const double one[] = { 0, 12, 0 }, two[] = { 0, 9, 0 }, table[] = { 0, 0, 12, 9, 0, 0 };
    struct wilcoxon w = ordinal_wilcoxon(one, two, 3);

    (void) state;
    assert_close(w.auc, 0.5, 0);
    assert_close(w.p, 1, 0);
    assert_true(isnan(ordinal_chi_square(table, 3, 2).p)); /* one row is left */
    assert_close(ordinal_mean(one, one, 3).se, 0, 0);
}

static void all_limits_of_shares_lie_within_0_and_1(void **state)
{
    static const double counts[] = { 0, 40, 0, 1 };
    struct interval limits[4];

    (void) state;
    ordinal_goodman(counts, 4, 0.95, limits);
    assert_close(limits[0].lower, 0, 0);
    for (size_t i = 0; i < 4; i++)
        assert_true(limits[i].lower >= 0 && limits[i].lower <= counts[i] / 41 && limits[i].upper >= counts[i] / 41 &&
                    limits[i].upper <= 1);
}

/* R 4.2.2: uniroot of the generalised Q at qchisq(.975, 7) and (.025, 7); best linear unbiased predictor by its formula
 * (as metafor's blup). */
static void the_spread_has_limits_and_units_are_drawn_in(void **state)
{
    static const double y[] = { .12, -.35, .6, .02, -.8, .33, .1, -.05 },
                        v[] = { .04, .09, .06, .02, .2, .05, .03, .08 };
    struct meta m = meta_pool(y, v, 8, META_PAULE_MANDEL, 0.95);
    struct interval limits = meta_tau2_limits(y, v, 8, 0.95);
    struct meta_unit unit = meta_shrink(&m, y[4], v[4], 0.95);

    (void) state;
    assert_close(m.tau2, 0.0647919759215, 1e-9);
    assert_close(limits.lower, 0, 0);
    assert_close(limits.upper, 0.616920264777, 1e-9);
    limits = meta_tau2_limits(y, v, 8, 0.8);
    assert_close(limits.lower, 0.000633840534179, 1e-7);
    assert_close(limits.upper, 0.319216124881, 1e-9);
    assert_close(unit.estimate, -0.144163686231, 1e-9);
    assert_close(unit.se, 0.240029638752, 1e-9);
    assert_close(unit.own_weight, 0.244690103225, 1e-9);
    assert_true(unit.limits.lower < unit.estimate && unit.estimate < unit.limits.upper);
}

static void without_spread_every_unit_gets_the_pooled_estimate(void **state)
{
    static const double y[] = { .1, .1, .1 }, v[] = { .2, .3, .4 }, one[] = { .5 };
    struct meta m = meta_pool(y, v, 3, META_PAULE_MANDEL, 0.95);
    struct interval limits = meta_tau2_limits(y, v, 3, 0.95);
    struct meta_unit unit = meta_shrink(&m, .9, .1, 0.95);

    (void) state;
    assert_close(limits.lower, 0, 0);
    assert_close(limits.upper, 0, 0);
    assert_close(unit.estimate, m.estimate, 1e-15);
    assert_close(unit.se, m.se, 1e-15);
    assert_true(isnan(meta_shrink(&m, NAN, .1, 0.95).estimate));
    assert_true(isnan(meta_tau2_limits(one, v, 1, 0.95).upper));
}

static void smooth_limits_meet_the_counts(void **state)
{
    static const double above_12 = 0.0160266421712; /* ppois(12, 6.5, lower = FALSE) */
    struct interval l = funnel_limits_smooth(6.5, 1, 1 - 2 * above_12);

    (void) state;
    assert_close(l.upper, 12 / 6.5, 1e-7);
    assert_close(funnel_limits_interpolated(6.5, 1, 1 - 2 * above_12).upper, 12 / 6.5, 1e-6);
    assert_close(funnel_limits_smooth(2, 1, 0.95).lower, 0, 0); /* P(none) is above the tail */
    assert_true(funnel_limits_smooth(500, 0.2, 0.95).lower < 0.2 && funnel_limits_smooth(500, 0.2, 0.95).upper > 0.2);
    assert_true(isnan(funnel_limits_smooth(0, 1, 0.95).lower));
}

static void a_funnel_stands_around_the_rate_it_is_given(void **state)
{
    static const double observed[] = { 12, 8, 15 }, expected[] = { 10, 10, 10 };
    struct funnel own = funnel_fit(observed, expected, 3, 0.1, NULL);
    struct funnel city = funnel_fit_around(observed, expected, 3, 1, 0.1, NULL);
    struct funnel same = funnel_fit_around(observed, expected, 3, own.target, 0.1, NULL);

    (void) state;
    assert_close(same.phi, own.phi, 0);
    assert_close(city.target, 1, 0);
    assert_true(city.phi > own.phi);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_funnel_of_nothing_is_undefined),
        cmocka_unit_test(a_unit_without_staff_is_left_out_of_the_funnel),
        cmocka_unit_test(a_unit_without_events_stays_in_the_funnel),
        cmocka_unit_test(no_events_at_all_leave_dispersion_undefined),
        cmocka_unit_test(equal_units_have_no_spread),
        cmocka_unit_test(shrinkage_of_nothing_is_undefined),
        cmocka_unit_test(one_unit_has_nothing_to_be_compared_with),
        cmocka_unit_test(a_unit_without_staff_is_not_estimated),
        cmocka_unit_test(five_thousand_units_are_fitted),
        cmocka_unit_test(pooling_needs_two),
        cmocka_unit_test(the_spread_has_limits_and_units_are_drawn_in),
        cmocka_unit_test(without_spread_every_unit_gets_the_pooled_estimate),
        cmocka_unit_test(smooth_limits_meet_the_counts),
        cmocka_unit_test(a_funnel_stands_around_the_rate_it_is_given),
        cmocka_unit_test(two_units_have_no_prediction),
        cmocka_unit_test(equal_estimates_have_no_spread_by_any_method),
        cmocka_unit_test(a_family_of_none_or_one_is_left_alone),
        cmocka_unit_test(no_answers_have_no_shares),
        cmocka_unit_test(the_same_answer_from_all_is_no_difference),
        cmocka_unit_test(all_limits_of_shares_lie_within_0_and_1),
    };

    return TESTS_RUN(tests);
}
