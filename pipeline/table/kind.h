/* kind.h - files that are something other than delimited text, known by their first bytes: people send what they have.
 * Used by the reader alone. */
#ifndef TABLE_KIND_H
#define TABLE_KIND_H

#include "pipeline/base/fault.h"

#include <stddef.h>

/* False, with a fault that says what the file is and what to do, where it is of a kind that is never delimited text. */
bool kind_is_text(const char *bytes, size_t length, const char *path, struct fault *f);

#endif
