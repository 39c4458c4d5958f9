/* trend_dispersion.h - how much counts vary beyond Poisson when nothing has happened: between units, and from year to
 * year.
 *
 * Two parts. Unit noise, phi_u, from many units at once: the model has a level and a trend for each unit and an effect
 * for each period, so that whatever hits all units in a year alike does not enter. What hits one unit alone does, also
 * the deviation that is asked about: tests are the more careful the more units differ in it. Ordinary year shocks, tau
 * (sd on the log rate), hit all units alike: no pooling over units can see them. For a total of many units
 *
 *   phi = phi_u + mean(mu) tau^2
 *
 * where mean(mu) is the mean expected count a period. */
#ifndef STATISTICS_TREND_DISPERSION_H
#define STATISTICS_TREND_DISPERSION_H

#include "pipeline/statistics/trend_shape.h"

/* n_units x n_periods, unit by unit. A cell without person-years (0 or NaN) is absent. */
struct trend_units {
    size_t n_units, n_periods;
    const double *time; /* n_periods */
    const double *events, *person_years;
};

struct trend_unit_dispersion {
    double dispersion;  /* max(1, pearson / df); NaN where df < 7: unknown */
    double pearson, df; /* df = cells - 2 units - (periods - 2) */
    size_t n_units;     /* that have a say: three cells or more, and a trend that the counts bound */
};

/* Always fills *out. Fitted by turns: each unit's level and trend given the periods, then the periods given the units,
 * until the totals of all periods agree to 1e-10. */
void trend_dispersion_units(const struct trend_units *units, struct trend_unit_dispersion *out);

/* pearson / df of the series' own residuals about level, trend, season and every shape identified at `at`, so that the
 * deviation under test does not count as ordinary. NaN where a model with all three shapes would leave fewer than 7 df:
 * whether it is known is the same for all dates of a series. at = n: no shapes. */
double trend_dispersion_own(const struct trend_series *series, const struct trend_rule *rule, size_t at);

/* tau: sqrt(max(0, trend_dispersion_own - unit_dispersion) / mean(mu)), for a series of years. */
double trend_dispersion_year_sd(const struct trend_series *series, const struct trend_rule *rule, size_t at,
                                double unit_dispersion);

/* phi. unit_dispersion NaN (unknown) counts as 1. Never below 1. */
double trend_dispersion_total(double unit_dispersion, double mean_events, double year_sd);

/* The tau at which a statistic, largest LR with dispersion 1, falls to `critical` (which is per dispersion): beyond it
 * the result is lost. 0 where it is not there even without year shocks. */
double trend_dispersion_limit(double unit_dispersion, double mean_events, double statistic, double critical);

#endif
