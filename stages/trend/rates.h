/* rates.h - the rows of rates.csv that the stage tests: the headline of one population and one basis, year by year.
 */
#ifndef STAGE_TREND_RATES_H
#define STAGE_TREND_RATES_H

#include "pipeline/base/settings.h"
#include "pipeline/publish/timeline.h"
#include "pipeline/table/table.h"

/* What of rates.csv is tested. Periods whose person-years were made in another way than those of most years of the city
 * are left out: their rates differ for that reason too. So do years before or after a change of the definition, or of
 * who is counted: no development is fitted across one. */
struct rates {
    const struct table *table;
    const char *exposure_basis;   /* of most years, of the latest where as many have another; NULL: there is no year */
    const char *population;       /* permanent where rates.csv has it */
    double first_year, last_year; /* -Inf, Inf where all are taken */
    const struct timeline *changes; /* of the measurement */
    int run;                        /* of comparable years, likewise that of most years: see timeline.h */
    int base;                       /* numbers of persons are taken as multiples of it; 0: as they are */
};
/* Where what is published is rounded to `base`, what is tested is: a test of numbers that nobody sees would tell of
 * them. */
struct rates rates_choose(const struct table *table, const struct settings *settings, const struct timeline *changes,
                          int base);

/* Person-years too are rounded where they are made of numbers of persons, and not of days. */
double rates_exits(const struct rates *rates, size_t row);
double rates_person_years(const struct rates *rates, size_t row);

/* What a row is asked for; all texts, `definition` among them. */
struct rates_key {
    const char *grouping, *definition, *district, *occupation, *cause; /* district NULL: any; occupation NULL: any */
};
/* The year of a row that is one year of the group, with a count and something to divide by; NaN for any other row.
 * Other definitions than the headline have a basis of their own. */
double rates_year(const struct rates *rates, size_t row, const struct rates_key *key);

extern const char RATES_HEADLINE[];

#endif
