#define _XOPEN_SOURCE 700 /* nftw */
#include "tests/support/testing.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATHS = 5, PATH_BYTES = 4096 };

static char folder_to_remove[PATH_BYTES];

void testing_assert_close(double got, double expected, double tolerance, const char *what, const char *file, int line)
{
    char said[512];

    if (isnan(expected) ? isnan(got) : got == expected)
        return;
    if (isfinite(expected) && fabs(got - expected) <= tolerance * fabs(expected))
        return;
    snprintf(said, sizeof said, "%s = %.17g, expected %.17g within a relative %.3g", what, got, expected, tolerance);
    _assert_true(0, said, file, line); /* what print_error says does not reach TAP */
}

static const char *join(const char *folder, const char *name)
{
    static char paths[PATHS][PATH_BYTES];
    static size_t turn;
    char *path = paths[turn++ % PATHS];

    if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES)
        fail_msg("the path of %s is too long", name);
    return path;
}

const char *testing_path(const char *folder, const char *name)
{
    return join(folder, name);
}

const char *testing_shared(const char *sub)
{
    const char *given = getenv("SHARED");
    const char *path = join(given != NULL && given[0] != '\0' ? given : "../shared", sub);

    if (access(path, R_OK) != 0) {
        print_message("skipped: %s is not here\n", path);
        skip();
    }
    return path;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void) st;
    (void) kind;
    (void) where;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder_to_remove, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *testing_folder(void)
{
    static char root[PATH_BYTES];
    static unsigned n;
    static char name[32];
    const char *path;

    if (root[0] == '\0') {
        const char *given = getenv("TMPDIR");

        snprintf(root, sizeof root, "%s/test-XXXXXX", given != NULL && given[0] != '\0' ? given : "/tmp");
        if (mkdtemp(root) == NULL)
            fail_msg("no folder can be made below TMPDIR");
        memcpy(folder_to_remove, root, sizeof root);
        atexit(remove_folder);
    }
    snprintf(name, sizeof name, "%u", n++);
    path = join(root, name);
    if (mkdir(path, 0700) != 0)
        fail_msg("%s can not be made", path);
    return path;
}

char *testing_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t n = 0, room = 4096;
    char *text;

    if (file == NULL)
        fail_msg("%s can not be read", path);
    text = malloc(room);
    while (text != NULL) {
        n += fread(text + n, 1, room - n - 1, file);
        if (n < room - 1)
            break;
        text = realloc(text, room *= 2);
    }
    if (text == NULL)
        abort();
    text[n] = '\0';
    fclose(file);
    return text;
}

void testing_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        fail_msg("%s can not be written", path);
}
