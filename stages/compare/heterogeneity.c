/* heterogeneity.c - a named year by district: whether the deviation differs between them, which deviate otherwise than
 * the rest of the city, and how much each of them adds to the city's excess.
 *
 * Shapes are the pulse and the step: a slope of a single district is more than its few exits a year can tell. */
#include "stages/compare/compare.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/parts.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/unit_break.h"

#include <math.h>
#include <stdlib.h>

/* Fewer units say too little of their spread; fewer events in all of a unit's years give no p-value. */
enum { LEAST_FOR_SHRINKAGE = 8 };
static const double LEAST_EVENTS = 5;

/* The districts known in all the years, and the city, over the years of the test. */
struct board {
    const struct city *city;
    size_t first, n_periods; /* of city->periods */
    size_t n, n_left_out;
    size_t *unit;                                        /* n: the district's number */
    double *events, *years;                              /* [i * n_periods + t] */
    double *city_events, *city_years, *city_rate, *time; /* n_periods */
    bool *in;
    double dispersion;
};

static bool is_known_throughout(const struct board *b, size_t unit)
{
    return cell_is_known(city_sum(b->city, DIMENSION_DISTRICT, unit, b->first, b->first + b->n_periods - 1));
}

static void board_fill(struct board *b)
{
    const struct split *s = &b->city->splits[DIMENSION_DISTRICT];

    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell cell = city_total(b->city, b->first + t, b->first + t);

        b->city_events[t] = cell.events;
        b->city_years[t] = cell.years;
        b->city_rate[t] = cell.events / cell.years;
        b->time[t] = b->city->periods[b->first + t].year;
    }
    for (size_t u = 0; u < s->n; u++) {
        if (!is_known_throughout(b, u)) {
            b->n_left_out++;
            continue;
        }
        for (size_t t = 0; t < b->n_periods; t++) {
            struct cell cell = city_sum(b->city, DIMENSION_DISTRICT, u, b->first + t, b->first + t);

            b->events[b->n * b->n_periods + t] = cell.events;
            b->years[b->n * b->n_periods + t] = cell.years;
        }
        b->unit[b->n++] = u;
    }
}

static struct board board_new(const struct city *c, const struct compare_trend *trend)
{
    struct board b = { .city = c };
    size_t end = c->n_periods, n_cells;

    while (b.first < end && trend->first_year > 0 && c->periods[b.first].year < trend->first_year)
        b.first++;
    while (end > b.first && trend->last_year > 0 && c->periods[end - 1].year > trend->last_year)
        end--;
    b.n_periods = end - b.first;
    n_cells = c->splits[DIMENSION_DISTRICT].n * b.n_periods;
    b.unit = memory_zeroed(c->splits[DIMENSION_DISTRICT].n, sizeof *b.unit);
    b.events = memory_zeroed(n_cells, sizeof *b.events);
    b.years = memory_zeroed(n_cells, sizeof *b.years);
    b.city_events = memory_zeroed(b.n_periods, sizeof *b.city_events);
    b.city_years = memory_zeroed(b.n_periods, sizeof *b.city_years);
    b.city_rate = memory_zeroed(b.n_periods, sizeof *b.city_rate);
    b.time = memory_zeroed(b.n_periods, sizeof *b.time);
    b.in = memory_zeroed(b.n_periods, sizeof *b.in);
    if (b.n_periods > 0) {
        board_fill(&b);
        b.dispersion = compare_dispersion(c, DIMENSION_DISTRICT);
    }
    return b;
}

static void board_free(struct board *b)
{
    free(b->unit);
    free(b->events);
    free(b->years);
    free(b->city_events);
    free(b->city_years);
    free(b->city_rate);
    free(b->time);
    free(b->in);
}

/* ---- What each district adds ----------------------------------------------------------------------------------------
 */

/* The city's exits expected without the deviation are shared out by person-years times the district's level in the
 * years outside, relative to the city's: what the district had if it had kept its place. One more row for the rest. */
struct contributions {
    size_t n; /* districts, and the rest where there is one */
    bool has_rest;
    double *events, *years, *expected, *parts; /* n, over the years inside */
    double city_events, city_years, excess;
    const char *reason; /* why there are none; "" */
};

static double level_of(const struct board *b, const double *events, const double *years)
{
    double own = 0, as_city = 0;

    for (size_t t = 0; t < b->n_periods; t++)
        if (!b->in[t] && years[t] > 0) {
            own += events[t];
            as_city += years[t] * b->city_rate[t];
        }
    return as_city > 0 ? own / as_city : 1; /* nobody there before or after: as the city */
}

