/* organisation.h - which unit of today a unit of then is: a directed acyclic graph of successors.
 *
 * From organisation.csv: unit, valid_from, valid_to, successor (names or codes as in the staff files after
 * codes/unit.csv; a unit with several successors is given on several rows). The whole series is back-cast to today's
 * units: a unit is on every day the last unit of its chain of single successors, as a rule one of today; a unit that
 * was split stays itself, for nothing says where each of its staff went. A unit that the file does not name stands as
 * it is. */
#ifndef STAFF_ORGANISATION_H
#define STAFF_ORGANISATION_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

struct organisation;

/* path NULL: an organisation without changes. Fails with file and line on a cycle, a successor that is not a unit of
 * the file, a date that is none, a unit with two validities that overlap. */
bool organisation_read(const char *path, struct organisation **out, struct fault *f);
void organisation_free(struct organisation *o);

/* Today's unit; borrowed. `unit` itself where nothing is known of it. */
const char *organisation_today(const struct organisation *o, const char *unit);

/* The file names the unit. */
bool organisation_names(const struct organisation *o, const char *unit);

/* True where a person who leaves `from` on last day `last` and is in `to` within `gap_days` has been reorganised: `to`
 * is, or leads to the same unit as, a successor of `from`, and the reorganisation took effect between. Also for split
 * units. */
bool organisation_succeeds(const struct organisation *o, const char *from, const char *to, int32_t last, int32_t first);

/* The reorganisations, by date: i-th date, unit and successor; false past the end. For marks in figures and rival
 * explanations. */
bool organisation_event(const struct organisation *o, size_t i, int32_t *day, const char **unit,
                        const char **successor);

#endif
