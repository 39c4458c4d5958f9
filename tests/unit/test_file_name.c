/* Every number here is one of the tax agency's published test numbers as ../shared/nasty uses them, or fails
 * validation: none can be a person's. */
#include "pipeline/intake/file_name.h"

#include "tests/support/testing.h"

#include <string.h>

static void a_name_without_a_number_passes(void **state)
{
    static const char *const names[] = { "staff/Anställningar Bromma till Kungsholmen.csv",
                                         "staff/uttag 2021-03-08.csv",
                                         "staff/20210308-1200.csv",
                                         "staff/20210308120000.csv",
                                         "indicators/ärende 2019-123456-7890.csv",
                                         "staff/790123-2385.csv", /* another check digit */
                                         "staff/1790123-2384.csv",
                                         "staff/790123-23840.csv",
                                         "" };
    struct fault f;

    (void) state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_true(file_name_check(names[i], 2026, &f));
}

static void a_number_is_found_however_it_is_written(void **state)
{
    static const char *const names[] = { "staff/790123-2384.csv", "staff/Gulfjäder 19790123-2384, 2021.csv",
                                         "staff/7901232384",      "kopia_197901232384_v2.csv",
                                         "790123-2384/uttag.csv", "staff/600361-2386.csv" /* a coordination number */ };
    struct fault f;

    (void) state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(file_name_check(names[i], 2026, &f));
        assert_null(strstr(f.path, "0123"));
        assert_null(strstr(f.path, "238"));
    }
}

/* A date and a time of day may look like the number of a child. */
static void who_is_too_young_to_be_employed_is_a_date(void **state)
{
    struct fault f;

    (void) state;
    assert_true(file_name_check("staff/19790123-2384.csv", 1990, &f));
    assert_false(file_name_check("staff/19790123-2384.csv", 1994, &f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_without_a_number_passes),
        cmocka_unit_test(a_number_is_found_however_it_is_written),
        cmocka_unit_test(who_is_too_young_to_be_employed_is_a_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
