#include "stages/trend/assess.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/statistics/multiplicity.h"
#include "stages/trend/units.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Districts are many and mostly quiet: a p-value is good enough when 100 replicates were at least as large. */
enum { ENOUGH_LARGER = 100 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static void read_named(struct analysis *a, const struct settings *settings)
{
    size_t n;
    const char *const *items = settings_list(settings, "trend", "named_years", &n);

    a->years = memory_zeroed(n, sizeof *a->years);
    for (size_t i = 0; i < n; i++)
        a->years[i] = strtod(items[i], NULL);
    qsort(a->years, n, sizeof *a->years, ascending);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || a->years[i] != a->years[i - 1])
            a->years[a->n_years++] = a->years[i];
}

static bool is_told(const struct table *shown, const char *family, const char *district, const char *occupation,
                    const char *cause)
{
    for (size_t row = 0; shown != NULL && row < table_rows(shown); row++)
        if (table_is(shown, row, "family", family) && table_is(shown, row, "district", district) &&
            table_is(shown, row, "occupation", occupation) && table_is(shown, row, "cause", cause))
            return table_is(shown, row, "shown", "yes");
    return shown == NULL;
}

/* The districts that are not told in all of their years are not there. */
static void leave_out_untold(const struct table *shown, struct units *units)
{
    for (size_t d = 0; d < units->n; d++)
        for (size_t t = 0; t < units->n_years && !is_told(shown, "district", units->names[d], "all", "all"); t++)
            units->events[d * units->n_years + t] = units->person_years[d * units->n_years + t] = NAN;
}

void assess_begin(struct analysis *a, const struct rates *rates, const struct table *flows, const struct table *shown,
                  const struct settings *settings)
{
    struct rates as_they_are = *rates;
    struct units units;

    as_they_are.base = 0; /* one number with one decimal, of all years of all districts, tells of none of them */
    *a = (struct analysis){ .shown = shown,
                            .monthly_replicates = (size_t) settings_integer(settings, "trend", "monthly_replicates") };
    a->n_threads = settings_threads(settings, "trend");
    if (a->n_threads == 0)
        a->n_threads = threads_of_machine();
    series_collect(rates, &a->series);
    if (rates->base == 0) /* months are not told, and are too few to be tested rounded */
        series_add_months(&a->series, flows);
    units_read(&as_they_are, "district", "all", &units);
    leave_out_untold(shown, &units);
    units_dispersion(&units, &a->units);
    units_free(&units);
    read_named(a, settings);
    a->options = (struct trend_assess_options){
        .unit_dispersion = a->units.dispersion,
        .ordinary_year_sd = settings_real(settings, "trend", "ordinary_year_sd"),
        .smallest_change = settings_real(settings, "trend", "smallest_change"),
        .before_data = strcmp(settings_text(settings, "trend", "hypothesis_origin"), "before_data") == 0,
        .replicates = (size_t) settings_integer(settings, "trend", "replicates"),
        .seed = (uint64_t) settings_integer(settings, "trend", "seed"),
    };
}

static bool is_monthly(const struct series *s)
{
    return s->data.per_year > 1;
}

static bool has_words(const struct series *s)
{
    return !is_monthly(s) && strcmp(s->family, "cause") != 0;
}

/* Of months tau is that of the years: months tell how much months vary, not how much years do. */
static struct trend_assess_options options_for(const struct analysis *a, const struct series *s, double years_sd)
{
    struct trend_assess_options o = a->options;

    if (strcmp(s->family, "district") == 0) {
        o.unit_dispersion = (isnan(o.unit_dispersion) ? 1 : o.unit_dispersion) * s->relative;
        o.year_shocks = TREND_YEARS_CANCEL;
        o.stop_after = ENOUGH_LARGER;
    }
    if (is_monthly(s)) {
        o.year_shocks = TREND_YEARS_GIVEN;
        o.ordinary_year_sd = years_sd;
        o.replicates = a->monthly_replicates;
    }
    o.unchecked = !has_words(s);
    return o;
}

/* The stream of random numbers is the series' own, so that no other series changes its p-value. */
static void name_series(const struct series *s, char *name, size_t size)
{
    bool whole = strcmp(s->cause, "all") == 0;

    snprintf(name, size, "%s/%s/%s%s%s/%s", s->family, s->district, s->occupation, whole ? "" : "/",
             whole ? "" : s->cause, s->grain);
}

static void assess_pair(struct analysis *a, size_t series, size_t year)
{
    const struct series *s = &a->series.items[series];
    struct verdict *v = &a->verdicts[series * a->n_years + year];
    const struct verdict *annual = is_monthly(s) ? &a->verdicts[s->annual * a->n_years + year] : NULL;
    struct trend_assess_options options = options_for(a, s, annual != NULL ? annual->assessment.chance.year_sd : NAN);
    char name[512];

    name_series(s, name, sizeof name);
    options.series = name;
    v->series = s;
    v->year = a->years[year];
    v->at = series_find(s, v->year);
    v->has_word = has_words(s);
    trend_assess(&s->data, v->at, &options, &v->assessment);
    v->year_sd_estimated = (annual != NULL ? annual : v)->assessment.chance.year_sd_estimated;
    v->assessment.shapes.single_district = strcmp(s->family, "district") == 0;
}

