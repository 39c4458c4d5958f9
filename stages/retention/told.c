/* told.c - the people that estimates are of: as they are, or as rounded numbers tell of them. */
#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"

#include <string.h>

static void *copy(const void *from, size_t n, size_t size)
{
    void *to = memory_zeroed(n + 1, size);

    if (from != NULL && n > 0)
        memcpy(to, from, n * size);
    return to;
}

static void copy_spells(const struct risk_spells *s, struct durations_spells *out)
{
    *out = (struct durations_spells){ .entry = copy(s->entry, s->n, sizeof *out->entry),
                                      .exit = copy(s->exit, s->n, sizeof *out->exit),
                                      .cause = copy(s->cause, s->n, sizeof *out->cause),
                                      .count = copy(s->count, s->n, sizeof *out->count) };
    out->spells = (struct risk_spells){ s->n, s->entry != NULL ? out->entry : NULL, out->exit, out->cause, out->count };
    for (size_t i = 0; i < s->n; i++) {
        out->n += out->count[i];
        out->n_late += out->entry[i] > 0 ? out->count[i] : 0;
    }
}

void told_people(const struct risk_spells *people, int base, bool apart, struct durations_spells *out)
{
    struct durations_spells as_they_are;

    copy_spells(people, out);
    if (base == 0)
        return;
    as_they_are = *out;
    for (size_t i = 0; !apart && i < people->n; i++)
        as_they_are.cause[i] = as_they_are.cause[i] != 0;
    durations_spells_rounded(&as_they_are.spells, (uint32_t) base, out);
    if (out->n > 0) {
        durations_spells_free(&as_they_are);
        return;
    }
    durations_spells_free(out);
    *out = as_they_are;
}
