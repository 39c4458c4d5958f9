/* Formats and texts of workbooks, and files that can not be read; whole workbooks are read in tests/stage/workbooks.sh.
 */
#include "tests/support/testing.h"

#include "pipeline/table/excel.h"
#include "pipeline/table/excel_book.h"

#include <stdlib.h>
#include <string.h>

/* Codes as Excel, LibreOffice and Swedish settings write them; what each shows is told by ECMA-376, 18.8.31. */
static void a_format_is_a_date_where_it_shows_a_day_or_a_month(void **state)
{
    static const char *const dates[] = { "yyyy-mm-dd",
                                         "YYYY\\-MM\\-DD;@",
                                         "[$-41D]d mmmm yyyy",
                                         "dd/mm/yy\\ hh:mm:ss",
                                         "D",
                                         "mmm",
                                         "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                                         "M" };
    static const char *const others[] = { "",     "General", "GENERAL",   "0.00",          "#,##0 \"SEK\"",
                                          "h:mm", "[h]:mm",  "mm:ss.0",   "H:M:S",         "0\\d",
                                          "0_d",  "*d0",     "[Red]0;-0", "0;yyyy",        "0 \"dagar",
                                          "[Red", "@",       "0\\",       "\"d\"0\"mån\"", "0.0E+00" };

    (void) state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        assert_int_equal(excel_format_of(dates[i]), EXCEL_DATE);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(excel_format_of(others[i]), EXCEL_AS_IT_STANDS);
    assert_int_equal(excel_format_of("0.0%"), EXCEL_PERCENT);
    assert_int_equal(excel_format_of("0\"%\""), EXCEL_AS_IT_STANDS);
}

static void signs_that_a_workbook_writes_out_are_signs_again(void **state)
{
    static const char *const texts[][2] = {
        { "", "" },
        { "a_x000D_b", "a b" },
        { "_x005F_x000D_", "_x000D_" },
        { "_x004a_", "J" },
        { "_x004A_", "J" },
        { "_x00zz_", "_x00zz_" },
        { "_x004z_", "_x004z_" },
        { "_x00E5_", "_x00E5_" },
        { "_x004A", "_x004A" },
        { "_x00412", "_x00412" },
        { "_x2022_", "_x2022_" },
        { "a\tb\r\nc", "a b  c" },
    };

    (void) state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct excel_text t = { 0 };

        excel_text_add(&t, "kept", 4);
        excel_text_add(&t, texts[i][0], strlen(texts[i][0]));
        excel_text_plain(&t, 4);
        assert_int_equal(t.length, 4 + strlen(texts[i][1]));
        assert_string_equal(t.bytes + 4, texts[i][1]);
        free(t.bytes);
    }
}

static bool every(const char *name)
{
    (void) name;
    return true;
}

static void a_file_that_can_not_be_read_is_the_systems_fault(void **state)
{
    const char *folder = testing_folder();
    const char *const paths[] = { testing_path(folder, "none.xlsx"), folder };

    (void) state;
    for (size_t i = 0; i < 2; i++) {
        struct excel_sheet *sheets;
        struct fault f = { 0 }, g = { 0 };
        char *text;
        size_t n;

        assert_false(excel_read(paths[i], &text, &n, &f));
        assert_false(excel_read_all(paths[i], every, &sheets, &n, &g));
        assert_int_equal(f.kind, FAULT_SYSTEM);
        assert_int_equal(g.kind, FAULT_SYSTEM);
        assert_non_null(strstr(f.text, "kan inte läsa filen"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_is_a_date_where_it_shows_a_day_or_a_month),
        cmocka_unit_test(signs_that_a_workbook_writes_out_are_signs_again),
        cmocka_unit_test(a_file_that_can_not_be_read_is_the_systems_fault),
    };

    return TESTS_RUN(tests);
}
