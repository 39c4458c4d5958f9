/* answers.c - distributions of answers, as far as the links let them be shown (answers_links.c). */
#include "stages/protect/indicators.h"

#include <math.h>

/* Shares are not rounded: their counts stand beside them, and who shows them rounds once. */
static void put(struct release *r, const struct table *t, size_t row, const struct answer_cells *c)
{
    static const char *const TEXTS[] = { "question", "period", "district", "group", "answer", "grouped", "source" };
    static const char *const NUMBERS[] = { "missing", "asked", "n", "median" };
    enum suppression_rule group = indicators_rule_of(r->protect, c->group);
    enum suppression_rule rule = group != SUPPRESSION_NONE ? group : indicators_rule_of(r->protect, c->count);
    bool few = group != SUPPRESSION_NONE, shown = rule == SUPPRESSION_NONE;

    rows_begin(r->rows);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        rows_text(r->rows, TEXTS[i], table_text(t, row, TEXTS[i]));
    rows_number(r->rows, "position", table_real(t, row, "position"));
    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
        rows_number(r->rows, NUMBERS[i], few ? NAN : table_real(t, row, NUMBERS[i]));
    rows_number(r->rows, "share", shown ? table_real(t, row, "share") : NAN);
    rows_number(r->rows, "lower", shown ? round(10 * table_real(t, row, "lower")) / 10 : NAN);
    rows_number(r->rows, "upper", shown ? round(10 * table_real(t, row, "upper")) / 10 : NAN);
    rows_number(r->rows, "grouped_share",
                shown && !table_is(t, row, "question", "exit_reason") ? table_real(t, row, "grouped_share") : NAN);
    release_value(r, "count", "count_status", table_real(t, row, "count"), rule, false);
}

bool protect_answers(struct protect *p, const struct indicators *all, const char *directory, struct fault *f)
{
    size_t n = all->answers != NULL ? table_rows(all->answers) : 0;
    struct release r;

    release_begin(&r, p, "public_distributions");
    for (size_t row = 0; row < n; row++)
        put(&r, all->answers, row, &all->answer_cells[row]);
    return release_write(&r, directory, f);
}
