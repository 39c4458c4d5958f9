/* grouping.h - the groups in which staff are counted: the city, its districts, occupations, and so on.
 *
 * A cell is one combination of all six attributes; a grouping splits the population by some of them, and each cell
 * belongs to one group of every grouping. What is an event depends on the grouping: a change of an attribute by which
 * it does not split is none. Cells and groups are numbered from 0 in the order in which they are first seen. */
#ifndef STAFF_GROUPING_H
#define STAFF_GROUPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum attribute {
    ATTRIBUTE_DISTRICT, /* number in a dictionary of today's units */
    ATTRIBUTE_OCCUPATION,
    ATTRIBUTE_OPERATION,
    ATTRIBUTE_GENDER, /* enum staff_gender */
    ATTRIBUTE_AGE,    /* band */
    ATTRIBUTE_TENURE, /* band */
    N_ATTRIBUTES
};

enum { ATTRIBUTE_ALL = UINT16_MAX }; /* in a group's key: the grouping does not split by it */

struct cell_key {
    uint16_t attribute[N_ATTRIBUTES];
};

enum grouping_id {
    GROUPING_CITY,
    GROUPING_DISTRICT,
    GROUPING_OCCUPATION,
    GROUPING_DISTRICT_OCCUPATION,
    GROUPING_OPERATION,
    GROUPING_GENDER,
    GROUPING_AGE,
    GROUPING_TENURE,
    GROUPING_OCCUPATION_OPERATION,
    GROUPING_OCCUPATION_GENDER,
    GROUPING_OCCUPATION_AGE,
    GROUPING_OCCUPATION_TENURE,
    N_GROUPINGS,
    GROUPING_CELL = N_GROUPINGS /* all attributes: each cell is its own group */
};

struct grouping {
    const char *name;     /* in flows.csv and rates.csv */
    unsigned splits;      /* bit a: by attribute a */
    bool all_definitions; /* not the headline alone */
    const char *by_cause; /* name of the grouping that splits its exits by cause; NULL: there is none */
};

const struct grouping *grouping_of(enum grouping_id id);

static inline bool grouping_splits_by(const struct grouping *g, enum attribute a)
{
    return (g->splits >> a & 1u) != 0;
}

/* A change of band alone: of age, of time employed, of both on one day. */
enum passing { PASSING_NONE, PASSING_AGE, PASSING_TENURE, PASSING_BOTH, N_PASSINGS };

struct cells;

struct cells *cells_new(void); /* the caller's, to cells_free() */
void cells_free(struct cells *c);

/* The number of the cell, new or old. */
uint32_t cells_number(struct cells *c, const struct cell_key *key);
/* The post of a cell, numbered from 0: what does not pass by itself, all but age and time employed. And its first cell.
 */
uint32_t cells_post(const struct cells *c, uint32_t cell);
uint32_t cells_post_cell(const struct cells *c, uint32_t post);
/* The post of a key, new or old; and the cell of a key, new or old, of which the post is known. */
uint32_t cells_post_number(struct cells *c, const struct cell_key *key);
uint32_t cells_number_in_post(struct cells *c, uint32_t post, const struct cell_key *key);
size_t cells_count(const struct cells *c);
const struct cell_key *cells_key(const struct cells *c, uint32_t cell);

/* The group of a cell; GROUPING_CELL: the cell. */
uint32_t cells_group(const struct cells *c, enum grouping_id id, uint32_t cell);
size_t cells_groups(const struct cells *c, enum grouping_id id);
/* Attributes of a group; ATTRIBUTE_ALL where the grouping does not split. */
const struct cell_key *cells_group_key(const struct cells *c, enum grouping_id id, uint32_t group);

#endif
