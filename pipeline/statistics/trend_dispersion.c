#include "pipeline/statistics/trend_dispersion.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/poisson_model.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_DF = 7, MOST_ROUNDS = 2000, MOST_STEPS = 60 };

struct pooled {
    const struct trend_units *units;
    bool *unit, *period; /* that have a say */
    double *beta;        /* n_units: trend */
    double *alpha;       /* n_units: log level */
    double *gamma;       /* n_periods: effect */
    double *total;       /* n_periods: expected events */
    double *time;        /* n_periods, centred */
};

static bool present(const struct trend_units *u, size_t cell)
{
    return u->person_years[cell] > 0 && isfinite(u->person_years[cell]) && u->events[cell] >= 0 &&
           isfinite(u->events[cell]);
}

/* A unit has a say with three cells, events, and not all of them in its first or in its last cell (its trend would run
 * away). */
static bool unit_speaks(const struct pooled *p, size_t unit)
{
    const struct trend_units *u = p->units;
    size_t n_cells = 0, first = SIZE_MAX, last = 0;
    double total = 0, at_first, at_last;

    for (size_t t = 0; t < u->n_periods; t++) {
        size_t cell = unit * u->n_periods + t;

        if (!p->period[t] || !present(u, cell))
            continue;
        if (first == SIZE_MAX)
            first = cell;
        last = cell;
        n_cells++;
        total += u->events[cell];
    }
    if (n_cells < 3 || total == 0)
        return false;
    at_first = u->events[first];
    at_last = u->events[last];
    return at_first < total && at_last < total;
}

static bool period_speaks(const struct pooled *p, size_t period)
{
    const struct trend_units *u = p->units;
    double total = 0;

    for (size_t i = 0; i < u->n_units; i++)
        if (p->unit[i] && present(u, i * u->n_periods + period))
            total += u->events[i * u->n_periods + period];
    return total > 0;
}

/* Silencing a period can silence a unit, and the other way about: until nobody else falls silent. */
static void choose(struct pooled *p)
{
    bool changed = true;

    memset(p->unit, true, p->units->n_units);
    memset(p->period, true, p->units->n_periods);
    while (changed) {
        changed = false;
        for (size_t i = 0; i < p->units->n_units; i++) {
            if (p->unit[i] && !unit_speaks(p, i)) {
                p->unit[i] = false;
                changed = true;
            }
        }
        for (size_t t = 0; t < p->units->n_periods; t++) {
            if (p->period[t] && !period_speaks(p, t)) {
                p->period[t] = false;
                changed = true;
            }
        }
    }
}

/* The unit's level and trend given the periods' effects: Newton on the trend, the level profiled out. */
static void fit_unit(struct pooled *p, size_t unit)
{
    const struct trend_units *u = p->units;
    const double *events = u->events + unit * u->n_periods, *exposure = u->person_years + unit * u->n_periods;
    double total = 0, moment = 0, expected = 0, beta = p->beta[unit];

    for (size_t t = 0; t < u->n_periods; t++) {
        if (p->period[t] && present(u, unit * u->n_periods + t)) {
            total += events[t];
            moment += events[t] * p->time[t];
        }
    }
    for (int step = 0; step < MOST_STEPS; step++) {
        double first = 0, second = 0, mean, change;

        expected = 0;
        for (size_t t = 0; t < u->n_periods; t++) {
            double mu;

            if (!p->period[t] || !present(u, unit * u->n_periods + t))
                continue;
            mu = exposure[t] * exp(beta * p->time[t] + p->gamma[t]);
            expected += mu;
            first += mu * p->time[t];
            second += mu * p->time[t] * p->time[t];
        }
        mean = first / expected;
        change = (moment - total * mean) / (total * (second / expected - mean * mean));
        if (!isfinite(change) || fabs(change) < 1e-13)
            break;
        beta += fmax(-1, fmin(1, change)); /* far off, Newton overshoots */
    }
    p->beta[unit] = beta;
    p->alpha[unit] = log(total / expected);
}

static double cell_mean(const struct pooled *p, size_t unit, size_t period)
{
    return p->units->person_years[unit * p->units->n_periods + period] *
           exp(p->alpha[unit] + p->beta[unit] * p->time[period] + p->gamma[period]);
}

static void fit(struct pooled *p)
{
    const struct trend_units *u = p->units;
    double worst = INFINITY;

    for (int round = 0; round < MOST_ROUNDS && worst > 1e-10; round++) {
        worst = 0;
        for (size_t i = 0; i < u->n_units; i++)
            if (p->unit[i])
                fit_unit(p, i);
        for (size_t t = 0; t < u->n_periods; t++) {
            double events = 0, expected = 0;

            if (!p->period[t])
                continue;
            for (size_t i = 0; i < u->n_units; i++) {
                if (p->unit[i] && present(u, i * u->n_periods + t)) {
                    events += u->events[i * u->n_periods + t];
                    expected += cell_mean(p, i, t);
                }
            }
            p->gamma[t] += log(events / expected);
            worst = fmax(worst, fabs(log(events / expected)));
        }
    }
}

