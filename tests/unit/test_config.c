#include "tests/support/testing.h"

#include "pipeline/base/config.h"

#include <stdlib.h>
#include <string.h>

/* The config of a file with this text: the caller's, to config_free(). */
static struct config *read_text(const char *text)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    struct config *c = NULL;
    struct fault f = { .text = "" };

    testing_write(path, text);
    if (!config_read(path, &c, &f))
        fail_msg("line %llu: %s", (unsigned long long) f.line, f.text);
    return c;
}

static void assert_refused(const char *text, uint64_t line, const char *why)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    struct config *c = NULL;
    struct fault f = { .text = "" };

    testing_write(path, text);
    assert_false(config_read(path, &c, &f));
    assert_null(c);
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.path, path);
    if (strstr(f.text, why) == NULL)
        fail_msg("'%s' does not say '%s'", f.text, why);
    assert_int_equal(f.line, line);
}

static void keys_have_their_section_value_and_line(void **state)
{
    struct config *c = read_text("; overst\n"
                                 "[clean]\n"
                                 "\n"
                                 "date = iso ; så skrivs datum\n"
                                 "# också en kommentar\n"
                                 "key=/a b/nyckel\n"
                                 "[files]\n"
                                 "staff/Å ä ö.csv = 2025-03-03\n"
                                 "empty =\n"
                                 "[clean]\n"
                                 "encoding : utf-8");
    const char *section, *key, *value;
    uint64_t line;

    (void) state;
    assert_int_equal(config_count(c), 5);
    assert_string_equal(config_value(c, "clean", "date", &line), "iso");
    assert_int_equal(line, 4);
    assert_string_equal(config_value(c, "clean", "key", NULL), "/a b/nyckel");
    assert_string_equal(config_value(c, "files", "empty", NULL), "");
    config_entry(c, 2, &section, &key, &value, &line);
    assert_string_equal(section, "files");
    assert_string_equal(key, "staff/Å ä ö.csv");
    assert_string_equal(value, "2025-03-03");
    assert_int_equal(line, 8);
    assert_string_equal(config_value(c, "clean", "encoding", &line), "utf-8");
    assert_int_equal(line, 11);
    assert_null(config_value(c, "files", "date", NULL));
    config_free(c);
    config_free(NULL);
}

static void a_number_sign_behind_a_value_belongs_to_it(void **state)
{
    struct config *c = read_text("[report]\nreference_number = Dnr #12;3\n");

    (void) state;
    assert_string_equal(config_value(c, "report", "reference_number", NULL), "Dnr #12;3");
    config_free(c);
}

static void a_bom_and_any_end_of_line_are_fine(void **state)
{
    struct config *c = read_text("\xEF\xBB\xBF[a]\r\nb = 1\rc = 2\n\r\nd = 3");
    uint64_t line;

    (void) state;
    assert_string_equal(config_value(c, "a", "b", &line), "1");
    assert_int_equal(line, 2);
    assert_string_equal(config_value(c, "a", "c", &line), "2");
    assert_int_equal(line, 3);
    assert_string_equal(config_value(c, "a", "d", &line), "3");
    assert_int_equal(line, 5);
    config_free(c);
}

/* libinih alone would make `c = 2` a second value of b. */
static void an_indented_key_is_a_key(void **state)
{
    struct config *c = read_text("[a]\n  b = 1\n\tc = 2\n  [d]\n  e = 3\n  ; kommentar\n");

    (void) state;
    assert_int_equal(config_count(c), 3);
    assert_string_equal(config_value(c, "a", "b", NULL), "1");
    assert_string_equal(config_value(c, "a", "c", NULL), "2");
    assert_string_equal(config_value(c, "d", "e", NULL), "3");
    config_free(c);
}

static void an_empty_file_has_no_keys(void **state)
{
    struct config *c = read_text("");

    (void) state;
    assert_int_equal(config_count(c), 0);
    config_free(c);
}

static void lines_that_mean_nothing_are_refused(void **state)
{
    (void) state;
    assert_refused("[a]\nb = 1\nhej\n", 3, "varken [avsnitt], nyckel");
    assert_refused("[a]\nhej\n[b\n", 2, "varken [avsnitt], nyckel");
    assert_refused("[a]\n[b\n", 2, "ensamt på sin rad");
    assert_refused("[a] b = 1\n", 1, "ensamt på sin rad");
    assert_refused("\n\nb = 1\n[a]\n", 3, "före det första avsnittet");
    assert_refused("[a]\n = 1\n", 2, "namnet på nyckeln saknas");
    assert_refused("[a]\nb = 1\n[c]\n[a]\nb = 2\n", 5, "finns redan på rad 2");
}

static void the_first_of_several_faults_is_said(void **state)
{
    (void) state;
    assert_refused("[a]\nhej\nb = 1\nb = 2\n", 2, "varken");
    assert_refused("[a]\nb = 1\nb = 2\nhej\n", 3, "finns redan");
}

/* Debian's libinih reads lines in pieces of 199 bytes and would take the second piece for a line. */
static void a_long_line_is_refused_and_not_split(void **state)
{
    char text[512];
    struct config *c;
    size_t n;

    (void) state;
    memcpy(text, "[a]\nb=", 6);
    memset(text + 6, 'x', sizeof text - 6);
    n = 4 + 199;
    text[n] = '\0';
    c = read_text(text);
    assert_int_equal(strlen(config_value(c, "a", "b", NULL)), 197);
    config_free(c);
    text[n] = 'x';
    text[n + 1] = '\0';
    assert_refused(text, 2, "för lång");
}

static void other_encodings_are_refused(void **state)
{
    const char *path = testing_path(testing_folder(), "report.ini");
    struct config *c;
    struct fault f;
    FILE *file;

    (void) state;
    assert_refused("[report]\ncommittee = Socialn\xE4mnden\n", 2, "inte UTF-8");
    file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("\xFF\xFE[\0a\0]\0\n\0", 1, 10, file);
    fclose(file);
    assert_false(config_read(path, &c, &f));
    assert_non_null(strstr(f.text, "UTF-16"));
}

static void a_file_that_can_not_be_read_is_the_systems_fault(void **state)
{
    const char *folder = testing_folder();
    struct config *c;
    struct fault f;

    (void) state;
    assert_false(config_read(testing_path(folder, "none"), &c, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_false(config_read(folder, &c, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_non_null(strstr(f.text, "mapp"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_have_their_section_value_and_line),
        cmocka_unit_test(a_number_sign_behind_a_value_belongs_to_it),
        cmocka_unit_test(a_bom_and_any_end_of_line_are_fine),
        cmocka_unit_test(an_indented_key_is_a_key),
        cmocka_unit_test(an_empty_file_has_no_keys),
        cmocka_unit_test(lines_that_mean_nothing_are_refused),
        cmocka_unit_test(the_first_of_several_faults_is_said),
        cmocka_unit_test(a_long_line_is_refused_and_not_split),
        cmocka_unit_test(other_encodings_are_refused),
        cmocka_unit_test(a_file_that_can_not_be_read_is_the_systems_fault),
    };

    return TESTS_RUN(tests);
}
