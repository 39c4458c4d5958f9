/* two_proportions.h - a share of one group against a share of another. */
#ifndef STATISTICS_TWO_PROPORTIONS_H
#define STATISTICS_TWO_PROPORTIONS_H

#include "pipeline/statistics/interval.h"

struct two_proportions {
    double difference;               /* x1/n1 - x2/n2 */
    struct interval newcombe;        /* of the difference: Newcombe 1998 (Stat. Med. 17, 873-890), method 10 */
    double chi_square, chi_square_p; /* without continuity correction; NaN where none or all are x */
    double fisher_p;                 /* Fisher's exact test; see exact.h on minlike */
    double fisher_central_p;
};

/* NaN where a share is not defined. */
struct two_proportions two_proportions_compare(double x1, double n1, double x2, double n2, double confidence);

#endif
