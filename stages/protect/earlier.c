#include "stages/protect/earlier.h"
#include "stages/protect/cells.h"
#include "stages/protect/earlier_compare.h"
#include "stages/protect/earlier_districts.h"
#include "stages/protect/earlier_indicators.h"
#include "stages/protect/earlier_people.h"
#include "stages/protect/earlier_plans.h"
#include "stages/protect/earlier_stays.h"
#include "stages/protect/linked_rooms.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/settings.h"
#include "pipeline/publish/published.h"
#include "pipeline/staff/organisation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct earlier {
    struct published_list list;
    struct earlier_tables **tables; /* of each edition */
    struct organisation *organisation;
};

bool earlier_read(const char *published, const char *report, const char *organisation, struct earlier **out,
                  struct fault *f)
{
    struct earlier *e = memory_zeroed(1, sizeof *e);
    struct settings *settings = NULL;
    bool ok;

    *out = e;
    if (published == NULL)
        return organisation_read(NULL, &e->organisation, f);
    ok = (report == NULL || settings_read(report, &settings, f)) &&
         published_read(published, report == NULL ? "" : settings_text(settings, "report", "edition"), &e->list, f) &&
         organisation_read(organisation == NULL || *organisation == '\0' ? NULL : organisation, &e->organisation, f);
    e->tables = memory_zeroed(e->list.n, sizeof(struct earlier_tables *));
    for (size_t i = 0; ok && i < e->list.n; i++)
        ok = earlier_tables_read(e->list.items[i].folder, &e->tables[i], f);
    settings_free(settings);
    return ok;
}

void earlier_free(struct earlier *e)
{
    if (e == NULL)
        return;
    for (size_t i = 0; i < e->list.n; i++)
        earlier_tables_free(e->tables[i]);
    free(e->tables);
    published_free(&e->list);
    organisation_free(e->organisation);
    free(e);
}

bool earlier_is_any(const struct earlier *e)
{
    return e->list.n > 0;
}

bool earlier_has_plan(const struct earlier *e, const char *district, const char *occupation)
{
    for (size_t i = 0; i < e->list.n; i++) {
        const struct table *t = earlier_tables_plans(e->tables[i]);

        for (size_t row = 0; t != NULL && row < table_rows(t); row++)
            if (table_is(t, row, "occupation", occupation) &&
                strcmp(organisation_today(e->organisation, text(t, row, "district")), district) == 0)
                return true;
    }
    return false;
}

/* ---- the tables ---- */

/* Everybody hired so far is more people every year. Those of a cohort are the same, but until they have been followed
 * to the horizon more of them leave. */
static bool is_finished(const struct comparison *c, const char *cohort, int years)
{
    int first, last;

    return linked_years(cohort, &first, &last) && last + years <= earlier_tables_last_year(c->then);
}

/* Of those hired in a year more leave later: by T13 at any time, by T18 within a year. */
static bool is_unfinished(const struct comparison *c, const struct table *rates, size_t row)
{
    return table_is(rates, row, "definition", "T13") ||
           (table_is(rates, row, "definition", "T18") && !is_finished(c, text(rates, row, "period"), 1));
}

typedef void visit(struct comparison *c, const struct catalogue_entry *entry, const struct table *rates, size_t row,
                   const struct cell *cell);

static void visit_rows(struct comparison *c, const struct table *rates, visit *each)
{
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n);

    for (size_t row = 0; row < table_rows(rates); row++)
        for (size_t e = 0; e < n; e++)
            if (protect_publishes(c->p, &entries[e], rates, row)) {
                struct cell cell = cells_of_row(&entries[e], rates, row);

                each(c, &entries[e], rates, row, &cell);
            }
}

/* What has become of everybody was not registered late: they are others. */
static bool is_other_people(const struct comparison *c, const char *occupation)
{
    return c->other_people && strcmp(occupation, "all") == 0;
}

static void note_row(struct comparison *c, const struct catalogue_entry *entry, const struct table *rates, size_t row,
                     const struct cell *cell)
{
    const char *period = text(rates, row, "period"), *occupation = text(rates, row, "occupation");

    if ((entry->table != CATALOGUE_CITY && entry->table != CATALOGUE_DEFINITIONS) || is_unfinished(c, rates, row) ||
        is_other_people(c, occupation))
        return;
    compare_note_revised(c, cell->table, cell->key, cell->count_column, period, occupation,
                         real(rates, row, "numerator"));
    compare_note_revised(c, cell->table, cell->key, cell->group_column, period, occupation,
                         real(rates, row, "denominator"));
}

