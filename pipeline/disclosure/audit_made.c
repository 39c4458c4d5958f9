/* audit_made.c - tables of what is made of several numbers: rates at equal tenure, curves, trends under other
 * assumptions, districts and years beside each other. Each row is shown only where every number that it is made of is.
 * What of a single number stands in them, and not where it comes from, is found the same way. */
#include "pipeline/disclosure/audit_made.h"

#include "pipeline/disclosure/audit_made_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EARLIEST = 1900, LATEST = 2200 };

bool made_any_shown(const struct table *t, size_t row, const char *const columns[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(table_real(t, row, columns[i])))
            return true;
    return false;
}

/* ---- what a row is made of ---- */

enum what { EXITS = 1, PERSON_YEARS = 2, BOTH = EXITS | PERSON_YEARS };

/* What the columns tell of: one of exits, one of person-years, or others that are made of both. NULL: none such. */
static enum what shown_of(const struct table *t, size_t row, const char *exits, const char *person_years,
                          const char *const made[], size_t n)
{
    unsigned what = made_any_shown(t, row, made, n) ? BOTH : 0;

    what |= exits != NULL && made_any_shown(t, row, &exits, 1) ? EXITS : 0;
    what |= person_years != NULL && made_any_shown(t, row, &person_years, 1) ? PERSON_YEARS : 0;
    return (enum what) what;
}

#define SHOWN_OF(t, row, exits, person_years, made)                                                                    \
    shown_of(t, row, exits, person_years, made, sizeof(made) / sizeof(made)[0])

static void made_of_city(const struct made *m, const char *period, const char *occupation, const char *dimension,
                         const char *category, enum what what)
{
    if (what & EXITS)
        audit_derived(m->audit, audit_row_find_city(m->audit, period, occupation, dimension, category, "exits"));
    if (what & PERSON_YEARS)
        audit_derived(m->audit, audit_row_find_city(m->audit, period, occupation, dimension, category, "person_years"));
}

static void made_of_district(const struct made *m, const char *period, const char *district, enum what what)
{
    char key[KEY];

    audit_row_key(key, "%s|%s", period, district);
    if (what & EXITS)
        audit_derived(m->audit, audit_find(m->audit, "districts", key, "exits"));
    if (what & PERSON_YEARS)
        audit_derived(m->audit, audit_find(m->audit, "districts", key, "person_years"));
}

/* Somebody as the comparisons name them. */
static void made_of(const struct made *m, const char *dimension, const char *unit, const char *period, enum what what)
{
    int first, last;

    if (what == 0 || !audit_row_years(period, &first, &last))
        return;
    for (int y = first; y <= last; y++) {
        char year[KEY];

        audit_row_key(year, "%d", y);
        if (audit_row_same(dimension, "district"))
            made_of_district(m, year, unit, what);
        else if (audit_row_same(dimension, "city") || audit_row_same(unit, "all"))
            made_of_city(m, year, "all", "none", "all", what);
        else if (audit_row_same(dimension, "occupation"))
            made_of_city(m, year, unit, "none", "all", what);
        else
            made_of_city(m, year, "all", dimension, unit, what);
    }
}

/* Every part of a dimension in a year of the city, or of one of its occupations; of occupations, every one. */
static void made_of_parts(const struct made *m, int first, int last, const char *occupation, const char *dimension)
{
    for (size_t row = 0; m->city != NULL && row < table_rows(m->city); row++) {
        int year = (int) strtol(table_text(m->city, row, "period"), NULL, 10);

        if (year >= first && year <= last && table_is(m->city, row, "dimension", dimension) &&
            (occupation == NULL || table_is(m->city, row, "occupation", occupation)))
            made_of_city(m, table_text(m->city, row, "period"), table_text(m->city, row, "occupation"), dimension,
                         table_text(m->city, row, "category"), BOTH);
    }
}

/* ---- public_tenure_rates.csv ---- */

