/* audit_stays.c - the tables of how long people stay. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return audit_row_key(key, "%s|%s|%s|%d%s%s", s->grouping, s->category, s->cohort, horizon, *cause ? "|" : "",
                         cause);
}

/* Whoever changes occupation is lost to the one, and followed in the city: there more leave and remain than in all
 * occupations, and fewer are lost. */
static void join_changed(struct audit *a, const struct stay *s, const char *family, const char *name, const char *what)
{
    int first, last;

    if (audit_row_same(what, "hired") ||
        (audit_row_years(s->cohort, &first, &last) && audit_row_nobody_changes(a, first, last + s->horizon)))
        return;
    audit_join(a, family, name, SIZE_MAX, audit_row_same(what, "lost") ? 1 : -1);
}

/* Categories are the city. One that cannot be followed so far is not there, and breaks its relation. */
static void join_split(struct audit *a, const struct stay *s, int horizon, const char *what, size_t number)
{
    static const char *const splits[] = { "occupation", "gender" };
    bool city = audit_row_same(s->grouping, "city");
    char family[KEY], name[KEY];

    for (size_t i = 0; i < 2; i++) {
        if (!city && !audit_row_same(s->grouping, splits[i]))
            continue;
        audit_row_key(family, "stays by %s: %s", splits[i], what);
        audit_join(a, family, audit_row_key(name, "%s|%d", s->cohort, horizon), number, city ? 1 : -1);
        if (city && i == 0)
            join_changed(a, s, family, name, what);
    }
}

/* Everybody in the districts: hired by one of them as by the city. Whoever left one left the city or moved; whoever
 * remains in one remains in the city, but of those who moved after the last year the other district does not tell. */
static void join_districts(struct audit *a, const struct stay *s, int horizon, const char *what, size_t number,
                           bool others)
{
    bool city = audit_row_same(s->grouping, "city");
    char family[KEY], name[KEY], key[KEY];

    if (!audit_row_same(s->cohort, "all") || !(city || audit_row_same(s->grouping, "district")))
        return;
    audit_row_key(family, "stays by district: %s", what);
    audit_join(a, family, audit_row_key(name, "%d", horizon), number, city ? 1 : -1);
    if (!city || !others)
        return;
    if (audit_row_same(what, "remain")) {
        audit_join(a, family, name, SIZE_MAX, -1);
        return;
    }
    audit_join(a, family, name,
               audit_add(a, &(struct audit_number){ .kind = AUDIT_UNSEEN,
                                                    .table = "public_retention",
                                                    .key = stay_key(key, s, horizon, ""),
                                                    .column = "moved to another district",
                                                    .value = NAN }),
               1);
}

static void join_hired(struct audit *a, const struct stay *s, size_t entrants)
{
    join_split(a, s, 0, "hired", entrants);
    join_districts(a, s, 0, "hired", entrants, false);
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
    x.column = audit_row_key(name, "%s since %d", column, before);
    audit_join(a, "later horizons hold earlier ones", audit_row_key(then, "%s|%s", key, name), now, 1);
    audit_join(a, "later horizons hold earlier ones", then, number, -1);
    audit_join(a, "later horizons hold earlier ones", then, audit_add(a, &x), -1);
}

static void join_cohort(struct audit *a, const struct stay *s, size_t entrants, size_t events)
{
    const char *occupation = audit_row_same(s->grouping, "city") ? "all" : s->category;
    int first, last;
    char name[KEY], year[KEY];

    if (!audit_row_years(s->cohort, &first, &last))
        return;
    audit_row_key(name, "%s|%s|%s", s->grouping, s->category, s->cohort);
    audit_join(a, "a cohort is the hires of its years", name, entrants, -1);
    audit_join(a, "a cohort's first year is that of its years", name, events, -1);
    for (int y = first; y <= last; y++) {
        audit_row_key(year, "%d", y);
        audit_join(a, "a cohort is the hires of its years", name, audit_row_find_item(a, year, occupation, "hires"), 1);
        audit_join(a, "a cohort's first year is that of its years", name,
                   audit_row_find_definition(a, year, occupation, "T18", "numerator"), 1);
    }
}

enum { EARLIEST = 1900, LATEST = 2200 };

static bool is_counted_by_year(const char *grouping)
{
    return audit_row_same(grouping, "city") || audit_row_same(grouping, "occupation");
}

/* Everybody who left is those of the cohorts and others: hired before the first, after the last, or too late to be
 * followed so far. They stand in no table. Of cohorts the pools are taken. */
