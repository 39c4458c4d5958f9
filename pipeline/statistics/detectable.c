#include "pipeline/statistics/detectable.h"

#include "pipeline/statistics/quantile.h"

#include <math.h>

double detectable_information(const double *shape, const double *expected, size_t n, bool with_trend)
{
    double all = 0, mean_shape = 0, mean_time = 0, spread_shape = 0, spread_time = 0, both = 0, left;

    for (size_t i = 0; i < n; i++) {
        all += expected[i];
        mean_shape += expected[i] * shape[i];
        mean_time += expected[i] * (double) i;
    }
    mean_shape /= all;
    mean_time /= all;
    for (size_t i = 0; i < n; i++) {
        double s = shape[i] - mean_shape, t = (double) i - mean_time;

        spread_shape += expected[i] * s * s;
        spread_time += expected[i] * t * t;
        both += expected[i] * s * t;
    }
    if (!with_trend || !(spread_time > 0))
        return spread_shape;
    left = spread_shape - both * both / spread_time;
    return left > 1e-12 * spread_shape ? left : 0; /* what is left by rounding is nothing */
}

double detectable_rate_ratio(double information, double phi, double alpha, double power)
{
    double z = quantile_normal(1 - alpha / 2) + quantile_normal(power);

    if (!(alpha > 0 && alpha < 1 && power > 0 && power < 1) || !(information >= 0) || !(phi >= 0))
        return NAN;
    return information == 0 ? INFINITY : exp(z * sqrt(phi / information));
}
