#include "pipeline/staff/balance.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct group_rows {
    struct transfers **items; /* per group: per window; NULL: none yet */
    size_t n, capacity;
};

struct balance {
    const struct windows *windows;
    struct cells *cells;
    struct tally_row *rows; /* per cell */
    size_t n_rows, capacity;
    struct group_rows transfers[N_GROUPINGS + 1]; /* cells too; of cells without those who pass to another band */
    /* Stays wait until there are some hundred of them: see count_waiting(). */
    struct stay *waiting;
    uint32_t *waiting_cell;
    size_t n_waiting, stay_capacity, cell_capacity;
};

enum { ENOUGH_WAITING = 512 };

struct balance *balance_new(const struct windows *windows, struct cells *cells)
{
    struct balance *b = memory_zeroed(1, sizeof *b);

    b->windows = windows;
    b->cells = cells;
    return b;
}

void balance_free(struct balance *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->n_rows; i++)
        tally_row_free(&b->rows[i]);
    free(b->rows);
    free(b->waiting);
    free(b->waiting_cell);
    for (size_t g = 0; g <= N_GROUPINGS; g++) {
        for (size_t i = 0; i < b->transfers[g].n; i++)
            free(b->transfers[g].items[i]);
        free(b->transfers[g].items);
    }
    free(b);
}

static struct tally_row *place_of(struct balance *b, uint32_t cell)
{
    if (cell >= b->n_rows) {
        b->rows = memory_grow(b->rows, &b->capacity, (size_t) cell + 1, sizeof *b->rows);
        while (b->n_rows <= cell)
            b->rows[b->n_rows++] = (struct tally_row){ NULL, NULL };
    }
    return &b->rows[cell];
}

static const struct tally_row *row_of(struct balance *b, uint32_t cell)
{
    struct tally_row *r = place_of(b, cell);

    if (r->tallies == NULL)
        tally_row_begin(r, b->windows->n);
    return r;
}

static struct transfers *transfers_of(struct balance *b, size_t grouping, uint32_t group, size_t window)
{
    struct group_rows *r = &b->transfers[grouping];

    if (group >= r->n) {
        r->items = memory_grow(r->items, &r->capacity, (size_t) group + 1, sizeof *r->items);
        while (r->n <= group)
            r->items[r->n++] = NULL;
    }
    if (r->items[group] == NULL)
        r->items[group] = memory_zeroed(b->windows->n, sizeof **r->items);
    return &r->items[group][window];
}

/* From or to a post in the city outside the population: a change in every grouping. */
static void add_change(struct balance *b, int32_t day, uint32_t cell, bool into)
{
    size_t window;

    if (!tally_window(b->windows, day, &window))
        return;
    for (size_t g = 0; g <= N_GROUPINGS; g++) {
        struct transfers *t = transfers_of(b, g, cells_group(b->cells, (enum grouping_id) g, cell), window);

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
        transfers_of(b, g, from_group, window)->out[kind]++;
        transfers_of(b, g, to_group, window)->in[kind]++;
    }
}

static void add_passing(struct balance *b, const struct stay *to, uint32_t from_cell)
{
    size_t window;

    if (tally_window(b->windows, to->first, &window))
        row_of(b, from_cell)->events[window].passed[to->passing - 1]++;
}

static bool is_counted(const struct windows *w, const struct stay *s)
{
    return s->leaving >= w->boundary[0] && s->first <= w->boundary[w->n]; /* that day itself counts for present */
}

/* Asks for the memory of a stay's cell where it will be changed. */
static void fetch(struct balance *b, const struct stay *s, uint32_t cell)
{
    const struct windows *w = b->windows;
    const struct tally_row *r = row_of(b, cell);
    ptrdiff_t from = window_floor(w, s->first), to = window_floor(w, s->leaving);

    if (from >= 0) {
        __builtin_prefetch(&r->tallies[from], 1);
        __builtin_prefetch(&r->events[from], 1);
    }
    if (to >= 0) {
        __builtin_prefetch(&r->tallies[to], 1);
        __builtin_prefetch(&r->events[to], 1);
    }
}

