/* writer.h, stream.h and table.h together: what is written is read back. */
#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"
#include "pipeline/table/stream.h"
#include "pipeline/table/table.h"
#include "pipeline/table/writer.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct column COLUMNS[] = {
    { "name", COLUMN_TEXT, "", "Namn", "Name" },    { "number", COLUMN_INTEGER, "", "Nummer", "Number" },
    { "value", COLUMN_REAL, "", "Värde", "Value" }, { "day", COLUMN_DATE, "", "Dag", "Day" },
    { "kind", COLUMN_CODE, "", "Slag", "Kind" },
};
static const struct schema SCHEMA = { "sample", false, "Prov", "Sample", COLUMNS, 5, 2 };
static const struct schema PUBLIC_SCHEMA = { "sample", true, "Prov", "Sample", COLUMNS, 5, 2 };
static const struct schema ONE_COLUMN = { "one", true, "En", "One", COLUMNS, 1, 1 };

#define HEADER "name,number,value,day,kind\n"

static struct writer *open_writer(const char *path, const struct schema *schema)
{
    struct writer *w = NULL;
    struct fault f = { 0 };

    if (!writer_open(path, schema, &w, &f))
        fail_msg("%s", f.text);
    return w;
}

static void put_row(struct writer *w, const char *name, double number, double value, int32_t day, const char *kind)
{
    writer_text(w, name);
    writer_real(w, number);
    writer_real(w, value);
    writer_date(w, day);
    writer_text(w, kind);
    writer_end_row(w);
}

static void commit(struct writer *w)
{
    struct fault f = { 0 };

    if (!writer_commit(w, &f))
        fail_msg("%s", f.text);
}

static void assert_holds(const char *path, const char *expected)
{
    char *text = testing_read(path);

    assert_string_equal(text, expected);
    free(text);
}

static void a_row_is_written_as_the_schema_says(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct writer *w = open_writer(path, &SCHEMA);

    (void) state;
    put_row(w, "Södermalm", 3, 0.5, calendar_from_civil(2019, 1, 31), "x");
    put_row(w, "a, b", (double) NAN, (double) NAN, INT32_MIN, NULL);
    put_row(w, "\"q\"", -7, -(double) INFINITY, INT32_MAX, "");
    writer_text(w, " blank ");
    writer_integer(w, INT64_MAX);
    writer_integer(w, 12);
    writer_date(w, -1);
    writer_bytes(w, "code!", 4);
    writer_end_row(w);
    put_row(w, "two\nlines", 0, -0.0, 0, "");
    commit(w);
    assert_holds(path, HEADER "Södermalm,3,0.5,2019-01-31,x\n"
                              "\"a, b\",NaN,NaN,,\n"
                              "\"\"\"q\"\"\",-7,-Inf,,\n"
                              "\" blank \",9223372036854775807,12,1969-12-31,code\n"
                              "\"two\nlines\",0,0,1970-01-01,\n");
}

static void an_empty_cell_alone_is_no_blank_line(void **state)
{
    const char *path = testing_path(testing_folder(), "one.csv");
    struct writer *w = open_writer(path, &ONE_COLUMN);
    struct table *t;
    struct fault f;

    (void) state;
    writer_text(w, "");
    writer_end_row(w);
    writer_text(w, "a");
    writer_end_row(w);
    commit(w);
    assert_holds(path, "name\n\"\"\na\n");
    assert_true(table_read(path, &ONE_COLUMN, &t, &f));
    assert_int_equal(table_rows(t), 2);
    assert_string_equal(table_text(t, 0, "name"), "");
    table_free(t);
}

static void a_private_table_is_for_its_owner_alone(void **state)
{
    const char *folder = testing_folder();
    const char *path = testing_path(folder, "private.csv");
    struct stat st;

    (void) state;
    commit(open_writer(path, &SCHEMA));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    path = testing_path(folder, "public.csv");
    commit(open_writer(path, &PUBLIC_SCHEMA));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
}

