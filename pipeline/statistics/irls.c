#include "pipeline/statistics/irls.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 200, MOST_HALVINGS = 40, SIDE_BY_SIDE = 4 };

#define DEPENDENT 1e-10 /* part of a column's length that must be its own */
#define STANDS_STILL 1e-10
#define ADRIFT 1e4   /* standard error on the scale of eta: only rows that ran to 0 still hold the coefficient */
#define LEAVING -0.3 /* Newton takes a separated row's eta down by 1 a step */

struct work {
    size_t n, p;
    double theta;
    const double *x, *y, *e; /* rows with exposure only */
    double *a, *b;           /* n x p column-major, n */
    double *beta, *eta, *mu;
    double *beta_new, *eta_new, *mu_new;
};

/* The reflection H of column j, see below, of the columns from k on, SIDE_BY_SIDE of them, so that their sums do not
 * wait for each other; the last of all is b. */
static void reflect(const double *column, double head, double length, size_t j, size_t n, double *a, double *b,
                    size_t k, size_t p)
{
    double *other[SIDE_BY_SIDE], dot[SIDE_BY_SIDE];

    for (size_t c = 0; c < SIDE_BY_SIDE; c++) {
        other[c] = k + c < p ? a + (k + c) * n : b; /* beyond b: b's sum once more, not used */
        dot[c] = other[c][j] * head;
    }
    for (size_t i = j + 1; i < n; i++)
        for (size_t c = 0; c < SIDE_BY_SIDE; c++)
            dot[c] += other[c][i] * column[i];
    for (size_t c = 0; c < SIDE_BY_SIDE && k + c <= p; c++) {
        dot[c] /= length * head; /* v'v / 2 */
        other[c][j] -= dot[c] * head;
        for (size_t i = j + 1; i < n; i++)
            other[c][i] -= dot[c] * column[i];
    }
}

size_t irls_least_squares(double *a, double *b, size_t n, size_t p, double *solution)
{
    for (size_t j = 0; j < p; j++) {
        double *column = a + j * n, whole = 0, rest = 0, length, head;

        for (size_t i = 0; i < j; i++)
            whole += column[i] * column[i];
        for (size_t i = j; i < n; i++) {
            whole += column[i] * column[i];
            rest += column[i] * column[i];
        }
        if (!(rest > DEPENDENT * DEPENDENT * whole))
            return j;
        /* v = column + sign(head) |column| e_j; H = I - 2 v v' / v'v, applied to what follows. */
        length = column[j] >= 0 ? sqrt(rest) : -sqrt(rest);
        head = column[j] + length;
        for (size_t k = j + 1; k <= p; k += SIDE_BY_SIDE)
            reflect(column, head, length, j, n, a, b, k, p);
        column[j] = -length;
    }
    for (size_t j = p; j-- > 0;) {
        double sum = b[j];

        for (size_t k = j + 1; k < p; k++)
            sum -= a[k * n + j] * solution[k];
        solution[j] = sum / a[j * n + j];
    }
    return p;
}

static double deviance(const struct work *w, const double *mu)
{
    double sum = 0;

    for (size_t i = 0; i < w->n; i++) {
        double y = w->y[i];

        if (y > 0)
            sum += y * log(y / mu[i]);
        if (isinf(w->theta))
            sum -= y - mu[i];
        else
            sum -= (y + w->theta) * log((y + w->theta) / (mu[i] + w->theta));
    }
    return 2 * sum;
}

static double log_likelihood(const struct work *w, const double *mu)
{
    double sum = 0, theta = w->theta;

    for (size_t i = 0; i < w->n; i++) {
        double y = w->y[i];

        sum += (y > 0 ? y * log(mu[i]) : 0) - lgamma(y + 1);
        if (isinf(theta))
            sum -= mu[i];
        else
            sum += lgamma(theta + y) - lgamma(theta) + theta * log(theta) - (theta + y) * log(theta + mu[i]);
    }
    return sum;
}

static void expect(const struct work *w, const double *beta, double *eta, double *mu)
{
    for (size_t i = 0; i < w->n; i++) {
        double sum = 0;

        for (size_t j = 0; j < w->p; j++)
            sum += w->x[i * w->p + j] * beta[j];
        eta[i] = sum;
        mu[i] = w->e[i] * exp(sum);
    }
}

/* Fills a with sqrt(weight) x and, unless NULL, b with sqrt(weight) times the working response. */
static void weigh(const struct work *w, const double *eta, const double *mu)
{
    for (size_t i = 0; i < w->n; i++) {
        double root = sqrt(isinf(w->theta) ? mu[i] : mu[i] / (1 + mu[i] / w->theta));

        for (size_t j = 0; j < w->p; j++)
            w->a[j * w->n + i] = root * w->x[i * w->p + j];
        w->b[i] = mu[i] > 0 ? root * (eta[i] + (w->y[i] - mu[i]) / mu[i]) : 0;
    }
}

