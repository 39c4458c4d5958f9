#include "pipeline/statistics/survival.h"

#include "pipeline/base/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* S is a product of up to some thousand quotients: equal to a share to this is equal. Same value as R's
 * quantile.survfit. */
#define SAME_SHARE 1.4901161193847656e-08

static void add_step(struct survival_curve *curve, const struct risk_walk *walk, size_t *capacity)
{
    double n = (double) walk->all_at_risk, d = (double) walk->all_events;
    struct survival_step before = { .survival = 1.0 };

    if (curve->n_steps > 0)
        before = curve->steps[curve->n_steps - 1];
    curve->steps = memory_grow(curve->steps, capacity, curve->n_steps + 1, sizeof *curve->steps);
    curve->steps[curve->n_steps++] = (struct survival_step){
        .time = walk->time,
        .at_risk = walk->all_at_risk,
        .events = walk->all_events,
        .events_until = before.events_until + walk->all_events,
        .survival = before.survival * ((n - d) / n),
        .greenwood = before.greenwood + (d < n ? d / (n * (n - d)) : INFINITY),
        .hazard = before.hazard + d / n,
        .hazard_variance = before.hazard_variance + d / (n * n),
    };
    curve->n_events += walk->all_events;
}

bool survival_fit(const struct risk_spells *spells, struct survival_curve *out)
{
    struct survival_curve curve = { .n_marks = spells->n };
    struct risk_walk walk;
    size_t capacity = 0;

    if (spells->n == 0 || !risk_walk_begin(spells, NULL, 1, 1, NULL, &walk))
        return false;
    while (risk_walk_next(&walk))
        add_step(&curve, &walk, &capacity);
    curve.exits = memory_zeroed(spells->n, sizeof *curve.exits);
    curve.exited = memory_zeroed(spells->n, sizeof *curve.exited);
    if (spells->entry != NULL) {
        curve.entries = memory_zeroed(spells->n, sizeof *curve.entries);
        curve.entered = memory_zeroed(spells->n, sizeof *curve.entered);
    }
    risk_walk_sorted_times(&walk, curve.entries, curve.entered, curve.exits, curve.exited);
    curve.last_time = curve.exits[spells->n - 1];
    curve.n = curve.exited[spells->n - 1];
    risk_walk_end(&walk);
    for (size_t i = 0; i < spells->n; i++)
        curve.person_time += (spells->exit[i] - (spells->entry != NULL ? spells->entry[i] : 0.0)) *
                             (spells->count != NULL ? (double) spells->count[i] : 1.0);
    *out = curve;
    return true;
}

void survival_free(struct survival_curve *curve)
{
    free(curve->steps);
    free(curve->entries);
    free(curve->entered);
    free(curve->exits);
    free(curve->exited);
    *curve = (struct survival_curve){ 0 };
}

/* How many spells have a time before `time` and not the same. */
static size_t count_before(const double *sorted, const size_t *until, size_t n, double time)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (risk_before(sorted[middle], time))
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? until[low - 1] : 0;
}

size_t survival_at_risk(const struct survival_curve *curve, double time)
{
    size_t entered = curve->n;

    if (curve->entries != NULL)
        entered = count_before(curve->entries, curve->entered, curve->n_marks, time);
    return entered - count_before(curve->exits, curve->exited, curve->n_marks, time);
}

/* Only an exit lowers the number, so it is least right after one, or at the beginning. */
size_t survival_least_at_risk(const struct survival_curve *curve, double time)
{
    size_t next_entry = 0, next_exit = 0, least = SIZE_MAX;
    size_t entered = curve->entries == NULL ? curve->n : 0, exited = 0;
    double after = 0.0;

    for (;;) {
        while (next_exit < curve->n_marks && !risk_before(after, curve->exits[next_exit]))
            exited = curve->exited[next_exit++];
        while (curve->entries != NULL && next_entry < curve->n_marks && !risk_before(after, curve->entries[next_entry]))
            entered = curve->entered[next_entry++];
        if (entered - exited < least)
            least = entered - exited;
        if (next_exit == curve->n_marks || !risk_before(curve->exits[next_exit], time))
            return least;
        after = curve->exits[next_exit];
    }
}

