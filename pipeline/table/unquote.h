/* unquote.h - the fields of one record that holds quotes, through libcsv in strict mode. Used by the reader alone.
 *
 * Blanks and tabs around unquoted fields are trimmed; what stands between quotes is kept exactly. */
#ifndef TABLE_UNQUOTE_H
#define TABLE_UNQUOTE_H

#include "pipeline/table/reader.h"

#include <stddef.h>

struct unquoter;

struct unquoter *unquoter_new(char delimiter);
void unquoter_free(struct unquoter *u); /* NULL is fine */

enum unquoted { UNQUOTED, UNQUOTED_BAD_QUOTE, UNQUOTED_LONG_FIELD };

/* The first `room` fields into fields[]; *n is how many there are in all. The bytes are the unquoter's and live until
 * the next call but one. A field over READER_MAX_FIELD bytes ends the work at once: *n is then of no use. */
enum unquoted unquote(struct unquoter *u, const char *bytes, size_t length, struct field *fields, size_t room,
                      size_t *n);

#endif
