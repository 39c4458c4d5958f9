#include "stages/compare/board.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

static bool is_known_throughout(const struct board *b, size_t unit)
{
    return cell_is_known(city_sum(b->city, DIMENSION_DISTRICT, unit, b->first, b->first + b->n_periods - 1));
}

static void board_fill(struct board *b)
{
    const struct split *s = &b->city->splits[DIMENSION_DISTRICT];

    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell cell = city_total(b->city, b->first + t, b->first + t);

        b->city_events[t] = cell.events;
        b->city_years[t] = cell.years;
        b->city_rate[t] = cell.events / cell.years;
        b->time[t] = b->city->periods[b->first + t].year;
    }
    for (size_t u = 0; u < s->n; u++) {
        if (!is_known_throughout(b, u)) {
            b->n_left_out++;
            continue;
        }
        for (size_t t = 0; t < b->n_periods; t++) {
            struct cell cell = city_sum(b->city, DIMENSION_DISTRICT, u, b->first + t, b->first + t);

            b->events[b->n * b->n_periods + t] = cell.events;
            b->years[b->n * b->n_periods + t] = cell.years;
        }
        b->unit[b->n++] = u;
    }
}

struct board board_new(const struct city *c, const struct compare_trend *trend)
{
    struct board b = { .city = c };
    size_t end = c->n_periods, n_cells;

    while (b.first < end && trend->first_year > 0 && c->periods[b.first].year < trend->first_year)
        b.first++;
    while (end > b.first && trend->last_year > 0 && c->periods[end - 1].year > trend->last_year)
        end--;
    b.n_periods = end - b.first;
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
    free(b->unit);
    free(b->events);
    free(b->years);
    free(b->city_events);
    free(b->city_years);
    free(b->city_rate);
    free(b->time);
    free(b->in);
}
