/* follow_posts.h - what persons have in common before they are spread over groupings. Used by follow.c alone.
 *
 * A person who stays on one post (district, occupation, operation, gender) from one period to another is one person in
 * each of them, in every grouping that knows neither age nor time employed; likewise with an age or a time employed in
 * the groupings that do. So one number is raised for the two periods of a stretch, instead of one for each grouping and
 * period, and the groups get theirs at the end. */
#ifndef STAFF_FOLLOW_POSTS_H
#define STAFF_FOLLOW_POSTS_H

#include "pipeline/staff/follow.h"

/* What a stretch has in common. */
enum follow_kind {
    FOLLOW_POST, /* from..to are periods in which the person was on the post ... */
    FOLLOW_AGE,  /* ... or of the age ... */
    FOLLOW_TENURE,
    FOLLOW_STOCK,    /* boundaries between periods, 0..n_periods, at which the person was in stock on the post ... */
    FOLLOW_UNBROKEN, /* ... the same of those who do not go from one post to another: it was one stay of every group */
    FOLLOW_EMPLOYED, /* reference days, 0..n_periods: the first of each period, which is the second of the one before */
    N_FOLLOW_KINDS
};

struct follow_posts;

/* The caller's, to follow_posts_free(). Both are borrowed; cells may grow. */
struct follow_posts *follow_posts_new(const struct windows *windows, const struct cells *cells);
void follow_posts_free(struct follow_posts *p);

/* A person who was in the cell's post (age, tenure) in from..to, and in none of them otherwise. */
void follow_posts_add(struct follow_posts *p, enum follow_kind kind, uint32_t cell, size_t from, size_t to);

/* Such a person will be added soon: the tables are more than a cache holds, and what is asked for now is there by then.
 */
void follow_posts_expect(struct follow_posts *p, uint32_t cell, size_t from, size_t to);

/* Somebody employed in the cell's post on the first reference day of a period, and nowhere on the second, may yet come
 * back. */
void follow_posts_add_preliminary(struct follow_posts *p, uint32_t cell, size_t period);

/* Adds what others have counted: cell[i] is the cell here of their cell i. */
void follow_posts_join(struct follow_posts *into, const struct follow_posts *from, const uint32_t *cell);

/* Gives out what was counted: to the groups of `cell` in the grouping, in a slot (periods, then pools). */
typedef void follow_posts_take(void *context, enum grouping_id id, uint32_t cell, size_t slot,
                               const struct follow_count *count);
void follow_posts_spread(const struct follow_posts *p, follow_posts_take *take, void *context);

#endif
