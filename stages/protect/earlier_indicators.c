#include "stages/protect/earlier_indicators.h"
#include "stages/protect/earlier_indicators_rooms.h"

#include "pipeline/base/calendar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what was told of those that are one number of today ---- */

struct parts {
    double shown;   /* of what it can have been, what lies nearest to today's */
    double towards; /* so much of the slack of each */
    size_t n, n_withheld, n_absorbed;
    bool itself;
    bool missing; /* some that became part of it had no row */
};

static size_t n_became(const struct look *x, const char *district, const char *period)
{
    const char *unit, *successor;
    int32_t day;
    size_t n = 0;

    for (size_t i = 0; organisation_event(x->c->organisation, i, &day, &unit, &successor); i++)
        n += strcmp(unit, district) != 0 && strcmp(organisation_today(x->c->organisation, unit), district) == 0 &&
             calendar_to_civil(day).year >= atoi(period);
    return n;
}

static struct parts parts_of(const struct look *x, size_t row, const char *district, size_t cell, double now)
{
    struct parts parts = { 0 };
    double slack = 0;
    bool has_itself = false;

    for (size_t then = look_first(x, row, district); then != SIZE_MAX; then = x->next[then]) {
        struct told_number told = x->kind->told(x->c, x->then, then, cell);
        bool same = table_is(x->then, then, "district", district);

        if (!told.any)
            continue;
        parts.itself = ++parts.n == 1 && same;
        parts.n_absorbed += !same;
        has_itself = has_itself || same;
        parts.n_withheld += isnan(told.value) ? 1 : 0;
        parts.shown += isnan(told.value) ? 0 : told.value;
        slack += isnan(told.value) ? 0 : told.slack;
    }
    if (parts.n_withheld == 0 && slack > 0) {
        double sum = parts.shown;

        parts.shown = fmin(fmax(now, sum - slack), sum + slack);
        parts.towards = (parts.shown - sum) / slack;
    }
    parts.missing = n_became(x, district, text(x->now, row, "period")) > parts.n_absorbed ||
                    (!has_itself && dictionary_has(x->places, district));
    return parts;
}

/* The city's number of the same has not changed, and both reports show it. */
static bool is_same_city(const struct look *x, size_t row, size_t cell)
{
    char key[KEY_LENGTH];
    size_t n = look_key(x->kind, x->now, row, "all", NULL, key), city = look_row(x->nows, x->now_rows, key, n), q;
    struct parts parts;

    q = city == SIZE_MAX ? SIZE_MAX : x->kind->quantity(x->all, city, cell);
    if (q == SIZE_MAX)
        return false;
    parts = parts_of(x, city, "all", cell, links_at(x->c->p->links, q)->value);
    return parts.n == 1 && parts.n_withheld == 0 && compare_is_same(parts.shown, links_at(x->c->p->links, q)->value);
}

/* ---- numbers of then ---- */

static void note_others(struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH + 16];
    size_t n = look_key(x->kind, x->then, then, "", NULL, key);

    n += (size_t) snprintf(key + n, sizeof key - n, "|%zu", cell);
    dictionary_intern(x->others, key, n);
}

/* The size of the group of then that the cell is counted in, where nobody knows it; SIZE_MAX: somebody does. */
static size_t group_then(const struct look *x, size_t then, size_t cell)
{
    size_t whole = x->same[then * MOST_CELLS + WHOLE];

    if (look_is_of_indicators(x) && table_is(x->then, then, "denominator_basis", "person_years"))
        return FIND(x->c->p, "then", x->c->edition, text(x->then, then, "period"), text(x->then, then, "district"),
                    "person_years");
    return cell == COUNTED || cell == OTHERS ? whole : SIZE_MAX;
}

