/* balance_sum.c - a settled balance that is the sum of others: of shards of a register. */
#include "pipeline/staff/balance_inside.h"

#include "pipeline/base/memory.h"

void balance_sum_begin(struct balance *b)
{
    size_t n = b->windows->n + 1;

    b->n_cells = cells_count(b->cells);
    b->tallies = memory_large(b->n_cells * n, sizeof *b->tallies);
    b->rows = memory_zeroed(b->n_cells, sizeof *b->rows);
    for (size_t cell = 0; cell < b->n_cells; cell++)
        b->rows[cell] = (struct tally_rows){ .tallies = &b->tallies[cell * n], .end = (uint32_t) n };
}

void balance_sum_tally(struct balance *b, uint32_t cell, size_t window, const struct tally *t, int64_t ungraded_days2)
{
    size_t n = b->windows->n + 1;

    tally_sum(&b->tallies[cell * n + window], t);
    if (ungraded_days2 == 0)
        return;
    if (b->ungraded_days2 == NULL)
        b->ungraded_days2 = memory_large(b->n_cells * n, sizeof *b->ungraded_days2);
    b->ungraded_days2[cell * n + window] += ungraded_days2;
}

void balance_sum_transfers(struct balance *b, enum grouping_id id, uint32_t cell, size_t window,
                           const struct transfers *t)
{
    struct transfers *sum = &balance_transfers(b, id, cells_group(b->cells, id, cell))[window];

    for (size_t k = 0; k < N_TRANSFERS; k++) {
        sum->in[k] += t->in[k];
        sum->out[k] += t->out[k];
    }
}

bool balance_sum_end(struct balance *b, struct fault *f)
{
    for (uint32_t cell = 0; cell < b->n_cells; cell++)
        if (!balance_cell_holds(b, cell, b->rows[cell].tallies))
            return balance_fault(f, "cell");
    return true;
}
