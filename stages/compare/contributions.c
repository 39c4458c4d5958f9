#include "stages/compare/contributions.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

struct parts_of_city contributions_find(const struct board *b, struct trend_candidate candidate,
                                        enum trend_reason reason, const struct compare_chance *chance)
{
    struct trend_series city = { b->n_periods, b->time, b->city_events, b->city_years, 1, NULL, 0, TREND_LINEAR, NULL };
    size_t n_cells = b->n * b->n_periods;
    double *events = memory_zeroed(n_cells + b->n_periods, sizeof *events);
    double *years = memory_zeroed(n_cells + b->n_periods, sizeof *years);
    struct contribution_data data = { b->n, &city, events, years, b->dispersion, chance->dispersion, chance->year_sd };
    struct parts_of_city c = { .shared.excess = NAN, .reason = trend_reason_word(reason) };
    bool has_rest = false;

    memcpy(events, b->events, n_cells * sizeof *events);
    memcpy(years, b->years, n_cells * sizeof *years);
    for (size_t t = 0; t < b->n_periods; t++)
        if (b->in[t]) {
            c.city_events += b->city_events[t];
            c.city_years += b->city_years[t];
        }
    if (reason == TREND_IDENTIFIED)
        c.reason = rest_of(b, events + n_cells, years + n_cells, &has_rest);
    data.n += has_rest;
    if (c.reason[0] == '\0' && !contribution_share_out(&data, candidate, COMPARE_CONFIDENCE, &c.shared))
        c.reason = trend_reason_word(TREND_NOT_IDENTIFIED);
    free(events);
    free(years);
    return c;
}
