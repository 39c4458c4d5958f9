/* order.h - spells sorted by person, in place: pseudonyms are evenly spread, so two bytes divide them well.
 *
 * Source: McIlroy, Bostic, McIlroy, "Engineering Radix Sort", Computing Systems 6 (1993): American flag sort. */
#ifndef INTAKE_ORDER_H
#define INTAKE_ORDER_H

#include "pipeline/intake/spell.h"

/* Spells of one person stand together, persons in ascending order of their bytes; otherwise unordered, but in the same
 * way for any number of threads. */
void order_by_person(struct spell *spells, size_t n, size_t n_threads);

#endif
