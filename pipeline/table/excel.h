/* excel.h - the first sheet, or every sheet, of an Excel workbook as delimited text, through Debian's xlsx2csv.
 *
 * The program is run without a shell and its output taken in memory: nothing of a workbook reaches the disk. Cells are
 * divided by tabs, dates are ISO, and line breaks and tabs inside a cell become blanks, so that the n-th line is the
 * n-th row of the sheet. */
#ifndef TABLE_EXCEL_H
#define TABLE_EXCEL_H

#include "pipeline/base/fault.h"

#include <stddef.h>

/* On success *bytes is the caller's, to free(). Fails with FAULT_DEPENDENCY where xlsx2csv is not installed (the text
 * says how to install it), FAULT_DATA where it can not read the workbook. */
bool excel_read(const char *path, char **bytes, size_t *length, struct fault *f);

struct excel_sheet {
    char *name, *bytes;
    size_t length;
};

/* Every sheet, in the order of the workbook; fails as excel_read does. On success the caller's, to
 * excel_sheets_free(). */
bool excel_read_all(const char *path, struct excel_sheet **sheets, size_t *n, struct fault *f);
void excel_sheets_free(struct excel_sheet *sheets, size_t n);

#endif
