#include "pipeline/statistics/meta.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <math.h>
#include <stdbool.h>

struct units {
    const double *y, *v;
    size_t n;
};

/* Sums over units weighted by 1/(v + tau2). */
struct pooled {
    double weights, squares, cubes; /* of the weights */
    double mean;
    double q;         /* sum w (y - mean)^2 */
    double q_squares; /* sum w^2 (y - mean)^2 */
};

static bool counts(const struct units *u, size_t i)
{
    return !isnan(u->y[i]) && u->v[i] > 0 && !isinf(u->v[i]);
}

static struct pooled pool(const struct units *u, double tau2)
{
    struct pooled p = { 0, 0, 0, 0, 0, 0 };

    for (size_t i = 0; i < u->n; i++) {
        double w = 1 / (u->v[i] + tau2);

        if (!counts(u, i))
            continue;
        p.weights += w;
        p.squares += w * w;
        p.cubes += w * w * w;
        p.mean += w * u->y[i];
    }
    p.mean /= p.weights;
    for (size_t i = 0; i < u->n; i++) {
        double w = 1 / (u->v[i] + tau2), residual = u->y[i] - p.mean;

        if (!counts(u, i))
            continue;
        p.q += w * residual * residual;
        p.q_squares += w * w * residual * residual;
    }
    return p;
}

static size_t count(const struct units *u)
{
    size_t n = 0;

    for (size_t i = 0; i < u->n; i++)
        n += counts(u, i);
    return n;
}

/* Falls in tau2. */
static double excess_q(double tau2, void *context)
{
    const struct units *u = context;

    return pool(u, tau2).q - (double) (count(u) - 1);
}

/* The derivative of the restricted log likelihood by tau2. */
static double reml_score(double tau2, void *context)
{
    struct pooled p = pool(context, tau2);

    return (p.q_squares - p.weights + p.squares / p.weights) / 2;
}

/* Where a score that is positive at 0 turns negative; 0 where it is not positive there. */
static double first_root(double (*score)(double tau2, void *context), struct units *u, double scale)
{
    double high = scale;

    if (!(score(0, u) > 0))
        return 0;
    while (score(high, u) > 0)
        high *= 2;
    return root_find(score, u, 0, high);
}

static double restricted_log_likelihood(const struct units *u, double tau2)
{
    struct pooled p = pool(u, tau2);
    double sum = -log(p.weights) - p.q;

    for (size_t i = 0; i < u->n; i++)
        sum -= counts(u, i) ? log(u->v[i] + tau2) : 0;
    return sum / 2;
}

/* The restricted likelihood may have several maxima: the best of a grid, made exact. */
static double reml(struct units *u, double scale)
{
    enum { STEPS = 200 };
    const double factor = 1.1;
    double best = 0, highest = restricted_log_likelihood(u, 0), tau2 = scale * pow(factor, -STEPS), root;

    for (int step = 0; step < 2 * STEPS; step++, tau2 *= factor) {
        double here = restricted_log_likelihood(u, tau2);

        if (here > highest) {
            highest = here;
            best = tau2;
        }
    }
    if (best == 0)
        return 0;
    root = root_find(reml_score, u, best / factor, best * factor);
    return isnan(root) ? best : root;
}

static double variance_between(struct units *u, enum meta_method method, const struct pooled *common, double df)
{
    double scale = common->q / common->weights; /* of the size of the spread of y: greater than 0 */

    switch (method) {
    case META_PAULE_MANDEL:
        return first_root(excess_q, u, scale);
    case META_DERSIMONIAN_LAIRD:
        return fmax(0, (common->q - df) / (common->weights - common->squares / common->weights));
    case META_REML:
        return scale > 0 ? reml(u, scale) : 0;
    case META_COMMON:
        break;
    }
    return 0;
}

static struct interval around(double centre, double half)
{
    return (struct interval){ centre - half, centre + half };
}

struct meta meta_pool(const double *estimates, const double *variances, size_t n, enum meta_method method,
                      double confidence)
{
    struct units u = { estimates, variances, n };
    struct meta m = { count(&u), NAN, NAN, NAN, { NAN, NAN }, NAN, { NAN, NAN }, { NAN, NAN }, NAN, NAN, NAN };
    struct pooled common = pool(&u, 0), p;
    double df = (double) m.n - 1, high = (1 + confidence) / 2;

    if (m.n == 0 || !(confidence > 0 && confidence < 1))
        return m;
    m.tau2 = m.n > 1 ? variance_between(&u, method, &common, df) : 0;
    p = pool(&u, m.tau2);
    m.estimate = p.mean;
    m.se = 1 / sqrt(p.weights);
    m.limits = around(m.estimate, quantile_normal(high) * m.se);
    if (m.n < 2)
        return m;
    m.se_hksj = sqrt(p.q / df / p.weights);
    m.limits_hksj = around(m.estimate, quantile_t(high, df) * m.se_hksj);
    m.q = common.q;
    m.q_p = distribution_chi_square(m.q, df).upper;
    m.i2 = m.q > df ? (m.q - df) / m.q : 0;
    if (m.n > 2)
        m.prediction = around(m.estimate, quantile_t(high, df - 1) * sqrt(m.tau2 + m.se * m.se));
    return m;
}

struct target {
    const struct units *units;
    double q;
};

/* Falls in tau2. */
static double excess_over(double tau2, void *context)
{
    const struct target *t = context;

    return pool(t->units, tau2).q - t->q;
}

/* The tau2 at which the generalised Q is `q`. */
static double tau2_at(const struct units *u, double q, double scale)
{
    struct target t = { u, q };
    double high = scale;

    if (!(excess_over(0, &t) > 0))
        return 0;
    while (excess_over(high, &t) > 0)
        high *= 2;
    return root_find(excess_over, &t, 0, high);
}

struct interval meta_tau2_limits(const double *estimates, const double *variances, size_t n, double confidence)
{
    struct units u = { estimates, variances, n };
    size_t k = count(&u);
    struct pooled common = pool(&u, 0);
    double tail = (1 - confidence) / 2;

    if (k < 2 || !(confidence > 0 && confidence < 1))
        return (struct interval){ NAN, NAN };
    return (struct interval){
        tau2_at(&u, quantile_chi_square_upper(tail, (double) k - 1), common.q / common.weights),
        tau2_at(&u, quantile_chi_square_lower(tail, (double) k - 1), common.q / common.weights),
    };
}

struct meta_unit meta_shrink(const struct meta *m, double estimate, double variance, double confidence)
{
    struct meta_unit s = { NAN, NAN, NAN, { NAN, NAN } };

    if (isnan(estimate) || !(variance > 0) || isinf(variance) || isnan(m->tau2))
        return s;
    s.own_weight = m->tau2 / (m->tau2 + variance);
    s.estimate = m->estimate + s.own_weight * (estimate - m->estimate);
    s.se = sqrt(s.own_weight * variance + (1 - s.own_weight) * (1 - s.own_weight) * m->se * m->se);
    s.limits = around(s.estimate, quantile_normal((1 + confidence) / 2) * s.se);
    return s;
}
