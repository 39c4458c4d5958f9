#include "pipeline/intake/word.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>

typedef size_t change(const char *, size_t, char *);

static void becomes(change *how, const char *word, const char *expected)
{
    char out[WORD_MAX + 1];
    size_t n = how(word, strlen(word), out);

    assert_true(n <= WORD_MAX);
    out[n] = '\0';
    assert_string_equal(out, expected);
}

static void names_lose_only_what_the_eye_does_not_see(void **state)
{
    (void) state;
    becomes(word_name, "  Södermalm\t", "Södermalm");
    becomes(word_name, "\xc2\xa0Norra  innerstaden\xc2\xa0 ", "Norra innerstaden");
    becomes(word_name,
            "So\xcc\x88"
            "dermalm",
            "Södermalm");
    becomes(word_name,
            "A\xcc\x8a"
            "rsta",
            "Årsta");
    becomes(word_name,
            "Re\xcc\x81"
            "ne",
            "Réne");
    becomes(word_name, "x\xcc\x88", "x\xcc\x88"); /* no such letter in Latin-1: left as it is */
    becomes(word_name, "So\u200b\u0308dra", "Södra");
    becomes(word_name, " ", "");
}

static void what_is_not_seen_is_no_part_of_a_name(void **state)
{
    static const char *const UNSEEN[] = { "\u200b", "\u200d", "\u202e",     "\u2066",    "\u00ad", "\ufeff",
                                          "\u061c", "\uffff", "\u034f",     "\u115f",    "\u180b", "\ufe0f",
                                          "\u3164", "\ufff9", "\U000e0041", "\U0001bca0" };
    static const char *const BLANKS[] = { "\n",     "\r\n",   "\t",     "\x1b",   "\x7f",  "\xc2\x85",
                                          "\u00a0", "\u2028", "\u202f", "\u3000", "\u2800" };
    char word[32];

    (void) state;
    for (size_t i = 0; i < sizeof UNSEEN / sizeof UNSEEN[0]; i++) {
        snprintf(word, sizeof word, "%sSöd%sra%s", UNSEEN[i], UNSEEN[i], UNSEEN[i]);
        assert_false(word_is_plain(word, strlen(word)));
        becomes(word_name, word, "Södra");
        becomes(word_name, UNSEEN[i], "");
    }
    for (size_t i = 0; i < sizeof BLANKS / sizeof BLANKS[0]; i++) {
        snprintf(word, sizeof word, "%sÖstra %s Malmen%s", BLANKS[i], BLANKS[i], BLANKS[i]);
        assert_false(word_is_plain(word, strlen(word)));
        becomes(word_name, word, "Östra Malmen");
        becomes(word_name, BLANKS[i], "");
    }
    becomes(word_name, "日本 😀 \ue000 \xff", "日本 😀 \ue000 \xff"); /* odd, but seen */
}

static void spellings_of_one_name_are_one(void **state)
{
    (void) state;
    becomes(word_fold_spelling, "  SOCIALSEKRETERARE. ", "socialsekreterare");
    becomes(word_fold_spelling, "Handläggare,  ekonomi;", "handläggare, ekonomi");
    becomes(word_fold_spelling, "Bitr. chef", "bitr. chef");
    becomes(word_fold_spelling, "Bitr. .", "bitr");
    becomes(word_fold_spelling, ".", ".");
    becomes(word_fold_spelling, "", "");
}

static void what_makes_a_formula_is_no_part_of_a_name(void **state)
{
    (void) state;
    becomes(word_name, "=HYPERLINK(1)", "HYPERLINK(1)");
    becomes(word_name, " +-@= 46", "46");
    becomes(word_name, "\uff1d1+1\t", "1+1");
    becomes(word_name, "\uff20SUM", "SUM");
    becomes(word_name, "\uff0b1", "1");
    becomes(word_name, "\uff0d1", "1");
    becomes(word_name, "\u200b=1", "1");
    becomes(word_name, "Väster-Öster", "Väster-Öster");
    assert_false(word_is_plain("-a", 2));
}