static void nothing_appears_before_commit_or_after_discard(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct writer *w = open_writer(path, &SCHEMA);

    (void) state;
    writer_text(w, "half a row");
    assert_int_not_equal(access(path, F_OK), 0);
    writer_discard(w);
    writer_discard(NULL);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void the_same_bytes_leave_the_file_alone(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct stat before, after;
    struct fault f;

    (void) state;
    commit(open_writer(path, &SCHEMA));
    assert_int_equal(stat(path, &before), 0);
    assert_true(writer_commit_if_changed(open_writer(path, &SCHEMA), &f));
    assert_int_equal(stat(path, &after), 0);
    assert_true(before.st_ino == after.st_ino);
}

static void a_full_disk_is_no_success(void **state)
{
    struct writer *w = open_writer("/dev/full", &SCHEMA);
    struct fault f = { 0 };

    (void) state;
    for (int i = 0; i < 10000; i++)
        put_row(w, "x", i, i, i, "x");
    assert_false(writer_commit(w, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
}

/* Cells longer than the buffer, and cells that end where it ends. */
static void long_cells_are_written_whole(void **state)
{
    const char *path = testing_path(testing_folder(), "long.csv");
    char *text = memory_zeroed(READER_MAX_FIELD + 1, 1);
    struct writer *w = open_writer(path, &SCHEMA);
    struct table *t;
    struct fault f;

    (void) state;
    for (int i = 0; i < READER_MAX_FIELD; i++)
        text[i] = (char) ('a' + i % 7);
    text[100] = '"';
    for (int i = 0; i < 200; i++) {
        char shorter[400] = "";

        memset(shorter, '0', 100 + (size_t) i);
        put_row(w, shorter, i, i, i, "x");
    }
    writer_bytes(w, text, READER_MAX_FIELD);
    writer_integer(w, 1);
    writer_integer(w, 2);
    writer_date(w, 3);
    writer_text(w, "x");
    writer_end_row(w);
    commit(w);
    /* Names of zeros: each is a prefix of the next, so they are in order. */
    if (!table_read(path, &SCHEMA, &t, &f))
        fail_msg("line %d: %s", (int) f.line, f.text);
    assert_int_equal(table_rows(t), 201);
    assert_string_equal(table_text(t, 200, "name"), text);
    table_free(t);
    free(text);
}

static void a_table_is_read_back(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct writer *w = open_writer(path, &SCHEMA);
    struct table *t;
    struct fault f;

    (void) state;
    put_row(w, "", (double) NAN, 1.0 / 3, INT32_MIN, "x");
    put_row(w, "", -2, (double) NAN, calendar_from_civil(2019, 1, 31), "");
    put_row(w, "", 10, (double) INFINITY, 0, "y");
    put_row(w, " a\r\n\"b\", c ", 9, 1e300, 0, "x");
    put_row(w, "å,1,2,3,4\nå,1,2,3,4\n", 9, 1e300, 0, "x"); /* text that looks like rows */
    commit(w);
    if (!table_read(path, &SCHEMA, &t, &f))
        fail_msg("line %d: %s", (int) f.line, f.text);
    assert_ptr_equal(table_schema(t), &SCHEMA);
    assert_int_equal(table_rows(t), 5);
    assert_true(isnan(table_real(t, 0, "number")));
    assert_close(table_real(t, 0, "value"), 1.0 / 3, 0);
    assert_int_equal(table_date(t, 0, "day"), INT32_MIN);
    assert_string_equal(table_text(t, 0, "day"), "");
    assert_true(table_is(t, 0, "kind", "x"));
    assert_false(table_is(t, 1, "kind", "x"));
    assert_int_equal(table_integer(t, 1, "number"), -2);
    assert_close(table_real(t, 1, "number"), -2, 0);
    assert_true(isnan(table_real(t, 1, "value")));
    assert_int_equal(table_date(t, 1, "day"), calendar_from_civil(2019, 1, 31));
    assert_string_equal(table_text(t, 1, "day"), "2019-01-31");
    assert_close(table_real(t, 2, "value"), (double) INFINITY, 0);
    assert_string_equal(table_text(t, 3, "name"), " a\r\n\"b\", c ");
    assert_string_equal(table_text(t, 4, "name"), "å,1,2,3,4\nå,1,2,3,4\n");
    assert_int_equal(table_line(t, 0), 2);
    assert_int_equal(table_line(t, 3), 5);
    assert_int_equal(table_line(t, 4), 7);
    table_free(t);
    table_free(NULL);
}

static void a_table_without_rows_is_a_table(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct table *t;
    struct fault f;

    (void) state;
    commit(open_writer(path, &SCHEMA));
    assert_true(table_read(path, &SCHEMA, &t, &f));
    assert_int_equal(table_rows(t), 0);
    table_free(t);
}

static void whatever_is_not_as_declared_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text;
        uint64_t line;
        const char *column;
        const char *word;
    } cases[] = {
        { "name,number,value,day\n", 1, "kind", "kolumnen" },
        { "name,value,number,day,kind\n", 1, "number", "kolumnen" },
        { "Name,number,value,day,kind\n", 1, "name", "kolumnen" },
        { "name,number,value,day,kind,more\n", 1, "", "för mycket" },
        { "name;number;value;day;kind\n", 1, "name", "kolumnen" },
        { HEADER "a,1,1,2019-01-31\n", 2, "", "antal" },
        { HEADER "a,1,1,2019-01-31,x,\n", 2, "", "antal" },
        { HEADER "a,1.0,1,2019-01-31,x\n", 2, "number", "heltal" },
        { HEADER "a,,1,2019-01-31,x\n", 2, "number", "heltal" },
        { HEADER "a,1,,2019-01-31,x\n", 2, "value", "tal" },
        { HEADER "a,1,\"1,5\",2019-01-31,x\n", 2, "value", "tal" },
        { HEADER "a,1,0x10,2019-01-31,x\n", 2, "value", "tal" },
        { HEADER "a,1,nan,2019-01-31,x\n", 2, "value", "tal" },
        { HEADER "a,1,1,2019-02-29,x\n", 2, "day", "datum" },
        { HEADER "a,1,1,NaN,x\n", 2, "day", "datum" },
        { HEADER "a,1,1,,two words\n", 2, "kind", "kodord" },
        { HEADER "a,1,1,,x\n\nb,1,1,,x\n", 3, "", "tom" },
        { HEADER "a,1,1,,x\n,,,,\n", 3, "", "tom" },
        { HEADER "a,1,1,,x\nb\"b,1,1,,x\n", 3, "", "citattecken" },
        { HEADER "b,1,1,,x\na,1,1,,x\n", 3, "name", "ordning" },
        { HEADER "a,10,1,,x\na,9,1,,x\n", 3, "name", "ordning" },
        { HEADER "a,1,1,,x\na,NaN,1,,x\n", 3, "name", "ordning" },
        { HEADER "a,9,1,,x\na,10,1,,x\n\"a\",10,2,,y\n", 4, "name", "samma nyckel" },
        { HEADER "\"b\",1,1,,x\n\"a\",1,1,,x\n", 3, "name", "ordning" },
        { HEADER "ab,1,1,,x\na,1,1,,x\n", 3, "name", "ordning" },
        { "", 0, "", "tom" },
    };
    const char *path = testing_path(testing_folder(), "sample.csv");

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct table *t;
        struct fault f = { 0 };

        testing_write(path, cases[i].text);
        if (table_read(path, &SCHEMA, &t, &f))
            fail_msg("case %zu was read", i);
        if (f.kind != FAULT_DATA || strcmp(f.path, path) != 0 || f.line != cases[i].line ||
            strcmp(f.column, cases[i].column) != 0 || strstr(f.text, cases[i].word) == NULL)
            fail_msg("case %zu: line %d, column '%s': %s", i, (int) f.line, f.column, f.text);
    }
}

