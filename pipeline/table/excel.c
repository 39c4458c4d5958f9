#define _GNU_SOURCE /* pipe2 */
#include "pipeline/table/excel.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { BLOCK = 1 << 16, NOT_FOUND = 127 };

/* Ours, but for one variable: in a plain C locale the converter would not write Swedish letters. The array is the
 * caller's. */
static char **environment(void)
{
    static char utf8[] = "PYTHONIOENCODING=utf-8";
    size_t n = 0, kept = 0;
    char **copy;

    while (environ[n] != NULL)
        n++;
    copy = memory_zeroed(n + 2, sizeof(char *));
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], utf8, strcspn(utf8, "=") + 1) != 0)
            copy[kept++] = environ[i];
    copy[kept] = utf8;
    return copy;
}

/* Numbers as they are, not as the cell shows them (26.44, not 26.4). The converter writes to the pipe; what it says on
 * standard error may quote cells, so nobody reads it. */
static int start(const char *path, int to, pid_t *child)
{
    char *arguments[] = { "xlsx2csv", "--dateformat",
                          "%Y-%m-%d", "--ignore-formats",
                          "float",    "--delimiter",
                          "tab",      "--no-line-breaks",
                          "--sheet",  "1",
                          "--",       (char *) path,
                          NULL };
    char **variables = environment();
    posix_spawn_file_actions_t actions;
    int wrong = posix_spawn_file_actions_init(&actions);

    if (wrong != 0) {
        free(variables);
        return wrong;
    }
    wrong = posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
    if (wrong == 0)
        wrong = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (wrong == 0)
        wrong = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (wrong == 0)
        wrong = posix_spawnp(child, arguments[0], &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    free(variables);
    return wrong;
}

static bool read_all(int from, char **bytes, size_t *length)
{
    size_t capacity = 0;
    ssize_t n;

    *bytes = NULL;
    *length = 0;
    do {
        *bytes = memory_grow(*bytes, &capacity, *length + BLOCK, 1);
        n = read(from, *bytes + *length, BLOCK);
        if (n > 0)
            *length += (size_t) n;
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0;
}

static bool is_missing(struct fault *f)
{
    return fault_set(
        f, FAULT_DEPENDENCY,
        "programmet xlsx2csv saknas och behövs för att läsa Excelfiler: kör `sudo apt-get install xlsx2csv`, eller "
        "spara filerna som csv");
}

bool excel_read(const char *path, char **bytes, size_t *length, struct fault *f)
{
    int ends[2];
    int status = 0, wrong;
    pid_t child = 0;
    bool ok;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return fault_errno(f, path, "kan inte starta xlsx2csv");
    wrong = start(path, ends[1], &child);
    close(ends[1]);
    if (wrong != 0) {
        close(ends[0]);
        errno = wrong;
        return wrong == ENOENT ? is_missing(f) : fault_errno(f, path, "kan inte starta xlsx2csv");
    }
    ok = read_all(ends[0], bytes, length);
    close(ends[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (ok && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    free(*bytes);
    *bytes = NULL;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return is_missing(f);
    return fault_at(f, FAULT_DATA, path, 0, NULL,
                    "kan inte läsa Excelfilen: öppna den, spara den på nytt som xlsx utan lösenord, eller som csv");
}
