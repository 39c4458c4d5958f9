#include "stages/compare/contrasts.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

/* Fewer events in all of a unit's years give no p-value. */
static const double LEAST_EVENTS = 5;

static bool contrast_of(const struct board *b, size_t i, struct unit_contrast *out)
{
    const double *events = b->events + i * b->n_periods, *years = b->years + i * b->n_periods;
    double *rest_events = memory_zeroed(b->n_periods, sizeof *rest_events), total = 0;
    double *rest_years = memory_zeroed(b->n_periods, sizeof *rest_years);
    bool ok;

    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell city = { b->city_events[t], b->city_years[t] }, own = { events[t], years[t] }, rest;
        bool some = city_rest(city, own, &rest) && cell_is_somebody(rest, city);

        rest_events[t] = some ? rest.events : 0;
        rest_years[t] = some ? rest.years : 0;
        total += events[t];
    }
    ok = total >= LEAST_EVENTS &&
         unit_break_contrast(events, years, rest_events, rest_years, b->in, b->n_periods, COMPARE_CONFIDENCE, out);
    free(rest_events);
    free(rest_years);
    return ok;
}

/* A p-value as it would be if the districts varied only so much: the same deviation in larger standard errors. */
static double with_dispersion(double p, double dispersion)
{
    return isnan(p) ? NAN : erfc(-quantile_normal(p / 2) / sqrt(2 * dispersion));
}

struct contrasts contrasts_new(const struct board *b)
{
    struct unit_break_data data = { b->n, b->n_periods, b->events, b->years, b->in };
    struct contrasts c = {
        .found = memory_zeroed(b->n, sizeof *c.found),
        .items = memory_zeroed(b->n, sizeof *c.items),
        .p = memory_zeroed(b->n, sizeof *c.p),
        .q = memory_zeroed(b->n, sizeof *c.q),
        .log_ratio = memory_zeroed(b->n, sizeof *c.log_ratio),
        .variance = memory_zeroed(b->n, sizeof *c.variance),
    };

    for (size_t i = 0; i < b->n; i++) {
        c.found[i] = contrast_of(b, i, &c.items[i]);
        c.p[i] = c.found[i] ? c.items[i].p : NAN;
        c.q[i] = with_dispersion(c.p[i], b->dispersion);
    }
    multiplicity_adjust(MULTIPLICITY_BH, c.q, b->n, c.q);
    unit_break_effects(&data, b->city_rate, b->dispersion, c.log_ratio, c.variance);
    c.pooled = meta_pool(c.log_ratio, c.variance, b->n, META_PAULE_MANDEL, COMPARE_CONFIDENCE);
    c.tau2 = meta_tau2_limits(c.log_ratio, c.variance, b->n, COMPARE_CONFIDENCE);
    return c;
}

void contrasts_free(struct contrasts *c)
{
    free(c->found);
    free(c->items);
    free(c->p);
    free(c->q);
    free(c->log_ratio);
    free(c->variance);
}
