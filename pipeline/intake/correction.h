/* correction.h - mends to single cells that the raw files keep wrong: corrections.csv.
 *
 * Columns file, line, person, field, old, new, reason, who, date. A mend names a file and a physical line, or a person
 * by the id as it stands in the extract (then in the file, or in every file where none is named); `field` is a header.
 * It is made only where the cell holds `old`; a mend that finds no such cell is a fault, for the extract is then not
 * the one that was mended. */
#ifndef INTAKE_CORRECTION_H
#define INTAKE_CORRECTION_H

#include "pipeline/base/packet.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/intake/delivery.h"
#include "pipeline/table/reader.h"

struct corrections;

/* `path` NULL: none. Fails with line and column on a mend that lacks file and person, field, reason, who or date, on a
 * field that is no header, on a file that is not in the delivery. The codebook must outlive it. */
bool corrections_read(const char *path, const struct codebook *codebook, const struct delivery *d,
                      struct corrections **out, struct fault *f);
void corrections_free(struct corrections *c);

/* Begins a file: `place` gives the column of each field in it, SIZE_MAX where it has none. Borrowed until the next
 * call. */
void corrections_begin(struct corrections *c, const char *name, const size_t place[FIELD_COUNT], size_t n_columns);

/* Mends the record: *fields then points at a copy with the new cells, good until the next call. *mended is how many
 * cells were changed, fields_mended[i] which. Fails where a mend for this line does not find its old value. */
bool corrections_apply(struct corrections *c, const struct field **fields, uint64_t line, size_t *mended,
                       enum codebook_field fields_mended[FIELD_COUNT], struct fault *f);

/* There are no mends at all. */
bool corrections_none(const struct corrections *c);

/* Where files are read apart: which mends were made, handed on and added up. */
void corrections_pack(const struct corrections *c, FILE *to);
void corrections_add(struct corrections *c, struct packet *from);

/* After the last file: fails on the first mend that was never made. */
bool corrections_finish(const struct corrections *c, struct fault *f);

#endif
