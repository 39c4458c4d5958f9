/* Breaks in a series of counts with person-time: a given date, a search, exact tests, several breaks, the verdict. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/breaks_many.h"
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/trend_assess.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_exact.h"
#include "pipeline/statistics/trend_search.h"
#include "stages/stat/areas.h"
#include "stages/stat/series_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BOOTSTRAP_OPTIONS                                                                                              \
    { "replicates", "ANTAL", "9999", "antal simuleringar" },                                                           \
    {                                                                                                                  \
        "seed", "TAL", "1", "startvärde"                                                                              \
    }

/* ---- a given date ---- */

static const struct method_option break_options[] = {
    SERIES_OPTIONS,
    SEASON_OPTION,
    { "at", "TID", NULL, "första perioden efter brottet" },
    { "dispersion", "TAL", "1", "spridning som delas ut ur prövning och gränser" },
};

static void emit_quasi_f(struct method_call *call, const struct trend_series *s, struct trend_candidate c)
{
    struct poisson_data small = { .n = s->n, .events = s->events, .exposure = s->person_years }, large = small;
    struct poisson_fit null, fit;
    struct poisson_comparison comparison;
    double *x = trend_shape_design(s, NULL, &small.p), *x_large = trend_shape_design(s, &c, &large.p);
    const char *shape = trend_shape_word(c.shape);
    bool good;

    small.x = x;
    large.x = x_large;
    good = poisson_model_fit(&small, &null);
    good = poisson_model_fit(&large, &fit) && good;
    if (good && poisson_model_compare(&null, &fit, 1, &comparison)) {
        method_emit(call, comparison.f, "%s_quasiF", shape);
        method_emit(call, comparison.f_p, "%s_quasiF_p", shape);
    }
    poisson_model_free(&null);
    poisson_model_free(&fit);
    free(x);
    free(x_large);
}

static void emit_effect(struct method_call *call, const struct trend_series *s, struct trend_candidate c,
                        double dispersion)
{
    struct trend_detectable smallest;
    struct trend_effect e;
    const char *shape = trend_shape_word(c.shape);
    double z = quantile_two_sided(0.95);

    if (!trend_break_effect(s, c, dispersion, 0.95, &e, NULL))
        return;
    method_emit(call, e.likelihood_ratio, "%s_lrt", shape);
    method_emit(call, e.p, "%s_lrt_p", shape);
    method_emit(call, e.ratio, "%s_rr", shape);
    method_emit(call, exp(e.log_ratio - z * e.standard_error), "%s_rr_lo", shape);
    method_emit(call, exp(e.log_ratio + z * e.standard_error), "%s_rr_hi", shape);
    method_emit(call, e.lower, "%s_rr_profile_lo", shape);
    method_emit(call, e.upper, "%s_rr_profile_hi", shape);
    method_emit(call, e.excess, "%s_excess", shape);
    method_emit(call, e.excess_lower, "%s_excess_lo", shape);
    method_emit(call, e.excess_upper, "%s_excess_hi", shape);
    method_emit(call, e.excess_per_100, "%s_excess_per_100", shape);
    emit_quasi_f(call, s, c);
    if (trend_break_detectable(s, c, dispersion, 0.8, &smallest)) {
        method_emit(call, smallest.ratio, "%s_rr80", shape);
        method_emit(call, smallest.per_100, "%s_detectable_per_100", shape);
    }
}

static void emit_shapes(struct method_call *call, const struct trend_series *s, size_t at, double dispersion)
{
    struct trend_rule rule = trend_rule_default(s->per_year);

    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        struct trend_candidate c = { at, (enum trend_shape) shape };
        enum trend_reason reason = trend_shape_identified(&rule, s->n, s->per_year, at, c.shape);

        method_emit(call, reason == TREND_IDENTIFIED, "%s_identified", trend_shape_word(c.shape));
        if (reason == TREND_IDENTIFIED)
            emit_effect(call, s, c, dispersion);
    }
}

static bool run_break(struct method_call *call, struct fault *f)
{
    struct trend_series s;
    double dispersion, *season;
    size_t at;
    bool good = series_columns_read_season(call, &s, &season, f) && series_columns_date(call, &s, &at, f) &&
                method_real(call, "dispersion", 1e-6, 1e9, &dispersion, f);

    if (good)
        emit_shapes(call, &s, at, dispersion);
    free(season);
    return good;
}

/* ---- search ---- */

static const struct method_option search_options[] = {
    SERIES_OPTIONS,
    SEASON_OPTION,
    { "shapes", "FORMER", "pulse,step,slope", "vilka former som prövas" },
    { "least-before", "ANTAL", "3", "minst så många år före brottet (nivå, lutning)" },
    { "least-from", "ANTAL", "1", "minst så många år från brottet (nivå)" },
    { "quadratic", "ja|nej", "nej", "krökt utveckling i stället för log-linjär" },
    { "dispersion", "TAL", "1", "spridning; 1 drar multinomialt, annars negativt binomialt" },
    { "at", "TID", "", "datum som också prövas för sig" },
    BOOTSTRAP_OPTIONS,
};

