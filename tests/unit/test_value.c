/* Dates and grades by rule; the odd writings are those of nasty/README.md. */
#include "pipeline/base/calendar.h"
#include "pipeline/intake/value.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

static enum reason date(const char *text, enum value_layout layout, int32_t *day)
{
    bool rewritten;

    return value_date(text, strlen(text), layout, day, &rewritten);
}

static void is_day(const char *text, enum value_layout layout, int year, int month, int day_of_month)
{
    int32_t day = 0;

    if (date(text, layout, &day) != REASON_NONE || day != calendar_from_civil(year, month, day_of_month))
        fail_msg("%s is not read as %d-%d-%d", text, year, month, day_of_month);
}

static void is_no_day(const char *text, enum value_layout layout, enum reason expected)
{
    int32_t day;
    enum reason reason = date(text, layout, &day);

    if (reason != expected)
        fail_msg("'%s' gives %s, not %s", text, reason_word(reason), reason_word(expected));
}

static void iso_and_basic_dates_with_midnight(void **state)
{
    static const char *const writings[] = { "2019-01-31",
                                            "20190131",
                                            " 2019-01-31\t",
                                            "2019-01-31 00:00",
                                            "2019-01-31 00:00:00",
                                            "2019-01-31T00:00",
                                            "2019-01-31T00:00:00",
                                            "20190131 00:00:00",
                                            "2019-01-31 00:00:00.000" };

    (void) state;
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++)
        is_day(writings[i], LAYOUT_ISO, 2019, 1, 31);
    is_day("1900-01-01", LAYOUT_ISO, 1900, 1, 1);
    is_day("2099-12-31", LAYOUT_ISO, 2099, 12, 31);
}

static void dates_that_are_not_written_so(void **state)
{
    static const char *const wrong[] = { "",
                                         "2019-1-1",
                                         "2019-01-31x",
                                         "2019-01-311",
                                         "+2019-01-31",
                                         "2019-01-31 00:00:01",
                                         "2019-01-31T00:00:00Z",
                                         "2019-01-31T00:00:00+02:00",
                                         "2019-01-31 00:00:00.",
                                         "2019-01-31 00:00:00.01",
                                         "2019-01-31 ",
                                         "190131",
                                         "19-01-31",
                                         "31/1/2019",
                                         "43496",
                                         "2019–01–31",
                                         "tillsvidare",
                                         "2019-jan-31",
                                         "-",
                                         "2019-01-31 0" };

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (strcmp(wrong[i], "2019-01-31 ") != 0) /* a blank at the end is trimmed */
            is_no_day(wrong[i], LAYOUT_ISO, REASON_DATE_FORMAT);
}

static void days_and_years_that_are_not(void **state)
{
    (void) state;
    is_no_day("2019-02-29", LAYOUT_ISO, REASON_DATE_INVALID);
    is_no_day("20190230", LAYOUT_ISO, REASON_DATE_INVALID);
    is_no_day("2019-13-01", LAYOUT_ISO, REASON_DATE_INVALID);
    is_no_day("0000-00-00", LAYOUT_ISO, REASON_DATE_INVALID);
    is_no_day("1899-12-31", LAYOUT_ISO, REASON_DATE_RANGE);
    is_no_day("2100-01-01", LAYOUT_ISO, REASON_DATE_RANGE);
    is_no_day("0219-01-01", LAYOUT_ISO, REASON_DATE_RANGE);
    is_no_day("9999-01-01", LAYOUT_ISO, REASON_DATE_RANGE);
}

