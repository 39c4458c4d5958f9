/* earlier_indicators.h - today's indicators and answers against what an earlier report told of them.
 *
 * The same district, or the city: one number, known where it was shown and kept where it was withheld, though it may
 * have been revised since. A district that others have become part of is those of then together; of which one that was
 * withheld, or had no row, is a number of its own that follows from the two reports, and is protected with the rest. */
#ifndef STAGE_PROTECT_EARLIER_INDICATORS_H
#define STAGE_PROTECT_EARLIER_INDICATORS_H

#include "stages/protect/earlier_compare.h"
#include "stages/protect/indicators.h"

void earlier_indicators_compare(struct comparison *c, const struct indicators *all);

#endif
