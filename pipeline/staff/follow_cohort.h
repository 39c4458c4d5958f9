/* follow_cohort.h - how long those who were hired in a period stay. */
#ifndef STAFF_FOLLOW_COHORT_H
#define STAFF_FOLLOW_COHORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLLOW_WAITING = 64 };

/* The hires of a period by time: a person who left on day L is at L - s + 1 days; who moved, changed or was still there
 * at the horizon is censored at the day that ended the following, counted likewise (domain 2.4). */
struct follow_cohort {
    uint32_t *exits, *censored; /* [days]: persons; n_days of them */
    size_t n_days;
    size_t n_hires, n_exits;
    /* Times that are not in the arrays until follow_settle(): twice the days, and 1 for an exit. Put there by the
     * dozen, for the arrays of all cohorts are more than a cache holds. */
    uint32_t waiting[FOLLOW_WAITING];
    size_t n_waiting;
};

/* Several hires at once, who left or were censored. */
void follow_cohort_sum(struct follow_cohort *c, uint32_t days, uint32_t exits, uint32_t censored);

/* Adds another cohort to it; both are settled after. */
void follow_cohort_join(struct follow_cohort *into, struct follow_cohort *from);

/* Puts all of them in the arrays. */
void follow_cohort_settle(struct follow_cohort *c);

/* A hire who was followed for so many days, until an exit or no longer. */
static inline void follow_cohort_add(struct follow_cohort *c, uint32_t days, bool exit)
{
    c->n_hires++;
    c->n_exits += exit;
    c->waiting[c->n_waiting++] = 2 * days + exit;
    if (c->n_waiting == FOLLOW_WAITING)
        follow_cohort_settle(c);
}

/* Frees the arrays. */
void follow_cohort_clear(struct follow_cohort *c);

#endif
