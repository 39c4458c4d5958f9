/* Developments as a whole: trend tests, rank tests, several breaks. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/breaks_many.h"
#include "pipeline/statistics/trend_test.h"
#include "stages/stat/areas.h"
#include "stages/stat/count_columns.h"

#include <math.h>
#include <stdlib.h>

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

    if (!count_columns_read(call, &time, &events, &exposure, f) ||
        !method_real(call, "dispersion", 1e-6, 1e9, &dispersion, f))
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

static bool emit_neighbourhood(struct method_call *call, const struct breaks_data *data, const double *time,
                               size_t most)
{
    struct breaks_segmentation *all = memory_zeroed(most + 1, sizeof *all);
    size_t n = 0, best = 0;

    if (!breaks_many_segment(data, most, all, &n)) {
        free(all);
        return false;
    }
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
    return true;
}

static bool run_segments(struct method_call *call, struct fault *f)
{
    struct breaks_data data = { .n = method_rows(call) };
    double *time, *events, *exposure, penalty, log_n = log((double) data.n), p[20];
    struct breaks_sequence_options o = { .level = 0.05, .dispersion = 1 };
    long most, least, replicates, seed;
    size_t n_p, n_breaks;

    if (!count_columns_read(call, &time, &events, &exposure, f) || !method_integer(call, "most", 0, 20, &most, f) ||
        !count_columns_in_order(call, time, f) || !method_integer(call, "least", 1, 1000, &least, f) ||
        !method_integer(call, "replicates", 0, 1000000, &replicates, f) ||
        !method_integer(call, "seed", 0, 4294967295, &seed, f))
        return false;
    data.events = events;
    data.person_years = exposure;
    data.least = (size_t) least;
    if (!emit_neighbourhood(call, &data, time, (size_t) most))
        return fault_set(f, FAULT_DATA, "serien kan inte delas upp: för få perioder, eller en period utan persontid");
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
};

const struct method_area methods_trend = { "Utveckling", methods, METHOD_COUNT(methods) };
