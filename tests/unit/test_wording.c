#include "pipeline/publish/wording.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>

static void assert_said(const char *text, const char *wanted)
{
    char *got = wording_say(text);

    assert_string_equal(got, wanted);
    free(got);
}

static struct settings *settings_of(const char *lines)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    FILE *to = fopen(path, "w");
    struct settings *s = NULL;
    struct fault f;

    assert_non_null(to);
    fprintf(to, "[report]\n%s", lines);
    assert_int_equal(fclose(to), 0);
    assert_true(settings_read(path, &s, &f));
    return s;
}

static void a_city_is_as_it_is_written(void **state)
{
    struct settings *s = settings_of("edition = 2025\n");

    (void) state;
    assert_said("Hela staden, förvaltningarnas", "Hela staden, förvaltningarnas");
    assert_true(wording_begin(s, NULL));
    assert_said("Hela staden, förvaltningarnas", "Hela staden, förvaltningarnas");
    assert_string_equal(wording_whole(), "staden");
    assert_true(wording_begin(NULL, NULL));
    settings_free(s);
}

static void every_form_is_exchanged(void **state)
{
    struct settings *s = settings_of("whole = landet\nunits = kommun, kommunen, kommuner, kommunerna\n");

    (void) state;
    assert_true(wording_begin(s, NULL));
    assert_said("Staden", "Landet");
    assert_said("Stadens tal, i staden.", "Landets tal, i landet.");
    assert_said("En förvaltning, förvaltningens tal", "En kommun, kommunens tal");
    assert_said("Förvaltningar och förvaltningarnas", "Kommuner och kommunernas");
    assert_said("de flesta stadsdelsförvaltningar; Stadsdelsförvaltningen", "de flesta kommuner; Kommunen");
    assert_true(wording_begin(NULL, NULL));
    settings_free(s);
}

static void other_words_and_names_stand(void **state)
{
    struct settings *s = settings_of("whole = landet\nunits = kommun, kommunen, kommuner, kommunerna\n");

    (void) state;
    assert_true(wording_begin(s, NULL));
    assert_said("förvaltningsgruppen, huvudstaden, Stadenshus, personalförvaltning, \xc3\xa5staden",
                "förvaltningsgruppen, huvudstaden, Stadenshus, personalförvaltning, \xc3\xa5staden");
    assert_said("", "");
    assert_true(wording_begin(NULL, NULL));
    settings_free(s);
}

static void three_forms_are_too_few(void **state)
{
    struct settings *s = settings_of("units = kommun, kommunen, kommuner\n");
    struct fault f;

    (void) state;
    assert_false(wording_begin(s, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(
        f.text, "enheternas namn ska ha fyra former: en, den, flera, de (kommun, kommunen, kommuner, kommunerna)");
    assert_said("i förvaltningarna", "i förvaltningarna");
    settings_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_city_is_as_it_is_written),
        cmocka_unit_test(every_form_is_exchanged),
        cmocka_unit_test(other_words_and_names_stand),
        cmocka_unit_test(three_forms_are_too_few),
    };

    return TESTS_RUN(tests);
}
