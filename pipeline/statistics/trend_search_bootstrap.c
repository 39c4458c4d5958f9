#include "pipeline/base/memory.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* R's type 7. */
static double quantile(double *values, size_t n, double share)
{
    double place = share * (double) (n - 1), below = floor(place);
    size_t k = (size_t) below;

    qsort(values, n, sizeof *values, ascending);
    return k + 1 < n ? values[k] + (place - below) * (values[k + 1] - values[k]) : values[k];
}

static double p_value(size_t exceeding, size_t drawn, bool stopped)
{
    return stopped ? (double) exceeding / (double) drawn : (1 + (double) exceeding) / (1 + (double) drawn);
}

/* Equal counts give equal statistics up to rounding: those count as at least as large. */
static bool reaches(double value, double observed)
{
    return value >= observed - 1e-8 * (1 + fabs(observed));
}

bool trend_search_bootstrap(struct trend_search *s, const struct trend_bootstrap_options *o,
                            struct trend_bootstrap *out)
{
    const struct trend_series *series = trend_search_series(s);
    struct random *random;
    double *mu, *draw, *anywhere, *fixed, total = 0;
    size_t n = series->n, exceeding = 0, exceeding_fixed = 0, drawn = 0, unused;
    bool has_fixed, stopped = false;

    if (!(o->dispersion >= 1) || o->replicates == 0)
        return false;
    random = random_new(o->series, o->seed);
    mu = memory_zeroed(2 * n + 2 * o->replicates, sizeof *mu);
    draw = mu + n;
    anywhere = draw + n;
    fixed = anywhere + o->replicates;
    out->statistic = trend_search_largest(s, series->events, n, &out->candidate);
    memcpy(mu, trend_search_expected(s), n * sizeof *mu);
    out->statistic_fixed = o->at < n ? trend_search_largest_again(s, series->events, o->at, &out->candidate_fixed)
                                     : NAN;
    has_fixed = !isnan(out->statistic_fixed);
    for (size_t i = 0; i < n; i++)
        total += series->events[i];
    while (drawn < o->replicates && !stopped) {
        if (o->dispersion <= 1)
            random_multinomial(random, total, mu, n, draw);
        else
            for (size_t i = 0; i < n; i++)
                draw[i] = random_overdispersed(random, mu[i], o->dispersion);
        anywhere[drawn] = fmax(0, trend_search_largest(s, draw, n, &unused));
        exceeding += reaches(anywhere[drawn], out->statistic);
        if (has_fixed) {
            fixed[drawn] = fmax(0, trend_search_largest_again(s, draw, o->at, &unused));
            exceeding_fixed += reaches(fixed[drawn], out->statistic_fixed);
        }
        drawn++;
        stopped = o->stop_after > 0 && exceeding >= o->stop_after && (!has_fixed || exceeding_fixed >= o->stop_after);
    }
    out->replicates = drawn;
    out->p = p_value(exceeding, drawn, stopped);
    out->p_fixed = has_fixed ? p_value(exceeding_fixed, drawn, stopped) : NAN;
    out->critical = stopped ? NAN : quantile(anywhere, drawn, 0.95) / o->dispersion;
    out->critical_fixed = stopped || !has_fixed ? NAN : quantile(fixed, drawn, 0.95) / o->dispersion;
    out->statistic /= o->dispersion;
    out->statistic_fixed /= o->dispersion;
    random_free(random);
    free(mu);
    return true;
}
