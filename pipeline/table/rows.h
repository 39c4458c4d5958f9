/* rows.h - a table that is filled in any order and written sorted by its key.
 *
 * For tables of up to some hundred thousand rows; larger ones are sorted by who makes them and go to writer.h. */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include "pipeline/base/fault.h"
#include "pipeline/table/schema.h"

#include <stdint.h>

struct rows;

struct rows *rows_new(const struct schema *schema); /* the caller's, to rows_free() */
void rows_free(struct rows *r);                     /* NULL is fine */

/* Begins a row: every text empty, every number NaN, every date missing. The setters fill the row begun last; a name
 * that the schema lacks is our own mistake and asserts. */
void rows_begin(struct rows *r);
void rows_text(struct rows *r, const char *column, const char *text); /* copied */
void rows_number(struct rows *r, const char *column, double value);   /* integer, real */
void rows_date(struct rows *r, const char *column, int32_t day);

/* The key of the row begun last, its columns joined by |, into `text`. */
void rows_key(const struct rows *r, char *text, size_t size);

/* Writes whole or not at all; fails also where two rows have the same key. */
bool rows_write(struct rows *r, const char *path, struct fault *f);

#endif
