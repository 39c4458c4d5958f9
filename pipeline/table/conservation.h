/* conservation.h - the proof, in every run, that no byte of a file was passed over or read twice.
 *
 * What stands before the first record and the whole of every record, whatever became of it (used, rejected, blank), are
 * booked: each must begin where the one before ended, and the last must end where the text does. The text that they are
 * parts of, or was converted from, must be what the file is, read by itself, and the file must stand as it did before
 * it was opened: one that somebody changes while it is read is found out. */
#ifndef TABLE_CONSERVATION_H
#define TABLE_CONSERVATION_H

#include "pipeline/base/infile.h"
#include "pipeline/table/reader.h"

struct conservation {
    const char *next; /* where the next record must begin */
    bool whole;       /* no gap so far */
};

/* Books the head of r. */
struct conservation conservation_begin(const struct reader *r);

/* Books one record; once each, in the order in which reader_next gives them. */
void conservation_book(struct conservation *c, const struct record *record);

/* For one of the parts of a reader, from conservation_part(); they are joined in order. */
struct conservation conservation_part(const struct reader *part);
void conservation_join(struct conservation *c, const struct conservation *part, const struct reader *reader);

/* Takes the file at `path` by itself: its SHA-256, and whether it is what the reader reads; `r` NULL: that is something
 * made of the file (an Excel workbook), and not compared. May be done by another thread, while records are read. Fails
 * where the file can not be read. */
bool conservation_take_file(const char *path, const struct reader *r, char sha256[DIGEST_HEX], bool *same,
                            struct fault *f);

/* After the last record. `same` is what conservation_take_file() found, `before` how the file stood before it was
 * opened. FAULT_SYSTEM where it has changed meanwhile, or where a byte was lost: the program's own mistake. */
bool conservation_end(const struct conservation *c, const struct reader *r, bool same,
                      const struct infile_state *before, const char *path, struct fault *f);

#endif