static void a_text_that_an_encoding_destroyed_is_known(void **state)
{
    static const char *const more[] = { "SÃƒÂ¶dra", "S”dra", "V„stra", "S†ng", "S&ouml;dra", "S=C3=B6dra", "S?dra" };
    static const char *const whole[] = { "Barn & unga; äldre", "Vad?", "\"Södra\"", "”Södra”", "A&B", "x=C3" };

    (void) state;
    assert_true(word_is_damaged("S\u00c3\u00b6dra", 7));
    assert_true(word_is_damaged("S\ufffddra", 7));
    assert_false(word_is_damaged("Södra Ängby å", strlen("Södra Ängby å")));
    assert_true(word_is_damaged("Ã–stra", strlen("Ã–stra")));
    assert_true(word_is_damaged("Ã…rsta", strlen("Ã…rsta")));
    assert_true(word_is_damaged("S√∂dra", strlen("S√∂dra")));
    assert_false(word_is_damaged("√2", strlen("√2")));
    assert_false(word_is_damaged("São", strlen("São")));
    assert_false(word_is_damaged("", 0));
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        assert_true(word_is_damaged(more[i], strlen(more[i])));
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        assert_false(word_is_damaged(whole[i], strlen(whole[i])));
}

static void what_a_spreadsheet_writes_for_a_failed_formula_is_no_word(void **state)
{
    static const char *const errors[] = { "#N/A", "#SAKNAS!", "#V\u00c4RDEFEL!", "#NAMN?", "#DIVISION/0!", "###" };
    static const char *const words[] = { "", "#", "##", "#1", "N/A", "#N/B", "Grupp #1", "S\u00f6dra!" };

    (void) state;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        assert_true(word_is_cell_error(errors[i], strlen(errors[i])));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_false(word_is_cell_error(words[i], strlen(words[i])));
}

static void folded_words_have_one_case_and_single_blanks(void **state)
{
    (void) state;
    becomes(word_fold, " EGEN \xc2\xa0 BEGÄRAN ", "egen begäran");
    becomes(word_fold, "ÅÄÖÉÜ×", "åäöéü×"); /* the sign of multiplication has no small letter */
    becomes(word_fold, "BEGA\xcc\x88RAN", "begäran");
}

static void headers_are_letters_and_digits(void **state)
{
    (void) state;
    becomes(word_fold_header, "Anst. form", "anstform");
    becomes(word_fold_header, "ANSTÄLLD_FRÅN", "anstalldfran");
    becomes(word_fold_header, "Sysselsättningsgrad (%)", "sysselsattningsgrad");
    becomes(word_fold_header, "fo\xcc\x88rvaltning", "forvaltning");
    becomes(word_fold_header, "'kön'", "'kon'"); /* quotes of the wrong kind must not pass for a header */
}

static void a_word_too_long_is_said_to_be(void **state)
{
    char word[WORD_MAX + 2], out[WORD_MAX];

    (void) state;
    memset(word, 'a', sizeof word);
    assert_int_equal(word_name(word, sizeof word, out), SIZE_MAX);
    assert_int_equal(word_fold(word, sizeof word, out), SIZE_MAX);
    assert_int_equal(word_fold_header(word, sizeof word, out), SIZE_MAX);
    assert_int_equal(word_name(word, WORD_MAX - 1, out), WORD_MAX - 1);
}

static void plain_words_need_no_work(void **state)
{
    (void) state;
    assert_true(word_is_plain("Södermalm", strlen("Södermalm")));
    assert_true(word_is_plain("", 0));
    assert_false(word_is_plain("a ", 2));
    assert_false(word_is_plain("A\xcc\x8a"
                               "rsta",
                               7));
    assert_false(word_is_plain("\xc2\xa0x", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lose_only_what_the_eye_does_not_see),
        cmocka_unit_test(what_is_not_seen_is_no_part_of_a_name),
        cmocka_unit_test(spellings_of_one_name_are_one),
        cmocka_unit_test(what_makes_a_formula_is_no_part_of_a_name),
        cmocka_unit_test(a_text_that_an_encoding_destroyed_is_known),
        cmocka_unit_test(what_a_spreadsheet_writes_for_a_failed_formula_is_no_word),
        cmocka_unit_test(folded_words_have_one_case_and_single_blanks),
        cmocka_unit_test(headers_are_letters_and_digits),
        cmocka_unit_test(a_word_too_long_is_said_to_be),
        cmocka_unit_test(plain_words_need_no_work),
    };

    return TESTS_RUN(tests);
}
