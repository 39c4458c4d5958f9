#include "pipeline/staff/follow.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/follow_groups.h"
#include "pipeline/staff/follow_posts.h"

#include <stdlib.h>

enum { NOWHERE = UINT32_MAX };

/* Stays first..end - 1 of a person, of which all but the first only pass to another band: one post, without a break. */
struct stretch {
    size_t first, end;
    size_t from, to; /* periods that it touches ... */
    bool touches;    /* ... if there are any */
};

struct follow {
    const struct windows *windows;
    const struct cells *cells;
    struct follow_groups *groups;
    struct follow_posts *posts;
    struct stretch *stretches; /* of the person */
    size_t n_stretches, stretches_capacity;
    uint32_t person; /* number of the person being followed, from 1 */
    /* The person's cell at each boundary between periods, n_periods + 1, and on the reference days of each period. */
    uint32_t *at_boundary, *at_reference_from, *at_reference_to;
};

struct follow *follow_new(const struct windows *windows, const struct cells *cells)
{
    struct follow *f = memory_zeroed(1, sizeof *f);

    f->windows = windows;
    f->cells = cells;
    f->groups = follow_groups_new(windows, cells);
    f->posts = follow_posts_new(windows, cells);
    f->at_boundary = memory_zeroed(windows->n_periods + 1, sizeof *f->at_boundary);
    f->at_reference_from = memory_zeroed(windows->n_periods, sizeof *f->at_reference_from);
    f->at_reference_to = memory_zeroed(windows->n_periods, sizeof *f->at_reference_to);
    return f;
}

void follow_free(struct follow *f)
{
    if (f == NULL)
        return;
    follow_groups_free(f->groups);
    follow_posts_free(f->posts);
    free(f->stretches);
    free(f->at_boundary);
    free(f->at_reference_from);
    free(f->at_reference_to);
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

/* Notes where the person is at boundaries (s < t <= L) and employed on reference days (s <= t <= last), from the first
 * to the last of a stretch. Only periods that it touches and their neighbours can have such a day. */
static void note_places(struct follow *f, const struct stay *one, const struct stay *last, uint32_t cell)
{
    const struct windows *w = f->windows;
    int32_t first = one->first, leaving = last->leaving;
    int32_t employed_to = last->leave == STAY_OPEN ? INT32_MAX : last->last;
    ptrdiff_t a = window_floor(w, first), b = window_floor(w, leaving);
    size_t from = a < 0 ? 0 : a >= (ptrdiff_t) w->n ? w->n_periods - 1 : w->period_of[a];
    size_t to = b < 0 ? 0 : b >= (ptrdiff_t) w->n ? w->n_periods - 1 : w->period_of[b];

    to += to < w->n_periods - 1;
    for (size_t p = from; p <= to; p++) {
        const struct period *period = &w->periods[p];

        if (first < period->start && period->start <= leaving)
            f->at_boundary[p] = cell;
        if (first < period->stop && period->stop <= leaving)
            f->at_boundary[p + 1] = cell;
        if (period->reference_from == WINDOW_NONE)
            continue;
        if (first <= period->reference_from && period->reference_from <= employed_to)
            f->at_reference_from[p] = cell;
        if (first <= period->reference_to && period->reference_to <= employed_to)
            f->at_reference_to[p] = cell;
    }
}

static bool same_group(const struct follow *f, size_t id, uint32_t cell, uint32_t other)
{
    return other != NOWHERE &&
           cells_group(f->cells, (enum grouping_id) id, cell) == cells_group(f->cells, (enum grouping_id) id, other);
}

/* In stock in `cell` at the beginning of a period, and `then` at its end. */
static void compare_stock(struct follow *f, size_t p, uint32_t cell, uint32_t then)
{
    struct follow_count *post = &follow_posts_counts(f->posts, cell)[p];

    post->opening++;
    if (then == cell)
        post->stayed++;
    for (size_t id = 0; id < N_GROUPINGS && then != cell && then != NOWHERE; id++)
        if (grouping_of((enum grouping_id) id)->all_definitions)
            follow_groups_entries(f->groups, id, cell)[p].count.stayed += same_group(f, id, cell, then);
}

/* Employed in `cell` on the first reference day, and `then` on the second. */
static void compare_reference(struct follow *f, size_t p, uint32_t cell, uint32_t then, bool preliminary)
{
    struct follow_count *post = &follow_posts_counts(f->posts, cell)[p];

    post->reference++;
    if (then == NOWHERE) {
        post->gone++;
        post->gone_preliminary += preliminary;
    }
    for (size_t id = 0; id < N_GROUPINGS && then != cell && then != NOWHERE; id++) {
        struct follow_count *c = &follow_groups_entries(f->groups, id, cell)[p].count;

        if (!grouping_of((enum grouping_id) id)->all_definitions || same_group(f, id, cell, then))
            continue;
        c->gone++;
        c->gone_preliminary += preliminary;
    }
}

static void compare_places(struct follow *f, int32_t preliminary_exit)
{
    const struct windows *w = f->windows;

    for (size_t p = 0; p < w->n_periods; p++) {
        if (f->at_boundary[p] != NOWHERE)
            compare_stock(f, p, f->at_boundary[p], f->at_boundary[p + 1]);
        if (f->at_reference_from[p] != NOWHERE)
            compare_reference(f, p, f->at_reference_from[p], f->at_reference_to[p],
                              preliminary_exit < w->periods[p].reference_to);
    }
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
        struct follow_count *counts;

        if (!t->touches)
            continue;
        counts = follow_posts_counts(f->posts, cell[t->first]);
        for (size_t p = t->from; p <= t->to; p++)
            counts[p].unbroken += is_unbroken(&f->windows->periods[p], first, last);
        for (size_t id = 0; id < N_GROUPINGS; id++)
            if (grouping_of((enum grouping_id) id)->all_definitions)
                add_hire(f, id, first, last, cell[t->first], t->from);
    }
}

/* Divides the stays; true where one stretch goes on in another. */
static bool find_stretches(struct follow *f, const struct stay *stays, size_t n)
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
        t->touches = periods_of(f->windows, stays[t->first].first, stays[i - 1].leaving, &t->from, &t->to);
        chained = chained || stays[t->first].entry == STAY_CONTINUED;
    }
    return chained;
}

void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    int32_t preliminary_exit = INT32_MAX;
    bool chained = find_stretches(f, stays, n);

    f->person++;
    for (size_t p = 0; p < f->windows->n_periods; p++)
        f->at_boundary[p] = f->at_reference_from[p] = f->at_reference_to[p] = NOWHERE;
    f->at_boundary[f->windows->n_periods] = NOWHERE;
    for (size_t i = 0; i < f->n_stretches; i++) {
        const struct stretch *t = &f->stretches[i];
        const struct stay *last = &stays[t->end - 1];

        note_places(f, &stays[t->first], last, cell[t->first]);
        add_preliminary(f, last, cell[t->end - 1]);
        if (last->preliminary)
            preliminary_exit = last->leaving;
    }
    add_persons(f, stays, cell);
    compare_places(f, preliminary_exit);
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
