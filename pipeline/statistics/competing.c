#include "pipeline/statistics/competing.h"

#include "pipeline/base/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* What the recursion carries from one time to the next, S for all causes and one (variance, covariance) a cause. */
struct state {
    double survival, variance;
    double *covariance; /* Cov(S, F_k) */
    struct competing_share *share;
};

static void advance(struct state *now, const struct risk_walk *walk)
{
    double n = (double) walk->all_at_risk;
    double left = (double) walk->all_events / n, stays = (n - (double) walk->all_events) / n;
    double square = now->survival * now->survival;

    for (size_t k = 0; k < walk->n_causes; k++) {
        double h = (double) walk->events[k] / n, covariance = now->covariance[k];

        now->share[k].share += now->survival * h;
        now->share[k].variance += h * (2.0 * covariance + h * now->variance) + square * h * (1.0 - h) / n;
        now->covariance[k] = stays * (covariance + h * now->variance) - square * h * stays / n;
    }
    now->variance = stays * stays * now->variance + square * stays * left / n;
    now->survival *= stays;
}

static void add_step(struct competing_curve *curve, const struct risk_walk *walk, const struct state *now,
                     size_t capacity[5])
{
    size_t n = curve->n_steps++, n_causes = curve->n_causes;

    curve->times = memory_grow(curve->times, &capacity[0], n + 1, sizeof *curve->times);
    curve->at_risk = memory_grow(curve->at_risk, &capacity[1], n + 1, sizeof *curve->at_risk);
    curve->survival = memory_grow(curve->survival, &capacity[2], n + 1, sizeof *curve->survival);
    curve->share = memory_grow(curve->share, &capacity[3], (n + 1) * n_causes, sizeof *curve->share);
    curve->events = memory_grow(curve->events, &capacity[4], (n + 1) * n_causes, sizeof *curve->events);
    curve->times[n] = walk->time;
    curve->at_risk[n] = walk->all_at_risk;
    curve->survival[n] = now->survival;
    for (size_t k = 0; k < n_causes; k++) {
        curve->share[n * n_causes + k] = now->share[k];
        curve->events[n * n_causes + k] = walk->events[k];
    }
}

bool competing_fit(const struct risk_spells *spells, size_t n_causes, struct competing_curve *out)
{
    struct competing_curve curve = { .n_causes = n_causes };
    struct state now = { .survival = 1.0 };
    struct risk_walk walk;
    size_t capacity[5] = { 0 };

    if (spells->n == 0 || !risk_walk_begin(spells, NULL, 1, n_causes, NULL, &walk))
        return false;
    now.covariance = memory_zeroed(n_causes, sizeof *now.covariance);
    now.share = memory_zeroed(n_causes, sizeof *now.share);
    while (risk_walk_next(&walk)) {
        advance(&now, &walk);
        add_step(&curve, &walk, &now, capacity);
    }
    risk_walk_end(&walk);
    free(now.covariance);
    free(now.share);
    curve.last_time = spells->exit[0];
    for (size_t i = 1; i < spells->n; i++)
        curve.last_time = fmax(curve.last_time, spells->exit[i]);
    *out = curve;
    return true;
}

void competing_free(struct competing_curve *curve)
{
    free(curve->times);
    free(curve->at_risk);
    free(curve->survival);
    free(curve->share);
    free(curve->events);
    *curve = (struct competing_curve){ 0 };
}

static size_t steps_until(const struct competing_curve *curve, double time)
{
    size_t low = 0, high = curve->n_steps;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (risk_before(time, curve->times[middle]))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

bool competing_at(const struct competing_curve *curve, size_t cause, double time, double level,
                  enum survival_limits kind, struct competing_point *out)
{
    bool all_have_left = curve->n_steps > 0 && curve->survival[curve->n_steps - 1] == 0.0;
    struct competing_share now = { 0 };
    size_t n_steps;

    if (cause == 0 || cause > curve->n_causes || !(level > 0.0 && level < 1.0) || isnan(time) ||
        (risk_before(curve->last_time, time) && !all_have_left))
        return false;
    n_steps = steps_until(curve, time);
    if (n_steps > 0)
        now = curve->share[(n_steps - 1) * curve->n_causes + cause - 1];
    *out = (struct competing_point){ .share = now.share, .standard_error = sqrt(fmax(0.0, now.variance)) };
    for (size_t i = 0; i < n_steps; i++)
        out->n_events += curve->events[i * curve->n_causes + cause - 1];
    survival_limits(now.share, out->standard_error / now.share, gsl_cdf_ugaussian_Qinv((1.0 - level) / 2.0), kind,
                    &out->low, &out->high);
    return true;
}
