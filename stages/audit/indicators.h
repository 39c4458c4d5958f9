/* indicators.h - the indicators of one earlier report laid beside those of this one.
 *
 * A number that both tell of the same district, or of the city, is one number. Where what both show of it differs it
 * has been revised, and the others of the same subject may have been too, by as much as the most of those that are
 * seen; but where the city's own number has not changed, or organisation.csv says that another district has become part
 * of it, the difference is how many those others are, and must be no small number either. A district of today is the
 * districts of then that became it. */
#ifndef STAGE_AUDIT_INDICATORS_H
#define STAGE_AUDIT_INDICATORS_H

#include "stages/audit/beside.h"

struct indicators_beside;

/* Reads the report's two tables; the caller frees, also after a failure. */
bool indicators_beside_read(const struct beside *b, const char *folder, struct indicators_beside **out,
                            struct fault *f);
void indicators_beside_free(struct indicators_beside *x);

/* Between audit_edition_begin() and the reading of the report: which of its numbers are not this one's, and which are
 * rounded. */
void indicators_beside_set_apart(const struct beside *b, struct indicators_beside *x);
/* After audit_edition_end(): how those hang together with this one's all the same. */
void indicators_beside_join(const struct beside *b, struct indicators_beside *x);

#endif
