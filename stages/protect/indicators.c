#include "stages/protect/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/indicator.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool indicators_read(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    *out = NULL;
    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return (access(path, F_OK) != 0 && errno == ENOENT) || table_read(path, schema_find(name), out, f);
}

static double group_threshold(const struct protect *p)
{
    return fmax(p->limits.group_threshold, p->survey_threshold);
}

enum suppression_rule indicators_group_rule(const struct protect *p, double people)
{
    struct suppression_limits limits = p->limits;

    limits.group_threshold = group_threshold(p);
    return suppression_of_group(&limits, people, NAN);
}

/* What the withheld cells other than `but` hold together. */
static double others_hold(const struct cover *c, size_t but)
{
    double sum = 0;

    for (size_t i = 0; i < c->n; i++)
        if (i != but && c->rules[i] != SUPPRESSION_NONE && isfinite(c->counts[i]))
            sum += c->counts[i];
    return sum;
}

static bool is_covered(const struct cover *c, double threshold)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->rules[i] != SUPPRESSION_NONE && c->counts[i] < threshold && others_hold(c, i) < threshold)
            return false;
    return true;
}

/* The smallest cell that is shown, one with something in it before an empty one; n where there is none. */
static size_t next_of(const struct cover *c)
{
    size_t best = c->n;

    for (size_t i = 0; i < c->n; i++) {
        if (c->rules[i] != SUPPRESSION_NONE || isnan(c->counts[i]))
            continue;
        if (best == c->n || (c->counts[best] == 0 && c->counts[i] > 0) ||
            (c->counts[i] > 0 && c->counts[i] < c->counts[best]))
            best = i;
    }
    return best;
}

void cover_small(const struct cover *c, double threshold)
{
    size_t next;

    while (!is_covered(c, threshold) && (next = next_of(c)) < c->n)
        c->rules[next] = SUPPRESSION_DERIVED;
}

/* ---- indicators.csv ---- */

static enum suppression_rule rule_of(const struct protect *p, const struct table *t, size_t row)
{
    const struct indicator *indicator = indicator_find(table_text(t, row, "indicator"));
    double numerator = table_real(t, row, "numerator"), denominator = table_real(t, row, "denominator"),
           people = table_real(t, row, "people");
    enum suppression_rule rule;

    if (!table_is(t, row, "basis", "own") || indicator == NULL)
        return SUPPRESSION_NONE;
    switch (indicator->protection) {
    case INDICATOR_OPEN:
        break;
    case INDICATOR_PERSONS:
    case INDICATOR_EVENTS:
        if (isnan(numerator))
            numerator = table_real(t, row, "high");
        rule = suppression_of_count(&p->limits, numerator, INFINITY, INFINITY);
        return rule != SUPPRESSION_NONE || isnan(people) ? rule
                                                         : suppression_of_count(&p->limits, people, INFINITY, INFINITY);
    case INDICATOR_GROUP:
        rule = indicators_group_rule(p, people);
        if (rule == SUPPRESSION_NONE && indicator->form == INDICATOR_SHARE &&
            (numerator == 0 || numerator == denominator))
            rule = SUPPRESSION_GROUP;
        if (rule == SUPPRESSION_NONE && strcmp(indicator->id, "manager_stability") == 0)
            rule = suppression_of_share(&p->limits, numerator, denominator, denominator);
        return rule;
    }
    return SUPPRESSION_NONE;
}

/* All but the district. */
static bool same_subject(const struct table *t, size_t a, size_t b)
{
    static const char *const COLUMNS[] = { "indicator", "basis", "period", "category", "group", "definition" };

    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++)
        if (strcmp(table_text(t, a, COLUMNS[i]), table_text(t, b, COLUMNS[i])) != 0)
            return false;
    return true;
}

/* The districts of one subject, where the city's value was summed from them and so gives one of them away. Rows of a
 * subject stand within one period of one indicator, in the order of districts. */
