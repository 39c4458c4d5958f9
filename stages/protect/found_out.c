#include "stages/protect/found_out.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

bool found_out_read(const char *path, struct table **found, struct fault *f)
{
    *found = NULL;
    return path == NULL || table_read(path, schema_find("found_out"), found, f);
}

/* The quantity of each row of found_out.csv. */
struct search {
    struct dictionary *names; /* of the cells that are looked for */
    size_t *quantities;       /* by name */
};

enum { NAME = 2 * LINKED_NAME };

static size_t name_of(char name[NAME], const char *table, const char *key, const char *column)
{
    int n = snprintf(name, NAME, "%s\n%s\n%s", table, key, column);

    return n < NAME ? (size_t) n : NAME - 1;
}

static size_t row_name(char name[NAME], const struct table *found, size_t row)
{
    return name_of(name, table_text(found, row, "table"), table_text(found, row, "key"),
                   table_text(found, row, "column"));
}

static void find(void *context, const char *table, const char *key, const char *column, size_t quantity)
{
    struct search *search = context;
    char name[NAME];
    uint32_t i = dictionary_find(search->names, name, name_of(name, table, key, column));

    if (i != UINT32_MAX)
        search->quantities[i] = quantity;
}

/* An earlier report shows it as well: that helps only where it is this year's number for others too. */
static bool is_known(const struct quantity *q)
{
    return q->known || q->earlier;
}

static bool is_better(const struct quantity *q, const struct quantity *than)
{
    if (than == NULL || is_known(q) != is_known(than))
        return than == NULL || !is_known(q);
    return q->weight < than->weight;
}

/* One set: rows from `first` to before `end`. */
static void withhold_one(struct protect *p, const struct search *search, const struct table *found, size_t first,
                         size_t end)
{
    struct quantity *best = NULL;

    for (size_t row = first; row < end; row++) {
        char name[NAME];
        size_t q = search->quantities[dictionary_find(search->names, name, row_name(name, found, row))];
        struct quantity *quantity = q == SIZE_MAX ? NULL : links_at(p->links, q);

        if (quantity == NULL || quantity->weight == 0) /* stands in no table */
            continue;
        if (quantity->rule != SUPPRESSION_NONE)
            return;
        if (is_better(quantity, best))
            best = quantity;
    }
    if (best != NULL) {
        best->rule = SUPPRESSION_LINKED;
        best->kept = true;
    }
}

void found_out_withhold(struct protect *p, const struct table *found, const struct cells_source *from)
{
    size_t n = found == NULL ? 0 : table_rows(found);
    struct search search = { dictionary_new(), memory_zeroed(n + 1, sizeof(size_t)) };

    for (size_t row = 0; row < n; row++) {
        char name[NAME];

        search.quantities[dictionary_intern(search.names, name, row_name(name, found, row))] = SIZE_MAX;
    }
    if (n > 0)
        cells_each(p, from, find, &search);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && table_real(found, end, "set") == table_real(found, first, "set");)
            end++;
        withhold_one(p, &search, found, first, end);
    }
    free(search.quantities);
    dictionary_free(search.names);
}
