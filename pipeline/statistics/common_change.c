#include "pipeline/statistics/common_change.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"

#include <math.h>
#include <stdlib.h>

/* Counts this unlikely, and those more standard deviations below the mean, are left out of the sum. */
static const double NEGLIGIBLE = 1e-12, FAR = 8;

/* Large counts are summed in strides, this many to a standard deviation: good to 3 digits, as the law is smooth there.
 */
static const double STRIDES = 50;

/* What makes a change clear: exposure after as a share of both, and the tail that is too small to be chance. */
struct judge {
    double share, tail;
};

static struct judge judge_of(const struct unit_change *unit, double confidence)
{
    return (struct judge){ unit->exposure_after / (unit->exposure_before + unit->exposure_after),
                           (1 - confidence) / 2 };
}

static bool is_lower(const struct judge *j, double before, double after)
{
    return before + after > 0 && distribution_binomial_at_most(after, before + after, j->share) < j->tail;
}

static bool is_higher(const struct judge *j, double before, double after)
{
    return before + after > 0 && distribution_binomial_at_least(after, before + after, j->share) < j->tail;
}

int common_change_of(const struct unit_change *unit, double confidence)
{
    struct judge j = judge_of(unit, confidence);

    if (!(unit->exposure_before > 0 && unit->exposure_after > 0 && unit->events_before >= 0 && unit->events_after >= 0))
        return 0;
    return is_lower(&j, unit->events_before, unit->events_after)    ? -1
           : is_higher(&j, unit->events_before, unit->events_after) ? 1
                                                                    : 0;
}

/* The first whole count after, `from` or above it, that is not clearly lower; that is clearly higher. Growing strides,
 * then halving: a count is followed in a few steps however large it is. */
static double first_after(const struct judge *j, double before, double from, bool higher)
{
    double below = from, stride = 1, at;

    if (higher ? is_higher(j, before, from) : !is_lower(j, before, from))
        return from;
    for (at = from + stride; higher ? !is_higher(j, before, at) : is_lower(j, before, at); at += stride) {
        below = at;
        stride *= 2;
    }
    while (at - below > 1) {
        double middle = floor((below + at) / 2);

        if (higher ? is_higher(j, before, middle) : !is_lower(j, before, middle))
            at = middle;
        else
            below = middle;
    }
    return at;
}

/* A count with this mean: Poisson, or negative binomial with variance dispersion x mean, which is the number of
 * failures before `size` successes of probability 1 / dispersion. */
struct law {
    double mean, dispersion, size;
};

static struct law law_of(double mean, double dispersion)
{
    return (struct law){ mean, dispersion, mean / (dispersion - 1) };
}

static double law_at(const struct law *l, double x)
{
    if (l->dispersion <= 1 || l->mean == 0)
        return distribution_poisson(x, l->mean);
    return l->size / (l->size + x) * distribution_binomial(l->size, l->size + x, 1 / l->dispersion);
}

static double law_at_most(const struct law *l, double x)
{
    if (l->dispersion <= 1 || l->mean == 0)
        return distribution_poisson_at_most(x, l->mean);
    return distribution_beta(1 / l->dispersion, l->size, x + 1).lower;
}

static double law_at_least(const struct law *l, double x)
{
    if (l->dispersion <= 1 || l->mean == 0)
        return distribution_poisson_at_least(x, l->mean);
    return x <= 0 ? 1 : distribution_beta(1 / l->dispersion, l->size, x).upper;
}

struct chances {
    double down, up;
};

/* For each count before, the counts after that are clearly lower run from 0 to one below `low`, the clearly higher ones
 * from `high` on; both rise with the count before, so that one walk finds them all. */
static struct chances chances_of(const struct unit_change *unit, double ratio, double dispersion, double confidence)
{
    double rate = (unit->events_before + unit->events_after) / (unit->exposure_before + ratio * unit->exposure_after);
    struct law before = law_of(rate * unit->exposure_before, dispersion);
    struct law after = law_of(rate * ratio * unit->exposure_after, dispersion);
    double sd = sqrt(fmax(1, dispersion) * before.mean), stride = 1 + floor(sd / STRIDES), low = 0, high = 0;
    struct judge j = judge_of(unit, confidence);
    struct chances c = { 0, 0 };

    for (double x = fmax(0, floor(before.mean - FAR * sd));; x += stride) {
        double own = stride * law_at(&before, x);

        if (own < NEGLIGIBLE && x > before.mean)
            return c;
        low = first_after(&j, x, low, false);
        high = first_after(&j, x, fmax(low, high), true);
        if (low > 0)
            c.down += own * law_at_most(&after, low - 1);
        c.up += own * law_at_least(&after, high);
    }
}

/* Adds one trial to the distribution of the number of successes in n trials, in place. */
static void convolve(double *probability, size_t n, double p)
{
    probability[n + 1] = probability[n] * p;
    for (size_t k = n; k > 0; k--)
        probability[k] = probability[k] * (1 - p) + probability[k - 1] * p;
    probability[0] *= 1 - p;
}

static size_t quantile(const double *probability, size_t n, double level)
{
    double sum = 0;

    for (size_t k = 0; k < n; k++) {
        sum += probability[k];
        if (sum >= level)
            return k;
    }
    return n;
}

bool common_change_expected(const struct unit_change *units, size_t n, double ratio, double dispersion,
                            double confidence, struct common_change *out)
{
    double *down, *up;

    if (n == 0 || !(ratio > 0) || isinf(ratio) || !(confidence > 0 && confidence < 1) || isnan(dispersion))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!(units[i].exposure_before > 0 && units[i].exposure_after > 0 && units[i].events_before >= 0 &&
              units[i].events_after >= 0) ||
            isinf(units[i].events_before + units[i].events_after + units[i].exposure_before + units[i].exposure_after))
            return false;
    down = memory_zeroed(n + 1, sizeof *down);
    up = memory_zeroed(n + 1, sizeof *up);
    down[0] = up[0] = 1;
    *out = (struct common_change){ 0 };
    for (size_t i = 0; i < n; i++) {
        struct chances c = chances_of(&units[i], ratio, dispersion, confidence);

        out->down_expected += c.down;
        out->up_expected += c.up;
        convolve(down, i, c.down);
        convolve(up, i, c.up);
    }
    out->down_low = quantile(down, n, 0.025);
    out->down_high = quantile(down, n, 0.975);
    out->up_low = quantile(up, n, 0.025);
    out->up_high = quantile(up, n, 0.975);
    free(down);
    free(up);
    return true;
}
