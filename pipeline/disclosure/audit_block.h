/* audit_block.h - withheld numbers that hang together, as one linear programme (see audit.h). */
#ifndef DISCLOSURE_AUDIT_BLOCK_H
#define DISCLOSURE_AUDIT_BLOCK_H

#include "pipeline/disclosure/audit.h"

struct audit_block;

struct audit_unknown {
    size_t number;
    double threshold; /* it must be able to be anything from 0 to this */
    bool is_count, is_cell, small_group, mixed;
    double blur;                     /* where it stands in no table: it may seem so much more than it is */
    bool opinion;                    /* of a group that is seen to be large: no secret, but that nobody has it is */
    double truth;                    /* NaN: nobody says */
    const struct audit_block *alone; /* where it stands by the earlier reports alone; NULL: nobody asks */
    size_t alone_place;
};

struct audit_range {
    double least, most;
};

struct audit_block *audit_block_new(double count_threshold); /* to audit_block_free() */
void audit_block_free(struct audit_block *b);

/* Returns the place of the unknown in the block. */
size_t audit_block_add(struct audit_block *b, const struct audit_unknown *unknown);

/* A relation: its unknowns one by one, then the least and most that their sum is, either of them infinite. All unknowns
 * come before the first relation. `name` is what audit_block_reason() calls it. */
void audit_block_put(struct audit_block *b, size_t place, double factor);
void audit_block_end(struct audit_block *b, double least, double most, size_t name);

/* To be changed before it is judged. */
struct audit_unknown *audit_block_at(struct audit_block *b, size_t place);

/* What one unknown can be; solves for it alone where not all have been solved. */
struct audit_range audit_block_range(const struct audit_block *b, size_t place);

/* Solves for all, once; then each can be judged. */
void audit_block_solve(struct audit_block *b);
struct audit_finding audit_block_judge(const struct audit_block *b, size_t place);

/* By which relations one that is not safe is found out: how often each of them, by name, is added up to what says that
 * it can be no less (AUDIT_LEAST) or no more (AUDIT_MOST). Returns how many, 0 where that end is as it should be. */
enum audit_end { AUDIT_LEAST, AUDIT_MOST };
struct audit_multiplier {
    size_t name;
    double times;
};
size_t audit_block_reason(const struct audit_block *b, size_t place, enum audit_end end, struct audit_multiplier *out);
size_t audit_block_relations(const struct audit_block *b); /* room for so many */

#endif
