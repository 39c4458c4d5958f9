/* Shapes, identifiability, effects, date sets: the edges. Numbers against R are in tests/reference. */
#include "pipeline/statistics/trend_break.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static const double YEARS[] = { 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024 };
static const double LEAVERS[] = { 261, 240, 200, 191, 168, 219, 150, 131, 124, 112, 105 };
static const double STAFF[] = { 1048, 1025, 1031, 1034, 1043, 1024, 1030, 1041, 1042, 1049, 1053 };
static const struct trend_series CITY = { 11, YEARS, LEAVERS, STAFF, 1, NULL, 0, TREND_LINEAR, NULL };

static enum trend_reason reason_of(size_t n, size_t at, enum trend_shape shape)
{
    struct trend_rule rule = trend_rule_default(1);

    return trend_shape_identified(&rule, n, 1, at, shape);
}

static void a_pulse_needs_four_years(void **state)
{
    (void) state;
    assert_int_equal(reason_of(3, 1, TREND_PULSE), TREND_TOO_FEW_PERIODS);
    assert_int_equal(reason_of(4, 1, TREND_PULSE), TREND_IDENTIFIED);
    assert_int_equal(reason_of(4, 4, TREND_PULSE), TREND_NO_SUCH_PERIOD);
    assert_int_equal(reason_of(0, 0, TREND_PULSE), TREND_NO_SUCH_PERIOD);
}

static void a_step_needs_three_years_before(void **state)
{
    (void) state;
    assert_int_equal(reason_of(5, 2, TREND_STEP), TREND_TOO_FEW_BEFORE);
    assert_int_equal(reason_of(5, 3, TREND_STEP), TREND_IDENTIFIED);
    assert_int_equal(reason_of(5, 4, TREND_STEP), TREND_SAME_AS_PULSE);
}

static void a_slope_needs_two_years_from_its_date(void **state)
{
    (void) state;
    assert_int_equal(reason_of(5, 2, TREND_SLOPE), TREND_TOO_FEW_BEFORE);
    assert_int_equal(reason_of(5, 3, TREND_SLOPE), TREND_IDENTIFIED);
    assert_int_equal(reason_of(5, 4, TREND_SLOPE), TREND_TOO_FEW_AFTER);
}

/* Five years: five pulses, one step, one slope. */
static void candidates_come_by_date_then_shape(void **state)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_candidate c[5 * TREND_SHAPES];
    static const struct trend_candidate expected[] = { { 0, TREND_PULSE }, { 1, TREND_PULSE }, { 2, TREND_PULSE },
                                                       { 3, TREND_PULSE }, { 3, TREND_STEP },  { 3, TREND_SLOPE },
                                                       { 4, TREND_PULSE } };

    (void) state;
    assert_int_equal(trend_shape_candidates(&rule, 5, 1, c), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(c[i].at, expected[i].at);
        assert_int_equal(c[i].shape, expected[i].shape);
    }
    assert_int_equal(trend_shape_candidates(&rule, 3, 1, c), 0);
    assert_int_equal(trend_shape_candidates(&rule, 0, 1, c), 0);
}

/* A monthly pulse is twelve months, and a slope counts in years. */
static void shapes_of_months_are_measured_in_years(void **state)
{
    double time[60], column[60];
    struct trend_series s = { 60, time, time, time, 12, NULL, 0, TREND_LINEAR, NULL };

    (void) state;
    for (int i = 0; i < 60; i++)
        time[i] = 2016 + i / 12.0;
    trend_shape_column(&s, (struct trend_candidate){ 36, TREND_PULSE }, column);
    assert_close(column[35], 0, 0);
    assert_close(column[36], 1, 0);
    assert_close(column[47], 1, 0);
    assert_close(column[48], 0, 0);
    trend_shape_column(&s, (struct trend_candidate){ 36, TREND_SLOPE }, column);
    assert_close(column[36], 1.0 / 12, 1e-9);
    assert_close(column[59], 2, 1e-9);
}

