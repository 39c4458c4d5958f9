/* excel_sheet.h - one sheet of a workbook as text: a line for each row, cells divided by tabs.
 *
 * Dates are ISO, with the time of day where there is one; shares that the sheet shows in percent are percent with the
 * sign; other numbers stand as they are stored, and what a formula gave when the workbook was last calculated is its
 * value. Hidden rows and columns are read: a filter takes nothing away. What can not be told is a fault that names the
 * cell: a formula without a value, cells merged over several rows.
 *
 * Source: ECMA-376, part 1, 18.3 (worksheets), 18.17.4 (dates). */
#ifndef TABLE_EXCEL_SHEET_H
#define TABLE_EXCEL_SHEET_H

#include "pipeline/base/fault.h"
#include "pipeline/table/excel_book.h"

struct excel_lines {
    struct excel_text text;
    size_t rows; /* that hold anything */
};

/* `path` is for faults. Where not `strict`, as for a sheet that is only looked at, what can not be told is no fault. On
 * success the text is the caller's, to free(). */
bool excel_sheet_read(const struct zip *z, const struct excel_book *book, const char *part, const char *path,
                      bool strict, struct excel_lines *out, struct fault *f);

/* Other than ZIP_DONE as a fault, for whoever reads a part. */
bool excel_fault(enum zip_status status, const char *path, struct fault *f);

#endif
