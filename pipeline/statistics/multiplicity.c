#include "pipeline/statistics/multiplicity.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct ranked {
    double p;
    size_t place;
};

static int by_p(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    return (x->p > y->p) - (x->p < y->p);
}

/* What the p-value with rank r (1 = smallest) of m is multiplied by. */
static double factor(enum multiplicity_method method, size_t r, size_t m)
{
    switch (method) {
    case MULTIPLICITY_BONFERRONI:
        return (double) m;
    case MULTIPLICITY_HOLM:
    case MULTIPLICITY_HOCHBERG:
        return (double) (m - r + 1);
    case MULTIPLICITY_BH:
    case MULTIPLICITY_BY:
        break;
    }
    return (double) m / (double) r;
}

static double harmonic(size_t m)
{
    double sum = 0;

    for (size_t i = 1; i <= m; i++)
        sum += 1 / (double) i;
    return sum;
}

void multiplicity_adjust(enum multiplicity_method method, const double *p, size_t n, double *adjusted)
{
    struct ranked *order = memory_zeroed(n, sizeof *order);
    bool step_up = method != MULTIPLICITY_HOLM && method != MULTIPLICITY_BONFERRONI;
    double scale, bound;
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i]))
            adjusted[i] = NAN;
        else
            order[m++] = (struct ranked){ p[i], i };
    }
    qsort(order, m, sizeof *order, by_p);
    scale = method == MULTIPLICITY_BY ? harmonic(m) : 1;
    bound = step_up ? 1 : 0;
    for (size_t k = 0; k < m; k++) {
        /* Step-up: from the largest down, never above the one before; step-down: from the smallest up, never below it.
         */
        size_t r = step_up ? m - k : k + 1;
        double value = fmin(1, scale * factor(method, r, m) * order[r - 1].p);

        bound = step_up ? fmin(bound, value) : fmax(bound, value);
        adjusted[order[r - 1].place] = bound;
    }
    free(order);
}
