/* assess.h - what is found of every series and named year, and the word for it where its family has words. */
#ifndef STAGE_TREND_ASSESS_H
#define STAGE_TREND_ASSESS_H

#include "pipeline/base/settings.h"
#include "pipeline/statistics/trend_assess.h"
#include "stages/trend/series.h"

/* Evidence on one series and one named year. */
struct verdict {
    const struct series *series;
    double year;
    size_t at; /* n of the series: the year is not in it */
    struct trend_assessment assessment;
    bool year_sd_estimated; /* of months: the years' */
    bool has_word;          /* the families primary, occupation and district, of years; else numbers alone */
    enum trend_grade grade;
    bool lowered;
};

/* One analysis: the series, the years to be tested, and a verdict for each pair, by series, then year. */
struct analysis {
    struct series_list series;
    const struct table *shown; /* borrowed; NULL: every series is told */
    double *years;             /* named, ascending, each once */
    size_t n_years;
    struct verdict *verdicts;
    struct trend_unit_dispersion units;
    struct trend_assess_options options; /* of the city's years */
    size_t monthly_replicates, n_threads;
};

/* Fills series, years and options from rates.csv, flows.csv and settings. `shown` is shown_series.csv: what is
 * estimated over several series at once, the dispersion of districts and adjustments over a family, is estimated from
 * those that are told in all of their years, for else it would tell of the others. */
void assess_begin(struct analysis *a, const struct rates *rates, const struct table *flows, const struct table *shown,
                  const struct settings *settings);
/* Tests every pair, in n_threads threads, adjusts p-values over families, and decides the words. */
void assess(struct analysis *a);
void assess_free(struct analysis *a);

/* The dispersion of a series where the period at `at` is the one asked about. */
double assess_dispersion(const struct analysis *a, const struct series *s, size_t at);

/* The first named year that is in the series; NULL: none. */
const struct verdict *assess_shown(const struct analysis *a, size_t series);

#endif
