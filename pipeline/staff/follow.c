#include "pipeline/staff/follow.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/follow_groups.h"
#include "pipeline/staff/follow_posts.h"
#include "pipeline/staff/stretch.h"

#include <stdlib.h>

struct follow {
    const struct windows *windows;
    const struct cells *cells;
    struct follow_groups *groups;
    struct follow_posts *posts;
    struct stretches stretches; /* of the person */
    uint32_t person;            /* number of the person being followed, from 1 */
};

struct follow *follow_new(const struct windows *windows, const struct cells *cells)
{
    struct follow *f = memory_zeroed(1, sizeof *f);

    f->windows = windows;
    f->cells = cells;
    f->groups = follow_groups_new(windows, cells);
    f->posts = follow_posts_new(windows, cells);
    stretches_begin(&f->stretches, windows);
    return f;
}

void follow_free(struct follow *f)
{
    if (f == NULL)
        return;
    follow_groups_free(f->groups);
    follow_posts_free(f->posts);
    stretches_free(&f->stretches);
    free(f);
}

static void mark(struct follow_entry *e, uint32_t person)
{
    e->count.persons += e->seen != person;
    e->seen = person;
}

/* Marks the person in the periods that the stay touches. A stay that goes on in the same group begins in the period in
 * which the one before ended: there the person is marked, and
 * the cell of that one has been asked for, so that neither of the two entries moves. */
static void mark_stay(struct follow *f, const struct stay *s, const uint32_t *cell)
{
    const struct windows *w = f->windows;
    bool goes_on = s->passing != PASSING_NONE && s->first >= w->boundary[0];
    struct follow_entry **now = follow_groups_of(f->groups, cell[0]);
    struct follow_entry **before = goes_on ? follow_groups_of(f->groups, cell[-1]) : NULL;
    size_t from, to;

    if (!stretch_periods(w, s->first, s->leaving, &from, &to))
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        bool marked = goes_on && now[id] == before[id];

        for (size_t p = marked ? from + 1 : from; p <= to; p++) {
            mark(&now[id][p], f->person);
            if (w->periods[p].pool != WINDOW_NO_POOL)
                mark(&now[id][w->n_periods + w->periods[p].pool], f->person);
        }
    }
}

/* Counts the person in the bands of one kind that a stretch passes through. */
static void add_bands(struct follow *f, enum follow_kind kind, const struct stretch *t, const struct stay *stays,
                      const uint32_t *cell)
{
    enum passing other = kind == FOLLOW_AGE ? PASSING_TENURE : PASSING_AGE;
    size_t begin = t->first, from, to;

    for (size_t i = t->first + 1; i <= t->end; i++) {
        if (i < t->end && stays[i].passing == other)
            continue;
        if (stretch_periods(f->windows, stays[begin].first, stays[i - 1].leaving, &from, &to))
            follow_posts_add(f->posts, kind, cell[begin], from, to);
        begin = i;
    }
}

static bool are_apart(const struct windows *w, const struct stretch *one, const struct stretch *next)
{
    size_t pool = w->periods[one->to].pool;

    return one->to < next->from && (pool == WINDOW_NO_POOL || pool != w->periods[next->from].pool);
}

/* A stretch whose periods and pools are no other's counts by itself; where two meet, the person is marked. */
static void add_persons(struct follow *f, const struct stay *stays, const uint32_t *cell)
{
    const struct stretch *before = NULL;

    for (size_t i = 0; i < f->stretches.n; i++) {
        const struct stretch *t = &f->stretches.items[i], *next = t + 1;
        bool alone;

        if (!t->touches)
            continue;
        alone = (before == NULL || are_apart(f->windows, before, t)) &&
                (i + 1 == f->stretches.n || !next->touches || are_apart(f->windows, t, next));
        before = t;
        if (alone) {
            follow_posts_add(f->posts, FOLLOW_POST, cell[t->first], t->from, t->to);
            add_bands(f, FOLLOW_AGE, t, stays, cell);
            add_bands(f, FOLLOW_TENURE, t, stays, cell);
            continue;
        }
        for (size_t k = t->first; k < t->end; k++)
            mark_stay(f, &stays[k], &cell[k]);
    }
}

