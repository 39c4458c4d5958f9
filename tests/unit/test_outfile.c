#include "tests/support/testing.h"

#include "pipeline/base/outfile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

static unsigned mode(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static void assert_holds(const char *path, const char *text)
{
    char *held = testing_read(path);

    assert_string_equal(held, text);
    free(held);
}

static struct outfile *begin(const char *path, enum outfile_access access, const char *text)
{
    struct outfile *out;
    struct fault f;

    assert_true(outfile_open(path, access, &out, &f));
    fputs(text, outfile_stream(out));
    return out;
}

static void the_old_file_stands_until_the_new_is_whole(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a"), *part = testing_path(folder, "a.part");
    struct outfile *out;
    struct fault f;

    (void) state;
    testing_write(path, "old");
    out = begin(path, OUTFILE_PUBLIC, "new");
    fflush(outfile_stream(out));
    assert_holds(path, "old");
    assert_true(outfile_commit(out, &f));
    assert_holds(path, "new");
    assert_false(exists(part));
}

static void what_is_discarded_leaves_no_trace(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a"), *part = testing_path(folder, "a.part");

    (void) state;
    outfile_discard(begin(path, OUTFILE_PUBLIC, "x"));
    assert_false(exists(path));
    assert_false(exists(part));
    outfile_discard(NULL);
}

static void modes_stand_whatever_the_umask(void **state)
{
    const char *folder = testing_folder(), *private = testing_path(folder, "p"), *public = testing_path(folder, "q");
    struct fault f;

    (void) state;
    for (int i = 0; i < 2; i++) {
        mode_t old = umask(i == 0 ? 0 : 077);

        assert_true(outfile_commit(begin(private, OUTFILE_PRIVATE, "x"), &f));
        assert_true(outfile_commit(begin(public, OUTFILE_PUBLIC, "x"), &f));
        umask(old);
        assert_int_equal(mode(private), 0600);
        assert_int_equal(mode(public), 0644);
    }
}

static void a_private_file_is_private_from_its_first_byte(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a"), *part = testing_path(folder, "a.part");
    struct outfile *out;

    (void) state;
    testing_write(part, "left by a run that was killed");
    assert_int_equal(chmod(part, 0666), 0);
    out = begin(path, OUTFILE_PRIVATE, "secret");
    assert_int_equal(mode(part), 0600);
    outfile_discard(out);
}

static void the_same_bytes_leave_file_and_time_alone(void **state)
{
    const char *path = testing_path(testing_folder(), "a");
    struct stat before, after;
    struct fault f;

    (void) state;
    assert_true(outfile_commit(begin(path, OUTFILE_PRIVATE, "same"), &f));
    assert_int_equal(stat(path, &before), 0);
    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PRIVATE, "same"), &f));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);

    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PRIVATE, "samf"), &f));
    assert_holds(path, "samf");
    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PRIVATE, "samf and more"), &f));
    assert_holds(path, "samf and more");
    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PRIVATE, "samf"), &f));
    assert_holds(path, "samf");
}

/* Longer than the pieces in which the comparison reads, and a whole number of them. */
static void a_long_file_that_changed_at_its_end_has_changed(void **state)
{
    const char *path = testing_path(testing_folder(), "a");
    char text[8193];
    struct fault f;

    (void) state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_true(outfile_commit(begin(path, OUTFILE_PUBLIC, text), &f));
    text[sizeof text - 2] = 'y';
    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PUBLIC, text), &f));
    assert_holds(path, text);
}

static void the_same_bytes_still_get_the_mode_asked_for(void **state)
{
    const char *path = testing_path(testing_folder(), "a");
    struct fault f;

    (void) state;
    assert_true(outfile_commit(begin(path, OUTFILE_PUBLIC, "same"), &f));
    assert_true(outfile_commit_if_changed(begin(path, OUTFILE_PRIVATE, "same"), &f));
    assert_int_equal(mode(path), 0600);
}

static void a_full_disk_is_not_success(void **state)
{
    struct outfile *out;
    struct fault f;

    (void) state;
    if (!exists("/dev/full"))
        skip();
    assert_false(outfile_commit(begin("/dev/full", OUTFILE_PUBLIC, "x"), &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_string_equal(f.text, "kan inte skriva filen: disken är full");

    /* More than the buffer: the write fails long before the commit, and its errno is gone by then. */
    out = begin("/dev/full", OUTFILE_PUBLIC, "x");
    for (int i = 0; i < 300000; i++)
        putc('x', outfile_stream(out));
    assert_false(outfile_commit(out, &f));
    assert_non_null(strstr(f.text, "disken"));
}

static void a_device_is_written_and_never_replaced(void **state)
{
    struct stat before, after;
    struct fault f;

    (void) state;
    assert_int_equal(stat("/dev/null", &before), 0);
    assert_true(outfile_commit(begin("/dev/null", OUTFILE_PRIVATE, "x"), &f));
    assert_int_equal(stat("/dev/null", &after), 0);
    assert_true(S_ISCHR(after.st_mode));
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mode, after.st_mode);
    assert_false(exists("/dev/null.part"));
}

static void a_pipe_is_written_and_never_replaced(void **state)
{
    const char *path = testing_path(testing_folder(), "pipe");
    struct stat st;
    struct fault f;
    char line[16] = "";
    FILE *reader;
    struct outfile *out;

    (void) state;
    assert_int_equal(mkfifo(path, 0600), 0);
    reader = fopen(path, "r+");
    assert_non_null(reader);
    out = begin(path, OUTFILE_PUBLIC, "through\n");
    assert_true(outfile_commit(out, &f));
    assert_non_null(fgets(line, sizeof line, reader));
    assert_string_equal(line, "through\n");
    fclose(reader);
    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
}

static void a_folder_or_a_missing_folder_fails_at_once(void **state)
{
    const char *folder = testing_folder();
    struct outfile *out = NULL;
    struct fault f;

    (void) state;
    assert_false(outfile_open(folder, OUTFILE_PUBLIC, &out, &f));
    assert_non_null(strstr(f.text, "det är en mapp"));
    assert_false(outfile_open(testing_path(folder, "none/a"), OUTFILE_PUBLIC, &out, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_null(out);
    assert_int_equal(rmdir(folder), 0); /* nothing was left in it */
}

static void two_runs_into_one_file_do_not_mix(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a");
    struct outfile *first = begin(path, OUTFILE_PUBLIC, "first"), *second = begin(path, OUTFILE_PUBLIC, "second");
    struct fault f;

    (void) state;
    assert_false(outfile_commit(first, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_false(exists(path));
    assert_true(outfile_commit(second, &f));
    assert_holds(path, "second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_old_file_stands_until_the_new_is_whole),
        cmocka_unit_test(what_is_discarded_leaves_no_trace),
        cmocka_unit_test(modes_stand_whatever_the_umask),
        cmocka_unit_test(a_private_file_is_private_from_its_first_byte),
        cmocka_unit_test(the_same_bytes_leave_file_and_time_alone),
        cmocka_unit_test(a_long_file_that_changed_at_its_end_has_changed),
        cmocka_unit_test(the_same_bytes_still_get_the_mode_asked_for),
        cmocka_unit_test(a_full_disk_is_not_success),
        cmocka_unit_test(a_device_is_written_and_never_replaced),
        cmocka_unit_test(a_pipe_is_written_and_never_replaced),
        cmocka_unit_test(a_folder_or_a_missing_folder_fails_at_once),
        cmocka_unit_test(two_runs_into_one_file_do_not_mix),
    };

    return TESTS_RUN(tests);
}