static void cover_districts(const struct protect *p, const struct table *t, size_t first, enum suppression_rule *rules)
{
    double *counts = memory_zeroed(table_rows(t), sizeof *counts);
    enum suppression_rule *beside = memory_zeroed(table_rows(t), sizeof *beside);
    size_t *at = memory_zeroed(table_rows(t), sizeof *at), n = 0;
    bool summed = false, groups = isfinite(table_real(t, first, "people"));

    for (size_t row = first; row < table_rows(t) && table_is(t, row, "indicator", table_text(t, first, "indicator")) &&
                             table_is(t, row, "period", table_text(t, first, "period"));
         row++) {
        if (!same_subject(t, first, row))
            continue;
        if (table_is(t, row, "district", "all")) {
            summed = isfinite(table_real(t, row, "districts"));
            continue;
        }
        at[n] = row;
        beside[n] = rules[row];
        counts[n++] = table_real(t, row, groups ? "people" : "numerator");
    }
    if (summed)
        cover_small(&(struct cover){ counts, beside, n }, groups ? group_threshold(p) : p->limits.count_threshold);
    for (size_t i = 0; i < n; i++)
        rules[at[i]] = beside[i];
    free(counts);
    free(beside);
    free(at);
}

/* What is said of all districts but one says what the one is: it is shown where that one's own row is. */
static void follow_district(const struct table *t, size_t row, enum suppression_rule *rules)
{
    static const char *const COLUMNS[] = { "indicator", "basis", "period", "district", "group", "definition" };

    for (size_t other = 0; other < table_rows(t); other++) {
        bool same = table_is(t, other, "category", "all");

        for (size_t i = 0; same && i < sizeof COLUMNS / sizeof COLUMNS[0]; i++)
            same = table_is(t, other, COLUMNS[i], table_text(t, row, COLUMNS[i]));
        if (same)
            rules[row] = rules[other];
    }
}

static bool is_first(const struct table *t, size_t row)
{
    for (size_t before = row; before-- > 0 && table_is(t, before, "indicator", table_text(t, row, "indicator")) &&
                              table_is(t, before, "period", table_text(t, row, "period"));)
        if (same_subject(t, before, row))
            return false;
    return true;
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

static void put(struct release *r, const struct table *t, size_t row, enum suppression_rule rule)
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
    bool shown = rule == SUPPRESSION_NONE;

    rows_begin(r->rows);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        rows_text(r->rows, TEXTS[i], table_text(t, row, TEXTS[i]));
    rows_text(r->rows, "reason", shown ? table_text(t, row, "reason") : "");
    rows_text(r->rows, "precision", shown ? table_text(t, row, "precision") : "");
    rows_number(r->rows, "numerator", shown && shows_numerator(indicator) ? table_real(t, row, "numerator") : NAN);
    rows_number(r->rows, "denominator", shown ? round(10 * table_real(t, row, "denominator")) / 10 : NAN);
    rows_number(r->rows, "lower", shown ? rounded(indicator, table_real(t, row, "lower")) : NAN);
    rows_number(r->rows, "upper", shown ? rounded(indicator, table_real(t, row, "upper")) : NAN);
    rows_number(r->rows, "low", shown ? table_real(t, row, "low") : NAN);
    rows_number(r->rows, "high", shown ? table_real(t, row, "high") : NAN);
    rows_number(r->rows, "districts", table_real(t, row, "districts"));
    rows_number(r->rows, "districts_of", table_real(t, row, "districts_of"));
    release_value(r, "value", "value_status", rounded(indicator, table_real(t, row, "value")), rule, false);
}

static bool release_indicators(struct protect *p, const struct table *t, const char *directory, struct fault *f)
{
    size_t n = t != NULL ? table_rows(t) : 0;
    enum suppression_rule *rules = memory_zeroed(n, sizeof *rules);
    struct release r;

    for (size_t row = 0; row < n; row++)
        rules[row] = rule_of(p, t, row);
    for (size_t row = 0; row < n; row++)
        if (table_is(t, row, "basis", "own") && is_first(t, row))
            cover_districts(p, t, row, rules);
    for (size_t row = 0; row < n; row++)
        if (table_is(t, row, "category", "rest_of_city"))
            follow_district(t, row, rules);
    release_begin(&r, p, "public_indicators");
    for (size_t row = 0; row < n; row++)
        put(&r, t, row, rules[row]);
    free(rules);
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

    if (!indicators_read(private_directory, name, &t, f))
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

bool protect_indicators(struct protect *p, const char *private_directory, const char *directory, struct fault *f)
{
    struct table *t = NULL;
    bool ok = indicators_read(private_directory, "indicators", &t, f) && release_indicators(p, t, directory, f);

    table_free(t);
    return ok && protect_answers(p, private_directory, directory, f) &&
           release_copy(p, private_directory, "focus_areas", "public_focus_areas", directory, f) &&
           release_copy(p, private_directory, "indicator_files", "public_indicator_files", directory, f);
}
