#include "pipeline/disclosure/audit_tables.h"

#include "pipeline/table/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY = 512 };

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static const char *key_of(char key[KEY], const char *format, ...) __attribute__((format(printf, 2, 3)));

static const char *key_of(char key[KEY], const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(key, KEY, format, arguments);
    va_end(arguments);
    return key;
}

/* A period of years, or a single one. */
static bool years_of(const char *period, int *first, int *last)
{
    size_t length = strlen(period);

    if ((length != 4 && length != 9) || strspn(period, "0123456789-") != length || (length == 9 && period[4] != '-'))
        return false;
    *first = atoi(period);
    *last = length == 9 ? atoi(period + 5) : *first;
    return true;
}

/* The number of a cell; SIZE_MAX where it neither is shown nor withheld, for then nobody has such a number. */
static size_t add(struct audit *a, struct audit_number *x, const struct table *t, size_t row, const char *column,
                  const char *status_column)
{
    double value = table_real(t, row, column);

    if (isnan(value) && !table_is(t, row, status_column, "withheld"))
        return SIZE_MAX;
    x->table = table_schema(t)->name;
    x->column = column;
    x->value = value;
    return audit_add(a, x);
}

static void equal(struct audit *a, const char *family, const char *name, size_t one, size_t other)
{
    audit_join(a, family, name, one, 1);
    audit_join(a, family, name, other, -1);
}

/* A rate or a limit that is shown tells the count where the group is shown, and the other way. */
static void give_away(struct audit *a, const struct table *t, size_t row, const char *const columns[], size_t n,
                      size_t count, size_t group)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(table_real(t, row, columns[i]))) {
            audit_derived(a, count);
            audit_derived(a, group);
        }
}

/* Exits and person-years of a row of the tables of rates. */
static void add_rate(struct audit *a, const struct table *t, size_t row, const char *key, size_t *exits, size_t *group)
{
    static const char *const made[] = { "rate", "lower", "upper" };
    struct audit_number x = { .kind = AUDIT_GROUP, .key = key };

    *group = add(a, &x, t, row, "person_years", "person_years_status");
    x.kind = AUDIT_COUNT;
    x.small_group = table_is(t, row, "person_years_status", "withheld");
    *exits = add(a, &x, t, row, "exits", "exits_status");
    give_away(a, t, row, made, sizeof made / sizeof made[0], *exits, *group);
}

/* ---- city.csv ---- */

static size_t find_city(const struct audit *a, const char *period, const char *occupation, const char *dimension,
                        const char *category, const char *column)
{
    char key[KEY];

    return audit_find(a, "city", key_of(key, "%s|%s|%s|%s", period, occupation, dimension, category), column);
}

static void read_city_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const splits[] = { "operation", "gender", "age", "tenure", "cause" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *dimension = table_text(t, row, "dimension"), *category = table_text(t, row, "category");
    bool whole = same(dimension, "none"), cause = same(dimension, "cause");
    double side = same(occupation, "all") ? 1 : -1;
    char key[KEY], name[KEY];
    size_t exits, group;

    add_rate(a, t, row, key_of(key, "%s|%s|%s|%s", period, occupation, dimension, category), &exits, &group);
    key_of(name, "%s|%s|%s", period, dimension, category);
    audit_join(a, "occupations are the city: exits", name, exits, side);
    audit_join(a, "occupations are the city: person-years", name, group, side);
    if (whole) {
        for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++) {
            key_of(name, "%s|%s|%s", period, occupation, splits[i]);
            audit_join(a, "categories are the whole: exits", name, exits, 1);
            if (!same(splits[i], "cause"))
                audit_join(a, "categories are the whole: person-years", name, group, 1);
        }
        if (same(occupation, "all")) {
            audit_join(a, "districts are the city: exits", period, exits, 1);
            audit_join(a, "districts are the city: person-years", period, group, 1);
        }
        return;
    }
    key_of(name, "%s|%s|%s", period, occupation, dimension);
    audit_join(a, "categories are the whole: exits", name, exits, -1);
    if (!cause)
        audit_join(a, "categories are the whole: person-years", name, group, -1);
    else
        equal(a, "causes have the same person-years", key, group,
              find_city(a, period, occupation, "none", "all", "person_years"));
}

