/* months.c - the months of a series of years, out of the balance of staff (flows.csv). */
#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/statistics/season.h"
#include "stages/trend/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12 };

/* The month's place among the months from `first` on; SIZE_MAX where it is not one. */
static size_t place_of(const char *month, int first)
{
    int year, number, end = 0;

    if (sscanf(month, "%4d-%2d%n", &year, &number, &end) != 2 || month[end] != '\0' || year < first || number < 1 ||
        number > MONTHS)
        return SIZE_MAX;
    return (size_t) (year - first) * MONTHS + (size_t) number - 1;
}

static void add_months(struct series_list *list, size_t annual, const struct table *flows)
{
    const struct trend_series *years = &list->items[annual].data;
    struct series like = list->items[annual], *added;
    size_t n = years->n * MONTHS, most = table_rows(flows), n_found = 0;
    int first = (int) years->time[0];
    double *columns;

    if ((size_t) (years->time[years->n - 1] - years->time[0]) + 1 != years->n)
        return; /* a year is missing in between */
    columns = memory_zeroed(3 * n, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = first + (double) i / MONTHS;
    for (size_t row = 0; row < most; row++) {
        size_t place = place_of(table_text(flows, row, "month"), first);
        double days = table_real(flows, row, "person_days"), exits = table_real(flows, row, "exits");

        if (!table_is(flows, row, "grouping", strcmp(like.family, "primary") == 0 ? "city" : "occupation") ||
            !table_is(flows, row, "occupation", like.occupation) || place >= n || !(days > 0) || !(exits >= 0))
            continue;
        columns[n + place] = exits;
        columns[2 * n + place] = days / calendar_days_in_year(first + (int) (place / MONTHS));
        n_found++;
    }
    like.grain = "monthly";
    like.annual = annual;
    added = n_found == n ? series_add(list, &like, n, columns, columns + n, columns + 2 * n, NULL) : NULL;
    if (added != NULL) {
        added->data.per_year = MONTHS;
        added->data.season = added->season = season_columns(n, MONTHS, &added->data.n_season);
    }
    free(columns);
}

void series_add_months(struct series_list *list, const struct table *flows)
{
    size_t n = list->n;

    for (size_t i = 0; i < n; i++)
        if (strcmp(list->items[i].family, "primary") == 0 || strcmp(list->items[i].family, "occupation") == 0)
            add_months(list, i, flows);
}
