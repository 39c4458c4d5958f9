/* What the report rests its word on: dispersion pooled over units, and the verdict on a year. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_assess.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "stages/stat/areas.h"
#include "stages/stat/count_columns.h"
#include "stages/stat/series_columns.h"

#include <math.h>
#include <stdlib.h>

static const struct method_option dispersion_options[] = {
    COUNT_OPTIONS,
    { "unit", "KOLUMN", "unit", "enhet" },
    { "at", "ÅR", "", "år vars avvikelse inte räknas som vanlig variation mellan år" },
    { "ordinary-year-sd", "TAL", "0.05", "vanlig variation mellan år, där den inte kan skattas" },
};

/* The second part: how the years vary together, seen in the sum of the units. */
static void emit_years(struct method_call *call, const struct count_grid *g, size_t at, double phi_units,
                       double ordinary)
{
    double *sum = memory_zeroed(2 * g->n_periods, sizeof *sum), *years = sum + g->n_periods, mean = 0, own, used;
    struct trend_series s = { .n = g->n_periods, .time = g->time, .events = sum, .person_years = years, .per_year = 1 };
    struct trend_rule rule = trend_rule_default(1);

    for (size_t t = 0; t < g->n_periods; t++) {
        for (size_t u = 0; u < g->n_units; u++) {
            sum[t] += g->events[u * g->n_periods + t];
            years[t] += g->person_years[u * g->n_periods + t];
        }
        mean += sum[t] / (double) g->n_periods;
    }
    own = trend_dispersion_year_sd(&s, &rule, at, isnan(phi_units) ? 1 : phi_units);
    used = isnan(own) ? ordinary : own;
    method_emit(call, mean, "mean_events");
    method_emit(call, own, "tau_own");
    method_emit(call, used, "tau");
    method_emit(call, trend_dispersion_total(phi_units, mean, used), "phi");
    free(sum);
}

static bool run_dispersion(struct method_call *call, struct fault *f)
{
    struct trend_unit_dispersion d;
    struct count_grid g;
    double date = 0, ordinary;
    size_t at = 0;

    if (!method_real(call, "ordinary-year-sd", 0, 10, &ordinary, f) ||
        (method_given(call, "at") && !method_real(call, "at", -1e9, 1e9, &date, f)) || !count_grid_read(call, &g, f))
        return false;
    while (at < g.n_periods && !(method_given(call, "at") && g.time[at] == date))
        at++;
    trend_dispersion_units(&(struct trend_units){ g.n_units, g.n_periods, g.time, g.events, g.person_years }, &d);
    method_emit(call, d.dispersion, "phi_u");
    method_emit(call, d.pearson, "X2");
    method_emit(call, d.df, "df");
    method_emit(call, (double) d.n_units, "n_units");
    emit_years(call, &g, at, d.dispersion, ordinary);
    count_grid_free(&g);
    return true;
}

static const struct method_option verdict_options[] = {
    SERIES_OPTIONS,
    SEASON_OPTION,
    { "at", "ÅR", NULL, "första året efter brottet" },
    { "unit-dispersion", "TAL", "1", "spridning mellan enheter" },
    { "ordinary-year-sd", "TAL", "0.05", "vanlig variation mellan år, där den inte kan skattas" },
    { "smallest-change", "TAL", "7", "per 100: minsta avvikelse som ska kunna märkas" },
    { "before-data", "ja|nej", "nej", "om året angavs innan någon sett uppgifterna" },
    { "replicates", "ANTAL", "9999", "antal simuleringar" },
    { "seed", "TAL", "1", "startvärde" },
};

static void emit_assessment(struct method_call *call, const struct trend_assessment *a, const struct trend_series *s,
                            bool before_data)
{
    bool lowered;
    enum trend_name name;
    enum trend_grade grade = trend_verdict_decide(a->reason, &a->evidence, a->has_quadratic ? &a->quadratic : NULL,
                                                  a->has_windowed ? &a->windowed : NULL, before_data, &lowered);

    name = trend_verdict_name(grade, &a->shapes);
    method_emit(call, grade, "verdict_%s", trend_grade_word(grade));
    method_emit(call, lowered, "lowered");
    method_emit(call, name, "name_%s", name == TREND_UNNAMED ? "none" : trend_name_word(name));
    method_emit(call, a->direction, "direction");
    method_emit(call, a->evidence.p_search, "p_search");
    method_emit(call, a->evidence.p_fixed, "p_fixed");
    method_emit(call, a->evidence.years, "date_set_size");
    method_emit(call, a->quadratic.p_search, "quadratic_p_search");
    method_emit(call, a->windowed.p_search, "window_p_search");
    method_emit(call, a->chance.dispersion, "phi");
    method_emit(call, a->chance.year_sd, "year_sd");
    method_emit(call, a->year_sd_limit, "year_sd_limit");
    method_emit(call, a->smallest_detectable, "smallest_detectable");
    for (int shape = 0; shape < TREND_SHAPES; shape++)
        if (a->shapes.identified[shape])
            method_emit(call, a->shapes.weight[shape], "weight_%s", trend_shape_word((enum trend_shape) shape));
    for (size_t i = 0; i < s->n; i++)
        method_emit(call, a->weight[i], "weight_%g", s->time[i]);
    method_emit(call, a->weight_none, "weight_none");
}

static bool read_assessment(struct method_call *call, struct trend_assess_options *o, struct fault *f)
{
    long replicates, seed;

    if (!method_real(call, "unit-dispersion", 1, 1e9, &o->unit_dispersion, f) ||
        !method_real(call, "ordinary-year-sd", 0, 10, &o->ordinary_year_sd, f) ||
        !method_real(call, "smallest-change", 0, 1e9, &o->smallest_change, f) ||
        !method_integer(call, "replicates", 1, 10000000, &replicates, f) ||
        !method_integer(call, "seed", 0, 4294967295, &seed, f))
        return false;
    o->before_data = method_is(call, "before-data", "ja");
    o->replicates = (size_t) replicates;
    o->seed = (uint64_t) seed;
    return true;
}

static bool run_verdict(struct method_call *call, struct fault *f)
{
    struct trend_series s;
    struct trend_assess_options o = { 0 };
    struct trend_assessment a;
    double *season;
    size_t at;
    bool good = series_columns_read_season(call, &s, &season, f) && series_columns_date(call, &s, &at, f) &&
                read_assessment(call, &o, f);

    if (good) {
        o.year_shocks = s.per_year > 1 ? TREND_YEARS_GIVEN : TREND_YEARS_ESTIMATED;
        trend_assess(&s, at, &o, &a);
        emit_assessment(call, &a, &s, o.before_data);
        trend_assessment_free(&a);
    }
    free(season);
    return good;
}

static const struct method methods[] = {
    { "unit-dispersion", "spridning utöver slumpen i två delar: mellan enheter, och mellan år", dispersion_options,
      METHOD_COUNT(dispersion_options), run_dispersion },
    { "verdict", "bedömning av ett år enligt rapportens tabell", verdict_options, METHOD_COUNT(verdict_options),
      run_verdict },
};

const struct method_area methods_verdict = { "Bedömning", methods, METHOD_COUNT(methods) };
