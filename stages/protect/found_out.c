#include "stages/protect/found_out.h"
#include "stages/protect/earlier_compare.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <math.h>
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

static const double KNOWN = 1e9; /* dearer than any that is not */

/* An earlier report shows it as well: that helps only where it is this year's number for others too. */
static bool is_known(const struct quantity *q)
{
    return q->known || q->earlier;
}

static bool is_in(const struct table *found, size_t row, size_t set_of)
{
    return table_real(found, row, "set") == table_real(found, set_of, "set");
}

/* Of each row the quantity, SIZE_MAX where nothing of it can be withheld. */
static size_t *quantities_of(const struct protect *p, const struct table *found, const struct cells_source *from)
{
    size_t n = table_rows(found), *of = memory_zeroed(n + 1, sizeof *of);
    struct search search = { dictionary_new(), memory_zeroed(n + 1, sizeof(size_t)) };
    char name[NAME];

    for (size_t row = 0; row < n; row++)
        search.quantities[dictionary_intern(search.names, name, row_name(name, found, row))] = SIZE_MAX;
    cells_each(p, from, find, &search);
    for (size_t row = 0; row < n; row++) {
        of[row] = search.quantities[dictionary_find(search.names, name, row_name(name, found, row))];
        if (of[row] != SIZE_MAX && links_at(p->links, of[row])->weight == 0) /* stands in no table */
            of[row] = SIZE_MAX;
    }
    free(search.quantities);
    dictionary_free(search.names);
    return of;
}

/* Sets that hold a number which is withheld are done with. */
static void cross_out(const struct protect *p, const struct table *found, const size_t *of, bool *done)
{
    for (size_t first = 0, end, n = table_rows(found); first < n; first = end) {
        bool any = false;

        for (end = first; end < n && is_in(found, end, first); end++)
            any = any || (of[end] != SIZE_MAX && links_at(p->links, of[end])->rule != SUPPRESSION_NONE);
        for (size_t row = first; row < end; row++)
            done[row] = any;
    }
}

/* What withholding a number costs for each of the sets it is in; those that no earlier report shows come first. */
static size_t cheapest(const struct protect *p, const size_t *of, const bool *done, size_t n)
{
    double *n_sets = memory_zeroed(links_size(p->links), sizeof *n_sets), least = INFINITY;
    size_t best = SIZE_MAX;

    for (size_t row = 0; row < n; row++)
        if (!done[row] && of[row] != SIZE_MAX)
            n_sets[of[row]]++;
    for (size_t q = 0; q < links_size(p->links); q++) {
        const struct quantity *quantity = links_at(p->links, q);
        double cost = quantity->weight / pow(n_sets[q], 2) * (is_known(quantity) ? KNOWN : 1);

        if (n_sets[q] > 0 && cost < least) {
            least = cost;
            best = q;
        }
    }
    free(n_sets);
    return best;
}

void found_out_withhold(struct protect *p, const struct table *found, const struct cells_source *from)
{
    size_t n = found == NULL ? 0 : table_rows(found), *of, q;
    bool *done = memory_zeroed(n + 1, sizeof *done);

    of = n == 0 ? NULL : quantities_of(p, found, from);
    while (n > 0) {
        cross_out(p, found, of, done);
        q = cheapest(p, of, done, n);
        if (q == SIZE_MAX)
            break;
        compare_keep_withheld(links_at(p->links, q));
    }
    free(of);
    free(done);
}
