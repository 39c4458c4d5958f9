/* trend - did a named year break the development? For the city, and for each occupation, year by year of the headline
 * (T17).
 *
 * rates.csv has one row a year; districts say how much counts vary beyond chance. Out come: breaks.csv, every year and
 * shape; verdicts.csv, one row a series and named year, with the word that the report uses; fits.csv, for the figures.
 * The verdicts of occupations are a family: their p-values are adjusted by Holm before the table of words is applied,
 * and printed so. */
#include "pipeline/base/args.h"
#include "pipeline/base/memory.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/statistics.h"
#include "stages/trend/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct named_years {
    double *year;
    size_t n;
};

/* One analysis: the series, the years to be tested, and a verdict for each pair, by series, then year. */
struct analysis {
    struct series_list series;
    struct named_years years;
    struct verdict *verdicts;
    struct trend_unit_dispersion units;
    struct trend_assess_options options;
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* Sorted, each once. */
static struct named_years read_named(const struct settings *settings)
{
    struct named_years years = { 0 };
    size_t n;
    const char *const *items = settings_list(settings, "trend", "named_years", &n);

    years.year = memory_zeroed(n, sizeof *years.year);
    for (size_t i = 0; i < n; i++)
        years.year[i] = strtod(items[i], NULL);
    qsort(years.year, n, sizeof *years.year, ascending);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || years.year[i] != years.year[i - 1])
            years.year[years.n++] = years.year[i];
    return years;
}

static void assess(struct analysis *a)
{
    a->verdicts = memory_zeroed(a->series.n * a->years.n, sizeof *a->verdicts);
    for (size_t s = 0; s < a->series.n; s++) {
        const struct series *series = a->series.items + s;
        char name[256];

        snprintf(name, sizeof name, "%s/%s/%s/annual", series->family, series->district, series->occupation);
        a->options.series = name;
        for (size_t y = 0; y < a->years.n; y++) {
            struct verdict *v = a->verdicts + s * a->years.n + y;

            v->series = series;
            v->year = a->years.year[y];
            v->at = series_find(series, v->year);
            trend_assess(&series->data, v->at, &a->options, &v->assessment);
        }
    }
}

/* Holm over the series of a family for one year and one of the p-values, in place. */
static void adjust(struct analysis *a, size_t year, const char *family, size_t evidence, size_t p)
{
    double *values = memory_zeroed(a->series.n, sizeof *values);
    double **places = memory_zeroed(a->series.n, sizeof *places);
    size_t n = 0;

    for (size_t s = 0; s < a->series.n; s++) {
        struct trend_assessment *one = &a->verdicts[s * a->years.n + year].assessment;
        struct trend_evidence *all[] = { &one->evidence, &one->quadratic, &one->windowed };

        if (strcmp(a->series.items[s].family, family) != 0)
            continue;
        places[n] = p == 0 ? &all[evidence]->p_search : &all[evidence]->p_fixed;
        values[n] = *places[n];
        n++;
    }
    multiplicity_adjust(MULTIPLICITY_HOLM, values, n, values);
    for (size_t i = 0; i < n; i++)
        *places[i] = values[i];
    free(places);
    free(values);
}

static void decide(struct analysis *a)
{
    for (size_t y = 0; y < a->years.n; y++)
        for (size_t evidence = 0; evidence < 3; evidence++)
            for (size_t p = 0; p < 2; p++)
                adjust(a, y, "occupation", evidence, p);
    for (size_t i = 0; i < a->series.n * a->years.n; i++) {
        struct verdict *v = a->verdicts + i;
        const struct trend_assessment *one = &v->assessment;

        v->grade = trend_verdict_decide(one->reason, &one->evidence, one->has_quadratic ? &one->quadratic : NULL,
                                        one->has_windowed ? &one->windowed : NULL, a->options.before_data, &v->lowered);
    }
}

/* ---- tables ---- */

/* The dispersion of each year's row: that of its own test. */
static double dispersion_at(const struct analysis *a, const struct series *s, size_t at)
{
    struct trend_rule rule = trend_rule_default(1);
    double total = 0, year_sd = trend_dispersion_year_sd(&s->data, &rule, at, a->units.dispersion);

    for (size_t i = 0; i < s->data.n; i++)
        total += s->data.events[i];
    return trend_dispersion_total(a->units.dispersion, total / (double) s->data.n,
                                  isnan(year_sd) ? a->options.ordinary_year_sd : year_sd);
}

