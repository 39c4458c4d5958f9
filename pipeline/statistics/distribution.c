#include "pipeline/statistics/distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

static const double PI = 3.14159265358979323846;
static const double LOG_ROOT_TWO_PI = 0.91893853320467274178;
enum { MOST_TERMS = 1000000 }; /* series and fractions need some 10 sqrt(shape) terms; beyond that the answer is NaN */

static double log_gamma(double x)
{
    int sign;

    return lgamma_r(x, &sign); /* lgamma writes a global */
}

/* What Stirling's formula lacks: log n! - (n + 1/2) log n + n - log sqrt(2 pi). */
static double stirling_error(double n)
{
    double square = n * n;

    if (n <= 15)
        return log_gamma(n + 1) - (n + 0.5) * log(n) + n - LOG_ROOT_TWO_PI;
    return (1. / 12 - (1. / 360 - (1. / 1260 - (1. / 1680 - 1. / 1188 / square) / square) / square) / square) / n;
}

/* Half the deviance of a count x from a mean m, x log(x/m) + m - x, without cancellation near x = m; above = x - m,
 * which the caller may know with more digits than the difference of the two has. */
static double half_deviance(double x, double m, double above)
{
    double v, term, sum;

    if (fabs(above) >= 0.1 * (x + m))
        return x * log(x / m) - above;
    v = above / (x + m);
    sum = above * v;
    term = 2 * x * v;
    for (int j = 1;; j++) {
        double next;

        term *= v * v;
        next = sum + term / (2 * j + 1);
        if (next == sum)
            return next;
        sum = next;
    }
}

double distribution_poisson(double count, double mean)
{
    if (!(count >= 0) || !(mean >= 0))
        return NAN;
    if (mean == 0)
        return count == 0;
    if (count == 0)
        return exp(-mean);
    if (isinf(count) || isinf(mean))
        return 0;
    return exp(-stirling_error(count) - half_deviance(count, mean, count - mean)) / sqrt(2 * PI * count);
}

/* `yes` of yes + no, with probabilities p and q = 1 - p. Both of each pair are given, for a sum or a complement may
 * have lost the digits of the smaller one. */
static double binomial(double yes, double no, double p, double q)
{
    double n = yes + no, above = yes * q - no * p, exponent; /* yes - np = -(no - nq) */

    if (p == 0)
        return yes == 0;
    if (q == 0)
        return no == 0;
    if (yes == 0)
        return exp(no * (p < 0.5 ? log1p(-p) : log(q)));
    if (no == 0)
        return exp(yes * (q < 0.5 ? log1p(-q) : log(p)));
    exponent = stirling_error(n) - stirling_error(yes) - stirling_error(no) - half_deviance(yes, n * p, above) -
               half_deviance(no, n * q, -above);
    return exp(exponent) * sqrt(n / yes / no / (2 * PI));
}

double distribution_binomial(double count, double n, double p)
{
    if (!(count >= 0 && count <= n) || !(p >= 0 && p <= 1))
        return NAN;
    return binomial(count, n - count, p, 1 - p);
}

double distribution_hypergeometric(double count, double marked, double unmarked, double drawn)
{
    double all = marked + unmarked, others = drawn - count, p, q;

    if (!(marked >= 0) || !(unmarked >= 0) || !(drawn >= 0 && drawn <= all))
        return NAN;
    if (!(count >= fmax(0, drawn - unmarked) && count <= fmin(marked, drawn)))
        return isnan(count) ? NAN : 0;
    if (all == 0)
        return 1;
    p = drawn / all;
    q = (all - drawn) / all;
    return binomial(count, marked - count, p, q) * binomial(others, unmarked - others, p, q) /
           binomial(drawn, all - drawn, p, q);
}

/* sum over n >= 0 of x^n / ((a + 1) ... (a + n)) */
static double gamma_series(double x, double a)
{
    double term = 1, sum = 1;

    for (int n = 1; n < MOST_TERMS; n++) {
        term *= x / (a + n);
        sum += term;
        if (term <= sum * (DBL_EPSILON / 8))
            return sum;
    }
    return NAN;
}

/* A continued fraction 1/(b0+) a1/(b1+) a2/(b2+) ... by Lentz's method as Thompson and Barnett 1986 changed it. */
struct fraction {
    double value, c, d;
};

static double not_zero(double x)
{
    return fabs(x) < 1e-300 ? 1e-300 : x;
}

static struct fraction fraction_begin(double b0)
{
    double d = 1 / not_zero(b0);

