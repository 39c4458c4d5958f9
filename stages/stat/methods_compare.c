/* Units compared over time: does a deviation differ between them, and how many would change clearly if all changed
 * alike. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/common_change.h"
#include "pipeline/statistics/unit_break.h"
#include "stages/stat/areas.h"
#include "stages/stat/count_columns.h"

#include <math.h>
#include <stdlib.h>

/* ---- unit x break ---- */

static const struct method_option unit_break_options[] = {
    { "time", "KOLUMN", "time", "period" },
    { "unit", "KOLUMN", "unit", "enhet" },
    { "events", "KOLUMN", "events", "antal händelser" },
    { "exposure", "KOLUMN", "exposure", "persontid" },
    { "at", "TID", NULL, "avvikelsens första period" },
    { "shape", "FORM", "pulse", "pulse (bara den perioden) eller step (från och med den)" },
    { "dispersion", "TAL", "1", "spridning" },
    { "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1" },
};

static void emit_contrasts(struct method_call *call, const struct count_grid *g, const bool *in, double confidence)
{
    double *events = memory_zeroed(g->n_periods, sizeof *events), *years = memory_zeroed(g->n_periods, sizeof *years);

    for (size_t u = 0; u < g->n_units; u++) {
        struct unit_contrast c = {
            .expected_inside = NAN, .ratio = NAN, .limits = { NAN, NAN }, .p = NAN, .p_mid = NAN
        };

        for (size_t t = 0; t < g->n_periods; t++) {
            events[t] = years[t] = 0;
            for (size_t other = 0; other < g->n_units; other++)
                if (other != u) {
                    events[t] += g->events[other * g->n_periods + t];
                    years[t] += g->person_years[other * g->n_periods + t];
                }
        }
        unit_break_contrast(g->events + u * g->n_periods, g->person_years + u * g->n_periods, events, years, in,
                            g->n_periods, confidence, &c);
        method_emit(call, c.expected_inside, "expected_%zu", u + 1);
        method_emit(call, c.ratio, "ratio_%zu", u + 1);
        method_emit(call, c.limits.lower, "ratio_lo_%zu", u + 1);
        method_emit(call, c.limits.upper, "ratio_hi_%zu", u + 1);
        method_emit(call, c.p, "p_central_%zu", u + 1);
        method_emit(call, c.p_mid, "p_mid_%zu", u + 1);
    }
    free(events);
    free(years);
}

static bool run_unit_break(struct method_call *call, struct fault *f)
{
    struct unit_break b = { 0, NAN, NAN, NAN, NAN, NAN };
    double dispersion, confidence;
    double at;
    struct count_grid g;
    bool *in;

    if (!method_is(call, "shape", "pulse") && !method_is(call, "shape", "step"))
        return fault_set(f, FAULT_USAGE, "--shape ska vara pulse eller step");
    if (!method_real(call, "dispersion", 0, INFINITY, &dispersion, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f) || !method_real(call, "at", -INFINITY, INFINITY, &at, f) ||
        !count_grid_read(call, &g, f))
        return false;
    in = memory_zeroed(g.n_periods, sizeof *in);
    for (size_t t = 0; t < g.n_periods; t++)
        in[t] = method_is(call, "shape", "step") ? g.time[t] >= at : g.time[t] == at;
    unit_break_test(&(struct unit_break_data){ g.n_units, g.n_periods, g.events, g.person_years, in }, dispersion, &b);
    method_emit(call, (double) b.n_units, "n_units");
    method_emit(call, b.df, "df");
    method_emit(call, b.likelihood_ratio, "lr");
    method_emit(call, b.likelihood_ratio_p, "lr_p");
    method_emit(call, b.chi_square, "chisq");
    method_emit(call, b.p, "chisq_p");
    emit_contrasts(call, &g, in, confidence);
    free(in);
    count_grid_free(&g);
    return true;
}

/* ---- how many would change clearly ---- */

static const struct method_option common_change_options[] = {
    { "events1", "KOLUMN", "events1", "händelser före, en rad för varje enhet" },
    { "exposure1", "KOLUMN", "exposure1", "persontid före" },
    { "events2", "KOLUMN", "events2", "händelser efter" },
    { "exposure2", "KOLUMN", "exposure2", "persontid efter" },
    { "ratio", "TAL", "", "gemensam kvot; annars enheternas sammanlagda" },
    { "dispersion", "TAL", "1", "spridning" },
    { "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1" },
};

static double total(const double *values, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

static bool run_common_change(struct method_call *call, struct fault *f)
{
    size_t n = method_rows(call), n_down = 0, n_up = 0;
    double *events1, *exposure1, *events2, *exposure2, ratio, dispersion, confidence;
    struct common_change c;
    struct unit_change *units;
    bool ok;

    if (!method_column(call, "events1", &events1, f) || !method_column(call, "exposure1", &exposure1, f) ||
        !method_column(call, "events2", &events2, f) || !method_column(call, "exposure2", &exposure2, f) ||
        !method_real(call, "dispersion", 0, INFINITY, &dispersion, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    ratio = total(events2, n) / total(exposure2, n) / (total(events1, n) / total(exposure1, n));
    if (method_given(call, "ratio") && !method_real(call, "ratio", 0, INFINITY, &ratio, f))
        return false;
    units = memory_zeroed(n, sizeof *units);
    for (size_t i = 0; i < n; i++) {
        units[i] = (struct unit_change){ events1[i], exposure1[i], events2[i], exposure2[i] };
        n_down += common_change_of(&units[i], confidence) < 0 ? 1 : 0;
        n_up += common_change_of(&units[i], confidence) > 0 ? 1 : 0;
    }
    ok = common_change_expected(units, n, ratio, dispersion, confidence, &c);
    method_emit(call, ratio, "ratio");
    method_emit(call, (double) n_down, "n_down");
    method_emit(call, (double) n_up, "n_up");
    method_emit(call, ok ? c.down_expected : NAN, "down_expected");
    method_emit(call, ok ? (double) c.down_low : NAN, "down_lo");
    method_emit(call, ok ? (double) c.down_high : NAN, "down_hi");
    method_emit(call, ok ? c.up_expected : NAN, "up_expected");
    method_emit(call, ok ? (double) c.up_low : NAN, "up_lo");
    method_emit(call, ok ? (double) c.up_high : NAN, "up_hi");
    free(units);
    return true;
}

static const struct method methods[] = {
    { "unit-break", "skiljer sig en avvikelse mellan enheter, och en enhet från de övriga (exakt)", unit_break_options,
      METHOD_COUNT(unit_break_options), run_unit_break },
    { "common-change", "hur många enheter som skulle ändras tydligt om alla ändrades lika", common_change_options,
      METHOD_COUNT(common_change_options), run_common_change },
};

const struct method_area methods_compare = { "Enheter över tid", methods, METHOD_COUNT(methods) };
