/* units.h - districts beside each other, year by year, and what they say of ordinary chance. */
#ifndef STAGE_TREND_UNITS_H
#define STAGE_TREND_UNITS_H

#include "pipeline/statistics/trend_dispersion.h"
#include "stages/trend/rates.h"

/* n districts by n_years, district by district; NaN where a district has no such year. `whole`: the city, or the
 * occupation in the city, in the same years. Everything is the units' own but the names. */
struct units {
    size_t n, n_years;
    const char **names;
    double *years, *events, *person_years;
    double *whole_events, *whole_person_years;
    double *numbers;
};

/* The rows of a grouping by district (district, or district_occupation with an occupation). Years are those of the
 * whole. */
void units_read(const struct rates *rates, const char *grouping, const char *occupation, struct units *out);
void units_free(struct units *u);

/* Rounded to one decimal. It is published, and made of the counts of districts that are all published themselves
 * (assess_begin): rounding alone would leave few of the counts that others could have had. */
void units_dispersion(const struct units *u, struct trend_unit_dispersion *out);

/* How much chance in the rest of the city adds to the dispersion of a district held against it, a factor; see
 * trend_relative.h. */
double units_relative(const struct units *u, size_t district);

#endif
