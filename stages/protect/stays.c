#include "stages/protect/stays.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool is_published(const struct protect *p, const char *grouping, const char *cohort)
{
    return p->coarse ? is(grouping, "city") : is(grouping, "city") || is(grouping, "occupation") || is(cohort, "all");
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

static struct horizon read_row(const struct protect *p, const struct table *t, size_t row)
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
    h.published = is_published(p, h.grouping, h.cohort);
    return h;
}

/* ---- What may be shown of a group that stands alone ---- */

/* In `all` people come late too, and how many have come by then is not shown: so the lost can not be worked out, but
 * the whole curve may rest on a few. */
static void judge(const struct protect *p, const struct table *t, struct horizon *h)
{
    bool all = is(h->cohort, "all");

    h->group = suppression_of_group(&p->limits, h->people, NAN);
    h->entrants_rule = suppression_of_group(&p->limits, fmin(h->entrants, h->people), NAN); /* NaN: nobody is known */
    h->rule = h->group;
    if (h->rule == SUPPRESSION_NONE &&
        (h->events < p->limits.count_threshold || h->remaining < p->limits.count_threshold))
        h->rule = SUPPRESSION_COUNT;
    if (h->rule == SUPPRESSION_NONE && all && table_real(t, h->row, "least_at_risk") < p->limits.group_threshold)
        h->rule = SUPPRESSION_GROUP;
    h->remaining_rule = h->rule;
}

struct horizons stays_judge(const struct protect *p, const struct table *t)
{
    struct horizons all = { memory_zeroed(table_rows(t), sizeof *all.items), table_rows(t) };

    for (size_t row = 0; row < all.n; row++) {
        all.items[row] = read_row(p, t, row);
        judge(p, t, &all.items[row]);
    }
    return all;
}

bool stays_has_pools(const struct horizons *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].known && catalogue_is_pooled(all->items[i].cohort))
            return true;
    return false;
}

/* Why everybody left, beside why those of the cohorts did, would tell why the few others did. */
bool stays_tells_causes(const struct protect *p, const struct horizon *h)
{
    bool others = p->pooled && !is(h->grouping, "district");

    return !p->coarse && h->published &&
           (catalogue_is_pooled(h->cohort) || (is(h->cohort, "all") && !p->again && !others));
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
