/* rounding.h - counts rounded to a base, after all that must be withheld has been: a coarsening of what is safe
 * already.
 *
 * Conventional rounding, half up, so that the same count always becomes the same number (Willenborg and de Waal,
 * Elements of Statistical Disclosure Control, 2001, ch. 9.2; OpenSAFELY: counts of up to 7 are redacted, then all are
 * rounded to the nearest 5, and rates are of rounded counts). A base of 0 or 1 leaves everything as it is. */
#ifndef DISCLOSURE_ROUNDING_H
#define DISCLOSURE_ROUNDING_H

/* The multiple of `base` that lies nearest, the greater of two; NaN stays. `count` is 0 or more, and need not be whole:
 * the mean of two stocks is none. */
double rounding_nearest(double count, int base);

/* Of the numbers that were rounded to `told`, the one that lies nearest to `now`: `now` itself where it is one of them.
 * A 0 was one. Of counts where `now` is whole; `told` where nobody knows it (NaN). */
double rounding_nearest_to(double now, double told, int base);

/* now - then, each rounded to a base or to none (0); 0 where they may have been the same. */
double rounding_difference(double now, int base_now, double then, int base_then);

#endif
