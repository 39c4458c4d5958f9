/* excel_book.h - what the sheets of an xlsx workbook have in common: their names and places, texts, and which formats
 * are dates.
 *
 * Source: ECMA-376, Office Open XML, part 1: 18.2 (workbook), 18.4 (shared strings), 18.8.30 (number formats);
 * 22.9.2.19 (_xHHHH_ in a text). */
#ifndef TABLE_EXCEL_BOOK_H
#define TABLE_EXCEL_BOOK_H

#include "pipeline/table/zip.h"

#include <stdint.h>

enum excel_format { EXCEL_AS_IT_STANDS, EXCEL_DATE, EXCEL_PERCENT };

struct excel_page {
    char *name, *relation, *part; /* part: of the archive; NULL where the workbook names none */
    bool hidden;
};

/* Text that grows: always followed by a NUL once something was added. */
struct excel_text {
    char *bytes;
    size_t length, capacity;
};

struct excel_book {
    struct excel_page *pages;
    size_t n_pages, pages_capacity;
    struct excel_text text; /* of all shared strings; string i ends where i + 1 begins */
    size_t *begins;
    size_t n_strings, begins_capacity;
    enum excel_format *formats; /* of a cell's style */
    size_t n_formats, formats_capacity;
    bool from_1904; /* days are counted from 1904-01-01, as on old Macs */
};

void excel_text_add(struct excel_text *t, const char *bytes, size_t length);

/* A text of a workbook with _x000D_ and its like as what they stand for, and what divides cells and rows as blanks. */
void excel_text_plain(struct excel_text *t, size_t from);

/* Zeroes *book first; excel_book_free() also after a failure. */
enum zip_status excel_book_read(const struct zip *z, struct excel_book *book);
void excel_book_free(struct excel_book *book);

/* How a format code shows a number. For tests. */
enum excel_format excel_format_of(const char *code);

#endif
