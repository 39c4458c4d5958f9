/* shrinkage.h - rates of many small units, each pulled towards the common rate by as much as it is chance.
 *
 * Empirical Bayes, gamma-Poisson (Clayton and Kaldor 1987, Biometrics 43, 671-681): O of a unit is Poisson with mean
 * theta E, and theta over units is gamma with shape nu and rate alpha. Wants some 8 units. Units with E not above 0 say
 * nothing and get NaN. */
#ifndef STATISTICS_SHRINKAGE_H
#define STATISTICS_SHRINKAGE_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

struct shrinkage {
    double mean;           /* nu / alpha, the common O/E */
    double nu;             /* Inf where the units differ no more than by chance: all are then given the common rate */
    double alpha;          /* Inf then too */
    double log_likelihood; /* of the negative binomial marginal */
    double total_observed, total_expected;
    size_t n; /* units with E above 0 */
};

/* Maximum likelihood. Without units or events mean is NaN or 0, and nu Inf. */
struct shrinkage shrinkage_fit(const double *observed, const double *expected, size_t n);

struct shrunken {
    double estimate;        /* (O + nu)/(E + alpha) */
    struct interval limits; /* gamma quantiles of the posterior; with nu Inf, Garwood's limits of the common rate */
    double p_above;         /* posterior probability that theta is above `reference`; NaN with nu Inf */
    double own_weight;      /* how much of the estimate is the unit's own rate: E/(E + alpha) */
};

struct shrunken shrinkage_unit(const struct shrinkage *s, double observed, double expected, double reference,
                               double confidence);

/* Marshall's moment estimates (1991, Appl. Statist. 40, 283-294), global form. estimates[n] may be NULL. */
struct marshall {
    double mean;     /* sum O / sum E */
    double s2;       /* spread of O/E weighted by E */
    double variance; /* of theta beyond chance: max(0, s2 - mean / mean of E) */
};
struct marshall shrinkage_marshall(const double *observed, const double *expected, size_t n, double *estimates);

/* Do the units differ by more than chance? */
struct heterogeneity {
    double chi_square; /* sum (O - mean E)^2 / (mean E) */
    size_t df;         /* units less 1 */
    double phi;        /* chi_square / df; NaN with 1 unit */
    double p;
    double p_matched; /* from a chi-square scaled to the statistic's own variance given the events in all (Haldane 1937,
                         Biometrika 29, 133-143): right also where units have a handful */
    double score_z;   /* of overdispersion, Potthoff and Whittinghill 1966 (Biometrika 53, 183-190) */
};
struct heterogeneity shrinkage_heterogeneity(const double *observed, const double *expected, size_t n);

#endif
