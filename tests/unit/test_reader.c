#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"
#include "tests/support/testing.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct reader *open_text(const char *text, const struct reader_options *options)
{
    struct reader *r = NULL;
    struct fault f = { 0 };

    if (!reader_open_bytes("x.csv", text, strlen(text), options, &r, &f))
        fail_msg("%s", f.text);
    return r;
}

static struct fault refused_bytes(const char *bytes, size_t length)
{
    const struct reader_options undeclared = { .encoding = "" };
    struct reader *r = NULL;
    struct fault f = { 0 };

    if (reader_open_bytes("x.csv", bytes, length, &undeclared, &r, &f))
        fail_msg("was opened");
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.path, "x.csv");
    return f;
}

static struct fault refused(const char *text)
{
    return refused_bytes(text, strlen(text));
}

static void assert_field(struct field got, const char *expected)
{
    assert_int_equal(got.length, strlen(expected));
    assert_memory_equal(got.bytes, expected, got.length);
}

/* The next record is `status` on `line`; where it has fields they are `expected`, joined by |. */
static void assert_next(struct reader *r, enum reader_status status, uint64_t line, const char *expected)
{
    const struct field *fields = NULL;
    struct record record;
    char joined[1024] = "";
    size_t n = 0;

    assert_int_equal(reader_next(r, &fields, &record), status);
    if (status == READER_END)
        return;
    assert_int_equal(record.line, line);
    if (status != READER_FIELDS)
        return;
    for (size_t i = 0; i < reader_columns(r); i++)
        n += (size_t) snprintf(joined + n, sizeof joined - n, "%s%.*s", i > 0 ? "|" : "", (int) fields[i].length,
                               fields[i].bytes);
    assert_string_equal(joined, expected);
}

static void fields_come_trimmed_unless_quoted(void **state)
{
    struct reader *r = open_text("a; b ;c\n 1 ;\t2\t; \n1;\" 2 \"; 3\n\" \"\"x\"\" \";;\"y;\nz\"\n", NULL);

    (void) state;
    assert_int_equal(reader_columns(r), 3);
    assert_field(reader_name(r, 1), "b");
    assert_next(r, READER_FIELDS, 2, "1|2|");
    assert_next(r, READER_FIELDS, 3, "1| 2 |3");
    assert_next(r, READER_FIELDS, 4, " \"x\" ||y;\nz");
    assert_next(r, READER_END, 0, NULL);
    assert_next(r, READER_END, 0, NULL);
    reader_close(r);
}

static void every_status_has_its_line(void **state)
{
    struct reader *r = open_text("a;b\n\n1;2;3\nx\"y;2\n;\n\"\";\"\"\n1;\"2\n3\"\n1\n5;6\n;;\n;\"\";\n \n", NULL);

    (void) state;
    assert_next(r, READER_BLANK, 2, NULL);
    assert_next(r, READER_FIELD_COUNT, 3, NULL);
    assert_next(r, READER_BAD_QUOTE, 4, NULL);
    assert_next(r, READER_BLANK, 5, NULL);
    assert_next(r, READER_BLANK, 6, NULL);
    assert_next(r, READER_FIELDS, 7, "1|2\n3");
    assert_next(r, READER_FIELD_COUNT, 9, NULL);
    assert_next(r, READER_FIELDS, 10, "5|6");
    assert_next(r, READER_FIELD_COUNT, 11, NULL);
    assert_next(r, READER_FIELD_COUNT, 12, NULL);
    assert_next(r, READER_BLANK, 13, NULL);
    assert_next(r, READER_END, 0, NULL);
    reader_close(r);
}

static void bytes_outside_utf8_cost_their_record_only(void **state)
{
    static const char BYTES[] = "a;b\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n\xE5;2\nå;2\n1;\0\n";
    const struct field *fields;
    struct record record;
    struct reader *r;
    struct fault f;
    size_t n[8] = { 0 };
    enum reader_status status;

    (void) state;
    assert_true(reader_open_bytes("x", BYTES, sizeof BYTES - 1, NULL, &r, &f));
    while ((status = reader_next(r, &fields, &record)) != READER_END)
        if (++n[status] > 0 && status == READER_BAD_BYTES)
            assert_true(record.line == 11 || record.line == 13);
    assert_int_equal(n[READER_FIELDS], 10);
    assert_int_equal(n[READER_BAD_BYTES], 2);
    reader_close(r);
}

