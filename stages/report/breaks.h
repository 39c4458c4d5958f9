/* breaks.h - what the rooms of the chapter on trend breaks share. */
#ifndef STAGE_REPORT_BREAKS_H
#define STAGE_REPORT_BREAKS_H

#include "stages/report/report.h"

/* What the series of a verdict or a fit is of, with "månader" where it is of months: the caller's, to free(). */
char *break_series(const struct table *t, size_t row);
bool break_is_annual(const struct table *t, size_t row); /* years, all causes */
/* "starkt stöd", or why there is none: the mark of what is withheld, or not applicable. */
const char *break_verdict(const struct table *t, size_t row);

/* Parts of the chapter; each writes what there is. */
void break_months(struct report *r);
void break_districts(struct report *r);
void break_causes(struct report *r);
void break_panel(struct report *r);

#endif
