/* audit_definitions.c - the definitions: numerators and denominators, and what they are in other tables. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t audit_row_find_definition(const struct audit *a, const char *period, const char *occupation,
                                 const char *definition, const char *column)
{
    char key[KEY];

    return audit_find(a, "definitions", audit_row_key(key, "%s|%s|%s", period, occupation, definition), column);
}

static const char *const SHARES[] = { "T1", "T10", "T12", "T13", "T18" };

/* Whoever changes occupation has left the one, and stays in the city: of those who stay there are more in the city than
 * in its occupations, of those who are gone fewer. */
static double side_of_changes(const char *definition)
{
    static const char *const stayed[] = { "T10", "T12", "T13" };

    return audit_row_is_among(definition, stayed, 3) ? -1 : audit_row_same(definition, "T1") ? 1 : 0;
}

void audit_read_definition(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "value", "lower", "upper" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *definition = table_text(t, row, "definition");
    bool hires = audit_row_same(definition, "T13") || audit_row_same(definition, "T18"), share;
    struct audit_number x = { .kind = hires ? AUDIT_COUNT : AUDIT_GROUP };
    double side = audit_row_same(occupation, "all") ? 1 : -1;
    char key[KEY], name[KEY], family[KEY];
    size_t numerator, denominator;

    x.key = audit_row_key(key, "%s|%s|%s", period, occupation, definition);
    x.mixed = hires;
    x.years = audit_row_same(definition, "T17"); /* person-years, that more persons may share */
    denominator = audit_row_number(a, &x, t, row, "denominator", "value_status");
    x.kind = AUDIT_COUNT;
    x.years = 0;
    share = audit_row_is_among(definition, SHARES, sizeof SHARES / sizeof SHARES[0]);
    x.mixed = share || audit_row_same(definition, "T3"); /* which of two it is, is not always seen */
    numerator = audit_row_number(a, &x, t, row, "numerator", "value_status");
    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], numerator, denominator);
    audit_row_key(name, "%s|%s", period, definition);
    if (!audit_row_same(definition, "T3"))
        audit_join(a, audit_row_key(family, "occupations are the city: numerator of %s", definition), name, numerator,
                   side);
    audit_join(a, audit_row_key(family, "occupations are the city: denominator of %s", definition), name, denominator,
               side);
    if (!share)
        return;
    x = (struct audit_number){
        .kind = AUDIT_UNSEEN, .table = "definitions", .key = key, .column = "rest", .value = NAN
    };
    audit_join(a, "the rest of a share are persons", key, denominator, 1);
    audit_join(a, "the rest of a share are persons", key, numerator, -1);
    audit_join(a, "the rest of a share are persons", key, audit_add(a, &x), -1);
}

/* Why there is no value may say how many there were: nobody in the group, or none who left with a stated cause. */
static void read_reason(struct audit *a, const struct table *t, size_t row)
{
    static const struct {
        const char *definition, *item;
    } groups[] = {
        { "T8", "closing" }, { "T10", "opening" }, { "T12", "opening" }, { "T13", "hires" }, { "T18", "hires" }
    };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");

    if (!isnan(table_real(t, row, "value")) || table_is(t, row, "value_status", "withheld"))
        return;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (table_is(t, row, "reason", "no_exposure") && table_is(t, row, "definition", groups[i].definition))
            audit_derived(a, audit_row_find_item(a, period, occupation, groups[i].item));
    if (table_is(t, row, "reason", "missing") &&
        (table_is(t, row, "definition", "T5") || table_is(t, row, "definition", "T5P")))
        audit_derived(a, audit_row_find_city(a, period, occupation, "none", "all", "exits"));
}

/* With the exits and the opening, T12 says how many came and went in the same year: with T18 and the exits of the first
 * tenure each of them follows from the others. */
static void read_unbroken(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    char before[KEY], next[KEY];

    if (!table_is(t, row, "definition", "T12") ||
        (isnan(table_real(t, row, "value")) && isnan(table_real(t, row, "numerator"))))
        return;
    audit_row_key(before, "%ld", strtol(period, NULL, 10) - 1);
    audit_row_key(next, "%ld", strtol(period, NULL, 10) + 1);
    audit_derived(a, audit_row_find_definition(a, before, occupation, "T18", "numerator"));
    audit_derived(a, audit_row_find_definition(a, period, occupation, "T18", "numerator"));
    audit_derived(a, audit_row_find_city(a, period, occupation, "tenure", "under_1", "exits"));
    audit_derived(a, audit_row_find_city(a, next, occupation, "tenure", "under_1", "exits"));
}

/* Occupations may lack those of the city who changed, unless the time in which somebody could is seen to have none: of
 * T1 the year before too. Hires (T13, T18) are followed into years of which nothing is told. */