static void more_than_a_tenth_outside_utf8_refuses_the_file(void **state)
{
    struct fault f = refused("a;b\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\nV\xE4stra;\xE5\n");

    (void) state;
    assert_non_null(strstr(f.text, "1 av 9"));
    assert_non_null(strstr(f.text, "encoding = cp1252"));
    assert_null(strstr(f.text, "stra;"));
}

static void the_likely_encoding_is_named(void **state)
{
    (void) state;
    assert_non_null(strstr(refused("f\xF6rvaltning;yrke\n1;2\n").text, "`encoding = cp1252`"));
    assert_non_null(strstr(refused("f\x94rvaltning;\x86r\n1;2\n").text, "`encoding = cp850`"));
    assert_non_null(strstr(refused("f\x9Arvaltning;\x8Cr\n1;2\n").text, "`encoding = macintosh`"));
    assert_non_null(strstr(refused_bytes("a\0;\0b\0\n\0", 8).text, "`encoding = utf-16le`"));
    assert_non_null(strstr(refused_bytes("\0a\0;\0b\0\n", 8).text, "`encoding = utf-16be`"));
    assert_int_equal(refused("\nf\xF6rvaltning;yrke\n1;2\n").line, 2);
}

/* Of tables of which no setting tells the encoding. */
static void a_setting_that_is_none_is_not_advised(void **state)
{
    static const char BYTES[] = "f\xF6rvaltning;yrke\n1;2\n";
    struct reader *r = NULL;
    struct fault f = { 0 };

    (void) state;
    assert_false(reader_open_bytes("x.csv", BYTES, sizeof BYTES - 1, NULL, &r, &f));
    assert_null(strstr(f.text, "encoding"));
    assert_non_null(strstr(f.text, "utan troligen cp1252: öppna filen och spara om den som UTF-8"));
}

static void declared_encodings_are_converted(void **state)
{
    struct reader_options cp1252 = { .encoding = "cp1252" };
    struct reader_options utf16 = { .encoding = "UTF-16LE" };
    struct reader_options nonsense = { .encoding = "klingon" };
    struct reader *r = open_text("f\xF6rvaltning;b\nV\xE4stra;2\n", &cp1252);
    struct fault f;

    (void) state;
    assert_field(reader_name(r, 0), "förvaltning");
    assert_next(r, READER_FIELDS, 2, "Västra|2");
    assert_string_equal(reader_encoding(r), "cp1252");
    reader_close(r);
    assert_false(reader_open_bytes("x",
                                   "a\0;\0\xF6\0\n\0"
                                   "1\0;\0\x00\xD8\n\0",
                                   16, &utf16, &r, &f)); /* half a pair */
    assert_true(reader_open_bytes("x",
                                  "a\0;\0\xF6\0\n\0"
                                  "1\0;\0"
                                  "2\0\n\0",
                                  16, &utf16, &r, &f));
    assert_field(reader_name(r, 1), "ö");
    assert_next(r, READER_FIELDS, 2, "1|2");
    reader_close(r);
    assert_false(reader_open_bytes("x", "a\xF6\n", 3, &nonsense, &r, &f));
    assert_non_null(strstr(f.text, "klingon"));
}

