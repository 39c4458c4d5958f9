/* trend_relative.h - one unit's development against that of others: did it deviate in its own way?
 *
 * Given the events x of the unit and X of the others in a period, x is binomial of x + X with log odds log(e / E) + the
 * log ratio of their rates; whatever hits all alike, ordinary good and bad years with it, is gone. The same question as
 * a Poisson series: x with exposure e X / E, the events expected at the others' rate, and the dispersion times 1 + sum
 * x / sum X for the chance in X itself (1 / (1 - q) of a binomial share q, exact where the share is the same in all
 * periods). The likelihood ratios of the two agree to a few percent (tests/unit/test_trend_relative.c). */
#ifndef STATISTICS_TREND_RELATIVE_H
#define STATISTICS_TREND_RELATIVE_H

#include <stddef.h>

/* exposure[n]: e X / E. NaN where the others have no events or no person-years: no period of the series. */
void trend_relative_exposure(const double *person_years, const double *rest_events, const double *rest_person_years,
                             size_t n, double *exposure);

/* dispersion (NaN: 1) times 1 + sum x / sum X; NaN where X is 0 in all. */
double trend_relative_dispersion(double dispersion, const double *events, const double *rest_events, size_t n);

#endif
