#include "pipeline/staff/follow.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const struct follow_cohort NOBODY;

struct entry {
    struct follow_count count;
    uint32_t seen; /* number of the last person counted among the persons */
};

struct group {
    struct entry *entries;         /* per slot */
    struct follow_cohort *cohorts; /* per period; NULL unless the grouping has all definitions */
};

struct groups {
    struct group *items;
    size_t n, capacity;
};

enum { NOWHERE = UINT32_MAX };

struct follow {
    const struct windows *windows;
    const struct cells *cells;
    size_t n_slots;
    struct groups groupings[N_GROUPINGS];
    struct entry **entries; /* [cell * N_GROUPINGS + grouping]: the entries of the cell's group, found once */
    size_t n_cells, capacity;
    uint32_t person; /* number of the person being followed, from 1 */
    /* The person's cell at each boundary between periods, n_periods + 1, and on the reference days of each period. */
    uint32_t *at_boundary, *at_reference_from, *at_reference_to;
};

struct follow *follow_new(const struct windows *windows, const struct cells *cells)
{
    struct follow *f = memory_zeroed(1, sizeof *f);

    f->windows = windows;
    f->cells = cells;
    f->n_slots = windows->n_periods + windows->n_pools;
    f->at_boundary = memory_zeroed(windows->n_periods + 1, sizeof *f->at_boundary);
    f->at_reference_from = memory_zeroed(windows->n_periods, sizeof *f->at_reference_from);
    f->at_reference_to = memory_zeroed(windows->n_periods, sizeof *f->at_reference_to);
    return f;
}

static void group_free(struct group *g, size_t n_periods)
{
    for (size_t p = 0; g->cohorts != NULL && p < n_periods; p++) {
        free(g->cohorts[p].exits);
        free(g->cohorts[p].censored);
    }
    free(g->cohorts);
    free(g->entries);
}

void follow_free(struct follow *f)
{
    if (f == NULL)
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        for (size_t i = 0; i < f->groupings[id].n; i++)
            group_free(&f->groupings[id].items[i], f->windows->n_periods);
        free(f->groupings[id].items);
    }
    free(f->entries);
    free(f->at_boundary);
    free(f->at_reference_from);
    free(f->at_reference_to);
    free(f);
}

static struct group *group_of(struct follow *f, size_t id, uint32_t cell)
{
    struct groups *g = &f->groupings[id];
    uint32_t group = cells_group(f->cells, (enum grouping_id) id, cell);

    if (group >= g->n) {
        g->items = memory_grow(g->items, &g->capacity, (size_t) group + 1, sizeof *g->items);
        while (g->n <= group)
            g->items[g->n++] = (struct group){ NULL, NULL };
    }
    if (g->items[group].entries == NULL) {
        g->items[group].entries = memory_zeroed(f->n_slots, sizeof *g->items[group].entries);
        if (grouping_of((enum grouping_id) id)->all_definitions)
            g->items[group].cohorts = memory_zeroed(f->windows->n_periods, sizeof *g->items[group].cohorts);
    }
    return &g->items[group];
}

/* The entries of the cell's groups, per grouping. */
static struct entry **entries_of(struct follow *f, uint32_t cell)
{
    for (; f->n_cells <= cell; f->n_cells++) {
        f->entries = memory_grow(f->entries, &f->capacity, (f->n_cells + 1) * N_GROUPINGS, sizeof *f->entries);
        for (size_t id = 0; id < N_GROUPINGS; id++)
            f->entries[f->n_cells * N_GROUPINGS + id] = group_of(f, id, (uint32_t) f->n_cells)->entries;
    }
    return &f->entries[(size_t) cell * N_GROUPINGS];
}

static void mark(struct entry *e, uint32_t person)
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
 * which the one before ended: there the person is marked. */
