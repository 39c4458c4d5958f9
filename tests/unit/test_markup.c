#include "pipeline/publish/markup.h"

#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>

static const char *const HOSTILE[] = {
    "Enskede-Årsta-Vantör",
    "**fet** och _lutad_ ~~struken~~",
    "[länk](http://example.se) ![bild](/etc/passwd)",
    "<script>alert(1)</script> & &amp;",
    "| cell | cell |",
    "# rubrik",
    "- punkt",
    "1. punkt",
    "1985. Ett bra år",
    "i) romersk",
    "(2) inom parentes",
    "(@) exempel",
    "+ plus",
    "> citat",
    "::: div",
    ": definition",
    "`kod` och ```kod```",
    "$x^2$ \\(y\\) \\alpha \\",
    "@farsta [@key] ^[not] H~2~O",
    "{.klass #id} [text]{.klass}",
    "\"citat\" 'enkelt' -- --- ...",
    "a*b*c_d_e",
    "----",
    "====",
    "%titel",
    "| rad",
    "`; system(\"touch PWNED\")`",
    "http://example.se/a_b",
    "Socialtjänsten (norr) – enhet 3, 50 % / halvtid; klar?",
};

static char *written(const char *text)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);

    markup_write(to, text);
    assert_int_equal(fclose(to), 0);
    return bytes;
}

static void assert_written(const char *text, const char *wanted)
{
    char *got = written(text);

    assert_string_equal(got, wanted);
    free(got);
}

static void ordinary_names_stay_readable(void **state)
{
    (void) state;
    assert_written("Enskede-Årsta-Vantör", "Enskede-Årsta-Vantör");
    assert_written("Minskningen är 6,0 (osäkerhetsintervall 2,5–9,5).",
                   "Minskningen är 6,0 (osäkerhetsintervall 2,5–9,5).");
}

static void markup_is_escaped(void **state)
{
    (void) state;
    assert_written("*_`<|", "\\*\\_\\`\\<\\|");
    assert_written("1. a", "1\\. a");
    assert_written("..", "\\.\\.");
}

static void newlines_become_blanks_and_ends_are_trimmed(void **state)
{
    (void) state;
    assert_written("  a\r\n\tb\n", "a b");
    assert_written("a\xe2\x80\xa8# b", "a \\# b");
    assert_written("", "");
}

static void invisible_characters_are_left_out(void **state)
{
    (void) state;
    assert_written("a\x1b[31mb", "a\\[31mb");
    assert_written("\xef\xbb\xbf"
                   "Farsta\xe2\x80\xae\xe2\x81\xa6!",
                   "Farsta\\!");
    assert_written("a\xc2\x85"
                   "b\xc2\x9b"
                   "c",
                   "a bc");
}

static void bad_bytes_become_the_replacement_character(void **state)
{
    (void) state;
    assert_written("S\xf6"
                   "der",
                   "S\xef\xbf\xbd"
                   "der");
    assert_written("\xc0\xaf\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_written("a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd");
}

/* What pandoc reads back is the text, word for word, whatever stands in it: alone, and as a cell of a table. */
static void pandoc_reads_every_hostile_text_as_text(void **state)
{
    const char *folder = testing_folder();
    const char *source = testing_path(folder, "hostile.md");
    const char *plain = testing_path(folder, "hostile.txt");
    char command[9000];
    char *got, *line;
    FILE *to;

    (void) state;
    if (system("command -v pandoc >/dev/null 2>&1") != 0)
        skip();
    to = fopen(source, "w");
    assert_non_null(to);
    for (size_t i = 0; i < sizeof HOSTILE / sizeof HOSTILE[0]; i++) {
        markup_write(to, HOSTILE[i]);
        fputs("\n\n", to);
    }
    for (size_t i = 0; i < sizeof HOSTILE / sizeof HOSTILE[0]; i++) {
        fputs("| a |\n|---|\n| ", to);
        markup_write(to, HOSTILE[i]);
        fputs(" |\n\n", to);
    }
    fclose(to);
    snprintf(command, sizeof command,
             "pandoc -f markdown -t json '%s' | tr -d '\\n' | grep -oE '\"t\":\"[A-Za-z]+\"' | sort -u | tr '\\n' ' ' "
             "> '%s'",
             source, plain);
    assert_int_equal(system(command), 0);
    got = testing_read(plain);
    for (line = strtok(got, " \n"); line != NULL; line = strtok(NULL, " \n"))
        if (strstr(
                "\"t\":\"Para\" \"t\":\"Str\" \"t\":\"Space\" \"t\":\"Table\" \"t\":\"Plain\" \"t\":\"AlignDefault\" "
                "\"t\":\"ColWidthDefault\"",
                line) == NULL)
            fail_msg("pandoc reads markup: %s", line);
    free(got);
    snprintf(command, sizeof command, "pandoc -f markdown -t plain --columns=10000 --wrap=none '%s' > '%s'", source,
             plain);
    assert_int_equal(system(command), 0);
    got = testing_read(plain);
    for (size_t i = 0; i < sizeof HOSTILE / sizeof HOSTILE[0]; i++) {
        const char *first = strstr(got, HOSTILE[i]);

        if (first == NULL || strstr(first + 1, HOSTILE[i]) == NULL)
            fail_msg("'%s' is not read back twice from:\n%s", HOSTILE[i], got);
    }
    free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_names_stay_readable),
        cmocka_unit_test(markup_is_escaped),
        cmocka_unit_test(newlines_become_blanks_and_ends_are_trimmed),
        cmocka_unit_test(invisible_characters_are_left_out),
        cmocka_unit_test(bad_bytes_become_the_replacement_character),
        cmocka_unit_test(pandoc_reads_every_hostile_text_as_text),
    };

    return TESTS_RUN(tests);
}
