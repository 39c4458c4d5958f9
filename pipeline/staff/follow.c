#include "pipeline/staff/follow.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/follow_groups.h"
#include "pipeline/staff/stretch.h"

#include <stdlib.h>
#include <string.h>

struct follow {
    const struct windows *windows;
    const struct cells *cells;
    struct follow_groups *groups;
    struct stretches posts, of_group; /* of the person */
    uint32_t person;                  /* number of the person being followed, from 1 */
};

struct follow *follow_new(const struct windows *windows, const struct cells *cells)
{
    struct follow *f = memory_zeroed(1, sizeof *f);

    f->windows = windows;
    f->cells = cells;
    f->groups = follow_groups_new(windows, cells);
    stretches_begin(&f->posts, windows);
    stretches_begin(&f->of_group, windows);
    return f;
}

void follow_free(struct follow *f)
{
    if (f == NULL)
        return;
    follow_groups_free(f->groups);
    stretches_free(&f->posts);
    stretches_free(&f->of_group);
    free(f);
}

/* Whether two periods, the later one second, are one or are in one pool. What lies before all of them touches the
 * first.
 */
static bool share_slot(const struct windows *w, ptrdiff_t one, ptrdiff_t next)
{
    if (next >= (ptrdiff_t) w->n_periods)
        return false;
    one = one < 0 ? 0 : one;
    next = next < 0 ? 0 : next;
    return one == next || (w->periods[one].pool != WINDOW_NO_POOL && w->periods[one].pool == w->periods[next].pool);
}

/* Nobody comes to a group again in the period or pool in which it was left but by a break or two changes of post within
 * it: age and time employed only rise. */
static bool may_come_again(const struct follow *f)
{
    for (size_t i = 1; i < f->posts.n; i++) {
        const struct stretch *before = &f->posts.items[i - 1], *t = before + 1;

        if ((!t->goes_on || i > 1) && share_slot(f->windows, t->goes_on ? before->from : before->to, t->from))
            return true;
    }
    return false;
}

/* The person is in the group; true if this was known. */
static bool see(struct follow_entry *e, uint32_t person)
{
    bool seen = e->seen == person;

    e->seen = person;
    return seen;
}

/* Sees the person in the first and the last period and pool that a stay touches: all that another may touch, too. */
static void see_stay(struct follow *f, const struct stay *s, const uint32_t *cell)
{
    const struct windows *w = f->windows;
    ptrdiff_t first = window_period(w, s->first), last = window_period(w, s->leaving), n = (ptrdiff_t) w->n_periods;
    const struct follow_group *now = follow_groups_of(f->groups, cell[0]);
    size_t from, to, from_pool, to_pool;

    if (last < 0 || first >= n)
        return;
    from = first < 0 ? 0 : (size_t) first;
    to = last < n ? (size_t) last : (size_t) n - 1;
    from_pool = w->periods[from].pool;
    to_pool = w->periods[to].pool;
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        struct follow_entry *e = now[id].entries;
        bool goes_on = s->entry == STAY_CONTINUED &&
                       cells_group(f->cells, id, cell[-1]) == cells_group(f->cells, id, cell[0]);

        e[from].tally.again += see(&e[from], f->person) && !goes_on;
        if (from_pool != WINDOW_NO_POOL)
            e[(size_t) n + from_pool].tally.again += see(&e[(size_t) n + from_pool], f->person) && !goes_on;
        see(&e[to], f->person);
        if (to_pool != WINDOW_NO_POOL)
            see(&e[(size_t) n + to_pool], f->person);
    }
}

static void add_preliminary(struct follow *f, const struct stay *s, uint32_t cell)
{
    const struct windows *w = f->windows;
    const struct follow_group *groups = follow_groups_of(f->groups, cell);
    size_t place = tally_cause_place(s->cause);
    ptrdiff_t period = window_period(w, s->leaving);

    if (period < 0 || period >= (ptrdiff_t) w->n_periods)
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        groups[id].entries[period].tally.preliminary[place]++;
        if (w->periods[period].pool != WINDOW_NO_POOL)
            groups[id].entries[w->n_periods + w->periods[period].pool].tally.preliminary[place]++;
    }
}

/* Time from the hire to its end, if it is one of a period. */
static void add_hire(const struct follow *f, const struct follow_group *group, const struct stretch *t,
                     const struct stay *first, const struct stay *last)
{
    int32_t end = last->leave == STAY_OPEN ? last->last : last->leaving;

    if (first->entry == STAY_HIRED && t->from >= 0 && t->from < (ptrdiff_t) f->windows->n_periods)
        follow_cohort_add(&group->cohorts[t->from], (uint32_t) (end - first->first + 1), last->leave == STAY_EXIT);
}

/* On which reference days the person is employed in the group: from the first until the last, after which the person is
 * gone unless `stays` says of the next that it is in the group again. */
static void add_reference(const struct follow *f, struct follow_entry *entries, const struct stretch *t, bool stays,
                          int32_t preliminary_exit)
{
    size_t n = f->windows->n_periods, last = t->employed_end - 1;

    if (t->employed_from < n)
        entries[t->employed_from].tally.reference++;
    if (last + 1 < n)
        entries[last + 1].tally.reference--;
    if (last >= n || stays)
        return;
    entries[last].tally.gone++;
    entries[last].tally.gone_preliminary += preliminary_exit < f->windows->periods[last].reference_to;
}

