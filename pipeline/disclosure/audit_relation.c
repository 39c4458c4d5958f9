/* audit_relation.c - relations weighed up: what is shown of each, whether it holds, and whether it says anything. */
#include "pipeline/disclosure/audit_relation.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* NaN where it is withheld; or, by the earlier reports alone, where none of those shows it. */
double relation_value(const struct audit *a, size_t number)
{
    return a->alone && !a->before[number] ? (double) NAN : a->numbers[number].value;
}

static int by_relation(const void *a, const void *b)
{
    const struct member *x = a, *y = b;

    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

void relation_sort(struct audit *a)
{
    if (a->n_members > 1)
        qsort(a->members, a->n_members, sizeof *a->members, by_relation);
}

bool relation_is_unseen(const struct audit_number *x)
{
    return x->kind == AUDIT_UNSEEN || x->kind == AUDIT_UNSEEN_GROUP;
}

struct relation relation_weigh(const struct audit *a, const struct member *members, size_t n)
{
    struct relation r = { .members = members, .n = n, .slack = a->slack[members->relation] };
    bool plus = false, minus = false;

    for (size_t i = 0; i < n; i++) {
        double factor = members[i].factor, value;

        if (members[i].number == SIZE_MAX) {
            r.unknown_plus = r.unknown_plus || factor > 0;
            r.unknown_minus = r.unknown_minus || factor < 0;
            continue;
        }
        plus = plus || factor > 0;
        minus = minus || factor < 0;
        value = relation_value(a, members[i].number);
        if (isnan(value)) {
            r.n_withheld++;
            r.plus_withheld = r.plus_withheld || factor > 0;
            r.minus_withheld = r.minus_withheld || factor < 0;
            r.plus_unseen = r.plus_unseen || (factor > 0 && relation_is_unseen(&a->numbers[members[i].number]));
            r.minus_unseen = r.minus_unseen || (factor < 0 && relation_is_unseen(&a->numbers[members[i].number]));
            continue;
        }
        r.rest += factor * value;
        r.slack += fabs(factor) * a->half[members[i].number];
        r.size = fmax(r.size, fabs(factor * value));
    }
    r.has_two_sides = (plus || r.unknown_plus) && (minus || r.unknown_minus);
    return r;
}

bool relation_is_whole(const struct relation *r)
{
    return r->has_two_sides && !r->unknown_plus && !r->unknown_minus;
}

/* What is shown leaves room for what nobody tells: it may be that parts are more than their whole. */
static bool has_room(const struct relation *r)
{
    double none = RELATION_HOLDS * fmax(1, r->size) + r->slack;
    bool plus = r->unknown_plus || r->plus_unseen, minus = r->unknown_minus || r->minus_unseen;

    if (plus == minus)
        return true;
    return minus ? r->plus_withheld || r->rest >= -none : r->minus_withheld || r->rest <= none;
}

size_t relation_end(const struct audit *a, size_t first)
{
    size_t end = first;

    while (end < a->n_members && a->members[end].relation == a->members[first].relation)
        end++;
    return end;
}

/* Where all of a relation is shown it is seen whether its family holds. */
void relation_drop_families(struct audit *a)
{
    a->dropped = memory_zeroed(dictionary_size(a->families), sizeof *a->dropped);
    for (size_t first = 0, end; first < a->n_members; first = end) {
        uint32_t family = a->family_of[a->members[first].relation];
        struct relation r;

        end = relation_end(a, first);
        r = relation_weigh(a, &a->members[first], end - first);
        if (!relation_is_whole(&r) || r.n_withheld > 0)
            continue;
        if (fabs(r.rest) > RELATION_HOLDS * fmax(1, r.size) + r.slack)
            a->dropped[family] = true;
    }
}

bool relation_is_withheld(const struct audit *a, const struct member *m)
{
    return m->number != SIZE_MAX && isnan(relation_value(a, m->number));
}

bool relation_is_used(const struct audit *a, const struct relation *r)
{
    uint32_t relation = r->members->relation;

    return r->has_two_sides && r->n_withheld > 0 && has_room(r) && !a->dropped[a->family_of[relation]] &&
           !(a->alone && a->now[relation]);
}

const char *audit_dropped(const struct audit *a, size_t i)
{
    for (size_t f = 0; f < dictionary_size(a->families); f++)
        if (a->dropped[f] && i-- == 0)
            return dictionary_text(a->families, (uint32_t) f);
    return NULL;
}
