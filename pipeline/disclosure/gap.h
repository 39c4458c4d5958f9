/* gap.h - what can not be believed of a withheld quantity, and should be: see closure.h for what is asked. */
#ifndef DISCLOSURE_GAP_H
#define DISCLOSURE_GAP_H

#include "pipeline/disclosure/belief.h"
#include "pipeline/disclosure/slice.h"

/* Why a quantity is not safe at one end of what is to be possible. */
enum gap {
    GAP_NONE,
    GAP_VALUE,  /* it can not be that number */
    GAP_OWN,    /* not where `other` holds one person or more */
    GAP_SINGLE, /* not where `other` holds one person */
    GAP_RULE,   /* not where some other count could be what the rule was used for */
};

/* What no withholding can help: whoever is alone in a whole knows each part of it. */
struct excuse {
    size_t quantity, other;
    double value;
};

struct gaps {
    const struct links *links;
    const struct suppression_limits *limits;
    struct excuse *excuses; /* the caller's, to free() */
    size_t n_excuses, excuses_capacity;
    size_t *nobodys; /* of the region: counts that can hold nobody, whatever is withheld; the caller's, to free() */
    size_t n_nobodys, nobodys_capacity;
};

/* A quantity of its kind must be able to be anything from 0 to this. */
double gap_threshold(const struct gaps *g, size_t quantity);

/* A slice, and what is believed of the quantities in it. */
struct sight;

/* The caller's, to sight_free(). Like the slice, it does not notice that more is withheld. */
struct sight *sight_new(const struct gaps *g, struct slice *slice, struct belief *belief);
void sight_free(struct sight *s);

/* Withheld by its own rule, or because a reader can not tell it from one that is. */
bool gap_is_protected(struct sight *s, size_t quantity);

/* The first gap at an end, with the quantity that it is beside; the belief learns what was found to be possible. */
enum gap gap_at(struct sight *s, size_t quantity, enum belief_end end, size_t *other);

/* From now on not asked of the quantity at that value beside that other; itself: whoever knows the rule. */
void gap_excuse(struct gaps *g, size_t quantity, double value, size_t other);

/* From now on not asked beside that quantity of any other: nobody is counted in it, and all can know that. */
void gap_excuse_beside(struct gaps *g, size_t quantity);

/* Where a quantity is to be for whoever knows the thresholds: at the end itself. One that is withheld only for others'
 * sake, and is no small number, may be one instead of none: that gives nobody away. */
struct wish gap_wish_of_rule(const struct gaps *g, const struct wish *at);

#endif
