#include "pipeline/disclosure/slice.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/bounds.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

struct slice {
    const struct links *links;
    struct region region;
    glp_prob *lp;
    size_t *sorted; /* places of the region by quantity, to look one up */
};

/* Column 2 i + 1 moves quantity i of the region up from what it is, 2 i + 2 moves it down. */
static int up(size_t place)
{
    return (int) (2 * place + 1);
}

static double value_at(const struct slice *s, size_t place)
{
    return links_at(s->links, s->region.quantities[place])->value;
}

static void let(struct slice *s, size_t place, double least, double most)
{
    double value = value_at(s, place);

    bounds_of_column(s->lp, up(place), fmax(0, least - value), fmax(0, most - value));
    bounds_of_column(s->lp, up(place) + 1, fmax(0, value - most), fmax(0, value - least));
}

static void cost(struct slice *s, size_t place, double of_up, double of_down)
{
    glp_set_obj_coef(s->lp, up(place), of_up);
    glp_set_obj_coef(s->lp, up(place) + 1, of_down);
}

static size_t place_of(const struct slice *s, size_t quantity)
{
    size_t low = 0, high = s->region.n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (s->region.quantities[s->sorted[middle]] < quantity)
            low = middle + 1;
        else
            high = middle;
    }
    return s->sorted[low];
}

static void put_relations(struct slice *s, const struct walk *w)
{
    int *columns = memory_zeroed(2 * s->region.n + 1, sizeof *columns);
    double *factors = memory_zeroed(2 * s->region.n + 1, sizeof *factors);

    if (s->region.n_relations > 0)
        glp_add_rows(s->lp, (int) s->region.n_relations);
    for (size_t r = 0; r < s->region.n_relations; r++) {
        struct links_relation relation = links_relation(s->links, s->region.relations[r]);
        int n = 0;

        for (size_t t = 0; t < relation.n; t++) {
            size_t quantity = relation.terms[t].quantity;

            if (!region_is_unseen(s->links, quantity))
                continue;
            columns[++n] = up(w->place[quantity]);
            factors[n] = relation.terms[t].factor;
            columns[++n] = up(w->place[quantity]) + 1;
            factors[n] = -relation.terms[t].factor;
        }
        glp_set_mat_row(s->lp, (int) r + 1, n, columns, factors);
        bounds_of_row(s->lp, (int) r + 1, -relation.down, relation.up);
    }
    free(columns);
    free(factors);
}

static const struct region *sorting; /* qsort has no place for it */

static int by_quantity(const void *a, const void *b)
{
    size_t x = sorting->quantities[*(const size_t *) a], y = sorting->quantities[*(const size_t *) b];

    return (x > y) - (x < y);
}

struct slice *slice_new(struct walk *w, size_t from)
{
    struct slice *s = memory_zeroed(1, sizeof *s);

    glp_term_out(GLP_OFF);
    s->links = w->links;
    region_of(w, &from, 1, true, 0, &s->region);
    s->lp = glp_create_prob();
    glp_add_cols(s->lp, (int) (2 * s->region.n));
    s->sorted = memory_zeroed(s->region.n, sizeof *s->sorted);
    for (size_t i = 0; i < s->region.n; i++) {
        s->sorted[i] = i;
        let(s, i, 0, INFINITY);
        cost(s, i, 1, 1);
    }
    sorting = &s->region;
    qsort(s->sorted, s->region.n, sizeof *s->sorted, by_quantity);
    put_relations(s, w);
    return s;
}

void slice_free(struct slice *s)
{
    if (s == NULL)
        return;
    glp_delete_prob(s->lp);
    region_free(&s->region);
    free(s->sorted);
    free(s);
}

size_t slice_size(const struct slice *s)
{
    return s->region.n;
}

size_t slice_quantity(const struct slice *s, size_t i)
{
    return s->region.quantities[i];
}

/* From the basis of the problem before, which is mostly near: only bounds have changed, so the dual method goes on. */
static bool solve(glp_prob *lp, int method)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = method;
    if (glp_simplex(lp, &how) != 0) {
        glp_std_basis(lp);
        how.meth = GLP_PRIMAL;
        if (glp_simplex(lp, &how) != 0)
            return false;
    }
    return glp_get_status(lp) == GLP_OPT;
}

static void take(const struct slice *s, double *point)
{
    for (size_t i = 0; i < s->region.n; i++)
        point[i] = fmax(0, value_at(s, i) + glp_get_col_prim(s->lp, up(i)) - glp_get_col_prim(s->lp, up(i) + 1));
}

bool slice_point(struct slice *s, const struct wish *wishes, size_t n, double *point)
{
    bool ok;

    for (size_t i = 0; i < n; i++)
        let(s, place_of(s, wishes[i].quantity), wishes[i].least, wishes[i].most);
    ok = solve(s->lp, GLP_DUALP);
    if (ok)
        take(s, point);
    for (size_t i = 0; i < n; i++)
        let(s, place_of(s, wishes[i].quantity), 0, INFINITY);
    return ok;
}

/* What it is worth that one of the others is as it is to be: more than all that must move for it. */
static const double WORTH = 1e3;

bool slice_point_beside(struct slice *s, const struct wish *wish, const size_t *others, size_t n, double *point)
{
    size_t at = place_of(s, wish->quantity);
    bool ok;

    let(s, at, wish->least, wish->most);
    ok = solve(s->lp, GLP_DUALP);
    for (size_t i = 0; ok && i < n; i++) {
        size_t place = place_of(s, others[i]);
        double value = value_at(s, place);

        if (value < 1)
            let(s, place, 0, 1);
        cost(s, place, value < 1 ? -WORTH : value == 1 ? WORTH : 1, value < 1 ? 1 : WORTH);
    }
    ok = ok && solve(s->lp, GLP_PRIMAL);
    if (ok)
        take(s, point);
    for (size_t i = 0; i < n; i++) {
        let(s, place_of(s, others[i]), 0, INFINITY);
        cost(s, place_of(s, others[i]), 1, 1);
    }
    let(s, at, 0, INFINITY);
    return ok;
}
