#include "pipeline/base/calendar.h"
#include "pipeline/intake/delivery.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static char root[512];

static int new_folder(void **state)
{
    (void) state;
    snprintf(root, sizeof root, "%s", testing_folder());
    mkdir(testing_path(root, "staff"), 0700);
    return 0;
}

static void file(const char *name)
{
    testing_write(testing_path(root, name), "x\n");
}

static struct settings *settings_of(const char *text)
{
    struct settings *s = NULL;
    struct fault f;

    testing_write(testing_path(root, "report.ini"), text);
    if (!settings_read(testing_path(root, "report.ini"), &s, &f))
        fail_msg("%s", f.text);
    return s;
}

static void files_come_in_the_order_of_their_bytes(void **state)
{
    struct delivery d = { 0 };
    struct fault f;

    (void) state;
    mkdir(testing_path(root, "staff/2021 års uttag"), 0700);
    file("staff/b.csv");
    file("staff/Åsö uttag.CSV");
    file("staff/2021 års uttag/a.xlsx");
    file("staff/B.txt");
    file("staff/.hidden.csv");
    file("staff/~$b.xlsx");
    file("staff/b.csv.part");
    assert_true(delivery_list(root, "staff", &d, &f));
    assert_int_equal(d.n, 4);
    assert_string_equal(d.files[0].name, "staff/2021 års uttag/a.xlsx");
    assert_true(d.files[0].excel);
    assert_int_equal(d.files[0].bytes, 2);
    assert_string_equal(d.files[1].name, "staff/B.txt");
    assert_string_equal(d.files[2].name, "staff/b.csv");
    assert_string_equal(d.files[3].name, "staff/Åsö uttag.CSV");
    assert_false(d.files[3].excel);
    delivery_free(&d);
}

static void a_folder_that_is_not_there_holds_nothing(void **state)
{
    struct delivery d = { 0 };
    struct fault f;

    (void) state;
    assert_true(delivery_list(root, "counts", &d, &f));
    assert_int_equal(d.n, 0);
}

static void a_file_of_another_kind_is_not_passed_over(void **state)
{
    struct delivery d = { 0 };
    struct fault f;

    (void) state;
    file("staff/uttag.xls");
    assert_false(delivery_list(root, "staff", &d, &f));
    assert_non_null(strstr(f.path, "uttag.xls"));
    assert_non_null(strstr(f.text, "spara om"));
    delivery_free(&d);
}

static struct delivery_options options_of(const char *text, const char *name)
{
    struct settings *s = settings_of(text);
    struct delivery_options o;
    struct fault f;

    if (!delivery_options(s, s, "report.ini", name, &o, &f))
        fail_msg("%s", f.text);
    settings_free(s);
    return o;
}

static void what_is_said_of_a_file_goes_before_what_is_said_of_all(void **state)
{
    static const char text[] =
        "[clean]\nextraction_date = 2020-01-31\nencoding = cp1252\ndate = d/m/y\n"
        "[files]\nstaff/a b.csv = extraction_date 2021-03-08, encoding utf-8, date excel , grade "
        "fraction, delimiter pipe\n";
    struct delivery_options a = options_of(text, "staff/a b.csv");
    struct delivery_options b = options_of(text, "staff/b.csv");

    (void) state;
    assert_int_equal(a.extraction, calendar_from_civil(2021, 3, 8));
    assert_true(a.extraction_of_file);
    assert_string_equal(a.encoding, "");
    assert_int_equal(a.layout, LAYOUT_EXCEL);
    assert_true(a.fraction);
    assert_int_equal(a.delimiter, '|');
    assert_int_equal(b.extraction, calendar_from_civil(2020, 1, 31));
    assert_false(b.extraction_of_file);
    assert_string_equal(b.encoding, "cp1252");
    assert_int_equal(b.layout, LAYOUT_DAY_MONTH_YEAR);
    assert_false(b.fraction);
}

static void a_file_may_be_named_without_its_folder(void **state)
{
    (void) state;
    assert_int_equal(options_of("[files]\nb.csv = date m/d/y\n", "staff/x/b.csv").layout, LAYOUT_MONTH_DAY_YEAR);
    assert_int_equal(options_of("[files]\nÅsö.csv = date m/d/y\n", "staff/A\xcc\x8aso\xcc\x88.csv").layout,
                     LAYOUT_MONTH_DAY_YEAR);
    assert_int_equal(options_of("[files]\nab.csv = date m/d/y\n", "staff/b.csv").layout, LAYOUT_ISO);
}

static void a_wrong_entry_is_refused_with_its_line(void **state)
{
    static const char *const wrong[] = {
        "extraction_date 8/3/2021", "encoding", "date y/m/d", "grade x", "delimiter ;", "datum iso"
    };

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct delivery_options o;
        struct fault f;
        struct settings *s;
        char text[128];

        snprintf(text, sizeof text, "[files]\nb.csv = %s\n", wrong[i]);
        s = settings_of(text);
        assert_false(delivery_options(s, s, "report.ini", "staff/b.csv", &o, &f));
        assert_int_equal(f.line, 2);
        assert_string_equal(f.path, "report.ini");
        settings_free(s);
    }
}

static void an_entry_about_no_file_is_refused(void **state)
{
    struct settings *s = settings_of("[files]\nstaff/misspelt.csv = date iso\n");
    struct delivery d = { 0 };
    const struct delivery *all[] = { &d };
    struct fault f;

    (void) state;
    file("staff/spelt.csv");
    assert_true(delivery_list(root, "staff", &d, &f));
    assert_false(delivery_check_entries(s, "report.ini", all, 1, &f));
    assert_int_equal(f.line, 2);
    assert_string_equal(f.column, "staff/misspelt.csv");
    delivery_free(&d);
    settings_free(s);
}

#define IN_FOLDER(test) cmocka_unit_test_setup(test, new_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(files_come_in_the_order_of_their_bytes),
        IN_FOLDER(a_folder_that_is_not_there_holds_nothing),
        IN_FOLDER(a_file_of_another_kind_is_not_passed_over),
        IN_FOLDER(what_is_said_of_a_file_goes_before_what_is_said_of_all),
        IN_FOLDER(a_file_may_be_named_without_its_folder),
        IN_FOLDER(a_wrong_entry_is_refused_with_its_line),
        IN_FOLDER(an_entry_about_no_file_is_refused),
    };

    return TESTS_RUN(tests);
}