static void join_changed(struct audit *a, const struct table *t, size_t row)
{
    const char *definition = table_text(t, row, "definition"), *period = table_text(t, row, "period");
    bool hires = audit_row_same(definition, "T13") || audit_row_same(definition, "T18");
    double side = side_of_changes(definition);
    int year = (int) strtol(period, NULL, 10);
    char name[KEY], family[KEY];

    if (side == 0 || !table_is(t, row, "occupation", "all"))
        return;
    if (!hires && audit_row_nobody_changes(a, audit_row_same(definition, "T1") ? year - 1 : year, year))
        return;
    audit_row_key(family, "occupations are the city: numerator of %s", definition);
    audit_join(a, family, audit_row_key(name, "%s|%s", period, definition), SIZE_MAX, side);
}

/* Numerators and denominators that are numbers of other tables. */
void audit_read_join_definition(struct audit *a, const struct table *t, size_t row)
{
    static const char *const exits[] = { "T17", "T4", "T8", "T9" };
    static const char *const opening[] = { "T10", "T12" }, *const hires[] = { "T13", "T18" };
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    const char *definition = table_text(t, row, "definition");
    size_t numerator = audit_row_find_definition(a, period, occupation, definition, "numerator");
    size_t denominator = audit_row_find_definition(a, period, occupation, definition, "denominator");
    char name[KEY], family[KEY];

    join_changed(a, t, row);
    audit_row_key(name, "%s|%s", period, occupation);
    audit_row_key(family, "numerator of %s", definition);
    if (audit_row_is_among(definition, exits, 4))
        audit_row_equal(a, family, name, numerator, audit_row_find_city(a, period, occupation, "none", "all", "exits"));
    if (audit_row_same(definition, "T5"))
        audit_row_equal(a, family, name, numerator,
                        audit_row_find_city(a, period, occupation, "cause", "own_request", "exits"));
    if (audit_row_same(definition, "T12")) { /* those who were away in between stayed by T10, and not by T12 */
        struct audit_number x = {
            .kind = AUDIT_UNSEEN, .table = "definitions", .key = name, .column = "broken", .value = NAN
        };

        audit_join(a, family, name, audit_row_find_definition(a, period, occupation, "T10", "numerator"), 1);
        audit_join(a, family, name, numerator, -1);
        audit_join(a, family, name, audit_add(a, &x), -1);
    }
    if (audit_row_same(definition, "T5P")) {
        audit_join(a, family, name, numerator, 1);
        audit_join(a, family, name, audit_row_find_definition(a, period, occupation, "T5", "numerator"), -1);
        audit_join(a, family, name, audit_row_find_city(a, period, occupation, "cause", "pension", "exits"), -1);
    }
    audit_row_key(family, "denominator of %s", definition);
    if (audit_row_same(definition, "T17"))
        audit_row_equal(a, family, name, denominator,
                        audit_row_find_city(a, period, occupation, "none", "all", "person_years"));
    if (audit_row_same(definition, "T5") || audit_row_same(definition, "T5P"))
        audit_row_equal(a, family, name, denominator,
                        audit_row_find_definition(a, period, occupation, "T4", "denominator"));
    if (audit_row_is_among(definition, opening, 2))
        audit_row_equal(a, family, name, denominator, audit_row_find_item(a, period, occupation, "opening"));
    if (audit_row_same(definition, "T3") ||
        audit_row_same(definition, "T9")) { /* the mean of the year's first and last stock */
        audit_join(a, family, name, denominator, 2);
        audit_join(a, family, name, audit_row_find_item(a, period, occupation, "opening"), -1);
        audit_join(a, family, name, audit_row_find_item(a, period, occupation, "closing"), -1);
    }
    if (audit_row_same(definition, "T8"))
        audit_row_equal(a, family, name, denominator, audit_row_find_item(a, period, occupation, "closing"));
    if (audit_row_is_among(definition, hires, 2))
        audit_row_equal(a, family, name, denominator, audit_row_find_item(a, period, occupation, "hires"));
    if (audit_is_earlier(a))
        return;
    read_reason(a, t, row);
    read_unbroken(a, t, row);
}

/* T3's numerator is the lesser of all that came and all that went: whoever sees the stocks sees which it is. */
void audit_read_join_lesser(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    double grown = audit_row_shown(a, audit_row_find_item(a, period, occupation, "closing")) -
                   audit_row_shown(a, audit_row_find_item(a, period, occupation, "opening"));
    char name[KEY];

    if (!table_is(t, row, "definition", "T3") || isnan(grown))
        return;
    for (int came = 0; came < 2; came++) {
        if (came ? grown > 0 : grown < 0)
            continue;
        audit_row_key(name, "%s|%s|%s", period, occupation, came ? "came" : "went");
        audit_now(a, "numerator of T3", name);
        audit_join(a, "numerator of T3", name, audit_row_find_definition(a, period, occupation, "T3", "numerator"), 1);
        audit_join(a, "numerator of T3", name, audit_row_find_item(a, period, occupation, came ? "hires" : "exits"),
                   -1);
        audit_join(a, "numerator of T3", name,
                   audit_row_find_item(a, period, occupation, came ? "changed_in" : "changed_out"), -1);
    }
}
