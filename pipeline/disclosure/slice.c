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

/* A quantity is two columns: 2 i + 1 its first person, from 0 to 1, and 2 i + 2 the rest. */
static int first(size_t place)
{
    return (int) (2 * place + 1);
}

static void let(struct slice *s, size_t place, double least, double most)
{
    bounds_of_column(s->lp, first(place), fmin(least, 1), fmin(most, 1));
    bounds_of_column(s->lp, first(place) + 1, fmax(0, least - 1), fmax(0, most - 1));
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
        double sum = 0;
        int n = 0;

        for (size_t t = 0; t < relation.n; t++) {
            size_t quantity = relation.terms[t].quantity;

            if (!region_is_unseen(s->links, quantity))
                continue;
            sum += relation.terms[t].factor * links_at(s->links, quantity)->value;
            columns[++n] = first(w->place[quantity]);
            factors[n] = relation.terms[t].factor;
            columns[++n] = first(w->place[quantity]) + 1;
            factors[n] = relation.terms[t].factor;
        }
        glp_set_mat_row(s->lp, (int) r + 1, n, columns, factors);
        bounds_of_row(s->lp, (int) r + 1, sum - relation.down, sum + relation.up);
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

static int solve(glp_prob *lp)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(lp, &how) != 0) {
        glp_std_basis(lp);
        if (glp_simplex(lp, &how) != 0)
            return GLP_UNDEF;
    }
    return glp_get_status(lp);
}

static void aim(struct slice *s, double at_first, double at_rest)
{
    for (size_t i = 0; i < s->region.n; i++) {
        glp_set_obj_coef(s->lp, first(i), at_first);
        glp_set_obj_coef(s->lp, first(i) + 1, at_rest);
    }
}

double slice_least(struct slice *s, size_t quantity, const struct wish *beside)
{
    size_t place = place_of(s, quantity);
    double least;

    if (beside != NULL)
        let(s, place_of(s, beside->quantity), beside->least, beside->most);
    aim(s, 0, 0);
    glp_set_obj_coef(s->lp, first(place), 1);
    glp_set_obj_coef(s->lp, first(place) + 1, 1);
    glp_set_obj_dir(s->lp, GLP_MIN);
    least = solve(s->lp) == GLP_OPT ? glp_get_obj_val(s->lp) : INFINITY;
    if (beside != NULL)
        let(s, place_of(s, beside->quantity), 0, INFINITY);
    return least;
}

/* By the objective in force. */
static bool find_point(struct slice *s, const struct wish *wishes, size_t n, double *point)
{
    bool ok;

    for (size_t i = 0; i < n; i++)
        let(s, place_of(s, wishes[i].quantity), wishes[i].least, wishes[i].most);
    glp_set_obj_dir(s->lp, GLP_MAX);
    ok = solve(s->lp) == GLP_OPT;
    for (size_t i = 0; ok && i < s->region.n; i++)
        point[i] = glp_get_col_prim(s->lp, first(i)) + glp_get_col_prim(s->lp, first(i) + 1);
    for (size_t i = 0; i < n; i++)
        let(s, place_of(s, wishes[i].quantity), 0, INFINITY);
    return ok;
}

bool slice_point(struct slice *s, const struct wish *wishes, size_t n, double *point)
{
    aim(s, 1, -1e-4);
    return find_point(s, wishes, n, point);
}

bool slice_point_of_ones(struct slice *s, const struct wish *wish, const size_t *ones, size_t n, double *point)
{
    aim(s, 0, 0);
    for (size_t i = 0; i < n; i++) {
        glp_set_obj_coef(s->lp, first(place_of(s, ones[i])), 1);
        glp_set_obj_coef(s->lp, first(place_of(s, ones[i])) + 1, -1);
    }
    return find_point(s, wish, 1, point);
}
