/* funnel.c - the districts beside the city, each year and over some years together: chance limits, shrunken rates,
 * exact tests against the rest of the city, and how much the districts differ beyond chance. */
#include "stages/compare/compare.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/funnel.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/shrinkage.h"
#include "pipeline/statistics/two_rates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fewer units say too little of their own spread (statistics.md 1(d)). */
enum { LEAST_FOR_SHRINKAGE = 8, LEAST_FOR_DISPERSION = 10 };
static const double WINSORISE = 0.1, WARNING = 0.95, ALARM = 0.998;

/* The districts of one window, those with known numbers and staff first of all in the arrays. */
struct window {
    const struct city *city;
    char period[64];
    struct cell total;
    size_t n_known, n_left_out;
    size_t *unit;           /* n_known: the district's number */
    double *events, *years; /* n_known */
    double *p, *q;
    struct two_rates_exact *against_rest;
    struct funnel funnel;
    bool adjusts; /* the districts vary beyond chance, and are enough to say so */
    struct shrinkage shrinkage;
};

static struct window window_new(const struct city *c, size_t from, size_t to)
{
    const struct split *s = &c->splits[DIMENSION_DISTRICT];
    struct window w = { .city = c, .total = city_total(c, from, to) };

    if (from == to)
        snprintf(w.period, sizeof w.period, "%s", c->periods[from].label);
    else if (strlen(c->periods[from].label) == 4)
        snprintf(w.period, sizeof w.period, "%s-%s", c->periods[from].label, c->periods[to].label);
    else /* 2016-11-01--2017-10-31 ... 2018-11-01--2019-10-31 */
        snprintf(w.period, sizeof w.period, "%.10s--%.10s", c->periods[from].label, c->periods[to].label + 12);
    w.unit = memory_zeroed(s->n, sizeof *w.unit);
    w.events = memory_zeroed(s->n, sizeof *w.events);
    w.years = memory_zeroed(s->n, sizeof *w.years);
    for (size_t u = 0; u < s->n; u++) {
        struct cell cell = city_sum(c, DIMENSION_DISTRICT, u, from, to);

        if (!cell_is_known(cell))
            w.n_left_out++;
        else if (cell.years > 0) {
            w.unit[w.n_known] = u;
            w.events[w.n_known] = cell.events;
            w.years[w.n_known++] = cell.years;
        }
    }
    w.p = memory_zeroed(w.n_known, sizeof *w.p);
    w.q = memory_zeroed(w.n_known, sizeof *w.q);
    w.against_rest = memory_zeroed(w.n_known, sizeof *w.against_rest);
    return w;
}

static void window_free(struct window *w)
{
    free(w->unit);
    free(w->events);
    free(w->years);
    free(w->p);
    free(w->q);
    free(w->against_rest);
}

/* Exits and person-years of all others; NaN where there are none, or where the city has less than the district. */
static struct cell rest_of(const struct window *w, size_t i)
{
    struct cell own = { w->events[i], w->years[i] }, rest;

    if (city_rest(w->total, own, &rest) && cell_is_somebody(rest, w->total))
        return rest;
    return (struct cell){ NAN, NAN };
}

static void fit(struct window *w)
{
    double rate = w->total.events / w->total.years;

    w->funnel = funnel_fit_around(w->events, w->years, w->n_known, rate, WINSORISE, NULL);
    w->adjusts = w->n_known >= LEAST_FOR_DISPERSION && (double) w->n_known * w->funnel.phi > (double) (w->n_known - 1);
    w->shrinkage = shrinkage_fit(w->events, w->years, w->n_known);
    for (size_t i = 0; i < w->n_known; i++) {
        struct cell rest = rest_of(w, i);

        w->against_rest[i] = two_rates_exact(w->events[i], w->years[i], rest.events, rest.years, COMPARE_CONFIDENCE);
        w->p[i] = w->against_rest[i].p;
    }
    multiplicity_adjust(MULTIPLICITY_BH, w->p, w->n_known, w->q);
}

/* ---- Rows -----------------------------------------------------------------------------------------------------------
 */

static int side_of(double rate, struct interval limits)
{
    return rate > limits.upper ? 1 : rate < limits.lower ? -1 : 0;
}

/* Which side of the city a district is on beyond doubt: q below the level, and outside the alarm limits; `adjusted`
 * where it is outside the wider ones too. */
