#include "pipeline/statistics/parts.h"

#include <math.h>

double parts_add_up(double *parts, size_t n, double total, int bits)
{
    double size = fabs(total), grid, rest;
    size_t largest = 0;
    int exponent;

    for (size_t i = 0; i < n; i++) {
        size += fabs(parts[i]);
        largest = fabs(parts[i]) > fabs(parts[largest]) ? i : largest;
    }
    if (n == 0 || !isfinite(size) || size == 0)
        return total;
    frexp(size, &exponent);
    grid = ldexp(1, exponent - bits); /* partial sums, and they plus a part, stay below 2^53 of it */
    total = round(total / grid) * grid;
    rest = total;
    for (size_t i = 0; i < n; i++) {
        parts[i] = round(parts[i] / grid) * grid;
        rest -= parts[i];
    }
    parts[largest] += rest;
    return total;
}
