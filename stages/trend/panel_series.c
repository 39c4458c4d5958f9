#include "stages/trend/panel_series.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void panel_copy_free(struct panel_copy *c)
{
    free(c->numbers);
    *c = (struct panel_copy){ .numbers = NULL };
}

static void make(struct panel_copy *c, size_t most)
{
    c->numbers = memory_zeroed(3 * most, sizeof *c->numbers);
    c->series = (struct trend_series){
        .time = c->numbers, .events = c->numbers + most, .person_years = c->numbers + 2 * most, .per_year = 1
    };
}

/* A year without exits that can be or without person-years is left out. */
static void add(struct panel_copy *c, size_t most, double time, double events, double person_years)
{
    double *to = c->numbers + c->series.n;

    if (!(events >= 0) || !(person_years > 0) || !isfinite(person_years))
        return;
    to[0] = time;
    to[most] = events;
    to[2 * most] = person_years;
    c->series.n++;
}

void panel_without_year(const struct trend_series *s, size_t leave_out, struct panel_copy *out)
{
    make(out, s->n);
    for (size_t i = 0; i < s->n; i++)
        if (i != leave_out)
            add(out, s->n, s->time[i], s->events[i], s->person_years[i]);
}

void panel_without_deviation(const struct trend_series *s, size_t at, enum trend_shape shape, struct panel_copy *out)
{
    make(out, s->n);
    for (size_t i = 0; i < s->n; i++)
        if (shape == TREND_PULSE ? i != at : i < at)
            add(out, s->n, s->time[i], s->events[i], s->person_years[i]);
}

void panel_without_unit(const struct units *u, size_t district, struct panel_copy *out)
{
    make(out, u->n_years);
    for (size_t t = 0; t < u->n_years; t++) {
        double events = u->events[district * u->n_years + t], staff = u->person_years[district * u->n_years + t];
        bool there = !isnan(events) && !isnan(staff);

        add(out, u->n_years, u->years[t], u->whole_events[t] - (there ? events : 0),
            u->whole_person_years[t] - (there ? staff : 0));
    }
}

void panel_of_definition(const struct rates *rates, const char *grouping, const char *occupation,
                         const char *definition, struct panel_copy *out)
{
    const struct rates_key key = { grouping, definition, NULL, occupation, "all" };
    size_t most = table_rows(rates->table);

    make(out, most);
    for (size_t row = 0; row < most; row++) /* rows of a definition are in order of time */
        add(out, most, rates_year(rates, row, &key), rates_exits(rates, row),
            isnan(rates_year(rates, row, &key)) ? NAN : rates_person_years(rates, row));
}

void panel_equal_tenure(const struct table *tenure, const struct series *s, struct panel_copy *out)
{
    make(out, s->data.n);
    for (size_t i = 0; i < s->data.n; i++) {
        char year[SERIES_PERIOD_SIZE];

        series_period(s, i, year);
        for (size_t row = 0; row < table_rows(tenure); row++)
            if (table_is(tenure, row, "tenure_band", "standardised") && table_is(tenure, row, "period", year) &&
                table_is(tenure, row, "occupation", s->occupation))
                add(out, s->data.n, s->data.time[i], table_real(tenure, row, "exits"),
                    table_real(tenure, row, "adjusted_person_years"));
    }
    if (out->series.n != s->data.n)
        out->series.n = 0;
}

static double total(const double *values, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

void panel_equal_occupation(const struct series_list *all, const struct trend_series *city, struct panel_copy *out)
{
    double rate = total(city->events, city->n) / total(city->person_years, city->n);
    double *expected = memory_zeroed(city->n, sizeof *expected);
    size_t n_occupations = 0;
    bool complete = true;

    make(out, city->n);
    for (size_t s = 0; s < all->n; s++) {
        const struct trend_series *o = &all->items[s].data;

        if (strcmp(all->items[s].family, "occupation") != 0 || o->per_year > 1)
            continue;
        n_occupations++;
        complete = complete && o->n == city->n;
        for (size_t i = 0; complete && i < o->n; i++)
            expected[i] += o->person_years[i] * total(o->events, o->n) / total(o->person_years, o->n);
    }
    for (size_t i = 0; i < city->n && complete && n_occupations > 1 && rate > 0; i++)
        add(out, city->n, city->time[i], city->events[i], expected[i] / rate);
    free(expected);
}
