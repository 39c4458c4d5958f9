/* audit_reason.c - by which shown numbers something was found out.
 *
 * The dual of the programme that says what a number can be at least or most is a sum of relations, each taken so many
 * times, that says the same: the shown numbers that do not cancel out in it are what it stands on. */
#include "pipeline/disclosure/audit_block.h"
#include "pipeline/disclosure/audit_relation.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double CANCELS = 1e-6;

static bool is_of_this_report(const struct audit *a, size_t number)
{
    return number != SIZE_MAX && !a->before[number] && !relation_is_unseen(&a->numbers[number]) &&
           isfinite(a->numbers[number].value);
}

static void note(struct audit *a, const double *weights)
{
    size_t before = a->n_reasons;

    for (size_t i = 0; i < a->n; i++) {
        if (fabs(weights[i]) < CANCELS)
            continue;
        a->reasons = memory_grow(a->reasons, &a->reasons_capacity, a->n_reasons + 1, sizeof *a->reasons);
        a->reasons[a->n_reasons++] = (struct reason){ a->n_sets, i, weights[i] };
    }
    a->n_sets += a->n_reasons > before;
}

void audit_note_reasons(struct audit *a, const struct audit_block *b, size_t place)
{
    static const enum audit_end ends[] = { AUDIT_LEAST, AUDIT_MOST };
    struct audit_multiplier *multipliers = memory_zeroed(audit_block_relations(b) + 1, sizeof *multipliers);

    for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++) {
        size_t n = audit_block_reason(b, place, ends[e], multipliers);
        double *weights = memory_zeroed(a->n, sizeof *weights);

        for (size_t i = 0; i < n; i++)
            for (size_t m = multipliers[i].name, end = relation_end(a, m); m < end; m++)
                if (is_of_this_report(a, a->members[m].number))
                    weights[a->members[m].number] += multipliers[i].times * a->members[m].factor;
        note(a, weights);
        free(weights);
    }
    free(multipliers);
}

bool audit_reason(const struct audit *a, size_t i, size_t *set, size_t *number, double *weight)
{
    if (i >= a->n_reasons)
        return false;
    *set = a->reasons[i].set;
    *number = a->reasons[i].number;
    *weight = a->reasons[i].weight;
    return true;
}
