#include "pipeline/staff/plausibility_counts.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct looking {
    const struct plausibility *p;
    const struct aggregates *counts;
    const struct organisation *organisation;
    struct dictionary *ends; /* grouping, last day and unit */
    size_t *item;            /* of counts, by number in ends */
    size_t capacity;
    struct doubts *out;
};

/* Staff in a period that vanished from the next one and that appeared in it; of units. */
struct turn {
    double missing, staff, appeared;
};

static uint32_t number_of(struct looking *l, enum grouping_id grouping, int32_t last, const char *unit, bool add)
{
    char key[1024];
    int length = snprintf(key, sizeof key, "%d|%d|%s", (int) grouping, (int) last, unit);
    size_t n = length < (int) sizeof key ? (size_t) length : sizeof key - 1;

    return add ? dictionary_intern(l->ends, key, n) : dictionary_find(l->ends, key, n);
}

static bool is_looked_at(const struct aggregate *g)
{
    return g->grouping == GROUPING_CITY || g->grouping == GROUPING_DISTRICT;
}

static void find_ends(struct looking *l)
{
    for (size_t i = 0; i < l->counts->n; i++) {
        const struct aggregate *g = &l->counts->items[i];
        size_t n = dictionary_size(l->ends);

        if (!is_looked_at(g) || number_of(l, g->grouping, g->last, g->district, true) < n)
            continue;
        l->item = memory_grow(l->item, &l->capacity, n + 1, sizeof *l->item);
        l->item[n] = i;
    }
}

/* The same group in the period that ends on the day before, if that is about as long; NULL: none. */
static const struct aggregate *before(struct looking *l, const struct aggregate *g, enum grouping_id grouping,
                                      const char *unit)
{
    uint32_t number = number_of(l, grouping, g->start - 1, unit, false);
    const struct aggregate *found = number == UINT32_MAX ? NULL : &l->counts->items[l->item[number]];
    double days = g->last - g->start + 1;

    return found != NULL && fabs((found->last - found->start + 1) - days) <= days / 2 ? found : NULL;
}

static bool has_vanished(const struct looking *l, const char *unit)
{
    const char *changed, *successor;
    int32_t day;

    for (size_t i = 0; organisation_event(l->organisation, i, &day, &changed, &successor); i++)
        if (strcmp(changed, unit) == 0)
            return false;
    return true;
}

/* Staff of a group, in what both periods tell. */
static bool sizes(const struct aggregate *then, const struct aggregate *now, double *was, double *is)
{
    static const enum aggregate_figure figures[] = { AGGREGATE_STOCK_CLOSE, AGGREGATE_STOCK_OPEN,
                                                     AGGREGATE_PERSON_YEARS };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        *was = then->figure[figures[i]];
        *is = now->figure[figures[i]];
        if (!isnan(*was) && !isnan(*is))
            return true;
    }
    return false;
}

static double size_of(const struct aggregate *g)
{
    double was = 0, is = 0;

    return sizes(g, g, &was, &is) ? is : 0;
}

/* ---- from one period to the next ---- */

/* Of all units, from the period before that of `now` on: a period of which some unit is the first. */
static struct turn turn_to(struct looking *l, const struct aggregate *now)
{
    struct turn turn = { 0 };
    bool goes_on = false;

    for (size_t i = 0; i < l->counts->n; i++) {
        const struct aggregate *g = &l->counts->items[i];

        if (g->grouping != GROUPING_DISTRICT)
            continue;
        if (g->start == now->start && g->last == now->last) {
            bool was_there = before(l, g, GROUPING_DISTRICT, g->district) != NULL;

            goes_on = goes_on || was_there;
            turn.appeared += was_there ? 0 : size_of(g);
        } else if (before(l, now, GROUPING_DISTRICT, g->district) == g &&
                   number_of(l, GROUPING_DISTRICT, now->last, g->district, false) == UINT32_MAX &&
                   has_vanished(l, g->district)) {
            turn.missing++;
            turn.staff += size_of(g);
        }
    }
    return goes_on ? turn : (struct turn){ 0 };
}

static bool is_smaller(const struct plausibility *p, double persons, double than, double percent)
{
    return than - persons >= p->smallest && persons <= (1 - percent / 100) * than;
}

