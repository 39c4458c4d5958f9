#include "pipeline/disclosure/gap.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 1e-6;

double gap_threshold(const struct gaps *g, size_t quantity)
{
    return links_threshold(g->links, g->limits, quantity);
}

/* Everything about a group that may be small is withheld, whatever the numbers are. */
static bool is_of_small_group(const struct gaps *g, size_t quantity)
{
    size_t group = links_at(g->links, quantity)->group;

    return group > 0 && region_is_unseen(g->links, group - 1) && !links_at(g->links, group - 1)->large;
}

/* What may not be found out, by the rules. */
static bool is_small(const struct gaps *g, size_t quantity)
{
    const struct quantity *q = links_at(g->links, quantity);

    return q->rule == SUPPRESSION_COUNT || q->rule == SUPPRESSION_GROUP || is_of_small_group(g, quantity) ||
           q->value < gap_threshold(g, quantity);
}

/* ---- what can be believed ---- */

struct sight {
    const struct gaps *gaps;
    struct slice *slice;
    struct belief *belief;
    size_t *quantities;
    double *point;
    uint64_t *counts, *singles; /* that are withheld in a table; those of them that are truly one */
    uint64_t *tried;            /* others to which steps were looked for */
    uint64_t *counted, *single; /* for one quantity at one end: beside whom it is not known to be possible yet */
};

struct sight *sight_new(const struct gaps *g, struct slice *slice, struct belief *belief)
{
    struct sight *s = memory_zeroed(1, sizeof *s);
    size_t n = slice_size(slice);

    *s = (struct sight){ g,
                         slice,
                         belief,
                         memory_zeroed(n, sizeof(size_t)),
                         memory_zeroed(n, sizeof(double)),
                         belief_set(belief),
                         belief_set(belief),
                         belief_set(belief),
                         belief_set(belief),
                         belief_set(belief) };
    for (size_t i = 0; i < n; i++) {
        size_t quantity = s->quantities[i] = slice_quantity(slice, i);
        bool count = belief_is_withheld_count(g->links, quantity);

        belief_put(belief, s->counts, quantity, count);
        belief_put(belief, s->singles, quantity, count && links_at(g->links, quantity)->value == 1);
    }
    return s;
}

void sight_free(struct sight *s)
{
    if (s == NULL)
        return;
    free(s->quantities);
    free(s->point);
    free(s->counts);
    free(s->singles);
    free(s->tried);
    free(s->counted);
    free(s->single);
    free(s);
}

static bool learn_if(struct sight *s, bool possible)
{
    if (possible)
        belief_learn(s->belief, s->quantities, s->point, slice_size(s->slice));
    return possible;
}

static bool possible(struct sight *s, const struct wish *wishes, size_t n)
{
    return learn_if(s, slice_point(s->slice, wishes, n, s->point));
}

static struct wish below_threshold(const struct sight *s, size_t quantity)
{
    return (struct wish){ quantity, 0, gap_threshold(s->gaps, quantity) - NEAR };
}

bool gap_is_protected(struct sight *s, size_t quantity)
{
    const struct quantity *q = links_at(s->gaps->links, quantity);
    struct wish wish = below_threshold(s, quantity);

    if (q->known || q->rule == SUPPRESSION_NONE)
        return false;
    return is_small(s->gaps, quantity) || belief_is_below(s->belief, quantity) || possible(s, &wish, 1);
}

static bool is_excused(const struct gaps *g, size_t quantity, double value, size_t other)
{
    for (size_t i = 0; i < g->n_excuses; i++)
        if (g->excuses[i].quantity == quantity && g->excuses[i].other == other && g->excuses[i].value == value)
            return true;
    return false;
}

void gap_excuse(struct gaps *g, size_t quantity, double value, size_t other)
{
    g->excuses = memory_grow(g->excuses, &g->excuses_capacity, g->n_excuses + 1, sizeof *g->excuses);
    g->excuses[g->n_excuses++] = (struct excuse){ quantity, other, value };
}

