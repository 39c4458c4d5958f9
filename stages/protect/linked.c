#include "stages/protect/linked.h"

#include "pipeline/base/memory.h"

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

enum suppression_rule linked_rule(const struct protect *p, const char *name)
{
    size_t q = links_find(p->links, name);

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

/* ---- what withholding costs the reader ---- */

/* Totals and headline series last; of two that cost the same the one of fewer persons, for shifts are of persons. */
static const double CITY = 1e5, CITY_OCCUPATION = 2e4, DISTRICT = 1000, CITY_CATEGORY = 400, PLAN_PERIOD = 150,
                    OCCUPATION_CATEGORY = 100, DISTRICT_MOVES = 60;
/* The other definitions of the city and of an occupation, and the balance. */
static const double DEFINITION = 3000, OCCUPATION_DEFINITION = 600, BALANCE = 1e4, OCCUPATION_BALANCE = 3000;
static const double RECORDS = 100;

/* ---- rows of rates.csv ---- */

static bool is_all(const struct table *t, size_t row, const char *column)
{
    return table_is(t, row, column, "all");
}

static const char *text(const struct table *t, size_t row, const char *column)
{
    return table_text(t, row, column);
}

static double real(const struct table *t, size_t row, const char *column)
{
    return table_real(t, row, column);
}

static bool is_one_of(const char *word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Their numerator is some of the persons of the denominator: those who left, or who stayed. */
static bool is_share(const char *definition)
{
    static const char *const shares[] = { "T1", "T10", "T12", "T13", "T18" };

    return is_one_of(definition, shares, sizeof shares / sizeof shares[0]);
}

static bool is_of_exits(const char *definition)
{
    static const char *const exits[] = { CATALOGUE_HEADLINE, "T4", "T8", "T9" };

    return is_one_of(definition, exits, sizeof exits / sizeof exits[0]);
}

/* `stem` where nothing of that name has another value: then it is the same quantity. Else a name of the row's own. */
static void same_or_own(const struct protect *p, char name[LINKED_NAME], const char *own, const char *definition,
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
    same_or_own(p, name, "numerator", definition, period, occupation, real(t, row, "numerator"));
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
    same_or_own(p, name, "denominator", definition, period, occupation, real(t, row, "denominator"));
}

bool protect_publishes(const struct protect *p, const struct catalogue_entry *entry, const struct table *rates,
                       size_t row)
{
    return !(p->coarse && catalogue_is_detail(entry)) &&
           !(p->undivided && catalogue_is_detail(entry) && entry->table == CATALOGUE_CITY &&
             strcmp(entry->dimension, "gender") == 0) &&
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

static const char *category_of(const struct catalogue_entry *entry, const struct table *t, size_t row)
{
    return entry->category_column != NULL ? text(t, row, entry->category_column) : "all";
}

static bool is_moves(const struct table *t, size_t row)
{
    return table_is(t, row, "grouping", "district") && table_is(t, row, "definition", CATALOGUE_HEADLINE "_moves") &&
           !catalogue_is_pooled(text(t, row, "period"));
}

bool linked_row(const struct protect *p, const struct table *t, size_t row, char count[LINKED_NAME],
                char group[LINKED_NAME])
{
    const struct catalogue_entry *entry = entry_of(p, t, row);
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    const char *district = text(t, row, "district");

    if (is_moves(t, row)) {
        LINKED(count, "moves of district", period, district);
        LINKED(group, "group of district", period, district);
        return true;
    }
    if (entry == NULL)
        return false;
    switch (entry->table) {
    case CATALOGUE_CITY:
        LINKED(count, "exits", period, occupation, entry->dimension, category_of(entry, t, row));
        if (strcmp(entry->dimension, "cause") == 0) /* the same people, whatever they leave for */
            LINKED(group, "group", period, occupation, "none", "all");
        else
            LINKED(group, "group", period, occupation, entry->dimension, category_of(entry, t, row));
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

static double weight_of(const struct catalogue_entry *entry, const struct table *t, size_t row)
{
    bool whole = is_all(t, row, "occupation"), headline = table_is(t, row, "definition", CATALOGUE_HEADLINE);

    if (entry == NULL)
        return DISTRICT_MOVES;
    switch (entry->table) {
    case CATALOGUE_CITY:
        if (strcmp(entry->dimension, "none") == 0)
            return whole ? CITY : CITY_OCCUPATION;
        return whole ? CITY_CATEGORY : OCCUPATION_CATEGORY;
    case CATALOGUE_DEFINITIONS:
        return headline ? (whole ? CITY : CITY_OCCUPATION) : whole ? DEFINITION : OCCUPATION_DEFINITION;
    case CATALOGUE_DISTRICTS:
        return DISTRICT;
    case CATALOGUE_DISTRICT_OCCUPATION:
        return PLAN_PERIOD;
    }
    return 0;
}

/* ---- what a row adds up to ---- */

static void join(struct protect *p, size_t q, double factor, const char *const words[])
{
    char name[LINKED_NAME];

    links_join(p->links, linked_name(name, words), q, factor);
}
#define JOIN(p, q, factor, ...) join((p), (q), (factor), (const char *const[]){ __VA_ARGS__, NULL })

static size_t find(const struct protect *p, const char *const words[])
{
    char name[LINKED_NAME];

    return links_find(p->links, linked_name(name, words));
}
#define FIND(p, ...) find((p), (const char *const[]){ __VA_ARGS__, NULL })

static void join_city(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row,
                      const char *what, size_t q)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    const char *category = category_of(entry, t, row);
    bool whole = strcmp(entry->dimension, "none") == 0;
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n);

    JOIN(p, q, is_all(t, row, "occupation") ? 1 : -1, "occupations", what, period, entry->dimension, category);
    if (!whole) {
        JOIN(p, q, -1, "categories", what, period, occupation, entry->dimension);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (entries[i].table == CATALOGUE_CITY &&
            (strcmp(what, "exits") == 0 || strcmp(entries[i].dimension, "cause") != 0) &&
            strcmp(entries[i].dimension, "none") != 0 && strncmp(entries[i].grouping, "occupation_", 11) != 0)
            JOIN(p, q, 1, "categories", what, period, occupation, entries[i].dimension);
    if (is_all(t, row, "occupation"))
        JOIN(p, q, 1, "districts", what, period);
}

/* A pool is its years: both sides are joined when the first row of the pool is met. */
static void join_pool(struct protect *p, const struct table *t, size_t row, const char *what, size_t q)
{
    const char *period = text(t, row, "period"), *district = text(t, row, "district");
    const char *occupation = text(t, row, "occupation");
    char by_district[LINKED_NAME], by_occupation[LINKED_NAME], of_district[64];
    bool first_of_district, first_of_occupation;
    int first, last;

    snprintf(of_district, sizeof of_district, "%s of district", what);
    LINKED(by_district, "pool of district", what, period, district);
    LINKED(by_occupation, "pool of occupation", what, period, occupation);
    first_of_district = !links_has_relation(p->links, by_district);
    first_of_occupation = !links_has_relation(p->links, by_occupation);
    links_join(p->links, by_district, q, -1);
    links_join(p->links, by_occupation, q, -1);
    if (!linked_years(period, &first, &last))
        return;
    for (int y = first; y <= last; y++) {
        char year[16];

        snprintf(year, sizeof year, "%d", y);
        if (first_of_district)
            links_join(p->links, by_district, FIND(p, of_district, year, district), 1);
        if (first_of_occupation)
            links_join(p->links, by_occupation, FIND(p, what, year, occupation, "none", "all"), 1);
    }
}

/* Those of the denominator who are not in the numerator are persons too, though no table shows them. */
static void join_share(struct protect *p, const struct table *t, size_t row, size_t numerator, size_t denominator)
{
    const char *definition = text(t, row, "definition"), *period = text(t, row, "period");
    const char *occupation = text(t, row, "occupation");
    double rest = real(t, row, "denominator") - real(t, row, "numerator");
    char name[LINKED_NAME];
    size_t q = links_add(p->links, LINKED(name, "rest", period, occupation, definition),
                         &(struct quantity){ .kind = LINKS_COUNT,
                                             .value = rest,
                                             .rule = suppression_of_count(&p->limits, rest, INFINITY, INFINITY) });

    JOIN(p, denominator, 1, "share", period, occupation, definition);
    JOIN(p, numerator, -1, "share", period, occupation, definition);
    JOIN(p, q, -1, "share", period, occupation, definition);
    JOIN(p, q, is_all(t, row, "occupation") ? 1 : -1, "occupations of rest", period, definition);
}

/* Exits on own request, and those with pensions among them. */
static void join_pensions(struct protect *p, const struct table *t, size_t row, size_t q)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    size_t own = FIND(p, "exits", period, occupation, "cause", "own_request");
    char name[LINKED_NAME];
    double pensions;

    if (own == SIZE_MAX)
        own = FIND(p, "numerator", period, occupation, "T5");
    if (own == SIZE_MAX || q == SIZE_MAX)
        return;
    pensions = links_at(p->links, q)->value - links_at(p->links, own)->value;
    LINKED(name, "exits", period, occupation, "cause", "pension");
    same_or_own(p, name, "pensions", "T5P", period, occupation, pensions);
    links_add(p->links, name,
              &(struct quantity){ .kind = LINKS_COUNT,
                                  .value = pensions,
                                  .rule = suppression_of_count(&p->limits, pensions, INFINITY, INFINITY) });
    JOIN(p, q, 1, "pensions", period, occupation);
    JOIN(p, own, -1, "pensions", period, occupation);
    JOIN(p, links_find(p->links, name), -1, "pensions", period, occupation);
}

/* T3's numerator is the lesser of all that came and all that went: those who came where the stock fell. */
static void join_lesser(struct protect *p, const struct table *t, size_t row, size_t q)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    size_t came = FIND(p, "hires", period, occupation), changed_in = FIND(p, "changed_in", period, occupation);
    size_t went = FIND(p, "exits", period, occupation, "none", "all");
    size_t changed_out = FIND(p, "changed_out", period, occupation);
    double all_came, all_went;

    if (came == SIZE_MAX || changed_in == SIZE_MAX || went == SIZE_MAX || changed_out == SIZE_MAX)
        return;
    all_came = links_at(p->links, came)->value + links_at(p->links, changed_in)->value;
    all_went = links_at(p->links, went)->value + links_at(p->links, changed_out)->value;
    if (q == SIZE_MAX || links_at(p->links, q)->value != fmin(all_came, all_went))
        return;
    if (all_came <= all_went) {
        JOIN(p, q, 1, "lesser", period, occupation, "came");
        JOIN(p, came, -1, "lesser", period, occupation, "came");
        JOIN(p, changed_in, -1, "lesser", period, occupation, "came");
    } else {
        JOIN(p, q, 1, "lesser", period, occupation, "went");
        JOIN(p, went, -1, "lesser", period, occupation, "went");
        JOIN(p, changed_out, -1, "lesser", period, occupation, "went");
    }
}

/* Those who were away in between, and are back: they stayed by T10, and not by T12. */
static void join_broken(struct protect *p, const struct table *t, size_t row, size_t q)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    size_t stayed = FIND(p, "numerator", period, occupation, "T10");
    char name[LINKED_NAME];
    double broken;

    if (stayed == SIZE_MAX || q == SIZE_MAX)
        return;
    broken = links_at(p->links, stayed)->value - links_at(p->links, q)->value;
    JOIN(p, stayed, 1, "broken", period, occupation);
    JOIN(p, q, -1, "broken", period, occupation);
    JOIN(p,
         links_add(p->links, LINKED(name, "broken", period, occupation),
                   &(struct quantity){ .kind = LINKS_COUNT,
                                       .value = broken,
                                       .rule = suppression_of_count(&p->limits, broken, INFINITY, INFINITY) }),
         -1, "broken", period, occupation);
}

/* The mean of the year's first and last stock, where it is that of the balance. */
static void join_mean(struct protect *p, const struct table *t, size_t row, size_t denominator)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    char next[16];
    size_t opening, closing;
    double ends;

