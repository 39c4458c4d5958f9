/* sheet.h - the small tables that people write for a delivery: code lists, organisation, corrections, control totals,
 * indicators. Delimited text, or the first sheet of an Excel workbook.
 *
 * Columns are found by name, Swedish or English, in any order; columns that nobody asked for are ignored. Unlike a
 * personnel extract such a table must be whole: a record that can not be split into fields is a fault with its line. */
#ifndef INTAKE_SHEET_H
#define INTAKE_SHEET_H

#include "pipeline/base/fault.h"
#include "pipeline/table/reader.h"

#include <stddef.h>
#include <stdint.h>

struct sheet_column {
    const char *names; /* "unit|enhet": the first is the one that messages use */
    bool required;
};

enum { SHEET_MAX_COLUMNS = 16 };

struct sheet;

/* False where path is NULL or "", or there is no such file: a table that a delivery may lack. */
bool sheet_is_there(const char *path);

/* Fails where the file can not be read, a required column is missing, or two columns have the same meaning. `columns`
 * must outlive the sheet. On success *out is the caller's, to sheet_close(). */
bool sheet_open(const char *path, const struct sheet_column *columns, size_t n, struct sheet **out, struct fault *f);
/* The same where the file is text of another encoding than UTF-8; NULL: UTF-8, or what its first bytes say. */
bool sheet_open_encoded(const char *path, const char *encoding, const struct sheet_column *columns, size_t n,
                        struct sheet **out, struct fault *f);
/* The same of a sheet's text with tabs between cells, which must outlive it; `path` is what messages call it. */
bool sheet_open_bytes(const char *path, const char *bytes, size_t length, const struct sheet_column *columns, size_t n,
                      struct sheet **out, struct fault *f);
void sheet_close(struct sheet *s);

/* The next record: cells[i] belongs to columns[i] and is empty where the file lacks the column; borrowed until the next
 * call. *more is false, and nothing else is set, past the last. Blank records are skipped. */
bool sheet_next(struct sheet *s, struct field *cells, uint64_t *line, bool *more, struct fault *f);

/* The cell is this word, letter by letter. */
bool sheet_cell_is(struct field cell, const char *word);

/* What the file calls a column; empty where it lacks it. Borrowed from the sheet. */
struct field sheet_name(const struct sheet *s, size_t column);
/* Fails, as where a required column is missing, where the file lacks this one. */
bool sheet_require(const struct sheet *s, size_t column, struct fault *f);

/* A date cell, ISO; an empty one gives `absent`. Fails with path, line and column. */
bool sheet_date(const struct sheet *s, struct field cell, size_t column, uint64_t line, int32_t absent, int32_t *day,
                struct fault *f);

/* Fills *f with the sheet's path, the line and the column's name, and returns false. */
bool sheet_fault(const struct sheet *s, size_t column, uint64_t line, struct fault *f, const char *text);

#endif
