/* audit_solve.c - the blocks of withheld numbers that hang together through relations, solved and judged. */
#include "pipeline/disclosure/audit_block.h"
#include "pipeline/disclosure/audit_relation.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NOBODY = 0.5;         /* fewer persons than that are none */
static const double NOBODY_AT_ALL = 1e-6; /* not for a day either */

/* ---- blocks: withheld numbers that hang together ---- */

static size_t root(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static size_t *hang_together(const struct audit *a)
{
    size_t *parent = memory_zeroed(a->n, sizeof *parent);

    for (size_t i = 0; i < a->n; i++)
        parent[i] = i;
    for (size_t first = 0, end; first < a->n_members; first = end) {
        struct relation r;
        size_t before = SIZE_MAX;

        end = relation_end(a, first);
        r = relation_weigh(a, &a->members[first], end - first);
        for (size_t i = 0; relation_is_used(a, &r) && i < r.n; i++) {
            if (!relation_is_withheld(a, &r.members[i]))
                continue;
            if (before != SIZE_MAX)
                parent[root(parent, r.members[i].number)] = root(parent, before);
            before = r.members[i].number;
        }
    }
    return parent;
}

static void describe(const struct audit *a, size_t number, struct audit_unknown *out)
{
    const struct audit_number *x = &a->numbers[number];
    bool group = x->kind == AUDIT_GROUP || x->kind == AUDIT_UNSEEN_GROUP;
    bool unseen = relation_is_unseen(x);
    bool left_out = dictionary_has(a->left_out, x->table);
    double size = x->described ? fmax(a->group_threshold, a->survey_threshold) : a->group_threshold;
    double threshold = group ? size : a->count_threshold;

    *out = (struct audit_unknown){ .number = number,
                                   .threshold = threshold,
                                   .is_count = !group,
                                   .is_cell = !unseen,
                                   .small_group = x->small_group,
                                   .mixed = x->mixed || unseen || left_out,
                                   .blur = x->blur,
                                   .opinion = x->opinion && unseen,
                                   .truth = x->revealed ? x->truth : (double) NAN };
}

/* By the first of its numbers (`parent` leads there): the block, and where each number is in its own. */
struct blocks {
    size_t *parent, *place;
    struct audit_block **blocks;
};

static struct audit_block *block_of(const struct blocks *made, size_t number)
{
    return made->blocks[root(made->parent, number)];
}

static void free_blocks(const struct audit *a, struct blocks *made)
{
    for (size_t i = 0; i < a->n; i++)
        if (made->blocks[i] != NULL)
            audit_block_free(made->blocks[i]);
    free(made->blocks);
    free(made->parent);
    free(made->place);
}

/* A relation that does not hold says nothing of how large a number is. But for all a reader knows one may be withheld
 * for the sake of another in it. */
static void mix_dropped(const struct audit *a, const struct blocks *made)
{
    for (size_t first = 0, end; first < a->n_members; first = end) {
        uint32_t family = a->family_of[a->members[first].relation];
        struct relation r;

        end = relation_end(a, first);
        if (!a->dropped[family])
            continue;
        r = relation_weigh(a, &a->members[first], end - first);
        for (size_t i = 0; r.n_withheld > 1 && i < r.n; i++)
            if (relation_is_withheld(a, &r.members[i]))
                audit_block_at(block_of(made, r.members[i].number), made->place[r.members[i].number])->mixed = true;
    }
}

/* Relations in the order of their blocks would need another sort; blocks keep their own rows, found in one pass. */
static struct blocks make_blocks(const struct audit *a)
{
    struct blocks made = { hang_together(a), memory_zeroed(a->n, sizeof(size_t)),
                           memory_zeroed(a->n, sizeof(struct audit_block *)) };
    size_t *parent = made.parent, *place = made.place;
    struct audit_block **blocks = made.blocks;

    for (size_t i = 0; i < a->n; i++) {
        struct audit_unknown unknown;
        size_t at = root(parent, i);

        if (!isnan(relation_value(a, i)))
            continue;
        if (blocks[at] == NULL)
            blocks[at] = audit_block_new(a->count_threshold);
        describe(a, i, &unknown);
        place[i] = audit_block_add(blocks[at], &unknown);
    }
    for (size_t first = 0, end; first < a->n_members; first = end) {
        struct relation r;

        end = relation_end(a, first);
        r = relation_weigh(a, &a->members[first], end - first);
        if (!relation_is_used(a, &r))
            continue;
        for (size_t i = 0; i < r.n; i++)
            if (relation_is_withheld(a, &r.members[i]))
                audit_block_put(blocks[root(parent, r.members[i].number)], place[r.members[i].number],
                                r.members[i].factor);
        for (size_t i = 0; i < r.n; i++)
            if (relation_is_withheld(a, &r.members[i])) {
                audit_block_end(blocks[root(parent, r.members[i].number)],
                                r.unknown_plus ? -INFINITY : -r.rest - r.slack,
                                r.unknown_minus ? INFINITY : -r.rest + r.slack, first);
                break;
            }
    }
    mix_dropped(a, &made);
    return made;
}

/* ---- judging ---- */

static double truth_of(const struct audit *a, size_t number)
{
    const struct audit_number *x = &a->numbers[number];

    return isfinite(x->value) ? x->value : x->revealed ? x->truth : (double) NAN;
}

/* Whoever knows the other numbers of a relation knows the last: what no table shows is revealed with the rest. */
static void reveal_last(struct audit *a, const struct member *members, size_t n)
{
    struct relation r = relation_weigh(a, members, n);
    const struct member *last = NULL;
    double sum = 0;

    if (!relation_is_whole(&r) || r.slack > 0)
        return;
    for (size_t i = 0; i < n; i++) {
        double truth = truth_of(a, members[i].number);

        if (isnan(truth) && last != NULL)
            return;
        if (isnan(truth))
            last = &members[i];
        else
            sum += members[i].factor * truth;
    }
    if (last != NULL)
        audit_reveal(a, last->number, fabs(sum) < RELATION_HOLDS ? 0 : -sum / last->factor);
}

static void reveal_unseen(struct audit *a)
{
    for (size_t first = 0, end; first < a->n_members; first = end) {
        end = relation_end(a, first);
        reveal_last(a, &a->members[first], end - first);
    }
}

/* What is seen of the size of a group. */
static struct audit_range seen_of(const struct audit *a, const struct blocks *made, size_t group)
{
    double value = a->numbers[group].value;

    return isnan(value) ? audit_block_range(block_of(made, group), made->place[group])
                        : (struct audit_range){ value, value };
}

/* Whoever sees that a group is large learns nothing of a small one from what is counted in it; nor, where it is in no
 * table, whoever sees that nobody is in it. */
static void see_groups(const struct audit *a, const struct blocks *made)
{
    for (size_t i = 0; i < a->n; i++) {
        size_t group = a->numbers[i].group - 1;
        struct audit_unknown size, *unknown;
        struct audit_range seen;

        if (!isnan(a->numbers[i].value) || !a->numbers[i].small_group || a->numbers[i].group == 0)
            continue;
        describe(a, group, &size);
        seen = seen_of(a, made, group);
        unknown = audit_block_at(block_of(made, i), made->place[i]);
        if (seen.least >= size.threshold * fmax(1, a->numbers[group].years))
            unknown->small_group = false;
        if (!unknown->is_cell && seen.most < NOBODY)
            unknown->small_group = unknown->opinion = false;
    }
}

/* Everybody works it out, and it is no small number: what is made of it tells nothing. */
static bool is_known_anyway(const struct audit *a, const struct audit_finding *f)
{
    double least = fmax(a->count_threshold, a->numbers[f->number].kind == AUDIT_COUNT ? 0 : a->group_threshold);

    return f->verdict == AUDIT_SAFE && f->least >= least && f->most - f->least < 1e-6 * fmax(1, f->most);
}

static struct audit_finding judge(const struct audit *a, const struct blocks *made, size_t number)
{
    struct audit_finding finding = audit_block_judge(block_of(made, number), made->place[number]);

    if (a->numbers[number].told || (a->numbers[number].absent && finding.most < NOBODY_AT_ALL))
        finding.verdict = AUDIT_SAFE;
    else if (finding.verdict != AUDIT_UNFIT && a->derived[number] && !is_known_anyway(a, &finding))
        finding.verdict = AUDIT_DERIVED;
    return finding;
}

/* What they are by the earlier reports alone, which nobody can take back. */
static struct blocks set_beside_earlier(struct audit *a, const struct blocks *made)
{
    struct blocks alone;

    a->alone = true;
    alone = make_blocks(a);
    for (size_t i = 0; i < a->n; i++)
        if (isnan(a->numbers[i].value)) {
            struct audit_unknown *unknown = audit_block_at(block_of(made, i), made->place[i]);

            unknown->alone = block_of(&alone, i);
            unknown->alone_place = alone.place[i];
        }
    a->alone = false;
    return alone;
}

static void note_reasons(struct audit *a, const struct blocks *made, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a->findings[i].verdict != AUDIT_SAFE && a->findings[i].verdict != AUDIT_DERIVED &&
            a->findings[i].verdict != AUDIT_UNFIT)
            audit_note_reasons(a, block_of(made, a->findings[i].number), made->place[a->findings[i].number]);
}