static void a_file_that_says_its_encoding_is_believed(void **state)
{
    static const char UTF16LE[] = "\xFF\xFE"
                                  "a\0;\0\xF6\0\n\0"
                                  "1\0;\0=\xD8\0\xDE\n\0";
    static const char UTF16BE[] = "\xFE\xFF"
                                  "\0a\0;\0\xF6\0\n"
                                  "\0"
                                  "1\0;\xD8=\xDE\0\0\n";
    struct reader_options cp1252 = { .encoding = "cp1252" };
    struct reader *r;
    struct fault f;

    (void) state;
    assert_true(reader_open_bytes("x", UTF16LE, sizeof UTF16LE - 1, &cp1252, &r, &f));
    assert_field(reader_name(r, 1), "ö");
    assert_next(r, READER_FIELDS, 2, "1|😀");
    assert_string_equal(reader_encoding(r), "utf-16le");
    reader_close(r);
    assert_true(reader_open_bytes("x", UTF16BE, sizeof UTF16BE - 1, NULL, &r, &f));
    assert_next(r, READER_FIELDS, 2, "1|😀");
    assert_string_equal(reader_encoding(r), "utf-16be");
    reader_close(r);
    r = open_text("\xEF\xBB\xBF\"a\";\"ö\"\n1;2\n", &cp1252);
    assert_field(reader_name(r, 0), "a");
    assert_string_equal(reader_encoding(r), "utf-8-bom");
    assert_next(r, READER_FIELDS, 2, "1|2");
    reader_close(r);
    r = open_text("a;ö\n1;2\n", &cp1252); /* UTF-8 all the same */
    assert_field(reader_name(r, 1), "ö");
    assert_string_equal(reader_encoding(r), "utf-8");
    reader_close(r);
}

static void what_iconv_can_not_read_costs_the_record(void **state)
{
    /* An unpaired surrogate, and a last byte too many. */
    static const char BYTES[] = "\xFF\xFE"
                                "a\0;\0b\0\n\0"
                                "1\0;\0\x00\xD8\n\0"
                                "1\0;\0"
                                "2\0\n\0"
                                "x";
    struct reader_options cp1252 = { .encoding = "cp1252" };
    char text[512] = "f\xF6r;b\n";
    struct reader *r;
    struct fault f;

    (void) state;
    assert_false(reader_open_bytes("x", BYTES, sizeof BYTES - 1, NULL, &r, &f)); /* two of three records */
    assert_non_null(strstr(f.text, "utf-16le"));
    for (int i = 0; i < 20; i++)
        strcat(text, i == 7 ? "\x81;2\n" : "1;2\n"); /* 81 is nothing in cp1252 */
    r = open_text(text, &cp1252);
    for (uint64_t line = 2; line < 22; line++)
        assert_next(r, line == 9 ? READER_BAD_BYTES : READER_FIELDS, line, "1|2");
    reader_close(r);
}

static void the_delimiter_comes_from_the_header_alone(void **state)
{
    static const struct {
        const char *text;
        char delimiter;
        size_t n_columns;
    } cases[] = {
        { "a;b;c\n1,2,3,4,5\n", ';', 3 },
        { "a,b\n", ',', 2 },
        { "a\tb\n", '\t', 2 },
        { "a|b\r\n", '|', 2 },
        { "a;b, c;d\n", ';', 3 },
        { "\"a,b,c\";d\n", ';', 2 },
        { "ensam\n1\n", ';', 1 },
        { "a;b,c", ';', 2 },
        { "sep=,\r\na;b;c,d\r\n", ',', 2 },
        { "SEP=\t\na\tb\n", '\t', 2 },
    };

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reader *r = open_text(cases[i].text, NULL);

        assert_int_equal(reader_delimiter(r), cases[i].delimiter);
        assert_int_equal(reader_columns(r), cases[i].n_columns);
        reader_close(r);
    }
}

static void the_header_has_its_physical_line(void **state)
{
    struct reader *r = open_text("\xEF\xBB\xBF\r\n;;\rsep=;\r\n\na;b\n1;2\n", NULL);

    (void) state;
    assert_int_equal(reader_header_line(r), 5);
    assert_next(r, READER_FIELDS, 6, "1|2");
    reader_close(r);
}

static void a_header_alone_has_no_records(void **state)
{
    struct reader *r = open_text("a;b", NULL);

    (void) state;
    assert_next(r, READER_END, 0, NULL);
    assert_int_equal(reader_bytes(r), 3);
    reader_close(r);
}

static void columns_without_a_name_at_the_end_are_dropped(void **state)
{
    struct reader *r = open_text("a;b;;\n1;2;;\n1;2; ;\n1;2\n1;2;3;\n;;;\n1;\"2\";\"\";\n", NULL);

    (void) state;
    assert_int_equal(reader_columns(r), 2);
    assert_next(r, READER_FIELDS, 2, "1|2");
    assert_next(r, READER_FIELDS, 3, "1|2");
    assert_next(r, READER_FIELD_COUNT, 4, NULL);
    assert_next(r, READER_FIELD_COUNT, 5, NULL);
    assert_next(r, READER_BLANK, 6, NULL);
    assert_next(r, READER_FIELDS, 7, "1|2");
    reader_close(r);
}

