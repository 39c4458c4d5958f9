#include "stages/turnover/tables.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/balance_sums.h"
#include "pipeline/table/cell.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

/* A cell with its words, to be sorted by them. */
struct line {
    const char *word[N_ATTRIBUTES];
    char room[2][BAND_LABEL];
    char *words; /* all of them as they stand in the table, each after a comma */
    size_t length;
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

static void join_words(struct line *l)
{
    size_t room = 0;

    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        room += 2 * strlen(l->word[a]) + 4;
    l->words = memory_zeroed(room, 1);
    for (size_t a = 0; a < N_ATTRIBUTES; a++) {
        l->words[l->length++] = ',';
        l->length += cell_format_text(l->word[a], strlen(l->word[a]), l->words + l->length);
    }
}

/* All cells in the order of their words: lines[i], pointing into *store. The caller frees both, and the words. */
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
        join_words(l);
        lines[i] = l;
    }
    qsort(lines, *n, sizeof *lines, by_words);
    return lines;
}

/* Rows are made in memory: there are as many as months times cells, and most of their numbers are 0. */
struct row {
    char *bytes; /* room for the widest */
    char *to;
};

static void put_bytes(struct row *r, const char *text, size_t length)
{
    memcpy(r->to, text, length);
    r->to += length;
}

static void put_integer(struct row *r, int64_t value)
{
    *r->to++ = ',';
    if (value >= 0 && value < 10)
        *r->to++ = (char) ('0' + value);
    else
        r->to += cell_format_integer(value, r->to);
}

static void put_real(struct row *r, double value)
{
    if (value == 0) {
        put_integer(r, 0);
        return;
    }
    *r->to++ = ',';
    r->to += cell_format_real(value, r->to);
}

static void put_flow(struct row *r, const struct balance_count *b)
{
    put_integer(r, b->opening);
    put_integer(r, b->hires);
    for (size_t k = 0; k < N_TRANSFERS; k++)
        put_integer(r, b->in[k]);
    put_integer(r, balance_count_exits(b));
    for (size_t k = 0; k < N_TRANSFERS; k++)
        put_integer(r, b->out[k]);
    put_integer(r, b->closing);
}

static void put_cell(struct writer *w, struct row *r, const char *month, const struct line *l,
                     const struct balance_count *b)
{
    r->to = r->bytes;
    put_bytes(r, month, strlen(month));
    put_bytes(r, l->words, l->length);
    put_flow(r, b);
    put_real(r, b->person_days);
    put_real(r, b->grade_days / BALANCE_FULL_TIME);
    put_real(r, b->ungraded_days);
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        put_integer(r, b->exits[i]);
    *r->to++ = '\n';
    writer_rows(w, r->bytes, (size_t) (r->to - r->bytes));
}

enum { AHEAD = 16 }; /* cells */

static void put_cells(struct writer *w, const struct plan *plan, const struct counted *c)
{
    enum { NUMBERS = 40 * (CELL_ROOM + 1) };
    struct line *store;
    size_t n, widest = 0;
    struct line **lines = sorted_cells(plan, c, &store, &n);
    struct row row;

    for (size_t i = 0; i < n; i++)
        if (lines[i]->length > widest)
            widest = lines[i]->length;
    row.bytes = memory_zeroed(sizeof c->windows.month[0] + widest + NUMBERS, 1);
    for (size_t window = 0; window < c->windows.n; window++)
        for (size_t i = 0; i < n; i++) {
            struct balance_count b;

            if (i + AHEAD < n)
                balance_fetch(c->population.balance, lines[i + AHEAD]->cell, window);
            if (balance_cell(c->population.balance, lines[i]->cell, window, &b))
                put_cell(w, &row, c->windows.month[window], lines[i], &b);
        }
    for (size_t i = 0; i < n; i++)
        free(store[i].words);
    free(row.bytes);
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
