#include "stages/turnover/tables.h"

#include "pipeline/base/calendar.h"
#include "pipeline/staff/balance_sums.h"
#include "pipeline/table/rows.h"

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
