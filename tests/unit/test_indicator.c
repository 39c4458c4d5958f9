/* The catalogue of indicators and its words. */
#include "pipeline/staff/indicator.h"
#include "tests/support/testing.h"

#include <string.h>

static void every_indicator_is_declared_once_with_its_words(void **state)
{
    size_t n;
    const struct indicator *all = indicator_all(&n);

    (void) state;
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(indicator_find(all[i].id), &all[i]);
        assert_true(all[i].label[0] != '\0' && all[i].kind[0] != '\0' && all[i].scale > 0 && all[i].decimals >= 0);
    }
    assert_null(indicator_find("no_such"));
}

static const char *code(enum indicator_vocabulary vocabulary, const char *word)
{
    const char *found = indicator_code(vocabulary, word, strlen(word));

    return found != NULL ? found : "?";
}

static void words_match_whatever_their_case_and_blanks(void **state)
{
    (void) state;
    assert_string_equal(code(INDICATOR_STATUS, "  PÅGÅR "), "ongoing");
    assert_string_equal(code(INDICATOR_STATUS, "Pa\xcc\x8aga\xcc\x8ar"), "ongoing"); /* as a Mac writes å */
    assert_string_equal(code(INDICATOR_ITEM, "kan rekommendera  sin arbetsplats"), "recommend");
    assert_string_equal(code(INDICATOR_UNIT, "fte"), "fte");
    assert_string_equal(code(INDICATOR_EXIT, "chefen var hemsk"), "?");
    assert_string_equal(code(INDICATOR_EXIT, ""), "?");
}

/* A word that means two things of one vocabulary would be read as the first of them. */
static void no_label_of_a_vocabulary_is_another_code(void **state)
{
    (void) state;
    for (int v = INDICATOR_UNIT; v <= INDICATOR_GENDER; v++)
        for (size_t i = 0; indicator_nth((enum indicator_vocabulary) v, i) != NULL; i++) {
            const char *id = indicator_nth((enum indicator_vocabulary) v, i);

            assert_string_equal(code((enum indicator_vocabulary) v, id), id);
            assert_string_equal(code((enum indicator_vocabulary) v, indicator_label((enum indicator_vocabulary) v, id)),
                                id);
        }
}

static void choices_are_the_labels(void **state)
{
    char text[100], little[8];

    (void) state;
    indicator_choices(INDICATOR_UNIT, text, sizeof text);
    assert_string_equal(text, "personer, årsarbetare");
    indicator_choices(INDICATOR_UNIT, little, sizeof little);
    assert_string_equal(little, "persone");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_indicator_is_declared_once_with_its_words),
        cmocka_unit_test(words_match_whatever_their_case_and_blanks),
        cmocka_unit_test(no_label_of_a_vocabulary_is_another_code),
        cmocka_unit_test(choices_are_the_labels),
    };

    return TESTS_RUN(tests);
}
