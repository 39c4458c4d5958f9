#include "pipeline/publish/archive.h"

#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The check value of CRC-32 (ISO 3309): of "123456789" it is cbf43926. */
static void the_check_sum_is_that_of_the_standard(void **state)
{
    (void) state;
    assert_int_equal(archive_crc32("123456789", 9), 0xcbf43926u);
    assert_int_equal(archive_crc32("", 0), 0);
}

static void write_archive(const char *path)
{
    struct archive *a = NULL;
    struct fault fault;

    assert_true(archive_open(path, &a, &fault));
    archive_add(a, "[Content_Types].xml", "<a/>", 4);
    archive_add(a, "word/å.xml", "", 0);
    assert_true(archive_commit(a, &fault));
}

static void unzip_reads_every_part(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a.zip");
    char command[4200];

    (void) state;
    write_archive(path);
    if (system("command -v unzip >/dev/null 2>&1") != 0)
        skip();
    snprintf(command, sizeof command, "unzip -tqq '%s' && unzip -p '%s' '*Types*' | grep -qx '<a/>'", path, path);
    assert_int_equal(system(command), 0);
}

static void the_same_parts_give_the_same_bytes(void **state)
{
    const char *folder = testing_folder(), *one = testing_path(folder, "1.zip"), *other = testing_path(folder, "2.zip");
    char command[8500];

    (void) state;
    write_archive(one);
    sleep(1); /* a date would differ */
    write_archive(other);
    snprintf(command, sizeof command, "cmp -s '%s' '%s'", one, other);
    assert_int_equal(system(command), 0);
}

static void a_discarded_archive_leaves_nothing(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "a.zip");
    struct archive *a = NULL;
    struct fault fault;

    (void) state;
    assert_true(archive_open(path, &a, &fault));
    archive_add(a, "a", "b", 1);
    archive_discard(a);
    archive_discard(NULL);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_false(archive_open("/nowhere/a.zip", &a, &fault));
    assert_int_equal(fault.kind, FAULT_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_sum_is_that_of_the_standard),
        cmocka_unit_test(unzip_reads_every_part),
        cmocka_unit_test(the_same_parts_give_the_same_bytes),
        cmocka_unit_test(a_discarded_archive_leaves_nothing),
    };

    return TESTS_RUN(tests);
}