    snprintf(next, sizeof next, "%d", atoi(period) + 1);
    opening = FIND(p, "stock", period, occupation);
    closing = FIND(p, "stock", next, occupation);
    if (opening == SIZE_MAX || closing == SIZE_MAX || denominator == SIZE_MAX)
        return;
    ends = links_at(p->links, opening)->value + links_at(p->links, closing)->value;
    if (fabs(2 * links_at(p->links, denominator)->value - ends) > 1e-9 * fmax(1, ends) ||
        links_has_relation(p->links, LINKED((char[LINKED_NAME]){ 0 }, "mean of ends", period, occupation)))
        return;
    JOIN(p, denominator, 2, "mean of ends", period, occupation);
    JOIN(p, opening, -1, "mean of ends", period, occupation);
    JOIN(p, closing, -1, "mean of ends", period, occupation);
}

static void join_definition(struct protect *p, const struct table *t, size_t row, size_t numerator, size_t denominator)
{
    const char *definition = text(t, row, "definition"), *period = text(t, row, "period");
    double factor = is_all(t, row, "occupation") ? 1 : -1;
    static const char *const same_numerators[] = { CATALOGUE_HEADLINE, "T4", "T8", "T9", "T5" };
    static const char *const same_denominators[] = { CATALOGUE_HEADLINE, "T5", "T5P", "T12", "T13" };

    if (is_share(definition))
        join_share(p, t, row, numerator, denominator);
    if (strcmp(definition, "T12") == 0)
        join_broken(p, t, row, numerator);
    if (strcmp(definition, "T5P") == 0)
        join_pensions(p, t, row, numerator);
    if (strcmp(definition, "T3") == 0 || strcmp(definition, "T9") == 0)
        join_mean(p, t, row, denominator);
    if (strcmp(definition, "T3") == 0)
        join_lesser(p, t, row, numerator);
    else if (!is_one_of(definition, same_numerators, sizeof same_numerators / sizeof same_numerators[0]))
        JOIN(p, numerator, factor, "occupations of numerator", period, definition);
    if (!is_one_of(definition, same_denominators, sizeof same_denominators / sizeof same_denominators[0]))
        JOIN(p, denominator, factor, "occupations of denominator", period, definition);
}