/* ---- districts.csv, district_occupation.csv ---- */

static void read_district_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made_of_moves[] = { "move_rate" }, *const made_of_both[] = { "departure_rate" };
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    struct audit_number x = { .kind = AUDIT_COUNT };
    char key[KEY];
    size_t exits, group, moves;

    key_of(key, "%s|%s", period, district);
    add_rate(a, t, row, key, &exits, &group);
    audit_join(a, "districts are the city: exits", period, exits, -1);
    audit_join(a, "districts are the city: person-years", period, group, -1);
    x.key = key;
    x.small_group = table_is(t, row, "person_years_status", "withheld");
    moves = add(a, &x, t, row, "moved_out", "moved_out_status");
    audit_join(a, "districts have the city's moves", period, moves, -1);
    give_away(a, t, row, made_of_moves, 1, moves, group);
    give_away(a, t, row, made_of_both, 1, moves, group);
    give_away(a, t, row, made_of_both, 1, exits, group);
}

static void join_pool(struct audit *a, const char *family, const char *name, bool first, const char *period,
                      size_t pool, const char *table, const char *rest, const char *column)
{
    int from, to;

    audit_join(a, family, name, pool, -1);
    if (!first || !years_of(period, &from, &to))
        return;
    for (int year = from; year <= to; year++) {
        char key[KEY];

        audit_join(a, family, name, audit_find(a, table, key_of(key, "%d|%s", year, rest), column), 1);
    }
}

static void read_plan_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const columns[] = { "exits", "person_years" };
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    const char *occupation = table_text(t, row, "occupation");
    char key[KEY], name[KEY], rest[KEY];
    size_t numbers[2];

    add_rate(a, t, row, key_of(key, "%s|%s|%s", period, district, occupation), &numbers[0], &numbers[1]);
    for (size_t i = 0; i < 2; i++) {
        key_of(name, "%s|%s|%s", columns[i], period, district);
        join_pool(a, "plan periods are their years: districts", name,
                  !audit_has(a, "plan periods are their years: districts", name), period, numbers[i], "districts",
                  district, columns[i]);
        key_of(name, "%s|%s|%s", columns[i], period, occupation);
        key_of(rest, "%s|none|all", occupation);
        join_pool(a, "plan periods are their years: occupations", name,
                  !audit_has(a, "plan periods are their years: occupations", name), period, numbers[i], "city", rest,
                  columns[i]);
    }
}

/* ---- balance.csv ---- */

static size_t find_item(const struct audit *a, const char *period, const char *occupation, const char *item)
{
    char key[KEY];

    return audit_find(a, "balance", key_of(key, "%s|%s|%s", period, occupation, item), "persons");
}

static void read_balance_row(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *item = table_text(t, row, "item");
    bool whole = same(occupation, "all"), stock = same(item, "opening") || same(item, "closing");
    double sign = same(item, "opening") || same(item, "hires") || same(item, "changed_in") ? 1 : -1;
    struct audit_number x = { .kind = stock ? AUDIT_GROUP : AUDIT_COUNT };
    char key[KEY], name[KEY];
    size_t number;

    x.key = key_of(key, "%s|%s|%s", period, occupation, item);
    number = add(a, &x, t, row, "persons", "persons_status");
    key_of(name, "%s|%s", period, item);
    audit_join(a, "occupations are the city: balance", name, number, whole ? 1 : -1);
    if (same(item, "moves")) {
        if (whole)
            audit_join(a, "districts have the city's moves", period, number, 1);
        return;
    }
    key_of(name, "%s|%s", period, occupation);
    audit_join(a, "opening and what came and went are the closing", name, number, sign);
    if (same(item, "exits"))
        equal(a, "the balance has the exits of the city", name, number,
              find_city(a, period, occupation, "none", "all", "exits"));
}

/* Where no balance tells the city's moves, the districts' are parts of what nobody knows. */
static void join_moves(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period");

    if (find_item(a, period, "all", "moves") == SIZE_MAX)
        audit_join(a, "districts have the city's moves", period, SIZE_MAX, 1);
}

static void join_stocks(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    char next[KEY], name[KEY];

    if (!table_is(t, row, "item", "closing"))
        return;
    key_of(next, "%d", atoi(period) + 1);
    equal(a, "a closing is the next opening", key_of(name, "%s|%s", period, occupation),
          find_item(a, period, occupation, "closing"), find_item(a, next, occupation, "opening"));
}

