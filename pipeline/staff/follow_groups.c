#include "pipeline/staff/follow_groups.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdlib.h>

static const struct follow_cohort NOBODY;

struct grouping_groups {
    struct follow_group *items;
    size_t n, capacity;
};

struct follow_groups {
    const struct windows *windows;
    const struct cells *cells;
    size_t n_slots;
    struct grouping_groups groupings[N_GROUPINGS];
    struct follow_group *of_cells; /* [cell * N_GROUPINGS + grouping] */
    size_t n_cells, capacity;
    struct follow_post *posts;
    size_t n_posts, posts_capacity;
};

static const enum grouping_id WHOLE[FOLLOW_WHOLE] = { GROUPING_CITY, GROUPING_DISTRICT, GROUPING_OCCUPATION };

enum grouping_id follow_groups_whole(size_t i)
{
    return WHOLE[i];
}

static bool all_are_whole(void)
{
    size_t n = 0;

    for (enum grouping_id id = 0; id < N_GROUPINGS; id++)
        n += grouping_of(id)->all_definitions;
    for (size_t i = 0; i < FOLLOW_WHOLE; i++)
        if (!grouping_of(WHOLE[i])->all_definitions || grouping_splits_by(grouping_of(WHOLE[i]), ATTRIBUTE_AGE) ||
            grouping_splits_by(grouping_of(WHOLE[i]), ATTRIBUTE_TENURE))
            return false;
    return n == FOLLOW_WHOLE;
}

struct follow_groups *follow_groups_new(const struct windows *windows, const struct cells *cells)
{
    struct follow_groups *g = memory_zeroed(1, sizeof *g);

    assert(all_are_whole());
    (void) all_are_whole;
    g->windows = windows;
    g->cells = cells;
    g->n_slots = windows->n_periods + windows->n_pools;
    return g;
}

static void group_free(struct follow_group *group, size_t n_periods)
{
    for (size_t p = 0; group->cohorts != NULL && p < n_periods; p++)
        follow_cohort_clear(&group->cohorts[p]);
    free(group->cohorts);
    free(group->entries);
}

void follow_groups_free(struct follow_groups *g)
{
    if (g == NULL)
        return;
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        for (size_t i = 0; i < g->groupings[id].n; i++)
            group_free(&g->groupings[id].items[i], g->windows->n_periods);
        free(g->groupings[id].items);
    }
    free(g->of_cells);
    free(g->posts);
    free(g);
}

static struct follow_group *group_of(struct follow_groups *g, size_t id, uint32_t cell)
{
    struct grouping_groups *all = &g->groupings[id];
    uint32_t group = cells_group(g->cells, (enum grouping_id) id, cell);

    if (group >= all->n) {
        all->items = memory_grow(all->items, &all->capacity, (size_t) group + 1, sizeof *all->items);
        while (all->n <= group)
            all->items[all->n++] = (struct follow_group){ NULL, NULL };
    }
    if (all->items[group].entries == NULL) {
        all->items[group].entries = memory_zeroed(g->n_slots, sizeof *all->items[group].entries);
        if (grouping_of((enum grouping_id) id)->all_definitions)
            all->items[group].cohorts = memory_zeroed(g->windows->n_periods, sizeof *all->items[group].cohorts);
    }
    return &all->items[group];
}

const struct follow_group *follow_groups_of(struct follow_groups *g, uint32_t cell)
{
    for (; g->n_cells <= cell; g->n_cells++) {
        g->of_cells = memory_grow(g->of_cells, &g->capacity, (g->n_cells + 1) * N_GROUPINGS, sizeof *g->of_cells);
        for (size_t id = 0; id < N_GROUPINGS; id++)
            g->of_cells[g->n_cells * N_GROUPINGS + id] = *group_of(g, id, (uint32_t) g->n_cells);
    }
    return &g->of_cells[(size_t) cell * N_GROUPINGS];
}

