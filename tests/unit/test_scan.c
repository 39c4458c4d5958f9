/* Every answer is compared with one found byte by byte, at every alignment, in a buffer that ends where the text ends.
 */
#include "pipeline/table/scan.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 300, ROUNDS = 20000 };

/* A heap copy of its own, so that the sanitizer sees a byte read too far. */
static char *copy(const char *bytes, size_t length)
{
    char *p = malloc(length > 0 ? length : 1);

    if (p == NULL)
        abort();
    memcpy(p, bytes, length);
    return p;
}

static void ends_of_line_and_quotes_are_found(void **state)
{
    struct testing_random random = { 1 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = testing_random_below(&random, LONGEST);
        char text[LONGEST];
        char *bytes;
        size_t expected = 0;

        for (size_t i = 0; i < length; i++)
            text[i] = testing_random_below(&random, 40) == 0 ? "\n\r\""[testing_random_below(&random, 3)]
                                                             : (char) testing_random_below(&random, 256);
        while (expected < length && text[expected] != '\n' && text[expected] != '\r' && text[expected] != '"')
            expected++;
        bytes = copy(text, length);
        assert_int_equal(scan_end_or_quote(bytes, bytes + length) - bytes, expected);
        free(bytes);
    }
}

static void the_nth_byte_is_found_before_a_quote_or_the_end_of_line(void **state)
{
    struct testing_random random = { 3 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = testing_random_below(&random, LONGEST);
        size_t n = 1 + testing_random_below(&random, 6), left = n, i = 0;
        char text[LONGEST];
        char *bytes;

        for (size_t k = 0; k < length; k++)
            text[k] = testing_random_below(&random, 60) == 0 ? "\n\r\""[testing_random_below(&random, 3)]
                                                             : ",abc\xC3"[testing_random_below(&random, 5)];
        for (; i < length && memchr("\n\r\"", text[i], 3) == NULL; i++)
            if (text[i] == ',' && --left == 0)
                break;
        bytes = copy(text, length);
        assert_ptr_equal(scan_nth(bytes, bytes + length, ',', n), left == 0 ? bytes + i : NULL);
        free(bytes);
    }
}

/* The reference is one byte after the other. */
static void a_row_is_found_with_its_places(void **state)
{
    struct testing_random random = { 4 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = testing_random_below(&random, LONGEST), room = testing_random_below(&random, 8);
        size_t n = 0, i = 0, got;
        const char *at[8], *end;
        char text[LONGEST];
        char *bytes;

        for (size_t k = 0; k < length; k++)
            text[k] = testing_random_below(&random, 60) == 0 ? "\n\r\""[testing_random_below(&random, 3)]
                                                             : ";abc\xC3"[testing_random_below(&random, 5)];
        bytes = copy(text, length);
        end = scan_row(bytes, bytes + length, ';', at, room, &got);
        for (; i < length && memchr("\n\r\"", text[i], 3) == NULL; i++)
            if (text[i] == ';') {
                if (n < room)
                    assert_ptr_equal(at[n], bytes + i);
                n++;
            }
        assert_ptr_equal(end, bytes + i);
        assert_int_equal(got, n);
        free(bytes);
    }
}

static void lines_are_counted_where_there_is_nothing_else(void **state)
{
    struct testing_random random = { 5 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = testing_random_below(&random, LONGEST), n = 0, got;
        bool only = true;
        char text[LONGEST];
        char *bytes;

        for (size_t k = 0; k < length; k++) {
            text[k] = testing_random_below(&random, 100) == 0 ? "\r\""[testing_random_below(&random, 2)]
                                                              : "\nabc\xC3"[testing_random_below(&random, 5)];
            n += text[k] == '\n';
            only = only && text[k] != '\r' && text[k] != '"';
        }
        bytes = copy(text, length);
        assert_int_equal(scan_only_lines(bytes, bytes + length, &got), only);
        assert_int_equal(got, n);
        free(bytes);
    }
}

