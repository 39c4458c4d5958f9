#include "pipeline/statistics/newton.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 80, MOST_HALVINGS = 40 };

#define FLAT 1e-12 /* part of a column's curvature that must be its own for a step along it */

static double expect(const struct newton *w, const double *events, const double *eta, double *mu)
{
    double value = 0;

    for (size_t i = 0; i < w->n; i++) {
        mu[i] = w->exposure[i] * exp(eta[i]);
        value += events[i] * eta[i] - mu[i];
    }
    return value;
}

/* Gradient and Cholesky factor of the information at (eta, mu). A flat direction gets a factor of 0. */
static void factorise(struct newton *w, const double *events, double *gradient)
{
    size_t p = w->p;

    for (size_t j = 0; j < p; j++) {
        const double *x = w->columns[j];
        double *row = w->factor + j * p, whole;

        gradient[j] = 0;
        for (size_t i = 0; i < w->n; i++) {
            gradient[j] += x[i] * (events[i] - w->mu[i]);
            w->mu_trial[i] = x[i] * w->mu[i];
        }
        for (size_t k = 0; k <= j; k++) {
            const double *other = w->columns[k];
            double sum = 0;

            for (size_t i = 0; i < w->n; i++)
                sum += w->mu_trial[i] * other[i];
            row[k] = sum;
        }
        whole = row[j];
        for (size_t k = 0; k < j; k++) {
            const double *above = w->factor + k * p;

            for (size_t l = 0; l < k; l++)
                row[k] -= row[l] * above[l];
            row[k] = above[k] > 0 ? row[k] / above[k] : 0;
            row[j] -= row[k] * row[k];
        }
        row[j] = row[j] > FLAT * whole ? sqrt(row[j]) : 0;
    }
}

void newton_solve_lower(const double *factor, size_t p, double *b)
{
    for (size_t j = 0; j < p; j++) {
        for (size_t k = 0; k < j; k++)
            b[j] -= factor[j * p + k] * b[k];
        b[j] = factor[j * p + j] > 0 ? b[j] / factor[j * p + j] : 0;
    }
}

void newton_solve_upper(const double *factor, size_t p, double *b)
{
    for (size_t j = p; j-- > 0;) {
        for (size_t k = j + 1; k < p; k++)
            b[j] -= factor[k * p + j] * b[k];
        b[j] = factor[j * p + j] > 0 ? b[j] / factor[j * p + j] : 0;
    }
}

double newton_climb(struct newton *w, const double *events, double tolerance)
{
    double here = expect(w, events, w->eta, w->mu), change[NEWTON_MOST_COLUMNS];

    for (int step = 0; step < MOST_STEPS; step++) {
        double decrement = 0, there, length = 1;

        factorise(w, events, change);
        newton_solve_lower(w->factor, w->p, change);
        for (size_t j = 0; j < w->p; j++)
            decrement += change[j] * change[j];
        if (!(decrement > tolerance))
            break;
        newton_solve_upper(w->factor, w->p, change);
        for (int halvings = 0;; halvings++, length /= 2) {
            for (size_t i = 0; i < w->n; i++) {
                double sum = 0;

                for (size_t j = 0; j < w->p; j++)
                    sum += change[j] * w->columns[j][i];
                w->eta_trial[i] = w->eta[i] + length * sum;
            }
            there = expect(w, events, w->eta_trial, w->mu_trial);
            if (there >= here - 1e-13 * fabs(here) || halvings == MOST_HALVINGS)
                break;
        }
        if (!(there >= here - 1e-13 * fabs(here)))
            break;
        memcpy(w->eta, w->eta_trial, w->n * sizeof *w->eta);
        memcpy(w->mu, w->mu_trial, w->n * sizeof *w->mu);
        if (decrement < 1e-9 && there <= here) { /* rounding has the last word */
            here = there;
            factorise(w, events, change);
            break;
        }
        here = there;
    }
    return here;
}
