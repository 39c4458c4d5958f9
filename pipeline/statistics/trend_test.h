/* trend_test.h - is there a development at all? The model answer and the rank tests.
 *
 * The default is the log-linear Poisson trend (trend_test_poisson). Rank tests see neither counts nor exposure: they
 * are for comparison with other reports only, and with 4 years none can reach 5 %. */
#ifndef STATISTICS_TREND_TEST_H
#define STATISTICS_TREND_TEST_H

#include <stdbool.h>
#include <stddef.h>

/* Mann-Kendall (Mann 1945, Econometrica 13, 245; Kendall 1975, Rank Correlation Methods): S = sum over i < j of
 * sign(value_j - value_i), variance corrected for ties, z with continuity correction, tau-b. p_exact is the permutation
 * p P(|S| >= |s|), ties kept, for n <= 10; else NaN. Slope: Sen 1968 (JASA 63, 1379): median of pairwise slopes, limits
 * the slopes of rank round((k - C)/2) and round((k + C)/2 + 1), C = z sqrt(variance), NaN where these ranks do not
 * exist. False, leaving *out alone, for n < 2, times not ascending, or a value that is not finite. All values equal: S
 * = 0, p = 1. */
struct trend_mann_kendall {
    double s, variance, z, p, p_exact, tau_b;
    double slope, slope_lower, slope_upper;
};
bool trend_test_mann_kendall(const double *time, const double *value, size_t n, double level,
                             struct trend_mann_kendall *out);

/* The line of least squares, as R's lm(value ~ time): for comparison, it takes every value for equally sure. p of the
 * slope by t with n - 2 df; se and p are NaN for n = 2 or where the line meets every value. False, leaving *out alone,
 * for n < 2, all times equal, or what is not finite. */
struct trend_line {
    double slope, se, p;
};
bool trend_test_least_squares(const double *time, const double *value, size_t n, struct trend_line *out);

/* The least two-sided exact p of n distinct values, 2 / n!. */
double trend_test_least_p(size_t n);

/* Seasonal Kendall (Hirsch, Slack and Smith 1982, Water Resour. Res. 18, 107): S and variance summed over seasons, as
 * if seasons were independent. Within each season values stand in order of time. */
struct trend_seasonal_kendall {
    double s, variance, z, p;
};
bool trend_test_seasonal_kendall(const double *value, const size_t *season, size_t n, size_t n_seasons,
                                 struct trend_seasonal_kendall *out);

/* Pettitt 1979 (Appl. Statist. 28, 126): one change of level, by ranks. p = 2 exp(-6 K^2 / (n^3 + n^2)), at most 1.
 * `at` is the first of the new regime. False for n < 2. */
struct trend_pettitt {
    double k, p;
    size_t at;
};
bool trend_test_pettitt(const double *value, size_t n, struct trend_pettitt *out);

/* Conditional score test for a log-linear trend in rates, given the total: z = (sum t y - N tbar) / sqrt(N (sum e t^2 /
 * E - tbar^2)), tbar = sum e t / E. False without events, or where all time is one. */
bool trend_test_score(const double *time, const double *events, const double *person_years, size_t n, double *z,
                      double *p);

/* The Poisson trend: annual change in percent, 100 (ratio - 1), with limits by Wald and by profile likelihood at
 * `level`, both over the dispersion; likelihood-ratio test of the trend; homogeneity of all rates; goodness of fit of
 * the trend. */
struct trend_poisson {
    double change, wald_lower, wald_upper, lower, upper;
    double likelihood_ratio, p;                        /* 1 df */
    double homogeneity, homogeneity_df, homogeneity_p; /* deviance of one common rate */
    double deviance, df, deviance_p;                   /* of the trend */
    double dispersion;                                 /* pearson / df */
};
bool trend_test_poisson(const double *time, const double *events, const double *person_years, size_t n,
                        double dispersion, double level, struct trend_poisson *out);

#endif