static void add_preliminary(struct follow *f, const struct stay *s, uint32_t cell)
{
    const struct windows *w = f->windows;
    size_t period, same;

    if (!s->preliminary || !stretch_periods(w, s->leaving, s->leaving, &period, &same))
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        struct follow_entry *e = follow_groups_entries(f->groups, id, cell);
        size_t place = tally_cause_place(s->cause);

        e[period].count.preliminary[place]++;
        if (w->periods[period].pool != WINDOW_NO_POOL)
            e[w->n_periods + w->periods[period].pool].count.preliminary[place]++;
    }
}

static bool same_group(const struct follow *f, size_t id, uint32_t cell, uint32_t other)
{
    return cells_group(f->cells, (enum grouping_id) id, cell) == cells_group(f->cells, (enum grouping_id) id, other);
}

static bool is_empty(const struct reach *r)
{
    return r->first >= r->end;
}

/* In stock on one post at a boundary, and on another at the next: `stayed` in the groups that hold both. */
static void compare_stock(struct follow *f, const struct stretch *one, const struct stretch *next, const uint32_t *cell)
{
    if (next->stock.first != one->stock.end)
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++)
        if (grouping_of((enum grouping_id) id)->all_definitions)
            follow_groups_entries(f->groups, id, cell[one->first])[one->stock.end - 1].count.stayed += same_group(
                f, id, cell[one->first], cell[next->first]);
}

/* Employed on one post on the first reference day of a period: on the second on another (next), or on none. The post
 * has all of them for gone, which those are not who are on another post in the same group. */
static void compare_employed(struct follow *f, const struct stretch *one, const struct stretch *next,
                             const uint32_t *cell, int32_t preliminary_exit)
{
    size_t p = one->employed.end - 1;
    bool preliminary;

    if (p >= f->windows->n_periods || f->windows->periods[p].reference_from == WINDOW_NONE)
        return;
    preliminary = preliminary_exit < f->windows->periods[p].reference_to;
    if (next == NULL || next->employed.first != one->employed.end) {
        if (preliminary)
            follow_posts_add_preliminary(f->posts, cell[one->first], p);
        return;
    }
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        struct follow_count *c = &follow_groups_entries(f->groups, id, cell[one->first])[p].count;

        if (!grouping_of((enum grouping_id) id)->all_definitions)
            continue;
        if (same_group(f, id, cell[one->first], cell[next->first]))
            c->gone--;
        else
            c->gone_preliminary += preliminary;
    }
}

/* Where the person is at boundaries and on reference days: one number for each stretch, and what is said of two that
 * follow each other there. */
static void add_places(struct follow *f, const uint32_t *cell, bool chained, int32_t preliminary_exit)
{
    const struct stretch *in_stock = NULL, *employed = NULL; /* the last ones that were, somewhere */

    for (size_t i = 0; i < f->stretches.n; i++) {
        const struct stretch *t = &f->stretches.items[i];

        if (!is_empty(&t->stock)) {
            follow_posts_add(f->posts, chained ? FOLLOW_STOCK : FOLLOW_UNBROKEN, cell[t->first], t->stock.first,
                             t->stock.end - 1);
            if (in_stock != NULL)
                compare_stock(f, in_stock, t, cell);
            in_stock = t;
        }
        if (!is_empty(&t->employed)) {
            follow_posts_add(f->posts, FOLLOW_EMPLOYED, cell[t->first], t->employed.first, t->employed.end - 1);
            if (employed != NULL)
                compare_employed(f, employed, t, cell, preliminary_exit);
            employed = t;
        }
    }
    if (employed != NULL)
        compare_employed(f, employed, NULL, cell, preliminary_exit);
}

static void add_hire(struct follow *f, size_t id, const struct stay *first, const struct stay *last, uint32_t cell,
                     size_t period)
{
    const struct windows *w = f->windows;
    int32_t end = last->leave == STAY_OPEN ? last->last : last->leaving;

    if (first->entry == STAY_HIRED && first->first >= w->boundary[0] && first->first < w->boundary[w->n])
        follow_cohort_add(&follow_groups_cohorts(f->groups, id, cell)[period], (uint32_t) (end - first->first + 1),
                          last);
}