static void join_row(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row,
                     size_t count, size_t group)
{
    const char *period = text(t, row, "period");

    if (entry == NULL) {
        JOIN(p, count, -1, "moves", period);
        if (FIND(p, "moves", period, "all") == SIZE_MAX) /* no balance: they are parts of what nobody knows */
            JOIN(p, SIZE_MAX, 1, "moves", period);
        return;
    }
    switch (entry->table) {
    case CATALOGUE_CITY:
        join_city(p, entry, t, row, "exits", count);
        if (strcmp(entry->dimension, "cause") != 0)
            join_city(p, entry, t, row, "group", group);
        break;
    case CATALOGUE_DEFINITIONS:
        join_definition(p, t, row, count, group);
        break;
    case CATALOGUE_DISTRICTS:
        JOIN(p, count, -1, "districts", "exits", period);
        JOIN(p, group, -1, "districts", "group", period);
        break;
    case CATALOGUE_DISTRICT_OCCUPATION:
        join_pool(p, t, row, "exits", count);
        join_pool(p, t, row, "group", group);
        break;
    }
}

/* There is no value, and not because of what these persons did: the row shows nothing. */
static bool is_undefined(const struct table *t, size_t row)
{
    return isnan(real(t, row, "value")) && !table_is(t, row, "reason", "not_reached");
}

