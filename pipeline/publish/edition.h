/* edition.h - the public tables and the frame of one report, as the stages below the wall read them.
 *
 * An edition knows which periods, occupations and districts are published, in the order in which readers meet them,
 * which two periods are compared, and how to find a cell. It owns its tables; what it gives out is borrowed until
 * edition_free. */
#ifndef PUBLISH_EDITION_H
#define PUBLISH_EDITION_H

#include "pipeline/base/settings.h"
#include "pipeline/table/table.h"

#include <stdint.h>

#define EDITION_HEADLINE "T17"
#define EDITION_ALL "all"

enum edition_table {
    EDITION_CITY,
    EDITION_DEFINITIONS,
    EDITION_DISTRICTS,
    EDITION_DISTRICT_OCCUPATION,
    EDITION_BALANCE,
    EDITION_BREAKS,
    EDITION_VERDICTS,
    EDITION_FITS,
    EDITION_ROBUSTNESS,
    EDITION_FUNNEL,
    EDITION_SPREAD,
    EDITION_CHANGES,
    EDITION_CHANGE_COUNTS,
    EDITION_HETEROGENEITY,
    EDITION_UNIT_EFFECTS,
    EDITION_DECOMPOSITION,
    EDITION_SURVIVAL,
    EDITION_RETENTION,
    EDITION_RETENTION_CAUSE,
    EDITION_MEDIAN_STAY,
    EDITION_RETENTION_TESTS,
    EDITION_TENURE_RATES,
    EDITION_INTAKE,
    EDITION_REJECTS,
    EDITION_CHECKS,
    EDITION_WITHHELD,
    EDITION_N_TABLES,
};

struct names {
    const char **items;
    size_t n;
};

struct edition {
    struct table *tables[EDITION_N_TABLES];
    struct names periods;     /* of the city's headline series, in order of time */
    struct names occupations; /* largest first in the compared period, without "all" */
    struct names districts;   /* in the alphabet's order, without "all" */
    size_t *district_rows;    /* the districts' headline rows, by district and period, for edition_district */
    size_t n_district_rows;
    const char *base;      /* the period compared with; NULL where nothing is published */
    const char *compare;   /* the period that is compared; may be the same as base */
    bool base_replaced;    /* base_year of report.ini has no published period, so the first one stands in */
    bool compare_replaced; /* likewise, the last one stands in */
};

/* A rate as it is published. Numbers are NaN where they are not shown. */
struct edition_rate {
    bool found;    /* there is such a row */
    bool withheld; /* the rate is not shown out of regard for individuals */
    bool shown;    /* the rate is a number */
    bool preliminary;
    double exits, person_years, rate, lower, upper;
    const char *exposure_basis; /* what the person-years are; "" where the table does not say */
};

/* Reads every public table of `directory`. `report` holds section [report]; it is only read here. On failure *out is
 * empty and need not be freed. */
bool edition_read(const char *directory, const struct settings *report, struct edition *out, struct fault *f);
void edition_free(struct edition *e);

/* The first row at or after `from` whose columns hold these words; table_rows() where there is none. The words are
 * pairs column, word, ... ended by NULL. */
size_t edition_find(const struct table *t, size_t from, ...) __attribute__((sentinel));

struct edition_rate edition_city(const struct edition *e, const char *period, const char *occupation,
                                 const char *dimension, const char *category);
struct edition_rate edition_district(const struct edition *e, const char *period, const char *district);
/* Both are found, and their person-years were not made in the same way: a difference between them is no change. */
bool edition_bases_differ(const struct edition_rate *one, const struct edition_rate *other);
/* The same of any row of a table with the columns of a rate. */
struct edition_rate edition_rate_of(const struct table *t, size_t row);

/* The row of the longest period that ends with the one compared, since some years together say more than that year
 * alone: of a table with the column period, and of one district where `district` is not NULL. table_rows() where there
 * is none. */
size_t edition_longest(const struct edition *e, enum edition_table which, const char *district);

/* The distinct words of a column among the rows where `where` holds `is` (NULL: all rows), sorted by the alphabet; the
 * caller frees .items, not the texts. */
struct names edition_names(const struct table *t, const char *column, const char *where, const char *is);

/* The index of a period in e->periods; n where it is not there. */
size_t edition_period(const struct edition *e, const char *period);

#endif
