/* rates.c - the rates that the catalogue lets through: city, definitions, districts, district × occupation. */
#include "stages/protect/linked.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the other definitions of a row ---- */

/* A row that another one is held against: found by who it is about, and by definition. */
struct place {
    const char *grouping, *definition, *period, *district, *occupation, *population; /* the table's */
    size_t row;
};

struct index {
    struct place *places;
    size_t n;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    const char *const one[] = { x->grouping, x->definition, x->period, x->district, x->occupation, x->population };
    const char *const other[] = { y->grouping, y->definition, y->period, y->district, y->occupation, y->population };

    for (size_t i = 0; i < sizeof one / sizeof one[0]; i++) {
        int order = strcmp(one[i], other[i]);

        if (order != 0)
            return order;
    }
    return 0;
}

static struct place place_of(const struct table *rates, size_t row, const char *definition)
{
    return (struct place){ table_text(rates, row, "grouping"),
                           definition,
                           table_text(rates, row, "period"),
                           table_text(rates, row, "district"),
                           table_text(rates, row, "occupation"),
                           table_text(rates, row, "population"),
                           row };
}

static struct index index_of(const struct table *rates)
{
    static const char *const groupings[] = { "city", "occupation", "district" };
    struct index index = { memory_zeroed(table_rows(rates), sizeof *index.places), 0 };

    for (size_t row = 0; row < table_rows(rates); row++)
        for (size_t g = 0; g < sizeof groupings / sizeof groupings[0]; g++)
            if (table_is(rates, row, "grouping", groupings[g]))
                index.places[index.n++] = place_of(rates, row, table_text(rates, row, "definition"));
    qsort(index.places, index.n, sizeof *index.places, by_place);
    return index;
}

static bool find_place(const struct index *index, const struct place *wanted, size_t *found)
{
    const struct place *at = bsearch(wanted, index->places, index->n, sizeof *index->places, by_place);

    if (at != NULL)
        *found = at->row;
    return at != NULL;
}

/* The row of another definition for whom `like` is about, in the same period. */
static bool find_other(const struct index *index, const struct table *rates, const char *definition, size_t like,
                       size_t *found)
{
    struct place wanted = place_of(rates, like, definition);

    return find_place(index, &wanted, found);
}

/* The whole city's row of the definition and period of `like`; its exits by cause, tenure and so on are of all exits.
 */
static bool find_city(const struct index *index, const struct table *rates, size_t like, size_t *found)
{
    struct place wanted = place_of(rates, like, table_text(rates, like, "definition"));

    wanted.grouping = "city";
    wanted.district = wanted.occupation = "all";
    return find_place(index, &wanted, found);
}

/* ---- rules ---- */

/* The rules for the count and the group of a row. */
static void find_rules(const struct protect *p, const struct table *rates, size_t row, enum suppression_rule *count,
                       enum suppression_rule *group)
{
    char count_name[LINKED_NAME], group_name[LINKED_NAME];

    *count = *group = SUPPRESSION_DERIVED;
    if (!linked_row(p, rates, row, count_name, group_name))
        return;
    *count = linked_rule(p, count_name);
    *group = linked_rule(p, group_name);
}

enum suppression_rule protect_numerator(const struct protect *p, const struct table *rates, size_t row)
{
    enum suppression_rule count, group;

    find_rules(p, rates, row, &count, &group);
    return count != SUPPRESSION_NONE ? count : suppression_of_derived(count, group);
}

/* Whether a number of this definition and period may yet change, told for all rows alike from the whole city's, where
 * its count is shown: from a row's own exits it would tell that there are some, also where they are withheld. */
static bool is_preliminary(const struct protect *p, const struct index *index, const struct table *rates, size_t row)
{
    size_t city;

    if (table_is(rates, row, "definition", "T13") || table_is(rates, row, "definition", "T18")) /* so by dates alone */
        return table_real(rates, row, "preliminary") > 0;
    return find_city(index, rates, row, &city) && table_real(rates, city, "preliminary") > 0 &&
           protect_numerator(p, rates, city) == SUPPRESSION_NONE;
}

