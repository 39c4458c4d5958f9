/* balance.h - the balance of staff: who was there, came and went, in every group and window.
 *
 *   opening + hires + moved_in + changed_in + reorganised_in
 *           - exits - moved_out - changed_out - reorganised_out = closing
 *
 * holds exactly for every group of every grouping and every window (domain 2.4); balance_settle() proves it for each
 * cell and balance_sums.h for each group, from numbers that were counted separately. Stocks, hires, exits and days are
 * counted per cell and added up; moves and changes are counted per grouping, for what is an event in one is none in
 * another.
 *
 * Between snapshots nobody's days are known: there the days of a window are the mean of both stocks times its length.
 */
#ifndef STAFF_BALANCE_H
#define STAFF_BALANCE_H

#include "pipeline/base/fault.h"
#include "pipeline/staff/balance_count.h"
#include "pipeline/staff/grouping.h"
#include "pipeline/staff/tally_rows.h"

enum { BALANCE_LEAST_BOUND = 3 << 19 };

struct balance;

/* The caller's, to balance_free(). Both are borrowed; cells may grow until balance_settle(). */
struct balance *balance_new(const struct windows *windows, struct cells *cells);
void balance_free(struct balance *b);

/* About so many bytes of stays, at least BALANCE_LEAST_BOUND, wait in memory from now on, and the rest in a file in the
 * folder (borrowed), which balance_settle() tells of where it could not be written. */
void balance_bound(struct balance *b, const char *folder, size_t bytes);

/* What takes memory by cells and months: bytes of it now, and of what balance_settle() will make. */
struct balance_size {
    size_t now, settled;
};
struct balance_size balance_size(const struct balance *b);

/* Says of the next cell, before its first stay, in the order of their numbers: by its mark, which is its own in every
 * balance that this one may be joined with, its stays wait with those of others. */
void balance_mark_cell(struct balance *b, uint64_t mark);

/* Counts one person's stays; cell[i] is the cell of stays[i]. */
void balance_add(struct balance *b, const struct stay *stays, const uint32_t *cell, size_t n);

/* Adds what was counted in another balance by the same windows, and takes it from there: cell[i] is the cell here of
 * its cell i. Both before balance_settle(); all cells here are marked by then. */
void balance_join(struct balance *into, struct balance *from, const uint32_t *cell);

/* Once, after everybody is counted, in so many threads: what comes out is the same for any number. Fails, FAULT_SYSTEM,
 * where a cell does not balance: a mistake of ours; or where stays could not be kept. */
bool balance_settle(struct balance *b, size_t n_threads, struct fault *f);

/* The other way to a settled balance is to add up others, once all cells are known: of a cell, its window, or after the
 * last one the boundary at the end; of the group that a cell belongs to, cells too. To balance_sum_end(), which fails
 * as balance_settle() does. */
void balance_sum_begin(struct balance *b);
void balance_sum_tally(struct balance *b, uint32_t cell, size_t window, const struct tally *t, int64_t ungraded_days2);
void balance_sum_transfers(struct balance *b, enum grouping_id id, uint32_t cell, size_t window,
                           const struct transfers *t);
bool balance_sum_end(struct balance *b, struct fault *f);

/* One cell in all windows and at the boundary at the end; and its transfers in all windows but of those who pass to
 * another band, NULL where there are none. */
const struct tally_rows *balance_tallies(const struct balance *b, uint32_t cell);
const struct transfers *balance_cell_transfers(const struct balance *b, uint32_t cell);
/* The same of a group. */
const struct transfers *balance_group_transfers(const struct balance *b, enum grouping_id id, uint32_t group);
/* Twice the days of a cell in one window of which no grade is known. */
int64_t balance_ungraded_days2(const struct balance *b, uint32_t cell, size_t window);

/* The fault of a balance that does not hold, in a grouping; false. */
bool balance_fault(struct fault *f, const char *grouping);

const struct windows *balance_windows(const struct balance *b);
const struct cells *balance_cells(const struct balance *b);
/* Adds the transfers from and to a group. */
void balance_add_transfers(const struct balance *b, enum grouping_id id, uint32_t group, size_t window,
                           struct balance_count *to);

#endif
