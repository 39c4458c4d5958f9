/* untold.h - what stands in a cell in place of a fact: words for one that is missing, and for one that is protected.
 *
 * Extracts write people with protected identity (sekretessmarkering, skyddad folkbokföring) with such words, or strike
 * out what was there. The person is still employed: only the fact is not told. All functions are pure. */
#ifndef INTAKE_UNTOLD_H
#define INTAKE_UNTOLD_H

#include "pipeline/table/field.h"

#include <stdbool.h>

/* The district of somebody whose district is protected. */
#define UNTOLD_DISTRICT "okänd"

/* "skyddad", "sekretess", "skyddade personuppgifter" and the like, and what has been struck out: ***, XXXX, 19**. */
bool untold_is_protected(struct field cell);

/* That, empty cells, words for missing ("saknas", "NULL", "okänd"), what begins with #, and what has neither letter nor
 * digit. */
bool untold_is_missing(struct field cell);

#endif
