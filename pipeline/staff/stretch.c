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

static size_t reference_days_before(const struct stretches *s, int32_t day)
{
    ptrdiff_t floor = window_floor(s->windows, day), last = (ptrdiff_t) s->windows->n - 1;
    size_t n = floor < 0 ? 0 : s->reference_before[floor < last ? floor : last];

    while (n <= s->windows->n_periods && s->reference[n] < day)
        n++;
    return n;
}

static struct stretch *add(struct stretches *s)
{
    s->items = memory_grow(s->items, &s->capacity, s->n + 1, sizeof *s->items);
    return &s->items[s->n++];
}

static void begin_stretch(struct stretches *s, const struct stay *stays, size_t i, uint32_t post)
{
    *add(s) = (struct stretch){ .first = i,
                                .from = window_period(s->windows, stays[i].first),
                                .employed_from = reference_days_before(s, stays[i].first),
                                .post = post,
                                .goes_on = stays[i].entry == STAY_CONTINUED };
}

static void end_stretch(struct stretches *s, const struct stay *stays, size_t end)
{
    const struct stay *last = &stays[end - 1];
    struct stretch *t = &s->items[s->n - 1];
    bool open = last->leave == STAY_OPEN;

    t->end = end;
    t->to = window_period(s->windows, last->leaving);
    t->employed_end = open ? s->windows->n_periods + 1 : reference_days_before(s, last->last + 1);
}

bool stretches_of_posts(struct stretches *s, const struct cells *cells, const struct stay *stays, const uint32_t *cell,
                        size_t n)
{
    bool chained = false;

    s->n = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t post;

        if (stays[i].passing != PASSING_NONE)
            continue;
        post = cells_post(cells, cell[i]);
        if (stays[i].entry == STAY_CONTINUED && s->items[s->n - 1].post == post)
            continue;
        chained = chained || stays[i].entry == STAY_CONTINUED;
        if (i > 0)
            end_stretch(s, stays, i);
        begin_stretch(s, stays, i, post);
    }
    end_stretch(s, stays, n);
    return chained;
}

void stretches_of_groups(struct stretches *s, const struct stretches *posts, const struct cells *cells,
                         enum grouping_id id)
{
    s->n = 0;
    for (size_t i = 0; i < posts->n; i++) {
        const struct stretch *post = &posts->items[i];
        struct stretch *before = s->n > 0 ? &s->items[s->n - 1] : NULL;

        if (before == NULL || !post->goes_on ||
            cells_group(cells, id, cells_post_cell(cells, before->post)) !=
                cells_group(cells, id, cells_post_cell(cells, post->post))) {
            *add(s) = *post;
            continue;
        }
        before->end = post->end;
        before->to = post->to;
        before->employed_end = post->employed_end;
    }
}
