/* Developments and their breaks as a whole: trend tests, several breaks, pooled dispersion, and the verdict. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/breaks_many.h"
#include "pipeline/statistics/trend_assess.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_test.h"
#include "stages/stat/areas.h"

#include <math.h>
#include <stdlib.h>

#define TIME_OPTION                                                                                                    \
    {                                                                                                                  \
        "time", "KOLUMN", "year", "tid i år"                                                                          \
    }
#define COUNT_OPTIONS                                                                                                  \
    TIME_OPTION, { "events", "KOLUMN", "events", "antal händelser" },                                                  \
    {                                                                                                                  \
        "exposure", "KOLUMN", "", "persontid; annars 1"                                                                \
    }

static bool counts_read(struct method_call *call, double **time, double **events, double **exposure, struct fault *f)
{
    size_t n = method_rows(call);

    if (!method_column(call, "time", time, f) || !method_column(call, "events", events, f))
        return false;
    if (method_given(call, "exposure"))
        return method_column(call, "exposure", exposure, f);
    if (!method_column(call, "events", exposure, f))
        return false;
    for (size_t i = 0; i < n; i++)
        (*exposure)[i] = 1;
    return true;
}

/* ---- is there a trend ---- */

static const struct method_option trend_options[] = {
    COUNT_OPTIONS,
    { "dispersion", "TAL", "1", "spridning" },
};

static bool run_trend(struct method_call *call, struct fault *f)
{
    struct trend_poisson t;
    double *time, *events, *exposure, dispersion, z, p;
    size_t n = method_rows(call);

    if (!counts_read(call, &time, &events, &exposure, f) || !method_real(call, "dispersion", 1e-6, 1e9, &dispersion, f))
        return false;
    if (!trend_test_poisson(time, events, exposure, n, dispersion, 0.95, &t))
        return fault_set(f, FAULT_DATA,
                         "ingen trend kan anpassas: för få perioder, inga händelser eller ingen persontid");
    if (trend_test_score(time, events, exposure, n, &z, &p)) {
        method_emit(call, z, "score_z");
        method_emit(call, p, "score_p");
    }
    method_emit(call, t.change, "apc_pct");
    method_emit(call, t.wald_lower, "apc_lo");
    method_emit(call, t.wald_upper, "apc_hi");
    method_emit(call, t.lower, "apc_profile_lo");
    method_emit(call, t.upper, "apc_profile_hi");
    method_emit(call, t.likelihood_ratio, "lrt");
    method_emit(call, t.p, "lrt_p");
    method_emit(call, t.homogeneity, "homog_dev");
    method_emit(call, t.homogeneity_p, "homog_p");
    method_emit(call, t.deviance, "gof_dev");
    method_emit(call, t.deviance_p, "gof_p");
    method_emit(call, t.dispersion, "phi");
    return true;
}

static const struct method_option kendall_options[] = {
    TIME_OPTION,
    { "value", "KOLUMN", "value", "värde" },
    { "exposure", "KOLUMN", "", "nämnare: prövningen görs då på value / exposure" },
};

