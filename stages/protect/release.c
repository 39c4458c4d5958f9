/* release.c - puts values into public rows, and keeps the log of those that are not shown. */
#include "stages/protect/protect.h"

#include <math.h>
#include <stdio.h>

void release_begin(struct release *r, struct protect *p, const char *table)
{
    *r = (struct release){ .protect = p, .table = table, .rows = rows_new(schema_find(table)) };
}

void release_value(struct release *r, const char *column, const char *status_column, double value,
                   enum suppression_rule rule, bool preliminary)
{
    bool shown;
    char key[512];

    if (protect_leaves_out(r->protect, r->table))
        rule = SUPPRESSION_LEFT_OUT;
    shown = rule == SUPPRESSION_NONE;

    rows_number(r->rows, column, shown ? value : NAN);
    if (status_column != NULL)
        rows_text(r->rows, status_column,
                  !shown         ? "withheld"
                  : isnan(value) ? "not_applicable"
                  : preliminary  ? "preliminary"
                                 : "");
    if (!isnan(value) || !shown) /* whether a value that is withheld is there at all is withheld too */
        r->n_values++;
    if (shown)
        return;
    r->n_withheld++;
    r->n_left_out += rule == SUPPRESSION_LEFT_OUT;
    rows_key(r->rows, key, sizeof key);
    rows_begin(r->protect->log);
    rows_text(r->protect->log, "table", r->table);
    rows_text(r->protect->log, "key", key);
    rows_text(r->protect->log, "column", column);
    rows_text(r->protect->log, "rule", suppression_word(rule));
}

bool release_write(struct release *r, const char *directory, struct fault *f)
{
    char path[4096];
    bool ok;

    snprintf(path, sizeof path, "%s/%s.csv", directory, r->table);
    ok = rows_write(r->rows, path, f);
    rows_begin(r->protect->withheld);
    rows_text(r->protect->withheld, "table", r->table);
    rows_number(r->protect->withheld, "values", (double) r->n_values);
    rows_number(r->protect->withheld, "withheld", (double) r->n_withheld);
    rows_number(r->protect->withheld, "left_out", (double) r->n_left_out);
    rows_free(r->rows);
    return ok;
}
