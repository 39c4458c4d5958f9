/* tables.h - rows of breaks.csv, verdicts.csv and fits.csv from what the tests found. */
#ifndef STAGE_TREND_TABLES_H
#define STAGE_TREND_TABLES_H

#include "pipeline/statistics/trend_assess.h"
#include "pipeline/table/rows.h"
#include "stages/trend/series.h"

#define TABLES_LEVEL 0.95

/* Evidence on one series and one named year, and the words for it. */
struct verdict {
    const struct series *series;
    double year;
    size_t at; /* n of the series: the year is not in it */
    struct trend_assessment assessment;
    enum trend_grade grade;
    bool lowered;
};

/* One row: what the report may say. unit_dispersion NaN: unknown. */
void tables_verdict(struct rows *rows, const struct verdict *v, double unit_dispersion);

/* Every year of the series times every shape. phi[n]: dispersion a year; named[n]: years named in report.ini. */
void tables_breaks(struct rows *rows, const struct series *s, const double *phi, const bool *named);

/* Every year of the series: observed, the development without a deviation, and what was expected without the deviation
 * of the named year in *v (NULL: no year is named), as its best shape has it. */
void tables_fits(struct rows *rows, const struct series *s, const struct verdict *v);

#endif