static void a_header_that_is_none_refuses_the_file(void **state)
{
    (void) state;
    assert_non_null(strstr(refused("").text, "tom"));
    assert_non_null(strstr(refused("\n").text, "rubrikrad"));
    assert_non_null(strstr(refused("\xEF\xBB\xBF").text, "rubrikrad"));
    assert_non_null(strstr(refused("\r\n;;;\r\n \t\r\n").text, "rubrikrad"));
    assert_non_null(strstr(refused("sep=;\n").text, "rubrikrad"));
    assert_non_null(strstr(refused("\"\";\"\"\n").text, "inga namn"));
    assert_non_null(strstr(refused("a;;b\n").text, "kolumn 2"));
    assert_non_null(strstr(refused("a;\"b\nc\";d\n").text, "radbrytning"));
    assert_non_null(strstr(refused("a;b\"c;d\n1;2;3\n").text, "citattecken"));
    assert_non_null(strstr(refused("a;\"b;c\n1;2;3\n").text, "citattecken"));
    assert_non_null(strstr(refused_bytes("PK\3\4 and so on", 14).text, "xlsx"));
}

static void a_name_twice_is_named(void **state)
{
    struct fault f = refused("id;grad;från; grad \n");

    (void) state;
    assert_non_null(strstr(f.text, "'grad'"));
    assert_non_null(strstr(f.text, "kolumn 2 och 4"));
    assert_int_equal(f.line, 1);
}

static void a_first_row_in_place_of_a_header_is_not_told(void **state)
{
    struct fault f = refused("19121212-1212;Hemlig;Hemlig;100\n");

    (void) state;
    assert_null(strstr(f.text, "Hemlig"));
    assert_non_null(strstr(f.text, "rubrikrad"));
}

static void columns_and_fields_have_limits(void **state)
{
    enum { ROOM = READER_MAX_FIELD + 100 };
    char *text = memory_zeroed(2 * ROOM, 1);
    struct reader *r;
    struct fault f;
    size_t n = 0;

    (void) state;
    for (int i = 0; i < READER_MAX_COLUMNS; i++)
        n += (size_t) sprintf(text + n, "%sk%d", i > 0 ? ";" : "", i);
    r = open_text(text, NULL);
    assert_int_equal(reader_columns(r), READER_MAX_COLUMNS);
    reader_close(r);
    strcat(text, ";k");
    f = refused(text);
    assert_non_null(strstr(f.text, "1024"));

    for (int quoted = 0; quoted < 2; quoted++)
        for (int over = 0; over < 2; over++) {
            n = (size_t) sprintf(text, "a;b\n1;%s", quoted ? "\"" : "");
            memset(text + n, 'x', READER_MAX_FIELD + (size_t) over);
            strcpy(text + n + READER_MAX_FIELD + over, quoted ? "\"\n1;\"2\"\n" : "\n1;2\n");
            r = open_text(text, NULL);
            if (over)
                assert_next(r, READER_LONG_FIELD, 2, NULL);
            else {
                const struct field *fields;
                struct record record;

                assert_int_equal(reader_next(r, &fields, &record), READER_FIELDS);
                assert_int_equal(fields[1].length, READER_MAX_FIELD);
            }
            assert_next(r, READER_FIELDS, 3, "1|2");
            reader_close(r);
        }
    free(text);
}

static void of_two_faults_the_first_of_the_list_is_told(void **state)
{
    char *text = memory_zeroed(2 * READER_MAX_FIELD, 1);
    struct reader *r;

    (void) state;
    for (int quoted = 0; quoted < 2; quoted++) {
        size_t n = (size_t) sprintf(text, "a;b\n1;2;%s", quoted ? "\"" : "");

        memset(text + n, 'x', READER_MAX_FIELD + 1);
        strcpy(text + n + READER_MAX_FIELD + 1, quoted ? "\"" : "");
        r = open_text(text, NULL);
        assert_next(r, READER_LONG_FIELD, 2, NULL); /* not READER_FIELD_COUNT */
        reader_close(r);
    }
    free(text);
}

