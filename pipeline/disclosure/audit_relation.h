/* audit_relation.h - the relations of the audit, each a run of members that stand together. Used by audit_solve.c. */
#ifndef DISCLOSURE_AUDIT_RELATION_H
#define DISCLOSURE_AUDIT_RELATION_H

#include "pipeline/disclosure/audit_inside.h"

#define RELATION_HOLDS 1e-6 /* of the largest term: what rounding of a sum of reals may leave */

struct relation {
    const struct member *members;
    size_t n, n_withheld;
    bool has_two_sides;
    bool unknown_plus, unknown_minus; /* a part that nobody tells, 0 or more, has this sign */
    bool plus_withheld, minus_withheld;
    bool plus_unseen, minus_unseen; /* one that stands in no table has this sign */
    double rest, size;              /* the sum of what is shown, and its largest term */
    double slack;
};

/* Members in the order of their relations; before all that follows. */
void relation_sort(struct audit *a);
/* Behind the last member of the relation that begins at `first`. */
size_t relation_end(const struct audit *a, size_t first);

/* NaN where it is withheld; or, by the earlier reports alone, where none of those shows it. */
double relation_value(const struct audit *a, size_t number);
bool relation_is_withheld(const struct audit *a, const struct member *m);
bool relation_is_unseen(const struct audit_number *x);

struct relation relation_weigh(const struct audit *a, const struct member *members, size_t n);
/* No part of it is told by nobody. */
bool relation_is_whole(const struct relation *r);
/* It says something of what is withheld, and what is shown keeps to it. */
bool relation_is_used(const struct audit *a, const struct relation *r);

/* Where all of a relation is shown it is seen whether its family holds. */
void relation_drop_families(struct audit *a);

#endif
