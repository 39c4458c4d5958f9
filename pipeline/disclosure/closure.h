/* closure.h - secondary suppression: what else must be withheld so that nothing withheld can be worked out.
 *
 * Everything that is linked is treated at once. For each protected quantity (withheld by a rule of its own, or withheld
 * beside one and, as far as a reader can tell, perhaps as small) numbers that fit all that is shown must exist
 *
 *   in which it is 0, and others in which it is the threshold,
 *   also where any other withheld count is known to hold one person (whoever knows his own case),
 *   also where some other withheld count is 1 to threshold - 1 (whoever knows the rule must find what it was used for;
 *   not asked of numbers that stand in no table, nor of those that may be withheld for the sake of such a number),
 *   and where a count that is truly 1 is known to be 1 (whoever knows that he was the only one).
 *
 * Quantities are added by the cheapest shift that makes such numbers possible (shift.h), then those that turn out not
 * to be needed are shown again, the dearest first. Not the least possible suppression, but one that is safe by
 * construction: what is safe is judged by linear programmes over exactly what is shown (slice.h). */
#ifndef DISCLOSURE_CLOSURE_H
#define DISCLOSURE_CLOSURE_H

#include "pipeline/disclosure/links.h"

struct closure_outcome {
    size_t n_primary;   /* withheld by a rule of their own */
    size_t n_secondary; /* withheld beside them */
    size_t unprotected; /* one that nothing can protect, for everybody knows the rest; SIZE_MAX: none. All
                         * others are protected nevertheless */
};

/* Gives quantities that must be withheld the rule LINKED. */
void closure_close(struct links *l, const struct suppression_limits *limits, struct closure_outcome *out);

#endif
