/* irls.h - the loop behind poisson_model.h: weighted least squares until the fitted values stand still. */
#ifndef STATISTICS_IRLS_H
#define STATISTICS_IRLS_H

#include "pipeline/statistics/poisson_model.h"

/* Fits Poisson (theta = INFINITY) or the negative binomial with that theta. Fills *fit; the caller frees it. */
void irls_fit(const struct poisson_data *data, double theta, struct poisson_fit *fit);

/* The deviance that irls_fit() of Poisson finds, alone and sooner; NaN where it finds none. */
double irls_deviance(const struct poisson_data *data);

/* Householder QR in place of the column-major n x p matrix a, with b (n) carried along: afterwards R stands in the
 * upper triangle of a, and solution[p] solves min |a x - b|. Returns the first column that the ones before it determine
 * (to 1e-10 of its length), or p. Needs n >= p. */
size_t irls_least_squares(double *a, double *b, size_t n, size_t p, double *solution);

#endif