/* What is not there can not be withheld: the rule for `value`, which is none where the delivery has no such number. */
static enum suppression_rule rule_for(double value, enum suppression_rule rule)
{
    return isnan(value) ? SUPPRESSION_NONE : rule;
}

/* A rate that the delivery can not give is no more withheld than its count is. One of an empty group keeps to the rule
 * for small groups: else those that are withheld would be known to be not empty. */
static enum suppression_rule rule_for_rate(const struct table *rates, size_t row, enum suppression_rule rule)
{
    return table_is(rates, row, "reason", "no_exposure") ? rule : rule_for(table_real(rates, row, "value"), rule);
}

/* Exits, person-years, rate and its limits: rate × person-years gives the exits, so they stand or fall together. */
static void put_rate(struct release *r, const struct index *index, const struct table *rates, size_t row)
{
    const struct protect *p = r->protect;
    enum suppression_rule count, group, rate;
    bool preliminary = is_preliminary(p, index, rates, row);
    double exits = table_real(rates, row, "numerator"), person_years = table_real(rates, row, "denominator");

    find_rules(p, rates, row, &count, &group);
    rate = suppression_of_derived(count, group);
    release_value(r, "exits", "exits_status", exits, rule_for(exits, count), preliminary);
    release_value(r, "person_years", "person_years_status", person_years, rule_for(person_years, group), preliminary);
    release_value(r, "rate", "rate_status", table_real(rates, row, "value"), rule_for_rate(rates, row, rate),
                  preliminary);
    release_value(r, "lower", NULL, table_real(rates, row, "lower"), rate, false);
    release_value(r, "upper", NULL, table_real(rates, row, "upper"), rate, false);
}

static void put_city(struct release *r, const struct catalogue_entry *entry, const struct index *index,
                     const struct table *rates, size_t row)
{
    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "dimension", entry->dimension);
    rows_text(r->rows, "category",
              entry->category_column != NULL ? table_text(rates, row, entry->category_column) : "all");
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    rows_text(r->rows, "exposure_basis", table_text(rates, row, "exposure_basis"));
    put_rate(r, index, rates, row);
}

/* There is no value, and none is withheld: the row shows nothing. That nobody was hired, or that none of those who left
 * has a stated cause, tells of persons, and is said only where their numbers are. */
static bool is_undefined(const struct protect *p, const struct index *index, const struct table *rates, size_t row,
                         enum suppression_rule group)
{
    size_t headline;

    if (!isnan(table_real(rates, row, "value")) || table_is(rates, row, "reason", "not_reached"))
        return false;
    if (table_is(rates, row, "reason", "no_exposure"))
        return group == SUPPRESSION_NONE;
    return !table_is(rates, row, "reason", "missing") ||
           (!table_is(rates, row, "definition", "T5") && !table_is(rates, row, "definition", "T5P")) ||
           !find_other(index, rates, CATALOGUE_HEADLINE, row, &headline) ||
           protect_numerator(p, rates, headline) == SUPPRESSION_NONE;
}

/* A horizon of those who are hired in the year of the row: left|grouping|category|cohort|years|. */
static bool is_of_hires(const char *name, const char *occupation, int year)
{
    char prefix[LINKED_NAME], cohort[16];
    int first, last;

    LINKED(prefix, "left", strcmp(occupation, "all") == 0 ? "city" : "occupation", occupation, "");
    if (strncmp(name, prefix, strlen(prefix)) != 0)
        return false;
    name += strlen(prefix);
    snprintf(cohort, sizeof cohort, "%.*s", (int) strcspn(name, "|"), name);
    return linked_years(cohort, &first, &last) && first <= year && year <= last;
}

/* With the number of hires, the day by which half of them had left, and its limits, say how many had by then: they are
 * told where nothing is withheld that this could narrow, within a year (T18) or at any horizon. */
