#include "stages/trend/series.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADLINE "T17"

/* The year of a period of one calendar year; NaN for any other period. */
static double year_of(const char *period)
{
    char *end;
    long year = strtol(period, &end, 10);

    return end == period + 4 && *end == '\0' && year > 0 ? (double) year : NAN;
}

static bool wanted(const struct table *rates, size_t row, const char *grouping, const struct series_choice *choice);

/* The basis that most years of the city have; of equally many the later, for rows of a definition are in order of time.
 */
static const char *most_common_basis(const struct table *rates, const struct series_choice *choice)
{
    const char *found = NULL;
    size_t most = 0;

    for (size_t row = 0; row < table_rows(rates); row++) {
        size_t n = 0;

        if (!wanted(rates, row, "city", choice))
            continue;
        for (size_t other = 0; other < table_rows(rates); other++)
            n += wanted(rates, other, "city", choice) &&
                 table_is(rates, other, "exposure_basis", table_text(rates, row, "exposure_basis"));
        if (n >= most) {
            most = n;
            found = table_text(rates, row, "exposure_basis");
        }
    }
    return found;
}

struct series_choice series_choose(const struct table *rates, const struct settings *settings)
{
    struct series_choice c = { NULL, "", -INFINITY, INFINITY };

    for (size_t row = 0; row < table_rows(rates); row++) {
        if (c.population[0] == '\0' || table_is(rates, row, "population", "permanent"))
            c.population = table_text(rates, row, "population");
    }
    if (settings_text(settings, "trend", "first_year")[0] != '\0')
        c.first_year = settings_real(settings, "trend", "first_year");
    if (settings_text(settings, "trend", "last_year")[0] != '\0')
        c.last_year = settings_real(settings, "trend", "last_year");
    c.exposure_basis = most_common_basis(rates, &c);
    return c;
}

/* Whether the row is one year of the headline, with something to divide by. */
static bool wanted(const struct table *rates, size_t row, const char *grouping, const struct series_choice *choice)
{
    double year, denominator = table_real(rates, row, "denominator");

    if (!table_is(rates, row, "grouping", grouping) || !table_is(rates, row, "definition", HEADLINE) ||
        !table_is(rates, row, "cause", "all") || !table_is(rates, row, "population", choice->population) ||
        (choice->exposure_basis != NULL && !table_is(rates, row, "exposure_basis", choice->exposure_basis)))
        return false;
    year = year_of(table_text(rates, row, "period"));
    return year >= choice->first_year && year <= choice->last_year && table_real(rates, row, "numerator") >= 0 &&
           denominator > 0 && isfinite(denominator);
}

struct year {
    double year, exits, person_years;
};

static int by_year(const void *a, const void *b)
{
    const struct year *x = a, *y = b;

    return (x->year > y->year) - (x->year < y->year);
}

static bool take(const struct table *rates, const char *grouping, const char *occupation,
                 const struct series_choice *choice, struct series *out)
{
    size_t n = 0, most = table_rows(rates);
    struct year *years = memory_zeroed(most, sizeof *years);
    double *numbers;

    for (size_t row = 0; row < most; row++) {
        if (!wanted(rates, row, grouping, choice) || !table_is(rates, row, "occupation", occupation))
            continue;
        years[n++] = (struct year){ year_of(table_text(rates, row, "period")), table_real(rates, row, "numerator"),
                                    table_real(rates, row, "denominator") };
    }
    qsort(years, n, sizeof *years, by_year);
    numbers = memory_zeroed(3 * n, sizeof *numbers);
    for (size_t i = 0; i < n; i++) {
        numbers[i] = years[i].year;
        numbers[n + i] = years[i].exits;
        numbers[2 * n + i] = years[i].person_years;
    }
    free(years);
    *out = (struct series){ .district = "all", .occupation = occupation, .numbers = numbers };
    out->data = (struct trend_series){ n, numbers, numbers + n, numbers + 2 * n, 1, NULL, 0, TREND_LINEAR, NULL };
    return n > 0;
}

static void add(struct series_list *list, const struct table *rates, const char *family, const char *grouping,
                const char *occupation, const struct series_choice *choice)
{
    struct series s;

    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].family, family) == 0 && strcmp(list->items[i].occupation, occupation) == 0)
            return;
    if (!take(rates, grouping, occupation, choice, &s)) {
        free(s.numbers);
        return;
    }
    s.family = family;
    list->items = memory_grow(list->items, &list->capacity, list->n + 1, sizeof *list->items);
    list->items[list->n++] = s;
}

void series_collect(const struct table *rates, const struct series_choice *choice, struct series_list *out)
{
    *out = (struct series_list){ NULL, 0, 0 };
    add(out, rates, "primary", "city", "all", choice);
    for (size_t row = 0; row < table_rows(rates); row++)
        if (wanted(rates, row, "occupation", choice))
            add(out, rates, "occupation", "occupation", table_text(rates, row, "occupation"), choice);
}

void series_free(struct series_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->items[i].numbers);
    free(list->items);
    *list = (struct series_list){ NULL, 0, 0 };
}

/* ---- districts ---- */

struct grid {
    const char **districts;
    double *years;
    size_t n_districts, n_years;
};

static size_t district_index(struct grid *g, const char *district)
{
    size_t d = 0;

    while (d < g->n_districts && strcmp(g->districts[d], district) != 0)
        d++;
    if (d == g->n_districts)
        g->districts[g->n_districts++] = district;
    return d;
}

static size_t year_index(struct grid *g, double year)
{
    size_t t = 0;

    while (t < g->n_years && g->years[t] != year)
        t++;
    if (t == g->n_years)
        g->years[g->n_years++] = year;
    return t;
}

void series_unit_dispersion(const struct table *rates, const struct series_choice *choice,
                            struct trend_unit_dispersion *out)
{
    size_t most = table_rows(rates);
    struct grid g = { memory_zeroed(most, sizeof *g.districts), memory_zeroed(most, sizeof *g.years), 0, 0 };
    struct trend_units units;
    double *cells;

    for (size_t row = 0; row < most; row++) {
        if (!wanted(rates, row, "district", choice))
            continue;
        district_index(&g, table_text(rates, row, "district"));
        year_index(&g, year_of(table_text(rates, row, "period")));
    }
    cells = memory_zeroed(2 * g.n_districts * g.n_years, sizeof *cells);
    units = (struct trend_units){ g.n_districts, g.n_years, g.years, cells, cells + g.n_districts * g.n_years };
    for (size_t row = 0; row < most; row++) {
        size_t cell;

        if (!wanted(rates, row, "district", choice))
            continue;
        cell = district_index(&g, table_text(rates, row, "district")) * g.n_years +
               year_index(&g, year_of(table_text(rates, row, "period")));
        cells[cell] = table_real(rates, row, "numerator");
        cells[g.n_districts * g.n_years + cell] = table_real(rates, row, "denominator");
    }
    trend_dispersion_units(&units, out);
    free(cells);
    free(g.years);
    free(g.districts);
}

size_t series_find(const struct series *s, double year)
{
    size_t at = 0;

    while (at < s->data.n && s->data.time[at] != year)
        at++;
    return at;
}

void series_year(const struct series *s, size_t at, char text[SERIES_YEAR_SIZE])
{
    snprintf(text, SERIES_YEAR_SIZE, "%04d", (int) s->data.time[at]);
}
