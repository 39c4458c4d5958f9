#include "pipeline/base/apart.h"

#include <errno.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE = 0, FAILED = 1 };

static _Noreturn void be_child(bool (*work)(void *, struct fault *), void *context, int to)
{
    struct fault f;
    bool ok = work(context, &f);

    if (!ok && write(to, &f, sizeof f) != (ssize_t) sizeof f)
        _exit(FAULT_SYSTEM);
    _exit(ok ? DONE : FAILED); /* and leaves our half-filled buffers alone */
}

static bool receive(int from, struct fault *f)
{
    char *to = (char *) f;
    size_t got = 0;
    ssize_t n;

    while ((n = read(from, to + got, sizeof *f - got)) > 0 || (n < 0 && errno == EINTR))
        got += n > 0 ? (size_t) n : 0;
    return got == sizeof *f;
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
    told = child > 0 && receive(ends[0], &of_child);
    close(ends[0]);
    if (child < 0)
        return fault_errno(f, path, "kan inte starta ett program som skriver filen");
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == DONE)
        return true;
    if (!told)
        return died(path, f);
    *f = of_child;
    return false;
}
