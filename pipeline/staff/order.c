#include "pipeline/staff/order.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 1 << 16, SMALL = 1 << 12 };

static size_t part_of(const struct spell *s)
{
    return (size_t) s->person[0] << 8 | s->person[1];
}

static int by_person(const void *one, const void *other)
{
    const struct spell *a = one, *b = other;

    return memcmp(a->person, b->person, PSEUDONYM_BYTES);
}

/* Moves every spell to its part; end[i] is where part i ends. */
static void divide(struct spell *spells, size_t n, size_t *end)
{
    size_t *next = memory_zeroed(PARTS, sizeof *next);

    memset(end, 0, PARTS * sizeof *end);
    for (size_t i = 0; i < n; i++)
        end[part_of(&spells[i])]++;
    for (size_t part = 1; part < PARTS; part++) {
        next[part] = end[part - 1];
        end[part] += end[part - 1];
    }
    for (size_t part = 0; part < PARTS; part++)
        while (next[part] < end[part]) {
            struct spell homeless = spells[next[part]];
            size_t home;

            while ((home = part_of(&homeless)) != part) {
                struct spell other = spells[next[home]];

                spells[next[home]++] = homeless;
                homeless = other;
            }
            spells[next[part]++] = homeless;
        }
    free(next);
}

void order_by_person(struct spell *spells, size_t n)
{
    size_t *end;
    size_t begin = 0;

    if (n < SMALL) {
        if (n > 0)
            qsort(spells, n, sizeof *spells, by_person);
        return;
    }
    end = memory_zeroed(PARTS, sizeof *end);
    divide(spells, n, end);
    for (size_t part = 0; part < PARTS; part++) {
        if (end[part] - begin > 1)
            qsort(spells + begin, end[part] - begin, sizeof *spells, by_person);
        begin = end[part];
    }
    free(end);
}
