#include "pipeline/intake/person_parts.h"

size_t person_parts_worth_while(size_t n_spells, size_t n_threads)
{
    enum { WORTH_WHILE = 1 << 15 };
    size_t n = n_spells / WORTH_WHILE < n_threads ? n_spells / WORTH_WHILE : n_threads;

    return n < 1 ? 1 : n;
}

size_t person_parts(const struct spells *spells, size_t n, struct spells *parts)
{
    size_t n_parts = 0;

    for (size_t i = 0, begin = 0; i < n && begin < spells->n; i++) {
        size_t end = i + 1 < n ? spells->n / n * (i + 1) : spells->n;

        if (end <= begin)
            continue; /* of one person with very many */
        while (end < spells->n && !spells_starts_person(spells, end))
            end++;
        parts[n_parts] = *spells;
        parts[n_parts].items = spells->items + begin;
        parts[n_parts++].n = end - begin;
        begin = end;
    }
    return n_parts;
}
