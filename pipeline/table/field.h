/* field.h - one cell of a delimited text, where it stands. */
#ifndef TABLE_FIELD_H
#define TABLE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct field {
    const char *bytes; /* not NUL-terminated */
    size_t length; /* blanks and tabs at both ends are already trimmed from unquoted fields; quoted ones are exact */
};

/* Without blanks and tabs at both ends. */
static inline struct field field_trimmed(struct field field)
{
    while (field.length > 0 && (field.bytes[0] == ' ' || field.bytes[0] == '\t')) {
        field.bytes++;
        field.length--;
    }
    while (field.length > 0 && (field.bytes[field.length - 1] == ' ' || field.bytes[field.length - 1] == '\t'))
        field.length--;
    return field;
}

static inline bool field_is(struct field field, const char *word)
{
    return field.length == strlen(word) && memcmp(field.bytes, word, field.length) == 0;
}

#endif
