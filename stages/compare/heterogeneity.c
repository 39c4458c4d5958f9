/* heterogeneity.c - a named year by district: whether the deviation differs between them, which deviate otherwise than
 * the rest of the city, and how much each of them adds to the city's excess.
 *
 * Shapes are the pulse and the step: a slope of a single district is more than its few exits a year can tell. */
#include "stages/compare/board.h"
#include "stages/compare/contrasts.h"
#include "stages/compare/contributions.h"

#include <math.h>

/* Fewer units say too little of their spread. */
enum { LEAST_FOR_SHRINKAGE = 8 };

struct question {
    const struct board *board;
    const char *period;
    enum trend_shape shape;
    const struct parts_of_city *parts;
    const struct contrasts *contrasts;
};

static void begin(struct rows *rows, const struct question *q)
{
    row_begin(rows);
    rows_text(rows, "period", q->period);
    rows_text(rows, "shape", trend_shape_word(q->shape));
}

static void put_test(struct rows *rows, const struct question *q)
{
    const struct board *b = q->board;
    const struct contrasts *c = q->contrasts;
    struct unit_break_data data = { b->n, b->n_periods, b->events, b->years, b->in };
    double n_apart = 0;
    struct unit_break test;

    if (!unit_break_test(&data, b->dispersion, &test)) {
        rows_text(rows, "reason", "few_units");
        return;
    }
    row_number(rows, "likelihood_ratio", test.likelihood_ratio);
    row_number(rows, "p_likelihood_ratio", test.likelihood_ratio_p);
    row_number(rows, "chi_square", test.chi_square);
    row_number(rows, "df", test.df);
    row_number(rows, "p", test.p);
    row_number(rows, "sd", sqrt(c->pooled.tau2));
    row_interval(rows, "sd_lower", "sd_upper", sqrt(c->tau2.lower), sqrt(c->tau2.upper), 1);
    for (size_t i = 0; i < b->n; i++)
        n_apart += c->q[i] < COMPARE_LEVEL;
    row_number(rows, "n_apart", n_apart);
    rows_text(rows, "reason", q->parts->reason);
}

static void put_heterogeneity(struct rows *rows, const struct question *q)
{
    const struct board *b = q->board;

    begin(rows, q);
    rows_text(rows, "first_period", b->city->periods[b->at[0]].label);
    rows_text(rows, "last_period", b->city->periods[b->at[b->n_periods - 1]].label);
    row_number(rows, "n_periods", (double) b->n_periods);
    row_number(rows, "n_districts", (double) b->n);
    row_number(rows, "n_left_out", (double) b->n_left_out);
    row_number(rows, "dispersion", b->dispersion);
    rows_number(rows, "excess", q->parts->shared.excess);
    row_number(rows, "excess_per_100", 100 * q->parts->shared.excess / q->parts->city_years);
    put_test(rows, q);
}

static void put_contribution(struct rows *rows, double events, double years, double expected, double part,
                             struct interval limits, double city_years)
{
    rows_number(rows, "exits", events);
    rows_number(rows, "person_years", years);
    row_number(rows, "expected", expected);
    rows_number(rows, "contribution", part);
    row_interval(rows, "contribution_lower", "contribution_upper", limits.lower, limits.upper, 1);
    row_number(rows, "contribution_per_100", 100 * part / city_years);
}

static void put_part(struct rows *rows, const struct parts_of_city *p, size_t i)
{
    const struct contributions *c = &p->shared;

    put_contribution(rows, c->events[i], c->person_years[i], c->expected[i], c->parts[i], c->limits[i], p->city_years);
}

