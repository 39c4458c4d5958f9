/* plans.h - plan periods of several reports, whose years differ.
 *
 * Who lays 2021-2024 of this report beside 2021-2023 of the last one knows what a district's occupation did in 2024;
 * and so of any two periods that overlap. The years that periods have apart are unseen numbers: a period is the sum of
 * its own, and they are together the years of the district and of the occupation. Where the same periods are told in
 * every report there are none. */
#ifndef STAGE_AUDIT_PLANS_H
#define STAGE_AUDIT_PLANS_H

#include "stages/audit/beside.h"

struct plans;

struct plans *plans_new(struct audit *a); /* to plans_free() */
void plans_free(struct plans *x);

/* What an earlier report tells; when the audit has read it, before audit_edition_end(). */
void plans_note(struct plans *x, const struct beside *b);

/* When all reports have been noted. */
void plans_join(struct plans *x);

#endif