static void link_row(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row)
{
    double numerator = real(t, row, "numerator"), denominator = real(t, row, "denominator");
    double persons = real(t, row, "persons"), weight = weight_of(entry, t, row);
    bool definition = entry != NULL && entry->table == CATALOGUE_DEFINITIONS;
    bool lesser = definition && table_is(t, row, "definition", "T3"); /* of which two sums is not always seen */
    char count_name[LINKED_NAME], group_name[LINKED_NAME];
    size_t count, group;

    if (definition && is_undefined(t, row)) { /* a part that is not there: the sum says nothing */
        JOIN(p, SIZE_MAX, 1, "occupations of numerator", text(t, row, "period"), text(t, row, "definition"));
        JOIN(p, SIZE_MAX, 1, "occupations of denominator", text(t, row, "period"), text(t, row, "definition"));
        JOIN(p, SIZE_MAX, 1, "occupations of rest", text(t, row, "period"), text(t, row, "definition"));
        return;
    }
    if (!linked_row(p, t, row, count_name, group_name))
        return;
    group = links_add(p->links, group_name,
                      &(struct quantity){ .kind = LINKS_GROUP,
                                          .value = denominator,
                                          .weight = weight,
                                          .rule = suppression_of_group(&p->limits, persons, denominator) });
    count = links_add(p->links, count_name,
                      &(struct quantity){ .kind = lesser ? LINKS_GROUP : LINKS_COUNT,
                                          .value = numerator,
                                          .weight = weight,
                                          .mixed = definition && is_share(text(t, row, "definition")),
                                          .rule = suppression_of_count(&p->limits, numerator, persons, denominator),
                                          .group = group == SIZE_MAX ? 0 : group + 1 });
    join_row(p, entry, t, row, count, group);
}

