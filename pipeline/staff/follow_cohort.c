#include "pipeline/staff/follow_cohort.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

static uint32_t *grown(uint32_t *array, size_t n, size_t needed)
{
    uint32_t *larger = memory_zeroed(needed, sizeof *larger);

    if (n > 0)
        memcpy(larger, array, n * sizeof *larger);
    free(array);
    return larger;
}

/* Room for times of up to `days`. */
static void reserve(struct follow_cohort *c, size_t days)
{
    size_t n = days + days / 2 + 64;

    if (days < c->n_days)
        return;
    c->exits = grown(c->exits, c->n_days, n);
    c->censored = grown(c->censored, c->n_days, n);
    c->n_days = n;
}

void follow_cohort_settle(struct follow_cohort *c)
{
    for (size_t i = 0; i < c->n_waiting; i++) {
        size_t days = c->waiting[i] / 2;

        reserve(c, days);
        if (c->waiting[i] % 2 == 1)
            c->exits[days]++;
        else
            c->censored[days]++;
    }
    c->n_waiting = 0;
}

void follow_cohort_sum(struct follow_cohort *c, uint32_t days, uint32_t exits, uint32_t censored)
{
    reserve(c, days);
    c->exits[days] += exits;
    c->censored[days] += censored;
    c->n_hires += exits + censored;
    c->n_exits += exits;
}

void follow_cohort_clear(struct follow_cohort *c)
{
    free(c->exits);
    free(c->censored);
}

void follow_cohort_join(struct follow_cohort *into, struct follow_cohort *from)
{
    follow_cohort_settle(into);
    follow_cohort_settle(from);
    if (from->n_days > 0)
        reserve(into, from->n_days - 1);
    for (size_t i = 0; i < from->n_days; i++) {
        into->exits[i] += from->exits[i];
        into->censored[i] += from->censored[i];
    }
    into->n_hires += from->n_hires;
    into->n_exits += from->n_exits;
}
