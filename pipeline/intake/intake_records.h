/* intake_records.h - the records of one file, each used or rejected, and the file's account of them. Used by intake.c
 * alone.
 *
 * A large file is cut into parts that are read by several threads. A part has words, notes and numbers of its own,
 * which are joined in the order of the file: what comes out is what one thread makes of it. Where records hang on each
 * other (corrections are made in order; words mean what they mean on a day) there is one part. Where memory has a
 * bound, so much of the file is read and cut into parts at a time as the spells of it have room for. */
#ifndef INTAKE_INTAKE_RECORDS_H
#define INTAKE_INTAKE_RECORDS_H

#include "pipeline/intake/intake.h"

/* One file being read. */
struct intake_work {
    const struct delivery_file *file;
    const struct delivery_options *options;
    const struct codebook *codebook;
    struct reader *reader;
    struct findings *findings;
    struct intake *account;
    struct posting_file columns;
    uint64_t readable; /* records that could at least be split into fields */
};

/* Fails as intake_read() says. */
bool intake_records(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                    struct spell_store *store, struct fault *f);

void intake_reject(struct intake_work *w, uint64_t line, uint16_t column, enum reason reason);

#endif
