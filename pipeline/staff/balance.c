#include "pipeline/staff/balance_inside.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Takes both over. */
static void add_waiting(struct balance *b, struct stay_store *stays, uint32_t *cell)
{
    b->waiting = memory_grow(b->waiting, &b->waiting_capacity, b->n_waiting + 1, sizeof *b->waiting);
    b->waiting[b->n_waiting++] = (struct waiting){ stays, cell };
}

void balance_end_waiting(struct balance *b)
{
    for (size_t i = 0; i < b->n_waiting; i++) {
        stay_store_free(b->waiting[i].stays);
        free(b->waiting[i].cell);
    }
    free(b->waiting);
    b->waiting = NULL;
    b->n_waiting = b->waiting_capacity = 0;
}

struct balance *balance_new(const struct windows *windows, struct cells *cells)
{
    struct balance *b = memory_zeroed(1, sizeof *b);

    b->windows = windows;
    b->cells = cells;
    add_waiting(b, stay_store_new(), NULL);
    return b;
}

void balance_free(struct balance *b)
{
    if (b == NULL)
        return;
    balance_end_waiting(b);
    baskets_free(&b->baskets);
    for (size_t i = 0; i < b->n_rooms; i++)
        tally_room_free(&b->rooms[i]);
    free(b->rooms);
    free(b->rows);
    free(b->tallies);
    free(b->ungraded_days2);
    for (size_t g = 0; g <= N_GROUPINGS; g++) {
        for (size_t i = 0; i < b->transfers[g].n; i++)
            free(b->transfers[g].items[i]);
        free(b->transfers[g].items);
    }
    free(b);
}

void balance_bound(struct balance *b, const char *folder, size_t bytes)
{
    stay_store_bound(b->waiting[0].stays, folder, bytes);
    b->bound = bytes;
}

struct balance_size balance_size(const struct balance *b)
{
    enum { CELL = 512 }; /* its key, groups and lines, wherever they are kept */
    size_t n_cells = cells_count(b->cells), n = b->windows->n, tally = sizeof(struct tally);
    struct balance_size size = { .now = n_cells * CELL };

    for (size_t g = 0; g <= N_GROUPINGS; g++)
        for (size_t i = 0; i < b->transfers[g].n; i++)
            size.now += b->transfers[g].items[i] != NULL ? n * sizeof(struct transfers) : 0;
    size.settled = n_cells * (n + 1) * (tally + (b->some_ungraded ? sizeof *b->ungraded_days2 : 0));
    return size;
}

struct transfers *balance_transfers(struct balance *b, size_t grouping, uint32_t group)
{
    struct group_transfers *r = &b->transfers[grouping];

    if (group >= r->n) {
        r->items = memory_grow(r->items, &r->capacity, (size_t) group + 1, sizeof *r->items);
        while (r->n <= group)
            r->items[r->n++] = NULL;
    }
    if (r->items[group] == NULL)
        r->items[group] = memory_zeroed(b->windows->n, sizeof **r->items);
    return r->items[group];
}

/* From or to a post in the city outside the population: a change in every grouping. */
static void add_change(struct balance *b, int32_t day, uint32_t cell, bool into)
{
    size_t window;

    if (!tally_window(b->windows, day, &window))
        return;
    for (size_t g = 0; g <= N_GROUPINGS; g++) {
        struct transfers *t = &balance_transfers(b, g, cells_group(b->cells, (enum grouping_id) g, cell))[window];

        if (into)
            t->in[TRANSFER_CHANGED]++;
        else
            t->out[TRANSFER_CHANGED]++;
    }
}

/* From one stay to the next: an event in the groupings in which the group differs. */
static void add_transfer(struct balance *b, const struct stay *to, uint32_t from_cell, uint32_t to_cell)
{
    const struct cell_key *from_key = cells_key(b->cells, from_cell), *to_key = cells_key(b->cells, to_cell);
    bool districts = from_key->attribute[ATTRIBUTE_DISTRICT] != to_key->attribute[ATTRIBUTE_DISTRICT];
    size_t window;

    if (from_cell == to_cell || !tally_window(b->windows, to->first, &window))
        return;
    for (size_t g = 0; g <= N_GROUPINGS; g++) {
        uint32_t from_group = cells_group(b->cells, (enum grouping_id) g, from_cell);
        uint32_t to_group = cells_group(b->cells, (enum grouping_id) g, to_cell);
        enum transfer kind = TRANSFER_CHANGED;

        if (from_group == to_group)
            continue;
        if (districts && grouping_splits_by(grouping_of((enum grouping_id) g), ATTRIBUTE_DISTRICT))
            kind = to->reorganised ? TRANSFER_REORGANISED : TRANSFER_MOVED;
        balance_transfers(b, g, from_group)[window].out[kind]++;
        balance_transfers(b, g, to_group)[window].in[kind]++;
    }
}

