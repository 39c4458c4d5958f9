#include "pipeline/staff/plausibility_years.h"

#include <math.h>
#include <stdlib.h>

static const struct recorded_year *of(const struct recorded_years *years, int year)
{
    return &years->items[year - CALENDAR_FIRST_YEAR];
}

static void look_at_causes(const struct plausibility *p, const struct recorded_years *years, struct doubts *out)
{
    for (int year = CALENDAR_FIRST_YEAR + 1; year <= CALENDAR_LAST_YEAR; year++) {
        const struct recorded_year *now = of(years, year), *before = of(years, year - 1);
        double percent, percent_before;

        if (now->ended < p->smallest || before->ended < p->smallest)
            continue;
        percent = 100.0 * now->unknown / now->ended;
        percent_before = 100.0 * before->unknown / before->ended;
        if (fabs(percent - percent_before) >= p->cause_jump)
            doubts_add(out, DOUBT_UNKNOWN_CAUSES, calendar_from_civil(year, 1, 1), percent, percent_before);
    }
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Exits for each employed: the median of the later half of the years, whose leavers are there if any are. */
static double usual_exits(const struct recorded_years *years, int first, int last)
{
    double of_year[CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1];
    size_t n = 0;

    for (int year = last - (last - first) / 2; year <= last; year++)
        if (of(years, year)->employed > 0)
            of_year[n++] = of(years, year)->ended / of(years, year)->employed;
    qsort(of_year, n, sizeof *of_year, by_size);
    return n > 0 ? of_year[n / 2] : 0;
}

/* An extract of those who were employed from some day on has their earlier employments too, and so staff in years whose
 * leavers it has not: turnover would seem to begin at nothing and rise. */
static void look_at_leavers(const struct plausibility *p, const struct recorded_years *years, struct doubts *out)
{
    struct calendar_date from;
    int first, last = calendar_to_civil(years->extraction + 1).year - 1, year;
    double found = 0, expected = 0, usual;

    if (years->covered == INT32_MAX)
        return;
    from = calendar_to_civil(years->covered);
    first = p->first_year != 0 ? p->first_year : from.year + (from.month > 1);
    usual = usual_exits(years, first, last);
    for (year = first; year <= last && of(years, year)->ended * p->factor <= usual * of(years, year)->employed;
         year++) {
        found += of(years, year)->ended;
        expected += usual * of(years, year)->employed;
    }
    if (expected >= p->smallest)
        doubts_add(out, DOUBT_MISSING_LEAVERS, calendar_from_civil(year, 1, 1), found, expected);
}

void plausibility_years(const struct plausibility *p, const struct recorded_years *years, struct doubts *out)
{
    look_at_causes(p, years, out);
    look_at_leavers(p, years, out);
}
