/* balance_sums.h - the balance of staff added up: of each group of a grouping, by window and by period. */
#ifndef STAFF_BALANCE_SUMS_H
#define STAFF_BALANCE_SUMS_H

#include "pipeline/staff/balance.h"

/* Groups of one grouping: counts[group * n_slots + slot]. */
struct balance_sums {
    struct balance_count *counts;
    size_t n_groups, n_slots;
};

/* By window, for n groupings in one pass over the cells: out[i] is of ids[i]. Both fail where a group does not balance,
 * like balance_settle(); out is the caller's to balance_sums_free() in any case. */
bool balance_sums_by_window(const struct balance *b, const enum grouping_id *ids, size_t n, struct balance_sums *out,
                            struct fault *f);

/* By period, then by pool: n_periods + n_pools slots, for all groupings at once. Proves too that districts add up to
 * the city, and that who moves out of one moves into another. */
bool balance_sums_by_period(const struct balance *b, struct balance_sums out[N_GROUPINGS], struct fault *f);

void balance_sums_free(struct balance_sums *s);

#endif
