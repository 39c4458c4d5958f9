/* follow.h - what can only be told by following persons: who is the same person at two times, and how long hires stay.
 *
 * Beside the balance, which adds up, stand numbers that do not: distinct persons, the persons of one day who are in the
 * same group on another (T1, T10), stays without a break (T12), and the times to exit of the hires of a period (T13,
 * T18). All but the distinct persons are counted for the groupings with all definitions alone.
 *
 * Most of it the balance knows already. A stay in a group touches a period or pool if it is in stock when that begins,
 * or comes in later; and of those in stock at the beginning of a period, whoever did not go out of the group was there
 * all the time. So
 *
 *   persons  = opening + all inflow - again         (of a period or a pool)
 *   unbroken = opening - (all outflow - within)     (of a period)
 *   stayed   = unbroken + returned
 *
 * where only the exceptions are counted by following persons: who came back, and who came and went in one period. */
#ifndef STAFF_FOLLOW_H
#define STAFF_FOLLOW_H

#include "pipeline/staff/balance_count.h"
#include "pipeline/staff/follow_cohort.h"
#include "pipeline/staff/grouping.h"
#include "pipeline/staff/window.h"

/* What is counted of a group in a period, or in a pool (of which only `again` and `preliminary` are). */
struct follow_tally {
    uint32_t again;                     /* stays in the group, but for the first that a person has there in the slot */
    uint32_t preliminary[TALLY_CAUSES]; /* exits so near the horizon that the person may yet come back */
    uint32_t within;                    /* stays in the group that begin in the period and are left in it */
    uint32_t returned;                  /* persons in stock in the group at both ends, though not in one stay */
    uint32_t reference;                 /* employed in the group on the first reference day ... */
    uint32_t gone;                      /* ... and not in it on the second (T1) */
    uint32_t gone_preliminary;
};

/* What is told of it. */
struct follow_count {
    uint32_t persons;                   /* distinct persons ever there, or leaving, in the period */
    uint32_t preliminary[TALLY_CAUSES]; /* as above */
    uint32_t opening;                   /* in stock at the beginning ... */
    uint32_t stayed;                    /* ... and in the same group at the end (T10) */
    uint32_t unbroken;                  /* ... and in one stay all the time (T12) */
    uint32_t reference, gone, gone_preliminary;
};

struct follow;

/* The caller's, to follow_free(). Both are borrowed; cells may grow. */
struct follow *follow_new(const struct windows *windows, const struct cells *cells);
void follow_free(struct follow *f);

/* Follows one person; cell[i] is the cell of stays[i]. */
void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n);

/* Adds other persons, followed by the same windows: cell[i] is the cell here of their cell i. Both before
 * follow_settle(). */
void follow_join(struct follow *into, struct follow *from, const uint32_t *cell);

/* Adds what was counted elsewhere, and settled there, to the group of a cell; of the hires of a period, those who were
 * followed for so many days until they left, or no longer. */
void follow_sum_tally(struct follow *f, enum grouping_id id, uint32_t cell, size_t slot,
                      const struct follow_tally *tally);
void follow_sum_hires(struct follow *f, enum grouping_id id, uint32_t cell, size_t period, uint32_t days,
                      uint32_t exits, uint32_t censored);

/* Once, after everybody is followed. */
void follow_settle(struct follow *f);

/* Slots as in balance_sums_by_period(), whose count of the group in the slot is `balance`: periods, then pools. */
struct follow_count follow_count(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot,
                                 const struct balance_count *balance);
struct follow_tally follow_tally(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot);
/* Borrowed; no hires: n_days 0. For groupings with all definitions. */
const struct follow_cohort *follow_cohort(const struct follow *f, enum grouping_id id, uint32_t group, size_t period);

#endif
