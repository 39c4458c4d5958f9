/* shift.h - the cheapest way to let a quantity be another number: which others must then be free to move with it.
 *
 * The linear programme of secondary suppression (Kelly, Golden and Assad 1992; Fischetti and Salazar 2001): over a
 * region of linked quantities, find shifts d, with relations kept (A d = 0) and no value below zero, that bring the
 * wished quantities where they are wished, at a small sum of the weights of those that move. Whatever moved and was to
 * be shown must be withheld; then nobody who knows the rest can tell the shifted numbers from the true ones. */
#ifndef DISCLOSURE_SHIFT_H
#define DISCLOSURE_SHIFT_H

#include "pipeline/disclosure/region.h"

/* The value of `quantity` is to lie from least to most (INFINITY: no bound). */
struct wish {
    size_t quantity;
    double least, most;
};

/* How far each quantity of a region moves, and what withholding all that moves would cost. */
struct shift {
    struct region region;
    double *moves;
    double cost;
};

/* Looks near the wished quantities first, and further only where nothing is found. False where nothing fulfils the
 * wishes; on success the caller frees with shift_free(). Begin with a zeroed shift. */
bool shift_solve(struct walk *w, const struct wish *wishes, size_t n, struct shift *out);
void shift_free(struct shift *s);

#endif
