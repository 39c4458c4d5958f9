/* releases.h - published/releases.csv, where make publish writes which tables each edition had, with their checksums.
 *
 * What was shown once is known for ever: a folder that is gone, or a table that says another thing than it did, would
 * let the next report believe that nothing was shown. So each release is held against its folder. The log tells only
 * of what was released with make publish: an edition that was laid there by hand counts all the same. */
#ifndef PUBLISH_RELEASES_H
#define PUBLISH_RELEASES_H

#include "pipeline/publish/published.h"

/* Holds every release in FOLDER/releases.csv whose name comes before `edition` ("": all) against the editions of the
 * list, and says of each how it is known (`known`). Fails (FAULT_DATA) where the folder of a release or one of its
 * tables is not there, where a table is not what was frozen or was never released, where the edition has not been
 * released and one that has been comes after it by name, and where the log can not be read.
 * No log: nothing is listed. */
bool releases_hold(const char *folder, const char *edition, const struct published_list *list, struct fault *f);

#endif
