#include "pipeline/staff/balance_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Groupings that know bands: by age, by time employed, and each by occupation. */
enum { MOST_BANDED = 4 };

/* Whoever counts baskets, every n_workers-th of them: steps for the cells of one, and what it found of those who pass
 * from band to band. */
struct worker {
    struct balance *balance;
    size_t number, n_workers;
    struct tally_step *steps;             /* [place of the cell in its basket][window], n + 1 windows */
    struct tally_reach *reaches;          /* of each cell of the basket */
    struct tally *tallies;                /* of one cell: [window]; all zero before it and after */
    const uint32_t *cell;                 /* of the stays that are being counted: struct waiting */
    enum grouping_id banded[MOST_BANDED]; /* the groupings that know bands ... */
    uint32_t knows_age[MOST_BANDED], knows_tenure[MOST_BANDED];
    size_t n_banded;
    struct transfers *of[MOST_BANDED]; /* ... and of each: [group][window] */
    bool holds, ok;
    struct fault fault; /* where not ok: stays could not be read */
};

static bool knows(enum grouping_id id, enum attribute a)
{
    return grouping_splits_by(grouping_of(id), a);
}

static void add_stays(void *context, const struct tally_stay *stays, size_t n)
{
    const struct worker *w = context;
    const struct windows *windows = w->balance->windows;
    const uint32_t *places = w->balance->baskets.place;

    for (size_t i = 0; i < n; i++) {
        uint32_t place = places[w->cell != NULL ? w->cell[stays[i].cell] : stays[i].cell];
        struct tally_ends ends = tally_add(windows, &w->steps[place * (windows->n + 1)], &stays[i]);

        tally_reach_for(windows, &w->reaches[place], &ends);
    }
}

static bool any_passes(const struct tally_step *at)
{
    uint32_t any = 0;

    for (size_t k = 0; k < N_PASSINGS - 1; k++)
        any |= at->goes[k] | at->came[k];
    return any != 0;
}

/* Who passes to another band changes group where groups are split by it. */
static void add_passings(struct worker *w, uint32_t cell, struct tally_reach reach, const struct tally_step *steps)
{
    enum { AGE = PASSING_AGE - 1, TENURE = PASSING_TENURE - 1, BOTH = PASSING_BOTH - 1 };
    size_t n = w->balance->windows->n;
    struct transfers *of[MOST_BANDED];

    for (size_t g = 0; g < w->n_banded; g++)
        of[g] = &w->of[g][cells_group(w->balance->cells, w->banded[g], cell) * n];
    for (size_t i = reach.first; i < n && i <= reach.last; i++) {
        const uint32_t *goes = steps[i].goes, *came = steps[i].came;

        for (size_t g = 0; g < w->n_banded && any_passes(&steps[i]); g++) {
            uint32_t age = w->knows_age[g], tenure = w->knows_tenure[g];

            of[g][i].out[TRANSFER_CHANGED] += age * goes[AGE] + tenure * goes[TENURE] + goes[BOTH];
            of[g][i].in[TRANSFER_CHANGED] += age * came[AGE] + tenure * came[TENURE] + came[BOTH];
        }
    }
}

bool balance_cell_holds(const struct balance *b, uint32_t cell, const struct tally *t)
{
    const struct transfers *moves = balance_cell_transfers(b, cell);

    for (size_t i = 0; i < b->windows->n; i++) {
        int64_t change = (int64_t) t[i].hires + t[i].came - t[i].goes;

        for (size_t k = 0; k < TALLY_CAUSES; k++)
            change -= t[i].exits[k];
        for (size_t k = 0; moves != NULL && k < N_TRANSFERS; k++)
            change += (int64_t) moves[i].in[k] - moves[i].out[k];
        if (t[i].stock + change != t[i + 1].stock)
            return false;
    }
    return true;
}

/* Makes the rows of a cell, and leaves steps and tallies as they were before it. */
static void settle_cell(struct worker *w, uint32_t cell, struct tally_reach reach, struct tally_step *steps)
{
    struct balance *b = w->balance;
    size_t n = b->windows->n + 1, reached = reach.last + 1 - reach.first;

    if (reach.first > reach.last) {
        w->holds = w->holds && balance_cell_holds(b, cell, w->tallies);
        return;
    }
    add_passings(w, cell, reach, steps);
    tally_settle(b->windows, reach, steps, w->tallies, b->ungraded_days2 != NULL ? &b->ungraded_days2[cell * n] : NULL);
    w->holds = w->holds && balance_cell_holds(b, cell, w->tallies);
    b->rows[cell] = tally_rows_keep(&b->rooms[w->number], w->tallies, reach.first, reach.last + 1);
    memset(&steps[reach.first], 0, reached * sizeof *steps);
    memset(&w->tallies[reach.first], 0, reached * sizeof *w->tallies);
}