/* ---- definitions.csv ---- */

static size_t find_definition(const struct audit *a, const char *period, const char *occupation, const char *definition,
                              const char *column)
{
    char key[KEY];

    return audit_find(a, "definitions", key_of(key, "%s|%s|%s", period, occupation, definition), column);
}

static bool is_among(const char *word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same(word, words[i]))
            return true;
    return false;
}

static const char *const SHARES[] = { "T1", "T10", "T12", "T13", "T18" };

static void read_definition_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "value", "lower", "upper" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *definition = table_text(t, row, "definition");
    bool hires = same(definition, "T13") || same(definition, "T18"), share;
    struct audit_number x = { .kind = hires ? AUDIT_COUNT : AUDIT_GROUP };
    double side = same(occupation, "all") ? 1 : -1;
    char key[KEY], name[KEY], family[KEY];
    size_t numerator, denominator;

    x.key = key_of(key, "%s|%s|%s", period, occupation, definition);
    x.mixed = hires;
    denominator = add(a, &x, t, row, "denominator", "value_status");
    x.kind = AUDIT_COUNT;
    share = is_among(definition, SHARES, sizeof SHARES / sizeof SHARES[0]);
    x.mixed = share || same(definition, "T3"); /* which of two it is, is not always seen */
    numerator = add(a, &x, t, row, "numerator", "value_status");
    give_away(a, t, row, made, sizeof made / sizeof made[0], numerator, denominator);
    key_of(name, "%s|%s", period, definition);
    if (!same(definition, "T3"))
        audit_join(a, key_of(family, "occupations are the city: numerator of %s", definition), name, numerator, side);
    audit_join(a, key_of(family, "occupations are the city: denominator of %s", definition), name, denominator, side);
    if (!share)
        return;
    x = (struct audit_number){
        .kind = AUDIT_UNSEEN, .table = "definitions", .key = key, .column = "rest", .value = NAN
    };
    audit_join(a, "the rest of a share are persons", key, denominator, 1);
    audit_join(a, "the rest of a share are persons", key, numerator, -1);
    audit_join(a, "the rest of a share are persons", key, audit_add(a, &x), -1);
}

