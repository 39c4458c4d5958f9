#include "pipeline/statistics/trend_assess.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LEAST_EVENTS = 5,          /* fewer: no p-value */
    LEAST_YEARS_QUADRATIC = 7, /* 3 df beside a quadratic development and one shape */
    LEAST_YEARS_WINDOW = 5,
    WINDOW_YEARS = 4,
};

#define POWER 0.8

/* A year. */
static double mean_events(const struct trend_series *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += s->events[i];
    return sum / (double) s->n * (double) s->per_year;
}

/* Search and date set in one model. `name` tells its random numbers from those of the others. False where it cannot be
 * tested. */
static bool examine(const struct trend_series *s, size_t at, const char *name, double dispersion,
                    const struct trend_assess_options *o, bool *in_set, double *weight, double *none,
                    struct trend_evidence *evidence, struct trend_bootstrap *bootstrap)
{
    struct trend_rule rule = trend_rule_default(s->per_year);
    struct trend_search *search = trend_search_new(s, &rule);
    struct trend_bootstrap_options options = { dispersion, o->replicates, o->stop_after, at, NULL, o->seed };
    const struct trend_candidate *candidates;
    double *ratios;
    char stream[256];
    size_t n_candidates;
    bool good;

    if (search == NULL)
        return false;
    snprintf(stream, sizeof stream, "%s/%s", o->series != NULL ? o->series : "", name);
    options.series = stream;
    good = trend_search_bootstrap(search, &options, bootstrap) && !isnan(bootstrap->statistic_fixed);
    if (good) {
        candidates = trend_search_candidates(search, &n_candidates);
        ratios = memory_zeroed(n_candidates, sizeof *ratios);
        trend_search_likelihood_ratios(search, s->events, ratios);
        trend_break_dates(candidates, ratios, n_candidates, dispersion, s->n, in_set, weight, none);
        *evidence = (struct trend_evidence){ bootstrap->p, bootstrap->p_fixed, in_set[at], 0 };
        for (size_t i = 0; i < s->n; i++)
            evidence->years += in_set[i] / (double) s->per_year;
        free(ratios);
    }
    trend_search_free(search);
    return good;
}

static void examine_otherwise(const struct trend_series *s, size_t at, const char *name, double dispersion,
                              const struct trend_assess_options *o, struct trend_evidence *evidence, bool *has)
{
    struct trend_bootstrap unused;
    double *weight = memory_zeroed(s->n, sizeof *weight), none;
    bool *in_set = memory_zeroed(s->n, sizeof *in_set);

    *has = examine(s, at, name, dispersion, o, in_set, weight, &none, evidence, &unused);
    free(in_set);
    free(weight);
}

/* The periods within 4 years before the date's year and 4 after it. */
static struct trend_series window(const struct trend_series *s, size_t *at)
{
    struct trend_series w = *s;
    size_t from = 0, to = s->n;
    double date = s->time[*at];

    while (s->time[from] < date - WINDOW_YEARS - 1e-6)
        from++;
    while (s->time[to - 1] > date + WINDOW_YEARS + 1 - 1 / (double) s->per_year + 1e-6)
        to--;
    w.n = to - from;
    w.time += from;
    w.events += from;
    w.person_years += from;
    if (w.staff != NULL)
        w.staff += from;
    if (w.n_season > 0)
        w.season += from * w.n_season;
    *at -= from;
    return w;
}

static void check_robustness(const struct trend_series *s, size_t at, const struct trend_assess_options *o,
                             struct trend_assessment *out)
{
    size_t at_window = at;
    struct trend_series near = window(s, &at_window), curved = *s;

    curved.development = TREND_QUADRATIC;
    if (s->n >= LEAST_YEARS_QUADRATIC * s->per_year)
        examine_otherwise(&curved, at, "quadratic", out->chance.dispersion, o, &out->quadratic, &out->has_quadratic);
    if (near.n < s->n && near.n >= LEAST_YEARS_WINDOW * s->per_year)
        examine_otherwise(&near, at_window, "window",
                          trend_dispersion_total(o->unit_dispersion, mean_events(&near), out->chance.year_sd), o,
                          &out->windowed, &out->has_windowed);
}

