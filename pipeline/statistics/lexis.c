#include "pipeline/statistics/lexis.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static bool breaks_rise(const double *breaks, size_t n_intervals)
{
    if (n_intervals == 0)
        return false;
    for (size_t i = 0; i < n_intervals; i++)
        if (!(breaks[i] < breaks[i + 1]))
            return false;
    return true;
}

bool lexis_grid_is_sound(const struct lexis_grid *grid)
{
    return breaks_rise(grid->period_breaks, grid->n_periods) && breaks_rise(grid->tenure_breaks, grid->n_tenures);
}

/* How many breaks lie at or before `time` on this clock: 0 before the first, n_intervals + 1 from the last. A break
 * that is `time` to rounding is behind it. */
static size_t breaks_passed(const double *breaks, size_t n_intervals, double origin, double time)
{
    size_t low = 0, high = n_intervals + 1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double at = origin + breaks[middle];

        if (at <= time || risk_same_time(at, time))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double next_break(const double *breaks, size_t n_intervals, double origin, size_t passed)
{
    return passed <= n_intervals ? origin + breaks[passed] : INFINITY;
}

bool lexis_add(const struct lexis_grid *grid, double entry, double exit, double origin, bool left,
               struct lexis_cells *cells)
{
    size_t period, tenure;
    double from = entry;

    if (!isfinite(entry) || !isfinite(exit) || !isfinite(origin) || !(exit > entry))
        return false;
    period = breaks_passed(grid->period_breaks, grid->n_periods, 0.0, entry);
    tenure = breaks_passed(grid->tenure_breaks, grid->n_tenures, origin, entry);
    for (;;) {
        double period_end = next_break(grid->period_breaks, grid->n_periods, 0.0, period);
        double tenure_end = next_break(grid->tenure_breaks, grid->n_tenures, origin, tenure);
        double end = fmin(period_end, tenure_end);
        bool last = !risk_before(end, exit);
        bool inside = period >= 1 && period <= grid->n_periods && tenure >= 1 && tenure <= grid->n_tenures;
        size_t cell = inside ? (period - 1) * grid->n_tenures + tenure - 1 : 0;

        if (last)
            end = exit;
        if (inside) {
            cells->person_time[cell] += end - from;
            cells->events[cell] += last && left;
        } else {
            cells->time_outside += end - from;
            cells->events_outside += last && left;
        }
        if (last)
            return true;
        from = end;
        period += !risk_before(end, period_end);
        tenure += !risk_before(end, tenure_end);
    }
}

bool lexis_survival_at(const double *breaks, size_t n, const double *person_time, const size_t *events, double time,
                       double level, struct lexis_survival *out)
{
    double hazard = 0.0, variance = 0.0, spread;

    if (!(level > 0.0 && level < 1.0) || !breaks_rise(breaks, n) || !(time >= breaks[0] && time <= breaks[n]))
        return false;
    for (size_t i = 0; i < n && breaks[i] < time; i++) {
        double spent = fmin(time, breaks[i + 1]) - breaks[i];

        if (!(person_time[i] > 0.0) || !isfinite(spent))
            return false;
        hazard += spent / person_time[i] * (double) events[i];
        variance += spent / person_time[i] * (spent / person_time[i]) * (double) events[i];
    }
    spread = gsl_cdf_ugaussian_Qinv((1.0 - level) / 2.0) * sqrt(variance) / hazard;
    *out = (struct lexis_survival){
        .hazard = hazard,
        .hazard_standard_error = sqrt(variance),
        .survival = exp(-hazard),
        .low = hazard > 0.0 ? exp(-hazard * exp(spread)) : NAN,
        .high = hazard > 0.0 ? exp(-hazard * exp(-spread)) : NAN,
    };
    return true;
}
