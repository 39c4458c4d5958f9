/* audit_indicators_sums.c - what the numbers of the indicators add up to: districts to the city, groups and categories
 * to all.
 *
 * Whoever is in a whole, and in none of the parts that have a row, is a number too, though no row tells it: a district
 * that reported nothing, men where women have a row. It is whatever is left, and must not be small and seen either.
 * Only a city that was summed from its districts has nobody else in it. */
#include "pipeline/disclosure/audit_indicators.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum dimension { DISTRICTS, GROUPS, CATEGORIES, N_DIMENSIONS };

static const char *const COLUMNS[N_DIMENSIONS] = { "district", "group", "category" };
static const char *const OTHERS = "indicators: others than the group";
static const char *const FAMILIES[N_DIMENSIONS] = { "indicators: districts are the city",
                                                    "indicators: groups are parts of all",
                                                    "indicators: categories are parts of all" };

static bool has(const struct audit_indicator_shape *s, enum dimension d)
{
    return d != CATEGORIES || s->has_parts;
}

static bool is_rest_of_city(const struct table *t, size_t row)
{
    return table_is(t, row, "category", "rest_of_city");
}

static const char *family_of(char family[KEY], const char *families, const char *counts)
{
    return audit_row_key(family, "%s: %s", families, counts);
}

/* All that the row is but for that column. */
static const char *name_of(char name[KEY], const struct table *t, size_t row, enum dimension d)
{
    const char *words[N_DIMENSIONS];

    for (size_t i = 0; i < N_DIMENSIONS; i++)
        words[i] = i == d ? "" : table_text(t, row, COLUMNS[i]);
    return audit_row_key(name, "%s|%s|%s|%s|%s|%s", table_text(t, row, "indicator"), table_text(t, row, "period"),
                         words[DISTRICTS], words[GROUPS], words[CATEGORIES], table_text(t, row, "definition"));
}

/* Person-years are told more exactly where they belong. */
static size_t exact(const struct audit *a, const struct table *t, size_t row, size_t number, double *slack)
{
    size_t years = audit_indicator_person_years(a, t, row);

    if (years == SIZE_MAX)
        return number;
    *slack = 0;
    return years;
}

static void join(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r, size_t i,
                 enum dimension d, double factor)
{
    double slack = r->slack[i];
    size_t number = i == AUDIT_INDICATOR_WHOLE ? exact(a, t, row, r->numbers[i], &slack) : r->numbers[i];
    char family[KEY], name[KEY];

    family_of(family, FAMILIES[d], r->shape->quantities[i].counts);
    audit_join(a, family, name_of(name, t, row, d), number, factor);
    audit_loosen(a, family, name, slack);
}

void audit_indicator_join_parts(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r)
{
    if (is_rest_of_city(t, row))
        return;
    for (enum dimension d = DISTRICTS; d < N_DIMENSIONS; d++)
        for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++)
            if (r->numbers[i] != SIZE_MAX && has(r->shape, d) && !audit_indicator_is_all(t, row, COLUMNS[d]))
                join(a, t, row, r, i, d, -1);
}

/* ---- who has no row ---- */

/* What is left of a number, by name; of an earlier report it may be of others than of this one. */
static const char *left_key(char key[KEY], const struct audit *a, const char *what, const char *name,
                            const char *counts)
{
    return audit_row_key(key, "%s%s|%s|%s", audit_is_earlier(a) ? "then " : "", what, counts, name);
}

static size_t find_left(const struct audit *a, const char *what, const char *name, const char *counts)
{
    char key[KEY];

    return audit_find(a, "public_indicators", left_key(key, a, what, name, counts), "no row");
}

static size_t put_left(struct audit *a, const char *what, const char *name, const struct audit_indicator_quantity *q,
                       size_t group, double slack)
{
    char key[KEY];
    struct audit_number x = { .kind = q->kind == AUDIT_GROUP ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN,
                              .table = "public_indicators",
                              .key = left_key(key, a, what, name, q->counts),
                              .column = "no row",
                              .value = NAN,
                              .described = q->described,
                              .opinion = audit_indicator_is_opinion(q),
                              .small_group = group != SIZE_MAX,
                              .group = group + 1,
                              .blur = 2 * slack };

    return audit_add(a, &x);
}

/* Puts what is left of each of the row's numbers that is `told` into the relation of its family, and that into the
 * audit; of a share the two are the whole. */
static void join_left(struct audit *a, const char *families, const char *what, const char *name,
                      const struct audit_indicator_row *r, const bool told[AUDIT_INDICATOR_NUMBERS])
{
    static const char *const shares = "indicators: who has no row is counted or not";
    size_t left[AUDIT_INDICATOR_NUMBERS] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
    bool share = true;
    char key[KEY], family[KEY];

    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++) {
        const struct audit_indicator_quantity *q = &r->shape->quantities[i];

        share = share && told[i];
        if (!told[i])
            continue;
        family_of(family, families, q->counts);
        left[i] = put_left(a, what, name, q, i == AUDIT_INDICATOR_WHOLE ? SIZE_MAX : left[AUDIT_INDICATOR_WHOLE],
                           audit_slack(a, family, name));
        audit_join(a, family, name, left[i], -1);
    }
    if (share)
        audit_doubt(a, shares);
    for (size_t i = 0; share && i < AUDIT_INDICATOR_NUMBERS; i++)
        audit_join(a, shares, audit_row_key(key, "%s|%s", what, name), left[i], i == AUDIT_INDICATOR_WHOLE ? 1 : -1);
}

