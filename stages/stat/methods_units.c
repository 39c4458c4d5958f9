/* Many units or tests seen together: adjusted p-values, funnel, shrinkage, heterogeneity. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/multiplicity.h"
#include "stages/stat/areas.h"

#include <stdlib.h>

static const struct method_option adjust_options[] = {
    { "p", "KOLUMN", "p", "p-värden" },
    { "level", "TAL", "0.05", "nivån för antalet utpekade" },
};

static size_t count_at_most(const double *values, size_t n, double level)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += values[i] <= level;
    return count;
}

static bool run_adjust(struct method_call *call, struct fault *f)
{
    static const struct {
        enum multiplicity_method method;
        const char *name;
    } adjustments[] = {
        { MULTIPLICITY_BH, "BH" },
        { MULTIPLICITY_BY, "BY" },
        { MULTIPLICITY_HOLM, "holm" },
        { MULTIPLICITY_HOCHBERG, "hochberg" },
        { MULTIPLICITY_BONFERRONI, "bonferroni" },
    };
    size_t n = method_rows(call);
    double *p, *adjusted, level;

    if (!method_column_missing(call, "p", &p, f) || !method_real(call, "level", 0, 1, &level, f))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0 || p[i] > 1)
            return method_fault_row(call, i, f, "ett p-värde ligger mellan 0 och 1");
    }
    adjusted = memory_zeroed(n, sizeof *adjusted);
    for (size_t a = 0; a < METHOD_COUNT(adjustments); a++) {
        multiplicity_adjust(adjustments[a].method, p, n, adjusted);
        for (size_t i = 0; i < n; i++)
            method_emit(call, adjusted[i], "%s_%zu", adjustments[a].name, i + 1);
        method_emit(call, (double) count_at_most(adjusted, n, level), "n_%s", adjustments[a].name);
    }
    free(adjusted);
    return true;
}

static const struct method methods[] = {
    { "adjust", "p-värden justerade för att flera prövats: BH, BY, Holm, Hochberg, Bonferroni", adjust_options,
      METHOD_COUNT(adjust_options), run_adjust },
};

const struct method_area methods_units = { "Många enheter", methods, METHOD_COUNT(methods) };
