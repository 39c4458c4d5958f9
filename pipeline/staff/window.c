#include "pipeline/staff/window.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_MONTH = 31, SHORTEST_INTERVAL = 28, SHORTEST_YEAR = 350 };

bool window_is_about_a_year(int32_t days)
{
    enum { YEAR = 365, LEEWAY = 31 };

    return days >= YEAR - LEEWAY && days <= YEAR + LEEWAY;
}

double window_years_between(int32_t from, int32_t to)
{
    struct calendar_anniversaries of = calendar_anniversaries(from);
    int whole = calendar_year(to) - calendar_year(from);
    int32_t last, next;

    if (calendar_anniversary(&of, whole) > to)
        whole--;
    last = calendar_anniversary(&of, whole);
    next = calendar_anniversary(&of, whole + 1);
    return whole + (double) (to - last) / (next - last);
}

static void reserve(struct windows *w, size_t n_windows, size_t n_periods)
{
    *w = (struct windows){ .n = n_windows, .n_periods = n_periods };
    w->boundary = memory_zeroed(n_windows + 1, sizeof *w->boundary);
    w->years = memory_zeroed(n_windows, sizeof *w->years);
    w->period_of = memory_zeroed(n_windows, sizeof *w->period_of);
    w->periods = memory_zeroed(n_periods, sizeof *w->periods);
}

static void name_month(struct windows *w, size_t i)
{
    char date[CALENDAR_ISO_LENGTH + 1];

    if (w->month == NULL)
        w->month = memory_zeroed(w->n, sizeof *w->month);
    calendar_format_iso(w->boundary[i], date);
    snprintf(w->month[i], sizeof w->month[i], "%.7s", date);
}

/* What follows from boundaries and periods: the days of both. */
static void settle(struct windows *w)
{
    int32_t first = w->boundary[0];

    w->floor_of = memory_zeroed((size_t) (w->boundary[w->n] - first), sizeof *w->floor_of);
    for (size_t i = 0; i < w->n; i++)
        for (int32_t day = w->boundary[i]; day < w->boundary[i + 1]; day++)
            w->floor_of[day - first] = (int16_t) i;
    for (size_t p = 0; p < w->n_periods; p++) {
        struct period *period = &w->periods[p];

        period->pool = WINDOW_NO_POOL;
        period->start = w->boundary[period->first];
        period->stop = w->boundary[period->end];
        period->years = window_years_between(period->start, period->stop);
        for (size_t i = period->first; i < period->end; i++)
            w->period_of[i] = p;
    }
}

static int32_t reference(int year, int month, int day)
{
    if (day > calendar_days_in_month(year, month)) /* 29 February is 1 March where there is none */
        return calendar_from_civil(year, month + 1, 1);
    return calendar_from_civil(year, month, day);
}

void windows_of_years(int first_year, int last_year, int reference_month, int reference_day, struct windows *out)
{
    size_t n_years = (size_t) (last_year - first_year + 1);

    reserve(out, 12 * n_years, n_years);
    for (size_t y = 0; y < n_years; y++) {
        int year = first_year + (int) y;
        struct period *period = &out->periods[y];

        for (int month = 1; month <= 12; month++) {
            size_t i = 12 * y + (size_t) month - 1;

            out->boundary[i] = calendar_from_civil(year, month, 1);
            out->years[i] = (double) calendar_days_in_month(year, month) / calendar_days_in_year(year);
            name_month(out, i);
        }
        snprintf(period->label, sizeof period->label, "%04d", year);
        period->first = 12 * y;
        period->end = 12 * y + 12;
        period->reference_from = reference(year - 1, reference_month, reference_day);
        period->reference_to = reference(year, reference_month, reference_day);
    }
    out->boundary[out->n] = calendar_from_civil(last_year + 1, 1, 1);
    settle(out);
}

static void label_interval(struct period *period, int32_t start, int32_t stop)
{
    char from[CALENDAR_ISO_LENGTH + 1], to[CALENDAR_ISO_LENGTH + 1];
    struct calendar_date first = calendar_to_civil(start), last = calendar_to_civil(stop - 1);

    calendar_format_iso(start, from);
    calendar_format_iso(stop - 1, to);
    if (first.month == 1 && first.day == 1 && last.month == 12 && last.day == 31 && first.year == last.year)
        snprintf(period->label, sizeof period->label, "%.4s", from);
    else
        snprintf(period->label, sizeof period->label, "%s--%s", from, to);
}

/* The dates at which periods begin and end, as indices into dates: all, or the first of each calendar year. */
static size_t period_marks(const int32_t *dates, size_t n_dates, bool monthly, size_t *marks)
{
    size_t n = 0;

    for (size_t i = 0; i < n_dates; i++) {
        bool new_year = i == 0 || calendar_to_civil(dates[i]).year != calendar_to_civil(dates[i - 1]).year;

        if (!monthly || new_year)
            marks[n++] = i;
    }
    return n;
}

/* Keeps marks from..to - 1 that bound a period within the years asked for and, where periods are years of months, as
 * long as a year. */