/* libcsv would take 64 MB of it into memory. */
static void a_field_without_end_is_given_up(void **state)
{
    enum { LENGTH = 64000000 };
    char *text = memory_zeroed(LENGTH + 1, 1);
    struct reader *r;

    (void) state;
    memset(text, 'x', LENGTH);
    memcpy(text, "a;b\n1;\"", 7);
    memcpy(text + LENGTH - 7, "\"\n1;\"2\"", 7);
    r = open_text(text, NULL);
    assert_next(r, READER_LONG_FIELD, 2, NULL);
    assert_next(r, READER_FIELDS, 3, "1|2");
    reader_close(r);
    free(text);
}

static void the_header_is_known_again(void **state)
{
    struct reader *r = open_text("a; b\nb;a\n a;\"b\"\n", NULL);
    const struct field *fields;
    struct record record;

    (void) state;
    assert_int_equal(reader_next(r, &fields, &record), READER_FIELDS);
    assert_false(reader_is_header(r, fields));
    assert_int_equal(reader_next(r, &fields, &record), READER_FIELDS);
    assert_true(reader_is_header(r, fields));
    reader_close(r);
}

static void fields_outlive_the_next_record(void **state)
{
    struct reader *r = open_text("a;b\n\"1\";\"2\"\n\"3\";\"4\"\n", NULL);
    const struct field *fields;
    struct field kept;
    struct record record;

    (void) state;
    assert_int_equal(reader_next(r, &fields, &record), READER_FIELDS);
    kept = fields[1];
    assert_int_equal(reader_next(r, &fields, &record), READER_FIELDS);
    assert_field(kept, "2");
    assert_field(fields[1], "4");
    reader_close(r);
}

/* 100 000 rows with quoted newlines, damage and blank lines here and there. */
static char *large_text(void)
{
    enum { ROWS = 100000 };
    char *text = memory_zeroed(ROWS, 64);
    size_t n = (size_t) sprintf(text, "id;namn;grad\n");

    for (int i = 0; i < ROWS; i++)
        n += (size_t) sprintf(text + n,
                              i % 97 == 0     ? "%d;\"Åsa\nEk\";100\n"
                              : i % 1009 == 0 ? "%d;Anders \"Ante\";100\r\n"
                              : i % 1013 == 0 ? "%d;\"Nils;100\n"
                              : i % 499 == 0  ? "\r\n%d;Öberg;75\r"
                                              : "%d;Nils;100\n",
                              i);
    return text;
}

/* As many rows without a quote or a CR, in which lines are counted before they are read; blank and short ones too, and
 * none that ends the last. */
static char *large_plain_text(void)
{
    enum { ROWS = 100000 };
    char *text = memory_zeroed(ROWS, 64);
    size_t n = (size_t) sprintf(text, "id;namn;grad\n");

    for (int i = 0; i < ROWS; i++)
        n += (size_t) sprintf(text + n,
                              i % 97 == 0    ? "%d;Åsa Ek;100\n"
                              : i % 499 == 0 ? "\n%d;Öberg;75\n"
                              : i % 997 == 0 ? "%d;Öberg\n"
                                             : "%d;Nils;100\n",
                              i);
    text[n - 1] = '\0';
    return text;
}

struct digest {
    uint64_t value;
    size_t n;
};

static void add(struct digest *d, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;

    for (size_t i = 0; i < length; i++)
        d->value = (d->value ^ b[i]) * 0x100000001B3u;
}

static void add_records(struct digest *d, struct reader *r)
{
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        d->n++;
        add(d, &status, sizeof status);
        add(d, &record.line, sizeof record.line);
        add(d, &record.full_length, sizeof record.full_length);
        for (size_t i = 0; status == READER_FIELDS && i < reader_columns(r); i++) {
            add(d, &fields[i].length, sizeof fields[i].length);
            add(d, fields[i].bytes, fields[i].length);
        }
    }
}

