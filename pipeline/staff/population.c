#include "pipeline/staff/population.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

void population_begin(struct population *p, const struct windows *windows)
{
    *p = (struct population){ .windows = windows };
    p->cells = cells_new();
    p->balance = balance_new(windows, p->cells);
    p->follow = follow_new(windows, p->cells);
}

void population_free(struct population *p)
{
    follow_free(p->follow);
    balance_free(p->balance);
    cells_free(p->cells);
    post_runs_free(&p->runs);
    stays_free(&p->stays);
    free(p->cell);
    *p = (struct population){ 0 };
}

void population_add(struct population *p, const struct post_record *records, size_t n, const struct stay_person *person)
{
    if (n == 0)
        return;
    post_find(records, n, p->break_days, &p->names, &p->runs);
    stay_find(&p->runs, records, person, &p->rules, &p->stays);
    if (p->stays.n == 0)
        return;
    p->cell = memory_grow(p->cell, &p->cell_capacity, p->stays.n, sizeof *p->cell);
    for (size_t i = 0; i < p->stays.n; i++) {
        const struct stay *s = &p->stays.items[i];

        p->cell[i] = s->passing == PASSING_NONE ? cells_number(p->cells, &s->key)
                                                : cells_after(p->cells, p->cell[i - 1], s->passing);
    }
    balance_add(p->balance, p->stays.items, p->cell, p->stays.n);
    follow_add(p->follow, p->stays.items, p->cell, p->stays.n);
}

bool population_settle(struct population *p, struct fault *f)
{
    follow_settle(p->follow);
    return balance_settle(p->balance, f);
}
