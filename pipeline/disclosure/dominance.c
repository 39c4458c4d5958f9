#include "pipeline/disclosure/dominance.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static int largest_first(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x < y) - (x > y);
}

/* `top` is what the n largest contribute, `first` and `second` the two largest. */
static bool is_unsafe(const struct dominance_limits *limits, double sum, double top, double first, double second)
{
    bool by_share = limits->percent > 0 && top > limits->percent / 100 * sum;
    bool by_rest = limits->p_percent > 0 && sum - first - second < limits->p_percent / 100 * first;

    return by_share || by_rest;
}

bool dominance_is_unsafe(const struct dominance_limits *limits, const double *contributions, size_t n)
{
    double *sorted = memory_zeroed(n, sizeof *sorted), sum = 0, top = 0;
    bool unsafe;

    for (size_t i = 0; i < n; i++)
        sorted[i] = contributions[i];
    qsort(sorted, n, sizeof *sorted, largest_first);
    for (size_t i = 0; i < n; i++) {
        sum += sorted[i];
        top += i < (size_t) limits->contributors ? sorted[i] : 0;
    }
    unsafe = is_unsafe(limits, sum, top, n > 0 ? sorted[0] : 0, n > 1 ? sorted[1] : 0);
    free(sorted);
    return unsafe;
}

/* The worst is that as few as can be hold it all: each of them the most. */
bool dominance_may_be_unsafe(const struct dominance_limits *limits, double sum, double most)
{
    double first = fmin(most, sum), second = fmin(most, sum - first);

    return isnan(sum) || isnan(most) || is_unsafe(limits, sum, fmin(limits->contributors * most, sum), first, second);
}
