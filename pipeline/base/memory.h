/* memory.h - allocation that does not return without memory.
 *
 * Out of memory is the one case in which the pipeline exits by itself: it writes one line and leaves with FAULT_SYSTEM,
 * for no caller could do better. Sizes are checked for overflow. What is returned is the caller's, to free(). */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/* n objects of `size` bytes, zeroed. n = 0 gives a pointer that may be freed. */
void *memory_zeroed(size_t n, size_t size);

/* One object of `size` bytes, not initialised. */
void *memory_new(size_t size);

/* n objects of `size` bytes, zeroed, of which there are many: asked for in large pages where the system has them, for
 * else a page fault every 4,096 bytes costs more than what is done with them. */
void *memory_large(size_t n, size_t size);
/* The same wish for memory that there is already. */
void memory_in_large_pages(void *bytes, size_t length);

/* What has been freed goes back to the system, and whatever of a mebibyte or more is freed from now on, where the C
 * library can be told so: for programs that are to keep to a bound. */
void memory_give_back(void);

/* An array of at least `needed` objects of `size` bytes: returns `array` as it is or moved, and updates *capacity.
 * Grows by half, so that adding one at a time is linear. New objects are not initialised. */
static inline void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* Copies with a closing NUL. memory_copy_text(NULL) is NULL. */
char *memory_copy_text(const char *text);
char *memory_copy_bytes(const char *bytes, size_t length);

/* A stream that writes into memory, closed with the same `text`; *text and *length, which stand once it is closed, are
 * the caller's to free(). */
FILE *memory_stream_open(char **text, size_t *length);
void memory_stream_close(FILE *stream, char *const *text);

/* Of memory_grow() alone: the array has to move. */
void *memory_enlarge(void *array, size_t *capacity, size_t needed, size_t size);

static inline void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    return needed <= *capacity ? array : memory_enlarge(array, capacity, needed, size);
}

#endif
