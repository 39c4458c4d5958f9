/* One series and one year, from counts to evidence. */
#include "pipeline/statistics/trend_assess.h"
#include "tests/support/testing.h"

#include <math.h>

static const double YEARS[] = { 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024 };
static const double FLAT[] = { 170, 163, 172, 158, 166, 171, 160, 165, 168, 159, 166, 163, 170 };
static const double PULSE[] = { 240, 228, 221, 207, 200, 192, 182, 290, 166, 160, 152, 147, 139 };
static const double STAFF[] = { 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000 };

static const struct trend_assess_options OPTIONS = {
    1, 0.05, 7, false, 499, "test", 1, TREND_YEARS_ESTIMATED, 0, false
};

static struct trend_assessment assessed(size_t n, const double *events, size_t at, const struct trend_assess_options *o)
{
    struct trend_series s = { n, YEARS, events, STAFF, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_assessment a;

    trend_assess(&s, at, o, &a);
    return a;
}

static enum trend_grade grade_of(const struct trend_assessment *a)
{
    bool lowered;

    return trend_verdict_decide(a->reason, &a->evidence, a->has_quadratic ? &a->quadratic : NULL,
                                a->has_windowed ? &a->windowed : NULL, false, &lowered);
}

static void a_planted_pulse_is_strong_and_named(void **state)
{
    struct trend_assessment a = assessed(11, PULSE, 7, &OPTIONS);

    (void) state;
    assert_int_equal(a.reason, TREND_IDENTIFIED);
    assert_int_equal(grade_of(&a), TREND_STRONG);
    assert_int_equal(trend_verdict_name(TREND_STRONG, &a.shapes), TREND_NAMED_PULSE);
    assert_close(a.direction, 1, 0);
    assert_true(a.in_set[7]);
    assert_close(a.evidence.years, 1, 0);
    assert_true(a.weight[7] > 0.9 && a.weight_none < 0.01);
    assert_true(a.has_quadratic && a.has_windowed);
    assert_true(a.year_sd_limit > 0.05); /* found at 5 %, so lost only beyond */
    trend_assessment_free(&a);
}

static void a_flat_series_shows_nothing(void **state)
{
    struct trend_assessment a = assessed(11, FLAT, 7, &OPTIONS);

    (void) state;
    assert_int_equal(grade_of(&a), TREND_NOT_SHOWN);
    assert_true(a.evidence.p_search > 0.5);
    assert_close(a.year_sd_limit, 0, 0);
    assert_true(a.weight_none > 0.3);
    trend_assessment_free(&a);
}

static void three_years_cannot_answer(void **state)
{
    for (size_t n = 0; n < 4; n++) {
        struct trend_assessment a = assessed(n, PULSE, n > 0 ? n - 1 : 0, &OPTIONS);

        assert_int_equal(a.reason, n == 0 ? TREND_NO_SUCH_PERIOD : TREND_TOO_FEW_PERIODS);
        assert_true(isnan(a.evidence.p_search) && isnan(a.smallest_detectable) && isnan(a.direction));
        trend_assessment_free(&a);
    }
    (void) state;
}

static void a_year_outside_the_series_cannot_be_answered(void **state)
{
    struct trend_assessment a = assessed(11, PULSE, 11, &OPTIONS);

    (void) state;
    assert_int_equal(a.reason, TREND_NO_SUCH_PERIOD);
    assert_int_equal(grade_of(&a), TREND_NOT_ANSWERABLE);
    trend_assessment_free(&a);
}

static void four_leavers_have_no_p_value(void **state)
{
    const double few[] = { 1, 0, 1, 0, 0, 2, 0 };
    struct trend_assessment a = assessed(7, few, 5, &OPTIONS);

    (void) state;
    assert_int_equal(a.reason, TREND_TOO_FEW_EVENTS);
    assert_true(isnan(a.evidence.p_search) && isnan(a.evidence.p_fixed));
    trend_assessment_free(&a);
}

static void no_leavers_at_all_cannot_be_answered(void **state)
{
    const double none[11] = { 0 };
    struct trend_assessment a = assessed(11, none, 7, &OPTIONS);

    (void) state;
    assert_int_equal(a.reason, TREND_TOO_FEW_EVENTS);
    trend_assessment_free(&a);
}

/* 5 leavers a year of 1000: deviations of a few per mille are seen, but where only 0.1 per 100 is asked for, not that.
 */
static void what_would_not_be_seen_cannot_be_answered(void **state)
{
    struct trend_assess_options strict = OPTIONS;
    struct trend_assessment a;

    (void) state;
    strict.smallest_change = 0.5;
    a = assessed(11, FLAT, 7, &strict);
    assert_int_equal(a.reason, TREND_CHANGE_TOO_LARGE);
    assert_int_equal(grade_of(&a), TREND_NOT_ANSWERABLE);
    assert_true(isfinite(a.evidence.p_search)); /* the numbers stand all the same */
    trend_assessment_free(&a);
}

static void short_series_assume_the_year_shocks(void **state)
{
    struct trend_assessment a = assessed(11, FLAT, 7, &OPTIONS), b = assessed(13, FLAT, 7, &OPTIONS);

    (void) state;
    assert_false(a.chance.year_sd_estimated);
    assert_close(a.chance.year_sd, 0.05, 0);
    assert_close(a.chance.dispersion, 1 + a.chance.mean_events * 0.0025, 1e-12);
    assert_true(b.chance.year_sd_estimated);
    assert_close(b.chance.year_sd, 0, 0); /* counts that vary less than Poisson */
    trend_assessment_free(&a);
    trend_assessment_free(&b);
}

static void checks_of_the_model_need_years(void **state)
{
    struct trend_assessment five = assessed(5, PULSE + 4, 3, &OPTIONS), seven = assessed(7, PULSE, 5, &OPTIONS);

    (void) state;
    assert_false(five.has_quadratic || five.has_windowed);
    assert_true(seven.has_quadratic && seven.has_windowed);
    assert_true(isnan(five.quadratic.p_search));
    trend_assessment_free(&five);
    trend_assessment_free(&seven);
}

/* A flat level that then falls year by year: under a straight line its end looks like a break, under a curve it does
 * not. */
static void a_curve_taken_for_a_break_is_lowered(void **state)
{
    const double slide[] = { 610, 596, 590, 612, 597, 605, 601, 560, 514, 462, 425 };
    struct trend_assess_options calm = OPTIONS;
    struct trend_assessment a;
    enum trend_grade decided;
    bool lowered;

    (void) state;
    calm.ordinary_year_sd = 0;
    calm.smallest_change = 20;
    a = assessed(11, slide, 8, &calm);
    decided = trend_verdict_decide(a.reason, &a.evidence, &a.quadratic, &a.windowed, false, &lowered);
    assert_true(trend_verdict_grade(&a.evidence, false) >= TREND_MODERATE);
    assert_true(trend_verdict_grade(&a.quadratic, false) < TREND_MODERATE);
    assert_true(lowered);
    assert_int_equal(decided, trend_verdict_grade(&a.evidence, false) - 1);
    trend_assessment_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_pulse_is_strong_and_named),
        cmocka_unit_test(a_flat_series_shows_nothing),
        cmocka_unit_test(three_years_cannot_answer),
        cmocka_unit_test(a_year_outside_the_series_cannot_be_answered),
        cmocka_unit_test(four_leavers_have_no_p_value),
        cmocka_unit_test(no_leavers_at_all_cannot_be_answered),
        cmocka_unit_test(what_would_not_be_seen_cannot_be_answered),
        cmocka_unit_test(short_series_assume_the_year_shocks),
        cmocka_unit_test(checks_of_the_model_need_years),
        cmocka_unit_test(a_curve_taken_for_a_break_is_lowered),
    };

    return TESTS_RUN(tests);
}
