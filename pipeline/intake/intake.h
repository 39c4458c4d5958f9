/* intake.h - one file of staff/ taken in: what it is, its records as spells, and the account of every one of them.
 *
 * Files are told apart by their columns: anställd_från makes spells, uttagsdatum (or an extraction date under [files])
 * without it snapshots. The extraction date of a record is its column's, else the file's under [files], else that of
 * [clean]; a file of spells that has none of these is assumed to be of the latest first or last day in it that is not
 * more than five years after the latest first day. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "pipeline/base/infile.h"
#include "pipeline/intake/correction.h"
#include "pipeline/intake/delivery.h"
#include "pipeline/intake/posting.h"
#include "pipeline/intake/spell_store.h"

enum intake_kind { INTAKE_SPELLS, INTAKE_SNAPSHOTS, INTAKE_COUNTS };
enum intake_basis { EXTRACTION_NONE, EXTRACTION_COLUMN, EXTRACTION_SETTINGS, EXTRACTION_ASSUMED };

/* What intake.csv says of a file. records_in = kept + rejected + merged; kept and merged are known after merge.h. */
struct intake {
    const char *name; /* borrowed from the delivery */
    enum intake_kind kind;
    char sha256[DIGEST_HEX];
    uint64_t bytes;
    struct infile_state before; /* how the file stood before it was opened */
    char encoding[64];
    const char *separator;                     /* semicolon, comma, tab, pipe, xlsx */
    int32_t first_extraction, last_extraction; /* INT32_MIN: none */
    enum intake_basis basis;
    uint64_t records_in, kept, rejected, merged, blank, corrected;
};

const char *intake_kind_word(enum intake_kind kind);
const char *intake_basis_word(enum intake_basis basis);
/* The same word of those for `separator` below, for whoever has it from elsewhere; NULL where it is none. */
const char *intake_separator(const char *bytes, size_t length);

/* Opens a file of the delivery, an Excel workbook too, and fills name, bytes, encoding and separator; sha256 is left to
 * the caller. `*text` must live as long as the reader and be freed after it (NULL for what is no workbook). */
bool intake_open(const struct delivery_file *file, const struct delivery_options *options, struct reader **reader,
                 char **text, struct intake *account, struct fault *f);

/* Why a record could not be split into fields. */
enum reason intake_reason(enum reader_status status);

/* As intake_read(), but that nothing is noted yet of the words of the file, which is posting_end(): where the files are
 * read apart, that must know those before. *columns becomes what they were in the file. */
bool intake_take(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct corrections *corrections, struct posting *posting,
                 struct spell_store *store, struct findings *findings, struct intake *account,
                 struct posting_file *columns, struct fault *f);

/* Reads file number `number` (from 1) into the store, whose spells the posting adds to. Fails on a file that can not be
 * read, whose columns are not those of spells or snapshots, without a record, or of which no record at all can be split
 * into fields. */
bool intake_read(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct corrections *corrections, struct posting *posting,
                 struct spell_store *store, struct findings *findings, struct intake *account, struct fault *f);

#endif