static size_t dependent_column(const struct work *w)
{
    if (w->n < w->p)
        return w->n;
    for (size_t i = 0; i < w->n; i++) {
        for (size_t j = 0; j < w->p; j++)
            w->a[j * w->n + i] = w->x[i * w->p + j];
        w->b[i] = 0;
    }
    return irls_least_squares(w->a, w->b, w->n, w->p, w->beta_new);
}

/* Whether the last step left everything in place but rows without events that run to 0; *any says if there are such. */
static bool settled(const struct work *w, bool *any)
{
    double mean = 0;

    *any = false;
    for (size_t i = 0; i < w->n; i++)
        mean += w->y[i] / (double) w->n;
    for (size_t i = 0; i < w->n; i++) {
        double step = w->eta_new[i] - w->eta[i];

        if (w->y[i] == 0 && step < LEAVING && w->mu_new[i] <= 1e-12 * (mean > 0 ? mean : fmin(1, w->e[i])))
            *any = true;
        else if (!(fabs(step) < STANDS_STILL * (1 + fabs(w->eta[i]))))
            return false;
    }
    return true;
}

static enum poisson_status iterate(struct work *w)
{
    double before;

    for (size_t i = 0; i < w->n; i++) {
        w->mu[i] = w->y[i] + 0.1;
        w->eta[i] = log(w->mu[i] / w->e[i]);
    }
    before = INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
        double now;
        int halvings = 0;
        bool separated;

        weigh(w, w->eta, w->mu);
        if (irls_least_squares(w->a, w->b, w->n, w->p, w->beta_new) < w->p)
            return POISSON_UNSTABLE;
        expect(w, w->beta_new, w->eta_new, w->mu_new);
        now = deviance(w, w->mu_new);
        while (step > 0 && !(now <= before + 1e-9 * (fabs(before) + 1)) && halvings++ < MOST_HALVINGS) {
            for (size_t j = 0; j < w->p; j++)
                w->beta_new[j] = (w->beta_new[j] + w->beta[j]) / 2;
            expect(w, w->beta_new, w->eta_new, w->mu_new);
            now = deviance(w, w->mu_new);
        }
        if (!isfinite(now))
            return POISSON_UNSTABLE;
        if (step > 0 && settled(w, &separated)) {
            if (separated)
                return POISSON_SEPARATED;
            memcpy(w->beta, w->beta_new, w->p * sizeof *w->beta);
            memcpy(w->eta, w->eta_new, w->n * sizeof *w->eta);
            memcpy(w->mu, w->mu_new, w->n * sizeof *w->mu);
            return POISSON_FITTED;
        }
        memcpy(w->beta, w->beta_new, w->p * sizeof *w->beta);
        memcpy(w->eta, w->eta_new, w->n * sizeof *w->eta);
        memcpy(w->mu, w->mu_new, w->n * sizeof *w->mu);
        before = now;
    }
    return POISSON_UNSTABLE;
}

/* (R'R)^-1 from R in the upper triangle of a. */
static void invert(const struct work *w, double *covariance)
{
    size_t p = w->p, n = w->n;
    double *inverse = memory_zeroed(p * p, sizeof *inverse);

    for (size_t c = 0; c < p; c++) {
        for (size_t j = c + 1; j-- > 0;) {
            double sum = j == c;

            for (size_t k = j + 1; k <= c; k++)
                sum -= w->a[k * n + j] * inverse[k * p + c];
            inverse[j * p + c] = sum / w->a[j * n + j];
        }
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0;

            for (size_t k = i > j ? i : j; k < p; k++)
                sum += inverse[i * p + k] * inverse[j * p + k];
            covariance[i * p + j] = sum;
        }
    }
    free(inverse);
}

static double column_size(const struct work *w, size_t j)
{
    double most = 0;

    for (size_t i = 0; i < w->n; i++)
        most = fmax(most, fabs(w->x[i * w->p + j]));
    return most;
}

static void take(const struct work *w, const size_t *row, struct poisson_fit *fit)
{
    size_t p = w->p;

    for (size_t i = 0; i < w->n; i++) {
        double mu = w->mu[i], variance = isinf(w->theta) ? mu : mu + mu * mu / w->theta;

        fit->fitted[row[i]] = mu;
        if (mu > 0)
            fit->pearson += (w->y[i] - mu) * (w->y[i] - mu) / variance;
    }
    weigh(w, w->eta, w->mu);
    irls_least_squares(w->a, w->b, w->n, p, w->mu_new);
    invert(w, fit->covariance);
    for (size_t j = 0; j < p; j++) {
        double moved = w->beta_new[j] - w->beta[j], size;

        size = column_size(w, j);
        fit->coefficient[j] = w->beta[j];
        if (fit->status != POISSON_SEPARATED)
            continue;
        if (fabs(moved) * size >= 1e-3)
            fit->coefficient[j] = moved > 0 ? INFINITY : -INFINITY;
        else if (sqrt(fit->covariance[j * p + j]) * size > ADRIFT)
            fit->coefficient[j] = NAN;
        else
            continue;
        for (size_t k = 0; k < p; k++)
            fit->covariance[j * p + k] = fit->covariance[k * p + j] = NAN;
    }
    fit->deviance = fmax(0, deviance(w, w->mu));
    fit->log_likelihood = log_likelihood(w, w->mu);
    fit->aic = -2 * fit->log_likelihood + 2 * (double) p;
    fit->bic = -2 * fit->log_likelihood + log((double) w->n) * (double) p;
    fit->df = (double) w->n - (double) p;
    fit->dispersion = fit->df > 0 ? fit->pearson / fit->df : NAN;
}

