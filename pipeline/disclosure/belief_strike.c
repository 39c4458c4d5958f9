/* belief_strike.c - what follows from the points that fit, and from what lies between them. */
#include "pipeline/disclosure/belief_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what follows ---- */

/* Points, 64 at a time, that fit and have the quantity on a side. */
static uint64_t points_on(const struct belief *b, size_t quantity, enum side side, size_t word)
{
    size_t place = b->place[quantity];
    const struct moves *moves = b->moves[place];
    uint64_t unmoved = belief_is_on(b, quantity, belief_value_at(b, place), side) ? b->valid[word] : 0;

    return moves == NULL ? unmoved : (unmoved & ~moves->moved[word]) | (b->valid[word] & moves->at[side][word]);
}

static bool is_ever_on(const struct belief *b, size_t quantity, enum side side)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        if (points_on(b, quantity, side, w) != 0)
            return true;
    return false;
}

/* The first point that fits and has the quantity on the side is noted. */
static bool use_first_on(struct belief *b, size_t quantity, enum side side)
{
    for (size_t w = 0; w * WORD < b->n_points; w++) {
        uint64_t points = points_on(b, quantity, side, w);

        if (points != 0) {
            b->proof.points[w] |= points & -points;
            return true;
        }
    }
    return false;
}

bool belief_reaches(struct belief *b, size_t quantity, enum belief_end end)
{
    return end == BELIEF_NONE ? use_first_on(b, quantity, NONE)
                              : use_first_on(b, quantity, LOW) && use_first_on(b, quantity, HIGH);
}

bool belief_has_reached(const struct belief *b, size_t quantity, enum belief_end end)
{
    size_t place = b->place[quantity];

    return end == BELIEF_NONE
               ? belief_is_on(b, quantity, b->least[place], NONE)
               : belief_is_on(b, quantity, b->least[place], LOW) && belief_is_on(b, quantity, b->most[place], HIGH);
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
    bit_put(set, b->place[quantity], in);
}

bool belief_has(const struct belief *b, const uint64_t *set, size_t quantity)
{
    return bit_has(set, b->place[quantity]);
}

bool belief_is_empty(const struct belief *b, const uint64_t *set)
{
    for (size_t w = 0; w < b->n_words; w++)
        if (set[w] != 0)
            return false;
    return true;
}