static void read_tenure(const struct made *m, const struct table *t, size_t row)
{
    static const char *const crude[] = { "crude" }, *const equal[] = { "standardised", "lower", "upper" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    int year = (int) strtol(period, NULL, 10);

    if (ANY_SHOWN(t, row, crude))
        made_of_city(m, period, occupation, "none", "all", BOTH);
    if (ANY_SHOWN(t, row, equal))
        made_of_parts(m, year, year, occupation, "tenure");
}

/* ---- public_robustness.csv ---- */

/* The years that the verdict on the same series and year stands on; false where it tells none. */
static bool years_of_verdict(const struct made *m, const struct table *t, size_t row, int *first, int *last)
{
    static const char *const key[] = { "family", "district", "occupation", "cause", "grain", "period" };

    for (size_t at = 0; m->verdicts != NULL && at < table_rows(m->verdicts); at++) {
        size_t i = 0;

        while (i < sizeof key / sizeof key[0] && table_is(m->verdicts, at, key[i], table_text(t, row, key[i])))
            i++;
        if (i < sizeof key / sizeof key[0])
            continue;
        *first = (int) strtol(table_text(m->verdicts, at, "first_period"), NULL, 10);
        *last = (int) strtol(table_text(m->verdicts, at, "last_period"), NULL, 10);
        return *first > 0;
    }
    return false;
}

static void read_variant(const struct made *m, const struct table *t, size_t row, int first, int last)
{
    const char *check = table_text(t, row, "check"), *variant = table_text(t, row, "variant");
    const char *occupation = table_text(t, row, "occupation");

    if (audit_row_same(check, "equal_tenure"))
        made_of_parts(m, first, last, occupation, "tenure");
    if (audit_row_same(check, "equal_occupation"))
        made_of_parts(m, first, last, NULL, "none");
    for (int y = first; y <= last; y++) {
        char year[KEY];

        audit_row_key(year, "%d", y);
        made_of_city(m, year, occupation, "none", "all", BOTH);
        if (audit_row_same(check, "without_unit"))
            made_of_district(m, year, variant, BOTH);
        if (!audit_row_same(check, "denominator"))
            continue;
        audit_derived(m->audit, audit_row_find_definition(m->audit, year, occupation, variant, "numerator"));
        audit_derived(m->audit, audit_row_find_definition(m->audit, year, occupation, variant, "denominator"));
    }
}

/* Where the verdict tells of no years nothing is told of the series: then all that there are are asked for. */
static void read_robustness(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "events", "dispersion",     "rate_ratio", "lower",
                                         "upper",  "excess_per_100", "p_fixed",    "p_search" };
    int first = EARLIEST, last = LATEST;

    if (!ANY_SHOWN(t, row, shown))
        return;
    if (!years_of_verdict(m, t, row, &first, &last)) {
        first = EARLIEST;
        last = LATEST;
    }
    read_variant(m, t, row, first, last);
}

/* ---- public_verdicts.csv, public_breaks.csv ---- */

/* Any number of a row that tells of its years rests on all of them; on all there are, where it does not. */
static void made_of_series(const struct made *m, const struct table *t, size_t row)
{
    const char *district = table_text(t, row, "district"), *cause = table_text(t, row, "cause");
    int first = (int) strtol(table_text(t, row, "first_period"), NULL, 10);
    int last = (int) strtol(table_text(t, row, "last_period"), NULL, 10);

    if (first <= 0) {
        first = EARLIEST;
        last = LATEST;
    }
    for (int y = first; y <= last; y++) {
        char year[KEY];

        audit_row_key(year, "%d", y);
        if (!audit_row_same(district, "all"))
            made_of_district(m, year, district, BOTH);
        made_of_city(m, year, table_text(t, row, "occupation"), audit_row_same(cause, "all") ? "none" : "cause", cause,
                     BOTH);
    }
}

static void read_verdict(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "events",     "person_years",    "annual_change", "p_fixed",   "p_search",
                                         "dispersion", "unit_dispersion", "year_sd",       "replicates" };

    if (ANY_SHOWN(t, row, shown))
        made_of_series(m, t, row);
}

static void read_break(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "events", "rate_ratio",       "lower",        "upper",
                                         "excess", "likelihood_ratio", "p_asymptotic", "weight" };

    if (ANY_SHOWN(t, row, shown))
        made_of_series(m, t, row);
}

/* ---- public_unit_effects.csv ---- */

static void read_effect(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = {
        "exits", "person_years", "ratio",          "ratio_lower",    "ratio_upper", "p",
        "q",     "shrunken",     "shrunken_lower", "shrunken_upper", "expected",    "contribution"
    };
    const char *district = table_text(t, row, "district");
    char years[KEY];

    if (!ANY_SHOWN(t, row, shown))
        return;
    made_of(m, "district", district, table_text(t, row, "period"), BOTH);
    for (size_t at = 0; m->heterogeneity != NULL && at < table_rows(m->heterogeneity); at++)
        if (table_is(m->heterogeneity, at, "period", table_text(t, row, "period")) &&
            table_is(m->heterogeneity, at, "shape", table_text(t, row, "shape")))
            made_of(m, "district", district,
                    audit_row_key(years, "%s-%s", table_text(m->heterogeneity, at, "first_period"),
                                  table_text(m->heterogeneity, at, "last_period")),
                    BOTH);
}

/* ---- public_changes.csv, public_decomposition.csv ---- */

