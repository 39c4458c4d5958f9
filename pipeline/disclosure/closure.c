#include "pipeline/disclosure/closure.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/closure_inside.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 1e-6;

/* ---- withholding more ---- */

static void learn(struct closure *c, const struct shift *s)
{
    const struct region *region = &s->region;
    size_t *quantities = memory_zeroed(region->n, sizeof *quantities), n = 0;
    double *point = memory_zeroed(region->n, sizeof *point);

    for (size_t i = 0; i < region->n; i++) {
        size_t quantity = region->quantities[i];

        if (!region_is_unseen(c->links, quantity))
            continue;
        quantities[n] = quantity;
        point[n++] = fmax(0, links_at(c->links, quantity)->value + s->moves[i]);
    }
    belief_learn(c->belief, quantities, point, n);
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
    belief_rule_in(c->belief);
    learn(c, s);
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

/* What no withholding can help is asked of no more than this pair; nor of any beside a count that can hold nobody. */
static void excuse(struct closure *c, const struct wish *at, enum gap gap, size_t other)
{
    struct wish somebody = { other, 1, INFINITY };
    struct shift shift = { 0 };

    if (gap == GAP_OWN && links_at(c->links, other)->value < 1 && !shift_solve(&c->walk, &somebody, 1, &shift))
        gap_excuse_beside(&c->gaps, other);
    else
        gap_excuse(&c->gaps, at->quantity, at->least, gap == GAP_RULE ? at->quantity : other);
    shift_free(&shift);
}

/* ---- the sweep ---- */

void closure_look(struct closure *c, struct view *view, size_t from)
{
    view->slice = slice_new(&c->walk, from);
    view->sight = sight_new(&c->gaps, view->slice, c->belief);
}

void closure_look_away(struct view *view)
{
    sight_free(view->sight);
    slice_free(view->slice);
}

/* First the two ends alone, which brings most of what must be withheld, and needs no slice. */
static void reach_ends(struct closure *c, const struct region *region)
{
    for (size_t i = 0; i < region->n; i++) {
        size_t quantity = region->quantities[i];
        struct quantity *q = links_at(c->links, quantity);
        double far = gap_threshold(&c->gaps, quantity);

        if ((q->rule != SUPPRESSION_COUNT && q->rule != SUPPRESSION_GROUP) || q->known || c->safe[quantity])
            continue;
        if (!belief_has_reached(c->belief, quantity, BELIEF_NONE) && !widen(c, &(struct wish){ quantity, 0, 0 }, 1))
            c->unprotected = quantity;
        if (!belief_has_reached(c->belief, quantity, BELIEF_THRESHOLD) &&
            !widen(c, &(struct wish){ quantity, far, far }, 1))
            c->unprotected = quantity;
    }
}

/* One quantity until it has no gap; the view is made anew whenever more is withheld. */
static void mend(struct closure *c, struct view *view, size_t quantity)
{
    double ends[2] = { 0, gap_threshold(&c->gaps, quantity) };

    for (int end = 0; end < 2; end++) {
        struct wish at = { quantity, ends[end], ends[end] };
        size_t other = SIZE_MAX;
        enum gap gap;

        while ((gap = gap_at(view->sight, quantity, (enum belief_end) end, &other)) != GAP_NONE) {
            size_t before = c->n_linked;
            bool ok = close_gap(c, view->slice, &at, gap, other);

            if (!ok || c->n_linked == before) {
                if (gap != GAP_VALUE) {
                    excuse(c, &at, gap, other);
                    continue;
                }
                c->unprotected = quantity;
                c->helpless[quantity] = true;
                break;
            }
            closure_look_away(view);
            closure_look(c, view, quantity);
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
        struct view view;

        if (done[quantity] || links_at(c->links, quantity)->rule == SUPPRESSION_NONE ||
            !region_is_unseen(c->links, quantity))
            continue;
        closure_look(c, &view, quantity);
        for (size_t k = 0; k < slice_size(view.slice); k++) {
            size_t member = slice_quantity(view.slice, k);

            if (done[member])
                continue;
            done[member] = true;
            if (c->safe[member] || c->apart[member] == 1 + c->n_linked)
                continue;
            if (gap_is_protected(view.sight, member))
                mend(c, &view, member);
            else
                c->apart[member] = 1 + c->n_linked;
        }
        closure_look_away(&view);
    }
    free(done);
    return c->n_linked > before;
}

static void close_region(struct closure *c, size_t from)
{
    struct region region = { 0 };

    region_of(&c->walk, &from, 1, false, 0, &region);
    c->belief = belief_new(c->links, c->gaps.limits, &region);
    c->gaps.n_nobodys = 0;
    reach_ends(c, &region);
    while (sweep(c, &region)) {
    }
    closure_show_again(c, &region);
    belief_free(c->belief);
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

/* No point has fewer persons than the threshold in it, each counted for as many years as can be. */
static bool is_seen_large(const struct closure *c, struct slice *slice, size_t group, double *point)
{
    const struct quantity *q = links_at(c->links, group);
    double least = gap_threshold(&c->gaps, group) * fmax(1, q->years);
    struct wish below = { group, 0, least - NEAR };

    return q->value >= least - NEAR && !slice_point(slice, &below, 1, point);
}

/* Sizes of groups that are withheld, and that everybody sees are large: once those are closed. */
static void see_large(struct closure *c)
{
    bool *seen = memory_zeroed(links_size(c->links), sizeof *seen);

    for (size_t i = 0; i < links_size(c->links); i++) {
        struct slice *slice;
        double *point;

        if (seen[i] || links_at(c->links, i)->kind != LINKS_GROUP || links_at(c->links, i)->rule == SUPPRESSION_NONE ||
            !region_is_unseen(c->links, i))
            continue;
        slice = slice_new(&c->walk, i);
        point = memory_zeroed(slice_size(slice), sizeof *point);
        for (size_t k = 0; k < slice_size(slice); k++) {
            size_t member = slice_quantity(slice, k);
            struct quantity *q = links_at(c->links, member);

            seen[member] = true;
            if (q->kind == LINKS_GROUP && q->rule != SUPPRESSION_NONE)
                q->large = is_seen_large(c, slice, member, point);
        }
        free(point);
        slice_free(slice);
    }
    free(seen);
}

void closure_close(struct links *l, const struct suppression_limits *limits, struct closure_outcome *out)
{
    struct closure c = { .links = l, .gaps = { .links = l, .limits = limits }, .unprotected = SIZE_MAX };
    size_t n = links_size(l);

    *out = (struct closure_outcome){ .unprotected = SIZE_MAX };
    c.apart = memory_zeroed(n, sizeof *c.apart);
    c.safe = memory_zeroed(n, sizeof *c.safe);
    c.helpless = memory_zeroed(n, sizeof *c.helpless);
    for (size_t i = 0; i < n; i++) {
        out->n_primary += links_at(l, i)->rule != SUPPRESSION_NONE;
        links_at(l, i)->large = false;
    }
    walk_begin(&c.walk, l);
    close_all(&c, LINKS_GROUP);
    see_large(&c);
    close_all(&c, LINKS_COUNT);
    walk_end(&c.walk);
    for (size_t i = 0; i < n; i++)
        out->n_secondary += links_at(l, i)->rule == SUPPRESSION_LINKED;
    out->unprotected = c.unprotected;
    free(c.apart);
    free(c.safe);
    free(c.helpless);
    free(c.gaps.excuses);
    free(c.gaps.nobodys);
}
