/* multiplicity.h - p-values of a family, adjusted for having been looked at together.
 *
 * Adjusted values are compared with the level directly: adjusted <= 0.05. As R's p.adjust (stats 4.2). A NaN is not a
 * member of the family: it stays NaN and does not count.
 *
 * Sources: Holm 1979 (Scand. J. Statist. 6, 65-70); Hochberg 1988 (Biometrika 75, 800-802); Benjamini and Hochberg 1995
 * (J. R. Statist. Soc. B 57, 289-300); Benjamini and Yekutieli 2001 (Ann. Statist. 29, 1165-1188). */
#ifndef STATISTICS_MULTIPLICITY_H
#define STATISTICS_MULTIPLICITY_H

#include <stddef.h>

enum multiplicity_method {
    MULTIPLICITY_BONFERRONI,
    MULTIPLICITY_HOLM,     /* family-wise, any dependence */
    MULTIPLICITY_HOCHBERG, /* family-wise, independent or positively dependent */
    MULTIPLICITY_BH,       /* false discovery rate, independent or positively dependent */
    MULTIPLICITY_BY,       /* false discovery rate, any dependence */
};

/* adjusted[n] may be p itself. p within [0, 1] or NaN. n = 0 is fine. */
void multiplicity_adjust(enum multiplicity_method method, const double *p, size_t n, double *adjusted);

#endif
