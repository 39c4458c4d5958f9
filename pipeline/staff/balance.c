#include "pipeline/staff/balance.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

struct group_rows {
    struct transfers **items; /* per group: per window; NULL: none yet */
    size_t n, capacity;
};

struct balance {
    const struct windows *windows;
    const struct cells *cells;
    struct tally_row *rows; /* per cell */
    size_t n_rows, capacity;
    struct group_rows transfers[N_GROUPINGS]; /* those of cells stand in their rows */
};

int64_t balance_exits(const struct balance_count *c)
{
    int64_t sum = 0;

    for (size_t i = 0; i < TALLY_CAUSES; i++)
        sum += c->exits[i];
    return sum;
}

int64_t balance_inflow(const struct balance_count *c)
{
    return c->hires + c->in[TRANSFER_MOVED] + c->in[TRANSFER_CHANGED] + c->in[TRANSFER_REORGANISED];
}

int64_t balance_outflow(const struct balance_count *c)
{
    return balance_exits(c) + c->out[TRANSFER_MOVED] + c->out[TRANSFER_CHANGED] + c->out[TRANSFER_REORGANISED];
}

static bool balances(const struct balance_count *c)
{
    return c->opening + balance_inflow(c) - balance_outflow(c) == c->closing;
}

struct balance *balance_new(const struct windows *windows, const struct cells *cells)
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
    for (size_t g = 0; g < N_GROUPINGS; g++) {
        for (size_t i = 0; i < b->transfers[g].n; i++)
            free(b->transfers[g].items[i]);
        free(b->transfers[g].items);
    }
    free(b);
}

static const struct tally_row *row_of(struct balance *b, uint32_t cell)
{
    if (cell >= b->n_rows) {
        b->rows = memory_grow(b->rows, &b->capacity, (size_t) cell + 1, sizeof *b->rows);
        while (b->n_rows <= cell)
            b->rows[b->n_rows++] = (struct tally_row){ NULL, NULL };
    }
    if (b->rows[cell].tallies == NULL)
        tally_row_begin(&b->rows[cell], b->windows->n);
    return &b->rows[cell];
}

static struct transfers *transfers_of(struct balance *b, size_t grouping, uint32_t group, size_t window)
{
    struct group_rows *r;

    if (grouping == GROUPING_CELL)
        return &row_of(b, group)->events[window].transfers;
    r = &b->transfers[grouping];
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

void balance_add(struct balance *b, const struct stay *stays, const uint32_t *cell, size_t n)
{
    const struct windows *w = b->windows;

    for (size_t i = 0; i < n; i++) {
        const struct stay *s = &stays[i];

        if (s->leaving < w->boundary[0] ||
            s->first > w->boundary[w->n]) /* employed on the last boundary itself counts */
            continue;
        tally_add(w, row_of(b, cell[i]), s);
        if (s->entry == STAY_ENTERED)
            add_change(b, s->first, cell[i], true);
        if (s->leave == STAY_LEFT)
            add_change(b, s->leaving, cell[i], false);
        if (s->entry == STAY_CONTINUED)
            add_transfer(b, s, cell[i - 1], cell[i]);
    }
}

static bool unbalanced(struct fault *f, const char *grouping)
{
    return fault_set(f, FAULT_SYSTEM,
                     "personalbalansen går inte ihop (%s): felet ligger i programmet, inte i uppgifterna; anmäl det",
                     grouping);
}

bool balance_settle(struct balance *b, struct fault *f)
{
    for (size_t cell = 0; cell < b->n_rows; cell++) {
        if (b->rows[cell].tallies == NULL)
            continue;
        tally_settle(b->windows, &b->rows[cell]);
        for (size_t i = 0; i < b->windows->n; i++) {
            struct balance_count c;

            balance_cell(b, (uint32_t) cell, i, &c);
            if (!balances(&c))
                return unbalanced(f, "cell");
        }
    }
    return true;
}

/* Everything of a cell but its transfers, added to what is there; a window's opening and closing too. */
static void add_tally(const struct balance *b, const struct tally_row *r, size_t window, struct balance_count *out)
{
    const struct windows *w = b->windows;
    double days = w->boundary[window + 1] - w->boundary[window];
    const struct tally *from = &r->tallies[window], *to = &r->tallies[window + 1];
    const struct tally_events *e = &r->events[window];

    out->opening += from->stock;
    out->closing += to->stock;
    out->present += tally_present(from);
    out->hires += e->hires;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        out->exits[i] += e->exits[i];
    if (w->snapshots) {
        out->person_days += days * (from->whole + to->whole) / 2;
        out->grade_days += days * (double) (from->whole_grade + to->whole_grade) / 2;
        out->ungraded_days += days * (e[0].whole_ungraded + e[1].whole_ungraded) / 2;
    } else {
        out->person_days += days * from->whole + from->part_days;
        out->grade_days += days * (double) from->whole_grade + (double) from->part_grade;
        out->ungraded_days += days * e->whole_ungraded + e->part_ungraded;
    }
}

static void add_transfers(const struct balance *b, size_t grouping, size_t group, size_t window,
                          struct balance_count *out)
{
    const struct transfers *t = NULL;

