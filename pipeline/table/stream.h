/* stream.h - a table between stages, row by row, checked against its schema: for tables that are not to be held whole.
 *
 * The file must hold exactly the columns of the schema, in order, under their names. Every cell is checked: integers
 * and reals as in cell.h (or NaN), dates as calendar_parse_iso (or empty), codes without blanks or control characters,
 * all text UTF-8. Rows must stand in the order of the key and none twice: text, codes and dates compare as bytes,
 * numbers by value, a missing number before all others. A blank line is no row and not allowed. Columns are known by
 * their index. */
#ifndef TABLE_STREAM_H
#define TABLE_STREAM_H

#include "pipeline/table/reader.h"
#include "pipeline/table/schema.h"

struct stream;

/* What a missing cell gives. */
#define STREAM_NO_INTEGER INT64_MIN
#define STREAM_NO_DATE INT32_MIN

/* On success *out is the caller's, to stream_close(). */
bool stream_open(const char *path, const struct schema *schema, struct stream **out, struct fault *f);
void stream_close(struct stream *s); /* NULL is fine */

/* The next row; *more is false where there is none. Fails with path, line and column. */
bool stream_next(struct stream *s, bool *more, struct fault *f);

/* Cells of the row at hand; a column of another type is our own mistake and asserts. Text lives until the next row but
 * one. */
struct field stream_text(const struct stream *s, size_t column); /* any type: as it stands */
int64_t stream_integer(const struct stream *s, size_t column);
double stream_real(const struct stream *s, size_t column); /* integer or real */
int32_t stream_date(const struct stream *s, size_t column);
uint64_t stream_line(const struct stream *s);

#endif
