#include "pipeline/statistics/interval.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <math.h>
#include <stdbool.h>

static const struct interval undefined = { NAN, NAN };
static const double MOST_EVENTS = 1e10; /* beyond it distribution_gamma gives up */

static bool is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

static bool rate_is_defined(double events, double exposure, double confidence)
{
    return events >= 0 && events <= MOST_EVENTS && exposure > 0 && is_confidence(confidence);
}

static bool share_is_defined(double x, double n, double confidence)
{
    return x >= 0 && x <= n && n > 0 && !isinf(n) && is_confidence(confidence);
}

static struct interval scaled(double lower, double upper, double exposure)
{
    return (struct interval){ lower / exposure, upper / exposure };
}

struct interval interval_poisson_exact(double events, double exposure, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!rate_is_defined(events, exposure, confidence))
        return undefined;
    return scaled(events == 0 ? 0 : quantile_gamma_lower(tail, events), quantile_gamma_upper(tail, events + 1),
                  exposure);
}

/* A mid-P tail as a function of the parameter, less what it is to be. */
struct midp_tail {
    double count, n; /* n is unused for a Poisson count */
    double tail;
};

static double poisson_above(double mean, void *context)
{
    const struct midp_tail *t = context;

    return distribution_poisson_at_least(t->count + 1, mean) + distribution_poisson(t->count, mean) / 2 - t->tail;
}

static double poisson_below(double mean, void *context)
{
    const struct midp_tail *t = context;

    return distribution_poisson_at_most(t->count - 1, mean) + distribution_poisson(t->count, mean) / 2 - t->tail;
}

struct interval interval_poisson_midp(double events, double exposure, double confidence)
{
    struct midp_tail t = { events, 0, (1 - confidence) / 2 };
    struct interval exact = interval_poisson_exact(events, 1, confidence);

    if (!rate_is_defined(events, exposure, confidence))
        return undefined;
    if (events == 0) /* exp(-mean) / 2 is the tail */
        return scaled(0, fmax(0, -log(1 - confidence)), exposure);
    /* mid-P limits lie within the exact ones */
    return scaled(root_find(poisson_above, &t, exact.lower, exact.upper),
                  root_find(poisson_below, &t, exact.lower, exact.upper), exposure);
}

struct interval interval_poisson_byar(double events, double exposure, double confidence)
{
    double z = quantile_two_sided(confidence), above = events + 1, lower, upper;

    if (!rate_is_defined(events, exposure, confidence))
        return undefined;
    lower = events == 0 ? 0 : events * pow(1 - 1 / (9 * events) - z / (3 * sqrt(events)), 3);
    upper = above * pow(1 - 1 / (9 * above) + z / (3 * sqrt(above)), 3);
    return scaled(fmax(0, lower), upper, exposure);
}

struct interval interval_poisson_score(double events, double exposure, double confidence)
{
    double z = quantile_two_sided(confidence), centre = events + z * z / 2, half = z * sqrt(events + z * z / 4);

    if (!rate_is_defined(events, exposure, confidence))
        return undefined;
    /* events^2 / (centre + half) is centre - half without cancellation */
    return scaled(events * (events / (centre + half)), centre + half, exposure);
}

struct interval interval_poisson_jeffreys(double events, double exposure, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!rate_is_defined(events, exposure, confidence))
        return undefined;
    return scaled(events == 0 ? 0 : quantile_gamma_lower(tail, events + 0.5), quantile_gamma_upper(tail, events + 0.5),
                  exposure);
}

struct interval interval_poisson_log_wald(double events, double exposure, double confidence)
{
    double factor = exp(quantile_two_sided(confidence) / sqrt(events));

    if (!rate_is_defined(events, exposure, confidence) || events == 0)
        return undefined;
    return scaled(events / factor, events * factor, exposure);
}

