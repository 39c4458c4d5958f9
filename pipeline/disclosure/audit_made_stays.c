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

struct span {
    double from, to; /* months */
};

/* Between the horizons that are told on both sides of one: a point in there says that as many had left at most, or at
 * least. */
static struct span span_around(const struct made *m, const struct table *t, size_t row, double horizon)
{
    struct span span = { 0, INFINITY };

    for (size_t at = 0; at < table_rows(m->retention); at++) {
        double months = 12 * table_real(m->retention, at, "horizon");

        if (!is_of(t, row, m->retention, at) || isnan(table_real(m->retention, at, "events")))
            continue;
        if (months < 12 * horizon)
            span.from = fmax(span.from, months);
        else
            span.to = fmin(span.to, months);
    }
    return span;
}

static size_t horizon_of(const struct made *m, const struct table *t, size_t row, int horizon, const char *column)
{
    char key[KEY];

    audit_row_key(key, "%s|%s|%s|%d", table_text(t, row, "grouping"), table_text(t, row, "category"),
                  table_text(t, row, "cohort"), horizon);
    return audit_find(m->audit, "public_retention", key, column);
}

static bool is_whole_percent(double percent)
{
    return fabs(percent - round(percent)) < 1e-6;
}

/* How many had left by then is told, or that nobody had. */
static bool is_told_at(const struct made *m, const struct table *t, size_t row)
{
    double months = table_real(t, row, "months");

    for (size_t at = 0; at < table_rows(m->retention); at++)
        if (is_of(t, row, m->retention, at) && 12 * table_real(m->retention, at, "horizon") == months &&
            !isnan(table_real(m->retention, at, "events")))
            return true;
    return months == 0;
}

/* Nobody stands alone between two points of a curve: of so many as were hired, as large a part as the curve falls by
 * has left, and at most what rounding to whole percent hides more. From one horizon that is told to another the numbers
 * themselves say how many, and are held against each other. */
static void find_few(const struct made *m, const struct table *t, size_t row)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .table = "public_survival", .column = "events" };
    size_t entrants = horizon_of(m, t, row, 0, "entrants");
    double hired = entrants == SIZE_MAX ? (double) NAN : audit_at(m->audit, entrants)->value, before, now;
    char key[KEY];

    if (row == 0 || !is_of(t, row, t, row - 1) || isnan(hired) || table_is(t, row, "cohort", "all") ||
        (is_told_at(m, t, row - 1) && is_told_at(m, t, row)))
        return;
    before = 100 * table_real(t, row - 1, "survival");
    now = 100 * table_real(t, row, "survival");
    x.value = floor(hired * (before - now + (is_whole_percent(before) && is_whole_percent(now) ? 1 : 0)) / 100 + 1e-6);
    x.key = audit_row_key(key, "%s|%s|%s|%.0f", table_text(t, row, "grouping"), table_text(t, row, "category"),
                          table_text(t, row, "cohort"), table_real(t, row, "months"));
    if (x.value > 0)
        audit_add(m->audit, &x);
}

/* A curve goes on to the last horizon that is told, and tells what it has come to there. */
void made_read_survival(const struct made *m, const struct table *t, size_t row)
{
    static const char *const shown[] = { "survival", "lower", "upper" };
    double months = table_real(t, row, "months");
    bool told = false;

    if (!ANY_SHOWN(t, row, shown) || !(months > 0))
        return;
    for (size_t at = 0; m->retention != NULL && at < table_rows(m->retention); at++) {
        double horizon = table_real(m->retention, at, "horizon");

        if (!is_of(t, row, m->retention, at))
            continue;
        if (isnan(table_real(m->retention, at, "events"))) {
            struct span span = span_around(m, t, row, horizon);

            if (months > span.from && months < span.to)
                audit_derived(m->audit, horizon_of(m, t, row, (int) horizon, "events"));
        } else {
            told = told || 12 * horizon >= months;
        }
    }
    audit_derived(m->audit, horizon_of(m, t, row, 0, "entrants"));
    if (told)
        find_few(m, t, row);
    else
        audit_derived(m->audit, horizon_of(m, t, row, (int) ceil(months / 12), "events"));
}

/* ---- definitions.csv (T13), public_median_stay.csv ---- */

static void made_of_horizon(const struct made *m, size_t at)
{
    audit_derived(m->audit, horizon_of(m, m->retention, at, (int) table_real(m->retention, at, "horizon"), "events"));
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
