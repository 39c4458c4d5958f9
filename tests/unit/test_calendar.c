/* The reference is a walk day by day that knows only the lengths of months and the rule of leap years. */
#include "pipeline/base/calendar.h"
#include "tests/support/testing.h"

#include <string.h>

static void a_walk_over_all_days_agrees_both_ways(void **state)
{
    static const int LENGTH[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int32_t day = -719162; /* 0001-01-01: 1969 years of 365 days and 477 leap days before 1970 */

    (void) state;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            int length = LENGTH[month - 1];

            if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
                length++;
            assert_int_equal(calendar_days_in_month(year, month), length);
            for (int d = 1; d <= length; d++, day++) {
                struct calendar_date date = calendar_to_civil(day);

                if (date.year != year || date.month != month || date.day != d ||
                    calendar_from_civil(year, month, d) != day || calendar_year(day) != year)
                    fail_msg("%04d-%02d-%02d", year, month, d);
            }
        }
    assert_int_equal(calendar_from_civil(9999, 12, 31) + 1, day);
}

static void known_days(void **state)
{
    (void) state;
    assert_int_equal(calendar_from_civil(1970, 1, 1), 0);
    assert_int_equal(calendar_from_civil(1969, 12, 31), -1);
    assert_int_equal(calendar_from_civil(2000, 2, 29), 11016); /* date -d 2000-02-29Z +%s / 86400 */
    assert_int_equal(calendar_from_civil(2021, 12, 31), 18992);
}

static void years_have_their_lengths(void **state)
{
    (void) state;
    assert_int_equal(calendar_days_in_year(1900), 365);
    assert_int_equal(calendar_days_in_year(2000), 366);
    assert_int_equal(calendar_days_in_year(2019), 365);
    assert_int_equal(calendar_days_in_year(2020), 366);
}

static void dates_that_do_not_exist(void **state)
{
    (void) state;
    assert_false(calendar_exists(2019, 2, 29));
    assert_false(calendar_exists(1900, 2, 29));
    assert_false(calendar_exists(2019, 4, 31));
    assert_false(calendar_exists(2019, 13, 1));
    assert_false(calendar_exists(2019, 0, 1));
    assert_false(calendar_exists(2019, 1, 0));
    assert_false(calendar_exists(2019, -1, -1));
    assert_false(calendar_exists(0, 1, 1));
    assert_true(calendar_exists(2000, 2, 29));
}

static void text_is_read_only_where_exact(void **state)
{
    static const char *const wrong[] = { "2019-02-29",  "2019-13-01", "2019-1-1",   "2019-01-01x",
                                         "+019-01-01",  "2019/01/01", "1899-12-31", "2100-01-01",
                                         "0000-00-00",  "20190101",   "",           "2019-01-0",
                                         "2019-01-0\n", " 019-01-01", "2019-01--1", "9999-12-31" };
    int32_t day = 7;

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (calendar_parse_iso(wrong[i], strlen(wrong[i]), &day) || day != 7)
            fail_msg("'%s' was read", wrong[i]);
    assert_true(calendar_parse_iso("1900-01-01", 10, &day));
    assert_int_equal(day, calendar_from_civil(1900, 1, 1));
    assert_true(calendar_parse_iso("2099-12-31", 10, &day));
    assert_int_equal(day, calendar_from_civil(2099, 12, 31));
    assert_true(calendar_parse_iso("2019-01-01x", 10, &day)); /* length rules, not a NUL */
}

static void text_is_read_back(void **state)
{
    char text[CALENDAR_ISO_LENGTH + 1];
    int32_t back;

    (void) state;
    for (int32_t day = calendar_from_civil(1900, 1, 1); day <= calendar_from_civil(2099, 12, 31); day++) {
        calendar_format_iso(day, text);
        back = INT32_MIN;
        if (!calendar_parse_iso(text, strlen(text), &back) || back != day)
            fail_msg("%s", text);
    }
    calendar_format_iso(calendar_from_civil(9999, 12, 31), text);
    assert_string_equal(text, "9999-12-31");
    calendar_format_iso(calendar_from_civil(1, 1, 1), text);
    assert_string_equal(text, "0001-01-01");
}

static void an_anniversary_is_the_same_date_or_the_first_of_march(void **state)
{
    int32_t end = calendar_from_civil(2005, 1, 1);

    (void) state;
    for (int32_t day = calendar_from_civil(1896, 1, 1); day < end; day++) {
        struct calendar_date date = calendar_to_civil(day);
        struct calendar_anniversaries of = calendar_anniversaries(day);

        for (int years = 0; years <= 12; years++) {
            bool exists = calendar_exists(date.year + years, date.month, date.day);

            assert_int_equal(calendar_anniversary(&of, years),
                             exists ? calendar_from_civil(date.year + years, date.month, date.day)
                                    : calendar_from_civil(date.year + years, 3, 1));
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_over_all_days_agrees_both_ways),
        cmocka_unit_test(known_days),
        cmocka_unit_test(years_have_their_lengths),
        cmocka_unit_test(dates_that_do_not_exist),
        cmocka_unit_test(text_is_read_only_where_exact),
        cmocka_unit_test(an_anniversary_is_the_same_date_or_the_first_of_march),
        cmocka_unit_test(text_is_read_back),
    };

    return TESTS_RUN(tests);
}
