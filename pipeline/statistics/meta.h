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

#endif
