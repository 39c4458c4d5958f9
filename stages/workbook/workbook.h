/* workbook.h - what the rooms of the stage share: one public table as a sheet. */
#ifndef STAGE_WORKBOOK_H
#define STAGE_WORKBOOK_H

#include "pipeline/publish/workbook.h"
#include "pipeline/table/table.h"

/* A table that will be a sheet. Its name is at most 31 characters, and unique by its number. */
struct sheet_of_table {
    struct table *table;
    char name[64];
    size_t n_columns;
    struct workbook_column *columns; /* what sheet_write() made: the workbook borrows it until the commit */
};

/* "3 Personalbalans" */
void sheet_name(struct sheet_of_table *s, size_t number);

/* The table with Swedish headings and words: marks instead of what is not there, no columns of status. */
void sheet_write(struct workbook *w, struct sheet_of_table *s);

/* Frees what sheet_write() made. */
void sheet_free(struct sheet_of_table *s);

/* The Swedish of a code of any public table; itself where it is a name. The caller's, to free(). */
char *sheet_words(const char *column, const char *code);

/* What the look-up finds, from districts, city and public_indicators (each may be NULL). NULL where there is no
 * district. lookup_write makes the sheet on which one chooses, lookup_write_data the one it finds in; both borrow it
 * until the commit. */
struct lookup;
struct lookup *lookup_make(const struct table *districts, const struct table *city, const struct table *beside);
void lookup_write(struct workbook *w, struct lookup *l);
void lookup_write_data(struct workbook *w, struct lookup *l);
void lookup_free(struct lookup *l);

#endif