/* Takes the text over. */
static void assert_parts_are_the_whole(char *text)
{
    struct digest whole = { 0, 0 };
    struct reader *r = open_text(text, NULL);

    add_records(&whole, r);
    reader_close(r);
    assert_true(whole.n > 100000);
    for (size_t n = 1; n <= 9; n++) {
        struct reader *parts[9];
        struct digest sum = { 0, 0 };
        size_t n_parts;

        r = open_text(text, NULL);
        n_parts = reader_split(r, n, parts);
        assert_int_equal(n_parts, n);
        for (size_t i = 0; i < n_parts; i++) {
            size_t before = sum.n, most = reader_lines(parts[i], i + 1 < n_parts ? parts[i + 1] : NULL);

            add_records(&sum, parts[i]);
            assert_true(sum.n - before <= most);
            assert_in_range(sum.n - before, whole.n / n * 9 / 10, whole.n / n * 11 / 10);
            reader_close(parts[i]);
        }
        assert_int_equal(sum.n, whole.n);
        assert_true(sum.value == whole.value);
        add_records(&sum, r); /* r itself is still at its first record */
        assert_int_equal(sum.n, 2 * whole.n);
        reader_close(r);
    }
    free(text);
}

static void parts_are_the_whole(void **state)
{
    (void) state;
    assert_parts_are_the_whole(large_text());
    assert_parts_are_the_whole(large_plain_text());
}

/* Cut off bit by bit: what is left of a line belongs to the bit; of no bytes, there is none. */
static void bits_are_the_whole(void **state)
{
    static const size_t BITS[] = { 1, 17, 4096, 300000, 1 << 22 };
    char *text = large_plain_text();
    struct digest whole = { 0, 0 };
    struct reader *r = open_text(text, NULL), *some;

    (void) state;
    add_records(&whole, r);
    reader_close(r);
    for (size_t i = 0; i < sizeof BITS / sizeof BITS[0]; i++) {
        struct digest sum = { 0, 0 };

        r = open_text(text, NULL);
        some = reader_cut(r, 0);
        add_records(&sum, some);
        assert_int_equal(sum.n, 0);
        reader_close(some);
        while ((some = reader_cut(r, BITS[i])) != NULL) {
            size_t before = sum.n;

            add_records(&sum, some);
            assert_true(sum.n > before);
            reader_close(some);
        }
        assert_int_equal(sum.n, whole.n);
        assert_true(sum.value == whole.value);
        reader_close(r);
    }
    free(text);
}

static void *count_part(void *data)
{
    struct digest *d = memory_zeroed(1, sizeof *d);

    add_records(d, data);
    return d;
}

/* Each part, read beside the others, gives what it gives when nothing else is read. */
static void any_number_of_threads_gives_the_same(void **state)
{
    static const size_t NUMBERS[] = { 1, 2, 3, 8 };
    char *text = large_text();

    (void) state;
    for (size_t k = 0; k < sizeof NUMBERS / sizeof NUMBERS[0]; k++) {
        struct reader *r = open_text(text, NULL), *alone = open_text(text, NULL);
        struct reader *parts[8], *parts_alone[8];
        pthread_t threads[8];
        size_t n = reader_split(r, NUMBERS[k], parts);

        assert_int_equal(n, NUMBERS[k]);
        assert_int_equal(reader_split(alone, n, parts_alone), n);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, count_part, parts[i]), 0);
        for (size_t i = 0; i < n; i++) {
            struct digest expected = { 0, 0 };
            void *got;

            assert_int_equal(pthread_join(threads[i], &got), 0);
            add_records(&expected, parts_alone[i]);
            assert_int_equal(((struct digest *) got)->n, expected.n);
            assert_true(((struct digest *) got)->value == expected.value);
            free(got);
            reader_close(parts[i]);
            reader_close(parts_alone[i]);
        }
        reader_close(r);
        reader_close(alone);
    }
    free(text);
}

static void few_records_make_few_parts(void **state)
{
    struct reader *r = open_text("a\n1\n2\n", NULL);
    struct reader *parts[5];
    size_t n = reader_split(r, 5, parts);

    (void) state;
    assert_in_range(n, 1, 2);
    while (n > 0)
        reader_close(parts[--n]);
    assert_next(r, READER_FIELDS, 2, "1");
    assert_next(r, READER_FIELDS, 3, "2");
    assert_int_equal(reader_split(r, 5, parts), 0);
    reader_close(r);
}

