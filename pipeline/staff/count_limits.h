/* count_limits.h - exact limits of counts, each found once.
 *
 * Limits of a Poisson count are searched for by its distribution, and those of a rate are the same over its
 * denominator: definitions that differ in that alone, and groups with as many exits, share them. */
#ifndef STAFF_COUNT_LIMITS_H
#define STAFF_COUNT_LIMITS_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

enum { COUNT_LIMITS = 1024 };

/* Of counts with the same place the one that was asked for last. Begin with a zeroed struct but for the confidence;
 * used by one thread. */
struct count_limits {
    double confidence;
    struct {
        double count;
        struct interval limits; /* upper 0: of none yet */
    } places[COUNT_LIMITS];
};

/* interval_poisson_exact() of that confidence, to the bit. */
struct interval count_limits_of_rate(struct count_limits *known, double events, double exposure);

#endif
