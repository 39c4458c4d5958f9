/* distribution.h - probabilities of counts, and the gamma and beta distributions under them, for any size of count.
 *
 * GSL 2.7.1 is right for the normal, t and F distributions but not here: gsl_cdf_beta_P is NaN at its mean for (1e6,
 * 9e6), and gsl_cdf_gamma_Q is .2 % off at 3 standard deviations for shape 1e7. These agree with R to 1e-12 for shapes
 * up to 1e8 (tests/unit/test_distribution.c). Of two tails the smaller is computed, so that it keeps its digits, and
 * the larger is what it leaves.
 *
 * NaN where an argument is NaN or outside its range, or a sum is too long (gamma shapes above some 1e10). Counts
 * may be fractions where that makes sense (gamma, beta).
 *
 * Sources: probabilities of single counts after Loader 2000, "Fast and accurate computation of binomial probabilities";
 * the gamma integral by its series and continued fraction, Abramowitz and Stegun 6.5.29 and 6.5.31; the beta integral
 * by the continued fraction of Didonato and Morris 1992 (ACM Trans. Math. Softw. 18, 360-373). */
#ifndef STATISTICS_DISTRIBUTION_H
#define STATISTICS_DISTRIBUTION_H

struct tails {
    double lower; /* P(X <= x) */
    double upper; /* P(X > x) */
};

/* One count exactly. */
double distribution_poisson(double count, double mean);
double distribution_binomial(double count, double n, double p);
/* `count` of the `drawn` come from the `marked`, of marked + unmarked in all. */
double distribution_hypergeometric(double count, double marked, double unmarked, double drawn);

/* Tails of continuous distributions. Gamma has scale 1. */
struct tails distribution_gamma(double x, double shape);
struct tails distribution_beta(double x, double a, double b);
struct tails distribution_chi_square(double x, double degrees_of_freedom);

/* Sums over whole counts: at most, at least `count`. Between whole counts the gamma and beta integrals that continue
 * them, so that at_least(count + 1) is what at_most(count) leaves. */
double distribution_poisson_at_most(double count, double mean);
double distribution_poisson_at_least(double count, double mean);
double distribution_binomial_at_most(double count, double n, double p);
double distribution_binomial_at_least(double count, double n, double p);

#endif
