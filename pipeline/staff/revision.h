/* revision.h - revisions.csv of a delivery: why figures of the last report have changed, as people tell it.
 *
 * Columns: period, occupation (empty: all), reason, comment. */
#ifndef STAFF_REVISION_H
#define STAFF_REVISION_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct revision_reason {
    char *period, *occupation, *comment;
    const char *code; /* late_registration | correction | definition | organisation | coding */
};

struct revision_reasons {
    struct revision_reason *items;
    size_t n, capacity;
};

/* path NULL, "", or no such file: none. Fails with file, line and column on a reason that nobody knows. The caller
 * frees, also after a failure. */
bool revision_reasons_read(const char *path, struct revision_reasons *out, struct fault *f);
void revision_reasons_free(struct revision_reasons *all);

#endif
