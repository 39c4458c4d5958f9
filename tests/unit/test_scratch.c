#include "tests/support/testing.h"

#include "pipeline/base/scratch.h"

#include <dirent.h>
#include <string.h>

static size_t entries(const char *folder)
{
    DIR *open = opendir(folder);
    size_t n = 0;

    assert_non_null(open);
    while (readdir(open) != NULL)
        n++;
    closedir(open);
    return n;
}

static void bytes_come_back_from_any_place(void **state)
{
    struct scratch *s;
    struct fault f;
    char back[6] = "";

    (void) state;
    assert_true(scratch_open(testing_folder(), &s, &f));
    assert_int_equal(scratch_bytes(s), 0);
    assert_true(scratch_append(s, "abcdef", 6, &f));
    assert_true(scratch_append(s, "ghi", 3, &f));
    assert_int_equal(scratch_bytes(s), 9);
    assert_true(scratch_replace(s, 2, "CD", 2, &f));
    assert_int_equal(scratch_bytes(s), 9);
    assert_true(scratch_read(s, 1, back, 5, &f));
    assert_string_equal(back, "bCDef");
    scratch_close(s);
}

static void it_has_no_name_from_the_beginning(void **state)
{
    const char *folder = testing_folder();
    size_t before = entries(folder);
    struct scratch *one, *other;
    struct fault f;
    char back[2] = "";

    (void) state;
    assert_true(scratch_open(folder, &one, &f));
    assert_true(scratch_open(folder, &other, &f));
    assert_true(scratch_append(one, "1", 1, &f));
    assert_true(scratch_append(other, "2", 1, &f));
    assert_int_equal(entries(folder), before);
    assert_true(scratch_read(one, 0, back, 1, &f));
    assert_string_equal(back, "1");
    scratch_close(one);
    scratch_close(other);
    assert_int_equal(entries(folder), before);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    struct scratch *s = NULL;
    struct fault f;

    (void) state;
    assert_false(scratch_open(testing_path(testing_folder(), "none"), &s, &f));
    assert_null(s);
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_non_null(strstr(f.text, "memory i report.ini"));
    assert_non_null(strstr(f.path, "none"));
}

static void what_was_never_written_can_not_be_read(void **state)
{
    struct scratch *s;
    struct fault f;
    char back[4];

    (void) state;
    assert_true(scratch_open(testing_folder(), &s, &f));
    assert_true(scratch_append(s, "abc", 3, &f));
    assert_false(scratch_read(s, 1, back, 3, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    scratch_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_from_any_place),
        cmocka_unit_test(it_has_no_name_from_the_beginning),
        cmocka_unit_test(a_folder_that_is_not_there_is_said),
        cmocka_unit_test(what_was_never_written_can_not_be_read),
    };

    return TESTS_RUN(tests);
}