/* ---- the balance ---- */

const char *linked_item(const struct protect *p, const struct balance_year *y, int item, char name[LINKED_NAME])
{
    static const char *const own[N_ITEMS] = {
        NULL, "hires", "changed_in", "exits of balance", "changed_out", "closing of balance", "moves"
    };
    char year[16];
    size_t q;

    snprintf(year, sizeof year, "%d", atoi(y->period) + (item == CLOSING));
    if (item == OPENING || item == CLOSING)
        LINKED(name, "stock", year, y->occupation);
    else if (item == EXITS)
        LINKED(name, "exits", year, y->occupation, "none", "all");
    else
        return LINKED(name, own[item], year, y->occupation);
    q = links_find(p->links, name);
    if (q == SIZE_MAX ? item == EXITS : item != OPENING && links_at(p->links, q)->value != y->persons[item])
        LINKED(name, own[item], y->period, y->occupation);
    return name;
}

static void link_year(struct protect *p, const struct balance_year *y, bool opening)
{
    static const double sign[N_ITEMS] = { 1, 1, 1, -1, -1, -1, 0 };
    bool whole = strcmp(y->occupation, "all") == 0;

    for (int item = 0; item < N_ITEMS; item++) {
        bool stock = item == OPENING || item == CLOSING;
        bool flow = item == CHANGED_IN || item == CHANGED_OUT || item == MOVES;
        struct quantity quantity = { .kind = stock ? LINKS_GROUP : LINKS_COUNT,
                                     .value = y->persons[item],
                                     .weight = (whole ? BALANCE : OCCUPATION_BALANCE) / (flow ? 10 : 1),
                                     .rule = suppression_of_count(&p->limits, y->persons[item], y->persons[OPENING],
                                                                  NAN) };
        char name[LINKED_NAME], number[16];
        size_t q;

        if (stock && quantity.rule == SUPPRESSION_NONE)
            quantity.rule = suppression_of_group(&p->limits, y->persons[item], NAN);
        if (opening != (item == OPENING))
            continue;
        q = links_add(p->links, linked_item(p, y, item, name), &quantity);
        snprintf(number, sizeof number, "%d", item);
        JOIN(p, q, whole ? 1 : -1, "occupations of balance", y->period, number);
        if (item == MOVES && whole)
            JOIN(p, q, 1, "moves", y->period);
        if (sign[item] == 0)
            continue;
        JOIN(p, q, sign[item], "balance", y->period, y->occupation);
    }
}

/* Openings of all years first, so that a closing finds the opening that it is. */
static void link_balance(struct protect *p, const struct balance_years *all)
{
    for (int step = 0; step < 2; step++)
        for (size_t i = 0; i < all->n; i++)
            link_year(p, &all->items[i], step == 0);
}

/* ---- in order ---- */

