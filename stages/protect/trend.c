/* trend.c - tests and fits of series, let through only where every count of the series is public itself.
 *
 * A rate ratio, a limit or a p-value rests on all years of its series: were one year's count withheld, it could be
 * worked out from the others and the statistic. A district is held against the rest of the city, so the city's years
 * are asked too. Of months, whose counts are not published, the ratio, its limits and p cross, rounded, and for the
 * named years alone: a ratio for each of many months would give the months away. */
#include "stages/protect/protect.h"

#include "pipeline/base/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Which years of rates.csv a series is made of. */
struct source {
    const char *grouping, *definition, *district, *occupation, *cause; /* occupation NULL: any */
    bool taken_away; /* from a series that goes on without it: a year that is as it was tells that nobody was there */
};

static bool is_of(const struct table *rates, size_t row, const struct source *s)
{
    return table_is(rates, row, "grouping", s->grouping) && table_is(rates, row, "definition", s->definition) &&
           table_is(rates, row, "district", s->district) && table_is(rates, row, "cause", s->cause) &&
           (s->occupation == NULL || table_is(rates, row, "occupation", s->occupation)) &&
           !catalogue_is_pooled(table_text(rates, row, "period")) && !isnan(table_real(rates, row, "numerator"));
}

/* Whether every single year of the source may be shown; DERIVED also where there is none. Years in which nobody was
 * there are no part of it before the first and after the last one; between them, how many years were tested tells
 * that the group was empty. */
static enum suppression_rule source_rule(const struct protect *p, const struct table *rates, const struct source *s)
{
    const char *first = NULL, *last = NULL;

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = table_text(rates, row, "period");

        if (!is_of(rates, row, s) || !(table_real(rates, row, "denominator") > 0))
            continue;
        first = first == NULL || strcmp(period, first) < 0 ? period : first;
        last = last == NULL || strcmp(period, last) > 0 ? period : last;
    }
    for (size_t row = 0; first != NULL && row < table_rows(rates); row++) {
        const char *period = table_text(rates, row, "period");

        if (is_of(rates, row, s) && (s->taken_away || (strcmp(period, first) >= 0 && strcmp(period, last) <= 0)) &&
            protect_numerator(p, rates, row) != SUPPRESSION_NONE)
            return SUPPRESSION_DERIVED;
    }
    return first != NULL ? SUPPRESSION_NONE : SUPPRESSION_DERIVED;
}

static enum suppression_rule series_rule(const struct protect *p, const struct table *rates, const struct table *series,
                                         size_t of)
{
    const char *occupation = table_text(series, of, "occupation"), *district = table_text(series, of, "district");
    const struct source city = { "city", CATALOGUE_HEADLINE, "all", "all", "all", false };
    const struct source by_occupation = { "occupation", CATALOGUE_HEADLINE, "all", occupation, "all", false };
    const struct source by_district = { "district", CATALOGUE_HEADLINE, district, "all", "all", false };
    const struct source by_cause = {
        "cause", CATALOGUE_HEADLINE, "all", "all", table_text(series, of, "cause"), false
    };

    if (!table_is(series, of, "cause", "all"))
        return source_rule(p, rates, &by_cause);
    if (strcmp(district, "all") != 0)
        return suppression_of_derived(source_rule(p, rates, &by_district), source_rule(p, rates, &city));
    return source_rule(p, rates, strcmp(occupation, "all") == 0 ? &city : &by_occupation);
}

