/* spelling.h - a name that is written in several ways is spelled as most of its records have it. */
#ifndef INTAKE_SPELLING_H
#define INTAKE_SPELLING_H

#include "pipeline/base/dictionary.h"
#include "pipeline/intake/word.h"

/* One spelling of a name. */
struct spelling {
    char text[WORD_MAX];
    size_t length;
    uint32_t number; /* of the name */
    uint64_t records;
};

/* Each name as most records have it; of spellings that are as many, the first by their bytes. Sorts them; one may stand
 * there several times. A spelling that another name has already is not given away. */
void spelling_as_most(struct spelling *all, size_t n, struct dictionary *names);

#endif
