/* header_row.h - a header among the records: two extracts laid one after the other in one file. For intake.c alone.
 *
 * The same header again is a line to be passed over. That of a file with other columns, or the same in another order,
 * is more: every record after it would be misread, name for name, without any of them looking wrong. */
#ifndef INTAKE_HEADER_ROW_H
#define INTAKE_HEADER_ROW_H

#include "pipeline/intake/codebook.h"
#include "pipeline/table/reader.h"

enum header_row { HEADER_ROW_NONE, HEADER_ROW_SAME, HEADER_ROW_OTHER };

/* `id` is the column that says who the record is about: an id nearly always has a digit and a header's word for it
 * none, so that most records are told by one cell. A mark of byte order before the header is passed over. */
enum header_row header_row(const struct codebook *codebook, const struct reader *r, size_t id,
                           const struct field *fields);

/* The same of a record whose number of fields is not the header's: never HEADER_ROW_SAME. Quotes around whole fields
 * are passed over. */
enum header_row header_row_of_record(const struct codebook *codebook, const struct reader *r,
                                     const struct record *record);

#endif
