/* Every number here is one of the tax agency's published test numbers as ../shared/nasty uses them, or fails
 * validation: none can be a person's. */
#include "pipeline/base/calendar.h"
#include "pipeline/intake/personnummer.h"
#include "tests/support/testing.h"

#include <string.h>

static struct personnummer good(const char *text, int reference_year)
{
    struct personnummer p;
    enum personnummer_fault fault = personnummer_parse(text, strlen(text), reference_year, &p);

    if (fault != PERSONNUMMER_OK)
        fail_msg("%s gives fault %d", text, (int) fault);
    return p;
}

static void is_wrong(const char *text, enum personnummer_fault expected)
{
    struct personnummer p;
    enum personnummer_fault fault = personnummer_parse(text, strlen(text), 2017, &p);

    if (fault != expected)
        fail_msg("'%s' gives fault %d, not %d", text, (int) fault, (int) expected);
}

static void all_writings_of_a_number_are_one(void **state)
{
    (void) state;
    assert_string_equal(good("19761013-2396", 2017).normal, "197610132396");
    assert_string_equal(good("197610132396", 2017).normal, "197610132396");
    assert_string_equal(good("761013-2396", 2017).normal, "197610132396");
    assert_string_equal(good(" 7610132396\t", 2017).normal, "197610132396");
}

static void what_a_number_says(void **state)
{
    struct personnummer woman = good("198006272382", 2017);
    struct personnummer man = good("196803259297", 2017);

    (void) state;
    assert_int_equal(woman.birth_year, 1980);
    assert_int_equal(woman.birth_day, calendar_from_civil(1980, 6, 27));
    assert_int_equal(woman.gender, 1);
    assert_int_equal(man.gender, 2);
    assert_false(woman.coordination);
    assert_false(woman.interim);
}

static void the_century_is_the_newest_that_makes_the_person_fifteen(void **state)
{
    (void) state;
    assert_int_equal(good("000101-T220", 2017).birth_year, 2000);
    assert_int_equal(good("000101-T220", 2015).birth_year, 2000);
    assert_int_equal(good("000101-T220", 2014).birth_year, 1900);
    assert_int_equal(good("900101+9802", 2017).birth_year, 1890);
    assert_int_equal(good("051231+9807", 2021).birth_year, 1905);
}

static void coordination_numbers(void **state)
{
    struct personnummer whole = good("196003612386", 2017);
    struct personnummer no_month = good("196000612389", 2017);

    (void) state;
    assert_true(whole.coordination);
    assert_int_equal(whole.birth_day, calendar_from_civil(1960, 3, 1));
    assert_string_equal(good("600361-2386", 2017).normal, "196003612386");
    assert_int_equal(no_month.birth_day, INT32_MIN);
    assert_int_equal(no_month.birth_year, 1960);
    assert_int_equal(good("196000872389", 2017).birth_day, INT32_MIN);
    is_wrong("197010920000", PERSONNUMMER_BIRTH_DATE);
    is_wrong("197000920000", PERSONNUMMER_BIRTH_DATE); /* no month, and day 32 */
    is_wrong("197013600000", PERSONNUMMER_BIRTH_DATE); /* month 13, and no day */
}

static void interim_numbers_are_ids_without_a_check_digit(void **state)
{
    struct personnummer p = good("20000101-T220", 2017);

    (void) state;
    assert_true(p.interim);
    assert_string_equal(p.normal, "20000101T220");
    assert_int_equal(p.gender, 0);
    assert_int_equal(p.birth_day, calendar_from_civil(2000, 1, 1));
}

static void numbers_that_are_none(void **state)
{
    (void) state;
    is_wrong("", PERSONNUMMER_MISSING);
    is_wrong("   ", PERSONNUMMER_MISSING);
    is_wrong("197901232385", PERSONNUMMER_CHECK_DIGIT);
    is_wrong("197901232834", PERSONNUMMER_CHECK_DIGIT);
    is_wrong("915005174114", PERSONNUMMER_BIRTH_DATE); /* a year that no calendar here has */
    is_wrong("199902310000", PERSONNUMMER_BIRTH_DATE);
    is_wrong("199913010000", PERSONNUMMER_BIRTH_DATE);
    is_wrong("150916-0006", PERSONNUMMER_SERIAL);
    is_wrong("201509160006", PERSONNUMMER_SERIAL);
    is_wrong("000000-0000", PERSONNUMMER_DUMMY);
    is_wrong("111111-1111", PERSONNUMMER_DUMMY);
    is_wrong("191212121212", PERSONNUMMER_DUMMY);
    is_wrong("121212-1212", PERSONNUMMER_DUMMY);
}

static void what_other_systems_make_of_a_number(void **state)
{
    static const char *const wrong[] = { "1,97504E+11",   "1.97504E+11",   "509160006",     "19790123 2384",
                                         "1979O1232384",  "556601-6399",   "saknas",        "19790123–2384",
                                         "1979-01232384", "-197901232384", "19790123--384", "19790123+238",
                                         "2000010-T2200" };

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        is_wrong(wrong[i], PERSONNUMMER_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_writings_of_a_number_are_one),
        cmocka_unit_test(what_a_number_says),
        cmocka_unit_test(the_century_is_the_newest_that_makes_the_person_fifteen),
        cmocka_unit_test(coordination_numbers),
        cmocka_unit_test(interim_numbers_are_ids_without_a_check_digit),
        cmocka_unit_test(numbers_that_are_none),
        cmocka_unit_test(what_other_systems_make_of_a_number),
    };

    return TESTS_RUN(tests);
}
