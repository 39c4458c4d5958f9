/* The shared files of bad and of well-formed input, with answers that others or the manifest give. */
#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"
#include "tests/support/testing.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- csv-spectrum ---- */

static void assert_same_as_json(const char *name)
{
    char path[256];
    json_error_t error;
    json_t *rows;
    struct reader *r = NULL;
    struct fault f;
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;
    size_t n = 0;

    snprintf(path, sizeof path, "nasty/csv-spectrum/json/%s.json", name);
    rows = json_load_file(testing_shared(path), 0, &error);
    assert_non_null(rows);
    snprintf(path, sizeof path, "nasty/csv-spectrum/csvs/%s.csv", name);
    assert_true(reader_open(testing_shared(path), NULL, &r, &f));
    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        json_t *row = json_array_get(rows, n++);

        if (status != READER_FIELDS || row == NULL || json_object_size(row) != reader_columns(r))
            fail_msg("%s: record %zu", name, n);
        for (size_t i = 0; i < reader_columns(r); i++) {
            char *column = memory_copy_bytes(reader_name(r, i).bytes, reader_name(r, i).length);
            json_t *value = json_object_get(row, column);

            if (value == NULL || json_string_length(value) != fields[i].length ||
                memcmp(json_string_value(value), fields[i].bytes, fields[i].length) != 0)
                fail_msg("%s: record %zu, %s", name, n, column);
            free(column);
        }
    }
    assert_int_equal(n, json_array_size(rows));
    reader_close(r);
    json_decref(rows);
}

static void csv_spectrum_is_read_as_its_answers_say(void **state)
{
    static const char *const NAMES[] = { "comma_in_quotes",
                                         "empty",
                                         "empty_crlf",
                                         "escaped_quotes",
                                         "json",
                                         "newlines",
                                         "newlines_crlf",
                                         "quotes_and_newlines",
                                         "simple",
                                         "simple_crlf",
                                         "utf8" };

    (void) state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        assert_same_as_json(NAMES[i]);
}

/* Its answer contradicts itself, and it has a stray quote: by our rule, no record. */
static void the_twelfth_of_csv_spectrum_is_quarantined(void **state)
{
    struct reader *r;
    struct fault f;
    const struct field *fields;
    struct record record;

    (void) state;
    assert_true(reader_open(testing_shared("nasty/csv-spectrum/csvs/location_coordinates.csv"), NULL, &r, &f));
    assert_int_equal(reader_next(r, &fields, &record), READER_BAD_QUOTE);
    assert_int_equal(reader_next(r, &fields, &record), READER_END);
    reader_close(r);
}

/* ---- the manifest ---- */

enum manifest_column { FILE_NAME, ACTION = 4, RECORDS_IN = 5, REJECT_LINES = 9, REASON = 10 };

struct outcome {
    size_t records;
    char lines[256]; /* of the records that have no fields, as the manifest lists them */
    uint64_t value;  /* of all that was read */
};

static void add(struct outcome *o, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;

    for (size_t i = 0; i < length; i++)
        o->value = (o->value ^ b[i]) * 0x100000001B3u;
}

static void add_records(struct outcome *o, struct reader *r)
{
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        size_t used = strlen(o->lines);

        add(o, &status, sizeof status);
        add(o, &record.line, sizeof record.line);
        add(o, record.bytes, record.full_length);
        o->records += status != READER_BLANK;
        for (size_t i = 0; status == READER_FIELDS && i < reader_columns(r); i++)
            add(o, fields[i].bytes, fields[i].length);
        if (status != READER_FIELDS && status != READER_BLANK && used < sizeof o->lines - 32)
            sprintf(o->lines + used, "%s%d", used > 0 ? " " : "", (int) record.line);
    }
}

/* Opens a file of own/ whose name must be open while the path is used. */
static const char *own(const char *name)
{
    char path[256];

    snprintf(path, sizeof path, "nasty/own/%s", name);
    return testing_shared(path);
}

static struct outcome outcome_of(const char *name, size_t read_size, size_t n_parts)
{
    struct reader_options options = { .read_size = read_size };
    struct outcome o = { 0 };
    struct reader *r, *parts[8];
    struct fault f;