    return (struct fraction){ d, 1e300, d };
}

static bool fraction_converges(struct fraction *f, double a, double b)
{
    double change;

    f->d = 1 / not_zero(b + a * f->d);
    f->c = not_zero(b + a / f->c);
    change = f->c * f->d;
    f->value *= change;
    return fabs(change - 1) < DBL_EPSILON;
}

static double gamma_fraction(double x, double a)
{
    struct fraction f = fraction_begin(x + 1 - a);

    for (int n = 1; n < MOST_TERMS; n++) {
        if (fraction_converges(&f, -n * (n - a), x + 2 * n + 1 - a))
            return f.value;
    }
    return NAN;
}

/* fmin would turn NaN into 1. */
static double at_most_1(double p)
{
    return p > 1 ? 1 : p;
}

static struct tails undefined_tails(void)
{
    return (struct tails){ NAN, NAN };
}

struct tails distribution_gamma(double x, double shape)
{
    double front;

    if (isnan(x) || !(shape > 0) || isinf(shape))
        return undefined_tails();
    if (x <= 0)
        return (struct tails){ 0, 1 };
    if (isinf(x))
        return (struct tails){ 1, 0 };
    front = distribution_poisson(shape, x); /* x^a exp(-x) / Gamma(a + 1) */
    if (x < shape + 1) {
        double lower = front == 0 ? 0 : at_most_1(front * gamma_series(x, shape));

        return (struct tails){ lower, 1 - lower };
    } else {
        double upper = front == 0 ? 0 : at_most_1(front * shape * gamma_fraction(x, shape));

        return (struct tails){ 1 - upper, upper };
    }
}

struct tails distribution_chi_square(double x, double degrees_of_freedom)
{
    return distribution_gamma(x / 2, degrees_of_freedom / 2);
}

/* y = 1 - x; a y - b x is how far below the mean x is, with all its digits. */
static double beta_fraction(double x, double y, double a, double b)
{
    double below = a * y - b * x;
    struct fraction f = fraction_begin(a / (a + 1) * (below + 1));

    for (int n = 1; n < MOST_TERMS; n++) {
        double odd = a + 2.0 * n - 1, turn = n * (b - n) * x;

        if (fraction_converges(&f, (a + n - 1) / odd * ((a + b + n - 1) / odd) * turn * x,
                               n + turn / odd + (a + n) / (odd + 2) * (below + 1 + n * (1 + y))))
            return f.value;
    }
    return NAN;
}

/* The beta integral from 0 to x, for x at most the mean, where the fraction converges. */
static double beta_below(double x, double y, double a, double b)
{
    double front = binomial(a, b, x, y) * (a / (a + b) * b); /* x^a y^b / B(a, b) */

    return front == 0 ? 0 : at_most_1(front * beta_fraction(x, y, a, b));
}

static struct tails beta_tails(double x, double y, double a, double b)
{
    if (x * b <= a * y) {
        double lower = beta_below(x, y, a, b);

        return (struct tails){ lower, 1 - lower };
    } else {
        double upper = beta_below(y, x, b, a);

        return (struct tails){ 1 - upper, upper };
    }
}

struct tails distribution_beta(double x, double a, double b)
{
    if (isnan(x) || !(a > 0 && b > 0) || isinf(a) || isinf(b))
        return undefined_tails();
    if (x <= 0)
        return (struct tails){ 0, 1 };
    if (x >= 1)
        return (struct tails){ 1, 0 };
    return beta_tails(x, 1 - x, a, b);
}

double distribution_poisson_at_most(double count, double mean)
{
    if (isnan(count) || !(mean >= 0))
        return NAN;
    return count <= -1 ? 0 : distribution_gamma(mean, count + 1).upper;
}

double distribution_poisson_at_least(double count, double mean)
{
    if (isnan(count) || !(mean >= 0))
        return NAN;
    return count <= 0 ? 1 : distribution_gamma(mean, count).lower;
}

double distribution_binomial_at_most(double count, double n, double p)
{
    if (isnan(count) || !(n >= 0) || !(p >= 0 && p <= 1))
        return NAN;
    if (count <= -1)
        return 0;
    return count >= n ? 1 : distribution_beta(p, count + 1, n - count).upper;
}

double distribution_binomial_at_least(double count, double n, double p)
{
    if (isnan(count) || !(n >= 0) || !(p >= 0 && p <= 1))
        return NAN;
    if (count <= 0)
        return 1;
    return count >= n + 1 ? 0 : distribution_beta(p, count, n - count + 1).lower;
}
