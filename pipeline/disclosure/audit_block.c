#include "pipeline/disclosure/audit_block_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = AUDIT_BLOCK_NEAR;
static const double WHOLE = 1e-2; /* person-years: some days */

struct audit_block *audit_block_new(double count_threshold)
{
    struct audit_block *b = memory_zeroed(1, sizeof *b);

    glp_term_out(GLP_OFF);
    b->count_threshold = count_threshold;
    b->lp = glp_create_prob();
    return b;
}

void audit_block_free(struct audit_block *b)
{
    glp_delete_prob(b->lp);
    free(b->unknowns);
    free(b->places);
    free(b->factors);
    free(b->ranges);
    free(b->names);
    free(b);
}

size_t audit_block_add(struct audit_block *b, const struct audit_unknown *unknown)
{
    int column = glp_add_cols(b->lp, 1);

    b->unknowns = memory_grow(b->unknowns, &b->capacity, b->n + 1, sizeof *b->unknowns);
    b->unknowns[b->n] = *unknown;
    glp_set_col_bnds(b->lp, column, GLP_LO, 0, 0);
    return b->n++;
}

void audit_block_put(struct audit_block *b, size_t place, double factor)
{
    size_t needed = (size_t) b->n_put + 2;

    b->places = memory_grow(b->places, &b->places_capacity, needed, sizeof *b->places);
    b->factors = memory_grow(b->factors, &b->factors_capacity, needed, sizeof *b->factors);
    b->n_put++;
    b->places[b->n_put] = (int) place + 1;
    b->factors[b->n_put] = factor;
}

static int bounds_kind(double least, double most)
{
    if (!isfinite(least))
        return isfinite(most) ? GLP_UP : GLP_FR;
    return !isfinite(most) ? GLP_LO : least == most ? GLP_FX : GLP_DB;
}

void audit_block_end(struct audit_block *b, double least, double most, size_t name)
{
    int row = glp_add_rows(b->lp, 1);

    b->names = memory_grow(b->names, &b->names_capacity, b->n_relations + 1, sizeof *b->names);
    b->names[b->n_relations++] = name;
    glp_set_mat_row(b->lp, row, b->n_put, b->places, b->factors);
    glp_set_row_bnds(b->lp, row, bounds_kind(least, most), isfinite(least) ? least : 0, isfinite(most) ? most : 0);
    b->n_put = 0;
}

/* ---- solving ---- */

static int solve(const struct audit_block *b)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(b->lp, &how) == 0)
        return glp_get_status(b->lp);
    glp_adv_basis(b->lp, 0);
    return glp_simplex(b->lp, &how) == 0 ? glp_get_status(b->lp) : GLP_UNDEF;
}

static int column(size_t place)
{
    return (int) place + 1;
}

void audit_block_hold(const struct audit_block *b, size_t place, double least, double most)
{
    glp_set_col_bnds(b->lp, column(place), bounds_kind(least, most), least, isfinite(most) ? most : 0);
}

void audit_block_release(const struct audit_block *b, size_t place)
{
    audit_block_hold(b, place, 0, INFINITY);
}

double audit_block_extreme(const struct audit_block *b, size_t place, int direction)
{
    int status;

    glp_set_obj_dir(b->lp, direction);
    glp_set_obj_coef(b->lp, column(place), 1);
    status = solve(b);
    glp_set_obj_coef(b->lp, column(place), 0);
    if (status == GLP_OPT)
        return glp_get_col_prim(b->lp, column(place));
    if (status == GLP_UNBND)
        return direction == GLP_MAX ? INFINITY : -INFINITY;
    return direction == GLP_MAX ? -INFINITY : INFINITY;
}

struct audit_range audit_block_range(const struct audit_block *b, size_t place)
{
    return b->ranges != NULL
               ? b->ranges[place]
               : (struct audit_range){ audit_block_extreme(b, place, GLP_MIN), audit_block_extreme(b, place, GLP_MAX) };
}

static void add_lacks(struct audit_block *b)
{
    int first_column = glp_add_cols(b->lp, (int) b->n), first_row = glp_add_rows(b->lp, (int) b->n);

    for (int i = 0; i < (int) b->n; i++) {
        int columns[3] = { 0, i + 1, first_column + i };
        double ones[3] = { 0, 1, 1 };

        glp_set_col_bnds(b->lp, first_column + i, GLP_LO, 0, 0);
        glp_set_mat_row(b->lp, first_row + i, 2, columns, ones);
        glp_set_row_bnds(b->lp, first_row + i, GLP_LO, 1, 0);
    }
}

