/* fit.h - numbers for what is not known here: an earlier report withheld them, and who protects this one is told no
 * more than its readers.
 *
 * Secondary suppression begins from numbers that fit all that is shown, and looks how far they can be moved. A guess
 * that does not fit what else is known (a total that was told, the parts of it) would let it look around a point where
 * nobody can be, and take for given away what is not, and the other way. */
#ifndef DISCLOSURE_FIT_H
#define DISCLOSURE_FIT_H

#include "pipeline/disclosure/links.h"

/* Gives quantities that are `guessed` values that keep the relations they stand in, as far as there are such, and else
 * as nearly as can be; of those, some near the guess. The links must have been settled, and are again. */
void fit_guesses(struct links *l);

#endif