static void look_at_change(struct looking *l, const struct aggregate *g)
{
    const struct aggregate *then = before(l, g, g->grouping, g->district);
    double percent = g->grouping == GROUPING_CITY ? l->p->snapshot_drop : 50, was, is;

    if (then == NULL || !sizes(then, g, &was, &is))
        return;
    if (is_smaller(l->p, is, was, percent))
        doubts_add(l->out, DOUBT_COUNTS_FALLEN, g->start, is, was);
    else if (is_smaller(l->p, was, is, percent))
        doubts_add(l->out, DOUBT_COUNTS_GROWN, g->start, is, was);
}

/* ---- within a row, and from row to row ---- */

static bool differ(const struct plausibility *p, double a, double b)
{
    double difference = fabs(a - b);

    return difference >= p->smallest && difference >= p->snapshot_drop / 100 * fmax(a, b);
}

static void look_at_balance(struct looking *l, const struct aggregate *g)
{
    const struct aggregate *then = before(l, g, g->grouping, g->district);
    double open = g->figure[AGGREGATE_STOCK_OPEN], close = g->figure[AGGREGATE_STOCK_CLOSE],
           flows = open + g->figure[AGGREGATE_HIRES] - g->figure[AGGREGATE_EXITS],
           close_before = then != NULL ? then->figure[AGGREGATE_STOCK_CLOSE] : (double) NAN;

    if (isnan(close) && flows < 0)
        close = 0; /* at least */
    if (!isnan(flows) && !isnan(close) && differ(l->p, flows, close))
        doubts_add(l->out, DOUBT_COUNTS_BALANCE, g->start, flows, close);
    else if (!isnan(open) && !isnan(close_before) && differ(l->p, open, close_before))
        doubts_add(l->out, DOUBT_COUNTS_BALANCE, g->start, close_before, open);
}

static bool has_doubt(const struct doubts *d, enum doubt_kind kind, int32_t day)
{
    size_t i = 0;

    while (i < d->n && (d->items[i].kind != kind || d->items[i].day != day))
        i++;
    return i < d->n;
}

/* Where units are told, what they say is said of them; the city may yet fall a little in each. One that a unit came
 * back to has not grown. */
static void look_at_city(struct looking *l, const struct aggregate *g, bool has_units)
{
    const struct aggregate *then = before(l, g, GROUPING_CITY, "");

    if (!has_units)
        look_at_balance(l, g);
    if (!has_doubt(l->out, DOUBT_COUNTS_MISSING, g->start) && !has_doubt(l->out, DOUBT_COUNTS_FALLEN, g->start) &&
        !has_doubt(l->out, DOUBT_COUNTS_GROWN, g->start) &&
        (then == NULL || !has_doubt(l->out, DOUBT_COUNTS_MISSING, then->start)))
        look_at_change(l, g);
}

/* False where there are none. */
static bool look_at_units(struct looking *l)
{
    struct dictionary *periods = dictionary_new();
    bool any;

    for (size_t i = 0; i < l->counts->n; i++) {
        const struct aggregate *g = &l->counts->items[i];
        int32_t period[2] = { g->start, g->last };
        size_t n = dictionary_size(periods);

        if (g->grouping != GROUPING_DISTRICT)
            continue;
        look_at_change(l, g);
        look_at_balance(l, g);
        if (dictionary_intern(periods, (const char *) period, sizeof period) == n) {
            struct turn turn = turn_to(l, g);

            if (turn.staff >= l->p->smallest && turn.appeared < turn.staff / 2)
                doubts_add(l->out, DOUBT_COUNTS_MISSING, g->start, turn.missing, turn.staff);
        }
    }
    any = dictionary_size(periods) > 0;
    dictionary_free(periods);
    return any;
}

void plausibility_counts(const struct plausibility *p, const struct aggregates *counts,
                         const struct organisation *organisation, struct doubts *out)
{
    struct looking l = { .p = p, .counts = counts, .organisation = organisation, .ends = dictionary_new(), .out = out };
    bool has_units;

    find_ends(&l);
    has_units = look_at_units(&l);
    for (size_t i = 0; i < counts->n; i++)
        if (counts->items[i].grouping == GROUPING_CITY)
            look_at_city(&l, &counts->items[i], has_units);
    free(l.item);
    dictionary_free(l.ends);
}