static void join_others(struct audit *a, const struct stay *s, const char *table, const char *cause, size_t events)
{
    static const char family[] = "everybody is those of the cohorts and the others";
    struct audit_number x = { .kind = AUDIT_UNSEEN, .table = table, .column = "others than cohorts", .value = NAN };
    struct stay all = { s->grouping, s->category, "all", s->horizon };
    char name[KEY], key[KEY];
    int first, last;

    if (audit_is_earlier(a) || !is_counted_by_year(s->grouping) || events == SIZE_MAX)
        return;
    stay_key(name, &all, s->horizon, cause);
    if (audit_row_same(s->cohort, "all")) {
        x.key = stay_key(key, &all, s->horizon, cause);
        audit_join(a, family, name, events, 1);
        audit_join(a, family, name, audit_add(a, &x), -1);
    } else if (audit_row_years(s->cohort, &first, &last) && last > first)
        audit_join(a, family, name, events, -1);
}

/* Those who can not be followed so far have left and remain as well, and no table shows it: at least those who had left
 * before have, and the others at most remain. All of them may be lost: the others' lost are not the city's. */
static void join_unfollowed(struct audit *a, const struct stay *s, const char *key, int before, size_t entrants)
{
    struct audit_number x = { .kind = AUDIT_UNSEEN,
                              .table = "public_retention",
                              .key = key,
                              .column = "left so far",
                              .value = NAN,
                              .open = true };
    size_t left = audit_add(a, &x), remain;
    char then[KEY];

    x.column = "remain so far";
    remain = audit_add(a, &x);
    join_split(a, s, s->horizon, "left", left);
    join_split(a, s, s->horizon, "remain", remain);
    join_split(a, s, s->horizon, "lost", SIZE_MAX);
    audit_join(a, "hired are left, lost and remaining", key, entrants, 1);
    audit_join(a, "hired are left, lost and remaining", key, left, -1);
    audit_join(a, "hired are left, lost and remaining", key, remain, -1);
    audit_join(a, "hired are left, lost and remaining", key, SIZE_MAX, -1);
    if (before > 0 && audit_find(a, "public_retention", stay_key(then, s, before, ""), "events") != SIZE_MAX) {
        audit_join(a, "later horizons hold earlier ones", key, left, 1);
        audit_join(a, "later horizons hold earlier ones", key, audit_find(a, "public_retention", then, "events"), -1);
        audit_join(a, "later horizons hold earlier ones", key, SIZE_MAX, -1);
    }
}

void audit_read_stay(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "probability", "lower", "upper" };
    struct stay s = stay_of(t, row);
    int before = row > 0 ? (int) table_real(t, row - 1, "horizon") : 0;
    bool first = before == 0 || before >= s.horizon;
    struct audit_number x = { .kind = AUDIT_GROUP };
    char key[KEY];
    size_t entrants, events, remaining, lost;

    x.key = stay_key(key, &s, 0, ""); /* the same at every horizon */
    entrants = audit_row_number(a, &x, t, row, "entrants", "entrants_status");
    if (first)
        join_hired(a, &s, entrants);
    x.kind = AUDIT_COUNT;
    x.mixed = true;
    x.key = stay_key(key, &s, s.horizon, "");
    events = audit_row_number(a, &x, t, row, "events", "events_status");
    remaining = audit_row_number(a, &x, t, row, "remaining", "remaining_status");
    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], events, SIZE_MAX);
    if (events == SIZE_MAX && !audit_row_same(s.cohort, "all") && !audit_is_earlier(a)) {
        join_unfollowed(a, &s, key, first ? 0 : before, entrants);
        return;
    }
    join_split(a, &s, s.horizon, "left", events);
    join_split(a, &s, s.horizon, "remain", remaining);
    join_districts(a, &s, s.horizon, "left", events, true);
    join_districts(a, &s, s.horizon, "remain", remaining, true);
    join_others(a, &s, "public_retention", "", events);
    if (!first)
        join_since(a, "public_retention", &s, "", "events", before, events);
    audit_join(a, "causes are all who left", key, events, 1);
    if (audit_row_same(s.cohort, "all"))
        return;
    if (first && s.horizon == 1)
        join_cohort(a, &s, entrants, events);
    x = (struct audit_number){
        .kind = AUDIT_UNSEEN, .table = "public_retention", .key = key, .column = "lost", .value = NAN
    };
    if (events == SIZE_MAX) {
        join_split(a, &s, s.horizon, "lost", SIZE_MAX);
        return;
    }
    lost = audit_add(a, &x);
    audit_join(a, "hired are left, lost and remaining", key, entrants, 1);
    audit_join(a, "hired are left, lost and remaining", key, events, -1);
    audit_join(a, "hired are left, lost and remaining", key, remaining, -1);
    audit_join(a, "hired are left, lost and remaining", key, lost, -1);
    join_split(a, &s, s.horizon, "lost", lost);
    if (!first)
        join_since(a, "public_retention", &s, "", "lost", before, lost);
}

/* Whether the balance has the year, whatever of it is told. */
static bool has_year(const struct audit *a, const char *year, const char *occupation)
{
    static const char *const items[] = { "hires", "exits", "closing", "opening" };

    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        if (audit_row_find_item(a, year, occupation, items[i]) != SIZE_MAX)
            return true;
    return false;
}