/* ---- against those of then ---- */

static void compare_unfinished(const struct comparison *c, const char *key, size_t q, double now)
{
    double then;

    if (q != SIZE_MAX && earlier_tables_find_near(c->then, "definitions", key, "numerator", now, &then) == TOLD_NUMBER)
        compare_others(c, key, "numerator", q, now, then);
    else
        compare_same(c, "definitions", key, "numerator", q);
}

/* How many more or fewer persons, or person-years, a group is of than then. None at all are not a few. */
static double others_of(const struct comparison *c, const char *table, const char *key, const char *column, double now)
{
    double then = NAN;

    if (earlier_tables_find_near(c->then, table, key, column, now, &then) != TOLD_NUMBER || compare_is_same(now, then))
        return INFINITY;
    return fabs(now - then);
}

/* A category that the report did not have, beside others that it had. */
static bool is_new_category(const struct comparison *c, const struct catalogue_entry *entry, const struct table *rates,
                            size_t row, const struct cell *cell)
{
    char key[LINKED_NAME];

    return entry->table == CATALOGUE_CITY && !earlier_tables_has_split(c->then, cell->key) &&
           earlier_tables_has_split(
               c->then, LINKED(key, text(rates, row, "period"), text(rates, row, "occupation"), entry->dimension));
}

/* The district was others too, then: its plan periods were of fewer. */
static bool was_others(const struct comparison *c, const char *district)
{
    const struct table *t = earlier_tables_plans(c->then);

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (!table_is(t, row, "district", district) &&
            strcmp(organisation_today(c->organisation, text(t, row, "district")), district) == 0)
            return true;
    return false;
}

static void compare_row(struct comparison *c, const struct catalogue_entry *entry, const struct table *rates,
                        size_t row, const struct cell *cell)
{
    const char *period = text(rates, row, "period"), *district = text(rates, row, "district");
    double numerator = real(rates, row, "numerator"), denominator = real(rates, row, "denominator");
    char count_name[LINKED_NAME], group_name[LINKED_NAME];
    size_t count, group;

    if (!linked_row(c->p, rates, row, count_name, group_name))
        return;
    count = links_find(c->p->links, count_name);
    group = links_find(c->p->links, group_name);
    if (entry->table == CATALOGUE_DISTRICTS) {
        districts_compare(
            c, &(struct district_cell){ period, district, "person_years", "person_years_status", group, denominator });
        districts_compare(c, &(struct district_cell){ period, district, "exits", "exits_status", count, numerator });
        return;
    }
    if (entry->table == CATALOGUE_DISTRICT_OCCUPATION && was_others(c, district)) {
        compare_withheld(c, cell->table, cell->key, cell->count_column, count);
        compare_withheld(c, cell->table, cell->key, cell->group_column, group);
        return;
    }
    if (is_new_category(c, entry, rates, row, cell)) {
        compare_none(c, count);
        compare_none(c, group);
    }
    if (is_unfinished(c, rates, row))
        compare_unfinished(c, cell->key, count, numerator);
    else if (is_other_people(c, text(rates, row, "occupation"))) {
        compare_people(c, cell->table, cell->key, cell->group_column, group, denominator, INFINITY);
        compare_people(c, cell->table, cell->key, cell->count_column, count, numerator,
                       others_of(c, cell->table, cell->key, cell->group_column, denominator));
        return;
    } else
        compare_same(c, cell->table, cell->key, cell->count_column, count);
    compare_same(c, cell->table, cell->key, cell->group_column, group);
}

static void compare_moves(struct comparison *c, const struct table *rates)
{
    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = text(rates, row, "period"), *district = text(rates, row, "district");

        if (linked_is_moves(rates, row))
            districts_compare(c, &(struct district_cell){ period, district, "moved_out", "moved_out_status",
                                                          FIND(c->p, "moves of district", period, district),
                                                          real(rates, row, "numerator") });
    }
}

/* ---- the balance ---- */

static void note_balance(struct comparison *c, const struct balance_years *years)
{
    for (size_t i = 0; i < years->n; i++)
        for (int item = 0; item < MOVES; item++) {
            const struct balance_year *y = &years->items[i];
            char key[LINKED_NAME];

            if (is_other_people(c, y->occupation))
                continue;
            LINKED(key, y->period, y->occupation, balance_word(item));
            compare_note_revised(c, "balance", key, "persons", y->period, y->occupation, y->persons[item]);
        }
}

