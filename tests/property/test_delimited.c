/* Drawn delimited text, mostly damaged: the fast splitter against a slow one that spells record.h out byte by byte, the
 * direct way to fields against libcsv, and what holds of any input. A failure names its seed. */
#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"
#include "pipeline/table/stream.h"
#include "pipeline/table/unquote.h"
#include "pipeline/table/writer.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 20000, LONGEST = 160 };

/* ---- drawing ---- */

struct drawn {
    char bytes[LONGEST];
    size_t length;
};

/* Alphabets with more or less of each trouble, so that some draws are nearly clean and some are quotes all over. */
static struct drawn draw(uint64_t seed)
{
    static const char *const ALPHABETS[] = {
        "ab;;\n\"",           "ab c;\t\r\n\"", "a;\"\n",          "a;\"\"\"\"\r\n",
        "aaaaaaaaaaaa;;;;\n", "a;;;;\n\"",     ";;;;\n;;;;\n\"a", "a \t;\n",
    };
    struct testing_random random = { seed };
    const char *alphabet = ALPHABETS[testing_random_below(&random, sizeof ALPHABETS / sizeof ALPHABETS[0])];
    size_t n_letters = strlen(alphabet);
    struct drawn d;

    d.length = testing_random_below(&random, LONGEST);
    for (size_t i = 0; i < d.length; i++)
        d.bytes[i] = alphabet[testing_random_below(&random, n_letters)];
    return d;
}

/* Rows of five fields with a stray quote or two: what rule 4 is for. */
static struct drawn draw_rows(uint64_t seed)
{
    struct testing_random random = { seed };
    struct drawn d = { .length = 0 };
    int n_fields = 0;

    while (d.length < LONGEST - 4) {
        if (testing_random_below(&random, 12) == 0)
            d.bytes[d.length++] = '"';
        d.bytes[d.length++] = 'a';
        if (testing_random_below(&random, 12) == 0)
            d.bytes[d.length++] = '"';
        d.bytes[d.length++] = ++n_fields % 5 == 0 ? '\n' : ';';
    }
    return d;
}

/* ---- the slow splitter ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t line_end(const char *b, size_t i, size_t n)
{
    while (i < n && b[i] != '\n' && b[i] != '\r')
        i++;
    return i;
}

static size_t after_line(const char *b, size_t end, size_t n)
{
    if (end == n)
        return n;
    return end + 1 < n && b[end] == '\r' && b[end + 1] == '\n' ? end + 2 : end + 1;
}

/* Rules 1 to 3: the end of the record at `begin`, or SIZE_MAX. */
static size_t sound_end(const char *b, size_t begin, size_t n)
{
    enum { AT_FIELD, BARE, QUOTED, CLOSED } where = AT_FIELD;
    size_t i;

    for (i = begin; i < n; i++) {
        char c = b[i];

        if (where == QUOTED) {
            if (c == '"' && i + 1 < n && b[i + 1] == '"')
                i++;
            else if (c == '"')
                where = CLOSED;
        } else if (c == '\n' || c == '\r') {
            return i;
        } else if (c == ';') {
            where = AT_FIELD;
        } else if (c == '"') {
            if (where != AT_FIELD)
                return SIZE_MAX;
            where = QUOTED;
        } else if (!is_blank(c)) {
            if (where == CLOSED)
                return SIZE_MAX;
            where = BARE;
        }
    }
    return where == QUOTED ? SIZE_MAX : n;
}

static size_t fields_of_line(const char *b, size_t from, size_t to)
{
    size_t n = 1;

    for (size_t i = from; i < to; i++)
        n += b[i] == ';';
    return n;
}

/* Rule 4. */
static bool holds_rows(const char *b, size_t begin, size_t end, size_t columns)
{
    size_t n_lines = 0, n_rows_inside = 0;
    bool first = false, last = false;

    for (size_t i = begin;;) {
        size_t stop = line_end(b, i, end);
        bool is_row = fields_of_line(b, i, stop) == columns;

        n_lines++;
        if (i == begin)
            first = is_row;
        last = is_row;
        if (stop == end)
            break;
        n_rows_inside += i != begin && is_row;
        i = after_line(b, stop, end);
    }
    return columns >= 5 && n_lines > 1 && (n_rows_inside > 0 || (first && last));
}

