#include "pipeline/base/memory.h"

#include "pipeline/base/fault.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static _Noreturn void out_of_memory(void)
{
    fputs("minnet är slut: stäng andra program eller sätt en gräns för minnet\n", stderr);
    exit(FAULT_SYSTEM);
}

void *memory_zeroed(size_t n, size_t size)
{
    void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

    if (p == NULL)
        out_of_memory();
    return p;
}

void *memory_new(size_t size)
{
    void *p = malloc(size > 0 ? size : 1);

    if (p == NULL)
        out_of_memory();
    return p;
}

void memory_in_large_pages(void *bytes, size_t length)
{
    enum { LARGE_PAGE = 1 << 21 };
    uintptr_t first = ((uintptr_t) bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    uintptr_t end = ((uintptr_t) bytes + length) / LARGE_PAGE * LARGE_PAGE;

    if (first < end)
        madvise((void *) first, end - first, MADV_HUGEPAGE); /* a wish */
}

void *memory_large(size_t n, size_t size)
{
    void *p = memory_zeroed(n, size); /* where it is large, of pages that nobody has touched yet */

    memory_in_large_pages(p, n * size);
    return p;
}

void memory_give_back(void)
{
#ifdef __GLIBC__
    enum { LARGE = 1 << 20 };

    mallopt(M_MMAP_THRESHOLD, LARGE); /* said once, it no longer grows with what is freed */
    malloc_trim(0);
#endif
}

void *memory_enlarge(void *array, size_t *capacity, size_t needed, size_t size)
{
    size_t more = *capacity + *capacity / 2 + 8;
    void *p;

    if (more < needed)
        more = needed;
    if (size == 0 || more > SIZE_MAX / size) /* nothing is made of elements without a size */
        out_of_memory();
    p = realloc(array, more * size);
    if (p == NULL)
        out_of_memory();
    *capacity = more;
    return p;
}

char *memory_copy_bytes(const char *bytes, size_t length)
{
    char *p = memory_zeroed(length + 1, 1);

    if (length > 0)
        memcpy(p, bytes, length);
    return p;
}

char *memory_copy_text(const char *text)
{
    return text != NULL ? memory_copy_bytes(text, strlen(text)) : NULL;
}

FILE *memory_stream_open(char **text, size_t *length)
{
    FILE *stream = open_memstream(text, length);

    if (stream == NULL)
        out_of_memory();
    return stream;
}

/* The C library cuts the text to its size at the end, and where that fails there is none, and no error either. */
void memory_stream_close(FILE *stream, char *const *text)
{
    int wrong = ferror(stream);

    if (fclose(stream) != 0 || wrong || *text == NULL)
        out_of_memory();
}
