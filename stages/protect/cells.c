#include "stages/protect/cells.h"
#include "stages/protect/linked_rooms.h"

#include <stdio.h>

struct cell cells_of_row(const struct catalogue_entry *entry, const struct table *rates, size_t row)
{
    const char *period = text(rates, row, "period"), *occupation = text(rates, row, "occupation");
    const char *district = text(rates, row, "district");
    struct cell cell = { .count_column = "exits", .group_column = "person_years" };

    switch (entry->table) {
    case CATALOGUE_CITY:
        cell.table = "city";
        LINKED(cell.key, period, occupation, entry->dimension, linked_category(entry, rates, row));
        break;
    case CATALOGUE_DEFINITIONS:
        cell = (struct cell){ .table = "definitions", .count_column = "numerator", .group_column = "denominator" };
        LINKED(cell.key, period, occupation, text(rates, row, "definition"));
        break;
    case CATALOGUE_DISTRICTS:
        cell.table = "districts";
        LINKED(cell.key, period, district);
        break;
    case CATALOGUE_DISTRICT_OCCUPATION:
        cell.table = "district_occupation";
        LINKED(cell.key, period, district, occupation);
        break;
    }
    return cell;
}

static void each_rate(const struct protect *p, const struct table *rates, size_t row, cells_visit *visit, void *context)
{
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n);
    char count[LINKED_NAME], group[LINKED_NAME];

    if (!linked_row(p, rates, row, count, group))
        return;
    if (linked_is_moves(rates, row)) {
        char key[LINKED_NAME];

        LINKED(key, text(rates, row, "period"), text(rates, row, "district"));
        visit(context, "districts", key, "moved_out", links_find(p->links, count));
        return;
    }
    for (size_t e = 0; e < n; e++)
        if (protect_publishes(p, &entries[e], rates, row)) {
            struct cell cell = cells_of_row(&entries[e], rates, row);

            visit(context, cell.table, cell.key, cell.count_column, links_find(p->links, count));
            visit(context, cell.table, cell.key, cell.group_column, links_find(p->links, group));
        }
}

static void each_item(const struct protect *p, const struct balance_year *y, cells_visit *visit, void *context)
{
    for (int item = 0; item < N_ITEMS; item++) {
        char key[LINKED_NAME], name[LINKED_NAME];

        LINKED(key, y->period, y->occupation, balance_word(item));
        visit(context, "balance", key, "persons", links_find(p->links, linked_item(p, y, item, name)));
    }
}

static void each_stay(const struct protect *p, const struct horizon *h, cells_visit *visit, void *context)
{
    char key[LINKED_NAME], name[LINKED_NAME], years[16];

    LINKED(key, h->grouping, h->category, h->cohort, "0");
    visit(context, "public_retention", key, "entrants", links_find(p->links, stays_name(h, "hired", "", name)));
    snprintf(years, sizeof years, "%d", h->years);
    LINKED(key, h->grouping, h->category, h->cohort, years);
    visit(context, "public_retention", key, "events", links_find(p->links, stays_name(h, "left", "", name)));
    visit(context, "public_retention", key, "remaining", links_find(p->links, stays_name(h, "remain", "", name)));
}

static void each_cause(const struct protect *p, const struct cells_source *from, size_t row, const struct horizon *h,
                       cells_visit *visit, void *context)
{
    const char *cause = text(from->causes, row, "cause");
    char key[LINKED_NAME], name[LINKED_NAME], years[16];

    snprintf(years, sizeof years, "%d", h->years);
    LINKED(key, h->grouping, h->category, h->cohort, years, cause);
    visit(context, "public_retention_cause", key, "events",
          links_find(p->links, stays_name(h, "left for", cause, name)));
}

void cells_each(const struct protect *p, const struct cells_source *from, cells_visit *visit, void *context)
{
    size_t at = 0;

    for (size_t row = 0; row < table_rows(from->rates); row++)
        each_rate(p, from->rates, row, visit, context);
    for (size_t i = 0; i < from->years->n; i++)
        each_item(p, &from->years->items[i], visit, context);
    for (size_t i = 0; i < from->stays->n; i++)
        if (from->stays->items[i].published)
            each_stay(p, &from->stays->items[i], visit, context);
    for (size_t row = 0; row < table_rows(from->causes); row++) {
        const struct horizon *h = stays_horizon(from->stays, from->causes, row, &at);

        if (h != NULL && stays_tells_causes(p, h))
            each_cause(p, from, row, h, visit, context);
    }
    cells_each_indicator(from->indicators, visit, context);
}