static bool is_counted(const struct windows *w, const struct stay *s)
{
    return s->leaving >= w->boundary[0] && s->first <= w->boundary[w->n]; /* that day itself counts for present */
}

void balance_mark_cell(struct balance *b, uint64_t mark)
{
    baskets_put(&b->baskets, mark);
}

void balance_add(struct balance *b, const struct stay *stays, const uint32_t *cell, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct stay *s = &stays[i];
        struct tally_stay waiting;

        if (!is_counted(b->windows, s))
            continue;
        waiting = tally_stay_of(s, i + 1 < n ? s + 1 : NULL, cell[i]);
        stay_store_add(b->waiting[0].stays, b->baskets.of[cell[i]], &waiting);
        b->some_ungraded = b->some_ungraded || s->grade == POST_NO_GRADE;
        if (s->entry == STAY_ENTERED)
            add_change(b, s->first, cell[i], true);
        if (s->leave == STAY_LEFT)
            add_change(b, s->leaving, cell[i], false);
        if (s->passing == PASSING_NONE && s->entry == STAY_CONTINUED)
            add_transfer(b, s, cell[i - 1], cell[i]);
    }
}

static void join_transfers(struct balance *into, const struct balance *from, size_t grouping, const uint32_t *cell)
{
    size_t n_groups = cells_groups(from->cells, (enum grouping_id) grouping);
    const struct group_transfers *r = &from->transfers[grouping];
    bool *done = memory_zeroed(n_groups, sizeof *done);

    for (uint32_t i = 0; i < cells_count(from->cells); i++) {
        uint32_t group = cells_group(from->cells, (enum grouping_id) grouping, i);
        struct transfers *sum;

        if (done[group] || group >= r->n || r->items[group] == NULL)
            continue;
        done[group] = true;
        sum = balance_transfers(into, grouping, cells_group(into->cells, (enum grouping_id) grouping, cell[i]));
        for (size_t w = 0; w < into->windows->n; w++)
            for (size_t k = 0; k < N_TRANSFERS; k++) {
                sum[w].in[k] += r->items[group][w].in[k];
                sum[w].out[k] += r->items[group][w].out[k];
            }
    }
    free(done);
}

void balance_join(struct balance *into, struct balance *from, const uint32_t *cell)
{
    size_t n_cells = cells_count(from->cells);

    for (size_t i = 0; i < from->n_waiting; i++) {
        const struct waiting *w = &from->waiting[i];
        uint32_t *here = memory_zeroed(n_cells, sizeof *here);

        for (size_t k = 0; k < n_cells; k++)
            here[k] = cell[w->cell != NULL ? w->cell[k] : k];
        free(w->cell);
        add_waiting(into, w->stays, here);
    }
    from->n_waiting = 0;
    into->some_ungraded = into->some_ungraded || from->some_ungraded;
    for (size_t g = 0; g <= N_GROUPINGS; g++)
        join_transfers(into, from, g, cell);
}

bool balance_fault(struct fault *f, const char *grouping)
{
    return fault_set(f, FAULT_SYSTEM,
                     "personalbalansen går inte ihop (%s): felet ligger i programmet, inte i uppgifterna; anmäl det",
                     grouping);
}

void balance_add_transfers(const struct balance *b, enum grouping_id id, uint32_t group, size_t window,
                           struct balance_count *to)
{
    const struct group_transfers *r = &b->transfers[id];
    struct tally cell;

    if (group < r->n && r->items[group] != NULL)
        balance_count_add_transfers(to, &r->items[group][window]);
    if (id != GROUPING_CELL)
        return;
    cell = tally_rows_at(balance_tallies(b, group), window);
    to->out[TRANSFER_CHANGED] += cell.goes;
    to->in[TRANSFER_CHANGED] += cell.came;
}

const struct windows *balance_windows(const struct balance *b)
{
    return b->windows;
}

const struct cells *balance_cells(const struct balance *b)
{
    return b->cells;
}

const struct tally_rows *balance_tallies(const struct balance *b, uint32_t cell)
{
    return &b->rows[cell];
}

const struct transfers *balance_group_transfers(const struct balance *b, enum grouping_id id, uint32_t group)
{
    const struct group_transfers *r = &b->transfers[id];

    return group < r->n ? r->items[group] : NULL;
}

const struct transfers *balance_cell_transfers(const struct balance *b, uint32_t cell)
{
    return balance_group_transfers(b, GROUPING_CELL, cell);
}

int64_t balance_ungraded_days2(const struct balance *b, uint32_t cell, size_t window)
{
    return b->ungraded_days2 != NULL ? b->ungraded_days2[cell * (b->windows->n + 1) + window] : 0;
}
