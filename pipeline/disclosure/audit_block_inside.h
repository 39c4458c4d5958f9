/* audit_block_inside.h - what the rooms of a block share: audit_block.c builds, solves and judges, audit_block_reason.c
 * says by what. */
#ifndef DISCLOSURE_AUDIT_BLOCK_INSIDE_H
#define DISCLOSURE_AUDIT_BLOCK_INSIDE_H

#include "pipeline/disclosure/audit_block.h"

#include <glpk.h>

#define AUDIT_BLOCK_NEAR 1e-5

/* Columns 1 .. n are the unknowns, n + 1 .. 2 n say how much each lacks of one whole person: lack >= 1 - x. */
struct audit_block {
    double count_threshold;
    struct audit_unknown *unknowns;
    size_t n, capacity;
    int *places; /* of the relation that is being put, from 1 */
    double *factors;
    int n_put;
    size_t places_capacity, factors_capacity;
    glp_prob *lp;
    struct audit_range *ranges;
    size_t *names; /* of the relations, which are the first rows */
    size_t n_relations, names_capacity;
};

/* The extreme of one unknown under the bounds in force, GLP_MIN or GLP_MAX. */
double audit_block_extreme(const struct audit_block *b, size_t place, int direction);
/* Keeps an unknown within bounds, or lets it be anything from 0 again. */
void audit_block_hold(const struct audit_block *b, size_t place, double least, double most);
void audit_block_release(const struct audit_block *b, size_t place);
/* What the earlier reports alone leave of it; nothing (NaN) where they do not fit each other. */
struct audit_range audit_block_told(const struct audit_block *b, size_t place);

#endif
