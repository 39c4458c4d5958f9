#include "pipeline/statistics/trend_break.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/detectable.h"
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

static bool has_events(const struct trend_series *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->events[i] > 0)
            return true;
    return false;
}

bool trend_null_fit(const struct trend_series *s, double dispersion, double level, struct trend_null *out)
{
    struct poisson_fit fit;
    struct poisson_data data = { .n = s->n, .events = s->events, .exposure = s->person_years };
    double lower = NAN, upper = NAN, *x = trend_shape_design(s, NULL, &data.p);
    bool good;

    data.x = x;
    good = poisson_model_fit(&data, &fit) && has_events(s);
    if (good) {
        if (s->development != TREND_CONSTANT)
            poisson_model_limits(&data, &fit, 1, level, dispersion, &lower, &upper);
        out->annual_ratio = s->development != TREND_CONSTANT ? exp(fit.coefficient[1]) : NAN;
        out->lower = exp(lower);
        out->upper = exp(upper);
        out->deviance = fit.deviance;
        out->pearson = fit.pearson;
        out->df = fit.df;
        out->fitted = fit.fitted;
        fit.fitted = NULL;
    }
    poisson_model_free(&fit);
    free(x);
    return good;
}

/* The null's deviance alone: its limits take longer than all the rest. */
static bool null_deviance(const struct trend_series *s, double *deviance)
{
    struct poisson_data data = { .n = s->n, .events = s->events, .exposure = s->person_years };
    struct poisson_fit fit;
    double *x = trend_shape_design(s, NULL, &data.p);
    bool good;

    data.x = x;
    good = poisson_model_fit(&data, &fit) && has_events(s);
    if (good)
        *deviance = fit.deviance;
    poisson_model_free(&fit);
    free(x);
    return good;
}

/* ---- one candidate ---- */

struct larger_model {
    struct poisson_data data;
    struct poisson_fit fit;
    double *x, *z; /* design; the candidate's column by itself */
    size_t last;   /* the candidate's column in the design */
};

static bool larger_fit(const struct trend_series *s, struct trend_candidate c, struct larger_model *m)
{
    *m = (struct larger_model){ .data = { .n = s->n, .events = s->events, .exposure = s->person_years } };
    m->x = trend_shape_design(s, &c, &m->data.p);
    m->data.x = m->x;
    m->last = m->data.p - 1;
    m->z = memory_zeroed(s->n, sizeof *m->z);
    trend_shape_column(s, c, m->z);
    return poisson_model_fit(&m->data, &m->fit);
}

static void larger_free(struct larger_model *m)
{
    poisson_model_free(&m->fit);
    free(m->x);
    free(m->z);
}

/* Events expected at d = 0. Where the ratio is Inf, nothing was expected in the shape's periods; where another
 * coefficient ran away, the fit says 0 for the periods it ran away from. */
static void without_deviation(const struct trend_series *s, const struct larger_model *m, double *without)
{
    for (size_t i = 0; i < s->n; i++) {
        double eta = 0;

        if (m->z[i] == 0) {
            without[i] = m->fit.fitted[i];
        } else if (m->fit.coefficient[m->last] == INFINITY) {
            without[i] = 0;
        } else {
            for (size_t j = 0; j < m->last; j++)
                eta += m->x[i * m->data.p + j] * m->fit.coefficient[j];
            without[i] = s->person_years[i] * exp(eta);
        }
    }
}

/* sum of expected * (ratio^z - 1) over the shape's periods. */
static double excess_at(const struct trend_series *s, const struct larger_model *m, const double *without, double ratio)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        if (m->z[i] > 0 && without[i] > 0)
            sum += without[i] * (pow(ratio, m->z[i]) - 1);
    return sum;
}

static void describe(const struct trend_series *s, const struct larger_model *m, const double *without,
                     double dispersion, double level, struct trend_effect *e)
{
    const double *staff = s->staff != NULL ? s->staff : s->person_years;
    double lower = NAN, upper = NAN, person_years = 0;

    poisson_model_limits(&m->data, &m->fit, m->last, level, dispersion, &lower, &upper);
    e->log_ratio = m->fit.coefficient[m->last];
    e->standard_error = poisson_model_se(&m->fit, m->last, dispersion);
    e->ratio = exp(e->log_ratio);
    e->lower = exp(lower);
    e->upper = exp(upper);
    e->excess = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (m->z[i] > 0) {
            e->excess += s->events[i] - without[i];
            person_years += staff[i];
        }
    }
    e->excess_lower = excess_at(s, m, without, e->lower);
    e->excess_upper = excess_at(s, m, without, e->upper);
    e->excess_per_100 = 100 * e->excess / person_years;
    e->excess_per_100_lower = 100 * e->excess_lower / person_years;
    e->excess_per_100_upper = 100 * e->excess_upper / person_years;
}

