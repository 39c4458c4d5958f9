#include "pipeline/statistics/trend_test.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/quantile.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { EXACT_MOST = 10 };

static double sign(double x)
{
    return (double) ((x > 0) - (x < 0));
}

static double square(double x)
{
    return x * x;
}

static double two_sided(double z)
{
    return fmin(1, erfc(fabs(z) / sqrt(2)));
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static double kendall_s(const double *value, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += sign(value[j] - value[i]);
    return s;
}

/* Sizes of the groups of equal values; returns how many. */
static size_t ties(const double *value, size_t n, size_t *size)
{
    double *sorted = memory_zeroed(n, sizeof *sorted);
    size_t groups = 0;

    for (size_t i = 0; i < n; i++)
        sorted[i] = value[i];
    qsort(sorted, n, sizeof *sorted, ascending);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1])
            size[groups++] = 0;
        size[groups - 1]++;
    }
    free(sorted);
    return groups;
}

static double kendall_variance(size_t n, const size_t *size, size_t groups)
{
    double m = (double) n, sum = m * (m - 1) * (2 * m + 5);

    for (size_t g = 0; g < groups; g++) {
        double t = (double) size[g];

        sum -= t * (t - 1) * (2 * t + 5);
    }
    return sum / 18;
}

static double corrected_z(double s, double variance)
{
    return variance > 0 ? (s - sign(s)) / sqrt(variance) : 0;
}

/* P(|S| >= |s|) over all orders of the values. Discordant pairs of a multiset are counted by a product of Gaussian
 * binomials; each is built from the one before by one more value of the group: (1 - q^(m+k)) / (1 - q^k). */
static double exact_p(double s, size_t n, const size_t *size, size_t groups)
{
    enum { MOST = EXACT_MOST * (EXACT_MOST - 1) / 2 + 1 };
    double count[MOST] = { 1 }, whole = 0, extreme = 0;
    size_t m = 0, pairs = n * (n - 1) / 2;

    for (size_t g = 0; g < groups; g++) {
        for (size_t k = 1; k <= size[g]; k++) {
            for (size_t d = MOST; d-- > m + k;)
                count[d] -= count[d - m - k];
            for (size_t d = k; d < MOST; d++)
                count[d] += count[d - k];
        }
        pairs -= size[g] * (size[g] - 1) / 2;
        m += size[g];
    }
    for (size_t d = 0; d <= pairs; d++) {
        whole += count[d];
        if (fabs((double) pairs - 2 * (double) d) >= fabs(s) - 0.5)
            extreme += count[d];
    }
    return extreme / whole;
}

static void sen(const double *time, const double *value, size_t n, double c, struct trend_mann_kendall *out)
{
    size_t k = 0, pairs = n * (n - 1) / 2;
    double *slope = memory_zeroed(pairs, sizeof *slope);
    double low = round(((double) pairs - c) / 2), high = round(((double) pairs + c) / 2 + 1);

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slope[k++] = (value[j] - value[i]) / (time[j] - time[i]);
    qsort(slope, pairs, sizeof *slope, ascending);
    out->slope = pairs % 2 == 1 ? slope[pairs / 2] : (slope[pairs / 2 - 1] + slope[pairs / 2]) / 2;
    out->slope_lower = low >= 1 ? slope[(size_t) low - 1] : NAN;
    out->slope_upper = high <= (double) pairs ? slope[(size_t) high - 1] : NAN;
    free(slope);
}

bool trend_test_mann_kendall(const double *time, const double *value, size_t n, double level,
                             struct trend_mann_kendall *out)
{
    size_t *size, groups;
    double pairs = (double) n * ((double) n - 1) / 2, untied = pairs;

    for (size_t i = 0; i < n; i++)
        if (!isfinite(value[i]) || !isfinite(time[i]) || (i > 0 && time[i] <= time[i - 1]))
            return false;
    if (n < 2 || !(level > 0 && level < 1))
        return false;
    size = memory_zeroed(n, sizeof *size);
    groups = ties(value, n, size);
    for (size_t g = 0; g < groups; g++)
        untied -= (double) size[g] * ((double) size[g] - 1) / 2;
    out->s = kendall_s(value, n);
    out->variance = kendall_variance(n, size, groups);
    out->z = corrected_z(out->s, out->variance);
    out->p = two_sided(out->z);
    out->p_exact = n <= EXACT_MOST ? exact_p(out->s, n, size, groups) : NAN;
    out->tau_b = untied > 0 ? out->s / sqrt(pairs * untied) : NAN;
    sen(time, value, n, quantile_two_sided(level) * sqrt(out->variance), out);
    free(size);
    return true;
}

double trend_test_least_p(size_t n)
{
    return n < 2 ? 1 : fmin(1, 2 / tgamma((double) n + 1));
}

bool trend_test_seasonal_kendall(const double *value, const size_t *season, size_t n, size_t n_seasons,
                                 struct trend_seasonal_kendall *out)
{
    double *own = memory_zeroed(n, sizeof *own);
    size_t *size = memory_zeroed(n, sizeof *size);

