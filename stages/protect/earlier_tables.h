/* earlier_tables.h - the numbers of one earlier report, found by table, key and column. */
#ifndef STAGE_PROTECT_EARLIER_TABLES_H
#define STAGE_PROTECT_EARLIER_TABLES_H

#include "pipeline/base/fault.h"
#include "pipeline/publish/rounded.h"
#include "pipeline/table/table.h"

#include <stdbool.h>
#include <stddef.h>

enum told { TOLD_NOTHING, TOLD_WITHHELD, TOLD_NUMBER };

struct earlier_tables;

/* Reads the public tables of `folder`, those that are there. The caller frees, also after a failure. */
bool earlier_tables_read(const char *folder, struct earlier_tables **out, struct fault *f);
void earlier_tables_free(struct earlier_tables *t);

/* What the report told of one number; *value is set where it told it. `key` is the key columns joined by |. */
enum told earlier_tables_find(const struct earlier_tables *t, const char *table, const char *key, const char *column,
                              double *value);

/* The same, where counts may have been rounded: *value is what lies nearest to `now` of all that the number may have
 * been, and so `now` itself where nothing shows that it is another. */
enum told earlier_tables_find_near(const struct earlier_tables *t, const char *table, const char *key,
                                   const char *column, double now, double *value);
/* Which counts of the report are rounded; NULL: none. */
const struct rounded *earlier_tables_rounded(const struct earlier_tables *t);

/* The report has a table of the categories of that period, occupation and dimension, joined by |: what is not in it was
 * none. */
bool earlier_tables_has_split(const struct earlier_tables *t, const char *key);

/* The last calendar year that the report tells of; 0: none. */
int earlier_tables_last_year(const struct earlier_tables *t);

/* city.csv, for those who look for its occupations; NULL where the report has none. */
const struct table *earlier_tables_city(const struct earlier_tables *t);
/* districts.csv, for those who look for the districts of a year, district_occupation.csv and public_retention.csv, for
 * those who look for its plan periods and years of hiring; NULL where the report has none. */
const struct table *earlier_tables_districts(const struct earlier_tables *t);
const struct table *earlier_tables_plans(const struct earlier_tables *t);
const struct table *earlier_tables_stays(const struct earlier_tables *t);
/* public_indicators.csv and public_distributions.csv, likewise. */
const struct table *earlier_tables_indicators(const struct earlier_tables *t);
const struct table *earlier_tables_answers(const struct earlier_tables *t);

#endif