/* Each stay changes a few places in tables that no cache holds. Asked for some hundred at a time, they come while
 * others are counted; one after the other, waiting for them takes longer than everything else. */
static void count_waiting(struct balance *b)
{
    const struct windows *w = b->windows;

    for (size_t i = 0; i < b->n_waiting; i++)
        if (is_counted(w, &b->waiting[i]))
            fetch(b, &b->waiting[i], b->waiting_cell[i]);
    for (size_t i = 0; i < b->n_waiting; i++) {
        const struct stay *s = &b->waiting[i];
        uint32_t cell = b->waiting_cell[i];

        if (!is_counted(w, s))
            continue;
        tally_add(w, row_of(b, cell), s);
        if (s->entry == STAY_ENTERED)
            add_change(b, s->first, cell, true);
        if (s->leave == STAY_LEFT)
            add_change(b, s->leaving, cell, false);
        if (s->passing != PASSING_NONE)
            add_passing(b, s, b->waiting_cell[i - 1]);
        else if (s->entry == STAY_CONTINUED)
            add_transfer(b, s, b->waiting_cell[i - 1], cell);
    }
    b->n_waiting = 0;
}

void balance_add(struct balance *b, const struct stay *stays, const uint32_t *cell, size_t n)
{
    size_t needed = b->n_waiting + n;

    b->waiting = memory_grow(b->waiting, &b->stay_capacity, needed, sizeof *b->waiting);
    b->waiting_cell = memory_grow(b->waiting_cell, &b->cell_capacity, needed, sizeof *b->waiting_cell);
    memcpy(&b->waiting[b->n_waiting], stays, n * sizeof *stays);
    memcpy(&b->waiting_cell[b->n_waiting], cell, n * sizeof *cell);
    b->n_waiting = needed;
    if (b->n_waiting >= ENOUGH_WAITING)
        count_waiting(b);
}

static void join_transfers(struct balance *into, const struct balance *from, size_t grouping, const uint32_t *cell)
{
    size_t n_groups = cells_groups(from->cells, (enum grouping_id) grouping);
    bool *done = memory_zeroed(n_groups, sizeof *done);

    for (uint32_t i = 0; i < cells_count(from->cells); i++) {
        uint32_t group = cells_group(from->cells, (enum grouping_id) grouping, i);
        const struct group_rows *r = &from->transfers[grouping];

        if (done[group] || group >= r->n || r->items[group] == NULL)
            continue;
        done[group] = true;
        group = cells_group(into->cells, (enum grouping_id) grouping, cell[i]);
        for (size_t w = 0; w < into->windows->n; w++) {
            const struct transfers *t = &r->items[cells_group(from->cells, (enum grouping_id) grouping, i)][w];
            struct transfers *sum = transfers_of(into, grouping, group, w);

            for (size_t k = 0; k < N_TRANSFERS; k++) {
                sum->in[k] += t->in[k];
                sum->out[k] += t->out[k];
            }
        }
    }
    free(done);
}

void balance_join(struct balance *into, struct balance *from, const uint32_t *cell)
{
    count_waiting(into);
    count_waiting(from);
    for (uint32_t i = 0; i < from->n_rows; i++) {
        struct tally_row *r = from->rows[i].tallies != NULL ? place_of(into, cell[i]) : NULL;

        if (r == NULL)
            continue;
        if (r->tallies == NULL) {
            *r = from->rows[i];
        } else {
            tally_row_join(r, &from->rows[i], into->windows->n);
            tally_row_free(&from->rows[i]);
        }
        from->rows[i] = (struct tally_row){ NULL, NULL };
    }
    for (size_t g = 0; g <= N_GROUPINGS; g++)
        join_transfers(into, from, g, cell);
}

bool balance_fault(struct fault *f, const char *grouping)
{
    return fault_set(f, FAULT_SYSTEM,
                     "personalbalansen går inte ihop (%s): felet ligger i programmet, inte i uppgifterna; anmäl det",
                     grouping);
}

