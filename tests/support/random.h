/* random.h - the same random numbers on every machine, from a seed that a failing test names. */
#ifndef SUPPORT_RANDOM_H
#define SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct testing_random {
    uint64_t state;
};

/* splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t testing_random_bits(struct testing_random *r)
{
    uint64_t x = r->state += 0x9E3779B97F4A7C15u;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* 0 to n - 1. */
static inline size_t testing_random_below(struct testing_random *r, size_t n)
{
    return (size_t) (testing_random_bits(r) % n);
}

#endif