static void slow_next(const char *b, size_t begin, size_t n, size_t columns, struct record *r, uint64_t *line)
{
    size_t end = sound_end(b, begin, n);
    bool has_quote = end != SIZE_MAX && memchr(b + begin, '"', end - begin) != NULL;
    bool is_empty = true;

    r->line = *line;
    r->bytes = b + begin;
    if (end == SIZE_MAX || (has_quote && holds_rows(b, begin, end, columns))) {
        end = line_end(b, begin, n);
        r->kind = RECORD_BAD_QUOTE;
    } else {
        for (size_t i = begin; i < end; i++)
            is_empty = is_empty && (is_blank(b[i]) || b[i] == ';');
        r->kind = has_quote ? RECORD_QUOTED : is_empty ? RECORD_BLANK : RECORD_PLAIN;
    }
    r->length = end - begin;
    r->full_length = after_line(b, end, n) - begin;
    for (size_t i = begin; (i = line_end(b, i, begin + r->full_length)) < begin + r->full_length;
         i = after_line(b, i, begin + r->full_length))
        ++*line;
}

static void assert_same_record(const struct record *a, const struct record *b, uint64_t seed)
{
    if (a->bytes != b->bytes || a->length != b->length || a->full_length != b->full_length || a->line != b->line ||
        a->kind != b->kind)
        fail_msg("seed %llu, line %d: %zu + %zu bytes of kind %d, not %zu + %zu of kind %d", (unsigned long long) seed,
                 (int) b->line, a->length, a->full_length - a->length, (int) a->kind, b->length,
                 b->full_length - b->length, (int) b->kind);
}

static void compare_splitters(const struct drawn *d, size_t columns, uint64_t seed)
{
    struct splitter s;
    struct record fast, slow;
    uint64_t line = 1;
    size_t at = 0;
    char *bytes = memory_copy_bytes(d->bytes, d->length);

    record_begin(&s, bytes, d->length, ';', 1);
    s.columns = columns;
    while (record_next(&s, &fast)) {
        slow_next(bytes, at, d->length, columns, &slow, &line);
        assert_same_record(&fast, &slow, seed);
        at += fast.full_length; /* the next begins there, so no byte is lost or given twice */
    }
    assert_int_equal(at, d->length);
    free(bytes);
}

static void the_fast_splitter_is_the_slow_one(void **state)
{
    (void) state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        struct drawn d = draw(seed), rows = draw_rows(seed);

        for (size_t columns = 0; columns <= 5; columns += 5) {
            compare_splitters(&d, columns, seed);
            compare_splitters(&rows, columns, seed);
        }
    }
}

static void splitting_may_begin_anew_at_any_record(void **state)
{
    (void) state;
    for (uint64_t seed = 0; seed < ROUNDS / 10; seed++) {
        struct drawn d = seed % 2 == 0 ? draw(seed) : draw_rows(seed);
        struct splitter whole, rest, anew;
        struct record expected, got;

        record_begin(&whole, d.bytes, d.length, ';', 1);
        whole.columns = 5;
        do {
            rest = whole;
            record_begin(&anew, whole.next, (size_t) (whole.end - whole.next), ';', whole.line);
            anew.columns = 5;
            while (record_next(&rest, &expected)) {
                assert_true(record_next(&anew, &got));
                assert_same_record(&got, &expected, seed);
            }
            assert_false(record_next(&anew, &got));
        } while (record_next(&whole, &expected));
    }
}

/* ---- fields ---- */

static void the_direct_way_gives_the_fields_of_libcsv(void **state)
{
    size_t n_plain = 0, n_quoted = 0;

    (void) state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        struct drawn d = draw(seed);
        char text[LONGEST + 8] = "x;y;z\n";
        struct unquoter *unquoter = unquoter_new(';');
        struct field libcsv[LONGEST];
        const struct field *fields = NULL;
        struct record record;
        struct reader *r = NULL;
        struct fault f;
        enum reader_status status;

        memcpy(text + 6, d.bytes, d.length);
        assert_true(reader_open_bytes("drawn", text, 6 + d.length, NULL, &r, &f));
        while ((status = reader_next(r, &fields, &record)) != READER_END) {
            size_t n = 0;

            if (record.kind == RECORD_BLANK || record.kind == RECORD_BAD_QUOTE)
                continue;
            /* libcsv never refuses what record.h finds sound. */
            if (unquote(unquoter, record.bytes, record.length, libcsv, LONGEST, &n) != UNQUOTED)
                fail_msg("seed %llu, line %d", (unsigned long long) seed, (int) record.line);
            if ((status == READER_FIELDS) != (n == 3) && status != READER_BLANK)
                fail_msg("seed %llu, line %d: %zu fields", (unsigned long long) seed, (int) record.line, n);
            for (size_t i = 0; status == READER_FIELDS && i < n; i++)
                if (fields[i].length != libcsv[i].length ||
                    memcmp(fields[i].bytes, libcsv[i].bytes, libcsv[i].length) != 0)
                    fail_msg("seed %llu, line %d, field %zu", (unsigned long long) seed, (int) record.line, i);
            n_plain += status == READER_FIELDS && record.kind == RECORD_PLAIN;
            n_quoted += status == READER_FIELDS && record.kind == RECORD_QUOTED;
        }
        reader_close(r);
        unquoter_free(unquoter);
    }
    assert_true(n_plain > ROUNDS / 10 && n_quoted > ROUNDS / 50); /* the draws reach what is compared */
}