/* Numerators and denominators that are numbers of other tables. */
static void join_definition(struct audit *a, const struct table *t, size_t row)
{
    static const char *const exits[] = { "T17", "T4", "T8", "T9" };
    static const char *const opening[] = { "T10", "T12" }, *const hires[] = { "T13", "T18" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *definition = table_text(t, row, "definition");
    size_t numerator = find_definition(a, period, occupation, definition, "numerator");
    size_t denominator = find_definition(a, period, occupation, definition, "denominator");
    char name[KEY], family[KEY];

    key_of(name, "%s|%s", period, occupation);
    key_of(family, "numerator of %s", definition);
    if (is_among(definition, exits, 4))
        equal(a, family, name, numerator, find_city(a, period, occupation, "none", "all", "exits"));
    if (same(definition, "T5"))
        equal(a, family, name, numerator, find_city(a, period, occupation, "cause", "own_request", "exits"));
    if (same(definition, "T12")) { /* those who were away in between stayed by T10, and not by T12 */
        struct audit_number x = {
            .kind = AUDIT_UNSEEN, .table = "definitions", .key = name, .column = "broken", .value = NAN
        };

        audit_join(a, family, name, find_definition(a, period, occupation, "T10", "numerator"), 1);
        audit_join(a, family, name, numerator, -1);
        audit_join(a, family, name, audit_add(a, &x), -1);
    }
    if (same(definition, "T5P")) {
        audit_join(a, family, name, numerator, 1);
        audit_join(a, family, name, find_definition(a, period, occupation, "T5", "numerator"), -1);
        audit_join(a, family, name, find_city(a, period, occupation, "cause", "pension", "exits"), -1);
    }
    key_of(family, "denominator of %s", definition);
    if (same(definition, "T17"))
        equal(a, family, name, denominator, find_city(a, period, occupation, "none", "all", "person_years"));
    if (same(definition, "T5") || same(definition, "T5P"))
        equal(a, family, name, denominator, find_definition(a, period, occupation, "T4", "denominator"));
    if (is_among(definition, opening, 2))
        equal(a, family, name, denominator, find_item(a, period, occupation, "opening"));
    if (same(definition, "T3") || same(definition, "T9")) { /* the mean of the year's first and last stock */
        audit_join(a, family, name, denominator, 2);
        audit_join(a, family, name, find_item(a, period, occupation, "opening"), -1);
        audit_join(a, family, name, find_item(a, period, occupation, "closing"), -1);
    }
    if (same(definition, "T8"))
        equal(a, family, name, denominator, find_item(a, period, occupation, "closing"));
    if (is_among(definition, hires, 2))
        equal(a, family, name, denominator, find_item(a, period, occupation, "hires"));
}

static double shown(const struct audit *a, size_t number)
{
    return number == SIZE_MAX ? (double) NAN : audit_at(a, number)->value;
}

/* T3's numerator is the lesser of all that came and all that went: whoever sees the stocks sees which it is. */
static void join_lesser(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    double grown = shown(a, find_item(a, period, occupation, "closing")) -
                   shown(a, find_item(a, period, occupation, "opening"));
    char name[KEY];

    if (!table_is(t, row, "definition", "T3") || isnan(grown))
        return;
    for (int came = 0; came < 2; came++) {
        if (came ? grown > 0 : grown < 0)
            continue;
        key_of(name, "%s|%s|%s", period, occupation, came ? "came" : "went");
        audit_join(a, "numerator of T3", name, find_definition(a, period, occupation, "T3", "numerator"), 1);
        audit_join(a, "numerator of T3", name, find_item(a, period, occupation, came ? "hires" : "exits"), -1);
        audit_join(a, "numerator of T3", name, find_item(a, period, occupation, came ? "changed_in" : "changed_out"),
                   -1);
    }
}

/* ---- public_retention.csv, public_retention_cause.csv ---- */

struct stay {
    const char *grouping, *category, *cohort;
    int horizon;
};

static struct stay stay_of(const struct table *t, size_t row)
{
    return (struct stay){ table_text(t, row, "grouping"), table_text(t, row, "category"), table_text(t, row, "cohort"),
                          (int) table_real(t, row, "horizon") };
}

static const char *stay_key(char key[KEY], const struct stay *s, int horizon, const char *cause)
{
    return key_of(key, "%s|%s|%s|%d%s%s", s->grouping, s->category, s->cohort, horizon, *cause ? "|" : "", cause);
}

/* Categories are the city. One that cannot be followed so far is not there, and breaks its relation. */
static void join_split(struct audit *a, const struct stay *s, int horizon, const char *what, size_t number)
{
    static const char *const splits[] = { "occupation", "gender" };
    bool city = same(s->grouping, "city");
    char family[KEY], name[KEY];

    for (size_t i = 0; i < 2; i++)
        if (city || same(s->grouping, splits[i]))
            audit_join(a, key_of(family, "stays by %s: %s", splits[i], what), key_of(name, "%s|%d", s->cohort, horizon),
                       number, city ? 1 : -1);
}

/* How many more than at the horizon before. */
static void join_since(struct audit *a, const char *table, const struct stay *s, const char *cause, const char *column,
                       int before, size_t now)
{
    char key[KEY], then[KEY], name[KEY];
    struct audit_number x = { .kind = AUDIT_UNSEEN, .table = table, .value = NAN };
    size_t number;

    stay_key(then, s, before, cause);
    number = audit_find(a, table, then, column);
    if (number == SIZE_MAX || now == SIZE_MAX)
        return;
    x.key = stay_key(key, s, s->horizon, cause);
    x.column = key_of(name, "%s since %d", column, before);
    audit_join(a, "later horizons hold earlier ones", key_of(then, "%s|%s", key, name), now, 1);
    audit_join(a, "later horizons hold earlier ones", then, number, -1);
    audit_join(a, "later horizons hold earlier ones", then, audit_add(a, &x), -1);
}

static void join_cohort(struct audit *a, const struct stay *s, size_t entrants, size_t events)
{
    const char *occupation = same(s->grouping, "city") ? "all" : s->category;
    int first, last;
    char name[KEY], year[KEY];

    if (!years_of(s->cohort, &first, &last))
        return;
    key_of(name, "%s|%s|%s", s->grouping, s->category, s->cohort);
    audit_join(a, "a cohort is the hires of its years", name, entrants, -1);
    audit_join(a, "a cohort's first year is that of its years", name, events, -1);
    for (int y = first; y <= last; y++) {
        key_of(year, "%d", y);
        audit_join(a, "a cohort is the hires of its years", name, find_item(a, year, occupation, "hires"), 1);
        audit_join(a, "a cohort's first year is that of its years", name,
                   find_definition(a, year, occupation, "T18", "numerator"), 1);
    }
}

static void read_stay_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "probability", "lower", "upper" };
    struct stay s = stay_of(t, row);
    int before = row > 0 ? (int) table_real(t, row - 1, "horizon") : 0;
    bool first = before == 0 || before >= s.horizon;
    struct audit_number x = { .kind = AUDIT_GROUP };
    char key[KEY];
    size_t entrants, events, remaining, lost;

    x.key = stay_key(key, &s, 0, ""); /* the same at every horizon */
    entrants = add(a, &x, t, row, "entrants", "entrants_status");
    if (first)
        join_split(a, &s, 0, "hired", entrants);
    x.kind = AUDIT_COUNT;
    x.mixed = true;
    x.key = stay_key(key, &s, s.horizon, "");
    events = add(a, &x, t, row, "events", "events_status");
    remaining = add(a, &x, t, row, "remaining", "remaining_status");
    give_away(a, t, row, made, sizeof made / sizeof made[0], events, SIZE_MAX);
    join_split(a, &s, s.horizon, "left", events);
    join_split(a, &s, s.horizon, "remain", remaining);
    if (!first)
        join_since(a, "public_retention", &s, "", "events", before, events);
    audit_join(a, "causes are all who left", key, events, 1);
    if (same(s.cohort, "all"))
        return;
    if (first && s.horizon == 1)
        join_cohort(a, &s, entrants, events);
    x = (struct audit_number){
        .kind = AUDIT_UNSEEN, .table = "public_retention", .key = key, .column = "lost", .value = NAN
    };
    if (events == SIZE_MAX)
        return;
    lost = audit_add(a, &x);
    audit_join(a, "hired are left, lost and remaining", key, entrants, 1);
    audit_join(a, "hired are left, lost and remaining", key, events, -1);
    audit_join(a, "hired are left, lost and remaining", key, remaining, -1);
    audit_join(a, "hired are left, lost and remaining", key, lost, -1);
    join_split(a, &s, s.horizon, "lost", lost);
    if (!first)
        join_since(a, "public_retention", &s, "", "lost", before, lost);
}