static enum suppression_rule rule_for_half(const struct protect *p, const struct index *index,
                                           const struct table *rates, size_t row)
{
    enum suppression_rule count, group;
    size_t within_year;

    if (find_other(index, rates, "T18", row, &within_year) && isfinite(table_real(rates, within_year, "value"))) {
        find_rules(p, rates, within_year, &count, &group);
        if (count != SUPPRESSION_NONE)
            return SUPPRESSION_DERIVED;
    }
    for (size_t i = 0; i < links_size(p->links); i++)
        if (links_at(p->links, i)->rule != SUPPRESSION_NONE &&
            is_of_hires(links_name(p->links, i), table_text(rates, row, "occupation"),
                        atoi(table_text(rates, row, "period"))))
            return SUPPRESSION_DERIVED;
    return SUPPRESSION_NONE;
}

static bool is_withheld(const struct protect *p, const char *name)
{
    size_t q = links_find(p->links, name);

    return q != SIZE_MAX && links_at(p->links, q)->rule != SUPPRESSION_NONE;
}

/* Those of the opening who did not stay without a break (T12), and those who left, say how many came and went in the
 * same year: with T18 and the exits of the first tenure, of this year and the next, each follows from the others. */
static bool tells_of_early_leavers(const struct protect *p, const struct table *rates, size_t row)
{
    const char *period = table_text(rates, row, "period"), *occupation = table_text(rates, row, "occupation");
    char before[16], next[16], name[LINKED_NAME];

    snprintf(before, sizeof before, "%d", atoi(period) - 1);
    snprintf(next, sizeof next, "%d", atoi(period) + 1);
    return is_withheld(p, LINKED(name, "numerator", before, occupation, "T18")) ||
           is_withheld(p, LINKED(name, "numerator", period, occupation, "T18")) ||
           is_withheld(p, LINKED(name, "exits", period, occupation, "tenure", "under_1")) ||
           is_withheld(p, LINKED(name, "exits", next, occupation, "tenure", "under_1"));
}

/* Occupations are told together, for with the city's each follows from the others. */
static enum suppression_rule rule_for_unbroken(const struct protect *p, const struct index *index,
                                               const struct table *rates, size_t row)
{
    if (table_is(rates, row, "grouping", "city"))
        return tells_of_early_leavers(p, rates, row) ? SUPPRESSION_DERIVED : SUPPRESSION_NONE;
    for (size_t i = 0; i < index->n; i++)
        if (strcmp(index->places[i].definition, "T12") == 0 && strcmp(index->places[i].grouping, "occupation") == 0 &&
            strcmp(index->places[i].period, table_text(rates, row, "period")) == 0 &&
            tells_of_early_leavers(p, rates, index->places[i].row))
            return SUPPRESSION_DERIVED;
    return SUPPRESSION_NONE;
}

/* T13 is told in whole months, as the medians of public_median_stay are: a day is a person's. */
static double told(const struct table *rates, size_t row, const char *column)
{
    double value = table_real(rates, row, column);

    return table_is(rates, row, "definition", "T13") ? round(value) : value;
}

static void put_definition(struct release *r, const struct index *index, const struct table *rates, size_t row)
{
    enum suppression_rule count, group, value;
    bool undefined;

    find_rules(r->protect, rates, row, &count, &group);
    undefined = is_undefined(r->protect, index, rates, row, group);
    value = suppression_of_derived(count, group);
    if (value == SUPPRESSION_NONE && table_is(rates, row, "definition", "T13"))
        value = rule_for_half(r->protect, index, rates, row);
    if (table_is(rates, row, "definition", "T12") && count == SUPPRESSION_NONE) {
        count = rule_for_unbroken(r->protect, index, rates, row);
        value = suppression_of_derived(count, value);
    }
    if (undefined)
        count = group = value = SUPPRESSION_NONE;
    else if (table_is(rates, row, "reason", "missing")) /* of no stated cause, whatever is told of that one */
        count = value = SUPPRESSION_DERIVED;
    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    rows_text(r->rows, "reason", value == SUPPRESSION_NONE ? table_text(rates, row, "reason") : "");
    release_value(r, "numerator", NULL, undefined ? (double) NAN : table_real(rates, row, "numerator"), count, false);
    release_value(r, "denominator", NULL, undefined ? (double) NAN : table_real(rates, row, "denominator"), group,
                  false);
    release_value(r, "value", "value_status", told(rates, row, "value"), value,
                  is_preliminary(r->protect, index, rates, row));
    release_value(r, "lower", NULL, told(rates, row, "lower"), value, false);
    release_value(r, "upper", NULL, told(rates, row, "upper"), value, false);
}

