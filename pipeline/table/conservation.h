/* conservation.h - the proof, in every run, that no byte of a file was passed over or read twice.
 *
 * What stands before the first record and the whole of every record, whatever became of it (used, rejected, blank), are
 * hashed as they are booked, one after the other; together they must hash to what the file does. A file that somebody
 * changes while it is read is found out in the same way. */
#ifndef TABLE_CONSERVATION_H
#define TABLE_CONSERVATION_H

#include "pipeline/table/reader.h"

struct conservation {
    struct digest *booked;
};

/* Books the head of r. To conservation_end() or conservation_free(). */
struct conservation conservation_begin(const struct reader *r);

/* Books one record; once each, in the order in which reader_next gives them. */
void conservation_book(struct conservation *c, const struct record *record);

/* After the last record; c is of no use after. `sha256` is that of the file at `path`, taken by itself; NULL where the
 * reader reads something made of the file (an Excel workbook), which is then held against itself. FAULT_SYSTEM where
 * the file has changed meanwhile, or where a byte was lost: the program's own mistake. */
bool conservation_end(struct conservation *c, const struct reader *r, const char *sha256, const char *path,
                      struct fault *f);
void conservation_free(struct conservation *c);

#endif
