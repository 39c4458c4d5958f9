#include "pipeline/statistics/two_proportions.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/exact.h"

#include <math.h>

struct two_proportions two_proportions_compare(double x1, double n1, double x2, double n2, double confidence)
{
    struct interval one = interval_wilson(x1, n1, confidence), two = interval_wilson(x2, n2, confidence);
    double p1 = x1 / n1, p2 = x2 / n2, pooled = (x1 + x2) / (n1 + n2);
    struct exact_p fisher = exact_fisher(x1, n1, x2, n2);
    struct two_proportions r = {
        .difference = p1 - p2,
        .newcombe = { p1 - p2 - hypot(p1 - one.lower, two.upper - p2),
                      p1 - p2 + hypot(one.upper - p1, p2 - two.lower) },
        .chi_square = (p1 - p2) * (p1 - p2) / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)),
        .fisher_p = fisher.minlike,
        .fisher_central_p = fisher.central,
    };

    if (isnan(one.lower) || isnan(two.lower))
        return (struct two_proportions){ NAN, { NAN, NAN }, NAN, NAN, NAN, NAN };
    r.chi_square_p = distribution_chi_square(r.chi_square, 1).upper;
    return r;
}