/* Known where it was shown; else withheld for ever, and `guess` is as good as any. */
static size_t put_then(const struct look *x, size_t q, size_t then, size_t cell, double guess,
                       const struct told_number *told)
{
    const struct quantity *now = links_at(x->c->p->links, q);
    bool shown = isfinite(told->value);
    size_t group = group_then(x, then, cell);
    struct quantity number = { .kind = now->kind,
                               .threshold = now->threshold,
                               .value = fmax(0, guess),
                               .weight = 1,
                               .known = shown,
                               .mixed = now->mixed,
                               .rule = shown ? SUPPRESSION_NONE : SUPPRESSION_LINKED,
                               .kept = true,
                               .earlier = true,
                               .guessed = !shown,
                               .group = group == SIZE_MAX ? 0 : group + 1 };
    char name[LONG_NAME];
    size_t known;

    snprintf(name, sizeof name, "then|%s|%s|%s", x->c->edition, text(x->then, then, "district"),
             links_name(x->c->p->links, q));
    known = links_find(x->c->p->links, name);
    if (known == SIZE_MAX || !shown)
        return links_add(x->c->p->links, name, &number);
    if (!links_at(x->c->p->links, known)->known) { /* one row withheld what another shows */
        *links_at(x->c->p->links, known) = number;
        return known;
    }
    if (compare_is_same(links_at(x->c->p->links, known)->value, number.value))
        return known;
    snprintf(name + strlen(name), sizeof name - strlen(name), "|%g",
             number.value); /* one number of today were several */
    return links_add(x->c->p->links, name, &number);
}

/* What of today's number the others of then are: those that had no row, or that were not in it. */
static void join_others(const struct look *x, size_t q, const char *relation, double others, bool opinion)
{
    struct quantity hidden = { .kind = links_at(x->c->p->links, q)->kind,
                               .threshold = links_at(x->c->p->links, q)->threshold,
                               .value = fabs(others) };
    char name[LONG_NAME + 16];

    if (hidden.value < 0.5 || opinion) /* rounded, or nobody; or how many they are is asked of their group */
        hidden.rule = SUPPRESSION_NONE;
    else if (hidden.kind == LINKS_GROUP && hidden.threshold > 0)
        hidden.rule = hidden.value < hidden.threshold ? SUPPRESSION_GROUP : SUPPRESSION_NONE;
    else if (hidden.kind == LINKS_GROUP)
        hidden.rule = suppression_of_group(&x->c->p->limits, hidden.value, NAN);
    else
        hidden.rule = suppression_of_count(&x->c->p->limits, hidden.value, INFINITY, INFINITY);
    snprintf(name, sizeof name, "others of %s", relation);
    links_join(x->c->p->links, relation, links_add(x->c->p->links, name, &hidden), others < 0 ? 1 : -1);
}

/* Today's number is those of then together, and some others. Where the city's has changed, so may they have:
 * what one of then was is not seen from here, and it is protected as if it was small. */
static void join_then(struct look *x, size_t row, size_t cell, size_t q, const struct parts *parts, bool others)
{
    double now = links_at(x->c->p->links, q)->value;
    double guess = parts->n_withheld > 0 ? (now - parts->shown) / (double) parts->n_withheld : 0;
    bool same_city = is_same_city(x, row, cell);
    char relation[LONG_NAME];

    snprintf(relation, sizeof relation, "became|%s|%s|%zu", x->c->edition, links_name(x->c->p->links, q), row);
    links_join(x->c->p->links, relation, q, 1);
    for (size_t then = look_first(x, row, text(x->now, row, "district")); then != SIZE_MAX; then = x->next[then]) {
        struct told_number told = x->kind->told(x->c, x->then, then, cell);
        size_t number;

        if (!told.any)
            continue;
        told.value += parts->towards * told.slack;
        number = put_then(x, q, then, cell, isnan(told.value) ? guess : told.value, &told);
        x->same[then * MOST_CELLS + cell] = number;
        if (number != SIZE_MAX && isnan(told.value) && !same_city)
            links_at(x->c->p->links, number)->rule = SUPPRESSION_GROUP;
        links_join(x->c->p->links, relation, number, -1);
        note_others(x, then, cell);
    }
    if (others)
        join_others(x, q, relation, parts->n_withheld > 0 ? 0 : now - parts->shown,
                    cell != WHOLE && look_is_of_indicators(x) && table_is(x->now, row, "indicator", "survey_share"));
}

static void keep(const struct look *x, size_t q, const struct parts *parts)
{
    struct quantity *quantity = links_at(x->c->p->links, q);

    if (parts->n_withheld == 0)
        quantity->known = true;
    else
        compare_keep_withheld(quantity);
}

