/* indicators_rooms.h - what the rooms that link the indicators share: indicators_sums.c puts a number of a row into the
 * links, with its name and what it adds up to; indicators_links.c knows which numbers a row has. */
#ifndef STAGE_PROTECT_INDICATORS_ROOMS_H
#define STAGE_PROTECT_INDICATORS_ROOMS_H

#include "stages/protect/indicators.h"
#include "stages/protect/linked_rooms.h"

/* The row is about all of the city but the district. */
bool indicators_is_rest(const struct table *t, size_t row);
/* What withholding a number of the row costs the reader. */
double indicators_weight(const struct table *t, size_t row, double value);

/* What is counted, of a row: all rows that count the same have the same name. `category` NULL: the row's. */
const char *indicators_name(const struct table *t, size_t row, const char *what, const char *category,
                            char name[LINKED_NAME]);
/* A quantity of that name is there, and has another value. */
bool indicators_is_another(const struct protect *p, const char *name, double value);

size_t indicators_put_count(struct protect *p, const struct table *t, size_t row, const char *what,
                            const struct quantity *quantity);
/* People of whom there must be as many as the threshold for surveys. */
size_t indicators_put_group(struct protect *p, const struct table *t, size_t row, const char *what, double people);
/* Those who were asked, or who answered, with what they add up to. */
size_t indicators_put_asked(struct protect *p, const struct table *t, size_t row, const char *what, double people);
/* Those of the row's denominator who are counted, and the rest of them, with what they add up to. The rule is that of
 * the share as a whole; COUNT: whatever each of the two is by itself. */
void indicators_put_share(struct protect *p, const struct table *t, size_t row, const char *of, const char *rest,
                          enum suppression_rule rule, bool has_parts, struct indicator_cells *c);

/* Districts are the city, where it was summed, and else parts of it. */
void indicators_join_districts(struct protect *p, const struct table *t, size_t row, const char *what, size_t q);
/* So, and genders and, with `has_parts`, categories parts of all. */
void indicators_join(struct protect *p, const struct table *t, size_t row, const char *what, bool has_parts, size_t q);
/* The city less the district; both are in the links by then. */
void indicators_join_rest(struct protect *p, const struct table *t, size_t row, const char *what, size_t q);

/* ---- indicators_rests.c ---- */

/* Puts what is left of a whole into its relation; `q`, which is in it, counts the same. */
void indicators_join_left(struct protect *p, size_t q, const char *relation);
/* Puts a whole, or a part of it, into a relation in which parts that no row tells of may be there too. */
void indicators_join_parts(struct protect *p, size_t q, bool whole, const char *relation);

#endif
