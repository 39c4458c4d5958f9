#include "pipeline/disclosure/region.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

void walk_begin(struct walk *w, const struct links *l)
{
    *w = (struct walk){
        .links = l,
        .met_quantity = memory_zeroed(links_size(l), sizeof *w->met_quantity),
        .met_relation = memory_zeroed(links_relations(l), sizeof *w->met_relation),
        .place = memory_zeroed(links_size(l), sizeof *w->place),
    };
}

void walk_end(struct walk *w)
{
    free(w->met_quantity);
    free(w->met_relation);
    free(w->place);
}

bool region_is_unseen(const struct links *l, size_t quantity)
{
    const struct quantity *q = links_at(l, quantity);

    return !q->known && (q->rule != SUPPRESSION_NONE || q->weight == 0);
}

bool region_has(const struct walk *w, size_t quantity)
{
    return w->met_quantity[quantity] == w->number;
}

bool region_touches(const struct walk *w, size_t quantity)
{
    size_t n;
    const size_t *of = links_of(w->links, quantity, &n);

    for (size_t k = 0; k < n; k++)
        if (w->met_relation[of[k]] == w->number)
            return true;
    return false;
}

static void meet(struct walk *w, size_t quantity, size_t limit, struct region *r)
{
    if (region_has(w, quantity) || (limit > 0 && r->n >= limit))
        return;
    w->met_quantity[quantity] = w->number;
    w->place[quantity] = r->n;
    r->quantities = memory_grow(r->quantities, &r->capacity, r->n + 1, sizeof *r->quantities);
    r->quantities[r->n++] = quantity;
}

void region_of(struct walk *w, const size_t *from, size_t n, bool unseen_only, size_t limit, struct region *out)
{
    w->number++;
    out->n = out->n_relations = 0;
    for (size_t i = 0; i < n; i++)
        meet(w, from[i], 0, out);
    for (size_t next = 0; next < out->n; next++) {
        size_t n_of;
        const size_t *of = links_of(w->links, out->quantities[next], &n_of);

        for (size_t k = 0; k < n_of; k++) {
            struct links_relation relation = links_relation(w->links, of[k]);

            if (w->met_relation[of[k]] == w->number)
                continue;
            w->met_relation[of[k]] = w->number;
            out->relations = memory_grow(out->relations, &out->relations_capacity, out->n_relations + 1,
                                         sizeof *out->relations);
            out->relations[out->n_relations++] = of[k];
            for (size_t t = 0; t < relation.n; t++)
                if (!unseen_only || region_is_unseen(w->links, relation.terms[t].quantity))
                    meet(w, relation.terms[t].quantity, limit, out);
        }
    }
}

void region_free(struct region *r)
{
    free(r->quantities);
    free(r->relations);
}
