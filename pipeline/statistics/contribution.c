#include "pipeline/statistics/contribution.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/parts.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

/* One candidate: the periods inside, and what the total's fit says of them. */
struct sharing {
    const struct contribution_data *d;
    struct trend_candidate candidate;
    double confidence;
    struct trend_effect effect;
    double *inside;         /* n periods: above 0 inside */
    double *without;        /* n periods: W_t */
    double *own, *as_total; /* n units, outside: O_i, and at the total's rates */
    double *at_level_1;     /* n units: E_i / l_i */
};

static double squared(double x)
{
    return x * x;
}

/* ---- what is expected ---- */

static void look_outside(struct sharing *s)
{
    const struct trend_series *total = s->d->total;

    for (size_t i = 0; i < s->d->n; i++)
        for (size_t t = 0; t < total->n; t++) {
            double years = s->d->person_years[i * total->n + t];

            if (s->inside[t] > 0 || !(years > 0))
                continue;
            s->own[i] += s->d->events[i * total->n + t];
            s->as_total[i] += years * total->events[t] / total->person_years[t];
        }
}

static double level_of(const struct sharing *s, size_t i)
{
    return s->as_total[i] > 0 ? s->own[i] / s->as_total[i] : 1; /* nobody there before or after: as the total */
}

static void share_out(struct sharing *s, struct contributions *c)
{
    const struct trend_series *total = s->d->total;

    for (size_t t = 0; t < total->n; t++) {
        double all = 0;

        if (!(s->inside[t] > 0))
            continue;
        for (size_t i = 0; i < c->n; i++)
            all += level_of(s, i) * s->d->person_years[i * total->n + t];
        for (size_t i = 0; i < c->n; i++) {
            double years = s->d->person_years[i * total->n + t];

            c->events[i] += s->d->events[i * total->n + t];
            c->person_years[i] += years;
            s->at_level_1[i] += s->without[t] * years / all;
        }
        c->excess += total->events[t] - s->without[t];
    }
    for (size_t i = 0; i < c->n; i++) {
        c->expected[i] = s->at_level_1[i] * level_of(s, i);
        c->parts[i] = c->events[i] - c->expected[i];
    }
    c->excess = parts_add_up(c->parts, c->n, c->excess, PARTS_TEN_DIGITS);
}

/* ---- how sure it is ---- */

/* Of log W. The total's events inside are independent of W, so variance of log(ratio) = dispersion / events + that of
 * log W. Without events inside, those expected take their place, and leave W as it is. */
static double expected_log_variance(const struct sharing *s)
{
    struct trend_series series = *s->d->total;
    double *events = memory_zeroed(series.n, sizeof *events), inside = 0, variance;
    struct trend_effect effect = s->effect;

    for (size_t t = 0; t < series.n; t++) {
        bool is_inside = s->inside[t] > 0;

        events[t] = is_inside && isnan(effect.standard_error) ? s->without[t] : series.events[t];
        inside += is_inside ? events[t] : 0;
    }
    series.events = events;
    if (isnan(effect.standard_error) &&
        !trend_break_effect(&series, s->candidate, s->d->dispersion, s->confidence, &effect, NULL))
        effect.standard_error = NAN;
    free(events);
    variance = squared(effect.standard_error) - s->d->dispersion / inside;
    return variance < 0 ? 0 : variance;
}

/* Of the log of what ordinary years do, as it is felt over the periods inside together. */
static double shock_variance(const struct sharing *s)
{
    double sum = 0, squares = 0;

    for (size_t t = 0; t < s->d->total->n; t++)
        if (s->inside[t] > 0) {
            sum += s->without[t];
            squares += squared(s->without[t]);
        }
    return squared(s->d->year_sd) * squares / squared(sum);
}

/* E_i for each event outside. */
static double per_outside(const struct sharing *s, size_t i)
{
    return s->as_total[i] > 0 ? s->at_level_1[i] / s->as_total[i] : NAN;
}

/* What a unit's level adds to the variance of the sum over all units, to which each is held. */
static double level_variance(const struct sharing *s, size_t i)
{
    return s->as_total[i] > 0 ? s->d->unit_dispersion * squared(per_outside(s, i)) * s->own[i] : 0;
}

static struct interval limits_of(const struct sharing *s, const struct contributions *c, size_t i, double share,
                                 double log_variance)
{
    double z = quantile_normal(0.5 + s->confidence / 2), sd = sqrt(log_variance), per = per_outside(s, i) * (1 - share);
    struct interval inside = interval_poisson_exact(c->events[i], 1, s->confidence);
    struct interval outside = interval_poisson_exact(s->own[i], 1, s->confidence);
    double less = squared(c->events[i] - inside.lower) + squared(per * (outside.upper - s->own[i]));
    double more = squared(inside.upper - c->events[i]) + squared(per * (s->own[i] - outside.lower));

    return (struct interval){
        c->parts[i] - sqrt(s->d->unit_dispersion * less + squared(c->expected[i] * expm1(z * sd))),
        c->parts[i] + sqrt(s->d->unit_dispersion * more + squared(c->expected[i] * expm1(-z * sd))),
    };
}

static void limit(const struct sharing *s, struct contributions *c)
{
    double common = expected_log_variance(s) + shock_variance(s), whole = 0, levels = 0;

    for (size_t i = 0; i < c->n; i++) {
        whole += c->expected[i];
        levels += level_variance(s, i);
    }
    for (size_t i = 0; i < c->n; i++) {
        double others = fmax(0, levels - level_variance(s, i)) / squared(whole);

        c->limits[i] = limits_of(s, c, i, c->expected[i] / whole, common + others);
    }
    c->excess_limits = isnan(s->d->dispersion) ? (struct interval){ NAN, NAN }
                                               : (struct interval){ s->effect.excess_lower, s->effect.excess_upper };
    if (c->n == 1) /* the total under another name */
        c->limits[0] = c->excess_limits;
}

/* ---- all ---- */

bool contribution_share_out(const struct contribution_data *d, struct trend_candidate candidate, double confidence,
                            struct contributions *out)
{
    size_t n_periods = d->total->n;
    double *numbers = memory_zeroed(2 * n_periods + 3 * d->n, sizeof *numbers);
    struct sharing s = {
        .d = d,
        .candidate = candidate,
        .confidence = confidence,
        .inside = numbers,
        .without = numbers + n_periods,
        .own = numbers + 2 * n_periods,
        .as_total = numbers + 2 * n_periods + d->n,
        .at_level_1 = numbers + 2 * n_periods + 2 * d->n,
    };
    bool good = trend_break_effect(d->total, candidate, isnan(d->dispersion) ? 1 : d->dispersion, confidence, &s.effect,
                                   s.without);

    if (good) {
        *out = (struct contributions){
            .n = d->n,
            .events = memory_zeroed(d->n, sizeof *out->events),
            .person_years = memory_zeroed(d->n, sizeof *out->person_years),
            .expected = memory_zeroed(d->n, sizeof *out->expected),
            .parts = memory_zeroed(d->n, sizeof *out->parts),
            .limits = memory_zeroed(d->n, sizeof *out->limits),
        };
        trend_shape_column(d->total, candidate, s.inside);
        look_outside(&s);
        share_out(&s, out);
        limit(&s, out);
    }
    free(numbers);
    return good;
}

void contribution_free(struct contributions *c)
{
    free(c->events);
    free(c->person_years);
    free(c->expected);
    free(c->parts);
    free(c->limits);
}
