/* found_out.h - what the audit found out of an earlier proposal, and what is withheld for that.
 *
 * The links say what must be withheld by what this stage knows. Where the audit, which shares nothing with it, still
 * finds something out, it says by which numbers that are shown: of each such set the one that costs the reader least is
 * withheld, and all that must be withheld beside it. */
#ifndef STAGE_PROTECT_FOUND_OUT_H
#define STAGE_PROTECT_FOUND_OUT_H

#include "stages/protect/cells.h"

/* NULL where there is no such file, or none was asked for. The caller frees the table. */
bool found_out_read(const char *path, struct table **found, struct fault *f);

/* After links_settle(), before the links are closed. Sets of numbers that are not told here, or that nobody can take
 * back, are passed over. */
void found_out_withhold(struct protect *p, const struct table *found, const struct cells_source *from);

#endif
