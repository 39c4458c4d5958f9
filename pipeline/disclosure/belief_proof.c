/* belief_proof.c - what was found to have no gap, for as long as that follows from the same points. */
#include "pipeline/disclosure/belief_inside.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

void belief_begin_proof(struct belief *b)
{
    memset(b->proof.points, 0, sizeof b->proof.points);
    b->proof.ruled = SIZE_MAX;
}

void belief_use_last(struct belief *b)
{
    bit_put(b->proof.points, b->last, true);
}

void belief_use_ruled(struct belief *b, size_t quantity)
{
    b->proof.ruled = quantity;
}

static struct proof **proof_of(const struct belief *b, size_t place, enum belief_end end)
{
    return &b->proofs[2 * place + (size_t) end];
}

static void keep(struct belief *b, const struct proof *proof)
{
    struct proof **kept = proof_of(b, proof->place, proof->end);

    if (*kept == NULL)
        *kept = memory_zeroed(1, sizeof **kept);
    **kept = *proof;
}

void belief_end_proof(struct belief *b, size_t quantity, enum belief_end end)
{
    b->proof.place = b->place[quantity];
    b->proof.end = end;
    if (!b->supposing) {
        keep(b, &b->proof);
        return;
    }
    b->pending = memory_grow(b->pending, &b->pending_capacity, b->n_pending + 1, sizeof *b->pending);
    b->pending[b->n_pending++] = b->proof;
}

/* Still follows where `shown` is shown. */
static bool stands(const struct belief *b, const struct proof *proof, size_t shown)
{
    const struct moves *moves = b->moves[b->place[shown]];

    for (size_t w = 0; moves != NULL && w * WORD < b->n_points; w++)
        if ((proof->points[w] & moves->moved[w]) != 0)
            return false;
    return proof->ruled != shown;
}

bool belief_is_proved(const struct belief *b, size_t quantity, enum belief_end end)
{
    const struct proof *proof = *proof_of(b, b->place[quantity], end);

    return proof != NULL && (!b->supposing || stands(b, proof, b->supposed));
}

size_t belief_proved_beside(const struct belief *b, size_t quantity, enum belief_end end)
{
    const struct proof *proof = *proof_of(b, b->place[quantity], end);

    return proof == NULL ? SIZE_MAX : proof->ruled;
}

void belief_drop_proofs(struct belief *b, size_t shown)
{
    for (size_t i = 0; i < 2 * b->region->n; i++)
        if (b->proofs[i] != NULL && (shown == SIZE_MAX || !stands(b, b->proofs[i], shown))) {
            free(b->proofs[i]);
            b->proofs[i] = NULL;
        }
    if (shown == SIZE_MAX)
        b->n_pending = 0;
}

void belief_drop_proofs_of(struct belief *b, size_t point)
{
    for (size_t i = 0; i < 2 * b->region->n; i++)
        if (b->proofs[i] != NULL && bit_has(b->proofs[i]->points, point)) {
            free(b->proofs[i]);
            b->proofs[i] = NULL;
        }
    for (size_t i = b->n_pending; i-- > 0;)
        if (bit_has(b->pending[i].points, point))
            b->pending[i] = b->pending[--b->n_pending];
    bit_put(b->proof.points, point, false);
}

void belief_settle_proofs(struct belief *b, bool keep_them)
{
    for (size_t i = 0; keep_them && i < b->n_pending; i++)
        keep(b, &b->pending[i]);
    b->n_pending = 0;
}
