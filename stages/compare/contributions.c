#include "stages/compare/contributions.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/parts.h"

#include <math.h>
#include <stdlib.h>

static double level_of(const struct board *b, const double *events, const double *years)
{
    double own = 0, as_city = 0;

    for (size_t t = 0; t < b->n_periods; t++)
        if (!b->in[t] && years[t] > 0) {
            own += events[t];
            as_city += years[t] * b->city_rate[t];
        }
    return as_city > 0 ? own / as_city : 1; /* nobody there before or after: as the city */
}

/* The years of the rest; a reason where it can not be had: the districts have more than the city, or it is too small to
 * be named. */
static const char *rest_of(const struct board *b, double *events, double *years, bool *is_somebody)
{
    struct cell inside = { 0, 0 };

    *is_somebody = false;
    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell city = { b->city_events[t], b->city_years[t] }, groups = { 0, 0 }, rest;

        for (size_t i = 0; i < b->n; i++) {
            groups.events += b->events[i * b->n_periods + t];
            groups.years += b->years[i * b->n_periods + t];
        }
        if (!city_rest(city, groups, &rest))
            return "not_additive";
        events[t] = rest.events;
        years[t] = cell_is_somebody(rest, city) ? rest.years : 0;
        *is_somebody = *is_somebody || cell_is_somebody(rest, city);
        inside.events += b->in[t] ? events[t] : 0;
        inside.years += b->in[t] ? years[t] : 0;
    }
    return city_may_show(b->city, inside) ? "" : "withheld";
}

static void share_out(const struct board *b, const double *without, const double *events, const double *years,
                      struct contributions *c)
{
    double *level = memory_zeroed(c->n, sizeof *level);

    for (size_t i = 0; i < c->n; i++)
        level[i] = level_of(b, events + i * b->n_periods, years + i * b->n_periods);
    for (size_t t = 0; t < b->n_periods; t++) {
        double all = 0;

        if (!b->in[t])
            continue;
        for (size_t i = 0; i < c->n; i++)
            all += level[i] * years[i * b->n_periods + t];
        for (size_t i = 0; i < c->n; i++) {
            c->events[i] += events[i * b->n_periods + t];
            c->years[i] += years[i * b->n_periods + t];
            c->expected[i] += without[t] * level[i] * years[i * b->n_periods + t] / all;
        }
        c->city_events += b->city_events[t];
        c->city_years += b->city_years[t];
        c->excess += b->city_events[t] - without[t];
    }
    for (size_t i = 0; i < c->n; i++)
        c->parts[i] = c->events[i] - c->expected[i];
    c->excess = parts_add_up(c->parts, c->n, c->excess, PARTS_TEN_DIGITS);
    free(level);
}

struct contributions contributions_new(const struct board *b, struct trend_candidate candidate,
                                       enum trend_reason reason)
{
    struct trend_series series = {
        b->n_periods, b->time, b->city_events, b->city_years, 1, NULL, 0, TREND_LINEAR, NULL
    };
    size_t most = b->n + 1, n_cells = most * b->n_periods;
    struct contributions c = {
        .events = memory_zeroed(most, sizeof *c.events),
        .years = memory_zeroed(most, sizeof *c.years),
        .expected = memory_zeroed(most, sizeof *c.expected),
        .parts = memory_zeroed(most, sizeof *c.parts),
        .excess = NAN,
        .reason = trend_reason_word(reason),
    };
    double *events = memory_zeroed(n_cells, sizeof *events), *years = memory_zeroed(n_cells, sizeof *years);
    double *without = memory_zeroed(b->n_periods, sizeof *without);
    struct trend_effect effect;

    for (size_t i = 0; i < b->n * b->n_periods; i++) {
        events[i] = b->events[i];
        years[i] = b->years[i];
    }
    if (reason == TREND_IDENTIFIED)
        c.reason = rest_of(b, events + b->n * b->n_periods, years + b->n * b->n_periods, &c.has_rest);
    if (c.reason[0] == '\0' && !trend_break_effect(&series, candidate, 1, COMPARE_CONFIDENCE, &effect, without))
        c.reason = trend_reason_word(TREND_NOT_IDENTIFIED);
    if (c.reason[0] == '\0') {
        c.n = b->n + c.has_rest;
        c.excess = 0;
        share_out(b, without, events, years, &c);
    }
    free(events);
    free(years);
    free(without);
    return c;
}

void contributions_free(struct contributions *c)
{
    free(c->events);
    free(c->years);
    free(c->expected);
    free(c->parts);
}