static bool read_rule(struct method_call *call, size_t per_year, struct trend_rule *rule, struct fault *f)
{
    char **shapes;
    size_t n;
    long before, from;

    if (!method_integer(call, "least-before", 1, 1000, &before, f) ||
        !method_integer(call, "least-from", 1, 1000, &from, f))
        return false;
    *rule = trend_rule_default(per_year);
    rule->least_before = (size_t) before * per_year;
    rule->least_from_step = (size_t) from * per_year;
    if (from > 2)
        rule->least_from_slope = (size_t) from * per_year;
    method_list(call, "shapes", &shapes, &n);
    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        rule->shape[shape] = false;
        for (size_t i = 0; i < n; i++)
            rule->shape[shape] |= strcmp(shapes[i], trend_shape_word((enum trend_shape) shape)) == 0;
    }
    free(shapes);
    return true;
}

static void emit_candidates(struct method_call *call, struct trend_search *search, const struct trend_series *s,
                            double dispersion)
{
    size_t n;
    const struct trend_candidate *candidates = trend_search_candidates(search, &n);
    double *ratio = memory_zeroed(n + s->n, sizeof *ratio), *weight = ratio + n, none;
    bool *in_set = memory_zeroed(s->n, sizeof *in_set);

    trend_search_likelihood_ratios(search, s->events, ratio);
    for (size_t c = 0; c < n; c++)
        method_emit(call, ratio[c] / dispersion, "lr_%s_in_trend_%g", trend_shape_word(candidates[c].shape),
                    s->time[candidates[c].at]);
    trend_break_dates(candidates, ratio, n, dispersion, s->n, in_set, weight, &none);
    for (size_t i = 0; i < s->n; i++) {
        method_emit(call, in_set[i], "in_set_%g", s->time[i]);
        method_emit(call, weight[i], "weight_%g", s->time[i]);
    }
    method_emit(call, none, "weight_none");
    free(in_set);
    free(ratio);
}

static void emit_search(struct method_call *call, const struct trend_series *s, struct trend_search *search,
                        const struct trend_bootstrap_options *o)
{
    struct trend_bootstrap b;
    const struct trend_candidate *candidates;
    size_t n;

    emit_candidates(call, search, s, o->dispersion);
    if (!trend_search_bootstrap(search, o, &b))
        return;
    candidates = trend_search_candidates(search, &n);
    method_emit(call, b.statistic, "suplr");
    method_emit(call, b.statistic, "suplr_trend");
    method_emit(call, s->time[candidates[b.candidate].at], "suplr_trend_first_new");
    method_emit(call, candidates[b.candidate].shape, "suplr_shape");
    method_emit(call, b.p, "p_boot");
    method_emit(call, b.critical, "q95_null");
    method_emit(call, b.p_fixed, "p_fixed");
    method_emit(call, (double) b.replicates, "replicates");
}

static bool read_bootstrap(struct method_call *call, const struct trend_series *s, struct trend_bootstrap_options *o,
                           struct fault *f)
{
    long replicates, seed;

    if (!method_real(call, "dispersion", 1, 1e9, &o->dispersion, f) ||
        !method_integer(call, "replicates", 1, 10000000, &replicates, f) ||
        !method_integer(call, "seed", 0, 4294967295, &seed, f))
        return false;
    o->replicates = (size_t) replicates;
    o->seed = (uint64_t) seed;
    o->at = s->n;
    return !method_given(call, "at") || series_columns_date(call, s, &o->at, f);
}

static bool run_search(struct method_call *call, struct fault *f)
{
    struct trend_series s;
    struct trend_rule rule;
    struct trend_search *search = NULL;
    struct trend_bootstrap_options o = { 0 };
    double *season;
    bool good = series_columns_read_season(call, &s, &season, f) && read_rule(call, s.per_year, &rule, f) &&
                read_bootstrap(call, &s, &o, f);

    if (good) {
        if (method_is(call, "quadratic", "ja"))
            s.development = TREND_QUADRATIC;
        search = trend_search_new(&s, &rule);
        good = search != NULL ||
               fault_set(f, FAULT_DATA, "inget brott kan prövas: för få perioder eller inga händelser");
    }
    if (good)
        emit_search(call, &s, search, &o);
    trend_search_free(search);
    free(season);
    return good;
}

/* ---- exact ---- */

static const struct method_option step_options[] = {
    SERIES_OPTIONS,
    { "least", "ANTAL", "1", "minst så många perioder på var sida" },
};

