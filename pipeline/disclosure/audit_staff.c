/* audit_staff.c - the tables of who was there and who left: city, districts, plan periods, balance. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool may_change(const struct table *t, size_t row)
{
    static const char *const statuses[] = { "exits_status", "person_years_status", "rate_status" };

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (table_is(t, row, statuses[i], "preliminary"))
            return true;
    return false;
}

/* Whether the numbers of a period may change is said of the whole city: a number that everybody sees. */
void audit_read_mark(struct audit *a, const struct table *t, size_t row)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .table = "city", .column = "may change", .value = 1, .open = true };

    x.key = table_text(t, row, "period");
    if (table_is(t, row, "occupation", "all") && table_is(t, row, "dimension", "none") && may_change(t, row))
        audit_add(a, &x);
}

/* Exits and person-years of a row of the tables of rates. A row that is marked as one that may change, or is not,
 * otherwise than the city is in that period, says whether some of its own exits are of the last days. */
static void add_rate(struct audit *a, const struct table *t, size_t row, const char *key, size_t *exits, size_t *group)
{
    static const char *const made[] = { "rate", "lower", "upper" };
    struct audit_number x = { .kind = AUDIT_GROUP, .key = key };
    int first, last;

    /* What is no period of calendar years lies between two extracts, or is one of their years. */
    x.years = audit_row_years(table_text(t, row, "period"), &first, &last) ? last - first + 1 : 1;
    *group = audit_row_number(a, &x, t, row, "person_years", "person_years_status");
    x.kind = AUDIT_COUNT;
    x.years = 0;
    x.small_group = table_is(t, row, "person_years_status", "withheld");
    x.group = *group + 1; /* none: 0 */
    *exits = audit_row_number(a, &x, t, row, "exits", "exits_status");
    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], *exits, *group);
    if (!audit_is_earlier(a) && !table_is(t, row, "person_years_status", "withheld") &&
        may_change(t, row) != (audit_find(a, "city", table_text(t, row, "period"), "may change") != SIZE_MAX))
        audit_derived(a, *exits);
}

/* ---- city.csv ---- */

size_t audit_row_find_city(const struct audit *a, const char *period, const char *occupation, const char *dimension,
                           const char *category, const char *column)
{
    char key[KEY];

    return audit_find(a, "city", audit_row_key(key, "%s|%s|%s|%s", period, occupation, dimension, category), column);
}

void audit_read_city(struct audit *a, const struct table *t, size_t row)
{
    static const char *const splits[] = { "operation", "gender", "age", "tenure", "cause" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *dimension = table_text(t, row, "dimension"), *category = table_text(t, row, "category");
    bool whole = audit_row_same(dimension, "none"), cause = audit_row_same(dimension, "cause");
    double side = audit_row_same(occupation, "all") ? 1 : -1;
    char key[KEY], name[KEY];
    size_t exits, group;

    add_rate(a, t, row, audit_row_key(key, "%s|%s|%s|%s", period, occupation, dimension, category), &exits, &group);
    audit_row_key(name, "%s|%s|%s", period, dimension, category);
    audit_join(a, "occupations are the city: exits", name, exits, side);
    audit_join(a, "occupations are the city: person-years", name, group, side);
    if (whole) {
        for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++) {
            audit_row_key(name, "%s|%s|%s", period, occupation, splits[i]);
            audit_join(a, "categories are the whole: exits", name, exits, 1);
            if (!audit_row_same(splits[i], "cause"))
                audit_join(a, "categories are the whole: person-years", name, group, 1);
        }
        if (audit_row_same(occupation, "all")) {
            audit_join(a, "districts are the city: exits", period, exits, 1);
            audit_join(a, "districts are the city: person-years", period, group, 1);
        }
        return;
    }
    audit_row_key(name, "%s|%s|%s", period, occupation, dimension);
    audit_join(a, "categories are the whole: exits", name, exits, -1);
    if (!cause)
        audit_join(a, "categories are the whole: person-years", name, group, -1);
    else
        audit_row_equal(a, "causes have the same person-years", key, group,
                        audit_row_find_city(a, period, occupation, "none", "all", "person_years"));
}

