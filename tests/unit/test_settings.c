#include "tests/support/testing.h"

#include "pipeline/base/nearest.h"
#include "pipeline/base/settings.h"

#include <stdlib.h>
#include <string.h>

static struct settings *read_text(const char *text)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    struct settings *s = NULL;
    struct fault f = { .text = "" };

    testing_write(path, text);
    if (!settings_read(path, &s, &f))
        fail_msg("line %llu: %s %s", (unsigned long long) f.line, f.column, f.text);
    return s;
}

static void assert_refused(const char *text, uint64_t line, const char *column, const char *why)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    struct settings *s = NULL;
    struct fault f = { .text = "" };

    testing_write(path, text);
    assert_false(settings_read(path, &s, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.column, column);
    assert_string_equal(f.text, why);
    assert_int_equal(f.line, line);
}

/* What `write` writes: the caller's, to free(). */
static char *written(void (*write)(const struct settings *, FILE *), const struct settings *s)
{
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);

    assert_non_null(to);
    write(s, to);
    fclose(to);
    return text;
}

static void without_a_key_its_default_is_in_force(void **state)
{
    struct settings *s = read_text("");
    size_t n;

    (void) state;
    assert_int_equal(settings_integer(s, "turnover", "gap_days"), 60);
    assert_close(settings_real(s, "trend", "ordinary_year_sd"), 0.05, 0);
    assert_false(settings_flag(s, "report", "synthetic"));
    assert_string_equal(settings_text(s, "clean", "date"), "iso");
    assert_false(settings_given(s, "turnover", "gap_days"));
    assert_int_equal(settings_line(s, "turnover", "gap_days"), 0);
    assert_string_equal(settings_list(s, "turnover", "age_bands", &n)[3], "60");
    assert_int_equal(n, 4);
    settings_list(s, "turnover", "plan_periods", &n);
    assert_int_equal(n, 0);
    settings_free(s);
    settings_free(NULL);
}

static void what_is_given_is_in_force_with_its_line(void **state)
{
    struct settings *s = read_text("[turnover]\n"
                                   "gap_days = 30\n"
                                   "plan_periods =  2016-2018 ,\t2019-2022\n"
                                   "[report]\n"
                                   "synthetic = yes\n"
                                   "date = 2025-02-28\n"
                                   "[trend]\n"
                                   "smallest_change = 7.5\n");
    const char *const *periods;
    size_t n;

    (void) state;
    assert_int_equal(settings_integer(s, "turnover", "gap_days"), 30);
    assert_int_equal(settings_line(s, "turnover", "gap_days"), 2);
    assert_true(settings_given(s, "turnover", "gap_days"));
    periods = settings_list(s, "turnover", "plan_periods", &n);
    assert_int_equal(n, 2);
    assert_string_equal(periods[0], "2016-2018");
    assert_string_equal(periods[1], "2019-2022");
    assert_true(settings_flag(s, "report", "synthetic"));
    assert_close(settings_real(s, "trend", "smallest_change"), 7.5, 0);
    settings_free(s);
}

static void an_empty_value_counts_as_not_given(void **state)
{
    struct settings *s = read_text("[turnover]\ngap_days =\nfirst_year = ; första hela år\n");

    (void) state;
    assert_int_equal(settings_integer(s, "turnover", "gap_days"), 60);
    assert_false(settings_given(s, "turnover", "first_year"));
    assert_string_equal(settings_text(s, "turnover", "first_year"), "");
    settings_free(s);
}

static void files_are_free_keys(void **state)
{
    struct settings *s = read_text("[files]\nstaff/a b.csv = encoding cp1252\n[turnover]\n[files]\nå.xlsx = x\n");
    const char *name, *value;
    uint64_t line;

    (void) state;
    assert_true(settings_file(s, 1, &name, &value, &line));
    assert_string_equal(name, "å.xlsx");
    assert_string_equal(value, "x");
    assert_int_equal(line, 5);
    assert_true(settings_file(s, 0, &name, &value, &line));
    assert_string_equal(name, "staff/a b.csv");
    assert_false(settings_file(s, 2, &name, &value, &line));
    settings_free(s);
}