static void weigh_shapes(const struct trend_series *s, size_t at, struct trend_assessment *out)
{
    struct trend_rule rule = trend_rule_default(s->per_year);
    double ratio[TREND_SHAPES], weight[TREND_SHAPES], best = -1;
    int shapes[TREND_SHAPES];
    size_t n = 0;

    out->shapes.years_from = (double) (s->n - at) / (double) s->per_year;
    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        struct trend_candidate c = { at, (enum trend_shape) shape };
        struct trend_effect effect;

        if (trend_shape_identified(&rule, s->n, s->per_year, at, c.shape) != TREND_IDENTIFIED ||
            !trend_break_effect(s, c, out->chance.dispersion, 0.95, &effect, NULL))
            continue;
        if (effect.likelihood_ratio > best) {
            best = effect.likelihood_ratio;
            out->shape = c.shape;
            out->direction = effect.log_ratio > 0 ? 1 : -1;
        }
        ratio[n] = effect.likelihood_ratio;
        shapes[n++] = shape;
    }
    trend_break_weights(ratio, n, weight);
    for (size_t k = 0; k < n; k++) {
        out->shapes.identified[shapes[k]] = true;
        out->shapes.weight[shapes[k]] = weight[k];
    }
}

static enum trend_reason answerable(const struct trend_series *s, size_t at, const struct trend_assess_options *o,
                                    struct trend_assessment *out)
{
    struct trend_rule rule = trend_rule_default(s->per_year);
    struct trend_detectable detectable;
    struct trend_candidate year = { at, TREND_PULSE };
    enum trend_reason reason = trend_shape_identified(&rule, s->n, s->per_year, at, TREND_PULSE);

    if (reason == TREND_IDENTIFIED && out->chance.mean_events * (double) s->n / (double) s->per_year < LEAST_EVENTS)
        reason = TREND_TOO_FEW_EVENTS;
    if (reason != TREND_IDENTIFIED)
        return reason;
    if (trend_break_detectable(s, year, out->chance.dispersion, POWER, &detectable))
        out->smallest_detectable = detectable.per_100;
    return out->smallest_detectable <= o->smallest_change ? TREND_IDENTIFIED : TREND_CHANGE_TOO_LARGE;
}

struct trend_chance trend_assess_chance(const struct trend_series *s, size_t at, const struct trend_assess_options *o)
{
    struct trend_rule rule = trend_rule_default(s->per_year);
    struct trend_chance c = { .mean_events = s->n > 0 ? mean_events(s) : NAN, .year_sd = NAN };

    if (o->year_shocks == TREND_YEARS_ESTIMATED)
        c.year_sd = trend_dispersion_year_sd(s, &rule, at, o->unit_dispersion);
    c.year_sd_estimated = !isnan(c.year_sd);
    if (o->year_shocks == TREND_YEARS_CANCEL)
        c.year_sd = 0;
    else if (!c.year_sd_estimated)
        c.year_sd = o->ordinary_year_sd;
    c.dispersion = trend_dispersion_total(o->unit_dispersion, c.mean_events, c.year_sd);
    if (s->per_year > 1)
        c.dispersion = fmax(c.dispersion, trend_dispersion_own(s, &rule, at)); /* fmax passes over NaN */
    return c;
}

void trend_assess(const struct trend_series *s, size_t at, const struct trend_assess_options *o,
                  struct trend_assessment *out)
{
    struct trend_bootstrap b;

    *out = (struct trend_assessment){
        .year_sd_limit = NAN, .smallest_detectable = NAN, .weight_none = NAN, .direction = NAN
    };
    out->evidence = out->quadratic = out->windowed = (struct trend_evidence){ NAN, NAN, false, 0 };
    out->in_set = memory_zeroed(s->n, sizeof *out->in_set);
    out->weight = memory_zeroed(s->n, sizeof *out->weight);
    out->chance = trend_assess_chance(s, at, o);
    out->reason = answerable(s, at, o, out);
    if (out->reason != TREND_IDENTIFIED && out->reason != TREND_CHANGE_TOO_LARGE)
        return;
    weigh_shapes(s, at, out);
    if (!examine(s, at, "linear", out->chance.dispersion, o, out->in_set, out->weight, &out->weight_none,
                 &out->evidence, &b)) {
        out->reason = TREND_NOT_IDENTIFIED;
        return;
    }
    out->replicates = b.replicates;
    out->year_sd_limit = trend_dispersion_limit(o->unit_dispersion, out->chance.mean_events,
                                                out->chance.dispersion *
                                                    (o->before_data ? b.statistic_fixed : b.statistic),
                                                o->before_data ? b.critical_fixed : b.critical);
    if (!o->unchecked)
        check_robustness(s, at, o, out);
}

void trend_assessment_free(struct trend_assessment *a)
{
    free(a->in_set);
    free(a->weight);
    a->in_set = NULL;
    a->weight = NULL;
}
