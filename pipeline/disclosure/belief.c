#include "pipeline/disclosure/belief.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEAR = 1e-6;
static const double MOVED = 1e-7; /* below what a programme is exact to, a quantity is where it was */

/* Where a quantity is: none, at most one, at most its threshold, at least its threshold, less than its threshold. */
enum side { NONE, FEW, LOW, HIGH, BELOW, N_SIDES };
/* What another is: one or less, one or more, what the rule is used for. */
enum other { ONE_OR_LESS, ONE_OR_MORE, RULED, N_OTHERS };

enum { WORD = 64, MOST_WORDS = 64, MOST_POINTS = MOST_WORDS * WORD };

/* The points, as bits, that move a quantity, and those of them in which it is on each side. */
struct moves {
    uint64_t moved[MOST_WORDS], at[N_SIDES][MOST_WORDS];
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
    uint64_t *others; /* of each point: N_OTHERS sets; the last are of what is the case */
    size_t n_points, next, points_capacity;
    uint64_t valid[MOST_WORDS],
        standing[MOST_WORDS]; /* points that fit, while one is supposed to be shown and without */
};

static uint64_t *set_of(const struct belief *b, size_t point, enum other other)
{
    return b->others + (point * N_OTHERS + (size_t) other) * b->n_words;
}

static void put(uint64_t *set, size_t i, bool in)
{
    uint64_t bit = (uint64_t) 1 << (i % WORD);

    set[i / WORD] = in ? set[i / WORD] | bit : set[i / WORD] & ~bit;
}

static bool has(const uint64_t *set, size_t i)
{
    return set[i / WORD] >> (i % WORD) & 1;
}

static bool is_on(const struct belief *b, size_t quantity, double value, enum side side)
{
    double far = links_threshold(b->links, b->limits, quantity);

    switch (side) {
    case NONE:
        return value < NEAR;
    case FEW:
        return value < 1 + NEAR;
    case LOW:
        return value < far + NEAR;
    case HIGH:
        return value > far - NEAR;
    case BELOW:
    case N_SIDES:
        break;
    }
    return value < far - NEAR / 2; /* of those that were asked to be NEAR below it */
}

static void put_others(struct belief *b, size_t point, size_t place, double value)
{
    const struct quantity *q = links_at(b->links, b->region->quantities[place]);

    put(set_of(b, point, ONE_OR_LESS), place, value < 1 + NEAR);
    put(set_of(b, point, ONE_OR_MORE), place, value > 1 - NEAR);
    put(set_of(b, point, RULED), place,
        q->mixed || (value > 1 - NEAR && value < b->limits->count_threshold - 1 + NEAR));
}

static double value_at(const struct belief *b, size_t place)
{
    return links_at(b->links, b->region->quantities[place])->value;
}

/* Room for a point, which is what is the case: the first one ever is. */
static size_t new_point(struct belief *b)
{
    size_t point = b->next, most = b->n_points + 1;

    if (b->n_points < MOST_POINTS) {
        b->others = memory_grow(b->others, &b->points_capacity, most, N_OTHERS * b->n_words * sizeof *b->others);
        b->n_points++;
    }
    b->next = point + 1 < MOST_POINTS ? point + 1 : 1;
    if (point > 0)
        memcpy(set_of(b, point, 0), set_of(b, 0, 0), N_OTHERS * b->n_words * sizeof *b->others);
    for (size_t i = 0; i < b->region->n; i++) /* whatever was there before is forgotten */
        if (b->moves[i] != NULL && has(b->moves[i]->moved, point)) {
            put(b->moves[i]->moved, point, false);
            for (size_t s = 0; s < N_SIDES; s++)
                put(b->moves[i]->at[s], point, false);
        }
    put(b->valid, point, true);
    put(b->standing, point, true);
    return point;
}

struct belief *belief_new(const struct links *l, const struct suppression_limits *limits, const struct region *region)
{
    struct belief *b = memory_zeroed(1, sizeof *b);
    size_t n = region->n;

    b->links = l;
    b->limits = limits;
    b->region = region;
    b->n_links = links_size(l);
    b->n_words = n / WORD + 1;
    b->place = memory_zeroed(b->n_links, sizeof *b->place);
    b->moves = memory_zeroed(n, sizeof *b->moves);
    b->out = memory_zeroed(N_QUESTIONS * n, sizeof *b->out);
    b->least = memory_zeroed(n, sizeof *b->least);
    b->most = memory_zeroed(n, sizeof *b->most);
    new_point(b);
    memset(set_of(b, 0, 0), 0, N_OTHERS * b->n_words * sizeof *b->others);
    for (size_t i = 0; i < n; i++) {
        b->place[region->quantities[i]] = i;
        b->least[i] = b->most[i] = value_at(b, i);
        put_others(b, 0, i, value_at(b, i));
    }
    return b;
}

