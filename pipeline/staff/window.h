/* window.h - the stretches of time in which the population is counted, and the periods that are reported.
 *
 * Windows follow each other without a gap: window w is [boundary[w], boundary[w + 1]), a month, or the time between two
 * snapshots. A period is a whole number of windows: a year, or an interval between snapshots; periods too follow each
 * other and cover all windows. A pool is a whole number of periods that are reported together, such as 2016-2018. Days
 * are days since 1970-01-01. */
#ifndef STAFF_WINDOW_H
#define STAFF_WINDOW_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

#define WINDOW_NO_POOL SIZE_MAX
enum { WINDOW_LABEL = 24, WINDOW_NONE = INT32_MAX };

struct period {
    char label[WINDOW_LABEL]; /* 2019, 2016-2018, 2018-11-01--2019-10-31 */
    size_t first, end;        /* windows first..end - 1 */
    int32_t start, stop;      /* days [start, stop) */
    double years;             /* its length, by anniversaries */
    size_t pool;              /* of a period: its pool, or WINDOW_NO_POOL */
    /* The two days between which T1 compares persons; WINDOW_NONE where there are none for this period. */
    int32_t reference_from, reference_to;
};

struct windows {
    size_t n;
    int32_t *boundary; /* n + 1 */
    double *years;     /* length of each window in years: days / 365 or 366; between snapshots by anniversaries */
    char (*month)[8];  /* 2019-01; NULL where windows are not months or as short as months, each of its own */
    struct period *periods;
    size_t n_periods;
    struct period *pools;
    size_t n_pools, pools_capacity;
    size_t *period_of; /* per window */
    bool snapshots;    /* who comes and goes is known at the boundaries only */
    int16_t *floor_of; /* per day from boundary[0] to boundary[n]: see window_floor */
};

/* Months of the years first..last. The reference day is a month and a day, 11 and 1: T1 of a year compares that day of
 * the year before with that day of the year. */
void windows_of_years(int first_year, int last_year, int reference_month, int reference_day, struct windows *out);

/* The intervals between snapshot dates, which must rise. Intervals of at most 31 days are months, named after the month
 * in which they begin (unless two begin in one), and their periods are years, from the first snapshot in a calendar
 * year to the first in the next; otherwise each interval is a period. Only periods whose last day falls in
 * first_year..last_year are kept (0: no limit). T1 is there for periods of about a year. Fails where fewer than two
 * dates are given, where two are closer than 28 days, and where no period is left. */
bool windows_of_snapshots(const int32_t *dates, size_t n_dates, int first_year, int last_year, struct windows *out,
                          struct fault *f);

/* Adds a pool of the periods that are whole years within first..last; a pool of which a year is not reported is left
 * out. Pools may not share a year: false. */
bool windows_pool(struct windows *w, int first_year, int last_year);

void windows_free(struct windows *w);

/* The last boundary at or before the day, counted from 0: -1 before the first, n from the last on. */
static inline ptrdiff_t window_floor(const struct windows *w, int32_t day)
{
    if (day < w->boundary[0])
        return -1;
    return day >= w->boundary[w->n] ? (ptrdiff_t) w->n : w->floor_of[day - w->boundary[0]];
}

/* The period of a day, likewise. */
static inline ptrdiff_t window_period(const struct windows *w, int32_t day)
{
    ptrdiff_t floor = window_floor(w, day);

    if (floor < 0)
        return -1;
    return floor < (ptrdiff_t) w->n ? (ptrdiff_t) w->period_of[floor] : (ptrdiff_t) w->n_periods;
}

/* Within 31 days of 365: what is a share of a year's opening stock means the same over it. */
bool window_is_about_a_year(int32_t days);

/* Years from one day to a later one: whole years by anniversaries, and the rest in parts of the year it lies in. */
double window_years_between(int32_t from, int32_t to);

#endif