static void add_persons(struct follow *f, const struct stay *s, const uint32_t *cell, bool continued)
{
    const struct windows *w = f->windows;
    struct entry **now = entries_of(f, cell[0]), **before = continued ? entries_of(f, cell[-1]) : NULL;
    bool inside = s->first >= w->boundary[0];
    size_t from, to;

    if (!periods_of(w, s->first, s->leaving, &from, &to))
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        bool marked = continued && inside && now[id] == before[id];

        for (size_t p = marked ? from + 1 : from; p <= to; p++) {
            mark(&now[id][p], f->person);
            if (w->periods[p].pool != WINDOW_NO_POOL)
                mark(&now[id][w->n_periods + w->periods[p].pool], f->person);
        }
    }
}

static void add_preliminary(struct follow *f, const struct stay *s, uint32_t cell)
{
    const struct windows *w = f->windows;
    size_t period, same;

    if (!s->preliminary || !periods_of(w, s->leaving, s->leaving, &period, &same))
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        struct entry *e = group_of(f, id, cell)->entries;
        size_t place = tally_cause_place(s->cause);

        e[period].count.preliminary[place]++;
        if (w->periods[period].pool != WINDOW_NO_POOL)
            e[w->n_periods + w->periods[period].pool].count.preliminary[place]++;
    }
}

/* Notes where the person is at boundaries (s < t <= L) and employed on reference days (s <= t <= last). Only periods
 * that the stay touches and their neighbours can have such a day. */
static void note_places(struct follow *f, const struct stay *s, uint32_t cell)
{
    const struct windows *w = f->windows;
    int32_t employed_to = s->leave == STAY_OPEN ? INT32_MAX : s->last;
    ptrdiff_t a = window_floor(w, s->first), b = window_floor(w, s->leaving);
    size_t from = a < 0 ? 0 : a >= (ptrdiff_t) w->n ? w->n_periods - 1 : w->period_of[a];
    size_t to = b < 0 ? 0 : b >= (ptrdiff_t) w->n ? w->n_periods - 1 : w->period_of[b];

    to += to < w->n_periods - 1;
    for (size_t p = from; p <= to; p++) {
        const struct period *period = &w->periods[p];

        if (s->first < period->start && period->start <= s->leaving)
            f->at_boundary[p] = cell;
        if (s->first < period->stop && period->stop <= s->leaving)
            f->at_boundary[p + 1] = cell;
        if (period->reference_from == WINDOW_NONE)
            continue;
        if (s->first <= period->reference_from && period->reference_from <= employed_to)
            f->at_reference_from[p] = cell;
        if (s->first <= period->reference_to && period->reference_to <= employed_to)
            f->at_reference_to[p] = cell;
    }
}

static bool same_group(const struct follow *f, size_t id, uint32_t cell, uint32_t other)
{
    return other != NOWHERE &&
           cells_group(f->cells, (enum grouping_id) id, cell) == cells_group(f->cells, (enum grouping_id) id, other);
}

static void compare_places(struct follow *f, size_t id, int32_t preliminary_exit)
{
    const struct windows *w = f->windows;

    for (size_t p = 0; p < w->n_periods; p++) {
        uint32_t then = f->at_boundary[p], before = f->at_reference_from[p];

        if (then != NOWHERE) {
            struct follow_count *c = &group_of(f, id, then)->entries[p].count;

            c->opening++;
            c->stayed += same_group(f, id, then, f->at_boundary[p + 1]);
        }
        if (before != NOWHERE) {
            struct follow_count *c = &group_of(f, id, before)->entries[p].count;
            bool gone = !same_group(f, id, before, f->at_reference_to[p]);

            c->reference++;
            c->gone += gone;
            c->gone_preliminary += gone && preliminary_exit < w->periods[p].reference_to;
        }
    }
}

static uint32_t *grown(uint32_t *array, size_t n, size_t needed)
{
    uint32_t *larger = memory_zeroed(needed, sizeof *larger);

    if (n > 0)
        memcpy(larger, array, n * sizeof *larger);
    free(array);
    return larger;
}

