/* batches.h - rows of a large table, made by several threads and written in order: the same bytes for any number. */
#ifndef TABLE_BATCHES_H
#define TABLE_BATCHES_H

#include "pipeline/table/writer.h"

/* Puts rows first..end - 1, whole and with their ends of line, into `to`, which has room for them; returns how many
 * bytes they are. Makers are numbered from 0; what is theirs by number is not used by two at once. */
typedef size_t batches_make(void *context, size_t maker, size_t first, size_t end, char *to);

/* Writes rows 0..n_rows - 1, of at most `room` bytes each, by n_makers threads (0: one). */
void batches_write(struct writer *w, size_t n_makers, size_t n_rows, size_t room, batches_make *make, void *context);

#endif
