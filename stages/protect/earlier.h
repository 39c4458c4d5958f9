/* earlier.h - what earlier reports have told, set against what this one is about to tell.
 *
 * A number that was shown stays known: it can protect nobody, whatever is withheld now. Where the same persons are
 * counted, an old number and a new one may both be shown, though some were registered late. Where others are counted
 * (districts have been merged, a unit has changed district, everybody hired so far is one year more), the two numbers
 * tell by their difference how many those others are; so the difference is a number like any other, that stands in no
 * table, and it is put into the links to be protected with the rest. */
#ifndef STAGE_PROTECT_EARLIER_H
#define STAGE_PROTECT_EARLIER_H

#include "stages/protect/indicators.h"
#include "stages/protect/linked.h"
#include "stages/protect/stays.h"

struct earlier;

/* The reports in the folder `published` that come before the edition named in the settings at `report`, and the
 * delivery's organisation.csv (NULL or "": there is none), which says what became of districts that are no more. NULL,
 * or no such folder, is no report. To earlier_free(), also after a failure. */
bool earlier_read(const char *published, const char *report, const char *organisation, struct earlier **out,
                  struct fault *f);
void earlier_free(struct earlier *e);

bool earlier_is_any(const struct earlier *e);
/* One of them has a plan period of the occupation in what is today's district. */
bool earlier_has_plan(const struct earlier *e, const char *district, const char *occupation);

/* To be called when all of today's numbers are in the links, before they are settled. */
void earlier_link(struct protect *p, const struct earlier *e, const struct table *rates,
                  const struct balance_years *years, const struct horizons *stays, const struct table *causes,
                  const struct indicators *indicators);

#endif
