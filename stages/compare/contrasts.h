/* contrasts.h - which districts deviate otherwise than the rest of the city, and how much they differ. */
#ifndef STAGE_COMPARE_CONTRASTS_H
#define STAGE_COMPARE_CONTRASTS_H

#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/unit_break.h"
#include "stages/compare/board.h"

struct contrasts {
    bool *found;
    struct unit_contrast *items;
    double *p, *q, *log_ratio, *variance; /* n */
    struct meta pooled;
    struct interval tau2;
};

/* The caller frees with contrasts_free(). */
struct contrasts contrasts_new(const struct board *b);
void contrasts_free(struct contrasts *c);

#endif
