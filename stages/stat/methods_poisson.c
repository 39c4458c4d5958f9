/* Regression of counts with person-time: Poisson, quasi-Poisson, negative binomial; expected counts without a term;
 * forecast. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/quantile.h"
#include "stages/stat/areas.h"
#include "stages/stat/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void emit_ratio(struct method_call *call, const struct model *m, const struct poisson_fit *fit, size_t j)
{
    const char *name = m->terms.columns[j].name;
    double b = fit->coefficient[j], se = poisson_model_se(fit, j, 1), z = quantile_two_sided(0.95);
    double quasi = poisson_model_se(fit, j, fit->dispersion), t = fit->df > 0 ? quantile_t(0.975, fit->df) : NAN;

    method_emit(call, exp(b), "%srr_%s", m->prefix, name);
    method_emit(call, exp(b - z * se), "%srr_%s_lo", m->prefix, name);
    method_emit(call, exp(b + z * se), "%srr_%s_hi", m->prefix, name);
    method_emit(call, exp(b - z * quasi), "%srr_%s_qlo_z", m->prefix, name);
    method_emit(call, exp(b + z * quasi), "%srr_%s_qhi_z", m->prefix, name);
    method_emit(call, exp(b - t * quasi), "%srr_%s_qlo_t", m->prefix, name);
    method_emit(call, exp(b + t * quasi), "%srr_%s_qhi_t", m->prefix, name);
}

static void emit_profile(struct method_call *call, const struct model *m, const struct poisson_fit *fit, size_t j)
{
    double lower, upper;

    if (!poisson_model_limits(&m->data, fit, j, 0.95, 1, &lower, &upper))
        return;
    method_emit(call, lower, "%sprof_lo[%s]", m->prefix, m->terms.columns[j].name);
    method_emit(call, upper, "%sprof_hi[%s]", m->prefix, m->terms.columns[j].name);
    method_emit(call, lower, "%sprof_exact_lo[%s]", m->prefix, m->terms.columns[j].name);
    method_emit(call, upper, "%sprof_exact_hi[%s]", m->prefix, m->terms.columns[j].name);
}

static void emit_criteria(struct method_call *call, const struct model *m, const struct poisson_fit *fit)
{
    double p = (double) fit->p, n = (double) fit->n_used;

    method_emit(call, fit->deviance, "%sdeviance", m->prefix);
    method_emit(call, fit->df, "%sdf", m->prefix);
    method_emit(call, fit->df, "%sdf_resid", m->prefix);
    method_emit(call, fit->log_likelihood, "%sloglik", m->prefix);
    method_emit(call, fit->aic, "%saic", m->prefix);
    method_emit(call, fit->bic, "%sbic", m->prefix);
    method_emit(call, n > p + 1 ? fit->aic + 2 * p * (p + 1) / (n - p - 1) : INFINITY, "%saicc", m->prefix);
    method_emit(call, fit->pearson, "%sX2", m->prefix);
    method_emit(call, fit->pearson, "%spearson_X2", m->prefix);
    method_emit(call, fit->dispersion, "%sphi", m->prefix);
    method_emit(call, fit->dispersion, "%sphi_pearson", m->prefix);
    method_emit(call, fit->deviance / fit->df, "%sphi_deviance", m->prefix);
}

/* The model without one term, against the whole. */
static void emit_without(struct method_call *call, const struct model *m, const struct poisson_fit *fit, size_t term)
{
    struct poisson_data data = m->data;
    struct poisson_comparison c;
    struct poisson_fit smaller;
    double *x = terms_design(&m->terms, term, &data.p);
    const char *label = m->terms.labels[term];

    data.x = x;
    if (poisson_model_fit(&data, &smaller) && poisson_model_compare(&smaller, fit, 1, &c)) {
        method_emit(call, c.likelihood_ratio, "%slrt_%s", m->prefix, label);
        method_emit(call, c.df, "%slrt_%s_df", m->prefix, label);
        method_emit(call, c.p, "%slrt_p_%s", m->prefix, label);
        method_emit(call, c.f, "%squasiF_%s", m->prefix, label);
        method_emit(call, c.f_p, "%squasiF_p_%s", m->prefix, label);
        method_emit(call, c.likelihood_ratio, "%s%s_chisq", m->prefix, label);
        method_emit(call, c.p, "%s%s_p", m->prefix, label);
        method_emit(call, c.f, "%s%s_F", m->prefix, label);
        method_emit(call, c.f_p, "%s%s_F_p", m->prefix, label);
    }
    poisson_model_free(&smaller);
    free(x);
}