/* The years of the rest; a reason where it can not be had: the districts have more than the city, or it is too small to
 * be named. */
static const char *rest_of(const struct board *b, double *events, double *years, bool *is_somebody)
{
    struct cell inside = { 0, 0 };

    *is_somebody = false;
    for (size_t t = 0; t < b->n_periods; t++) {
        struct cell city = { b->city_events[t], b->city_years[t] }, groups = { 0, 0 }, rest;

        for (size_t i = 0; i < b->n; i++) {
            groups.events += b->events[i * b->n_periods + t];
            groups.years += b->years[i * b->n_periods + t];
        }
        if (!city_rest(city, groups, &rest))
            return "not_additive";
        events[t] = rest.events;
        years[t] = cell_is_somebody(rest, city) ? rest.years : 0;
        *is_somebody = *is_somebody || cell_is_somebody(rest, city);
        inside.events += b->in[t] ? events[t] : 0;
        inside.years += b->in[t] ? years[t] : 0;
    }
    return city_may_show(b->city, inside) ? "" : "withheld";
}

static void share_out(const struct board *b, const double *without, const double *events, const double *years,
                      struct contributions *c)
{
    double *level = memory_zeroed(c->n, sizeof *level);

    for (size_t i = 0; i < c->n; i++)
        level[i] = level_of(b, events + i * b->n_periods, years + i * b->n_periods);
    for (size_t t = 0; t < b->n_periods; t++) {
        double all = 0;

        if (!b->in[t])
            continue;
        for (size_t i = 0; i < c->n; i++)
            all += level[i] * years[i * b->n_periods + t];
        for (size_t i = 0; i < c->n; i++) {
            c->events[i] += events[i * b->n_periods + t];
            c->years[i] += years[i * b->n_periods + t];
            c->expected[i] += without[t] * level[i] * years[i * b->n_periods + t] / all;
        }
        c->city_events += b->city_events[t];
        c->city_years += b->city_years[t];
        c->excess += b->city_events[t] - without[t];
    }
    for (size_t i = 0; i < c->n; i++)
        c->parts[i] = c->events[i] - c->expected[i];
    c->excess = parts_add_up(c->parts, c->n, c->excess, PARTS_TEN_DIGITS);
    free(level);
}

static struct contributions contributions_new(const struct board *b, struct trend_candidate candidate,
                                              enum trend_reason reason)
{
    struct trend_series series = { b->n_periods, b->time, b->city_events, b->city_years, 1, NULL, 0, TREND_LINEAR, NULL };
    size_t most = b->n + 1, n_cells = most * b->n_periods;
    struct contributions c = {
        .events = memory_zeroed(most, sizeof *c.events),
        .years = memory_zeroed(most, sizeof *c.years),
        .expected = memory_zeroed(most, sizeof *c.expected),
        .parts = memory_zeroed(most, sizeof *c.parts),
        .excess = NAN,
        .reason = trend_reason_word(reason),
    };
    double *events = memory_zeroed(n_cells, sizeof *events), *years = memory_zeroed(n_cells, sizeof *years);
    double *without = memory_zeroed(b->n_periods, sizeof *without);
    struct trend_effect effect;

    for (size_t i = 0; i < b->n * b->n_periods; i++) {
        events[i] = b->events[i];
        years[i] = b->years[i];
    }
    if (reason == TREND_IDENTIFIED)
        c.reason = rest_of(b, events + b->n * b->n_periods, years + b->n * b->n_periods, &c.has_rest);
    if (c.reason[0] == '\0' && !trend_break_effect(&series, candidate, 1, COMPARE_CONFIDENCE, &effect, without))
        c.reason = trend_reason_word(TREND_NOT_IDENTIFIED);
    if (c.reason[0] == '\0') {
        c.n = b->n + c.has_rest;
        c.excess = 0;
        share_out(b, without, events, years, &c);
    }
    free(events);
    free(years);
    free(without);
    return c;
}

static void contributions_free(struct contributions *c)
{
    free(c->events);
    free(c->years);
    free(c->expected);
    free(c->parts);
}

/* ---- Each district against the rest ---------------------------------------------------------------------------------
 */

struct contrasts {
    bool *found;
    struct unit_contrast *items;
    double *p, *q, *log_ratio, *variance; /* n */
    struct meta pooled;
    struct interval tau2;
};

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

static struct contrasts contrasts_new(const struct board *b)
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

static void contrasts_free(struct contrasts *c)
{
    free(c->found);
    free(c->items);
    free(c->p);
    free(c->q);
    free(c->log_ratio);
    free(c->variance);
}