static void put_contrast(struct rows *rows, const struct contrasts *c, size_t i, bool shrinks)
{
    struct meta_unit own = meta_shrink(&c->pooled, c->log_ratio[i], c->variance[i], COMPARE_CONFIDENCE);

    if (c->found[i]) {
        row_number(rows, "ratio", c->items[i].ratio);
        row_interval(rows, "ratio_lower", "ratio_upper", c->items[i].limits.lower, c->items[i].limits.upper, 1);
        row_number(rows, "p", c->p[i]);
        row_number(rows, "q", c->q[i]);
    }
    if (shrinks) {
        row_number(rows, "shrunken", exp(own.estimate));
        row_interval(rows, "shrunken_lower", "shrunken_upper", exp(own.limits.lower), exp(own.limits.upper), 1);
    }
}

static void put_effects(struct rows *rows, const struct question *q)
{
    const struct board *b = q->board;
    const struct split *s = &b->city->splits[DIMENSION_DISTRICT];
    const struct parts_of_city *p = q->parts;
    const struct contributions *c = &p->shared;
    bool shrinks = b->n >= LEAST_FOR_SHRINKAGE;

    for (size_t u = 0, i = 0; u < s->n; u++) {
        begin(rows, q);
        rows_text(rows, "district", s->names[u]);
        if (i == b->n || b->unit[i] != u) {
            rows_text(rows, "reason", "withheld");
            continue;
        }
        if (c->n > 0)
            put_part(rows, p, i);
        put_contrast(rows, q->contrasts, i, shrinks);
        rows_text(rows, "reason",
                  !q->contrasts->found[i] ? "few_events"
                  : c->n == 0             ? p->reason
                  : !shrinks              ? "few_units"
                                          : "");
        i++;
    }
    if (c->n > b->n) {
        begin(rows, q);
        rows_text(rows, "district", COMPARE_REST);
        put_part(rows, p, b->n);
        rows_text(rows, "reason", "no_unit"); /* whoever is left is not one unit that could stand apart */
    }
    begin(rows, q);
    rows_text(rows, "district", COMPARE_ALL);
    rows_text(rows, "reason", c->n > 0 ? "no_rest" : p->reason); /* the city stands apart from nothing */
    if (c->n > 0)
        put_contribution(rows, p->city_events, p->city_years, p->city_events - c->excess, c->excess, c->excess_limits,
                         p->city_years);
}

static void put_shape(struct board *b, size_t at, enum trend_shape shape, const struct compare_chance *chance,
                      struct rows *heterogeneity, struct rows *effects)
{
    struct trend_rule rule = trend_rule_default(1);
    enum trend_reason reason = trend_shape_identified(&rule, b->n_periods, 1, at, shape);
    struct parts_of_city parts;
    struct contrasts contrasts;
    struct question q = { b, b->city->periods[b->at[at]].label, shape, &parts, &contrasts };
    size_t n_inside = 0;

    for (size_t t = 0; t < b->n_periods; t++) {
        b->in[t] = shape == TREND_PULSE ? t == at : t >= at;
        n_inside += b->in[t];
    }
    if (reason == TREND_SAME_AS_PULSE || n_inside == b->n_periods) /* nothing to compare with */
        return;
    parts = contributions_find(b, (struct trend_candidate){ at, shape }, reason, chance);
    contrasts = contrasts_new(b);
    put_heterogeneity(heterogeneity, &q);
    put_effects(effects, &q);
    contribution_free(&parts.shared);
    contrasts_free(&contrasts);
}

void compare_heterogeneity(const struct city *c, const struct compare_trend *trend, struct rows *heterogeneity,
                           struct rows *effects)
{
    struct board b = board_new(c, trend);

    for (size_t named = 0; named < trend->n_named && c->splits[DIMENSION_DISTRICT].n > 0; named++)
        for (size_t t = 0; t < b.n_periods; t++)
            if (b.city->periods[b.at[t]].year == trend->named_years[named]) {
                put_shape(&b, t, TREND_PULSE, &trend->chance[named], heterogeneity, effects);
                put_shape(&b, t, TREND_STEP, &trend->chance[named], heterogeneity, effects);
            }
    board_free(&b);
}
