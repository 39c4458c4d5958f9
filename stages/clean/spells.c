/* spells.c - spells.csv, the largest of the outputs: rows are made by several threads and written in order. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/spell_text.h"
#include "pipeline/table/batches.h"

#include <stdlib.h>

struct rows_of_spells {
    const struct spells *spells;
    struct spell_text **texts; /* of each maker */
};

static size_t make_rows(void *context, size_t maker, size_t first, size_t end, char *to)
{
    const struct rows_of_spells *r = context;
    size_t length = 0;

    for (size_t i = first; i < end; i++)
        length += spell_text_row(r->texts[maker], &r->spells->items[i], to + length);
    return length;
}

bool clean_write_spells(const struct clean *c, const char *path, struct fault *f)
{
    size_t n = c->n_threads > 0 ? c->n_threads : threads_of_machine();
    struct rows_of_spells r = { .spells = &c->spells };
    struct writer *w;

    if (!writer_open(path, schema_find("spells"), &w, f))
        return false;
    r.texts = memory_zeroed(n, sizeof *r.texts);
    for (size_t i = 0; i < n; i++)
        r.texts[i] = spell_text_new(&c->spells);
    batches_write(w, n, c->spells.n, spell_text_room(r.texts[0]), make_rows, &r);
    for (size_t i = 0; i < n; i++)
        spell_text_free(r.texts[i]);
    free(r.texts);
    return writer_commit(w, f);
}
