/* answers.c - distributions of answers, as far as they may be shown.
 *
 * Ratings are opinions that a group has given without names: they are shown in full where more than ten answered.
 * Reasons for leaving are facts about persons: besides, a reason that few gave is withheld, in every part of a split
 * together, and others with it so that it can not be worked out. */
#include "stages/protect/indicators.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool same(const struct table *t, size_t a, size_t b, const char *column)
{
    return strcmp(table_text(t, a, column), table_text(t, b, column)) == 0;
}

static bool same_subject(const struct table *t, size_t a, size_t b)
{
    return same(t, a, b, "question") && same(t, a, b, "period") && same(t, a, b, "district");
}

/* "gender:" of gender:woman; "" of all. */
static size_t split_length(const char *group)
{
    const char *colon = strchr(group, ':');

    return colon != NULL ? (size_t) (colon - group) : 0;
}

static bool same_split(const struct table *t, size_t a, size_t b)
{
    const char *x = table_text(t, a, "group"), *y = table_text(t, b, "group");
    size_t n = split_length(x);

    return n == split_length(y) && strncmp(x, y, n) == 0;
}

static bool is_reason(const struct table *t, size_t row)
{
    return table_is(t, row, "question", "exit_reason");
}

/* Rows of one split of one subject that have this answer get the strictest rule among them. */
static bool spread_over_parts(const struct table *t, size_t first, size_t last, enum suppression_rule *rules)
{
    bool changed = false;

    for (size_t i = first; i < last; i++)
        for (size_t j = first; j < last; j++)
            if (rules[i] != SUPPRESSION_NONE && rules[j] == SUPPRESSION_NONE && same_split(t, i, j) &&
                table_integer(t, i, "position") == table_integer(t, j, "position")) {
                rules[j] = SUPPRESSION_DERIVED;
                changed = true;
            }
    return changed;
}

/* The answers of one group of one subject, rows [first, last). */
static void cover_group(const struct protect *p, const struct table *t, size_t first, size_t last,
                        enum suppression_rule *rules)
{
    double *counts = memory_zeroed(last - first, sizeof *counts);

    for (size_t row = first; row < last; row++)
        counts[row - first] = table_real(t, row, "count");
    cover_small(&(struct cover){ counts, rules + first, last - first }, p->limits.count_threshold);
    free(counts);
}

/* Rows are in the order question, period, district, group: one subject is rows [first, last). */
static void judge_reasons(const struct protect *p, const struct table *t, size_t first, size_t last,
                          enum suppression_rule *rules)
{
    do {
        size_t begin = first;

        for (size_t row = first + 1; row <= last; row++)
            if (row == last || !same(t, row, begin, "group")) {
                cover_group(p, t, begin, row, rules);
                begin = row;
            }
    } while (spread_over_parts(t, first, last, rules));
}

static void judge(const struct protect *p, const struct table *t, enum suppression_rule *rules)
{
    size_t first = 0, n = table_rows(t);

    for (size_t row = 0; row < n; row++) {
        rules[row] = indicators_group_rule(p, table_real(t, row, "n"));
        if (rules[row] == SUPPRESSION_NONE && is_reason(t, row))
            rules[row] = suppression_of_count(&p->limits, table_real(t, row, "count"), INFINITY, INFINITY);
    }
    for (size_t row = 1; row <= n; row++) {
        if (row < n && same_subject(t, row, first))
            continue;
        if (n > 0 && is_reason(t, first))
            judge_reasons(p, t, first, row, rules);
        first = row;
    }
}

/* A district whose answers are too few could be worked out from the city's and the other districts': then the smallest
 * other one is withheld with it. */
static void cover_districts(const struct table *t, enum suppression_rule *rules)
{
    for (size_t row = 0; row < table_rows(t); row++) {
        size_t smallest = SIZE_MAX, n_withheld = 0;

        if (is_reason(t, row) || table_is(t, row, "district", "all") || rules[row] != SUPPRESSION_GROUP)
            continue;
        for (size_t other = 0; other < table_rows(t); other++) {
            if (!same(t, row, other, "question") || !same(t, row, other, "period") || !same(t, row, other, "group") ||
                table_is(t, other, "district", "all") || same(t, row, other, "district"))
                continue;
            n_withheld += rules[other] != SUPPRESSION_NONE;
            if (rules[other] == SUPPRESSION_NONE &&
                (smallest == SIZE_MAX || table_real(t, other, "n") < table_real(t, smallest, "n")))
                smallest = other;
        }
        for (size_t other = 0; n_withheld == 0 && smallest != SIZE_MAX && other < table_rows(t); other++)
            if (same_subject(t, other, smallest) && same(t, other, smallest, "group"))
                rules[other] = SUPPRESSION_DERIVED;
    }
}

/* Shares are not rounded: their counts stand beside them, and who shows them rounds once. */
static void put(struct release *r, const struct table *t, size_t row, enum suppression_rule rule)
{
    static const char *const TEXTS[] = { "question", "period", "district", "group", "answer", "grouped", "source" };
    static const char *const NUMBERS[] = { "missing", "asked", "n", "median" };
    bool few = rule == SUPPRESSION_GROUP, shown = rule == SUPPRESSION_NONE;

    rows_begin(r->rows);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        rows_text(r->rows, TEXTS[i], table_text(t, row, TEXTS[i]));
    rows_number(r->rows, "position", table_real(t, row, "position"));
    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
        rows_number(r->rows, NUMBERS[i], few ? NAN : table_real(t, row, NUMBERS[i]));
    rows_number(r->rows, "share", shown ? table_real(t, row, "share") : NAN);
    rows_number(r->rows, "lower", shown ? round(10 * table_real(t, row, "lower")) / 10 : NAN);
    rows_number(r->rows, "upper", shown ? round(10 * table_real(t, row, "upper")) / 10 : NAN);
    rows_number(r->rows, "grouped_share", shown && !is_reason(t, row) ? table_real(t, row, "grouped_share") : NAN);
    release_value(r, "count", "count_status", table_real(t, row, "count"), rule, false);
}

bool protect_answers(struct protect *p, const char *private_directory, const char *directory, struct fault *f)
{
    struct table *t;
    enum suppression_rule *rules;
    struct release r;
    size_t n;

    if (!indicators_read(private_directory, "distributions", &t, f))
        return false;
    n = t != NULL ? table_rows(t) : 0;
    rules = memory_zeroed(n, sizeof *rules);
    if (n > 0) {
        judge(p, t, rules);
        cover_districts(t, rules);
    }
    release_begin(&r, p, "public_distributions");
    for (size_t row = 0; row < n; row++)
        put(&r, t, row, rules[row]);
    free(rules);
    table_free(t);
    return release_write(&r, directory, f);
}
