/* workbook.h - Excel files that people and screen readers can use, over libxlsxwriter (included here alone).
 *
 * One marked-up table a sheet: one header row, no merged cells, no blank rows; the header row stays when the sheet
 * scrolls and columns are as wide as what they hold. Text is always text, never a formula. The same calls give the same
 * bytes: the date inside is fixed. The file appears whole or not at all, with the mode of its access whatever the
 * umask. */
#ifndef PUBLISH_WORKBOOK_H
#define PUBLISH_WORKBOOK_H

#include "pipeline/base/outfile.h"

#include <stddef.h>

enum workbook_kind { WORKBOOK_TEXT, WORKBOOK_NUMBER };

struct workbook_column {
    const char *heading;
    enum workbook_kind kind;
    int decimals; /* of numbers: shown with so many and a blank between thousands; -1: as they are */
};

struct workbook;

/* Calls write(context, f), which opens, fills and commits the workbook of `path`, in a process of its own:
 * libxlsxwriter does not look whether it was given the memory it asked for. Returns what it returned; where it died, or
 * failed, nothing of it is left. */
bool workbook_make(const char *path, bool (*write)(void *context, struct fault *f), void *context, struct fault *f);

/* On success *out is the caller's, to commit or discard exactly once. `title` goes into the document's properties. */
bool workbook_open(const char *path, enum outfile_access access, const char *title, struct workbook **out,
                   struct fault *f);

/* A sheet of text, one paragraph a line: what the file is, what the marks mean. Before the tables. */
void workbook_lines(struct workbook *w, const char *sheet, const char *const *lines, size_t n);

/* Begins a sheet with a table. Names of sheets are at most 31 characters without : \ / ? * [ ], and unique; `columns`
 * must live until the next sheet or the commit. */
void workbook_table(struct workbook *w, const char *sheet, const struct workbook_column *columns, size_t n_columns);

/* Cells from left to right; text may stand in a column of numbers (".."). NaN is an empty cell. */
void workbook_text(struct workbook *w, const char *text);
void workbook_number(struct workbook *w, double value);
void workbook_end_row(struct workbook *w);

/* A sheet on which the reader chooses, from lists, a row of the table of another sheet, and sees its cells beside those
 * of a second row. The table's first column is a key: the choices with | between them. Formulas find the rows and give
 * what stands there, numbers as numbers and marks as marks; what they give at first is written too, for programs that
 * do not calculate. Nothing of it is borrowed. */
enum { WORKBOOK_CHOICES = 2 };
struct workbook_choice {
    const char *label;
    const char *const *values; /* a value that is a whole number is written as one */
    size_t n, chosen;
};
struct workbook_found {
    double number;
    const char *mark; /* what stands there where number is NaN */
};
struct workbook_line {
    const char *label, *unit;
    size_t column; /* of the table */
    int decimals;
    struct workbook_found chosen, second;
};
struct workbook_lookup {
    const char *title, *explanation;
    struct workbook_choice choices[WORKBOOK_CHOICES];
    const char *second; /* the value of the first choice that the last column always has */
    const char *table;  /* the sheet of the table; a name without blanks or marks */
    size_t n_rows;      /* of the table */
    const char *headings[4];
    const struct workbook_line *lines;
    size_t n_lines;
};
void workbook_look_up(struct workbook *w, const char *sheet, const struct workbook_lookup *lookup);

/* How many rows a table can hold below its header, and how many columns; more are our own mistake and assert. */
enum { WORKBOOK_MAX_ROWS = 1048575, WORKBOOK_MAX_COLUMNS = 1024 };

/* Each frees w. */
bool workbook_commit(struct workbook *w, struct fault *f);
void workbook_discard(struct workbook *w);

#endif
