#include "pipeline/statistics/unit_break.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"

#include <math.h>
#include <stdlib.h>

/* Which periods a fit is made of. */
enum part { ALL, INSIDE, OUTSIDE };

static bool belongs(const struct unit_break_data *d, size_t period, enum part part)
{
    return part == ALL || d->in[period] == (part == INSIDE);
}

static bool is_there(const struct unit_break_data *d, size_t unit, size_t period)
{
    size_t at = unit * d->n_periods + period;

    return d->person_years[at] > 0 && !isnan(d->events[at]);
}

static double events_at(const struct unit_break_data *d, size_t unit, size_t period)
{
    return d->events[unit * d->n_periods + period];
}

static double years_at(const struct unit_break_data *d, size_t unit, size_t period)
{
    return d->person_years[unit * d->n_periods + period];
}

struct sums {
    double events, years;
};

static struct sums sums_of(const struct unit_break_data *d, size_t unit, enum part part)
{
    struct sums s = { 0, 0 };

    for (size_t t = 0; t < d->n_periods; t++)
        if (belongs(d, t, part) && is_there(d, unit, t)) {
            s.events += events_at(d, unit, t);
            s.years += years_at(d, unit, t);
        }
    return s;
}

/* A unit without events, or seen on one side only, says nothing of how the two sides differ. */
static size_t mark_units(const struct unit_break_data *d, bool *has_say)
{
    size_t n = 0;

    for (size_t u = 0; u < d->n_units; u++) {
        struct sums inside = sums_of(d, u, INSIDE), outside = sums_of(d, u, OUTSIDE);

        has_say[u] = inside.years > 0 && outside.years > 0 && inside.events + outside.events > 0;
        n += has_say[u];
    }
    return n;
}

/* ---- A level for each unit, an effect for each period ---------------------------------------------------------------
 */

struct effects {
    double *unit;   /* n_units */
    double *period; /* n_periods */
};

static double level_given_periods(const struct unit_break_data *d, size_t unit, enum part part, const double *period)
{
    double events = 0, expected = 0;

    for (size_t t = 0; t < d->n_periods; t++)
        if (belongs(d, t, part) && is_there(d, unit, t)) {
            events += events_at(d, unit, t);
            expected += years_at(d, unit, t) * period[t];
        }
    return events > 0 ? events / expected : 0;
}

static double effect_given_units(const struct unit_break_data *d, const bool *has_say, size_t period,
                                 const double *unit)
{
    double events = 0, expected = 0;

    for (size_t u = 0; u < d->n_units; u++)
        if (has_say[u] && is_there(d, u, period)) {
            events += events_at(d, u, period);
            expected += years_at(d, u, period) * unit[u];
        }
    return events > 0 ? events / expected : 0;
}

/* By turns, until both margins are met (iterative proportional fitting: the likelihood rises at every turn). */
static void fit(const struct unit_break_data *d, const bool *has_say, enum part part, struct effects *e)
{
    enum { MOST_TURNS = 2000 };
    const double enough = 1e-13;
    double change = INFINITY;

    for (size_t t = 0; t < d->n_periods; t++)
        e->period[t] = 1;
    for (size_t turn = 0; turn < MOST_TURNS && change > enough; turn++) {
        change = 0;
        for (size_t u = 0; u < d->n_units; u++)
            if (has_say[u])
                e->unit[u] = level_given_periods(d, u, part, e->period);
        for (size_t t = 0; t < d->n_periods; t++)
            if (belongs(d, t, part)) {
                double before = e->period[t];

                e->period[t] = effect_given_units(d, has_say, t, e->unit);
                change = fmax(change, fabs(e->period[t] - before) / fmax(before, 1e-300));
            }
    }
}

static double deviance(const struct unit_break_data *d, const bool *has_say, enum part part, struct effects *e)
{
    double sum = 0;

    fit(d, has_say, part, e);
    for (size_t u = 0; u < d->n_units; u++)
        for (size_t t = 0; t < d->n_periods; t++)
            if (has_say[u] && belongs(d, t, part) && is_there(d, u, t)) {
                double y = events_at(d, u, t), mean = years_at(d, u, t) * e->unit[u] * e->period[t];

                sum += 2 * ((y > 0 ? y * log(y / mean) : 0) - (y - mean));
            }
    return sum;
}