static void put_district_occupation(struct release *r, const struct index *index, const struct table *rates, size_t row)
{
    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "district", table_text(rates, row, "district"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    put_rate(r, index, rates, row);
}

/* Departures are exits and moves together: shown only where both of them are. */
static void put_district(struct release *r, const struct index *index, const struct table *rates, size_t row)
{
    enum suppression_rule exits, group, moves = SUPPRESSION_NONE, same_group;
    double moved_out = NAN, move_rate = NAN, departure_rate = NAN;
    size_t other;

    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "district", table_text(rates, row, "district"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    rows_text(r->rows, "exposure_basis", table_text(rates, row, "exposure_basis"));
    put_rate(r, index, rates, row);
    find_rules(r->protect, rates, row, &exits, &group);
    if (find_other(index, rates, CATALOGUE_HEADLINE "_moves", row, &other)) {
        find_rules(r->protect, rates, other, &moves, &same_group);
        moved_out = table_real(rates, other, "numerator");
        move_rate = table_real(rates, other, "value");
    }
    if (find_other(index, rates, CATALOGUE_HEADLINE "_departures", row, &other))
        departure_rate = table_real(rates, other, "value");
    release_value(r, "moved_out", "moved_out_status", moved_out, rule_for(moved_out, moves), false);
    release_value(r, "move_rate", "move_rate_status", move_rate,
                  isnan(moved_out) ? SUPPRESSION_NONE : suppression_of_derived(moves, group), false);
    release_value(r, "departure_rate", "departure_rate_status", departure_rate,
                  isnan(moved_out) ? SUPPRESSION_NONE
                                   : suppression_of_derived(suppression_of_derived(exits, moves), group),
                  false);
}

static void put_row(struct release releases[], const struct catalogue_entry *entry, const struct index *index,
                    const struct table *rates, size_t row)
{
    struct release *r = &releases[entry->table];

    switch (entry->table) {
    case CATALOGUE_CITY:
        put_city(r, entry, index, rates, row);
        break;
    case CATALOGUE_DEFINITIONS:
        put_definition(r, index, rates, row);
        break;
    case CATALOGUE_DISTRICTS:
        put_district(r, index, rates, row);
        break;
    case CATALOGUE_DISTRICT_OCCUPATION:
        put_district_occupation(r, index, rates, row);
        break;
    }
}

bool protect_rates(struct protect *p, const struct table *rates, const char *directory, struct fault *f)
{
    static const char *const names[] = { "city", "definitions", "districts", "district_occupation" };
    enum { N_TABLES = sizeof names / sizeof names[0] };
    struct release releases[N_TABLES];
    size_t n_entries;
    const struct catalogue_entry *entries = catalogue_entries(&n_entries);
    struct index index = index_of(rates);
    bool ok = true;

    for (size_t t = 0; t < N_TABLES; t++)
        release_begin(&releases[t], p, names[t]);
    for (size_t row = 0; row < table_rows(rates); row++)
        for (size_t e = 0; e < n_entries; e++)
            if (protect_publishes(p, &entries[e], rates, row))
                put_row(releases, &entries[e], &index, rates, row);
    for (size_t t = 0; t < N_TABLES; t++)
        ok = release_write(&releases[t], directory, f) && ok;
    free(index.places);
    return ok;
}