/* All of the period in stock, from its first day to its end (T12). */
static bool is_unbroken(const struct period *p, const struct stay *first, const struct stay *last)
{
    return first->first < p->start && p->stop <= last->leaving;
}

/* A stay in a group: stays first..last of the person, in the same group without a break. */
static void add_group_stay(struct follow *f, size_t id, const struct stay *first, const struct stay *last,
                           uint32_t cell)
{
    struct follow_entry *entries = follow_groups_entries(f->groups, id, cell);
    size_t from, to;

    if (!stretch_periods(f->windows, first->first, last->leaving, &from, &to))
        return;
    for (size_t p = from; p <= to; p++)
        entries[p].count.unbroken += is_unbroken(&f->windows->periods[p], first, last);
    add_hire(f, id, first, last, cell, from);
}

/* The person goes from one post to another: the groupings differ in what that is. */
static void add_group_stays(struct follow *f, size_t id, const struct stay *stays, const uint32_t *cell, size_t n)
{
    size_t begin = 0;

    for (size_t i = 1; i <= n; i++) {
        bool goes_on = i < n && stays[i].entry == STAY_CONTINUED && same_group(f, id, cell[i - 1], cell[i]);

        if (goes_on)
            continue;
        add_group_stay(f, id, &stays[begin], &stays[i - 1], cell[begin]);
        begin = i;
    }
}

/* The person goes from no post to another: each stretch is a stay in a group, in every grouping. */
static void add_stretches(struct follow *f, const struct stay *stays, const uint32_t *cell)
{
    for (size_t i = 0; i < f->stretches.n; i++) {
        const struct stretch *t = &f->stretches.items[i];
        const struct stay *first = &stays[t->first], *last = &stays[t->end - 1];

        for (size_t id = 0; id < N_GROUPINGS; id++)
            if (t->touches && grouping_of((enum grouping_id) id)->all_definitions)
                add_hire(f, id, first, last, cell[t->first], t->from);
    }
}

/* Asks for what will be counted in. */
static void expect(struct follow *f, const uint32_t *cell)
{
    for (size_t i = 0; i < f->stretches.n; i++) {
        const struct stretch *t = &f->stretches.items[i];

        if (t->touches)
            follow_posts_expect(f->posts, cell[t->first], t->from, t->to);
    }
}

void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    int32_t preliminary_exit = INT32_MAX;
    bool chained = stretches_find(&f->stretches, stays, n);

    f->person++;
    expect(f, cell);
    for (size_t i = 0; i < f->stretches.n; i++) {
        size_t end = f->stretches.items[i].end;

        add_preliminary(f, &stays[end - 1], cell[end - 1]);
        if (stays[end - 1].preliminary)
            preliminary_exit = stays[end - 1].leaving;
    }
    add_persons(f, stays, cell);
    add_places(f, cell, chained, preliminary_exit);
    if (!chained)
        add_stretches(f, stays, cell);
    for (size_t id = 0; id < N_GROUPINGS && chained; id++)
        if (grouping_of((enum grouping_id) id)->all_definitions)
            add_group_stays(f, id, stays, cell, n);
}

void follow_join(struct follow *into, struct follow *from, const uint32_t *cell)
{
    follow_groups_join(into->groups, from->groups, cell);
    follow_posts_join(into->posts, from->posts, cell);
}

void follow_sum_count(struct follow *f, enum grouping_id id, uint32_t cell, size_t slot,
                      const struct follow_count *count)
{
    follow_groups_take(f->groups, id, cell, slot, count);
}

void follow_sum_hires(struct follow *f, enum grouping_id id, uint32_t cell, size_t period, uint32_t days,
                      uint32_t exits, uint32_t censored)
{
    follow_cohort_sum(&follow_groups_cohorts(f->groups, id, cell)[period], days, exits, censored);
}

void follow_settle(struct follow *f)
{
    follow_posts_spread(f->posts, follow_groups_take, f->groups);
    follow_groups_settle(f->groups);
}

struct follow_count follow_count(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot)
{
    return follow_groups_count(f->groups, id, group, slot);
}

const struct follow_cohort *follow_cohort(const struct follow *f, enum grouping_id id, uint32_t group, size_t period)
{
    return follow_groups_cohort(f->groups, id, group, period);
}
