#include "pipeline/staff/follow_posts.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Persons by place, and by where they come first and last; a place is a post, or a group of the grouping that stands
 * for its kind. The kinds that have the same places stand side by side: whoever is counted in one is in the others, and
 * nearby. */
struct spans {
    uint32_t **persons; /* [place][span_of(from, to) * n_kinds + kind]; NULL: none */
    uint32_t *cell;     /* one of the place */
    size_t n_kinds;
    size_t n, persons_capacity, cell_capacity;
};

/* Where a kind is counted. */
enum { N_PLACES = FOLLOW_TENURE + 1 };
static const struct {
    enum follow_kind place;
    size_t among;
} KINDS[N_FOLLOW_KINDS] = {
    [FOLLOW_POST] = { FOLLOW_POST, 0 },  [FOLLOW_AGE] = { FOLLOW_AGE, 0 },       [FOLLOW_TENURE] = { FOLLOW_TENURE, 0 },
    [FOLLOW_STOCK] = { FOLLOW_POST, 1 }, [FOLLOW_UNBROKEN] = { FOLLOW_POST, 2 }, [FOLLOW_EMPLOYED] = { FOLLOW_POST, 3 }
};

static size_t span_of(size_t from, size_t to)
{
    return to * (to + 1) / 2 + from;
}

/* The places of a cell. */
struct places {
    uint32_t of_kind[N_PLACES];
};

struct follow_posts {
    const struct windows *windows;
    const struct cells *cells;
    size_t n_marks, n_spans; /* what from and to are less than; pairs of them, from <= to */
    struct spans spans[N_PLACES];
    struct places *places; /* per cell, found once */
    size_t n_places, places_capacity;
    uint32_t **preliminary; /* [post][period]; NULL: none */
    size_t n_preliminary, capacity;
};

/* The kind that a grouping gets its persons from. */
static enum follow_kind kind_of(enum grouping_id id)
{
    const struct grouping *g = grouping_of(id);

    if (grouping_splits_by(g, ATTRIBUTE_AGE))
        return FOLLOW_AGE;
    return grouping_splits_by(g, ATTRIBUTE_TENURE) ? FOLLOW_TENURE : FOLLOW_POST;
}

static uint32_t place_of(struct follow_posts *p, enum follow_kind kind, uint32_t cell)
{
    while (p->n_places <= cell) {
        uint32_t next = (uint32_t) p->n_places++;

        p->places = memory_grow(p->places, &p->places_capacity, p->n_places, sizeof *p->places);
        p->places[next].of_kind[FOLLOW_POST] = cells_post(p->cells, next);
        p->places[next].of_kind[FOLLOW_AGE] = cells_group(p->cells, GROUPING_OCCUPATION_AGE, next);
        p->places[next].of_kind[FOLLOW_TENURE] = cells_group(p->cells, GROUPING_OCCUPATION_TENURE, next);
    }
    return p->places[cell].of_kind[kind];
}

/* What stands for a kind has to tell the groups of each grouping apart that it stands for. */
static bool stands_for_all(void)
{
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        unsigned splits = grouping_of(id)->splits, known = 0;

        if (kind_of(id) == FOLLOW_AGE)
            known = grouping_of(GROUPING_OCCUPATION_AGE)->splits;
        else if (kind_of(id) == FOLLOW_TENURE)
            known = grouping_of(GROUPING_OCCUPATION_TENURE)->splits;
        else
            known = splits;
        if ((splits & ~known) != 0 || (grouping_of(id)->all_definitions && kind_of(id) != FOLLOW_POST))
            return false;
    }
    return true;
}

struct follow_posts *follow_posts_new(const struct windows *windows, const struct cells *cells)
{
    struct follow_posts *p = memory_zeroed(1, sizeof *p);

    assert(stands_for_all());
    (void) stands_for_all;
    p->n_marks = windows->n_periods + 1;
    p->n_spans = span_of(0, p->n_marks);
    p->windows = windows;
    p->cells = cells;
    for (size_t kind = 0; kind < N_FOLLOW_KINDS; kind++)
        p->spans[KINDS[kind].place].n_kinds++;
    return p;
}

