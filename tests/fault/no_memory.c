/* no_memory.c - for LD_PRELOAD: the FAIL_AT-th allocation (from 1) gets no memory, and with FAIL_ON=1 none after it
 * does either. With FAIL_COUNT=path nothing fails, and how many allocations there were is written there at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long count, fail_at;
static int fail_on;

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

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");

    *(void **) &next_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **) &next_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **) &next_realloc = dlsym(RTLD_NEXT, "realloc");
    count = 0;
    fail_on = on != NULL && *on == '1';
    fail_at = at != NULL ? strtoul(at, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAIL_COUNT");
    FILE *file = path != NULL ? fopen(path, "w") : NULL;

    if (file == NULL)
        return;
    fprintf(file, "%lu\n", count);
    fclose(file);
}

static int fails(void)
{
    count++;
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
