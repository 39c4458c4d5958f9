/* excel.h - the sheets of an Excel workbook (xlsx) as delimited text.
 *
 * Hidden sheets are not read. Cells are divided by tabs, dates are ISO, and line breaks and tabs inside a cell become
 * blanks, so that the n-th line is the n-th row of the sheet; excel_sheet.h says what becomes of each kind of cell.
 * Nothing of a workbook reaches the disk, and no other program is run. */
#ifndef TABLE_EXCEL_H
#define TABLE_EXCEL_H

#include "pipeline/base/fault.h"

#include <stddef.h>

/* The first sheet that is not hidden and not empty. On success *bytes is the caller's, to free(). FAULT_DATA where the
 * file is no xlsx that can be read, and where another sheet that is not hidden has the same columns, or rows that are
 * about as wide (the columns may have other names, or stand below a title), for none may be passed over in silence. */
bool excel_read(const char *path, char **bytes, size_t *length, struct fault *f);

/* As excel_read, of a workbook that is in memory. */
bool excel_read_bytes(const char *path, const char *workbook, size_t size, char **bytes, size_t *length,
                      struct fault *f);

struct excel_sheet {
    char *name, *bytes;
    size_t length;
};

/* Every sheet that is `wanted` by its name and not hidden, in the order of the workbook. On success the caller's, to
 * excel_sheets_free(). */
bool excel_read_all(const char *path, bool (*wanted)(const char *name), struct excel_sheet **sheets, size_t *n,
                    struct fault *f);
void excel_sheets_free(struct excel_sheet *sheets, size_t n);

#endif
