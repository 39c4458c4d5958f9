/* belief_inside.h - what belief.c, which gathers points, and belief_strike.c, which draws from them, share. */
#ifndef DISCLOSURE_BELIEF_INSIDE_H
#define DISCLOSURE_BELIEF_INSIDE_H

#include "pipeline/disclosure/belief.h"

#include <stdbool.h>
#include <stddef.h>

/* Numbers closer than that are equal: what a programme is exact to, and some. */
#define BELIEF_NEAR 1e-6

/* Where a quantity is: none, at most one, at most its threshold, at least its threshold, less than its threshold. */
enum side { NONE, FEW, LOW, HIGH, BELOW, N_SIDES };
/* What another is: one or less, one or more, what the rule is used for. */
enum other { ONE_OR_LESS, ONE_OR_MORE, RULED, N_OTHERS };

enum { WORD = 64, MOST_WORDS = 64, MOST_POINTS = MOST_WORDS * WORD };

/* The points, as bits, that move a quantity, and those of them in which it is on each side. */
struct moves {
    uint64_t moved[MOST_WORDS], at[N_SIDES][MOST_WORDS];
};

/* How a point differs from what is the case: of few quantities, or not kept. */
struct step {
    uint32_t place;
    double by;
};
struct steps {
    struct step *items;
    size_t n, capacity;
};

/* See belief_begin_proof(). */
struct proof {
    uint64_t points[MOST_WORDS];
    size_t ruled; /* SIZE_MAX: none */
    size_t place;
    enum belief_end end;
};

/* Ends and kinds of others for which some may be ruled out. */
enum { N_QUESTIONS = 4 };

struct belief {
    const struct links *links;
    const struct suppression_limits *limits;
    const struct region *region;
    size_t *place, n_links; /* of a quantity in the region */
    size_t n_words;         /* of a set of quantities */
    struct moves **moves;   /* of each quantity; NULL: no point moves it */
    double *least, *most;   /* of each quantity, ever seen */
    uint64_t **out;         /* of each quantity and question: the others that are ruled out; NULL: none is */
    bool supposing;
    size_t supposed;
    uint64_t *others; /* of each point: N_OTHERS sets; the last are of what is the case */
    size_t n_points, next, last, points_capacity;
    struct steps *steps;          /* of each point */
    struct proof proof, **proofs; /* in the making; of each quantity and end, NULL: none */
    struct proof *pending;        /* made while something is supposed to be shown */
    size_t n_pending, pending_capacity;
    double *sum; /* of each quantity, for adding two points up */
    uint64_t valid[MOST_WORDS],
        standing[MOST_WORDS]; /* points that fit, while one is supposed to be shown and without */
};

static inline void bit_put(uint64_t *set, size_t i, bool in)
{
    uint64_t bit = (uint64_t) 1 << (i % WORD);

    set[i / WORD] = in ? set[i / WORD] | bit : set[i / WORD] & ~bit;
}

static inline bool bit_has(const uint64_t *set, size_t i)
{
    return set[i / WORD] >> (i % WORD) & 1;
}

/* Of one point: the others that are so. */
static inline uint64_t *belief_others(const struct belief *b, size_t point, enum other other)
{
    return b->others + (point * N_OTHERS + (size_t) other) * b->n_words;
}

/* Proofs that can not stand for something, or all of them where it is SIZE_MAX, are dropped. */
void belief_drop_proofs(struct belief *b, size_t shown);
/* What rests on a point that is forgotten is not proved any more. */
void belief_drop_proofs_of(struct belief *b, size_t point);
/* Those that were made under what was supposed: to be kept, or not. */
void belief_settle_proofs(struct belief *b, bool keep);

double belief_value_at(const struct belief *b, size_t place);
bool belief_is_on(const struct belief *b, size_t quantity, double value, enum side side);
uint64_t **belief_ruled_out(const struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside);

#endif
