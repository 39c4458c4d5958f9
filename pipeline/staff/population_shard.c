#include "pipeline/staff/population_shard.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

/* Groupings in the order of their names, as tables are sorted. */
static int by_name(const void *a, const void *b)
{
    return strcmp(grouping_of(*(const enum grouping_id *) a)->name, grouping_of(*(const enum grouping_id *) b)->name);
}

static void sort_groupings(enum grouping_id ids[N_GROUPINGS])
{
    for (size_t i = 0; i < N_GROUPINGS; i++)
        ids[i] = (enum grouping_id) i;
    qsort(ids, N_GROUPINGS, sizeof *ids, by_name);
}

struct shard_writer {
    const struct population *population;
    struct writer *to;
};

static void put_transfers(struct writer *to, const struct transfers *t)
{
    for (size_t k = 0; k < N_TRANSFERS; k++)
        writer_integer(to, t->in[k]);
    for (size_t k = 0; k < N_TRANSFERS; k++)
        writer_integer(to, t->out[k]);
}

static void put_cells(struct shard_writer *w)
{
    const struct population *p = w->population;

    for (uint32_t cell = 0; cell < cells_count(p->cells); cell++) {
        const uint16_t *attribute = cells_key(p->cells, cell)->attribute;

        writer_integer(w->to, cell);
        writer_text(w->to, dictionary_text(p->names.districts, attribute[ATTRIBUTE_DISTRICT]));
        writer_text(w->to, dictionary_text(p->names.occupations, attribute[ATTRIBUTE_OCCUPATION]));
        writer_text(w->to, dictionary_text(p->names.operations, attribute[ATTRIBUTE_OPERATION]));
        writer_text(w->to, codebook_gender_word((enum staff_gender) attribute[ATTRIBUTE_GENDER]));
        writer_integer(w->to, attribute[ATTRIBUTE_AGE]);
        writer_integer(w->to, attribute[ATTRIBUTE_TENURE]);
        writer_end_row(w->to);
    }
}

static bool any_tally(const struct tally *t)
{
    uint32_t any = t->hires | t->goes | t->came;

    for (size_t k = 0; k < TALLY_CAUSES; k++)
        any |= t->exits[k];
    return any != 0 || t->stock != 0 || t->first_day != 0 || t->days2 != 0 || t->grade_days2 != 0;
}

static void put_tally(struct writer *to, uint32_t cell, size_t window, const struct tally *t, int64_t ungraded_days2,
                      const struct transfers *moves)
{
    writer_integer(to, cell);
    writer_integer(to, (int64_t) window);
    writer_integer(to, t->stock);
    writer_integer(to, t->first_day);
    writer_integer(to, t->hires);
    for (size_t k = 0; k < TALLY_CAUSES; k++)
        writer_integer(to, t->exits[k]);
    writer_integer(to, t->goes);
    writer_integer(to, t->came);
    writer_integer(to, t->days2);
    writer_integer(to, t->grade_days2);
    writer_integer(to, ungraded_days2);
    put_transfers(to, moves);
    writer_end_row(to);
}

static void put_tallies(struct shard_writer *w)
{
    static const struct transfers none;
    const struct balance *b = w->population->balance;
    size_t n = w->population->windows->n;

    for (uint32_t cell = 0; cell < cells_count(w->population->cells); cell++) {
        const struct tally_rows *rows = balance_tallies(b, cell);
        const struct transfers *moves = balance_cell_transfers(b, cell);

        for (size_t i = 0; i <= n; i++) {
            const struct transfers *here = moves != NULL && i < n ? &moves[i] : &none;
            int64_t ungraded_days2 = i < n ? balance_ungraded_days2(b, cell, i) : 0;
            struct tally t = tally_rows_at(rows, i);

            if (any_tally(&t) || ungraded_days2 != 0 || transfers_any(here))
                put_tally(w->to, cell, i, &t, ungraded_days2, here);
        }
    }
}

static void put_group(struct writer *to, enum grouping_id id, uint32_t cell, size_t slot)
{
    writer_text(to, grouping_of(id)->name);
    writer_integer(to, cell);
    writer_integer(to, (int64_t) slot);
}