static void emit_null(struct method_call *call, const struct model *m)
{
    struct poisson_data data = m->data;
    struct poisson_fit fit;
    double *one = memory_zeroed(data.n, sizeof *one);

    for (size_t i = 0; i < data.n; i++)
        one[i] = 1;
    data.p = 1;
    data.x = one;
    if (poisson_model_fit(&data, &fit))
        method_emit(call, fit.deviance, "%snull_deviance", m->prefix);
    poisson_model_free(&fit);
    free(one);
}

static const struct method_option poisson_options[] = {
    MODEL_OPTIONS,
    { "prefix", "TEXT", "", "sätts före varje namn" },
};

static bool run_poisson(struct method_call *call, struct fault *f)
{
    struct model m;
    struct poisson_fit fit;
    bool good;

    if (!model_read(call, &m, f))
        return false;
    m.prefix = method_text(call, "prefix");
    good = model_fit(&m, &fit, f);
    if (good) {
        method_emit(call, fit.status == POISSON_SEPARATED, "%sseparated", m.prefix);
        for (size_t j = 0; j < fit.p; j++) {
            const char *name = m.terms.columns[j].name;

            method_emit(call, fit.coefficient[j], "%sb[%s]", m.prefix, name);
            method_emit(call, poisson_model_se(&fit, j, 1), "%sse[%s]", m.prefix, name);
            method_emit(call, poisson_model_se(&fit, j, fit.dispersion), "%squasi_se[%s]", m.prefix, name);
            emit_profile(call, &m, &fit, j);
            if (j > 0)
                emit_ratio(call, &m, &fit, j);
        }
        emit_null(call, &m);
        emit_criteria(call, &m, &fit);
        for (size_t term = 1; term <= m.terms.n_terms; term++)
            emit_without(call, &m, &fit, term);
        poisson_model_free(&fit);
    }
    model_free(&m);
    return good;
}

static const struct method_option negative_binomial_options[] = { MODEL_OPTIONS };

static bool run_negative_binomial(struct method_call *call, struct fault *f)
{
    struct model m;
    struct negative_binomial_fit fit;
    bool good;

    if (!model_read(call, &m, f))
        return false;
    good = negative_binomial_fit(&m.data, &fit) || model_explain(&m, &fit.mean, f);
    for (size_t j = 0; good && j < fit.mean.p; j++) {
        method_emit(call, fit.mean.coefficient[j], "b[%s]", m.terms.columns[j].name);
        method_emit(call, poisson_model_se(&fit.mean, j, 1), "se[%s]", m.terms.columns[j].name);
    }
    if (good) {
        method_emit(call, fit.theta, "theta");
        method_emit(call, fit.theta_se, "theta_se");
        emit_criteria(call, &m, &fit.mean);
        method_emit(call, 2 * fit.mean.log_likelihood, "twologlik");
    }
    poisson_model_free(&fit.mean);
    model_free(&m);
    return good;
}

/* ---- with and without ---- */

static const struct method_option averted_options[] = {
    MODEL_OPTIONS,
    { "without", "TERM", NULL, "termens kolumner sätts till 0; summor tas över rader där någon inte är 0" },
};

static bool run_averted(struct method_call *call, struct fault *f)
{
    struct model m;
    struct poisson_fit fit;
    struct poisson_difference d;
    const char *label = method_text(call, "without");
    size_t term = 1;
    double *otherwise, observed = 0;
    bool *in, good;

    if (!model_read(call, &m, f))
        return false;
    while (term <= m.terms.n_terms && strcmp(m.terms.labels[term], label) != 0)
        term++;
    if (term > m.terms.n_terms) {
        model_free(&m);
        return fault_set(f, FAULT_USAGE, "--without ska vara en av termerna");
    }
    otherwise = terms_design(&m.terms, 0, &m.data.p);
    in = memory_zeroed(m.data.n, sizeof *in);
    for (size_t i = 0; i < m.data.n; i++) {
        for (size_t j = 0; j < m.data.p; j++) {
            double *cell = otherwise + i * m.data.p + j;

            if (m.terms.columns[j].term != term)
                continue;
            in[i] |= *cell != 0;
            *cell = 0;
        }
        observed += in[i] ? m.data.events[i] : 0;
    }
    good = model_fit(&m, &fit, f);
    if (good && poisson_model_difference(&m.data, &fit, otherwise, in, 1, &d)) {
        method_emit(call, d.expected_otherwise, "cf_expected");
        method_emit(call, d.expected, "fitted_with_%s", label);
        method_emit(call, observed, "observed_%s_period", label);
        method_emit(call, -d.difference, "averted");
        method_emit(call, d.standard_error, "averted_se");
        method_emit(call, d.standard_error * sqrt(fit.dispersion), "averted_se_quasi");
    }
    if (good)
        poisson_model_free(&fit);
    free(in);
    free(otherwise);
    model_free(&m);
    return good;
}

/* ---- forecast ---- */

