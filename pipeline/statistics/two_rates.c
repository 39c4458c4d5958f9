#include "pipeline/statistics/two_rates.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { MOST_E_TEST_EVENTS = 50000000 };

static const struct interval undefined = { NAN, NAN };

static struct two_rates all_undefined(void)
{
    return (struct two_rates){
        .rate1 = NAN,
        .rate2 = NAN,
        .ratio = NAN,
        .difference = NAN,
        .ratio_exact = undefined,
        .p_exact = NAN,
        .p_minlike = NAN,
        .ratio_midp = undefined,
        .ratio_median_unbiased = NAN,
        .p_midp = NAN,
        .ratio_score = undefined,
        .score_z = NAN,
        .score_p = NAN,
        .ratio_wald = undefined,
        .p_wald = NAN,
        .likelihood_ratio = NAN,
        .likelihood_ratio_p = NAN,
        .difference_wald = undefined,
        .difference_mover = undefined,
    };
}

static double normal_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

/* Limits of a share of events, as a ratio of rates. */
static struct interval as_ratio(struct interval share, double exposure1, double exposure2)
{
    double per = exposure2 / exposure1;

    return (struct interval){ interval_odds(share.lower) * per, interval_odds(share.upper) * per };
}

/* An interval method of a share, computed for the smaller of the two counts, whose odds keep their digits. */
static struct interval ratio_limits(struct interval (*method)(double x, double n, double confidence), double events1,
                                    double exposure1, double events2, double exposure2, double confidence)
{
    struct interval r;

    if (events1 <= events2)
        return as_ratio(method(events1, events1 + events2, confidence), exposure1, exposure2);
    r = as_ratio(method(events2, events1 + events2, confidence), exposure2, exposure1);
    return (struct interval){ 1 / r.upper, 1 / r.lower };
}

struct observed {
    double x, n;
};

static double midp_below_half(double q, void *context)
{
    const struct observed *o = context;

    return distribution_binomial_at_most(o->x - 1, o->n, q) + distribution_binomial(o->x, o->n, q) / 2 - 0.5;
}

static double median_unbiased(double events1, double exposure1, double events2, double exposure2)
{
    struct observed o = { fmin(events1, events2), events1 + events2 };
    double odds;

    if (o.x == 0)
        return events2 == 0 ? INFINITY : 0;
    odds = interval_odds(root_find(midp_below_half, &o, 0, 1));
    return (events1 <= events2 ? odds : 1 / odds) * exposure2 / exposure1;
}

static double likelihood_term(double events, double expected)
{
    return events == 0 ? 0 : 2 * events * log(events / expected);
}

static void compare_given_total(struct two_rates *r, double events1, double exposure1, double events2, double exposure2,
                                double confidence)
{
    double n = events1 + events2, q0 = exposure1 / (exposure1 + exposure2), expected1 = n * q0;
    struct exact_p p = exact_binomial(events1, n, q0);

    r->ratio = events1 == 0 ? 0 : events2 == 0 ? INFINITY : r->rate1 / r->rate2;
    r->ratio_exact = ratio_limits(interval_binomial_exact, events1, exposure1, events2, exposure2, confidence);
    r->ratio_midp = ratio_limits(interval_binomial_midp, events1, exposure1, events2, exposure2, confidence);
    r->ratio_score = ratio_limits(interval_wilson, events1, exposure1, events2, exposure2, confidence);
    r->ratio_median_unbiased = median_unbiased(events1, exposure1, events2, exposure2);
    r->p_exact = p.central;
    r->p_midp = p.midp;
    r->p_minlike = p.minlike;
    r->score_z = (events1 - expected1) / sqrt(expected1 * (1 - q0));
    r->score_p = normal_p(r->score_z);
    r->likelihood_ratio = fmax(0, likelihood_term(events1, expected1) + likelihood_term(events2, n - expected1));
    r->likelihood_ratio_p = normal_p(sqrt(r->likelihood_ratio));
    if (events1 > 0 && events2 > 0) {
        double se = sqrt(1 / events1 + 1 / events2), factor = exp(quantile_two_sided(confidence) * se);

        r->ratio_wald = (struct interval){ r->ratio / factor, r->ratio * factor };
        r->p_wald = normal_p(log(r->ratio) / se);
    }
}

struct interval two_rates_difference(double events1, double exposure1, double events2, double exposure2,
                                     double confidence)
{
    struct interval one = interval_poisson_score(events1, exposure1, confidence);
    struct interval two = interval_poisson_score(events2, exposure2, confidence);
    double rate1 = events1 / exposure1, rate2 = events2 / exposure2, difference = rate1 - rate2;

    if (isnan(one.upper) || isnan(two.upper))
        return undefined;
    return (struct interval){ difference - hypot(rate1 - one.lower, two.upper - rate2),
                              difference + hypot(one.upper - rate1, rate2 - two.lower) };
}

