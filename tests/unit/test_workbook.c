/* What is in the file is read back through excel.h; tests/stage/formats.sh reads it with another program. */
#include "pipeline/base/memory.h"
#include "pipeline/publish/workbook.h"
#include "pipeline/table/excel.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct workbook_column COLUMNS[] = { { "Förvaltning", WORKBOOK_TEXT, -1 },
                                                  { "Avgångar", WORKBOOK_NUMBER, 0 },
                                                  { "Tal", WORKBOOK_NUMBER, 1 } };

static void make(const char *path, bool commit)
{
    struct workbook *w;
    struct fault f;

    assert_true(workbook_open(path, OUTFILE_PRIVATE, "Prov", &w, &f));
    workbook_table(w, "Tabell", COLUMNS, 3);
    workbook_text(w, "Södra");
    workbook_number(w, 12);
    workbook_number(w, 26.44);
    workbook_end_row(w);
    workbook_text(w, "=1+1");
    workbook_text(w, "..");
    workbook_number(w, NAN);
    workbook_end_row(w);
    workbook_lines(w, "Läs", (const char *const[]){ "Rubrik", "Text" }, 2);
    if (commit)
        assert_true(workbook_commit(w, &f));
    else
        workbook_discard(w);
}

static void what_is_written_is_read_back(void **state)
{
    const char *path = testing_path(testing_folder(), "a.xlsx");
    char *text;
    size_t length;
    struct stat st;
    struct fault f;

    (void) state;
    make(path, true);
    assert_true(excel_read(path, &text, &length, &f));
    assert_int_equal(length, strlen("Förvaltning\tAvgångar\tTal\nSödra\t12\t26.44\n=1+1\t..\t\n"));
    assert_memory_equal(text, "Förvaltning\tAvgångar\tTal\nSödra\t12\t26.44\n=1+1\t..\t\n", length);
    free(text);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
    char folder[512], one[600], other[600];
    char *a, *b;
    struct stat st_a, st_b;

    (void) state;
    snprintf(folder, sizeof folder, "%s", testing_folder());
    snprintf(one, sizeof one, "%s/a.xlsx", folder);
    snprintf(other, sizeof other, "%s/b.xlsx", folder);
    make(one, true);
    make(other, true);
    assert_int_equal(stat(one, &st_a), 0);
    assert_int_equal(stat(other, &st_b), 0);
    assert_int_equal(st_a.st_size, st_b.st_size);
    a = testing_read(one);
    b = testing_read(other);
    assert_memory_equal(a, b, (size_t) st_a.st_size);
    free(a);
    free(b);
}

static void a_discarded_workbook_leaves_nothing(void **state)
{
    char folder[512], path[600], draft[620];

    (void) state;
    snprintf(folder, sizeof folder, "%s", testing_folder());
    snprintf(path, sizeof path, "%s/a.xlsx", folder);
    snprintf(draft, sizeof draft, "%s.draft", path);
    testing_write(path, "the last good one");
    make(path, false);
    assert_int_not_equal(access(draft, F_OK), 0);
    char *text = testing_read(path);
    assert_string_equal(text, "the last good one");
    free(text);
    make(path, true);
    assert_int_not_equal(access(draft, F_OK), 0);
}

static void a_file_that_is_no_workbook_is_refused(void **state)
{
    const char *path = testing_path(testing_folder(), "a.xlsx");
    char *text;
    size_t length;
    struct fault f;

    (void) state;
    testing_write(path, "personnummer;namn\n");
    assert_false(excel_read(path, &text, &length, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.path, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(the_same_calls_give_the_same_bytes),
        cmocka_unit_test(a_discarded_workbook_leaves_nothing),
        cmocka_unit_test(a_file_that_is_no_workbook_is_refused),
    };

    return TESTS_RUN(tests);
}
