#include "stages/trend/series.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_relative.h"
#include "stages/trend/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct series *series_add(struct series_list *list, const struct series *like, size_t n, const double *time,
                          const double *events, const double *exposure, const double *staff)
{
    struct series s = *like;
    double *to;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        kept += exposure[i] > 0 && isfinite(exposure[i]) && events[i] >= 0;
    if (kept == 0)
        return NULL;
    s.numbers = to = memory_zeroed(4 * kept, sizeof *to);
    s.data = (struct trend_series){ .n = kept, .time = to, .events = to + kept, .person_years = to + 2 * kept };
    s.data.staff = staff != NULL ? to + 3 * kept : NULL;
    s.data.per_year = 1;
    s.person_years = staff != NULL ? s.data.staff : s.data.person_years;
    for (size_t i = 0; i < n; i++) {
        if (!(exposure[i] > 0) || !isfinite(exposure[i]) || !(events[i] >= 0))
            continue;
        to[0] = time[i];
        to[kept] = events[i];
        to[2 * kept] = exposure[i];
        to[3 * kept] = staff != NULL ? staff[i] : NAN;
        to++;
    }
    list->items = memory_grow(list->items, &list->capacity, list->n + 1, sizeof *list->items);
    list->items[list->n] = s;
    return &list->items[list->n++];
}

void series_free(struct series_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->items[i].numbers);
        free(list->items[i].season);
    }
    free(list->items);
    *list = (struct series_list){ NULL, 0, 0 };
}

/* ---- whole groups ---- */

struct year {
    double year, exits, person_years;
};

static int by_year(const void *a, const void *b)
{
    const struct year *x = a, *y = b;

    return (x->year > y->year) - (x->year < y->year);
}

static void add_group(struct series_list *list, const struct rates *rates, const char *family,
                      const struct rates_key *key)
{
    struct series like = { .family = family,
                           .district = "all",
                           .occupation = key->occupation,
                           .cause = key->cause,
                           .grain = "annual",
                           .relative = 1 };
    size_t n = 0, most = table_rows(rates->table);
    struct year *years;
    double *columns;

    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].family, family) == 0 && strcmp(list->items[i].occupation, key->occupation) == 0 &&
            strcmp(list->items[i].cause, key->cause) == 0)
            return;
    years = memory_zeroed(most, sizeof *years);
    for (size_t row = 0; row < most; row++) {
        double year = rates_year(rates, row, key);

        if (!isnan(year))
            years[n++] = (struct year){ year, rates_exits(rates, row), rates_person_years(rates, row) };
    }
    qsort(years, n, sizeof *years, by_year);
    columns = memory_zeroed(3 * n, sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        columns[i] = years[i].year;
        columns[n + i] = years[i].exits;
        columns[2 * n + i] = years[i].person_years;
    }
    series_add(list, &like, n, columns, columns + n, columns + 2 * n, NULL);
    free(columns);
    free(years);
}

/* A group for each value of a column in the rows of a grouping, in the order of the table. */
static void add_groups(struct series_list *list, const struct rates *rates, const char *family, const char *grouping,
                       const char *column)
{
    for (size_t row = 0; row < table_rows(rates->table); row++) {
        const char *value = table_text(rates->table, row, column);
        bool occupation = strcmp(column, "occupation") == 0;
        struct rates_key key = { grouping, RATES_HEADLINE, NULL, occupation ? value : "all",
                                 occupation ? "all" : value };

        if (table_is(rates->table, row, "grouping", grouping) && !isnan(rates_year(rates, row, &key)))
            add_group(list, rates, family, &key);
    }
}

static bool is_same(const struct trend_series *a, const struct trend_series *b)
{
    for (size_t i = 0; i < a->n && a->n == b->n; i++)
        if (a->time[i] != b->time[i] || a->events[i] != b->events[i] || a->person_years[i] != b->person_years[i])
            return false;
    return a->n == b->n;
}

/* An occupation that is the whole city is the city's series under another name, and would have a word of its own. */
static void drop_only_occupation(struct series_list *list)
{
    if (list->n == 2 && strcmp(list->items[1].family, "occupation") == 0 &&
        is_same(&list->items[0].data, &list->items[1].data))
        free(list->items[--list->n].numbers);
}

/* ---- districts ---- */

/* Each district against the rest of the city, in the years that the city has. */
static void add_districts(struct series_list *list, const struct rates *rates)
{
    struct units units;
    double *rest, *exposure;

    units_read(rates, "district", "all", &units);
    rest = memory_zeroed(3 * units.n_years, sizeof *rest);
    exposure = rest + 2 * units.n_years;
    for (size_t d = 0; d < units.n && units.n > 1; d++) {
        const double *events = units.events + d * units.n_years, *staff = units.person_years + d * units.n_years;
        struct series like = {
            .family = "district", .district = units.names[d], .occupation = "all", .cause = "all", .grain = "annual"
        };

        for (size_t t = 0; t < units.n_years; t++) {
            rest[t] = units.whole_events[t] - events[t];
            rest[units.n_years + t] = units.whole_person_years[t] - staff[t];
        }
        trend_relative_exposure(staff, rest, rest + units.n_years, units.n_years, exposure);
        like.relative = units_relative(&units, d);
        series_add(list, &like, units.n_years, units.years, events, exposure, staff);
    }
    free(rest);
    units_free(&units);
}

void series_collect(const struct rates *rates, struct series_list *out)
{
    const struct rates_key city = { "city", RATES_HEADLINE, NULL, "all", "all" };

    *out = (struct series_list){ NULL, 0, 0 };
    add_group(out, rates, "primary", &city);
    add_groups(out, rates, "occupation", "occupation", "occupation");
    drop_only_occupation(out);
    add_groups(out, rates, "cause", "cause", "cause");
    add_districts(out, rates);
}

size_t series_find(const struct series *s, double time)
{
    size_t at = 0;

    while (at < s->data.n && fabs(s->data.time[at] - time) > 1e-6)
        at++;
    return at;
}

void series_period(const struct series *s, size_t at, char text[SERIES_PERIOD_SIZE])
{
    int year = (int) floor(s->data.time[at] + 1e-6);

    if (s->data.per_year == 1)
        snprintf(text, SERIES_PERIOD_SIZE, "%04d", year % 10000);
    else
        snprintf(text, SERIES_PERIOD_SIZE, "%04d-%02d", year % 10000,
                 ((int) lround((s->data.time[at] - year) * 12) + 1) % 100);
}
