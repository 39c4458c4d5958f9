/* stretch.h - the stretches of a person: what is one post, or one group of a grouping, without a break, and where in
 * time it is.
 *
 * Whether a stretch begins and ends within a period, over which boundaries it goes and on which reference days it is
 * employed follows from two periods and two numbers, which are found once for each. Used by follow.c alone. */
#ifndef STAFF_STRETCH_H
#define STAFF_STRETCH_H

#include "pipeline/staff/stay.h"
#include "pipeline/staff/window.h"

/* Stays first..end - 1 of a person. A stretch that begins in period `from` and is left in period `to` is in stock at
 * the beginnings of the periods from + 1..to (s < t <= L). */
struct stretch {
    size_t first, end;
    ptrdiff_t from, to; /* -1: before all periods; n_periods: after them */
    /* Reference days employed_from..employed_end - 1 are those on which the person is employed (s <= t <= last). */
    size_t employed_from, employed_end;
    uint32_t post; /* the first */
    bool goes_on;  /* out of the stretch before it, on the day on which that is left */
};

struct stretches {
    const struct windows *windows;
    struct stretch *items;
    size_t n, capacity;
    int32_t *reference;       /* n_periods + 1 days, rising: the first of each period, and the second of the last */
    size_t *reference_before; /* per window: how many of them lie before it begins */
};

/* None; windows are borrowed. */
void stretches_begin(struct stretches *s, const struct windows *windows);
void stretches_free(struct stretches *s);

/* Divides one person's stays by post, in place of those of the person before; true where one goes on in another. */
bool stretches_of_posts(struct stretches *s, const struct cells *cells, const struct stay *stays, const uint32_t *cell,
                        size_t n);

/* Divides them by the groups of a grouping that knows neither age nor time employed, from the stretches of posts. */
void stretches_of_groups(struct stretches *s, const struct stretches *posts, const struct cells *cells,
                         enum grouping_id id);

/* In stock at some boundary between periods. */
static inline bool stretch_in_stock(const struct stretch *t)
{
    return t->from < t->to;
}

static inline bool stretch_employed(const struct stretch *t)
{
    return t->employed_from < t->employed_end;
}

#endif
