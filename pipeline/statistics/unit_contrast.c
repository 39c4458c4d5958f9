/* unit_contrast.c - one unit against the rest, of unit_break.h.
 *
 * Given the total N_t of a period, the unit's events in it are binomial with odds proportional to its person-years over
 * the rest's. The sum inside, given the unit's total, has the law
 *   P(S = s) proportional to psi^s inside(s) outside(n - s)
 * with inside() and outside() the laws of the sums of binomials; psi is the ratio sought. Any common factor of the odds
 * leaves it unchanged, so one is chosen that puts the sums' mean at the unit's total, where the numbers are large. */
#include "pipeline/statistics/unit_break.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/root.h"

#include <math.h>
#include <stdlib.h>

/* Widest factor, on the log scale, that is looked for. */
static const double WIDEST = 40;

/* The periods in which both unit and rest have staff. */
struct table {
    size_t n;
    double *total; /* events of unit and rest together */
    double *odds;  /* person-years of the unit over those of the rest */
    bool *in;
    double unit_events, inside; /* of the unit, in these periods */
};

static struct table table_new(const double *events, const double *years, const double *rest_events,
                              const double *rest_years, const bool *in, size_t n)
{
    struct table t = {
        0, memory_zeroed(n, sizeof *t.total), memory_zeroed(n, sizeof *t.odds), memory_zeroed(n, sizeof *t.in), 0, 0
    };

    for (size_t i = 0; i < n; i++) {
        if (!(years[i] > 0 && rest_years[i] > 0 && events[i] >= 0 && rest_events[i] >= 0))
            continue;
        t.total[t.n] = events[i] + rest_events[i];
        t.odds[t.n] = years[i] / rest_years[i];
        t.in[t.n++] = in[i];
        t.unit_events += events[i];
        t.inside += in[i] ? events[i] : 0;
    }
    return t;
}

static void table_free(struct table *t)
{
    free(t->total);
    free(t->odds);
    free(t->in);
}

static double mean_of(const struct table *t, bool inside, double factor)
{
    double mean = 0;

    for (size_t i = 0; i < t->n; i++)
        if (t->in[i] == inside)
            mean += t->total[i] * (factor * t->odds[i] / (1 + factor * t->odds[i]));
    return mean;
}

static double variance_of(const struct table *t, bool inside, double factor)
{
    double variance = 0;

    for (size_t i = 0; i < t->n; i++)
        if (t->in[i] == inside)
            variance += t->total[i] * factor * t->odds[i] / pow(1 + factor * t->odds[i], 2);
    return variance;
}

struct wanted {
    const struct table *table;
    bool inside, outside; /* which periods are summed */
    double events;
};

static double excess_events(double log_factor, void *context)
{
    const struct wanted *w = context;

    return (w->inside ? mean_of(w->table, true, exp(log_factor)) : 0) +
           (w->outside ? mean_of(w->table, false, exp(log_factor)) : 0) - w->events;
}

/* The factor of the odds that makes the expected sum `events`; 0 or Inf at the ends of what is possible. */
static double factor_for(const struct table *t, bool inside, bool outside, double events)
{
    struct wanted w = { t, inside, outside, events };

    if (excess_events(-WIDEST, &w) >= 0)
        return 0;
    if (excess_events(WIDEST, &w) <= 0)
        return INFINITY;
    return exp(root_find(excess_events, &w, -WIDEST, WIDEST));
}

/* ---- The exact law --------------------------------------------------------------------------------------------------
 */

/* P(sum = k), k = 0..most, of the binomials inside, or outside. The caller's, to free(). */
static double *law_of(const struct table *t, bool inside, double factor, size_t most)
{
    double *law = memory_zeroed(most + 1, sizeof *law), *next = memory_zeroed(most + 1, sizeof *next);
    double *term = memory_zeroed(most + 1, sizeof *term);
    size_t top = 0; /* law is 0 above it */

    law[0] = 1;
    for (size_t i = 0; i < t->n; i++) {
        double p = factor * t->odds[i] / (1 + factor * t->odds[i]);
        size_t largest = t->total[i] < (double) most ? (size_t) t->total[i] : most, reach;
        double *swap = law;

        if (t->in[i] != inside)
            continue;
        reach = top + largest < most ? top + largest : most;
        for (size_t k = 0; k <= largest; k++)
            term[k] = distribution_binomial((double) k, t->total[i], p);
        for (size_t k = 0; k <= reach; k++) {
            next[k] = 0;
            for (size_t j = k > top ? k - top : 0; j <= k && j <= largest; j++)
                next[k] += law[k - j] * term[j];
        }
        law = next;
        next = swap;
        top = reach;
    }
    free(next);
    free(term);
    return law;
}

/* log P(S = s) at psi = 1 for s = first..last, without the constant. */
struct law {
    double *log_weight; /* [s] */
    size_t first, last, observed;
    double level; /* of the tail, or of the mean, that is looked for */
};

