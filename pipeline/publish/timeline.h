/* timeline.h - what happened when, beside the numbers: events of the city's own plans, and documented changes of the
 * measurement.
 *
 * Both files are small, written by people, and public by nature: events.csv (date,text,kind) and comparability.csv
 * (date,scope,type,description,source,effect). Columns are found by name, in any order; text is cleaned of what no
 * reader should meet. A timeline is sorted by date and owns its texts. */
#ifndef PUBLISH_TIMELINE_H
#define PUBLISH_TIMELINE_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

struct moment {
    int32_t day;
    char *date; /* 2018-11-01 */
    char *text; /* what happened */
    char *kind; /* events: plan | reform | mandate; comparability: coding, organisation, definition, ... */
    char *scope, *source, *effect; /* comparability alone; else "" */
};

struct timeline {
    struct moment *moments;
    size_t n;
};

/* path NULL or "", or no such file: an empty timeline. Fails with file and line on a date that is none, a row without a
 * text, a file that can not be read, a column that is missing. On success *out is the caller's, to timeline_free(). */
bool timeline_read_events(const char *path, struct timeline *out, struct fault *f);
bool timeline_read_comparability(const char *path, struct timeline *out, struct fault *f);
void timeline_free(struct timeline *t);

/* Is there a moment whose day lies in [first, last]? *i is where to begin to look, and where it was found. */
bool timeline_next(const struct timeline *t, int32_t first, int32_t last, size_t *i);

/* Which run of comparable years the days first..last are in: 0, and one more for each change of the definition or of
 * who is counted on or before the first day. TIMELINE_MIXED where such a change falls within them: such a period is
 * comparable with no other. */
enum { TIMELINE_MIXED = -1 };
int timeline_run(const struct timeline *comparability, int32_t first, int32_t last);

#endif
