/* exact.h - two-sided p-values of one count against its expectation, from the distribution itself.
 *
 * `central` is twice the smaller tail, at most 1: it agrees with the exact intervals of interval.h, and is what the
 * report uses. `midp` counts half of the observed count's own probability: less cautious. `minlike` adds up all counts
 * that are no likelier than the observed one, as R's poisson.test, binom.test and fisher.test; it can contradict the
 * interval beside it.
 *
 * NaN where the count or the hypothesis is not possible (negative, NaN, count > n). */
#ifndef STATISTICS_EXACT_H
#define STATISTICS_EXACT_H

struct exact_p {
    double central, midp, minlike;
};

struct exact_p exact_poisson(double count, double mean);
struct exact_p exact_binomial(double count, double n, double p);

/* Fisher's exact test of a 2 x 2 table of x1 of n1 against x2 of n2; minlike is Fisher's usual p. Adds up all tables
 * with these margins; NaN where they are more than 1e8. */
struct exact_p exact_fisher(double x1, double n1, double x2, double n2);

#endif
