/* plausibility_snapshots.h - the part of plausibility.h that looks at snapshots: each beside the one before. */
#ifndef STAFF_PLAUSIBILITY_SNAPSHOTS_H
#define STAFF_PLAUSIBILITY_SNAPSHOTS_H

#include "pipeline/staff/plausibility.h"

/* `days` are all snapshots, rising. Adds doubts, each of a day:
 *
 * A snapshot is partial where it has so much fewer persons than the one before, and than one soon after it, or none
 * comes long after it; where the fall lasts it has fallen. A district is partial where half of it are nowhere and it
 * has two fifths fewer: where half of a staff leave, others come. A snapshot lacks a district where nine in ten of
 * those who were in it are nowhere, and nobody or hardly anybody else is in it. Its ids are new where it is about as
 * great as the one before and yet holds fewer of its persons than a half for each year between them: of staff who leave
 * at the highest rate that is known of, far more would be left.
 *
 * Linear in spells times snapshots. */
void plausibility_snapshots(const struct plausibility *p, const struct spells *spells, const int32_t *days, size_t n,
                            struct doubts *out);

#endif
