/* count_columns.h - a series of counts with person-time from the columns that a method's options name. */
#ifndef STAT_COUNT_COLUMNS_H
#define STAT_COUNT_COLUMNS_H

#include "stages/stat/method.h"

#define TIME_OPTION                                                                                                    \
    {                                                                                                                  \
        "time", "KOLUMN", "year", "tid i år"                                                                          \
    }
#define COUNT_OPTIONS                                                                                                  \
    TIME_OPTION, { "events", "KOLUMN", "events", "antal händelser" },                                                  \
    {                                                                                                                  \
        "exposure", "KOLUMN", "", "persontid; annars 1"                                                                \
    }

/* From --time, --events and --exposure, 1 where that is not given. Arrays belong to the call. Fails with the row where
 * a count or exposure is negative or not finite. */
bool count_columns_read(struct method_call *call, double **time, double **events, double **exposure, struct fault *f);

/* Units by periods, from rows in any order; periods ascend. A cell without a row has neither events nor exposure. */
struct count_grid {
    size_t n_units, n_periods;
    double *time;                  /* n_periods */
    double *events, *person_years; /* [unit * n_periods + period], units in order of first appearance */
};
/* From --unit, --time, --events and --exposure. Fails as count_columns_read, and where a unit has two rows for a
 * period. *out is the caller's, to count_grid_free(). */
bool count_grid_read(struct method_call *call, struct count_grid *out, struct fault *f);
void count_grid_free(struct count_grid *g);

/* Fails with the row that does not come after the one before it. */
bool count_columns_in_order(const struct method_call *call, const double *time, struct fault *f);

#endif
