#include "stages/stat/count_columns.h"

#include <math.h>

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