/* `n` of a cell who passed to the one after it: a change where groups are split by what changed. */
static void settle_passing(struct balance *b, uint32_t from, uint32_t to, size_t window, uint32_t n)
{
    row_of(b, to)->events[window].came += n;
    for (size_t g = 0; g < N_GROUPINGS; g++) {
        uint32_t from_group = cells_group(b->cells, (enum grouping_id) g, from);
        uint32_t to_group = cells_group(b->cells, (enum grouping_id) g, to);

        if (from_group == to_group)
            continue;
        transfers_of(b, g, from_group, window)->out[TRANSFER_CHANGED] += n;
        transfers_of(b, g, to_group, window)->in[TRANSFER_CHANGED] += n;
    }
}

static void settle_passings(struct balance *b)
{
    for (uint32_t cell = 0; cell < b->n_rows; cell++)
        for (size_t i = 0; b->rows[cell].tallies != NULL && i < b->windows->n; i++)
            for (enum passing k = PASSING_AGE; k < N_PASSINGS; k++) {
                uint32_t n = b->rows[cell].events[i].passed[k - 1];

                if (n > 0)
                    settle_passing(b, cell, cells_after(b->cells, cell, k), i, n);
            }
}

/* The identity of balance_count_holds(), for a cell in one window: without the days. */
static bool cell_holds(const struct balance *b, uint32_t cell, size_t window)
{
    const struct tally *t = &b->rows[cell].tallies[window];
    const struct tally_events *e = &b->rows[cell].events[window];
    struct balance_count moves = { 0 };
    int64_t change = (int64_t) e->hires;

    for (size_t i = 0; i < TALLY_CAUSES; i++)
        change -= e->exits[i];
    balance_add_transfers(b, GROUPING_CELL, cell, window, &moves);
    for (size_t k = 0; k < N_TRANSFERS; k++)
        change += moves.in[k] - moves.out[k];
    return t[0].stock + change == t[1].stock;
}

bool balance_settle(struct balance *b, struct fault *f)
{
    count_waiting(b);
    settle_passings(b);
    for (size_t cell = 0; cell < b->n_rows; cell++) {
        if (b->rows[cell].tallies == NULL)
            continue;
        tally_settle(b->windows, &b->rows[cell]);
        for (size_t i = 0; i < b->windows->n; i++)
            if (!cell_holds(b, (uint32_t) cell, i))
                return balance_fault(f, "cell");
    }
    return true;
}

const struct tally_row *balance_row(const struct balance *b, uint32_t cell)
{
    return cell < b->n_rows && b->rows[cell].tallies != NULL ? &b->rows[cell] : NULL;
}

void balance_add_transfers(const struct balance *b, enum grouping_id id, uint32_t group, size_t window,
                           struct balance_count *to)
{
    const struct group_rows *r = &b->transfers[id];
    const struct tally_row *passings = id == GROUPING_CELL ? balance_row(b, group) : NULL;

    if (group < r->n && r->items[group] != NULL)
        balance_count_add_transfers(to, &r->items[group][window]);
    if (passings == NULL)
        return;
    for (size_t k = 0; k < N_PASSINGS - 1; k++)
        to->out[TRANSFER_CHANGED] += passings->events[window].passed[k];
    to->in[TRANSFER_CHANGED] += passings->events[window].came;
}

const struct windows *balance_windows(const struct balance *b)
{
    return b->windows;
}

const struct cells *balance_cells(const struct balance *b)
{
    return b->cells;
}

void balance_fetch(const struct balance *b, uint32_t cell, size_t window)
{
    const struct tally_row *r = balance_row(b, cell);

    if (r == NULL)
        return;
    __builtin_prefetch(&r->tallies[window]);
    __builtin_prefetch(&r->events[window]);
}

bool balance_cell(const struct balance *b, uint32_t cell, size_t window, struct balance_count *out)
{
    const struct tally_row *r = balance_row(b, cell);

    *out = (struct balance_count){ 0 };
    if (r == NULL)
        return false;
    balance_count_add_cell(out, b->windows, r, window);
    balance_add_transfers(b, GROUPING_CELL, cell, window, out);
    return out->opening != 0 || out->closing != 0 || balance_count_inflow(out) != 0 ||
           balance_count_outflow(out) != 0 || out->person_days > 0;
}
