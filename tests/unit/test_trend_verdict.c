/* The table of verdicts, line by line. */
#include "pipeline/statistics/trend_verdict.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

static enum trend_grade grade(double p_search, double p_fixed, bool in_set, double years)
{
    struct trend_evidence e = { p_search, p_fixed, in_set, years };

    return trend_verdict_grade(&e, false);
}

static void strong_needs_a_small_p_and_a_short_date_set(void **state)
{
    (void) state;
    assert_int_equal(grade(0.01, 0.001, true, 2), TREND_STRONG);
    assert_int_equal(grade(0.0101, 0.001, true, 1), TREND_MODERATE);
    assert_int_equal(grade(0.001, 0.001, true, 3), TREND_MODERATE);
}

static void moderate_needs_the_search_to_be_paid_for(void **state)
{
    (void) state;
    assert_int_equal(grade(0.05, 0.5, true, 9), TREND_MODERATE);
    assert_int_equal(grade(0.0501, 0.001, true, 1), TREND_WEAK);
}

static void weak_is_either_p(void **state)
{
    (void) state;
    assert_int_equal(grade(0.9, 0.049, true, 9), TREND_WEAK);
    assert_int_equal(grade(0.9, 0.05, true, 9), TREND_NOT_SHOWN);
    assert_int_equal(grade(0.10, 0.9, true, 9), TREND_WEAK);
    assert_int_equal(grade(0.1001, 0.9, true, 9), TREND_NOT_SHOWN);
}

static void a_date_outside_the_set_shows_nothing(void **state)
{
    (void) state;
    assert_int_equal(grade(0.0001, 0.0001, false, 1), TREND_NOT_SHOWN);
}

static void missing_p_values_show_nothing(void **state)
{
    (void) state;
    assert_int_equal(grade(NAN, NAN, true, 1), TREND_NOT_SHOWN);
}

static void a_year_named_before_the_data_is_not_charged_for_the_search(void **state)
{
    struct trend_evidence e = { 0.3, 0.01, true, 2 };

    (void) state;
    assert_int_equal(trend_verdict_grade(&e, false), TREND_WEAK);
    assert_int_equal(trend_verdict_grade(&e, true), TREND_STRONG);
    e.p_search = 0.001;
    e.p_fixed = 0.2;
    assert_int_equal(trend_verdict_grade(&e, true), TREND_NOT_SHOWN);
    e.p_fixed = 0.1;
    assert_int_equal(trend_verdict_grade(&e, true), TREND_WEAK);
}

static void what_cannot_be_answered_is_not_graded(void **state)
{
    struct trend_evidence e = { 0.001, 0.001, true, 1 };
    bool lowered = true;

    (void) state;
    assert_int_equal(trend_verdict_decide(TREND_CHANGE_TOO_LARGE, &e, &e, &e, false, &lowered), TREND_NOT_ANSWERABLE);
    assert_false(lowered);
}

static void a_doubtful_model_takes_one_step_and_no_more(void **state)
{
    struct trend_evidence strong = { 0.001, 0.001, true, 1 }, nothing = { 0.9, 0.9, false, 9 };
    bool lowered;

    (void) state;
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &strong, NULL, NULL, false, &lowered), TREND_STRONG);
    assert_false(lowered);
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &strong, &strong, &strong, false, &lowered), TREND_STRONG);
    assert_false(lowered);
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &strong, &nothing, NULL, false, &lowered), TREND_MODERATE);
    assert_true(lowered);
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &strong, &strong, &nothing, false, &lowered),
                     TREND_MODERATE);
    assert_true(lowered);
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &strong, &nothing, &nothing, false, &lowered),
                     TREND_MODERATE);
}

static void a_bolder_model_lifts_nothing(void **state)
{
    struct trend_evidence strong = { 0.001, 0.001, true, 1 }, nothing = { 0.9, 0.9, true, 9 };
    bool lowered;

    (void) state;
    assert_int_equal(trend_verdict_decide(TREND_IDENTIFIED, &nothing, &strong, &strong, false, &lowered),
                     TREND_NOT_SHOWN);
    assert_false(lowered);
}

