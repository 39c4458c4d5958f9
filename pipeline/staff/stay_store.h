/* stay_store.h - the stays of a register as they wait to be counted, in baskets by cell.
 *
 * Tables of all cells and windows are larger than any cache, and to count stays in the order of persons is to wait for
 * memory at every one of them. So stays wait, sixteen bytes each, and are counted basket by basket: the tables of the
 * cells of one fit the cache. Used by balance.c and balance_settle.c alone. */
#ifndef STAFF_STAY_STORE_H
#define STAFF_STAY_STORE_H

#include "pipeline/staff/tally.h"

enum { STAY_BASKETS = 256 };

/* A basket holds the cells that have its number as their remainder by STAY_BASKETS: this is the place of a cell in its
 * own. */
static inline size_t stay_store_place(uint32_t cell)
{
    return cell / STAY_BASKETS;
}

struct stay_store;

struct stay_store *stay_store_new(void); /* the caller's, to stay_store_free(), which takes NULL */
void stay_store_free(struct stay_store *s);

void stay_store_add(struct stay_store *s, const struct tally_stay *stay);

/* Adds all of `from`, whose cell i is cell[i] here. */
void stay_store_join(struct stay_store *into, const struct stay_store *from, const uint32_t *cell);
/* The same at no cost, where `into` is empty and all n_cells have their numbers here, as they have of whoever comes
 * first: false where it is not so. */
bool stay_store_take_over(struct stay_store *into, struct stay_store *from, const uint32_t *cell, size_t n_cells);

/* Gives the stays of a basket, in some order, in pieces of n. Different baskets may be visited by several threads. */
typedef void stay_store_visit(void *context, const struct tally_stay *stays, size_t n);
void stay_store_basket(const struct stay_store *s, size_t basket, stay_store_visit *visit, void *context);

#endif
