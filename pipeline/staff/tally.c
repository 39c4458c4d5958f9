#include "pipeline/staff/tally.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

static const enum staff_cause CAUSES[TALLY_CAUSES] = { CAUSE_OWN_REQUEST, CAUSE_PENSION,          CAUSE_TERM_ENDED,
                                                       CAUSE_DISMISSED,   CAUSE_DEATH_OR_ILLNESS, CAUSE_OTHER,
                                                       CAUSE_UNKNOWN };

enum staff_cause tally_cause(size_t place)
{
    return CAUSES[place];
}

size_t tally_cause_place(enum staff_cause cause)
{
    size_t place = 0;

    while (place < TALLY_CAUSES - 1 && CAUSES[place] != cause)
        place++;
    return place;
}

void tally_row_begin(struct tally_row *r, size_t n_windows)
{
    r->tallies = memory_zeroed(n_windows + 1, sizeof *r->tallies);
    r->events = memory_zeroed(n_windows + 1, sizeof *r->events);
}

void tally_row_free(struct tally_row *r)
{
    free(r->tallies);
    free(r->events);
}

void tally_row_join(const struct tally_row *into, const struct tally_row *from, size_t n_windows)
{
    for (size_t i = 0; i <= n_windows; i++) {
        struct tally *t = &into->tallies[i];
        const struct tally *o = &from->tallies[i];
        struct tally_events *e = &into->events[i];
        const struct tally_events *oe = &from->events[i];

        t->whole_grade += o->whole_grade;
        t->part_grade += o->part_grade;
        t->whole += o->whole;
        t->stock += o->stock;
        t->first_day += o->first_day;
        t->part_days += o->part_days;
        e->hires += oe->hires;
        for (size_t k = 0; k < TALLY_CAUSES; k++)
            e->exits[k] += oe->exits[k];
        e->whole_ungraded += oe->whole_ungraded;
        e->part_ungraded += oe->part_ungraded;
        for (size_t k = 0; k < N_PASSINGS - 1; k++)
            e->passed[k] += oe->passed[k];
    }
}

static bool is_graded(const struct stay *s)
{
    return s->grade != POST_NO_GRADE;
}

static void step(const struct tally_row *r, size_t at, int32_t by, const struct stay *s)
{
    r->tallies[at].whole += by;
    if (is_graded(s))
        r->tallies[at].whole_grade += by * (int64_t) s->grade;
    else
        r->events[at].whole_ungraded += by;
}

/* The days of first..last that lie in one window. */
static void add_part(const struct windows *w, const struct tally_row *r, size_t window, int32_t first, int32_t last,
                     const struct stay *s)
{
    int32_t begin = first > w->boundary[window] ? first : w->boundary[window];
    int32_t end = last < w->boundary[window + 1] ? last : w->boundary[window + 1] - 1;
    uint32_t days = (uint32_t) (end - begin + 1);

    r->tallies[window].part_days += days;
    if (is_graded(s))
        r->tallies[window].part_grade += (int64_t) s->grade * days;
    else
        r->events[window].part_ungraded += days;
}

/* Person-days first..last: by days in the windows at the ends, as a step up and down for those between. */
static void add_days(const struct windows *w, const struct tally_row *r, const struct stay *s)
{
    int32_t first = s->first < w->boundary[0] ? w->boundary[0] : s->first;
    int32_t last = s->last >= w->boundary[w->n] ? w->boundary[w->n] - 1 : s->last;
    size_t from, to;

    if (first > last)
        return;
    from = (size_t) window_floor(w, first);
    to = (size_t) window_floor(w, last);
    add_part(w, r, from, first, last, s);
    if (to == from)
        return;
    add_part(w, r, to, first, last, s);
    step(r, from + 1, 1, s);
    step(r, to, -1, s);
}

/* In stock from the first boundary after s to the last one at or before L; and employed on the day of a boundary from s
 * on, but no more on L where the next stay begins. */
static void add_stock(const struct windows *w, const struct tally_row *r, const struct stay *s)
{
    ptrdiff_t n = (ptrdiff_t) w->n;
    ptrdiff_t from = window_floor(w, s->first), to = window_floor(w, s->leaving);

    if (from >= 0 && w->boundary[from] == s->first)
        r->tallies[from].first_day++;
    if (to >= 0 && w->boundary[to] == s->leaving && s->last < s->leaving)
        r->tallies[to].first_day--;
    if (from + 1 > to)
        return;
    r->tallies[from + 1].stock++;
    if (w->snapshots)
        step(r, (size_t) from + 1, 1, s);
    if (to == n)
        return;
    r->tallies[to + 1].stock--;
    if (w->snapshots)
        step(r, (size_t) to + 1, -1, s);
}

void tally_add(const struct windows *w, const struct tally_row *r, const struct stay *s)
{
    size_t window;

    add_stock(w, r, s);
    if (!w->snapshots)
        add_days(w, r, s);
    if (s->entry == STAY_HIRED && tally_window(w, s->first, &window))
        r->events[window].hires++;
    if (s->leave == STAY_EXIT && tally_window(w, s->leaving, &window))
        r->events[window].exits[tally_cause_place(s->cause)]++;
}

void tally_settle(const struct windows *w, const struct tally_row *r)
{
    for (size_t i = 1; i <= w->n; i++) {
        r->tallies[i].stock += r->tallies[i - 1].stock;
        r->tallies[i].whole += r->tallies[i - 1].whole;
        r->tallies[i].whole_grade += r->tallies[i - 1].whole_grade;
        r->events[i].whole_ungraded += r->events[i - 1].whole_ungraded;
    }
}
