#include "tests/support/testing.h"

#include "pipeline/base/fault.h"
#include "pipeline/base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What fault_report says; the caller's, to free(). */
static char *reported(const struct fault *f, int *status)
{
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);

    assert_non_null(to);
    *status = fault_report(f, "steg", to);
    fclose(to);
    return text;
}

static void a_place_is_said_as_editors_read_it(void **state)
{
    struct fault f;
    int status;
    char *said;

    (void) state;
    assert_false(fault_at(&f, FAULT_DATA, "a b.csv", 12, "yrke", "kolumnen är %s", "tom"));
    said = reported(&f, &status);
    assert_string_equal(said, "steg: a b.csv:12: yrke: kolumnen är tom\n");
    assert_int_equal(status, 1);
    free(said);
    assert_false(fault_at(&f, FAULT_DATA, "a\xE2\x80\xAE\nb\xE2\x81\xA6\xE2\x80\x93.csv", 0, NULL, "x\xE2"));
    said = reported(&f, &status);
    assert_string_equal(said, "steg: a??b?\xE2\x80\x93.csv: x\xE2\n"); /* a dash is seen, what turns the text is not */
    free(said);
    assert_false(fault_at(&f, FAULT_SYSTEM, "a", 0, NULL, "full"));
    said = reported(&f, &status);
    assert_string_equal(said, "steg: a: full\n");
    assert_int_equal(status, 3);
    free(said);
    assert_false(fault_set(&f, FAULT_USAGE, "fel"));
    said = reported(&f, &status);
    assert_string_equal(said, "steg: fel\n");
    assert_int_equal(status, 2);
    free(said);
}

static void a_hostile_name_stays_on_the_line(void **state)
{
    struct fault f;
    int status;
    char *said;

    (void) state;
    fault_at(&f, FAULT_DATA, "a\nb\x1b[2J", 1, "c\td", "e\r");
    said = reported(&f, &status);
    assert_string_equal(said, "steg: a?b?[2J:1: c?d: e?\n");
    free(said);
}

static void known_causes_are_said_in_swedish(void **state)
{
    struct fault f;

    (void) state;
    errno = ENOSPC;
    assert_false(fault_errno(&f, "x", "kan inte skriva filen"));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_string_equal(f.text, "kan inte skriva filen: disken är full");
    errno = ENOENT;
    fault_errno(&f, NULL, "kan inte läsa filen");
    assert_string_equal(f.text, "kan inte läsa filen: filen eller mappen finns inte");
    assert_string_equal(f.path, "");
}

static void every_errno_that_a_disk_can_give_has_its_words(void **state)
{
    static const struct {
        int code;
        const char *words;
    } CAUSES[] = { { EACCES, "behörighet saknas" },
                   { EPERM, "behörighet saknas" },
                   { EDQUOT, "disken är full" },
                   { EISDIR, "det är en mapp, inte en fil" },
                   { ENOTDIR, "en del av sökvägen är inte en mapp" },
                   { EROFS, "filsystemet är skrivskyddat" },
                   { EFBIG, "filen blir för stor" },
                   { EIO, "fel vid läsning eller skrivning på disken" },
                   { ENAMETOOLONG, "namnet är för långt" },
                   { EMFILE, "för många öppna filer" },
                   { ENFILE, "för många öppna filer" },
                   { ELOOP, "länkarna i sökvägen går runt" },
                   { ENOTEMPTY, "det finns redan något med det namnet" },
                   { EEXIST, "det finns redan något med det namnet" },
                   { ETXTBSY, "filen används av ett annat program" },
                   { EBUSY, "filen används av ett annat program" },
                   { 0, "okänt fel, kontrollera att disken inte är full" } };
    struct fault f;
    char expected[200];

    (void) state;
    for (size_t i = 0; i < sizeof CAUSES / sizeof CAUSES[0]; i++) {
        errno = CAUSES[i].code;
        fault_errno(&f, "x", "kan inte läsa mappen");
        snprintf(expected, sizeof expected, "kan inte läsa mappen: %s", CAUSES[i].words);
        assert_string_equal(f.text, expected);
    }
}

static void words_may_quote_the_fault_itself(void **state)
{
    struct fault f;

    (void) state;
    fault_at(&f, FAULT_DATA, "a", 3, "b", "inre");
    fault_at(&f, f.kind, f.path, f.line, f.column, "yttre: %s", f.text);
    assert_string_equal(f.text, "yttre: inre");
    assert_string_equal(f.path, "a");
    assert_string_equal(f.column, "b");
    assert_int_equal(f.line, 3);
}

static void too_long_a_text_is_cut_between_characters(void **state)
{
    char long_text[4001];
    struct fault f;

    (void) state;
    for (size_t i = 0; i + 1 < sizeof long_text; i += 2)
        memcpy(long_text + i, "å", 2);
    long_text[4000] = '\0';
    fault_at(&f, FAULT_DATA, long_text, 0, long_text, "x%s", long_text);
    assert_int_equal(strlen(f.path), sizeof f.path - 2); /* an odd number of bytes is free for two-byte characters */
    assert_true(utf8_valid(f.path, strlen(f.path)));
    assert_true(utf8_valid(f.column, strlen(f.column)));
    assert_true(utf8_valid(f.text, strlen(f.text)));
    assert_true(strlen(f.text) >= sizeof f.text - 2);
}

static bool valid(const char *text)
{
    return utf8_valid(text, strlen(text));
}

/* The borders of table 3-7 of the Unicode Standard 15. */
static void well_formed_utf8_is_told_from_the_rest(void **state)
{
    static const char *const GOOD[] = { "",
                                        "a",
                                        "\x7F",
                                        "\xC2\x80",
                                        "\xDF\xBF",
                                        "\xE0\xA0\x80",
                                        "\xED\x9F\xBF",
                                        "\xEE\x80\x80",
                                        "\xEF\xBF\xBF",
                                        "\xF0\x90\x80\x80",
                                        "\xF4\x8F\xBF\xBF",
                                        "åäö – €" };
    static const char *const BAD[] = { "\x80",
                                       "\xBF",
                                       "\xC0\x80",
                                       "\xC1\xBF",
                                       "\xC2",
                                       "\xC2\x41",
                                       "\xE0\x9F\xBF",
                                       "\xED\xA0\x80",
                                       "\xE1\x80",
                                       "\xE1\x80\x41",
                                       "\xF0\x8F\xBF\xBF",
                                       "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80",
                                       "\xFF",
                                       "f\xF6rvaltning" };

    (void) state;
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
        assert_true(valid(GOOD[i]));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        assert_false(valid(BAD[i]));
}

static void a_cut_never_splits_a_character(void **state)
{
    const char *text = "aå€\xF0\x9F\x90\xA0z"; /* 1, 2, 3, 4 and 1 bytes */
    const size_t cut[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11 };

    (void) state;
    for (size_t length = 0; length <= strlen(text); length++)
        assert_int_equal(utf8_cut(text, length), cut[length]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_said_as_editors_read_it),
        cmocka_unit_test(a_hostile_name_stays_on_the_line),
        cmocka_unit_test(known_causes_are_said_in_swedish),
        cmocka_unit_test(every_errno_that_a_disk_can_give_has_its_words),
        cmocka_unit_test(words_may_quote_the_fault_itself),
        cmocka_unit_test(too_long_a_text_is_cut_between_characters),
        cmocka_unit_test(well_formed_utf8_is_told_from_the_rest),
        cmocka_unit_test(a_cut_never_splits_a_character),
    };

    return TESTS_RUN(tests);
}
