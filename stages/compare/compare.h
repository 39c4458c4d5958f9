/* compare.h - what the rooms of the stage share: the city by year, split in several ways, and how a table is written.
 *
 * Rates are exits from the city per 100 person-years, the headline. A cell is what is known of one group in one period:
 * a group that was not there has neither events nor person-years; a group whose numbers are not shown (below the wall)
 * has events NaN. Numbers about several groups together are made of those that are known, and say how many were left
 * out; so what stands in public tables rests on public numbers alone. */
#ifndef STAGE_COMPARE_H
#define STAGE_COMPARE_H

#include "pipeline/base/fault.h"
#include "pipeline/publish/timeline.h"
#include "pipeline/table/rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMPARE_DEFINITION "T17"

/* In a column of groups: the city, and what the groups that are known leave of it. */
#define COMPARE_ALL "all"
#define COMPARE_REST "rest"

/* Two-sided confidence, and the level of adjusted p-values. */
#define COMPARE_CONFIDENCE 0.95
#define COMPARE_LEVEL 0.05

struct period {
    const char *label;   /* 2019 or 2018-11-01--2019-10-31 */
    int32_t first, last; /* days */
    int year;            /* calendar year of the last day: the one that report.ini names */
};

struct cell {
    double events, years;
};

enum dimension {
    DIMENSION_CITY,
    DIMENSION_DISTRICT,
    DIMENSION_OCCUPATION,
    DIMENSION_OPERATION,
    DIMENSION_GENDER,
    DIMENSION_AGE,
    DIMENSION_TENURE,
    N_DIMENSIONS
};

/* The groups of one way to split the city, in the order of their names. The city itself is the one group `all`. */
struct split {
    size_t n;
    const char **names;
    struct cell *cells; /* [unit * n_periods + period] */
    const char **bases; /* of the person-years, likewise; "" where it is not said, or nobody was there */
};

struct city {
    size_t n_periods;
    const struct timeline *changes; /* of the measurement; NULL: none is known */
    struct period *periods;         /* single years, in order of time; those that the city has */
    struct split splits[N_DIMENSIONS];
    double least_count,
        least_group; /* a rest of fewer exits, but some, or of fewer person-years is not named; 0: any */
    struct dictionary *names, *labels; /* own the texts */
};

/* From rates.csv, or from city.csv and districts.csv of the folder of public tables. On success *out is the caller's,
 * to city_free(). A table without the headline is no failure: there are then no periods. */
bool city_read_rates(const char *path, struct city *out, struct fault *f);
bool city_read_public(const char *directory, struct city *out, struct fault *f);
void city_free(struct city *c);

const char *dimension_word(enum dimension d);

/* One group over the periods from..to, the last included. */
struct cell city_sum(const struct city *c, enum dimension d, size_t unit, size_t from, size_t to);
struct cell city_total(const struct city *c, size_t from, size_t to);

/* False where the person-years of the two periods were not made in the same way, or what is measured, or who is
 * counted, was changed between them: a difference between the rates is then no change. */
bool city_same_basis(const struct city *c, enum dimension d, size_t unit, size_t one, size_t other);

static inline bool cell_is_known(struct cell cell)
{
    return cell.events == cell.events && cell.years == cell.years; /* no NaN */
}

/* Known, and somebody was there. */
static inline bool cell_has_staff(struct cell cell)
{
    return cell_is_known(cell) && cell.years > 0;
}

/* What the groups leave of the city: those that are not known, together. False where the groups have more than the
 * city, as headcounts that count a person in two places may; the difference is then nobody. */
bool city_rest(struct cell city, struct cell groups, struct cell *rest);

/* True where any person is meant by the rest, and not the rounding of a sum. */
bool cell_is_somebody(struct cell rest, struct cell city);

/* False where the rest is so small that it may be one of the numbers that are not shown. */
bool city_may_show(const struct city *c, struct cell rest);

/* Of one table: the rows, with their definition. */
void row_begin(struct rows *rows);
/* A computed number, with 10 digits: the last ones of a double depend on how the machine computes exp(), and the same
 * delivery gives the same bytes anywhere. Exits and person-years stand as they came, parts as parts.h made them. */
void row_number(struct rows *rows, const char *column, double value);
void row_interval(struct rows *rows, const char *lower, const char *upper, double low, double high, double factor);

/* Each fills its tables. `first` and `last` of heterogeneity are the years of report.ini, 0 where not given. */
void compare_funnel(const struct city *c, size_t pooled_years, struct rows *funnel, struct rows *spread);
void compare_changes(const struct city *c, struct rows *changes, struct rows *counts);
/* How much the city varies by chance where a named year is the one asked about, as trend found it: see trend_assess.h.
 */
struct compare_chance {
    double dispersion, year_sd;
};
struct compare_trend {
    int *named_years;
    struct compare_chance *chance; /* n_named; NaN: trend has none of it */
    size_t n_named;
    int first_year, last_year;
};
/* From the section [trend] and trend's verdicts.csv, or the public one. On success *out is the caller's, to
 * compare_trend_free(), which takes one that is all 0. */
bool compare_trend_read(const char *settings_path, const char *verdicts_path, bool is_public, struct compare_trend *out,
                        struct fault *f);
void compare_trend_free(struct compare_trend *t);
void compare_heterogeneity(const struct city *c, const struct compare_trend *trend, struct rows *heterogeneity,
                           struct rows *effects);
void compare_decomposition(const struct city *c, struct rows *decomposition);

/* Variation of the districts' exits beyond chance, from all years (trend_dispersion.h): at least 1, and 1 where the
 * years are too few to tell. */
double compare_dispersion(const struct city *c, enum dimension d);

#endif
