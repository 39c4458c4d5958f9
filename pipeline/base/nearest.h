/* nearest.h - the word that was probably meant: "gapdays: menade du gap_days?". */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *wrong;
    const char *word; /* the nearest of those offered; NULL while none is near enough */
    size_t distance;
};

struct nearest nearest_begin(const char *wrong); /* borrowed */

/* Keeps `word` (borrowed) if it is nearer than what was offered before. Near enough is a third of the longer word's
 * bytes. The distance counts bytes put in, left out, changed, or swapped with their neighbour (Damerau 1964, in its
 * restricted form). */
void nearest_offer(struct nearest *n, const char *word);

#endif
