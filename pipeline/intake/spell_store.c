#include "pipeline/intake/spell_store.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/order.h"

#include <stdlib.h>
#include <string.h>

enum { SPELL = sizeof(struct spell), BLOCK_SPELLS = 2048 };

struct spell_store spell_store_begin(struct spells *spells, const char *folder, size_t bytes, size_t n_threads)
{
    return (struct spell_store){
        .spells = spells, .folder = folder, .n_threads = n_threads, .most = bytes > 0 ? bytes / SPELL : SIZE_MAX
    };
}

void spell_store_end(struct spell_store *s)
{
    scratch_close(s->file);
    free(s->runs);
    s->file = NULL;
    s->runs = NULL;
    s->n_runs = s->capacity = 0;
}

bool spell_store_is_bounded(const struct spell_store *s)
{
    return s->most < SIZE_MAX;
}

uint64_t spell_store_added(const struct spell_store *s)
{
    return s->written + s->spells->n;
}

static bool append_run(struct spell_store *s, struct scratch *to, const struct spell *items, size_t n, struct fault *f)
{
    uint64_t at = scratch_bytes(to);

    if (!scratch_append(to, items, n * SPELL, f))
        return false;
    s->runs = memory_grow(s->runs, &s->capacity, s->n_runs + 1, sizeof *s->runs);
    s->runs[s->n_runs++] = (struct spell_run){ .at = at, .n = n, .end = s->written + n };
    return true;
}

/* The spells in memory become a run. */
static bool write_run(struct spell_store *s, struct fault *f)
{
    struct spells *in_memory = s->spells;

    if (s->file == NULL && !scratch_open(s->folder, &s->file, f))
        return false;
    order_by_person(in_memory->items, in_memory->n, s->n_threads);
    if (!append_run(s, s->file, in_memory->items, in_memory->n, f))
        return false;
    s->written += in_memory->n;
    in_memory->n = 0;
    return true;
}

bool spell_store_make_room(struct spell_store *s, size_t n, struct fault *f)
{
    struct spells *in_memory = s->spells;

    if (in_memory->n > 0 && n > s->most - (in_memory->n < s->most ? in_memory->n : s->most) && !write_run(s, f))
        return false;
    in_memory->items = memory_grow(in_memory->items, &in_memory->capacity, in_memory->n + n, SPELL);
    return true;
}

/* ---- piece by piece ---- */

struct visitor {
    spell_store_visit *visit;
    void *context;
    bool changes;
};

static bool show_run(struct spell_store *s, struct spell_run *run, const struct visitor *v, struct spell *room,
                     size_t room_spells, struct fault *f)
{
    size_t kept = 0;

    for (size_t i = 0; i < run->n; i += room_spells) {
        struct spells piece = *s->spells;

        piece.items = room;
        piece.n = run->n - i < room_spells ? run->n - i : room_spells;
        if (!scratch_read(s->file, run->at + i * SPELL, room, piece.n * SPELL, f))
            return false;
        v->visit(v->context, &piece);
        if (v->changes && !scratch_replace(s->file, run->at + kept * SPELL, room, piece.n * SPELL, f))
            return false;
        kept += piece.n;
    }
    if (v->changes)
        run->n = kept;
    return true;
}

/* Blocks where no persons stand together yet: what several visits ask of one is in the cache. */
static void show_blocks(const struct spells *in_memory, size_t first, const struct visitor *v)
{
    struct spells piece = *in_memory;

    for (size_t i = first; i < in_memory->n; i += BLOCK_SPELLS) {
        piece.items = in_memory->items + i;
        piece.n = in_memory->n - i < BLOCK_SPELLS ? in_memory->n - i : BLOCK_SPELLS;
        v->visit(v->context, &piece);
    }
}

static void show_array(struct spells *in_memory, size_t first, const struct visitor *v)
{
    struct spells piece = *in_memory;

    piece.items += first;
    piece.n -= first;
    v->visit(v->context, &piece);
    if (v->changes)
        in_memory->n = first + piece.n;
}

static size_t longest_run(const struct spell_store *s)
{
    size_t most = 0;

    for (size_t i = 0; i < s->n_runs; i++)
        most = s->runs[i].n > most ? s->runs[i].n : most;
    return most;
}

/* Runs in rooms of so many spells, then what is in memory. */
static bool show(struct spell_store *s, uint64_t added, size_t room_spells, const struct visitor *v, struct fault *f)
{
    struct spell *room = s->n_runs > 0 ? memory_new(room_spells * SPELL) : NULL;
    size_t first = added > s->written ? (size_t) (added - s->written) : 0;
    bool ok = true;

    for (size_t i = 0; i < s->n_runs && ok; i++)
        if (s->runs[i].end > added)
            ok = show_run(s, &s->runs[i], v, room, room_spells, f);
    free(room);
    if (ok && !s->merged && !v->changes)
        show_blocks(s->spells, first, v);
    else if (ok && s->spells->n > first)
        show_array(s->spells, first, v);
    return ok;
}

bool spell_store_since(struct spell_store *s, uint64_t added, bool changes, spell_store_visit *visit, void *context,
                       struct fault *f)
{
    return show(s, added, BLOCK_SPELLS, &(struct visitor){ visit, context, changes }, f);
}

bool spell_store_each(struct spell_store *s, bool changes, spell_store_visit *visit, void *context, struct fault *f)
{
    return show(s, 0, s->merged ? longest_run(s) : BLOCK_SPELLS, &(struct visitor){ visit, context, changes }, f);
}