void belief_free(struct belief *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->region->n; i++)
        free(b->moves[i]);
    belief_rule_in(b);
    free(b->place);
    free(b->moves);
    free(b->out);
    free(b->least);
    free(b->most);
    free(b->others);
    free(b);
}

bool belief_is_withheld_count(const struct links *l, size_t quantity)
{
    const struct quantity *q = links_at(l, quantity);

    return q->kind == LINKS_COUNT && q->weight > 0 && region_is_unseen(l, quantity);
}

/* ---- learning ---- */

void belief_learn(struct belief *b, const size_t *quantities, const double *point, size_t n)
{
    size_t number = new_point(b);

    for (size_t i = 0; i < n; i++) {
        size_t place = b->place[quantities[i]];

        b->least[place] = fmin(b->least[place], point[i]);
        b->most[place] = fmax(b->most[place], point[i]);
        if (fabs(point[i] - value_at(b, place)) < MOVED)
            continue;
        put_others(b, number, place, point[i]);
        if (b->moves[place] == NULL)
            b->moves[place] = memory_zeroed(1, sizeof *b->moves[place]);
        put(b->moves[place]->moved, number, true);
        for (size_t s = 0; s < N_SIDES; s++)
            put(b->moves[place]->at[s], number, is_on(b, quantities[i], point[i], (enum side) s));
    }
}

static uint64_t **ruled_out(const struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside)
{
    return &b->out[N_QUESTIONS * b->place[quantity] + 2 * (size_t) end + (size_t) beside];
}

void belief_rule_out(struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside, size_t other)
{
    uint64_t **set = ruled_out(b, quantity, end, beside);

    if (b->supposing)
        return;
    if (*set == NULL)
        *set = belief_set(b);
    belief_put(b, *set, other, true);
}

void belief_rule_in(struct belief *b)
{
    for (size_t i = 0; i < N_QUESTIONS * b->region->n; i++) {
        free(b->out[i]);
        b->out[i] = NULL;
    }
}

void belief_suppose(struct belief *b, size_t quantity)
{
    const struct moves *moves = b->moves[b->place[quantity]];

    b->supposing = true;
    for (size_t w = 0; moves != NULL && w < MOST_WORDS; w++)
        b->valid[w] = b->standing[w] & ~moves->moved[w];
}

void belief_take_back(struct belief *b)
{
    b->supposing = false;
    memcpy(b->valid, b->standing, sizeof b->valid);
}

void belief_show(struct belief *b, size_t quantity)
{
    belief_suppose(b, quantity);
    b->supposing = false;
    memcpy(b->standing, b->valid, sizeof b->standing);
}

/* ---- what follows ---- */

/* Points, 64 at a time, that fit and have the quantity on a side. */
static uint64_t points_on(const struct belief *b, size_t quantity, enum side side, size_t word)
{
    size_t place = b->place[quantity];
    const struct moves *moves = b->moves[place];
    uint64_t unmoved = is_on(b, quantity, value_at(b, place), side) ? b->valid[word] : 0;

    return moves == NULL ? unmoved : (unmoved & ~moves->moved[word]) | (b->valid[word] & moves->at[side][word]);
}

static bool is_ever_on(const struct belief *b, size_t quantity, enum side side)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        if (points_on(b, quantity, side, w) != 0)
            return true;
    return false;
}

bool belief_reaches(const struct belief *b, size_t quantity, enum belief_end end)
{
    return end == BELIEF_NONE ? is_ever_on(b, quantity, NONE)
                              : is_ever_on(b, quantity, LOW) && is_ever_on(b, quantity, HIGH);
}

bool belief_has_reached(const struct belief *b, size_t quantity, enum belief_end end)
{
    size_t place = b->place[quantity];

    return end == BELIEF_NONE ? is_on(b, quantity, b->least[place], NONE)
                              : is_on(b, quantity, b->least[place], LOW) && is_on(b, quantity, b->most[place], HIGH);
}

bool belief_is_below(const struct belief *b, size_t quantity)
{
    return is_ever_on(b, quantity, BELOW);
}

