/* memory.h - what [turnover] memory has room for.
 *
 * The setting bounds what grows with the register: the stays that wait to be counted, which have half of it. The other
 * half is for the tables, which grow with cells and months, whatever the size of the register: they are all in memory,
 * and where they do not fit there is a fault that says what would do. With a bound one thread counts persons, for each
 * would have tables of its own; those that settle and write the tables are as many as fit. What is there in any case
 * was measured, and is left out of both halves. */
#ifndef TURNOVER_MEMORY_H
#define TURNOVER_MEMORY_H

#include "pipeline/staff/plan.h"

struct memory {
    uint64_t bound;    /* 0: none */
    char folder[4096]; /* where stays may wait ... */
    size_t stays;      /* ... of which so many bytes may be in memory */
};

/* `beside`: an output, in whose folder stays may wait. Fails where the setting has no room for anything. */
bool memory_share(const struct plan *plan, const char *beside, struct memory *out, struct fault *f);

/* So many threads are to count. */
size_t memory_threads(const struct memory *m, const struct plan *plan);

/* After register_count(), which has found the cells: how many threads go on. */
bool memory_check(const struct memory *m, const struct plan *plan, struct population *population, struct fault *f);

#endif
