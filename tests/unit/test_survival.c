/* Kaplan-Meier, Nelson-Aalen, quantiles, restricted mean: edges, and numbers that R 4.2.2 (survival 3.5-3) gives. The
 * drawn and published series are in tests/reference. */
#include "pipeline/statistics/survival.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double ENTRY[] = { 0, 0, 1.5, 2, 0.5, 3.2, 1, 0 };
static const double EXIT[] = { 2, 5, 4, 6, 2, 7, 3.5, 1.2 };
static const uint8_t LEFT[] = { 1, 1, 0, 1, 0, 1, 1, 0 };
static const struct risk_spells EIGHT = { COUNT(EXIT), ENTRY, EXIT, LEFT, NULL };

static struct survival_curve fitted(const struct risk_spells *spells)
{
    struct survival_curve curve;

    assert_true(survival_fit(spells, &curve));
    return curve;
}

static struct survival_curve fitted_to(size_t n, const double *leaving, const uint8_t *left)
{
    struct risk_spells spells = { n, NULL, leaving, left, NULL };

    return fitted(&spells);
}

/* survfit(Surv(entry, exit, left) ~ 1) on the eight spells above. */
static void delayed_entry_agrees_with_r(void **state)
{
    static const struct survival_step expected[] = {
        { 2, 5, 1, 1, 0.8, 0.05, 0.2, 0.04 },
        { 3.5, 5, 1, 2, 0.64, 0.1, 0.4, 0.08 },
        { 5, 3, 1, 3, 0.426666666666667, 0.266666666666667, 0.733333333333333, 0.191111111111111 },
        { 6, 2, 1, 4, 0.213333333333333, 0.766666666666667, 1.233333333333333, 0.441111111111111 },
        { 7, 1, 1, 5, 0, INFINITY, 2.233333333333333, 1.441111111111111 },
    };
    struct survival_curve curve = fitted(&EIGHT);

    (void) state;
    assert_int_equal(curve.n_steps, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_close(curve.steps[i].time, expected[i].time, 0);
        assert_int_equal(curve.steps[i].at_risk, expected[i].at_risk);
        assert_int_equal(curve.steps[i].events, expected[i].events);
        assert_int_equal(curve.steps[i].events_until, expected[i].events_until);
        assert_close(curve.steps[i].survival, expected[i].survival, 1e-14);
        assert_close(curve.steps[i].greenwood, expected[i].greenwood, 1e-14);
        assert_close(curve.steps[i].hazard, expected[i].hazard, 1e-14);
        assert_close(curve.steps[i].hazard_variance, expected[i].hazard_variance, 1e-14);
    }
    survival_free(&curve);
}

/* survfit(conf.type=) at 5.5, quantile.survfit, and summary(rmean = 5) on the same. */
static void limits_of_three_kinds_agree_with_r(void **state)
{
    static const struct {
        enum survival_limits kind;
        double low, high, median_low, median_high;
    } expected[] = {
        { SURVIVAL_LOG_LOG, 0.06111669160919120, 0.771385583677305, 2, NAN },
        { SURVIVAL_LOG, 0.1550708360635598, 1, 3.5, NAN },
        { SURVIVAL_PLAIN, 0, 0.858504981122273, 2, NAN },
    };
    struct survival_curve curve = fitted(&EIGHT);
    double mean, standard_error;

    (void) state;
    for (size_t i = 0; i < COUNT(expected); i++) {
        struct survival_point p;
        struct survival_quantile q;

        assert_true(survival_at(&curve, 5.5, 0.95, expected[i].kind, &p));
        assert_close(p.low, expected[i].low, 1e-9);
        assert_close(p.high, expected[i].high, 1e-12);
        assert_int_equal(p.at_risk, 2);
        assert_int_equal(p.n_events, 3);
        assert_int_equal(p.n_leaving, 0);
        assert_true(survival_quantile(&curve, 0.5, 0.95, expected[i].kind, SURVIVAL_QUANTILE_MIDPOINT, &q));
        assert_close(q.time, 5, 0);
        assert_close(q.low, expected[i].median_low, 0);
        assert_close(q.high, expected[i].median_high, 0);
    }
    assert_true(survival_restricted_mean(&curve, 5, &mean, &standard_error));
    assert_close(mean, 4.16, 1e-14);
    assert_close(standard_error, 0.528545173093086, 1e-13);
    survival_free(&curve);
}

static void no_spells_have_no_curve(void **state)
{
    struct survival_curve curve = { .n = 17 };

    (void) state;
    assert_false(survival_fit(&(struct risk_spells){ 0, NULL, EXIT, LEFT, NULL }, &curve));
    assert_int_equal(curve.n, 17);
}