/* Once more where something was found, for it may be that earlier reports give it away without this one. */
static void judge_beside_earlier(struct audit *a, const struct blocks *made, size_t n)
{
    struct blocks alone = set_beside_earlier(a, made);

    for (size_t i = 0; i < n; i++)
        if (a->findings[i].verdict == AUDIT_NARROW || a->findings[i].verdict == AUDIT_OWN)
            a->findings[i] = judge(a, made, a->findings[i].number);
    note_reasons(a, made, n);
    free_blocks(a, &alone);
}

static void solve_blocks(const struct audit *a, const struct blocks *made)
{
    for (size_t i = 0; i < a->n; i++)
        if (made->blocks[i] != NULL)
            audit_block_solve(made->blocks[i]);
}

/* Nothing that the number can be fits all that is shown. */
static bool fits_nothing(const struct blocks *made, size_t number)
{
    struct audit_range range = audit_block_range(block_of(made, number), made->place[number]);

    return range.least > range.most + NOBODY;
}

static bool is_doubted(const struct audit *a, uint32_t family)
{
    const char *name = dictionary_text(a->families, family);

    return dictionary_has(a->doubted, name);
}

/* Families that need not hold, and that stand where nothing fits: true where there were any. */
static bool drop_doubted(const struct audit *a, const struct blocks *made)
{
    bool any = false;

    for (size_t first = 0, end; first < a->n_members; first = end) {
        uint32_t family = a->family_of[a->members[first].relation];
        struct relation r;

        end = relation_end(a, first);
        r = relation_weigh(a, &a->members[first], end - first);
        if (!is_doubted(a, family) || !relation_is_used(a, &r))
            continue;
        for (size_t i = 0; i < r.n; i++)
            if (relation_is_withheld(a, &r.members[i]) && fits_nothing(made, r.members[i].number))
                any = a->dropped[family] = true;
    }
    return any;
}

const struct audit_finding *audit_solve(struct audit *a, size_t *n)
{
    struct blocks made;
    bool any_before = false, any_found = false;

    relation_sort(a);
    relation_drop_families(a);
    if (a->any_revealed)
        reveal_unseen(a);
    made = make_blocks(a);
    a->findings = memory_zeroed(a->n, sizeof *a->findings);
    *n = 0;
    for (size_t i = 0; i < a->n; i++)
        any_before = any_before || a->before[i];
    solve_blocks(a, &made);
    while (drop_doubted(a, &made)) {
        free_blocks(a, &made);
        made = make_blocks(a);
        solve_blocks(a, &made);
    }
    see_groups(a, &made);
    for (size_t i = 0; i < a->n; i++)
        if (isnan(a->numbers[i].value)) {
            a->findings[*n] = judge(a, &made, i);
            any_found = any_found || a->findings[*n].verdict != AUDIT_SAFE;
            (*n)++;
        }
    if (any_before && any_found)
        judge_beside_earlier(a, &made, *n);
    else
        note_reasons(a, &made, *n);
    free_blocks(a, &made);
    return a->findings;
}