static void give_up(struct poisson_fit *fit, enum poisson_status status)
{
    fit->status = status;
    for (size_t j = 0; j < fit->p; j++)
        fit->coefficient[j] = NAN;
    for (size_t j = 0; j < fit->p * fit->p; j++)
        fit->covariance[j] = NAN;
    for (size_t i = 0; i < fit->n; i++)
        fit->fitted[i] = NAN;
    fit->deviance = fit->pearson = fit->log_likelihood = fit->aic = fit->bic = fit->df = fit->dispersion = NAN;
}

static bool sound(const struct poisson_data *d, size_t i)
{
    double e = d->exposure != NULL ? d->exposure[i] : 1;

    if (!(d->events[i] >= 0) || !isfinite(d->events[i]) || !(e >= 0) || !isfinite(e) || (e == 0 && d->events[i] > 0))
        return false;
    for (size_t j = 0; j < d->p; j++)
        if (!isfinite(d->x[i * d->p + j]))
            return false;
    return true;
}

/* Copies the rows with exposure; false on bad input. */
static bool gather(const struct poisson_data *d, struct work *w, double *x, double *y, double *e, size_t *row)
{
    w->n = 0;
    for (size_t i = 0; i < d->n; i++) {
        double exposure = d->exposure != NULL ? d->exposure[i] : 1;

        if (!sound(d, i))
            return false;
        if (exposure == 0)
            continue;
        memcpy(x + w->n * d->p, d->x + i * d->p, d->p * sizeof *x);
        y[w->n] = d->events[i];
        e[w->n] = exposure;
        row[w->n++] = i;
    }
    return w->n > 0;
}

/* What a fit works with: room, and the rows with exposure. */
struct desk {
    struct work w;
    double *storage;
    size_t *row;
};

static bool lay(struct desk *desk, const struct poisson_data *d, double theta)
{
    size_t n = d->n, p = d->p;
    double *s = desk->storage = memory_zeroed(2 * n * p + 7 * n + 2 * p, sizeof *s), *x = s, *y = x + n * p, *e = y + n;
    struct work *w = &desk->w;

    desk->row = memory_zeroed(n, sizeof *desk->row);
    *w = (struct work){ .p = p, .theta = theta, .x = x, .y = y, .e = e };
    w->a = e + n, w->b = w->a + n * p, w->eta = w->b + n, w->mu = w->eta + n;
    w->eta_new = w->mu + n, w->mu_new = w->eta_new + n, w->beta = w->mu_new + n, w->beta_new = w->beta + p;
    return p > 0 && n > 0 && gather(d, w, x, y, e, desk->row);
}

static void clear(struct desk *desk)
{
    free(desk->storage);
    free(desk->row);
}

void irls_fit(const struct poisson_data *d, double theta, struct poisson_fit *fit)
{
    size_t n = d->n, p = d->p;
    struct desk desk;

    *fit = (struct poisson_fit){ .n = n, .p = p };
    fit->coefficient = memory_zeroed(p, sizeof *fit->coefficient);
    fit->covariance = memory_zeroed(p * p, sizeof *fit->covariance);
    fit->fitted = memory_zeroed(n, sizeof *fit->fitted);
    if (!lay(&desk, d, theta)) {
        give_up(fit, POISSON_BAD_INPUT);
    } else if ((fit->column = dependent_column(&desk.w)) < p) {
        give_up(fit, POISSON_DEPENDENT);
    } else if ((fit->status = iterate(&desk.w)) == POISSON_UNSTABLE) {
        give_up(fit, POISSON_UNSTABLE);
    } else {
        fit->n_used = desk.w.n;
        take(&desk.w, desk.row, fit);
    }
    clear(&desk);
}

double irls_deviance(const struct poisson_data *d)
{
    struct desk desk;
    bool fitted = lay(&desk, d, INFINITY) && dependent_column(&desk.w) == d->p && iterate(&desk.w) != POISSON_UNSTABLE;
    double least = fitted ? fmax(0, deviance(&desk.w, desk.w.mu)) : NAN;

    clear(&desk);
    return least;
}
