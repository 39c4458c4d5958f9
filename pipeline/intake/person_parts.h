/* person_parts.h - spells in which persons stand together, cut for several threads: no person is in two parts. */
#ifndef INTAKE_PERSON_PARTS_H
#define INTAKE_PERSON_PARTS_H

#include "pipeline/intake/spell.h"

/* How many parts of so many spells are worth a thread each, of at most n_threads: 1 or more. */
size_t person_parts_worth_while(size_t n_spells, size_t n_threads);

/* Cuts the spells into at most n consecutive parts of about the same size: each has the names, and some of the items.
 * Returns how many there are; none where there are no spells. */
size_t person_parts(const struct spells *spells, size_t n, struct spells *parts);

#endif
