#include "pipeline/statistics/mean.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct interval interval_mean_finite(double n, double sum, double squares, double population, double confidence)
{
    double mean = sum / n, excess = squares - n * mean * mean, variance, half;

    if (!(n >= 2) || !(population >= n) || !(confidence > 0 && confidence < 1) || !isfinite(sum) ||
        !isfinite(squares) || excess < -1e-9 * squares)
        return (struct interval){ NAN, NAN };
    variance = fmax(0, excess) / (n - 1);
    half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, n - 1) * sqrt((1 - n / population) * variance / n);
    return (struct interval){ mean - half, mean + half };
}
