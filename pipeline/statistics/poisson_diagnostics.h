/* poisson_diagnostics.h - whether a Poisson fit may be believed: single rows, errors that do not trust the variance,
 * tests for overdispersion, and what the residuals remember.
 *
 * The report estimates the dispersion and pools it over units (trend_dispersion.h); these are for who looks closer. */
#ifndef STATISTICS_POISSON_DIAGNOSTICS_H
#define STATISTICS_POISSON_DIAGNOSTICS_H

#include "pipeline/statistics/poisson_model.h"

/* Of one row: its leverage h (McCullagh and Nelder 1989, 12.7), the Pearson residual (y - mu) / sqrt(mu), the same over
 * sqrt(1 - h), and the signed root of its part of the deviance. All NaN for a row without exposure; `standardised` is
 * NaN where h is 1. */
struct poisson_row {
    double leverage, pearson, standardised, deviance;
};
/* rows[n]. False, leaving them alone, where the fit is not POISSON_FITTED. */
bool poisson_rows(const struct poisson_data *data, const struct poisson_fit *fit, struct poisson_row *rows);

/* Standard errors from V (sum x x' r^2) V, V the model's covariance (White 1980, Econometrica 48, 817-838; names of
 * MacKinnon and White 1985): r = y - mu, in HC1 times sqrt(n / (n - p)), in HC3 over 1 - h. se[p]. False, leaving it
 * alone, where the fit is not POISSON_FITTED; NaN in HC1 and HC3 where no residual is left. */
enum poisson_robust { POISSON_HC0, POISSON_HC1, POISSON_HC3 };
bool poisson_robust_se(const struct poisson_data *data, const struct poisson_fit *fit, enum poisson_robust kind,
                       double *se);

/* Against a variance beyond Poisson. dean: P_B of Dean 1992 (JASA 87, 451-457), standard normal without overdispersion.
 * alpha, t: slope of ((y - mu)^2 - y) / mu on mu through 0 (Cameron and Trivedi 1990, J. Econometrics 46, 347-364), the
 * NB2 form. False, leaving *out alone, where the fit is not POISSON_FITTED; t is NaN for one row. */
struct poisson_overdispersion {
    double dean, alpha, t;
};
bool poisson_overdispersion(const struct poisson_data *data, const struct poisson_fit *fit,
                            struct poisson_overdispersion *out);

/* acf[k - 1]: autocorrelation of values[n] at lag k = 1..n_lags, as R's acf (mean taken out, divisor n). ljung_box: n
 * (n + 2) sum acf^2 / (n - k), with p by chi-square with n_lags df (Ljung and Box 1978, Biometrika 65, 297-303). False,
 * leaving all alone, for n_lags = 0, n <= n_lags, values all equal or not finite. */
struct ljung_box {
    double statistic, p;
};
bool residual_autocorrelation(const double *values, size_t n, size_t n_lags, double *acf, struct ljung_box *out);

#endif
