#include "pipeline/publish/edition.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char *const NAMES[EDITION_N_TABLES] = {
    [EDITION_CITY] = "city",
    [EDITION_DEFINITIONS] = "definitions",
    [EDITION_DISTRICTS] = "districts",
    [EDITION_DISTRICT_OCCUPATION] = "district_occupation",
    [EDITION_BALANCE] = "balance",
    [EDITION_BREAKS] = "public_breaks",
    [EDITION_VERDICTS] = "public_verdicts",
    [EDITION_FITS] = "public_fits",
    [EDITION_ROBUSTNESS] = "public_robustness",
    [EDITION_FUNNEL] = "public_funnel",
    [EDITION_SPREAD] = "public_spread",
    [EDITION_CHANGES] = "public_changes",
    [EDITION_CHANGE_COUNTS] = "public_change_counts",
    [EDITION_HETEROGENEITY] = "public_heterogeneity",
    [EDITION_UNIT_EFFECTS] = "public_unit_effects",
    [EDITION_DECOMPOSITION] = "public_decomposition",
    [EDITION_SURVIVAL] = "public_survival",
    [EDITION_RETENTION] = "public_retention",
    [EDITION_RETENTION_CAUSE] = "public_retention_cause",
    [EDITION_MEDIAN_STAY] = "public_median_stay",
    [EDITION_RETENTION_TESTS] = "public_retention_tests",
    [EDITION_TENURE_RATES] = "public_tenure_rates",
    [EDITION_INTAKE] = "public_intake",
    [EDITION_REJECTS] = "public_rejects",
    [EDITION_CHECKS] = "public_checks",
    [EDITION_WITHHELD] = "withheld",
};

size_t edition_find(const struct table *t, size_t from, ...)
{
    for (size_t row = from; row < table_rows(t); row++) {
        va_list words;
        bool all = true;
        const char *column;

        va_start(words, from);
        while (all && (column = va_arg(words, const char *)) != NULL)
            all = table_is(t, row, column, va_arg(words, const char *));
        va_end(words);
        if (all)
            return row;
    }
    return table_rows(t);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static int by_alphabet(const void *a, const void *b)
{
    return swedish_compare(*(const char *const *) a, *(const char *const *) b);
}

/* Periods in order of their last day; those that are none come last, as bytes. */
static int by_time(const void *a, const void *b)
{
    const char *x = *(const char *const *) a, *y = *(const char *const *) b;
    int32_t first, x_last, y_last;

    if (!swedish_period_days(x, &first, &x_last))
        x_last = INT32_MAX;
    if (!swedish_period_days(y, &first, &y_last))
        y_last = INT32_MAX;
    if (x_last != y_last)
        return x_last < y_last ? -1 : 1;
    return strcmp(x, y);
}

struct names edition_names(const struct table *t, const char *column, const char *where, const char *is)
{
    struct names out = { NULL, 0 };
    size_t capacity = 0, n = 0;

    for (size_t row = 0; row < table_rows(t); row++) {
        const char *text = table_text(t, row, column);

        if ((where != NULL && !table_is(t, row, where, is)) || (out.n > 0 && strcmp(out.items[out.n - 1], text) == 0))
            continue;
        out.items = memory_grow(out.items, &capacity, out.n + 1, sizeof *out.items);
        out.items[out.n++] = text;
    }
    if (out.n > 1)
        qsort(out.items, out.n, sizeof *out.items, by_bytes);
    for (size_t i = 0; i < out.n; i++)
        if (n == 0 || strcmp(out.items[n - 1], out.items[i]) != 0)
            out.items[n++] = out.items[i];
    out.n = n;
    if (out.n > 1)
        qsort(out.items, out.n, sizeof *out.items, by_alphabet);
    return out;
}

static void drop(struct names *names, const char *word)
{
    size_t n = 0;

    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], word) != 0)
            names->items[n++] = names->items[i];
    names->n = n;
}

struct edition_rate edition_rate_of(const struct table *t, size_t row)
{
    struct edition_rate r = {
        .exits = NAN, .person_years = NAN, .rate = NAN, .lower = NAN, .upper = NAN, .exposure_basis = ""
    };

    if (row >= table_rows(t))
        return r;
    r.found = true;
    r.withheld = table_is(t, row, "rate_status", "withheld");
    r.preliminary = table_is(t, row, "rate_status", "preliminary");
    r.exits = table_real(t, row, "exits");
    r.person_years = table_real(t, row, "person_years");
    r.rate = table_real(t, row, "rate");
    r.lower = table_real(t, row, "lower");
    r.upper = table_real(t, row, "upper");
    r.shown = isfinite(r.rate);
    if (schema_column(table_schema(t), "exposure_basis") < table_schema(t)->n_columns)
        r.exposure_basis = table_text(t, row, "exposure_basis");
    return r;
}

bool edition_bases_differ(const struct edition_rate *one, const struct edition_rate *other)
{
    return one->found && other->found && strcmp(one->exposure_basis, other->exposure_basis) != 0;
}

struct edition_rate edition_city(const struct edition *e, const char *period, const char *occupation,
                                 const char *dimension, const char *category)
{
    const struct table *t = e->tables[EDITION_CITY];

    return edition_rate_of(t, edition_find(t, 0, "period", period, "occupation", occupation, "dimension", dimension,
                                           "category", category, "definition", EDITION_HEADLINE, NULL));
}

/* Districts may be thousands, and every page asks for each of them: their rows are sorted once. */
static int compare_district_row(const struct table *t, size_t row, const char *district, const char *period)
{
    int order = strcmp(table_text(t, row, "district"), district);

    return order != 0 ? order : strcmp(table_text(t, row, "period"), period);
}

