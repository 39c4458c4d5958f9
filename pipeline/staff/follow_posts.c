#include "pipeline/staff/follow_posts.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdlib.h>

/* Persons by place, first and last period; a place is a post, or a group of the grouping that stands for its kind. */
struct spans {
    uint32_t **persons; /* [place][from * n_periods + to]; NULL: none */
    uint32_t *cell;     /* one of the place */
    size_t n, persons_capacity, cell_capacity;
};

struct follow_posts {
    const struct windows *windows;
    const struct cells *cells;
    struct spans spans[N_FOLLOW_KINDS];
    struct follow_count **counts; /* [post][period] */
    size_t n_counts, capacity;
};

/* The kind that a grouping gets its persons from. */
static enum follow_kind kind_of(enum grouping_id id)
{
    const struct grouping *g = grouping_of(id);

    if (grouping_splits_by(g, ATTRIBUTE_AGE))
        return FOLLOW_AGE;
    return grouping_splits_by(g, ATTRIBUTE_TENURE) ? FOLLOW_TENURE : FOLLOW_POST;
}

static uint32_t place_of(const struct follow_posts *p, enum follow_kind kind, uint32_t cell)
{
    if (kind == FOLLOW_POST)
        return cells_post(p->cells, cell);
    return cells_group(p->cells, kind == FOLLOW_AGE ? GROUPING_OCCUPATION_AGE : GROUPING_OCCUPATION_TENURE, cell);
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
    p->windows = windows;
    p->cells = cells;
    return p;
}

void follow_posts_free(struct follow_posts *p)
{
    if (p == NULL)
        return;
    for (size_t kind = 0; kind < N_FOLLOW_KINDS; kind++) {
        for (size_t i = 0; i < p->spans[kind].n; i++)
            free(p->spans[kind].persons[i]);
        free(p->spans[kind].persons);
        free(p->spans[kind].cell);
    }
    for (size_t i = 0; i < p->n_counts; i++)
        free(p->counts[i]);
    free(p->counts);
    free(p);
}

/* The persons of the cell's place, by first and last period. */
static uint32_t *spans_of(struct follow_posts *p, enum follow_kind kind, uint32_t cell)
{
    struct spans *s = &p->spans[kind];
    uint32_t place = place_of(p, kind, cell);
    size_t n_periods = p->windows->n_periods;

    if (place >= s->n) {
        s->persons = memory_grow(s->persons, &s->persons_capacity, (size_t) place + 1, sizeof *s->persons);
        s->cell = memory_grow(s->cell, &s->cell_capacity, (size_t) place + 1, sizeof *s->cell);
        while (s->n <= place)
            s->persons[s->n++] = NULL;
    }
    if (s->persons[place] == NULL) {
        s->persons[place] = memory_zeroed(n_periods * n_periods, sizeof **s->persons);
        s->cell[place] = cell;
    }
    return s->persons[place];
}

void follow_posts_add(struct follow_posts *p, enum follow_kind kind, uint32_t cell, size_t from, size_t to)
{
    spans_of(p, kind, cell)[from * p->windows->n_periods + to]++;
}

struct follow_count *follow_posts_counts(struct follow_posts *p, uint32_t cell)
{
    uint32_t post = cells_post(p->cells, cell);

    if (post >= p->n_counts) {
        p->counts = memory_grow(p->counts, &p->capacity, (size_t) post + 1, sizeof *p->counts);
        while (p->n_counts <= post)
            p->counts[p->n_counts++] = NULL;
    }
    if (p->counts[post] == NULL)
        p->counts[post] = memory_zeroed(p->windows->n_periods, sizeof **p->counts);
    return p->counts[post];
}

static void join_spans(struct follow_posts *into, const struct follow_posts *from, enum follow_kind kind,
                       const uint32_t *cell)
{
    const struct spans *s = &from->spans[kind];
    size_t n_spans = from->windows->n_periods * from->windows->n_periods;

    for (size_t place = 0; place < s->n; place++)
        if (s->persons[place] != NULL) {
            uint32_t *sum = spans_of(into, kind, cell[s->cell[place]]);

            for (size_t i = 0; i < n_spans; i++)
                sum[i] += s->persons[place][i];
        }
}

void follow_posts_join(struct follow_posts *into, const struct follow_posts *from, const uint32_t *cell)
{
    for (enum follow_kind kind = FOLLOW_POST; kind < N_FOLLOW_KINDS; kind++)
        join_spans(into, from, kind, cell);
    for (uint32_t post = 0; post < from->n_counts; post++)
        if (from->counts[post] != NULL) {
            struct follow_count *sum = follow_posts_counts(into, cell[cells_post_cell(from->cells, post)]);

            for (size_t i = 0; i < from->windows->n_periods; i++) {
                const struct follow_count *c = &from->counts[post][i];

                sum[i].opening += c->opening;
                sum[i].stayed += c->stayed;
                sum[i].unbroken += c->unbroken;
                sum[i].reference += c->reference;
                sum[i].gone += c->gone;
                sum[i].gone_preliminary += c->gone_preliminary;
            }
        }
}

/* So many persons in the periods from..to, and in the pools that these belong to. */
static void spread_span(const struct follow_posts *p, enum grouping_id id, uint32_t cell, size_t from, size_t to,
                        uint32_t n, follow_posts_take *take, void *context)
{
    struct follow_count count = { .persons = n };
    size_t last_pool = WINDOW_NO_POOL;

    for (size_t i = from; i <= to; i++) {
        size_t pool = p->windows->periods[i].pool;

        take(context, id, cell, i, &count);
        if (pool != WINDOW_NO_POOL && pool != last_pool)
            take(context, id, cell, p->windows->n_periods + pool, &count);
        last_pool = pool;
    }
}

static void spread_persons(const struct follow_posts *p, enum grouping_id id, follow_posts_take *take, void *context)
{
    const struct spans *s = &p->spans[kind_of(id)];
    size_t n_periods = p->windows->n_periods;

    for (size_t place = 0; place < s->n; place++)
        for (size_t i = 0; s->persons[place] != NULL && i < n_periods * n_periods; i++)
            if (s->persons[place][i] > 0)
                spread_span(p, id, s->cell[place], i / n_periods, i % n_periods, s->persons[place][i], take, context);
}

void follow_posts_spread(const struct follow_posts *p, follow_posts_take *take, void *context)
{
    for (enum grouping_id id = 0; id < N_GROUPINGS; id++) {
        spread_persons(p, id, take, context);
        if (!grouping_of(id)->all_definitions)
            continue;
        for (uint32_t post = 0; post < p->n_counts; post++)
            for (size_t i = 0; p->counts[post] != NULL && i < p->windows->n_periods; i++)
                take(context, id, cells_post_cell(p->cells, post), i, &p->counts[post][i]);
    }
}