struct sides {
    int exact, adjusted;
};

static struct sides sides_of(const struct window *w, size_t i)
{
    double years = w->years[i], rate = w->events[i] / years;
    struct sides s = { 0, 0 };

    if (w->q[i] < COMPARE_LEVEL)
        s.exact = side_of(rate, funnel_limits_exact(years, w->funnel.target, ALARM));
    s.adjusted = s.exact;
    if (s.exact != 0 && w->adjusts && side_of(rate, funnel_limits_overdispersed(years, &w->funnel, ALARM)) != s.exact)
        s.adjusted = 0;
    return s;
}

static const char *side_word(int side)
{
    return side > 0 ? "high" : side < 0 ? "low" : "none";
}

static void put_limits(const struct window *w, struct rows *rows, size_t i)
{
    double years = w->years[i], target = w->funnel.target;
    struct interval warning = funnel_limits_exact(years, target, WARNING);
    struct interval alarm = funnel_limits_exact(years, target, ALARM);
    struct sides sides = sides_of(w, i);

    row_interval(rows, "limit_95_lower", "limit_95_upper", warning.lower, warning.upper, 100);
    row_interval(rows, "limit_998_lower", "limit_998_upper", alarm.lower, alarm.upper, 100);
    if (w->adjusts) {
        warning = funnel_limits_overdispersed(years, &w->funnel, WARNING);
        alarm = funnel_limits_overdispersed(years, &w->funnel, ALARM);
        row_interval(rows, "adjusted_95_lower", "adjusted_95_upper", warning.lower, warning.upper, 100);
        row_interval(rows, "adjusted_998_lower", "adjusted_998_upper", alarm.lower, alarm.upper, 100);
    } else {
        rows_text(rows, "adjusted_reason", w->n_known < LEAST_FOR_DISPERSION ? "few_units" : "no_overdispersion");
    }
    rows_text(rows, "flag", side_word(sides.exact));
    rows_text(rows, "flag_adjusted", side_word(sides.adjusted));
}

static void put_shrunken(const struct window *w, struct rows *rows, size_t i)
{
    struct shrunken own = shrinkage_unit(&w->shrinkage, w->events[i], w->years[i], w->funnel.target,
                                         COMPARE_CONFIDENCE);

    if (w->n_known < LEAST_FOR_SHRINKAGE) {
        rows_text(rows, "shrunken_reason", "few_units");
        return;
    }
    row_number(rows, "shrunken", 100 * own.estimate);
    row_interval(rows, "shrunken_lower", "shrunken_upper", own.limits.lower, own.limits.upper, 100);
    row_number(rows, "own_weight", own.own_weight);
}

static void put_district(const struct window *w, struct rows *rows, size_t i)
{
    const struct two_rates_exact *rest = &w->against_rest[i];
    struct interval limits = interval_poisson_exact(w->events[i], w->years[i], COMPARE_CONFIDENCE);

    rows_number(rows, "exits", w->events[i]);
    rows_number(rows, "person_years", w->years[i]);
    row_number(rows, "rate", 100 * w->events[i] / w->years[i]);
    row_interval(rows, "lower", "upper", limits.lower, limits.upper, 100);
    put_limits(w, rows, i);
    put_shrunken(w, rows, i);
    row_number(rows, "ratio", rest->ratio);
    row_interval(rows, "ratio_lower", "ratio_upper", rest->limits.lower, rest->limits.upper, 1);
    row_number(rows, "p", w->p[i]);
    row_number(rows, "q", w->q[i]);
    rows_text(rows, "reason", isnan(rest->p) ? "no_rest" : "");
}

/* A district without numbers of its own stands in the table all the same. */
static void put_reason(struct rows *rows, const char *reason)
{
    static const char *const reasons[] = { "reason", "adjusted_reason", "shrunken_reason" };

    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        rows_text(rows, reasons[i], reason);
    rows_text(rows, "flag", side_word(0));
    rows_text(rows, "flag_adjusted", side_word(0));
}

