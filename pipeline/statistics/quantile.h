/* quantile.h - quantiles that hold for any number of events.
 *
 * gsl_cdf_chisq_Pinv and gsl_cdf_beta_Pinv return NaN from some thousand events on, and end the program under GSL's
 * default handler; here the quantile is a bracketed root of distribution.h. Agrees with R to 1e-12
 * (tests/unit/test_quantile.c).
 *
 * `_lower` takes the probability below the quantile, `_upper` the one above it: give the small one. p = 0 and 1 give
 * the ends of the range. NaN where an argument is NaN or outside its range. A gamma quantile below the least double is
 * 0. */
#ifndef STATISTICS_QUANTILE_H
#define STATISTICS_QUANTILE_H

double quantile_normal(double p);
double quantile_t(double p, double degrees_of_freedom);
/* z with `confidence` of a normal variable within -z..z: 1.96 for .95. */
double quantile_two_sided(double confidence);

double quantile_gamma_lower(double p, double shape); /* scale 1 */
double quantile_gamma_upper(double p, double shape);
double quantile_chi_square_lower(double p, double degrees_of_freedom);
double quantile_chi_square_upper(double p, double degrees_of_freedom);
double quantile_beta_lower(double p, double a, double b);
double quantile_beta_upper(double p, double a, double b);

/* The least count with P(X <= count) >= p, as R's qpois and qbinom. */
double quantile_poisson(double p, double mean);
double quantile_binomial(double p, double n, double probability);

#endif