void follow_posts_free(struct follow_posts *p)
{
    if (p == NULL)
        return;
    for (size_t kind = 0; kind < N_PLACES; kind++) {
        for (size_t i = 0; i < p->spans[kind].n; i++)
            free(p->spans[kind].persons[i]);
        free(p->spans[kind].persons);
        free(p->spans[kind].cell);
    }
    for (size_t i = 0; i < p->n_preliminary; i++)
        free(p->preliminary[i]);
    free(p->preliminary);
    free(p->places);
    free(p);
}

/* The persons of the cell's place, by first and last. */
static uint32_t *spans_of(struct follow_posts *p, struct spans *s, uint32_t cell)
{
    uint32_t place = place_of(p, (enum follow_kind)(s - p->spans), cell);

    if (place >= s->n) {
        s->persons = memory_grow(s->persons, &s->persons_capacity, (size_t) place + 1, sizeof *s->persons);
        s->cell = memory_grow(s->cell, &s->cell_capacity, (size_t) place + 1, sizeof *s->cell);
        while (s->n <= place)
            s->persons[s->n++] = NULL;
    }
    if (s->persons[place] == NULL) {
        s->persons[place] = memory_zeroed(p->n_spans * s->n_kinds, sizeof **s->persons);
        s->cell[place] = cell;
    }
    return s->persons[place];
}

void follow_posts_add(struct follow_posts *p, enum follow_kind kind, uint32_t cell, size_t from, size_t to)
{
    struct spans *s = &p->spans[KINDS[kind].place];

    spans_of(p, s, cell)[span_of(from, to) * s->n_kinds + KINDS[kind].among]++;
}

void follow_posts_expect(struct follow_posts *p, uint32_t cell, size_t from, size_t to)
{
    struct spans *s = &p->spans[FOLLOW_POST];

    __builtin_prefetch(&spans_of(p, s, cell)[span_of(from, to) * s->n_kinds], 1);
}

static uint32_t *preliminary_of(struct follow_posts *p, uint32_t post)
{
    if (post >= p->n_preliminary) {
        p->preliminary = memory_grow(p->preliminary, &p->capacity, (size_t) post + 1, sizeof *p->preliminary);
        while (p->n_preliminary <= post)
            p->preliminary[p->n_preliminary++] = NULL;
    }
    if (p->preliminary[post] == NULL)
        p->preliminary[post] = memory_zeroed(p->windows->n_periods, sizeof **p->preliminary);
    return p->preliminary[post];
}

void follow_posts_add_preliminary(struct follow_posts *p, uint32_t cell, size_t period)
{
    preliminary_of(p, cells_post(p->cells, cell))[period]++;
}

static void join_spans(struct follow_posts *into, const struct follow_posts *from, size_t places, const uint32_t *cell)
{
    const struct spans *s = &from->spans[places];

    for (size_t place = 0; place < s->n; place++)
        if (s->persons[place] != NULL) {
            uint32_t *sum = spans_of(into, &into->spans[places], cell[s->cell[place]]);

            for (size_t i = 0; i < from->n_spans * s->n_kinds; i++)
                sum[i] += s->persons[place][i];
        }
}

void follow_posts_join(struct follow_posts *into, const struct follow_posts *from, const uint32_t *cell)
{
    for (size_t places = 0; places < N_PLACES; places++)
        join_spans(into, from, places, cell);
    for (uint32_t post = 0; post < from->n_preliminary; post++)
        if (from->preliminary[post] != NULL) {
            uint32_t here = cells_post(into->cells, cell[cells_post_cell(from->cells, post)]);
            uint32_t *sum = preliminary_of(into, here);

            for (size_t i = 0; i < from->windows->n_periods; i++)
                sum[i] += from->preliminary[post][i];
        }
}

/* So many persons in the periods from..to, and in the pools that these belong to. */
static void spread_persons(const struct windows *w, size_t from, size_t to, uint32_t n, struct follow_count *slots)
{
    size_t last_pool = WINDOW_NO_POOL;

    for (size_t i = from; i <= to; i++) {
        size_t pool = w->periods[i].pool;

        slots[i].persons += n;
        if (pool != WINDOW_NO_POOL && pool != last_pool)
            slots[w->n_periods + pool].persons += n;
        last_pool = pool;
    }
}

