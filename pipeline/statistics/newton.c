#include "pipeline/statistics/newton.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 80, MOST_HALVINGS = 40 };

#define FLAT 1e-12 /* part of a column's curvature that must be its own for a step along it */

struct newton_rows newton_rows_new(const double *x, size_t n, size_t p)
{
    struct newton_rows rows = { .n = n, .p = p };
    size_t filled = 0;

    rows.from = memory_zeroed(n + 1, sizeof *rows.from);
    rows.column = memory_zeroed(n * p, sizeof *rows.column);
    rows.value = memory_zeroed(n * p, sizeof *rows.value);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++) {
            if (x[i * p + j] == 0)
                continue;
            rows.column[filled] = j;
            rows.value[filled++] = x[i * p + j];
        }
        rows.from[i + 1] = filled;
    }
    return rows;
}

void newton_rows_free(struct newton_rows *rows)
{
    free(rows->from);
    free(rows->column);
    free(rows->value);
    *rows = (struct newton_rows){ 0 };
}

static size_t columns_of(const struct newton *w)
{
    return w->rows->p + (w->extra != NULL);
}

static double expect(const struct newton *w, const double *events, const double *eta, double *mu)
{
    double value = 0;

    for (size_t i = 0; i < w->rows->n; i++) {
        mu[i] = w->exposure[i] * exp(eta[i]);
        value += events[i] * eta[i] - mu[i];
    }
    return value;
}

/* Gradient, and information X'WX into the factor's lower triangle. */
static void inform(struct newton *w, const double *events, double *gradient)
{
    const struct newton_rows *rows = w->rows;
    size_t p = columns_of(w);
    double *last = w->factor + (p - 1) * p;

    memset(gradient, 0, p * sizeof *gradient);
    memset(w->factor, 0, p * p * sizeof *w->factor);
    for (size_t i = 0; i < rows->n; i++) {
        double rest = events[i] - w->mu[i], weighted;

        for (size_t a = rows->from[i]; a < rows->from[i + 1]; a++) {
            double *row = w->factor + rows->column[a] * p;

            weighted = rows->value[a] * w->mu[i];
            gradient[rows->column[a]] += rows->value[a] * rest;
            for (size_t b = rows->from[i]; b <= a; b++)
                row[rows->column[b]] += weighted * rows->value[b];
        }
        if (w->extra == NULL || i < w->extra_from || i >= w->extra_to)
            continue;
        weighted = w->extra[i] * w->mu[i];
        gradient[p - 1] += w->extra[i] * rest;
        for (size_t b = rows->from[i]; b < rows->from[i + 1]; b++)
            last[rows->column[b]] += weighted * rows->value[b];
        last[p - 1] += weighted * w->extra[i];
    }
}

/* Column by column, so that the entries of one do not wait for each other. A flat direction gets a factor of 0. */
static void factorise(double *factor, size_t p)
{
    double whole[NEWTON_MOST_COLUMNS], column[NEWTON_MOST_COLUMNS];

    for (size_t j = 0; j < p; j++)
        whole[j] = factor[j * p + j];
    for (size_t k = 0; k < p; k++) {
        double pivot = factor[k * p + k] > FLAT * whole[k] ? sqrt(factor[k * p + k]) : 0;

        factor[k * p + k] = pivot;
        for (size_t j = k + 1; j < p; j++)
            column[j] = factor[j * p + k] = pivot > 0 ? factor[j * p + k] / pivot : 0;
        for (size_t j = k + 1; j < p; j++)
            for (size_t l = k + 1; l <= j; l++)
                factor[j * p + l] -= column[j] * column[l];
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

static void move(struct newton *w, const double *change, double length)
{
    const struct newton_rows *rows = w->rows;

    for (size_t i = 0; i < rows->n; i++) {
        double sum = 0;

        for (size_t a = rows->from[i]; a < rows->from[i + 1]; a++)
            sum += change[rows->column[a]] * rows->value[a];
        if (w->extra != NULL)
            sum += change[rows->p] * w->extra[i];
        w->eta_trial[i] = w->eta[i] + length * sum;
    }
}

double newton_climb(struct newton *w, const double *events, double tolerance)
{
    double here = expect(w, events, w->eta, w->mu), change[NEWTON_MOST_COLUMNS];
    size_t n = w->rows->n, p = columns_of(w);

    for (int step = 0; step < MOST_STEPS; step++) {
        double decrement = 0, there, length = 1;

        inform(w, events, change);
        factorise(w->factor, p);
        newton_solve_lower(w->factor, p, change);
        for (size_t j = 0; j < p; j++)
            decrement += change[j] * change[j];
        if (!(decrement > tolerance))
            break;
        newton_solve_upper(w->factor, p, change);
        for (int halvings = 0;; halvings++, length /= 2) {
            move(w, change, length);
            there = expect(w, events, w->eta_trial, w->mu_trial);
            if (there >= here - 1e-13 * fabs(here) || halvings == MOST_HALVINGS)
                break;
        }
        if (!(there >= here - 1e-13 * fabs(here)))
            break;
        memcpy(w->eta, w->eta_trial, n * sizeof *w->eta);
        memcpy(w->mu, w->mu_trial, n * sizeof *w->mu);
        if (decrement < 1e-9 && there <= here) { /* rounding has the last word */
            here = there;
            inform(w, events, change);
            factorise(w->factor, p);
            break;
        }
        here = there;
    }
    return here;
}
