#include "pipeline/publish/timeline.h"

#include "pipeline/base/calendar.h"
#include "tests/support/testing.h"

#include <string.h>

static const char *written(const char *text)
{
    const char *path = testing_path(testing_folder(), "moments.csv");

    testing_write(path, text);
    return path;
}

static void events_are_sorted_by_date_whatever_the_columns_order(void **state)
{
    struct timeline t;
    struct fault fault;

    (void) state;
    assert_true(timeline_read_events(written("kind,text,date\nplan,Senare,2019-01-01\nreform,Tidigare,2016-01-01\n"),
                                     &t, &fault));
    assert_int_equal(t.n, 2);
    assert_string_equal(t.moments[0].text, "Tidigare");
    assert_string_equal(t.moments[0].kind, "reform");
    assert_int_equal(t.moments[0].day, calendar_from_civil(2016, 1, 1));
    assert_string_equal(t.moments[1].date, "2019-01-01");
    timeline_free(&t);
}

static void a_file_from_a_spreadsheet_is_read(void **state)
{
    struct timeline t;
    struct fault fault;

    (void) state;
    assert_true(timeline_read_events(written("\xef\xbb\xbf"
                                             "Datum;Händelse;Slag\r\n2020-03-01;Pandemin\x1b[1m;other\r\n;;\r\n"),
                                     &t, &fault));
    assert_int_equal(t.n, 1);
    assert_string_equal(t.moments[0].text, "Pandemin[1m");
    timeline_free(&t);
}

static void no_file_is_an_empty_timeline(void **state)
{
    struct timeline t = { NULL, 7 };
    struct fault fault;

    (void) state;
    assert_true(timeline_read_events(NULL, &t, &fault));
    assert_int_equal(t.n, 0);
    assert_true(timeline_read_comparability("", &t, &fault));
    assert_true(timeline_read_comparability("/nowhere/comparability.csv", &t, &fault));
    assert_int_equal(t.n, 0);
    timeline_free(&t);
}

static void a_bad_row_is_said_with_its_line(void **state)
{
    struct timeline t = { NULL, 0 };
    struct fault fault;

    (void) state;
    assert_false(
        timeline_read_events(written("date,kind,text\n2019-01-01,plan,Ja\n2019-13-01,plan,Nej\n"), &t, &fault));
    assert_int_equal(fault.kind, FAULT_DATA);
    assert_int_equal(fault.line, 3);
    assert_string_equal(fault.column, "date");
    assert_int_equal(t.n, 0);
    assert_false(timeline_read_events(written("date,kind,text\n2019-01-01,plan,\n"), &t, &fault));
    assert_int_equal(fault.line, 2);
    assert_string_equal(fault.text, "texten saknas: skriv vad som hände");
    assert_false(timeline_read_events(written("datum,kind\n2019-01-01,plan\n"), &t, &fault));
    assert_string_equal(fault.column, "text");
    assert_string_equal(fault.text, "kolumnen saknas: lägg till den i filens första rad");
    assert_false(timeline_read_events(written("date,kind,text\n2019-01-01,plan\n"), &t, &fault));
    assert_int_equal(fault.line, 2);
    assert_string_equal(fault.text, "raden kan inte läsas: se över citattecken, antal kolumner och teckenkodning");
}

static void moments_are_found_between_two_days(void **state)
{
    struct timeline t;
    struct fault fault;
    size_t i = 0;

    (void) state;
    assert_true(timeline_read_comparability(
        written("date,scope,type,description,source,effect\n2018-11-01,alla,coding,koderna,SKR,Tre procent\n"
                "2020-07-01,alla,law,reglerna,,\n"),
        &t, &fault));
    assert_true(timeline_next(&t, calendar_from_civil(2018, 1, 1), calendar_from_civil(2019, 12, 31), &i));
    assert_string_equal(t.moments[i].text, "koderna");
    assert_string_equal(t.moments[i].effect, "Tre procent");
    i++;
    assert_false(timeline_next(&t, calendar_from_civil(2018, 1, 1), calendar_from_civil(2019, 12, 31), &i));
    timeline_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_sorted_by_date_whatever_the_columns_order),
        cmocka_unit_test(a_file_from_a_spreadsheet_is_read),
        cmocka_unit_test(no_file_is_an_empty_timeline),
        cmocka_unit_test(a_bad_row_is_said_with_its_line),
        cmocka_unit_test(moments_are_found_between_two_days),
    };

    return TESTS_RUN(tests);
}
