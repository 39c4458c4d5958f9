/* linked_sums.c - what every published number adds up to with others. */
#include "stages/protect/linked_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void linked_join(struct protect *p, size_t q, double factor, const char *const words[])
{
    char name[LINKED_NAME];

    links_join(p->links, linked_name(name, words), q, factor);
}

size_t linked_find(const struct protect *p, const char *const words[])
{
    char name[LINKED_NAME];

    return links_find(p->links, linked_name(name, words));
}

static void join_city(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row,
                      const char *what, size_t q)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    const char *category = linked_category(entry, t, row);
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

static void join_unpooled(struct protect *p, const struct table *t, size_t year, size_t pool)
{
    static const char *const whats[] = { "exits", "group" };
    const char *district = text(t, year, "district"), *period = text(t, pool, "period");
    const char *occupation = text(t, pool, "occupation");
    int y = atoi(text(t, year, "period")), first, last;

    if (!linked_years(period, &first, &last) || y < first || y > last ||
        FIND(p, "exits of plan period", period, district, occupation) != SIZE_MAX ||
        FIND(p, "group of plan period", period, district, occupation) != SIZE_MAX)
        return;
    for (size_t i = 0; i < sizeof whats / sizeof whats[0]; i++) {
        char by_district[LINKED_NAME];

        JOIN(p, SIZE_MAX, -1, "pool of occupation", whats[i], period, occupation);
        if (links_has_relation(p->links, LINKED(by_district, "pool of district", whats[i], period, district)))
            links_join(p->links, by_district, SIZE_MAX, -1);
    }
}

void linked_unpooled(struct protect *p, const struct table *t)
{
    for (size_t year = 0; year < table_rows(t); year++) {
        const char *period = text(t, year, "period");

        if (!table_is(t, year, "grouping", "district") || !table_is(t, year, "definition", CATALOGUE_HEADLINE) ||
            catalogue_is_pooled(period) || FIND(p, "moves of district", period, text(t, year, "district")) != SIZE_MAX)
            continue;
        for (size_t pool = 0; pool < table_rows(t); pool++)
            if (table_is(t, pool, "grouping", "district_occupation") && catalogue_is_pooled(text(t, pool, "period")))
                join_unpooled(p, t, year, pool);
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
    linked_same_or_own(p, name, "pensions", "T5P", period, occupation, pensions);
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

    if (linked_is_share(definition))
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

void linked_sums(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row,
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
