#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np */
#include "pipeline/publish/gnuplot.h"

#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char SAID[] = "stderr.txt";

/* The environment of gnuplot: no settings of the user's, no locale but the one that knows UTF-8. */
static char **environment(const char *folder, const char *scripts)
{
    static const char *const KEPT[] = { "PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
                                        "XDG_DATA_HOME" };
    enum { N_KEPT = sizeof KEPT / sizeof KEPT[0] };
    char **environ_of_child = memory_zeroed(N_KEPT + 4, sizeof *environ_of_child);
    size_t n = 0;

    for (size_t i = 0; i < N_KEPT; i++) {
        const char *value = getenv(KEPT[i]);

        if (value != NULL) {
            environ_of_child[n] = memory_zeroed(strlen(KEPT[i]) + strlen(value) + 2, 1);
            sprintf(environ_of_child[n++], "%s=%s", KEPT[i], value);
        }
    }
    environ_of_child[n++] = memory_copy_text("LC_ALL=C.UTF-8");
    environ_of_child[n] = memory_zeroed(strlen(folder) + sizeof "HOME=", 1);
    sprintf(environ_of_child[n++], "HOME=%s", folder);
    environ_of_child[n] = memory_zeroed(strlen(scripts) + sizeof "GNUPLOT_LIB=", 1);
    sprintf(environ_of_child[n++], "GNUPLOT_LIB=%s", scripts);
    return environ_of_child;
}

bool gnuplot_start(const char *folder, const char *scripts, char *const *arguments, pid_t *child, struct fault *f)
{
    posix_spawn_file_actions_t actions;
    char **variables = environment(folder, scripts);
    int failed;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, SAID, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    failed = posix_spawnp(child, arguments[0], &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    for (char **v = variables; *v != NULL; v++)
        free(*v);
    free(variables);
    if (failed != 0) {
        *child = 0;
        if (failed == ENOENT)
            return fault_set(f, FAULT_DEPENDENCY,
                             "programmet gnuplot saknas: installera paketet gnuplot-nox (make deps gör det)");
        errno = failed;
        return fault_errno(f, "gnuplot", "kan inte starta programmet");
    }
    return true;
}

static int wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

bool gnuplot_finish(const char *folder, pid_t *child, char **said)
{
    char path[PATH_MAX + 64];
    struct fault unread;
    size_t length;
    int status = wait_for(*child);

    *child = 0;
    snprintf(path, sizeof path, "%s/%s", folder, SAID);
    return infile_read(path, said, &length, &unread) && WIFEXITED(status) && WEXITSTATUS(status) == 0 && length == 0;
}

void gnuplot_stop(pid_t child)
{
    kill(child, SIGTERM);
    wait_for(child);
}