static void any_way_of_reading_gives_the_same(void **state)
{
    static const size_t SIZES[] = { 0, 3, 4096, 65536 };
    const char *path = testing_path(testing_folder(), "stor.csv");
    struct digest first = { 0, 0 };
    char *text = large_text();

    (void) state;
    testing_write(path, text);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        struct reader_options options = { .read_size = SIZES[i] };
        struct digest d = { 0, 0 };
        struct reader *r;
        struct fault f;

        assert_true(reader_open(path, &options, &r, &f));
        add_records(&d, r);
        if (i == 0)
            first = d;
        assert_true(d.value == first.value);
        assert_true(reader_holds(r, 0, text, strlen(text)));
        assert_false(reader_holds(r, 1, text, strlen(text)));
        assert_false(reader_holds(r, 0, text + 1, strlen(text) - 1));
        assert_int_equal(reader_bytes(r), strlen(text));
        reader_close(r);
    }
    free(text);
}

static void *feed_pipe(void *path)
{
    FILE *to = fopen(path, "wb");

    for (int i = 0; to != NULL && i < 100000; i++)
        fprintf(to, i == 0 ? "a;b\n" : "%d;x\n", i);
    if (to != NULL)
        fclose(to);
    return NULL;
}

static void a_pipe_is_read_to_its_end(void **state)
{
    const char *path = testing_path(testing_folder(), "pipe");
    struct digest d = { 0, 0 };
    struct reader *r;
    struct fault f;
    pthread_t thread;

    (void) state;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(pthread_create(&thread, NULL, feed_pipe, (void *) (uintptr_t) path), 0);
    assert_true(reader_open(path, NULL, &r, &f));
    pthread_join(thread, NULL);
    add_records(&d, r);
    assert_int_equal(d.n, 99999);
    reader_close(r);
}

static void a_file_that_can_not_be_read_is_a_fault_of_the_system(void **state)
{
    const char *folder = testing_folder();
    struct reader *r;
    struct fault f;

    (void) state;
    assert_false(reader_open(testing_path(folder, "finns inte.csv"), NULL, &r, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_non_null(strstr(f.path, "finns inte.csv"));
    assert_false(reader_open(folder, NULL, &r, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_non_null(strstr(f.text, "mapp"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_come_trimmed_unless_quoted),
        cmocka_unit_test(every_status_has_its_line),
        cmocka_unit_test(bytes_outside_utf8_cost_their_record_only),
        cmocka_unit_test(more_than_a_tenth_outside_utf8_refuses_the_file),
        cmocka_unit_test(the_likely_encoding_is_named),
        cmocka_unit_test(a_setting_that_is_none_is_not_advised),
        cmocka_unit_test(declared_encodings_are_converted),
        cmocka_unit_test(a_file_that_says_its_encoding_is_believed),
        cmocka_unit_test(what_iconv_can_not_read_costs_the_record),
        cmocka_unit_test(the_delimiter_comes_from_the_header_alone),
        cmocka_unit_test(the_header_has_its_physical_line),
        cmocka_unit_test(a_header_alone_has_no_records),
        cmocka_unit_test(columns_without_a_name_at_the_end_are_dropped),
        cmocka_unit_test(a_header_that_is_none_refuses_the_file),
        cmocka_unit_test(a_name_twice_is_named),
        cmocka_unit_test(a_first_row_in_place_of_a_header_is_not_told),
        cmocka_unit_test(columns_and_fields_have_limits),
        cmocka_unit_test(of_two_faults_the_first_of_the_list_is_told),
        cmocka_unit_test(a_field_without_end_is_given_up),
        cmocka_unit_test(the_header_is_known_again),
        cmocka_unit_test(fields_outlive_the_next_record),
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(bits_are_the_whole),
        cmocka_unit_test(any_number_of_threads_gives_the_same),
        cmocka_unit_test(few_records_make_few_parts),
        cmocka_unit_test(any_way_of_reading_gives_the_same),
        cmocka_unit_test(a_pipe_is_read_to_its_end),
        cmocka_unit_test(a_file_that_can_not_be_read_is_a_fault_of_the_system),
    };

    return TESTS_RUN(tests);
}
