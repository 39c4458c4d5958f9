/* spell_quick.h - rows of spells.csv read in one pass over their bytes, for those that look like the ones before.
 *
 * A register of millions of spells has some hundred combinations of district, occupation, operation and form, and some
 * thousand of grade, gender, year of birth, cause, basis and extraction date. Each is read by the reader of tables once
 * and recalled by its bytes from then on; pseudonym, days and line numbers are read where they stand. Whatever is
 * quoted, damaged, new or otherwise not plain is left to the reader, so that there is one place that says what a row
 * may be. Used by spell_stream.c alone. */
#ifndef INTAKE_SPELL_QUICK_H
#define INTAKE_SPELL_QUICK_H

#include "pipeline/intake/spell.h"
#include "pipeline/table/field.h"

enum { SPELL_HEX = 2 * PSEUDONYM_BYTES };

struct spell_quick;

struct spell_quick *spell_quick_new(void); /* the caller's, to spell_quick_free(), which takes NULL */
void spell_quick_free(struct spell_quick *q);

/* The row at the beginning of `rest`: returns its length with the end of line, or 0 where it is left to the reader. */
size_t spell_quick_take(struct spell_quick *q, struct field rest, struct spell *out);

/* What the reader made of the row that was left to it just before. */
void spell_quick_learn(struct spell_quick *q, const struct spell *s);

/* 2n hex digits in lower case; false where one is none. */
bool spell_quick_person(const char *hex, uint8_t person[PSEUDONYM_BYTES]);
/* The same, for processors that can not take sixteen at once: what the quick way is tested against. */
bool spell_quick_person_by_digit(const char *hex, uint8_t person[PSEUDONYM_BYTES]);

#endif