void gap_excuse_beside(struct gaps *g, size_t quantity)
{
    g->nobodys = memory_grow(g->nobodys, &g->nobodys_capacity, g->n_nobodys + 1, sizeof *g->nobodys);
    g->nobodys[g->n_nobodys++] = quantity;
}

struct wish gap_wish_of_rule(const struct gaps *g, const struct wish *at)
{
    return (struct wish){ at->quantity, at->least, is_small(g, at->quantity) ? at->most : fmax(at->most, 1) };
}

/* The quantity can not be there where `beside` is what is wished, nor would one then know it to be no small number.
 * Whoever is counted in a part is counted in the whole: so beside his own case a whole of one is as good as none. */
static bool is_bound(struct sight *s, const struct wish wishes[2], enum belief_end end, enum belief_beside beside)
{
    struct wish below[2] = { below_threshold(s, wishes[0].quantity), wishes[1] };

    if (possible(s, wishes, 2)) {
        belief_use_last(s->belief);
        return false;
    }
    if (is_small(s->gaps, wishes[0].quantity) || possible(s, below, 2))
        return true;
    belief_rule_out(s->belief, wishes[0].quantity, end, beside, wishes[1].quantity);
    return false;
}

static void excuse(struct sight *s, const struct wish *at, uint64_t *others)
{
    const struct gaps *g = s->gaps;

    for (size_t i = 0; i < g->n_excuses; i++)
        if (g->excuses[i].quantity == at->quantity && g->excuses[i].value == at->least)
            belief_put(s->belief, others, g->excuses[i].other, false);
    for (size_t i = 0; i < g->n_nobodys; i++)
        belief_put(s->belief, others, g->nobodys[i], false);
}

/* Takes from s->counted and s->single what has become known; true where nothing is left. */
static bool strike(struct sight *s, const struct wish *at, enum belief_end end)
{
    belief_strike(s->belief, at->quantity, end, BELIEF_COUNTED, s->counted);
    belief_strike(s->belief, at->quantity, end, BELIEF_SINGLE, s->single);
    return belief_is_empty(s->belief, s->counted) && belief_is_empty(s->belief, s->single);
}

/* Steps that lead to one or more of an other are looked for once, and tried for each quantity: which spares a programme
 * for each two of them. True where nothing is left. */
static bool look_for_sums(struct sight *s, const struct wish *at, enum belief_end end)
{
    if (end == BELIEF_NONE)
        return false;
    for (size_t i = 0; i < slice_size(s->slice); i++) {
        size_t other = s->quantities[i];

        if (!belief_has(s->belief, s->counted, other) || belief_has(s->belief, s->tried, other))
            continue;
        belief_put(s->belief, s->tried, other, true);
        if (links_at(s->gaps->links, other)->value < 1 && !belief_is_open_to(s->belief, other))
            possible(s, &(struct wish){ other, 1, INFINITY }, 1);
    }
    belief_strike_sums(s->belief, at->quantity, s->counted);
    return strike(s, at, end);
}

/* Points in which many are as they are to be at once spare a programme for each of them. True where nothing is left. */
static bool look_for_many(struct sight *s, const struct wish *at, enum belief_end end)
{
    const struct wish wish = { at->quantity, at->least, fmax(at->least, 1) };
    size_t *others = memory_zeroed(slice_size(s->slice), sizeof *others), n = SIZE_MAX, before;
    bool none = false;

    while (!none) {
        before = n;
        n = 0;
        for (size_t i = 0; i < slice_size(s->slice); i++)
            if (belief_has(s->belief, s->counted, s->quantities[i]) ||
                belief_has(s->belief, s->single, s->quantities[i]))
                others[n++] = s->quantities[i];
        if (n < 2 || n >= before || !learn_if(s, slice_point_beside(s->slice, &wish, others, n, s->point)))
            break;
        none = strike(s, at, end);
    }
    free(others);
    return none;
}