static void want_lacks(const struct audit_block *b, double cost)
{
    for (size_t i = 0; i < b->n; i++)
        glp_set_obj_coef(b->lp, (int) (b->n + i) + 1, cost);
}

/* ---- what somebody knows beside what is shown ---- */

struct view {
    bool *counted; /* somebody counted there can believe it */
    bool ruled;    /* somebody who knows the rule can */
};

static bool is_near_cell(const struct audit_block *b, size_t place, size_t other)
{
    return other != place && b->unknowns[other].is_count && b->unknowns[other].is_cell;
}

static bool is_small(const struct audit_block *b, size_t place)
{
    return b->unknowns[place].truth < b->unknowns[place].threshold;
}

static void see(const struct audit_block *b, size_t place, double end, struct view *v)
{
    bool is_there = !is_small(b, place) || fabs(glp_get_col_prim(b->lp, column(place)) - end) < NEAR;

    for (size_t i = 0; i < b->n; i++) {
        double x = glp_get_col_prim(b->lp, column(i));

        v->counted[i] = v->counted[i] || x >= 1 - NEAR;
        if (is_there && is_near_cell(b, place, i) &&
            (b->unknowns[i].mixed || b->unknowns[i].small_group ||
             (x >= 1 - NEAR && x <= b->count_threshold - 1 + NEAR)))
            v->ruled = true;
    }
}

/* With the unknown held at an end, somebody who is counted in `other` knows at least that it is one. A whole that holds
 * him holds one: at the low end it may be one too. False where that can not be, though the unknown may still be small.
 */
static bool stands_beside(const struct audit_block *b, size_t place, double end, size_t other, double most,
                          double slack, struct view *v)
{
    bool ok;

    audit_block_hold(b, place, end, end + slack);
    audit_block_hold(b, other, 1, most);
    glp_set_obj_dir(b->lp, GLP_MIN);
    ok = solve(b) == GLP_OPT;
    if (ok)
        see(b, place, end, v);
    else if (!b->unknowns[place].small_group) {
        audit_block_release(b, place);
        ok = audit_block_extreme(b, place, GLP_MIN) >= b->unknowns[place].threshold - NEAR;
    }
    audit_block_release(b, other);
    return ok;
}

struct audit_range audit_block_told(const struct audit_block *b, size_t place)
{
    const struct audit_unknown *u = &b->unknowns[place];
    struct audit_range told = { 0, INFINITY };

    if (u->alone != NULL)
        told = audit_block_range(u->alone, u->alone_place);
    return told.least <= told.most ? told : (struct audit_range){ NAN, NAN };
}

/* The earlier reports alone tell whoever is counted in `other` that it can not be there. */
static bool is_told_beside(const struct audit_block *b, size_t place, double end, size_t other, double more)
{
    const struct audit_unknown *u = &b->unknowns[place], *o = &b->unknowns[other];
    int status;

    if (u->alone == NULL || u->alone != o->alone || !isfinite(audit_block_told(b, place).least))
        return false;
    audit_block_hold(u->alone, u->alone_place, end, end + more);
    audit_block_hold(u->alone, o->alone_place, 1, INFINITY);
    glp_set_obj_dir(u->alone->lp, GLP_MIN);
    status = solve(u->alone);
    audit_block_release(u->alone, u->alone_place);
    audit_block_release(u->alone, o->alone_place);
    return status == GLP_NOFEAS;
}

/* `more`: than the end it may be for whoever is counted in it. */
static enum audit_verdict judge_end(const struct audit_block *b, size_t place, double end, double more)
{
    struct view v = { memory_zeroed(b->n, sizeof(bool)), b->unknowns[place].small_group || b->unknowns[place].mixed };
    enum audit_verdict verdict = AUDIT_SAFE;

