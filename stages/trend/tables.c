#include "stages/trend/tables.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/statistics/trend_break.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tables_begin(struct rows *rows, const struct series *s, const char *period)
{
    rows_begin(rows);
    rows_text(rows, "family", s->family);
    rows_text(rows, "district", s->district);
    rows_text(rows, "occupation", s->occupation);
    rows_text(rows, "cause", s->cause);
    rows_text(rows, "grain", s->grain);
    rows_text(rows, "period", period);
}

void tables_put(struct rows *rows, const char *column, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.10g", value);
    rows_number(rows, column, strtod(text, NULL));
}

static double sum(const double *values, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

/* The columns that say which series it is about. */
static void put_series(struct rows *rows, const struct series *s)
{
    char year[SERIES_PERIOD_SIZE];

    rows_text(rows, "definition", RATES_HEADLINE);
    series_period(s, 0, year);
    rows_text(rows, "first_period", year);
    series_period(s, s->data.n - 1, year);
    rows_text(rows, "last_period", year);
    tables_put(rows, "n_periods", (double) s->data.n);
    tables_put(rows, "events", sum(s->data.events, s->data.n));
}

/* ---- verdicts ---- */

/* "2018 2019"; "2018-11 2018-12 2019-01". */
static void put_date_set(struct rows *rows, const struct verdict *v)
{
    size_t n = v->series->data.n, length = 0;
    char *text = memory_zeroed(n + 1, SERIES_PERIOD_SIZE);

    for (size_t i = 0; i < n; i++) {
        char year[SERIES_PERIOD_SIZE];

        if (!v->assessment.in_set[i])
            continue;
        series_period(v->series, i, year);
        length += (size_t) sprintf(text + length, "%s%s", length > 0 ? " " : "", year);
    }
    rows_text(rows, "date_set", text);
    free(text);
}

static void put_development(struct rows *rows, const struct verdict *v)
{
    struct trend_null null;

    if (!trend_null_fit(&v->series->data, v->assessment.chance.dispersion, TABLES_LEVEL, &null))
        return;
    tables_put(rows, "annual_change", 100 * (null.annual_ratio - 1));
    tables_put(rows, "annual_change_lower", 100 * (null.lower - 1));
    tables_put(rows, "annual_change_upper", 100 * (null.upper - 1));
    free(null.fitted);
}

static void put_chance(struct rows *rows, const struct analysis *a, const struct verdict *v)
{
    const struct trend_chance *chance = &v->assessment.chance;

    tables_put(rows, "dispersion", chance->dispersion);
    tables_put(rows, "unit_dispersion", a->units.dispersion);
    tables_put(rows, "year_sd", chance->year_sd);
    rows_text(rows, "year_sd_basis",
              strcmp(v->series->family, "district") == 0 ? "cancels"
              : v->year_sd_estimated                     ? "estimated"
                                                         : "assumed");
    tables_put(rows, "year_sd_limit", v->assessment.year_sd_limit);
}

static void put_verdict(struct rows *rows, const struct analysis *analysis, const struct verdict *v)
{
    const struct trend_assessment *a = &v->assessment;
    char period[SERIES_PERIOD_SIZE + 3];

    snprintf(period, sizeof period, v->series->data.per_year > 1 ? "%04d-01" : "%04d", (int) v->year % 10000);
    tables_begin(rows, v->series, period);
    put_series(rows, v->series);
    tables_put(rows, "person_years", sum(v->series->person_years, v->series->data.n));
    put_development(rows, v);
    tables_put(rows, "p_fixed", a->evidence.p_fixed);
    tables_put(rows, "p_search", a->evidence.p_search);
    put_date_set(rows, v);
    tables_put(rows, "weight_no_break", a->weight_none);
    put_chance(rows, analysis, v);
    tables_put(rows, "smallest_detectable", a->smallest_detectable);
    if (a->replicates > 0)
        tables_put(rows, "replicates", (double) a->replicates);
    if (v->has_word) {
        rows_text(rows, "verdict", trend_grade_word(v->grade));
        rows_text(rows, "lowered", v->lowered ? "yes" : "no");
        rows_text(rows, "shape", trend_name_word(trend_verdict_name(v->grade, &a->shapes)));
    }
    if (!isnan(a->direction))
        rows_text(rows, "direction", a->direction > 0 ? "up" : "down");
    rows_text(rows, "reason", trend_reason_word(a->reason));
}

void tables_verdicts(struct rows *rows, const struct analysis *a, size_t series)
{
    for (size_t y = 0; y < a->n_years; y++)
        put_verdict(rows, a, a->verdicts + series * a->n_years + y);
}

/* ---- breaks ---- */

static void put_effect(struct rows *rows, const struct trend_effect *e)
{
    tables_put(rows, "rate_ratio", e->ratio);
    tables_put(rows, "lower", e->lower);
    tables_put(rows, "upper", e->upper);
    tables_put(rows, "excess", e->excess);
    tables_put(rows, "excess_lower", e->excess_lower);
    tables_put(rows, "excess_upper", e->excess_upper);
    tables_put(rows, "excess_per_100", e->excess_per_100);
    tables_put(rows, "excess_per_100_lower", e->excess_per_100_lower);
    tables_put(rows, "excess_per_100_upper", e->excess_per_100_upper);
    tables_put(rows, "likelihood_ratio", e->likelihood_ratio);
    tables_put(rows, "p_asymptotic", e->p);
}

/* The shapes at one date. */
struct date {
    enum trend_reason reason[TREND_SHAPES];
    struct trend_effect effect[TREND_SHAPES];
    double weight[TREND_SHAPES];
};

static void try_date(const struct series *s, size_t at, double phi, struct date *d)
{
    struct trend_rule rule = trend_rule_default(s->data.per_year);
    double ratio[TREND_SHAPES], weight[TREND_SHAPES];
    size_t n = 0;

    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        struct trend_candidate c = { at, (enum trend_shape) shape };

        d->reason[shape] = trend_shape_identified(&rule, s->data.n, s->data.per_year, at, c.shape);
        if (d->reason[shape] != TREND_IDENTIFIED)
            continue;
        if (!trend_break_effect(&s->data, c, phi, TABLES_LEVEL, &d->effect[shape], NULL))
            d->reason[shape] = TREND_NOT_IDENTIFIED;
        else
            ratio[n++] = d->effect[shape].likelihood_ratio;
    }
    trend_break_weights(ratio, n, weight);
    n = 0;
    for (int shape = 0; shape < TREND_SHAPES; shape++)
        d->weight[shape] = d->reason[shape] == TREND_IDENTIFIED ? weight[n++] : NAN;
}

