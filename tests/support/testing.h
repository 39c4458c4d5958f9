/* testing.h - what cmocka 1.1.5 lacks: doubles, and a main in one word. Include this alone; it brings cmocka with it.
 *
 * A test is a sentence: static void no_exposure_is_missing_not_zero(void **state). Every test can fail. */
#ifndef SUPPORT_TESTING_H
#define SUPPORT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* |got - expected| <= tolerance * |expected|. NaN equals NaN and an infinity equals itself, whatever the tolerance; an
 * expected zero wants zero. Tolerance 0 wants the same number. */
#define assert_close(got, expected, tolerance)                                                                         \
    testing_assert_close((got), (expected), (tolerance), #got, __FILE__, __LINE__)
void testing_assert_close(double got, double expected, double tolerance, const char *what, const char *file, int line);

/* The body of main: `return TESTS_RUN(tests);` with `const struct CMUnitTest tests[]`. */
#define TESTS_RUN(tests) cmocka_run_group_tests((tests), NULL, NULL)

/* The path of `sub` below the folder of shared reference material (environment SHARED, else ../shared): static storage,
 * good until the fifth call after. Where there is no such file, the running test is skipped with a word. */
const char *testing_shared(const char *sub);

/* A new empty folder below TMPDIR (else /tmp); removed with all it holds when the program ends. */
const char *testing_folder(void);

/* "FOLDER/name", static storage as above. */
const char *testing_path(const char *folder, const char *name);

/* A whole file as text with a closing NUL: the caller's, to free(). The running test fails where it can not be read. */
char *testing_read(const char *path);
void testing_write(const char *path, const char *text);

#endif
