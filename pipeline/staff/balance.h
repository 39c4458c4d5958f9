/* balance.h - the balance of staff: who was there, came and went, in every group and window.
 *
 *   opening + hires + moved_in + changed_in + reorganised_in
 *           - exits - moved_out - changed_out - reorganised_out = closing
 *
 * holds exactly for every group of every grouping and every window (domain 2.4); balance_settle() proves it for each
 * cell and balance_sum() for each group, from numbers that were counted separately. Stocks, hires, exits and days are
 * counted per cell and added up; moves and changes are counted per grouping, for what is an event in one is none in
 * another.
 *
 * Between snapshots nobody's days are known: there the days of a window are the mean of both stocks times its length.
 */
#ifndef STAFF_BALANCE_H
#define STAFF_BALANCE_H

#include "pipeline/base/fault.h"
#include "pipeline/staff/grouping.h"
#include "pipeline/staff/tally.h"

enum { BALANCE_FULL_TIME = 10000 }; /* hundredths of a percent */

/* One group in one window, period or pool. */
struct balance_count {
    int64_t opening, hires, closing;
    int64_t in[N_TRANSFERS], out[N_TRANSFERS];
    int64_t exits[TALLY_CAUSES];
    double person_days, ungraded_days;
    double grade_days; /* days times grade in hundredths of a percent; over BALANCE_FULL_TIME: full-time days */
    /* Day stocks (who is employed on a day, s <= t <= last) at the beginning of each window of a period and at its end:
     * their sum, 13 of them in a year of months. */
    int64_t present;
};

int64_t balance_exits(const struct balance_count *c);
int64_t balance_inflow(const struct balance_count *c);  /* hires and all transfers in */
int64_t balance_outflow(const struct balance_count *c); /* exits and all transfers out */

struct balance;

/* The caller's, to balance_free(). Both are borrowed; cells may grow until balance_settle(). */
struct balance *balance_new(const struct windows *windows, const struct cells *cells);
void balance_free(struct balance *b);

/* Counts one person's stays; cell[i] is the cell of stays[i]. */
void balance_add(struct balance *b, const struct stay *stays, const uint32_t *cell, size_t n);

/* Once, after everybody is counted. Fails, FAULT_SYSTEM, where a cell does not balance: a mistake of ours. */
bool balance_settle(struct balance *b, struct fault *f);

/* One cell in one window; false where nobody was ever there. */
bool balance_cell(const struct balance *b, uint32_t cell, size_t window, struct balance_count *out);

/* Groups of one grouping: counts[group * n_slots + slot]. */
struct balance_sums {
    struct balance_count *counts;
    size_t n_groups, n_slots;
};

/* By window, for n groupings in one pass: out[i] is of ids[i]. */
bool balance_by_window(const struct balance *b, const enum grouping_id *ids, size_t n, struct balance_sums *out,
                       struct fault *f);
/* By period, then by pool: n_periods + n_pools slots, for all groupings at once. Proves too that districts add up to
 * the city. */
bool balance_by_period(const struct balance *b, struct balance_sums out[N_GROUPINGS], struct fault *f);
void balance_sums_free(struct balance_sums *s);

#endif
