/* unmapped.h - words that no code list has, as they may be told to whoever has to mend the list: nothing of a single
 * person is among them. */
#ifndef INTAKE_UNMAPPED_H
#define INTAKE_UNMAPPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unmapped {
    const char *word;
    uint64_t records;
    bool of_few;
};

/* The words, which are sorted, as text: see glossary_unmapped(). */
void unmapped_list(struct unmapped *all, size_t n, size_t most, char *text, size_t size);

#endif
