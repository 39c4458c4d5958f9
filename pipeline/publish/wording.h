/* wording.h - what the whole and its parts are called: "staden" and "förvaltning" where report.ini says nothing else.
 *
 * The sentences of the programs are written for a city and its administrations. For others (a country and its
 * municipalities, a congress and its chambers) the words are exchanged where text is written, in every form: stadens,
 * Staden, förvaltningarnas, stadsdelsförvaltning. Compounds (personalsystem, förvaltningsgruppen) stand as they are.
 * Names must be of the common gender (en kommun), as the words around them are. What people write, and what the
 * delivery's own administration is called, is not touched.
 */
#ifndef PUBLISH_WORDING_H
#define PUBLISH_WORDING_H

#include "pipeline/base/settings.h"

/* From now on by [report] whole and units of `report`, which must outlive every use; NULL: as the sentences have it. A
 * process writes one report: this is said once, at its beginning. Fails where units are not four words. */
bool wording_begin(const struct settings *report, struct fault *f);

/* The text with those words: the caller's, to free(). */
char *wording_say(const char *text);

/* "staden", "Staden" */
const char *wording_whole(void);

#endif
