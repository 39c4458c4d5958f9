/* writer.h - writes one table of the chain, column by column, as its schema says.
 *
 * Cells are given in the order of the schema; each call checks (assert) that the type fits and that a row is whole.
 * Text is quoted only where RFC 4180 needs it, or where the reader would trim it or take it for a blank line. Text is
 * the caller's to keep well-formed: UTF-8 without NUL. Reals are written with the fewest digits that read back to the
 * same double, so that the same number gives the same bytes everywhere; -0 is written 0. */
#ifndef TABLE_WRITER_H
#define TABLE_WRITER_H

#include "pipeline/base/fault.h"
#include "pipeline/base/outfile.h"
#include "pipeline/table/schema.h"

#include <stdint.h>

struct writer;

/* Opens PATH through outfile and writes the header. Private schemas get 0600, public ones 0644. On success *out is the
 * caller's, to commit or discard exactly once. */
bool writer_open(const char *path, const struct schema *schema, struct writer **out, struct fault *f);

/* Whole rows, as they would be written, for whoever makes them by the thousand. */
void writer_rows(struct writer *w, const char *bytes, size_t length);

void writer_text(struct writer *w, const char *text); /* text, code; NULL = empty */
void writer_bytes(struct writer *w, const char *text, size_t length);
void writer_integer(struct writer *w, int64_t value);
void writer_real(struct writer *w, double value); /* also for integer columns: NaN is missing */
/* Days since 1970-01-01, of the years 1900 to 2099; INT32_MAX or INT32_MIN = missing. */
void writer_date(struct writer *w, int32_t day);
void writer_end_row(struct writer *w);

/* Each frees w. Commit fails if any write failed. writer_discard takes NULL, and a row that is not whole. */
bool writer_commit(struct writer *w, struct fault *f);
bool writer_commit_if_changed(struct writer *w, struct fault *f);
void writer_discard(struct writer *w);

/* The shortest decimal text that reads back to `value` ("NaN", "Inf", "-Inf" too): at most 31 bytes and a NUL into
 * `text`. */
void writer_format_real(double value, char text[32]);

#endif
