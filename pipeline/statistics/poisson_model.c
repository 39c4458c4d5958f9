#include "pipeline/statistics/poisson_model.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/irls.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool poisson_model_fit(const struct poisson_data *data, struct poisson_fit *fit)
{
    irls_fit(data, INFINITY, fit);
    return fit->status == POISSON_FITTED || fit->status == POISSON_SEPARATED;
}

void poisson_model_free(struct poisson_fit *fit)
{
    free(fit->coefficient);
    free(fit->covariance);
    free(fit->fitted);
    fit->coefficient = fit->covariance = fit->fitted = NULL;
}

double poisson_model_se(const struct poisson_fit *fit, size_t column, double dispersion)
{
    return sqrt(dispersion * fit->covariance[column * fit->p + column]);
}

/* ---- limits ---- */

struct profile {
    const struct poisson_data *data;
    double *x_rest, *own; /* the other columns; what of the column does not follow from them */
    double *exposure;     /* times exp(value * own) */
    double threshold;     /* deviance that a limit has */
};

/* Deviance with the coefficient held at `value`, less the threshold. */
static double profile_deviance(double value, void *context)
{
    struct profile *p = context;
    const struct poisson_data *d = p->data;
    struct poisson_data held = { d->n, d->p - 1, p->x_rest, d->events, p->exposure };
    double deviance = 0;

    for (size_t i = 0; i < d->n; i++)
        p->exposure[i] = (d->exposure != NULL ? d->exposure[i] : 1) * exp(value * p->own[i]);
    if (d->p > 1) {
        deviance = irls_deviance(&held);
    } else {
        for (size_t i = 0; i < d->n; i++) {
            double y = d->events[i], mu = p->exposure[i];

            deviance += 2 * ((y > 0 ? y * log(y / mu) : 0) - (y - mu));
        }
    }
    return deviance - p->threshold;
}

/* One limit. The search goes outward from the estimate in steps that double; where the estimate ran away to the other
 * side, it goes from 0 to whichever side the limit is on. Where what is exp(40) away is still within, nothing bounds
 * it.
 */
static double profile_limit(struct profile *p, double estimate, double step, double size)
{
    const double start = isfinite(estimate) ? estimate : 0, beyond = 40 / size;
    double at = 0, here = profile_deviance(start, p);

    if (!isfinite(estimate) && here > 0)
        step = -step;
    for (; !isnan(here); step *= 2) {
        double next = fmax(-beyond, fmin(beyond, at + step)), there = profile_deviance(start + next, p);

        if ((here <= 0) != (there <= 0))
            return root_find(profile_deviance, p, start + at, start + next);
        if (fabs(next) >= beyond)
            return isnan(there) ? NAN : copysign(INFINITY, step);
        at = next;
        here = there;
    }
    return NAN;
}

static double product(const double *a, const double *b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void take_out(double *a, const double *b, size_t n)
{
    double bb = product(b, b, n), share = bb > 0 ? product(a, b, n) / bb : 0;

    for (size_t i = 0; i < n; i++)
        a[i] -= share * b[i];
}

/* The column less its projection on the others (Gram-Schmidt, twice for the digits). Its coefficient is the same, as
 * the others take up the rest, and so large numbers such as years do not overflow. */
static void own_part(const struct poisson_data *d, size_t column, double *own)
{
    double *others = memory_zeroed(d->p * d->n, sizeof *others);

    for (size_t i = 0; i < d->n; i++) {
        own[i] = d->x[i * d->p + column];
        for (size_t j = 0; j < d->p; j++)
            others[j * d->n + i] = d->x[i * d->p + j];
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < d->p; j++) {
            for (size_t k = 0; k < j; k++)
                if (j != column && k != column)
                    take_out(others + j * d->n, others + k * d->n, d->n);
            if (j != column)
                take_out(own, others + j * d->n, d->n);
        }
    }
    free(others);
}

