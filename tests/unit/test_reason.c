#include "pipeline/intake/reason.h"
#include "tests/support/testing.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void is_word(const char *word)
{
    assert_true(word[0] != '\0');
    for (; *word != '\0'; word++)
        assert_true(islower((unsigned char) *word) || *word == '_');
}

static void each_reason_says_what_is_wrong_and_what_to_do(void **state)
{
    (void) state;
    for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
        is_word(reason_word((enum reason) i));
        assert_true(strlen(reason_wrong((enum reason) i)) > 0);
        assert_true(strlen(reason_advice((enum reason) i)) > 0);
        for (int j = REASON_NONE + 1; j < i; j++)
            assert_string_not_equal(reason_word((enum reason) i), reason_word((enum reason) j));
    }
}

static void each_note_says_what_it_means(void **state)
{
    (void) state;
    for (int i = 0; i < NOTE_COUNT; i++) {
        is_word(note_word((enum note) i));
        assert_true(strlen(note_what((enum note) i)) > 0);
        assert_non_null(note_advice((enum note) i));
    }
}

static void has_row(const char *page, const char *word, const char *what, const char *advice)
{
    char row[1024];

    snprintf(row, sizeof row, "\n| `%s` | %s | %s |\n", word, what, advice);
    if (strstr(page, row) == NULL)
        fail_msg("docs/fel-i-uttaget.md lacks %s", row + 1);
}

static void the_page_for_analysts_has_them_all_in_the_same_words(void **state)
{
    char *page = testing_read("docs/fel-i-uttaget.md");

    (void) state;
    for (int i = REASON_NONE + 1; i < REASON_COUNT; i++)
        has_row(page, reason_word((enum reason) i), reason_wrong((enum reason) i), reason_advice((enum reason) i));
    for (int i = 0; i < NOTE_COUNT; i++)
        has_row(page, note_word((enum note) i), note_what((enum note) i), note_advice((enum note) i));
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reason_says_what_is_wrong_and_what_to_do),
        cmocka_unit_test(each_note_says_what_it_means),
        cmocka_unit_test(the_page_for_analysts_has_them_all_in_the_same_words),
    };

    return TESTS_RUN(tests);
}
