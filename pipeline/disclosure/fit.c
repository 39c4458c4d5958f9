#include "pipeline/disclosure/fit.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/bounds.h"

#include <math.h>
#include <stdlib.h>

/* Keeping a relation comes before staying near the guess. */
static const double APART = 1, AWAY = 1e-4;

/* Columns of a guessed quantity: how much more and how much less it is. */
struct fit {
    struct links *links;
    glp_prob *lp;
    int *column; /* by quantity: of its more, its less is the next; 0: it is not guessed */
};

static bool has_guess(const struct fit *f, const struct links_relation *r)
{
    for (size_t t = 0; t < r->n; t++)
        if (f->column[r->terms[t].quantity] > 0)
            return true;
    return false;
}

static int add_column(const struct fit *f, double most, double cost)
{
    int column = glp_add_cols(f->lp, 1);

    bounds_of_column(f->lp, column, 0, most);
    glp_set_obj_coef(f->lp, column, cost);
    return column;
}

static void add_guesses(const struct fit *f)
{
    for (size_t i = 0; i < links_size(f->links); i++) {
        const struct quantity *q = links_at(f->links, i);

        if (!q->guessed)
            continue;
        f->column[i] = add_column(f, INFINITY, AWAY);
        add_column(f, q->value, AWAY);
    }
}

/* The sum is to be none; where a part is unknown that is 0 or more, on that side of it. */
static void put_relation(const struct fit *f, const struct links_relation *r)
{
    int row = glp_add_rows(f->lp, 1), n = 0;
    int *columns = memory_zeroed(2 * r->n + 3, sizeof *columns);
    double *factors = memory_zeroed(2 * r->n + 3, sizeof *factors), sum = 0;

    for (size_t t = 0; t < r->n; t++) {
        size_t quantity = r->terms[t].quantity;
        double factor = r->terms[t].factor;

        sum += factor * links_at(f->links, quantity)->value;
        for (int side = 0; side < 2 && f->column[quantity] > 0; side++) {
            columns[++n] = f->column[quantity] + side;
            factors[n] = side == 0 ? factor : -factor;
        }
    }
    for (int side = 0; side < 2; side++) {
        columns[++n] = add_column(f, INFINITY, APART);
        factors[n] = side == 0 ? 1 : -1;
    }
    glp_set_mat_row(f->lp, row, n, columns, factors);
    bounds_of_row(f->lp, row, isinf(r->down) ? -INFINITY : -sum, isinf(r->up) ? INFINITY : -sum);
    free(columns);
    free(factors);
}

static void put_relations(const struct fit *f)
{
    for (size_t i = 0; i < links_relations(f->links); i++) {
        struct links_relation r = links_relation(f->links, i);

        if (has_guess(f, &r))
            put_relation(f, &r);
    }
}

static void take(const struct fit *f)
{
    for (size_t i = 0; i < links_size(f->links); i++)
        if (f->column[i] > 0) {
            double moved = glp_get_col_prim(f->lp, f->column[i]) - glp_get_col_prim(f->lp, f->column[i] + 1);

            links_at(f->links, i)->value = fmax(0, links_at(f->links, i)->value + moved);
        }
}

void fit_guesses(struct links *l)
{
    struct fit f = { l, glp_create_prob(), memory_zeroed(links_size(l), sizeof(int)) };
    glp_smcp how;

    glp_term_out(GLP_OFF);
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    add_guesses(&f);
    put_relations(&f);
    if (glp_get_num_rows(f.lp) > 0 && glp_simplex(f.lp, &how) == 0 && glp_get_status(f.lp) == GLP_OPT) {
        take(&f);
        links_settle(l);
    }
    glp_delete_prob(f.lp);
    free(f.column);
}