static bool is_named(const struct analysis *a, double time)
{
    for (size_t y = 0; y < a->n_years; y++)
        if (fabs(a->years[y] - time) < 1e-6)
            return true;
    return false;
}

struct dates {
    const struct analysis *analysis;
    const struct series *series;
    struct date *tried;
};

static void try_one(void *context, size_t at)
{
    const struct dates *d = context;

    try_date(d->series, at, assess_dispersion(d->analysis, d->series, at), &d->tried[at]);
}

void tables_breaks(struct rows *rows, const struct analysis *a, size_t series)
{
    const struct series *s = &a->series.items[series];
    struct dates dates = { a, s, memory_zeroed(s->data.n, sizeof *dates.tried) };

    threads_share(a->n_threads, s->data.n, try_one, &dates);
    for (size_t at = 0; at < s->data.n; at++) {
        const struct date *d = &dates.tried[at];
        char period[SERIES_PERIOD_SIZE];

        series_period(s, at, period);
        for (int shape = 0; shape < TREND_SHAPES; shape++) {
            tables_begin(rows, s, period);
            rows_text(rows, "shape", trend_shape_word((enum trend_shape) shape));
            rows_text(rows, "named", is_named(a, s->data.time[at]) ? "yes" : "no");
            put_series(rows, s);
            if (d->reason[shape] == TREND_IDENTIFIED)
                put_effect(rows, &d->effect[shape]);
            tables_put(rows, "weight", d->weight[shape]);
            rows_text(rows, "reason", trend_reason_word(d->reason[shape]));
        }
    }
    free(dates.tried);
}

/* ---- fits ---- */

/* The named year as one shape: expected without it, and fitted with it. False, leaving NaN, where it cannot be. */
static bool fit_shape(const struct series *s, const struct verdict *v, enum trend_shape shape, double *expected,
                      double *fitted)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_candidate c = { v != NULL ? v->at : 0, shape };
    struct trend_effect effect;
    double *column;

    for (size_t i = 0; i < s->data.n; i++)
        expected[i] = fitted[i] = NAN;
    if (v == NULL || trend_shape_identified(&rule, s->data.n, 1, v->at, shape) != TREND_IDENTIFIED ||
        !trend_break_effect(&s->data, c, v->assessment.chance.dispersion, TABLES_LEVEL, &effect, expected))
        return false;
    column = memory_zeroed(s->data.n, sizeof *column);
    trend_shape_column(&s->data, c, column);
    for (size_t i = 0; i < s->data.n; i++)
        fitted[i] = column[i] > 0 ? expected[i] * pow(effect.ratio, column[i]) : expected[i];
    free(column);
    return true;
}

void tables_fits(struct rows *rows, const struct analysis *a, size_t series)
{
    const struct series *s = &a->series.items[series];
    const struct verdict *v = assess_shown(a, series);
    const struct trend_series *data = &s->data;
    struct trend_null null;
    double *expected = memory_zeroed(2 * TREND_SHAPES * data->n, sizeof *expected);
    double *fitted = expected + TREND_SHAPES * data->n;
    bool has_trend, has_shape = v != NULL && !isnan(v->assessment.direction);

    if (data->per_year > 1) {
        free(expected);
        return;
    }
    has_trend = trend_null_fit(data, 1, TABLES_LEVEL, &null);
    for (int shape = 0; shape < TREND_SHAPES; shape++)
        fit_shape(s, v, (enum trend_shape) shape, expected + (size_t) shape * data->n,
                  fitted + (size_t) shape * data->n);
    for (size_t i = 0; i < data->n; i++) {
        char period[SERIES_PERIOD_SIZE];
        double per = 100 / s->person_years[i];

        series_period(s, i, period);
        tables_begin(rows, s, period);
        tables_put(rows, "exits", data->events[i]);
        tables_put(rows, "person_years", s->person_years[i]);
        tables_put(rows, "rate", per * data->events[i]);
        if (has_trend)
            tables_put(rows, "trend", per * null.fitted[i]);
        if (has_shape)
            tables_put(rows, "expected", per * expected[(size_t) v->assessment.shape * data->n + i]);
        for (int shape = 0; shape < TREND_SHAPES; shape++)
            tables_put(rows, trend_shape_word((enum trend_shape) shape), per * fitted[(size_t) shape * data->n + i]);
        if (v != NULL && !isnan(v->assessment.weight_none))
            tables_put(rows, "weight", v->assessment.weight[i]);
    }
    if (has_trend)
        free(null.fitted);
    free(expected);
}
