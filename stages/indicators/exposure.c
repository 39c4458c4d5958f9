/* exposure.c - own staff and person-years, from the flows and rates that turnover has made. */
#include "stages/indicators/indicators.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool is_of(const struct table *t, size_t row, const char *district)
{
    bool city = strcmp(district, "all") == 0;

    return table_is(t, row, "grouping", city ? "city" : "district") &&
           (city || table_is(t, row, "district", district)) && table_is(t, row, "occupation", "all");
}

double exposure_stock(const struct exposure *e, const char *district, const char *period)
{
    if (e->flows == NULL || strlen(period) < 7)
        return NAN;
    for (size_t row = 0; row < table_rows(e->flows); row++)
        if (is_of(e->flows, row, district) && strncmp(table_text(e->flows, row, "month"), period, 7) == 0)
            return table_real(e->flows, row, "opening");
    return NAN;
}

static bool is_year_of(const struct table *rates, size_t row, const char *period)
{
    const char *year = table_text(rates, row, "period");

    return table_is(rates, row, "definition", "T17") && strlen(year) == 4 && strncmp(year, period, 4) == 0;
}

double exposure_person_years(const struct exposure *e, const char *district, const char *period)
{
    if (e->rates == NULL || strlen(period) != 4)
        return NAN;
    for (size_t row = 0; row < table_rows(e->rates); row++)
        if (is_year_of(e->rates, row, period) && is_of(e->rates, row, district))
            return table_real(e->rates, row, "denominator");
    return NAN;
}

bool exposure_names(const struct exposure *e, const char *district)
{
    bool any = false;

    if (e->rates == NULL && e->units != NULL)
        return dictionary_has(e->units, district);
    for (size_t row = 0; e->rates != NULL && row < table_rows(e->rates); row++) {
        if (!table_is(e->rates, row, "grouping", "district"))
            continue;
        any = true;
        if (table_is(e->rates, row, "district", district))
            return true;
    }
    return !any;
}

double exposure_districts(const struct exposure *e, const char *period)
{
    double n = 0;

    for (size_t row = 0; e->rates != NULL && row < table_rows(e->rates); row++)
        n += is_year_of(e->rates, row, period) && table_is(e->rates, row, "grouping", "district") &&
             table_real(e->rates, row, "denominator") > 0;
    return n > 0 ? n : NAN;
}
