/* shortest.h - numbers of ordinary size in as few of 15, 16 or 17 digits as read back to the same double, by whole
 * numbers of 128 bits and without the C library's printf and strtod, which take ten times as long. */
#ifndef TABLE_SHORTEST_H
#define TABLE_SHORTEST_H

#include <stdbool.h>
#include <stdint.h>

/* A number digits / 10^decimals. */
struct shortest {
    uint64_t digits; /* of 15, 16 or 17 digits */
    int decimals;
};

/* Finds what printf's %.15g, %.16g or %.17g writes, the first of them that reads back, of a positive number; false
 * where it is not of ordinary size (1e-4 to 1e9), or a compiler has no such whole numbers: there is the long way. */
bool shortest_find(double value, struct shortest *out);

#endif