void protect_shown_series(const struct protect *p, const struct table *rates, struct rows *rows)
{
    static const char *const families[] = { "city", "occupation", "district", "cause" };
    struct dictionary *known = dictionary_new();

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *family = table_text(rates, row, "grouping"), *district = table_text(rates, row, "district");
        const char *occupation = table_text(rates, row, "occupation"), *cause = table_text(rates, row, "cause");
        size_t n = dictionary_size(known);
        char series[1024];
        size_t f = 0;

        while (f < sizeof families / sizeof families[0] && strcmp(families[f], family) != 0)
            f++;
        if (f == sizeof families / sizeof families[0] || !table_is(rates, row, "definition", CATALOGUE_HEADLINE))
            continue;
        snprintf(series, sizeof series, "%s\n%s\n%s\n%s", family, district, occupation, cause);
        if (dictionary_intern(known, series, strlen(series)) < n)
            continue;
        rows_begin(rows);
        rows_text(rows, "family", f == 0 ? "primary" : family);
        rows_text(rows, "district", district);
        rows_text(rows, "occupation", occupation);
        rows_text(rows, "cause", cause);
        rows_text(rows, "shown", series_rule(p, rates, rates, row) == SUPPRESSION_NONE ? "yes" : "no");
    }
    dictionary_free(known);
}

/* ---- months ---- */

struct column_of_months {
    const char *name;
    int decimals;
};

/* What of a monthly series may be told, and to how many decimals. */
static const struct column_of_months MONTHLY[] = {
    { "n_periods", 0 },    { "rate_ratio", 2 }, { "lower", 2 },    { "upper", 2 },
    { "p_asymptotic", 4 }, { "p_fixed", 4 },    { "p_search", 3 }, { "replicates", 0 },
};

/* The value as it is told; NaN where it is not. */
static double monthly_value(const char *column, double value)
{
    for (size_t i = 0; i < sizeof MONTHLY / sizeof MONTHLY[0]; i++) {
        double scale = pow(10, MONTHLY[i].decimals);

        if (strcmp(MONTHLY[i].name, column) == 0)
            return round(value * scale) / scale;
    }
    return NAN;
}

static bool is_monthly(const struct table *t, size_t row)
{
    return table_is(t, row, "grain", "monthly");
}

/* Which month it may have been is worked out from all of them. */
static bool crosses_as_text(const struct table *t, size_t row, const char *column)
{
    return !is_monthly(t, row) || strcmp(column, "date_set") != 0;
}

/* ---- rows ---- */

static const char *const OF_SERIES[] = { "family", "district", "occupation", "cause", "grain" };
enum { N_OF_SERIES = sizeof OF_SERIES / sizeof OF_SERIES[0] };

static bool is_of_series(const char *column)
{
    for (size_t i = 0; i < N_OF_SERIES; i++)
        if (strcmp(OF_SERIES[i], column) == 0)
            return true;
    return false;
}

/* The key always, words and numbers only where the rule allows. Whose row it is stands in `series`. */
static void copy_row(struct release *r, const struct table *from, size_t row, size_t series, enum suppression_rule rule)
{
    const struct schema *schema = table_schema(from);

    rows_begin(r->rows);
    for (size_t c = 0; c < schema->n_columns; c++) {
        const char *name = schema->columns[c].name;
        bool text = schema->columns[c].type == COLUMN_TEXT || schema->columns[c].type == COLUMN_CODE;

        if (text) {
            if (c < schema->n_key || (rule == SUPPRESSION_NONE && crosses_as_text(from, row, name)))
                rows_text(r->rows, name, table_text(from, is_of_series(name) ? series : row, name));
        } else {
            double value = table_real(from, row, name);

            release_value(r, name, NULL, is_monthly(from, row) ? monthly_value(name, value) : value, rule, false);
        }
    }
    if (rule != SUPPRESSION_NONE && schema_column(schema, "reason") < schema->n_columns)
        rows_text(r->rows, "reason", "withheld");
}

static bool same_series(const struct table *t, size_t one, size_t other)
{
    for (size_t i = 0; i < N_OF_SERIES; i++)
        if (!table_is(t, one, OF_SERIES[i], table_text(t, other, OF_SERIES[i])))
            return false;
    return true;
}

static bool is_told(const struct table *t, size_t row)
{
    return !is_monthly(t, row) || schema_column(table_schema(t), "named") == table_schema(t)->n_columns ||
           table_is(t, row, "named", "yes");
}