    if (!reader_open(own(name), &options, &r, &f))
        fail_msg("%s: %s", name, f.text);
    if (n_parts == 0)
        add_records(&o, r);
    n_parts = n_parts > 0 ? reader_split(r, n_parts, parts) : 0;
    for (size_t i = 0; i < n_parts; i++) {
        add_records(&o, parts[i]);
        reader_close(parts[i]);
    }
    reader_close(r);
    return o;
}

static bool is(struct field field, const char *text)
{
    return field.length == strlen(text) && memcmp(field.bytes, text, field.length) == 0;
}

/* Reasons for which the reader, not the stage, rejects. */
static bool is_readers_reason(struct field reason)
{
    static const char *const REASONS[] = { "field count", "stray quote", "unclosed quote", "field too long" };

    for (size_t i = 0; i < sizeof REASONS / sizeof REASONS[0]; i++)
        if (is(reason, REASONS[i]))
            return true;
    return false;
}

/* Calls `look` for each file of the manifest that is there, with its row. Returns how many. */
static size_t each_of_manifest(void (*look)(const char *name, const struct field *row))
{
    struct reader *manifest;
    struct fault f;
    const struct field *row = NULL;
    struct record record;
    enum reader_status status;
    size_t n = 0;

    assert_true(reader_open(testing_shared("nasty/own/manifest.csv"), NULL, &manifest, &f));
    assert_int_equal(reader_columns(manifest), 12);
    while ((status = reader_next(manifest, &row, &record)) != READER_END) {
        char *name, *path;
        FILE *file;

        assert_int_equal(status, READER_FIELDS);
        name = memory_copy_bytes(row[FILE_NAME].bytes, row[FILE_NAME].length);
        path = memory_zeroed(strlen(name) + 512, 1);
        sprintf(path, "%s/%s", testing_shared("nasty/own"), name);
        file = fopen(path, "rb");
        if (file != NULL) { /* the manifest names a few more */
            fclose(file);
            look(name, row);
            n++;
        }
        free(name);
        free(path);
    }
    reader_close(manifest);
    return n;
}

static void look_at_records(const char *name, const struct field *row)
{
    struct outcome o;
    char records[32];

    if (is(row[ACTION], "REFUSE"))
        return;
    o = outcome_of(name, 0, 0);
    sprintf(records, "%zu", o.records);
    if (!is(row[RECORDS_IN], records))
        fail_msg("%s: %zu records", name, o.records);
    if (is_readers_reason(row[REASON]) ? !is(row[REJECT_LINES], o.lines) : o.lines[0] != '\0')
        fail_msg("%s: rejects line %s", name, o.lines);
}

static void the_manifest_s_records_and_damaged_lines_are_found(void **state)
{
    (void) state;
    assert_true(each_of_manifest(look_at_records) > 90);
}

static void look_at_ways_of_reading(const char *name, const struct field *row)
{
    static const size_t SIZES[] = { 1, 2, 3, 4096, 65536 };
    struct outcome first;
    struct reader *r;
    struct fault f;
    size_t length;

    (void) row;
    if (!reader_open(own(name), NULL, &r, &f))
        return;
    length = reader_bytes(r);
    reader_close(r);
    first = outcome_of(name, 0, 0);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++)
        if (length / SIZES[i] < 100000 && outcome_of(name, SIZES[i], 0).value != first.value)
            fail_msg("%s: read by %zu", name, SIZES[i]);
    for (size_t parts = 1; parts <= 8; parts++)
        if (outcome_of(name, 0, parts).value != first.value)
            fail_msg("%s: in %zu parts", name, parts);
}

static void neither_read_size_nor_parts_matter(void **state)
{
    (void) state;
    each_of_manifest(look_at_ways_of_reading);
}

