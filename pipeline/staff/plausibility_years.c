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

int recorded_month(int32_t day)
{
    struct calendar_date date = calendar_to_civil(day);

    return 12 * (date.year - CALENDAR_FIRST_YEAR) + date.month - 1;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* What is recorded in a month: on average until the last month that has something, or the median of those that have, if
 * that is less, as where all that was known went into the first month. */
static double usual_events(const uint32_t *events, int first, int last)
{
    uint32_t something[12 * (CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1)];
    size_t n = 0;
    double sum = 0, months = 0, mean, median;

    for (int month = first; month <= last; month++)
        if (events[month] > 0) {
            something[n++] = events[month];
            sum += events[month];
            months = month - first + 1;
        }
    if (n == 0)
        return 0;
    qsort(something, n, sizeof *something, by_number);
    mean = sum / months;
    median = something[n / 2];
    return mean < median ? mean : median;
}

/* An extract said to be of a day long after it was made has a time in which nobody begins or ends, and staff who are
 * taken to have stayed: whole years of them, with no exits. A month or two may be late. */
static void look_at_last_months(const struct plausibility *p, const struct recorded_years *years, struct doubts *out)
{
    enum { FEWEST_MONTHS = 3 };
    int first, last = recorded_month(years->extraction), silent_from = last;
    double usual, found = 0, least = 0, expected, highest = 0;

    if (years->covered > years->extraction)
        return;
    first = recorded_month(years->covered);
    usual = usual_events(years->events, first, last);
    for (int month = last; month > first; month--) {
        double lacking;

        found += years->events[month];
        lacking = usual * (last - month + 1) / 2 - found; /* rises in a silent month and falls in a usual one */
        if (lacking > highest) {
            highest = lacking;
            silent_from = month;
            least = found;
        }
    }
    expected = usual * (last - silent_from + 1);
    if (last - silent_from + 1 >= FEWEST_MONTHS && expected >= p->smallest && least * p->factor <= expected)
        doubts_add(out, DOUBT_SILENT_END,
                   calendar_from_civil(CALENDAR_FIRST_YEAR + silent_from / 12, silent_from % 12 + 1, 1), least,
                   expected);
}

void plausibility_years(const struct plausibility *p, const struct recorded_years *years, struct doubts *out)
{
    look_at_causes(p, years, out);
    look_at_leavers(p, years, out);
    look_at_last_months(p, years, out);
}
