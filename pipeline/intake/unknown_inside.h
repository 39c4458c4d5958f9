/* unknown_inside.h - facts that few lack, as they are counted. Used by unknown.c and unknown_pack.c alone. */
#ifndef INTAKE_UNKNOWN_INSIDE_H
#define INTAKE_UNKNOWN_INSIDE_H

#include "pipeline/intake/codebook.h"
#include "pipeline/intake/unknown.h"

enum { N_YEARS = UINT16_MAX + 1 };

/* What few may lack: gender and birth year of a person, operation and district of a spell. */
struct fact {
    enum codebook_field field;
    const struct dictionary *texts; /* of a spell's: the names ... */
    bool *untold;                   /* ... and by number, which say nothing of where */
    size_t n_values;
    size_t *n_of;              /* where it joins: spells by value, of those that have one */
    size_t n_lacking, n_known; /* persons */
    bool joins;
    uint16_t common; /* that those who lack it are counted with */
    /* The spells that were changed, and the first of them as they stand in the files. */
    size_t n_changed;
    uint16_t file;
    uint32_t line;
};

enum { GENDER, BIRTH_YEAR, OPERATION, DISTRICT, N_FACTS };

struct unknown {
    struct fact all[N_FACTS];
    size_t fewest, n_threads;
};

/* Room for how many spells have each value. */
void unknown_begin_values(struct fact *t);
/* So many spells were changed, the first of them there. */
void unknown_changed(struct fact *t, size_t n, uint16_t file, uint32_t line);

#endif
