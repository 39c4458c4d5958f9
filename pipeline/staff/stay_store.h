/* stay_store.h - the stays of a register as they wait to be counted, in baskets of cells.
 *
 * Tables of all cells and windows are larger than any cache, and to count stays in the order of persons is to wait for
 * memory at every one of them. So stays wait, sixteen bytes each, and are counted basket by basket: the tables of the
 * cells of one fit the cache.
 *
 * Where there is a bound, those that memory may not hold wait in a file without a name (base/scratch): all baskets, one
 * after the other, are written there as a run, as often as they have filled what they may; a basket is then what each
 * run has of it. Used by balance.c and balance_settle.c alone. */
#ifndef STAFF_STAY_STORE_H
#define STAFF_STAY_STORE_H

#include "pipeline/base/fault.h"
#include "pipeline/staff/tally.h"

enum { STAY_BASKETS = 256 };

struct stay_store;

struct stay_store *stay_store_new(void); /* the caller's, to stay_store_free(), which takes NULL */
void stay_store_free(struct stay_store *s);

/* About so many bytes of stays in memory from now on, which must be some pieces for each basket; the rest in a file in
 * the folder (borrowed). */
void stay_store_bound(struct stay_store *s, const char *folder, size_t bytes);

/* Where the disk is full or broken nothing more is kept, and stay_store_is_whole() tells. */
void stay_store_add(struct stay_store *s, size_t basket, const struct tally_stay *stay);

/* Nothing is left in memory. */
void stay_store_write(struct stay_store *s);

/* False, with the fault, where something that was added could not be kept. */
bool stay_store_is_whole(const struct stay_store *s, struct fault *f);

/* Gives the stays of a basket, in some order, in pieces of n. Different baskets may be visited by several threads.
 * Fails where a file can not be read. */
typedef void stay_store_visit(void *context, const struct tally_stay *stays, size_t n);
bool stay_store_basket(const struct stay_store *s, size_t basket, stay_store_visit *visit, void *context,
                       struct fault *f);

#endif
