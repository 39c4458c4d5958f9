/* stretch.h - the stretches of a person: what is one post without a break, and where in time it is.
 *
 * Persons are counted in periods, on the boundaries between them and on their reference days: all of it follows from
 * where a stretch begins and ends, which is found once. Used by follow.c alone. */
#ifndef STAFF_STRETCH_H
#define STAFF_STRETCH_H

#include "pipeline/staff/stay.h"
#include "pipeline/staff/window.h"

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

/* Divides one person's stays, in place of those of the person before; true where one stretch goes on in another. */
bool stretches_find(struct stretches *s, const struct stay *stays, size_t n);

/* The periods that days first..last touch; false where there are none. */
bool stretch_periods(const struct windows *w, int32_t first, int32_t last, size_t *from, size_t *to);

#endif