/* The named year that the fits show: the first that is in the series. */
static const struct verdict *shown_year(const struct analysis *a, size_t s)
{
    for (size_t y = 0; y < a->years.n; y++) {
        const struct verdict *v = a->verdicts + s * a->years.n + y;

        if (v->at < v->series->data.n)
            return v;
    }
    return NULL;
}

static void fill(const struct analysis *a, struct rows *breaks, struct rows *verdicts, struct rows *fits)
{
    for (size_t s = 0; s < a->series.n; s++) {
        const struct series *series = a->series.items + s;
        double *phi = memory_zeroed(series->data.n, sizeof *phi);
        bool *named = memory_zeroed(series->data.n, sizeof *named);

        for (size_t i = 0; i < series->data.n; i++) {
            phi[i] = dispersion_at(a, series, i);
            for (size_t y = 0; y < a->years.n; y++)
                named[i] |= series->data.time[i] == a->years.year[y];
        }
        tables_breaks(breaks, series, phi, named);
        for (size_t y = 0; y < a->years.n; y++)
            tables_verdict(verdicts, a->verdicts + s * a->years.n + y, a->units.dispersion);
        tables_fits(fits, series, shown_year(a, s));
        free(named);
        free(phi);
    }
}

struct outputs {
    const char *breaks, *verdicts, *fits;
};

static bool write_tables(const struct analysis *a, const struct outputs *outputs, struct fault *f)
{
    struct rows *breaks = rows_new(schema_find("breaks")), *verdicts = rows_new(schema_find("verdicts"));
    struct rows *fits = rows_new(schema_find("fits"));
    bool ok;

    fill(a, breaks, verdicts, fits);
    ok = rows_write(breaks, outputs->breaks, f) && rows_write(verdicts, outputs->verdicts, f) &&
         rows_write(fits, outputs->fits, f);
    rows_free(breaks);
    rows_free(verdicts);
    rows_free(fits);
    return ok;
}

static bool run(const char *rates_path, const char *settings_path, const struct outputs *outputs, struct fault *f)
{
    struct table *rates = NULL;
    struct settings *settings = NULL;
    struct analysis a = { 0 };
    bool ok = settings_read(settings_path, &settings, f) && table_read(rates_path, schema_find("rates"), &rates, f);

    if (ok) {
        struct series_choice choice = series_choose(rates, settings);

        series_collect(rates, &choice, &a.series);
        series_unit_dispersion(rates, &choice, &a.units);
        a.years = read_named(settings);
        a.options = (struct trend_assess_options){
            .unit_dispersion = a.units.dispersion,
            .ordinary_year_sd = settings_real(settings, "trend", "ordinary_year_sd"),
            .smallest_change = settings_real(settings, "trend", "smallest_change"),
            .before_data = strcmp(settings_text(settings, "trend", "hypothesis_origin"), "before_data") == 0,
            .replicates = (size_t) settings_integer(settings, "trend", "replicates"),
            .seed = (uint64_t) settings_integer(settings, "trend", "seed"),
        };
        assess(&a);
        decide(&a);
        ok = write_tables(&a, outputs, f);
        for (size_t i = 0; i < a.series.n * a.years.n; i++)
            trend_assessment_free(&a.verdicts[i].assessment);
        free(a.verdicts);
        free(a.years.year);
        series_free(&a.series);
    }
    table_free(rates);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    const char *rates = NULL, *settings = NULL;
    struct outputs outputs = { NULL, NULL, NULL };
    const struct arg args[] = {
        { "rates", "FIL", "mått per år, rates.csv", true, &rates },
        { "settings", "FIL", "inställningar, avsnittet [trend]", true, &settings },
        { "output-breaks", "FIL", "varje år och form prövad", true, &outputs.breaks },
        { "output-verdicts", "FIL", "bedömningar av angivna år", true, &outputs.verdicts },
        { "output-fits", "FIL", "anpassad utveckling, för figurer", true, &outputs.fits },
    };
    struct fault f;

    statistics_begin();
    switch (args_parse(argc, argv, "trend", "Prövar om utvecklingen bröts ett angivet år.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "trend", stderr);
    case ARGS_RUN:
        break;
    }
    return run(rates, settings, &outputs, &f) ? 0 : fault_report(&f, "trend", stderr);
}