static void put_group_transfers(struct shard_writer *w, enum grouping_id id, uint32_t cell, uint32_t group)
{
    const struct transfers *t = balance_group_transfers(w->population->balance, id, group);

    for (size_t i = 0; t != NULL && i < w->population->windows->n; i++) {
        if (!transfers_any(&t[i]))
            continue;
        put_group(w->to, id, cell, i);
        put_transfers(w->to, &t[i]);
        writer_end_row(w->to);
    }
}

static void put_persons(struct shard_writer *w, enum grouping_id id, uint32_t cell, uint32_t group)
{
    static const struct follow_tally none;
    size_t n_slots = w->population->windows->n_periods + w->population->windows->n_pools;

    for (size_t slot = 0; slot < n_slots; slot++) {
        struct follow_tally t = follow_tally(w->population->follow, id, group, slot);

        if (memcmp(&t, &none, sizeof t) == 0)
            continue;
        put_group(w->to, id, cell, slot);
        writer_integer(w->to, t.again);
        writer_integer(w->to, t.within);
        writer_integer(w->to, t.returned);
        writer_integer(w->to, t.reference);
        writer_integer(w->to, t.gone);
        writer_integer(w->to, t.gone_preliminary);
        for (size_t k = 0; k < TALLY_CAUSES; k++)
            writer_integer(w->to, t.preliminary[k]);
        writer_end_row(w->to);
    }
}

static void put_hires(struct shard_writer *w, enum grouping_id id, uint32_t cell, uint32_t group)
{
    for (size_t period = 0; grouping_of(id)->all_definitions && period < w->population->windows->n_periods; period++) {
        const struct follow_cohort *c = follow_cohort(w->population->follow, id, group, period);

        for (size_t days = 0; days < c->n_days; days++) {
            if ((c->exits[days] | c->censored[days]) == 0)
                continue;
            put_group(w->to, id, cell, period);
            writer_integer(w->to, (int64_t) days);
            writer_integer(w->to, c->exits[days]);
            writer_integer(w->to, c->censored[days]);
            writer_end_row(w->to);
        }
    }
}

/* Each group of each grouping, by its first cell. */
static void each_group(struct shard_writer *w,
                       void (*put)(struct shard_writer *w, enum grouping_id id, uint32_t cell, uint32_t group))
{
    const struct cells *cells = w->population->cells;
    enum grouping_id ids[N_GROUPINGS];

    sort_groupings(ids);
    for (size_t i = 0; i < N_GROUPINGS; i++) {
        bool *done = memory_zeroed(cells_groups(cells, ids[i]), sizeof *done);

        for (uint32_t cell = 0; cell < cells_count(cells); cell++) {
            uint32_t group = cells_group(cells, ids[i], cell);

            if (!done[group])
                put(w, ids[i], cell, group);
            done[group] = true;
        }
        free(done);
    }
}

static void each_group_transfers(struct shard_writer *w)
{
    each_group(w, put_group_transfers);
}

static void each_group_persons(struct shard_writer *w)
{
    each_group(w, put_persons);
}

static void each_group_hires(struct shard_writer *w)
{
    each_group(w, put_hires);
}

/* What is written, in this order. */
static const struct {
    const char *table;
    void (*put)(struct shard_writer *w);
} WRITTEN[] = {
    { "shard_cells", put_cells },
    { "shard_tallies", put_tallies },
    { "shard_transfers", each_group_transfers },
    { "shard_persons", each_group_persons },
    { "shard_hires", each_group_hires },
};

bool population_shard_write(const struct population *p, const struct shard *s, struct fault *f)
{
    bool ok = true;

    for (size_t i = 0; i < sizeof WRITTEN / sizeof WRITTEN[0] && ok; i++) {
        struct shard_writer w = { .population = p };
        char path[SHARD_PATH];

        shard_path(s, s->number, WRITTEN[i].table, path);
        ok = writer_open(path, schema_find(WRITTEN[i].table), &w.to, f);
        if (!ok)
            break;
        WRITTEN[i].put(&w);
        ok = writer_commit(w.to, f);
    }
    return ok;
}
