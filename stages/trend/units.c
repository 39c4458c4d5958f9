#include "stages/trend/units.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_relative.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t year_index(const struct units *u, double year)
{
    size_t t = 0;

    while (t < u->n_years && u->years[t] != year)
        t++;
    return t;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* The years of the whole, in order; the names of the districts that have one of them. */
static void read_names(const struct rates *rates, const struct rates_key *whole, const struct rates_key *part,
                       struct dictionary *districts, struct units *u)
{
    size_t most = table_rows(rates->table);

    u->years = memory_zeroed(most, sizeof *u->years);
    u->names = memory_zeroed(most, sizeof *u->names);
    for (size_t row = 0; row < most; row++) {
        double year = rates_year(rates, row, whole);

        if (!isnan(year))
            u->years[u->n_years++] = year;
    }
    qsort(u->years, u->n_years, sizeof *u->years, ascending);
    for (size_t row = 0; row < most; row++) {
        double year = rates_year(rates, row, part);
        const char *name = table_text(rates->table, row, "district");
        size_t d;

        if (isnan(year) || year_index(u, year) == u->n_years)
            continue;
        d = dictionary_intern(districts, name, strlen(name));
        if (d == u->n)
            u->names[u->n++] = name;
    }
}

void units_read(const struct rates *rates, const char *grouping, const char *occupation, struct units *u)
{
    bool all = strcmp(occupation, "all") == 0;
    struct rates_key whole = { all ? "city" : "occupation", RATES_HEADLINE, NULL, occupation, "all" };
    struct rates_key part = { grouping, RATES_HEADLINE, NULL, occupation, "all" };
    struct dictionary *districts = dictionary_new();
    size_t cells;

    *u = (struct units){ 0 };
    read_names(rates, &whole, &part, districts, u);
    cells = u->n * u->n_years;
    u->numbers = memory_zeroed(2 * cells + 2 * u->n_years, sizeof *u->numbers);
    u->events = u->numbers;
    u->person_years = u->events + cells;
    u->whole_events = u->person_years + cells;
    u->whole_person_years = u->whole_events + u->n_years;
    for (size_t i = 0; i < 2 * cells; i++)
        u->numbers[i] = NAN;
    for (size_t row = 0; row < table_rows(rates->table); row++) {
        double exits = rates_exits(rates, row), staff = rates_person_years(rates, row);
        const char *name = table_text(rates->table, row, "district");
        double year = rates_year(rates, row, &whole), part_year = rates_year(rates, row, &part);

        if (!isnan(year)) {
            u->whole_events[year_index(u, year)] = exits;
            u->whole_person_years[year_index(u, year)] = staff;
        }
        if (!isnan(part_year) && year_index(u, part_year) < u->n_years) {
            size_t cell = dictionary_find(districts, name, strlen(name)) * u->n_years + year_index(u, part_year);

            u->events[cell] = exits;
            u->person_years[cell] = staff;
        }
    }
    dictionary_free(districts);
}

void units_free(struct units *u)
{
    free(u->numbers);
    free(u->years);
    free(u->names);
    *u = (struct units){ 0 };
}

void units_dispersion(const struct units *u, struct trend_unit_dispersion *out)
{
    const struct trend_units units = { u->n, u->n_years, u->years, u->events, u->person_years };

    trend_dispersion_units(&units, out);
    out->dispersion = round(10 * out->dispersion) / 10; /* still 1 or more, or NaN */
}

double units_relative(const struct units *u, size_t district)
{
    double *own = memory_zeroed(2 * u->n_years, sizeof *own), *rest = own + u->n_years, factor;

    for (size_t t = 0; t < u->n_years; t++) {
        double events = u->events[district * u->n_years + t];

        if (isnan(events))
            continue;
        own[t] = events;
        rest[t] = u->whole_events[t] - events;
    }
    factor = trend_relative_dispersion(1, own, rest, u->n_years);
    free(own);
    return factor;
}
