/* published.h - frequencies that docs/traffsakerhet.md publishes: a test that draws them again compares.
 *
 * docs/traffsakerhet.csv holds one line for each: table,case,outcome,draws,share. draws = 0: the share was not drawn
 * but summed exactly. With PUBLISH=FILE in the environment nothing is compared; the lines are appended to FILE instead
 * (scripts/reliability/publish.sh makes the document so). */
#ifndef SUPPORT_PUBLISHED_H
#define SUPPORT_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

/* CALIBRATION=long (make check-long): all that is published is drawn again, as many times as was published. */
bool published_long(void);

/* How many to draw: `long_form` or `short_form`, under the sanitizers a fifth of that. */
unsigned published_draws(unsigned short_form, unsigned long_form);

/* The seed's name: other draws than the published ones, unless they are being published. */
const char *published_stream(void);

/* Whether `hits` of `draws` could come from the published share: the running test fails where Fisher's exact test of
 * the two counts says p < 1e-5, or where nothing is published under that name. `where` is "case" of the file: words
 * with blanks between. */
void published_drawn(const char *table, const char *where, const char *outcome, unsigned hits, unsigned draws);

/* The same for a share that is summed exactly: within 1e-6, the digits published. */
void published_exact(const char *table, const char *where, const char *outcome, double share);

/* The published share, or the one that PUBLISH holds at the first call; NaN where there is none. */
double published_share(const char *table, const char *where, const char *outcome, unsigned *draws);

/* Whether `hits` of n could be chance, 1 in 10,000 on either side, where the true share lies within low..high. */
void published_within(unsigned hits, unsigned n, double low, double high);

#endif
