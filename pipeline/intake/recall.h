/* recall.h - what the cells of one column were found to be, by their bytes as they stand in the file.
 *
 * A column of words has some dozen different cells in a million records. What one of them means is found out once, by
 * whoever knows the rules, and recalled for the next that has the same bytes. A place holds one cell: another that
 * falls there takes it over, and what is not recalled is found out again, so nothing hangs on what is kept. */
#ifndef INTAKE_RECALL_H
#define INTAKE_RECALL_H

#include "pipeline/table/field.h"

#include <stdint.h>

enum { RECALL_PLACES = 256, RECALL_LONGEST = 64, RECALL_NONE = UINT32_MAX };

/* The first and the last eight bytes of a cell, which may overlap: all of one that is no longer than both. */
struct recall_ends {
    uint64_t first, last;
};

struct recall_place {
    struct recall_ends ends;
    uint32_t length; /* 0: none */
    uint32_t meaning;
    char text[RECALL_LONGEST];
};

/* Begin with a zeroed struct. */
struct recall {
    struct recall_place places[RECALL_PLACES];
};

static inline uint64_t recall_two_words(const char *one, const char *other)
{
    uint32_t words[2];

    memcpy(&words[0], one, sizeof words[0]);
    memcpy(&words[1], other, sizeof words[1]);
    return words[0] | (uint64_t) words[1] << 32;
}

/* Without a branch by length, but for the shortest: which word comes next nobody can guess. */
static inline struct recall_ends recall_ends_of(struct field cell)
{
    enum { WORD = sizeof(uint32_t) };
    struct recall_ends e = { 0, 0 };
    size_t n = cell.length;

    if (n >= WORD) {
        e.first = recall_two_words(cell.bytes, cell.bytes + (n < 2 * WORD ? n - WORD : WORD));
        e.last = recall_two_words(cell.bytes + (n < 2 * WORD ? 0 : n - 2 * WORD), cell.bytes + n - WORD);
    } else {
        for (size_t i = 0; i < n; i++)
            e.first = e.first << 8 | (uint8_t) cell.bytes[i];
    }
    return e;
}

static inline size_t recall_place_of(struct recall_ends e, size_t length)
{
    uint64_t hash = (e.first * 0x9e3779b97f4a7c15u) ^ ((e.last + length) * 0xbf58476d1ce4e5b9u);

    return (size_t) ((hash ^ hash >> 32) * 0x94d049bb133111ebu >> 56);
}

_Static_assert(RECALL_PLACES == 1 << (64 - 56), "a place is the first bits of a hash");

/* Whether what is between the ends, which are the same, is the same too. */
static inline bool recall_same_middle(const char *one, const char *other, size_t length)
{
    enum { END = sizeof(uint64_t) };
    uint64_t words[4];

    if (length <= 2 * END)
        return true;
    if (length > 4 * END)
        return memcmp(one, other, length) == 0;
    memcpy(&words[0], one + END, END);
    memcpy(&words[1], other + END, END);
    memcpy(&words[2], one + length - 2 * END, END);
    memcpy(&words[3], other + length - 2 * END, END);
    return words[0] == words[1] && words[2] == words[3];
}

/* What such a cell was found to mean; RECALL_NONE: not known any more, or never. */
static inline uint32_t recall_meaning(const struct recall *r, struct field cell)
{
    struct recall_ends e = recall_ends_of(cell);
    const struct recall_place *p = &r->places[recall_place_of(e, cell.length)];

    if (cell.length == 0 || p->length != cell.length || p->ends.first != e.first || p->ends.last != e.last)
        return RECALL_NONE;
    return recall_same_middle(p->text, cell.bytes, cell.length) ? p->meaning : RECALL_NONE;
}

/* Keeps it, unless the cell is empty or longer than RECALL_LONGEST. */
static inline void recall_keep(struct recall *r, struct field cell, uint32_t meaning)
{
    struct recall_ends e = recall_ends_of(cell);
    struct recall_place *p = &r->places[recall_place_of(e, cell.length)];

    if (cell.length == 0 || cell.length > RECALL_LONGEST)
        return;
    *p = (struct recall_place){ .ends = e, .length = (uint32_t) cell.length, .meaning = meaning };
    memcpy(p->text, cell.bytes, cell.length);
}

#endif