/* ---- today's numbers, one by one ---- */

/* A city that was summed is of the districts that reported then. */
static void compare_city(struct look *x, size_t row, size_t cell, size_t q, const struct parts *parts)
{
    size_t then = look_first(x, row, "all");
    bool summed = look_is_summed(x, x->now, row),
         same = compare_is_same(parts->shown, links_at(x->c->p->links, q)->value);
    bool alike = !summed && !look_is_summed(x, x->then, then);
    struct told_number told = x->kind->told(x->c, x->then, then, cell);

    if (alike || (parts->n_withheld == 0 && same)) {
        keep(x, q, parts);
        x->same[then * MOST_CELLS + cell] = same || isnan(told.value) ? q
                                                                      : put_then(x, q, then, cell, told.value, &told);
        return;
    }
    x->same[then * MOST_CELLS + cell] = put_then(
        x, q, then, cell, isnan(told.value) ? links_at(x->c->p->links, q)->value : told.value, &told);
    note_others(x, then, cell);
}

/* Those of districts, and of a city that was stated, have been compared where they belong. */
static void compare_person_years(struct look *x, size_t row, size_t q, const struct parts *parts)
{
    for (size_t then = look_first(x, row, text(x->now, row, "district")); then != SIZE_MAX; then = x->next[then]) {
        size_t *same = &x->same[then * MOST_CELLS + WHOLE];

        if (!x->kind->told(x->c, x->then, then, WHOLE).any)
            continue;
        if (is_all(x->now, row, "district") && look_is_summed(x, x->now, row) && look_is_summed(x, x->then, then)) {
            compare_city(x, row, WHOLE, q, parts);
            continue;
        }
        *same = group_then(x, then, WHOLE);
        if (*same == SIZE_MAX && parts->itself && parts->n == 1)
            *same = q;
    }
}

static void compare_cell(struct look *x, size_t row, size_t cell)
{
    const char *district = text(x->now, row, "district");
    size_t q = x->kind->quantity(x->all, row, cell), then = look_first(x, row, district);
    bool same, rest = look_is_of_indicators(x) && indicators_is_rest(x->now, row);
    struct parts parts;

    if (q == SIZE_MAX || then == SIZE_MAX)
        return;
    parts = parts_of(x, row, district, cell, links_at(x->c->p->links, q)->value);
    same = compare_is_same(parts.shown, links_at(x->c->p->links, q)->value);
    if (parts.n == 0)
        return;
    if (cell == WHOLE && look_is_of_indicators(x) && table_is(x->now, row, "denominator_basis", "person_years"))
        compare_person_years(x, row, q, &parts);
    else if (is_all(x->now, row, "district"))
        compare_city(x, row, cell, q, &parts);
    else if (rest) {
        if (parts.itself && parts.n_withheld == 0 && same)
            keep(x, q, &parts);
    } else if (parts.itself && !parts.missing && (parts.n_withheld > 0 || same || !is_same_city(x, row, cell))) {
        struct told_number told = x->kind->told(x->c, x->then, then, cell);

        keep(x, q, &parts);
        x->same[then * MOST_CELLS + cell] = same || isnan(told.value) ? q
                                                                      : put_then(x, q, then, cell, told.value, &told);
    } else {
        bool revised = parts.n_withheld == 0 && !parts.missing && (same || !is_same_city(x, row, cell));

        join_then(x, row, cell, q, &parts, parts.missing || (parts.n_withheld == 0 && !revised));
        if (revised)
            links_at(x->c->p->links, q)->known = true;
    }
}

static void compare_table(struct comparison *c, const struct indicators *all, bool answers)
{
    struct look x = look_begin(c, all, answers);

    if (x.now != NULL && x.then != NULL) {
        for (size_t row = 0; row < table_rows(x.now); row++)
            for (size_t cell = 0; look_is_own(&x, x.now, row) && cell < x.kind->n_cells; cell++)
                compare_cell(&x, row, cell);
        look_join_sums(&x);
    }
    look_end(&x);
}

void earlier_indicators_compare(struct comparison *c, const struct indicators *all)
{
    compare_table(c, all, false);
    compare_table(c, all, true);
}
