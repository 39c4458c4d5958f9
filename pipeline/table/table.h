/* table.h - a table between stages, read whole into memory and checked against its schema.
 *
 * For tables of up to some million cells; spells and cells of a large register are streamed through stream.h instead.
 * The table owns its text; pointers from table_text live until table_free. Row numbers begin at 0. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "pipeline/base/fault.h"
#include "pipeline/table/schema.h"

#include <stdint.h>

struct table;

/* Reads `path`, which must hold exactly the columns of `schema`, in order, with every cell of its type and rows in the
 * order of the key, none twice (see stream.h). On success *out is the caller's, to table_free(). Fails with path, line
 * and column. A table without rows is no failure. */
bool table_read(const char *path, const struct schema *schema, struct table **out, struct fault *f);
void table_free(struct table *t); /* NULL is fine */

size_t table_rows(const struct table *t);
const struct schema *table_schema(const struct table *t);
uint64_t table_line(const struct table *t, size_t row); /* physical line, for messages */

/* `column` is the column's name; a name that the schema lacks is our own mistake and asserts. */
const char *table_text(const struct table *t, size_t row, const char *column); /* text, code; dates as they stand */
double table_real(const struct table *t, size_t row, const char *column);      /* integer or real; NaN where missing */
int64_t table_integer(const struct table *t, size_t row, const char *column);  /* must not be missing: asserts */
int32_t table_date(const struct table *t, size_t row,
                   const char *column); /* days since 1970; INT32_MIN where missing */
bool table_is(const struct table *t, size_t row, const char *column, const char *word);

#endif
