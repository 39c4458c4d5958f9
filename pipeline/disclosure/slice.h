/* slice.h - what a reader can still believe of the quantities that are not shown: the points that fit all that is.
 *
 * A slice is made for quantities that hang together; once made, it does not notice that more is withheld. */
#ifndef DISCLOSURE_SLICE_H
#define DISCLOSURE_SLICE_H

#include "pipeline/disclosure/shift.h"

struct slice;

struct slice *slice_new(struct walk *w,
                        size_t from); /* of those unseen that hang together with `from`; to slice_free() */
void slice_free(struct slice *s);

size_t slice_size(const struct slice *s);
size_t slice_quantity(const struct slice *s, size_t i);

/* A point that fulfils the wishes, and moves others no further from what they are than it must: then it tells of most
 * of them, and fits also where those are shown that it does not move (belief.h). `point` holds one number for each of
 * slice_size. False where there is none. */
bool slice_point(struct slice *s, const struct wish *wishes, size_t n, double *point);

/* A point that fulfils the wish, in which as many of `others` as can be are one or more; those that are one stay so. */
bool slice_point_beside(struct slice *s, const struct wish *wish, const size_t *others, size_t n, double *point);

#endif
