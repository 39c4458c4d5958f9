#include "stages/trend/panel.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_exact.h"
#include "pipeline/statistics/trend_models.h"
#include "stages/trend/panel_series.h"
#include "stages/trend/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW_YEARS = 4 };

/* Why some numbers of a row are missing though the check was made. */
#define PANEL_ONE_DATE "one_date"       /* no search over dates */
#define PANEL_RATIO_ALONE "ratio_alone" /* nor an excess */
#define PANEL_P_ALONE "p_alone"

/* What a row is about. */
struct check {
    struct rows *rows;
    const struct analysis *analysis;
    const struct verdict *verdict;
    enum trend_shape shape;
};

static void begin(const struct check *c, const char *name, const char *variant, const char *definition,
                  const struct trend_series *s)
{
    char year[SERIES_PERIOD_SIZE];
    double events = 0;

    for (size_t i = 0; i < s->n; i++)
        events += s->events[i];
    snprintf(year, sizeof year, "%04d", (int) c->verdict->year % 10000);
    tables_begin(c->rows, c->verdict->series, year);
    rows_text(c->rows, "check", name);
    rows_text(c->rows, "variant", variant);
    rows_text(c->rows, "definition", definition);
    rows_text(c->rows, "shape", trend_shape_word(c->shape));
    tables_put(c->rows, "n_periods", (double) s->n);
    tables_put(c->rows, "events", events);
}

/* The shape at a year of a series of years, with the dispersion that goes with its counts. */
static void put_effect(const struct check *c, const char *name, const char *variant, const char *definition,
                       const struct trend_series *s, double year, double dispersion)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_candidate candidate = { 0, c->shape };
    struct trend_effect e;
    enum trend_reason reason;

    while (candidate.at < s->n && s->time[candidate.at] != year)
        candidate.at++;
    begin(c, name, variant, definition, s);
    reason = trend_shape_identified(&rule, s->n, 1, candidate.at, c->shape);
    if (reason == TREND_IDENTIFIED && !trend_break_effect(s, candidate, dispersion, TABLES_LEVEL, &e, NULL))
        reason = TREND_NOT_IDENTIFIED;
    rows_text(c->rows, "reason", reason == TREND_IDENTIFIED ? PANEL_ONE_DATE : trend_reason_word(reason));
    if (reason != TREND_IDENTIFIED)
        return;
    tables_put(c->rows, "dispersion", dispersion);
    tables_put(c->rows, "rate_ratio", e.ratio);
    tables_put(c->rows, "lower", e.lower);
    tables_put(c->rows, "upper", e.upper);
    tables_put(c->rows, "excess_per_100", e.excess_per_100);
    tables_put(c->rows, "p_fixed", e.p);
}

/* phi of a variant: the unit noise and tau of the verdict, its own number of exits. */
static double dispersion_of(const struct check *c, const struct trend_series *s)
{
    double events = 0;

    for (size_t i = 0; i < s->n; i++)
        events += s->events[i];
    return trend_dispersion_total(c->analysis->units.dispersion, events / (double) s->n,
                                  c->verdict->assessment.chance.year_sd);
}

static void put_variant(const struct check *c, const char *name, const char *variant, const char *definition,
                        const struct trend_series *s, double year)
{
    put_effect(c, name, variant, definition, s, year, s->n > 0 ? dispersion_of(c, s) : 1);
}

/* ---- the same data, other models ---- */

/* In the row begun last: a search was made as well. */
static void put_search(const struct check *c, const struct trend_evidence *evidence)
{
    tables_put(c->rows, "p_search", evidence->p_search);
    if (!isnan(evidence->p_search))
        rows_text(c->rows, "reason", "");
}

static void other_developments(const struct check *c)
{
    const struct trend_assessment *a = &c->verdict->assessment;
    const struct trend_series *s = &c->verdict->series->data;
    struct trend_series curved = *s, level = *s, near = *s;
    size_t from = 0;

    put_effect(c, "as_assessed", "", RATES_HEADLINE, s, c->verdict->year, a->chance.dispersion);
    put_search(c, &a->evidence);
    level.development = TREND_CONSTANT;
    put_effect(c, "without_trend", "", RATES_HEADLINE, &level, c->verdict->year, a->chance.dispersion);
    if (a->has_quadratic) {
        curved.development = TREND_QUADRATIC;
        put_effect(c, "quadratic", "", RATES_HEADLINE, &curved, c->verdict->year, a->chance.dispersion);
        put_search(c, &a->quadratic);
    }
    if (a->has_windowed) {
        while (s->time[from] < c->verdict->year - WINDOW_YEARS)
            from++;
        near.time += from;
        near.events += from;
        near.person_years += from;
        for (near.n = 0; from + near.n < s->n && near.time[near.n] <= c->verdict->year + WINDOW_YEARS;)
            near.n++;
        put_variant(c, "window", "", RATES_HEADLINE, &near, c->verdict->year);
        put_search(c, &a->windowed);
    }
}

