/* columns.h - a delimited file as columns of text, by header name, with the rows that a condition lets through. */
#ifndef STAT_COLUMNS_H
#define STAT_COLUMNS_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct columns;

/* `where` holds n_where conditions "column=value"; a row stays where all hold, as text. Blank lines are skipped. Fails
 * as reader_open does, on a damaged record, with its line, and on a condition whose column the file lacks. On success
 * *out is the caller's, to columns_free(). */
bool columns_read(const char *path, const char *const *where, size_t n_where, struct columns **out, struct fault *f);
void columns_free(struct columns *c); /* NULL is fine */

size_t columns_rows(const struct columns *c);
const char *columns_path(const struct columns *c);
bool columns_find(const struct columns *c, const char *name, size_t *column, struct fault *f);
const char *columns_text(const struct columns *c, size_t row, size_t column); /* lives as long as c */
uint64_t columns_line(const struct columns *c, size_t row);

#endif
