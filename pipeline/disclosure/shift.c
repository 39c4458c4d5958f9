#include "pipeline/disclosure/shift.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/bounds.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

/* A withheld quantity moves at almost no cost: enough to keep shifts no larger than need be. */
static const double FREE = 1e-3;
static const double MOVED = 1e-6;

enum { N_ROUNDS = 4, NEARBY = 250 };

/* The linear programme of one region. */
struct programme {
    const struct walk *walk;
    const struct region *region;
    glp_prob *lp;
    double *weights; /* of each quantity of the region: FREE where it is withheld */
};

/* Column 2 i + 1 moves quantity i of the region up, 2 i + 2 moves it down. */
static int up(size_t place)
{
    return (int) (2 * place + 1);
}

static void let(struct programme *s, size_t place, double least, double most)
{
    double value = links_at(s->walk->links, s->region->quantities[place])->value;

    bounds_of_column(s->lp, up(place), fmax(0, least - value), fmax(0, most - value));
    bounds_of_column(s->lp, up(place) + 1, fmax(0, value - most), fmax(0, value - least));
}

static void put_relations(struct programme *s)
{
    int *columns = memory_zeroed(2 * s->region->n + 1, sizeof *columns);
    double *factors = memory_zeroed(2 * s->region->n + 1, sizeof *factors);

    if (s->region->n_relations > 0)
        glp_add_rows(s->lp, (int) s->region->n_relations);
    for (size_t r = 0; r < s->region->n_relations; r++) {
        struct links_relation relation = links_relation(s->walk->links, s->region->relations[r]);
        int n = 0;

        for (size_t t = 0; t < relation.n; t++) {
            size_t place = s->walk->place[relation.terms[t].quantity];

            if (!region_has(s->walk, relation.terms[t].quantity)) /* stays where it is */
                continue;
            columns[++n] = up(place);
            factors[n] = relation.terms[t].factor;
            columns[++n] = up(place) + 1;
            factors[n] = -relation.terms[t].factor;
        }
        glp_set_mat_row(s->lp, (int) r + 1, n, columns, factors);
        bounds_of_row(s->lp, (int) r + 1, -relation.down, relation.up);
    }
    free(columns);
    free(factors);
}

static void begin(struct programme *s, const struct walk *w, const struct region *region)
{
    glp_term_out(GLP_OFF);
    *s = (struct programme){ w, region, glp_create_prob(), memory_zeroed(region->n, sizeof *s->weights) };
    glp_set_obj_dir(s->lp, GLP_MIN);
    glp_add_cols(s->lp, (int) (2 * region->n));
    for (size_t i = 0; i < region->n; i++) {
        const struct quantity *q = links_at(w->links, region->quantities[i]);
        bool unseen = region_is_unseen(w->links, region->quantities[i]);

        s->weights[i] = unseen ? FREE : q->weight;
        let(s, i, q->known ? q->value : 0, q->known ? q->value : (double) INFINITY);
    }
    put_relations(s);
}

static void end(struct programme *s)
{
    glp_delete_prob(s->lp);
    free(s->weights);
}

static bool optimal(glp_prob *lp)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    if (glp_simplex(lp, &how) != 0) { /* the basis of the problem before may be singular here */
        glp_std_basis(lp);
        how.presolve = GLP_ON;
        if (glp_simplex(lp, &how) != 0)
            return false;
    }
    return glp_get_status(lp) == GLP_OPT;
}

/* Costs by the person say too little of costs by the cell: weighed by how far each moved the last time, cells that
 * moved far cost little more than those that moved a little (Candes, Wakin and Boyd 2008). NULL: nothing has moved. */
static void weigh(struct programme *s, const double *moved)
{
    for (size_t i = 0; i < s->region->n; i++) {
        double distance = moved == NULL ? 0 : fabs(moved[i]);

        if (s->weights[i] == FREE)
            continue;
        glp_set_obj_coef(s->lp, up(i), s->weights[i] / (1 + distance));
        glp_set_obj_coef(s->lp, up(i) + 1, s->weights[i] / (1 + distance));
    }
}

/* The solution, where it withholds less than the best so far; false where it is the same again. */
static bool take(struct programme *s, double *cost, double *shifts)
{
    double *now = memory_zeroed(s->region->n, sizeof *now), sum = 0;
    bool better;

    for (size_t i = 0; i < s->region->n; i++) {
        now[i] = glp_get_col_prim(s->lp, up(i)) - glp_get_col_prim(s->lp, up(i) + 1);
        sum += fabs(now[i]) > MOVED ? s->weights[i] : 0;
    }
    better = sum < *cost;
    if (better) {
        *cost = sum;
        for (size_t i = 0; i < s->region->n; i++)
            shifts[i] = now[i];
        weigh(s, now);
    }
    free(now);
    return better;
}

static bool solve_in(struct walk *w, const struct wish *wishes, size_t n, struct shift *out)
{
    struct programme s;
    bool ok = true;

    begin(&s, w, &out->region);
    for (size_t i = 0; i < n; i++)
        let(&s, w->place[wishes[i].quantity], wishes[i].least, wishes[i].most);
    out->cost = INFINITY;
    out->moves = memory_zeroed(out->region.n, sizeof *out->moves);
    weigh(&s, NULL);
    for (int round = 0; ok && round < N_ROUNDS; round++)
        ok = optimal(s.lp) && take(&s, &out->cost, out->moves);
    end(&s);
    return isfinite(out->cost);
}

bool shift_solve(struct walk *w, const struct wish *wishes, size_t n, struct shift *out)
{
    size_t from[2] = { wishes[0].quantity, wishes[n - 1].quantity };

    for (size_t i = 0; i < n; i++)
        if (links_at(w->links, wishes[i].quantity)->known)
            return false;
    for (size_t limit = NEARBY;; limit *= 8) {
        region_of(w, from, n, false, limit, &out->region);
        if (solve_in(w, wishes, n, out))
            return true;
        free(out->moves);
        out->moves = NULL;
        if (out->region.n < limit)
            break;
    }
    shift_free(out);
    return false;
}

void shift_free(struct shift *s)
{
    region_free(&s->region);
    free(s->moves);
    *s = (struct shift){ 0 };
}
