/* spells.c - spells.csv, the largest of the outputs: rows are made by several threads and written in order. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_text.h"
#include "pipeline/table/batches.h"

#include <stdlib.h>

struct rows_of_spells {
    struct writer *writer;
    size_t n_makers;
    struct spell_text **texts;   /* of each maker */
    const struct spells *spells; /* that are being written */
};

static size_t make_rows(void *context, size_t maker, size_t first, size_t end, char *to)
{
    const struct rows_of_spells *r = context;
    size_t length = 0;

    for (size_t i = first; i < end; i++)
        length += spell_text_row(r->texts[maker], &r->spells->items[i], to + length);
    return length;
}

static void write_piece(void *context, struct spells *piece)
{
    struct rows_of_spells *r = context;

    r->spells = piece;
    batches_write(r->writer, r->n_makers, piece->n, spell_text_room(r->texts[0]), make_rows, r);
}

bool clean_write_spells(struct clean *c, const char *path, struct fault *f)
{
    size_t n = c->n_threads;
    struct rows_of_spells r = { .n_makers = n };
    bool ok;

    if (!writer_open(path, schema_find("spells"), &r.writer, f))
        return false;
    r.texts = memory_zeroed(n, sizeof *r.texts);
    for (size_t i = 0; i < n; i++)
        r.texts[i] = spell_text_new(&c->spells);
    ok = spell_store_each(&c->store, false, write_piece, &r, f);
    for (size_t i = 0; i < n; i++)
        spell_text_free(r.texts[i]);
    free(r.texts);
    if (ok)
        return writer_commit(r.writer, f);
    writer_discard(r.writer);
    return false;
}
