#include "pipeline/publish/phrases.h"

#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>

static void assert_text(char *got, const char *wanted)
{
    assert_string_equal(got, wanted);
    free(got);
}

static void places_are_filled_each_time_they_stand(void **state)
{
    (void) state;
    assert_text(
        phrase_fill(phrase_shape("pulse"), "år", "2019", NULL),
        "2019 avviker som enskilt år. Året därefter var personalrörligheten åter i linje med utvecklingen före 2019.");
    assert_text(phrase_fill("utan plats", NULL), "utan plats");
}

static void every_verdict_has_its_fixed_sentence(void **state)
{
    static const char *const VERDICTS[] = { "strong", "moderate", "weak", "not_shown", "not_answerable" };

    (void) state;
    for (size_t i = 0; i < sizeof VERDICTS / sizeof VERDICTS[0]; i++) {
        char *text = phrase_fill(phrase_verdict(VERDICTS[i]), "avvek", "avvek", "år", "2019", "avvikelse", "4,6",
                                 "skäl", "antalet år är för få", NULL);

        assert_null(strpbrk(text, "{}"));
        assert_true(phrase_has(PHRASE_VERDICT, VERDICTS[i]));
        free(text);
    }
    assert_null(phrase_verdict("maybe"));
    assert_text(phrase_fill(phrase_verdict("not_shown"), "år", "2019", "avvikelse", "4,6", NULL),
                "Någon avvikelse 2019 kan inte beläggas. Det betyder inte att den inte har förekommit: en avvikelse på "
                "mindre än "
                "4,6 avgångar per 100 anställda hade sannolikt inte upptäckts.");
}

static void words_for_statisticians_stand_in_no_fixed_sentence(void **state)
{
    static const char *const SENTENCES[] = { "strong", "moderate", "weak", "not_shown", "not_answerable" };
    static const char *const BANNED[] = { "signifik", "p-värde",   "konfidens", "hazard",
                                          "risk",     "effekt av", "tack vare", "har lett till" };

    (void) state;
    for (size_t i = 0; i < sizeof SENTENCES / sizeof SENTENCES[0]; i++)
        for (size_t b = 0; b < sizeof BANNED / sizeof BANNED[0]; b++)
            assert_null(strstr(phrase_verdict(SENTENCES[i]), BANNED[b]));
}

static void a_code_without_a_word_stands_as_it_is(void **state)
{
    (void) state;
    assert_string_equal(phrase_word(PHRASE_KIND, "spells"), "anställningar");
    assert_string_equal(phrase_word(PHRASE_KIND, "något"), "något");
    assert_string_equal(phrase_word(PHRASE_DEFINITION, "T1"), "Avgångna under året");
}

static void bands_of_years_become_words(void **state)
{
    (void) state;
    assert_text(phrase_category("under_30"), "Under 30 år");
    assert_text(phrase_category("30_to_39"), "30–39 år");
    assert_text(phrase_category("60_or_over"), "60 år eller mer");
    assert_text(phrase_category("1"), "1 år");
    assert_text(phrase_category("woman"), "Kvinnor");
    assert_text(phrase_category("äldre"), "Äldre");
    assert_text(phrase_category(""), "Uppgift saknas");
    assert_text(phrase_category("30_to_"), "30_to_");
    assert_text(phrase_category("3 av 4"), "3 av 4");
}

static void bands_stand_in_the_order_of_years_and_unknown_last(void **state)
{
    static const char *const ORDER[] = { "under_1", "1", "2_to_4", "10_or_over", "woman", "man", "äldre", "unknown" };

    (void) state;
    for (size_t i = 0; i + 1 < sizeof ORDER / sizeof ORDER[0]; i++)
        assert_true(phrase_category_order(ORDER[i]) < phrase_category_order(ORDER[i + 1]));
}

static void a_sentence_begins_with_a_capital(void **state)
{
    (void) state;
    assert_text(phrase_capital("äldre"), "Äldre");
    assert_text(phrase_capital("barn"), "Barn");
    assert_text(phrase_capital("2019"), "2019");
    assert_text(phrase_capital(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_each_time_they_stand),
        cmocka_unit_test(every_verdict_has_its_fixed_sentence),
        cmocka_unit_test(words_for_statisticians_stand_in_no_fixed_sentence),
        cmocka_unit_test(a_code_without_a_word_stands_as_it_is),
        cmocka_unit_test(bands_of_years_become_words),
        cmocka_unit_test(bands_stand_in_the_order_of_years_and_unknown_last),
        cmocka_unit_test(a_sentence_begins_with_a_capital),
    };

    return TESTS_RUN(tests);
}
