/* meta.h - estimates of several units pooled, with the spread between them that sampling does not explain.
 *
 * y_i is an estimate (say the log rate ratio of a district) with known variance v_i. Entries where y is NaN or v is not
 * above 0 are left out and do not count in n. */
#ifndef STATISTICS_META_H
#define STATISTICS_META_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

enum meta_method {
    META_PAULE_MANDEL, /* 1982 (J. Res. Natl. Bur. Stand. 87, 377-385): generalised Q equals its degrees of freedom;
                          ours */
    META_DERSIMONIAN_LAIRD, /* 1986 (Controlled Clin. Trials 7, 177-188): moments */
    META_REML,              /* restricted maximum likelihood; may be 0 where Paule-Mandel is not */
    META_COMMON,            /* tau2 = 0 */
};

struct meta {
    size_t n;
    double tau2;            /* variance between units */
    double estimate;        /* weights 1/(v + tau2) */
    double se;              /* 1/sqrt(sum of weights) */
    struct interval limits; /* normal, with se */
    double se_hksj; /* Hartung and Knapp 2001, Sidik and Jonkman 2002: weighted residual variance, not truncated */
    struct interval limits_hksj; /* t(n - 1) with se_hksj */
    struct interval prediction;  /* of a new unit: estimate -/+ t(n - 2) sqrt(tau2 + se^2) (Higgins et al. 2009, J. R.
                                    Statist.  Soc. A 172, 137-159); NaN below 3 units */
    double q, q_p;               /* Cochran's Q with common-effect weights, df n - 1 */
    double i2;                   /* max(0, (Q - df)/Q); share, not percent */
};

/* With 1 unit: its own estimate, tau2 0, and NaN for all that needs two. With none everything is NaN. */
struct meta meta_pool(const double *estimates, const double *variances, size_t n, enum meta_method method,
                      double confidence);

/* Limits of tau2 by the Q profile: those at which the generalised Q sits at the quantiles of its chi-square
 * distribution (Viechtbauer 2007, Stat. Med. 26, 37-52). 0 where even tau2 = 0 makes Q that small; NaN below 2 units.
 * They need not hold an estimate made in another way. */
struct interval meta_tau2_limits(const double *estimates, const double *variances, size_t n, double confidence);

/* One unit drawn towards the pooled estimate by as much as its own is chance, 1 - own_weight: the best linear unbiased
 * predictor, with the uncertainty of the pooled estimate in its standard error (Raudenbush and Bryk 1985, J. Educ.
 * Statist. 10, 75-98). With tau2 0 every unit gets the pooled estimate. NaN for a unit that does not count. */
struct meta_unit {
    double estimate, se, own_weight;
    struct interval limits;
};
struct meta_unit meta_shrink(const struct meta *m, double estimate, double variance, double confidence);

#endif
