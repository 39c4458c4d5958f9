/* trend_break.h - one deviation from a log-linear development: how large, how likely, and what would have been seen.
 *
 *   log E y_t = log e_t + a + b t (+ season) + d z_t        z: pulse, step or slope (trend_shape.h)
 *
 * The dispersion comes from trend_dispersion.h and divides every likelihood ratio. Limits are by profile likelihood, so
 * they agree with the likelihood-ratio test and stand where a count is 0 (a ratio of 0, or Inf). */
#ifndef STATISTICS_TREND_BREAK_H
#define STATISTICS_TREND_BREAK_H

#include "pipeline/statistics/trend_shape.h"

/* The development without a deviation. */
struct trend_null {
    double annual_ratio, lower, upper; /* rate ratio a year, limits at `level`; NaN for TREND_CONSTANT; of a quadratic
                                        * development, at its middle */
    double *fitted;                    /* n, expected events; the caller's, to free() */
    double deviance, pearson, df;      /* df may be 0 */
};
/* False, leaving *out alone, where there is no fit (no events, a period without exposure, too few periods). */
bool trend_null_fit(const struct trend_series *series, double dispersion, double level, struct trend_null *out);

struct trend_effect {
    double ratio, lower, upper;       /* rate ratio exp(d); for a slope, a year */
    double log_ratio, standard_error; /* Wald, for comparison; NaN where separated */
    /* sum over the shape's periods of events less those expected at d = 0. Its limits are the expected number times the
     * limits of the ratio less 1, so that they exclude 0 exactly where those of the ratio exclude 1. */
    double excess, excess_lower, excess_upper;
    double excess_per_100, excess_per_100_lower, excess_per_100_upper; /* over the staff of the shape's periods */
    double likelihood_ratio, p; /* over the dispersion; chi-squared, 1 df: without any search */
};
/* without[n] (NULL: not wanted) gets the events expected at d = 0 in all periods. False, leaving all alone, where the
 * candidate cannot be fitted. */
bool trend_break_effect(const struct trend_series *series, struct trend_candidate candidate, double dispersion,
                        double level, struct trend_effect *out, double *without);

/* Weights of models from their likelihood ratios over the dispersion, all with the same number of parameters: BIC
 * weights exp(LR / 2) normalised. n = 0 is fine. */
void trend_break_weights(const double *likelihood_ratio, size_t n, double *weight);

/* Which dates may it be? From the LR (dispersion 1) of every candidate:
 *
 *   in_set[n]   the best shape at the date has LR / dispersion > largest - 3.841 (95 % profile-likelihood set)
 *   weight[n]   BIC weight of a break at the date, averaged over its shapes
 *   *none       BIC weight of no break; the prior is 1/2 for it, and 1/2 spread evenly over the dates
 *
 * All weights add to 1. */
void trend_break_dates(const struct trend_candidate *candidates, const double *likelihood_ratio, size_t n_candidates,
                       double dispersion, size_t n, bool *in_set, double *weight, double *none);

/* Smallest ratio that would be seen with probability `power` at a two-sided level of 5 %:
 *
 *   exp((z_.975 + z_power) sqrt(dispersion V)),  V = variance of d under the null with dispersion 1
 *
 * NaN where the candidate is not identified. `per_100`: the same upwards in events per 100 person-years at the date,
 * from the rate expected there without a deviation. */
struct trend_detectable {
    double ratio, per_100;
};
bool trend_break_detectable(const struct trend_series *series, struct trend_candidate candidate, double dispersion,
                            double power, struct trend_detectable *out);

#endif
