#include "stages/turnover/tables.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/balance_sums.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

/* A cell with its words, to be sorted by them. */
struct line {
    const char *word[N_ATTRIBUTES];
    char room[2][BAND_LABEL];
    uint32_t cell;
};

static int by_words(const void *a, const void *b)
{
    const struct line *const *x = a, *const *y = b;
    int order = 0;

    for (size_t i = 0; i < N_ATTRIBUTES && order == 0; i++)
        order = strcmp((*x)->word[i], (*y)->word[i]);
    return order;
}

/* All cells in the order of their words: lines[i], pointing into *store. The caller frees both. */
static struct line **sorted_cells(const struct plan *plan, const struct counted *c, struct line **store, size_t *n)
{
    struct line **lines;

    *n = cells_count(c->population.cells);
    *store = memory_zeroed(*n, sizeof **store);
    lines = memory_zeroed(*n, sizeof *lines);
    for (size_t i = 0; i < *n; i++) {
        struct line *l = &(*store)[i];

        l->cell = (uint32_t) i;
        for (size_t a = 0; a < N_ATTRIBUTES; a++)
            l->word[a] = counted_word(plan, c, cells_key(c->population.cells, (uint32_t) i), (enum attribute) a,
                                      l->room[a == ATTRIBUTE_TENURE]);
        lines[i] = l;
    }
    qsort(lines, *n, sizeof *lines, by_words);
    return lines;
}

static void put_flow(struct writer *w, const struct balance_count *b)
{
    writer_integer(w, b->opening);
    writer_integer(w, b->hires);
    for (size_t k = 0; k < N_TRANSFERS; k++)
        writer_integer(w, b->in[k]);
    writer_integer(w, balance_count_exits(b));
    for (size_t k = 0; k < N_TRANSFERS; k++)
        writer_integer(w, b->out[k]);
    writer_integer(w, b->closing);
}

static void put_cell(struct writer *w, const char *month, const struct line *l, const struct balance_count *b)
{
    writer_text(w, month);
    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        writer_text(w, l->word[a]);
    put_flow(w, b);
    writer_real(w, b->person_days);
    writer_real(w, b->grade_days / BALANCE_FULL_TIME);
    writer_real(w, b->ungraded_days);
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        writer_integer(w, b->exits[i]);
    writer_end_row(w);
}

enum { AHEAD = 16 }; /* cells */

static void put_cells(struct writer *w, const struct plan *plan, const struct counted *c)
{
    struct line *store;
    size_t n;
    struct line **lines = sorted_cells(plan, c, &store, &n);

    for (size_t window = 0; window < c->windows.n; window++)
        for (size_t i = 0; i < n; i++) {
            struct balance_count b;

            if (i + AHEAD < n)
                balance_fetch(c->population.balance, lines[i + AHEAD]->cell, window);
            if (balance_cell(c->population.balance, lines[i]->cell, window, &b))
                put_cell(w, c->windows.month[window], lines[i], &b);
        }
    free(lines);
    free(store);
}

bool tables_write_cells(const char *path, const struct plan *plan, const struct counted *c, struct fault *f)
{
    struct writer *w = NULL;

    if (!writer_open(path, schema_find("cells"), &w, f))
        return false;
    if (c != NULL && c->windows.month != NULL)
        put_cells(w, plan, c);
    return writer_commit(w, f);
}

static const char *const FLOW_COLUMNS[] = { "opening", "hires",     "moved_in",    "changed_in",      "reorganised_in",
                                            "exits",   "moved_out", "changed_out", "reorganised_out", "closing" };

static void add_flow(struct rows *rows, const struct plan *plan, const struct counted *c, enum grouping_id id,
                     uint32_t group, size_t window, const struct balance_count *b)
{
    const struct cell_key *key = cells_group_key(c->population.cells, id, group);
    const int64_t values[] = { b->opening,
                               b->hires,
                               b->in[TRANSFER_MOVED],
                               b->in[TRANSFER_CHANGED],
                               b->in[TRANSFER_REORGANISED],
                               balance_count_exits(b),
                               b->out[TRANSFER_MOVED],
                               b->out[TRANSFER_CHANGED],
                               b->out[TRANSFER_REORGANISED],
                               b->closing };
    char room[BAND_LABEL];

    rows_begin(rows);
    rows_text(rows, "grouping", grouping_of(id)->name);
    rows_text(rows, "month", c->windows.month[window]);
    rows_text(rows, "district", counted_word(plan, c, key, ATTRIBUTE_DISTRICT, room));
    rows_text(rows, "occupation", counted_word(plan, c, key, ATTRIBUTE_OCCUPATION, room));
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        rows_number(rows, FLOW_COLUMNS[i], (double) values[i]);
    rows_number(rows, "person_days", b->person_days);
}

static bool add_flows(struct rows *rows, const struct plan *plan, const struct counted *c, struct fault *f)
{
    static const enum grouping_id groupings[] = { GROUPING_CITY, GROUPING_DISTRICT, GROUPING_OCCUPATION,
                                                  GROUPING_DISTRICT_OCCUPATION };
    enum { N = sizeof groupings / sizeof groupings[0] };
    struct balance_sums sums[N] = { { 0 } };
    bool ok = balance_sums_by_window(c->population.balance, groupings, N, sums, f);

    for (size_t g = 0; g < N; g++) {
        for (size_t group = 0; group < sums[g].n_groups && ok; group++)
            for (size_t window = 0; window < sums[g].n_slots; window++)
                add_flow(rows, plan, c, groupings[g], (uint32_t) group, window,
                         &sums[g].counts[group * sums[g].n_slots + window]);
        balance_sums_free(&sums[g]);
    }
    return ok;
}

/* A month of finished counts: who moved and who changed is not known. */
static void add_aggregate_flow(struct rows *rows, const struct aggregate *g)
{
    int year = calendar_to_civil(g->start).year;

    rows_begin(rows);
    rows_text(rows, "grouping", grouping_of(g->grouping)->name);
    rows_text(rows, "month", g->period);
    rows_text(rows, "district", g->district[0] != '\0' ? g->district : "all");
    rows_text(rows, "occupation", g->occupation[0] != '\0' ? g->occupation : "all");
    rows_number(rows, "opening", g->figure[AGGREGATE_STOCK_OPEN]);
    rows_number(rows, "hires", g->figure[AGGREGATE_HIRES]);
    rows_number(rows, "exits", g->figure[AGGREGATE_EXITS]);
    rows_number(rows, "closing", g->figure[AGGREGATE_STOCK_CLOSE]);
    rows_number(rows, "person_days", g->figure[AGGREGATE_PERSON_YEARS] * calendar_days_in_year(year));
}

bool tables_write_flows(const char *path, const struct plan *plan, const struct counted *c, const struct aggregates *a,
                        struct fault *f)
{
    struct rows *rows = rows_new(schema_find("flows"));
    bool ok = c == NULL || c->windows.month == NULL || add_flows(rows, plan, c, f);

    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].in_year)
            add_aggregate_flow(rows, &a->items[i]);

    ok = ok && rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}
