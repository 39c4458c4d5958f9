#include "pipeline/disclosure/gap.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 1e-6;

double gap_threshold(const struct gaps *g, size_t quantity)
{
    return links_threshold(g->links, g->limits, quantity);
}

/* Everything about a small group is withheld, whatever the numbers are. */
static bool is_of_small_group(const struct gaps *g, size_t quantity)
{
    size_t group = links_at(g->links, quantity)->group;

    return group > 0 && region_is_unseen(g->links, group - 1);
}

/* What may not be found out, by the rules. */
static bool is_small(const struct gaps *g, size_t quantity)
{
    const struct quantity *q = links_at(g->links, quantity);

    return q->rule == SUPPRESSION_COUNT || q->rule == SUPPRESSION_GROUP || is_of_small_group(g, quantity) ||
           q->value < gap_threshold(g, quantity);
}

bool gap_is_protected(const struct gaps *g, struct slice *slice, size_t quantity)
{
    const struct quantity *q = links_at(g->links, quantity);

    if (q->known || q->rule == SUPPRESSION_NONE)
        return false;
    return is_small(g, quantity) || slice_least(slice, quantity, NULL) < gap_threshold(g, quantity) - NEAR;
}

/* ---- what can be believed ---- */

/* A slice with what is believed of it, and room for a point. */
struct sight {
    struct slice *slice;
    struct belief *belief;
    size_t *quantities;
    double *point;
};

static void sight_begin(struct sight *s, struct slice *slice, struct belief *belief)
{
    size_t n = slice_size(slice);

    *s = (struct sight){ slice, belief, memory_zeroed(n, sizeof(size_t)), memory_zeroed(n, sizeof(double)) };
    for (size_t i = 0; i < n; i++)
        s->quantities[i] = slice_quantity(slice, i);
}

static void sight_end(struct sight *s)
{
    free(s->quantities);
    free(s->point);
}

static bool possible(struct sight *s, const struct wish *wishes, size_t n)
{
    if (!slice_point(s->slice, wishes, n, s->point))
        return false;
    belief_learn(s->belief, s->quantities, s->point, slice_size(s->slice));
    return true;
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

struct wish gap_wish_of_rule(const struct gaps *g, const struct wish *at)
{
    return (struct wish){ at->quantity, at->least, is_small(g, at->quantity) ? at->most : fmax(at->most, 1) };
}

/* The quantity can not be there where `beside` is what is wished, nor would one then know it to be no small number.
 * Whoever is counted in a part is counted in the whole: so beside his own case a whole of one is as good as none. */
static bool is_bound(const struct gaps *g, struct sight *s, const struct wish wishes[2])
{
    return !is_excused(g, wishes[0].quantity, wishes[0].least, wishes[1].quantity) && !possible(s, wishes, 2) &&
           (is_small(g, wishes[0].quantity) ||
            slice_least(s->slice, wishes[0].quantity, &wishes[1]) < gap_threshold(g, wishes[0].quantity) - NEAR);
}

/* Points in which many that are truly one are one at once spare a programme for each of them. */
static void look_for_singles(const struct gaps *g, struct sight *s, const struct wish *at, enum belief_end end)
{
    const struct wish wish = { at->quantity, at->least, fmax(at->least, 1) };
    size_t *ones = memory_zeroed(slice_size(s->slice), sizeof *ones), n = SIZE_MAX, before;

    do {
        before = n;
        n = 0;
        for (size_t i = 0; i < slice_size(s->slice); i++) {
            size_t other = s->quantities[i];

            if (other != at->quantity && links_at(g->links, other)->value == 1 &&
                belief_is_withheld_count(g->links, other) &&
                !belief_beside_single(s->belief, at->quantity, end, other) &&
                !is_excused(g, at->quantity, at->least, other))
                ones[n++] = other;
        }
        if (n < 2 || n >= before || !slice_point_of_ones(s->slice, &wish, ones, n, s->point))
            break;
        belief_learn(s->belief, s->quantities, s->point, slice_size(s->slice));
    } while (true);
    free(ones);
}

static enum gap gap_of_others(const struct gaps *g, struct sight *s, const struct wish *at, enum belief_end end,
                              size_t *other)
{
    look_for_singles(g, s, at, end);
    for (size_t i = 0; i < slice_size(s->slice); i++) {
        size_t beside = s->quantities[i];
        struct wish wishes[2] = { { at->quantity, at->least, fmax(at->least, 1) }, { beside, 1, INFINITY } };

        if (beside == at->quantity || !belief_is_withheld_count(g->links, beside))
            continue;
        *other = beside;
        /* that somebody is there takes from what is left for others, and never adds to it */
        if (at->least > 0 && !belief_beside_counted(s->belief, at->quantity, end, beside) && is_bound(g, s, wishes))
            return GAP_OWN;
        wishes[1].most = 1;
        if (links_at(g->links, beside)->value == 1 && !belief_beside_single(s->belief, at->quantity, end, beside) &&
            is_bound(g, s, wishes))
            return GAP_SINGLE;
    }
    return GAP_NONE;
}

/* Nobody can tell by what rule it is withheld. */
static bool is_without_rule(const struct gaps *g, size_t quantity)
{
    const struct quantity *q = links_at(g->links, quantity);

    return q->weight == 0 || q->mixed || is_of_small_group(g, quantity);
}

static bool is_ruled(const struct gaps *g, struct sight *s, const struct wish *at, enum belief_end end)
{
    struct wish wishes[2] = { gap_wish_of_rule(g, at), { 0, 1, g->limits->count_threshold - 1 } };
    bool loose = wishes[0].most > at->most, solving = false;

    if (is_without_rule(g, at->quantity) || is_excused(g, at->quantity, at->least, at->quantity))
        return true;
    do { /* what is known first */
        for (size_t i = 0; i < slice_size(s->slice); i++) {
            size_t other = s->quantities[i];

            wishes[1].quantity = other;
            if (other != at->quantity && belief_is_withheld_count(g->links, other) &&
                (belief_beside_ruled(s->belief, at->quantity, end, loose, other) ||
                 (solving && (links_at(g->links, other)->mixed || possible(s, wishes, 2)))))
                return true;
        }
        solving = !solving;
    } while (solving);
    return false;
}

enum gap gap_at(const struct gaps *g, struct slice *slice, struct belief *belief, size_t quantity, enum belief_end end,
                size_t *other)
{
    double value = end == BELIEF_NONE ? 0 : gap_threshold(g, quantity);
    struct wish at = { quantity, value, value };
    struct sight s;
    enum gap gap = GAP_NONE;

    sight_begin(&s, slice, belief);
    if (!belief_reaches(belief, quantity, end) && !possible(&s, &at, 1))
        gap = GAP_VALUE;
    else if (links_at(g->links, quantity)->kind == LINKS_COUNT) {
        gap = gap_of_others(g, &s, &at, end, other);
        if (gap == GAP_NONE && !is_ruled(g, &s, &at, end))
            gap = GAP_RULE;
    }
    sight_end(&s);
    return gap;
}