static bool law_new(const struct table *t, struct law *law)
{
    double factor = factor_for(t, true, true, t->unit_events), *inside, *outside;
    size_t most = (size_t) t->unit_events;

    *law = (struct law){ memory_zeroed(most + 1, sizeof *law->log_weight), most + 1, 0, (size_t) t->inside, 0 };
    factor = factor > 0 && !isinf(factor) ? factor : 1; /* the unit has all events of the periods, or none */
    inside = law_of(t, true, factor, most);
    outside = law_of(t, false, factor, most);
    for (size_t s = 0; s <= most; s++) {
        law->log_weight[s] = log(inside[s]) + log(outside[most - s]);
        if (isinf(law->log_weight[s]))
            continue;
        law->first = s < law->first ? s : law->first;
        law->last = s;
    }
    free(inside);
    free(outside);
    return law->observed >= law->first && law->observed <= law->last; /* else too unlikely for a double */
}

struct moments {
    double below, at, above; /* P(S < observed) and so on */
    double mean;
};

static struct moments moments_at(const struct law *law, double log_psi)
{
    struct moments m = { 0, 0, 0, 0 };
    double highest = -INFINITY, sum = 0;

    for (size_t s = law->first; s <= law->last; s++)
        highest = fmax(highest, law->log_weight[s] + (double) s * log_psi);
    for (size_t s = law->first; s <= law->last; s++) {
        double p = exp(law->log_weight[s] + (double) s * log_psi - highest);

        sum += p;
        m.mean += (double) s * p;
        *(s < law->observed ? &m.below : s == law->observed ? &m.at : &m.above) += p;
    }
    return (struct moments){ m.below / sum, m.at / sum, m.above / sum, m.mean / sum };
}

static double mean_less_observed(double log_psi, void *context)
{
    const struct law *law = context;

    return moments_at(law, log_psi).mean - (double) law->observed;
}

static double at_least_less_level(double log_psi, void *context)
{
    const struct law *law = context;
    struct moments m = moments_at(law, log_psi);

    return m.at + m.above - law->level;
}

static double at_most_less_level(double log_psi, void *context)
{
    const struct law *law = context;
    struct moments m = moments_at(law, log_psi);

    return m.at + m.below - law->level;
}

static void exact(struct law *law, double confidence, struct unit_contrast *out)
{
    struct moments null = moments_at(law, 0);
    bool least = law->observed == law->first, most = law->observed == law->last;

    law->level = (1 - confidence) / 2;
    out->exact = true;
    out->expected_inside = null.mean;
    out->ratio = least && most ? NAN
                 : least       ? 0
                 : most        ? INFINITY
                               : exp(root_find(mean_less_observed, law, -WIDEST, WIDEST));
    out->limits.lower = least ? 0 : exp(root_find(at_least_less_level, law, -WIDEST, WIDEST));
    out->limits.upper = most ? INFINITY : exp(root_find(at_most_less_level, law, -WIDEST, WIDEST));
    out->p = fmin(1, 2 * (null.at + fmin(null.below, null.above)));
    out->p_mid = fmin(1, 2 * (null.at / 2 + fmin(null.below, null.above)));
}

/* ---- Large counts ---------------------------------------------------------------------------------------------------
 */

static void approximate(const struct table *t, double confidence, struct unit_contrast *out)
{
    double common = factor_for(t, true, true, t->unit_events), inside = factor_for(t, true, false, t->inside);
    double outside = factor_for(t, false, true, t->unit_events - t->inside), null_inside, null_outside, z, half;

    out->exact = false;
    out->expected_inside = mean_of(t, true, common);
    out->ratio = inside / outside;
    null_inside = variance_of(t, true, common);
    null_outside = variance_of(t, false, common);
    z = (t->inside - out->expected_inside) / sqrt(null_inside * null_outside / (null_inside + null_outside));
    half = quantile_two_sided(confidence) * sqrt(1 / variance_of(t, true, inside) + 1 / variance_of(t, false, outside));
    out->limits = (struct interval){ out->ratio * exp(-half), out->ratio * exp(half) };
    out->p = out->p_mid = erfc(fabs(z) / sqrt(2));
}

static bool all_whole(const struct table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->total[i] != floor(t->total[i]))
            return false;
    return t->unit_events == floor(t->unit_events) && t->inside == floor(t->inside);
}

bool unit_break_contrast(const double *events, const double *person_years, const double *rest_events,
                         const double *rest_person_years, const bool *in, size_t n_periods, double confidence,
                         struct unit_contrast *out)
{
    struct table t = table_new(events, person_years, rest_events, rest_person_years, in, n_periods);
    struct law law = { NULL, 0, 0, 0, 0 };
    bool inside = false, outside = false, ok;

    for (size_t i = 0; i < t.n; i++) {
        inside = inside || t.in[i];
        outside = outside || !t.in[i];
    }
    ok = inside && outside && t.unit_events > 0 && confidence > 0 && confidence < 1;
    if (ok) {
        *out = (struct unit_contrast){ .events_inside = t.inside };
        if (t.unit_events <= UNIT_BREAK_LARGEST && all_whole(&t) && law_new(&t, &law))
            exact(&law, confidence, out);
        else
            approximate(&t, confidence, out);
    }
    free(law.log_weight);
    table_free(&t);
    return ok;
}
