/* belief.h - what readers are known to be able to believe, gathered from points that fit all that is shown.
 *
 * Each point that a linear programme finds tells of every quantity in it, not only of the one that it was solved for:
 * and since points between two that fit do fit, what a quantity can be, and beside what, follows from points on both
 * sides. Belief spares the programmes that would find what is known already; where it is silent, one must be solved.
 *
 * Withholding more leaves all that was believed; showing more does not, and then belief must begin anew. */
#ifndef DISCLOSURE_BELIEF_H
#define DISCLOSURE_BELIEF_H

#include "pipeline/disclosure/links.h"

/* The two ends of what must be possible: none, and the threshold of the quantity's kind. */
enum belief_end { BELIEF_NONE, BELIEF_THRESHOLD };

struct belief;

struct belief *belief_new(const struct links *l, const struct suppression_limits *limits); /* to belief_free() */
void belief_free(struct belief *b);

/* n quantities that are not shown, each once, and numbers that they can have together. */
void belief_learn(struct belief *b, const size_t *quantities, const double *point, size_t n);

/* The quantity can be at the end. */
bool belief_reaches(const struct belief *b, size_t quantity, enum belief_end end);
/* So where `other` is one or more, or exactly one; beside somebody who is counted, none may be one. */
bool belief_beside_counted(const struct belief *b, size_t quantity, enum belief_end end, size_t other);
bool belief_beside_single(const struct belief *b, size_t quantity, enum belief_end end, size_t other);
/* So where `other`, a withheld count, is what the rule is used for: 1 to below the threshold. With `loose` the quantity
 * may be one instead of none. */
bool belief_beside_ruled(const struct belief *b, size_t quantity, enum belief_end end, bool loose, size_t other);

/* A count that stands in a table and is withheld there. */
bool belief_is_withheld_count(const struct links *l, size_t quantity);

#endif
