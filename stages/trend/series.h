/* series.h - the series that the stage tests: exits and person-years, year by year or month by month.
 *
 *   primary      the city                              years, months
 *   occupation   each occupation                       years, months
 *   cause        each cause of exit, in the city       years
 *   district     each district against the rest        years
 */
#ifndef STAGE_TREND_SERIES_H
#define STAGE_TREND_SERIES_H

#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_shape.h"
#include "stages/trend/rates.h"

enum { SERIES_PERIOD_SIZE = 16 }; /* 2019, 2019-03 */

/* A period without person-years is not in the series. */
struct series {
    const char *family;
    const char *district, *occupation, *cause; /* all, or whose it is; borrowed from the tables, as the other texts */
    const char *grain;                         /* annual | monthly */
    struct trend_series data;                  /* n periods, in order; its arrays are the series' own */
    double *numbers, *season;
    const double *person_years; /* n, the group's own: data's, or its `staff` for a district */
    double relative;            /* of a district: factor of the dispersion for chance in the rest of the city; else 1 */
    size_t annual;              /* of months: the place in the list of the years of the same group */
};

struct series_list {
    struct series *items;
    size_t n, capacity;
};
void series_free(struct series_list *list);

/* All series of years: the city, occupations, causes, districts; the caller's, to series_free(). A series without a
 * year is left out. */
void series_collect(const struct rates *rates, struct series_list *out);
/* Adds the months (flows.csv) of each city's and occupation's years: those where every month of every year of the
 * series is there, with person-days. */
void series_add_months(struct series_list *list, const struct table *flows);

/* Adds a series of years whose numbers the caller has: time, events, exposure, staff (staff may be NULL), copied. A
 * period without exposure is left out. NULL where none is left. */
struct series *series_add(struct series_list *list, const struct series *like, size_t n, const double *time,
                          const double *events, const double *exposure, const double *staff);

/* The index of the period; n where it is not there. */
size_t series_find(const struct series *s, double time);
void series_period(const struct series *s, size_t at, char text[SERIES_PERIOD_SIZE]);

#endif
