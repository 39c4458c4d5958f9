#include "pipeline/statistics/poisson_diagnostics.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static bool is_used(const struct poisson_data *d, size_t i)
{
    return d->exposure == NULL || d->exposure[i] > 0;
}

/* a' V b for rows of the design. */
static double through(const struct poisson_fit *fit, const double *a, const double *b)
{
    double sum = 0;

    for (size_t j = 0; j < fit->p; j++)
        for (size_t k = 0; k < fit->p; k++)
            sum += a[j] * fit->covariance[j * fit->p + k] * b[k];
    return sum;
}

bool poisson_rows(const struct poisson_data *d, const struct poisson_fit *fit, struct poisson_row *rows)
{
    if (fit->status != POISSON_FITTED)
        return false;
    for (size_t i = 0; i < d->n; i++) {
        const double *x = d->x + i * d->p;
        double y = d->events[i], mu = fit->fitted[i], part, free;

        rows[i] = (struct poisson_row){ NAN, NAN, NAN, NAN };
        if (!is_used(d, i) || !(mu > 0))
            continue;
        part = 2 * ((y > 0 ? y * log(y / mu) : 0) - (y - mu));
        rows[i].leverage = fmin(1, mu * through(fit, x, x));
        rows[i].pearson = (y - mu) / sqrt(mu);
        rows[i].deviance = copysign(sqrt(fmax(0, part)), y - mu);
        free = 1 - rows[i].leverage;
        if (free > 1e-10)
            rows[i].standardised = rows[i].pearson / sqrt(free);
    }
    return true;
}

/* The residual that a row enters with. */
static double robust_residual(const struct poisson_fit *fit, enum poisson_robust kind, double residual, double leverage)
{
    if (kind == POISSON_HC1)
        return fit->df > 0 ? residual * sqrt((double) fit->n_used / fit->df) : NAN;
    if (kind == POISSON_HC3)
        return leverage < 1 - 1e-10 ? residual / (1 - leverage) : NAN;
    return residual;
}

bool poisson_robust_se(const struct poisson_data *d, const struct poisson_fit *fit, enum poisson_robust kind,
                       double *se)
{
    struct poisson_row *rows = memory_zeroed(d->n, sizeof *rows);
    double *unit = memory_zeroed(fit->p, sizeof *unit);
    bool good = poisson_rows(d, fit, rows);

    for (size_t j = 0; good && j < fit->p; j++) {
        double variance = 0;

        unit[j] = 1;
        for (size_t i = 0; i < d->n; i++) {
            if (is_used(d, i)) {
                double r = robust_residual(fit, kind, d->events[i] - fit->fitted[i], rows[i].leverage);

                variance += pow(r * through(fit, unit, d->x + i * d->p), 2);
            }
        }
        unit[j] = 0;
        se[j] = sqrt(variance);
    }
    free(unit);
    free(rows);
    return good;
}

bool poisson_overdispersion(const struct poisson_data *d, const struct poisson_fit *fit,
                            struct poisson_overdispersion *out)
{
    double excess = 0, squares = 0, residual = 0, alpha;

    if (fit->status != POISSON_FITTED)
        return false;
    for (size_t i = 0; i < d->n; i++) {
        double mu = fit->fitted[i], r = d->events[i] - mu;

        if (!is_used(d, i))
            continue;
        excess += r * r - d->events[i];
        squares += mu * mu;
    }
    alpha = excess / squares; /* least squares: sum of mu times the response over sum of mu^2 */
    for (size_t i = 0; i < d->n; i++) {
        double mu = fit->fitted[i], r = d->events[i] - mu;

        if (is_used(d, i) && mu > 0)
            residual += pow((r * r - d->events[i]) / mu - alpha * mu, 2);
    }
    out->dean = excess / sqrt(2 * squares);
    out->alpha = alpha;
    out->t = fit->n_used > 1 ? alpha / sqrt(residual / (double) (fit->n_used - 1) / squares) : NAN;
    return true;
}

bool residual_autocorrelation(const double *values, size_t n, size_t n_lags, double *acf, struct ljung_box *out)
{
    double mean = 0, whole = 0, sum = 0;

    if (n_lags == 0 || n <= n_lags)
        return false;
    for (size_t i = 0; i < n; i++)
        mean += values[i] / (double) n;
    for (size_t i = 0; i < n; i++)
        whole += (values[i] - mean) * (values[i] - mean);
    if (!(whole > 0) || !isfinite(whole))
        return false;
    for (size_t k = 1; k <= n_lags; k++) {
        acf[k - 1] = 0;
        for (size_t i = k; i < n; i++)
            acf[k - 1] += (values[i] - mean) * (values[i - k] - mean) / whole;
        sum += acf[k - 1] * acf[k - 1] / (double) (n - k);
    }
    out->statistic = (double) n * (double) (n + 2) * sum;
    out->p = poisson_chi_squared_p(out->statistic, (double) n_lags);
    return true;
}