static void put_model(const struct check *c, const char *name, bool fitted, const struct trend_model_effect *e)
{
    begin(c, name, "", RATES_HEADLINE, &c->verdict->series->data);
    rows_text(c->rows, "reason", fitted ? PANEL_RATIO_ALONE : trend_reason_word(TREND_NOT_IDENTIFIED));
    if (!fitted)
        return;
    tables_put(c->rows, "dispersion", e->dispersion);
    tables_put(c->rows, "rate_ratio", e->ratio);
    tables_put(c->rows, "lower", e->lower);
    tables_put(c->rows, "upper", e->upper);
    tables_put(c->rows, "p_fixed", e->p);
}

/* The exact law of the events inside the shape, given total and trend; a slope has no set of periods. */
static void put_exact(const struct check *c)
{
    const struct trend_series *s = &c->verdict->series->data;
    bool *in = memory_zeroed(s->n, sizeof *in);
    double *column = memory_zeroed(s->n, sizeof *column);
    struct trend_conditional exact;

    trend_shape_column(s, (struct trend_candidate){ c->verdict->at, c->shape }, column);
    for (size_t i = 0; i < s->n; i++)
        in[i] = column[i] > 0;
    if (c->shape != TREND_SLOPE && trend_exact_conditional(s->events, s->person_years, s->time, in, s->n, &exact)) {
        begin(c, "exact", "", RATES_HEADLINE, s);
        tables_put(c->rows, "dispersion", 1);
        tables_put(c->rows, "p_fixed", exact.central);
        rows_text(c->rows, "reason", PANEL_P_ALONE);
    }
    free(column);
    free(in);
}

static void other_chance(const struct check *c)
{
    const struct trend_series *s = &c->verdict->series->data;
    struct trend_candidate candidate = { c->verdict->at, c->shape };
    struct trend_model_effect e = { 0 };
    bool fitted;

    put_effect(c, "poisson", "", RATES_HEADLINE, s, c->verdict->year, 1);
    fitted = trend_models_quasi(s, candidate, TABLES_LEVEL, &e);
    put_model(c, "quasi_poisson", fitted, &e);
    fitted = trend_models_negative_binomial(s, candidate, TABLES_LEVEL, &e);
    put_model(c, "negative_binomial", fitted, &e);
    put_exact(c);
}

/* ---- other data ---- */

static void other_years(const struct check *c)
{
    const struct series *s = c->verdict->series;
    struct panel_copy copy;

    for (size_t i = 0; i < s->data.n; i++) {
        char year[SERIES_PERIOD_SIZE];

        if (i == c->verdict->at)
            continue;
        series_period(s, i, year);
        panel_without_year(&s->data, i, &copy);
        put_variant(c, "without_year", year, RATES_HEADLINE, &copy.series, c->verdict->year);
        panel_copy_free(&copy);
    }
    panel_without_deviation(&s->data, c->verdict->at, c->shape, &copy);
    for (size_t i = 0; i < copy.series.n; i++) {
        char year[SERIES_PERIOD_SIZE];

        snprintf(year, sizeof year, "%04d", (int) copy.series.time[i] % 10000);
        put_variant(c, "placebo_year", year, RATES_HEADLINE, &copy.series, copy.series.time[i]);
    }
    panel_copy_free(&copy);
}

static void other_people(const struct check *c, const struct panel_inputs *in)
{
    static const char *const definitions[] = { "T4", "T8", "T9" };
    const struct series *s = c->verdict->series;
    struct panel_copy copy;
    struct units units;
    bool city = strcmp(s->family, "primary") == 0;

    units_read(in->rates, city ? "district" : "district_occupation", s->occupation, &units);
    for (size_t d = 0; d < units.n && units.n > 1; d++) {
        panel_without_unit(&units, d, &copy);
        put_variant(c, "without_unit", units.names[d], RATES_HEADLINE, &copy.series, c->verdict->year);
        panel_copy_free(&copy);
    }
    units_free(&units);
    for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
        panel_of_definition(in->rates, city ? "city" : "occupation", s->occupation, definitions[i], &copy);
        if (copy.series.n > 0)
            put_variant(c, "denominator", definitions[i], definitions[i], &copy.series, c->verdict->year);
        panel_copy_free(&copy);
    }
    panel_equal_tenure(in->tenure, s, &copy);
    if (copy.series.n > 0)
        put_variant(c, "equal_tenure", "", RATES_HEADLINE, &copy.series, c->verdict->year);
    panel_copy_free(&copy);
    if (!city)
        return;
    panel_equal_occupation(&c->analysis->series, &s->data, &copy);
    if (copy.series.n > 0)
        put_variant(c, "equal_occupation", "", RATES_HEADLINE, &copy.series, c->verdict->year);
    panel_copy_free(&copy);
}

void panel(struct rows *rows, const struct analysis *a, size_t series, const struct panel_inputs *inputs)
{
    const struct series *s = &a->series.items[series];

    if (s->data.per_year > 1 || (strcmp(s->family, "primary") != 0 && strcmp(s->family, "occupation") != 0))
        return;
    for (size_t y = 0; y < a->n_years; y++) {
        const struct verdict *v = a->verdicts + series * a->n_years + y;
        struct check c = { rows, a, v, v->assessment.shape };

        if (isnan(v->assessment.direction))
            continue;
        other_developments(&c);
        other_chance(&c);
        other_years(&c);
        other_people(&c, inputs);
    }
}
