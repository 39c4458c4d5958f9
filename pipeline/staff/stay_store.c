#include "pipeline/staff/stay_store.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

enum { PIECE_BYTES = 4096 };
enum { PIECE_STAYS = (PIECE_BYTES - 2 * (int) sizeof(void *)) / (int) sizeof(struct tally_stay) };

/* Pieces never move, so that a large store grows without being copied. */
struct piece {
    struct piece *before;
    size_t n;
    struct tally_stay stays[PIECE_STAYS];
};

/* Many pieces at once, in large pages. */
enum { SLAB_PIECES = 1024 };

struct slab {
    struct slab *before;
    struct piece pieces[SLAB_PIECES];
};

struct stay_store {
    struct piece *baskets[STAY_BASKETS]; /* the last piece of each */
    struct slab *slab;                   /* the last one ... */
    size_t n_pieces;                     /* ... of which so many are taken */
};

struct stay_store *stay_store_new(void)
{
    return memory_zeroed(1, sizeof(struct stay_store));
}

void stay_store_free(struct stay_store *s)
{
    while (s != NULL && s->slab != NULL) {
        struct slab *before = s->slab->before;

        free(s->slab);
        s->slab = before;
    }
    free(s);
}

static struct piece *new_piece(struct stay_store *s)
{
    if (s->slab == NULL || s->n_pieces == SLAB_PIECES) {
        struct slab *slab = memory_large(1, sizeof *slab);

        slab->before = s->slab;
        s->slab = slab;
        s->n_pieces = 0;
    }
    return &s->slab->pieces[s->n_pieces++];
}

void stay_store_add(struct stay_store *s, const struct tally_stay *stay)
{
    struct piece **basket = &s->baskets[stay->cell % STAY_BASKETS];

    if (*basket == NULL || (*basket)->n == PIECE_STAYS) {
        struct piece *piece = new_piece(s);

        piece->before = *basket;
        *basket = piece;
    }
    (*basket)->stays[(*basket)->n++] = *stay;
}

bool stay_store_take_over(struct stay_store *into, struct stay_store *from, const uint32_t *cell, size_t n_cells)
{
    for (size_t i = 0; i < STAY_BASKETS; i++)
        if (into->baskets[i] != NULL)
            return false;
    for (uint32_t i = 0; i < n_cells; i++)
        if (cell[i] != i)
            return false;
    *into = *from;
    *from = (struct stay_store){ { NULL }, NULL, 0 };
    return true;
}

void stay_store_join(struct stay_store *into, const struct stay_store *from, const uint32_t *cell)
{
    for (size_t i = 0; i < STAY_BASKETS; i++)
        for (const struct piece *piece = from->baskets[i]; piece != NULL; piece = piece->before)
            for (size_t k = 0; k < piece->n; k++) {
                struct tally_stay stay = piece->stays[k];

                stay.cell = cell[stay.cell];
                stay_store_add(into, &stay);
            }
}

void stay_store_basket(const struct stay_store *s, size_t basket, stay_store_visit *visit, void *context)
{
    for (const struct piece *piece = s->baskets[basket]; piece != NULL; piece = piece->before)
        visit(context, piece->stays, piece->n);
}