static void read_cause_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "probability", "lower", "upper" };
    struct stay s = stay_of(t, row);
    const char *cause = table_text(t, row, "cause");
    struct audit_number x = { .kind = AUDIT_COUNT, .mixed = true };
    char key[KEY], what[KEY];
    size_t events;

    x.key = stay_key(key, &s, s.horizon, cause);
    events = add(a, &x, t, row, "events", "events_status");
    give_away(a, t, row, made, sizeof made / sizeof made[0], events, SIZE_MAX);
    audit_join(a, "causes are all who left", stay_key(key, &s, s.horizon, ""), events, -1);
    join_split(a, &s, s.horizon, key_of(what, "left for %s", cause), events);
    for (int before = s.horizon - 1; before > 0; before--)
        if (audit_find(a, "public_retention_cause", stay_key(key, &s, before, cause), "events") != SIZE_MAX) {
            join_since(a, "public_retention_cause", &s, cause, "events", before, events);
            break;
        }
}

/* ---- what stands on series ---- */

static size_t find_series(const struct audit *a, const struct table *t, size_t row, const char *year,
                          const char *column)
{
    const char *district = table_text(t, row, "district"), *occupation = table_text(t, row, "occupation");
    const char *cause = table_text(t, row, "cause");
    char key[KEY];

    if (!same(district, "all"))
        return audit_find(a, "districts", key_of(key, "%s|%s", year, district), column);
    return same(cause, "all") ? find_city(a, year, occupation, "none", "all", column)
                              : find_city(a, year, occupation, "cause", cause, column);
}

