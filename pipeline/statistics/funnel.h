/* funnel.h - units against their common rate, with limits that widen where units are small.
 *
 * O observed against E expected events, or events against person-time: `target` is the common O/E, sum O / sum E. Units
 * with E not above 0 get NaN and do not count.
 *
 * Sources: Spiegelhalter 2005 (Stat. Med. 24, 1185-1202) for limits and overdispersion; square-root scale and
 * DerSimonian-Laird tau^2 as NHS England's CQC method. Fewer than some ten units say little about overdispersion. */
#ifndef STATISTICS_FUNNEL_H
#define STATISTICS_FUNNEL_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

struct funnel {
    double target;
    size_t n;             /* units with E above 0 */
    double z_low, z_high; /* what z was winsorised to */
    double phi;           /* mean of squared winsorised z: 1 is chance alone */
    double phi_raw;       /* without winsorising */
    double tau2;          /* spread between units beyond chance, on the square-root scale; 0 where n phi <= n - 1 */
};

/* winsorise is the share in each tail that z is pulled in to (.1: at the 10th and 90th percentile, R's type 7). z[n]
 * (may be NULL) gets 2 sqrt(E) (sqrt(O/E) - sqrt(target)). Without units, or without events, phi and tau2 are NaN. */
struct funnel funnel_fit(const double *observed, const double *expected, size_t n, double winsorise, double *z);

/* The same around a target that is known, such as the rate of a city of which these are only some districts. */
struct funnel funnel_fit_around(const double *observed, const double *expected, size_t n, double target,
                                double winsorise, double *z);

/* z with multiplicative (z / sqrt phi) and additive overdispersion. */
double funnel_z_multiplicative(double z, const struct funnel *f);
double funnel_z_additive(double observed, double expected, const struct funnel *f);

/* Control limits of O/E at a two-sided `confidence` (.95, .998) for a unit with this E. */
struct interval funnel_limits_exact(double expected, double target, double confidence); /* Poisson quantiles over E */
struct interval funnel_limits_interpolated(double expected, double target,
                                           double confidence); /* smooth between counts; may be
                                                                   below 0 for small E */
struct interval funnel_limits_smooth(double expected, double target,
                                     double confidence); /* for drawing: the same as interpolated where it meets a
                                                            count, without corners between; at least 0 */
struct interval funnel_limits_overdispersed(double expected, const struct funnel *f,
                                            double confidence); /* additive; at least 0 */

/* The expected numbers at which `observed` events sit exactly on the limits: those of Garwood's interval of the count,
 * as PHEindicatormethods plots its ratio funnels. lower: on the upper limit of the funnel; upper: on its lower limit.
 */
struct interval funnel_expected_on_limits(double observed, double confidence);

#endif
