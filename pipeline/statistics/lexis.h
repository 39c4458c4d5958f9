/* lexis.h - exact splitting of spells into cells of calendar period by length of employment.
 *
 * A spell runs on two clocks at once: the calendar, and the time since its origin (hiring). Cut at every break of
 * either, its pieces lie each in one cell; a cell holds the person-time of its pieces and the number who left in it.
 * All models of rates work on such cells: a Poisson model on them and a piecewise-exponential model on the spells have
 * one likelihood.
 *
 * A cell holds the times (from, to]: who leaves exactly at a break has left in the cell that ends there, where the time
 * before was spent. With days, a spell from its first to its last day both included runs from first to last + 1, and
 * whoever has 31 December as last day leaves in the old year. Times are any real unit; whole days stay exact. A break
 * equal to an exit to 1e-9 (relative) is the exit. Source: Clayton & Hills, Statistical Models in Epidemiology (1993),
 * ch. 6; Holford, Biometrics 36 (1980) 299. */
#ifndef STATISTICS_LEXIS_H
#define STATISTICS_LEXIS_H

#include "pipeline/statistics/risk_walk.h"

/* Breaks rise strictly; the first may be -INFINITY and the last INFINITY. n_periods and n_tenures count the intervals,
 * one less than the breaks. Borrowed. */
struct lexis_grid {
    const double *period_breaks;
    size_t n_periods;
    const double *tenure_breaks;
    size_t n_tenures;
};

/* Arrays of [period * n_tenures + tenure], the caller's. What falls outside the grid is not lost but counted. */
struct lexis_cells {
    double *person_time;
    size_t *events;
    double time_outside;
    size_t events_outside;
};

/* Both clocks have at least one interval and rising breaks that are no NaN. */
bool lexis_grid_is_sound(const struct lexis_grid *grid);

/* Adds one spell. `origin` is when its length of employment is 0, on the calendar of entry and exit. False, with the
 * cells left alone, unless all three are finite and exit > entry. Time of the order of the number of cells crossed. */
bool lexis_add(const struct lexis_grid *grid, double entry, double exit, double origin, bool left,
               struct lexis_cells *cells);

/* The curve that rates of exit by length of employment imply, constant within each of n intervals (breaks[0] = 0 to
 * breaks[n]): H(t) = sum of rate_i * time spent in interval i until t,  S = exp(-H),  Var H = sum of (time_i /
 * person_time_i)^2 events_i limits by log H, as log-log limits are for Kaplan-Meier; NaN where nobody left. False,
 * leaving *out alone, where level is out of range, t is not within the breaks, or an interval that t passes has no
 * person-time. */
struct lexis_survival {
    double hazard, hazard_standard_error, survival, low, high;
};
bool lexis_survival_at(const double *breaks, size_t n, const double *person_time, const size_t *events, double time,
                       double level, struct lexis_survival *out);

#endif
