#include "pipeline/staff/balance_sums.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

static void reserve(struct balance_sums *s, size_t n_groups, size_t n_slots)
{
    s->n_groups = n_groups;
    s->n_slots = n_slots;
    s->counts = memory_zeroed(n_groups * n_slots, sizeof *s->counts);
}

static bool check(const struct balance_sums *s, enum grouping_id id, struct fault *f)
{
    for (size_t i = 0; i < s->n_groups * s->n_slots; i++)
        if (!balance_count_holds(&s->counts[i]))
            return balance_fault(f, grouping_of(id)->name);
    return true;
}

/* The transfers of each group in windows first..end - 1, added to its counts of one slot. */
static void add_transfers(const struct balance *b, enum grouping_id id, struct balance_sums *s, size_t slot,
                          size_t first, size_t end)
{
    for (size_t group = 0; group < s->n_groups; group++)
        for (size_t i = first; i < end; i++)
            balance_add_transfers(b, id, (uint32_t) group, i, &s->counts[group * s->n_slots + slot]);
}

/* Another of the n groupings, which this one only brings together, so that its sums are sums of theirs; n: none. */
static size_t finer(const enum grouping_id *ids, size_t n, size_t g)
{
    unsigned splits = grouping_of(ids[g])->splits;
    size_t i = 0;

    while (i < n &&
           (i == g || (grouping_of(ids[i])->splits & splits) != splits || grouping_of(ids[i])->splits == splits))
        i++;
    return i;
}

static void sum_cells(const struct balance *b, enum grouping_id id, struct balance_sums *out)
{
    const struct cells *cells = balance_cells(b);
    size_t n = balance_windows(b)->n;
    struct tally *sums = memory_zeroed(out->n_groups * (n + 1), sizeof *sums);
    int64_t *ungraded_days2 = memory_zeroed(out->n_groups * n, sizeof *ungraded_days2);

    for (uint32_t cell = 0; cell < cells_count(cells); cell++) {
        size_t group = cells_group(cells, id, cell);
        const struct tally_rows *rows = balance_tallies(b, cell);

        for (size_t i = rows->first; i < rows->end; i++) {
            struct tally from = tally_rows_at(rows, i);

            tally_sum(&sums[group * (n + 1) + i], &from);
        }
        for (size_t i = rows->first; i < rows->end && i < n; i++)
            ungraded_days2[group * n + i] += balance_ungraded_days2(b, cell, i);
    }
    for (size_t group = 0; group < out->n_groups; group++)
        for (size_t i = 0; i < n; i++) {
            const struct tally *sum = &sums[group * (n + 1) + i];
            struct balance_count *to = &out->counts[group * n + i];

            balance_count_add_tally(to, sum, ungraded_days2[group * n + i]);
            to->opening = sum->stock;
            to->closing = sum[1].stock;
            to->present = tally_present(sum);
        }
    free(sums);
    free(ungraded_days2);
}

/* Sums of sums: those of `fine`, each once, found by a cell of theirs. */
static void sum_groups(const struct balance *b, enum grouping_id fine_id, const struct balance_sums *fine,
                       enum grouping_id id, struct balance_sums *out)
{
    const struct cells *cells = balance_cells(b);
    bool *done = memory_zeroed(fine->n_groups, sizeof *done);

    for (uint32_t cell = 0; cell < cells_count(cells); cell++) {
        uint32_t from = cells_group(cells, fine_id, cell), to = cells_group(cells, id, cell);

        for (size_t i = 0; !done[from] && i < fine->n_slots; i++)
            balance_count_add(&out->counts[to * out->n_slots + i], &fine->counts[from * fine->n_slots + i]);
        done[from] = true;
    }
    free(done);
}

/* The sums of all groupings that bring others together. */
static void sum_coarser(const struct balance *b, const enum grouping_id *ids, size_t n, struct balance_sums *out)
{
    for (size_t g = 0; g < n; g++) {
        size_t source = finer(ids, n, g);

        while (source < n && finer(ids, n, source) < n)
            source = finer(ids, n, source); /* the finest, which is of cells */
        if (source < n)
            sum_groups(b, ids[source], &out[source], ids[g], &out[g]);
    }
}

