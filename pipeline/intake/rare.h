/* rare.h - words that so few persons have that the word alone would point one of them out.
 *
 * Occupations and operations become names of rows in what is published. A withheld value hides how many there are, and
 * never that there is somebody: a title that one person has had is told by its row. Where the delivery has a code list
 * the rows are its codes, which the city has chosen; where it has none, they are whatever stands in the extract. */
#ifndef INTAKE_RARE_H
#define INTAKE_RARE_H

#include "pipeline/intake/codebook.h"
#include "pipeline/intake/findings.h"
#include "pipeline/intake/spell_store.h"

/* The occupation and the operation that such words become. A word of the extract that means the same, whatever its
 * case, is used in its place. */
#define RARE_WORD "övriga"

/* Gives every occupation and operation that fewer than `fewest` distinct persons have in any of the spells the name
 * RARE_WORD, unless the delivery has a code list of that kind; empty names stay empty, and 0 leaves all as they are.
 * The spells are those of merge_spells, by person, and are left in the order of spells.csv. Notes each word with its
 * spells, at the file and line of the first of them, in findings. Fails as the store does. */
bool rare_words_join(struct spell_store *store, const struct codebook *codebook, size_t fewest,
                     struct findings *findings, struct fault *f);

/* The same where persons stand in shards: each is counted, the counts of all are added up and decided on (which notes
 * the words), and then each is joined. Names of all shards have the same numbers. The caller's, to rare_free(), which
 * takes NULL. */
struct rare;
struct rare *rare_new(const struct spells *names, const struct codebook *codebook, size_t fewest, size_t n_threads);
void rare_free(struct rare *r);
bool rare_count(struct rare *r, struct spell_store *store, struct fault *f);
bool rare_decide(struct rare *r, struct findings *findings); /* whether any word is joined */
bool rare_join(struct rare *r, struct spell_store *store, struct fault *f);

/* What was counted, handed on and added up. */
void rare_pack(const struct rare *r, FILE *to);
void rare_add(struct rare *r, struct packet *from);

#endif
