/* curves.h - the four tables of curves.c in the making, and the one of them that causes.c fills. */
#ifndef STAGE_RETENTION_CURVES_H
#define STAGE_RETENTION_CURVES_H

#include "stages/retention/retention.h"

#include "pipeline/table/writer.h"

/* The reason where there was nobody, as in the other stages that write it. */
#define CURVES_NOBODY "no_exposure"

enum table { SURVIVAL, RETENTION, CAUSE, MEDIAN, N_TABLES };

struct curves {
    const struct plan *plan;
    const struct ask *ask;
    int base;
    struct writer *to[N_TABLES];
};

/* One cohort of one group, or everybody in it. */
struct slot {
    enum split split;
    const char *category, *cohort;
    size_t n_preliminary;
    const struct durations_spells *people;
    const struct durations_spells *told; /* as what is estimated tells of them */
};

/* The columns that every row begins with. */
void curves_put_slot(struct writer *w, const struct slot *s);
/* retention_cause.csv of one slot. */
void curves_put_causes(struct curves *c, const struct slot *s);

#endif
