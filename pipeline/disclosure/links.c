#include "pipeline/disclosure/links.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One quantity in one relation, as it was put. */
struct joint {
    uint32_t relation;
    struct links_term term;
};

struct links {
    struct dictionary *names, *relation_names;
    struct quantity *quantities;
    size_t n, capacity;
    struct joint *joints;
    size_t n_joints, joints_capacity;
    /* Settled: */
    struct links_term *terms; /* of all relations, one after the other */
    size_t *begins;           /* of each relation, in `terms`, and the end of the last */
    double *down, *up;        /* of each relation */
    size_t n_relations;
    size_t *first, *of; /* the relations of quantity i: of[first[i]] .. of[first[i + 1] - 1] */
};

struct links *links_new(void)
{
    struct links *l = memory_zeroed(1, sizeof *l);

    l->names = dictionary_new();
    l->relation_names = dictionary_new();
    return l;
}

static void unsettle(struct links *l)
{
    free(l->terms);
    free(l->begins);
    free(l->down);
    free(l->up);
    free(l->first);
    free(l->of);
    l->terms = NULL;
    l->down = l->up = NULL;
    l->begins = l->first = l->of = NULL;
    l->n_relations = 0;
}

void links_free(struct links *l)
{
    if (l == NULL)
        return;
    unsettle(l);
    dictionary_free(l->names);
    dictionary_free(l->relation_names);
    free(l->quantities);
    free(l->joints);
    free(l);
}

size_t links_find(const struct links *l, const char *name)
{
    uint32_t number = dictionary_find(l->names, name, strlen(name));

    return number == UINT32_MAX ? SIZE_MAX : number;
}

size_t links_add(struct links *l, const char *name, const struct quantity *q)
{
    size_t i = links_find(l, name);

    if (!(q->value >= 0))
        return SIZE_MAX;
    if (i == SIZE_MAX) {
        i = dictionary_intern(l->names, name, strlen(name));
        l->quantities = memory_grow(l->quantities, &l->capacity, i + 1, sizeof *l->quantities);
        l->quantities[i] = *q;
        l->n = i + 1;
        return i;
    }
    l->quantities[i].weight += q->weight;
    l->quantities[i].mixed = l->quantities[i].mixed || q->mixed;
    l->quantities[i].known = l->quantities[i].known || q->known;
    if (l->quantities[i].rule == SUPPRESSION_NONE)
        l->quantities[i].rule = q->rule;
    return i;
}

size_t links_size(const struct links *l)
{
    return l->n;
}

struct quantity *links_at(const struct links *l, size_t i)
{
    return &l->quantities[i];
}

const char *links_name(const struct links *l, size_t i)
{
    return dictionary_text(l->names, (uint32_t) i);
}

double links_threshold(const struct links *l, const struct suppression_limits *limits, size_t i)
{
    const struct quantity *q = &l->quantities[i];

    if (q->threshold > 0)
        return q->threshold;
    return q->kind == LINKS_COUNT ? limits->count_threshold : limits->group_threshold;
}

void links_join(struct links *l, const char *relation, size_t quantity, double factor)
{
    uint32_t number = dictionary_intern(l->relation_names, relation, strlen(relation));

    l->joints = memory_grow(l->joints, &l->joints_capacity, l->n_joints + 1, sizeof *l->joints);
    l->joints[l->n_joints++] = (struct joint){ number, { quantity, factor } };
}

bool links_has_relation(const struct links *l, const char *relation)
{
    return dictionary_has(l->relation_names, relation);
}

static int by_relation(const void *a, const void *b)
{
    const struct joint *x = a, *y = b;

    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    return (x->term.quantity > y->term.quantity) - (x->term.quantity < y->term.quantity);
}

/* How much less and more the known part of a sum may be than it is, `sum`, where the unknown ones have these signs:
 * factor × unknown is the rest, and is of its sign. False where there is no such rest. */
static bool leave_open(bool plus, bool minus, double sum, double size, struct links_relation *r)
{
    const double none = 1e-9 * fmax(1, size);

    r->down = plus ? INFINITY : minus ? fmax(0, sum) : 0;
    r->up = minus ? INFINITY : plus ? fmax(0, -sum) : 0;
    return plus == minus || (plus ? sum <= none : sum >= -none);
}

/* What is left of one relation for the quantity that takes the rest: none where the parts are more than their whole,
 * for a reader who sees only some of them does not see that. */