struct interval interval_binomial_exact(double x, double n, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!share_is_defined(x, n, confidence))
        return undefined;
    return (struct interval){
        .lower = x == 0 ? 0 : quantile_beta_lower(tail, x, n - x + 1),
        .upper = x == n ? 1 : quantile_beta_upper(tail, x + 1, n - x),
    };
}

static double binomial_above(double p, void *context)
{
    const struct midp_tail *t = context;

    return distribution_binomial_at_least(t->count + 1, t->n, p) + distribution_binomial(t->count, t->n, p) / 2 -
           t->tail;
}

static double binomial_below(double p, void *context)
{
    const struct midp_tail *t = context;

    return distribution_binomial_at_most(t->count - 1, t->n, p) + distribution_binomial(t->count, t->n, p) / 2 -
           t->tail;
}

struct interval interval_binomial_midp(double x, double n, double confidence)
{
    struct midp_tail t = { x, n, (1 - confidence) / 2 };
    struct interval exact = interval_binomial_exact(x, n, confidence);

    if (!share_is_defined(x, n, confidence))
        return undefined;
    return (struct interval){
        .lower = x == 0 ? 0 : root_find(binomial_above, &t, exact.lower, exact.upper),
        .upper = x == n ? 1 : root_find(binomial_below, &t, exact.lower, exact.upper),
    };
}

struct interval interval_binomial_jeffreys(double x, double n, double confidence)
{
    double tail = (1 - confidence) / 2;

    if (!share_is_defined(x, n, confidence))
        return undefined;
    return (struct interval){
        .lower = x == 0 ? 0 : quantile_beta_lower(tail, x + 0.5, n - x + 0.5),
        .upper = x == n ? 1 : quantile_beta_upper(tail, x + 0.5, n - x + 0.5),
    };
}

/* Below: the lesser root p of (share - p)^2 = z^2 p (1 - p) / n, without cancellation where x is near 0. */
static double wilson_lower(double x, double n, double z)
{
    double share = x / n, centre = share + z * z / (2 * n);
    double half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));

    return share * share / (centre + half);
}

struct interval interval_wilson(double x, double n, double confidence)
{
    double z = quantile_two_sided(confidence);

    if (!share_is_defined(x, n, confidence))
        return undefined;
    return (struct interval){ wilson_lower(x, n, z), 1 - wilson_lower(n - x, n, z) };
}

struct interval interval_wilson_finite(double x, double n, double population, double confidence)
{
    double z = quantile_two_sided(confidence);

    if (!share_is_defined(x, n, confidence) || !(population >= n))
        return undefined;
    if (population == n)
        return (struct interval){ x / n, x / n };
    z *= sqrt((population - n) / (population - 1));
    return (struct interval){ wilson_lower(x, n, z), 1 - wilson_lower(n - x, n, z) };
}

struct interval interval_wilson_corrected(double x, double n, double confidence)
{
    double z = quantile_two_sided(confidence), correction = fmin(0.5, fabs(x - n / 2)), p,
           half_square = z * z / (2 * n);
    struct interval limits = { 0, 1 };

    if (!share_is_defined(x, n, confidence))
        return undefined;
    p = (x - correction) / n;
    if (p > 0)
        limits.lower = (p + half_square - z * sqrt(p * (1 - p) / n + half_square / (2 * n))) / (1 + 2 * half_square);
    p = (x + correction) / n;
    if (p < 1)
        limits.upper = (p + half_square + z * sqrt(p * (1 - p) / n + half_square / (2 * n))) / (1 + 2 * half_square);
    return limits;
}

struct interval interval_agresti_coull(double x, double n, double confidence)
{
    double z = quantile_two_sided(confidence), p, half;

    if (!share_is_defined(x, n, confidence))
        return undefined;
    p = (x + z * z / 2) / (n + z * z);
    half = z * sqrt(p * (1 - p) / (n + z * z));
    return (struct interval){ fmax(0, p - half), fmin(1, p + half) };
}

double interval_odds(double p)
{
    return p == 1 ? INFINITY : p / (1 - p);
}
