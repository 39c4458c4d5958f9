/* tally_rows.h - the tallies of a cell as they are kept: from the first window in which there is anything to the last,
 * in half of the bytes where the numbers of the cell are small, as they nearly always are.
 *
 * The tables of cells and windows are the most memory that a small register takes, and much of a large one's time is to
 * fetch it. */
#ifndef STAFF_TALLY_ROWS_H
#define STAFF_TALLY_ROWS_H

#include "pipeline/staff/tally.h"

#include <string.h>

/* As struct tally, its numbers no greater than these can hold. */
struct tally_small {
    uint32_t grade_days2, days2;
    uint16_t stock, hires, exits[TALLY_CAUSES], goes, came;
    int16_t first_day;
};

_Static_assert(2 * sizeof(struct tally_small) == sizeof(struct tally), "half of the bytes");

/* Windows first..end - 1; outside, every number is 0. Either array, or none. */
struct tally_rows {
    const struct tally *tallies;
    const struct tally_small *small;
    uint32_t first, end;
};

/* Where rows are kept; each thread has its own. Begin with a zeroed struct; to tally_room_free(). */
struct tally_room {
    struct tally_block *last;
    size_t used;
};

/* Keeps the tallies of a cell, in windows first..end - 1; in others there is nothing. */
struct tally_rows tally_rows_keep(struct tally_room *room, const struct tally *tallies, size_t first, size_t end);
void tally_room_free(struct tally_room *room);

/* Asks for a row that is soon to be read. */
static inline void tally_rows_expect(const struct tally_rows *r, size_t window)
{
    if (r->small != NULL && window >= r->first && window < r->end)
        __builtin_prefetch(&r->small[window - r->first]);
}

static inline struct tally tally_rows_at(const struct tally_rows *r, size_t window)
{
    const struct tally_small *s;
    struct tally t;

    if (window < r->first || window >= r->end)
        return (struct tally){ 0 };
    if (r->small == NULL)
        return r->tallies[window - r->first];
    s = &r->small[window - r->first];
    t = (struct tally){ .grade_days2 = s->grade_days2,
                        .days2 = s->days2,
                        .stock = s->stock,
                        .first_day = s->first_day,
                        .hires = s->hires,
                        .goes = s->goes,
                        .came = s->came };
    for (size_t k = 0; k < TALLY_CAUSES; k++)
        t.exits[k] = s->exits[k];
    return t;
}

#endif
