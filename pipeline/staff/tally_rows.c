#include "pipeline/staff/tally_rows.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

enum { BLOCK = 1 << 21 };

struct tally_block {
    struct tally_block *before;
    size_t size;
    char bytes[];
};

/* So many bytes, a multiple of eight. */
static void *take(struct tally_room *room, size_t bytes)
{
    void *taken;

    if (room->last == NULL || room->last->size - room->used < bytes) {
        size_t size = bytes < BLOCK - sizeof(struct tally_block) ? BLOCK - sizeof(struct tally_block) : bytes;
        struct tally_block *b = memory_new(sizeof *b + size);

        b->before = room->last;
        b->size = size;
        room->last = b;
        room->used = 0;
    }
    taken = room->last->bytes + room->used;
    room->used += bytes;
    return taken;
}

static bool is_empty(const struct tally *t)
{
    static const struct tally none;

    return memcmp(t, &none, sizeof none) == 0;
}

static bool is_small(const struct tally *t)
{
    uint32_t counts = (uint32_t) t->stock | t->hires | t->goes | t->came;

    for (size_t k = 0; k < TALLY_CAUSES; k++)
        counts |= t->exits[k];
    return counts <= UINT16_MAX && t->first_day >= INT16_MIN && t->first_day <= INT16_MAX && t->grade_days2 >= 0 &&
           t->grade_days2 <= UINT32_MAX && t->days2 >= 0 && t->days2 <= UINT32_MAX;
}

static struct tally_small make_small(const struct tally *t)
{
    struct tally_small s = { .grade_days2 = (uint32_t) t->grade_days2,
                             .days2 = (uint32_t) t->days2,
                             .stock = (uint16_t) t->stock,
                             .hires = (uint16_t) t->hires,
                             .goes = (uint16_t) t->goes,
                             .came = (uint16_t) t->came,
                             .first_day = (int16_t) t->first_day };

    for (size_t k = 0; k < TALLY_CAUSES; k++)
        s.exits[k] = (uint16_t) t->exits[k];
    return s;
}

struct tally_rows tally_rows_keep(struct tally_room *room, const struct tally *tallies, size_t first, size_t end)
{
    struct tally_rows r = { .first = (uint32_t) first, .end = (uint32_t) end };
    bool small = true;
    size_t n;

    while (r.end > r.first && is_empty(&tallies[r.end - 1]))
        r.end--;
    while (r.first < r.end && is_empty(&tallies[r.first]))
        r.first++;
    n = r.end - r.first;
    for (size_t i = 0; i < n && small; i++)
        small = is_small(&tallies[r.first + i]);
    if (n == 0)
        return r;
    if (small) {
        struct tally_small *rows = take(room, n * sizeof *rows);

        for (size_t i = 0; i < n; i++)
            rows[i] = make_small(&tallies[r.first + i]);
        r.small = rows;
    } else {
        struct tally *rows = take(room, n * sizeof *rows);

        memcpy(rows, &tallies[r.first], n * sizeof *rows);
        r.tallies = rows;
    }
    return r;
}

void tally_room_free(struct tally_room *room)
{
    while (room->last != NULL) {
        struct tally_block *before = room->last->before;

        free(room->last);
        room->last = before;
    }
    room->used = 0;
}