static void keys_may_differ_in_any_of_their_columns(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct table *t;
    struct fault f;

    (void) state;
    testing_write(path, HEADER ",NaN,1,,x\n,-5,1,,x\n,9,1,,x\n,10,1,,x\nB,1,1,,x\na,1,1,,x\nab,1,1,,x\nå,1,1,,x\n");
    if (!table_read(path, &SCHEMA, &t, &f))
        fail_msg("line %d: %s", (int) f.line, f.text);
    assert_int_equal(table_rows(t), 8);
    table_free(t);
}

static void a_stream_gives_row_by_row_what_a_table_holds(void **state)
{
    const char *path = testing_path(testing_folder(), "sample.csv");
    struct stream *s;
    struct fault f = { 0 };
    bool more;

    (void) state;
    testing_write(path, HEADER "a,1,1.5,2019-01-31,x\nb,NaN,NaN,,\nc,2,x,,\n");
    assert_true(stream_open(path, &SCHEMA, &s, &f));
    assert_true(stream_next(s, &more, &f) && more);
    assert_int_equal(stream_integer(s, 1), 1);
    assert_close(stream_real(s, 1), 1, 0);
    assert_close(stream_real(s, 2), 1.5, 0);
    assert_int_equal(stream_date(s, 3), calendar_from_civil(2019, 1, 31));
    assert_int_equal(stream_text(s, 3).length, 10);
    assert_int_equal(stream_text(s, 0).bytes[0], 'a');
    assert_int_equal(stream_line(s), 2);
    assert_true(stream_next(s, &more, &f) && more);
    assert_true(stream_integer(s, 1) == STREAM_NO_INTEGER);
    assert_true(isnan(stream_real(s, 1)));
    assert_true(stream_date(s, 3) == STREAM_NO_DATE);
    assert_false(stream_next(s, &more, &f));
    assert_int_equal(f.line, 4);
    assert_string_equal(f.column, "value");
    stream_close(s);
    stream_close(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_written_as_the_schema_says),
        cmocka_unit_test(an_empty_cell_alone_is_no_blank_line),
        cmocka_unit_test(a_private_table_is_for_its_owner_alone),
        cmocka_unit_test(nothing_appears_before_commit_or_after_discard),
        cmocka_unit_test(the_same_bytes_leave_the_file_alone),
        cmocka_unit_test(a_full_disk_is_no_success),
        cmocka_unit_test(long_cells_are_written_whole),
        cmocka_unit_test(a_table_is_read_back),
        cmocka_unit_test(a_table_without_rows_is_a_table),
        cmocka_unit_test(whatever_is_not_as_declared_is_refused_with_its_place),
        cmocka_unit_test(keys_may_differ_in_any_of_their_columns),
        cmocka_unit_test(a_stream_gives_row_by_row_what_a_table_holds),
    };

    return TESTS_RUN(tests);
}
