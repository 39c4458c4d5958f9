/* parts.h - parts that add up to their whole to the last bit, in whatever order a reader adds them.
 *
 * Sums of doubles depend on their order. Here parts and whole are rounded to a grid (a power of two some 10^15 times
 * finer than they are) on which every partial sum is exact; what rounding leaves goes to the largest part. */
#ifndef STATISTICS_PARTS_H
#define STATISTICS_PARTS_H

#include <stddef.h>

/* Rounds parts[n], which add up to `total` but for rounding, and returns the rounded total. A part is moved by less
 * than n 2^-50 of the sum of their sizes. Where something is not finite, or n is 0, nothing is changed and `total`
 * comes back. */
double parts_add_up(double *parts, size_t n, double total);

#endif
