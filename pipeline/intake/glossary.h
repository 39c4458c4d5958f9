/* glossary.h - what the words of an extract mean, each asked of the codebook once and remembered; and which were not in
 * it.
 *
 * Where the delivery has no list of occupations, or of operations, words that differ in case alone, or in blanks and
 * points at their end, are one: nobody who wrote "Socialsekreterare" here and "socialsekreterare" there meant two.
 *
 * Words are remembered as they stand in the file, so a million records with thirty titles cost thirty look-ups (every
 * record one, where the code lists have validities). */
#ifndef INTAKE_GLOSSARY_H
#define INTAKE_GLOSSARY_H

#include "pipeline/base/packet.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/intake/findings.h"
#include "pipeline/intake/spell.h"
#include "pipeline/table/reader.h"

struct glossary;

/* Everything is borrowed; names of districts, occupations and operations go into the dictionaries of `spells`. */
struct glossary *glossary_new(const struct codebook *codebook, struct spells *spells, struct findings *findings);
void glossary_free(struct glossary *g);

/* District, occupation, operation: the number of the name (an empty cell: of ""). Form, gender, cause: the value of the
 * enum. Pay: 1 by the hour, else 0. `line` is where the word stands. */
uint32_t glossary_meaning(struct glossary *g, enum codebook_field field, struct field cell, int32_t day, uint64_t line);

/* The same, of a cell as it stands in the file that was kept before: false where it is not known any more, or never
 * was. It is to be kept after glossary_meaning() was asked what it means, by whoever has nothing else to note of it;
 * what is not mapped, or means something else on other days, is not kept. */
bool glossary_recall(struct glossary *g, enum codebook_field field, struct field cell, uint64_t line,
                     uint32_t *meaning);
void glossary_keep(struct glossary *g, enum codebook_field field, struct field cell);

/* Tells whose the cell was, after glossary_meaning: glossary_unmapped tells no word that few have. */
void glossary_unmapped_of(struct glossary *g, enum codebook_field field, struct field cell,
                          const uint8_t person[PSEUDONYM_BYTES]);

const struct codebook *glossary_codebook(const struct glossary *g);

/* What the names of one glossary are numbered in another, by their numbers there. */
struct glossary_numbers {
    uint16_t *district, *occupation, *operation;
};

/* Adds the words of a later part of the file, as if they had been asked for here: what they are called is asked for in
 * the order in which it was in the part. */
struct glossary_numbers glossary_join(struct glossary *g, const struct glossary *part);
void glossary_numbers_free(struct glossary_numbers *n);

/* What glossary_join() asks of a part, handed on; and back, into a new glossary that has met no word, with new
 * dictionaries. */
void glossary_pack(const struct glossary *g, FILE *to);
void glossary_unpack(struct glossary *g, struct packet *from);

/* Notes the file's unmapped words, and those of names that were damaged, rewritten, or like another but for their case,
 * each with its first line, and begins the next file. Fails where a column holds more
 * different names than can be told apart. */
bool glossary_end_file(struct glossary *g, const char *path, uint16_t file, const uint16_t column[FIELD_COUNT],
                       struct fault *f);

/* When all files are read: occupations and operations that no list of the delivery names are spelled as most of their
 * records have them. */
void glossary_settle(struct glossary *g);

/* The words of a field that nobody mapped in any file so far, most records first, at most `most` of them, as text:
 * `word (12)`, commas between; cut to whole words where `size` is too small. A word with more digits than a code has
 * may be an id that came under the wrong header, and one that fewer than ten persons have may tell of one, or be a
 * name: they are left out. Returns how many words there are in all. */
size_t glossary_unmapped(const struct glossary *g, enum codebook_field field, size_t most, char *text, size_t size);

#endif
