/* earlier_stays.h - years of hiring that an earlier report told of, and this one does not: it tells of several
 * together.
 *
 * How many of them had left by each horizon are numbers of that report alone; but the first of them are those of T18,
 * and those hired are the hires, so they hang together with what is told today. */
#ifndef STAGE_PROTECT_EARLIER_STAYS_H
#define STAGE_PROTECT_EARLIER_STAYS_H

#include "stages/protect/earlier_compare.h"

void stays_of_then(const struct comparison *c);

#endif
