#include "pipeline/staff/stretch.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdlib.h>

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

void stretches_begin(struct stretches *s, const struct windows *windows)
{
    *s = (struct stretches){ .windows = windows, .reference = reference_days(windows) };
    s->reference_before = count_before(windows, s->reference);
}

void stretches_free(struct stretches *s)
{
    free(s->items);
    free(s->reference);
    free(s->reference_before);
    *s = (struct stretches){ 0 };
}

bool stretch_periods(const struct windows *w, int32_t first, int32_t last, size_t *from, size_t *to)
{
    ptrdiff_t a = window_floor(w, first), b = window_floor(w, last);

    if (b < 0 || a >= (ptrdiff_t) w->n)
        return false;
    *from = w->period_of[a < 0 ? 0 : a];
    *to = w->period_of[b >= (ptrdiff_t) w->n ? w->n - 1 : (size_t) b];
    return true;
}

/* How many of the boundaries 0..n_periods between periods lie on the day or before. */
static size_t boundaries_until(const struct windows *w, int32_t day)
{
    ptrdiff_t floor = window_floor(w, day);

    if (floor < 0)
        return 0;
    return floor >= (ptrdiff_t) w->n ? w->n_periods + 1 : w->period_of[floor] + 1;
}

static size_t reference_days_before(const struct stretches *s, int32_t day)
{
    ptrdiff_t floor = window_floor(s->windows, day), last = (ptrdiff_t) s->windows->n - 1;
    size_t n = floor < 0 ? 0 : s->reference_before[floor < last ? floor : last];

    while (n <= s->windows->n_periods && s->reference[n] < day)
        n++;
    return n;
}

static void find_places(const struct stretches *s, struct stretch *t, const struct stay *first, const struct stay *last)
{
    bool open = last->leave == STAY_OPEN;

    t->touches = stretch_periods(s->windows, first->first, last->leaving, &t->from, &t->to);
    t->stock.first = boundaries_until(s->windows, first->first);
    t->stock.end = boundaries_until(s->windows, last->leaving);
    t->employed.first = reference_days_before(s, first->first);
    t->employed.end = open ? s->windows->n_periods + 1 : reference_days_before(s, last->last + 1);
}

bool stretches_find(struct stretches *s, const struct stay *stays, size_t n)
{
    bool chained = false;

    s->n = 0;
    for (size_t i = 0; i < n;) {
        struct stretch *t;

        s->items = memory_grow(s->items, &s->capacity, s->n + 1, sizeof *s->items);
        t = &s->items[s->n++];
        t->first = i++;
        while (i < n && stays[i].passing != PASSING_NONE)
            i++;
        t->end = i;
        find_places(s, t, &stays[t->first], &stays[i - 1]);
        chained = chained || stays[t->first].entry == STAY_CONTINUED;
    }
    return chained;
}