const struct follow_post *follow_groups_of_post(struct follow_groups *g, uint32_t post)
{
    for (; g->n_posts <= post; g->n_posts++) {
        uint32_t cell = cells_post_cell(g->cells, (uint32_t) g->n_posts);
        struct follow_post *new;

        g->posts = memory_grow(g->posts, &g->posts_capacity, g->n_posts + 1, sizeof *g->posts);
        new = &g->posts[g->n_posts];
        for (size_t i = 0; i < FOLLOW_WHOLE; i++) {
            new->group[i] = *group_of(g, WHOLE[i], cell);
            new->number[i] = cells_group(g->cells, WHOLE[i], cell);
        }
    }
    return &g->posts[post];
}

static void add_tally(struct follow_tally *to, const struct follow_tally *from)
{
    to->again += from->again;
    to->within += from->within;
    to->returned += from->returned;
    to->reference += from->reference;
    to->gone += from->gone;
    to->gone_preliminary += from->gone_preliminary;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        to->preliminary[i] += from->preliminary[i];
}

void follow_groups_sum(struct follow_groups *g, enum grouping_id id, uint32_t cell, size_t slot,
                       const struct follow_tally *from)
{
    add_tally(&group_of(g, id, cell)->entries[slot].tally, from);
}

static void join_group(struct follow_groups *into, const struct follow_group *from, size_t id, uint32_t cell)
{
    struct follow_group *to = group_of(into, id, cell);

    for (size_t slot = 0; slot < into->n_slots; slot++)
        add_tally(&to->entries[slot].tally, &from->entries[slot].tally);
    for (size_t p = 0; from->cohorts != NULL && p < into->windows->n_periods; p++)
        follow_cohort_join(&to->cohorts[p], &from->cohorts[p]);
}

void follow_groups_join(struct follow_groups *into, const struct follow_groups *from, const uint32_t *cell)
{
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        const struct grouping_groups *all = &from->groupings[id];
        bool *done = memory_zeroed(all->n, sizeof *done);

        for (uint32_t i = 0; i < cells_count(from->cells); i++) {
            uint32_t group = cells_group(from->cells, (enum grouping_id) id, i);

            if (group < all->n && !done[group] && all->items[group].entries != NULL)
                join_group(into, &all->items[group], id, cell[i]);
            if (group < all->n)
                done[group] = true;
        }
        free(done);
    }
}

/* Reference days are counted as steps; of a period that has none nothing is told. */
static void settle_reference(const struct windows *w, struct follow_entry *entries)
{
    uint32_t employed = 0;

    for (size_t p = 0; p < w->n_periods; p++) {
        struct follow_tally *t = &entries[p].tally;

        employed += t->reference;
        t->reference = employed;
        if (w->periods[p].reference_from == WINDOW_NONE)
            t->reference = t->gone = t->gone_preliminary = 0;
    }
}

void follow_groups_settle(struct follow_groups *g)
{
    for (size_t id = 0; id < N_GROUPINGS; id++)
        for (size_t i = 0; i < g->groupings[id].n; i++) {
            struct follow_group *group = &g->groupings[id].items[i];

            if (group->cohorts == NULL)
                continue;
            settle_reference(g->windows, group->entries);
            for (size_t p = 0; p < g->windows->n_periods; p++)
                follow_cohort_settle(&group->cohorts[p]);
        }
}

static const struct follow_group *group_if_any(const struct follow_groups *g, enum grouping_id id, uint32_t group)
{
    const struct grouping_groups *all = &g->groupings[id];

    return group < all->n && all->items[group].entries != NULL ? &all->items[group] : NULL;
}

struct follow_tally follow_groups_tally(const struct follow_groups *g, enum grouping_id id, uint32_t group, size_t slot)
{
    const struct follow_group *one = group_if_any(g, id, group);

    return one != NULL ? one->entries[slot].tally : (struct follow_tally){ 0 };
}

const struct follow_cohort *follow_groups_cohort(const struct follow_groups *g, enum grouping_id id, uint32_t group,
                                                 size_t period)
{
    const struct follow_group *one = group_if_any(g, id, group);

    return one != NULL ? &one->cohorts[period] : &NOBODY;
}