/* The next stretch of the person that is in stock somewhere, or employed on a reference day; NULL: there is none. */
static const struct stretch *next_in_stock(const struct stretch *t, const struct stretch *end)
{
    for (t++; t < end; t++)
        if (stretch_in_stock(t))
            return t;
    return NULL;
}

static const struct stretch *next_employed(const struct stretch *t, const struct stretch *end)
{
    for (t++; t < end; t++)
        if (stretch_employed(t))
            return t;
    return NULL;
}

/* A stretch of the person, and those that follow until `end`, in one of the groupings with all definitions. */
static void add_stretch(struct follow *f, size_t whole, const struct follow_post *post, const struct stretch *t,
                        const struct stretch *end, const struct stay *stays, int32_t preliminary_exit)
{
    const struct follow_group *group = &post->group[whole];
    const struct stretch *next;
    ptrdiff_t n = (ptrdiff_t) f->windows->n_periods;
    uint32_t number = post->number[whole];

    add_hire(f, group, t, &stays[t->first], &stays[t->end - 1]);
    if (t->from == t->to && t->from >= 0 && t->from < n)
        group->entries[t->from].tally.within++;
    if (stretch_in_stock(t) && t->to < n && (next = next_in_stock(t, end)) != NULL && next->from == t->to)
        group->entries[t->to].tally.returned += follow_groups_of_post(f->groups, next->post)->number[whole] == number;
    if (stretch_employed(t)) {
        next = next_employed(t, end);
        add_reference(f, group->entries, t,
                      next != NULL && next->employed_from == t->employed_end &&
                          follow_groups_of_post(f->groups, next->post)->number[whole] == number,
                      preliminary_exit);
    }
}

/* Who goes from one post to another: the groupings differ in what that is. */
static void add_chained(struct follow *f, const struct stay *stays, int32_t preliminary_exit)
{
    for (size_t i = 0; i < FOLLOW_WHOLE; i++) {
        const struct stretch *t, *end;

        stretches_of_groups(&f->of_group, &f->posts, f->cells, follow_groups_whole(i));
        t = f->of_group.items;
        end = t + f->of_group.n;
        for (; t < end; t++)
            add_stretch(f, i, follow_groups_of_post(f->groups, t->post), t, end, stays, preliminary_exit);
    }
}

/* Counts the person's stretches in the groups of those groupings. */
static void add_stretches(struct follow *f, bool chained, const struct stay *stays, int32_t preliminary_exit)
{
    const struct stretch *t = f->posts.items, *end = t + f->posts.n;

    for (size_t i = 0; i < f->posts.n; i++)
        follow_groups_of_post(f->groups, f->posts.items[i].post); /* so that none of them moves */
    if (chained) {
        add_chained(f, stays, preliminary_exit);
        return;
    }
    for (; t < end; t++) {
        const struct follow_post *post = follow_groups_of_post(f->groups, t->post);

        for (size_t i = 0; i < FOLLOW_WHOLE; i++)
            add_stretch(f, i, post, t, end, stays, preliminary_exit);
    }
}

void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    int32_t preliminary_exit = INT32_MAX;
    bool chained = stretches_of_posts(&f->posts, f->cells, stays, cell, n);

    f->person++;
    for (size_t i = 0; i < f->posts.n; i++) {
        size_t last = f->posts.items[i].end - 1;

        if (!stays[last].preliminary)
            continue;
        add_preliminary(f, &stays[last], cell[last]);
        preliminary_exit = stays[last].leaving;
    }
    if (may_come_again(f))
        for (size_t i = 0; i < n; i++)
            see_stay(f, &stays[i], &cell[i]);
    add_stretches(f, chained, stays, preliminary_exit);
}

void follow_join(struct follow *into, struct follow *from, const uint32_t *cell)
{
    follow_groups_join(into->groups, from->groups, cell);
}

void follow_sum_tally(struct follow *f, enum grouping_id id, uint32_t cell, size_t slot,
                      const struct follow_tally *tally)
{
    follow_groups_sum(f->groups, id, cell, slot, tally);
}

void follow_sum_hires(struct follow *f, enum grouping_id id, uint32_t cell, size_t period, uint32_t days,
                      uint32_t exits, uint32_t censored)
{
    follow_cohort_sum(&follow_groups_of(f->groups, cell)[id].cohorts[period], days, exits, censored);
}

void follow_settle(struct follow *f)
{
    follow_groups_settle(f->groups);
}

struct follow_tally follow_tally(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot)
{
    return follow_groups_tally(f->groups, id, group, slot);
}

struct follow_count follow_count(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot,
                                 const struct balance_count *b)
{
    struct follow_tally t = follow_groups_tally(f->groups, id, group, slot);
    struct follow_count c = { .persons = (uint32_t) (b->opening + balance_count_inflow(b) - t.again) };

    memcpy(c.preliminary, t.preliminary, sizeof c.preliminary);
    if (slot >= f->windows->n_periods || !grouping_of(id)->all_definitions)
        return c;
    c.opening = (uint32_t) b->opening;
    c.unbroken = (uint32_t) (b->opening - (balance_count_outflow(b) - t.within));
    c.stayed = c.unbroken + t.returned;
    c.reference = t.reference;
    c.gone = t.gone;
    c.gone_preliminary = t.gone_preliminary;
    return c;
}

const struct follow_cohort *follow_cohort(const struct follow *f, enum grouping_id id, uint32_t group, size_t period)
{
    return follow_groups_cohort(f->groups, id, group, period);
}