/* The city less the district. */
static void join_rest_of_city(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r)
{
    static const char *const family = "indicators: the rest of the city";
    const char *period = table_text(t, row, "period"), *group = table_text(t, row, "group");
    const char *definition = table_text(t, row, "definition"), *district = table_text(t, row, "district");

    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++) {
        const char *counts = r->shape->quantities[i].counts;
        char key[KEY], name[KEY];

        if (r->numbers[i] == SIZE_MAX)
            continue;
        audit_row_key(name, "%s|%s|%s|%s|%s", counts, period, district, group, definition);
        audit_join(a, family, name, r->numbers[i], -1);
        audit_join(a, family, name, audit_indicator_find(a, t, row, counts, "all", group), -1);
        audit_row_key(key, "%s|%s|all|all|%s|%s|", counts, period, group, definition);
        audit_join(a, family, name, audit_find(a, "public_indicators", key, "number"), 1);
    }
}

static void join_whole(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r,
                       enum dimension d)
{
    bool told[AUDIT_INDICATOR_NUMBERS];
    char family[KEY], name[KEY];

    name_of(name, t, row, d);
    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++) {
        told[i] = r->numbers[i] != SIZE_MAX &&
                  audit_has(a, family_of(family, FAMILIES[d], r->shape->quantities[i].counts), name);
        if (told[i])
            join(a, t, row, r, i, d, 1);
    }
    if (d != DISTRICTS || isnan(table_real(t, row, "districts"))) /* else it was summed */
        join_left(a, FAMILIES[d], COLUMNS[d], name, r, told);
}

void audit_read_indicator_whole(struct audit *a, const struct table *t, size_t row)
{
    const struct audit_indicator_row r = audit_indicator_row(a, t, row);

    if (r.shape == NULL)
        return;
    if (is_rest_of_city(t, row)) {
        join_rest_of_city(a, t, row, &r);
        return;
    }
    for (enum dimension d = DISTRICTS; d < N_DIMENSIONS; d++)
        if (has(r.shape, d) && audit_indicator_is_all(t, row, COLUMNS[d]))
            join_whole(a, t, row, &r, d);
}

/* ---- who has no row of a group, and is not of it ---- */

static bool is_of_subject(const struct table *t, size_t row, size_t other)
{
    return table_is(t, other, "indicator", table_text(t, row, "indicator")) &&
           table_is(t, other, "basis", table_text(t, row, "basis")) &&
           table_is(t, other, "period", table_text(t, row, "period"));
}

/* A row of all in a district that has no row of the group, and the same definition. */
static bool is_of_all_alone(const struct audit *a, const struct table *t, size_t row, size_t other, enum dimension d,
                            const char *counts)
{
    const char *category = table_text(t, row, "category"), *group = table_text(t, row, "group");

    return !audit_indicator_is_all(t, other, "district") && audit_indicator_is_all(t, other, COLUMNS[d]) &&
           table_is(t, other, "category", d == CATEGORIES ? "all" : category) &&
           table_is(t, other, "group", d == GROUPS ? "all" : group) &&
           table_is(t, other, "definition", table_text(t, row, "definition")) &&
           audit_indicator_find(a, t, other, counts, category, group) == SIZE_MAX;
}

static const char *name_of_all(char name[KEY], const struct table *t, size_t row, enum dimension d)
{
    return audit_row_key(name, "%s|%s||%s|%s|%s", table_text(t, row, "indicator"), table_text(t, row, "period"),
                         d == GROUPS ? "all" : table_text(t, row, "group"),
                         d == CATEGORIES ? "all" : table_text(t, row, "category"), table_text(t, row, "definition"));
}

/* Those of a city's group who are in no district's row, and all who are in no row of a district that tells of the
 * group, are two numbers, and so is the one less the other. */
static void join_others(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r,
                        enum dimension d)
{
    bool told[AUDIT_INDICATOR_NUMBERS];
    size_t all[AUDIT_INDICATOR_NUMBERS], of[AUDIT_INDICATOR_NUMBERS], first = row;
    char name[KEY], whole[KEY], family[KEY];

    name_of(name, t, row, DISTRICTS);
    name_of_all(whole, t, row, d);
    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++) {
        const char *counts = r->shape->quantities[i].counts;

        of[i] = counts == NULL ? SIZE_MAX : find_left(a, "district", name, counts);
        all[i] = counts == NULL ? SIZE_MAX : find_left(a, "district", whole, counts);
        told[i] = of[i] != SIZE_MAX && all[i] != SIZE_MAX;
    }
    while (first > 0 && is_of_subject(t, row, first - 1))
        first--;
    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++) {
        if (!told[i])
            continue;
        family_of(family, OTHERS, r->shape->quantities[i].counts);
        audit_doubt(a, family);
        audit_join(a, family, name, all[i], 1);
        audit_join(a, family, name, of[i], -1);
        for (size_t other = first; other < table_rows(t) && is_of_subject(t, row, other); other++)
            if (is_of_all_alone(a, t, row, other, d, r->shape->quantities[i].counts)) {
                struct audit_indicator_row beside = audit_indicator_row(a, t, other);

                audit_join(a, family, name, beside.numbers[i], 1);
                audit_loosen(a, family, name, beside.slack[i]);
            }
    }
    join_left(a, OTHERS, "others", name, r, told);
}

void audit_read_indicator_others(struct audit *a, const struct table *t, size_t row)
{
    const struct audit_indicator_row r = audit_indicator_row(a, t, row);

    if (r.shape == NULL || is_rest_of_city(t, row) || !audit_indicator_is_all(t, row, "district"))
        return;
    if (!audit_indicator_is_all(t, row, "group"))
        join_others(a, t, row, &r, GROUPS);
    else if (r.shape->has_parts && !audit_indicator_is_all(t, row, "category"))
        join_others(a, t, row, &r, CATEGORIES);
}