    audit_block_hold(b, place, end, end);
    glp_set_obj_dir(b->lp, GLP_MIN);
    want_lacks(b, 1);
    if (solve(b) == GLP_OPT)
        see(b, place, end, &v);
    else
        verdict = AUDIT_NARROW;
    want_lacks(b, 0);
    for (size_t i = 0; verdict == AUDIT_SAFE && i < b->n; i++)
        if (is_near_cell(b, place, i) && !v.counted[i] && b->ranges[i].most >= 1 - NEAR &&
            !stands_beside(b, place, end, i, INFINITY, more, &v) && !is_told_beside(b, place, end, i, more))
            verdict = AUDIT_OWN;
    for (size_t i = 0; verdict == AUDIT_SAFE && !v.ruled && i < b->n; i++)
        if (is_near_cell(b, place, i))
            stands_beside(b, place, end, i, b->count_threshold - 1, 0, &v);
    if (verdict == AUDIT_SAFE && !v.ruled)
        verdict = AUDIT_RULE;
    for (size_t i = 0; verdict == AUDIT_SAFE && i < b->n; i++)
        if (is_near_cell(b, place, i) && b->unknowns[i].truth == 1 && !stands_beside(b, place, end, i, 1, more, &v) &&
            !is_told_beside(b, place, end, i, more))
            verdict = AUDIT_OWN;
    audit_block_release(b, place);
    free(v.counted);
    return verdict;
}

static enum audit_verdict judge_cell(const struct audit_block *b, size_t place)
{
    const struct audit_unknown *u = &b->unknowns[place];
    struct audit_range range = b->ranges[place];
    struct audit_range told = audit_block_told(b, place);
    double low = fmax(told.least, 0), high = fmax(low, fmin(told.most, u->threshold));
    enum audit_verdict verdict;

    if (range.least >= u->threshold - NEAR && !u->small_group)
        return AUDIT_SAFE;
    if (range.least > low + NEAR || range.most < high - NEAR)
        return AUDIT_NARROW;
    if (!u->is_count)
        return AUDIT_SAFE;
    verdict = judge_end(b, place, low, 1);
    return verdict != AUDIT_SAFE ? verdict : judge_end(b, place, high, 0);
}

/* Only if it is small for certain, and not none; the size of a group need not be whole. */
static enum audit_verdict judge_unseen(const struct audit_block *b, size_t place)
{
    const struct audit_unknown *u = &b->unknowns[place];
    double most = b->ranges[place].most;

    if (u->small_group) { /* all about it is to be hidden, none and all too */
        struct audit_range told = audit_block_told(b, place);

        return b->ranges[place].least > fmin(fmax(told.least, 0), u->threshold) + NEAR ||
                       most < fmin(told.most, u->threshold) - NEAR
                   ? AUDIT_NARROW
                   : AUDIT_SAFE;
    }
    if (u->opinion)
        return most < NEAR ? AUDIT_ALIKE : AUDIT_SAFE;
    if (u->truth >= 1 - NEAR && is_small(b, place)) /* then it is to be protected like a cell */
        return b->ranges[place].least > NEAR || most < u->threshold - NEAR ? AUDIT_NARROW : AUDIT_SAFE;

    return most < fmin(audit_block_told(b, place).most, u->threshold) - NEAR &&
                   most > u->blur + (u->is_count ? 1 - NEAR : WHOLE)
               ? AUDIT_NARROW
               : AUDIT_SAFE;
}

struct audit_finding audit_block_judge(const struct audit_block *b, size_t place)
{
    struct audit_range range = b->ranges[place];
    struct audit_finding finding = { b->unknowns[place].number, range.least, range.most, AUDIT_UNFIT };

    if (range.least <= range.most + NEAR) /* else nothing fits all that is shown: no truth to judge by */
        finding.verdict = b->unknowns[place].is_cell ? judge_cell(b, place) : judge_unseen(b, place);
    return finding;
}

struct audit_unknown *audit_block_at(struct audit_block *b, size_t place)
{
    return &b->unknowns[place];
}

void audit_block_solve(struct audit_block *b)
{
    b->ranges = memory_zeroed(b->n, sizeof *b->ranges);
    for (size_t i = 0; i < b->n; i++)
        b->ranges[i].least = audit_block_extreme(b, i, GLP_MIN);
    for (size_t i = 0; i < b->n; i++)
        b->ranges[i].most = audit_block_extreme(b, i, GLP_MAX);
    add_lacks(b);
}
