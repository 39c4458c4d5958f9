/* poisson_model.h - counts with person-time: Poisson and quasi-Poisson regression, and what may be said from it.
 *
 *   E y_i = e_i exp(x_i' b),   Var y_i = dispersion * E y_i
 *
 * Fitted by iteratively reweighted least squares on a Householder QR with step halving (McCullagh and Nelder 1989, ch.
 * 2; Green 1984, J. R. Statist. Soc. B 46, 149-192). The dispersion never enters the fit: it scales standard errors and
 * tests, and is given by the caller (1, fit.dispersion, or pooled over units).
 *
 * Separation: where zeros can be fitted by letting a coefficient run away, the likelihood has no maximum (Correia,
 * Guimaraes and Zylkin 2020, Stata J. 20, 95-115). The fit then says POISSON_SEPARATED: deviance, likelihood, fitted
 * values and likelihood-ratio tests hold; coefficients that ran away are -Inf or Inf, those that no row with events
 * holds any more are NaN, and the variances of both are NaN. Never a Wald z. */
#ifndef STATISTICS_POISSON_MODEL_H
#define STATISTICS_POISSON_MODEL_H

#include <stdbool.h>
#include <stddef.h>

struct poisson_data {
    size_t n, p;
    const double *x;        /* n x p, row by row; the intercept is a column like any other */
    const double *events;   /* n, >= 0, need not be whole */
    const double *exposure; /* n, >= 0; NULL: all 1. A row without exposure and events says nothing and is left out */
};

enum poisson_status {
    POISSON_FITTED,
    POISSON_SEPARATED,
    POISSON_DEPENDENT, /* fit.column is determined by the columns before it: leave it out */
    POISSON_BAD_INPUT, /* p = 0, no row with exposure, negative or non-finite values, events without exposure */
    POISSON_UNSTABLE,  /* no convergence in 200 steps */
};

struct poisson_fit {
    enum poisson_status status;
    size_t column;       /* for POISSON_DEPENDENT */
    size_t n, p, n_used; /* n_used: rows with exposure */
    double *coefficient; /* p */
    double *covariance;  /* p x p, for dispersion 1 */
    double *fitted;      /* n, expected events */
    double deviance, pearson, log_likelihood, aic, bic;
    double df;         /* n_used - p */
    double dispersion; /* pearson / df; NaN where df = 0 */
};

/* Fills *fit whatever happens, to be given to poisson_model_free(); true where there is a fit (FITTED, SEPARATED).
 * Otherwise all numbers are NaN. */
bool poisson_model_fit(const struct poisson_data *data, struct poisson_fit *fit);
void poisson_model_free(struct poisson_fit *fit);

/* sqrt(dispersion * variance); NaN for a coefficient that ran away. */
double poisson_model_se(const struct poisson_fit *fit, size_t column, double dispersion);

/* Limits of a coefficient by profile likelihood: all values whose LR against the fit, over the dispersion, is below the
 * chi-squared quantile (1 df) of `level` (0 < level < 1). An end that the data do not bound is -Inf or Inf. False,
 * leaving both alone, where there is no fit. */
bool poisson_model_limits(const struct poisson_data *data, const struct poisson_fit *fit, size_t column, double level,
                          double dispersion, double *lower, double *upper);

/* Two nested fits of the same counts. LR is over the dispersion; F is over the Pearson dispersion of the larger. */
struct poisson_comparison {
    double likelihood_ratio, df, p;
    double f, f_df, f_p; /* NaN where the larger model leaves no df */
};
bool poisson_model_compare(const struct poisson_fit *smaller, const struct poisson_fit *larger, double dispersion,
                           struct poisson_comparison *out);

/* Expected events under the data's covariates and under others (for example without the break), summed over the rows
 * with in[i] (NULL: all), the difference, and its standard error by the delta method:
 *
 *   Var = dispersion * g' V g,  g = sum(mu_i x_i) - sum(mu'_i x'_i)
 *
 * False, leaving *out alone, where a coefficient ran away. */
struct poisson_difference {
    double expected, expected_otherwise, difference, standard_error;
};
bool poisson_model_difference(const struct poisson_data *data, const struct poisson_fit *fit, const double *x_otherwise,
                              const bool *in, double dispersion, struct poisson_difference *out);

/* Forecast of new rows from a fit: expected[n_new] (NULL: not wanted), their sum E, and the variance of E that comes
 * from the estimation with dispersion 1: v = g' V g, g = sum(mu_i x_i). A sum O observed later has
 * Var(O - E) = dispersion * (E + v). */
bool poisson_model_forecast(const struct poisson_fit *fit, const double *x_new, const double *exposure_new,
                            size_t n_new, double *expected, double *sum, double *variance);

/* Upper tails, NaN where undefined. */
double poisson_chi_squared_p(double statistic, double df);
double poisson_f_p(double statistic, double df1, double df2);

/* Negative binomial (NB2): Var y = mu + mu^2 / theta, theta by maximum likelihood (Lawless 1987, Canad. J. Statist. 15,
 * 209-225). fit.covariance is that of the coefficients given theta, as MASS::glm.nb; deviance, pearson and the
 * information criteria are the negative binomial's, with theta counted as a parameter in aic and bic. Where the counts
 * vary no more than Poisson, theta is Inf, theta_se NaN, and the fit is the Poisson fit. */
struct negative_binomial_fit {
    struct poisson_fit mean; /* to poisson_model_free() */
    double theta, theta_se;
};
bool negative_binomial_fit(const struct poisson_data *data, struct negative_binomial_fit *fit);

#endif