    *out = (struct trend_seasonal_kendall){ 0 };
    for (size_t k = 0; k < n_seasons; k++) {
        size_t m = 0;

        for (size_t i = 0; i < n; i++)
            if (season[i] == k)
                own[m++] = value[i];
        out->s += kendall_s(own, m);
        out->variance += kendall_variance(m, size, ties(own, m, size));
    }
    out->z = corrected_z(out->s, out->variance);
    out->p = two_sided(out->z);
    free(size);
    free(own);
    return out->variance > 0;
}

bool trend_test_pettitt(const double *value, size_t n, struct trend_pettitt *out)
{
    double u = 0, m = (double) n;

    if (n < 2)
        return false;
    *out = (struct trend_pettitt){ .k = -1 };
    for (size_t k = 0; k + 1 < n; k++) {
        for (size_t j = 0; j < n; j++)
            u += sign(value[k] - value[j]);
        if (fabs(u) > out->k) {
            out->k = fabs(u);
            out->at = k + 1;
        }
    }
    out->p = fmin(1, 2 * exp(-6 * out->k * out->k / (m * m * m + m * m)));
    return true;
}

bool trend_test_score(const double *time, const double *events, const double *person_years, size_t n, double *z,
                      double *p)
{
    double total = 0, exposure = 0, mean = 0, spread = 0, moment = 0;

    for (size_t i = 0; i < n; i++) {
        total += events[i];
        exposure += person_years[i];
    }
    for (size_t i = 0; i < n; i++)
        mean += person_years[i] * time[i] / exposure;
    for (size_t i = 0; i < n; i++) {
        spread += person_years[i] * (time[i] - mean) * (time[i] - mean) / exposure;
        moment += events[i] * (time[i] - mean);
    }
    if (!(total > 0) || !(spread > 0))
        return false;
    *z = moment / sqrt(total * spread);
    *p = two_sided(*z);
    return true;
}

bool trend_test_least_squares(const double *time, const double *value, size_t n, struct trend_line *out)
{
    double mean_time = 0, mean_value = 0, xx = 0, xy = 0, residual = 0, t;

    for (size_t i = 0; i < n; i++) {
        mean_time += time[i] / (double) n;
        mean_value += value[i] / (double) n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (time[i] - mean_time) * (time[i] - mean_time);
        xy += (time[i] - mean_time) * (value[i] - mean_value);
    }
    if (n < 2 || !(xx > 0) || !isfinite(xx) || !isfinite(xy))
        return false;
    out->slope = xy / xx;
    for (size_t i = 0; i < n; i++)
        residual += square(value[i] - mean_value - out->slope * (time[i] - mean_time));
    out->se = n > 2 && residual > 0 ? sqrt(residual / (double) (n - 2) / xx) : NAN;
    t = fabs(out->slope / out->se);
    out->p = isnan(t) ? NAN : 2 * gsl_cdf_tdist_Q(t, (double) (n - 2));
    return true;
}

bool trend_test_poisson(const double *time, const double *events, const double *person_years, size_t n,
                        double dispersion, double level, struct trend_poisson *out)
{
    double *x = memory_zeroed(2 * n, sizeof *x), *one = memory_zeroed(n, sizeof *one), mean = 0, z, se;
    struct poisson_data trend = { n, 2, x, events, person_years }, level_only = { n, 1, one, events, person_years };
    struct poisson_fit fit, flat;
    bool good;

    for (size_t i = 0; i < n; i++)
        mean += time[i] / (double) n;
    for (size_t i = 0; i < n; i++) {
        one[i] = x[2 * i] = 1;
        x[2 * i + 1] = time[i] - mean;
    }
    good = poisson_model_fit(&trend, &fit);
    good = poisson_model_fit(&level_only, &flat) && good && dispersion > 0;
    if (good) {
        double lower = NAN, upper = NAN;

        z = quantile_two_sided(level);
        se = poisson_model_se(&fit, 1, dispersion);
        poisson_model_limits(&trend, &fit, 1, level, dispersion, &lower, &upper);
        out->change = 100 * expm1(fit.coefficient[1]);
        out->wald_lower = 100 * expm1(fit.coefficient[1] - z * se);
        out->wald_upper = 100 * expm1(fit.coefficient[1] + z * se);
        out->lower = 100 * expm1(lower);
        out->upper = 100 * expm1(upper);
        out->likelihood_ratio = fmax(0, flat.deviance - fit.deviance) / dispersion;
        out->p = poisson_chi_squared_p(out->likelihood_ratio, 1);
        out->homogeneity = flat.deviance / dispersion;
        out->homogeneity_df = flat.df;
        out->homogeneity_p = poisson_chi_squared_p(out->homogeneity, flat.df);
        out->deviance = fit.deviance / dispersion;
        out->df = fit.df;
        out->deviance_p = poisson_chi_squared_p(out->deviance, fit.df);
        out->dispersion = fit.dispersion;
    }
    poisson_model_free(&fit);
    poisson_model_free(&flat);
    free(one);
    free(x);
    return good;
}
