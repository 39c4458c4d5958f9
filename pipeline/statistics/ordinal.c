#include "pipeline/statistics/ordinal.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

static double sum(const double *values, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += values[i];
    return s;
}

/* The roots p of (share - p)^2 = chi p (1 - p) / n. */
static struct interval score_limits(double x, double n, double chi)
{
    double centre = chi + 2 * x, half = sqrt(chi * (chi + 4 * x * (n - x) / n));

    return (struct interval){ 2 * x * x / n / (centre + half), (centre + half) / (2 * (n + chi)) };
}

static void all_limits(const double *counts, size_t k, double chi, struct interval *limits)
{
    double n = sum(counts, k);

    for (size_t i = 0; i < k; i++)
        limits[i] = n > 0 ? score_limits(counts[i], n, chi) : (struct interval){ NAN, NAN };
}

void ordinal_goodman(const double *counts, size_t k, double confidence, struct interval *limits)
{
    all_limits(counts, k, quantile_chi_square_upper((1 - confidence) / (double) k, 1), limits);
}

void ordinal_quesenberry(const double *counts, size_t k, double confidence, struct interval *limits)
{
    all_limits(counts, k, quantile_chi_square_upper(1 - confidence, (double) k - 1), limits);
}

struct mean_score ordinal_mean(const double *counts, const double *scores, size_t k)
{
    struct mean_score m = { sum(counts, k), NAN, NAN };
    double squares = 0;

    if (!(m.n > 0))
        return m;
    m.mean = 0;
    for (size_t i = 0; i < k; i++)
        m.mean += scores[i] * counts[i] / m.n;
    for (size_t i = 0; i < k; i++)
        squares += (scores[i] - m.mean) * (scores[i] - m.mean) * counts[i] / m.n;
    m.se = sqrt(squares / m.n);
    return m;
}

struct wilcoxon ordinal_wilcoxon(const double *counts1, const double *counts2, size_t k)
{
    double n1 = sum(counts1, k), n2 = sum(counts2, k), all = n1 + n2, below2 = 0, ties = 0, variance, away;
    struct wilcoxon r = { NAN, NAN, NAN, NAN };

    if (!(n1 > 0 && n2 > 0))
        return r;
    r.w = 0;
    for (size_t i = 0; i < k; i++) {
        double t = counts1[i] + counts2[i];

        r.w += counts1[i] * (below2 + counts2[i] / 2);
        below2 += counts2[i];
        ties += t * t * t - t;
    }
    r.auc = r.w / n1 / n2;
    variance = n1 * n2 / 12 * (all + 1 - ties / (all * (all - 1)));
    away = r.w - n1 * n2 / 2;
    if (!(variance > 0)) { /* all answers the same */
        r.z = 0;
        r.p = 1;
        return r;
    }
    r.z = copysign(fmax(0, fabs(away) - 0.5), away) / sqrt(variance);
    r.p = erfc(fabs(r.z) / sqrt(2));
    return r;
}

struct chi_square ordinal_chi_square(const double *counts, size_t n_rows, size_t n_columns)
{
    double *rows = memory_zeroed(n_rows, sizeof *rows), *columns = memory_zeroed(n_columns, sizeof *columns);
    struct chi_square c = { NAN, NAN, NAN, NAN };
    double all = sum(counts, n_rows * n_columns), used_rows = 0, used_columns = 0, statistic = 0;

    for (size_t i = 0; i < n_rows * n_columns; i++) {
        rows[i / n_columns] += counts[i];
        columns[i % n_columns] += counts[i];
    }
    for (size_t i = 0; i < n_rows; i++)
        used_rows += rows[i] > 0;
    for (size_t j = 0; j < n_columns; j++)
        used_columns += columns[j] > 0;
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        double expected = rows[i / n_columns] * (columns[i % n_columns] / all);

        if (expected > 0)
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    free(rows);
    free(columns);
    if (used_rows < 2 || used_columns < 2)
        return c;
    c.statistic = statistic;
    c.df = (used_rows - 1) * (used_columns - 1);
    c.p = distribution_chi_square(c.statistic, c.df).upper;
    c.cramers_v = sqrt(statistic / all / (fmin(used_rows, used_columns) - 1));
    return c;
}

struct trend ordinal_trend(const double *x, const double *n, const double *scores, size_t n_groups)
{
    struct trend t = { NAN, NAN, NAN, NAN, NAN };
    double all_x = 0, all_n = 0, mean_score = 0, with_x = 0, spread = 0, share, groups = 0;

    for (size_t i = 0; i < n_groups; i++) {
        all_x += x[i];
        all_n += n[i];
        mean_score += n[i] * scores[i];
        groups += n[i] > 0;
    }
    share = all_x / all_n;
    mean_score /= all_n;
    if (!(share > 0 && share < 1))
        return t;
    t.homogeneity = 0;
    for (size_t i = 0; i < n_groups; i++) {
        with_x += (x[i] - n[i] * share) * (scores[i] - mean_score);
        spread += n[i] * (scores[i] - mean_score) * (scores[i] - mean_score);
        if (n[i] > 0)
            t.homogeneity += (x[i] - n[i] * share) * (x[i] - n[i] * share) / (n[i] * share * (1 - share));
    }
    t.homogeneity_p = groups > 1 ? distribution_chi_square(t.homogeneity, groups - 1).upper : NAN;
    if (spread > 0) {
        t.slope = with_x / spread;
        t.chi_square = with_x * with_x / (spread * share * (1 - share));
        t.p = distribution_chi_square(t.chi_square, 1).upper;
    }
    return t;
}