/* 43466 = 2019-01-01, 42675 = 2016-11-01 (domain.md 3.5), 36526 = 2000-01-01 */
static void declared_layouts(void **state)
{
    (void) state;
    is_day("43466", LAYOUT_EXCEL, 2019, 1, 1);
    is_day("42675", LAYOUT_EXCEL, 2016, 11, 1);
    is_day("36526", LAYOUT_EXCEL, 2000, 1, 1);
    is_day("61", LAYOUT_EXCEL, 1900, 3, 1);
    is_no_day("60", LAYOUT_EXCEL, REASON_DATE_RANGE); /* 29 February 1900, which never was */
    is_no_day("43466.5", LAYOUT_EXCEL, REASON_DATE_FORMAT);
    is_no_day("999999", LAYOUT_EXCEL, REASON_DATE_RANGE);
    is_day("3/4/2019", LAYOUT_DAY_MONTH_YEAR, 2019, 4, 3);
    is_day("03/04/2019", LAYOUT_MONTH_DAY_YEAR, 2019, 3, 4);
    is_no_day("13/31/2019", LAYOUT_DAY_MONTH_YEAR, REASON_DATE_INVALID);
    is_no_day("3/4/19", LAYOUT_DAY_MONTH_YEAR, REASON_DATE_FORMAT);
    is_no_day("/4/2019", LAYOUT_DAY_MONTH_YEAR, REASON_DATE_FORMAT);
    is_day("2019-01-31", LAYOUT_EXCEL, 2019, 1, 31);
    is_day("20190131", LAYOUT_DAY_MONTH_YEAR, 2019, 1, 31);
}

static void the_end_that_is_not_known(void **state)
{
    (void) state;
    assert_true(value_is_open_end("9999-12-31", 10));
    assert_true(value_is_open_end(" 99991231 ", 10));
    assert_true(value_is_open_end("9999-12-31 00:00:00", 19));
    assert_false(value_is_open_end("9999-01-01", 10));
    assert_false(value_is_open_end("", 0));
}

static void is_grade(const char *text, bool fraction, uint16_t expected)
{
    uint16_t grade = 0;
    bool rewritten;

    if (value_grade(text, strlen(text), fraction, &grade, &rewritten) != REASON_NONE || grade != expected)
        fail_msg("'%s' is read as %u, not %u", text, grade, expected);
}

static void is_no_grade(const char *text, bool fraction, enum reason expected)
{
    uint16_t grade;
    bool rewritten;
    enum reason reason = value_grade(text, strlen(text), fraction, &grade, &rewritten);

    if (reason != expected)
        fail_msg("'%s' gives %s, not %s", text, reason_word(reason), reason_word(expected));
}

static void grades_in_percent(void **state)
{
    (void) state;
    is_grade("100", false, 10000);
    is_grade("75,5", false, 7550);
    is_grade("75.50", false, 7550);
    is_grade("0075", false, 7500);
    is_grade("100%", false, 10000);
    is_grade("75 %", false, 7500);
    is_grade("50\xc2\xa0%", false, 5000);
    is_grade("33,333", false, 3333);
    is_grade("66,666", false, 6667);
    is_grade("99,999", false, 10000);
    is_grade("100,000", false, 10000);
    is_grade("1,51", false, 151);
}

static void zero_and_nothing_are_not_stated(void **state)
{
    (void) state;
    is_grade("", false, UINT16_MAX);
    is_grade("  ", false, UINT16_MAX);
    is_grade("0", false, UINT16_MAX);
    is_grade("0,00", false, UINT16_MAX);
    is_grade("0", true, UINT16_MAX);
}

static void grades_that_are_none(void **state)
{
    static const char *const wrong[] = { "abc",  ".5",  "5.",  "+75", "-50", "1e2",  "-",     "7 5", "75-",  "75.0.0",
                                         "0x10", "NaN", "inf", "%",   "−50", "７５", "1 000", "75,", "75%%", "75abc" };

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        is_no_grade(wrong[i], false, REASON_GRADE_NUMBER);
    is_no_grade("100.0001", false, REASON_GRADE_RANGE);
    is_no_grade("1000", false, REASON_GRADE_RANGE);
    is_no_grade("99999999999999999999", false, REASON_GRADE_RANGE);
    is_no_grade("1", false, REASON_GRADE_UNIT);
    is_no_grade("0,001", false, REASON_GRADE_UNIT);
    is_no_grade("1,5", false, REASON_GRADE_UNIT);
}

