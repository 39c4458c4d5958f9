#include "pipeline/disclosure/belief.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/region.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 1e-6;

/* Sets of other quantities, one for each side on which a quantity was seen: none, at most one, at most its threshold,
 * at least its threshold. */
enum side { NONE, FEW, LOW, HIGH, N_SIDES };
enum other { ONE_OR_LESS, ONE_OR_MORE, RULED, N_OTHERS };

struct seen {
    uint64_t *others; /* N_SIDES × N_OTHERS sets of n_words each; NULL: not seen yet */
    double least, most;
};

struct belief {
    const struct links *links;
    const struct suppression_limits *limits;
    size_t n, n_words;
    struct seen *seen; /* of each quantity */
    uint64_t *masks;   /* N_OTHERS sets, of the point that is being learned */
};

struct belief *belief_new(const struct links *l, const struct suppression_limits *limits)
{
    struct belief *b = memory_zeroed(1, sizeof *b);

    *b = (struct belief){ .links = l, .limits = limits, .n = links_size(l), .n_words = links_size(l) / 64 + 1 };
    b->seen = memory_zeroed(b->n, sizeof *b->seen);
    b->masks = memory_zeroed(N_OTHERS * b->n_words, sizeof *b->masks);
    for (size_t i = 0; i < b->n; i++)
        b->seen[i].least = b->seen[i].most = links_at(l, i)->value;
    return b;
}

void belief_free(struct belief *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->n; i++)
        free(b->seen[i].others);
    free(b->seen);
    free(b->masks);
    free(b);
}

bool belief_is_withheld_count(const struct links *l, size_t quantity)
{
    const struct quantity *q = links_at(l, quantity);

    return q->kind == LINKS_COUNT && q->weight > 0 && region_is_unseen(l, quantity);
}

/* ---- learning ---- */

static void put(uint64_t *set, size_t i, bool in)
{
    set[i / 64] |= (uint64_t) in << (i % 64);
}

static bool has(const uint64_t *set, size_t i)
{
    return set[i / 64] >> (i % 64) & 1;
}

/* Words that hold anything: from first to below end. */
struct span {
    size_t first, end;
};

static struct span fill_masks(struct belief *b, const size_t *quantities, const double *point, size_t n)
{
    struct span span = { b->n_words, 0 };

    for (size_t i = 0; i < n; i++) {
        size_t q = quantities[i];
        bool rule = belief_is_withheld_count(b->links, q) &&
                    (links_at(b->links, q)->mixed ||
                     (point[i] > 1 - NEAR && point[i] < b->limits->count_threshold - 1 + NEAR));

        put(b->masks + ONE_OR_LESS * b->n_words, q, point[i] < 1 + NEAR);
        put(b->masks + ONE_OR_MORE * b->n_words, q, point[i] > 1 - NEAR);
        put(b->masks + RULED * b->n_words, q, rule);
        span.first = q / 64 < span.first ? q / 64 : span.first;
        span.end = q / 64 >= span.end ? q / 64 + 1 : span.end;
    }
    return span;
}

static void clear_masks(struct belief *b, const struct span *span)
{
    for (size_t o = 0; o < N_OTHERS; o++)
        for (size_t w = span->first; w < span->end; w++)
            b->masks[o * b->n_words + w] = 0;
}

static uint64_t *set_of(const struct belief *b, const struct seen *seen, enum side side, enum other other)
{
    return seen->others + ((size_t) side * N_OTHERS + (size_t) other) * b->n_words;
}

static void merge(struct belief *b, struct seen *seen, enum side side, const struct span *span)
{
    if (seen->others == NULL)
        seen->others = memory_zeroed(N_SIDES * N_OTHERS * b->n_words, sizeof *seen->others);
    for (size_t o = 0; o < N_OTHERS; o++) {
        uint64_t *set = set_of(b, seen, side, (enum other) o);

        for (size_t w = span->first; w < span->end; w++)
            set[w] |= b->masks[o * b->n_words + w];
    }
}

void belief_learn(struct belief *b, const size_t *quantities, const double *point, size_t n)
{
    struct span span = fill_masks(b, quantities, point, n);

    for (size_t i = 0; i < n; i++) {
        size_t q = quantities[i];
        struct seen *seen = &b->seen[q];
        double far = links_threshold(b->links, b->limits, q);

        seen->least = fmin(seen->least, point[i]);
        seen->most = fmax(seen->most, point[i]);
        if (links_at(b->links, q)->kind != LINKS_COUNT)
            continue; /* of groups nothing is asked but how large they can be */
        if (point[i] < NEAR)
            merge(b, seen, NONE, &span);
        if (point[i] < 1 + NEAR)
            merge(b, seen, FEW, &span);
        if (point[i] < far + NEAR)
            merge(b, seen, LOW, &span);
        if (point[i] > far - NEAR)
            merge(b, seen, HIGH, &span);
    }
    clear_masks(b, &span);
}

/* ---- what follows ---- */

bool belief_reaches(const struct belief *b, size_t quantity, enum belief_end end)
{
    const struct seen *seen = &b->seen[quantity];
    double far = links_threshold(b->links, b->limits, quantity);

    return end == BELIEF_NONE ? seen->least < NEAR : seen->least < far + NEAR && seen->most > far - NEAR;
}

/* Seen with the other so on every side that the end lies between. */
static bool is_so(const struct belief *b, size_t quantity, enum belief_end end, size_t which, enum other other)
{
    const struct seen *seen = &b->seen[quantity];

    if (seen->others == NULL)
        return false;
    if (end == BELIEF_NONE)
        return has(set_of(b, seen, FEW, other), which);
    return has(set_of(b, seen, LOW, other), which) && has(set_of(b, seen, HIGH, other), which);
}

bool belief_beside_counted(const struct belief *b, size_t quantity, enum belief_end end, size_t other)
{
    return is_so(b, quantity, end, other, ONE_OR_MORE);
}

bool belief_beside_single(const struct belief *b, size_t quantity, enum belief_end end, size_t other)
{
    return is_so(b, quantity, end, other, ONE_OR_MORE) && is_so(b, quantity, end, other, ONE_OR_LESS);
}

bool belief_beside_ruled(const struct belief *b, size_t quantity, enum belief_end end, bool loose, size_t other)
{
    const struct seen *seen = &b->seen[quantity];

    if (end == BELIEF_NONE && !loose)
        return seen->others != NULL && has(set_of(b, seen, NONE, RULED), other);
    return is_so(b, quantity, end, other, RULED);
}
