#include "pipeline/disclosure/belief_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double MOVED = 1e-7; /* below what a programme is exact to, a quantity is where it was */

bool belief_is_on(const struct belief *b, size_t quantity, double value, enum side side)
{
    const double far = links_threshold(b->links, b->limits, quantity);

    switch (side) {
    case NONE:
        return value < BELIEF_NEAR;
    case FEW:
        return value < 1 + BELIEF_NEAR;
    case LOW:
        return value < far + BELIEF_NEAR;
    case HIGH:
        return value > far - BELIEF_NEAR;
    case BELOW:
    case N_SIDES:
        break;
    }
    return value < far - BELIEF_NEAR / 2; /* of those that were asked to be BELIEF_NEAR below it */
}

static void put_others(struct belief *b, size_t point, size_t place, double value)
{
    const struct quantity *q = links_at(b->links, b->region->quantities[place]);

    bit_put(belief_others(b, point, ONE_OR_LESS), place, value < 1 + BELIEF_NEAR);
    bit_put(belief_others(b, point, ONE_OR_MORE), place, value > 1 - BELIEF_NEAR);
    bit_put(belief_others(b, point, RULED), place,
            q->mixed || (value > 1 - BELIEF_NEAR && value < b->limits->count_threshold - 1 + BELIEF_NEAR));
}

double belief_value_at(const struct belief *b, size_t place)
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
        memcpy(belief_others(b, point, 0), belief_others(b, 0, 0), N_OTHERS * b->n_words * sizeof *b->others);
    for (size_t i = 0; i < b->region->n; i++) /* whatever was there before is forgotten */
        if (b->moves[i] != NULL && bit_has(b->moves[i]->moved, point)) {
            bit_put(b->moves[i]->moved, point, false);
            for (size_t s = 0; s < N_SIDES; s++)
                bit_put(b->moves[i]->at[s], point, false);
        }
    if (b->n_points == MOST_POINTS)
        belief_drop_proofs_of(b, point);
    bit_put(b->valid, point, true);
    bit_put(b->standing, point, true);
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
    b->steps = memory_zeroed(MOST_POINTS, sizeof *b->steps);
    b->sum = memory_zeroed(n, sizeof *b->sum);
    b->proofs = memory_zeroed(2 * n, sizeof *b->proofs);
    new_point(b);
    memset(belief_others(b, 0, 0), 0, N_OTHERS * b->n_words * sizeof *b->others);
    for (size_t i = 0; i < n; i++) {
        b->place[region->quantities[i]] = i;
        b->least[i] = b->most[i] = belief_value_at(b, i);
        put_others(b, 0, i, belief_value_at(b, i));
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
    for (size_t i = 0; i < MOST_POINTS; i++)
        free(b->steps[i].items);
    free(b->steps);
    free(b->proofs);
    free(b->pending);
    free(b->sum);
    free(b);
}

bool belief_is_withheld_count(const struct links *l, size_t quantity)
{
    const struct quantity *q = links_at(l, quantity);

    return q->kind == LINKS_COUNT && q->weight > 0 && region_is_unseen(l, quantity);
}

/* ---- learning ---- */

enum { MOST_STEPS = 512 };

static void keep_step(struct belief *b, size_t point, size_t place, double by)
{
    struct steps *s = &b->steps[point];

    if (s->n <= MOST_STEPS) { /* one more than can be kept says that they are not */
        s->items = memory_grow(s->items, &s->capacity, s->n + 1, sizeof *s->items);
        s->items[s->n++] = (struct step){ (uint32_t) place, by };
    }
}

/* By how much the known part of a sum differs. */
static double difference(const struct belief *b, const struct links_relation *relation)
{
    double sum = 0;

    for (size_t t = 0; t < relation->n; t++)
        sum += relation->terms[t].factor * b->sum[b->place[relation->terms[t].quantity]];
    return sum;
}

/* Steps that take from what an unknown part leaves for others can not be added to others. */
static bool leaves_all(struct belief *b, const struct steps *s)
{
    bool leaves = true;

    for (size_t i = 0; i < s->n; i++)
        b->sum[s->items[i].place] = s->items[i].by;
    for (size_t i = 0; leaves && i < s->n; i++) {
        size_t n_of;
        const size_t *of = links_of(b->links, b->region->quantities[s->items[i].place], &n_of);

        for (size_t k = 0; leaves && k < n_of; k++) {
            struct links_relation relation = links_relation(b->links, of[k]);

            leaves = (relation.down == 0 && relation.up == 0) || fabs(difference(b, &relation)) < MOVED;
        }
    }
    for (size_t i = 0; i < s->n; i++)
        b->sum[s->items[i].place] = 0;
    return leaves;
}

void belief_learn(struct belief *b, const size_t *quantities, const double *point, size_t n)
{
    size_t number = b->last = new_point(b);
    struct steps *steps = &b->steps[number];

    steps->n = 0;
    for (size_t i = 0; i < n; i++) {
        size_t place = b->place[quantities[i]];

        b->least[place] = fmin(b->least[place], point[i]);
        b->most[place] = fmax(b->most[place], point[i]);
        if (fabs(point[i] - belief_value_at(b, place)) < MOVED)
            continue;
        put_others(b, number, place, point[i]);
        if (b->moves[place] == NULL)
            b->moves[place] = memory_zeroed(1, sizeof *b->moves[place]);
        keep_step(b, number, place, point[i] - belief_value_at(b, place));
        bit_put(b->moves[place]->moved, number, true);
        for (size_t s = 0; s < N_SIDES; s++)
            bit_put(b->moves[place]->at[s], number, belief_is_on(b, quantities[i], point[i], (enum side) s));
    }
    if (steps->n > MOST_STEPS || !leaves_all(b, steps))
        steps->n = 0;
}

uint64_t **belief_ruled_out(const struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside)
{
    return &b->out[N_QUESTIONS * b->place[quantity] + 2 * (size_t) end + (size_t) beside];
}

void belief_rule_out(struct belief *b, size_t quantity, enum belief_end end, enum belief_beside beside, size_t other)
{
    uint64_t **set = belief_ruled_out(b, quantity, end, beside);

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
    belief_drop_proofs(b, SIZE_MAX);
}

void belief_suppose(struct belief *b, size_t quantity)
{
    const struct moves *moves = b->moves[b->place[quantity]];

    b->supposing = true;
    b->supposed = quantity;
    for (size_t w = 0; moves != NULL && w < MOST_WORDS; w++)
        b->valid[w] = b->standing[w] & ~moves->moved[w];
}

void belief_take_back(struct belief *b)
{
    b->supposing = false;
    belief_settle_proofs(b, false);
    memcpy(b->valid, b->standing, sizeof b->valid);
}

void belief_show(struct belief *b, size_t quantity)
{
    belief_suppose(b, quantity);
    b->supposing = false;
    belief_drop_proofs(b, quantity);
    belief_settle_proofs(b, true);
    memcpy(b->standing, b->valid, sizeof b->standing);
}
