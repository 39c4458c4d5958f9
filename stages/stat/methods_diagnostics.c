/* Whether a Poisson fit may be believed: single rows, robust errors, overdispersion, autocorrelation. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/poisson_diagnostics.h"
#include "pipeline/statistics/quantile.h"
#include "stages/stat/areas.h"
#include "stages/stat/model.h"

#include <math.h>
#include <stdlib.h>

static const struct method_option diagnostics_options[] = {
    MODEL_OPTIONS,
    { "lags", "ANTAL", "12", "så många steg bakåt i tiden: raderna ska då stå i tidsordning" },
    { "predict", "RAD", "", "skattat tal för denna rad, per 100" },
};

static void emit_robust(struct method_call *call, const struct model *m, const struct poisson_fit *fit)
{
    static const char *const names[] = { [POISSON_HC0] = "HC0", [POISSON_HC1] = "HC1", [POISSON_HC3] = "HC3" };
    double *se = memory_zeroed(fit->p, sizeof *se);

    for (size_t kind = 0; kind < METHOD_COUNT(names); kind++)
        if (poisson_robust_se(&m->data, fit, (enum poisson_robust) kind, se))
            for (size_t j = 0; j < fit->p; j++)
                method_emit(call, se[j], "%s_se[%s]", names[kind], m->terms.columns[j].name);
    free(se);
}

static void emit_autocorrelation(struct method_call *call, const struct poisson_row *rows, size_t n, size_t n_lags)
{
    double *residual = memory_zeroed(n, sizeof *residual), *acf = memory_zeroed(n_lags, sizeof *acf);
    struct ljung_box test;

    for (size_t i = 0; i < n; i++)
        residual[i] = rows[i].pearson;
    if (residual_autocorrelation(residual, n, n_lags, acf, &test)) {
        for (size_t k = 0; k < n_lags; k++)
            method_emit(call, acf[k], "acf_%zu", k + 1);
        method_emit(call, test.statistic, "ljungbox%zu", n_lags);
        method_emit(call, test.p, "ljungbox%zu_p", n_lags);
    }
    free(acf);
    free(residual);
}

static void emit_rows(struct method_call *call, const struct model *m, const struct poisson_fit *fit, size_t n_lags)
{
    struct poisson_row *rows = memory_zeroed(m->data.n, sizeof *rows);

    if (poisson_rows(&m->data, fit, rows)) {
        for (size_t i = 0; i < m->data.n; i++) {
            method_emit(call, rows[i].leverage, "hat_%zu", i + 1);
            method_emit(call, rows[i].standardised, "rstd_pearson_%zu", i + 1);
            method_emit(call, rows[i].deviance, "dev_resid_%zu", i + 1);
        }
        emit_autocorrelation(call, rows, m->data.n, n_lags);
    }
    free(rows);
}

/* row: from 0. */
static void emit_prediction(struct method_call *call, const struct model *m, const struct poisson_fit *fit, size_t row)
{
    double one = 1, rate, variance, half;

    if (!poisson_model_forecast(fit, m->data.x + row * m->data.p, &one, 1, NULL, &rate, &variance))
        return;
    half = quantile_two_sided(0.95) * sqrt(variance) / rate;
    method_emit(call, 100 * rate, "pred_per100");
    method_emit(call, 100 * rate * exp(-half), "pred_lo");
    method_emit(call, 100 * rate * exp(half), "pred_hi");
}

static bool run_diagnostics(struct method_call *call, struct fault *f)
{
    struct poisson_overdispersion over;
    struct poisson_fit fit;
    struct model m;
    long lags, row = 0;
    bool good;

    if (!method_integer(call, "lags", 1, 1000, &lags, f) ||
        (method_given(call, "predict") && !method_integer(call, "predict", 1, (long) method_rows(call), &row, f)) ||
        !model_read(call, &m, f))
        return false;
    good = model_fit(&m, &fit, f);
    if (good && fit.status != POISSON_FITTED)
        good = fault_set(f, FAULT_DATA, "en koefficient kan inte skattas (nollor): modellen kan inte granskas");
    if (good) {
        emit_robust(call, &m, &fit);
        emit_rows(call, &m, &fit, (size_t) lags);
        poisson_overdispersion(&m.data, &fit, &over);
        method_emit(call, over.dean, "dean_PB");
        method_emit(call, over.t, "cameron_trivedi_t");
        method_emit(call, over.alpha, "cameron_trivedi_alpha");
        if (row > 0)
            emit_prediction(call, &m, &fit, (size_t) row - 1);
    }
    if (good || fit.coefficient != NULL)
        poisson_model_free(&fit);
    model_free(&m);
    return good;
}

static const struct method methods[] = {
    { "poisson-diagnostics", "granskning av en Poissonregression: rader, robusta fel, överspridning, minne",
      diagnostics_options, METHOD_COUNT(diagnostics_options), run_diagnostics },
};

const struct method_area methods_diagnostics = { "Granskning av en modell", methods, METHOD_COUNT(methods) };