static void spells_without_length_or_number_are_refused(void **state)
{
    static const double wrong[][2] = { { 1, 1 },   { 2, 1 },        { 1, 1 + 1e-9 }, { NAN, 1 },
                                       { 0, NAN }, { 0, INFINITY }, { -INFINITY, 1 } };
    struct survival_curve curve;

    (void) state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(survival_fit(&(struct risk_spells){ 1, &wrong[i][0], &wrong[i][1], LEFT, NULL }, &curve));
}

static void one_who_leaves_takes_the_curve_to_zero_without_limits(void **state)
{
    static const double leaving[] = { 3 };
    static const uint8_t left[] = { 1 };
    struct survival_curve curve = fitted_to(1, leaving, left);
    struct survival_point p;
    struct survival_quantile q;

    (void) state;
    assert_true(survival_at(&curve, 3, 0.95, SURVIVAL_LOG, &p));
    assert_close(p.survival, 0, 0);
    assert_true(isnan(p.standard_error) && isnan(p.low) && isnan(p.high));
    assert_int_equal(p.at_risk, 1);
    assert_int_equal(p.n_leaving, 1);
    assert_true(survival_at(&curve, 100, 0.95, SURVIVAL_LOG, &p)); /* all have left, so it stays 0 */
    assert_close(p.survival, 0, 0);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.time, 3, 0);
    assert_true(isnan(q.low) && isnan(q.high));
    survival_free(&curve);
}

static void nobody_leaving_is_one_as_far_as_people_were_followed(void **state)
{
    static const double leaving[] = { 2, 5 };
    static const uint8_t left[] = { 0, 0 };
    struct survival_curve curve = fitted_to(2, leaving, left);
    struct survival_point p = { .survival = -7 };
    struct survival_quantile q;
    double mean = -7, standard_error;

    (void) state;
    assert_int_equal(curve.n_steps, 0);
    assert_true(survival_at(&curve, 5, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.survival, 1, 0);
    assert_close(p.standard_error, 0, 0);
    assert_true(isnan(p.low) && isnan(p.high));
    assert_true(survival_at(&curve, 5, 0.95, SURVIVAL_LOG, &p)); /* R: 1, 1 */
    assert_close(p.low, 1, 0);
    assert_close(p.high, 1, 0);
    p.survival = -7;
    assert_false(survival_at(&curve, 5.1, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.survival, -7, 0);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_FIRST, &q));
    assert_true(isnan(q.time) && isnan(q.low) && isnan(q.high));
    assert_true(survival_restricted_mean(&curve, 4, &mean, &standard_error));
    assert_close(mean, 4, 0);
    assert_close(standard_error, 0, 0);
    assert_false(survival_restricted_mean(&curve, 6, &mean, &standard_error));
    assert_close(mean, 4, 0);
    survival_free(&curve);
}

/* survfit(Surv(c(1,2,3,4), c(1,1,0,0)) ~ 1, conf.type = "log-log"): quantile 1.5, 3, NA; print says median 2. */
static void a_median_on_a_level_step_has_two_rules(void **state)
{
    static const double leaving[] = { 1, 2, 3, 4 };
    static const uint8_t left[] = { 1, 1, 0, 0 };
    struct survival_curve curve = fitted_to(4, leaving, left);
    struct survival_quantile q;

    (void) state;
    survival_quantile(&curve, 0.25, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q);
    assert_close(q.time, 1.5, 0);
    survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q);
    assert_close(q.time, 3, 0);
    assert_close(q.low, 1, 0);
    assert_true(isnan(q.high));
    survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_FIRST, &q);
    assert_close(q.time, 2, 0);
    survival_quantile(&curve, 0.75, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q);
    assert_true(isnan(q.time));
    survival_free(&curve);
}

/* survfit(Surv(c(1,2,3,4), rep(1, 4)) ~ 1, conf.type = "plain"): quantiles 1.5 2.5 3.5, lower 1 1 2, upper 3 NA NA. */
static void plain_limits_of_four_who_all_leave(void **state)
{
    static const double leaving[] = { 1, 2, 3, 4 }, low[] = { 1, 1, 2 }, high[] = { 3, NAN, NAN };
    static const uint8_t left[] = { 1, 1, 1, 1 };
    struct survival_curve curve = fitted_to(4, leaving, left);

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        struct survival_quantile q;

        survival_quantile(&curve, 0.25 * (double) (i + 1), 0.95, SURVIVAL_PLAIN, SURVIVAL_QUANTILE_MIDPOINT, &q);
        assert_close(q.time, (double) i + 1.5, 0);
        assert_close(q.low, low[i], 0);
        assert_close(q.high, high[i], 0);
    }
    survival_free(&curve);
}

static void all_leaving_at_one_time_is_one_step(void **state)
{
    static const double leaving[] = { 2, 2, 2 };
    static const uint8_t left[] = { 1, 1, 1 };
    struct survival_curve curve = fitted_to(3, leaving, left);

    (void) state;
    assert_int_equal(curve.n_steps, 1);
    assert_int_equal(curve.steps[0].events, 3);
    assert_close(curve.steps[0].survival, 0, 0);
    survival_free(&curve);
}