static void limit_marks(const int32_t *dates, const size_t *marks, int first_year, int last_year, bool monthly,
                        size_t *from, size_t *to)
{
    size_t begin = *from, end = *to;

    while (end - begin >= 2) {
        int32_t start = dates[marks[begin]], stop = dates[marks[begin + 1]];
        bool short_year = monthly && stop - start < SHORTEST_YEAR;

        if (!short_year && (first_year == 0 || calendar_to_civil(stop - 1).year >= first_year))
            break;
        begin++;
    }
    while (end - begin >= 2) {
        int32_t start = dates[marks[end - 2]], stop = dates[marks[end - 1]];
        bool short_year = monthly && stop - start < SHORTEST_YEAR;

        if (!short_year && (last_year == 0 || calendar_to_civil(stop - 1).year <= last_year))
            break;
        end--;
    }
    *from = begin;
    *to = end;
}

/* Two snapshots on the 1st and the 31st are both of January: then what begins with them is no month. */
static bool are_months(const int32_t *dates, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct calendar_date one = calendar_to_civil(dates[i - 1]), other = calendar_to_civil(dates[i]);

        if (one.year == other.year && one.month == other.month)
            return false;
    }
    return true;
}

bool windows_of_snapshots(const int32_t *dates, size_t n_dates, int first_year, int last_year, struct windows *out,
                          struct fault *f)
{
    bool monthly = n_dates > 1, named;
    size_t *marks, from = 0, to;

    if (n_dates < 2)
        return fault_set(f, FAULT_DATA,
                         "ögonblicksbilder behövs från minst två dagar för att se vem som slutat: lägg till en fil med "
                         "ett tidigare eller senare uttagsdatum");
    for (size_t i = 1; i < n_dates; i++) {
        if (dates[i] - dates[i - 1] < SHORTEST_INTERVAL) {
            char one[CALENDAR_ISO_LENGTH + 1], other[CALENDAR_ISO_LENGTH + 1];

            calendar_format_iso(dates[i - 1], one);
            calendar_format_iso(dates[i], other);
            return fault_set(f, FAULT_DATA,
                             "ögonblicksbilderna %s och %s ligger närmare varandra än %d dagar: är det en och samma "
                             "mätning, ge alla filer samma uttagsdatum",
                             one, other, SHORTEST_INTERVAL);
        }
        monthly = monthly && dates[i] - dates[i - 1] <= LONGEST_MONTH;
    }
    marks = memory_zeroed(n_dates, sizeof *marks);
    to = period_marks(dates, n_dates, monthly, marks);
    limit_marks(dates, marks, first_year, last_year, monthly, &from, &to);
    if (to - from < 2) {
        free(marks);
        return fault_set(f, FAULT_DATA,
                         "ingen hel period mellan ögonblicksbilderna ligger inom de år som ska redovisas: ändra "
                         "first_year och last_year under [turnover]");
    }
    reserve(out, marks[to - 1] - marks[from], to - from - 1);
    out->snapshots = true;
    for (size_t i = 0; i <= out->n; i++)
        out->boundary[i] = dates[marks[from] + i];
    named = monthly && are_months(out->boundary, out->n);
    for (size_t i = 0; i < out->n; i++) {
        out->years[i] = window_years_between(out->boundary[i], out->boundary[i + 1]);
        if (named)
            name_month(out, i);
    }
    for (size_t p = 0; p < out->n_periods; p++) {
        struct period *period = &out->periods[p];
        int32_t start = dates[marks[from + p]], stop = dates[marks[from + p + 1]];
        bool year = window_is_about_a_year(stop - start);

        label_interval(period, start, stop);
        period->first = marks[from + p] - marks[from];
        period->end = marks[from + p + 1] - marks[from];
        period->reference_from = year ? start : WINDOW_NONE;
        period->reference_to = year ? stop : WINDOW_NONE;
    }
    settle(out);
    free(marks);
    return true;
}

/* Whether the period is a calendar year of first..last: a label such as 2019 says so. */
static bool is_year_within(const struct period *period, int first_year, int last_year)
{
    int year = calendar_to_civil(period->start).year;

    return strlen(period->label) == 4 && year >= first_year && year <= last_year;
}

bool windows_pool(struct windows *w, int first_year, int last_year)
{
    struct period pool = { .pool = WINDOW_NO_POOL };
    int n = 0;

    for (size_t p = 0; p < w->n_periods; p++) {
        const struct period *period = &w->periods[p];

        if (!is_year_within(period, first_year, last_year))
            continue;
        if (n++ == 0) {
            pool.first = period->first;
            pool.start = period->start;
        }
        pool.end = period->end;
        pool.stop = period->stop;
    }
    if (n == 0 || n != last_year - first_year + 1)
        return true;
    for (size_t p = 0; p < w->n_periods; p++)
        if (is_year_within(&w->periods[p], first_year, last_year) && w->periods[p].pool != WINDOW_NO_POOL)
            return false;
    for (size_t p = 0; p < w->n_periods; p++)
        if (is_year_within(&w->periods[p], first_year, last_year))
            w->periods[p].pool = w->n_pools;
    snprintf(pool.label, sizeof pool.label, "%04d-%04d", first_year % 10000, last_year % 10000);
    w->pools = memory_grow(w->pools, &w->pools_capacity, w->n_pools + 1, sizeof *w->pools);
    w->pools[w->n_pools++] = pool;
    return true;
}

void windows_free(struct windows *w)
{
    free(w->boundary);
    free(w->years);
    free(w->month);
    free(w->periods);
    free(w->pools);
    free(w->period_of);
    free(w->floor_of);
    *w = (struct windows){ 0 };
}