/* ---- districts.csv, district_occupation.csv ---- */

void audit_read_district(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made_of_moves[] = { "move_rate" }, *const made_of_both[] = { "departure_rate" };
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    struct audit_number x = { .kind = AUDIT_COUNT };
    char key[KEY];
    size_t exits, group, moves;

    audit_row_key(key, "%s|%s", period, district);
    add_rate(a, t, row, key, &exits, &group);
    audit_join(a, "districts are the city: exits", period, exits, -1);
    audit_join(a, "districts are the city: person-years", period, group, -1);
    x.key = key;
    x.small_group = table_is(t, row, "person_years_status", "withheld");
    x.group = group + 1;
    moves = audit_row_number(a, &x, t, row, "moved_out", "moved_out_status");
    audit_join(a, "districts have the city's moves", period, moves, -1);
    audit_row_give_away(a, t, row, made_of_moves, 1, moves, group);
    audit_row_give_away(a, t, row, made_of_both, 1, moves, group);
    audit_row_give_away(a, t, row, made_of_both, 1, exits, group);
}

void audit_row_join_pool(struct audit *a, const char *family, const char *name, bool first, const char *period,
                         size_t pool, const char *table, const char *rest, const char *column)
{
    int from, to;

    audit_join(a, family, name, pool, -1);
    if (!first || !audit_row_years(period, &from, &to))
        return;
    for (int year = from; year <= to; year++) {
        char key[KEY];

        audit_join(a, family, name, audit_find(a, table, audit_row_key(key, "%d|%s", year, rest), column), 1);
    }
}

void audit_read_plan(struct audit *a, const struct table *t, size_t row)
{
    static const char *const columns[] = { "exits", "person_years" };
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    const char *occupation = table_text(t, row, "occupation");
    char key[KEY], name[KEY], rest[KEY];
    size_t numbers[2];

    add_rate(a, t, row, audit_row_key(key, "%s|%s|%s", period, district, occupation), &numbers[0], &numbers[1]);
    for (size_t i = 0; i < 2; i++) {
        audit_row_key(name, "%s|%s|%s", columns[i], period, district);
        audit_row_join_pool(a, "plan periods are their years: districts", name,
                            !audit_has(a, "plan periods are their years: districts", name), period, numbers[i],
                            "districts", district, columns[i]);
        audit_row_key(name, "%s|%s|%s", columns[i], period, occupation);
        audit_row_key(rest, "%s|none|all", occupation);
        audit_row_join_pool(a, "plan periods are their years: occupations", name,
                            !audit_has(a, "plan periods are their years: occupations", name), period, numbers[i],
                            "city", rest, columns[i]);
    }
}

/* A district whose occupation has years and no plan period: only finished counts, which tell of no moves, have that. */
void audit_row_join_unpooled(struct audit *a, const struct table *districts, size_t row, const struct table *plans,
                             size_t plan)
{
    static const char *const columns[] = { "exits", "person_years" };
    const char *district = table_text(districts, row, "district"), *period = table_text(plans, plan, "period");
    const char *occupation = table_text(plans, plan, "occupation");
    int year = (int) strtol(table_text(districts, row, "period"), NULL, 10), from, to;
    char key[KEY];

    if (!audit_row_years(period, &from, &to) || year < from || year > to)
        return;
    audit_row_key(key, "%s|%s|%s", period, district, occupation);
    for (size_t i = 0; i < 2; i++)
        if (audit_find(a, "district_occupation", key, columns[i]) != SIZE_MAX)
            return;
    for (size_t i = 0; i < 2; i++) {
        audit_row_key(key, "%s|%s|%s", columns[i], period, occupation);
        audit_join(a, "plan periods are their years: occupations", key, SIZE_MAX, -1);
        audit_row_key(key, "%s|%s|%s", columns[i], period, district);
        if (audit_has(a, "plan periods are their years: districts", key))
            audit_join(a, "plan periods are their years: districts", key, SIZE_MAX, -1);
    }
}

/* ---- balance.csv ---- */

