/* spell_text.h - rows of spells.csv made in memory, many of them: the same bytes as spell_write() gives.
 *
 * Names are quoted once, days and the cells that few records differ in are remembered. Not for several threads: each
 * has its own. */
#ifndef INTAKE_SPELL_TEXT_H
#define INTAKE_SPELL_TEXT_H

#include "pipeline/intake/spell.h"

struct spell_text;

/* Borrows the names, which may not grow meanwhile. The caller's, to spell_text_free(), which takes NULL. */
struct spell_text *spell_text_new(const struct spells *names);
void spell_text_free(struct spell_text *t);

/* At most so many bytes are written for a row. */
size_t spell_text_room(const struct spell_text *t);

/* Writes the row with its end of line; returns how long it is. */
size_t spell_text_row(struct spell_text *t, const struct spell *s, char *to);

#endif
