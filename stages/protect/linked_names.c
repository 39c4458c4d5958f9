/* linked_names.c - what every published number is called. */
#include "stages/protect/linked_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *linked_name(char name[LINKED_NAME], const char *const words[])
{
    size_t n = 0;

    for (size_t i = 0; words[i] != NULL; i++)
        n += (size_t) snprintf(name + n, n < LINKED_NAME ? LINKED_NAME - n : 0, "%s%s", i > 0 ? "|" : "", words[i]);
    return name;
}

/* What stands in a table that is left out stands in tests and rates of the same rows too. */
static bool is_left_out(const struct protect *p, const char *name)
{
    return (strstr(name, " of district|") != NULL && protect_leaves_out(p, "districts")) ||
           (strstr(name, " of plan period|") != NULL && protect_leaves_out(p, "district_occupation"));
}

enum suppression_rule linked_rule(const struct protect *p, const char *name)
{
    size_t q = links_find(p->links, name);

    if (is_left_out(p, name))
        return SUPPRESSION_LEFT_OUT;

    return q == SIZE_MAX ? SUPPRESSION_DERIVED : links_at(p->links, q)->rule;
}

bool linked_years(const char *period, int *first, int *last)
{
    if (strspn(period, "0123456789") != 4 || (period[4] != '\0' && !catalogue_is_pooled(period)))
        return false;
    *first = atoi(period);
    *last = period[4] == '\0' ? *first : atoi(period + 5);
    return true;
}

/* ---- rows of rates.csv ---- */

bool linked_is_share(const char *definition)
{
    static const char *const shares[] = { "T1", "T10", "T12", "T13", "T18" };

    return is_one_of(definition, shares, sizeof shares / sizeof shares[0]);
}

static bool is_of_exits(const char *definition)
{
    static const char *const exits[] = { CATALOGUE_HEADLINE, "T4", "T8", "T9" };

    return is_one_of(definition, exits, sizeof exits / sizeof exits[0]);
}

void linked_same_or_own(const struct protect *p, char name[LINKED_NAME], const char *own, const char *definition,
                        const char *period, const char *occupation, double value)
{
    size_t q = links_find(p->links, name);

    if (q == SIZE_MAX || fabs(links_at(p->links, q)->value - value) > 1e-9 * fmax(1, value))
        LINKED(name, own, period, occupation, definition);
}

static void name_numerator(const struct protect *p, const struct table *t, size_t row, char name[LINKED_NAME])
{
    const char *definition = text(t, row, "definition"), *period = text(t, row, "period");
    const char *occupation = text(t, row, "occupation");

    if (is_of_exits(definition))
        LINKED(name, "exits", period, occupation, "none", "all");
    else if (strcmp(definition, "T5") == 0)
        LINKED(name, "exits", period, occupation, "cause", "own_request");
    else
        LINKED(name, "numerator", period, occupation, definition);
    linked_same_or_own(p, name, "numerator", definition, period, occupation, real(t, row, "numerator"));
}

/* Stocks at the beginning and the end of a year are those of the balance; T13 and T18 begin with the hires. */
static void name_denominator(const struct protect *p, const struct table *t, size_t row, char name[LINKED_NAME])
{
    static const char *const means[] = { "T4", "T5", "T5P" }, *const of_ends[] = { "T3", "T9" };
    const char *definition = text(t, row, "definition"), *period = text(t, row, "period");
    const char *occupation = text(t, row, "occupation");
    int first, last;
    char next[16];

    if (strcmp(definition, CATALOGUE_HEADLINE) == 0)
        LINKED(name, "group", period, occupation, "none", "all");
    else if (strcmp(definition, "T10") == 0 || strcmp(definition, "T12") == 0) {
        LINKED(name, "stock", period, occupation);
        if (links_find(p->links, name) == SIZE_MAX) /* no balance */
            LINKED(name, "denominator", period, occupation, "T10");
    } else if (strcmp(definition, "T8") == 0 && linked_years(period, &first, &last)) {
        snprintf(next, sizeof next, "%d", last + 1);
        LINKED(name, "stock", next, occupation);
    } else if (strcmp(definition, "T13") == 0 || strcmp(definition, "T18") == 0)
        LINKED(name, "hires", period, occupation);
    else if (is_one_of(definition, means, sizeof means / sizeof means[0]))
        LINKED(name, "denominator", period, occupation, "T4");
    else if (is_one_of(definition, of_ends, sizeof of_ends / sizeof of_ends[0]))
        LINKED(name, "denominator", period, occupation, "T3");
    else
        LINKED(name, "denominator", period, occupation, definition);
    linked_same_or_own(p, name, "denominator", definition, period, occupation, real(t, row, "denominator"));
}

bool protect_publishes(const struct protect *p, const struct catalogue_entry *entry, const struct table *rates,
                       size_t row)
{
    bool gender = entry->table == CATALOGUE_CITY && strcmp(entry->dimension, "gender") == 0;

    return !p->untold[row] && !(p->coarse && catalogue_is_detail(entry)) &&
           !(p->undivided && gender && catalogue_is_detail(entry)) && !(p->ungendered && gender) &&
           catalogue_publishes(entry, text(rates, row, "grouping"), text(rates, row, "definition"),
                               text(rates, row, "period"));
}

static const struct catalogue_entry *entry_of(const struct protect *p, const struct table *t, size_t row)
{
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n), *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (protect_publishes(p, &entries[i], t, row) && (found == NULL || entries[i].table != CATALOGUE_DEFINITIONS))
            found = &entries[i];
    return found;
}

const char *linked_category(const struct catalogue_entry *entry, const struct table *t, size_t row)
{
    return entry->category_column != NULL ? text(t, row, entry->category_column) : "all";
}

bool linked_is_moves(const struct table *t, size_t row)
{
    return table_is(t, row, "grouping", "district") && table_is(t, row, "definition", CATALOGUE_HEADLINE "_moves") &&
           !catalogue_is_pooled(text(t, row, "period"));
}

bool linked_is_plan(const struct table *t, size_t row)
{
    return table_is(t, row, "grouping", "district_occupation") && table_is(t, row, "definition", CATALOGUE_HEADLINE) &&
           catalogue_is_pooled(text(t, row, "period"));
}

bool linked_row(const struct protect *p, const struct table *t, size_t row, char count[LINKED_NAME],
                char group[LINKED_NAME])
{
    const struct catalogue_entry *entry = entry_of(p, t, row);
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    const char *district = text(t, row, "district");

    if (linked_is_moves(t, row)) {
        LINKED(count, "moves of district", period, district);
        LINKED(group, "group of district", period, district);
        return true;
    }
    if (entry == NULL)
        return false;
    switch (entry->table) {
    case CATALOGUE_CITY:
        LINKED(count, "exits", period, occupation, entry->dimension, linked_category(entry, t, row));
        if (strcmp(entry->dimension, "cause") == 0) /* the same people, whatever they leave for */
            LINKED(group, "group", period, occupation, "none", "all");
        else
            LINKED(group, "group", period, occupation, entry->dimension, linked_category(entry, t, row));
        break;
    case CATALOGUE_DEFINITIONS:
        name_numerator(p, t, row, count);
        name_denominator(p, t, row, group);
        break;
    case CATALOGUE_DISTRICTS:
        LINKED(count, "exits of district", period, district);
        LINKED(group, "group of district", period, district);
        break;
    case CATALOGUE_DISTRICT_OCCUPATION:
        LINKED(count, "exits of plan period", period, district, occupation);
        LINKED(group, "group of plan period", period, district, occupation);
        break;
    }
    return true;
}
