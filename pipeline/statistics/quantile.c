#include "pipeline/statistics/quantile.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/root.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

double quantile_normal(double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? -INFINITY : INFINITY;
    return gsl_cdf_ugaussian_Pinv(p);
}

double quantile_t(double p, double degrees_of_freedom)
{
    if (!(p >= 0 && p <= 1) || !(degrees_of_freedom > 0))
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? -INFINITY : INFINITY;
    return isinf(degrees_of_freedom) ? quantile_normal(p) : gsl_cdf_tdist_Pinv(p, degrees_of_freedom);
}

double quantile_two_sided(double confidence)
{
    return -quantile_normal((1 - confidence) / 2);
}

/* A continuous distribution on (least, most) and a tail that is to hold p. */
struct sought {
    struct tails (*tails)(double x, double a, double b);
    double a, b;
    double log_p;
    bool upper;
};

/* Rises through 0 at the quantile. Logarithms, so that far tails have slopes a root finder can use. */
static double excess(double x, void *context)
{
    const struct sought *s = context;
    struct tails t = s->tails(x, s->a, s->b);

    return s->upper ? s->log_p - log(t.upper) : log(t.lower) - s->log_p;
}

static struct tails gamma_tails(double x, double shape, double unused)
{
    (void) unused;
    return distribution_gamma(x, shape);
}

/* Where a gamma quantile may be: Wilson and Hilferty 1931, or the first term of the series where that is not positive.
 */
static double gamma_guess(const struct sought *s)
{
    double p = exp(s->log_p), z = s->upper ? -quantile_normal(p) : quantile_normal(p);
    double c = 1 / (9 * s->a), root = 1 - c + z * sqrt(c), log_lower;
    int sign;

    if (s->a >= 1 && root > 0.1)
        return s->a * root * root * root;
    log_lower = s->upper ? log1p(-p) : s->log_p;
    return exp(fmin(5, (log_lower + lgamma_r(s->a + 1, &sign)) / s->a));
}

static double gamma_quantile(double p, double shape, bool upper)
{
    struct sought s = { gamma_tails, shape, 0, log(p), upper };
    double least_factor = 1 + fmax(1e-9, 0.01 / (1 + sqrt(shape))); /* above 1, whatever the shape: the search ends */
    double factor = least_factor, low, high;

    if (!(p >= 0 && p <= 1) || !(shape > 0) || isinf(shape))
        return NAN;
    if (p == 0 || p == 1)
        return (p == 1) == upper ? 0 : INFINITY;
    low = high = fmax(gamma_guess(&s), DBL_MIN);
    while (excess(low, &s) > 0) {
        if (low <= DBL_MIN)
            return 0;
        low = fmax(low / factor, DBL_MIN);
        factor *= factor;
    }
    factor = least_factor;
    while (excess(high, &s) < 0) {
        high *= factor;
        factor *= factor;
    }
    return root_find(excess, &s, low, high);
}

double quantile_gamma_lower(double p, double shape)
{
    return gamma_quantile(p, shape, false);
}

double quantile_gamma_upper(double p, double shape)
{
    return gamma_quantile(p, shape, true);
}

double quantile_chi_square_lower(double p, double degrees_of_freedom)
{
    return 2 * gamma_quantile(p, degrees_of_freedom / 2, false);
}

double quantile_chi_square_upper(double p, double degrees_of_freedom)
{
    return 2 * gamma_quantile(p, degrees_of_freedom / 2, true);
}

static double beta_quantile(double p, double a, double b, bool upper)
{
    struct sought s = { distribution_beta, a, b, log(p), upper };
    double mean = a / (a + b), spread = sqrt(mean * (1 - mean) / (a + b + 1)), guess, step, low, high;

    if (!(p >= 0 && p <= 1) || !(a > 0 && b > 0) || isinf(a) || isinf(b))
        return NAN;
    if (p == 0 || p == 1)
        return (p == 1) == upper ? 0 : 1;
    guess = mean + spread * (upper ? -quantile_normal(p) : quantile_normal(p));
    low = high = fmin(1 - DBL_EPSILON, fmax(DBL_MIN, guess));
    for (step = spread / 64; low > DBL_MIN && excess(low, &s) > 0; step *= 4)
        low = fmax(DBL_MIN, fmin(low - step, low / 2));
    for (step = spread / 64; high < 1 && excess(high, &s) < 0; step *= 4)
        high = fmin(1, high + step);
    if (excess(low, &s) > 0)
        return 0; /* below the least double */
    return root_find(excess, &s, low, high);
}

double quantile_beta_lower(double p, double a, double b)
{
    return beta_quantile(p, a, b, false);
}

double quantile_beta_upper(double p, double a, double b)
{
    return beta_quantile(p, a, b, true);
}

/* The least whole count in (least, most] with at_most(count) >= p; at_most(least) < p. */
static double least_count(double (*at_most)(double count, double a, double b), double a, double b, double p,
                          double guess, double most)
{
    double least = -1, enough = fmin(most, fmax(0, guess)), step = 1;

    p *= 1 - 64 * DBL_EPSILON; /* a p that was computed as a sum of probabilities finds its own count again */
    while (enough < most && at_most(enough, a, b) < p) {
        least = enough;
        enough = fmin(most, enough + step);
        step *= 2;
    }
    for (step = 1; enough - step > least && at_most(enough - step, a, b) >= p; step *= 2)
        enough -= step;
    least = fmax(least, enough - step);
    while (enough - least > 1) {
        double middle = floor(least + (enough - least) / 2);

        if (at_most(middle, a, b) >= p)
            enough = middle;
        else
            least = middle;
    }
    return isnan(at_most(enough, a, b)) ? NAN : enough;
}

static double poisson_at_most(double count, double mean, double unused)
{
    (void) unused;
    return distribution_poisson_at_most(count, mean);
}

double quantile_poisson(double p, double mean)
{
    if (!(p >= 0 && p <= 1) || !(mean >= 0) || isinf(mean))
        return NAN;
    if (p == 0 || mean == 0)
        return 0;
    if (p == 1)
        return INFINITY;
    return least_count(poisson_at_most, mean, 0, p, floor(mean + sqrt(mean) * quantile_normal(p)), 9e15);
}

double quantile_binomial(double p, double n, double probability)
{
    double guess = floor(n * probability + sqrt(n * probability * (1 - probability)) * quantile_normal(p));

    if (!(p >= 0 && p <= 1) || !(n >= 0) || !(probability >= 0 && probability <= 1))
        return NAN;
    if (p == 0 || probability == 0)
        return 0;
    if (p == 1 || probability == 1)
        return n;
    return least_count(distribution_binomial_at_most, n, probability, p, guess, n);
}