static void compare_balance(struct comparison *c, const struct balance_years *years)
{
    for (size_t i = 0; i < years->n; i++)
        for (int item = 0; item < N_ITEMS; item++) {
            const struct balance_year *y = &years->items[i];
            char key[LINKED_NAME], name[LINKED_NAME];
            size_t q = links_find(c->p->links, linked_item(c->p, y, item, name));

            LINKED(key, y->period, y->occupation, balance_word(item));
            if (item == MOVES)
                districts_compare_moves(c, y->period, y->occupation, q, y->persons[item]);
            else if (is_other_people(c, y->occupation))
                compare_people(c, "balance", key, "persons", q, y->persons[item], INFINITY);
            else
                compare_same(c, "balance", key, "persons", q);
        }
}

/* ---- how long people stay ---- */

static void compare_stay(const struct comparison *c, const struct horizon *h, const char *table, const char *cause,
                         const char *what, const char *column, double now)
{
    char key[LINKED_NAME], years[16], name[LINKED_NAME];
    size_t q = links_find(c->p->links, stays_name(h, what, cause, name));
    bool hired = strcmp(what, "hired") == 0 && strcmp(h->cohort, "all") != 0;
    double then = NAN;

    snprintf(years, sizeof years, "%d", h->years);
    if (*cause == '\0')
        LINKED(key, h->grouping, h->category, h->cohort, years);
    else
        LINKED(key, h->grouping, h->category, h->cohort, years, cause);
    if (q == SIZE_MAX)
        return;
    if (c->other_people && strcmp(h->grouping, "occupation") != 0 && (hired || is_finished(c, h->cohort, h->years)))
        compare_people(c, table, key, column, q, now, INFINITY);
    else if (hired || is_finished(c, h->cohort, h->years) ||
             earlier_tables_find_near(c->then, table, key, column, now, &then) != TOLD_NUMBER)
        compare_same(c, table, key, column, q);
    else
        compare_others(c, key, column, q, now, then);
}

static void compare_stays(const struct comparison *c, const struct horizons *stays, const struct table *causes)
{
    size_t from = 0;

    for (size_t i = 0; i < stays->n; i++) {
        const struct horizon *h = &stays->items[i];

        if (!h->published)
            continue;
        compare_stay(c, h, "public_retention", "", "hired", "entrants", h->entrants);
        compare_stay(c, h, "public_retention", "", "left", "events", h->events);
        compare_stay(c, h, "public_retention", "", "remain", "remaining", h->remaining);
    }
    for (size_t row = 0; row < table_rows(causes); row++) {
        const struct horizon *h = stays_horizon(stays, causes, row, &from);

        if (h != NULL && stays_tells_causes(c->p, h))
            compare_stay(c, h, "public_retention_cause", text(causes, row, "cause"), "left for", "events",
                         real(causes, row, "events"));
    }
}

/* Periods of all reports at once: any two of them may overlap. */
static void compare_plans(struct protect *p, const struct earlier *e, const struct table *rates)
{
    struct plans_report *reports = memory_zeroed(e->list.n + 1, sizeof *reports);

    for (size_t i = 0; i < e->list.n; i++)
        reports[i] = (struct plans_report){ e->list.items[i].name, e->tables[i] };
    plans_link(p, rates, e->organisation, reports, e->list.n);
    free(reports);
}

void earlier_link(struct protect *p, const struct earlier *e, const struct table *rates,
                  const struct balance_years *years, const struct horizons *stays, const struct table *causes,
                  const struct indicators *indicators)
{
    for (size_t i = 0; i < e->list.n; i++) {
        struct comparison c = { .p = p,
                                .then = e->tables[i],
                                .edition = e->list.items[i].name,
                                .organisation = e->organisation,
                                .revised = dictionary_new(),
                                .others = dictionary_new(),
                                .other_people = people_are_others(p, rates, e->tables[i]) };

        visit_rows(&c, rates, note_row);
        note_balance(&c, years);
        visit_rows(&c, rates, compare_row);
        compare_moves(&c, rates);
        compare_balance(&c, years);
        districts_sum(&c, years);
        compare_stays(&c, stays, causes);
        stays_of_then(&c);
        earlier_indicators_compare(&c, indicators);
        dictionary_free(c.revised);
        dictionary_free(c.others);
    }
    compare_plans(p, e, rates);
}