/* ---- Rows -----------------------------------------------------------------------------------------------------------
 */

struct question {
    const struct board *board;
    const char *period;
    enum trend_shape shape;
    const struct contributions *contributions;
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
    rows_text(rows, "reason", q->contributions->reason);
}

static void put_heterogeneity(struct rows *rows, const struct question *q)
{
    const struct board *b = q->board;

    begin(rows, q);
    rows_text(rows, "first_period", b->city->periods[b->first].label);
    rows_text(rows, "last_period", b->city->periods[b->first + b->n_periods - 1].label);
    row_number(rows, "n_periods", (double) b->n_periods);
    row_number(rows, "n_districts", (double) b->n);
    row_number(rows, "n_left_out", (double) b->n_left_out);
    row_number(rows, "dispersion", b->dispersion);
    rows_number(rows, "excess", q->contributions->excess);
    row_number(rows, "excess_per_100", 100 * q->contributions->excess / q->contributions->city_years);
    put_test(rows, q);
}

/* Limits are those of the exits, with the expected number held fixed. */
static void put_contribution(struct rows *rows, double events, double years, double expected, double part,
                             double city_years)
{
    struct interval limits = interval_poisson_exact(events, 1, COMPARE_CONFIDENCE);

    rows_number(rows, "exits", events);
    rows_number(rows, "person_years", years);
    row_number(rows, "expected", expected);
    rows_number(rows, "contribution", part);
    row_interval(rows, "contribution_lower", "contribution_upper", limits.lower - expected, limits.upper - expected, 1);
    row_number(rows, "contribution_per_100", 100 * part / city_years);
}

static void put_part(struct rows *rows, const struct contributions *c, size_t i)
{
    put_contribution(rows, c->events[i], c->years[i], c->expected[i], c->parts[i], c->city_years);
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
    const struct contributions *c = q->contributions;
    bool shrinks = b->n >= LEAST_FOR_SHRINKAGE;

    for (size_t u = 0, i = 0; u < s->n; u++) {
        begin(rows, q);
        rows_text(rows, "district", s->names[u]);
        if (i == b->n || b->unit[i] != u) {
            rows_text(rows, "reason", "withheld");
            continue;
        }
        if (c->n > 0)
            put_part(rows, c, i);
        put_contrast(rows, q->contrasts, i, shrinks);
        rows_text(rows, "reason", !q->contrasts->found[i] ? "few_events" : !shrinks ? "few_units" : "");
        i++;
    }
    if (c->n > b->n) {
        begin(rows, q);
        rows_text(rows, "district", COMPARE_REST);
        put_part(rows, c, b->n);
    }
    begin(rows, q);
    rows_text(rows, "district", COMPARE_ALL);
    rows_text(rows, "reason", c->reason);
    if (c->n > 0)
        put_contribution(rows, c->city_events, c->city_years, c->city_events - c->excess, c->excess, c->city_years);
}

static void put_shape(struct board *b, size_t at, enum trend_shape shape, struct rows *heterogeneity,
                      struct rows *effects)
{
    struct trend_rule rule = trend_rule_default(1);
    enum trend_reason reason = trend_shape_identified(&rule, b->n_periods, 1, at, shape);
    struct contributions contributions;
    struct contrasts contrasts;
    struct question q = { b, b->city->periods[b->first + at].label, shape, &contributions, &contrasts };
    size_t n_inside = 0;

    for (size_t t = 0; t < b->n_periods; t++) {
        b->in[t] = shape == TREND_PULSE ? t == at : t >= at;
        n_inside += b->in[t];
    }
    if (reason == TREND_SAME_AS_PULSE || n_inside == b->n_periods) /* nothing to compare with */
        return;
    contributions = contributions_new(b, (struct trend_candidate){ at, shape }, reason);
    contrasts = contrasts_new(b);
    put_heterogeneity(heterogeneity, &q);
    put_effects(effects, &q);
    contributions_free(&contributions);
    contrasts_free(&contrasts);
}

void compare_heterogeneity(const struct city *c, const struct compare_trend *trend, struct rows *heterogeneity,
                           struct rows *effects)
{
    struct board b = board_new(c, trend);

    for (size_t named = 0; named < trend->n_named && c->splits[DIMENSION_DISTRICT].n > 0; named++)
        for (size_t t = 0; t < b.n_periods; t++)
            if (b.city->periods[b.first + t].year == trend->named_years[named]) {
                put_shape(&b, t, TREND_PULSE, heterogeneity, effects);
                put_shape(&b, t, TREND_STEP, heterogeneity, effects);
            }
    board_free(&b);
}
