/* nobody.h - rows of an occupation that nobody in a district ever had: told of as withheld in a small district, where
 * they say what its few persons are not, and not told of in others, where the table has always had no row. */
#ifndef STAGE_PROTECT_NOBODY_H
#define STAGE_PROTECT_NOBODY_H

#include "stages/protect/earlier.h"
#include "stages/protect/protect.h"

/* Which rows of rates.csv stand in no public table: for each of its rows, the caller's to free(). A district is small
 * in a plan period where each of its occupations is withheld as a small group. An occupation that an earlier report
 * told of there, as withheld, is told of still. */
bool *nobody_untold(const struct protect *p, const struct table *rates, const struct earlier *earlier);

#endif