bool balance_sums_by_window(const struct balance *b, const enum grouping_id *ids, size_t n, struct balance_sums *out,
                            struct fault *f)
{
    const struct windows *w = balance_windows(b);
    bool ok = true;

    for (size_t g = 0; g < n; g++) {
        reserve(&out[g], cells_groups(balance_cells(b), ids[g]), w->n);
        if (finer(ids, n, g) == n)
            sum_cells(b, ids[g], &out[g]);
    }
    sum_coarser(b, ids, n, out);
    for (size_t g = 0; g < n; g++) {
        for (size_t i = 0; i < w->n; i++)
            add_transfers(b, ids[g], &out[g], i, i, i + 1);
        ok = ok && check(&out[g], ids[g], f);
    }
    return ok;
}

/* One cell over the windows of a period: flows and days add up, stocks are those at its ends. */
static void count_period(const struct balance *b, uint32_t cell, const struct period *p, struct balance_count *out)
{
    const struct tally_rows *rows = balance_tallies(b, cell);
    struct tally sum = { 0 }, at_end = tally_rows_at(rows, p->end);
    int64_t ungraded_days2 = 0;

    *out = (struct balance_count){ .opening = tally_rows_at(rows, p->first).stock, .closing = at_end.stock };
    for (size_t i = p->first > rows->first ? p->first : rows->first; i < p->end && i < rows->end; i++) {
        struct tally t = tally_rows_at(rows, i);

        tally_sum(&sum, &t);
        ungraded_days2 += balance_ungraded_days2(b, cell, i);
        out->present += tally_present(&t);
    }
    out->present += tally_present(&at_end);
    balance_count_add_tally(out, &sum, ungraded_days2);
}

static const struct period *slot_of(const struct windows *w, size_t slot)
{
    return slot < w->n_periods ? &w->periods[slot] : &w->pools[slot - w->n_periods];
}

/* Districts add up to the city, and whoever moves out of one moves into another: so departures, which are exits and
 * moves, add up to the city's exits and all moves. */
static bool districts_add_up(const struct balance_sums *city, const struct balance_sums *districts)
{
    for (size_t slot = 0; slot < city->n_slots && city->n_groups > 0; slot++) {
        const struct balance_count *c = &city->counts[slot];
        struct balance_count sum = { 0 };

        for (size_t group = 0; group < districts->n_groups; group++)
            balance_count_add(&sum, &districts->counts[group * districts->n_slots + slot]);
        if (sum.opening != c->opening || sum.closing != c->closing ||
            balance_count_exits(&sum) != balance_count_exits(c) || sum.person_days != c->person_days ||
            sum.in[TRANSFER_MOVED] != sum.out[TRANSFER_MOVED])
            return false;
    }
    return true;
}

bool balance_sums_by_period(const struct balance *b, struct balance_sums out[N_GROUPINGS], struct fault *f)
{
    const struct windows *w = balance_windows(b);
    const struct cells *cells = balance_cells(b);
    size_t n_slots = w->n_periods + w->n_pools, n_finest = 0;
    enum grouping_id all[N_GROUPINGS], finest[N_GROUPINGS];
    bool ok = true;

    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        reserve(&out[id], cells_groups(cells, id), n_slots);
        all[id] = id;
    }
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++)
        if (finer(all, N_GROUPINGS, id) == N_GROUPINGS)
            finest[n_finest++] = id;
    for (uint32_t cell = 0; cell < cells_count(cells); cell++)
        for (size_t slot = 0; slot < n_slots; slot++) {
            struct balance_count count;

            count_period(b, cell, slot_of(w, slot), &count);
            for (size_t i = 0; i < n_finest; i++)
                balance_count_add(&out[finest[i]].counts[cells_group(cells, finest[i], cell) * n_slots + slot], &count);
        }
    sum_coarser(b, all, N_GROUPINGS, out);
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        for (size_t slot = 0; slot < n_slots; slot++)
            add_transfers(b, id, &out[id], slot, slot_of(w, slot)->first, slot_of(w, slot)->end);
        ok = ok && check(&out[id], id, f);
    }
    if (ok && !districts_add_up(&out[GROUPING_CITY], &out[GROUPING_DISTRICT]))
        return balance_fault(f, "förvaltningar");
    return ok;
}

void balance_sums_free(struct balance_sums *s)
{
    free(s->counts);
    *s = (struct balance_sums){ 0 };
}
