/* follow_groups.h - what is counted of persons who are followed, per grouping, group and slot. Used by follow.c alone.
 *
 * A slot is a period, or after all periods a pool of them. Groups appear as cells do. */
#ifndef STAFF_FOLLOW_GROUPS_H
#define STAFF_FOLLOW_GROUPS_H

#include "pipeline/staff/follow.h"

struct follow_entry {
    struct follow_tally
        tally;     /* `reference` is a step until follow_groups_settle(): what changes from the period before */
    uint32_t seen; /* number of the last person who was seen in the group in the slot */
};

/* One group. */
struct follow_group {
    struct follow_entry *entries;  /* per slot */
    struct follow_cohort *cohorts; /* hires, per period; NULL unless the grouping has all definitions */
};

/* The groupings with all definitions, which know neither age nor time employed: a post has one group of each. */
enum { FOLLOW_WHOLE = 3 };

struct follow_post {
    struct follow_group group[FOLLOW_WHOLE];
    uint32_t number[FOLLOW_WHOLE]; /* of the group, in its grouping */
};

struct follow_groups;

/* The caller's, to follow_groups_free(). Both are borrowed; cells may grow. */
struct follow_groups *follow_groups_new(const struct windows *windows, const struct cells *cells);
void follow_groups_free(struct follow_groups *g);

/* The groups of a cell, per grouping, found once. Good until a cell is asked for that was not before. */
const struct follow_group *follow_groups_of(struct follow_groups *g, uint32_t cell);

/* The same of a post, good until one is asked for that was not before; and which groupings they are. */
const struct follow_post *follow_groups_of_post(struct follow_groups *g, uint32_t post);
enum grouping_id follow_groups_whole(size_t i);

/* Adds to the tally of the cell's group. */
void follow_groups_sum(struct follow_groups *g, enum grouping_id id, uint32_t cell, size_t slot,
                       const struct follow_tally *from);

/* Adds the groups of others: cell[i] is the cell here of their cell i. */
void follow_groups_join(struct follow_groups *into, const struct follow_groups *from, const uint32_t *cell);
void follow_groups_settle(struct follow_groups *g); /* once, after everybody is counted */

/* Of a group: as follow_tally() and follow_cohort(). */
struct follow_tally follow_groups_tally(const struct follow_groups *g, enum grouping_id id, uint32_t group,
                                        size_t slot);
const struct follow_cohort *follow_groups_cohort(const struct follow_groups *g, enum grouping_id id, uint32_t group,
                                                 size_t period);

#endif
