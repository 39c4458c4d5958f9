/* interval.h - confidence intervals of a rate (events over person-time) and of a share (x of n).
 *
 * `confidence` is two-sided, .95 for 95 %. Both limits are NaN where the rate is not defined: exposure not above 0,
 * events negative, NaN or above 1e10, n not above 0, x outside 0..n, confidence not between 0 and 1. Rates are events
 * per unit of exposure; events need not be whole. Without events a lower limit is 0; where all of n are x an upper
 * limit is 1.
 *
 * The report's own: interval_poisson_exact, and interval_wilson for shares. The others are there for comparison with
 * publications that use them. */
#ifndef STATISTICS_INTERVAL_H
#define STATISTICS_INTERVAL_H

struct interval {
    double lower, upper;
};

/* Garwood 1936 (Biometrika 28, 437-442): never below its nominal coverage. */
struct interval interval_poisson_exact(double events, double exposure, double confidence);
/* Half of the observed count's probability in each tail: shorter, coverage near nominal on average. */
struct interval interval_poisson_midp(double events, double exposure, double confidence);
/* Byar's approximation (Breslow and Day 1987, p. 69) as the English OHID and PHE use it: x below, x + 1 above. */
struct interval interval_poisson_byar(double events, double exposure, double confidence);
/* Inverts the score test: x + z^2/2 -/+ z sqrt(x + z^2/4). */
struct interval interval_poisson_score(double events, double exposure, double confidence);
/* Gamma(x + 1/2) quantiles; 0 below where there are no events. */
struct interval interval_poisson_jeffreys(double events, double exposure, double confidence);
/* exp(log rate -/+ z / sqrt x); NaN without events. */
struct interval interval_poisson_log_wald(double events, double exposure, double confidence);

/* Clopper and Pearson 1934 (Biometrika 26, 404-413). */
struct interval interval_binomial_exact(double x, double n, double confidence);
struct interval interval_binomial_midp(double x, double n, double confidence);
/* Beta(x + 1/2, n - x + 1/2) quantiles; 0 and 1 at the edges. */
struct interval interval_binomial_jeffreys(double x, double n, double confidence);
/* Wilson 1927 (JASA 22, 209-212). */
struct interval interval_wilson(double x, double n, double confidence);
/* The same with continuity correction, as R's prop.test. */
struct interval interval_wilson_corrected(double x, double n, double confidence);
/* Wilson for a sample of n from a population of N: z times sqrt((N - n)/(N - 1)). N = n, all asked: no uncertainty, so
 * both limits are the share. NaN also where N < n. */
struct interval interval_wilson_finite(double x, double n, double population, double confidence);
/* Agresti and Coull 1998 (Am. Statist. 52, 119-126), within [0, 1]. */
struct interval interval_agresti_coull(double x, double n, double confidence);

/* p / (1 - p); Inf at 1. */
double interval_odds(double p);

#endif
