/* heading.h - finds the header of a delimited text: its delimiter, its names, where the records begin. Used by the
 * reader alone. */
#ifndef TABLE_HEADING_H
#define TABLE_HEADING_H

#include "pipeline/base/fault.h"
#include "pipeline/table/field.h"
#include "pipeline/table/source.h"

struct heading {
    char delimiter;
    struct field *names; /* the first n_columns of n_fields have one */
    char *bytes;         /* what the names point into; each ends with a NUL */
    size_t n_columns;
    size_t n_fields;   /* of each record */
    uint64_t line;     /* on which the header begins */
    const char *after; /* first byte after it */
    uint64_t next_line;
};

/* `delimiter` 0: found here. Fails as reader_open says; `path` is for the fault. On success heading_free() is due. */
bool heading_find(struct heading *h, const struct source *s, char delimiter, const char *path, struct fault *f);
void heading_free(struct heading *h);

#endif
