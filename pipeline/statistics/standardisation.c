#include "pipeline/statistics/standardisation.h"

#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>

static const struct interval undefined = { NAN, NAN };

/* What each event of a group adds to the rate. */
static double addition(const double *exposure, const double *weights, size_t i, double total_weight)
{
    return weights[i] == 0 ? 0 : weights[i] / total_weight / exposure[i];
}

/* Limits of the number of events, spread over the standardised rate as its standard error is over theirs. */
static struct interval dobson(const struct standardised *s, struct interval events)
{
    double scale = sqrt(s->variance / s->events);

    return (struct interval){ s->rate + scale * (events.lower - s->events),
                              s->rate + scale * (events.upper - s->events) };
}

/* The quantile of a gamma distribution with this mean and variance above which `tail` lies. */
static double gamma_upper(double tail, double mean, double variance)
{
    return quantile_gamma_upper(tail, mean * mean / variance) * (variance / mean);
}

static void gamma_limits(struct standardised *s, const double *exposure, const double *weights, size_t n,
                         double total_weight, double tail)
{
    double largest = 0, mean = 0, mean_square = 0;

    for (size_t i = 0; i < n; i++) {
        double w = addition(exposure, weights, i, total_weight);

        largest = fmax(largest, w);
        mean += w / (double) n;
        mean_square += w * w / (double) n;
    }
    s->fay_feuer.lower = s->rate == 0
                             ? 0
                             : quantile_gamma_lower(tail, s->rate * s->rate / s->variance) * (s->variance / s->rate);
    s->fay_feuer.upper = gamma_upper(tail, s->rate + largest, s->variance + largest * largest);
    s->tiwari_upper = gamma_upper(tail, s->rate + mean, s->variance + mean_square);
}

struct standardised standardisation_direct(const double *events, const double *exposure, const double *weights,
                                           size_t n, double confidence)
{
    struct standardised s = {
        .dobson_exact = undefined,
        .dobson_byar = undefined,
        .fay_feuer = undefined,
        .tiwari_upper = NAN,
        .log_normal = undefined,
        .normal = undefined,
    };
    double total_weight = 0, total_exposure = 0, tail = (1 - confidence) / 2, z = quantile_two_sided(confidence), half;

    for (size_t i = 0; i < n; i++) {
        s.events += events[i];
        total_exposure += exposure[i];
        total_weight += weights[i];
    }
    s.crude = total_exposure > 0 ? s.events / total_exposure : NAN;
    if (!(total_weight > 0))
        s.rate = NAN;
    for (size_t i = 0; i < n; i++) {
        double w = addition(exposure, weights, i, total_weight);

        s.rate += events[i] >= 0 && exposure[i] >= 0 && weights[i] >= 0 && !isinf(w) ? w * events[i] : NAN;
        s.variance += w * w * events[i];
    }
    if (isnan(s.rate) || !(confidence > 0 && confidence < 1)) {
        s.rate = s.variance = NAN;
        return s;
    }
    gamma_limits(&s, exposure, weights, n, total_weight, tail);
    if (s.rate == 0)
        return s;
    s.dobson_exact = dobson(&s, interval_poisson_exact(s.events, 1, confidence));
    s.dobson_byar = dobson(&s, interval_poisson_byar(s.events, 1, confidence));
    half = z * sqrt(s.variance);
    s.log_normal = (struct interval){ s.rate * exp(-half / s.rate), s.rate * exp(half / s.rate) };
    s.normal = (struct interval){ s.rate - half, s.rate + half };
    return s;
}

struct smr standardisation_smr(double events, double expected, double confidence)
{
    return (struct smr){
        .events = events,
        .expected = expected,
        .smr = events >= 0 && expected > 0 ? events / expected : NAN,
        .exact = interval_poisson_exact(events, expected, confidence),
        .byar = interval_poisson_byar(events, expected, confidence),
        .log_wald = interval_poisson_log_wald(events, expected, confidence),
        .p = expected > 0 ? exact_poisson(events, expected).central : NAN,
    };
}
