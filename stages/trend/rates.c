#include "stages/trend/rates.h"

#include "pipeline/base/calendar.h"
#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char RATES_HEADLINE[] = "T17";

/* NaN for a period that is not one calendar year. */
static double year_of(const char *period)
{
    char *end;
    long year = strtol(period, &end, 10);

    return end == period + 4 && *end == '\0' && year > 0 ? (double) year : NAN;
}

enum { ANY_RUN = -2 };

static int run_of(const struct rates *r, double year)
{
    return timeline_run(r->changes, calendar_from_civil((int) year, 1, 1), calendar_from_civil((int) year, 12, 31));
}

double rates_exits(const struct rates *r, size_t row)
{
    return rounding_nearest(table_real(r->table, row, "numerator"), r->base);
}

double rates_person_years(const struct rates *r, size_t row)
{
    double person_years = table_real(r->table, row, "denominator");

    return table_is(r->table, row, "exposure_basis", "person_days") ? person_years
                                                                    : rounding_nearest(person_years, r->base);
}

double rates_year(const struct rates *r, size_t row, const struct rates_key *key)
{
    const struct table *t = r->table;
    bool headline = strcmp(key->definition, RATES_HEADLINE) == 0;
    double denominator, year;

    if (!table_is(t, row, "grouping", key->grouping) || !table_is(t, row, "definition", key->definition) ||
        !table_is(t, row, "cause", key->cause) || !table_is(t, row, "population", r->population) ||
        (key->district != NULL && !table_is(t, row, "district", key->district)) ||
        (key->occupation != NULL && !table_is(t, row, "occupation", key->occupation)) ||
        (headline && r->exposure_basis != NULL && !table_is(t, row, "exposure_basis", r->exposure_basis)))
        return NAN;
    year = year_of(table_text(t, row, "period"));
    if (r->run != ANY_RUN && (isnan(year) || run_of(r, year) != r->run))
        return NAN;
    denominator = rates_person_years(r, row);
    return year >= r->first_year && year <= r->last_year && rates_exits(r, row) >= 0 && denominator > 0 &&
                   isfinite(denominator)
               ? year
               : NAN;
}

/* Takes the basis and the run that most years of the city have; of equally many the later, for rows of a definition are
 * in order of time. */
static void choose_most_common(struct rates *r)
{
    const struct rates_key city = { "city", RATES_HEADLINE, NULL, NULL, "all" };
    struct rates chosen = *r;
    size_t most = 0;

    for (size_t row = 0; row < table_rows(r->table); row++) {
        double year = rates_year(r, row, &city), another;
        size_t n = 0;

        if (isnan(year) || run_of(r, year) == TIMELINE_MIXED)
            continue;
        for (size_t other = 0; other < table_rows(r->table); other++)
            n += !isnan(another = rates_year(r, other, &city)) && run_of(r, another) == run_of(r, year) &&
                 table_is(r->table, other, "exposure_basis", table_text(r->table, row, "exposure_basis"));
        if (n >= most) {
            most = n;
            chosen.exposure_basis = table_text(r->table, row, "exposure_basis");
            chosen.run = run_of(r, year);
        }
    }
    *r = chosen;
}

struct rates rates_choose(const struct table *table, const struct settings *settings, const struct timeline *changes,
                          int base)
{
    struct rates r = { table, NULL, "", -INFINITY, INFINITY, changes, ANY_RUN, base };

    for (size_t row = 0; row < table_rows(table); row++) {
        if (r.population[0] == '\0' || table_is(table, row, "population", "permanent"))
            r.population = table_text(table, row, "population");
    }
    if (settings_text(settings, "trend", "first_year")[0] != '\0')
        r.first_year = settings_real(settings, "trend", "first_year");
    if (settings_text(settings, "trend", "last_year")[0] != '\0')
        r.last_year = settings_real(settings, "trend", "last_year");
    choose_most_common(&r);
    return r;
}
