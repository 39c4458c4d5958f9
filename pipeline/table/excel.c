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

enum { BLOCK = 1 << 16, NOT_FOUND = 127, SHEET_MARK = 30 };

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
static int start(const char *path, bool all, int to, pid_t *child)
{
    char *arguments[] = { "xlsx2csv", "--dateformat", "%Y-%m-%d", "--ignore-formats", "float", "--delimiter", "tab",
                          "--no-line-breaks", "--sheet", all ? "0" : "1",
                          /* character 30, which no cell can hold, stands before a sheet's name */
                          "-p", "x30", "--", (char *) path, NULL };
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

static bool convert(const char *path, bool all, char **bytes, size_t *length, struct fault *f)
{
    int ends[2];
    int status = 0, wrong;
    pid_t child = 0;
    bool ok;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return fault_errno(f, path, "kan inte starta xlsx2csv");
    wrong = start(path, all, ends[1], &child);
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

bool excel_read(const char *path, char **bytes, size_t *length, struct fault *f)
{
    return convert(path, false, bytes, length, f);
}

/* "<30> 2 - Vakanser", then the sheet's rows to the next such line. */
bool excel_read_all(const char *path, struct excel_sheet **sheets, size_t *n, struct fault *f)
{
    char *bytes = NULL, *at, *end;
    size_t length = 0, capacity = 0;

    *sheets = NULL;
    *n = 0;
    if (!convert(path, true, &bytes, &length, f))
        return false;
    end = bytes + length;
    for (at = bytes; at < end && *at == SHEET_MARK;) {
        char *line = memchr(at, '\n', (size_t) (end - at)), *name, *next;

        if (line == NULL)
            break;
        *line = '\0';
        name = strstr(at, " - ");
        name = name != NULL ? name + strlen(" - ") : line;
        next = memchr(line, SHEET_MARK, (size_t) (end - line));
        next = next != NULL ? next : end;
        *sheets = memory_grow(*sheets, &capacity, *n + 1, sizeof **sheets);
        (*sheets)[(*n)++] = (struct excel_sheet){ memory_copy_bytes(name, strcspn(name, "\r")),
                                                  memory_copy_bytes(line + 1, (size_t) (next - line - 1)),
                                                  (size_t) (next - line - 1) };
        at = next;
    }
    free(bytes);
    return true;
}

void excel_sheets_free(struct excel_sheet *sheets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(sheets[i].name);
        free(sheets[i].bytes);
    }
    free(sheets);
}
