/* earlier_plans.c - see earlier_plans.h. Which years the plan periods of all reports tell apart, and of whom. */
#include "stages/protect/earlier_plans_rooms.h"
#include "stages/protect/linked_rooms.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- periods ---- */

static void note_period(struct plans *x, const char *period, bool merged)
{
    struct plans_years years = { .merged = merged };

    if (!linked_years(period, &years.first, &years.last))
        return;
    for (size_t i = 0; i < x->n_periods; i++)
        if (x->periods[i].first == years.first && x->periods[i].last == years.last) {
            x->periods[i].merged = x->periods[i].merged || merged;
            return;
        }
    x->periods = memory_grow(x->periods, &x->periods_capacity, x->n_periods + 1, sizeof *x->periods);
    x->periods[x->n_periods++] = years;
}

/* Another period has some of its years, and not just those, or the same ones of other districts. */
static bool is_overlapped(const struct plans *x, const struct plans_years *years)
{
    for (size_t i = 0; i < x->n_periods; i++) {
        const struct plans_years *other = &x->periods[i];

        if (other->first <= years->last && years->first <= other->last &&
            (other->merged || other->first != years->first || other->last != years->last))
            return true;
    }
    return false;
}

/* The last year of the stretch that begins with `first`. */
static int end_of_stretch(const struct plans *x, int first, int last)
{
    for (size_t i = 0; i < x->n_periods; i++) {
        if (x->periods[i].first > first && x->periods[i].first <= last)
            last = x->periods[i].first - 1;
        if (x->periods[i].last >= first && x->periods[i].last < last)
            last = x->periods[i].last;
    }
    return last;
}

static bool has_stretch(const struct plans *x, int first)
{
    for (size_t i = 0; i < x->n_stretches; i++)
        if (x->stretches[i].first == first)
            return true;
    return false;
}

static void cut(struct plans *x)
{
    for (size_t i = 0; i < x->n_periods; i++) {
        if (!is_overlapped(x, &x->periods[i]))
            continue;
        for (int first = x->periods[i].first, last; first <= x->periods[i].last; first = last + 1) {
            last = end_of_stretch(x, first, x->periods[i].last);
            if (has_stretch(x, first))
                continue;
            x->stretches = memory_grow(x->stretches, &x->stretches_capacity, x->n_stretches + 1, sizeof *x->stretches);
            x->stretches[x->n_stretches++] = (struct plans_years){ first, last, false };
        }
    }
}

/* ---- rows ---- */

static bool is_plan_row(const struct plans *x, size_t row)
{
    return linked_is_plan(x->rates, row) && !x->p->untold[row];
}

static void add_pool(struct plans *x, size_t report, const struct table *t, size_t row)
{
    struct plans_pool pool = { .report = report,
                               .unit = text(t, row, "district"),
                               .period = text(t, row, "period"),
                               .occupation = text(t, row, "occupation") };
    const char *today = report == SIZE_MAX ? pool.unit : organisation_today(x->organisation, pool.unit);

    if (!linked_years(pool.period, &pool.years.first, &pool.years.last) || !is_overlapped(x, &pool.years))
        return;
    pool.district = dictionary_intern(x->districts, today, strlen(today));
    pool.of = dictionary_intern(x->occupations, pool.occupation, strlen(pool.occupation));
    x->pools = memory_grow(x->pools, &x->pools_capacity, x->n_pools + 1, sizeof *x->pools);
    x->pools[x->n_pools++] = pool;
}

static void each_row(struct plans *x, void (*visit)(struct plans *x, size_t report, const struct table *t, size_t row))
{
    for (size_t row = 0; row < table_rows(x->rates); row++)
        if (is_plan_row(x, row))
            visit(x, SIZE_MAX, x->rates, row);
    for (size_t i = 0; i < x->n_reports; i++) {
        const struct table *t = earlier_tables_plans(x->reports[i].tables);

        for (size_t row = 0; t != NULL && row < table_rows(t); row++)
            visit(x, i, t, row);
    }
}

static void visit_period(struct plans *x, size_t report, const struct table *t, size_t row)
{
    const char *unit = text(t, row, "district");

    note_period(x, text(t, row, "period"),
                report != SIZE_MAX && strcmp(organisation_today(x->organisation, unit), unit) != 0);
}

static size_t name_of_year(char name[LINKED_NAME], const char *year, const char *district, const char *occupation)
{
    return strlen(LINKED(name, year, district, occupation));
}

/* Single years, and all districts that have one. */
static void note_years(struct plans *x)
{
    for (size_t row = 0; row < table_rows(x->rates); row++) {
        const char *district = text(x->rates, row, "district");
        char name[LINKED_NAME];
        size_t at;

        if (!table_is(x->rates, row, "definition", CATALOGUE_HEADLINE) ||
            catalogue_is_pooled(text(x->rates, row, "period")))
            continue;
        if (table_is(x->rates, row, "grouping", "district"))
            dictionary_intern(x->districts, district, strlen(district));
        if (!table_is(x->rates, row, "grouping", "district_occupation"))
            continue;
        at = dictionary_intern(
            x->years, name,
            name_of_year(name, text(x->rates, row, "period"), district, text(x->rates, row, "occupation")));
        x->rows = memory_grow(x->rows, &x->rows_capacity, at + 1, sizeof *x->rows);
        x->rows[at] = row;
    }
}

size_t plans_find_row(const struct plans *x, int year, const char *district, const char *occupation)
{
    char name[LINKED_NAME], number[16];
    uint32_t at;

    snprintf(number, sizeof number, "%d", year);
    at = dictionary_find(x->years, name, name_of_year(name, number, district, occupation));
    return at == UINT32_MAX ? SIZE_MAX : x->rows[at];
}

void plans_link(struct protect *p, const struct table *rates, const struct organisation *organisation,
                const struct plans_report *reports, size_t n)
{
    struct plans x = { .p = p,
                       .rates = rates,
                       .organisation = organisation,
                       .reports = reports,
                       .n_reports = n,
                       .districts = dictionary_new(),
                       .occupations = dictionary_new(),
                       .years = dictionary_new() };

    each_row(&x, visit_period);
    cut(&x);
    if (x.n_stretches > 0) {
        each_row(&x, add_pool);
        note_years(&x);
        plans_put(&x);
    }
    free(x.periods);
    free(x.stretches);
    free(x.pools);
    free(x.rows);
    dictionary_free(x.districts);
    dictionary_free(x.occupations);
    dictionary_free(x.years);
}