static void an_unknown_name_is_told_from_the_one_that_was_meant(void **state)
{
    (void) state;
    assert_refused("[turnover]\n\ngapdays = 60\n", 3, "[turnover] gapdays", "okänd nyckel, menade du gap_days?");
    assert_refused("[turnover]\nfrist_year = 2014\n", 2, "[turnover] frist_year",
                   "okänd nyckel, menade du first_year?");
    assert_refused("[turnovr]\ngap_days = 60\n", 2, "[turnovr] gap_days", "okänt avsnitt, menade du [turnover]?");
    assert_refused("[trend]\ngap_days = 60\n", 2, "[trend] gap_days",
                   "nyckeln hör hemma i avsnittet [turnover]: flytta den dit");
    assert_refused("[turnover]\nzzzz = 60\n", 2, "[turnover] zzzz", "okänd nyckel: ta bort raden eller rätta namnet");
    assert_refused("[zzzz]\na = 60\n", 2, "[zzzz] a", "okänt avsnitt: ta bort det eller rätta namnet");
}

static void a_value_that_is_not_of_its_kind_is_refused(void **state)
{
    (void) state;
    assert_refused("[turnover]\ngap_days = sextio\n", 2, "[turnover] gap_days",
                   "värdet 'sextio' ska vara ett heltal från 0 till 366");
    assert_refused("[turnover]\ngap_days = 60.5\n", 2, "[turnover] gap_days",
                   "värdet '60.5' ska vara ett heltal från 0 till 366");
    assert_refused("[turnover]\ngap_days = 367\n", 2, "[turnover] gap_days",
                   "värdet '367' ska vara ett heltal från 0 till 366");
    assert_refused("[turnover]\ngap_days = -1\n", 2, "[turnover] gap_days",
                   "värdet '-1' ska vara ett heltal från 0 till 366");
    assert_refused("[trend]\nordinary_year_sd = 0,05\n", 2, "[trend] ordinary_year_sd",
                   "värdet '0,05' ska vara ett tal med decimalpunkt från 0 till 1");
    assert_refused("[trend]\nordinary_year_sd = nan\n", 2, "[trend] ordinary_year_sd",
                   "värdet 'nan' ska vara ett tal med decimalpunkt från 0 till 1");
    assert_refused("[report]\nsynthetic = kanske\n", 2, "[report] synthetic", "värdet 'kanske' ska vara ja eller nej");
    assert_refused("[report]\ndate = 2025-02-29\n", 2, "[report] date",
                   "värdet '2025-02-29' ska vara ett datum som finns, skrivet som 2019-01-31");
    assert_refused("[clean]\ndate = is\n", 2, "[clean] date",
                   "värdet 'is' ska vara något av: iso, excel, d/m/y, m/d/y");
    assert_refused("[turnover]\nage_bands = 30, 40,, 50\n", 2, "[turnover] age_bands",
                   "listan har ett tomt led: ta bort det extra kommatecknet");
    assert_refused("[turnover]\nage_bands = 30, fyrtio\n", 2, "[turnover] age_bands",
                   "värdet 'fyrtio' ska vara ett heltal från 15 till 80");
}

static void bounds_belong_to_what_is_allowed(void **state)
{
    struct settings *s = read_text("[turnover]\ngap_days = 366\n[trend]\nordinary_year_sd = 0\n");

    (void) state;
    assert_int_equal(settings_integer(s, "turnover", "gap_days"), 366);
    settings_free(s);
}

static void write_turnover(const struct settings *s, FILE *to)
{
    settings_write_fragment(s, "turnover", to);
}

static void write_report_and_files(const struct settings *s, FILE *to)
{
    settings_write_fragment(s, "report", to);
    settings_write_fragment(s, "files", to);
}

static void write_template(const struct settings *s, FILE *to)
{
    (void) s;
    settings_write_template(to);
}

static void a_fragment_reads_back_to_the_same_settings(void **state)
{
    struct settings *s = read_text(
        "[report]\ntitle =;Rörlighet #1\n[files]\nå ä.csv = x y\n[turnover]\ngap_days = 30\n");
    char *first = written(write_report_and_files, s), *second;
    struct settings *again = read_text(first);

    (void) state;
    assert_string_equal(settings_text(again, "report", "title"), ";Rörlighet #1");
    second = written(write_report_and_files, again);
    assert_string_equal(first, second);
    assert_int_equal(settings_integer(again, "turnover", "gap_days"), 60); /* another section's fragment holds it */
    settings_free(s);
    settings_free(again);
    free(first);
    free(second);
}