bool trend_break_effect(const struct trend_series *s, struct trend_candidate c, double dispersion, double level,
                        struct trend_effect *out, double *without)
{
    struct larger_model m;
    double *expected, deviance;
    bool good = c.at < s->n && larger_fit(s, c, &m);

    if (c.at >= s->n)
        return false;
    if (good && null_deviance(s, &deviance)) {
        expected = memory_zeroed(s->n, sizeof *expected);
        without_deviation(s, &m, expected);
        describe(s, &m, expected, dispersion, level, out);
        out->likelihood_ratio = fmax(0, deviance - m.fit.deviance) / dispersion;
        out->p = poisson_chi_squared_p(out->likelihood_ratio, 1);
        for (size_t i = 0; without != NULL && i < s->n; i++)
            without[i] = expected[i];
        free(expected);
    } else {
        good = false;
    }
    larger_free(&m);
    return good;
}

/* ---- weights ---- */

void trend_break_weights(const double *likelihood_ratio, size_t n, double *weight)
{
    double largest = -INFINITY, sum = 0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, likelihood_ratio[i]);
    for (size_t i = 0; i < n; i++)
        sum += weight[i] = exp((likelihood_ratio[i] - largest) / 2);
    for (size_t i = 0; i < n; i++)
        weight[i] /= sum;
}

void trend_break_dates(const struct trend_candidate *candidates, const double *likelihood_ratio, size_t n_candidates,
                       double dispersion, size_t n, bool *in_set, double *weight, double *none)
{
    double threshold = quantile_chi_square_upper(0.05, 1), largest = 0, sum, n_dates = 0;

    for (size_t c = 0; c < n_candidates; c++) {
        largest = fmax(largest, likelihood_ratio[c] / dispersion);
        n_dates += c == 0 || candidates[c].at != candidates[c - 1].at;
    }
    for (size_t i = 0; i < n; i++) {
        in_set[i] = false;
        weight[i] = 0;
    }
    /* All relative to exp(largest / 2), which would overflow by itself. */
    *none = 0.5 * exp((log((double) n) - largest) / 2);
    sum = *none;
    for (size_t first = 0, next; first < n_candidates; first = next) {
        size_t at = candidates[first].at;

        for (next = first; next < n_candidates && candidates[next].at == at; next++)
            ;
        for (size_t c = first; c < next; c++) {
            double gain = likelihood_ratio[c] / dispersion - largest;

            in_set[at] |= gain > -threshold;
            weight[at] += exp(gain / 2) / (double) (next - first) * 0.5 / n_dates;
        }
        sum += weight[at];
    }
    *none /= sum;
    for (size_t i = 0; i < n; i++)
        weight[i] /= sum;
}

/* ---- what would have been seen ---- */

/* Variance of the last column's coefficient, dispersion 1, where `expected` is the truth: an exact fit to it, so that
 * the information is that of the truth. NaN where it is not identified. */
static double variance_under(const double *x, size_t n, size_t p, const double *expected, const double *exposure)
{
    struct poisson_data data = { n, p, x, expected, exposure };
    struct poisson_fit fit;
    double variance = NAN;

    if (poisson_model_fit(&data, &fit) && fit.status == POISSON_FITTED)
        variance = fit.covariance[p * p - 1];
    poisson_model_free(&fit);
    return variance;
}

bool trend_break_detectable(const struct trend_series *s, struct trend_candidate c, double dispersion, double power,
                            struct trend_detectable *out)
{
    struct trend_null null;
    double *x, rate, variance;
    size_t p;

    if (c.at >= s->n || !trend_null_fit(s, dispersion, 0.95, &null))
        return false;
    x = trend_shape_design(s, &c, &p);
    rate = 100 * null.fitted[c.at] / (s->staff != NULL ? s->staff : s->person_years)[c.at];
    variance = variance_under(x, s->n, p, null.fitted, s->person_years);
    out->ratio = detectable_rate_ratio(1 / variance, dispersion, 0.05, power);
    out->per_100 = rate * (out->ratio - 1);
    free(x);
    free(null.fitted);
    return true;
}
