/* audit_block_reason.c - by which relations something is found out: the dual of the linear programme that says so. */
#include "pipeline/disclosure/audit_block_inside.h"

#include <math.h>

size_t audit_block_relations(const struct audit_block *b)
{
    return b->n_relations;
}

/* Of the programme that was solved last. */
static size_t multipliers(const struct audit_block *b, struct audit_multiplier *out)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_relations; i++) {
        double times = glp_get_row_dual(b->lp, (int) i + 1);

        if (fabs(times) > AUDIT_BLOCK_NEAR)
            out[n++] = (struct audit_multiplier){ b->names[i], times };
    }
    return n;
}

static size_t reason_of(const struct audit_block *b, size_t place, int direction, struct audit_multiplier *out)
{
    return isfinite(audit_block_extreme(b, place, direction)) ? multipliers(b, out) : 0;
}

/* It can be what it must, but only where another can hold nobody, or not a few: by which that follows, of the first
 * such other. */
static size_t reason_beside(const struct audit_block *b, size_t place, double at, struct audit_multiplier *out)
{
    size_t n = 0;

    audit_block_hold(b, place, at, at);
    for (size_t i = 0; n == 0 && i < b->n; i++) {
        if (i == place || !b->unknowns[i].is_count || !b->unknowns[i].is_cell)
            continue;
        if (audit_block_extreme(b, i, GLP_MAX) < 1 - AUDIT_BLOCK_NEAR)
            n = multipliers(b, out);
        else if (audit_block_extreme(b, i, GLP_MIN) > b->count_threshold - 1 + AUDIT_BLOCK_NEAR)
            n = multipliers(b, out);
    }
    audit_block_release(b, place);
    return n;
}

size_t audit_block_reason(const struct audit_block *b, size_t place, enum audit_end end, struct audit_multiplier *out)
{
    const struct audit_unknown *u = &b->unknowns[place];
    struct audit_range range = b->ranges[place], told = audit_block_told(b, place);
    double least = fmax(told.least, 0), most = fmax(least, fmin(told.most, u->threshold));
    bool low = range.least > least + AUDIT_BLOCK_NEAR, high = range.most < most - AUDIT_BLOCK_NEAR;

    if (end == AUDIT_LEAST ? low : high)
        return reason_of(b, place, end == AUDIT_LEAST ? GLP_MIN : GLP_MAX, out);
    return low || high || !u->is_count ? 0 : reason_beside(b, place, end == AUDIT_LEAST ? least : most, out);
}
