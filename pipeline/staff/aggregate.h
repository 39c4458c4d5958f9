/* aggregate.h - deliveries of finished counts (counts.csv) as groups: city, districts, occupations, both.
 *
 * Units become today's units. Where a row for the whole city is given (its unit empty, or `staden`, `hela staden`,
 * `all`, `alla`, `totalt`), that is the city, else the sum of the units; an occupation that is empty or one of these
 * words stands for all of them. A sum with a missing part is missing. Balances are not asserted: official statistics do
 * not balance. */
#ifndef STAFF_AGGREGATE_H
#define STAFF_AGGREGATE_H

#include "pipeline/base/fault.h"
#include "pipeline/staff/grouping.h"
#include "pipeline/staff/organisation.h"

enum aggregate_figure {
    AGGREGATE_STOCK_OPEN,
    AGGREGATE_STOCK_CLOSE,
    AGGREGATE_HIRES,
    AGGREGATE_EXITS,
    AGGREGATE_PERSON_YEARS,
    N_AGGREGATE_FIGURES
};

/* One group in one period; texts are the aggregates'. "" where the grouping does not split by it. */
struct aggregate {
    enum grouping_id grouping; /* city, district, occupation, district_occupation */
    const char *period, *district, *occupation;
    int32_t start, last;                /* days, both in the period */
    double figure[N_AGGREGATE_FIGURES]; /* NaN: missing */
    bool in_year;                       /* a month beside years: of flows, not of rates */
    const char *exposure_basis;         /* given, mean_of_stocks, closing_stock, none: the weakest of its parts */
};

struct aggregates {
    struct aggregate *items; /* every group of every period */
    size_t n, capacity;
    bool has[N_AGGREGATE_FIGURES]; /* the figure is there in some row */
    struct table *table;           /* owns the texts */
    struct dictionary *texts;
    struct dictionary *groups; /* numbers the items */
};

/* Reads counts.csv; no rows is no failure. */
bool aggregates_read(const char *path, const struct organisation *organisation, struct aggregates *out,
                     struct fault *f);
void aggregates_free(struct aggregates *a);

/* Twelve months of a group become their calendar year, where the year is not given itself: flows and person-years are
 * added up, stocks are those of January and December. Where there is any such year all months stand beside years. */
void aggregates_years(struct aggregates *a);

/* Exits and person-years of a district and occupation over the calendar years first..last, under the label 2016-2018,
 * added to the items; nothing where a year is missing. */
void aggregates_pool(struct aggregates *a, int first_year, int last_year);

#endif
