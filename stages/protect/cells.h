/* cells.h - where each number of the links stands in the public tables: by table, key and column, as others name it. */
#ifndef STAGE_PROTECT_CELLS_H
#define STAGE_PROTECT_CELLS_H

#include "stages/protect/indicators.h"
#include "stages/protect/linked.h"
#include "stages/protect/stays.h"

struct cell {
    const char *table, *count_column, *group_column;
    char key[LINKED_NAME];
};

/* The cell of a public table that a row of rates.csv comes to stand in. */
struct cell cells_of_row(const struct catalogue_entry *entry, const struct table *rates, size_t row);

/* What the numbers are made of. */
struct cells_source {
    const struct table *rates, *causes;
    const struct balance_years *years;
    const struct horizons *stays;
    const struct indicators *indicators;
};

/* Each number of staff, their balance, their stays and the indicators that stands in a public table; `quantity` is its
 * index. The number of those hired is the same at every horizon, and stands at horizon 0. A number of the indicators
 * stands in several rows: its key begins with what it counts, and its column is `number`. */
typedef void cells_visit(void *context, const char *table, const char *key, const char *column, size_t quantity);
void cells_each(const struct protect *p, const struct cells_source *from, cells_visit *visit, void *context);

/* ---- cells_indicators.c ---- */
void cells_each_indicator(const struct indicators *all, cells_visit *visit, void *context);

#endif