    if (grouping == GROUPING_CELL)
        t = group < b->n_rows && b->rows[group].events != NULL ? &b->rows[group].events[window].transfers : NULL;
    else if (group < b->transfers[grouping].n && b->transfers[grouping].items[group] != NULL)
        t = &b->transfers[grouping].items[group][window];
    for (size_t k = 0; t != NULL && k < N_TRANSFERS; k++) {
        out->in[k] += t->in[k];
        out->out[k] += t->out[k];
    }
}

/* NULL where nobody was ever there. */
static const struct tally_row *row_if_any(const struct balance *b, size_t cell)
{
    return cell < b->n_rows && b->rows[cell].tallies != NULL ? &b->rows[cell] : NULL;
}

bool balance_cell(const struct balance *b, uint32_t cell, size_t window, struct balance_count *out)
{
    const struct tally_row *r = row_if_any(b, cell);

    *out = (struct balance_count){ 0 };
    if (r == NULL)
        return false;
    add_tally(b, r, window, out);
    add_transfers(b, GROUPING_CELL, cell, window, out);
    return out->opening != 0 || out->closing != 0 || balance_inflow(out) != 0 || balance_outflow(out) != 0 ||
           out->person_days > 0;
}

static void reserve(struct balance_sums *s, size_t n_groups, size_t n_slots)
{
    s->n_groups = n_groups;
    s->n_slots = n_slots;
    s->counts = memory_zeroed(n_groups * n_slots, sizeof *s->counts);
}

static bool check(const struct balance_sums *s, enum grouping_id id, struct fault *f)
{
    for (size_t i = 0; i < s->n_groups * s->n_slots; i++)
        if (!balances(&s->counts[i]))
            return unbalanced(f, grouping_of(id)->name);
    return true;
}

static void add_count(struct balance_count *to, const struct balance_count *from)
{
    to->opening += from->opening;
    to->closing += from->closing;
    to->present += from->present;
    to->hires += from->hires;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        to->exits[i] += from->exits[i];
    for (size_t k = 0; k < N_TRANSFERS; k++) {
        to->in[k] += from->in[k];
        to->out[k] += from->out[k];
    }
    to->person_days += from->person_days;
    to->grade_days += from->grade_days;
    to->ungraded_days += from->ungraded_days;
}

bool balance_by_window(const struct balance *b, const enum grouping_id *ids, size_t n, struct balance_sums *out,
                       struct fault *f)
{
    size_t n_windows = b->windows->n;
    bool ok = true;

    for (size_t g = 0; g < n; g++)
        reserve(&out[g], cells_groups(b->cells, ids[g]), n_windows);
    for (size_t cell = 0; cell < b->n_rows; cell++) {
        const struct tally_row *r = row_if_any(b, cell);

        for (size_t i = 0; r != NULL && i < n_windows; i++) {
            struct balance_count count = { 0 };

            add_tally(b, r, i, &count);
            for (size_t g = 0; g < n; g++)
                add_count(&out[g].counts[cells_group(b->cells, ids[g], (uint32_t) cell) * n_windows + i], &count);
        }
    }
    for (size_t g = 0; g < n; g++) {
        for (size_t group = 0; group < out[g].n_groups; group++)
            for (size_t i = 0; i < n_windows; i++)
                add_transfers(b, ids[g], group, i, &out[g].counts[group * n_windows + i]);
        ok = ok && check(&out[g], ids[g], f);
    }
    return ok;
}

/* One cell over the windows of a period: flows and days add up, stocks are those at its ends. */
static void count_period(const struct balance *b, const struct tally_row *r, const struct period *p,
                         struct balance_count *out)
{
    *out = (struct balance_count){ 0 };
    for (size_t i = p->first; i < p->end; i++)
        add_tally(b, r, i, out);
    out->opening = r->tallies[p->first].stock;
    out->closing = r->tallies[p->end].stock;
    out->present += tally_present(&r->tallies[p->end]);
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
            add_count(&sum, &districts->counts[group * districts->n_slots + slot]);
        if (sum.opening != c->opening || sum.closing != c->closing || balance_exits(&sum) != balance_exits(c) ||
            sum.person_days != c->person_days || sum.in[TRANSFER_MOVED] != sum.out[TRANSFER_MOVED])
            return false;
    }
    return true;
}

bool balance_by_period(const struct balance *b, struct balance_sums out[N_GROUPINGS], struct fault *f)
{
    const struct windows *w = b->windows;
    size_t n_slots = w->n_periods + w->n_pools;
    bool ok = true;

    for (size_t g = 0; g < N_GROUPINGS; g++)
        reserve(&out[g], cells_groups(b->cells, (enum grouping_id) g), n_slots);
    for (size_t cell = 0; cell < b->n_rows; cell++) {
        const struct tally_row *r = row_if_any(b, cell);

        for (size_t slot = 0; r != NULL && slot < n_slots; slot++) {
            struct balance_count count;

            count_period(b, r, slot_of(w, slot), &count);
            for (size_t g = 0; g < N_GROUPINGS; g++) {
                uint32_t group = cells_group(b->cells, (enum grouping_id) g, (uint32_t) cell);

                add_count(&out[g].counts[group * n_slots + slot], &count);
            }
        }
    }
    for (size_t g = 0; g < N_GROUPINGS; g++) {
        for (size_t group = 0; group < out[g].n_groups; group++)
            for (size_t slot = 0; slot < n_slots; slot++)
                for (size_t i = slot_of(w, slot)->first; i < slot_of(w, slot)->end; i++)
                    add_transfers(b, g, group, i, &out[g].counts[group * n_slots + slot]);
        ok = ok && check(&out[g], (enum grouping_id) g, f);
    }
    if (ok && !districts_add_up(&out[GROUPING_CITY], &out[GROUPING_DISTRICT]))
        return unbalanced(f, "förvaltningar");
    return ok;
}

void balance_sums_free(struct balance_sums *s)
{
    free(s->counts);
    *s = (struct balance_sums){ 0 };
}