static void sum_up(const struct pooled *p, struct trend_unit_dispersion *out)
{
    const struct trend_units *u = p->units;
    size_t n_cells = 0, n_periods = 0;

    for (size_t t = 0; t < u->n_periods; t++)
        n_periods += p->period[t];
    for (size_t i = 0; i < u->n_units; i++) {
        out->n_units += p->unit[i];
        for (size_t t = 0; p->unit[i] && t < u->n_periods; t++) {
            size_t cell = i * u->n_periods + t;
            double mu;

            if (!p->period[t] || !present(u, cell))
                continue;
            mu = cell_mean(p, i, t);
            n_cells++;
            if (mu > 0)
                out->pearson += (u->events[cell] - mu) * (u->events[cell] - mu) / mu;
        }
    }
    out->df = (double) n_cells - 2 * (double) out->n_units - fmax(0, (double) n_periods - 2);
    out->dispersion = out->df >= LEAST_DF ? fmax(1, out->pearson / out->df) : NAN;
}

void trend_dispersion_units(const struct trend_units *units, struct trend_unit_dispersion *out)
{
    size_t n = units->n_units, t = units->n_periods;
    double *numbers = memory_zeroed(2 * n + 3 * t, sizeof *numbers), mean = 0;
    bool *flags = memory_zeroed(n + t, sizeof *flags);
    struct pooled p = { units,       flags,           flags + n,           numbers,
                        numbers + n, numbers + 2 * n, numbers + 2 * n + t, numbers + 2 * n + 2 * t };

    *out = (struct trend_unit_dispersion){ 0 };
    for (size_t i = 0; i < t; i++)
        mean += units->time[i] / (double) t;
    for (size_t i = 0; i < t; i++)
        p.time[i] = units->time[i] - mean;
    choose(&p);
    fit(&p);
    sum_up(&p, out);
    free(flags);
    free(numbers);
}

/* ---- year shocks ---- */

double trend_dispersion_own(const struct trend_series *s, const struct trend_rule *rule, size_t at)
{
    struct poisson_data data = { .n = s->n, .events = s->events, .exposure = s->person_years };
    struct poisson_fit fit;
    size_t n_null, n_shapes = 0;
    double *null = trend_shape_design(s, NULL, &n_null), *x, *column = memory_zeroed(s->n, sizeof *column);
    double dispersion = NAN;

    x = memory_zeroed(s->n * (n_null + TREND_SHAPES), sizeof *x);
    for (int shape = 0; shape < TREND_SHAPES; shape++)
        n_shapes += trend_shape_identified(rule, s->n, s->per_year, at, (enum trend_shape) shape) == TREND_IDENTIFIED;
    data.p = n_null + n_shapes;
    data.x = x;
    for (size_t i = 0; i < s->n; i++)
        memcpy(x + i * data.p, null + i * n_null, n_null * sizeof *x);
    for (int shape = 0, j = (int) n_null; shape < TREND_SHAPES; shape++) {
        struct trend_candidate c = { at, (enum trend_shape) shape };

        if (trend_shape_identified(rule, s->n, s->per_year, at, c.shape) != TREND_IDENTIFIED)
            continue;
        trend_shape_column(s, c, column);
        for (size_t i = 0; i < s->n; i++)
            x[i * data.p + (size_t) j] = column[i];
        j++;
    }
    if (poisson_model_fit(&data, &fit) && (double) s->n - (double) n_null - TREND_SHAPES >= LEAST_DF)
        dispersion = fit.dispersion;
    poisson_model_free(&fit);
    free(x);
    free(null);
    free(column);
    return dispersion;
}

double trend_dispersion_year_sd(const struct trend_series *s, const struct trend_rule *rule, size_t at,
                                double unit_dispersion)
{
    double own = trend_dispersion_own(s, rule, at), total = 0;

    for (size_t i = 0; i < s->n; i++)
        total += s->events[i];
    if (isnan(own) || !(total > 0))
        return NAN;
    return sqrt(fmax(0, own - (isnan(unit_dispersion) ? 1 : unit_dispersion)) / (total / (double) s->n));
}

double trend_dispersion_total(double unit_dispersion, double mean_events, double year_sd)
{
    double unit = isnan(unit_dispersion) ? 1 : fmax(1, unit_dispersion);

    return unit + mean_events * year_sd * year_sd;
}

double trend_dispersion_limit(double unit_dispersion, double mean_events, double statistic, double critical)
{
    double spare = statistic / critical - trend_dispersion_total(unit_dispersion, 0, 0);

    if (isnan(spare) || !(mean_events > 0))
        return NAN;
    return sqrt(fmax(0, spare) / mean_events);
}
