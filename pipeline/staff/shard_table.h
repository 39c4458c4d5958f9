/* shard_table.h - a table of one shard read back, row by row, to be added up. */
#ifndef STAFF_SHARD_TABLE_H
#define STAFF_SHARD_TABLE_H

#include "pipeline/staff/shard.h"
#include "pipeline/table/stream.h"

#include <stdbool.h>
#include <stdint.h>

/* Adds up the row at hand; false where it does not go with the other tables. */
typedef bool shard_take(void *context);

/* Gives each row to `take`, with *row at it. Fails on the first that is not taken. */
bool shard_table_read(const struct shard *s, size_t number, const char *table, struct stream **row, shard_take *take,
                      void *context, struct fault *f);

/* The integers from a column on, as counts; false where one is none. */
bool shard_table_counts(const struct stream *row, size_t column, size_t n, uint32_t *out);

#endif