void audit_read_join_hired(struct audit *a, const struct table *t, size_t row)
{
    struct stay s = stay_of(t, row);
    const char *occupation = audit_row_same(s.grouping, "city") ? "all" : s.category;
    char key[KEY], year[KEY];
    size_t entrants = audit_find(a, "public_retention", stay_key(key, &s, 0, ""), "entrants");

    if (!audit_row_same(s.cohort, "all") || !is_counted_by_year(s.grouping) || entrants == SIZE_MAX ||
        (row > 0 && (int) table_real(t, row - 1, "horizon") < s.horizon))
        return;
    audit_join(a, "everybody hired is the hires of all years", occupation, entrants, -1);
    for (int y = EARLIEST; y <= LATEST; y++)
        if (has_year(a, audit_row_key(year, "%d", y), occupation))
            audit_join(a, "everybody hired is the hires of all years", occupation,
                       audit_row_find_item(a, year, occupation, "hires"), 1);
}

void audit_read_extracted(struct audit *a, const struct table *t, size_t row)
{
    audit_extracted(a, table_text(t, row, "last_extraction"));
}

/* Whether everybody who is told of is told of in a year: not where it is seen that more were hired in all, nor where
 * people were followed into a year that is not told of. */
static bool is_whole_years(const struct audit *a, const struct stay *s, const char *occupation)
{
    char key[KEY], year[KEY], end[KEY] = "";
    double hired = audit_row_shown(a, audit_find(a, "public_retention", stay_key(key, s, 0, ""), "entrants")),
           hires = 0;

    for (int y = EARLIEST; y <= LATEST; y++)
        if (has_year(a, audit_row_key(year, "%d", y), occupation)) {
            hires += audit_row_shown(a, audit_row_find_item(a, year, occupation, "hires"));
            audit_row_key(end, "%d-01-01", y + 1);
        }
    return (isnan(hired) || isnan(hires) || fabs(hired - hires) < 0.5) && strcmp(audit_last_extraction(a), end) <= 0;
}

/* All years' exits of that length of stay, as far as the years are told one by one: who left since the horizon before.
 * On the last day of a year with a leap day one may be counted here and not there, and so may who changed occupation.
 */
static void join_exits_of_all_years(struct audit *a, const struct stay *s, const char *band, size_t left)
{
    static const char family[] = "everybody who left is the exits of all years";
    enum { EDGES = 1 };
    const char *occupation = audit_row_same(s->grouping, "city") ? "all" : s->category;
    char name[KEY], year[KEY];

    audit_row_key(name, "%s|%s", occupation, band);
    audit_join(a, family, name, left, 1);
    for (int y = EARLIEST; y <= LATEST; y++) {
        audit_row_key(year, "%d", y);
        if (audit_row_find_city(a, year, occupation, "none", "all", "exits") != SIZE_MAX)
            audit_join(a, family, name, audit_row_find_city(a, year, occupation, "tenure", band, "exits"), -1);
    }
    if (!is_whole_years(a, s, occupation))
        audit_join(a, family, name, SIZE_MAX, -1);
    audit_allow(a, family, name, EDGES);
    audit_doubt(a, family);
}

void audit_read_join_exits(struct audit *a, const struct table *t, size_t row)
{
    static const struct {
        int from, to;
        const char *band;
    } bands[] = { { 0, 1, "under_1" }, { 1, 2, "1" } };
    struct stay s = stay_of(t, row);
    char key[KEY], column[KEY];

    if (!audit_row_same(s.cohort, "all") || !is_counted_by_year(s.grouping))
        return;
    stay_key(key, &s, s.horizon, "");
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++) {
        audit_row_key(column, bands[i].from == 0 ? "events" : "events since %d", bands[i].from);
        if (bands[i].to == s.horizon && audit_find(a, "public_retention", key, column) != SIZE_MAX)
            join_exits_of_all_years(a, &s, bands[i].band, audit_find(a, "public_retention", key, column));
    }
}

void audit_read_cause(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "probability", "lower", "upper" };
    struct stay s = stay_of(t, row);
    const char *cause = table_text(t, row, "cause");
    struct audit_number x = { .kind = AUDIT_COUNT, .mixed = true };
    char key[KEY], what[KEY];
    size_t events;

    x.key = stay_key(key, &s, s.horizon, cause);
    events = audit_row_number(a, &x, t, row, "events", "events_status");
    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], events, SIZE_MAX);
    audit_join(a, "causes are all who left", stay_key(key, &s, s.horizon, ""), events, -1);
    join_split(a, &s, s.horizon, audit_row_key(what, "left for %s", cause), events);
    join_others(a, &s, "public_retention_cause", cause, events);
    for (int before = s.horizon - 1; before > 0; before--)
        if (audit_find(a, "public_retention_cause", stay_key(key, &s, before, cause), "events") != SIZE_MAX) {
            join_since(a, "public_retention_cause", &s, cause, "events", before, events);
            break;
        }
}
