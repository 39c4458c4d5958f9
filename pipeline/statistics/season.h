/* season.h - what comes back every year, as further columns of a null (trend_shape.h). */
#ifndef STATISTICS_SEASON_H
#define STATISTICS_SEASON_H

#include <stddef.h>

/* Columns n x *n_columns, row by row, the caller's to free(): two harmonics of the year (sin and cos of one and of two
 * turns), or, from seven years on, a level for each period of the year but that of the first row. per_year at least 5;
 * otherwise NULL and no columns. */
double *season_columns(size_t n, size_t per_year, size_t *n_columns);

#endif
