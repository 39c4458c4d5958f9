#include "pipeline/table/record.h"
#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct expected {
    const char *bytes;
    uint64_t line;
    enum record_kind kind;
};

static void check(const char *text, size_t columns, const struct expected *expected, size_t n)
{
    struct splitter s;
    struct record r;
    const char *at = text;

    record_begin(&s, text, strlen(text), ';', 1);
    s.columns = columns;
    for (size_t i = 0; i < n; i++) {
        assert_true(record_next(&s, &r));
        assert_ptr_equal(r.bytes, at);
        assert_int_equal(r.length, strlen(expected[i].bytes));
        assert_memory_equal(r.bytes, expected[i].bytes, r.length);
        assert_int_equal(r.line, expected[i].line);
        assert_int_equal(r.kind, expected[i].kind);
        at += r.full_length;
    }
    assert_false(record_next(&s, &r));
    assert_ptr_equal(at, text + strlen(text));
}

#define CHECK(text, columns, ...)                                                                                      \
    do {                                                                                                               \
        const struct expected all[] = { __VA_ARGS__ };                                                                 \
        check(text, columns, all, sizeof all / sizeof all[0]);                                                         \
    } while (0)

static void ends_of_line_may_be_mixed(void **state)
{
    (void) state;
    CHECK("a\nb\r\nc\rd", 0, { "a", 1, RECORD_PLAIN }, { "b", 2, RECORD_PLAIN }, { "c", 3, RECORD_PLAIN },
          { "d", 4, RECORD_PLAIN });
}

static void cr_cr_lf_is_a_line_and_a_blank_line(void **state)
{
    (void) state;
    CHECK("a\r\r\nb\r\r\n", 0, { "a", 1, RECORD_PLAIN }, { "", 2, RECORD_BLANK }, { "b", 3, RECORD_PLAIN },
          { "", 4, RECORD_BLANK });
}

static void blanks_and_delimiters_alone_are_blank(void **state)
{
    (void) state;
    CHECK("\n  \n;;;\n ;\t; \n;x\n", 0, { "", 1, RECORD_BLANK }, { "  ", 2, RECORD_BLANK }, { ";;;", 3, RECORD_BLANK },
          { " ;\t; ", 4, RECORD_BLANK }, { ";x", 5, RECORD_PLAIN });
}

static void nothing_holds_no_record(void **state)
{
    struct splitter s;
    struct record r;

    (void) state;
    record_begin(&s, "", 0, ';', 1);
    assert_false(record_next(&s, &r));
}

static void a_quoted_newline_belongs_to_the_field(void **state)
{
    (void) state;
    CHECK("1;\"a\nb\r\nc\";2\nx\n", 0, { "1;\"a\nb\r\nc\";2", 1, RECORD_QUOTED }, { "x", 4, RECORD_PLAIN });
}

static void blanks_may_stand_around_quotes(void **state)
{
    (void) state;
    CHECK(" \t\"a;\"\t ;2\n\"\"\n\"b\" ", 0, { " \t\"a;\"\t ;2", 1, RECORD_QUOTED }, { "\"\"", 2, RECORD_QUOTED },
          { "\"b\" ", 3, RECORD_QUOTED });
}

static void a_stray_quote_damages_its_line_alone(void **state)
{
    (void) state;
    CHECK("a \"b\" c;1\nx\n", 0, { "a \"b\" c;1", 1, RECORD_BAD_QUOTE }, { "x", 2, RECORD_PLAIN });
    CHECK("\"a\"b;1\r\nx\n", 0, { "\"a\"b;1", 1, RECORD_BAD_QUOTE }, { "x", 2, RECORD_PLAIN });
    CHECK("\"a\" \"b\";1\rx\n", 0, { "\"a\" \"b\";1", 1, RECORD_BAD_QUOTE }, { "x", 2, RECORD_PLAIN });
}

static void a_quote_never_closed_damages_its_line_alone(void **state)
{
    (void) state;
    CHECK("1;\"a;2\nx\ny", 0, { "1;\"a;2", 1, RECORD_BAD_QUOTE }, { "x", 2, RECORD_PLAIN }, { "y", 3, RECORD_PLAIN });
    CHECK("\"\"\"", 0, { "\"\"\"", 1, RECORD_BAD_QUOTE });
}

static void two_stray_quotes_damage_two_lines(void **state)
{
    (void) state;
    CHECK("1;\"a;2\nx\ny\n1;N\"b;2\nz\n", 0, { "1;\"a;2", 1, RECORD_BAD_QUOTE }, { "x", 2, RECORD_PLAIN },
          { "y", 3, RECORD_PLAIN }, { "1;N\"b;2", 4, RECORD_BAD_QUOTE }, { "z", 5, RECORD_PLAIN });
}

static void a_damaged_record_over_lines_is_read_on_from_its_second(void **state)
{
    (void) state;
    CHECK("1;\"a\nb\"c;2\nx\n", 0, { "1;\"a", 1, RECORD_BAD_QUOTE }, { "b\"c;2", 2, RECORD_BAD_QUOTE },
          { "x", 3, RECORD_PLAIN });
}

static void two_stray_quotes_that_fit_hide_no_rows(void **state)
{
    (void) state;
    /* The quotes make a well-formed field of three lines: only that the middle one is a row tells. */
    CHECK("1;\"a;3;4;5\n1;2;3;4;5\n1;b\";3;4;5\n", 5, { "1;\"a;3;4;5", 1, RECORD_BAD_QUOTE },
          { "1;2;3;4;5", 2, RECORD_PLAIN }, { "1;b\";3;4;5", 3, RECORD_BAD_QUOTE });
    /* Of two lines: that both are rows tells. */
    CHECK("1;\"a;3;4;5\n1;b\";3;4;5\n", 5, { "1;\"a;3;4;5", 1, RECORD_BAD_QUOTE },
          { "1;b\";3;4;5", 2, RECORD_BAD_QUOTE });
    /* Not asked for. */
    CHECK("1;\"a;3;4;5\n1;b\";3;4;5\n", 0, { "1;\"a;3;4;5\n1;b\";3;4;5", 1, RECORD_QUOTED });
}

