/* durations.h - lengths of stay of many persons, in whole days, four bytes each; and back as spells that stand for
 * many.
 *
 * Curves and tests ask how many were at risk and left on each day, never whose entry goes with whose exit
 * (risk_walk.h): so entries and exits are kept apart, and equal ones become one spell with a count. A register of
 * millions has some ten thousand of them. */
#ifndef STATISTICS_DURATIONS_H
#define STATISTICS_DURATIONS_H

#include "pipeline/statistics/risk_walk.h"

enum { DURATIONS_MOST_DAYS = 0xFFFFFF, DURATIONS_MOST_CAUSES = 254, DURATIONS_ENTERED = 255 };

struct durations_run {
    uint32_t mark, n; /* so many of the same */
};

struct durations {
    uint32_t *marks; /* a day and what happened on it */
    size_t n_marks, capacity;
    struct durations_run *runs; /* more of them, put by the number */
    size_t n_runs, n_united, runs_capacity;
    size_t n, n_late; /* persons; those of them whose entry is not 0 */
};

/* One person, at risk from after day `entry` to day `exit`: 0 <= entry < exit <= DURATIONS_MOST_DAYS; cause 0: still
 * there. `d` begins zeroed. */
void durations_add(struct durations *d, uint32_t entry, uint32_t exit, uint8_t cause);
void durations_free(struct durations *d);

/* What was added, apart from each other: by day, then by what happened on it (a cause, 0: still there, or
 * DURATIONS_ENTERED: entered late), with how many persons. And the same into another, which holds
 * what is different once; only when all of it is there does it stand for persons. */
typedef void durations_visit(void *context, uint32_t day, uint8_t what, size_t n);
void durations_each(const struct durations *d, durations_visit *visit, void *context);
void durations_put(struct durations *d, uint32_t day, uint8_t what, uint32_t n);

/* The persons of several together. entry is NULL where nobody entered late. */
struct durations_spells {
    struct risk_spells spells;
    double *entry, *exit;
    uint8_t *cause;
    uint32_t *count;
    size_t n, n_late; /* persons */
};
void durations_spells(const struct durations *parts, size_t n_parts, struct durations_spells *out);
void durations_spells_free(struct durations_spells *s);

/* Spells as they are where cumulative numbers are rounded to the nearest multiple of `base` (2 or more), half up: how
 * many have entered by each day, have left by it for each cause, or were lost. What is estimated of them is a function
 * of rounded numbers alone, as where curves are made again of rounded counts (OpenSAFELY, on Kaplan-Meier estimates).
 * Every base-th of those in order stands for `base` persons, the first one comes after half of them. As many must enter
 * as end: some are lost on the last day, or the last ends are left out. `spells` come in the order of their ends, and
 * of their entries too, as from durations_spells(). Nobody is left where they are fewer than half the base. */
void durations_spells_rounded(const struct risk_spells *spells, uint32_t base, struct durations_spells *out);

#endif
