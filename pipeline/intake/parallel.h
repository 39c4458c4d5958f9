/* parallel.h - who holds several posts on the same day: noted after merging, for nothing is merged here.
 *
 * A record that overlaps an earlier one of the same person: in another district (by one day: a move), or in the same
 * with another occupation or form. Of several the first in the order of spells.csv that it overlaps with counts,
 * another district before another post. */
#ifndef INTAKE_PARALLEL_H
#define INTAKE_PARALLEL_H

#include "pipeline/intake/findings.h"
#include "pipeline/intake/spell.h"

/* `spells` as merge_spells() leaves them: by person, then by first day. One note a line. Linear where nobody holds many
 * posts at once; of a crowd (an id that many share) only the latest sixteen are looked back at. By at most so many
 * threads: the same notes in the same order for any number. */
void parallel_note(const struct spells *spells, size_t n_threads, struct findings *findings);

#endif
