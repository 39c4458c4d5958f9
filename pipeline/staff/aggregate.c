#include "pipeline/staff/aggregate.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/whole.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FIGURES[N_AGGREGATE_FIGURES] = { "stock_open", "stock_close", "hires", "exits",
                                                          "person_years" };
/* From strongest to weakest. */
static const char *const BASES[] = { "given", "mean_of_stocks", "closing_stock", "none" };
enum { N_BASES = sizeof BASES / sizeof BASES[0] };

static const char *keep(struct aggregates *a, const char *text)
{
    return dictionary_text(a->texts, dictionary_intern(a->texts, text, strlen(text)));
}

static bool means_all(const char *name)
{
    return name[0] == '\0' || whole_is_named(name, strlen(name));
}

static size_t basis_rank(const char *basis)
{
    size_t rank = 0;

    while (rank < N_BASES - 1 && strcmp(BASES[rank], basis) != 0)
        rank++;
    return rank;
}

/* The number of a group: its place among the items, or n where it is not there yet. */
static size_t number_of(struct aggregates *a, enum grouping_id id, const char *period, const char *district,
                        const char *occupation)
{
    char key[4096];
    int length = snprintf(key, sizeof key, "%d|%s|%s|%s", (int) id, period, district, occupation);

    return dictionary_intern(a->groups, key, length < (int) sizeof key ? (size_t) length : sizeof key - 1);
}

/* Adds a part to a group, which begins with its first part. */
static void add(struct aggregates *a, enum grouping_id id, const struct aggregate *part, const char *district,
                const char *occupation)
{
    size_t number = number_of(a, id, part->period, district, occupation);
    struct aggregate *g;

    if (number == a->n) {
        a->items = memory_grow(a->items, &a->capacity, a->n + 1, sizeof *a->items);
        g = &a->items[a->n++];
        *g = *part;
        g->grouping = id;
        g->district = district;
        g->occupation = occupation;
        return;
    }
    g = &a->items[number];
    for (size_t i = 0; i < N_AGGREGATE_FIGURES; i++)
        g->figure[i] += part->figure[i];
    g->exposure_basis =
        BASES[basis_rank(part->exposure_basis) > basis_rank(g->exposure_basis) ? basis_rank(part->exposure_basis)
                                                                               : basis_rank(g->exposure_basis)];
}

static enum grouping_id grouping_of_row(const struct aggregate *row)
{
    if (row->district[0] != '\0')
        return row->occupation[0] != '\0' ? GROUPING_DISTRICT_OCCUPATION : GROUPING_DISTRICT;
    return row->occupation[0] != '\0' ? GROUPING_OCCUPATION : GROUPING_CITY;
}

/* The groups as they stand in the rows, units of today added up. */
static void take_rows(struct aggregates *a, const struct organisation *organisation)
{
    for (size_t i = 0; i < table_rows(a->table); i++) {
        const char *unit = table_text(a->table, i, "district"), *occupation = table_text(a->table, i, "occupation");
        struct aggregate row = {
            .period = table_text(a->table, i, "period"),
            .district = means_all(unit) ? "" : keep(a, organisation_today(organisation, unit)),
            .occupation = means_all(occupation) ? "" : occupation,
            .start = table_date(a->table, i, "period_start"),
            .last = table_date(a->table, i, "period_end"),
            .exposure_basis = BASES[basis_rank(table_text(a->table, i, "exposure_basis"))],
        };

        for (size_t figure = 0; figure < N_AGGREGATE_FIGURES; figure++) {
            row.figure[figure] = table_real(a->table, i, FIGURES[figure]);
            a->has[figure] = a->has[figure] || !isnan(row.figure[figure]);
        }
        add(a, grouping_of_row(&row), &row, row.district, row.occupation);
    }
}

/* Groups that are not there become the sum of the groups of `from`. */
static void sum_up(struct aggregates *a, enum grouping_id from, enum grouping_id to)
{
    size_t n = a->n;

    for (size_t i = 0; i < n; i++) {
        struct aggregate part = a->items[i];
        const char *district = to == GROUPING_DISTRICT ? part.district : "";
        const char *occupation = to == GROUPING_OCCUPATION ? part.occupation : "";

        if (part.grouping == from && number_of(a, to, part.period, district, occupation) >= n)
            add(a, to, &part, district, occupation);
    }
}

bool aggregates_read(const char *path, const struct organisation *organisation, struct aggregates *out, struct fault *f)
{
    static const struct {
        enum grouping_id from, to;
    } sums[] = {
        { GROUPING_DISTRICT_OCCUPATION, GROUPING_DISTRICT },
        { GROUPING_DISTRICT_OCCUPATION, GROUPING_OCCUPATION },
        { GROUPING_OCCUPATION, GROUPING_CITY },
        { GROUPING_DISTRICT, GROUPING_CITY },
    };

    *out = (struct aggregates){ 0 };
    if (!table_read(path, schema_find("counts"), &out->table, f))
        return false;
    out->texts = dictionary_new();
    out->groups = dictionary_new();
    take_rows(out, organisation);
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        sum_up(out, sums[i].from, sums[i].to);
    return true;
}

