#include "stages/stat/series_columns.h"

#include "pipeline/statistics/season.h"

#include <math.h>

bool series_columns_read(struct method_call *call, struct trend_series *s, struct fault *f)
{
    double *time, *events, *exposure;
    long per_year;

    *s = (struct trend_series){ .n = method_rows(call) };
    if (!method_column(call, "time", &time, f) || !method_column(call, "events", &events, f) ||
        !method_integer(call, "per-year", 1, 366, &per_year, f) ||
        !method_column(call, method_given(call, "exposure") ? "exposure" : "events", &exposure, f))
        return false;
    for (size_t i = 0; i < s->n; i++) {
        if (!method_given(call, "exposure"))
            exposure[i] = 1;
        if (!(events[i] >= 0) || !(exposure[i] > 0) || !isfinite(events[i]) || !isfinite(exposure[i]))
            return method_fault_row(call, i, f, "antal ska vara från 0 och uppåt och persontid över 0");
        if (i > 0 && time[i] <= time[i - 1])
            return method_fault_row(call, i, f, "raderna ska stå i tidsordning, en per period");
    }
    s->time = time;
    s->events = events;
    s->person_years = exposure;
    s->per_year = (size_t) per_year;
    return true;
}

bool series_columns_read_season(struct method_call *call, struct trend_series *s, double **season, struct fault *f)
{
    *season = NULL;
    if (!series_columns_read(call, s, f))
        return false;
    if (!method_is(call, "season", "ja"))
        return true;
    *season = season_columns(s->n, s->per_year, &s->n_season);
    s->season = *season;
    return *season != NULL ||
           fault_set(f, FAULT_USAGE, "--season kräver minst fem perioder per år: ange --per-year 12");
}

bool series_columns_date(struct method_call *call, const struct trend_series *s, size_t *at, struct fault *f)
{
    double date;

    if (!method_real(call, "at", -1e9, 1e9, &date, f))
        return false;
    for (*at = 0; *at < s->n; ++*at)
        if (fabs(s->time[*at] - date) < 1e-6)
            return true;
    return fault_set(f, FAULT_USAGE, "--at finns inte bland tiderna");
}
