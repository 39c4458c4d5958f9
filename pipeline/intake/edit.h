/* edit.h - one employment that a later extract tells otherwise: another district, occupation or form. For merge.c
 * alone.
 *
 * Records of an earlier and a later extract are the same employment where they begin on the same day or are mostly of
 * the same time, the earlier extract has nothing on the post of the later record then, and the later one nothing on the
 * post of the earlier. Then the later one holds, of the whole employment: an extract tells what the register says
 * today. Each record of a later extract stands for at most one of each earlier; those that begin on the same day go
 * together first, and of them those that differ in least. Extracts that each hold a part of the city contradict nobody:
 * the earlier must have somebody in the district and the occupation of the later record, and the later in those of the
 * earlier. */
#ifndef INTAKE_EDIT_H
#define INTAKE_EDIT_H

#include "pipeline/intake/spell.h"

/* What each extract has. The caller's, to edits_free(), which takes NULL. The names must not become more while it
 * lives. */
struct edits;
struct edits *edits_new(const struct spells *names);
void edits_free(struct edits *e);

/* Before anything below all spells are shown twice, in any pieces: first the days of their extracts are taken; then,
 * unless edits_begin() says that all records are of one, so that there are no edits, what each extract has. */
void edits_add_days(struct edits *e, const struct spells *spells);
bool edits_begin(struct edits *e);
void edits_add_names(struct edits *e, const struct spells *spells);

/* Moves the records of one person that are no edits to the front and returns their number; calls `edited` for each of
 * the others, with the record that holds instead. The choice does not hang on the order of the records; the order that
 * they come out in does. */
size_t edits_remove(const struct edits *e, struct spell *records, size_t n,
                    void (*edited)(void *context, const struct spell *s, const struct spell *later), void *context);

/* A record that ended before its extract was made, and that the latest extract does not have, although it has the
 * district, the occupation, and employments that ended as early. `s` stands: no later record supersedes it. */
bool edits_is_vanished(const struct edits *e, const struct spell *s);

#endif