static bool values_read(struct method_call *call, double **value, struct fault *f)
{
    double *exposure;

    if (!method_column(call, "value", value, f))
        return false;
    if (!method_given(call, "exposure"))
        return true;
    if (!method_column(call, "exposure", &exposure, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++)
        (*value)[i] /= exposure[i];
    return true;
}

static bool run_kendall(struct method_call *call, struct fault *f)
{
    struct trend_mann_kendall t;
    struct trend_line line = { NAN, NAN, NAN };
    double *time, *value;

    if (!method_column(call, "time", &time, f) || !values_read(call, &value, f))
        return false;
    if (!trend_test_mann_kendall(time, value, method_rows(call), 0.95, &t))
        return fault_set(f, FAULT_DATA, "raderna ska vara minst två, i tidsordning, med värden");
    method_emit(call, t.s, "S");
    method_emit(call, t.variance, "varS");
    method_emit(call, t.z, "z_cc");
    method_emit(call, t.p, "p");
    method_emit(call, t.p_exact, "p_exact");
    method_emit(call, t.tau_b, "tau_b");
    method_emit(call, t.slope, "sen");
    method_emit(call, t.slope_lower, "sen_lo");
    method_emit(call, t.slope_upper, "sen_hi");
    trend_test_least_squares(time, value, method_rows(call), &line);
    method_emit(call, line.slope, "ols_slope");
    method_emit(call, line.se, "ols_se");
    method_emit(call, line.p, "ols_p");
    return true;
}

static const struct method_option least_p_options[] = { { "n", "TAL", "4,5,6,7,8,9,10", "antal år" } };

static bool run_least_p(struct method_call *call, struct fault *f)
{
    double *n;
    size_t count;

    if (!method_reals(call, "n", &n, &count, f))
        return false;
    for (size_t i = 0; i < count; i++)
        method_emit(call, trend_test_least_p((size_t) n[i]), "n%g", n[i]);
    free(n);
    return true;
}

static const struct method_option pettitt_options[] = { { "value", "KOLUMN", "value", "värde" },
                                                        { "exposure", "KOLUMN", "", "nämnare" } };

static bool run_pettitt(struct method_call *call, struct fault *f)
{
    struct trend_pettitt t;
    double *value;

    if (!values_read(call, &value, f))
        return false;
    if (!trend_test_pettitt(value, method_rows(call), &t))
        return fault_set(f, FAULT_DATA, "raderna ska vara minst två");
    method_emit(call, t.k, "K");
    method_emit(call, (double) t.at + 1, "first_new_obs");
    method_emit(call, (double) t.at, "last_old_obs");
    method_emit(call, t.p, "p_approx");
    return true;
}

static const struct method_option seasonal_options[] = { { "value", "KOLUMN", "value", "värde" },
                                                         { "exposure", "KOLUMN", "", "nämnare" },
                                                         { "season", "KOLUMN", "month", "säsong" } };

static bool run_seasonal(struct method_call *call, struct fault *f)
{
    struct trend_seasonal_kendall t;
    const char *const *labels;
    double *value;
    size_t *season, n_seasons;

    if (!values_read(call, &value, f) || !method_groups(call, "season", &season, &labels, &n_seasons, f))
        return false;
    if (!trend_test_seasonal_kendall(value, season, method_rows(call), n_seasons, &t))
        return fault_set(f, FAULT_DATA, "varje säsong behöver minst två olika värden");
    method_emit(call, t.s, "S");
    method_emit(call, t.variance, "varS");
    method_emit(call, t.z, "z_cc");
    method_emit(call, t.p, "p");
    return true;
}

/* ---- several breaks ---- */

static const struct method_option segments_options[] = {
    COUNT_OPTIONS,
    { "most", "ANTAL", "4", "högst så många brott" },
    { "least", "ANTAL", "2", "minst så många perioder mellan brott" },
    { "penalty", "TAL", "", "pris per brott; annars BIC (2 log n) och 3 log n" },
    { "prefix", "NAMN", "penalty", "namn på lösningen med --penalty" },
    { "replicates", "ANTAL", "0", "antal simuleringar i den stegvisa prövningen; 0: ingen" },
    { "seed", "TAL", "1", "startvärde" },
};

static void emit_partition(struct method_call *call, const struct breaks_data *data, const double *time, double penalty,
                           const char *name)
{
    struct breaks_segmentation s;
    double objective;

    if (!breaks_many_partition(data, penalty, false, &s, &objective))
        return;
    method_emit(call, penalty, "%s_pen", name);
    method_emit(call, objective, "%s_obj", name);
    method_emit(call, (double) s.n_breaks, "%s_ncp", name);
    for (size_t k = 0; k < s.n_breaks; k++) {
        method_emit(call, time[s.at[k]], "%s_first_new_%zu", name, k + 1);
        method_emit(call, time[s.at[k] - 1], "%s_last_old_%zu", name, k + 1);
    }
    breaks_segmentation_free(&s);
}

static void emit_neighbourhood(struct method_call *call, const struct breaks_data *data, const double *time,
                               size_t most)
{
    struct breaks_segmentation *all = memory_zeroed(most + 1, sizeof *all);
    size_t n = 0, best = 0;

    breaks_many_segment(data, most, all, &n);
    for (size_t m = 0; m < n; m++) {
        method_emit(call, all[m].cost, "cost_m%zu", m);
        method_emit(call, all[m].bic, "bic_m%zu", m);
        method_emit(call, all[m].mbic, "mbic_m%zu", m);
        for (size_t k = 0; k < m; k++) {
            method_emit(call, time[all[m].at[k]], "first_new_m%zu_%zu", m, k + 1);
            method_emit(call, time[all[m].at[k] - 1], "last_old_m%zu_%zu", m, k + 1);
        }
        if (all[m].mbic < all[best].mbic)
            best = m;
    }
    method_emit(call, (double) best, "m_mbic");
    for (size_t m = 0; m < n; m++)
        breaks_segmentation_free(&all[m]);
    free(all);
}

static bool run_segments(struct method_call *call, struct fault *f)
{
    struct breaks_data data = { .n = method_rows(call) };
    double *time, *events, *exposure, penalty, log_n = log((double) data.n), p[20];
    struct breaks_sequence_options o = { .level = 0.05, .dispersion = 1 };
    long most, least, replicates, seed;
    size_t n_p, n_breaks;

    if (!counts_read(call, &time, &events, &exposure, f) || !method_integer(call, "most", 0, 20, &most, f) ||
        !method_integer(call, "least", 1, 1000, &least, f) ||
        !method_integer(call, "replicates", 0, 1000000, &replicates, f) ||
        !method_integer(call, "seed", 0, 4294967295, &seed, f))
        return false;
    data.events = events;
    data.person_years = exposure;
    data.least = (size_t) least;
    emit_neighbourhood(call, &data, time, (size_t) most);
    emit_partition(call, &data, time, 2 * log_n, "bic2logn");
    emit_partition(call, &data, time, 3 * log_n, "mbic3logn");
    if (method_given(call, "penalty")) {
        if (!method_real(call, "penalty", 0, 1e9, &penalty, f))
            return false;
        emit_partition(call, &data, time, penalty, method_text(call, "prefix"));
    }
    o.most = (size_t) most;
    o.replicates = (size_t) replicates;
    o.seed = (uint64_t) seed;
    if (breaks_many_sequence(&data, &o, p, &n_p, &n_breaks)) {
        for (size_t m = 0; m < n_p; m++)
            method_emit(call, p[m], "p_more_than_%zu", m);
        method_emit(call, (double) n_breaks, "m_sequential");
    }
    return true;
}

/* ---- dispersion over units, and the verdict ---- */

static const struct method_option dispersion_options[] = {
    COUNT_OPTIONS,
    { "unit", "KOLUMN", "unit", "enhet" },
};

static bool run_dispersion(struct method_call *call, struct fault *f)
{
    struct trend_unit_dispersion d;
    struct trend_units u = { 0 };
    const char *const *labels;
    double *time, *events, *exposure, *periods, *cells;
    size_t n = method_rows(call), *unit;

    if (!counts_read(call, &time, &events, &exposure, f) || !method_groups(call, "unit", &unit, &labels, &u.n_units, f))
        return false;
    periods = memory_zeroed(n, sizeof *periods);
    for (size_t i = 0; i < n; i++) {
        size_t t = 0;

        while (t < u.n_periods && periods[t] != time[i])
            t++;
        if (t == u.n_periods)
            periods[u.n_periods++] = time[i];
    }
    cells = memory_zeroed(2 * u.n_units * u.n_periods, sizeof *cells);
    u.time = periods;
    u.events = cells;
    u.person_years = cells + u.n_units * u.n_periods;
    for (size_t i = 0; i < n; i++) {
        size_t t = 0, cell;

        while (periods[t] != time[i])
            t++;
        cell = unit[i] * u.n_periods + t;
        cells[cell] = events[i];
        cells[u.n_units * u.n_periods + cell] = exposure[i];
    }
    trend_dispersion_units(&u, &d);
    method_emit(call, d.dispersion, "phi_u");
    method_emit(call, d.pearson, "X2");
    method_emit(call, d.df, "df");
    method_emit(call, (double) d.n_units, "n_units");
    free(cells);
    free(periods);
    return true;
}

static const struct method_option verdict_options[] = {
    COUNT_OPTIONS,
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
    enum trend_grade grade = trend_verdict_decide(a->reason, &a->evidence, a->has_quadratic ? &a->quadratic : NULL,
                                                  a->has_windowed ? &a->windowed : NULL, before_data, &lowered);

    method_emit(call, grade, "verdict_%s", trend_grade_word(grade));
    method_emit(call, lowered, "lowered");
    method_emit(call, trend_verdict_name(grade, &a->shapes), "name_%s",
                trend_name_word(trend_verdict_name(grade, &a->shapes)));
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

static bool run_verdict(struct method_call *call, struct fault *f)
{
    struct trend_series s = { .n = method_rows(call), .per_year = 1 };
    struct trend_assess_options o = { .before_data = method_is(call, "before-data", "ja") };
    struct trend_assessment a;
    double *time, *events, *exposure, date;
    long replicates, seed;
    size_t at = 0;

    if (!counts_read(call, &time, &events, &exposure, f) || !method_real(call, "at", -1e9, 1e9, &date, f) ||
        !method_real(call, "unit-dispersion", 1, 1e9, &o.unit_dispersion, f) ||
        !method_real(call, "ordinary-year-sd", 0, 10, &o.ordinary_year_sd, f) ||
        !method_real(call, "smallest-change", 0, 1e9, &o.smallest_change, f) ||
        !method_integer(call, "replicates", 1, 10000000, &replicates, f) ||
        !method_integer(call, "seed", 0, 4294967295, &seed, f))
        return false;
    s.time = time;
    s.events = events;
    s.person_years = exposure;
    o.replicates = (size_t) replicates;
    o.seed = (uint64_t) seed;
    while (at < s.n && time[at] != date)
        at++;
    trend_assess(&s, at, &o, &a);
    emit_assessment(call, &a, &s, o.before_data);
    trend_assessment_free(&a);
    return true;
}

static const struct method methods[] = {
    { "trend", "log-linjär utveckling: förändring per år, prövningar", trend_options, METHOD_COUNT(trend_options),
      run_trend },
    { "mann-kendall", "Mann-Kendall och Sens lutning; minsta kvadrat bredvid", kendall_options,
      METHOD_COUNT(kendall_options), run_kendall },
    { "mann-kendall-least-p", "minsta möjliga exakta p för n år", least_p_options, METHOD_COUNT(least_p_options),
      run_least_p },
    { "seasonal-kendall", "Mann-Kendall inom säsonger", seasonal_options, METHOD_COUNT(seasonal_options),
      run_seasonal },
    { "pettitt", "Pettitts test av ett nivåskifte", pettitt_options, METHOD_COUNT(pettitt_options), run_pettitt },
    { "segments", "flera nivåskiften: exakt uppdelning, BIC, mBIC", segments_options, METHOD_COUNT(segments_options),
      run_segments },
    { "unit-dispersion", "spridning utöver slumpen mellan enheter, trend per enhet och år borträknade",
      dispersion_options, METHOD_COUNT(dispersion_options), run_dispersion },
    { "verdict", "bedömning av ett år enligt rapportens tabell", verdict_options, METHOD_COUNT(verdict_options),
      run_verdict },
};

const struct method_area methods_trend = { "Utveckling och bedömning", methods, METHOD_COUNT(methods) };