/* So many persons in stock at the boundaries from..to. */
static void spread_stock(const struct windows *w, size_t from, size_t to, uint32_t n, struct follow_count *slots)
{
    for (size_t i = from; i <= to && i < w->n_periods; i++) {
        slots[i].opening += n;
        slots[i].stayed += i < to ? n : 0;
    }
}

/* The same, in one stay. */
static void spread_unbroken(const struct windows *w, size_t from, size_t to, uint32_t n, struct follow_count *slots)
{
    spread_stock(w, from, to, n, slots);
    for (size_t i = from; i < to; i++)
        slots[i].unbroken += n;
}

/* So many persons employed on the reference days from..to: of the last of them they are gone on the next. */
static void spread_employed(const struct windows *w, size_t from, size_t to, uint32_t n, struct follow_count *slots)
{
    for (size_t i = from; i <= to && i < w->n_periods; i++) {
        bool known = w->periods[i].reference_from != WINDOW_NONE;

        slots[i].reference += known ? n : 0;
        slots[i].gone += known && i == to ? n : 0;
    }
}

typedef void spread_span(const struct windows *w, size_t from, size_t to, uint32_t n, struct follow_count *slots);

/* The spans of a kind, added up by group of a grouping. */
struct group_spans {
    uint32_t *persons; /* [group][span_of(from, to)] */
    uint32_t *cell;    /* one of the group */
    size_t n;
};

static struct group_spans add_up(const struct follow_posts *p, enum follow_kind kind, enum grouping_id id)
{
    const struct spans *s = &p->spans[KINDS[kind].place];
    struct group_spans all = { .n = cells_groups(p->cells, id) };

    all.persons = memory_zeroed(all.n * p->n_spans, sizeof *all.persons);
    all.cell = memory_zeroed(all.n, sizeof *all.cell);
    for (size_t place = 0; place < s->n; place++)
        if (s->persons[place] != NULL) {
            uint32_t group = cells_group(p->cells, id, s->cell[place]);

            all.cell[group] = s->cell[place];
            for (size_t i = 0; i < p->n_spans; i++)
                all.persons[group * p->n_spans + i] += s->persons[place][i * s->n_kinds + KINDS[kind].among];
        }
    return all;
}

static void spread_kind(const struct follow_posts *p, enum follow_kind kind, enum grouping_id id, spread_span *spread,
                        follow_posts_take *take, void *context)
{
    struct group_spans all = add_up(p, kind, id);
    size_t n_slots = p->windows->n_periods + p->windows->n_pools;
    struct follow_count *slots = memory_zeroed(n_slots, sizeof *slots);

    for (size_t group = 0; group < all.n; group++) {
        bool any = false;

        memset(slots, 0, n_slots * sizeof *slots);
        for (size_t to = 0; to < p->n_marks; to++)
            for (size_t from = 0; from <= to; from++) {
                uint32_t n = all.persons[group * p->n_spans + span_of(from, to)];

                any = any || n > 0;
                if (n > 0)
                    spread(p->windows, from, to, n, slots);
            }
        for (size_t slot = 0; any && slot < n_slots; slot++)
            take(context, id, all.cell[group], slot, &slots[slot]);
    }
    free(slots);
    free(all.persons);
    free(all.cell);
}

static void spread_preliminary(const struct follow_posts *p, enum grouping_id id, follow_posts_take *take,
                               void *context)
{
    for (uint32_t post = 0; post < p->n_preliminary; post++)
        for (size_t i = 0; p->preliminary[post] != NULL && i < p->windows->n_periods; i++) {
            struct follow_count count = { .gone_preliminary = p->preliminary[post][i] };

            take(context, id, cells_post_cell(p->cells, post), i, &count);
        }
}

void follow_posts_spread(const struct follow_posts *p, follow_posts_take *take, void *context)
{
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        spread_kind(p, kind_of(id), id, spread_persons, take, context);
        if (!grouping_of(id)->all_definitions)
            continue;
        spread_kind(p, FOLLOW_STOCK, id, spread_stock, take, context);
        spread_kind(p, FOLLOW_UNBROKEN, id, spread_unbroken, take, context);
        spread_kind(p, FOLLOW_EMPLOYED, id, spread_employed, take, context);
        spread_preliminary(p, id, take, context);
    }
}
