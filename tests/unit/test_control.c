#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/control.h"
#include "tests/support/testing.h"

#include <string.h>

static const char TOTALS[] = "date,district,occupation,persons,explanation\n"
                             "2019-11-01,Södra,,2,\n"
                             "2019-11-01,Södra,socialsekreterare,1,\n"
                             "2019-11-01,,,3,\n"
                             "2020-11-01,Södra,,5,tre vikarier saknas i uttaget\n"
                             "2019-11-01,Nya,,0,\n";

static struct codebook *codebook;
static struct spells spells;

static void add(char person, const char *district, const char *occupation, enum staff_form form, int from_year,
                int to_year)
{
    struct spell s = { .form = (uint8_t) form };

    memset(s.person, person, sizeof s.person);
    s.district = (uint16_t) dictionary_intern(spells.districts, district, strlen(district));
    s.occupation = (uint16_t) dictionary_intern(spells.occupations, occupation, strlen(occupation));
    s.start = calendar_from_civil(from_year, 1, 1);
    s.end = to_year == 0 ? SPELL_OPEN : calendar_from_civil(to_year, 12, 31);
    s.extraction = calendar_from_civil(2019, 12, 31);
    spells.items = memory_grow(spells.items, &spells.capacity, spells.n + 1, sizeof *spells.items);
    spells.items[spells.n++] = s;
}

/* a: two posts in one district; b: in two districts; c: by the hour; d: left before */
static int begin(void **state)
{
    struct fault f;

    (void) state;
    spells_begin(&spells);
    add('a', "Södra", "socialsekreterare", FORM_PERMANENT, 2015, 0);
    add('a', "Södra", "", FORM_FIXED_TERM, 2016, 0);
    add('b', "Södra", "biståndshandläggare", FORM_PERMANENT, 2015, 2019);
    add('b', "Västra", "biståndshandläggare", FORM_PERMANENT, 2015, 0);
    add('c', "Södra", "socialsekreterare", FORM_HOURLY, 2015, 0);
    add('d', "Södra", "socialsekreterare", FORM_PERMANENT, 2015, 2018);
    return codebook_open(NULL, &codebook, &f) ? 0 : -1;
}

static int end(void **state)
{
    (void) state;
    spells_free(&spells);
    codebook_free(codebook);
    return 0;
}

static bool read(const char *text, struct control *c, struct fault *f)
{
    const char *path = testing_path(testing_folder(), "control_totals.csv");

    testing_write(path, text);
    return control_read(path, codebook, c, f);
}

static void persons_with_a_monthly_paid_post_are_counted_once(void **state)
{
    static const int64_t found[] = { 2, 1, 2, 1, 0 };
    struct control c;
    struct fault f;

    (void) state;
    assert_true(read(TOTALS, &c, &f));
    control_count(&c, &spells);
    assert_int_equal(c.n, 5);
    for (size_t i = 0; i < c.n; i++)
        assert_int_equal(c.totals[i].found, found[i]);
    control_free(&c);
}

static void an_unexplained_difference_stops_the_run(void **state)
{
    struct control c;
    struct fault f;

    (void) state;
    assert_true(read(TOTALS, &c, &f));
    control_count(&c, &spells);
    assert_false(control_check(&c, 0, &f)); /* the city; the difference of 2020 is explained */
    assert_int_equal(f.line, 4);
    assert_non_null(strstr(f.text, "2019-11-01: HR anger 3 personer i hela staden, uttaget har 2;"));
    assert_true(control_check(&c, 1, &f));
    control_free(&c);
}

static void is_refused(const char *row, const char *column)
{
    char text[256];
    struct control c;
    struct fault f;

    snprintf(text, sizeof text, "date,district,occupation,persons,explanation\n2018-11-01,A,,1,\n%s", row);
    if (read(text, &c, &f))
        fail_msg("accepted: %s", row);
    assert_int_equal(f.line, 3);
    assert_string_equal(f.column, column);
}

static void rows_that_say_nothing_certain_are_refused(void **state)
{
    (void) state;
    is_refused("1/11/2018,A,,1,\n", "date");
    is_refused(",A,,1,\n", "date");
    is_refused("2018-11-02,A,,,\n", "persons");
    is_refused("2018-11-02,A,,12.5,\n", "persons");
    is_refused("2018-11-02,A,,-1,\n", "persons");
    is_refused("2018-11-01,A,,2,\n", "district");
}

static void no_file_is_no_check(void **state)
{
    struct control c;
    struct fault f;

    (void) state;
    assert_true(control_read(NULL, codebook, &c, &f));
    control_count(&c, &spells);
    assert_true(control_check(&c, 0, &f));
    control_free(&c);
}

#define WITH_SPELLS(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SPELLS(persons_with_a_monthly_paid_post_are_counted_once),
        WITH_SPELLS(an_unexplained_difference_stops_the_run),
        WITH_SPELLS(rows_that_say_nothing_certain_are_refused),
        WITH_SPELLS(no_file_is_no_check),
    };

    return TESTS_RUN(tests);
}
