/* earlier_people.h - occupations that one of two reports counts and the other does not: a title that has got a code
 * since, or has none any more. Everybody is then not who everybody was, and what the city's numbers, its districts' and
 * its splits' have become more or fewer is how many those of that occupation are. */
#ifndef STAGE_PROTECT_EARLIER_PEOPLE_H
#define STAGE_PROTECT_EARLIER_PEOPLE_H

#include "stages/protect/earlier_compare.h"

/* Today's city is of other occupations than that of then, in a year that both tell of. */
bool people_are_others(const struct protect *p, const struct table *rates, const struct earlier_tables *then);

#endif
