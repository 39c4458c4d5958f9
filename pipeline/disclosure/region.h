/* region.h - quantities that hang together through relations, found by walking from one of them. */
#ifndef DISCLOSURE_REGION_H
#define DISCLOSURE_REGION_H

#include "pipeline/disclosure/links.h"

struct region {
    size_t *quantities; /* in the order they were met */
    size_t n, capacity;
    size_t *relations; /* all that hold one of them */
    size_t n_relations, relations_capacity;
};

/* Marks for walking, to be made once: who has been met. */
struct walk {
    const struct links *links;
    size_t *met_quantity, *met_relation; /* the number of the walk that met it */
    size_t *place;                       /* of a quantity in the region that met it last */
    size_t number;
};

void walk_begin(struct walk *w, const struct links *l);
void walk_end(struct walk *w);

/* The region of `from`: over all quantities, or over those alone that are not shown. With a limit (0: none) only so
 * many quantities as are met first; then relations may hold others too, see region_has(). Frees nothing: begin with a
 * zeroed region, end with region_free(). */
void region_of(struct walk *w, const size_t *from, size_t n, bool unseen_only, size_t limit, struct region *out);
void region_free(struct region *r);

/* In the region that was walked last. */
bool region_has(const struct walk *w, size_t quantity);

/* A relation of the quantity holds one of that region. */
bool region_touches(const struct walk *w, size_t quantity);

/* Not shown: withheld, or in no table. */
bool region_is_unseen(const struct links *l, size_t quantity);

#endif
