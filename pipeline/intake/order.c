#include "pipeline/intake/order.h"

#include <stdlib.h>
#include <string.h>

/* Two bytes make 65,536 parts; in two steps, for the parts of the first are small enough for a cache. */
enum { PARTS = 256, SMALL = 64, DEEPEST = 2 };

static int by_person(const void *one, const void *other)
{
    const struct spell *a = one, *b = other;

    return memcmp(a->person, b->person, PSEUDONYM_BYTES);
}

/* Moves every spell to its part by one byte of the pseudonym; end[i] is where part i ends. */
static void divide(struct spell *spells, size_t n, int byte, size_t end[PARTS])
{
    size_t next[PARTS];

    memset(end, 0, PARTS * sizeof *end);
    for (size_t i = 0; i < n; i++)
        end[spells[i].person[byte]]++;
    next[0] = 0;
    for (size_t part = 1; part < PARTS; part++) {
        next[part] = end[part - 1];
        end[part] += end[part - 1];
    }
    for (size_t part = 0; part < PARTS; part++)
        while (next[part] < end[part]) {
            struct spell homeless = spells[next[part]];
            size_t home;

            while ((home = homeless.person[byte]) != part) {
                struct spell other = spells[next[home]];

                spells[next[home]++] = homeless;
                homeless = other;
            }
            spells[next[part]++] = homeless;
        }
}

static void order(struct spell *spells, size_t n, int byte)
{
    size_t end[PARTS];
    size_t begin = 0;

    if (n < SMALL || byte == DEEPEST) {
        if (n > 1)
            qsort(spells, n, sizeof *spells, by_person);
        return;
    }
    divide(spells, n, byte, end);
    for (size_t part = 0; part < PARTS; part++) {
        order(spells + begin, end[part] - begin, byte + 1);
        begin = end[part];
    }
}

void order_by_person(struct spell *spells, size_t n)
{
    order(spells, n, 0);
}