static enum gap gap_of_others(struct sight *s, const struct wish *at, enum belief_end end, size_t *other)
{
    belief_copy(s->belief, s->counted, s->counts);
    belief_copy(s->belief, s->single, s->singles);
    belief_put(s->belief, s->counted, at->quantity, false);
    belief_put(s->belief, s->single, at->quantity, false);
    if (at->least == 0) /* that somebody is there takes from what is left for others, and never adds to it */
        belief_clear(s->belief, s->counted);
    if (strike(s, at, end))
        return GAP_NONE;
    excuse(s, at, s->counted);
    excuse(s, at, s->single);
    if (look_for_sums(s, at, end) || look_for_many(s, at, end))
        return GAP_NONE;
    for (size_t i = 0; i < slice_size(s->slice); i++) {
        struct wish wishes[2] = { { at->quantity, at->least, fmax(at->least, 1) }, { s->quantities[i], 1, INFINITY } };

        *other = s->quantities[i];
        if (belief_has(s->belief, s->counted, *other)) {
            if (is_bound(s, wishes, end, BELIEF_COUNTED))
                return GAP_OWN;
            strike(s, at, end);
        }
        wishes[1].most = 1;
        if (belief_has(s->belief, s->single, *other)) {
            if (is_bound(s, wishes, end, BELIEF_SINGLE))
                return GAP_SINGLE;
            strike(s, at, end);
        }
    }
    return GAP_NONE;
}

/* Nobody can tell by what rule it is withheld. */
static bool is_without_rule(const struct gaps *g, size_t quantity)
{
    const struct quantity *q = links_at(g->links, quantity);

    return q->weight == 0 || q->mixed || is_of_small_group(g, quantity);
}

static bool is_ruled(struct sight *s, const struct wish *at, enum belief_end end)
{
    struct wish wishes[2] = { gap_wish_of_rule(s->gaps, at), { 0, 1, s->gaps->limits->count_threshold - 1 } };

    if (is_without_rule(s->gaps, at->quantity) || is_excused(s->gaps, at->quantity, at->least, at->quantity))
        return true;
    belief_copy(s->belief, s->counted, s->counts);
    belief_put(s->belief, s->counted, at->quantity, false);
    if (belief_is_beside_ruled(s->belief, at->quantity, end, wishes[0].most > at->most, s->counted))
        return true;
    for (size_t i = 0; i < slice_size(s->slice); i++) /* before any programme is solved */
        if (belief_has(s->belief, s->counted, s->quantities[i]) && is_without_rule(s->gaps, s->quantities[i])) {
            belief_use_ruled(s->belief, s->quantities[i]);
            return true;
        }
    for (size_t i = 0; i < slice_size(s->slice); i++) {
        wishes[1].quantity = s->quantities[i];
        if (belief_has(s->belief, s->counted, s->quantities[i]) && possible(s, wishes, 2)) {
            belief_use_last(s->belief);
            belief_use_ruled(s->belief, s->quantities[i]);
            return true;
        }
    }
    return false;
}

enum gap gap_at(struct sight *s, size_t quantity, enum belief_end end, size_t *other)
{
    double value = end == BELIEF_NONE ? 0 : gap_threshold(s->gaps, quantity);
    struct wish at = { quantity, value, value };
    enum gap gap = GAP_NONE;

    belief_begin_proof(s->belief);
    if (!belief_reaches(s->belief, quantity, end)) {
        if (!possible(s, &at, 1))
            return GAP_VALUE;
        belief_use_last(s->belief);
    }
    if (links_at(s->gaps->links, quantity)->kind == LINKS_COUNT) {
        gap = gap_of_others(s, &at, end, other);
        if (gap == GAP_NONE && !is_ruled(s, &at, end))
            gap = GAP_RULE;
    }
    if (gap == GAP_NONE)
        belief_end_proof(s->belief, quantity, end);
    return gap;
}
