#include "pipeline/disclosure/closure.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/gap.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 1e-6;

struct closure {
    struct links *links;
    struct gaps gaps;
    struct walk walk;
    struct belief *belief; /* since the first was withheld */
    size_t n_linked;       /* how many were withheld beside others so far */
    size_t unprotected;
    bool *safe; /* has no gap, and never will: what is withheld later only adds to what can be believed */
};

/* ---- withholding more ---- */

/* What the quantities of a region that are not shown are, and, with a shift, what they can be as well. */
static void learn(struct closure *c, struct belief *belief, const struct region *region, const double *moves)
{
    size_t *quantities = memory_zeroed(region->n, sizeof *quantities), n = 0;
    double *point = memory_zeroed(region->n, sizeof *point);

    for (size_t i = 0; i < region->n; i++) {
        size_t quantity = region->quantities[i];

        if (!region_is_unseen(c->links, quantity))
            continue;
        quantities[n] = quantity;
        point[n++] = fmax(0, links_at(c->links, quantity)->value + (moves == NULL ? 0 : moves[i]));
    }
    belief_learn(belief, quantities, point, n);
    free(quantities);
    free(point);
}

static void apply(struct closure *c, const struct shift *s)
{
    for (size_t i = 0; i < s->region.n; i++) {
        size_t quantity = s->region.quantities[i];

        if (fabs(s->moves[i]) < NEAR || region_is_unseen(c->links, quantity))
            continue;
        links_at(c->links, quantity)->rule = SUPPRESSION_LINKED;
        c->n_linked++;
    }
    learn(c, c->belief, &s->region, NULL);
    learn(c, c->belief, &s->region, s->moves);
}

/* Counts that could be what the rule was used for: the smallest that are withheld, and those shown beside them. */
enum { N_CANDIDATES = 8 };

static void offer(const struct closure *c, size_t candidates[N_CANDIDATES], size_t *n, size_t quantity)
{
    double value = links_at(c->links, quantity)->value;
    size_t at = *n;

    for (size_t i = 0; i < *n; i++)
        if (candidates[i] == quantity)
            return;
    while (at > 0 && links_at(c->links, candidates[at - 1])->value > value)
        at--;
    if (at == N_CANDIDATES)
        return;
    *n += *n < N_CANDIDATES;
    for (size_t i = *n - 1; i > at; i--)
        candidates[i] = candidates[i - 1];
    candidates[at] = quantity;
}

static size_t candidates_for(struct closure *c, struct slice *s, size_t quantity, size_t candidates[2 * N_CANDIDATES])
{
    size_t n = 0, n_shown = 0, n_of, shown[N_CANDIDATES];

    for (size_t i = 0; i < slice_size(s); i++)
        if (slice_quantity(s, i) != quantity && belief_is_withheld_count(c->links, slice_quantity(s, i)))
            offer(c, candidates, &n, slice_quantity(s, i));
    for (size_t i = 0; i < slice_size(s); i++) {
        const size_t *of = links_of(c->links, slice_quantity(s, i), &n_of);

        for (size_t k = 0; k < n_of; k++) {
            struct links_relation relation = links_relation(c->links, of[k]);

            for (size_t t = 0; t < relation.n; t++) {
                const struct quantity *q = links_at(c->links, relation.terms[t].quantity);

                if (q->kind == LINKS_COUNT && q->weight > 0 && !q->known && q->rule == SUPPRESSION_NONE)
                    offer(c, shown, &n_shown, relation.terms[t].quantity);
            }
        }
    }
    for (size_t i = 0; i < n_shown; i++)
        candidates[n++] = shown[i];
    return n;
}

static bool widen(struct closure *c, const struct wish *wishes, size_t n)
{
    struct shift shift = { 0 };
    bool ok = shift_solve(&c->walk, wishes, n, &shift);

    if (ok)
        apply(c, &shift);
    shift_free(&shift);
    return ok;
}

static bool widen_to_rule(struct closure *c, struct slice *slice, const struct wish *at)
{
    size_t candidates[2 * N_CANDIDATES], n = candidates_for(c, slice, at->quantity, candidates);
    struct shift best = { .cost = INFINITY };
    bool ok;

    for (size_t i = 0; i < n; i++) {
        struct wish wishes[2] = { *at, { candidates[i], 1, c->gaps.limits->count_threshold - 1 } };
        struct shift shift = { 0 };

        if (shift_solve(&c->walk, wishes, 2, &shift) && shift.cost < best.cost) {
            struct shift worse = best;

            best = shift;
            shift = worse;
        }
        shift_free(&shift);
    }
    ok = isfinite(best.cost);
    if (ok)
        apply(c, &best);
    shift_free(&best);
    return ok;
}