/* The number of steps at or before `time`. */
static size_t steps_until(const struct survival_curve *curve, double time)
{
    size_t low = 0, high = curve->n_steps;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (risk_before(time, curve->steps[middle].time))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static struct survival_step step_in_force(const struct survival_curve *curve, size_t n_steps)
{
    return n_steps > 0 ? curve->steps[n_steps - 1] : (struct survival_step){ .survival = 1.0 };
}

static bool is_known(const struct survival_curve *curve, double time)
{
    return !risk_before(curve->last_time, time) || step_in_force(curve, curve->n_steps).survival == 0.0;
}

/* The lower limit, for a spread below 0, or the upper one. */
static double limit(double share, double spread, enum survival_limits kind)
{
    if (!(share > 0.0))
        return NAN;
    switch (kind) {
    case SURVIVAL_LOG_LOG:
        return share < 1.0 ? pow(share, exp(spread / log(share))) : (double) NAN;
    case SURVIVAL_LOG:
        return spread < 0.0 ? share * exp(spread) : fmin(1.0, share * exp(spread));
    case SURVIVAL_PLAIN:
        return fmin(1.0, fmax(0.0, share + share * spread));
    }
    return NAN;
}

void survival_limits(double share, double relative_error, double z, enum survival_limits kind, double *low,
                     double *high)
{
    double spread = z * relative_error;

    *low = limit(share, -spread, kind);
    *high = limit(share, spread, kind);
}

bool survival_at(const struct survival_curve *curve, double time, double level, enum survival_limits kind,
                 struct survival_point *out)
{
    size_t n_steps;
    struct survival_step step;

    if (!(level > 0.0 && level < 1.0) || isnan(time) || !is_known(curve, time))
        return false;
    n_steps = steps_until(curve, time);
    step = step_in_force(curve, n_steps);
    *out = (struct survival_point){
        .time = time,
        .survival = step.survival,
        .standard_error = step.survival > 0.0 ? step.survival * sqrt(step.greenwood) : NAN,
        .hazard = step.hazard,
        .hazard_standard_error = sqrt(step.hazard_variance),
        .at_risk = survival_at_risk(curve, time),
        .n_events = step.events_until,
    };
    if (n_steps > 0 && risk_same_time(step.time, time))
        out->n_leaving = step.events;
    survival_limits(step.survival, sqrt(step.greenwood), gsl_cdf_ugaussian_Qinv((1.0 - level) / 2.0), kind, &out->low,
                    &out->high);
    return true;
}

enum line { LINE_SURVIVAL, LINE_LOW, LINE_HIGH };

static double height(const struct survival_step *step, enum line line, double z, enum survival_limits kind)
{
    double spread = z * sqrt(step->greenwood);

    if (line == LINE_SURVIVAL)
        return step->survival;
    return line == LINE_LOW ? limit(step->survival, -spread, kind) : limit(step->survival, spread, kind);
}

/* Whether the line is above `left` without a doubt: no upper limit is below the curve. */
static bool is_above(const struct survival_step *step, enum line line, double left)
{
    return line == LINE_HIGH && step->survival > left + 2 * SAME_SHARE;
}

/* The time at which a line first comes down to `left`. NaN stretches of a limit are passed over. */
static double crossing(const struct survival_curve *curve, double left, enum line line, double z,
                       enum survival_limits kind, enum survival_quantile_rule rule)
{
    double reached = NAN, last = NAN;

    for (size_t i = 0; i < curve->n_steps; i++) {
        if (isnan(reached) && is_above(&curve->steps[i], line, left))
            continue;
        last = height(&curve->steps[i], line, z, kind);
        if (isnan(reached)) {
            if (!(last <= left + SAME_SHARE))
                continue;
            reached = curve->steps[i].time;
            if (rule == SURVIVAL_QUANTILE_FIRST || last < left - SAME_SHARE)
                return reached;
        } else if (last < left - SAME_SHARE) {
            return (reached + curve->steps[i].time) / 2.0;
        }
    }
    return isnan(reached) || isnan(last) ? NAN : (reached + curve->last_time) / 2.0;
}

bool survival_quantile(const struct survival_curve *curve, double share, double level, enum survival_limits kind,
                       enum survival_quantile_rule rule, struct survival_quantile *out)
{
    double z;

    if (!(share > 0.0 && share < 1.0) || !(level > 0.0 && level < 1.0))
        return false;
    z = gsl_cdf_ugaussian_Qinv((1.0 - level) / 2.0);
    out->time = crossing(curve, 1.0 - share, LINE_SURVIVAL, z, kind, rule);
    out->low = crossing(curve, 1.0 - share, LINE_LOW, z, kind, rule);
    out->high = crossing(curve, 1.0 - share, LINE_HIGH, z, kind, rule);
    return true;
}

bool survival_restricted_mean(const struct survival_curve *curve, double tau, double *mean, double *standard_error)
{
    size_t n_steps;
    double area = 0.0, variance = 0.0, end = tau;

    if (!(tau > 0.0) || !isfinite(tau) || !is_known(curve, tau))
        return false;
    n_steps = steps_until(curve, tau);
    for (size_t i = n_steps; i > 0; i--) {
        const struct survival_step *step = &curve->steps[i - 1];
        double n = (double) step->at_risk, d = (double) step->events;

        area += step->survival * (end - step->time);
        if (d < n)
            variance += area * area * d / (n * (n - d));
        end = step->time;
    }
    *mean = area + end; /* S = 1 from 0 to the first leaver; below 0 too, where somebody leaves before 0 */
    *standard_error = sqrt(variance);
    return true;
}