static void link_table(struct protect *p, const struct table *rates, enum catalogue_table table)
{
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n);

    for (size_t row = 0; row < table_rows(rates); row++)
        for (size_t e = 0; e < n; e++)
            if (entries[e].table == table && protect_publishes(p, &entries[e], rates, row))
                link_row(p, &entries[e], rates, row);
}

/* What is named after another quantity, where it has the same value, comes after it. */
void linked_rates(struct protect *p, const struct table *rates, const struct balance_years *years)
{
    link_table(p, rates, CATALOGUE_CITY);
    link_balance(p, years);
    link_table(p, rates, CATALOGUE_DEFINITIONS);
    link_table(p, rates, CATALOGUE_DISTRICTS);
    for (size_t row = 0; row < table_rows(rates); row++)
        if (is_moves(rates, row))
            link_row(p, NULL, rates, row);
    link_table(p, rates, CATALOGUE_DISTRICT_OCCUPATION);
}

/* ---- and back ---- */

static bool is_withheld(const struct protect *p, size_t q)
{
    return q != SIZE_MAX && links_at(p->links, q)->rule != SUPPRESSION_NONE;
}

bool linked_settle(struct protect *p, const struct table *rates)
{
    bool more = false;

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = text(rates, row, "period"), *occupation = text(rates, row, "occupation");
        char next[16];
        size_t q;

        if (!table_is(rates, row, "definition", "T3"))
            continue;
        snprintf(next, sizeof next, "%d", atoi(period) + 1);
        q = FIND(p, "numerator", period, occupation, "T3");
        if (q == SIZE_MAX || is_withheld(p, q) ||
            (!is_withheld(p, FIND(p, "stock", period, occupation)) &&
             !is_withheld(p, FIND(p, "stock", next, occupation))))
            continue;
        links_at(p->links, q)->rule = SUPPRESSION_DERIVED;
        more = true;
    }
    return more;
}

/* ---- the delivery's records ---- */

static void link_records(struct protect *p, const char *file, const char *what, double records, bool known,
                         double factor)
{
    char name[LINKED_NAME];
    size_t q = links_add(
        p->links, LINKED(name, "records", file, what),
        &(struct quantity){ .kind = LINKS_COUNT,
                            .value = records,
                            .weight = known ? 0 : RECORDS,
                            .known = known,
                            .rule = known ? SUPPRESSION_NONE
                                          : suppression_of_count(&p->limits, records, INFINITY, INFINITY) });

    JOIN(p, q, factor, "file", file);
    if (strcmp(what, "rejected") == 0)
        JOIN(p, q, 1, "reasons");
}

/* Records in are told, for whoever has the file can count them. */
void linked_intake(struct protect *p, const struct table *intake, const struct table *rejects)
{
    for (size_t row = 0; row < table_rows(intake); row++) {
        const char *file = text(intake, row, "file");
        double kept = real(intake, row, "kept"), rejected = real(intake, row, "rejected");
        double merged = real(intake, row, "merged");

        link_records(p, file, "kept", kept, false, -1);
        link_records(p, file, "rejected", rejected, false, -1);
        link_records(p, file, "merged", merged, false, -1);
        link_records(p, file, "in", kept + rejected + merged, true, 1);
    }
    for (size_t row = 0; row < table_rows(rejects); row++) {
        char name[LINKED_NAME];
        size_t q = FIND(p, "records", "all", text(rejects, row, "reason"));

        if (q == SIZE_MAX)
            q = links_add(p->links, LINKED(name, "records", "all", text(rejects, row, "reason")),
                          &(struct quantity){ .kind = LINKS_COUNT, .weight = RECORDS });
        links_at(p->links, q)->value++;
    }
    for (size_t row = 0; row < table_rows(rejects); row++) {
        const char *reason = text(rejects, row, "reason");
        size_t q = FIND(p, "records", "all", reason);
        char once[LINKED_NAME];

        if (links_has_relation(p->links, LINKED(once, "reason", reason)))
            continue;
        links_join(p->links, once, q, 1);
        links_at(p->links, q)->rule = suppression_of_count(&p->limits, links_at(p->links, q)->value, INFINITY,
                                                           INFINITY);
        JOIN(p, q, -1, "reasons");
    }
}
