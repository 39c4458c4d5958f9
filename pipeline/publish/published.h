/* published.h - earlier reports, as they lie in a delivery: published/EDITION/ or published/EDITION/public/. */
#ifndef PUBLISH_PUBLISHED_H
#define PUBLISH_PUBLISHED_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct published {
    char *name;   /* of the edition */
    char *folder; /* where its public tables are */
};

struct published_list {
    struct published *items; /* by name */
    size_t n, capacity;
};

/* The editions in `folder` whose name comes before `edition` ("": all); none where there is no such folder. The caller
 * frees with published_free(), also after a failure. */
bool published_read(const char *folder, const char *edition, struct published_list *out, struct fault *f);
void published_free(struct published_list *list);

#endif