struct two_rates two_rates_compare(double events1, double exposure1, double events2, double exposure2,
                                   double confidence)
{
    struct interval mover = two_rates_difference(events1, exposure1, events2, exposure2, confidence);
    struct two_rates r = all_undefined();
    double half;

    if (isnan(mover.upper))
        return r;
    r.rate1 = events1 / exposure1;
    r.rate2 = events2 / exposure2;
    r.difference = r.rate1 - r.rate2;
    half = quantile_two_sided(confidence) * sqrt(r.rate1 / exposure1 + r.rate2 / exposure2);
    r.difference_wald = (struct interval){ r.difference - half, r.difference + half };
    r.difference_mover = mover;
    if (events1 + events2 > 0) {
        compare_given_total(&r, events1, exposure1, events2, exposure2, confidence);
    } else {
        r.ratio_exact = r.ratio_midp = r.ratio_score = (struct interval){ 0, INFINITY };
        r.p_exact = r.p_midp = r.p_minlike = r.score_p = r.likelihood_ratio_p = 1;
        r.likelihood_ratio = 0;
    }
    return r;
}

struct two_rates_exact two_rates_exact(double events1, double exposure1, double events2, double exposure2,
                                       double confidence)
{
    struct interval defined = two_rates_difference(events1, exposure1, events2, exposure2, confidence);
    double n = events1 + events2, q0 = exposure1 / (exposure1 + exposure2);

    if (isnan(defined.upper))
        return (struct two_rates_exact){ NAN, undefined, NAN };
    if (n == 0)
        return (struct two_rates_exact){ NAN, { 0, INFINITY }, 1 };
    return (struct two_rates_exact){
        .ratio = events2 == 0 ? INFINITY : events1 / exposure1 / (events2 / exposure2),
        .limits = ratio_limits(interval_binomial_exact, events1, exposure1, events2, exposure2, confidence),
        .p = fmin(
            1, 2 * fmin(distribution_binomial_at_most(events1, n, q0), distribution_binomial_at_least(events1, n, q0))),
    };
}

static double e_statistic(double x1, double exposure1, double x2, double exposure2)
{
    if (x1 + x2 == 0)
        return 0;
    return (x1 / exposure1 - x2 / exposure2) / sqrt(x1 / exposure1 / exposure1 + x2 / exposure2 / exposure2);
}

/* The statistic falls as x2 grows. The least whole x2 at which it is below `bound` (or at it, where `or_equal`). */
static double first_below(double x1, double exposure1, double exposure2, double bound, bool or_equal, double guess)
{
    double low = -1, high = fmax(0, guess), step = 1;

    for (;;) {
        double t = e_statistic(x1, exposure1, high, exposure2);

        if (or_equal ? t <= bound : t < bound)
            break;
        low = high;
        high += step;
        step *= 2;
    }
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2), t = e_statistic(x1, exposure1, middle, exposure2);

        if (or_equal ? t <= bound : t < bound)
            high = middle;
        else
            low = middle;
    }
    return high;
}

double two_rates_e_test(double events1, double exposure1, double events2, double exposure2)
{
    const double negligible = 1e-20; /* counts this unlikely, and those beyond them, add less than rounding */
    double rate, mean1, mean2, observed, bound, p = 0, guess_high = 0, guess_low = 0;

    if (!(events1 >= 0 && events2 >= 0 && exposure1 > 0 && exposure2 > 0) || events1 + events2 > MOST_E_TEST_EVENTS)
        return NAN;
    if (events1 + events2 == 0)
        return 1;
    rate = (events1 + events2) / (exposure1 + exposure2);
    mean1 = rate * exposure1;
    mean2 = rate * exposure2;
    observed = fabs(e_statistic(events1, exposure1, events2, exposure2));
    if (observed < 1e-12)
        return 1;
    bound = observed * (1 - 1e-12); /* statistics equal but for rounding count as equal */
    for (double x1 = quantile_poisson(negligible, mean1);; x1++) {
        double own = distribution_poisson(x1, mean1);
        double high = first_below(x1, exposure1, exposure2, bound, false, guess_high); /* statistic >= bound below it */
        double low = first_below(x1, exposure1, exposure2, -bound, true, guess_low);   /* <= -bound from it on */

        if (x1 > mean1 && own < negligible)
            return fmin(1, p);
        p += own * (distribution_poisson_at_most(high - 1, mean2) + distribution_poisson_at_least(low, mean2));
        guess_high = high;
        guess_low = low;
    }
}

double two_rates_log_firth(double events1, double exposure1, double events2, double exposure2)
{
    if (!(events1 >= 0 && events2 >= 0 && exposure1 > 0 && exposure2 > 0))
        return NAN;
    return log((events1 + 0.5) / exposure1) - log((events2 + 0.5) / exposure2);
}

struct interval two_rates_counts(double count1, double count2, double confidence)
{
    if (!(count1 >= 0 && count2 >= 0) || count1 + count2 == 0 || !(confidence > 0 && confidence < 1))
        return undefined;
    return ratio_limits(interval_binomial_exact, count1, 1, count2, 1, confidence);
}

double two_rates_e_value(double ratio)
{
    double r = ratio < 1 ? 1 / ratio : ratio;

    return ratio > 0 ? r + sqrt(r * (r - 1)) : NAN;
}
