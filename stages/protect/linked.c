#include "stages/protect/linked_rooms.h"

#include "pipeline/base/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what withholding costs the reader ---- */

/* Totals and headline series last; of two that cost the same the one of fewer persons, for shifts are of persons. */
static const double CITY = 1e5, CITY_OCCUPATION = 2e4, DISTRICT = 1000, BROKEN_DISTRICT = 300, CITY_CATEGORY = 400,
                    PLAN_PERIOD = 150, OCCUPATION_CATEGORY = 100, DISTRICT_MOVES = 60;
/* The other definitions of the city and of an occupation, and the balance: its stocks are of every definition, and
 * where they are withheld the lesser sum of T3 must be too, and with it the exits. */
static const double DEFINITION = 3000, OCCUPATION_DEFINITION = 600, BALANCE = 1e4, OCCUPATION_BALANCE = 3000;
static const double RECORDS = 100;

/* The mean of stocks is told as a number of persons, and may be small where those who were ever in them were not few.
 */
static bool is_small_mean(const struct protect *p, const struct table *t, size_t row)
{
    return !table_is(t, row, "definition", CATALOGUE_HEADLINE) &&
           (table_is(t, row, "exposure_basis", "mean_of_stocks") ||
            table_is(t, row, "exposure_basis", "mean_of_13_stocks")) &&
           real(t, row, "denominator") < p->limits.group_threshold;
}

enum suppression_rule linked_group_rule(const struct protect *p, const struct table *t, size_t row)
{
    double denominator = real(t, row, "denominator");
    double days = 1 + (double) table_date(t, row, "period_end") - table_date(t, row, "period_start");

    if (denominator == 0 || is_small_mean(p, t, row))
        return SUPPRESSION_GROUP;
    return isfinite(denominator) && dominance_may_be_unsafe(&p->dominance, denominator, days / 365)
               ? SUPPRESSION_GROUP
               : suppression_of_group(&p->limits, real(t, row, "persons"), denominator);
}

static enum suppression_rule count_rule(const struct protect *p, const struct table *t, size_t row)
{
    return linked_group_rule(p, t, row) != SUPPRESSION_NONE
               ? SUPPRESSION_GROUP
               : suppression_of_count(&p->limits, real(t, row, "numerator"), INFINITY, INFINITY);
}

/* Districts of which a year is withheld by its own rule: their series are broken already, and tell the less for
 * another.
 */
static struct dictionary *broken_districts(const struct protect *p, const struct table *rates)
{
    struct dictionary *broken = dictionary_new();

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *district = text(rates, row, "district");

        if (table_is(rates, row, "grouping", "district") && table_is(rates, row, "definition", CATALOGUE_HEADLINE) &&
            count_rule(p, rates, row) != SUPPRESSION_NONE)
            dictionary_intern(broken, district, strlen(district));
    }
    return broken;
}

static bool is_broken(const struct protect *p, const struct table *t, size_t row)
{
    const char *district = text(t, row, "district");

    return dictionary_has(p->broken, district);
}

static double weight_of(const struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row)
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
        return is_broken(p, t, row) ? BROKEN_DISTRICT : DISTRICT;
    case CATALOGUE_DISTRICT_OCCUPATION:
        return PLAN_PERIOD;
    }
    return 0;
}

/* ---- rows of rates.csv ---- */

/* There is no value, and not because of what these persons did: the row shows nothing. That there were none is withheld
 * like any number (see rates.c), but for hires, whose own number tells it where it may be told. */
static bool is_undefined(const struct protect *p, const struct table *t, size_t row)
{
    const char *period = text(t, row, "period"), *occupation = text(t, row, "occupation");
    size_t hires = FIND(p, "hires", period, occupation);

    if (!isnan(real(t, row, "value")) || table_is(t, row, "reason", "not_reached"))
        return false;
    if (!table_is(t, row, "reason", "no_exposure"))
        return true;
    return (table_is(t, row, "definition", "T13") || table_is(t, row, "definition", "T18")) &&
           (hires == SIZE_MAX || links_at(p->links, hires)->rule == SUPPRESSION_NONE);
}

static double years_of(const char *period)
{
    int first, last;

    return linked_years(period, &first, &last) ? last - first + 1 : 1;
}

