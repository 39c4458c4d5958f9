/* spells.c - spells.csv, the largest of the outputs: rows are made by several threads and written in order. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/spell_text.h"

#include <stdlib.h>

enum { ROWS = 4096 }; /* of a batch */

/* Batches of rows: while those of one turn are made, those of the turn before are written. */
struct batch {
    char *bytes;
    size_t length, room;
};

struct rows_of_spells {
    const struct spells *spells;
    struct writer *writer;
    size_t n_makers, next; /* the first spell of this turn */
    struct spell_text **texts;
    struct batch *batches[2];
    size_t turn;
};

static void make_batch(struct rows_of_spells *r, size_t maker)
{
    struct batch *b = &r->batches[r->turn % 2][maker];
    size_t first = r->next + maker * ROWS, end = first + ROWS < r->spells->n ? first + ROWS : r->spells->n;

    b->length = 0;
    if (first >= end)
        return;
    b->bytes = memory_grow(b->bytes, &b->room, (end - first) * spell_text_room(r->texts[maker]), 1);
    for (size_t i = first; i < end; i++)
        b->length += spell_text_row(r->texts[maker], &r->spells->items[i], b->bytes + b->length);
}

static void write_batches(struct rows_of_spells *r)
{
    struct batch *before = r->batches[(r->turn + 1) % 2];

    for (size_t i = 0; i < r->n_makers; i++) {
        writer_rows(r->writer, before[i].bytes, before[i].length);
        before[i].length = 0;
    }
}

static void do_job(void *context, size_t i)
{
    if (i == 0)
        write_batches(context);
    else
        make_batch(context, i - 1);
}

static void take_turns(struct rows_of_spells *r)
{
    for (; r->next < r->spells->n; r->next += r->n_makers * ROWS, r->turn++) {
        if (r->n_makers > 1) {
            threads_run(1 + r->n_makers, do_job, r);
        } else {
            write_batches(r);
            make_batch(r, 0);
        }
    }
    write_batches(r);
}

bool clean_write_spells(const struct clean *c, const char *path, struct fault *f)
{
    size_t n = c->n_threads > 0 ? c->n_threads : threads_of_machine();
    struct rows_of_spells r = { .spells = &c->spells, .n_makers = n };

    if (!writer_open(path, schema_find("spells"), &r.writer, f))
        return false;
    r.texts = memory_zeroed(n, sizeof *r.texts);
    for (size_t i = 0; i < 2; i++)
        r.batches[i] = memory_zeroed(n, sizeof *r.batches[i]);
    for (size_t i = 0; i < n; i++)
        r.texts[i] = spell_text_new(&c->spells);
    take_turns(&r);
    for (size_t i = 0; i < n; i++) {
        spell_text_free(r.texts[i]);
        free(r.batches[0][i].bytes);
        free(r.batches[1][i].bytes);
    }
    free(r.texts);
    free(r.batches[0]);
    free(r.batches[1]);
    return writer_commit(r.writer, f);
}
