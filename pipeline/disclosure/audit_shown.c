/* audit_shown.c - what is shown: no count of a few, no group that is too small, no sum that a few may hold most of. */
#include "pipeline/disclosure/audit_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>

/* Persons are whole; person-years and what is rounded to a tenth are as they stand. */
static const double NEAR = 1e-9;

static bool is_group(const struct audit_number *x)
{
    return x->kind == AUDIT_GROUP || x->kind == AUDIT_UNSEEN_GROUP;
}

/* How many persons there were is not seen of person-years; that none was there for longer than the period lasted is. */
static bool may_be_held_by_few(const struct audit *a, const struct audit_number *x)
{
    return a->dominance_percent > 0 && x->value * a->dominance_percent / 100 < a->dominance_contributors * x->years;
}

static enum audit_verdict verdict_of(const struct audit *a, const struct audit_number *x)
{
    double least = x->described ? fmax(a->group_threshold, a->survey_threshold) : a->group_threshold;

    if (x->open || isnan(x->value))
        return AUDIT_SAFE;
    if (x->opinion)
        return x->value < NEAR ? AUDIT_ALIKE : AUDIT_SAFE;
    if (!is_group(x))
        return x->value > NEAR && x->value < a->count_threshold - NEAR ? AUDIT_FEW : AUDIT_SAFE;
    if (x->years > 0 && x->value > NEAR)
        return may_be_held_by_few(a, x) ? AUDIT_HELD : AUDIT_SAFE;
    return x->value < least - NEAR ? AUDIT_SMALL : AUDIT_SAFE;
}

struct audit_finding *audit_shown(const struct audit *a, size_t *n)
{
    struct audit_finding *findings = memory_zeroed(a->n, sizeof *findings);

    *n = 0;
    for (size_t i = 0; i < a->n; i++) {
        enum audit_verdict verdict = a->before[i] ? AUDIT_SAFE : verdict_of(a, &a->numbers[i]);

        if (verdict != AUDIT_SAFE)
            findings[(*n)++] = (struct audit_finding){ i, a->numbers[i].value, a->numbers[i].value, verdict };
    }
    return findings;
}