/* Takes from `rest` those that are so in some point that has the quantity on the side. Mostly few are left. */
static void strike_on(struct belief *b, size_t quantity, enum side side, enum other other, uint64_t *rest)
{
    size_t *words = memory_zeroed(b->n_words, sizeof *words), n = 0;

    for (size_t i = 0; i < b->n_words; i++)
        if (rest[i] != 0)
            words[n++] = i;
    for (size_t w = 0; n > 0 && w * WORD < b->n_points; w++)
        for (uint64_t points = points_on(b, quantity, side, w); n > 0 && points != 0; points &= points - 1) {
            const uint64_t *set = belief_others(b, w * WORD + (size_t) __builtin_ctzll(points), other);

            for (size_t i = 0; i < n;) {
                if ((rest[words[i]] & set[words[i]]) != 0)
                    b->proof.points[w] |= points & -points;
                rest[words[i]] &= ~set[words[i]];
                if (rest[words[i]] == 0)
                    words[i] = words[--n];
                else
                    i++;
            }
        }
    free(words);
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

void belief_strike(struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside, uint64_t *others)
{
    enum side sides[2];
    size_t n = sides_of(end, true, sides);
    uint64_t *wanted = belief_set(b), *rest = belief_set(b);
    const uint64_t *out = *belief_ruled_out(b, quantity, end, beside);

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

/* ---- sums of points ---- */

/* The first point with steps, or that is the case, that fits and has the quantity on the side; SIZE_MAX: there is none.
 */
static size_t base_on(const struct belief *b, size_t quantity, enum side side)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        for (uint64_t points = points_on(b, quantity, side, w); points != 0; points &= points - 1) {
            size_t point = w * WORD + (size_t) __builtin_ctzll(points);

            if (point == 0 || b->steps[point].n > 0)
                return point;
        }
    return SIZE_MAX;
}

static double step_of(const struct belief *b, size_t point, size_t place)
{
    for (size_t i = 0; i < b->steps[point].n; i++)
        if (b->steps[point].items[i].place == place)
            return b->steps[point].items[i].by;
    return 0;
}

static void add(struct belief *b, size_t point, double share)
{
    for (size_t i = 0; i < b->steps[point].n; i++)
        b->sum[b->steps[point].items[i].place] += share * b->steps[point].items[i].by;
}

static void forget(struct belief *b, size_t point)
{
    for (size_t i = 0; i < b->steps[point].n; i++)
        b->sum[b->steps[point].items[i].place] = 0;
}

/* The steps of `point` lead to one or more of the other from where the sum is, and nothing falls below none. */
static bool leads_to(const struct belief *b, size_t point, size_t other)
{
    const struct steps *s = &b->steps[point];
    bool one = false;

    for (size_t i = 0; i < s->n; i++) {
        size_t place = s->items[i].place;
        double value = belief_value_at(b, place) + b->sum[place] + s->items[i].by;

        if (value < -BELIEF_NEAR / 2)
            return false;
        one = one || (place == other && value > 1 - BELIEF_NEAR);
    }
    return one;
}

enum { MOST_TRIES = 64 };

static bool is_led_to(struct belief *b, size_t quantity, size_t other)
{
    const struct moves *at = b->moves[b->place[quantity]], *of = b->moves[other];
    size_t tries = 0;

    for (size_t w = 0; of != NULL && w * WORD < b->n_points; w++)
        for (uint64_t points = b->valid[w] & of->moved[w] & ~(at == NULL ? 0 : at->moved[w]);
             points != 0 && tries < MOST_TRIES; points &= points - 1) {
            size_t point = w * WORD + (size_t) __builtin_ctzll(points);

            if (b->steps[point].n == 0)
                continue;
            tries++;
            if (leads_to(b, point, other)) {
                bit_put(b->proof.points, point, true);
                return true;
            }
        }
    return false;
}

void belief_strike_sums(struct belief *b, size_t quantity, uint64_t *others)
{
    size_t low = base_on(b, quantity, LOW), high = base_on(b, quantity, HIGH), place = b->place[quantity];
    double far = links_threshold(b->links, b->limits, quantity), below, above, share;

    if (low == SIZE_MAX || high == SIZE_MAX)
        return;
    below = belief_value_at(b, place) + step_of(b, low, place);
    above = belief_value_at(b, place) + step_of(b, high, place);
    share = above > below ? fmin(1, fmax(0, (far - below) / (above - below))) : 0;
    add(b, low, 1 - share);
    add(b, high, share);
    bit_put(b->proof.points, low, true);
    bit_put(b->proof.points, high, true);
    for (size_t w = 0; w < b->n_words; w++)
        for (uint64_t left = others[w]; left != 0; left &= left - 1) {
            size_t other = w * WORD + (size_t) __builtin_ctzll(left);

            if (is_led_to(b, quantity, other))
                bit_put(others, other, false);
        }
    forget(b, low);
    forget(b, high);
}

bool belief_is_open_to(const struct belief *b, size_t other)
{
    const struct moves *of = b->moves[b->place[other]];

    for (size_t w = 0; of != NULL && w * WORD < b->n_points; w++)
        for (uint64_t points = b->valid[w] & of->moved[w]; points != 0; points &= points - 1) {
            size_t point = w * WORD + (size_t) __builtin_ctzll(points);

            if (b->steps[point].n > 0 && bit_has(belief_others(b, point, ONE_OR_MORE), b->place[other]))
                return true;
        }
    return false;
}

/* ---- what the rule was used for ---- */

/* Adds to `seen` which others are what the rule is used for in the first `most` points that have the quantity on the
 * side; true, and no more, once one of `wanted` is. */
static bool see_ruled(const struct belief *b, size_t quantity, enum side side, size_t most, const uint64_t *wanted,
                      uint64_t *seen)
{
    for (size_t w = 0; w * WORD < b->n_points; w++)
        for (uint64_t points = points_on(b, quantity, side, w); points != 0 && most-- > 0; points &= points - 1) {
            const uint64_t *set = belief_others(b, w * WORD + (size_t) __builtin_ctzll(points), RULED);

            for (size_t i = 0; i < b->n_words; i++) {
                seen[i] |= set[i];
                if ((seen[i] & wanted[i]) != 0)
                    return true;
            }
        }
    return false;
}

/* A point on each of the sides, and the first of `both` that the rule may have been used for in all of them, are noted.
 */
static void use_ruled(struct belief *b, size_t quantity, const enum side sides[2], size_t n, const uint64_t *both)
{
    size_t place = 0;

    while (!bit_has(both, place))
        place++;
    belief_use_ruled(b, b->region->quantities[place]);
    for (size_t s = 0; s < n; s++)
        for (size_t w = 0, found = 0; found == 0 && w * WORD < b->n_points; w++)
            for (uint64_t points = points_on(b, quantity, sides[s], w); found == 0 && points != 0; points &= points - 1)
                if (bit_has(belief_others(b, w * WORD + (size_t) __builtin_ctzll(points), RULED), place)) {
                    b->proof.points[w] |= points & -points;
                    found = 1;
                }
}

bool belief_is_beside_ruled(struct belief *b, size_t quantity, enum belief_end end, bool loose, const uint64_t *others)
{
    enum side sides[2];
    size_t n = sides_of(end, loose, sides);
    uint64_t *low = belief_set(b), *nothing = belief_set(b), *high = belief_set(b);
    bool is = false;

    if (n == 1) {
        is = see_ruled(b, quantity, sides[0], MOST_POINTS, others, high);
        belief_copy(b, low, others);
    }
    for (size_t most = 8; n == 2 && !is && most <= MOST_POINTS; most *= MOST_POINTS / 8) { /* the first few mostly do */
        see_ruled(b, quantity, LOW, most, nothing, low);
        for (size_t w = 0; w < b->n_words; w++)
            low[w] &= others[w];
        is = see_ruled(b, quantity, HIGH, MOST_POINTS, low, high);
    }
    for (size_t w = 0; is && w < b->n_words; w++)
        low[w] &= high[w];
    if (is)
        use_ruled(b, quantity, sides, n, low);
    free(low);
    free(nothing);
    free(high);
    return is;
}