static bool close_gap(struct closure *c, struct slice *slice, const struct wish *at, enum gap gap, size_t other)
{
    struct wish wishes[2] = { *at, { other, 1, gap == GAP_SINGLE ? 1 : INFINITY } };

    if (gap == GAP_RULE) {
        wishes[0] = gap_wish_of_rule(&c->gaps, at);
        return widen_to_rule(c, slice, &wishes[0]);
    }
    if (gap != GAP_VALUE)
        wishes[0].most = fmax(at->least, 1);
    return widen(c, wishes, gap == GAP_VALUE ? 1 : 2);
}

/* ---- the sweep ---- */

/* First the two ends alone, which brings most of what must be withheld, and needs no slice. */
static void reach_ends(struct closure *c, const struct region *region)
{
    for (size_t i = 0; i < region->n; i++) {
        size_t quantity = region->quantities[i];
        struct quantity *q = links_at(c->links, quantity);
        double far = gap_threshold(&c->gaps, quantity);

        if ((q->rule != SUPPRESSION_COUNT && q->rule != SUPPRESSION_GROUP) || q->known)
            continue;
        if (!belief_reaches(c->belief, quantity, BELIEF_NONE) && !widen(c, &(struct wish){ quantity, 0, 0 }, 1))
            c->unprotected = quantity;
        if (!belief_reaches(c->belief, quantity, BELIEF_THRESHOLD) &&
            !widen(c, &(struct wish){ quantity, far, far }, 1))
            c->unprotected = quantity;
    }
}

/* One quantity until it has no gap; the slice is made anew whenever more is withheld. */
static void mend(struct closure *c, struct slice **slice, size_t quantity)
{
    double ends[2] = { 0, gap_threshold(&c->gaps, quantity) };

    for (int end = 0; end < 2; end++) {
        struct wish at = { quantity, ends[end], ends[end] };
        size_t other = SIZE_MAX;
        enum gap gap;

        while ((gap = gap_at(&c->gaps, *slice, c->belief, quantity, (enum belief_end) end, &other)) != GAP_NONE) {
            size_t before = c->n_linked;
            bool ok = close_gap(c, *slice, &at, gap, other);

            if (!ok || c->n_linked == before) {
                if (gap != GAP_VALUE) {
                    gap_excuse(&c->gaps, quantity, ends[end], gap == GAP_RULE ? quantity : other);
                    continue;
                }
                c->unprotected = quantity;
                break;
            }
            slice_free(*slice);
            *slice = slice_new(&c->walk, quantity);
        }
    }
    c->safe[quantity] = true;
}

/* True where more was withheld. */
static bool sweep(struct closure *c, const struct region *region)
{
    size_t before = c->n_linked;
    bool *done = memory_zeroed(links_size(c->links), sizeof *done);

    for (size_t i = 0; i < region->n; i++) {
        size_t quantity = region->quantities[i];
        struct slice *slice;

        if (done[quantity] || links_at(c->links, quantity)->rule == SUPPRESSION_NONE ||
            !region_is_unseen(c->links, quantity))
            continue;
        slice = slice_new(&c->walk, quantity);
        for (size_t k = 0; k < slice_size(slice); k++) {
            size_t member = slice_quantity(slice, k);

            if (done[member])
                continue;
            done[member] = true;
            if (c->safe[member])
                continue;
            if (gap_is_protected(&c->gaps, slice, member))
                mend(c, &slice, member);
        }
        slice_free(slice);
    }
    free(done);
    return c->n_linked > before;
}

/* ---- showing again what is not needed ---- */

static bool is_safe(struct closure *c, size_t from)
{
    struct slice *slice = slice_new(&c->walk, from);
    struct belief *belief = belief_new(c->links, c->gaps.limits); /* what was believed before more was shown is void */
    struct region region = { 0 };
    bool safe = true;

    region_of(&c->walk, &from, 1, true, 0, &region);
    learn(c, belief, &region, NULL);
    for (size_t i = 0; safe && i < slice_size(slice); i++) {
        size_t quantity = slice_quantity(slice, i), other;

        safe = !gap_is_protected(&c->gaps, slice, quantity) ||
               (gap_at(&c->gaps, slice, belief, quantity, BELIEF_NONE, &other) == GAP_NONE &&
                gap_at(&c->gaps, slice, belief, quantity, BELIEF_THRESHOLD, &other) == GAP_NONE);
    }
    region_free(&region);
    belief_free(belief);
    slice_free(slice);
    return safe;
}

/* Where so many hang together, little can be shown whatever is tried, and trying takes long. */
enum { LARGE_BLOCK = 4000 };

