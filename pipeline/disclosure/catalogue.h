/* catalogue.h - what is published: which groupings of rates.csv reach which public table, and nothing else does.
 *
 * The fixed list of architecture 3: for the city year × occupation × one of operation, gender, age, tenure, cause;
 * below the city year × district, and district × occupation over plan periods; the headline definition in all of them,
 * the others for city × occupation only. */
#ifndef DISCLOSURE_CATALOGUE_H
#define DISCLOSURE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#define CATALOGUE_HEADLINE "T17"

enum catalogue_table { CATALOGUE_CITY, CATALOGUE_DEFINITIONS, CATALOGUE_DISTRICTS, CATALOGUE_DISTRICT_OCCUPATION };

struct catalogue_entry {
    enum catalogue_table table;
    const char *grouping;        /* of rates.csv */
    const char *dimension;       /* word of the public table's column `dimension` */
    const char *category_column; /* column of rates.csv that names the category; NULL: all */
};

/* The entries of one table; NULL and 0 are never returned. */
const struct catalogue_entry *catalogue_entries(size_t *n);

/* Of a small city only the first of two divisions is told: its occupations as wholes, by the headline definition, and
 * no causes, kinds of staff or other definitions for each; withheld cell by cell, such tables would be holes. */
bool catalogue_is_detail(const struct catalogue_entry *entry);

/* True where a row of rates.csv with this grouping, definition and period may stand in `table`. */
bool catalogue_publishes(const struct catalogue_entry *entry, const char *grouping, const char *definition,
                         const char *period);

/* A period of several years, like 2016-2018. */
bool catalogue_is_pooled(const char *period);

#endif