static void grades_as_declared_shares(void **state)
{
    (void) state;
    is_grade("1", true, 10000);
    is_grade("0,5", true, 5000);
    is_grade("0.3333", true, 3333);
    is_grade("75%", true, 7500); /* the sign says what it is */
    is_no_grade("1,01", true, REASON_GRADE_RANGE);
    is_no_grade("75", true, REASON_GRADE_RANGE);
}

static void birth_years(void **state)
{
    uint16_t year;

    (void) state;
    assert_int_equal(value_birth_year("1980", 4, &year), REASON_NONE);
    assert_int_equal(year, 1980);
    assert_int_equal(value_birth_year(" 1980-05-01", 11, &year), REASON_NONE);
    assert_int_equal(year, 1980);
    assert_int_equal(value_birth_year("80", 2, &year), REASON_BIRTH_YEAR);
    assert_int_equal(value_birth_year("1899-01-01", 10, &year), REASON_BIRTH_YEAR);
    assert_int_equal(value_birth_year("19 80", 5, &year), REASON_BIRTH_YEAR);
}

static void a_missing_count_is_not_zero(void **state)
{
    static const char *const marks[] = { "", " ", "..", ".", "-", "x", "z", "u", "c", "low", "k", "NaN" };
    double count;

    (void) state;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        assert_int_equal(value_count(marks[i], strlen(marks[i]), &count), REASON_NONE);
        assert_true(isnan(count));
    }
    assert_int_equal(value_count("0", 1, &count), REASON_NONE);
    assert_close(count, 0, 0);
    assert_int_equal(value_count("33119.1", 7, &count), REASON_NONE);
    assert_close(count, 33119.1, 0);
    assert_int_equal(value_count("5254,6", 6, &count), REASON_NONE);
    assert_close(count, 5254.6, 0);
    assert_int_equal(value_count("1 000", 5, &count), REASON_COUNT_NUMBER);
    assert_int_equal(value_count("-3", 2, &count), REASON_COUNT_NUMBER);
    assert_int_equal(value_count("1e3", 3, &count), REASON_COUNT_NUMBER);
}

static void a_number_of_persons_is_whole(void **state)
{
    static const char *const broken[] = { "1.000", "1,000", "12.345", "100,5", "0.5", "1.0000" };
    double persons;

    (void) state;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        assert_int_equal(value_persons(broken[i], strlen(broken[i]), &persons), REASON_COUNT_WHOLE);
    assert_int_equal(value_persons(" 1000 ", 6, &persons), REASON_NONE);
    assert_close(persons, 1000, 0);
    assert_int_equal(value_persons("100.0", 5, &persons), REASON_NONE);
    assert_close(persons, 100, 0);
    assert_int_equal(value_persons("..", 2, &persons), REASON_NONE);
    assert_true(isnan(persons));
    assert_int_equal(value_persons("en", 2, &persons), REASON_COUNT_NUMBER);
    assert_true(value_may_be_thousands("1.000", 5));
    assert_true(value_may_be_thousands("12,345", 6));
    assert_false(value_may_be_thousands("0.125", 5));
    assert_false(value_may_be_thousands("1000", 4));
    assert_false(value_may_be_thousands("98.25", 5));
    assert_false(value_may_be_thousands("1234.125", 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_and_basic_dates_with_midnight), cmocka_unit_test(dates_that_are_not_written_so),
        cmocka_unit_test(days_and_years_that_are_not),       cmocka_unit_test(declared_layouts),
        cmocka_unit_test(the_end_that_is_not_known),         cmocka_unit_test(grades_in_percent),
        cmocka_unit_test(zero_and_nothing_are_not_stated),   cmocka_unit_test(grades_that_are_none),
        cmocka_unit_test(grades_as_declared_shares),         cmocka_unit_test(birth_years),
        cmocka_unit_test(a_missing_count_is_not_zero),       cmocka_unit_test(a_number_of_persons_is_whole),
    };

    return TESTS_RUN(tests);
}
