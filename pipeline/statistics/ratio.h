/* ratio.h - the ratio of two totals over units, such as consultants per employee over districts.
 *
 * Units are the sample: how the ratio differs between them is what the uncertainty comes from. Not for a single unit
 * (see two_rates_counts) nor, with its interval, for a stock over a stock through time. */
#ifndef STATISTICS_RATIO_H
#define STATISTICS_RATIO_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

struct ratio {
    double ratio;            /* sum y / sum x */
    double se;               /* linearised: n/(n-1) sum (y - r x)^2 / (sum x)^2 (Cochran 1977, 6.4) */
    struct interval limits;  /* ratio -/+ t(n-1) se */
    double fieller_g;        /* how uncertain the denominator is: from .05 up prefer Fieller's limits */
    struct interval fieller; /* Fieller 1954 (J. R. Statist. Soc. B 16, 175-185); -Inf..Inf where g >= 1: unbounded */
    double se_jackknife;     /* leaving out one unit at a time */
};

/* numerator[n], denominator[n] of n units. The ratio is NaN where the denominators sum to 0 or anything is NaN; all
 * else is NaN with fewer than 2 units. */
struct ratio ratio_of_totals(const double *numerator, const double *denominator, size_t n, double confidence);

#endif
