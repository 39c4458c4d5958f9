#include "pipeline/statistics/shrinkage.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdbool.h>

struct units {
    const double *observed, *expected;
    size_t n;
    double nu;
};

static bool counts(const struct units *u, size_t i)
{
    return u->expected[i] > 0;
}

/* Falls in the mean: the score of the mean given nu, times what does not change its sign. */
static double mean_score(double mean, void *context)
{
    const struct units *u = context;
    double score = 0;

    for (size_t i = 0; i < u->n; i++) {
        if (counts(u, i))
            score += (u->observed[i] - mean * u->expected[i]) / (1 + mean * u->expected[i] / u->nu);
    }
    return score;
}

/* The likeliest mean given nu lies between the least and the greatest O/E. */
static double mean_given(struct units *u, double nu)
{
    double least = INFINITY, most = 0;

    u->nu = nu;
    for (size_t i = 0; i < u->n; i++) {
        if (counts(u, i)) {
            least = fmin(least, u->observed[i] / u->expected[i]);
            most = fmax(most, u->observed[i] / u->expected[i]);
        }
    }
    return least < most ? root_find(mean_score, u, least, most) : most;
}

static double log_marginal(const struct units *u, double mean, double nu)
{
    double sum = 0;

    for (size_t i = 0; i < u->n; i++) {
        double m = mean * u->expected[i], observed = u->observed[i];

        if (!counts(u, i))
            continue;
        if (observed > 0)
            sum += (isinf(nu) ? observed * log(m) : gsl_sf_lnpoch(nu, observed) + observed * log(m / (m + nu))) -
                   gsl_sf_lngamma(observed + 1);
        sum -= isinf(nu) ? m : nu * log1p(m / nu);
    }
    return sum;
}

static double profile(struct units *u, double nu)
{
    return log_marginal(u, mean_given(u, nu), nu);
}

/* The derivative of the profile by nu. */
static double spread_score(double log_nu, void *context)
{
    struct units *u = context;
    double nu = exp(log_nu), mean = mean_given(u, nu), score = 0;

    for (size_t i = 0; i < u->n; i++) {
        double m = mean * u->expected[i], observed = u->observed[i];

        if (counts(u, i))
            score += gsl_sf_psi(observed + nu) - gsl_sf_psi(nu) - log1p(m / nu) + (m - observed) / (nu + m);
    }
    return score;
}

/* The likeliest nu, from a grid on its logarithm: the profile may have a maximum although it falls from nu = Inf on. */
static double likeliest_nu(struct units *u, double common, double *log_likelihood)
{
    const double least = 1e-4, most = 1e8, factor = 2;
    const double gain = 1e-6; /* less than this is no better than no spread: the profile is flat there */
    double best = INFINITY, highest = log_marginal(u, common, INFINITY), root;

    for (double nu = least; nu < most; nu *= factor) {
        double here = profile(u, nu);

        if (here > highest + gain) {
            highest = here;
            best = nu;
        }
    }
    if (!isinf(best)) {
        root = root_find(spread_score, u, log(best / factor), log(best * factor));
        best = isnan(root) ? best : exp(root);
        highest = profile(u, best);
    }
    *log_likelihood = highest;
    return best;
}

struct shrinkage shrinkage_fit(const double *observed, const double *expected, size_t n)
{
    struct units u = { observed, expected, n, INFINITY };
    struct shrinkage s = { .mean = NAN, .nu = INFINITY, .alpha = INFINITY, .log_likelihood = NAN };

    for (size_t i = 0; i < n; i++) {
        if (counts(&u, i)) {
            s.total_observed += observed[i];
            s.total_expected += expected[i];
            s.n++;
        }
    }
    if (s.n == 0)
        return s;
    s.mean = s.total_observed / s.total_expected;
    if (s.total_observed == 0) {
        s.log_likelihood = 0;
        return s;
    }
    s.nu = likeliest_nu(&u, s.mean, &s.log_likelihood);
    if (!isinf(s.nu)) {
        s.mean = mean_given(&u, s.nu);
        s.alpha = s.nu / s.mean;
    }
    return s;
}

