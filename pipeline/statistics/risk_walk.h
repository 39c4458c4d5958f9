/* risk_walk.h - walks through the times at which somebody leaves, and says who was at risk there.
 *
 * The one place that knows what a risk set is: at time t those are at risk who were under observation just before it,
 * entry < t <= exit. Kaplan-Meier, Aalen-Johansen and log-rank all walk over it. Times equal to 1e-9 (relative) are one
 * time, so that 365/365.25 reckoned in two ways is still a tie. n log n in the number of spells. */
#ifndef STATISTICS_RISK_WALK_H
#define STATISTICS_RISK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Spells of observation on one time scale, mostly time since hiring. Borrowed by whoever takes it.
 *   entry  time from which the person is under observation; NULL: from the beginning, and a person may then leave at
 *          time 0
 *   exit   time of leaving, or of the end of observation
 *   cause  0: still there at exit (censored); 1, 2, ...: left, and why
 *   count  how many persons each of the spells stands for, at least 1; NULL: one
 * A person may have several spells as long as they do not overlap: (0, 2] censored and (2, 5] are the same as (0, 5].
 * Since only the numbers at each time matter, whose entry goes with whose exit does not. */
struct risk_spells {
    size_t n;
    const double *entry;
    const double *exit;
    const uint8_t *cause;
    const uint32_t *count;
};

/* Whether two times are one: |a - b| <= 1e-9 of the larger. And whether a comes before b and is not the same. */
bool risk_same_time(double a, double b);
bool risk_before(double a, double b);

/* Whether everything about the spells is finite, each exit comes after its entry (by more than 4e-9 of its value), and
 * no count is 0. */
bool risk_spells_are_sound(const struct risk_spells *spells);

struct risk_walk {
    /* The present stop. at_risk has one number a group; events has n_causes numbers a group: [group * n_causes + cause
     * - 1]. */
    double time;
    uint32_t stratum;
    bool stratum_begins; /* the first stop in a stratum */
    size_t all_at_risk, all_events;
    size_t *at_risk, *events;
    size_t n_groups, n_causes;
    struct risk_mark *exits, *entries;
    size_t n, next_exit, next_entry;
    bool delayed, begun;
};

/* Makes a walk over the times with at least one event, stratum by stratum in rising order, each from its beginning.
 * group[i] < n_groups <= 65535; NULL: one group. Causes above n_causes are counted as n_causes. stratum NULL: one
 * stratum. Returns false, leaving *walk alone, where the spells are not sound or a group is out of range; n = 0 is
 * sound and has no stops. On success the walk is the caller's, to risk_walk_end(). */
bool risk_walk_begin(const struct risk_spells *spells, const uint32_t *group, size_t n_groups, size_t n_causes,
                     const uint32_t *stratum, struct risk_walk *walk);
bool risk_walk_next(struct risk_walk *walk); /* false past the last stop */
/* All times of entry and of exit in rising order, each with the number of spells until and with it, for a walk of one
 * stratum; entries and entered are not touched without delayed entry. */
void risk_walk_sorted_times(const struct risk_walk *walk, double *entries, size_t *entered, double *exits,
                            size_t *exited);
void risk_walk_end(struct risk_walk *walk);

#endif
