#include "pipeline/publish/swedish.h"

#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static void decimals_are_set_off_by_a_comma(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(14.04, 1).text, "14,0");
    assert_string_equal(swedish_number(0.4, 1).text, "0,4");
    assert_string_equal(swedish_number(7, 0).text, "7");
}

static void thousands_are_grouped_by_a_space_that_does_not_break(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(1085.7, 1).text, "1\xc2\xa0"
                                                        "085,7");
    assert_string_equal(swedish_number(1234567, 0).text, "1\xc2\xa0"
                                                         "234\xc2\xa0"
                                                         "567");
    assert_string_equal(swedish_number(999, 0).text, "999");
}

static void minus_is_a_dash(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(-8.5, 1).text, "–8,5");
    assert_string_equal(swedish_signed(3, 1).text, "+3,0");
    assert_string_equal(swedish_signed(-3, 1).text, "–3,0");
    assert_string_equal(swedish_signed(0.04, 1).text, "0,0");
}

static void zero_has_no_sign(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(-0.0, 1).text, "0,0");
    assert_string_equal(swedish_number(-0.04, 1).text, "0,0");
    assert_false(signbit(swedish_round(-0.04, 1)));
}

/* 0.15, 2.675 and 20.05 - 14 are all a little off the half in binary; their decimals say half. */
static void halves_are_rounded_up_as_their_decimals_say(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(0.15, 1).text, "0,2");
    assert_string_equal(swedish_number(2.675, 2).text, "2,68");
    assert_string_equal(swedish_number(20.05 - 14, 1).text, "6,1");
    assert_string_equal(swedish_number(-2.5, 0).text, "–3");
    assert_string_equal(swedish_number(0.1499, 1).text, "0,1");
}

static void what_is_no_number_is_not_applicable(void **state)
{
    (void) state;
    assert_string_equal(swedish_number(NAN, 1).text, ".");
    assert_string_equal(swedish_number(INFINITY, 1).text, ".");
    assert_string_equal(swedish_percent(NAN, 1).text, ".");
}

static void percent_stands_after_a_space_that_does_not_break(void **state)
{
    (void) state;
    assert_string_equal(swedish_percent(15.94, 1).text, "15,9\xc2\xa0%");
}

static void few_exits_give_no_decimals(void **state)
{
    (void) state;
    assert_string_equal(swedish_rate(14.04, 19).text, "14");
    assert_string_equal(swedish_rate(14.04, 20).text, "14,0");
}

static void an_interval_below_zero_is_written_with_till(void **state)
{
    (void) state;
    assert_string_equal(swedish_interval(2.5, 9.5, 1).text, "2,5–9,5");
    assert_string_equal(swedish_interval(-1.2, 2.9, 1).text, "–1,2 till 2,9");
    assert_string_equal(swedish_interval(-0.01, 2.9, 1).text, "0,0–2,9");
}

static void dates_are_words(void **state)
{
    (void) state;
    assert_string_equal(swedish_date("2021-03-08").text, "8 mars 2021");
    assert_string_equal(swedish_month("2018-11-01").text, "november 2018");
    assert_string_equal(swedish_date("2021-02-29").text, "2021-02-29");
    assert_string_equal(swedish_date("i våras").text, "i våras");
}

static void periods_are_words(void **state)
{
    (void) state;
    assert_string_equal(swedish_period("2019").text, "2019");
    assert_string_equal(swedish_period("2016-2018").text, "2016–2018");
    assert_string_equal(swedish_period("2018-11-01--2019-10-31").text, "november 2018–oktober 2019");
    assert_string_equal(swedish_period("2018-03-15--2019-03-14").text, "15 mars 2018–14 mars 2019");
    assert_string_equal(swedish_period("2019-01-01--2019-12-31").text, "2019");
    assert_string_equal(swedish_period("läsåret").text, "läsåret");
    assert_string_equal(swedish_period_short("2018-11-01--2019-10-31").text, "nov 2018–okt 2019");
    assert_string_equal(swedish_period_short("2019").text, "2019");
    assert_string_equal(swedish_in("2019").text, "år 2019");
    assert_string_equal(swedish_in_capital("2016-2018").text, "Åren 2016–2018");
    assert_string_equal(swedish_in("2018-11-01--2019-10-31").text, "perioden november 2018–oktober 2019");
}

static void a_span_goes_from_the_first_day_to_the_last(void **state)
{
    (void) state;
    assert_string_equal(swedish_span("2014", "2024").text, "2014–2024");
    assert_string_equal(swedish_span("2014", "2014").text, "2014");
    assert_string_equal(swedish_span("2013-11-01--2014-10-31", "2023-11-01--2024-10-31").text,
                        "november 2013–oktober 2024");
}

static void a_period_stands_on_the_axis_where_its_middle_is(void **state)
{
    (void) state;
    assert_close(swedish_period_position("2019"), 2019, 0);
    assert_close(swedish_period_position("2016-2018"), 2017, 1e-9);
    assert_close(swedish_period_position("2018-11-01--2019-10-31"), 2018.832, 1e-6);
    assert_true(isnan(swedish_period_position("läsåret")));
    assert_int_equal(swedish_period_year("2018-11-01--2019-10-31"), 2019);
    assert_int_equal(swedish_period_year(""), 0);
}

static void small_numbers_are_words(void **state)
{
    (void) state;
    assert_string_equal(swedish_count(0).text, "inga");
    assert_string_equal(swedish_count_capital(2).text, "Två");
    assert_string_equal(swedish_count_capital(8).text, "Åtta");
    assert_string_equal(swedish_count(12).text, "tolv");
    assert_string_equal(swedish_count(13).text, "13");
}

static void a_list_ends_with_och(void **state)
{
    const char *const items[] = { "a", "b", "c" };

    (void) state;
    for (size_t n = 0; n <= 3; n++) {
        static const char *const WANTED[] = { "", "a", "a och b", "a, b och c" };
        char *list = swedish_list(items, n);

        assert_string_equal(list, WANTED[n]);
        free(list);
    }
}

static void the_alphabet_ends_with_aring_auml_ouml(void **state)
{
    (void) state;
    assert_true(swedish_compare("Zinkensdamm", "Årsta") < 0);
    assert_true(swedish_compare("Årsta", "Älvsjö") < 0);
    assert_true(swedish_compare("Älvsjö", "Östermalm") < 0);
    assert_true(swedish_compare("bromma", "Farsta") < 0);
    assert_true(swedish_compare("Farsta", "Farsta strand") < 0);
    assert_int_equal(swedish_compare("Farsta", "Farsta"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_set_off_by_a_comma),
        cmocka_unit_test(thousands_are_grouped_by_a_space_that_does_not_break),
        cmocka_unit_test(minus_is_a_dash),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(halves_are_rounded_up_as_their_decimals_say),
        cmocka_unit_test(what_is_no_number_is_not_applicable),
        cmocka_unit_test(percent_stands_after_a_space_that_does_not_break),
        cmocka_unit_test(few_exits_give_no_decimals),
        cmocka_unit_test(an_interval_below_zero_is_written_with_till),
        cmocka_unit_test(dates_are_words),
        cmocka_unit_test(periods_are_words),
        cmocka_unit_test(a_span_goes_from_the_first_day_to_the_last),
        cmocka_unit_test(a_period_stands_on_the_axis_where_its_middle_is),
        cmocka_unit_test(small_numbers_are_words),
        cmocka_unit_test(a_list_ends_with_och),
        cmocka_unit_test(the_alphabet_ends_with_aring_auml_ouml),
    };

    return TESTS_RUN(tests);
}
