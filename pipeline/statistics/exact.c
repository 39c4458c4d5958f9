#include "pipeline/statistics/exact.h"

#include "pipeline/statistics/distribution.h"

#include <math.h>
#include <stdbool.h>

enum { MOST_TABLES = 100000000 };

static const double TIE = 1 + 1e-7; /* as R: counts whose probabilities differ by rounding alone are equally likely */

/* A distribution over counts from `least` to `most`, unimodal around `mode`. */
struct counts {
    double (*at)(double count, double a, double b);
    double (*at_most)(double count, double a, double b);
    double (*at_least)(double count, double a, double b);
    double a, b;
    double mode, least, most;
};

/* The count beyond the mode, away from `count`, from which on none is likelier than `limit`. One past the end: none is.
 */
static double equally_unlikely(const struct counts *c, double count, double limit)
{
    double direction = count < c->mode ? 1 : -1;
    double inner = c->mode, outer = c->mode, step = 1, end = direction > 0 ? c->most + 1 : c->least - 1;

    while (outer != end && c->at(outer, c->a, c->b) > limit) {
        inner = outer;
        outer = direction > 0 ? fmin(end, outer + step) : fmax(end, outer - step);
        step *= 2;
    }
    while (fabs(outer - inner) > 1) {
        double middle = inner + direction * floor(fabs(outer - inner) / 2);

        if (c->at(middle, c->a, c->b) > limit)
            inner = middle;
        else
            outer = middle;
    }
    return outer;
}

static double least_likely(const struct counts *c, double count)
{
    double own = c->at(count, c->a, c->b), other;

    if (own * TIE >= c->at(c->mode, c->a, c->b))
        return 1;
    other = equally_unlikely(c, count, own * TIE);
    if (count < c->mode)
        return fmin(1, c->at_most(count, c->a, c->b) + (other > c->most ? 0 : c->at_least(other, c->a, c->b)));
    return fmin(1, c->at_least(count, c->a, c->b) + (other < c->least ? 0 : c->at_most(other, c->a, c->b)));
}

static struct exact_p undefined(void)
{
    return (struct exact_p){ NAN, NAN, NAN };
}

static struct exact_p all_three(const struct counts *c, double count)
{
    double at_most = c->at_most(count, c->a, c->b), at_least = c->at_least(count, c->a, c->b);
    double own = c->at(count, c->a, c->b);
    double below = c->at_most(count - 1, c->a, c->b), above = c->at_least(count + 1, c->a, c->b);

    if (isnan(at_most) || isnan(at_least) || isnan(own)) /* fmin would turn NaN into 1 */
        return undefined();
    return (struct exact_p){
        .central = fmin(1, 2 * fmin(at_most, at_least)),
        .midp = fmin(1, 2 * fmin(below, above) + own),
        .minlike = least_likely(c, count),
    };
}

static double poisson_at(double count, double mean, double unused)
{
    (void) unused;
    return distribution_poisson(count, mean);
}

static double poisson_at_most(double count, double mean, double unused)
{
    (void) unused;
    return distribution_poisson_at_most(count, mean);
}

static double poisson_at_least(double count, double mean, double unused)
{
    (void) unused;
    return distribution_poisson_at_least(count, mean);
}

struct exact_p exact_poisson(double count, double mean)
{
    struct counts c = { poisson_at, poisson_at_most, poisson_at_least, mean, 0, floor(mean), 0, INFINITY };

    if (!(count >= 0) || !(mean >= 0) || isinf(count) || isinf(mean))
        return undefined();
    return all_three(&c, count);
}

struct exact_p exact_binomial(double count, double n, double p)
{
    struct counts c = { distribution_binomial,
                        distribution_binomial_at_most,
                        distribution_binomial_at_least,
                        n,
                        p,
                        fmin(n, floor((n + 1) * p)),
                        0,
                        n };

    if (!(count >= 0 && count <= n) || !(p >= 0 && p <= 1) || isinf(n))
        return undefined();
    return all_three(&c, count);
}

struct exact_p exact_fisher(double x1, double n1, double x2, double n2)
{
    double drawn = x1 + x2, own, below = 0, above = 0, no_likelier = 0;

    if (!(x1 >= 0 && x1 <= n1) || !(x2 >= 0 && x2 <= n2) || isinf(n1) || isinf(n2) ||
        fmin(fmin(n1, n2), fmin(drawn, n1 + n2 - drawn)) > MOST_TABLES)
        return undefined();
    own = distribution_hypergeometric(x1, n1, n2, drawn);
    for (double k = fmax(0, drawn - n2); k <= fmin(n1, drawn); k++) {
        double p = distribution_hypergeometric(k, n1, n2, drawn);

        below += k < x1 ? p : 0;
        above += k > x1 ? p : 0;
        no_likelier += p <= own * TIE ? p : 0;
    }
    return (struct exact_p){
        .central = fmin(1, 2 * (fmin(below, above) + own)),
        .midp = fmin(1, 2 * fmin(below, above) + own),
        .minlike = fmin(1, no_likelier),
    };
}
