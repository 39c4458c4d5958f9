/* The NB2 half of poisson_model.h: theta is the root of its profile score, found on the log scale. */
#include "pipeline/statistics/irls.h"
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/root.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#define LEAST_LOG_THETA -16.0
#define MOST_LOG_THETA 16.0 /* theta of 9 million: a variance that no series of counts can tell from Poisson */

struct theta_score {
    const struct poisson_data *data;
};

static double digamma(double x)
{
    gsl_sf_result r;

    return gsl_sf_psi_e(x, &r) == GSL_SUCCESS ? r.val : NAN;
}

static double trigamma(double x)
{
    gsl_sf_result r;

    return gsl_sf_psi_1_e(x, &r) == GSL_SUCCESS ? r.val : NAN;
}

static bool used(const struct poisson_data *data, size_t i)
{
    return data->exposure == NULL || data->exposure[i] > 0;
}

static double score(const struct poisson_data *data, const double *mu, double theta)
{
    double sum = 0;

    for (size_t i = 0; i < data->n; i++) {
        double y = data->events[i];

        if (used(data, i))
            sum += digamma(y + theta) - digamma(theta) + log(theta / (theta + mu[i])) + 1 -
                   (y + theta) / (theta + mu[i]);
    }
    return sum;
}

static double information(const struct poisson_data *data, const double *mu, double theta)
{
    double sum = 0;

    for (size_t i = 0; i < data->n; i++) {
        double y = data->events[i], all = mu[i] + theta;

        if (used(data, i))
            sum += trigamma(theta) - trigamma(y + theta) - 1 / theta + 2 / all - (y + theta) / (all * all);
    }
    return sum;
}

/* The score at theta with the coefficients at their best for that theta. */
static double profile_score(double log_theta, void *context)
{
    const struct theta_score *s = context;
    double theta = exp(log_theta), value = NAN;
    struct poisson_fit fit;

    irls_fit(s->data, theta, &fit);
    if (fit.status == POISSON_FITTED || fit.status == POISSON_SEPARATED)
        value = score(s->data, fit.fitted, theta) * theta;
    poisson_model_free(&fit);
    return value;
}

/* Whether the counts vary more than Poisson: the score of 1/theta at 0. */
static bool overdispersed(const struct poisson_data *data, const struct poisson_fit *poisson)
{
    double sum = 0;

    for (size_t i = 0; i < data->n; i++) {
        double residual = data->events[i] - poisson->fitted[i];

        if (used(data, i))
            sum += residual * residual - data->events[i];
    }
    return sum > 0;
}

bool negative_binomial_fit(const struct poisson_data *data, struct negative_binomial_fit *fit)
{
    struct theta_score context = { data };
    double log_theta;

    fit->theta = INFINITY;
    fit->theta_se = NAN;
    if (!poisson_model_fit(data, &fit->mean))
        return false;
    if (!overdispersed(data, &fit->mean))
        return true;
    log_theta = root_find(profile_score, &context, LEAST_LOG_THETA, MOST_LOG_THETA);
    if (isnan(log_theta))
        return true;
    poisson_model_free(&fit->mean);
    fit->theta = exp(log_theta);
    irls_fit(data, fit->theta, &fit->mean);
    fit->mean.aic += 2;
    fit->mean.bic += log((double) fit->mean.n_used);
    fit->theta_se = 1 / sqrt(information(data, fit->mean.fitted, fit->theta));
    return fit->mean.status == POISSON_FITTED || fit->mean.status == POISSON_SEPARATED;
}