/* ---- The test -------------------------------------------------------------------------------------------------------
 */

/* Share of a unit's events that fall inside, under one common deviation. */
static double share_inside(const struct unit_break_data *d, size_t unit, const struct effects *e)
{
    double inside = 0, all = 0;

    for (size_t t = 0; t < d->n_periods; t++)
        if (is_there(d, unit, t)) {
            double weight = years_at(d, unit, t) * e->period[t];

            all += weight;
            inside += d->in[t] ? weight : 0;
        }
    return inside / all;
}

/* Given its total n a unit's events inside are binomial; the square of their standardised deviation has mean 1 and
 * variance 2 + (1 - 6 q (1 - q)) / (n q (1 - q)). As the periods' effects come from the same events, the sum's mean is
 * the number of units less 1. */
static void chi_square(const struct unit_break_data *d, const bool *has_say, const struct effects *e, double dispersion,
                       struct unit_break *out)
{
    double variance = 2 * out->df, scale;

    for (size_t u = 0; u < d->n_units; u++) {
        double q = has_say[u] ? share_inside(d, u, e) : 0, n, spread;

        if (!(q > 0 && q < 1)) /* nobody at all left inside, or outside */
            continue;
        n = sums_of(d, u, ALL).events;
        spread = n * q * (1 - q);
        out->chi_square += pow(sums_of(d, u, INSIDE).events - n * q, 2) / spread / dispersion;
        variance += (1 - 6 * q * (1 - q)) / spread;
    }
    variance = fmax(variance, 1e-6 * out->df);
    scale = variance / (2 * out->df);
    out->p = distribution_chi_square(out->chi_square / scale, out->df / scale).upper;
}

static bool is_sound(const struct unit_break_data *d)
{
    size_t n_inside = 0;

    for (size_t t = 0; t < d->n_periods; t++)
        n_inside += d->in[t];
    for (size_t i = 0; i < d->n_units * d->n_periods; i++)
        if (d->events[i] < 0 || isinf(d->events[i]) || isinf(d->person_years[i]))
            return false;
    return n_inside > 0 && n_inside < d->n_periods;
}

bool unit_break_test(const struct unit_break_data *d, double dispersion, struct unit_break *out)
{
    bool *has_say = memory_zeroed(d->n_units, sizeof *has_say);
    struct effects e = { memory_zeroed(d->n_units, sizeof *e.unit), memory_zeroed(d->n_periods, sizeof *e.period) };
    struct unit_break b = { .n_units = is_sound(d) ? mark_units(d, has_say) : 0 };
    bool ok = b.n_units >= 2 && dispersion > 0;

    if (ok) {
        double apart = deviance(d, has_say, INSIDE, &e) + deviance(d, has_say, OUTSIDE, &e);

        b.df = (double) b.n_units - 1;
        b.likelihood_ratio = fmax(0, deviance(d, has_say, ALL, &e) - apart) / dispersion;
        b.likelihood_ratio_p = distribution_chi_square(b.likelihood_ratio, b.df).upper;
        chi_square(d, has_say, &e, dispersion, &b);
        *out = b;
    }
    free(e.unit);
    free(e.period);
    free(has_say);
    return ok;
}

/* ---- One unit's deviation, for pooling ------------------------------------------------------------------------------
 */

void unit_break_effects(const struct unit_break_data *d, const double *common_rate, double dispersion,
                        double *log_ratio, double *variance)
{
    for (size_t u = 0; u < d->n_units; u++) {
        double events[2] = { 0, 0 }, expected[2] = { 0, 0 }, half;

        for (size_t t = 0; t < d->n_periods; t++)
            if (is_there(d, u, t)) {
                events[d->in[t]] += events_at(d, u, t);
                expected[d->in[t]] += years_at(d, u, t) * common_rate[t];
            }
        log_ratio[u] = variance[u] = NAN;
        if (!(expected[0] > 0 && expected[1] > 0) || events[0] + events[1] == 0)
            continue;
        half = events[0] == 0 || events[1] == 0 ? 0.5 : 0;
        log_ratio[u] = log((events[1] + half) / expected[1]) - log((events[0] + half) / expected[0]);
        variance[u] = dispersion * (1 / (events[1] + half) + 1 / (events[0] + half));
    }
}