void aggregates_free(struct aggregates *a)
{
    free(a->items);
    table_free(a->table);
    dictionary_free(a->texts);
    dictionary_free(a->groups);
    *a = (struct aggregates){ 0 };
}

/* ---- years from months ---- */

enum { MONTHS = 12 };

static bool is_month(const struct aggregate *g, int year, int month)
{
    return g->start == calendar_from_civil(year, month, 1) &&
           g->last == calendar_from_civil(year, month, calendar_days_in_month(year, month));
}

/* The group's item of a period; NULL where it is not there. */
static struct aggregate *item_of(struct aggregates *a, const struct aggregate *like, const char *period)
{
    char key[4096];
    int length = snprintf(key, sizeof key, "%d|%s|%s|%s", (int) like->grouping, period, like->district,
                          like->occupation);
    uint32_t number = dictionary_find(a->groups, key, length < (int) sizeof key ? (size_t) length : sizeof key - 1);

    return number != UINT32_MAX && number < a->n ? &a->items[number] : NULL;
}

/* The year that begins with the January at `first`, from its months; false where one of them is missing. */
static bool year_from(struct aggregates *a, const struct aggregate *first, int year, struct aggregate *out)
{
    *out = *first;
    for (int month = 2; month <= MONTHS; month++) {
        char period[16];
        const struct aggregate *g;

        snprintf(period, sizeof period, "%04d-%02d", year % 10000, month % 100);
        g = item_of(a, first, period);
        if (g == NULL || !is_month(g, year, month))
            return false;
        out->figure[AGGREGATE_HIRES] += g->figure[AGGREGATE_HIRES];
        out->figure[AGGREGATE_EXITS] += g->figure[AGGREGATE_EXITS];
        out->figure[AGGREGATE_PERSON_YEARS] += g->figure[AGGREGATE_PERSON_YEARS];
        out->figure[AGGREGATE_STOCK_CLOSE] = g->figure[AGGREGATE_STOCK_CLOSE];
        if (basis_rank(g->exposure_basis) > basis_rank(out->exposure_basis))
            out->exposure_basis = g->exposure_basis;
    }
    out->start = calendar_from_civil(year, 1, 1);
    out->last = calendar_from_civil(year, MONTHS, 31);
    return true;
}

void aggregates_years(struct aggregates *a)
{
    size_t n = a->n;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        struct aggregate first = a->items[i], whole;
        int year = calendar_to_civil(first.start).year;
        char period[8];

        snprintf(period, sizeof period, "%04d", year % 10000);
        if (!is_month(&first, year, 1) || !year_from(a, &first, year, &whole))
            continue;
        any = true;
        whole.period = keep(a, period);
        if (item_of(a, &first, period) == NULL)
            add(a, first.grouping, &whole, first.district, first.occupation);
    }
    for (size_t i = 0; i < n && any; i++) {
        struct calendar_date begin = calendar_to_civil(a->items[i].start);

        a->items[i].in_year = is_month(&a->items[i], begin.year, begin.month);
    }
}

/* ---- years together ---- */

static bool is_year(const struct aggregate *g, int year)
{
    return g->start == calendar_from_civil(year, 1, 1) && g->last == calendar_from_civil(year, 12, 31);
}

static const struct aggregate *of_year(const struct aggregates *a, const struct aggregate *like, int year)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct aggregate *g = &a->items[i];

        if (g->grouping == like->grouping && is_year(g, year) && strcmp(g->district, like->district) == 0 &&
            strcmp(g->occupation, like->occupation) == 0)
            return g;
    }
    return NULL;
}

/* Whether each of the years is there. */
static bool all_years(const struct aggregates *a, const struct aggregate *like, int first_year, int last_year)
{
    for (int year = first_year; year <= last_year; year++)
        if (of_year(a, like, year) == NULL)
            return false;
    return true;
}

void aggregates_pool(struct aggregates *a, int first_year, int last_year)
{
    char label[24];
    size_t n = a->n;

    snprintf(label, sizeof label, "%04d-%04d", first_year % 10000, last_year % 10000);
    for (size_t i = 0; i < n; i++) {
        struct aggregate like = a->items[i];

        if (like.grouping != GROUPING_DISTRICT_OCCUPATION || !is_year(&like, first_year) ||
            !all_years(a, &like, first_year, last_year))
            continue;
        for (int year = first_year; year <= last_year; year++) {
            struct aggregate part = *of_year(a, &like, year);

            part.period = keep(a, label);
            part.start = calendar_from_civil(first_year, 1, 1);
            part.last = calendar_from_civil(last_year, 12, 31);
            add(a, like.grouping, &part, like.district, like.occupation);
        }
    }
}
