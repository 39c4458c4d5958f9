#include "pipeline/statistics/common_change.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/two_rates.h"

#include <math.h>
#include <stdlib.h>

/* Counts this unlikely, and those more standard deviations below the mean, are left out of the sum. */
static const double NEGLIGIBLE = 1e-12, FAR = 8;

int common_change_of(const struct unit_change *unit, double confidence)
{
    struct interval d = two_rates_difference(unit->events_after, unit->exposure_after, unit->events_before,
                                             unit->exposure_before, confidence);

    return d.upper < 0 ? -1 : d.lower > 0 ? 1 : 0;
}

struct chances {
    double down, up;
};

/* For each count before, the counts after that are clearly lower run from 0 to one below `low`, the clearly higher ones
 * from `high` on; both rise with the count before, so that one walk finds them all. */
static struct chances chances_of(const struct unit_change *unit, double ratio, double confidence)
{
    double rate = (unit->events_before + unit->events_after) / (unit->exposure_before + ratio * unit->exposure_after);
    double before = rate * unit->exposure_before, after = rate * ratio * unit->exposure_after;
    struct unit_change u = { 0, unit->exposure_before, 0, unit->exposure_after };
    struct chances c = { 0, 0 };
    double low = 0, high = 0;

    for (u.events_before = fmax(0, floor(before - FAR * sqrt(before)));; u.events_before++) {
        double own = distribution_poisson(u.events_before, before);

        if (own < NEGLIGIBLE && u.events_before > before)
            return c;
        for (u.events_after = low; common_change_of(&u, confidence) < 0; u.events_after++)
            low++;
        if (high < low)
            high = low;
        for (u.events_after = high; common_change_of(&u, confidence) <= 0; u.events_after++)
            high++;
        if (low > 0)
            c.down += own * distribution_poisson_at_most(low - 1, after);
        c.up += own * distribution_poisson_at_least(high, after);
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

bool common_change_expected(const struct unit_change *units, size_t n, double ratio, double confidence,
                            struct common_change *out)
{
    double *down, *up;

    if (n == 0 || !(ratio > 0) || isinf(ratio) || !(confidence > 0 && confidence < 1))
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
        struct chances c = chances_of(&units[i], ratio, confidence);

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
