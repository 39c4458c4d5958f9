/* published.h - earlier reports, as they lie in a delivery: published/EDITION/ or published/EDITION/public/. */
#ifndef PUBLISH_PUBLISHED_H
#define PUBLISH_PUBLISHED_H

#include "pipeline/base/fault.h"

#include <stddef.h>

/* How far it is sure that an edition's tables are those that were shown. */
enum published_known {
    PUBLISHED_UNLISTED,     /* the log of releases does not have it: laid there by hand, or not quite released */
    PUBLISHED_WITHOUT_SUMS, /* it has it without checksums of its tables */
    PUBLISHED_FROZEN,       /* they have the checksums that the log has */
};

struct published {
    char *name;   /* of the edition */
    char *folder; /* where its public tables are */
    enum published_known known;
};

struct published_list {
    struct published *items; /* by name */
    size_t n, capacity;
};

/* The editions in `folder` whose name comes before `edition` ("": all), each held against the log of releases
 * (releases.h says where that fails); none where there is no such folder. The caller frees with published_free(), also
 * after a failure. */
bool published_read(const char *folder, const char *edition, struct published_list *out, struct fault *f);
void published_free(struct published_list *list);

#endif
