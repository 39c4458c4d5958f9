/* tables.h - rows of breaks.csv, verdicts.csv and fits.csv from what the tests found. */
#ifndef STAGE_TREND_TABLES_H
#define STAGE_TREND_TABLES_H

#include "pipeline/table/rows.h"
#include "stages/trend/assess.h"

#define TABLES_LEVEL 0.95

/* One row a named year: what the report may say. */
void tables_verdicts(struct rows *rows, const struct analysis *a, size_t series);

/* Every period of the series times every shape. */
void tables_breaks(struct rows *rows, const struct analysis *a, size_t series);

/* Every year of the series: observed, the development without a deviation, and with the first named year's deviation:
 * what was expected without it, and what each shape makes of it. Months have none. */
void tables_fits(struct rows *rows, const struct analysis *a, size_t series);

/* The columns that name the series and the period, in a row begun here. */
void tables_begin(struct rows *rows, const struct series *s, const char *period);
/* A computed number: ten digits, for the last ones of a double depend on how the machine computes exp(), and the same
 * delivery gives the same bytes anywhere. */
void tables_put(struct rows *rows, const char *column, double value);

#endif
