#include "stages/trend/tables.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_break.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void begin(struct rows *rows, const struct series *s, const char *period)
{
    rows_begin(rows);
    rows_text(rows, "family", s->family);
    rows_text(rows, "district", s->district);
    rows_text(rows, "occupation", s->occupation);
    rows_text(rows, "cause", "all");
    rows_text(rows, "grain", "annual");
    rows_text(rows, "period", period);
}

/* Computed numbers stand with 10 digits: the last ones of a double depend on how the machine computes exp(), and the
 * same delivery gives the same bytes anywhere. */
static void put(struct rows *rows, const char *column, double value)
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
    char year[SERIES_YEAR_SIZE];

    rows_text(rows, "definition", "T17");
    series_year(s, 0, year);
    rows_text(rows, "first_period", year);
    series_year(s, s->data.n - 1, year);
    rows_text(rows, "last_period", year);
    put(rows, "n_periods", (double) s->data.n);
    put(rows, "events", sum(s->data.events, s->data.n));
}

/* ---- verdicts ---- */

static void put_date_set(struct rows *rows, const struct verdict *v)
{
    size_t n = v->series->data.n, length = 0;
    char *text = memory_zeroed(n + 1, SERIES_YEAR_SIZE);

    for (size_t i = 0; i < n; i++) {
        char year[SERIES_YEAR_SIZE];

        if (!v->assessment.in_set[i])
            continue;
        series_year(v->series, i, year);
        length += (size_t) sprintf(text + length, "%s%s", length > 0 ? " " : "", year);
    }
    rows_text(rows, "date_set", text);
    free(text);
}

static void put_development(struct rows *rows, const struct verdict *v)
{
    struct trend_null null;

    if (!trend_null_fit(&v->series->data, v->assessment.dispersion, TABLES_LEVEL, &null))
        return;
    put(rows, "annual_change", 100 * (null.annual_ratio - 1));
    put(rows, "annual_change_lower", 100 * (null.lower - 1));
    put(rows, "annual_change_upper", 100 * (null.upper - 1));
    free(null.fitted);
}

void tables_verdict(struct rows *rows, const struct verdict *v, double unit_dispersion)
{
    const struct trend_assessment *a = &v->assessment;
    char year[SERIES_YEAR_SIZE];

    snprintf(year, sizeof year, "%04d", (int) v->year);
    begin(rows, v->series, year);
    put_series(rows, v->series);
    put(rows, "person_years", sum(v->series->data.person_years, v->series->data.n));
    put_development(rows, v);
    put(rows, "p_fixed", a->evidence.p_fixed);
    put(rows, "p_search", a->evidence.p_search);
    put_date_set(rows, v);
    put(rows, "weight_no_break", a->weight_none);
    put(rows, "dispersion", a->dispersion);
    put(rows, "unit_dispersion", unit_dispersion);
    put(rows, "year_sd", a->year_sd);
    rows_text(rows, "year_sd_basis", a->year_sd_estimated ? "estimated" : "assumed");
    put(rows, "year_sd_limit", a->year_sd_limit);
    put(rows, "smallest_detectable", a->smallest_detectable);
    if (a->replicates > 0)
        put(rows, "replicates", (double) a->replicates);
    rows_text(rows, "verdict", trend_grade_word(v->grade));
    rows_text(rows, "lowered", v->lowered ? "yes" : "no");
    rows_text(rows, "shape", trend_name_word(trend_verdict_name(v->grade, &a->shapes)));
    if (!isnan(a->direction))
        rows_text(rows, "direction", a->direction > 0 ? "up" : "down");
    rows_text(rows, "reason", trend_reason_word(a->reason));
}

/* ---- breaks ---- */

static void put_effect(struct rows *rows, const struct trend_effect *e)
{
    put(rows, "rate_ratio", e->ratio);
    put(rows, "lower", e->lower);
    put(rows, "upper", e->upper);
    put(rows, "excess", e->excess);
    put(rows, "excess_lower", e->excess_lower);
    put(rows, "excess_upper", e->excess_upper);
    put(rows, "excess_per_100", e->excess_per_100);
    put(rows, "excess_per_100_lower", e->excess_per_100_lower);
    put(rows, "excess_per_100_upper", e->excess_per_100_upper);
    put(rows, "likelihood_ratio", e->likelihood_ratio);
    put(rows, "p_asymptotic", e->p);
}

/* The shapes at one date. */
struct date {
    enum trend_reason reason[TREND_SHAPES];
    struct trend_effect effect[TREND_SHAPES];
    double weight[TREND_SHAPES];
};

static void try_date(const struct series *s, size_t at, double phi, struct date *d)
{
    struct trend_rule rule = trend_rule_default(1);
    double ratio[TREND_SHAPES], weight[TREND_SHAPES];
    size_t n = 0;

    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        struct trend_candidate c = { at, (enum trend_shape) shape };

        d->reason[shape] = trend_shape_identified(&rule, s->data.n, 1, at, c.shape);
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

void tables_breaks(struct rows *rows, const struct series *s, const double *phi, const bool *named)
{
    for (size_t at = 0; at < s->data.n; at++) {
        struct date d;
        char year[SERIES_YEAR_SIZE];

        try_date(s, at, phi[at], &d);
        series_year(s, at, year);
        for (int shape = 0; shape < TREND_SHAPES; shape++) {
            begin(rows, s, year);
            rows_text(rows, "shape", trend_shape_word((enum trend_shape) shape));
            rows_text(rows, "named", named[at] ? "yes" : "no");
            put_series(rows, s);
            if (d.reason[shape] == TREND_IDENTIFIED)
                put_effect(rows, &d.effect[shape]);
            put(rows, "weight", d.weight[shape]);
            rows_text(rows, "reason", trend_reason_word(d.reason[shape]));
        }
    }
}

/* ---- fits ---- */

static bool without_deviation(const struct series *s, const struct verdict *v, double *expected)
{
    struct trend_effect unused;
    struct trend_candidate c;

    if (v == NULL || isnan(v->assessment.direction))
        return false;
    c = (struct trend_candidate){ v->at, v->assessment.shape };
    return trend_break_effect(&s->data, c, v->assessment.dispersion, TABLES_LEVEL, &unused, expected);
}

void tables_fits(struct rows *rows, const struct series *s, const struct verdict *v)
{
    const struct trend_series *data = &s->data;
    struct trend_null null;
    double *expected = memory_zeroed(data->n, sizeof *expected);
    bool has_trend = trend_null_fit(data, 1, TABLES_LEVEL, &null), has_expected = without_deviation(s, v, expected);

    for (size_t i = 0; i < data->n; i++) {
        char year[SERIES_YEAR_SIZE];

        series_year(s, i, year);
        begin(rows, s, year);
        put(rows, "exits", data->events[i]);
        put(rows, "person_years", data->person_years[i]);
        put(rows, "rate", 100 * data->events[i] / data->person_years[i]);
        if (has_trend)
            put(rows, "trend", 100 * null.fitted[i] / data->person_years[i]);
        if (has_expected)
            put(rows, "expected", 100 * expected[i] / data->person_years[i]);
        if (v != NULL && !isnan(v->assessment.weight_none))
            put(rows, "weight", v->assessment.weight[i]);
    }
    if (has_trend)
        free(null.fitted);
    free(expected);
}
