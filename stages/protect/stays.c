#include "stages/protect/stays.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool is_published(const char *grouping, const char *cohort)
{
    return is(grouping, "city") || is(grouping, "occupation") || is(cohort, "all");
}

static bool is_same_slot(const struct horizon *a, const struct horizon *b)
{
    return is(a->category, b->category) && is(a->cohort, b->cohort) && is(a->grouping, b->grouping);
}

size_t stays_count(const struct horizons *all, const struct horizon *first)
{
    size_t n = 1;

    while (first + n < all->items + all->n && is_same_slot(first, first + n))
        n++;
    return n;
}

const struct horizon *stays_find(const struct horizons *all, const struct table *t, size_t row, size_t *from)
{
    struct horizon wanted = { .grouping = table_text(t, row, "grouping"),
                              .category = table_text(t, row, "category"),
                              .cohort = table_text(t, row, "cohort") };

    for (size_t i = *from; i < all->n; i++)
        if (is_same_slot(&all->items[i], &wanted)) {
            *from = i;
            return &all->items[i];
        }
    return NULL;
}

bool stays_is_enough(const struct protect *p, double count)
{
    return count == 0 || count >= p->limits.count_threshold;
}

static struct horizon read_row(const struct table *t, size_t row)
{
    struct horizon h = {
        .grouping = table_text(t, row, "grouping"),
        .category = table_text(t, row, "category"),
        .cohort = table_text(t, row, "cohort"),
        .row = row,
        .years = (int) table_real(t, row, "horizon"),
        .entrants = table_real(t, row, "entrants"),
        .events = table_real(t, row, "events"),
        .censored = table_real(t, row, "censored"),
        .remaining = table_real(t, row, "remaining"),
    };

    h.people = h.entrants + table_real(t, row, "late_entries");
    h.known = isfinite(table_real(t, row, "probability"));
    h.published = is_published(h.grouping, h.cohort);
    return h;
}

/* ---- What may be shown of a group that stands alone ---- */

static void remember(struct horizon *h, const struct horizon *before)
{
    bool shown = before->known && before->rule == SUPPRESSION_NONE;
    bool remaining_shown = shown && before->remaining_rule == SUPPRESSION_NONE;

    h->events_before = shown ? before->events : before->events_before;
    h->censored_before = remaining_shown ? before->censored : before->censored_before;
}

/* In `all` people come late too, and how many have come by then is not shown: so the lost can not be worked out, but
 * the whole curve may rest on a few. */
static void judge(const struct protect *p, const struct table *t, struct horizon *h)
{
    bool all = is(h->cohort, "all");

    h->group = h->entrants_rule = suppression_of_group(&p->limits, h->people, NAN);
    h->rule = h->group;
    if (h->rule == SUPPRESSION_NONE &&
        (h->events < p->limits.count_threshold || h->remaining < p->limits.count_threshold ||
         !stays_is_enough(p, h->events - h->events_before)))
        h->rule = SUPPRESSION_COUNT;
    if (h->rule == SUPPRESSION_NONE && all && table_real(t, h->row, "least_at_risk") < p->limits.group_threshold)
        h->rule = SUPPRESSION_GROUP;
    h->remaining_rule = h->rule;
    if (h->rule == SUPPRESSION_NONE && !all && !stays_is_enough(p, h->censored - h->censored_before))
        h->remaining_rule = SUPPRESSION_DERIVED;
}

static void judge_alone(const struct protect *p, const struct table *t, struct horizons *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct horizon *h = &all->items[i];

        if (i > 0 && is_same_slot(h - 1, h))
            remember(h, h - 1);
        judge(p, t, h);
    }
}

/* ---- What others would give away: the categories of a split are together the city ---- */

static int by_partition(const void *a, const void *b)
{
    const struct horizon *const *x = a, *const *y = b;
    int order = strcmp((*x)->grouping, (*y)->grouping);

    if (order == 0)
        order = strcmp((*x)->cohort, (*y)->cohort);
    if (order == 0)
        order = ((*x)->years > (*y)->years) - ((*x)->years < (*y)->years);
    return order != 0 ? order : ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

/* The categories of one split, cohort and horizon. `of_hires`: their numbers of hires; otherwise of those who left. */
static void close_second(struct horizon **beside, size_t n, bool of_hires)
{
    struct horizon *smallest = NULL;
    size_t n_closed = 0;

    for (size_t i = 0; i < n; i++) {
        struct horizon *h = beside[i];
        bool shown = (of_hires ? h->entrants_rule : h->rule) == SUPPRESSION_NONE;

        if (!(h->people > 0) || (!of_hires && !h->known))
            continue;
        n_closed += !shown;
        if (shown && (smallest == NULL || h->people < smallest->people))
            smallest = h;
    }
    if (n_closed != 1 || smallest == NULL)
        return;
    if (of_hires)
        smallest->entrants_rule = SUPPRESSION_DERIVED;
    smallest->rule = smallest->remaining_rule = SUPPRESSION_DERIVED;
}

static void judge_together(struct horizons *all)
{
    struct horizon **sorted = memory_zeroed(all->n, sizeof(struct horizon *));
    size_t n = 0, first = 0;

    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].published && !is(all->items[i].grouping, "city"))
            sorted[n++] = &all->items[i];
    if (n > 1)
        qsort(sorted, n, sizeof(struct horizon *), by_partition);
    for (size_t i = 1; i <= n; i++) {
        if (i < n && sorted[i]->years == sorted[first]->years && is(sorted[i]->cohort, sorted[first]->cohort) &&
            is(sorted[i]->grouping, sorted[first]->grouping))
            continue;
        close_second(&sorted[first], i - first, true);
        close_second(&sorted[first], i - first, false);
        first = i;
    }
    free(sorted);
}

struct horizons stays_judge(const struct protect *p, const struct table *t)
{
    struct horizons all = { memory_zeroed(table_rows(t), sizeof *all.items), table_rows(t) };

    for (size_t row = 0; row < all.n; row++)
        all.items[row] = read_row(t, row);
    judge_alone(p, t, &all);
    judge_together(&all);
    return all;
}

void stays_free(struct horizons *all)
{
    free(all->items);
}

/* ---- What every row of them is written with ---- */

double stays_whole_percent(double share)
{
    return round(100 * share) / 100;
}

void stays_put_share(struct release *r, const struct table *from, size_t row, enum suppression_rule rule)
{
    release_value(r, "probability", "probability_status", stays_whole_percent(table_real(from, row, "probability")),
                  rule, false);
    release_value(r, "lower", NULL, stays_whole_percent(table_real(from, row, "lower")), rule, false);
    release_value(r, "upper", NULL, stays_whole_percent(table_real(from, row, "upper")), rule, false);
}

void stays_put_slot(struct release *r, const struct horizon *h)
{
    rows_begin(r->rows);
    rows_text(r->rows, "grouping", h->grouping);
    rows_text(r->rows, "category", h->category);
    rows_text(r->rows, "cohort", h->cohort);
}
