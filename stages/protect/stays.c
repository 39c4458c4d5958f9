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

bool stays_same_slot(const struct horizon *a, const struct horizon *b)
{
    return is(a->category, b->category) && is(a->cohort, b->cohort) && is(a->grouping, b->grouping);
}

size_t stays_count(const struct horizons *all, const struct horizon *first)
{
    size_t n = 1;

    while (first + n < all->items + all->n && stays_same_slot(first, first + n))
        n++;
    return n;
}

const struct horizon *stays_find(const struct horizons *all, const struct table *t, size_t row, size_t *from)
{
    struct horizon wanted = { .grouping = table_text(t, row, "grouping"),
                              .category = table_text(t, row, "category"),
                              .cohort = table_text(t, row, "cohort") };

    for (size_t i = *from; i < all->n; i++)
        if (stays_same_slot(&all->items[i], &wanted)) {
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

static struct horizons read_horizons(const struct table *t)
{
    struct horizons all = { memory_zeroed(table_rows(t), sizeof *all.items), table_rows(t) };

    for (size_t row = 0; row < all.n; row++)
        all.items[row] = read_row(t, row);
    return all;
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

        if (i > 0 && stays_same_slot(h - 1, h))
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

/* ---- What is written ---- */

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

/* Of those who have not been followed so far nothing is said but how many were hired. */
static void put_horizon(struct release *r, const struct table *t, const struct horizon *h)
{
    enum suppression_rule rule = h->known ? h->rule : SUPPRESSION_NONE;

    stays_put_slot(r, h);
    rows_number(r->rows, "horizon", h->years);
    rows_text(r->rows, "outcome", table_text(t, h->row, "outcome"));
    rows_text(r->rows, "reason", rule == SUPPRESSION_NONE ? table_text(t, h->row, "reason") : "");
    release_value(r, "entrants", "entrants_status", h->entrants, isnan(h->people) ? SUPPRESSION_NONE : h->entrants_rule,
                  false);
    release_value(r, "events", "events_status", h->known ? h->events : NAN, rule, false);
    release_value(r, "remaining", "remaining_status", h->known ? h->remaining : NAN,
                  h->known ? h->remaining_rule : SUPPRESSION_NONE, false);
    stays_put_share(r, t, h->row, rule);
}

static bool release_horizons(struct protect *p, const struct table *t, const struct horizons *all,
                             const char *directory, struct fault *f)
{
    struct release r;

    release_begin(&r, p, "public_retention");
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].published)
            put_horizon(&r, t, &all->items[i]);
    return release_write(&r, directory, f);
}

static void put_median(struct release *r, const struct table *t, size_t row, const struct horizon *h)
{
    const struct suppression_limits *limits = &r->protect->limits;
    bool reached = isfinite(table_real(t, row, "median_months"));
    bool few = table_real(t, row, "events") < limits->count_threshold ||
               (reached && table_real(t, row, "least_at_risk") < limits->group_threshold);
    enum suppression_rule rule = h->entrants_rule != SUPPRESSION_NONE ? h->entrants_rule
                                 : few                                ? SUPPRESSION_COUNT
                                                                      : SUPPRESSION_NONE;

    if (isnan(h->people))
        rule = SUPPRESSION_NONE; /* nobody could be followed, which may be said */
    stays_put_slot(r, h);
    rows_text(r->rows, "outcome", table_text(t, row, "outcome"));
    rows_text(r->rows, "reason", rule == SUPPRESSION_NONE ? table_text(t, row, "reason") : "");
    release_value(r, "median_months", "median_status", round(table_real(t, row, "median_months")), rule, false);
    release_value(r, "lower", NULL, round(table_real(t, row, "lower")), rule, false);
    release_value(r, "upper", NULL, round(table_real(t, row, "upper")), rule, false);
}

static bool release_medians(struct protect *p, const struct table *t, const struct horizons *all, const char *directory,
                            struct fault *f)
{
    struct release r;
    size_t from = 0;

    release_begin(&r, p, "public_median_stay");
    for (size_t row = 0; row < table_rows(t); row++) {
        const struct horizon *h = stays_find(all, t, row, &from);

        if (h != NULL && h->published)
            put_median(&r, t, row, h);
    }
    return release_write(&r, directory, f);
}

/* A test rests on all groups that it compares. */
static enum suppression_rule test_rule(const struct protect *p, const struct table *medians, const char *comparison)
{
    bool cohorts = is(comparison, "cohort");

    for (size_t row = 0; row < table_rows(medians); row++) {
        double people = table_real(medians, row, "entrants") + table_real(medians, row, "late_entries");

        if (!table_is(medians, row, "grouping", cohorts ? "city" : comparison) ||
            table_is(medians, row, "cohort", "all") == cohorts || people == 0)
            continue;
        if (suppression_of_count(&p->limits, table_real(medians, row, "events"), people, NAN) != SUPPRESSION_NONE)
            return SUPPRESSION_DERIVED;
    }
    return SUPPRESSION_NONE;
}

static bool release_tests(struct protect *p, const struct table *t, const struct table *medians, const char *directory,
                          struct fault *f)
{
    static const char *const texts[] = { "comparison", "outcome", "reason" };
    struct release r;

    release_begin(&r, p, "public_retention_tests");
    for (size_t row = 0; row < table_rows(t); row++) {
        enum suppression_rule rule = test_rule(p, medians, table_text(t, row, "comparison"));

        rows_begin(r.rows);
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            rows_text(r.rows, texts[i], table_text(t, row, texts[i]));
        rows_number(r.rows, "groups", table_real(t, row, "groups"));
        rows_number(r.rows, "degrees", table_real(t, row, "degrees"));
        release_value(&r, "p_value", "p_value_status", round(1000 * table_real(t, row, "p_value")) / 1000, rule, false);
    }
    return release_write(&r, directory, f);
}

bool protect_stays(struct protect *p, const struct protect_stays *from, const char *directory, struct fault *f)
{
    struct horizons all = read_horizons(from->retention);
    bool ok;

    judge_alone(p, from->retention, &all);
    judge_together(&all);
    ok = stays_release_curves(p, from->survival, &all, directory, f) &&
         release_horizons(p, from->retention, &all, directory, f) &&
         stays_release_causes(p, from->causes, &all, directory, f) &&
         release_medians(p, from->medians, &all, directory, f) &&
         release_tests(p, from->tests, from->medians, directory, f);
    free(all.items);
    return ok;
}