static bool is_safe_around(struct closure *c, size_t quantity)
{
    size_t n_of;
    const size_t *of = links_of(c->links, quantity, &n_of);
    bool *seen = memory_zeroed(links_size(c->links), sizeof *seen), safe = true;
    struct region region = { 0 };

    for (size_t k = 0; safe && k < n_of; k++) {
        struct links_relation relation = links_relation(c->links, of[k]);

        for (size_t t = 0; safe && t < relation.n; t++) {
            size_t beside = relation.terms[t].quantity;

            if (!region_is_unseen(c->links, beside) || seen[beside])
                continue;
            region_of(&c->walk, &beside, 1, true, 0, &region);
            for (size_t i = 0; i < region.n; i++)
                seen[region.quantities[i]] = true;
            safe = region.n <= LARGE_BLOCK && is_safe(c, beside);
        }
    }
    region_free(&region);
    free(seen);
    return safe;
}

struct dear {
    size_t quantity;
    double weight;
};

static int dearest_first(const void *a, const void *b)
{
    const struct dear *x = a, *y = b;

    return x->weight != y->weight ? (x->weight < y->weight) - (x->weight > y->weight)
                                  : (x->quantity > y->quantity) - (x->quantity < y->quantity);
}

/* True where something was. */
static bool show_again(struct closure *c, const struct region *region)
{
    struct dear *order = memory_zeroed(region->n, sizeof *order);
    size_t n = 0, n_shown = 0;

    for (size_t i = 0; i < region->n; i++)
        if (links_at(c->links, region->quantities[i])->rule == SUPPRESSION_LINKED &&
            !links_at(c->links, region->quantities[i])->needed && !links_at(c->links, region->quantities[i])->kept)
            order[n++] = (struct dear){ region->quantities[i], links_at(c->links, region->quantities[i])->weight };
    qsort(order, n, sizeof *order, dearest_first);
    for (size_t i = 0; i < n; i++) {
        struct quantity *q = links_at(c->links, order[i].quantity);

        q->rule = SUPPRESSION_NONE;
        q->needed = !is_safe_around(c, order[i].quantity);
        if (q->needed)
            q->rule = SUPPRESSION_LINKED;
        n_shown += !q->needed;
    }
    free(order);
    return n_shown > 0;
}

/* What was needed for the sake of another may not be when that one is shown. */
static void show_all_again(struct closure *c, const struct region *region)
{
    if (!show_again(c, region))
        return;
    for (size_t i = 0; i < region->n; i++)
        links_at(c->links, region->quantities[i])->needed = false;
    show_again(c, region);
}

static void close_region(struct closure *c, size_t from)
{
    struct region region = { 0 };

    region_of(&c->walk, &from, 1, false, 0, &region);
    learn(c, c->belief, &region, NULL);
    reach_ends(c, &region);
    while (sweep(c, &region)) {
    }
    show_all_again(c, &region);
    region_free(&region);
}

/* Regions one by one, those of groups first: what is withheld of a group's size says more of the counts in it. */
static void close_all(struct closure *c, enum links_kind kind)
{
    bool *seen = memory_zeroed(links_size(c->links), sizeof *seen);
    struct region region = { 0 };

    for (size_t i = 0; i < links_size(c->links); i++) {
        const struct quantity *q = links_at(c->links, i);

        if (q->rule == SUPPRESSION_NONE || q->known || seen[i] || q->kind != kind)
            continue;
        region_of(&c->walk, &i, 1, false, 0, &region);
        for (size_t k = 0; k < region.n; k++)
            seen[region.quantities[k]] = true;
        close_region(c, i);
    }
    region_free(&region);
    free(seen);
}

void closure_close(struct links *l, const struct suppression_limits *limits, struct closure_outcome *out)
{
    struct closure c = { .links = l, .gaps = { .links = l, .limits = limits }, .unprotected = SIZE_MAX };
    size_t n = links_size(l);

    *out = (struct closure_outcome){ .unprotected = SIZE_MAX };
    c.belief = belief_new(l, limits);
    c.safe = memory_zeroed(n, sizeof *c.safe);
    for (size_t i = 0; i < n; i++)
        out->n_primary += links_at(l, i)->rule != SUPPRESSION_NONE;
    walk_begin(&c.walk, l);
    close_all(&c, LINKS_GROUP);
    close_all(&c, LINKS_COUNT);
    walk_end(&c.walk);
    for (size_t i = 0; i < n; i++)
        out->n_secondary += links_at(l, i)->rule == SUPPRESSION_LINKED;
    out->unprotected = c.unprotected;
    belief_free(c.belief);
    free(c.safe);
    free(c.gaps.excuses);
}
