/* trend_models.h - the same deviation under other assumptions about chance, for the panel that shows what a result
 * rests on: never a verdict by itself. */
#ifndef STATISTICS_TREND_MODELS_H
#define STATISTICS_TREND_MODELS_H

#include "pipeline/statistics/trend_shape.h"

struct trend_model_effect {
    double dispersion; /* used; of the negative binomial 1 + mean events / theta */
    double ratio, lower, upper, p;
};

/* Quasi-Poisson with the model's own dispersion, pearson / df, not below 1e-12: F(1, df) in place of chi-squared
 * (McCullagh and Nelder 1989, 4.5), limits by profile likelihood at the same F. False where the model leaves no df or
 * cannot be fitted. */
bool trend_models_quasi(const struct trend_series *series, struct trend_candidate candidate, double level,
                        struct trend_model_effect *out);

/* Negative binomial, theta by maximum likelihood in the model with the deviation; Wald limits and p. False where it
 * cannot be fitted, or a coefficient ran away. */
bool trend_models_negative_binomial(const struct trend_series *series, struct trend_candidate candidate, double level,
                                    struct trend_model_effect *out);

#endif
