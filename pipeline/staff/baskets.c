#include "pipeline/staff/baskets.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

void baskets_put(struct baskets *b, uint64_t mark)
{
    b->of = memory_grow(b->of, &b->capacity, b->n + 1, sizeof *b->of);
    b->of[b->n++] = (uint8_t) ((mark ^ mark >> 29) * 0x9e3779b97f4a7c15u >> 56);
}

void baskets_sort(struct baskets *b)
{
    size_t next[STAY_BASKETS];

    b->cells = memory_zeroed(b->n, sizeof *b->cells);
    b->place = memory_zeroed(b->n, sizeof *b->place);
    for (size_t i = 0; i < b->n; i++)
        b->first[b->of[i] + 1]++;
    for (size_t i = 0; i < STAY_BASKETS; i++) {
        b->most = b->first[i + 1] > b->most ? b->first[i + 1] : b->most;
        b->first[i + 1] += b->first[i];
        next[i] = b->first[i];
    }
    for (uint32_t cell = 0; cell < b->n; cell++) {
        size_t basket = b->of[cell];

        b->place[cell] = (uint32_t) (next[basket] - b->first[basket]);
        b->cells[next[basket]++] = cell;
    }
}

void baskets_free(struct baskets *b)
{
    free(b->of);
    free(b->cells);
    free(b->place);
    *b = (struct baskets){ 0 };
}