static void places_are_found_up_to_the_room(void **state)
{
    struct testing_random random = { 2 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = testing_random_below(&random, LONGEST);
        size_t to = length > 0 ? testing_random_below(&random, length + 1) : 0;
        size_t room = testing_random_below(&random, 8);
        const char *at[8];
        char text[LONGEST];
        char *bytes;
        size_t n = 0, got;

        for (size_t i = 0; i < length; i++)
            text[i] = testing_random_below(&random, 5) == 0 ? ';' : 'x';
        bytes = copy(text, length);
        got = scan_places(bytes, bytes + to, bytes + length, ';', at, room);
        for (size_t i = 0; i < to; i++)
            if (bytes[i] == ';') {
                if (n < room)
                    assert_ptr_equal(at[n], bytes + i);
                n++;
            }
        assert_int_equal(got, n);
        free(bytes);
    }
}

/* Code point by code point, as Unicode 15 section 3.9 defines them: decode, then ask whether the shortest form was
 * used. */
static size_t utf8_prefix(const unsigned char *b, size_t n)
{
    size_t i = 0;

    while (i < n) {
        size_t length = b[i] < 0x80 ? 1 : b[i] >> 5 == 6 ? 2 : b[i] >> 4 == 14 ? 3 : b[i] >> 3 == 30 ? 4 : 0;
        uint32_t point, least;

        if (length == 0 || i + length > n || b[i] == 0)
            return i;
        point = length == 1 ? b[i] : b[i] & (0xFFu >> (length + 1));
        for (size_t k = 1; k < length; k++) {
            if (b[i + k] >> 6 != 2)
                return i;
            point = point << 6 | (b[i + k] & 0x3F);
        }
        least = length == 1 ? 0 : length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return i;
        i += length;
    }
    return n;
}

static void every_pair_and_triple_of_leading_bytes_is_judged(void **state)
{
    /* Every first and second byte, with third and fourth at the edges, alone and inside a long text. */
    static const unsigned char EDGES[] = { 0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xFF };
    enum { N_EDGES = sizeof EDGES };

    (void) state;
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++)
            for (size_t c = 0; c < N_EDGES; c++)
                for (size_t d = 0; d < N_EDGES; d++) {
                    static const size_t AT[] = { 14, 40, 78 }; /* at the cuts of what is looked at at once, or not */
                    unsigned char text[160];

                    for (size_t k = 0; k < sizeof AT / sizeof AT[0]; k++) {
                        unsigned char *some = text + AT[k];

                        memset(text, 'x', sizeof text);
                        some[0] = (unsigned char) a;
                        some[1] = (unsigned char) b;
                        some[2] = EDGES[c];
                        some[3] = EDGES[d];
                        if (scan_utf8((const char *) text, sizeof text) != utf8_prefix(text, sizeof text) ||
                            scan_utf8((const char *) some, 4) != utf8_prefix(some, 4))
                            fail_msg("%02x %02x %02x %02x", a, b, EDGES[c], EDGES[d]);
                    }
                }
}

static void mixed_text_is_judged_at_every_length(void **state)
{
    static const char *const PIECES[] = { "a",    "bcdefghijklmnopq", "å", "ä", "ö", "€", "😀", "\xE5", "\xC3",
                                          "\x80", "\xED\xA0\x80",     "" };
    struct testing_random random = { 3 };

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        char text[LONGEST];
        size_t length = 0;
        char *bytes;

        for (;;) {
            /* Mostly well-formed, so that long runs are seen. */
            size_t piece = testing_random_below(&random, testing_random_below(&random, 8) == 0 ? 12 : 7);
            size_t n = strlen(PIECES[piece]) + (piece == 11); /* the last is a NUL */

            if (length + n > testing_random_below(&random, LONGEST))
                break;
            memcpy(text + length, PIECES[piece], n);
            length += n;
        }
        bytes = copy(text, length);
        assert_int_equal(scan_utf8(bytes, length), utf8_prefix((unsigned char *) bytes, length));
        if (length > 0) /* cut off anywhere */
            assert_int_equal(scan_utf8(bytes, length - 1), utf8_prefix((unsigned char *) bytes, length - 1));
        free(bytes);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_of_line_and_quotes_are_found),
        cmocka_unit_test(the_nth_byte_is_found_before_a_quote_or_the_end_of_line),
        cmocka_unit_test(a_row_is_found_with_its_places),
        cmocka_unit_test(lines_are_counted_where_there_is_nothing_else),
        cmocka_unit_test(places_are_found_up_to_the_room),
        cmocka_unit_test(every_pair_and_triple_of_leading_bytes_is_judged),
        cmocka_unit_test(mixed_text_is_judged_at_every_length),
    };

    return TESTS_RUN(tests);
}