double assess_dispersion(const struct analysis *a, const struct series *s, size_t at)
{
    double years_sd = NAN;
    struct trend_assess_options options;

    if (is_monthly(s)) {
        const struct series *annual = &a->series.items[s->annual];

        options = options_for(a, annual, NAN);
        years_sd = trend_assess_chance(&annual->data, at / s->data.per_year, &options).year_sd;
    }
    options = options_for(a, s, years_sd);
    return trend_assess_chance(&s->data, at, &options).dispersion;
}

/* ---- families ---- */

/* The p-values of one year, one model and one kind over the series of a family, adjusted in place: of those that are
 * told among themselves, of the others among all. */
static void adjust(struct analysis *a, enum multiplicity_method method, const char *family, size_t year,
                   size_t evidence, bool fixed, bool told)
{
    double *values = memory_zeroed(a->series.n, sizeof *values);
    double **places = memory_zeroed(a->series.n, sizeof *places);
    bool *of_told = memory_zeroed(a->series.n, sizeof *of_told);
    size_t n = 0;

    for (size_t s = 0; s < a->series.n; s++) {
        struct verdict *v = &a->verdicts[s * a->n_years + year];
        struct trend_evidence *all[] = { &v->assessment.evidence, &v->assessment.quadratic, &v->assessment.windowed };
        bool its = is_told(a->shown, family, v->series->district, v->series->occupation, v->series->cause);

        if (!v->has_word || strcmp(v->series->family, family) != 0 || (told && !its))
            continue;
        of_told[n] = its;
        places[n] = fixed ? &all[evidence]->p_fixed : &all[evidence]->p_search;
        values[n] = *places[n];
        n++;
    }
    multiplicity_adjust(method, values, n, values);
    for (size_t i = 0; i < n; i++)
        if (of_told[i] == told)
            *places[i] = values[i];
    free(of_told);
    free(places);
    free(values);
}

static void adjust_all(struct analysis *a)
{
    for (size_t year = 0; year < a->n_years; year++)
        for (size_t evidence = 0; evidence < 3; evidence++)
            for (int fixed = 0; fixed < 2; fixed++)
                for (int told = 0; told < 2; told++) { /* all of them first: those that are told are not adjusted yet */
                    adjust(a, MULTIPLICITY_HOLM, "occupation", year, evidence, fixed != 0, told != 0);
                    adjust(a, MULTIPLICITY_BH, "district", year, evidence, fixed != 0, told != 0);
                }
}

/* Pairs of series and year, of years or of months, which threads take as they get to them. Each has its own random
 * numbers, so that neither order nor thread changes any. */
struct pairs {
    struct analysis *analysis;
    bool monthly;
    atomic_size_t next;
};

static void assess_pairs(void *context, size_t thread)
{
    struct pairs *p = context;
    struct analysis *a = p->analysis;

    (void) thread;
    for (size_t i; (i = atomic_fetch_add(&p->next, 1)) < a->series.n * a->n_years;)
        if (is_monthly(&a->series.items[i / a->n_years]) == p->monthly)
            assess_pair(a, i / a->n_years, i % a->n_years);
}

void assess(struct analysis *a)
{
    a->verdicts = memory_zeroed(a->series.n * a->n_years, sizeof *a->verdicts);
    /* What months are judged by stands in the verdict on the same series' years, so those come first. */
    for (int monthly = 0; monthly < 2; monthly++) {
        struct pairs pairs = { .analysis = a, .monthly = monthly != 0 };

        threads_run(a->n_threads, assess_pairs, &pairs);
    }
    adjust_all(a);
    for (size_t i = 0; i < a->series.n * a->n_years; i++) {
        struct verdict *v = a->verdicts + i;
        const struct trend_assessment *one = &v->assessment;

        if (v->has_word)
            v->grade = trend_verdict_decide(one->reason, &one->evidence, one->has_quadratic ? &one->quadratic : NULL,
                                            one->has_windowed ? &one->windowed : NULL, a->options.before_data,
                                            &v->lowered);
    }
}

void assess_free(struct analysis *a)
{
    for (size_t i = 0; a->verdicts != NULL && i < a->series.n * a->n_years; i++)
        trend_assessment_free(&a->verdicts[i].assessment);
    free(a->verdicts);
    free(a->years);
    series_free(&a->series);
}

const struct verdict *assess_shown(const struct analysis *a, size_t series)
{
    for (size_t y = 0; y < a->n_years; y++) {
        const struct verdict *v = a->verdicts + series * a->n_years + y;

        if (v->at < v->series->data.n)
            return v;
    }
    return NULL;
}
