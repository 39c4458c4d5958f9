/* editions.h - earlier reports, as an attacker lays them beside this one.
 *
 * A number that both tell of the same persons is one number. Where some of a year's numbers have been revised since,
 * the year's others may have been too, by as much as the most of those that are seen. A district of today is the
 * districts of then that became it. Where the persons are not the same, the difference is how many others there are,
 * and must be no small number either: of a district whose numbers changed while the city's did not, and of everybody
 * hired so far, who are more every year. */
#ifndef STAGE_AUDIT_EDITIONS_H
#define STAGE_AUDIT_EDITIONS_H

#include "pipeline/base/fault.h"
#include "pipeline/disclosure/audit.h"
#include "pipeline/publish/published.h"

/* Adds earlier reports to an audit that has read this one. `organisation` is organisation.csv, or "". */
bool editions_read(struct audit *a, const struct published_list *published, const char *organisation, struct fault *f);

#endif