static bool count_basket(struct worker *w, size_t basket)
{
    struct balance *b = w->balance;
    size_t n = b->windows->n + 1, first = b->baskets.first[basket], end = b->baskets.first[basket + 1];

    for (size_t i = 0; i < end - first; i++)
        w->reaches[i] = (struct tally_reach){ .first = n };
    for (size_t i = 0; i < b->n_waiting; i++) {
        w->cell = b->waiting[i].cell;
        if (!stay_store_basket(b->waiting[i].stays, basket, add_stays, w, &w->fault))
            return false;
    }
    for (size_t place = first; place < end; place++)
        settle_cell(w, b->baskets.cells[place], w->reaches[place - first], &w->steps[(place - first) * n]);
    return true;
}

static void count_baskets(void *context, size_t i)
{
    struct worker *w = (struct worker *) context + i;

    w->ok = true;
    for (size_t basket = w->number; basket < STAY_BASKETS && w->ok; basket += w->n_workers)
        w->ok = count_basket(w, basket);
}

static void begin_worker(struct worker *w, struct balance *b, size_t number, size_t n_workers)
{
    size_t n = b->windows->n;

    *w = (struct worker){ .balance = b, .number = number, .n_workers = n_workers, .holds = true };
    w->steps = memory_zeroed(b->baskets.most * (n + 1), sizeof *w->steps);
    w->tallies = memory_zeroed(n + 1, sizeof *w->tallies);
    w->reaches = memory_zeroed(b->baskets.most, sizeof *w->reaches);
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++)
        if (knows(id, ATTRIBUTE_AGE) || knows(id, ATTRIBUTE_TENURE)) {
            assert(w->n_banded < MOST_BANDED);
            w->banded[w->n_banded] = id;
            w->knows_age[w->n_banded] = knows(id, ATTRIBUTE_AGE);
            w->knows_tenure[w->n_banded] = knows(id, ATTRIBUTE_TENURE);
            w->of[w->n_banded++] = memory_zeroed(cells_groups(b->cells, id) * n, sizeof *w->of[0]);
        }
}

/* What the worker found is added to the balance. */
static void end_worker(struct worker *w)
{
    struct balance *b = w->balance;
    size_t n = b->windows->n;

    for (size_t i = 0; i < w->n_banded; i++) {
        for (uint32_t group = 0; group < cells_groups(b->cells, w->banded[i]); group++) {
            struct transfers *to = balance_transfers(b, w->banded[i], group), *from = &w->of[i][group * n];

            for (size_t k = 0; k < n; k++) {
                to[k].in[TRANSFER_CHANGED] += from[k].in[TRANSFER_CHANGED];
                to[k].out[TRANSFER_CHANGED] += from[k].out[TRANSFER_CHANGED];
            }
        }
        free(w->of[i]);
    }
    free(w->steps);
    free(w->tallies);
    free(w->reaches);
}

static bool count_all(struct balance *b, size_t n_workers, struct fault *f)
{
    struct worker *workers = memory_zeroed(n_workers, sizeof *workers);
    bool holds = true, ok = true;

    for (size_t i = 0; i < n_workers; i++)
        begin_worker(&workers[i], b, i, n_workers);
    threads_run(n_workers, count_baskets, workers);
    for (size_t i = 0; i < n_workers; i++) {
        holds = holds && workers[i].holds;
        if (!workers[i].ok)
            *f = workers[i].fault;
        ok = ok && workers[i].ok;
        end_worker(&workers[i]);
    }
    free(workers);
    return ok && (holds || balance_fault(f, "cell"));
}

bool balance_settle(struct balance *b, size_t n_threads, struct fault *f)
{
    size_t n_workers = n_threads < 1 ? 1 : n_threads < STAY_BASKETS ? n_threads : STAY_BASKETS;
    bool ok;

    if (b->bound > 0 && balance_size(b).settled > b->bound)
        stay_store_write(b->waiting[0].stays); /* tables take their place */
    for (size_t i = 0; i < b->n_waiting; i++)
        if (!stay_store_is_whole(b->waiting[i].stays, f))
            return false;
    b->n_cells = cells_count(b->cells);
    baskets_sort(&b->baskets);
    b->rows = memory_zeroed(b->n_cells, sizeof *b->rows);
    b->rooms = memory_zeroed(n_workers, sizeof *b->rooms);
    b->n_rooms = n_workers;
    if (b->some_ungraded)
        b->ungraded_days2 = memory_large(b->n_cells * (b->windows->n + 1), sizeof *b->ungraded_days2);
    ok = count_all(b, n_workers, f);
    balance_end_waiting(b);
    return ok;
}
