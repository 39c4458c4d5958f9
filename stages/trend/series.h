/* series.h - the annual series of exits and person-years that the stage tests, out of rates.csv. */
#ifndef STAGE_TREND_SERIES_H
#define STAGE_TREND_SERIES_H

#include "pipeline/base/settings.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_shape.h"
#include "pipeline/table/table.h"

enum { SERIES_YEAR_SIZE = 8 };

/* The headline, one row a year: exits from the city, all causes. A year without person-years is not in the series. */
struct series {
    const char *family;       /* primary | occupation */
    const char *district;     /* all; borrowed from the table of rates, as the others */
    const char *occupation;   /* all, or a code */
    struct trend_series data; /* n years, in order; its arrays are the series' own */
    double *numbers;
};

struct series_list {
    struct series *items;
    size_t n, capacity;
};

/* What of rates.csv is tested. Years whose person-years were made in another way than those of most years of the city
 * are left out: their rates differ for that reason too. */
struct series_choice {
    const char *exposure_basis;   /* of most years, of the latest where as many have another; NULL: there is no year */
    const char *population;       /* permanent where rates.csv has it */
    double first_year, last_year; /* -Inf, Inf where all are taken */
};
struct series_choice series_choose(const struct table *rates, const struct settings *settings);

/* The city, then each occupation; the caller's, to series_free(). A series without a year is left out. */
void series_collect(const struct table *rates, const struct series_choice *choice, struct series_list *out);
void series_free(struct series_list *list);

/* Dispersion between districts, of the same definition, population and years. */
void series_unit_dispersion(const struct table *rates, const struct series_choice *choice,
                            struct trend_unit_dispersion *out);

/* The index of the year in the series; n where it is not there. */
size_t series_find(const struct series *s, double year);
void series_year(const struct series *s, size_t at, char text[SERIES_YEAR_SIZE]);

#endif