size_t audit_row_find_item(const struct audit *a, const char *period, const char *occupation, const char *item)
{
    char key[KEY];

    return audit_find(a, "balance", audit_row_key(key, "%s|%s|%s", period, occupation, item), "persons");
}

/* A number that everybody sees, of a year in which somebody may have changed occupation: it is not told that none has.
 */
static void mark_changes(struct audit *a, const char *period, size_t changes)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .table = "balance", .column = "changes", .value = 1, .open = true };

    x.key = period;
    if (audit_row_shown(a, changes) != 0)
        audit_add(a, &x);
}

bool audit_row_nobody_changes(const struct audit *a, int first, int last)
{
    char year[KEY];

    for (int y = first; y <= last; y++)
        if (audit_row_find_item(a, audit_row_key(year, "%d", y), "all", "opening") == SIZE_MAX ||
            audit_find(a, "balance", year, "changes") != SIZE_MAX)
            return false;
    return true;
}

void audit_read_balance(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *item = table_text(t, row, "item");
    bool whole = audit_row_same(occupation, "all"),
         stock = audit_row_same(item, "opening") || audit_row_same(item, "closing"),
         changes = audit_row_same(item, "changed_in") || audit_row_same(item, "changed_out");
    double sign = audit_row_same(item, "opening") || audit_row_same(item, "hires") || audit_row_same(item, "changed_in")
                      ? 1
                      : -1;
    struct audit_number x = { .kind = stock ? AUDIT_GROUP : AUDIT_COUNT };
    char key[KEY], name[KEY];
    size_t number;

    x.key = audit_row_key(key, "%s|%s|%s", period, occupation, item);
    number = audit_row_number(a, &x, t, row, "persons", "persons_status");
    audit_row_key(name, "%s|%s", period, item);
    audit_join(a, "occupations are the city: balance", name, number, whole ? 1 : -1);
    if (changes && !whole)
        mark_changes(a, period, number);
    if (changes) /* from one to another: not the city's */
        audit_join(a, "occupations are the city: balance", name, SIZE_MAX, 1);
    if (audit_row_same(item, "moves")) {
        if (whole)
            audit_join(a, "districts have the city's moves", period, number, 1);
        return;
    }
    audit_row_key(name, "%s|%s", period, occupation);
    if (number != SIZE_MAX || !changes) /* finished counts tell of no changes, and add up without */
        audit_join(a, "opening and what came and went are the closing", name, number, sign);
    if (audit_row_same(item, "exits"))
        audit_row_equal(a, "the balance has the exits of the city", name, number,
                        audit_row_find_city(a, period, occupation, "none", "all", "exits"));
}

/* Years of which no hires are told hang together in that they have a sum, of which nobody knows anything: any of two
 * that are withheld may be so for the other's sake. */
void audit_read_join_bare(struct audit *a, const struct table *t, size_t row)
{
    static const char series[] = "years without hires";
    const char *period = table_text(t, row, "period");

    if (!table_is(t, row, "occupation", "all") || !table_is(t, row, "dimension", "none") || strlen(period) != 4 ||
        audit_row_find_item(a, period, "all", "hires") != SIZE_MAX)
        return;
    if (!audit_has(a, series, ""))
        audit_join(a, series, "", SIZE_MAX, 1);
    audit_join(a, series, "", audit_row_find_city(a, period, "all", "none", "all", "exits"), -1);
}

/* Where no balance tells the city's moves, the districts' are parts of what nobody knows. */
void audit_read_join_moves(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period");

    if (audit_row_find_item(a, period, "all", "moves") == SIZE_MAX)
        audit_join(a, "districts have the city's moves", period, SIZE_MAX, 1);
}

void audit_read_join_stocks(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    char next[KEY], name[KEY];

    if (!table_is(t, row, "item", "closing"))
        return;
    audit_row_key(next, "%d", (int) strtol(period, NULL, 10) + 1);
    audit_row_equal(a, "a closing is the next opening", audit_row_key(name, "%s|%s", period, occupation),
                    audit_row_find_item(a, period, occupation, "closing"),
                    audit_row_find_item(a, next, occupation, "opening"));
}
