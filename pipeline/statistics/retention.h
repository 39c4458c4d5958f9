/* retention.h - of those hired one year, how many have left within 1, 2, 3 years: by cohort, with limits.
 *
 * 1 - S(t) of each cohort's own Kaplan-Meier curve (survival.h), leavers at the very horizon included, and its median.
 * A cohort that has not been followed so far has no probability: NaN and a reason, never 0. */
#ifndef STATISTICS_RETENTION_H
#define STATISTICS_RETENTION_H

#include "pipeline/statistics/survival.h"

enum retention_reason {
    RETENTION_KNOWN,
    RETENTION_NOBODY_HAS_LEFT, /* probability 0; high is exact, see below */
    RETENTION_ALL_HAVE_LEFT,   /* probability 1; no limits */
    RETENTION_NOT_FOLLOWED,    /* nobody was followed to the horizon: all NaN */
    RETENTION_EMPTY,           /* no spells: all NaN */
};

/* One cohort at one horizon. Where nobody has left, the high limit is that of Clopper & Pearson (Biometrika 26, 1934,
 * 404) for 0 leavers among m: 1 - ((1 - level) / 2)^(1/m), NaN where m = 0. m is the least number at risk on the way to
 * the horizon: if F have left by then, the probability that nobody was seen to leave is at most (1 - F)^m, whenever
 * they left. */
struct retention_cell {
    enum retention_reason reason;
    size_t n_left;    /* until and at the horizon */
    size_t n_at_risk; /* just before the horizon */
    double probability, standard_error, low, high;
};

struct retention_cohort {
    size_t n, n_left;                /* spells; leavers, ever */
    struct survival_quantile median; /* first time with S <= 1/2, as definition T13 has it */
};

/* cohort[i] < n_cohorts; horizons are positive, on the time scale of the spells. Fills cells[cohort * n_horizons +
 * horizon] and cohorts[cohort], the caller's arrays. False, leaving both alone, where spells, cohorts, horizons or
 * level are not sound. */
bool retention_by_cohort(const struct risk_spells *spells, const uint32_t *cohort, size_t n_cohorts,
                         const double *horizons, size_t n_horizons, double level, enum survival_limits kind,
                         struct retention_cell *cells, struct retention_cohort *cohorts);

#endif
