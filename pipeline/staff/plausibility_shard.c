/* plausibility_shard.c - what is found in one shard, written as tables. */
#include "pipeline/staff/plausibility_shard.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/plausibility_inside.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

/* ---- a shard is read ---- */

static bool read_spells(const struct shard *s, const char *path, struct spells *out, struct fault *f)
{
    struct spell_stream *stream = NULL;
    bool more = true, ok;

    spells_begin(out);
    ok = spell_stream_open_shard(path, s->number, s->n, out, &stream, f);
    while (ok && more) {
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        ok = spell_stream_next(stream, &out->items[out->n], &more, f);
        out->n += ok && more;
    }
    spell_stream_close(stream);
    if (!ok)
        spells_free(out);
    return ok;
}

static bool open_table(const struct shard *s, const char *table, struct writer **out, struct fault *f)
{
    char path[SHARD_PATH];

    shard_path(s, s->number, table, path);
    return writer_open(path, schema_find(table), out, f);
}

bool plausibility_shard_facts(const struct shard *s, const char *spells, bool snapshots, struct fault *f)
{
    struct spells read = { 0 };
    struct looked l = { .first = INT32_MAX };
    struct writer *w = NULL;
    bool ok = (!snapshots || read_spells(s, spells, &read, f)) && open_table(s, "shard_snapshots", &w, f);

    if (ok && snapshots)
        looked_range(&read, BASIS_SNAPSHOT, &l);
    for (size_t i = 0; ok && i < l.snapshots.n; i++) {
        writer_date(w, l.snapshots.items[i]);
        writer_integer(w, (int64_t) i);
        writer_end_row(w);
    }
    looked_free(&l);
    if (snapshots)
        spells_free(&read);
    return ok && writer_commit(w, f);
}

/* ---- what was found in a shard is written ---- */

/* Of each basis; those of a basis that the shard has not are empty. */
struct found {
    struct looked of[N_LOOKED_BASES];
    struct looked range[N_LOOKED_BASES]; /* as the shard itself has it */
    struct looked_shared shared;
    const struct dictionary *districts;
};

static void put_ranges(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++) {
        const struct looked *l = &found->range[b];

        if (l->first == INT32_MAX)
            continue;
        writer_text(w, spell_basis_word(LOOKED_BASES[b]));
        writer_date(w, l->first);
        writer_date(w, l->last);
        writer_date(w, l->covered);
        writer_date(w, l->extraction);
        writer_end_row(w);
    }
}

static bool any_on(const struct looked *l, size_t day)
{
    uint32_t any = 0;

    for (int i = 0; i < N_LOOKED; i++)
        any |= l->days[i][day];
    return any != 0;
}

static void put_days(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++) {
        const struct looked *l = &found->of[b];

        for (size_t day = 0; l->first != INT32_MAX && day < looked_days(l); day++) {
            if (!any_on(l, day))
                continue;
            writer_text(w, spell_basis_word(LOOKED_BASES[b]));
            writer_date(w, l->first + (int32_t) day);
            for (int i = 0; i < N_LOOKED; i++)
                writer_integer(w, l->days[i][day]);
            writer_end_row(w);
        }
    }
}

static void put_pairs(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        for (size_t i = 0; found->of[b].pairs != NULL && i < found->of[b].snapshots.n; i++) {
            const struct looked_pair *pair = &found->of[b].pairs[i];

            if ((pair->before | pair->now) == 0)
                continue;
            writer_date(w, found->of[b].snapshots.items[i]);
            writer_integer(w, pair->before);
            writer_integer(w, pair->now);
            writer_integer(w, pair->left);
            writer_end_row(w);
        }
}

struct named_district {
    const char *name;
    const struct looked_district *found;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named_district *) a)->name, ((const struct named_district *) b)->name);
}

static void put_districts_of(struct writer *w, int32_t snapshot, const struct looked_pair *pair,
                             const struct dictionary *names)
{
    struct named_district *named = memory_zeroed(pair->n_districts, sizeof *named);

    for (uint32_t i = 0; i < pair->n_districts; i++)
        named[i] = (struct named_district){ dictionary_text(names, i), &pair->districts[i] };
    qsort(named, pair->n_districts, sizeof *named, by_name);
    for (size_t i = 0; i < pair->n_districts; i++) {
        if ((named[i].found->before | named[i].found->now) == 0)
            continue;
        writer_date(w, snapshot);
        writer_text(w, named[i].name);
        writer_integer(w, named[i].found->before);
        writer_integer(w, named[i].found->now);
        writer_integer(w, named[i].found->gone);
        writer_end_row(w);
    }
    free(named);
}

static void put_districts(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        for (size_t i = 0; found->of[b].pairs != NULL && i < found->of[b].snapshots.n; i++)
            put_districts_of(w, found->of[b].snapshots.items[i], &found->of[b].pairs[i], found->districts);
}

static void put_shared(struct writer *w, const struct found *found)
{
    writer_integer(w, found->shared.persons);
    writer_date(w, found->shared.persons > 0 ? found->shared.day : INT32_MAX);
    writer_end_row(w);
}

static bool write_found(const struct shard *s, const struct found *found, struct fault *f)
{
    static const struct {
        const char *table;
        void (*put)(struct writer *w, const struct found *found);
    } written[] = { { "shard_ranges", put_ranges },
                    { "shard_days", put_days },
                    { "shard_pairs", put_pairs },
                    { "shard_districts", put_districts },
                    { "shard_shared", put_shared } };
    bool ok = true;

    for (size_t i = 0; i < sizeof written / sizeof written[0] && ok; i++) {
        struct writer *w = NULL;

        ok = open_table(s, written[i].table, &w, f);
        if (!ok)
            break;
        written[i].put(w, found);
        ok = writer_commit(w, f);
    }
    return ok;
}

bool plausibility_shard_write(const struct shard *s, const char *spells, const struct plausibility *p,
                              const struct organisation *organisation, struct fault *f)
{
    struct found found = { .shared = { 0, 0 } };
    struct spells read = { 0 };
    struct days snapshots = { 0 };
    bool ok = looked_shard_snapshots(s, &snapshots, f) && read_spells(s, spells, &read, f);

    for (size_t b = 0; b < N_LOOKED_BASES && ok; b++) {
        struct looked *l = &found.of[b];

        looked_range(&read, LOOKED_BASES[b], l);
        found.range[b] = *l;
        if (l->first == INT32_MAX)
            continue;
        for (size_t i = 0; LOOKED_BASES[b] == BASIS_SNAPSHOT && i < snapshots.n; i++)
            days_add(&l->snapshots, snapshots.items[i]);
        if (l->snapshots.n > 0 && l->snapshots.items[l->snapshots.n - 1] > l->last)
            l->last = l->snapshots.items[l->snapshots.n - 1];
        looked_begin(l);
        looked_count(l, &read, organisation);
        looked_count_pairs(l, &read);
    }
    if (ok) {
        looked_count_shared(&found.shared, p, &read);
        found.districts = read.districts;
        ok = write_found(s, &found, f);
        spells_free(&read);
    }
    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        looked_free(&found.of[b]);
    days_free(&snapshots);
    return ok;
}