/* A stage hangs on its fragment: a comment, or another section's key, must not change it. */
static void a_fragment_knows_nothing_of_comments_and_other_sections(void **state)
{
    struct settings *s = read_text("[turnover]\ngap_days = 30\n");
    struct settings *t = read_text("; en kommentar\n[trend]\nseed = 4\n[turnover]\n  gap_days=30 ; dagar\n");
    char *one = written(write_turnover, s), *other = written(write_turnover, t);

    (void) state;
    assert_string_equal(one, other);
    assert_non_null(strstr(one, "[turnover]\n"));
    assert_non_null(strstr(one, "\ngap_days=30\n"));
    settings_free(s);
    settings_free(t);
    free(one);
    free(other);
}

/* The template read as it stands gives the defaults, and names every key. */
static void the_template_is_a_valid_file_with_every_key(void **state)
{
    char *template = written(write_template, NULL);
    struct settings *s = read_text(template);
    size_t n;
    const struct setting *declared = settings_declared(&n);

    (void) state;
    for (size_t i = 0; i < n; i++) {
        char line[256];

        assert_string_equal(settings_text(s, declared[i].section, declared[i].key), declared[i].fallback);
        snprintf(line, sizeof line, "\n%s%s =", declared[i].fallback[0] != '\0' ? ";" : "", declared[i].key);
        assert_non_null(strstr(template, line));
    }
    settings_free(s);
    free(template);
}

/* Taking away the ; in front of every default must leave a file that is read: each default is of its own kind. */
static void every_default_is_a_value_of_its_kind(void **state)
{
    char *template = written(write_template, NULL);
    struct settings *s;
    size_t n;
    const struct setting *declared = settings_declared(&n);

    (void) state;
    for (char *c = template; (c = strstr(c, "\n;")) != NULL; c++)
        if (c[2] != ' ')
            c[1] = ' ';
    s = read_text(template);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(settings_text(s, declared[i].section, declared[i].key), declared[i].fallback);
        assert_int_equal(settings_given(s, declared[i].section, declared[i].key), declared[i].fallback[0] != '\0');
    }
    settings_free(s);
    free(template);
}

/* Otherwise a fragment would be written twice, and a key would be found once. */
static void keys_are_declared_once_and_sections_together(void **state)
{
    size_t n;
    const struct setting *d = settings_declared(&n);

    (void) state;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            assert_false(strcmp(d[i].section, d[j].section) == 0 && strcmp(d[i].key, d[j].key) == 0);
            if (strcmp(d[i].section, d[j].section) == 0)
                assert_string_equal(d[j - 1].section, d[j].section);
        }
}

static const char *nearest_of_three(const char *wrong)
{
    struct nearest n = nearest_begin(wrong);

    nearest_offer(&n, "gap_days");
    nearest_offer(&n, "first_year");
    nearest_offer(&n, "last_year");
    return n.word;
}

static void the_nearest_word_is_the_one_with_fewest_slips(void **state)
{
    (void) state;
    assert_string_equal(nearest_of_three("gap_day"), "gap_days");
    assert_string_equal(nearest_of_three("gpa_days"), "gap_days");
    assert_string_equal(nearest_of_three("firstyear"), "first_year");
    assert_string_equal(nearest_of_three("fast_year"), "last_year");
    assert_null(nearest_of_three("reference_day"));
    assert_null(nearest_of_three(""));
    assert_null(nearest_of_three("a_word_that_is_far_longer_than_any_name_of_ours_could_ever_want_to_be"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_key_its_default_is_in_force),
        cmocka_unit_test(what_is_given_is_in_force_with_its_line),
        cmocka_unit_test(an_empty_value_counts_as_not_given),
        cmocka_unit_test(files_are_free_keys),
        cmocka_unit_test(an_unknown_name_is_told_from_the_one_that_was_meant),
        cmocka_unit_test(a_value_that_is_not_of_its_kind_is_refused),
        cmocka_unit_test(bounds_belong_to_what_is_allowed),
        cmocka_unit_test(a_fragment_reads_back_to_the_same_settings),
        cmocka_unit_test(a_fragment_knows_nothing_of_comments_and_other_sections),
        cmocka_unit_test(the_template_is_a_valid_file_with_every_key),
        cmocka_unit_test(every_default_is_a_value_of_its_kind),
        cmocka_unit_test(keys_are_declared_once_and_sections_together),
        cmocka_unit_test(the_nearest_word_is_the_one_with_fewest_slips),
    };

    return TESTS_RUN(tests);
}
