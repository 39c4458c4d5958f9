/* order.h - spells sorted by person, in place: pseudonyms are evenly spread, so two bytes divide them well.
 * Threads part the spells among themselves before, at first bytes that give each about as many.
 *
 * Source: McIlroy, Bostic, McIlroy, "Engineering Radix Sort", Computing Systems 6 (1993): American flag sort. */
#ifndef INTAKE_ORDER_H
#define INTAKE_ORDER_H

#include "pipeline/intake/spell.h"

/* Persons in ascending order of their bytes, and what one has by file and line: the same for any number of threads. */
void order_by_person(struct spell *spells, size_t n, size_t n_threads);

#endif
