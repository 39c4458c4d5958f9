/* logrank.h - whether groups leave at different pace: log-rank and Peto-Peto tests, k groups, strata, delayed entry.
 *
 *   O_g = sum of w_j d_gj          E_g = sum of w_j d_j n_gj / n_j
 *   V_gh = sum of w_j^2 d_j (n_j - d_j) / (n_j - 1) * (n_gj / n_j) (1[g = h] - n_hj / n_j)
 *   chi2 = (O - E)' V^- (O - E), on rank V degrees of freedom
 *
 * over the distinct times of leaving j, within each stratum, then summed over strata. w_j = 1 (log-rank), or S(t_j-),
 * the pooled Kaplan-Meier of the stratum just before t_j (Peto-Peto: more weight to early leavers; survdiff's rho = 1).
 * Sources: Mantel, Cancer Chemotherapy Reports 50 (1966) 163; Peto & Peto, JRSS A 135 (1972) 185; Harrington & Fleming,
 * Biometrika 69 (1982) 553. */
#ifndef STATISTICS_LOGRANK_H
#define STATISTICS_LOGRANK_H

#include "pipeline/statistics/risk_walk.h"

enum { LOGRANK_MOST_GROUPS = 1000 };

enum logrank_weight { LOGRANK_EQUAL, LOGRANK_PETO };

struct logrank {
    size_t n_groups;
    size_t *n;          /* spells of each group */
    double *observed;   /* O_g, weighted */
    double *expected;   /* E_g */
    double *covariance; /* [g * n_groups + h] */
    double chi_squared, p_value;
    size_t degrees;
};

/* group[i] < n_groups; stratum NULL: one stratum. False, leaving *out alone, where spells or groups are not sound, for
 * fewer than 2 or more than LOGRANK_MOST_GROUPS groups. Where groups were never at risk together or nobody left (rank
 * 0), the sums are there and chi_squared and p_value are NaN. On success *out is the caller's, to logrank_free(). */
bool logrank_test(const struct risk_spells *spells, const uint32_t *group, size_t n_groups, const uint32_t *stratum,
                  enum logrank_weight weight, struct logrank *out);
void logrank_free(struct logrank *test);

#endif