static void look_at_bytes(const char *name, const struct field *row)
{
    const struct field *fields = NULL;
    struct record record;
    struct reader *r;
    struct fault f;
    const char *at;
    char *bytes;
    size_t head;

    (void) row;
    if (!reader_open(own(name), NULL, &r, &f))
        return;
    bytes = testing_read(own(name));
    head = reader_head(r).length;
    assert_memory_equal(reader_head(r).bytes, bytes, head);
    at = bytes + head;
    while (reader_next(r, &fields, &record) != READER_END) {
        assert_memory_equal(record.bytes, at, record.full_length);
        at += record.full_length;
    }
    assert_int_equal(at - bytes, reader_bytes(r));
    free(bytes);
    reader_close(r);
}

static void no_byte_is_lost(void **state)
{
    (void) state;
    each_of_manifest(look_at_bytes);
}

static void files_without_a_usable_header_are_refused(void **state)
{
    static const struct {
        const char *name;
        const char *word;
    } cases[] = {
        { "b34_empty.csv", "tom" },
        { "b35_only_newline.csv", "rubrikrad" },
        { "b36_only_bom.csv", "rubrikrad" },
        { "b38_duplicate_header.csv", "'sysselsättningsgrad'" },
        { "b45_header_newline.csv", "radbrytning" },
        { "b47_100k_columns.csv", "1024" },
    };
    struct reader *r;
    struct fault f;

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(reader_open(own(cases[i].name), NULL, &r, &f));
        assert_int_equal(f.kind, FAULT_DATA);
        if (strstr(f.text, cases[i].word) == NULL)
            fail_msg("%s: %s", cases[i].name, f.text);
    }
}

static void headers_stand_where_they_stand(void **state)
{
    static const struct {
        const char *name;
        uint64_t line;
    } cases[] = { { "b05_sep_line.csv", 2 }, { "b31_preamble.csv", 1 }, { "b37_header_no_newline.csv", 1 } };
    struct reader *r;
    struct fault f;

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(reader_open(own(cases[i].name), NULL, &r, &f));
        assert_int_equal(reader_header_line(r), cases[i].line);
        reader_close(r);
    }
}

static void a_header_in_the_middle_is_known(void **state)
{
    const struct field *fields = NULL;
    struct record record;
    struct reader *r;
    struct fault f;

    (void) state;
    assert_true(reader_open(own("b32_repeated_header.csv"), NULL, &r, &f));
    while (reader_next(r, &fields, &record) == READER_FIELDS)
        assert_int_equal(reader_is_header(r, fields), record.line == 7);
    reader_close(r);
}

/* Each of them is about a megabyte; a tenth of a second would do, and quadratic work would take minutes. */
static void bombs_are_done_with_within_a_second(void **state)
{
    static const char *const NAMES[] = { "b47_100k_columns.csv", "b48_row_1m_delimiters.csv", "b50_quote_bomb.csv" };

    (void) state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        clock_t begin = clock();
        struct outcome o = { 0 };
        struct reader *r;
        struct fault f;

        if (reader_open(own(NAMES[i]), NULL, &r, &f)) {
            add_records(&o, r);
            reader_close(r);
        }
        if (clock() - begin > CLOCKS_PER_SEC)
            fail_msg("%s took too long", NAMES[i]);
    }
}

static void a_quote_bomb_leaves_nothing(void **state)
{
    struct outcome o;

    (void) state;
    o = outcome_of("b50_quote_bomb.csv", 0, 0);
    assert_int_equal(o.records, 1);
    assert_string_equal(o.lines, "2");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_spectrum_is_read_as_its_answers_say),
        cmocka_unit_test(the_twelfth_of_csv_spectrum_is_quarantined),
        cmocka_unit_test(the_manifest_s_records_and_damaged_lines_are_found),
        cmocka_unit_test(neither_read_size_nor_parts_matter),
        cmocka_unit_test(no_byte_is_lost),
        cmocka_unit_test(files_without_a_usable_header_are_refused),
        cmocka_unit_test(headers_stand_where_they_stand),
        cmocka_unit_test(a_header_in_the_middle_is_known),
        cmocka_unit_test(bombs_are_done_with_within_a_second),
        cmocka_unit_test(a_quote_bomb_leaves_nothing),
    };

    return TESTS_RUN(tests);
}
