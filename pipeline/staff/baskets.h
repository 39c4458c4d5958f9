/* baskets.h - which cells wait in which basket (stay_store.h), and their places in it.
 *
 * Cells are numbered as they are met, so each part of a register numbers them its own way; a basket hangs on a mark
 * that is the same everywhere, so that what waits in several stores is counted from all of them, where it is. Used by
 * balance.c and balance_settle.c alone. */
#ifndef STAFF_BASKETS_H
#define STAFF_BASKETS_H

#include "pipeline/staff/stay_store.h"

struct baskets {
    uint8_t *of; /* [cell] */
    size_t n, capacity;
    /* After baskets_sort(). */
    uint32_t *cells, *place; /* basket after basket; [cell] in its basket */
    size_t first[STAY_BASKETS + 1], most;
};

_Static_assert(STAY_BASKETS == UINT8_MAX + 1, "a byte is a basket");

/* The next cell; begin with a zeroed struct. */
void baskets_put(struct baskets *b, uint64_t mark);

/* Once, after all: cells[first[i]..first[i + 1]) are in basket i, at most `most`. */
void baskets_sort(struct baskets *b);

void baskets_free(struct baskets *b);

#endif