static const struct method_option forecast_options[] = {
    MODEL_OPTIONS,
    { "new", "KOLUMN", NULL, "rader där kolumnen inte är 0 förutsägs från de andra" },
    { "label", "KOLUMN", "", "rader får namn efter kolumnen, annars efter sitt nummer" },
};

/* Moves the rows with new[i] != 0 behind the others; returns how many others there are. */
static size_t part(const struct model *m, const double *new_rows, double *x, double *events, double *exposure,
                   size_t *row)
{
    size_t k = 0, n_old = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < m->data.n; i++) {
            if ((new_rows[i] != 0) != (pass == 1))
                continue;
            memcpy(x + k * m->data.p, m->data.x + i * m->data.p, m->data.p * sizeof *x);
            events[k] = m->data.events[i];
            exposure[k] = m->data.exposure != NULL ? m->data.exposure[i] : 1;
            row[k++] = i;
            n_old += pass == 0;
        }
    }
    return n_old;
}

static void emit_forecast(struct method_call *call, const struct poisson_fit *fit, const double *x,
                          const double *exposure, const double *events, size_t n_new, const char *const *labels)
{
    double z = quantile_two_sided(0.95), sum, variance, observed = 0, phi = fit->dispersion;

    for (size_t i = 0; i < n_new; i++) {
        double se;

        if (!poisson_model_forecast(fit, x + i * fit->p, exposure + i, 1, NULL, &sum, &variance))
            return;
        se = sqrt(1 / events[i] + variance / (sum * sum));
        observed += events[i];
        method_emit(call, sum, "cf_%s_expected", labels[i]);
        method_emit(call, sqrt(variance) / sum, "cf_%s_se_logmu", labels[i]);
        method_emit(call, events[i] / sum, "cf_%s_oe", labels[i]);
        method_emit(call, events[i] / sum * exp(-z * se), "cf_%s_oe_lo", labels[i]);
        method_emit(call, events[i] / sum * exp(z * se), "cf_%s_oe_hi", labels[i]);
    }
    poisson_model_forecast(fit, x, exposure, n_new, NULL, &sum, &variance);
    method_emit(call, sum, "cf_all_expected");
    method_emit(call, sqrt(variance), "cf_all_se");
    method_emit(call, observed - sum, "cf_all_excess");
    method_emit(call, observed / sum, "cf_all_oe");
    method_emit(call, sum, "E");
    method_emit(call, variance, "var_E_param");
    method_emit(call, observed, "O");
    method_emit(call, phi, "phi_pre");
    method_emit(call, observed / sum, "oe_ratio");
    method_emit(call, sqrt(phi * (1 / observed + variance / (sum * sum))), "log_oe_se");
    method_emit(call, (observed - sum) / sqrt(phi * (sum + variance)), "z_quasi");
}

static bool run_forecast(struct method_call *call, struct fault *f)
{
    struct model m;
    struct poisson_fit fit;
    double *new_rows, *x, *events, *exposure;
    const char *const *labels = NULL, **named;
    size_t n = method_rows(call), *row, n_old;
    bool good;

    if (!method_column(call, "new", &new_rows, f) ||
        (method_given(call, "label") && !method_words(call, "label", &labels, f)) || !model_read(call, &m, f))
        return false;
    x = memory_zeroed(n * (m.data.p + 2), sizeof *x);
    events = x + n * m.data.p;
    exposure = events + n;
    row = memory_zeroed(n, sizeof *row);
    named = memory_zeroed(n, sizeof *named);
    n_old = part(&m, new_rows, x, events, exposure, row);
    for (size_t i = n_old; i < n; i++)
        named[i] = labels != NULL ? labels[row[i]] : "row";
    m.data.n = n_old;
    m.data.x = x;
    m.data.events = events;
    m.data.exposure = exposure;
    good = model_fit(&m, &fit, f);
    if (good) {
        emit_forecast(call, &fit, x + n_old * m.data.p, exposure + n_old, events + n_old, n - n_old, named + n_old);
        poisson_model_free(&fit);
    }
    free(named);
    free(row);
    free(x);
    model_free(&m);
    return good;
}

static const struct method methods[] = {
    { "poisson", "Poisson- och kvasi-Poissonregression med persontid; prövning av varje term", poisson_options,
      METHOD_COUNT(poisson_options), run_poisson },
    { "negative-binomial", "negativ binomialregression (NB2)", negative_binomial_options,
      METHOD_COUNT(negative_binomial_options), run_negative_binomial },
    { "without-term", "väntat antal med och utan en term", averted_options, METHOD_COUNT(averted_options),
      run_averted },
    { "forecast", "förutsägelse av rader från en modell för de andra", forecast_options, METHOD_COUNT(forecast_options),
      run_forecast },
};

const struct method_area methods_poisson = { "Antal och persontid i modell", methods, METHOD_COUNT(methods) };