/* A test of a series tells each of its years, where the others are shown. */
static void read_test_row(struct audit *a, const struct table *t, size_t row, const char *column)
{
    int first = atoi(table_text(t, row, "first_period")), last = atoi(table_text(t, row, "last_period"));

    if (isnan(table_real(t, row, column)))
        return;
    for (int y = first; first > 0 && y <= last; y++) {
        char year[KEY];

        key_of(year, "%d", y);
        audit_derived(a, find_series(a, t, row, year, "exits"));
        audit_derived(a, find_series(a, t, row, year, "person_years"));
    }
}

static void read_break_row(struct audit *a, const struct table *t, size_t row)
{
    read_test_row(a, t, row, "rate_ratio");
}

static void read_verdict_row(struct audit *a, const struct table *t, size_t row)
{
    read_test_row(a, t, row, "annual_change");
}

static void read_fit_row(struct audit *a, const struct table *t, size_t row)
{
    if (isnan(table_real(t, row, "expected")))
        return;
    audit_derived(a, find_series(a, t, row, table_text(t, row, "period"), "exits"));
    audit_derived(a, find_series(a, t, row, table_text(t, row, "period"), "person_years"));
}

/* Districts against the city, over one year or several. */
static void read_funnel_row(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    struct audit_number x = { .kind = AUDIT_COUNT, .table = "public_funnel", .column = "exits" };
    char key[KEY];

    x.value = table_real(t, row, "exits");
    if (isnan(x.value))
        return;
    x.key = key_of(key, "%s|%s", period, district);
    join_pool(a, "the funnel is its years", key, true, period, audit_add(a, &x), "districts", district, "exits");
}

/* ---- public_intake.csv, public_rejects.csv ---- */

static void read_file_row(struct audit *a, const struct table *t, size_t row)
{
    static const char *const columns[] = { "kept", "rejected", "merged" };
    const char *file = table_text(t, row, "file");
    struct audit_number x = { .kind = AUDIT_COUNT, .key = file };
    size_t number;
    double all = table_real(t, row, "records_in");

    for (size_t i = 0; i < 3; i++) {
        char status[KEY];

        number = add(a, &x, t, row, columns[i], key_of(status, "%s_status", columns[i]));
        audit_join(a, "records of a file", file, number, -1);
        if (i == 1)
            audit_join(a, "reasons are all that was rejected", "", number, 1);
    }
    x = (struct audit_number){
        .kind = AUDIT_COUNT, .table = "public_intake", .key = file, .column = "records_in", .value = all
    };
    audit_join(a, "records of a file", file, audit_add(a, &x), 1);
}

static void read_reason_row(struct audit *a, const struct table *t, size_t row)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .key = table_text(t, row, "reason") };

    audit_join(a, "reasons are all that was rejected", "", add(a, &x, t, row, "records", "records_status"), -1);
}

/* ---- all of it ---- */

typedef void read_row(struct audit *a, const struct table *t, size_t row);

static const struct {
    const char *table;
    read_row *read;
} STEPS[] = { /* a table that finds numbers of another comes after it */
              { "city", read_city_row },
              { "districts", read_district_row },
              { "district_occupation", read_plan_row },
              { "balance", read_balance_row },
              { "balance", join_stocks },
              { "districts", join_moves },
              { "definitions", read_definition_row },
              { "definitions", join_definition },
              { "definitions", join_lesser },
              { "public_retention", read_stay_row },
              { "public_retention_cause", read_cause_row },
              { "public_breaks", read_break_row },
              { "public_verdicts", read_verdict_row },
              { "public_fits", read_fit_row },
              { "public_funnel", read_funnel_row },
              { "public_intake", read_file_row },
              { "public_rejects", read_reason_row }
};

static bool read_table(struct audit *a, const char *directory, const char *name, read_row *read, struct fault *f)
{
    struct table *t;
    char path[4096];
    FILE *there;

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    there = fopen(path, "r");
    if (there == NULL)
        return true;
    fclose(there);
    if (!table_read(path, schema_find(name), &t, f))
        return false;
    for (size_t row = 0; row < table_rows(t); row++)
        read(a, t, row);
    table_free(t);
    return true;
}

bool audit_read(struct audit *a, const char *directory, struct fault *f)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        if (!read_table(a, directory, STEPS[i].table, STEPS[i].read, f))
            return false;
    return true;
}
