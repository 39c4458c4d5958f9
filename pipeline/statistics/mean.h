/* mean.h - the mean of all answers of a finite population, from those that were given. */
#ifndef STATISTICS_MEAN_H
#define STATISTICS_MEAN_H

#include "pipeline/statistics/interval.h"

/* Limits of the mean of `n` answers with these sums, out of a population of `population` (Inf: no correction):
 * mean -/+ t(n - 1) sqrt((1 - n/N) s^2 / n), Cochran 1977 (Sampling Techniques, 3rd ed.), 2.23 with s^2 from the
 * sample. All asked: no uncertainty, both limits are the mean. NaN where n < 2, N < n, a sum is NaN, or the sums can
 * not be those of n answers. */
struct interval interval_mean_finite(double n, double sum, double squares, double population, double confidence);

#endif
