#include "stages/stat/count_columns.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool count_columns_read(struct method_call *call, double **time, double **events, double **exposure, struct fault *f)
{
    size_t n = method_rows(call);

    if (!method_column(call, "time", time, f) || !method_column(call, "events", events, f) ||
        !method_column(call, method_given(call, "exposure") ? "exposure" : "events", exposure, f))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!method_given(call, "exposure"))
            (*exposure)[i] = 1;
        if (!((*events)[i] >= 0 && (*exposure)[i] >= 0) || !isfinite((*events)[i]) || !isfinite((*exposure)[i]))
            return method_fault_row(call, i, f, "antal och persontid ska vara tal från 0 och uppåt");
    }
    return true;
}

bool count_columns_in_order(const struct method_call *call, const double *time, struct fault *f)
{
    for (size_t i = 1; i < method_rows(call); i++)
        if (!(time[i] > time[i - 1]))
            return method_fault_row(call, i, f, "raderna ska stå i tidsordning, en per period");
    return true;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* The distinct times, ascending; returns how many. */
static size_t distinct(const double *time, size_t n, double *out)
{
    size_t k = 0;

    if (n > 0)
        memcpy(out, time, n * sizeof *out);
    qsort(out, n, sizeof *out, ascending);
    for (size_t i = 0; i < n; i++)
        if (k == 0 || out[i] != out[k - 1])
            out[k++] = out[i];
    return k;
}

bool count_grid_read(struct method_call *call, struct count_grid *out, struct fault *f)
{
    size_t n = method_rows(call), n_cells, *unit;
    const char *const *labels;
    double *time, *events, *exposure;
    struct count_grid g = { 0 };
    bool *taken, good = true;

    if (!count_columns_read(call, &time, &events, &exposure, f) ||
        !method_groups(call, "unit", &unit, &labels, &g.n_units, f))
        return false;
    g.time = memory_zeroed(n, sizeof *g.time);
    g.n_periods = distinct(time, n, g.time);
    n_cells = g.n_units * g.n_periods;
    g.events = memory_zeroed(n_cells, sizeof *g.events);
    g.person_years = memory_zeroed(n_cells, sizeof *g.person_years);
    taken = memory_zeroed(n_cells, sizeof *taken);
    for (size_t i = 0; good && i < n; i++) {
        const double *period = bsearch(&time[i], g.time, g.n_periods, sizeof *g.time, ascending);
        size_t cell = unit[i] * g.n_periods + (size_t) (period - g.time);

        if (taken[cell])
            good = method_fault_row(call, i, f, "samma enhet och period står på två rader: lägg ihop dem");
        taken[cell] = true;
        g.events[cell] = events[i];
        g.person_years[cell] = exposure[i];
    }
    free(taken);
    if (good)
        *out = g;
    else
        count_grid_free(&g);
    return good;
}

void count_grid_free(struct count_grid *g)
{
    free(g->time);
    free(g->events);
    free(g->person_years);
    *g = (struct count_grid){ 0 };
}
