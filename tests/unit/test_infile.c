/* Small files read whole. */
#include "pipeline/base/infile.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_file_is_read_whole_with_a_zero_after_it(void **state)
{
    static const size_t SIZES[] = { 0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 200000 };
    const char *path = testing_path(testing_folder(), "a");

    (void) state;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        FILE *to = fopen(path, "wb");
        struct fault fault;
        char *bytes;
        size_t length;

        assert_non_null(to);
        for (size_t k = 0; k < SIZES[i]; k++)
            fputc((int) (k * 7 % 251), to);
        assert_int_equal(fclose(to), 0);
        assert_true(infile_read(path, &bytes, &length, &fault));
        assert_int_equal(length, SIZES[i]);
        for (size_t k = 0; k < length; k++)
            assert_int_equal((unsigned char) bytes[k], k * 7 % 251);
        assert_int_equal(bytes[length], '\0');
        free(bytes);
    }
}

static void what_can_not_be_read_is_told_by_its_path(void **state)
{
    const char *folder = testing_folder(), *path = testing_path(folder, "nowhere");
    struct fault fault;
    char *bytes = NULL;
    size_t length;

    (void) state;
    assert_false(infile_read(path, &bytes, &length, &fault));
    assert_null(bytes);
    assert_string_equal(fault.path, path);
    assert_non_null(strstr(fault.text, "kan inte läsa filen"));
    assert_false(infile_read(folder, &bytes, &length, &fault)); /* a folder opens, and can not be read */
    assert_null(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole_with_a_zero_after_it),
        cmocka_unit_test(what_can_not_be_read_is_told_by_its_path),
    };

    return TESTS_RUN(tests);
}