static void put_waiting(struct follow_cohort *c)
{
    for (size_t i = 0; i < c->n_waiting; i++) {
        size_t days = c->waiting[i] / 2;

        if (days >= c->n_days) {
            size_t n = days + days / 2 + 64;

            c->exits = grown(c->exits, c->n_days, n);
            c->censored = grown(c->censored, c->n_days, n);
            c->n_days = n;
        }
        if (c->waiting[i] % 2 == 1)
            c->exits[days]++;
        else
            c->censored[days]++;
    }
    c->n_waiting = 0;
}

static void add_to_cohort(struct follow_cohort *c, uint32_t days, const struct stay *last)
{
    bool exit = last->leave == STAY_EXIT;

    c->n_hires++;
    c->n_exits += exit;
    c->n_preliminary += last->preliminary;
    c->waiting[c->n_waiting++] = 2 * days + exit;
    if (c->n_waiting == FOLLOW_WAITING)
        put_waiting(c);
}

/* A stay in a group: stays first..last of the person, in the same group without a break. */
static void add_group_stay(struct follow *f, size_t id, const struct stay *first, const struct stay *last,
                           uint32_t cell)
{
    const struct windows *w = f->windows;
    struct group *g = group_of(f, id, cell);
    size_t from, to;

    if (!periods_of(w, first->first, last->leaving, &from, &to))
        return;
    for (size_t p = from; p <= to; p++)
        g->entries[p].count.unbroken += first->first < w->periods[p].start && w->periods[p].stop <= last->leaving;
    if (first->entry == STAY_HIRED && first->first >= w->boundary[0] && first->first < w->boundary[w->n]) {
        int32_t end = last->leave == STAY_OPEN ? last->last : last->leaving;

        add_to_cohort(&g->cohorts[from], (uint32_t) (end - first->first + 1), last);
    }
}

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

void follow_add(struct follow *f, const struct stay *stays, const uint32_t *cell, size_t n)
{
    int32_t preliminary_exit = INT32_MAX;

    f->person++;
    for (size_t p = 0; p < f->windows->n_periods; p++)
        f->at_boundary[p] = f->at_reference_from[p] = f->at_reference_to[p] = NOWHERE;
    f->at_boundary[f->windows->n_periods] = NOWHERE;
    for (size_t i = 0; i < n; i++) {
        add_persons(f, &stays[i], &cell[i], stays[i].entry == STAY_CONTINUED);
        add_preliminary(f, &stays[i], cell[i]);
        note_places(f, &stays[i], cell[i]);
        if (stays[i].preliminary)
            preliminary_exit = stays[i].leaving;
    }
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        if (!grouping_of((enum grouping_id) id)->all_definitions)
            continue;
        compare_places(f, id, preliminary_exit);
        add_group_stays(f, id, stays, cell, n);
    }
}

void follow_settle(struct follow *f)
{
    for (size_t id = 0; id < N_GROUPINGS; id++)
        for (size_t i = 0; i < f->groupings[id].n; i++)
            for (size_t p = 0; f->groupings[id].items[i].cohorts != NULL && p < f->windows->n_periods; p++)
                put_waiting(&f->groupings[id].items[i].cohorts[p]);
}

static const struct group *group_if_any(const struct follow *f, enum grouping_id id, uint32_t group)
{
    const struct groups *g = &f->groupings[id];

    return group < g->n && g->items[group].entries != NULL ? &g->items[group] : NULL;
}

struct follow_count follow_count(const struct follow *f, enum grouping_id id, uint32_t group, size_t slot)
{
    const struct group *g = group_if_any(f, id, group);

    return g != NULL ? g->entries[slot].count : (struct follow_count){ 0 };
}

const struct follow_cohort *follow_cohort(const struct follow *f, enum grouping_id id, uint32_t group, size_t period)
{
    const struct group *g = group_if_any(f, id, group);

    return g != NULL ? &g->cohorts[period] : &NOBODY;
}