bool poisson_model_limits(const struct poisson_data *data, const struct poisson_fit *fit, size_t column, double level,
                          double dispersion, double *lower, double *upper)
{
    double z = quantile_two_sided(level), estimate = fit->coefficient[column], step, size = 0, whole = 0;
    size_t rest = data->p - 1;
    struct profile p = { .data = data };

    if ((fit->status != POISSON_FITTED && fit->status != POISSON_SEPARATED) || !(level > 0 && level < 1) ||
        !(dispersion > 0))
        return false;
    p.threshold = fit->deviance + dispersion * z * z;
    p.x_rest = memory_zeroed(data->n * rest, sizeof *p.x_rest);
    p.exposure = memory_zeroed(data->n, sizeof *p.exposure);
    p.own = memory_zeroed(data->n, sizeof *p.own);
    own_part(data, column, p.own);
    for (size_t i = 0; i < data->n; i++) {
        for (size_t j = 0; j < rest; j++)
            p.x_rest[i * rest + j] = data->x[i * data->p + j + (j >= column)];
        size = fmax(size, fabs(p.own[i]));
        whole = fmax(whole, fabs(data->x[i * data->p + column]));
    }
    step = z * poisson_model_se(fit, column, dispersion);
    if (!(step > 0) || !(step < 10 / size))
        step = 0.5 / size;
    *lower = -INFINITY;
    *upper = INFINITY;
    if (estimate != -INFINITY && size > 1e-11 * whole)
        *lower = profile_limit(&p, estimate, -step, size);
    if (estimate != INFINITY && size > 1e-11 * whole)
        *upper = profile_limit(&p, estimate, step, size);
    free(p.own);
    free(p.exposure);
    free(p.x_rest);
    return true;
}

/* ---- comparisons ---- */

double poisson_chi_squared_p(double statistic, double df)
{
    return isnan(statistic) || !(df > 0) ? NAN : statistic <= 0 ? 1 : distribution_chi_square(statistic, df).upper;
}

double poisson_f_p(double statistic, double df1, double df2)
{
    if (isnan(statistic) || !(df1 > 0) || !(df2 > 0))
        return NAN;
    return statistic <= 0 ? 1 : gsl_cdf_fdist_Q(statistic, df1, df2);
}

bool poisson_model_compare(const struct poisson_fit *smaller, const struct poisson_fit *larger, double dispersion,
                           struct poisson_comparison *out)
{
    double gain = smaller->deviance - larger->deviance, df = smaller->df - larger->df;

    if (isnan(gain) || !(df > 0) || !(dispersion > 0))
        return false;
    out->likelihood_ratio = fmax(0, gain) / dispersion;
    out->df = df;
    out->p = poisson_chi_squared_p(out->likelihood_ratio, df);
    out->f = larger->df > 0 ? fmax(0, gain) / df / larger->dispersion : NAN;
    out->f_df = larger->df;
    out->f_p = poisson_f_p(out->f, df, larger->df);
    return true;
}

/* ---- sums of expected events ---- */

static double predicted(const struct poisson_fit *fit, const double *x, double exposure)
{
    double eta = 0;

    for (size_t j = 0; j < fit->p; j++)
        eta += x[j] * fit->coefficient[j];
    return exposure * exp(eta);
}

static double quadratic_form(const struct poisson_fit *fit, const double *gradient)
{
    double sum = 0;

    for (size_t i = 0; i < fit->p; i++)
        for (size_t j = 0; j < fit->p; j++)
            sum += gradient[i] * fit->covariance[i * fit->p + j] * gradient[j];
    return sum;
}

bool poisson_model_difference(const struct poisson_data *data, const struct poisson_fit *fit, const double *x_otherwise,
                              const bool *in, double dispersion, struct poisson_difference *out)
{
    double *gradient;

    if (fit->status != POISSON_FITTED)
        return false;
    gradient = memory_zeroed(fit->p, sizeof *gradient);
    *out = (struct poisson_difference){ 0 };
    for (size_t i = 0; i < data->n; i++) {
        double exposure = data->exposure != NULL ? data->exposure[i] : 1;
        const double *x = data->x + i * fit->p, *other = x_otherwise + i * fit->p;
        double mu, mu_other;

        if (in != NULL && !in[i])
            continue;
        mu = predicted(fit, x, exposure);
        mu_other = predicted(fit, other, exposure);
        out->expected += mu;
        out->expected_otherwise += mu_other;
        for (size_t j = 0; j < fit->p; j++)
            gradient[j] += mu * x[j] - mu_other * other[j];
    }
    out->difference = out->expected - out->expected_otherwise;
    out->standard_error = sqrt(dispersion * quadratic_form(fit, gradient));
    free(gradient);
    return true;
}

bool poisson_model_forecast(const struct poisson_fit *fit, const double *x_new, const double *exposure_new,
                            size_t n_new, double *expected, double *sum, double *variance)
{
    double *gradient;

    if (fit->status != POISSON_FITTED)
        return false;
    gradient = memory_zeroed(fit->p, sizeof *gradient);
    *sum = 0;
    for (size_t i = 0; i < n_new; i++) {
        double mu = predicted(fit, x_new + i * fit->p, exposure_new != NULL ? exposure_new[i] : 1);

        if (expected != NULL)
            expected[i] = mu;
        *sum += mu;
        for (size_t j = 0; j < fit->p; j++)
            gradient[j] += mu * x_new[i * fit->p + j];
    }
    *variance = quadratic_form(fit, gradient);
    free(gradient);
    return true;
}