static void link_row(struct protect *p, const struct catalogue_entry *entry, const struct table *t, size_t row)
{
    double numerator = real(t, row, "numerator"), denominator = real(t, row, "denominator");
    double weight = weight_of(p, entry, t, row);
    bool definition = entry != NULL && entry->table == CATALOGUE_DEFINITIONS;
    bool lesser = definition && table_is(t, row, "definition", "T3"); /* of which two sums is not always seen */
    char count_name[LINKED_NAME], group_name[LINKED_NAME];
    size_t count, group;

    if (definition && is_undefined(p, t, row)) { /* a part that is not there: the others are not more than the whole */
        double side = is_all(t, row, "occupation") ? 1 : -1;

        JOIN(p, SIZE_MAX, side, "occupations of numerator", text(t, row, "period"), text(t, row, "definition"));
        JOIN(p, SIZE_MAX, side, "occupations of denominator", text(t, row, "period"), text(t, row, "definition"));
        JOIN(p, SIZE_MAX, side, "occupations of rest", text(t, row, "period"), text(t, row, "definition"));
        return;
    }
    if (!linked_row(p, t, row, count_name, group_name))
        return;
    group = links_add(p->links, group_name,
                      &(struct quantity){ .kind = LINKS_GROUP,
                                          .value = denominator,
                                          .weight = weight,
                                          .years = years_of(text(t, row, "period")),
                                          .rule = linked_group_rule(p, t, row) });
    count = links_add(p->links, count_name,
                      &(struct quantity){ .kind = lesser ? LINKS_GROUP : LINKS_COUNT,
                                          .value = numerator,
                                          .weight = weight,
                                          .mixed = definition && linked_is_share(text(t, row, "definition")),
                                          .rule = count_rule(p, t, row),
                                          .group = group == SIZE_MAX ? 0 : group + 1 });
    linked_sums(p, entry, t, row, count, group);
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

static double balance_weight(int item, bool whole)
{
    if (item == OPENING || item == CLOSING)
        return whole ? CITY : CITY_OCCUPATION;
    return (whole ? BALANCE : OCCUPATION_BALANCE) /
           (item == CHANGED_IN || item == CHANGED_OUT || item == MOVES ? 10 : 1);
}

/* Finished counts tell of no changes of occupation: what they tell adds up without. */
static bool is_uncounted(const struct balance_year *y, int item)
{
    return (item == CHANGED_IN || item == CHANGED_OUT) && isnan(y->persons[item]);
}

static void link_year(struct protect *p, const struct balance_year *y, bool opening)
{
    static const double sign[N_ITEMS] = { 1, 1, 1, -1, -1, -1, 0 };
    bool whole = strcmp(y->occupation, "all") == 0;

    for (int item = 0; item < N_ITEMS; item++) {
        bool stock = item == OPENING || item == CLOSING;
        double staff = isnan(y->persons[OPENING]) ? INFINITY : y->persons[OPENING];
        struct quantity quantity = { .kind = stock ? LINKS_GROUP : LINKS_COUNT,
                                     .value = y->persons[item],
                                     .weight = balance_weight(item, whole),
                                     .rule = suppression_of_count(&p->limits, y->persons[item], staff, NAN) };
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
        if (sign[item] == 0 || is_uncounted(y, item))
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

/* The city's exits of years of which no hires are told hang together with nothing: withheld alone, a year were small
 * for whoever knows the rules. Of the sum of them nobody knows anything, but that it is one; so another year is
 * withheld beside it. */
static void link_bare_years(struct protect *p, const struct table *rates)
{
    static const char series[] = "years without hires";

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = text(rates, row, "period");

        if (!table_is(rates, row, "grouping", "city") || !table_is(rates, row, "definition", CATALOGUE_HEADLINE) ||
            catalogue_is_pooled(period) || FIND(p, "hires", period, "all") != SIZE_MAX)
            continue;
        if (!links_has_relation(p->links, series))
            JOIN(p, SIZE_MAX, 1, series);
        JOIN(p, FIND(p, "exits", period, "all", "none", "all"), -1, series);
    }
}

/* What is named after another quantity, where it has the same value, comes after it. */
void linked_rates(struct protect *p, const struct table *rates, const struct balance_years *years)
{
    p->broken = broken_districts(p, rates);
    link_table(p, rates, CATALOGUE_CITY);
    link_balance(p, years);
    link_table(p, rates, CATALOGUE_DEFINITIONS);
    linked_paths(p, rates, years);
    link_table(p, rates, CATALOGUE_DISTRICTS);
    for (size_t row = 0; row < table_rows(rates); row++)
        if (linked_is_moves(rates, row))
            link_row(p, NULL, rates, row);
    link_table(p, rates, CATALOGUE_DISTRICT_OCCUPATION);
    linked_unpooled(p, rates);
    link_bare_years(p, rates);
}

/* ---- and back ---- */

static bool is_withheld(const struct protect *p, size_t q)
{
    return q != SIZE_MAX && links_at(p->links, q)->rule != SUPPRESSION_NONE;
}

/* T3's numerator, where one of the stocks is withheld that tell which of two sums it is. */
static size_t lesser_to_withhold(const struct protect *p, const char *period, const char *occupation)
{
    char next[16];

    snprintf(next, sizeof next, "%d", atoi(period) + 1);
    return is_withheld(p, FIND(p, "stock", period, occupation)) || is_withheld(p, FIND(p, "stock", next, occupation))
               ? FIND(p, "numerator", period, occupation, "T3")
               : SIZE_MAX;
}

/* Exits on own request, where no cause is stated of any exit and how many those are is withheld: T5 is withheld then,
 * for it would tell that there are some, and is the same number. */
static size_t own_to_withhold(const struct protect *p, const char *period, const char *occupation)
{
    return is_withheld(p, FIND(p, "exits", period, occupation, "none", "all"))
               ? FIND(p, "exits", period, occupation, "cause", "own_request")
               : SIZE_MAX;
}

bool linked_settle(struct protect *p, const struct table *rates)
{
    bool more = false;

    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = text(rates, row, "period"), *occupation = text(rates, row, "occupation");
        size_t q = SIZE_MAX;

        if (table_is(rates, row, "definition", "T3"))
            q = lesser_to_withhold(p, period, occupation);
        else if (table_is(rates, row, "definition", "T5") && table_is(rates, row, "reason", "missing"))
            q = own_to_withhold(p, period, occupation);
        if (q == SIZE_MAX || is_withheld(p, q))
            continue;
        links_at(p->links, q)->rule = SUPPRESSION_DERIVED;
        more = true;
    }
    return more;
}

/* ---- the delivery's records ---- */

bool linked_is_small_file(const struct protect *p, const struct table *intake, size_t row)
{
    enum { RECORDS_OF_PERSON = 3 };

    return !table_is(intake, row, "kind", "counts") &&
           real(intake, row, "records_in") < RECORDS_OF_PERSON * p->limits.group_threshold;
}

/* The records of a small file may all be of one unit. */
static void link_records(struct protect *p, const char *file, const char *what, double records, bool small,
                         double factor)
{
    char name[LINKED_NAME];
    bool known = !small && strcmp(what, "in") == 0;
    enum suppression_rule rule = small && records > 0 ? SUPPRESSION_GROUP
                                                      : suppression_of_count(&p->limits, records, INFINITY, INFINITY);
    size_t q = links_add(p->links, LINKED(name, "records", file, what),
                         &(struct quantity){ .kind = LINKS_COUNT,
                                             .value = records,
                                             .weight = known ? 0 : RECORDS,
                                             .known = known,
                                             .rule = known ? SUPPRESSION_NONE : rule });

    JOIN(p, q, factor, "file", file);
    if (strcmp(what, "rejected") == 0)
        JOIN(p, q, 1, "reasons");
}

/* Records in are told, for whoever has the file can count them; those of a small file tell how large its unit is. */
void linked_intake(struct protect *p, const struct table *intake, const struct table *rejects)
{
    for (size_t row = 0; row < table_rows(intake); row++) {
        const char *file = text(intake, row, "file");
        double kept = real(intake, row, "kept"), rejected = real(intake, row, "rejected");
        double merged = real(intake, row, "merged");
        bool small = linked_is_small_file(p, intake, row);

        link_records(p, file, "kept", kept, small, -1);
        link_records(p, file, "rejected", rejected, small, -1);
        link_records(p, file, "merged", merged, small, -1);
        link_records(p, file, "in", kept + rejected + merged, small, 1);
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
