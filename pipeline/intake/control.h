/* control.h - the HR department's own headcounts against what was read: control_totals.csv.
 *
 * Columns date, district, occupation, persons, explanation; an empty district is the whole city, an empty occupation
 * every one. Counted are persons with a post that is not paid by the hour on the day, each once a row. A post that is
 * open at its extraction counts on later days too, for nobody knows better. */
#ifndef INTAKE_CONTROL_H
#define INTAKE_CONTROL_H

#include "pipeline/intake/codebook.h"
#include "pipeline/intake/spell.h"

struct control_total {
    int32_t day;
    char *district, *occupation; /* as the codebook names them */
    char *explanation;
    int64_t expected, found;
    uint64_t line;
};

struct control {
    char *path;
    struct control_total *totals;
    size_t n, capacity;
    bool joined; /* spellings of an occupation are one, as in the spells: see glossary.h */
};

/* `path` NULL: none. Fails with line and column on a date, number or word that is none, and on two rows about the same.
 */
bool control_read(const char *path, const struct codebook *codebook, struct control *out, struct fault *f);
void control_free(struct control *c);

/* Adds what is found; spells in the order of spells.csv, all or a piece of them that has whole persons. */
void control_count(struct control *c, const struct spells *spells);

/* Fails where a difference above the tolerance has no explanation; the text has the numbers of the first and how many
 * more. */
bool control_check(const struct control *c, int64_t tolerance, struct fault *f);

#endif
