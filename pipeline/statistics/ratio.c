#include "pipeline/statistics/ratio.h"

#include "pipeline/statistics/quantile.h"

#include <math.h>

static double sum(const double *values, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += values[i];
    return s;
}

/* n/(n-1) times the sum of products of deviations: the (co)variance of two totals of n units. */
static double total_covariance(const double *a, const double *b, double mean_a, double mean_b, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += (a[i] - mean_a) * (b[i] - mean_b);
    return s * (double) n / (double) (n - 1);
}

static double jackknife(const double *y, const double *x, double total_y, double total_x, size_t n)
{
    double mean = 0, squares = 0;

    for (size_t i = 0; i < n; i++)
        mean += (total_y - y[i]) / (total_x - x[i]) / (double) n;
    for (size_t i = 0; i < n; i++)
        squares += pow((total_y - y[i]) / (total_x - x[i]) - mean, 2);
    return sqrt(squares * (double) (n - 1) / (double) n);
}

static void fieller(struct ratio *r, const double *y, const double *x, double total_y, double total_x, size_t n,
                    double t)
{
    double mean_y = total_y / (double) n, mean_x = total_x / (double) n;
    double vyy = total_covariance(y, y, mean_y, mean_y, n), vxx = total_covariance(x, x, mean_x, mean_x, n);
    double vyx = total_covariance(y, x, mean_y, mean_x, n), g = t * t * vxx / (total_x * total_x), centre, half;

    r->fieller_g = g;
    if (!(g < 1)) {
        r->fieller = (struct interval){ -INFINITY, INFINITY };
        return;
    }
    centre = r->ratio - (vxx > 0 ? g * vyx / vxx : 0);
    half = t / total_x *
           sqrt(fmax(0, vyy - 2 * r->ratio * vyx + r->ratio * r->ratio * vxx -
                            (vxx > 0 ? g * (vyy - vyx * vyx / vxx) : 0)));
    r->fieller = (struct interval){ (centre - half) / (1 - g), (centre + half) / (1 - g) };
}

struct ratio ratio_of_totals(const double *numerator, const double *denominator, size_t n, double confidence)
{
    double total_y = sum(numerator, n), total_x = sum(denominator, n), squares = 0, t;
    struct ratio r = { NAN, NAN, { NAN, NAN }, NAN, { NAN, NAN }, NAN };

    if (!(total_x > 0) || isnan(total_y) || isinf(total_x))
        return r;
    r.ratio = total_y / total_x;
    if (n < 2 || !(confidence > 0 && confidence < 1))
        return r;
    for (size_t i = 0; i < n; i++)
        squares += pow(numerator[i] - r.ratio * denominator[i], 2);
    r.se = sqrt(squares * (double) n / (double) (n - 1)) / total_x;
    t = quantile_t((1 + confidence) / 2, (double) (n - 1));
    r.limits = (struct interval){ r.ratio - t * r.se, r.ratio + t * r.se };
    fieller(&r, numerator, denominator, total_y, total_x, n, t);
    r.se_jackknife = jackknife(numerator, denominator, total_y, total_x, n);
    return r;
}