static struct trend_shape_evidence shapes(double pulse, double step, double slope, double years_from)
{
    return (struct trend_shape_evidence){ { true, true, true }, { pulse, step, slope }, years_from, false };
}

static void a_shape_is_named_where_it_outweighs_the_others(void **state)
{
    struct trend_shape_evidence e = shapes(0.81, 0.1, 0.09, 2);

    (void) state;
    assert_int_equal(trend_verdict_name(TREND_MODERATE, &e), TREND_NAMED_PULSE);
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_NAMED_PULSE);
    assert_int_equal(trend_verdict_name(TREND_WEAK, &e), TREND_UNNAMED);
    assert_int_equal(trend_verdict_name(TREND_NOT_ANSWERABLE, &e), TREND_UNNAMED);
    e = shapes(0.8, 0.1, 0.1, 2);
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_UNDECIDED);
}

static void a_step_or_slope_is_named_after_three_years(void **state)
{
    struct trend_shape_evidence e = shapes(0.05, 0.9, 0.05, 2);

    (void) state;
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_UNDECIDED);
    e = shapes(0.05, 0.9, 0.05, 3);
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_NAMED_STEP);
    e = shapes(0.05, 0.05, 0.9, 3);
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_NAMED_SLOPE);
}

static void the_last_year_is_called_that(void **state)
{
    struct trend_shape_evidence e = { { true, false, false }, { 1, 0, 0 }, 1, false };

    (void) state;
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_LAST_YEAR);
    assert_int_equal(trend_verdict_name(TREND_WEAK, &e), TREND_UNNAMED);
}

static void a_shape_with_no_rival_is_not_named(void **state)
{
    struct trend_shape_evidence e = { { true, false, false }, { 1, 0, 0 }, 3, false };

    (void) state;
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_UNDECIDED);
}

static void a_single_district_gets_no_shape(void **state)
{
    struct trend_shape_evidence e = shapes(0.95, 0.03, 0.02, 4);

    (void) state;
    e.single_district = true;
    assert_int_equal(trend_verdict_name(TREND_STRONG, &e), TREND_UNNAMED);
}

static void words_are_those_of_the_tables(void **state)
{
    (void) state;
    assert_string_equal(trend_grade_word(TREND_NOT_ANSWERABLE), "not_answerable");
    assert_string_equal(trend_grade_word(TREND_STRONG), "strong");
    assert_string_equal(trend_name_word(TREND_LAST_YEAR), "last_year");
    assert_string_equal(trend_name_word(TREND_UNNAMED), "");
    assert_string_equal(trend_reason_word(TREND_IDENTIFIED), "");
    assert_string_equal(trend_reason_word(TREND_SAME_AS_PULSE), "same_as_pulse");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strong_needs_a_small_p_and_a_short_date_set),
        cmocka_unit_test(moderate_needs_the_search_to_be_paid_for),
        cmocka_unit_test(weak_is_either_p),
        cmocka_unit_test(a_date_outside_the_set_shows_nothing),
        cmocka_unit_test(missing_p_values_show_nothing),
        cmocka_unit_test(a_year_named_before_the_data_is_not_charged_for_the_search),
        cmocka_unit_test(what_cannot_be_answered_is_not_graded),
        cmocka_unit_test(a_doubtful_model_takes_one_step_and_no_more),
        cmocka_unit_test(a_bolder_model_lifts_nothing),
        cmocka_unit_test(a_shape_is_named_where_it_outweighs_the_others),
        cmocka_unit_test(a_step_or_slope_is_named_after_three_years),
        cmocka_unit_test(the_last_year_is_called_that),
        cmocka_unit_test(a_shape_with_no_rival_is_not_named),
        cmocka_unit_test(a_single_district_gets_no_shape),
        cmocka_unit_test(words_are_those_of_the_tables),
    };

    return TESTS_RUN(tests);
}
