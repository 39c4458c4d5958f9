/* plausibility_counts.h - the part of plausibility.h that looks at finished counts: each unit and the city beside the
 * period before, and each row by itself. */
#ifndef STAFF_PLAUSIBILITY_COUNTS_H
#define STAFF_PLAUSIBILITY_COUNTS_H

#include "pipeline/staff/aggregate.h"
#include "pipeline/staff/plausibility.h"

/* Adds doubts, each of the first day of a period. Where several units are in doubt of one day they are added up.
 *
 * A unit is missing where the period has others, the period before had it, the organisation knows of no successor and
 * units that are new have not half as many staff. A unit has fallen where half of it are gone, the city where it lost
 * as much as a partial snapshot; they have grown where the same is true backwards. Counts do not balance where opening
 * stock, hires and exits give another closing stock, or the opening stock is another than the closing one before, by as
 * much as a partial snapshot lacks: small differences are those of all official statistics. */
void plausibility_counts(const struct plausibility *p, const struct aggregates *counts,
                         const struct organisation *organisation, struct doubts *out);

#endif
