/* trend_shape.h - the three readings of "a break in 2019", and when data can tell them apart.
 *
 * Against a log-linear development log rate_t = a + b t (plus season; or another null), a candidate is a date and a
 * shape:
 *
 *   pulse  P(t) = 1[t is in the year that begins at the date]   one deviating year, the development goes on
 *   step   S(t) = 1[t >= date]                                   a new level, the same slope
 *   slope  R(t) = max(0, t - date + 1 period)                    a new direction, in years
 *
 * **The date is always the first period of the new regime** (strucchange and changepoint name the last of the old one).
 * Where a year lasts to the end of the series, pulse and step are one model: it is called the pulse. */
#ifndef STATISTICS_TREND_SHAPE_H
#define STATISTICS_TREND_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum trend_shape { TREND_PULSE, TREND_STEP, TREND_SLOPE, TREND_SHAPES };

/* How the rate develops where nothing happens: the null. */
enum trend_development { TREND_LINEAR, TREND_CONSTANT, TREND_QUADRATIC };

/* A series is borrowed arrays; periods are in order of time. */
struct trend_series {
    size_t n;
    const double *time; /* in years: 2016, 2017 ... or, monthly, 2016, 2016 + 1/12 ... */
    const double *events;
    const double *person_years; /* > 0 */
    size_t per_year;            /* periods a year: 1 or 12 */
    const double *season;       /* n x n_season, row by row: further columns of the null; NULL where n_season is 0 */
    size_t n_season;
    enum trend_development development;
    const double *staff; /* what "per 100" is over where person_years hold something else, such as the exits expected at
                          * the rate of others; NULL: person_years themselves */
};

/* How many periods a candidate needs. The default: pulse 4 years in all; step 3 years before and 1
 * from the date on; slope 3 years before and 2 from the date on. */
struct trend_rule {
    bool shape[TREND_SHAPES];
    size_t least_periods;
    size_t least_before;
    size_t least_from_step, least_from_slope;
};
struct trend_rule trend_rule_default(size_t per_year);

enum trend_reason {
    TREND_IDENTIFIED,
    TREND_NO_SUCH_PERIOD,
    TREND_TOO_FEW_PERIODS,
    TREND_TOO_FEW_BEFORE,
    TREND_TOO_FEW_AFTER,
    TREND_SAME_AS_PULSE,
    TREND_NOT_TRIED,        /* the rule leaves the shape out */
    TREND_NOT_IDENTIFIED,   /* the columns of the null already say it */
    TREND_TOO_FEW_EVENTS,   /* fewer than 5 in the whole series: no p-value */
    TREND_CHANGE_TOO_LARGE, /* only changes larger than asked for would be seen */
};
/* "too_few_periods" and so on; "" for TREND_IDENTIFIED. */
const char *trend_reason_word(enum trend_reason reason);
const char *trend_shape_word(enum trend_shape shape);

/* Whether the candidate at index `at` is one to be fitted in a series of n periods. */
enum trend_reason trend_shape_identified(const struct trend_rule *rule, size_t n, size_t per_year, size_t at,
                                         enum trend_shape shape);

struct trend_candidate {
    size_t at; /* index of the first period of the new regime */
    enum trend_shape shape;
};
/* Writes all candidates by date, then shape; room for n * TREND_SHAPES. Returns how many. */
size_t trend_shape_candidates(const struct trend_rule *rule, size_t n, size_t per_year, struct trend_candidate *out);

/* column[n] of the shape. */
void trend_shape_column(const struct trend_series *series, struct trend_candidate candidate, double *column);

/* Of n_candidates with their columns z (n each, one after the other), drops those whose column the columns of the null
 * (n x p, row by row) already span, to 1e-6 of its length. Returns how many are left. */
size_t trend_shape_drop_spanned(const double *null, size_t n, size_t p, struct trend_candidate *candidates, double *z,
                                size_t n_candidates);

/* The columns of the null, and of the null with one candidate (NULL: none) last: a design for poisson_model, n x *p row
 * by row, the caller's to free(). Time is centred at its mean; TREND_CONSTANT leaves it out, TREND_QUADRATIC adds its
 * square. */
double *trend_shape_design(const struct trend_series *series, const struct trend_candidate *candidate, size_t *p);

#endif
