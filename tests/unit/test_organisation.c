/* The mergers are Stockholm's of 2020 and 2023 (domain.md 4); the split is invented. */
#include "pipeline/base/calendar.h"
#include "pipeline/staff/organisation.h"
#include "tests/support/testing.h"

#include <string.h>

static const char STOCKHOLM[] = "unit,valid_from,valid_to,successor\n"
                                "Bromma,2007-01-01,,\n"
                                "Älvsjö,2007-01-01,2020-06-30,Hägersten-Älvsjö\n"
                                "Hägersten-Liljeholmen,2007-01-01,2020-06-30,Hägersten-Älvsjö\n"
                                "Hägersten-Älvsjö,2020-07-01,,\n";

/* Gamla A -> A, which is split into B and C; B becomes D. */
static const char SPLIT[] = "unit;valid_from;valid_to;successor\n"
                            "Gamla A;;2010-12-31;A\n"
                            "A;2011-01-01;2019-12-31;B\n"
                            "A;2011-01-01;2019-12-31;C\n"
                            "B;2020-01-01;2021-12-31;D\n"
                            "C;2020-01-01;;\n"
                            "D;2022-01-01;;\n";

static struct organisation *read(const char *text)
{
    struct organisation *o = NULL;
    struct fault f;
    const char *path = testing_path(testing_folder(), "organisation.csv");

    testing_write(path, text);
    if (!organisation_read(path, &o, &f))
        fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    return o;
}

static void merged_units_are_todays_on_every_day(void **state)
{
    struct organisation *o = read(STOCKHOLM);

    (void) state;
    assert_string_equal(organisation_today(o, "Älvsjö"), "Hägersten-Älvsjö");
    assert_string_equal(organisation_today(o, "Hägersten-Liljeholmen"), "Hägersten-Älvsjö");
    assert_string_equal(organisation_today(o, "Hägersten-Älvsjö"), "Hägersten-Älvsjö");
    assert_string_equal(organisation_today(o, "Bromma"), "Bromma");
    assert_string_equal(organisation_today(o, "Socialförvaltningen"), "Socialförvaltningen");
    organisation_free(o);
}

static void a_split_unit_stays_itself(void **state)
{
    struct organisation *o = read(SPLIT);

    (void) state;
    assert_string_equal(organisation_today(o, "A"), "A");
    assert_string_equal(organisation_today(o, "Gamla A"), "A");
    assert_string_equal(organisation_today(o, "B"), "D");
    organisation_free(o);
}

static void staff_of_a_reorganised_unit_are_recognised(void **state)
{
    struct organisation *o = read(SPLIT);
    int32_t last = calendar_from_civil(2019, 12, 31);

    (void) state;
    assert_true(organisation_succeeds(o, "A", "B", last, last + 1));
    assert_true(organisation_succeeds(o, "A", "C", last, last + 1));
    assert_true(organisation_succeeds(o, "A", "D", last, last + 1000)); /* D is today's B */
    assert_true(organisation_succeeds(o, "A", "B", last - 20, last + 20));
    assert_false(organisation_succeeds(o, "A", "B", last - 20, last));     /* before it took effect */
    assert_false(organisation_succeeds(o, "A", "B", last + 1, last + 20)); /* after it did */
    assert_false(organisation_succeeds(o, "B", "A", last, last + 1));
    assert_false(organisation_succeeds(o, "C", "D", last, last + 1));
    assert_false(organisation_succeeds(o, "A", "nowhere", last, last + 1));
    organisation_free(o);
}

static void events_come_by_date(void **state)
{
    struct organisation *o = read(SPLIT);
    const char *unit, *successor;
    int32_t day;

    (void) state;
    assert_true(organisation_event(o, 0, &day, &unit, &successor));
    assert_int_equal(day, calendar_from_civil(2011, 1, 1));
    assert_string_equal(unit, "Gamla A");
    assert_true(organisation_event(o, 3, &day, &unit, &successor));
    assert_string_equal(successor, "D");
    assert_false(organisation_event(o, 4, &day, &unit, &successor));
    organisation_free(o);
}

static void no_file_is_no_change(void **state)
{
    struct organisation *o = NULL;
    struct fault f;
    const char *word;
    int32_t day;

    (void) state;
    assert_true(organisation_read(NULL, &o, &f));
    assert_string_equal(organisation_today(o, "Bromma"), "Bromma");
    assert_false(organisation_event(o, 0, &day, &word, &word));
    organisation_free(o);
}

static void is_refused(const char *text, uint64_t line, const char *column, const char *says)
{
    struct organisation *o;
    struct fault f;
    const char *path = testing_path(testing_folder(), "organisation.csv");

    testing_write(path, text);
    assert_false(organisation_read(path, &o, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_int_equal(f.line, line);
    assert_string_equal(f.column, column);
    if (strstr(f.text, says) == NULL)
        fail_msg("the fault says: %s", f.text);
}

static void what_is_no_organisation_is_refused(void **state)
{
    (void) state;
    is_refused("unit,valid_from,valid_to,successor\nA,,2010-12-31,B\nB,2011-01-01,2011-12-31,A\n", 2, "successor",
               "leder tillbaka");
    is_refused("unit,valid_from,valid_to,successor\nA,,2010-12-31,A\n", 2, "successor", "leder tillbaka");
    is_refused("unit,valid_from,valid_to,successor\nA,,2010-12-31,B\n", 2, "successor", "finns inte");
    is_refused("unit,valid_from,valid_to,successor\nA,,2010-13-31,\n", 2, "valid_to", "inget datum");
    is_refused("unit,valid_from,valid_to,successor\nA,2011-01-01,2010-12-31,\n", 2, "valid_to", "innan den börjar");
    is_refused("unit,valid_from,valid_to,successor\nA,,2010-12-31,\nA,2010-06-01,,\n", 3, "valid_from", "redan");
    is_refused("unit,valid_from,valid_to,successor\nA,,,B\nB,,,\n", 2, "valid_to", "inget slutdatum");
    is_refused("unit,valid_from,valid_to,successor\nA,,,\nA,,,\n", 3, "unit", "upprepar");
    is_refused("unit,valid_from,valid_to,successor\n,,,\nA,,,\nB,2010-01-01,,,\n", 4, "", "antal fält");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merged_units_are_todays_on_every_day),
        cmocka_unit_test(a_split_unit_stays_itself),
        cmocka_unit_test(staff_of_a_reorganised_unit_are_recognised),
        cmocka_unit_test(events_come_by_date),
        cmocka_unit_test(no_file_is_no_change),
        cmocka_unit_test(what_is_no_organisation_is_refused),
    };

    return TESTS_RUN(tests);
}
