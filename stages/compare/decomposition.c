/* decomposition.c - why the city's rate changed between two years: how much is who was there, how much is how often
 * they left, group by group. The parts add up to the change to the last bit. */
#include "stages/compare/compare.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/decomposition.h"
#include "pipeline/statistics/parts.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/two_rates.h"

#include <math.h>
#include <stdlib.h>

/* The groups that are known in both years, and the rest of the city as one more. */
struct groups {
    const struct city *city;
    enum dimension dimension;
    size_t base, period;
    size_t n;
    const char **names;
    double *events1, *years1, *events2, *years2;
    double *parts;     /* n of mix, then n of rates, per 100 person-years */
    bool not_additive; /* the groups have more than the city: then their sum stands for it */
    bool withheld;     /* the rest is too small to be named, and what it adds with it */
};

static void add(struct groups *g, const char *name, struct cell before, struct cell after)
{
    g->names[g->n] = name;
    g->events1[g->n] = before.events;
    g->years1[g->n] = before.years;
    g->events2[g->n] = after.events;
    g->years2[g->n++] = after.years;
}

/* Known, and nobody left without having been there. */
static bool has_rate(struct cell cell)
{
    return cell_is_known(cell) && (cell.years > 0 || cell.events == 0);
}

static struct groups groups_new(const struct city *c, enum dimension d, size_t base, size_t period)
{
    const struct split *s = &c->splits[d];
    size_t most = s->n + 1;
    struct groups g = {
        .city = c,
        .dimension = d,
        .base = base,
        .period = period,
        .names = memory_zeroed(most, sizeof *g.names),
        .events1 = memory_zeroed(most, sizeof *g.events1),
        .years1 = memory_zeroed(most, sizeof *g.years1),
        .events2 = memory_zeroed(most, sizeof *g.events2),
        .years2 = memory_zeroed(most, sizeof *g.years2),
        .parts = memory_zeroed(2 * most, sizeof *g.parts),
    };
    struct cell sum1 = { 0, 0 }, sum2 = { 0, 0 }, rest1, rest2;
    struct cell city1 = city_total(c, base, base), city2 = city_total(c, period, period);

    for (size_t u = 0; u < s->n; u++) {
        struct cell before = city_sum(c, d, u, base, base), after = city_sum(c, d, u, period, period);

        if (!has_rate(before) || !has_rate(after) || before.years + after.years == 0)
            continue;
        add(&g, s->names[u], before, after);
        sum1 = (struct cell){ sum1.events + before.events, sum1.years + before.years };
        sum2 = (struct cell){ sum2.events + after.events, sum2.years + after.years };
    }
    g.not_additive = !city_rest(city1, sum1, &rest1) || !city_rest(city2, sum2, &rest2);
    if (!g.not_additive && (cell_is_somebody(rest1, city1) || cell_is_somebody(rest2, city2))) {
        g.withheld = !city_may_show(c, rest1) || !city_may_show(c, rest2);
        add(&g, COMPARE_REST, rest1, rest2);
    }
    return g;
}

static void groups_free(struct groups *g)
{
    free(g->names);
    free(g->events1);
    free(g->years1);
    free(g->events2);
    free(g->years2);
    free(g->parts);
}

static double sum(const double *values, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += values[i];
    return s;
}

static void begin(struct rows *rows, const struct groups *g, const char *category)
{
    row_begin(rows);
    rows_text(rows, "dimension", dimension_word(g->dimension));
    rows_text(rows, "base_period", g->city->periods[g->base].label);
    rows_text(rows, "period", g->city->periods[g->period].label);
    rows_text(rows, "category", category);
}

static void put_group(struct rows *rows, const struct groups *g, size_t i, double all1, double all2)
{
    bool before = g->years1[i] > 0, after = g->years2[i] > 0;
    double share = 100 * (g->years1[i] / all1 + g->years2[i] / all2) / 2;
    struct interval limits = two_rates_difference(g->events2[i], g->years2[i], g->events1[i], g->years1[i],
                                                  COMPARE_CONFIDENCE);

    begin(rows, g, g->names[i]);
    row_number(rows, "base_share", g->years1[i] / all1);
    row_number(rows, "share", g->years2[i] / all2);
    row_number(rows, "base_rate", before ? 100 * g->events1[i] / g->years1[i] : NAN);
    row_number(rows, "rate", after ? 100 * g->events2[i] / g->years2[i] : NAN);
    rows_number(rows, "mix", g->parts[i]);
    rows_number(rows, "rates", g->parts[g->n + i]);
    row_interval(rows, "rates_lower", "rates_upper", share * limits.lower, share * limits.upper, 1);
    rows_number(rows, "total", g->parts[i] + g->parts[g->n + i]);
    rows_text(rows, "reason", before && after ? "" : "other_year"); /* the other year's rate stands for both */
}

static void put_sum(struct rows *rows, const struct groups *g, const struct decomposition *d, double total)
{
    double rates = sum(g->parts + g->n, g->n), half = 100 * d->rate_se * quantile_two_sided(COMPARE_CONFIDENCE);

    begin(rows, g, COMPARE_ALL);
    row_number(rows, "base_share", 1);
    row_number(rows, "share", 1);
    row_number(rows, "base_rate", 100 * d->crude1);
    row_number(rows, "rate", 100 * d->crude2);
    rows_number(rows, "mix", sum(g->parts, g->n));
    rows_number(rows, "rates", rates);
    row_interval(rows, "rates_lower", "rates_upper", rates - half, rates + half, 1);
    rows_number(rows, "total", total);
    rows_text(rows, "reason", g->not_additive ? "not_additive" : d->n_borrowed > 0 ? "other_year" : "");
}

static void put_pair(struct rows *rows, const struct city *c, enum dimension d, size_t base, size_t period)
{
    struct groups g = groups_new(c, d, base, period);
    struct decomposition change = decomposition_kitagawa(g.events1, g.years1, g.events2, g.years2, g.n, g.parts,
                                                         g.parts + g.n);
    double total = 100 * change.total, all1 = sum(g.years1, g.n), all2 = sum(g.years2, g.n);

    if (g.withheld && !isnan(total)) {
        begin(rows, &g, COMPARE_ALL);
        row_number(rows, "base_rate", 100 * change.crude1);
        row_number(rows, "rate", 100 * change.crude2);
        rows_number(rows, "total", total);
        rows_text(rows, "reason", "withheld");
    } else if (g.n >= 2 && !isnan(total)) { /* one group is the city itself */
        for (size_t i = 0; i < 2 * g.n; i++)
            g.parts[i] *= 100;
        total = parts_add_up(g.parts, 2 * g.n, total, PARTS_FINEST);
        for (size_t i = 0; i < g.n; i++)
            put_group(rows, &g, i, all1, all2);
        put_sum(rows, &g, &change, total);
    }
    groups_free(&g);
}

void compare_decomposition(const struct city *c, struct rows *rows)
{
    for (int d = DIMENSION_CITY + 1; d < N_DIMENSIONS; d++)
        for (size_t base = 0; base < c->n_periods; base++)
            for (size_t period = base + 1; period < c->n_periods; period++)
                if (city_same_basis(c, DIMENSION_CITY, 0, base, period)) /* otherwise there is no change to divide */
                    put_pair(rows, c, (enum dimension) d, base, period);
}