static bool is_city(const struct table *t, size_t row, const char *grain)
{
    return table_is(t, row, "family", "primary") && table_is(t, row, "district", "all") &&
           table_is(t, row, "occupation", "all") && table_is(t, row, "cause", "all") &&
           table_is(t, row, "grain", grain);
}

/* Which years a series that is not told has would tell when anybody was there: it has those of the city. */
static void withhold_series(struct release *r, const struct table *from, size_t series, enum suppression_rule rule)
{
    for (size_t row = 0; row < table_rows(from); row++)
        if (is_city(from, row, table_text(from, series, "grain")) && is_told(from, row))
            copy_row(r, from, row, series, rule);
}

static bool copy_table(struct protect *p, const struct table *rates, const struct table *from, const char *name,
                       const char *directory, struct fault *f)
{
    struct release r;
    enum suppression_rule rule = SUPPRESSION_NONE;

    release_begin(&r, p, name);
    for (size_t row = 0; row < table_rows(from); row++) {
        bool first = row == 0 || !same_series(from, row, row - 1);

        if (first)
            rule = series_rule(p, rates, from, row);
        if (first && rule != SUPPRESSION_NONE)
            withhold_series(&r, from, row, rule);
        if (rule == SUPPRESSION_NONE && is_told(from, row))
            copy_row(&r, from, row, row, rule);
    }
    return release_write(&r, directory, f);
}

/* ---- the panel ---- */

/* What a row of robustness.csv rests on beside the years of its series. */
static enum suppression_rule check_rule(const struct protect *p, const struct table *rates, const struct table *panel,
                                        size_t row)
{
    const char *occupation = table_text(panel, row, "occupation");
    bool city = strcmp(occupation, "all") == 0;
    const char *check = table_text(panel, row, "check");
    struct source s = { city ? "city" : "occupation", CATALOGUE_HEADLINE, "all", occupation, "all", false };

    if (strcmp(check, "without_unit") == 0) {
        s.grouping = city ? "district" : "district_occupation";
        s.district = table_text(panel, row, "variant");
        s.taken_away = true;
    } else if (strcmp(check, "denominator") == 0) {
        if (protect_leaves_out(p, "definitions"))
            return SUPPRESSION_LEFT_OUT;
        s.definition = table_text(panel, row, "variant");
    } else if (strcmp(check, "equal_tenure") == 0) {
        s.grouping = city ? "tenure" : "occupation_tenure";
    } else if (strcmp(check, "equal_occupation") == 0) {
        s.grouping = "occupation";
        s.occupation = NULL;
    }
    return source_rule(p, rates, &s);
}

/* Years of a district's occupation are not in the catalogue, so what they are left out of is not told either. */
static bool is_in_catalogue(const struct table *panel, size_t row)
{
    return !table_is(panel, row, "check", "without_unit") || table_is(panel, row, "occupation", "all");
}

static bool copy_panel(struct protect *p, const struct table *rates, const struct table *panel, const char *directory,
                       struct fault *f)
{
    struct release r;
    enum suppression_rule rule = SUPPRESSION_NONE;

    release_begin(&r, p, "public_robustness");
    for (size_t row = 0; row < table_rows(panel); row++) {
        if (row == 0 || !same_series(panel, row, row - 1))
            rule = series_rule(p, rates, panel, row);
        if (is_in_catalogue(panel, row))
            copy_row(&r, panel, row, row, suppression_of_derived(rule, check_rule(p, rates, panel, row)));
    }
    return release_write(&r, directory, f);
}

bool protect_trend(struct protect *p, const struct table *rates, const struct protect_tests *from,
                   const char *directory, struct fault *f)
{
    return copy_table(p, rates, from->breaks, "public_breaks", directory, f) &&
           copy_table(p, rates, from->verdicts, "public_verdicts", directory, f) &&
           copy_table(p, rates, from->fits, "public_fits", directory, f) &&
           copy_panel(p, rates, from->robustness, directory, f);
}
