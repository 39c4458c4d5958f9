/* indicators.c - the indicators' public tables, as the links let them be (indicators_links.c). */
#include "stages/protect/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/indicator.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool read_one(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    *out = NULL;
    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return (access(path, F_OK) != 0 && errno == ENOENT) || table_read(path, schema_find(name), out, f);
}

bool indicators_read(const char *directory, struct indicators *out, struct fault *f)
{
    *out = (struct indicators){ 0 };
    return read_one(directory, "indicators", &out->indicators, f) &&
           read_one(directory, "distributions", &out->answers, f);
}

void indicators_free(struct indicators *all)
{
    table_free(all->indicators);
    table_free(all->answers);
    free(all->cells);
    free(all->answer_cells);
}

enum suppression_rule indicators_rule_of(const struct protect *p, size_t quantity)
{
    return quantity == SIZE_MAX ? SUPPRESSION_NONE : links_at(p->links, quantity)->rule;
}

bool indicators_withhold(struct protect *p, size_t quantity)
{
    if (quantity == SIZE_MAX || links_at(p->links, quantity)->rule != SUPPRESSION_NONE)
        return false;
    links_at(p->links, quantity)->rule = SUPPRESSION_DERIVED;
    return true;
}

/* ---- indicators.csv ---- */

/* The value stands on all that the row shows. */
static enum suppression_rule rule_of_value(const struct protect *p, const struct indicator_cells *c)
{
    const size_t quantities[] = { c->group, c->denominator, c->numerator, c->remainder };
    enum suppression_rule rule = c->rule;

    for (size_t i = 0; rule == SUPPRESSION_NONE && i < sizeof quantities / sizeof quantities[0]; i++)
        rule = indicators_rule_of(p, quantities[i]);
    return rule;
}

/* What the row shows beside its value, which may be withheld for the sake of the one and not of the other. */
static bool shows(const struct protect *p, const struct indicator_cells *c, size_t quantity)
{
    return c->rule == SUPPRESSION_NONE && indicators_rule_of(p, c->group) == SUPPRESSION_NONE &&
           (quantity != SIZE_MAX ? indicators_rule_of(p, quantity) == SUPPRESSION_NONE
                                 : rule_of_value(p, c) == SUPPRESSION_NONE);
}

static double rounded(const struct indicator *indicator, double value)
{
    double unit = indicator != NULL ? pow(10, indicator->decimals) : 0;

    return unit > 0 ? round(value * unit) / unit : value;
}

/* Sums of answers and of weighted absence are not shown beside their share: it is rounded, and they are not. */
static bool shows_numerator(const struct indicator *indicator)
{
    return indicator != NULL && indicator->form != INDICATOR_SHARE && indicator->form != INDICATOR_MEAN &&
           indicator->form != INDICATOR_GIVEN && strcmp(indicator->kind, "sickness") != 0;
}

static void put(struct release *r, const struct table *t, size_t row, const struct indicator_cells *c)
{
    static const char *const TEXTS[] = { "indicator",
                                         "basis",
                                         "period",
                                         "district",
                                         "category",
                                         "group",
                                         "definition",
                                         "denominator_basis",
                                         "unit",
                                         "label",
                                         "source",
                                         "document_date",
                                         "reference_number",
                                         "retrieved" };
    const struct indicator *indicator = table_is(t, row, "basis", "own")
                                            ? indicator_find(table_text(t, row, "indicator"))
                                            : NULL;
    enum suppression_rule rule = rule_of_value(r->protect, c);
    bool shown = rule == SUPPRESSION_NONE;

    rows_begin(r->rows);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        rows_text(r->rows, TEXTS[i], table_text(t, row, TEXTS[i]));
    rows_text(r->rows, "reason", shown ? table_text(t, row, "reason") : "");
    rows_text(r->rows, "precision", shown ? table_text(t, row, "precision") : "");
    rows_number(r->rows, "numerator",
                shows(r->protect, c, c->numerator) && shows_numerator(indicator) ? table_real(t, row, "numerator")
                                                                                 : NAN);
    rows_number(r->rows, "denominator",
                shows(r->protect, c, c->denominator) ? round(10 * table_real(t, row, "denominator")) / 10 : NAN);
    rows_number(r->rows, "lower", shown ? rounded(indicator, table_real(t, row, "lower")) : NAN);
    rows_number(r->rows, "upper", shown ? rounded(indicator, table_real(t, row, "upper")) : NAN);
    rows_number(r->rows, "low", shown ? table_real(t, row, "low") : NAN);
    rows_number(r->rows, "high", shown ? table_real(t, row, "high") : NAN);
    rows_number(r->rows, "districts", table_real(t, row, "districts"));
    rows_number(r->rows, "districts_of", table_real(t, row, "districts_of"));
    release_value(r, "value", "value_status", rounded(indicator, table_real(t, row, "value")), rule, false);
}

static bool release_indicators(struct protect *p, const struct indicators *all, const char *directory, struct fault *f)
{
    size_t n = all->indicators != NULL ? table_rows(all->indicators) : 0;
    struct release r;

    release_begin(&r, p, "public_indicators");
    for (size_t row = 0; row < n; row++)
        put(&r, all->indicators, row, &all->cells[row]);
    return release_write(&r, directory, f);
}

/* ---- tables without persons, as they are but for checksums ---- */

static bool holds_withheld(const char *kind)
{
    size_t n;
    const struct indicator *all = indicator_all(&n);

    if (strcmp(kind, "ratings") == 0 || strcmp(kind, "exits") == 0)
        return true;
    for (size_t i = 0; i < n; i++)
        if (strcmp(kind, all[i].kind) == 0 && all[i].protection != INDICATOR_OPEN)
            return true;
    return false;
}

/* Who knows most of a small table can try what its withheld counts are until its checksum agrees: what tells a file to
 * the byte is shown where the file, all sheets of it, has no such counts. */
static bool gives_away(const struct table *t, size_t row, const char *column)
{
    if (strcmp(column, "sha256") != 0 && strcmp(column, "bytes") != 0)
        return false;
    for (size_t other = 0; other < table_rows(t); other++)
        if (table_is(t, other, "sha256", table_text(t, row, "sha256")) && holds_withheld(table_text(t, other, "kind")))
            return true;
    return false;
}

static bool release_copy(struct protect *p, const char *private_directory, const char *name, const char *public_name,
                         const char *directory, struct fault *f)
{
    const struct schema *schema = schema_find(public_name);
    struct table *t;
    struct release r;

    if (!read_one(private_directory, name, &t, f))
        return false;
    release_begin(&r, p, public_name);
    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        rows_begin(r.rows);
        for (size_t c = 0; c < schema->n_columns; c++) {
            const struct column *column = &schema->columns[c];

            if (column->type == COLUMN_INTEGER || column->type == COLUMN_REAL)
                rows_number(r.rows, column->name,
                            gives_away(t, row, column->name) ? NAN : table_real(t, row, column->name));
            else
                rows_text(r.rows, column->name,
                          gives_away(t, row, column->name) ? "" : table_text(t, row, column->name));
        }
        r.n_values++;
    }
    table_free(t);
    return release_write(&r, directory, f);
}

bool protect_indicators(struct protect *p, const struct indicators *all, const char *private_directory,
                        const char *directory, struct fault *f)
{
    return release_indicators(p, all, directory, f) && protect_answers(p, all, directory, f) &&
           release_copy(p, private_directory, "focus_areas", "public_focus_areas", directory, f) &&
           release_copy(p, private_directory, "indicator_files", "public_indicator_files", directory, f);
}
