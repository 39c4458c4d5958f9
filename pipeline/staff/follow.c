#include "pipeline/staff/follow.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/follow_groups.h"
#include "pipeline/staff/follow_posts.h"

#include <assert.h>
#include <stdlib.h>

/* Places first..end - 1 of a row of days. */
struct reach {
    size_t first, end;
};

/* Stays first..end - 1 of a person, of which all but the first only pass to another band: one post, without a break. */
struct stretch {
    size_t first, end;
    size_t from, to;       /* periods that it touches ... */
    bool touches;          /* ... if there are any */
    struct reach stock;    /* boundaries between periods at which the person is in stock (s < t <= L) */
    struct reach employed; /* reference days on which the person is employed (s <= t <= last) */
};

struct follow {
    const struct windows *windows;
    const struct cells *cells;
    struct follow_groups *groups;
    struct follow_posts *posts;
    struct stretch *stretches; /* of the person */
    size_t n_stretches, stretches_capacity;
    uint32_t person;          /* number of the person being followed, from 1 */
    int32_t *reference;       /* n_periods + 1 days, rising: the first of each period, and the second of the last */
    size_t *reference_before; /* per window: how many of them lie before it begins */
};

/* The second reference day of a period is the first of the next, where both have them. A period without them has its
 * own first and last day here, of which nobody asks. */
static int32_t *reference_days(const struct windows *w)
{
    int32_t *days = memory_zeroed(w->n_periods + 1, sizeof *days);

    for (size_t p = 0; p < w->n_periods; p++) {
        const struct period *period = &w->periods[p];

        if (p == 0 || period->reference_from != WINDOW_NONE)
            days[p] = period->reference_from != WINDOW_NONE ? period->reference_from : period->start;
        days[p + 1] = period->reference_to != WINDOW_NONE ? period->reference_to : period->stop;
        assert(p == 0 || period->reference_from == WINDOW_NONE || w->periods[p - 1].reference_to == WINDOW_NONE ||
               period->reference_from == w->periods[p - 1].reference_to);
    }
    return days;
}

static size_t *count_before(const struct windows *w, const int32_t *days)
{
    size_t *before = memory_zeroed(w->n, sizeof *before);

    for (size_t i = 0; i < w->n; i++)
        for (size_t p = 0; p <= w->n_periods; p++)
            before[i] += days[p] < w->boundary[i];
    return before;
}

struct follow *follow_new(const struct windows *windows, const struct cells *cells)
{
    struct follow *f = memory_zeroed(1, sizeof *f);

    f->windows = windows;
    f->cells = cells;
    f->groups = follow_groups_new(windows, cells);
    f->posts = follow_posts_new(windows, cells);
    f->reference = reference_days(windows);
    f->reference_before = count_before(windows, f->reference);
    return f;
}

void follow_free(struct follow *f)
{
    if (f == NULL)
        return;
    follow_groups_free(f->groups);
    follow_posts_free(f->posts);
    free(f->stretches);
    free(f->reference);
    free(f->reference_before);
    free(f);
}

static void mark(struct follow_entry *e, uint32_t person)
{
    e->count.persons += e->seen != person;
    e->seen = person;
}

/* The periods that days first..last touch; false where there are none. */
static bool periods_of(const struct windows *w, int32_t first, int32_t last, size_t *from, size_t *to)
{
    ptrdiff_t a = window_floor(w, first), b = window_floor(w, last);

    if (b < 0 || a >= (ptrdiff_t) w->n)
        return false;
    *from = w->period_of[a < 0 ? 0 : a];
    *to = w->period_of[b >= (ptrdiff_t) w->n ? w->n - 1 : (size_t) b];
    return true;
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

    if (!periods_of(w, s->first, s->leaving, &from, &to))
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
        if (periods_of(f->windows, stays[begin].first, stays[i - 1].leaving, &from, &to))
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

    for (size_t i = 0; i < f->n_stretches; i++) {
        const struct stretch *t = &f->stretches[i], *next = t + 1;
        bool alone;

        if (!t->touches)
            continue;
        alone = (before == NULL || are_apart(f->windows, before, t)) &&
                (i + 1 == f->n_stretches || !next->touches || are_apart(f->windows, t, next));
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

    if (!s->preliminary || !periods_of(w, s->leaving, s->leaving, &period, &same))
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

    for (size_t i = 0; i < f->n_stretches; i++) {
        const struct stretch *t = &f->stretches[i];

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

    if (!periods_of(f->windows, first->first, last->leaving, &from, &to))
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
    for (size_t i = 0; i < f->n_stretches; i++) {
        const struct stretch *t = &f->stretches[i];
        const struct stay *first = &stays[t->first], *last = &stays[t->end - 1];

        for (size_t id = 0; id < N_GROUPINGS; id++)
            if (t->touches && grouping_of((enum grouping_id) id)->all_definitions)
                add_hire(f, id, first, last, cell[t->first], t->from);
    }
}

/* How many of the boundaries 0..n_periods between periods lie on the day or before. */
static size_t boundaries_until(const struct windows *w, int32_t day)
{
    ptrdiff_t floor = window_floor(w, day);

    if (floor < 0)
        return 0;
    return floor >= (ptrdiff_t) w->n ? w->n_periods + 1 : w->period_of[floor] + 1;
}

static size_t reference_days_before(const struct follow *f, int32_t day)
{
    ptrdiff_t floor = window_floor(f->windows, day), last = (ptrdiff_t) f->windows->n - 1;
    size_t n = floor < 0 ? 0 : f->reference_before[floor < last ? floor : last];

    while (n <= f->windows->n_periods && f->reference[n] < day)
        n++;
    return n;
}

static void find_places(const struct follow *f, struct stretch *t, const struct stay *first, const struct stay *last)
{
    bool open = last->leave == STAY_OPEN;

    t->touches = periods_of(f->windows, first->first, last->leaving, &t->from, &t->to);
    t->stock.first = boundaries_until(f->windows, first->first);
    t->stock.end = boundaries_until(f->windows, last->leaving);
    t->employed.first = reference_days_before(f, first->first);
    t->employed.end = open ? f->windows->n_periods + 1 : reference_days_before(f, last->last + 1);
}

/* Divides the stays; true where one stretch goes on in another. */
static bool find_stretches(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    bool chained = false;

    f->n_stretches = 0;
    for (size_t i = 0; i < n;) {
        struct stretch *t;

        f->stretches = memory_grow(f->stretches, &f->stretches_capacity, f->n_stretches + 1, sizeof *f->stretches);
        t = &f->stretches[f->n_stretches++];
        t->first = i++;
        while (i < n && stays[i].passing != PASSING_NONE)
            i++;
        t->end = i;
        find_places(f, t, &stays[t->first], &stays[i - 1]);
        if (t->touches)
            follow_posts_expect(f->posts, cell[t->first], t->from, t->to);
        chained = chained || stays[t->first].entry == STAY_CONTINUED;
    }
    return chained;
}

void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    int32_t preliminary_exit = INT32_MAX;
    bool chained = find_stretches(f, stays, cell, n);

    f->person++;
    for (size_t i = 0; i < f->n_stretches; i++) {
        size_t end = f->stretches[i].end;

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
