#include "pipeline/statistics/funnel.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static double z_score(double observed, double expected, double target)
{
    return 2 * sqrt(expected) * (sqrt(observed / expected) - sqrt(target));
}

/* DerSimonian and Laird's moment estimator with weights 4E, the inverse variances of sqrt(O/E). */
static double additive_variance(const struct funnel *f, double sum_weights, double sum_squares)
{
    double n = (double) f->n, beyond_chance = n * f->phi - (n - 1);

    return n < 2 ? NAN : fmax(0, beyond_chance / (sum_weights - sum_squares / sum_weights));
}

struct funnel funnel_fit(const double *observed, const double *expected, size_t n, double winsorise, double *z)
{
    double sum_observed = 0, sum_expected = 0;

    for (size_t i = 0; i < n; i++) {
        if (expected[i] > 0) {
            sum_observed += observed[i];
            sum_expected += expected[i];
        }
    }
    return funnel_fit_around(observed, expected, n, sum_expected > 0 ? sum_observed / sum_expected : NAN, winsorise, z);
}

struct funnel funnel_fit_around(const double *observed, const double *expected, size_t n, double target,
                                double winsorise, double *z)
{
    struct funnel f = { target, 0, NAN, NAN, NAN, NAN, NAN };
    double *sorted = memory_zeroed(n, sizeof *sorted), sum_weights = 0, sum_squares = 0;

    for (size_t i = 0; i < n; i++) {
        double own = expected[i] > 0 ? z_score(observed[i], expected[i], f.target) : NAN;

        if (z != NULL)
            z[i] = own;
        if (!isnan(own)) {
            sorted[f.n++] = own;
            sum_weights += 4 * expected[i];
            sum_squares += 16 * expected[i] * expected[i];
        }
    }
    if (f.n > 0 && f.target > 0) {
        qsort(sorted, f.n, sizeof *sorted, ascending);
        f.z_low = gsl_stats_quantile_from_sorted_data(sorted, 1, f.n, winsorise);
        f.z_high = gsl_stats_quantile_from_sorted_data(sorted, 1, f.n, 1 - winsorise);
        f.phi = f.phi_raw = 0;
        for (size_t i = 0; i < f.n; i++) {
            double pulled = fmin(f.z_high, fmax(f.z_low, sorted[i]));

            f.phi += pulled * pulled / (double) f.n;
            f.phi_raw += sorted[i] * sorted[i] / (double) f.n;
        }
        f.tau2 = additive_variance(&f, sum_weights, sum_squares);
    }
    free(sorted);
    return f;
}

double funnel_z_multiplicative(double z, const struct funnel *f)
{
    return z / sqrt(f->phi);
}

double funnel_z_additive(double observed, double expected, const struct funnel *f)
{
    if (!(expected > 0))
        return NAN;
    return (sqrt(observed / expected) - sqrt(f->target)) / sqrt(1 / (4 * expected) + f->tau2);
}

static int is_defined(double expected, double target, double confidence)
{
    return expected > 0 && target >= 0 && confidence > 0 && confidence < 1;
}

struct interval funnel_limits_exact(double expected, double target, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!is_defined(expected, target, confidence))
        return (struct interval){ NAN, NAN };
    return (struct interval){
        quantile_poisson(tail, target * expected) / expected,
        quantile_poisson(1 - tail, target * expected) / expected,
    };
}

/* The count r with P(X <= r) >= p, less the share of its own probability by which it overshoots. */
static double interpolated(double p, double mean)
{
    double r = quantile_poisson(p, mean);

    return r - (distribution_poisson_at_most(r, mean) - p) / distribution_poisson(r, mean);
}

struct interval funnel_limits_interpolated(double expected, double target, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!is_defined(expected, target, confidence))
        return (struct interval){ NAN, NAN };
    return (struct interval){
        interpolated(tail, target * expected) / expected,
        interpolated(1 - tail, target * expected) / expected,
    };
}

struct tail {
    double mean, p;
};

/* The Poisson distribution function, continued between counts, less p: rises with the count. */
static double beyond(double count, void *context)
{
    const struct tail *t = context;

    return distribution_poisson_at_most(count, t->mean) - t->p;
}

static double smooth(double p, double mean)
{
    struct tail t = { mean, p };
    double high = quantile_poisson(p, mean);

    return beyond(0, &t) >= 0 ? 0 : root_find(beyond, &t, 0, high + 1);
}

struct interval funnel_limits_smooth(double expected, double target, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!is_defined(expected, target, confidence))
        return (struct interval){ NAN, NAN };
    return (struct interval){ smooth(tail, target * expected) / expected,
                              smooth(1 - tail, target * expected) / expected };
}

struct interval funnel_limits_overdispersed(double expected, const struct funnel *f, double confidence)
{
    double centre = sqrt(f->target), half;

    if (!is_defined(expected, f->target, confidence) || isnan(f->tau2))
        return (struct interval){ NAN, NAN };
    half = quantile_two_sided(confidence) * sqrt(1 / (4 * expected) + f->tau2);
    return (struct interval){ pow(fmax(0, centre - half), 2), pow(centre + half, 2) };
}

struct interval funnel_expected_on_limits(double observed, double confidence)
{
    return interval_poisson_exact(observed, 1, confidence);
}