static void put_districts(const struct window *w, struct rows *rows, size_t from, size_t to)
{
    const struct split *s = &w->city->splits[DIMENSION_DISTRICT];

    for (size_t u = 0, i = 0; u < s->n; u++) {
        struct cell cell = city_sum(w->city, DIMENSION_DISTRICT, u, from, to);

        row_begin(rows);
        rows_text(rows, "period", w->period);
        rows_text(rows, "district", s->names[u]);
        row_number(rows, "city_rate", 100 * w->funnel.target);
        if (cell_has_staff(cell))
            put_district(w, rows, i++);
        else
            put_reason(rows, cell_is_known(cell) ? "no_exposure" : "withheld");
    }
}

/* Paule and Mandel on the rates themselves, each with the variance that the common rate gives it: no logarithm, so that
 * a district without exits stays in. As a share of the common rate. */
static void put_sd(const struct window *w, struct rows *rows)
{
    double *rates = memory_zeroed(w->n_known, sizeof *rates), *variances = memory_zeroed(w->n_known, sizeof *variances);
    double common = w->shrinkage.total_observed / w->shrinkage.total_expected;
    struct interval limits;
    struct meta m;

    for (size_t i = 0; i < w->n_known; i++) {
        rates[i] = w->events[i] / w->years[i];
        variances[i] = common / w->years[i];
    }
    m = meta_pool(rates, variances, w->n_known, META_PAULE_MANDEL, COMPARE_CONFIDENCE);
    limits = meta_tau2_limits(rates, variances, w->n_known, COMPARE_CONFIDENCE);
    row_number(rows, "sd", sqrt(m.tau2) / common);
    row_interval(rows, "sd_lower", "sd_upper", sqrt(limits.lower), sqrt(limits.upper), 1 / common);
    free(rates);
    free(variances);
}

static void put_flags(const struct window *w, struct rows *rows)
{
    double n_high = 0, n_low = 0, n_high_adjusted = 0, n_low_adjusted = 0;

    for (size_t i = 0; i < w->n_known; i++) {
        struct sides sides = sides_of(w, i);

        n_high += sides.exact > 0;
        n_low += sides.exact < 0;
        n_high_adjusted += sides.adjusted > 0;
        n_low_adjusted += sides.adjusted < 0;
    }
    row_number(rows, "n_high", n_high);
    row_number(rows, "n_low", n_low);
    row_number(rows, "n_high_adjusted", n_high_adjusted);
    row_number(rows, "n_low_adjusted", n_low_adjusted);
}

static void put_spread(const struct window *w, struct rows *rows)
{
    struct heterogeneity h = shrinkage_heterogeneity(w->events, w->years, w->n_known);

    row_begin(rows);
    rows_text(rows, "period", w->period);
    rows_number(rows, "exits", w->total.events);
    rows_number(rows, "person_years", w->total.years);
    row_number(rows, "rate", 100 * w->funnel.target);
    row_number(rows, "n_districts", (double) w->n_known);
    row_number(rows, "n_left_out", (double) w->n_left_out);
    put_flags(w, rows);
    if (w->n_known < 2 || !(w->shrinkage.total_observed > 0)) {
        rows_text(rows, "reason", w->n_known < 2 ? "few_units" : "no_events");
        return;
    }
    row_number(rows, "chi_square", h.chi_square);
    row_number(rows, "df", (double) h.df);
    row_number(rows, "p", h.p_matched);
    row_number(rows, "phi", w->funnel.phi);
    row_number(rows, "tau2", w->funnel.tau2);
    put_sd(w, rows);
}

static bool follow_each_other(const struct city *c, size_t from, size_t to)
{
    for (size_t p = from; p < to; p++)
        if (c->periods[p].last + 1 != c->periods[p + 1].first)
            return false;
    return true;
}

static void put_window(const struct city *c, size_t from, size_t to, struct rows *funnel, struct rows *spread)
{
    struct window w = window_new(c, from, to);

    if (cell_has_staff(w.total)) {
        fit(&w);
        put_districts(&w, funnel, from, to);
        put_spread(&w, spread);
    }
    window_free(&w);
}

void compare_funnel(const struct city *c, size_t pooled_years, struct rows *funnel, struct rows *spread)
{
    if (c->splits[DIMENSION_DISTRICT].n == 0)
        return;
    for (size_t p = 0; p < c->n_periods; p++) {
        put_window(c, p, p, funnel, spread);
        if (p + pooled_years <= c->n_periods && follow_each_other(c, p, p + pooled_years - 1))
            put_window(c, p, p + pooled_years - 1, funnel, spread);
    }
}
