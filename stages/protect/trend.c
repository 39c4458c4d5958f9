/* trend.c - tests and fits of series, let through only where every count of the series is public itself.
 *
 * A rate ratio, a limit or a p-value rests on all years of its series: were one year's count withheld, it could be
 * worked out from the others and the statistic. */
#include "stages/protect/protect.h"

#include <math.h>
#include <string.h>

/* Rows of the rates that a series was made of: same district and occupation, headline, single years. */
static bool belongs(const struct table *rates, size_t row, const struct table *series, size_t of)
{
    bool district = !table_is(series, of, "district", "all");
    bool occupation = !table_is(series, of, "occupation", "all");
    const char *grouping = district && occupation ? "district_occupation"
                           : district             ? "district"
                           : occupation           ? "occupation"
                                                  : "city";

    return table_is(rates, row, "grouping", grouping) && table_is(rates, row, "definition", CATALOGUE_HEADLINE) &&
           table_is(rates, row, "district", table_text(series, of, "district")) &&
           table_is(rates, row, "occupation", table_text(series, of, "occupation")) &&
           !catalogue_is_pooled(table_text(rates, row, "period"));
}

/* Series by cause, and monthly ones, wait for the thresholds that suit them; until then they do not cross. */
static enum suppression_rule series_rule(const struct protect *p, const struct table *rates, const struct table *series,
                                         size_t of)
{
    bool found = false;

    if (!table_is(series, of, "cause", "all") || !table_is(series, of, "grain", "annual"))
        return SUPPRESSION_DERIVED;
    for (size_t row = 0; row < table_rows(rates); row++) {
        if (!belongs(rates, row, series, of) || isnan(table_real(rates, row, "numerator"))) /* no year of the series */
            continue;
        found = true;
        if (protect_numerator(p, rates, row) != SUPPRESSION_NONE)
            return SUPPRESSION_DERIVED;
    }
    return found ? SUPPRESSION_NONE : SUPPRESSION_DERIVED;
}

/* The key always, words and numbers only where the rule allows. */
static void copy_row(struct release *r, const struct table *from, size_t row, enum suppression_rule rule)
{
    const struct schema *schema = table_schema(from);

    rows_begin(r->rows);
    for (size_t c = 0; c < schema->n_columns; c++) {
        const char *name = schema->columns[c].name;
        bool text = schema->columns[c].type == COLUMN_TEXT || schema->columns[c].type == COLUMN_CODE;

        if (text && (c < schema->n_key || rule == SUPPRESSION_NONE))
            rows_text(r->rows, name, table_text(from, row, name));
        else if (!text)
            release_value(r, name, NULL, table_real(from, row, name), rule, false);
    }
    if (rule != SUPPRESSION_NONE && schema_column(schema, "reason") < schema->n_columns)
        rows_text(r->rows, "reason", "withheld");
}

static bool same_series(const struct table *t, size_t one, size_t other)
{
    static const char *const columns[] = { "family", "district", "occupation", "cause", "grain" };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (!table_is(t, one, columns[i], table_text(t, other, columns[i])))
            return false;
    return true;
}

static bool copy_table(struct protect *p, const struct table *rates, const struct table *from, const char *name,
                       const char *directory, struct fault *f)
{
    struct release r;
    enum suppression_rule rule = SUPPRESSION_NONE;

    release_begin(&r, p, name);
    for (size_t row = 0; row < table_rows(from); row++) {
        if (row == 0 || !same_series(from, row, row - 1))
            rule = series_rule(p, rates, from, row);
        copy_row(&r, from, row, rule);
    }
    return release_write(&r, directory, f);
}

bool protect_trend(struct protect *p, const struct table *rates, const struct table *breaks,
                   const struct table *verdicts, const struct table *fits, const char *directory, struct fault *f)
{
    return copy_table(p, rates, breaks, "public_breaks", directory, f) &&
           copy_table(p, rates, verdicts, "public_verdicts", directory, f) &&
           copy_table(p, rates, fits, "public_fits", directory, f);
}
