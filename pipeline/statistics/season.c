#include "pipeline/statistics/season.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdbool.h>

enum { HARMONICS = 2, LONG_YEARS = 7 };

double *season_columns(size_t n, size_t per_year, size_t *n_columns)
{
    bool is_long = n >= LONG_YEARS * per_year;
    double *season;

    *n_columns = 0;
    if (per_year <= 2 * HARMONICS)
        return NULL;
    *n_columns = is_long ? per_year - 1 : 2 * HARMONICS;
    season = memory_zeroed(n * *n_columns, sizeof *season);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < *n_columns; j++) {
            double angle = 2 * M_PI * (double) (1 + j / 2) * (double) (i % per_year) / (double) per_year;

            season[i * *n_columns + j] = is_long ? i % per_year == j + 1 : j % 2 == 0 ? sin(angle) : cos(angle);
        }
    return season;
}
