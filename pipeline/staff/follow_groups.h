/* follow_groups.h - what is counted of persons who are followed, per grouping, group and slot. Used by follow.c alone.
 *
 * A slot is a period, or after all periods a pool of them. Groups appear as cells do. */
#ifndef STAFF_FOLLOW_GROUPS_H
#define STAFF_FOLLOW_GROUPS_H

#include "pipeline/staff/follow.h"

struct follow_entry {
    struct follow_count count;
    uint32_t seen; /* number of the last person counted among the persons */
};

struct follow_groups;

/* The caller's, to follow_groups_free(). Both are borrowed; cells may grow. */
struct follow_groups *follow_groups_new(const struct windows *windows, const struct cells *cells);
void follow_groups_free(struct follow_groups *g);

/* Of the cell's group in one grouping: its entries per slot; its hires per period, for groupings with all definitions.
 */
struct follow_entry *follow_groups_entries(struct follow_groups *g, size_t id, uint32_t cell);
struct follow_cohort *follow_groups_cohorts(struct follow_groups *g, size_t id, uint32_t cell);

/* The entries of the cell's groups, per grouping, found once. Good until a cell is asked for that was not before. */
struct follow_entry **follow_groups_of(struct follow_groups *g, uint32_t cell);

/* Adds to the count of the cell's group: a follow_posts_take of GROUPS. */
void follow_groups_take(void *groups, enum grouping_id id, uint32_t cell, size_t slot, const struct follow_count *from);

/* Adds the groups of others: cell[i] is the cell here of their cell i. */
void follow_groups_join(struct follow_groups *into, const struct follow_groups *from, const uint32_t *cell);
void follow_groups_settle(struct follow_groups *g); /* once, after everybody is counted */

/* As follow_count() and follow_cohort(). */
struct follow_count follow_groups_count(const struct follow_groups *g, enum grouping_id id, uint32_t group,
                                        size_t slot);
const struct follow_cohort *follow_groups_cohort(const struct follow_groups *g, enum grouping_id id, uint32_t group,
                                                 size_t period);

#endif
