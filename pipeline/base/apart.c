#include "pipeline/base/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE = 0, FAILED = 1 };

_Static_assert(sizeof(struct fault) <= 4096, "a pipe takes so much at once");

static _Noreturn void be_child(bool (*work)(void *, struct fault *), void *context, int to)
{
    struct fault f;
    bool ok = work(context, &f);

    if (!ok && write(to, &f, sizeof f) != (ssize_t) sizeof f)
        _exit(FAULT_SYSTEM);
    _exit(ok ? DONE : FAILED); /* and leaves our half-filled buffers alone */
}

/* What the child, which is gone, left in the pipe; nothing is waited for. A fault fits into a pipe, and comes whole. */
static bool receive(int from, struct fault *f)
{
    ssize_t n = 0;

    if (fcntl(from, F_SETFL, O_NONBLOCK) == 0)
        while ((n = read(from, f, sizeof *f)) < 0 && errno == EINTR)
            ;
    return n == (ssize_t) sizeof *f;
}

static bool died(const char *path, struct fault *f)
{
    return fault_at(
        f, FAULT_SYSTEM, path, 0, NULL,
        "programmet som skriver filen avbröts, troligen för att minnet är slut: stäng andra program och kör "
        "igen");
}

bool apart_run(bool (*work)(void *context, struct fault *f), void *context, const char *path, struct fault *f)
{
    struct fault of_child;
    int ends[2], status = 0;
    bool told;
    pid_t child;

    if (pipe(ends) != 0)
        return fault_errno(f, path, "kan inte starta ett program som skriver filen");
    child = fork();
    if (child == 0)
        be_child(work, context, ends[1]);
    close(ends[1]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    told = child > 0 && receive(ends[0], &of_child);
    close(ends[0]);
    if (child < 0)
        return fault_errno(f, path, "kan inte starta ett program som skriver filen");
    if (WIFEXITED(status) && WEXITSTATUS(status) == DONE)
        return true;
    if (!told)
        return died(path, f);
    *f = of_child;
    return false;
}