static bool run_step(struct method_call *call, struct fault *f)
{
    struct trend_series s;
    struct trend_step_data data;
    struct trend_step t;
    double *ratio;
    long least;

    if (!series_columns_read(call, &s, f) || !method_integer(call, "least", 1, 1000, &least, f))
        return false;
    data = (struct trend_step_data){ s.n, s.events, s.person_years, (size_t) least };
    ratio = memory_zeroed(s.n, sizeof *ratio);
    if (!trend_exact_step(&data, &t, ratio, NULL)) {
        free(ratio);
        return fault_set(f, FAULT_DATA,
                         "inget steg kan prövas: för få perioder, inga händelser, eller antal som inte är hela");
    }
    method_emit(call, t.statistic, "suplr");
    method_emit(call, s.time[t.at], "first_year_of_new_regime");
    method_emit(call, s.time[t.at - 1], "last_year_of_old_regime");
    method_emit(call, t.rate_before, "rate_before");
    method_emit(call, t.rate_from, "rate_after");
    method_emit(call, t.ratio, "rr");
    method_emit(call, t.p, "suplr_exact_p");
    method_emit(call, s.time[t.at], "first_new");
    method_emit(call, s.time[t.at - 1], "last_old");
    method_emit(call, t.p, "exact_p");
    method_emit(call, s.time[t.first], "cs95_lo_first_new");
    method_emit(call, s.time[t.last], "cs95_hi_first_new");
    method_emit(call, s.time[t.first - 1], "cs95_lo_last_old");
    method_emit(call, s.time[t.last - 1], "cs95_hi_last_old");
    method_emit(call, (double) t.n_set, "cs95_size");
    method_emit(call, s.time[t.mode], "post_mode_first_new");
    method_emit(call, s.time[t.mode - 1], "post_mode_last_old");
    method_emit(call, t.mode_probability, "post_mode_prob");
    method_emit(call, t.log10_bayes_factor, "log10BF");
    method_emit(call, (double) t.n_credible, "hpd95_size");
    for (size_t i = 1; i < s.n; i++)
        if (!isnan(ratio[i]))
            method_emit(call, ratio[i], "lr_%g", s.time[i - 1]);
    free(ratio);
    return true;
}

static const struct method_option conditional_options[] = {
    SERIES_OPTIONS,
    { "at", "TID", NULL, "första perioden efter brottet" },
    { "shape", "FORM", "step", "step eller pulse" },
};

/* What large numbers would say of the same question, beside the exact answer. */
static void emit_asymptotic(struct method_call *call, const struct trend_series *s, struct trend_candidate c)
{
    struct trend_effect e;
    double z = quantile_two_sided(0.95);

    if (!trend_break_effect(s, c, 1, 0.95, &e, NULL))
        return;
    method_emit(call, e.likelihood_ratio, "lrt");
    method_emit(call, e.p, "lrt_p");
    method_emit(call, e.ratio, "rr_%s", trend_shape_word(c.shape));
    method_emit(call, exp(e.log_ratio - z * e.standard_error), "rr_lo");
    method_emit(call, exp(e.log_ratio + z * e.standard_error), "rr_hi");
}

static bool run_conditional(struct method_call *call, struct fault *f)
{
    struct trend_series s;
    struct trend_conditional t;
    size_t at;
    bool *in, good, step = method_is(call, "shape", "step");

    if (!step && !method_is(call, "shape", "pulse"))
        return fault_set(f, FAULT_USAGE, "--shape ska vara step eller pulse");
    if (!series_columns_read(call, &s, f) || !series_columns_date(call, &s, &at, f))
        return false;
    in = memory_zeroed(s.n, sizeof *in);
    for (size_t i = at; i < s.n; i++)
        in[i] = i == at || step;
    good = trend_exact_conditional(s.events, s.person_years, s.time, in, s.n, &t);
    free(in);
    if (!good)
        return fault_set(f, FAULT_DATA, "exakt prövning kräver hela tal, hela år och högst några hundra händelser");
    method_emit(call, t.central, "p_central");
    method_emit(call, t.lower, "p_lower");
    method_emit(call, t.upper, "p_upper");
    method_emit(call, t.mid, "p_mid");
    method_emit(call, t.point, "point_prob");
    emit_asymptotic(call, &s, (struct trend_candidate){ at, step ? TREND_STEP : TREND_PULSE });
    return true;
}

static const struct method methods[] = {
    { "break", "ett angivet brott: kvot, gränser, prövning och fler än väntat, för varje form", break_options,
      METHOD_COUNT(break_options), run_break },
    { "break-search", "största kvottest över alla datum och former, med p som betalar för sökandet", search_options,
      METHOD_COUNT(search_options), run_search },
    { "step-exact", "ett steg utan trend: exakt p för det största kvottestet, möjliga datum", step_options,
      METHOD_COUNT(step_options), run_step },
    { "break-exact", "ett angivet brott inom en trend: exakt betingad prövning", conditional_options,
      METHOD_COUNT(conditional_options), run_conditional },
};

const struct method_area methods_breaks = { "Trendbrott", methods, METHOD_COUNT(methods) };
