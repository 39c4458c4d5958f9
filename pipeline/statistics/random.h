/* random.h - draws that anyone can repeat: a Mersenne twister seeded by the user's seed and the name of the series.
 *
 * Each series has a stream of its own, so its p-value does not depend on which series were tested before it, or in
 * which process. Source: Matsumoto and Nishimura 1998 (mt19937, GSL's implementation); the seed is FNV-1a (64 bits,
 * folded) over the name and the user's seed. */
#ifndef STATISTICS_RANDOM_H
#define STATISTICS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random;

/* `series` names what is drawn for, for example "city/annual"; NULL is as "". The caller's, to random_free() (NULL is
 * fine). */
struct random *random_new(const char *series, uint64_t user_seed);
void random_free(struct random *r);

/* The seed that a series gets: for reports, and so that tests can compare. */
uint32_t random_seed(const char *series, uint64_t user_seed);

/* [0, 1) */
double random_uniform(struct random *r);
double random_normal(struct random *r); /* mean 0, sd 1 */

/* draws[n]: `total` events spread over n cells in proportion to weight[n] (>= 0, not all 0 unless total is 0). Counts
 * are written as doubles, as every count on this floor. total at most UINT32_MAX. */
void random_multinomial(struct random *r, double total, const double *weight, size_t n, double *draws);

/* mean >= 0; a mean of 0 gives 0. */
double random_poisson(struct random *r, double mean);

/* Negative binomial (gamma-Poisson) with this mean and variance dispersion * mean; dispersion <= 1 draws Poisson. */
double random_overdispersed(struct random *r, double mean, double dispersion);

#endif
