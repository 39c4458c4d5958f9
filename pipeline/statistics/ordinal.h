/* ordinal.h - answers on a scale: shares, means, comparisons of groups, trends over ordered groups. */
#ifndef STATISTICS_ORDINAL_H
#define STATISTICS_ORDINAL_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

/* Limits of all k shares at once: all hold together with the confidence. counts[k]; limits[k] are NaN where the counts
 * sum to 0. Goodman 1965 (Technometrics 7, 247-254): chi-square at 1 - (1 - confidence)/k with 1 df; the report's own.
 */
void ordinal_goodman(const double *counts, size_t k, double confidence, struct interval *limits);
/* Quesenberry and Hurst 1964 (Technometrics 6, 191-195): chi-square with k - 1 df; wider. */
void ordinal_quesenberry(const double *counts, size_t k, double confidence, struct interval *limits);

struct mean_score {
    double n, mean;
    double se; /* multinomial: sqrt((sum s^2 p - mean^2)/n); to be shown only beside the distribution */
};
/* NaN where the counts sum to 0. */
struct mean_score ordinal_mean(const double *counts, const double *scores, size_t k);

struct wilcoxon {
    double w;   /* Mann-Whitney's U of group 1: pairs in which it is higher, ties counted half; R's W */
    double auc; /* w / (n1 n2): the chance that one of group 1 is higher than one of group 2 */
    double z;   /* normal, with ties and continuity correction */
    double p;   /* two-sided; 1 where all answers are the same */
};
/* counts1[k], counts2[k] in the k ordered categories. NaN where a group is empty. */
struct wilcoxon ordinal_wilcoxon(const double *counts1, const double *counts2, size_t k);

struct chi_square {
    double statistic, df, p;
    double cramers_v;
};
/* counts of n_rows rows of n_columns. Rows and columns that are empty do not count; NaN where fewer than 2 rows or
 * columns are left. */
struct chi_square ordinal_chi_square(const double *counts, size_t n_rows, size_t n_columns);

struct trend {
    double chi_square, p;              /* Cochran 1954, Armitage 1955: 1 df; as R's prop.trend.test */
    double slope;                      /* of the share by score, weighted least squares */
    double homogeneity, homogeneity_p; /* all groups equal: groups - 1 df */
};
/* x[i] of n[i] in groups with scores[i]. NaN where none or all are x, or the scores are all equal. Groups with n = 0 do
 * not count. */
struct trend ordinal_trend(const double *x, const double *n, const double *scores, size_t n_groups);

#endif