/* ---- sets ---- */

uint64_t *belief_set(const struct belief *b)
{
    return memory_zeroed(b->n_words, sizeof(uint64_t));
}

void belief_clear(const struct belief *b, uint64_t *set)
{
    memset(set, 0, b->n_words * sizeof *set);
}

void belief_copy(const struct belief *b, uint64_t *to, const uint64_t *from)
{
    memcpy(to, from, b->n_words * sizeof *to);
}

void belief_put(const struct belief *b, uint64_t *set, size_t quantity, bool in)
{
    put(set, b->place[quantity], in);
}

bool belief_has(const struct belief *b, const uint64_t *set, size_t quantity)
{
    return has(set, b->place[quantity]);
}

bool belief_is_empty(const struct belief *b, const uint64_t *set)
{
    for (size_t w = 0; w < b->n_words; w++)
        if (set[w] != 0)
            return false;
    return true;
}

/* Takes from `rest` those that are so in some point that has the quantity on the side. */
static void strike_on(const struct belief *b, size_t quantity, enum side side, enum other other, uint64_t *rest)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        for (uint64_t points = points_on(b, quantity, side, w); points != 0; points &= points - 1) {
            const uint64_t *set = set_of(b, w * WORD + (size_t) __builtin_ctzll(points), other);
            uint64_t any = 0;

            for (size_t i = 0; i < b->n_words; i++)
                any |= rest[i] &= ~set[i];
            if (any == 0)
                return;
        }
}

/* The sides between which an end lies: points on all of them, in each of which the other is so, have one between. */
static size_t sides_of(enum belief_end end, bool loose, enum side sides[2])
{
    if (end == BELIEF_NONE) {
        sides[0] = loose ? FEW : NONE;
        return 1;
    }
    sides[0] = LOW;
    sides[1] = HIGH;
    return 2;
}

void belief_strike(const struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside,
                   uint64_t *others)
{
    enum side sides[2];
    size_t n = sides_of(end, true, sides);
    uint64_t *wanted = belief_set(b), *rest = belief_set(b);
    const uint64_t *out = *ruled_out(b, quantity, end, beside);

    for (size_t w = 0; out != NULL && w < b->n_words; w++)
        others[w] &= ~out[w];
    belief_copy(b, wanted, others);
    belief_clear(b, others);
    for (size_t s = 0; s < n; s++)
        for (int o = beside == BELIEF_SINGLE ? ONE_OR_LESS : ONE_OR_MORE; o <= ONE_OR_MORE; o++) {
            belief_copy(b, rest, wanted);
            strike_on(b, quantity, sides[s], (enum other) o, rest);
            for (size_t w = 0; w < b->n_words; w++)
                others[w] |= rest[w];
        }
    free(wanted);
    free(rest);
}

/* Adds to `seen` which others are what the rule is used for in the first `most` points that have the quantity on the
 * side; true, and no more, once one of `wanted` is. */
static bool see_ruled(const struct belief *b, size_t quantity, enum side side, size_t most, const uint64_t *wanted,
                      uint64_t *seen)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        for (uint64_t points = points_on(b, quantity, side, w); points != 0 && most-- > 0; points &= points - 1) {
            const uint64_t *set = set_of(b, w * WORD + (size_t) __builtin_ctzll(points), RULED);

            for (size_t i = 0; i < b->n_words; i++) {
                seen[i] |= set[i];
                if ((seen[i] & wanted[i]) != 0)
                    return true;
            }
        }
    return false;
}

bool belief_is_beside_ruled(const struct belief *b, size_t quantity, enum belief_end end, bool loose,
                            const uint64_t *others)
{
    enum side sides[2];
    size_t n = sides_of(end, loose, sides);
    uint64_t *low = belief_set(b), *nothing = belief_set(b), *high = belief_set(b);
    bool is = false;

    if (n == 1)
        is = see_ruled(b, quantity, sides[0], MOST_POINTS, others, low);
    for (size_t most = 8; n == 2 && !is && most <= MOST_POINTS; most *= MOST_POINTS / 8) { /* the first few mostly do */
        see_ruled(b, quantity, LOW, most, nothing, low);
        for (size_t w = 0; w < b->n_words; w++)
            low[w] &= others[w];
        is = see_ruled(b, quantity, HIGH, MOST_POINTS, low, high);
    }
    free(low);
    free(nothing);
    free(high);
    return is;
}
