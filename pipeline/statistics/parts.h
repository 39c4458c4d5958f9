/* parts.h - parts that add up to their whole to the last bit, in whatever order a reader adds them.
 *
 * Sums of doubles depend on their order. Here parts and whole are rounded to a grid on which every partial sum is
 * exact; what rounding leaves goes to the largest part. */
#ifndef STATISTICS_PARTS_H
#define STATISTICS_PARTS_H

#include <stddef.h>

/* Rounds parts[n], which add up to `total` but for rounding, and returns the rounded total. The grid is 2^-bits of the
 * sum of their sizes, or up to twice that: PARTS_FINEST keeps what doubles can, PARTS_TEN_DIGITS leaves behind the last
 * digits, which for numbers that went through exp() differ between machines. A part is moved by at most n steps of the
 * grid. Where something is not finite, or n is 0, nothing is changed and `total` comes back. */
enum { PARTS_FINEST = 50, PARTS_TEN_DIGITS = 33 };
double parts_add_up(double *parts, size_t n, double total, int bits);

#endif
