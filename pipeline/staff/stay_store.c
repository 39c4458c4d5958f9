#include "pipeline/staff/stay_store.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 4096 };
enum { PIECE_STAYS = (PIECE_BYTES - (int) sizeof(void *)) / (int) sizeof(struct tally_stay) };

/* Pieces never move, so that a large store grows without being copied. */
struct piece {
    struct piece *before;
    struct tally_stay stays[PIECE_STAYS];
};

/* How many stays there are is not said in the pieces themselves: these begin at places that are alike in their last
 * bits, of which a cache holds only some at a time. */
struct basket {
    struct piece *last; /* those before it are full */
    size_t n;           /* of the last */
};

/* Many pieces at once, in large pages. */
enum { SLAB_PIECES = 1024 };

struct slab {
    struct slab *before;
    struct piece pieces[SLAB_PIECES];
};

/* All baskets, one after the other, in the file. */
struct run {
    uint64_t at;
    size_t n[STAY_BASKETS];
};

struct stay_store {
    struct basket baskets[STAY_BASKETS];
    struct slab *slab;              /* the last one ... */
    size_t n_pieces;                /* ... of which so many are taken */
    size_t all_pieces, most_pieces; /* of all slabs; so many may there be, 0: any number */
    const char *folder;
    struct scratch *file; /* NULL: all are in memory */
    struct run *runs;
    size_t n_runs, capacity;
    struct fault fault; /* FAULT_NONE: all is kept */
};

struct stay_store *stay_store_new(void)
{
    return memory_zeroed(1, sizeof(struct stay_store));
}

static void empty_memory(struct stay_store *s)
{
    while (s->slab != NULL) {
        struct slab *before = s->slab->before;

        free(s->slab);
        s->slab = before;
    }
    s->n_pieces = s->all_pieces = 0;
    memset(s->baskets, 0, sizeof s->baskets);
}

void stay_store_free(struct stay_store *s)
{
    if (s == NULL)
        return;
    empty_memory(s);
    scratch_close(s->file);
    free(s->runs);
    free(s);
}

void stay_store_bound(struct stay_store *s, const char *folder, size_t bytes)
{
    s->folder = folder;
    s->most_pieces = bytes / sizeof(struct piece);
}

static bool write_baskets(struct stay_store *s, struct run *run, struct fault *f)
{
    run->at = scratch_bytes(s->file);
    for (size_t i = 0; i < STAY_BASKETS; i++) {
        size_t n = s->baskets[i].n;

        run->n[i] = 0;
        for (const struct piece *piece = s->baskets[i].last; piece != NULL; piece = piece->before, n = PIECE_STAYS) {
            if (!scratch_append(s->file, piece->stays, n * sizeof *piece->stays, f))
                return false;
            run->n[i] += n;
        }
    }
    return true;
}

/* What is in memory becomes a run. */
static bool write_run(struct stay_store *s)
{
    if (s->file == NULL && !scratch_open(s->folder, &s->file, &s->fault))
        return false;
    s->runs = memory_grow(s->runs, &s->capacity, s->n_runs + 1, sizeof *s->runs);
    if (!write_baskets(s, &s->runs[s->n_runs], &s->fault))
        return false;
    s->n_runs++;
    empty_memory(s);
    return true;
}

static struct piece *new_piece(struct stay_store *s)
{
    if (s->slab == NULL || s->n_pieces == SLAB_PIECES) {
        struct slab *slab = memory_large(1, sizeof *slab);

        slab->before = s->slab;
        s->slab = slab;
        s->n_pieces = 0;
    }
    s->all_pieces++;
    return &s->slab->pieces[s->n_pieces++];
}

void stay_store_add(struct stay_store *s, size_t basket, const struct tally_stay *stay)
{
    struct basket *b = &s->baskets[basket];

    if (b->last == NULL || b->n == PIECE_STAYS) {
        struct piece *piece;

        if (s->most_pieces > 0 && s->all_pieces == s->most_pieces && (s->fault.kind != FAULT_NONE || !write_run(s)))
            return;
        piece = new_piece(s);
        piece->before = b->last;
        *b = (struct basket){ piece, 0 };
    }
    b->last->stays[b->n++] = *stay;
}

void stay_store_write(struct stay_store *s)
{
    if (s->slab != NULL && s->fault.kind == FAULT_NONE)
        write_run(s);
}

bool stay_store_is_whole(const struct stay_store *s, struct fault *f)
{
    if (s->fault.kind == FAULT_NONE)
        return true;
    *f = s->fault;
    return false;
}

/* What the runs have of a basket. */
static bool visit_runs(const struct stay_store *s, size_t basket, stay_store_visit *visit, void *context,
                       struct fault *f)
{
    struct tally_stay stays[PIECE_STAYS];

    for (size_t r = 0; r < s->n_runs; r++) {
        const struct run *run = &s->runs[r];
        uint64_t at = run->at;

        for (size_t i = 0; i < basket; i++)
            at += run->n[i] * sizeof *stays;
        for (size_t left = run->n[basket], n; left > 0; left -= n, at += n * sizeof *stays) {
            n = left < PIECE_STAYS ? left : PIECE_STAYS;
            if (!scratch_read(s->file, at, stays, n * sizeof *stays, f))
                return false;
            visit(context, stays, n);
        }
    }
    return true;
}

bool stay_store_basket(const struct stay_store *s, size_t basket, stay_store_visit *visit, void *context,
                       struct fault *f)
{
    size_t n = s->baskets[basket].n;

    for (const struct piece *piece = s->baskets[basket].last; piece != NULL; piece = piece->before, n = PIECE_STAYS)
        visit(context, piece->stays, n);
    return visit_runs(s, basket, visit, context, f);
}