struct shrunken shrinkage_unit(const struct shrinkage *s, double observed, double expected, double reference,
                               double confidence)
{
    double tail = (1 - confidence) / 2, shape = observed + s->nu, rate = expected + s->alpha;

    if (!(expected > 0) || !(observed >= 0) || isnan(s->mean))
        return (struct shrunken){ NAN, { NAN, NAN }, NAN, NAN };
    if (isinf(s->nu))
        return (struct shrunken){
            .estimate = s->mean,
            .limits = interval_poisson_exact(s->total_observed, s->total_expected, confidence),
            .p_above = NAN,
            .own_weight = 0,
        };
    return (struct shrunken){
        .estimate = shape / rate,
        .limits = { quantile_gamma_lower(tail, shape) / rate, quantile_gamma_upper(tail, shape) / rate },
        .p_above = distribution_gamma(reference * rate, shape).upper,
        .own_weight = expected / rate,
    };
}

struct marshall shrinkage_marshall(const double *observed, const double *expected, size_t n, double *estimates)
{
    struct units u = { observed, expected, n, INFINITY };
    double all_observed = 0, all_expected = 0, squares = 0, units = 0;
    struct marshall m;

    for (size_t i = 0; i < n; i++) {
        if (counts(&u, i)) {
            all_observed += observed[i];
            all_expected += expected[i];
            units++;
        }
    }
    m.mean = all_observed / all_expected;
    for (size_t i = 0; i < n; i++) {
        if (counts(&u, i))
            squares += expected[i] * pow(observed[i] / expected[i] - m.mean, 2);
    }
    m.s2 = squares / all_expected;
    m.variance = units > 0 ? fmax(0, m.s2 - m.mean * units / all_expected) : NAN;
    for (size_t i = 0; estimates != NULL && i < n; i++) {
        double ratio = observed[i] / expected[i], chance = m.mean / expected[i];

        if (!counts(&u, i))
            estimates[i] = NAN;
        else
            estimates[i] = m.variance == 0 ? m.mean : m.mean + m.variance / (m.variance + chance) * (ratio - m.mean);
    }
    return m;
}

/* Given the total N the counts are multinomial with shares p_i: mean k - 1, variance 2 (k - 1) + (sum 1/p_i - k^2 - 2k
 * + 2)/N. */
static double matched_p(double chi_square, double df, double inverse_shares, double total)
{
    double k = df + 1, variance = 2 * df + (inverse_shares - k * k - 2 * k + 2) / total;
    double scale = fmax(variance, 1e-6 * df) / (2 * df);

    return distribution_chi_square(chi_square / scale, df / scale).upper;
}

struct heterogeneity shrinkage_heterogeneity(const double *observed, const double *expected, size_t n)
{
    struct units u = { observed, expected, n, INFINITY };
    struct heterogeneity h = { 0, 0, NAN, NAN, NAN, NAN };
    double all_observed = 0, all_expected = 0, beyond = 0, squares = 0, inverse_shares = 0;
    size_t units = 0;

    for (size_t i = 0; i < n; i++) {
        if (counts(&u, i)) {
            all_observed += observed[i];
            all_expected += expected[i];
            units++;
        }
    }
    if (units == 0 || all_observed == 0) {
        h.chi_square = NAN;
        return h;
    }
    for (size_t i = 0; i < n; i++) {
        double m = all_observed / all_expected * expected[i];

        if (!counts(&u, i))
            continue;
        h.chi_square += (observed[i] - m) * (observed[i] - m) / m;
        beyond += (observed[i] - m) * (observed[i] - m) - observed[i];
        squares += 2 * m * m;
        inverse_shares += all_observed / m;
    }
    h.df = units - 1;
    h.score_z = beyond / sqrt(squares);
    if (h.df > 0) {
        h.phi = h.chi_square / (double) h.df;
        h.p = distribution_chi_square(h.chi_square, (double) h.df).upper;
        h.p_matched = matched_p(h.chi_square, (double) h.df, inverse_shares, all_observed);
    }
    return h;
}