static void text_over_lines_is_no_row(void **state)
{
    (void) state;
    CHECK("\"a\nb\";2;3;4;5\n", 5, { "\"a\nb\";2;3;4;5", 1, RECORD_QUOTED });
    CHECK("1;2;3;4;\"a\nb\nc\"\n", 5, { "1;2;3;4;\"a\nb\nc\"", 1, RECORD_QUOTED });
    CHECK("1;\"a; b\nc; d\ne\";3;4;5\n", 5, { "1;\"a; b\nc; d\ne\";3;4;5", 1, RECORD_QUOTED });
}

/* What is skipped is what would have been read: the next record is the same, on the same line, wherever the skip ends.
 */
static void a_skip_is_as_reading_all_that_begins_before(void **state)
{
    static const char *const TEXTS[] = {
        "a;b\r\nc;d\r\ne;f\r\n",          "a\nb\nc",    "a\rb\r\rc\r", "a\r\r\nb\r\n\nc\r\n",
        "a;\"x\r\ny\"\r\nb\r\n\"c\"\r\n", "\r\n\r\n\na"
    };

    (void) state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        size_t length = strlen(TEXTS[i]);

        for (size_t until = 0; until <= length; until++) {
            struct splitter skipped, read;
            struct record r;

            record_begin(&skipped, TEXTS[i], length, ';', 1);
            record_begin(&read, TEXTS[i], length, ';', 1);
            record_skip(&skipped, TEXTS[i] + until);
            while (read.next < TEXTS[i] + until && record_next(&read, &r))
                ;
            assert_ptr_equal(skipped.next, read.next);
            assert_int_equal(skipped.line, read.line);
        }
    }
}

static void tab_may_be_the_delimiter(void **state)
{
    struct splitter s;
    struct record r;
    static const char TEXT[] = "a\t\"b\"\t\n\t\t\n";

    (void) state;
    record_begin(&s, TEXT, sizeof TEXT - 1, '\t', 7);
    assert_true(record_next(&s, &r));
    assert_int_equal(r.kind, RECORD_QUOTED);
    assert_int_equal(r.line, 7);
    assert_true(record_next(&s, &r));
    assert_int_equal(r.kind, RECORD_BLANK);
    assert_int_equal(r.line, 8);
}

static double seconds_to_split(const char *text, size_t length, size_t columns)
{
    struct splitter s;
    struct record r;
    clock_t begin = clock();
    size_t sum = 0;

    record_begin(&s, text, length, ';', 1);
    s.columns = columns;
    while (record_next(&s, &r))
        sum += r.full_length;
    assert_int_equal(sum, length);
    return (double) (clock() - begin) / CLOCKS_PER_SEC;
}

/* Two megabytes of each: linear takes hundredths of a second, quadratic would take hours. */
static void hostile_quotes_take_linear_time(void **state)
{
    static const char *const UNITS[] = {
        "\"",
        "\"\n",
        "a\"\n",
        "\"a\n",
        ";\"\n",
        "\";\"\n",
        "\";\"\n\";\"",
        "\"\"\n",
        ";\"\"\"\"\n",
        "\"\"\"\n",
        "x;\"\"\n",
        "\"x\"x\n",
        "\" \n",
        "1;\"a;3;4;5\n",
        "1;\"a;3;4;5\n1;b\";3;4;5\n",
        "\"1;2;3;4;5\n\"\n",
        "\n",
        " \"",
        "\"\r",
        "\"a;\n\n\n\n\"\n\"\n",
    };
    enum { LENGTH = 2000000 };
    char *text = malloc(LENGTH + 1);

    (void) state;
    assert_non_null(text);
    for (size_t u = 0; u < sizeof UNITS / sizeof UNITS[0]; u++)
        for (int opened = 0; opened < 2; opened++) {
            size_t unit = strlen(UNITS[u]);
            size_t n = 0;
            double seconds;

            if (opened) /* seen from within a quote */
                text[n++] = '"';
            while (n + unit <= LENGTH) {
                memcpy(text + n, UNITS[u], unit);
                n += unit;
            }
            seconds = seconds_to_split(text, n, 5);
            if (seconds > 2)
                fail_msg("unit %zu took %.1f s", u, seconds);
        }
    free(text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_of_line_may_be_mixed),
        cmocka_unit_test(cr_cr_lf_is_a_line_and_a_blank_line),
        cmocka_unit_test(blanks_and_delimiters_alone_are_blank),
        cmocka_unit_test(nothing_holds_no_record),
        cmocka_unit_test(a_quoted_newline_belongs_to_the_field),
        cmocka_unit_test(blanks_may_stand_around_quotes),
        cmocka_unit_test(a_stray_quote_damages_its_line_alone),
        cmocka_unit_test(a_quote_never_closed_damages_its_line_alone),
        cmocka_unit_test(two_stray_quotes_damage_two_lines),
        cmocka_unit_test(a_damaged_record_over_lines_is_read_on_from_its_second),
        cmocka_unit_test(two_stray_quotes_that_fit_hide_no_rows),
        cmocka_unit_test(text_over_lines_is_no_row),
        cmocka_unit_test(a_skip_is_as_reading_all_that_begins_before),
        cmocka_unit_test(tab_may_be_the_delimiter),
        cmocka_unit_test(hostile_quotes_take_linear_time),
    };

    return TESTS_RUN(tests);
}
