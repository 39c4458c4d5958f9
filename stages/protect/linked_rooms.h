/* linked_rooms.h - what the rooms that link the published numbers share: linked_names.c says what they are called,
 * linked_sums.c what they add up to, linked.c puts them in. */
#ifndef STAGE_PROTECT_LINKED_ROOMS_H
#define STAGE_PROTECT_LINKED_ROOMS_H

#include "stages/protect/linked.h"

#include <string.h>

static inline const char *text(const struct table *t, size_t row, const char *column)
{
    return table_text(t, row, column);
}

static inline double real(const struct table *t, size_t row, const char *column)
{
    return table_real(t, row, column);
}

static inline bool is_all(const struct table *t, size_t row, const char *column)
{
    return table_is(t, row, column, "all");
}

static inline bool is_one_of(const char *word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* ---- linked_names.c ---- */

/* The numerator of the definition is some of the persons of its denominator: those who left, or who stayed. */
bool linked_is_share(const char *definition);
/* The row tells moves between districts. */
bool linked_is_moves(const struct table *t, size_t row);
/* The row tells what a district's occupation did in a plan period. */
bool linked_is_plan(const struct table *t, size_t row);
const char *linked_category(const struct catalogue_entry *entry, const struct table *t, size_t row);

/* Leaves `name` where nothing of that name has another value: then it is the same quantity. Else makes it the row's
 * own, which begins with `own`. */
void linked_same_or_own(const struct protect *p, char name[LINKED_NAME], const char *own, const char *definition,
                        const char *period, const char *occupation, double value);

/* ---- linked.c ---- */

/* A group is small also where so few of its persons could hold most of its person-years: how long each was there is not
 * known here, but nobody was there for longer than the period lasted. A year of 366 days counts as a little more. One
 * in which nobody was for a day is small however many had been in it just before: whoever sees that sees that none
 * left. */
enum suppression_rule linked_group_rule(const struct protect *p, const struct table *t, size_t row);

/* ---- linked_sums.c ---- */

void linked_join(struct protect *p, size_t q, double factor, const char *const words[]);
#define JOIN(p, q, factor, ...) linked_join((p), (q), (factor), (const char *const[]){ __VA_ARGS__, NULL })
size_t linked_find(const struct protect *p, const char *const words[]);
#define FIND(p, ...) linked_find((p), (const char *const[]){ __VA_ARGS__, NULL })

/* Finished counts have no plan period of whom a year is missing: what the others are together with those is not told.
 */
void linked_unpooled(struct protect *p, const struct table *rates);

/* Puts the count and the group behind a row into the relations they are in; `entry` NULL: moves between districts. */
void linked_sums(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row,
                 size_t count, size_t group);

/* ---- linked_paths.c ---- */

/* Whoever sees 17 on the first day, 14 in November and 17 on the last knows that three went and three came: what was on
 * a day of the year, or in the mean of it, is linked to who came and went. When balance and definitions are. */
void linked_paths(struct protect *p, const struct table *rates, const struct balance_years *years);

#endif
