#include "pipeline/statistics/trend_models.h"

#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

static struct poisson_data data_of(const struct trend_series *s)
{
    return (struct poisson_data){ .n = s->n, .events = s->events, .exposure = s->person_years };
}

bool trend_models_quasi(const struct trend_series *s, struct trend_candidate c, double level,
                        struct trend_model_effect *out)
{
    struct poisson_data small = data_of(s), large = small;
    struct poisson_fit null, fit;
    struct poisson_comparison compared;
    double *x = trend_shape_design(s, NULL, &small.p), *x_large = trend_shape_design(s, &c, &large.p);
    double lower = NAN, upper = NAN, t, z = quantile_two_sided(level);
    bool good;

    small.x = x;
    large.x = x_large;
    good = poisson_model_fit(&small, &null);
    good = poisson_model_fit(&large, &fit) && good && fit.df >= 1 && !isnan(fit.coefficient[large.p - 1]) &&
           poisson_model_compare(&null, &fit, 1, &compared);
    if (good) {
        out->dispersion = fmax(fit.dispersion, 1e-12);
        t = quantile_t((1 + level) / 2, fit.df);
        /* The profile is cut where LR / dispersion meets the quantile of F instead of that of chi-squared. */
        poisson_model_limits(&large, &fit, large.p - 1, level, out->dispersion * (t / z) * (t / z), &lower, &upper);
        out->ratio = exp(fit.coefficient[large.p - 1]);
        out->lower = exp(lower);
        out->upper = exp(upper);
        out->p = compared.f_p;
    }
    poisson_model_free(&null);
    poisson_model_free(&fit);
    free(x);
    free(x_large);
    return good;
}

bool trend_models_negative_binomial(const struct trend_series *s, struct trend_candidate c, double level,
                                    struct trend_model_effect *out)
{
    struct poisson_data data = data_of(s);
    struct negative_binomial_fit fit;
    double *x = trend_shape_design(s, &c, &data.p), se, mean = 0, estimate;
    bool good;

    data.x = x;
    good = negative_binomial_fit(&data, &fit) && fit.mean.status == POISSON_FITTED;
    if (good) {
        estimate = fit.mean.coefficient[data.p - 1];
        se = poisson_model_se(&fit.mean, data.p - 1, 1);
        for (size_t i = 0; i < s->n; i++)
            mean += s->events[i] / (double) s->n;
        out->dispersion = 1 + mean / fit.theta;
        out->ratio = exp(estimate);
        out->lower = exp(estimate - quantile_two_sided(level) * se);
        out->upper = exp(estimate + quantile_two_sided(level) * se);
        out->p = poisson_chi_squared_p(estimate * estimate / (se * se), 1);
    }
    poisson_model_free(&fit.mean);
    free(x);
    return good;
}