static void who_leaves_on_the_first_day_counts(void **state)
{
    static const double leaving[] = { 0, 1, 2 };
    static const uint8_t left[] = { 1, 1, 0 };
    struct survival_curve curve = fitted_to(3, leaving, left);
    struct survival_point p;

    (void) state;
    assert_true(survival_at(&curve, 0, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.survival, 2.0 / 3, 1e-15);
    assert_int_equal(p.at_risk, 3);
    survival_free(&curve);
}

/* 0.1 + 0.2 and 0.3 differ in the last bit and are one day. */
static void times_equal_to_rounding_are_ties(void **state)
{
    const double leaving[] = { 0.1 + 0.2, 0.3, 0.3 * (1 + 9e-10), 0.3 * (1 + 3e-9) };
    static const uint8_t left[] = { 1, 1, 1, 1 };
    struct survival_curve curve = fitted_to(4, leaving, left);

    (void) state;
    assert_int_equal(curve.n_steps, 2);
    assert_int_equal(curve.steps[0].events, 3);
    assert_int_equal(survival_at_risk(&curve, 0.3), 4);
    survival_free(&curve);
}

static void who_enters_at_the_time_of_an_exit_is_not_at_risk(void **state)
{
    static const double entry[] = { 0, 1 }, leaving[] = { 1, 2 };
    static const uint8_t left[] = { 1, 0 };
    struct survival_curve curve = fitted(&(struct risk_spells){ 2, entry, leaving, left, NULL });

    (void) state;
    assert_int_equal(curve.steps[0].at_risk, 1);
    assert_int_equal(survival_at_risk(&curve, 1.5), 1);
    assert_int_equal(survival_at_risk(&curve, 0), 0);
    survival_free(&curve);
}

/* survfit(conf.type = "log-log"): the lower limit is .508 from 1 and, ten more having entered, .536 from 2. Both are
 * below .54; the first time is 1, where quantile.survfit says 2. */
static void a_limit_that_rises_again_has_crossed(void **state)
{
    double entry[21] = { 0 }, leaving[21];
    uint8_t left[21] = { 0 };
    struct survival_curve curve;
    struct survival_quantile q;

    (void) state;
    for (size_t i = 0; i < 21; i++) {
        entry[i] = i < 11 ? 0 : 1.5;
        leaving[i] = 3;
    }
    leaving[0] = 1;
    leaving[1] = 2;
    left[0] = left[1] = 1;
    curve = fitted(&(struct risk_spells){ 21, entry, leaving, left, NULL });
    assert_true(survival_quantile(&curve, 0.46, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.low, 1, 0);
    assert_true(isnan(q.time));
    survival_free(&curve);
}

static void levels_and_shares_out_of_range_are_refused(void **state)
{
    static const double wrong[] = { 0, 1, -0.1, 1.1, NAN };
    struct survival_curve curve = fitted(&EIGHT);
    struct survival_point p;
    struct survival_quantile q;
    double mean, standard_error;

    (void) state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_false(survival_at(&curve, 1, wrong[i], SURVIVAL_LOG, &p));
        assert_false(survival_quantile(&curve, wrong[i], 0.95, SURVIVAL_LOG, SURVIVAL_QUANTILE_FIRST, &q));
        assert_false(survival_quantile(&curve, 0.5, wrong[i], SURVIVAL_LOG, SURVIVAL_QUANTILE_FIRST, &q));
    }
    assert_false(survival_at(&curve, NAN, 0.95, SURVIVAL_LOG, &p));
    assert_false(survival_restricted_mean(&curve, 0, &mean, &standard_error));
    assert_false(survival_restricted_mean(&curve, NAN, &mean, &standard_error));
    assert_false(survival_restricted_mean(&curve, INFINITY, &mean, &standard_error));
    survival_free(&curve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delayed_entry_agrees_with_r),
        cmocka_unit_test(limits_of_three_kinds_agree_with_r),
        cmocka_unit_test(no_spells_have_no_curve),
        cmocka_unit_test(spells_without_length_or_number_are_refused),
        cmocka_unit_test(one_who_leaves_takes_the_curve_to_zero_without_limits),
        cmocka_unit_test(nobody_leaving_is_one_as_far_as_people_were_followed),
        cmocka_unit_test(a_median_on_a_level_step_has_two_rules),
        cmocka_unit_test(plain_limits_of_four_who_all_leave),
        cmocka_unit_test(all_leaving_at_one_time_is_one_step),
        cmocka_unit_test(who_leaves_on_the_first_day_counts),
        cmocka_unit_test(times_equal_to_rounding_are_ties),
        cmocka_unit_test(who_enters_at_the_time_of_an_exit_is_not_at_risk),
        cmocka_unit_test(a_limit_that_rises_again_has_crossed),
        cmocka_unit_test(levels_and_shares_out_of_range_are_refused),
    };

    return TESTS_RUN(tests);
}
