#include "stages/protect/earlier_compare.h"

#include <math.h>
#include <string.h>

/* Two numbers are the same: what the files' decimals leave. */
static const double SAME = 1e-6;

bool compare_is_same(double a, double b)
{
    return fabs(a - b) <= SAME * fmax(1, fabs(a));
}

bool compare_is_revised(const struct comparison *c, const char *period, const char *occupation)
{
    char name[LINKED_NAME];

    LINKED(name, period, occupation);
    return dictionary_has(c->revised, name);
}

void compare_keep_withheld(struct quantity *quantity)
{
    if (quantity->rule == SUPPRESSION_NONE)
        quantity->rule = SUPPRESSION_LINKED;
    quantity->kept = true;
}

void compare_same(const struct comparison *c, const char *table, const char *key, const char *column, size_t q)
{
    double then = NAN;
    struct quantity *quantity;

    if (q == SIZE_MAX)
        return;
    quantity = links_at(c->p->links, q);
    switch (earlier_tables_find(c->then, table, key, column, &then)) {
    case TOLD_NUMBER:
        quantity->known = true;
        break;
    case TOLD_WITHHELD:
        compare_keep_withheld(quantity);
        break;
    case TOLD_NOTHING:
        break;
    }
}

void compare_withheld(const struct comparison *c, const char *table, const char *key, const char *column, size_t q)
{
    double then;

    if (q != SIZE_MAX && earlier_tables_find(c->then, table, key, column, &then) == TOLD_WITHHELD)
        compare_keep_withheld(links_at(c->p->links, q));
}

void compare_none(const struct comparison *c, size_t q)
{
    if (q == SIZE_MAX || links_at(c->p->links, q)->value > 0)
        return;
    links_at(c->p->links, q)->known = true;
}

/* A number that no table shows, and that everybody who reads both reports works out: now - then. */
static void put_difference(const struct comparison *c, const char *key, const char *column, size_t q, double then,
                           double difference, struct quantity hidden)
{
    struct quantity told = { .kind = hidden.kind, .value = then, .known = true, .earlier = true };
    double sign = difference < 0 ? -1 : 1;
    char name[LINKED_NAME], relation[LINKED_NAME];

    LINKED(relation, "since", c->edition, key, column);
    links_join(c->p->links, relation, q, 1);
    links_join(c->p->links, relation, links_add(c->p->links, LINKED(name, "told", c->edition, key, column), &told), -1);
    links_join(c->p->links, relation, links_add(c->p->links, LINKED(name, "others", c->edition, key, column), &hidden),
               -sign);
}

static struct quantity hidden_of(const struct comparison *c, size_t q, double size)
{
    struct quantity hidden = { .kind = links_at(c->p->links, q)->kind, .value = size };

    hidden.rule = hidden.kind == LINKS_GROUP ? suppression_of_group(&c->p->limits, size, NAN)
                                             : suppression_of_count(&c->p->limits, size, INFINITY, INFINITY);
    return hidden;
}

void compare_others(const struct comparison *c, const char *key, const char *column, size_t q, double now, double then)
{
    double size = fabs(now - then);

    if (!compare_is_same(now, then))
        put_difference(c, key, column, q, then, now - then, hidden_of(c, q, size));
}

void compare_people(const struct comparison *c, const char *table, const char *key, const char *column, size_t q,
                    double now, double of)
{
    struct quantity hidden;
    double then = NAN;

    if (q == SIZE_MAX || earlier_tables_find_near(c->then, table, key, column, now, &then) != TOLD_NUMBER ||
        (compare_is_same(now, then) && of >= c->p->limits.group_threshold)) {
        compare_same(c, table, key, column, q);
        return;
    }
    hidden = hidden_of(c, q, fabs(now - then));
    if (hidden.kind == LINKS_COUNT) /* none of a few is a secret too */
        hidden.rule = suppression_of_count(&c->p->limits, hidden.value, of, of);
    put_difference(c, key, column, q, then, now - then, hidden);
}

void compare_note_revised(struct comparison *c, const char *table, const char *key, const char *column,
                          const char *period, const char *occupation, double now)
{
    char name[LINKED_NAME];
    double then;

    if (!isfinite(now) || earlier_tables_find_near(c->then, table, key, column, now, &then) != TOLD_NUMBER ||
        compare_is_same(now, then))
        return;
    LINKED(name, period, occupation);
    dictionary_intern(c->revised, name, strlen(name));
}