/* Leaving a year out and asking what it should have been is the same as a pulse. */
static void a_pulse_is_the_year_left_out(void **state)
{
    double years[10], leavers[10], staff[10], without[11];
    struct trend_series rest = { 10, years, leavers, staff, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_null null;
    struct trend_effect e;
    double expected;

    (void) state;
    for (size_t i = 0, k = 0; i < 11; i++) {
        if (i == 5)
            continue;
        years[k] = YEARS[i];
        leavers[k] = LEAVERS[i];
        staff[k++] = STAFF[i];
    }
    assert_true(trend_null_fit(&rest, 1, 0.95, &null));
    expected = sqrt(null.fitted[4] / staff[4] * null.fitted[5] / staff[5]) * STAFF[5]; /* 2018 and 2020 */
    assert_true(trend_break_effect(&CITY, (struct trend_candidate){ 5, TREND_PULSE }, 1, 0.95, &e, without));
    assert_close(without[5], expected, 1e-9);
    assert_close(e.ratio, LEAVERS[5] / expected, 1e-9);
    assert_close(e.excess, LEAVERS[5] - expected, 1e-8);
    assert_close(e.excess_per_100, 100 * (LEAVERS[5] - expected) / STAFF[5], 1e-8);
    free(null.fitted);
}

static void limits_of_the_excess_follow_those_of_the_ratio(void **state)
{
    struct trend_effect e;
    double without[11];

    (void) state;
    assert_true(trend_break_effect(&CITY, (struct trend_candidate){ 5, TREND_PULSE }, 1.4, 0.95, &e, without));
    assert_close(e.excess_lower, without[5] * (e.lower - 1), 1e-12);
    assert_close(e.excess_upper, without[5] * (e.upper - 1), 1e-12);
    assert_true(e.excess_lower < e.excess && e.excess < e.excess_upper);
}

static void dispersion_divides_the_test_and_widens_the_limits(void **state)
{
    struct trend_candidate step = { 5, TREND_STEP };
    struct trend_effect one, two;

    (void) state;
    assert_true(trend_break_effect(&CITY, step, 1, 0.95, &one, NULL));
    assert_true(trend_break_effect(&CITY, step, 2, 0.95, &two, NULL));
    assert_close(two.likelihood_ratio, one.likelihood_ratio / 2, 1e-12);
    assert_close(two.ratio, one.ratio, 1e-12);
    assert_close(two.standard_error, one.standard_error * sqrt(2), 1e-9);
    assert_true(two.lower < one.lower && two.upper > one.upper);
}

static void a_year_without_leavers_has_a_ratio_of_zero(void **state)
{
    const double y[] = { 12, 9, 14, 0, 10 }, e[] = { 70, 70, 70, 70, 70 };
    struct trend_series s = { 5, YEARS, y, e, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_effect effect;

    (void) state;
    assert_true(trend_break_effect(&s, (struct trend_candidate){ 3, TREND_PULSE }, 1, 0.95, &effect, NULL));
    assert_close(effect.ratio, 0, 0);
    assert_close(effect.lower, 0, 0);
    assert_true(effect.upper > 0.05 && effect.upper < 0.5);
    assert_true(isnan(effect.standard_error));
    assert_true(effect.excess < -10 && effect.excess_upper < 0);
}

static void leavers_only_after_the_date_have_no_upper_limit(void **state)
{
    const double y[] = { 0, 0, 0, 0, 5, 6, 4 }, e[] = { 70, 70, 70, 70, 70, 70, 70 };
    struct trend_series s = { 7, YEARS, y, e, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_effect effect;

    (void) state;
    assert_true(trend_break_effect(&s, (struct trend_candidate){ 4, TREND_STEP }, 1, 0.95, &effect, NULL));
    assert_close(effect.ratio, INFINITY, 0);
    assert_close(effect.upper, INFINITY, 0);
    assert_close(effect.excess, 15, 1e-6);
}

static void there_is_no_effect_without_events_or_exposure(void **state)
{
    const double zero[11] = { 0 };
    struct trend_series no_staff = { 11, YEARS, LEAVERS, zero, 1, NULL, 0, TREND_LINEAR, NULL },
                        none = { 0, YEARS, LEAVERS, STAFF, 1, NULL, 0, TREND_LINEAR, NULL },
                        no_leavers = { 11, YEARS, zero, STAFF, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_effect e;
    struct trend_null null;

    (void) state;
    assert_false(trend_break_effect(&no_staff, (struct trend_candidate){ 5, TREND_PULSE }, 1, 0.95, &e, NULL));
    assert_false(trend_break_effect(&none, (struct trend_candidate){ 0, TREND_PULSE }, 1, 0.95, &e, NULL));
    assert_false(trend_break_effect(&CITY, (struct trend_candidate){ 11, TREND_PULSE }, 1, 0.95, &e, NULL));
    assert_false(trend_null_fit(&none, 1, 0.95, &null));
    assert_false(trend_null_fit(&no_leavers, 1, 0.95, &null));
    assert_false(trend_break_effect(&no_leavers, (struct trend_candidate){ 5, TREND_PULSE }, 1, 0.95, &e, NULL));
}

static void weights_are_shares_whatever_their_size(void **state)
{
    const double ratios[] = { 2000, 2000, 1990 };
    double weight[3];

    (void) state;
    trend_break_weights(ratios, 3, weight);
    assert_close(weight[0], 1 / (2 + exp(-5)), 1e-12);
    assert_close(weight[2], exp(-5) / (2 + exp(-5)), 1e-12);
    trend_break_weights(NULL, 0, NULL);
}

/* Two dates, the second with two shapes; n = 8. By hand: none : first : second = 1 : exp(0) / sqrt(8) / 2 : ... */
static void weights_of_dates_average_over_shapes(void **state)
{
    const struct trend_candidate c[] = { { 2, TREND_PULSE }, { 5, TREND_PULSE }, { 5, TREND_STEP } };
    const double ratio[] = { 0, 8, 4 };
    double weight[8], none, first, second, all;
    bool in_set[8];

    (void) state;
    trend_break_dates(c, ratio, 3, 2, 8, in_set, weight, &none);
    first = 0.25 / sqrt(8);
    second = 0.25 * (exp(2) + exp(1)) / 2 / sqrt(8);
    all = 0.5 + first + second;
    assert_close(none, 0.5 / all, 1e-12);
    assert_close(weight[2], first / all, 1e-12);
    assert_close(weight[5], second / all, 1e-12);
    assert_close(weight[0], 0, 0);
    assert_true(in_set[5]);
    assert_false(in_set[2]); /* 4 below the largest */
    assert_false(in_set[0]);
}

static void a_date_just_within_the_quantile_is_in_the_set(void **state)
{
    const struct trend_candidate c[] = { { 1, TREND_PULSE }, { 2, TREND_PULSE }, { 3, TREND_PULSE } };
    const double ratio[] = { 10, 10 - 3.8414588, 10 - 3.8414589 };
    double weight[4], none;
    bool in_set[4];

    (void) state;
    trend_break_dates(c, ratio, 3, 1, 4, in_set, weight, &none);
    assert_true(in_set[1] && in_set[2]);
    assert_false(in_set[3]);
}

/* The layout 3 + 2 years, 100 events each: variance of a step 3.333 / 100. */
static void detectable_agrees_with_the_table_of_layouts(void **state)
{
    const double y[] = { 100, 100, 100, 100, 100 }, e[] = { 1000, 1000, 1000, 1000, 1000 };
    struct trend_series s = { 5, YEARS, y, e, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_detectable d;

    (void) state;
    assert_true(trend_break_detectable(&s, (struct trend_candidate){ 3, TREND_STEP }, 1, 0.8, &d));
    assert_close(d.ratio, 1.66778623666, 1e-9); /* pre3_post2_per1_mu100_rr80 of the reference numbers */
    assert_close(d.per_100, 10 * 0.66778623666, 1e-8);
    assert_true(trend_break_detectable(&s, (struct trend_candidate){ 3, TREND_STEP }, 4, 0.8, &d));
    assert_close(d.ratio, 1.66778623666 * 1.66778623666, 1e-9); /* twice the sd on the log scale */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pulse_needs_four_years),
        cmocka_unit_test(a_step_needs_three_years_before),
        cmocka_unit_test(a_slope_needs_two_years_from_its_date),
        cmocka_unit_test(candidates_come_by_date_then_shape),
        cmocka_unit_test(shapes_of_months_are_measured_in_years),
        cmocka_unit_test(a_pulse_is_the_year_left_out),
        cmocka_unit_test(limits_of_the_excess_follow_those_of_the_ratio),
        cmocka_unit_test(dispersion_divides_the_test_and_widens_the_limits),
        cmocka_unit_test(a_year_without_leavers_has_a_ratio_of_zero),
        cmocka_unit_test(leavers_only_after_the_date_have_no_upper_limit),
        cmocka_unit_test(there_is_no_effect_without_events_or_exposure),
        cmocka_unit_test(weights_are_shares_whatever_their_size),
        cmocka_unit_test(weights_of_dates_average_over_shapes),
        cmocka_unit_test(a_date_just_within_the_quantile_is_in_the_set),
        cmocka_unit_test(detectable_agrees_with_the_table_of_layouts),
    };

    return TESTS_RUN(tests);
}