void spell_store_sort(struct spell_store *s)
{
    order_by_person(s->spells->items, s->spells->n, s->n_threads);
}

/* ---- merging ---- */

/* Where a run is read. */
struct cursor {
    struct spell *items; /* some of it ... */
    size_t n, next;      /* ... of which `next` is the first that has not been taken */
    uint64_t at;         /* of the file: what comes after them ... */
    size_t left;         /* ... so many spells */
};

struct merging {
    struct cursor *cursors;
    size_t *heap; /* numbers of cursors that have a spell; the first has the least person */
    size_t n_heap, room;
};

static bool refill(const struct spell_store *s, const struct merging *m, struct cursor *c, struct fault *f)
{
    c->n = c->left < m->room ? c->left : m->room;
    c->next = 0;
    if (!scratch_read(s->file, c->at, c->items, c->n * SPELL, f))
        return false;
    c->at += c->n * SPELL;
    c->left -= c->n;
    return true;
}

static const struct spell *spell_of(const struct merging *m, size_t place)
{
    const struct cursor *c = &m->cursors[m->heap[place]];

    return &c->items[c->next];
}

static bool is_before(const struct merging *m, size_t one, size_t other)
{
    return memcmp(spell_of(m, one)->person, spell_of(m, other)->person, PSEUDONYM_BYTES) < 0;
}

/* The cursor at `place` moves down to where it belongs. */
static void sink(struct merging *m, size_t place)
{
    for (;;) {
        size_t least = place, below = 2 * place + 1, cursor = m->heap[place];

        if (below < m->n_heap && is_before(m, below, least))
            least = below;
        if (below + 1 < m->n_heap && is_before(m, below + 1, least))
            least = below + 1;
        if (least == place)
            return;
        m->heap[place] = m->heap[least];
        m->heap[least] = cursor;
        place = least;
    }
}

/* Takes the first spell of all into *out. */
static bool take_first(const struct spell_store *s, struct merging *m, struct spell *out, struct fault *f)
{
    struct cursor *c = &m->cursors[m->heap[0]];

    *out = c->items[c->next++];
    if (c->next == c->n && c->left > 0 && !refill(s, m, c, f))
        return false;
    if (c->next == c->n)
        m->heap[0] = m->heap[--m->n_heap];
    sink(m, 0);
    return true;
}

/* Half of the bound is read into, the other half is shown. */
static bool begin_merging(struct spell_store *s, struct merging *m, struct fault *f)
{
    bool ok = true;

    m->room = s->most / 2 / s->n_runs > 0 ? s->most / 2 / s->n_runs : 1;
    m->cursors = memory_zeroed(s->n_runs, sizeof *m->cursors);
    m->heap = memory_zeroed(s->n_runs, sizeof *m->heap);
    for (size_t i = 0; i < s->n_runs && ok; i++) {
        struct cursor *c = &m->cursors[i];

        if (s->runs[i].n == 0)
            continue;
        c->items = memory_new(m->room * SPELL);
        c->at = s->runs[i].at;
        c->left = s->runs[i].n;
        ok = refill(s, m, c, f);
        m->heap[m->n_heap++] = i;
    }
    for (size_t i = m->n_heap; ok && i-- > 0;)
        sink(m, i);
    return ok;
}

static void end_merging(struct merging *m, size_t n)
{
    for (size_t i = 0; m->cursors != NULL && i < n; i++)
        free(m->cursors[i].items);
    free(m->cursors);
    free(m->heap);
}

/* Pieces of whole persons, as they come out of the runs and have been visited, in a file of their own. */
static bool merge_runs(const struct spell_store *s, struct merging *m, struct spell_store *merged,
                       const struct visitor *v, struct fault *f)
{
    size_t most = s->most / 2 > 0 ? s->most / 2 : 1;
    struct spells piece = *s->spells;
    bool ok = true;

    piece.items = NULL;
    piece.n = piece.capacity = 0;
    while (ok && m->n_heap > 0) {
        piece.items = memory_grow(piece.items, &piece.capacity, piece.n + 1, SPELL);
        ok = take_first(s, m, &piece.items[piece.n], f);
        piece.n += ok;
        if (!ok || (m->n_heap > 0 && (piece.n < most || memcmp(spell_of(m, 0)->person, piece.items[piece.n - 1].person,
                                                               PSEUDONYM_BYTES) == 0)))
            continue;
        v->visit(v->context, &piece);
        ok = append_run(merged, merged->file, piece.items, piece.n, f);
        piece.n = 0;
    }
    free(piece.items);
    return ok;
}

static void forget_array(struct spells *in_memory)
{
    free(in_memory->items);
    in_memory->items = NULL;
    in_memory->n = in_memory->capacity = 0;
}

bool spell_store_merge(struct spell_store *s, spell_store_visit *visit, void *context, struct fault *f)
{
    const struct visitor v = { visit, context, true };
    struct spell_store merged = *s;
    struct merging m = { NULL };
    bool ok;

    if (s->n_runs == 0) {
        order_by_person(s->spells->items, s->spells->n, s->n_threads);
        show_array(s->spells, 0, &v);
        s->merged = true;
        return true;
    }
    if (!write_run(s, f))
        return false;
    forget_array(s->spells);
    merged.file = NULL;
    merged.runs = NULL;
    merged.n_runs = merged.capacity = 0;
    merged.merged = true;
    ok = scratch_open(s->folder, &merged.file, f) && begin_merging(s, &m, f) && merge_runs(s, &m, &merged, &v, f);
    end_merging(&m, s->n_runs);
    spell_store_end(s);
    *s = merged;
    return ok;
}