static void find_rest(struct links *l, const struct joint *joints, size_t n)
{
    struct quantity *rest = NULL;
    double others = 0, factor = 0;

    for (size_t i = 0; i < n; i++) {
        const struct links_term *term = &joints[i].term;

        if (term->quantity == SIZE_MAX)
            continue;
        if (l->quantities[term->quantity].rest) {
            rest = &l->quantities[term->quantity];
            factor = term->factor;
        } else {
            others += term->factor * l->quantities[term->quantity].value;
        }
    }
    if (rest != NULL)
        rest->value = fmax(0, -others / factor);
}

/* The joints of one relation as terms, same quantities together, at `out`; n is 0 where it says nothing. */
static struct links_relation terms_of(const struct links *l, const struct joint *joints, size_t n,
                                      struct links_term *out)
{
    struct links_relation r = { .terms = out };
    bool plus = false, minus = false, unknown_plus = false, unknown_minus = false, guessed = false, fits;
    double total = 0, size = 0;

    for (size_t i = 0; i < n; i++) {
        struct links_term sum = joints[i].term;

        if (sum.quantity == SIZE_MAX) {
            unknown_plus = unknown_plus || sum.factor > 0;
            unknown_minus = unknown_minus || sum.factor < 0;
            continue;
        }
        while (i + 1 < n && joints[i + 1].term.quantity == sum.quantity)
            sum.factor += joints[++i].term.factor;
        if (sum.factor == 0)
            continue;
        plus = plus || sum.factor > 0;
        minus = minus || sum.factor < 0;
        total += sum.factor * l->quantities[sum.quantity].value;
        size = fmax(size, fabs(sum.factor * l->quantities[sum.quantity].value));
        guessed = guessed || l->quantities[sum.quantity].guessed;
        out[r.n++] = sum;
    }
    fits = leave_open(unknown_plus, unknown_minus, total, size, &r);
    if (!(fits || guessed) || r.n < 2 || !((plus || unknown_plus) && (minus || unknown_minus)))
        r.n = 0;
    return r;
}

static void sort_by_quantity(struct links *l)
{
    size_t n_terms = l->begins[l->n_relations];

    l->first = memory_zeroed(l->n + 2, sizeof *l->first);
    l->of = memory_zeroed(n_terms, sizeof *l->of);
    for (size_t t = 0; t < n_terms; t++)
        l->first[l->terms[t].quantity + 2]++;
    for (size_t i = 2; i < l->n + 2; i++)
        l->first[i] += l->first[i - 1];
    for (size_t r = 0; r < l->n_relations; r++)
        for (size_t t = l->begins[r]; t < l->begins[r + 1]; t++)
            l->of[l->first[l->terms[t].quantity + 1]++] = r;
}

void links_settle(struct links *l)
{
    size_t n_terms = 0, end;

    unsettle(l);
    if (l->n_joints > 1)
        qsort(l->joints, l->n_joints, sizeof *l->joints, by_relation);
    l->terms = memory_zeroed(l->n_joints, sizeof *l->terms);
    l->begins = memory_zeroed(dictionary_size(l->relation_names) + 1, sizeof *l->begins);
    l->down = memory_zeroed(dictionary_size(l->relation_names), sizeof *l->down);
    l->up = memory_zeroed(dictionary_size(l->relation_names), sizeof *l->up);
    for (size_t i = 0; i < l->n_joints; i = end) {
        struct links_relation r;

        for (end = i + 1; end < l->n_joints && l->joints[end].relation == l->joints[i].relation;)
            end++;
        find_rest(l, &l->joints[i], end - i);
        r = terms_of(l, &l->joints[i], end - i, &l->terms[n_terms]);
        if (r.n == 0)
            continue;
        n_terms += r.n;
        l->down[l->n_relations] = r.down;
        l->up[l->n_relations] = r.up;
        l->begins[++l->n_relations] = n_terms;
    }
    sort_by_quantity(l);
}

size_t links_relations(const struct links *l)
{
    return l->n_relations;
}

struct links_relation links_relation(const struct links *l, size_t i)
{
    return (struct links_relation){ l->terms + l->begins[i], l->begins[i + 1] - l->begins[i], l->down[i], l->up[i] };
}

const size_t *links_of(const struct links *l, size_t quantity, size_t *n)
{
    *n = l->first[quantity + 1] - l->first[quantity];
    return l->of + l->first[quantity];
}
