/* belief.h - what readers are known to be able to believe, gathered from points that fit all that is shown.
 *
 * Each point that a linear programme finds tells of every quantity of its region, not only of the one that it was
 * solved for: and since points between two that fit do fit, what a quantity can be, and beside what, follows from
 * points on both sides. Belief spares the programmes that would find what is known already; where it is silent, one
 * must be solved.
 *
 * Withholding more leaves all that was believed. When a quantity is shown, the points in which it is what it is still
 * fit, and they alone: so points that move few quantities are worth the most. Of very many the oldest are forgotten. */
#ifndef DISCLOSURE_BELIEF_H
#define DISCLOSURE_BELIEF_H

#include "pipeline/disclosure/region.h"

#include <stdint.h>

/* The two ends of what must be possible: none, and the threshold of the quantity's kind. */
enum belief_end { BELIEF_NONE, BELIEF_THRESHOLD };

/* Beside what of another quantity it must be possible; beside others, one is as good as none. */
enum belief_beside {
    BELIEF_COUNTED, /* the other is one or more */
    BELIEF_SINGLE,  /* the other is exactly one */
};

struct belief;

/* Of the quantities of a region, which must not change; to belief_free(). What is the case is believed from the
 * beginning. */
struct belief *belief_new(const struct links *l, const struct suppression_limits *limits, const struct region *region);
void belief_free(struct belief *b);

/* Numbers that n quantities of the region, each once, can have together, where all others are what they are. */
void belief_learn(struct belief *b, const size_t *quantities, const double *point, size_t n);

/* That the quantity can not be at the end beside the other does not matter, so long as nothing more is withheld: it is
 * struck (see belief_strike) with those beside which it can. Not noted while something is supposed to be shown. */
void belief_rule_out(struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside, size_t other);
/* More is withheld: what was ruled out may matter. */
void belief_rule_in(struct belief *b);

/* From here on nothing is believed but what is where `quantity` is shown; until it is taken back, or is for good. */
void belief_suppose(struct belief *b, size_t quantity);
void belief_take_back(struct belief *b);
void belief_show(struct belief *b, size_t quantity);

/* The quantity can be at the end; so before any was shown; it can be less than its threshold. */
bool belief_reaches(struct belief *b, size_t quantity, enum belief_end end);
bool belief_has_reached(const struct belief *b, size_t quantity, enum belief_end end);
bool belief_is_below(const struct belief *b, size_t quantity);

/* ---- proofs: the points from which it followed that there is no gap ---- */

/* What is asked from here on is noted, where it answers something; that what is so noted leaves no gap at the end. It
 * holds until more is withheld, or something is shown that one of the points moves or that the rule was used for. */
void belief_begin_proof(struct belief *b);
void belief_use_last(struct belief *b);                   /* the point that was learned last */
void belief_use_ruled(struct belief *b, size_t quantity); /* the rule may have been used for this one */
void belief_end_proof(struct belief *b, size_t quantity, enum belief_end end);
bool belief_is_proved(const struct belief *b, size_t quantity, enum belief_end end);
/* What the rule may have been used for in what is proved; SIZE_MAX: that was not asked. It must still hang together
 * with the quantity, or tells nothing of it. */
size_t belief_proved_beside(const struct belief *b, size_t quantity, enum belief_end end);

/* ---- sets of quantities of the region ---- */

uint64_t *belief_set(const struct belief *b); /* an empty one, to free() */
void belief_clear(const struct belief *b, uint64_t *set);
void belief_copy(const struct belief *b, uint64_t *to, const uint64_t *from);
void belief_put(const struct belief *b, uint64_t *set, size_t quantity, bool in);
bool belief_has(const struct belief *b, const uint64_t *set, size_t quantity);
bool belief_is_empty(const struct belief *b, const uint64_t *set);

/* Takes from `others` those beside which the quantity is known to be able to be at the end, or which were ruled out. */
void belief_strike(struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside, uint64_t *others);
/* Takes from `others` those that are one or more, with the quantity at its threshold, where the steps that lead to one
 * of them are added to those that lead there: what a sum keeps, and leaves at none or more, both can be at once. */
void belief_strike_sums(struct belief *b, size_t quantity, uint64_t *others);
/* Some steps are known that lead to one or more of the other. */
bool belief_is_open_to(const struct belief *b, size_t other);
/* So beside at least one of `others` that is what the rule is used for, 1 to below the threshold; with `loose` the
 * quantity may be one instead of none. */
bool belief_is_beside_ruled(struct belief *b, size_t quantity, enum belief_end end, bool loose, const uint64_t *others);

/* A count that stands in a table and is withheld there. */
bool belief_is_withheld_count(const struct links *l, size_t quantity);

#endif
