/* reader.h - a delimited file with a header, record by record, as fields.
 *
 * Knows nothing of staff or schemas: bytes in, fields out, with physical lines. Raw deliveries and tables between
 * stages are both read through it. The file is mapped where possible, else read whole; nothing is copied or allocated
 * per record. A file that is cut short by somebody else while it is mapped ends the program (SIGBUS), as it must.
 *
 * Encoding: a byte order mark decides (UTF-8, UTF-16); else UTF-8, or what is declared - but a file that is well-formed
 * UTF-8 beyond ASCII is UTF-8 whatever is declared. Blank lines before the header and a line `sep=;` are skipped. The
 * delimiter is `sep=`'s, else the one of ; , TAB | that stands most often in the header line (outside quotes; the first
 * of them if equal). Columns at the end of the header without a name (delimiters at the end of every line) are dropped
 * from header and records alike. Fields of records without a quote are split directly; records with quotes go through
 * libcsv in strict mode: both give the same fields, and tests say so. */
#ifndef TABLE_READER_H
#define TABLE_READER_H

#include "pipeline/base/digest.h"
#include "pipeline/base/fault.h"
#include "pipeline/table/field.h"
#include "pipeline/table/record.h"

#include <stdint.h>

enum { READER_MAX_FIELD = 65536, READER_MAX_COLUMNS = 1024 };

/* What a record turned out to be. Only READER_FIELDS has fields. Where several hold, the first in this list. */
enum reader_status {
    READER_END,
    READER_FIELDS,
    READER_BLANK,       /* nothing, or two or more empty fields, no more than the header has: counted, skipped */
    READER_BAD_QUOTE,   /* see record.h */
    READER_BAD_BYTES,   /* not valid UTF-8 (after conversion), or holds a NUL */
    READER_LONG_FIELD,  /* a field over READER_MAX_FIELD bytes */
    READER_FIELD_COUNT, /* another number of fields than the header, or something under a column without a name */
};

struct reader_options {
    const char
        *encoding;     /* NULL: UTF-8, and nobody can say otherwise; "": UTF-8; else a name for iconv, e.g. "cp1252" */
    char delimiter;    /* 0: from the header */
    bool rows_in_text; /* text may look like rows of this file, as in our own tables: no rule 4 of record.h */
    bool bytes_when_read; /* records are looked at for UTF-8 one by one when they are given, not all of them before */
    size_t read_size;     /* 0: as is best; else read by so many bytes, never map (for tests) */
};

struct reader;

/* Opens, converts, finds the header. `options` may be NULL. Fails (FAULT_SYSTEM) where the file can not be read and
 * (FAULT_DATA) on: an empty file, no header, a stray quote, a newline or a NUL in it, a column without a name among
 * others, a name twice, or more than READER_MAX_COLUMNS columns; on a header, or more than a tenth of the records, that
 * is not valid UTF-8 (the likely encoding and the setting are named); on an encoding that nobody knows. Names are
 * quoted in a fault only where the line looks like a header, for a file without one has a person there. No records is
 * no failure. */
bool reader_open(const char *path, const struct reader_options *options, struct reader **out, struct fault *f);

/* The same for bytes in memory, which must outlive the reader; `name` stands for the path. */
bool reader_open_bytes(const char *name, const void *bytes, size_t length, const struct reader_options *options,
                       struct reader **out, struct fault *f);

/* Cuts the records that reader_next has not given yet into at most n consecutive parts of about the same size, for one
 * thread each: parts[i] is a reader of its own, with the header of r and the physical lines of the file. Returns how
 * many there are (0 where no record is left). Close them before r, which they borrow from. The records, in order of
 * parts, are those of r. */
size_t reader_split(const struct reader *r, size_t n, struct reader **parts);

/* Cuts the next records that reader_next has not given yet off r, so many bytes of them and what completes the last:
 * such a part, to be split again. NULL where no record is left. */
struct reader *reader_cut(struct reader *r, size_t bytes);

/* At most so many records has a part that was not read from yet; `next` is the part after it, or NULL. */
size_t reader_lines(const struct reader *part, const struct reader *next);

void reader_close(struct reader *r); /* NULL is fine */

/* Header names, as they stand, trimmed of blanks. */
size_t reader_columns(const struct reader *r);
struct field reader_name(const struct reader *r, size_t column);

/* The next record. On READER_FIELDS, *fields points at reader_columns(r) fields: the array lives until the next call,
 * the bytes until the next but one. *record is filled whatever the status, but READER_END. */
enum reader_status reader_next(struct reader *r, const struct field **fields, struct record *record);

/* For a caller that reads some records from their bytes by itself: what has not been given yet, and to pass over a
 * record of so many bytes, with its end of line, that stands on one line and has no quote. */
struct field reader_rest(const struct reader *r);
const char *reader_begin(const struct reader *r); /* where its first record stood, and its last one will end */
const char *reader_end(const struct reader *r);
void reader_pass(struct reader *r, size_t length);

/* A reader of its own for whole records within that rest, as by reader_split; lines go on from those of r. */
struct reader *reader_part(const struct reader *r, struct field records);

/* True if the fields are the header's names again: two files in one. */
bool reader_is_header(const struct reader *r, const struct field *fields);

/* What stands before the first record: mark of byte order, blank lines, sep=, header. With it, the records'
 * full_lengths cover the (converted) text. */
struct field reader_head(const struct reader *r);

/* Whether these are the file's bytes, as they came, from `at` on. */
bool reader_holds(const struct reader *r, size_t at, const void *bytes, size_t length);

/* Facts for the log of the intake. */
uint64_t reader_bytes(const struct reader *r);
const char *reader_encoding(const struct reader *r); /* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", or as declared */
char reader_delimiter(const struct reader *r);
uint64_t reader_header_line(const struct reader *r);

#endif