static void read_change(const struct made *m, const struct table *t, size_t row)
{
    static const char *const before[] = { "base_rate" }, *const after[] = { "rate" };
    static const char *const both[] = { "difference", "difference_lower", "difference_upper",
                                        "ratio",      "ratio_lower",      "ratio_upper",
                                        "p",          "p_adjusted" };
    const char *dimension = table_text(t, row, "dimension"), *unit = table_text(t, row, "unit");
    enum what all = ANY_SHOWN(t, row, both) ? BOTH : 0;

    made_of(m, dimension, unit, table_text(t, row, "base_period"),
            all | SHOWN_OF(t, row, "base_exits", "base_person_years", before));
    made_of(m, dimension, unit, table_text(t, row, "period"), all | SHOWN_OF(t, row, "exits", "person_years", after));
}

static void read_part(const struct made *m, const struct table *t, size_t row)
{
    static const char *const before[] = { "base_rate" }, *const after[] = { "rate" };
    static const char *const both[] = { "mix", "rates", "rates_lower", "rates_upper", "total" };
    const char *dimension = table_text(t, row, "dimension"), *category = table_text(t, row, "category");
    enum what all = ANY_SHOWN(t, row, both) ? BOTH : 0;

    if (audit_row_same(category, "rest")) /* all that is not told, together */
        return;
    made_of(m, dimension, category, table_text(t, row, "base_period"),
            all | SHOWN_OF(t, row, NULL, "base_share", before));
    made_of(m, dimension, category, table_text(t, row, "period"), all | SHOWN_OF(t, row, NULL, "share", after));
}

/* ---- public_funnel.csv, public_spread.csv, public_bridge.csv ---- */

static void read_funnel(const struct made *m, const struct table *t, size_t row)
{
    static const char *const made[] = { "rate",  "lower",       "upper",       "shrunken", "own_weight",
                                        "ratio", "ratio_lower", "ratio_upper", "p",        "q" };

    made_of(m, "district", table_text(t, row, "district"), table_text(t, row, "period"),
            SHOWN_OF(t, row, "exits", "person_years", made));
}

static void read_spread(const struct made *m, const struct table *t, size_t row)
{
    static const char *const made[] = { "rate" };

    made_of(m, "city", "all", table_text(t, row, "period"), SHOWN_OF(t, row, "exits", "person_years", made));
}

static void read_bridge(const struct made *m, const struct table *t, size_t row)
{
    static const struct {
        const char *measure, *numerator, *denominator; /* of these definitions */
    } steps[] = { { "kolada", "T1", "T1" },
                  { "all_exits", "T17", "T1" },
                  { "mean_stock", "T9", "T9" },
                  { "person_years", "T17", "T17" } };
    static const char *const value[] = { "value", "difference" }, *const numerator[] = { "numerator" },
                             *const denominator[] = { "denominator" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    bool made = ANY_SHOWN(t, row, value);

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (!table_is(t, row, "measure", steps[i].measure))
            continue;
        if (made || ANY_SHOWN(t, row, numerator))
            audit_derived(m->audit,
                          audit_row_find_definition(m->audit, period, occupation, steps[i].numerator, "numerator"));
        if (made || ANY_SHOWN(t, row, denominator))
            audit_derived(m->audit,
                          audit_row_find_definition(m->audit, period, occupation, steps[i].denominator, "denominator"));
    }
}

/* ---- all ---- */

static const struct {
    const char *table;
    read_made *read;
} MADE[] = { { "public_tenure_rates", read_tenure },   { "public_survival", made_read_survival },
             { "definitions", made_read_half },        { "public_median_stay", made_read_median },
             { "public_verdicts", read_verdict },      { "public_breaks", read_break },
             { "public_robustness", read_robustness }, { "public_unit_effects", read_effect },
             { "public_changes", read_change },        { "public_decomposition", read_part },
             { "public_funnel", read_funnel },         { "public_spread", read_spread },
             { "public_bridge", read_bridge } };

static bool read_made_table(const struct made *m, const char *directory, const char *name, read_made *read,
                            struct fault *f)
{
    struct table *t;

    if (!audit_row_open(directory, name, &t, f))
        return false;
    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        read(m, t, row);
    table_free(t);
    return true;
}

bool audit_made_read(struct audit *a, const char *directory, struct fault *f)
{
    struct made m = { .audit = a };
    bool ok = audit_row_open(directory, "city", &m.city, f) &&
              audit_row_open(directory, "public_verdicts", &m.verdicts, f) &&
              audit_row_open(directory, "public_heterogeneity", &m.heterogeneity, f) &&
              audit_row_open(directory, "public_retention", &m.retention, f);

    for (size_t i = 0; ok && i < sizeof MADE / sizeof MADE[0]; i++)
        ok = read_made_table(&m, directory, MADE[i].table, MADE[i].read, f);
    table_free(m.city);
    table_free(m.verdicts);
    table_free(m.heterogeneity);
    table_free(m.retention);
    return ok;
}
