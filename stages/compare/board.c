#include "stages/compare/board.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

static bool is_known_throughout(const struct board *b, size_t unit)
{
    for (size_t t = 0; t < b->n_periods; t++)
        if (!cell_is_known(city_sum(b->city, DIMENSION_DISTRICT, unit, b->at[t], b->at[t])))
            return false;
    return true;
}

static void board_fill(struct board *b)
{
    const struct split *s = &b->city->splits[DIMENSION_DISTRICT];

    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell cell = city_total(b->city, b->at[t], b->at[t]);

        b->city_events[t] = cell.events;
        b->city_years[t] = cell.years;
        b->city_rate[t] = cell.events / cell.years;
        b->time[t] = b->city->periods[b->at[t]].year;
    }
    for (size_t u = 0; u < s->n; u++) {
        if (!is_known_throughout(b, u)) {
            b->n_left_out++;
            continue;
        }
        for (size_t t = 0; t < b->n_periods; t++) {
            struct cell cell = city_sum(b->city, DIMENSION_DISTRICT, u, b->at[t], b->at[t]);

            b->events[b->n * b->n_periods + t] = cell.events;
            b->years[b->n * b->n_periods + t] = cell.years;
        }
        b->unit[b->n++] = u;
    }
}

static bool is_asked_for(const struct period *p, const struct compare_trend *trend)
{
    return (trend->first_year == 0 || p->year >= trend->first_year) &&
           (trend->last_year == 0 || p->year <= trend->last_year);
}

/* The same years as in trend: of those asked for the ones of the most common basis; of equally many the later. */
static void take_years(struct board *b, const struct compare_trend *trend)
{
    const struct city *c = b->city;
    size_t like = c->n_periods, most = 0;

    for (size_t p = 0; p < c->n_periods; p++) {
        size_t n = 0;

        for (size_t other = 0; other < c->n_periods && is_asked_for(&c->periods[p], trend); other++)
            n += is_asked_for(&c->periods[other], trend) && city_same_basis(c, DIMENSION_CITY, 0, p, other);
        if (n > 0 && n >= most) {
            most = n;
            like = p;
        }
    }
    for (size_t p = 0; p < c->n_periods; p++)
        if (like < c->n_periods && is_asked_for(&c->periods[p], trend) &&
            city_same_basis(c, DIMENSION_CITY, 0, like, p))
            b->at[b->n_periods++] = p;
}

struct board board_new(const struct city *c, const struct compare_trend *trend)
{
    struct board b = { .city = c, .at = memory_zeroed(c->n_periods, sizeof *b.at) };
    size_t n_cells;

    take_years(&b, trend);
    n_cells = c->splits[DIMENSION_DISTRICT].n * b.n_periods;
    b.unit = memory_zeroed(c->splits[DIMENSION_DISTRICT].n, sizeof *b.unit);
    b.events = memory_zeroed(n_cells, sizeof *b.events);
    b.years = memory_zeroed(n_cells, sizeof *b.years);
    b.city_events = memory_zeroed(b.n_periods, sizeof *b.city_events);
    b.city_years = memory_zeroed(b.n_periods, sizeof *b.city_years);
    b.city_rate = memory_zeroed(b.n_periods, sizeof *b.city_rate);
    b.time = memory_zeroed(b.n_periods, sizeof *b.time);
    b.in = memory_zeroed(b.n_periods, sizeof *b.in);
    if (b.n_periods > 0) {
        board_fill(&b);
        b.dispersion = compare_dispersion(c, DIMENSION_DISTRICT);
    }
    return b;
}

void board_free(struct board *b)
{
    free(b->at);
    free(b->unit);
    free(b->events);
    free(b->years);
    free(b->city_events);
    free(b->city_years);
    free(b->city_rate);
    free(b->time);
    free(b->in);
}