static bool district_row_is_after(const struct table *t, size_t row, size_t other)
{
    int order = compare_district_row(t, row, table_text(t, other, "district"), table_text(t, other, "period"));

    return order > 0 || (order == 0 && row > other);
}

/* Heapsort: qsort has no room for the table. */
static void sink(const struct table *t, size_t *rows, size_t root, size_t n)
{
    for (size_t child; (child = 2 * root + 1) < n; root = child) {
        size_t row = rows[root];

        if (child + 1 < n && district_row_is_after(t, rows[child + 1], rows[child]))
            child++;
        if (!district_row_is_after(t, rows[child], row))
            return;
        rows[root] = rows[child];
        rows[child] = row;
    }
}

static void index_districts(struct edition *e)
{
    const struct table *t = e->tables[EDITION_DISTRICTS];
    size_t n = 0, *rows = memory_zeroed(table_rows(t), sizeof *rows);

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "definition", EDITION_HEADLINE))
            rows[n++] = row;
    for (size_t i = n / 2; i-- > 0;)
        sink(t, rows, i, n);
    for (size_t last = n; last > 1; last--) {
        size_t greatest = rows[0];

        rows[0] = rows[last - 1];
        rows[last - 1] = greatest;
        sink(t, rows, 0, last - 1);
    }
    e->district_rows = rows;
    e->n_district_rows = n;
}

struct edition_rate edition_district(const struct edition *e, const char *period, const char *district)
{
    const struct table *t = e->tables[EDITION_DISTRICTS];
    size_t low = 0, high = e->n_district_rows;

    while (low < high) { /* the first that is not before */
        size_t middle = low + (high - low) / 2;

        if (compare_district_row(t, e->district_rows[middle], district, period) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == e->n_district_rows || compare_district_row(t, e->district_rows[low], district, period) != 0)
        return edition_rate_of(t, table_rows(t));
    return edition_rate_of(t, e->district_rows[low]);
}

size_t edition_period(const struct edition *e, const char *period)
{
    size_t i = 0;

    while (i < e->periods.n && strcmp(e->periods.items[i], period) != 0)
        i++;
    return i;
}

size_t edition_longest(const struct edition *e, enum edition_table which, const char *district)
{
    const struct table *t = e->tables[which];
    int32_t first, last, row_first, row_last, earliest = INT32_MAX;
    size_t found = table_rows(t);

    if (e->compare == NULL || !swedish_period_days(e->compare, &first, &last))
        return found;
    for (size_t row = 0; row < table_rows(t); row++)
        if ((district == NULL || table_is(t, row, "district", district)) &&
            swedish_period_days(table_text(t, row, "period"), &row_first, &row_last) && row_last == last &&
            row_first < earliest) {
            earliest = row_first;
            found = row;
        }
    return found;
}

/* The period that ends in `year`, else the one at `otherwise`; *replaced says so. */
static const char *chosen(const struct edition *e, const struct settings *report, const char *key, size_t otherwise,
                          bool *replaced)
{
    if (e->periods.n == 0)
        return NULL;
    if (settings_text(report, "report", key)[0] != '\0') {
        for (size_t i = 0; i < e->periods.n; i++)
            if (swedish_period_year(e->periods.items[i]) == settings_integer(report, "report", key))
                return e->periods.items[i];
        *replaced = true;
    }
    return e->periods.items[otherwise];
}

/* Largest group first; where sizes are not shown the alphabet decides. */
static void sort_by_size(const struct edition *e)
{
    for (size_t i = 1; i < e->occupations.n && e->compare != NULL; i++)
        for (size_t j = i; j > 0; j--) {
            const char **pair = &e->occupations.items[j - 1], *first = pair[0];

            if (!(edition_city(e, e->compare, pair[1], "none", EDITION_ALL).person_years >
                  edition_city(e, e->compare, first, "none", EDITION_ALL).person_years))
                break;
            pair[0] = pair[1];
            pair[1] = first;
        }
}

bool edition_read(const char *directory, const struct settings *report, struct edition *out, struct fault *f)
{
    struct edition e = { .base_replaced = false };
    const struct table *city;

    for (size_t i = 0; i < EDITION_N_TABLES; i++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s.csv", directory, NAMES[i]);
        if (!table_read(path, schema_find(NAMES[i]), &e.tables[i], f)) {
            edition_free(&e);
            return false;
        }
    }
    city = e.tables[EDITION_CITY];
    e.periods = edition_names(city, "period", "category", EDITION_ALL);
    if (e.periods.n > 1)
        qsort(e.periods.items, e.periods.n, sizeof *e.periods.items, by_time);
    e.occupations = edition_names(city, "occupation", "dimension", "none");
    drop(&e.occupations, EDITION_ALL);
    e.districts = edition_names(e.tables[EDITION_DISTRICTS], "district", NULL, NULL);
    drop(&e.districts, EDITION_ALL);
    index_districts(&e);
    e.base = chosen(&e, report, "base_year", 0, &e.base_replaced);
    e.compare = chosen(&e, report, "compare_year", e.periods.n - 1, &e.compare_replaced);
    sort_by_size(&e);
    *out = e;
    return true;
}

void edition_free(struct edition *e)
{
    for (size_t i = 0; i < EDITION_N_TABLES; i++)
        table_free(e->tables[i]);
    free(e->periods.items);
    free(e->occupations.items);
    free(e->districts.items);
    free(e->district_rows);
    memset(e, 0, sizeof *e);
}
