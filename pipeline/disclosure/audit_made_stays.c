/* audit_made_stays.c - what is told of how long people stay: each row only where how many had left by then is. */
#include "pipeline/disclosure/audit_made_inside.h"

#include <math.h>
#include <stdlib.h>

/* ---- public_survival.csv ---- */

static bool is_of(const struct table *t, size_t row, const struct table *other, size_t at)
{
    static const char *const columns[] = { "grouping", "category", "cohort", "outcome" };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (!table_is(other, at, columns[i], table_text(t, row, columns[i])))
            return false;
    return true;
}

/* A curve goes on to the last horizon that is told, and tells what it has come to there. */
void made_read_survival(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "survival", "lower", "upper" };
    double months = table_real(t, row, "months");
    char key[KEY];
    bool told = false;

    if (!ANY_SHOWN(t, row, shown) || !(months > 0))
        return;
    for (size_t at = 0; m->retention != NULL && at < table_rows(m->retention); at++)
        told = told || (is_of(t, row, m->retention, at) && 12 * table_real(m->retention, at, "horizon") >= months &&
                        !isnan(table_real(m->retention, at, "events")));
    audit_row_key(key, "%s|%s|%s|0", table_text(t, row, "grouping"), table_text(t, row, "category"),
                  table_text(t, row, "cohort"));
    audit_derived(m->audit, audit_find(m->audit, "public_retention", key, "entrants"));
    if (told)
        return;
    audit_row_key(key, "%s|%s|%s|%d", table_text(t, row, "grouping"), table_text(t, row, "category"),
                  table_text(t, row, "cohort"), (int) ceil(months / 12));
    audit_derived(m->audit, audit_find(m->audit, "public_retention", key, "events"));
}

/* ---- definitions.csv (T13), public_median_stay.csv ---- */

static void made_of_horizon(const struct made *m, size_t at)
{
    char key[KEY];

    audit_row_key(key, "%s|%s|%s|%d", table_text(m->retention, at, "grouping"),
                  table_text(m->retention, at, "category"), table_text(m->retention, at, "cohort"),
                  (int) table_real(m->retention, at, "horizon"));
    audit_derived(m->audit, audit_find(m->audit, "public_retention", key, "events"));
}

static bool is_withheld_horizon(const struct made *m, size_t at)
{
    return table_is(m->retention, at, "events_status", "withheld");
}

/* With the number of hires the day by which half had left, and its limits, tell how many had left by then: of whoever
 * was hired in that year, within a year and at every horizon. */
void made_read_half(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "value", "lower", "upper" };
    const char *occupation = table_text(t, row, "occupation"), *period = table_text(t, row, "period");
    const char *grouping = audit_row_same(occupation, "all") ? "city" : "occupation";
    int year = (int) strtol(period, NULL, 10), first, last;

    if (!table_is(t, row, "definition", "T13") || !ANY_SHOWN(t, row, shown))
        return;
    audit_derived(m->audit, audit_row_find_definition(m->audit, period, occupation, "T18", "numerator"));
    for (size_t at = 0; m->retention != NULL && at < table_rows(m->retention); at++)
        if (is_withheld_horizon(m, at) && table_is(m->retention, at, "grouping", grouping) &&
            table_is(m->retention, at, "category", occupation) &&
            audit_row_years(table_text(m->retention, at, "cohort"), &first, &last) && first <= year && year <= last)
            made_of_horizon(m, at);
}

void made_read_median(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "median_months", "lower", "upper" };

    for (size_t at = 0; ANY_SHOWN(t, row, shown) && m->retention != NULL && at < table_rows(m->retention); at++)
        if (is_withheld_horizon(m, at) && is_of(t, row, m->retention, at))
            made_of_horizon(m, at);
}
