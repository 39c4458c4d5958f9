/* closure_show.c - shows again, the dearest first, what was withheld beside others and turns out not to be needed. */
#include "pipeline/disclosure/closure_inside.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

/* Where the last sweep found nothing to protect there is less now, and nothing still. */
static bool is_member_safe(struct closure *c, struct view *view, size_t quantity)
{
    size_t other;

    return !c->safe[quantity] || !gap_is_protected(view->sight, quantity) ||
           (gap_at(view->sight, quantity, BELIEF_NONE, &other) == GAP_NONE &&
            gap_at(view->sight, quantity, BELIEF_THRESHOLD, &other) == GAP_NONE);
}

/* Nothing has changed that it rests on, in the region that was walked last. */
static bool is_still_safe(const struct closure *c, size_t quantity)
{
    for (int end = 0; c->safe[quantity] && end < 2; end++) {
        size_t beside = belief_proved_beside(c->belief, quantity, (enum belief_end) end);

        if (!belief_is_proved(c->belief, quantity, (enum belief_end) end) ||
            (beside != SIZE_MAX && !region_has(&c->walk, beside)))
            return false;
    }
    return true;
}

/* What hangs together with `from`, with `shown` shown; notes whose sake that was needed for. */
static bool is_safe(struct closure *c, size_t from, size_t shown)
{
    struct view view;
    bool safe = true;

    closure_look(c, &view, from);
    for (size_t i = 0; safe && i < slice_size(view.slice); i++) {
        safe = is_still_safe(c, slice_quantity(view.slice, i)) ||
               is_member_safe(c, &view, slice_quantity(view.slice, i));
        if (!safe)
            links_at(c->links, shown)->needed_for = 1 + slice_quantity(view.slice, i);
    }
    closure_look_away(&view);
    return safe;
}

/* Whoever needed it the last time mostly does so still. */
static bool is_needed_again(struct closure *c, size_t shown)
{
    size_t last = links_at(c->links, shown)->needed_for;
    struct view view;
    bool needed;

    if (last == 0 || !region_is_unseen(c->links, last - 1))
        return false;
    closure_look(c, &view, last - 1);
    needed = region_touches(&c->walk, shown) && !is_still_safe(c, last - 1) && !is_member_safe(c, &view, last - 1);
    closure_look_away(&view);
    return needed;
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
            bool doubted = false;

            if (!region_is_unseen(c->links, beside) || seen[beside])
                continue;
            region_of(&c->walk, &beside, 1, true, 0, &region);
            safe = region.n <= LARGE_BLOCK;
            for (size_t i = 0; i < region.n; i++) { /* beside one that nothing can protect, nothing is shown */
                seen[region.quantities[i]] = true;
                safe = safe && !c->helpless[region.quantities[i]];
                doubted = doubted || !is_still_safe(c, region.quantities[i]);
            }
            safe = safe && (!doubted || is_safe(c, beside, quantity));
        }
    }
    region_free(&region);
    free(seen);
    return safe;
}

static bool is_to_be_tried(const struct closure *c, size_t quantity)
{
    const struct quantity *q = links_at(c->links, quantity);

    return q->rule == SUPPRESSION_LINKED && !q->needed && !q->kept;
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
        if (is_to_be_tried(c, region->quantities[i]))
            order[n++] = (struct dear){ region->quantities[i], links_at(c->links, region->quantities[i])->weight };
    qsort(order, n, sizeof *order, dearest_first);
    for (size_t i = 0; i < n; i++) {
        struct quantity *q = links_at(c->links, order[i].quantity);

        q->rule = SUPPRESSION_NONE;
        belief_suppose(c->belief, order[i].quantity);
        q->needed = is_needed_again(c, order[i].quantity) || !is_safe_around(c, order[i].quantity);
        if (q->needed) {
            q->rule = SUPPRESSION_LINKED;
            belief_take_back(c->belief);
        } else
            belief_show(c->belief, order[i].quantity);
        n_shown += !q->needed;
    }
    free(order);
    return n_shown > 0;
}

/* Of each that is protected, all that is asked: what is possible, and what is not and does not matter, is then known
 * for all that follows. */
static void learn_all(struct closure *c, const struct region *region)
{
    bool *seen = memory_zeroed(links_size(c->links), sizeof *seen);

    for (size_t i = 0; i < region->n; i++) {
        struct view view;

        if (seen[region->quantities[i]] || !c->safe[region->quantities[i]])
            continue;
        closure_look(c, &view, region->quantities[i]);
        for (size_t k = 0; k < slice_size(view.slice); k++) {
            seen[slice_quantity(view.slice, k)] = true;
            is_member_safe(c, &view, slice_quantity(view.slice, k));
        }
        closure_look_away(&view);
    }
    free(seen);
}

void closure_show_again(struct closure *c, const struct region *region)
{
    bool any = false;

    for (size_t i = 0; i < region->n; i++)
        any = any || is_to_be_tried(c, region->quantities[i]);
    if (!any)
        return;
    learn_all(c, region);
    if (!show_again(c, region))
        return;
    for (size_t i = 0; i < region->n; i++)
        links_at(c->links, region->quantities[i])->needed = false;
    show_again(c, region);
}
