/* no_memory.c - for LD_PRELOAD: the FAIL_AT-th allocation (from 1) gets no memory, and with FAIL_ON=1 none after it
 * does either. With FAIL_PLACES=path nothing fails, and the number of the first allocation of every place in the
 * program is written there, a line each. A place is all the calls that led to it: the ten thousandth cell of a table
 * allocates where the first does. What the program starts is left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH = 10, N_SEEN = 1 << 16 };

static unsigned long count, fail_at;
static int fail_on, places = -1, looking;
static uint64_t seen[N_SEEN]; /* open addressing; 0 is free */

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

/* dlsym itself may allocate before calloc is known. */
static char early[4096];
static size_t early_used;

static void *take_early(size_t size)
{
    void *p = early + early_used;

    early_used += (size + 15) / 16 * 16;
    return early_used <= sizeof early ? p : NULL;
}

static int is_early(const void *p)
{
    return (const char *) p >= early && (const char *) p < early + sizeof early;
}

/* The program is done; what counts branches (COV=1) writes its counts after it, and does not survive a lack of memory.
 */
static void end(void)
{
    fail_at = 0;
}

static int (*program)(int, char **, char **);

/* What is asked for here is done before the program's own end; asked for in begin(), it would come after. */
static int run(int n, char **arguments, char **environment)
{
    atexit(end);
    return program(n, arguments, environment);
}

int __libc_start_main(int (*start)(int, char **, char **), int n, char **arguments, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack)
{
    int (*next)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

    *(void **) &next = dlsym(RTLD_NEXT, "__libc_start_main");
    program = start;
    return next(run, n, arguments, init, fini, loader_fini, stack);
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON"), *path = getenv("FAIL_PLACES");
    void *first[1];

    *(void **) &next_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **) &next_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **) &next_realloc = dlsym(RTLD_NEXT, "realloc");
    backtrace(first, 1); /* loads what it needs, once */
    if (path != NULL)
        places = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    count = 0;
    fail_on = on != NULL && *on == '1';
    fail_at = at != NULL ? strtoul(at, NULL, 10) : 0;
    unsetenv("LD_PRELOAD");
}

/* True the first time that the calls which led here did so. */
static int is_new_place(void)
{
    void *calls[DEPTH];
    int n = backtrace(calls, DEPTH);
    uint64_t hash = 1469598103934665603u;
    size_t slot;

    for (int i = 0; i < n; i++)
        hash = (hash ^ (uintptr_t) calls[i]) * 1099511628211u;
    hash += hash == 0;
    for (slot = hash % N_SEEN; seen[slot] != 0; slot = (slot + 1) % N_SEEN)
        if (seen[slot] == hash)
            return 0;
    seen[slot] = hash;
    return 1;
}

static void note_place(void)
{
    char line[24];
    int n;

    if (looking)
        return;
    looking = 1;
    if (is_new_place()) {
        n = snprintf(line, sizeof line, "%lu\n", count);
        if (write(places, line, (size_t) n) != n)
            abort();
    }
    looking = 0;
}

static int fails(void)
{
    count++;
    if (places >= 0)
        note_place();
    if (fail_at == 0 || (count != fail_at && !(fail_on && count > fail_at)))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    if (next_malloc == NULL)
        return take_early(size);
    return fails() ? NULL : next_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (next_calloc == NULL)
        return take_early(n * size); /* static memory is zeroed */
    return fails() ? NULL : next_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    if (is_early(p)) {
        void *moved = malloc(size);

        if (moved != NULL)
            memcpy(moved, p, size);
        return moved;
    }
    return fails() ? NULL : next_realloc(p, size);
}

void free(void *p)
{
    extern void __libc_free(void *);

    if (!is_early(p))
        __libc_free(p);
}
