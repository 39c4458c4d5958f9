#include "pipeline/intake/spelling.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const struct spelling *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->length < y->length ? x->length : y->length);

    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

static bool is_same(const struct spelling *x, const struct spelling *y)
{
    return x->number == y->number && x->length == y->length && memcmp(x->text, y->text, x->length) == 0;
}

void spelling_as_most(struct spelling *all, size_t n, struct dictionary *names)
{
    qsort(all, n, sizeof *all, by_name);
    for (size_t i = 0, end; i < n; i = end) {
        const struct spelling *best = &all[i];

        for (end = i; end < n && all[end].number == all[i].number; end++) {
            if (end > i && is_same(&all[end - 1], &all[end]))
                all[end].records += all[end - 1].records;
            best = all[end].records > best->records ? &all[end] : best;
        }
        if (dictionary_find(names, best->text, best->length) == UINT32_MAX)
            dictionary_rename(names, all[i].number, best->text, best->length);
    }
}
