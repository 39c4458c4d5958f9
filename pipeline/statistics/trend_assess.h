/* trend_assess.h - everything that is asked of one series and one date: dispersion, search, date set, smallest
 * detectable change, shape, and the two checks that may lower the verdict. trend_verdict.h turns it into words, after
 * adjustment over a family. */
#ifndef STATISTICS_TREND_ASSESS_H
#define STATISTICS_TREND_ASSESS_H

#include "pipeline/statistics/trend_shape.h"
#include "pipeline/statistics/trend_verdict.h"

#include <stdint.h>

/* What is known of ordinary good and bad years. */
enum trend_year_shocks {
    TREND_YEARS_ESTIMATED, /* tau from the series where it is long enough, else ordinary_year_sd */
    TREND_YEARS_GIVEN,     /* ordinary_year_sd, whatever the series says: months, of which the years gave it */
    TREND_YEARS_CANCEL,    /* none: the series is relative to others that have them too */
};

struct trend_assess_options {
    double unit_dispersion;  /* trend_dispersion_units; NaN: unknown, counts as 1 */
    double ordinary_year_sd; /* tau where the series is too short to estimate it */
    double
        smallest_change; /* per 100 person-years: the question is answerable if such a change would probably be seen */
    bool before_data;    /* which p the limit of tau concerns */
    size_t replicates;
    const char *series; /* names the stream of random numbers */
    uint64_t seed;
    enum trend_year_shocks year_shocks;
    size_t stop_after; /* as in trend_bootstrap_options */
    bool unchecked;    /* no check by a quadratic development and by a window */
};

struct trend_chance {
    double mean_events; /* a year */
    double year_sd;     /* tau used */
    bool year_sd_estimated;
    double dispersion; /* phi used; of months not below that of their own residuals */
};

struct trend_assessment {
    enum trend_reason reason; /* TREND_IDENTIFIED: the question can be answered */
    struct trend_chance chance;
    double year_sd_limit;       /* tau at which p passes .05 */
    double smallest_detectable; /* per 100 person-years, at 80 % power, one year's deviation at the date */
    struct trend_evidence evidence, quadratic, windowed;
    bool has_quadratic, has_windowed;
    size_t replicates;
    bool *in_set;   /* n: date set */
    double *weight; /* n: weight as date of a break; with weight_none adds to 1 */
    double weight_none;
    struct trend_shape_evidence shapes;
    enum trend_shape shape; /* with the largest LR at the date, where any is identified */
    double direction;       /* 1 up, -1 down, NaN where no shape is identified */
};

/* How much the series varies by chance where the date is the one asked about. */
struct trend_chance trend_assess_chance(const struct trend_series *series, size_t at,
                                        const struct trend_assess_options *options);

/* Always fills *out, to be given to trend_assessment_free(). `at` = n or more: no such period. Whatever cannot be had
 * is NaN, false or 0. */
void trend_assess(const struct trend_series *series, size_t at, const struct trend_assess_options *options,
                  struct trend_assessment *out);
void trend_assessment_free(struct trend_assessment *a);

#endif
