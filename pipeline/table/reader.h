/* reader.h - a delimited file with a header, record by record, as fields.
 *
 * Knows nothing of staff or schemas: bytes in, fields out, with physical lines. Raw deliveries and tables between stages are
 * both read through it. The file is read whole (mapped where possible). A UTF-8 BOM is dropped; UTF-16 with a BOM is
 * converted; any other encoding only if declared. `sep=;` before the header is skipped. The delimiter is detected from the
 * header alone (; , TAB |). Fields of records without a quote are split directly; records with quotes go through libcsv in
 * strict mode: both give the same fields, and tests say so. */
#ifndef TABLE_READER_H
#define TABLE_READER_H

#include "pipeline/base/fault.h"
#include "pipeline/table/record.h"

#include <stdint.h>

enum { READER_MAX_FIELD = 65536, READER_MAX_COLUMNS = 1024 };

struct field {
    const char *bytes; /* borrowed until the next reader_next; not NUL-terminated; may hold NUL */
    size_t length;     /* blanks and tabs at both ends are already trimmed from unquoted fields */
};

/* What a record turned out to be. Only READER_FIELDS has fields. */
enum reader_status {
    READER_END,
    READER_FIELDS,
    READER_BLANK,       /* nothing, or delimiters only: counted, skipped */
    READER_BAD_QUOTE,   /* see record.h */
    READER_FIELD_COUNT, /* another number of fields than the header */
    READER_LONG_FIELD,  /* a field over READER_MAX_FIELD bytes */
    READER_BAD_BYTES,   /* not valid UTF-8 (after conversion), or holds a NUL */
};

struct reader_options {
    const char *encoding; /* NULL or "": UTF-8, or UTF-16 by its BOM; else a name that iconv knows, e.g. "cp1252" */
    char delimiter;       /* 0: from the header */
};

struct reader;

/* Opens, converts, finds the header. Fails (FAULT_DATA) on: an empty file, no header, a header with a newline in a name,
 * with an empty name that is not the last, a name twice (the name is said), or more than READER_MAX_COLUMNS columns; on a
 * file of which more than a tenth of the records are not valid UTF-8 (the likely encoding and the setting are named).
 * A last header column without a name (a delimiter at the end of every line) is dropped from header and records alike. */
bool reader_open(const char *path, const struct reader_options *options, struct reader **out, struct fault *f);
void reader_close(struct reader *r);

/* Header names, as they stand, trimmed of blanks. */
size_t reader_columns(const struct reader *r);
struct field reader_name(const struct reader *r, size_t column);

/* The next record. On READER_FIELDS, *fields points at reader_columns(r) fields. *record is filled whatever the status. */
enum reader_status reader_next(struct reader *r, const struct field **fields, struct record *record);

/* Facts for the log of the intake. SHA-256 is of the file's bytes as they came. */
const char *reader_sha256(const struct reader *r); /* 64 hex digits */
uint64_t reader_bytes(const struct reader *r);
const char *reader_encoding(const struct reader *r); /* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", or as declared */
char reader_delimiter(const struct reader *r);
uint64_t reader_header_line(const struct reader *r);

#endif
