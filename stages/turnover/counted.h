/* counted.h - a register that has been counted, and what its groups are called. */
#ifndef STAGE_TURNOVER_COUNTED_H
#define STAGE_TURNOVER_COUNTED_H

#include "pipeline/staff/plan.h"

struct counted {
    struct windows windows;
    struct register_names names;
    struct register_facts facts;
    struct population population;
};

/* What an attribute's value is called in the tables; ATTRIBUTE_ALL is `all`, an empty name `unknown`. `room` is used
 * for bands. */
const char *counted_word(const struct plan *plan, const struct counted *c, const struct cell_key *key, enum attribute a,
                         char room[BAND_LABEL]);

#endif
