#include "pipeline/table/schema.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/schema_tables.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* The order of the chain. */
static const struct schema_part *const PARTS[] = {
    &schema_clean,
    &schema_turnover,
    &schema_retention,
    &schema_shards,
    &schema_trend,
    &schema_compare,
    &schema_indicators,
    /* the wall */
    &schema_public,
    &schema_public_trend,
    &schema_public_retention,
    &schema_public_compare,
    &schema_public_indicators,
    &schema_public_sources,
    &schema_report,
};

/* All tables in one array: C can't join constant arrays of several files before the program runs. */
static struct schema *tables;
static size_t n_tables;
static pthread_once_t gathered = PTHREAD_ONCE_INIT;

static void gather(void)
{
    size_t capacity = 0;

    for (size_t i = 0; i < SCHEMA_COUNT(PARTS); i++) {
        tables = memory_grow(tables, &capacity, n_tables + PARTS[i]->n, sizeof *tables);
        memcpy(&tables[n_tables], PARTS[i]->tables, PARTS[i]->n * sizeof *tables);
        n_tables += PARTS[i]->n;
    }
}

const struct schema *schema_all(size_t *n)
{
    pthread_once(&gathered, gather);
    *n = n_tables;
    return tables;
}

const struct schema *schema_find(const char *name)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

/* Rows ask for the same columns by the same literals again and again: where a name was found last is tried first. */
size_t schema_column(const struct schema *s, const char *name)
{
    enum { N_PLACES = 256 };
    static _Thread_local struct place {
        const struct schema *schema;
        const char *name;
        size_t column;
    } places[N_PLACES];
    struct place *last = &places[((uintptr_t) name + (uintptr_t) s / sizeof *s * 31) % N_PLACES];
    size_t i = 0;

    if (last->schema == s && last->name == name && last->column < s->n_columns &&
        strcmp(s->columns[last->column].name, name) == 0)
        return last->column;
    while (i < s->n_columns && strcmp(s->columns[i].name, name) != 0)
        i++;
    *last = (struct place){ s, name, i };
    return i;
}
