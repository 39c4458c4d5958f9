/* earlier_indicators_sums.c - what numbers of an earlier report alone were together, and with those that are today's.
 */
#include "stages/protect/earlier_indicators_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_others(const struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH + 16];
    size_t n = look_key(x->kind, x->then, then, "", NULL, key);

    n += (size_t) snprintf(key + n, sizeof key - n, "|%zu", cell);
    return dictionary_find(x->others, key, n) != UINT32_MAX;
}

static bool is_then_alone(const struct look *x, size_t q)
{
    return q != SIZE_MAX && links_at(x->c->p->links, q)->earlier;
}

/* Parts that no row told of may have been there too: how many is as much a guess as what was withheld. */
static void join_parts(const struct look *x, size_t q, bool whole, const char *relation)
{
    struct quantity rest = { .guessed = true, .earlier = true, .kept = true, .rule = SUPPRESSION_LINKED };
    char name[KEY_LENGTH + 128];

    links_join(x->c->p->links, relation, q, whole ? 1 : -1);
    snprintf(name, sizeof name, "rest of %s", relation);
    if (whole || q == SIZE_MAX || links_find(x->c->p->links, name) != SIZE_MAX)
        return;
    rest.kind = links_at(x->c->p->links, q)->kind;
    rest.threshold = links_at(x->c->p->links, q)->threshold;
    links_join(x->c->p->links, relation, links_add(x->c->p->links, name, &rest), -1);
}

/* The city of the row was, by itself. */
static bool is_stated(const struct look *x, size_t then)
{
    char key[KEY_LENGTH];
    size_t n = look_key(x->kind, x->then, then, "all", NULL, key), city = look_row(x->thens, x->first, key, n);

    return city != SIZE_MAX && !look_is_summed(x, x->then, city);
}

static void join_districts(const struct look *x, size_t then, size_t cell)
{
    bool city = is_all(x->then, then, "district");
    size_t q = x->same[then * MOST_CELLS + cell];
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    look_key(x->kind, x->then, then, "", NULL, key);
    snprintf(relation, sizeof relation, "indicator districts then|%s|%zu|%s", x->c->edition, cell, key);
    if (is_stated(x, then))
        join_parts(x, q, city, relation);
    else
        links_join(x->c->p->links, relation, q, city ? 1 : -1);
}

static void join_groups(const struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    look_key(x->kind, x->then, then, text(x->then, then, "district"), "", key);
    snprintf(relation, sizeof relation, "indicator groups then|%s|%zu|%s", x->c->edition, cell, key);
    join_parts(x, x->same[then * MOST_CELLS + cell], is_all(x->then, then, "group"), relation);
}

static void join_share(const struct look *x, size_t then)
{
    const size_t *same = &x->same[then * MOST_CELLS];
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    if (same[WHOLE] == SIZE_MAX || same[COUNTED] == SIZE_MAX || same[OTHERS] == SIZE_MAX)
        return;
    look_key(x->kind, x->then, then, text(x->then, then, "district"), NULL, key);
    snprintf(relation, sizeof relation, "indicator share then|%s|%s", x->c->edition, key);
    for (size_t cell = WHOLE; cell <= OTHERS; cell++)
        links_join(x->c->p->links, relation, same[cell], cell == WHOLE ? 1 : -1);
}

/* The same row, of all in the district. */
static size_t quantity_then(const struct look *x, size_t then, const char *district)
{
    char key[KEY_LENGTH];
    int n = snprintf(key, sizeof key, "%s|%s|%s|all|%s|%s", district, text(x->then, then, "indicator"),
                     text(x->then, then, "period"), text(x->then, then, "group"), text(x->then, then, "definition"));
    size_t row = look_row(x->exact, x->exact_rows, key, (size_t) n < sizeof key ? (size_t) n : sizeof key - 1);

    return row == SIZE_MAX ? SIZE_MAX : x->same[row * MOST_CELLS + WHOLE];
}

/* The city of then less the district, where one of the two is a number of then alone. */
static void join_rest_of_city(const struct look *x, size_t then)
{
    const char *district = text(x->then, then, "district");
    size_t part = quantity_then(x, then, district), city = quantity_then(x, then, "all"), rest;
    struct told_number told = x->kind->told(x->c, x->then, then, WHOLE);
    struct quantity number = { .weight = 1, .kept = true, .earlier = true };
    char key[KEY_LENGTH], name[KEY_LENGTH + 64];

    if (!told.any || part == SIZE_MAX || city == SIZE_MAX || (!is_then_alone(x, part) && !is_then_alone(x, city)))
        return;
    number.kind = links_at(x->c->p->links, part)->kind;
    number.threshold = links_at(x->c->p->links, part)->threshold;
    number.known = isfinite(told.value);
    number.guessed = !number.known;
    number.rule = number.known ? SUPPRESSION_NONE : SUPPRESSION_LINKED;
    number.value = number.known
                       ? told.value
                       : fmax(0, links_at(x->c->p->links, city)->value - links_at(x->c->p->links, part)->value);
    look_key(x->kind, x->then, then, district, NULL, key);
    snprintf(name, sizeof name, "rest of the city then|%s|%s", x->c->edition, key);
    rest = links_add(x->c->p->links, name, &number);
    links_join(x->c->p->links, name, city, 1);
    links_join(x->c->p->links, name, part, -1);
    links_join(x->c->p->links, name, rest, -1);
}

static bool is_rest_of_city(const struct look *x, size_t then)
{
    return look_is_of_indicators(x) && indicators_is_rest(x->then, then);
}

static void join_row(const struct look *x, size_t then)
{
    bool alone = false;

    for (size_t cell = 0; cell < x->kind->n_cells; cell++) {
        bool own = is_then_alone(x, x->same[then * MOST_CELLS + cell]);

        if (!x->kind->told(x->c, x->then, then, cell).any)
            continue;
        alone = alone || own;
        if (has_others(x, then, cell))
            join_districts(x, then, cell);
        if (own && look_is_of_indicators(x))
            join_groups(x, then, cell);
    }
    if (alone)
        join_share(x, then);
}

void look_join_sums(const struct look *x)
{
    for (size_t row = 0; row < table_rows(x->then); row++)
        if (look_is_own(x, x->then, row) && is_rest_of_city(x, row))
            join_rest_of_city(x, row);
        else if (look_is_own(x, x->then, row))
            join_row(x, row);
}
