#include "pipeline/statistics/root.h"

#include <float.h>
#include <math.h>

/* The next point as a share of the way from (x1, f1), the newest, to (x2, f2), beyond the root; (x3, f3) is the one
 * before. */
static double next_share(double x1, double f1, double x2, double f2, double x3, double f3)
{
    double place = (x1 - x2) / (x3 - x2);
    double height = (f1 - f2) / (f3 - f2);

    if (height * height < place && (1 - height) * (1 - height) < 1 - place)
        return f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2);
    return 0.5;
}

double root_find(double (*function)(double x, void *context), void *context, double low, double high)
{
    enum { MOST_STEPS = 2000 }; /* bisection alone ends before: a double has some 1,100 halvings */
    double x1 = high, x2 = low, f1 = function(x1, context), f2 = function(x2, context), share = 0.5;

    if (f1 == 0)
        return x1;
    if (f2 == 0)
        return x2;
    if (isnan(f1) || isnan(f2) || (f1 > 0) == (f2 > 0))
        return NAN;
    for (int step = 0; step < MOST_STEPS; step++) {
        double x = x1 + share * (x2 - x1), f = function(x, context), x3, f3, best, least_share;

        if (isnan(f))
            return NAN;
        if ((f > 0) == (f1 > 0)) {
            x3 = x1;
            f3 = f1;
        } else {
            x3 = x2;
            f3 = f2;
            x2 = x1;
            f2 = f1;
        }
        x1 = x;
        f1 = f;
        best = fabs(f1) < fabs(f2) ? x1 : x2;
        least_share = (DBL_EPSILON * fabs(best) + DBL_TRUE_MIN) / fabs(x2 - x1);
        if (f == 0 || least_share > 0.5)
            return best;
        share = fmin(1 - least_share, fmax(least_share, next_share(x1, f1, x2, f2, x3, f3)));
    }
    return NAN;
}
