/* series_columns.h - one series of counts with person-time, in order of time, as the methods on breaks take it. */
#ifndef STAT_SERIES_COLUMNS_H
#define STAT_SERIES_COLUMNS_H

#include "pipeline/statistics/trend_shape.h"
#include "stages/stat/method.h"

#define SERIES_OPTIONS                                                                                                 \
    { "time", "KOLUMN", "year", "tid i år" }, { "events", "KOLUMN", "events", "antal händelser" },                     \
        { "exposure", "KOLUMN", "", "persontid; annars 1" },                                                           \
    {                                                                                                                  \
        "per-year", "ANTAL", "1", "perioder per år"                                                                   \
    }

#define SEASON_OPTION                                                                                                  \
    {                                                                                                                  \
        "season", "ja|nej", "nej",                                                                                     \
            "säsong i utvecklingen, som i rapporten: två övertoner, från sju år en nivå per period"              \
    }

/* Arrays belong to the call. Fails with the row where a count is negative, person-time not above 0, or time does not
 * go on. */
bool series_columns_read(struct method_call *call, struct trend_series *s, struct fault *f);

/* The same with --season; `s->season` is the caller's, to free(). */
bool series_columns_read_season(struct method_call *call, struct trend_series *s, double **season, struct fault *f);

/* The period that --at names. */
bool series_columns_date(struct method_call *call, const struct trend_series *s, size_t *at, struct fault *f);

#endif