static void parts_are_the_whole_whatever_is_read(void **state)
{
    (void) state;
    for (uint64_t seed = 0; seed < ROUNDS / 5; seed++) {
        struct drawn d = seed % 2 == 0 ? draw(seed) : draw_rows(seed);
        char text[LONGEST + 16] = "v;w;x;y;z\n";
        size_t n_parts = 1 + seed % 7, n;
        struct reader *r = NULL, *parts[7];
        const struct field *fields;
        struct record expected, got;
        struct fault f;

        memcpy(text + 10, d.bytes, d.length);
        assert_true(reader_open_bytes("drawn", text, 10 + d.length, NULL, &r, &f));
        n = reader_split(r, n_parts, parts);
        assert_true(n <= n_parts && (n > 0) == (d.length > 0));
        for (size_t i = 0; i < n; i++) {
            enum reader_status status;

            while ((status = reader_next(parts[i], &fields, &got)) != READER_END) {
                assert_int_equal(reader_next(r, &fields, &expected), status);
                assert_same_record(&got, &expected, seed);
            }
            reader_close(parts[i]);
        }
        assert_int_equal(reader_next(r, &fields, &expected), READER_END);
        reader_close(r);
    }
}

/* ---- written and read back ---- */

static void any_text_is_read_back_as_it_was_written(void **state)
{
    static const struct column COLUMNS[] = { { "number", COLUMN_INTEGER, "", "Nr", "Number" },
                                             { "one", COLUMN_TEXT, "", "Ett", "One" },
                                             { "two", COLUMN_TEXT, "", "Två", "Two" },
                                             { "three", COLUMN_TEXT, "", "Tre", "Three" },
                                             { "four", COLUMN_TEXT, "", "Fyra", "Four" } };
    static const struct schema SCHEMA = { "drawn", false, "Drag", "Drawn", COLUMNS, 5, 1 };
    enum { ROWS = 5000 };
    const char *path = testing_path(testing_folder(), "drawn.csv");
    struct writer *w = NULL;
    struct stream *s = NULL;
    struct fault f = { 0 };
    bool more;

    (void) state;
    assert_true(writer_open(path, &SCHEMA, &w, &f));
    for (uint64_t row = 0; row < ROWS; row++) {
        writer_integer(w, (int64_t) row);
        for (uint64_t k = 0; k < 4; k++) {
            struct drawn d = k == 3 ? draw_rows(row) : draw(4 * row + k);

            for (size_t i = 0; i < d.length; i++)
                d.bytes[i] = d.bytes[i] == ';' ? ',' : d.bytes[i];
            writer_bytes(w, d.bytes, d.length);
        }
        writer_end_row(w);
    }
    assert_true(writer_commit(w, &f));
    assert_true(stream_open(path, &SCHEMA, &s, &f));
    for (uint64_t row = 0; row < ROWS; row++) {
        if (!stream_next(s, &more, &f) || !more || stream_integer(s, 0) != (int64_t) row)
            fail_msg("row %llu: %s", (unsigned long long) row, f.text);
        for (uint64_t k = 0; k < 4; k++) {
            struct drawn d = k == 3 ? draw_rows(row) : draw(4 * row + k);
            struct field got = stream_text(s, (size_t) k + 1);

            for (size_t i = 0; i < d.length; i++)
                d.bytes[i] = d.bytes[i] == ';' ? ',' : d.bytes[i];
            if (got.length != d.length || memcmp(got.bytes, d.bytes, d.length) != 0)
                fail_msg("row %llu, text %llu", (unsigned long long) row, (unsigned long long) k);
        }
    }
    assert_true(stream_next(s, &more, &f) && !more);
    stream_close(s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fast_splitter_is_the_slow_one),
        cmocka_unit_test(splitting_may_begin_anew_at_any_record),
        cmocka_unit_test(the_direct_way_gives_the_fields_of_libcsv),
        cmocka_unit_test(parts_are_the_whole_whatever_is_read),
        cmocka_unit_test(any_text_is_read_back_as_it_was_written),
    };

    return TESTS_RUN(tests);
}
