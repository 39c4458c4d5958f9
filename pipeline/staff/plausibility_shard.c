#include "pipeline/staff/plausibility_shard.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/plausibility_inside.h"
#include "pipeline/table/stream.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

static const enum spell_basis BASES[] = { BASIS_SNAPSHOT, BASIS_SPELLS }; /* in the order of their words */
enum { N_BASES = sizeof BASES / sizeof BASES[0] };

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
    struct looked of[N_BASES];
    struct looked range[N_BASES]; /* as the shard itself has it */
    struct looked_shared shared;
    const struct dictionary *districts;
};

static void put_ranges(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_BASES; b++) {
        const struct looked *l = &found->range[b];

        if (l->first == INT32_MAX)
            continue;
        writer_text(w, spell_basis_word(BASES[b]));
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
    for (size_t b = 0; b < N_BASES; b++) {
        const struct looked *l = &found->of[b];

        for (size_t day = 0; l->first != INT32_MAX && day < looked_days(l); day++) {
            if (!any_on(l, day))
                continue;
            writer_text(w, spell_basis_word(BASES[b]));
            writer_date(w, l->first + (int32_t) day);
            for (int i = 0; i < N_LOOKED; i++)
                writer_integer(w, l->days[i][day]);
            writer_end_row(w);
        }
    }
}

static void put_pairs(struct writer *w, const struct found *found)
{
    for (size_t b = 0; b < N_BASES; b++)
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
    for (size_t b = 0; b < N_BASES; b++)
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

static bool read_snapshots(const struct shard *s, struct days *out, struct fault *f);

bool plausibility_shard_write(const struct shard *s, const char *spells, const struct plausibility *p,
                              const struct organisation *organisation, struct fault *f)
{
    struct found found = { .shared = { 0, 0 } };
    struct spells read = { 0 };
    struct days snapshots = { 0 };
    bool ok = read_snapshots(s, &snapshots, f) && read_spells(s, spells, &read, f);

    for (size_t b = 0; b < N_BASES && ok; b++) {
        struct looked *l = &found.of[b];

        looked_range(&read, BASES[b], l);
        found.range[b] = *l;
        if (l->first == INT32_MAX)
            continue;
        for (size_t i = 0; BASES[b] == BASIS_SNAPSHOT && i < snapshots.n; i++)
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
    for (size_t b = 0; b < N_BASES; b++)
        looked_free(&found.of[b]);
    days_free(&snapshots);
    return ok;
}

/* ---- shards are added up ---- */

struct sum {
    struct stream *from;
    struct looked of[N_BASES];
    struct looked_shared shared;
    struct dictionary *districts;
    struct days snapshots;
};

static bool read_table(struct sum *sum, const struct shard *s, const char *table, bool (*take)(struct sum *sum),
                       struct fault *f)
{
    bool ok = true;

    for (size_t i = 1; i <= s->n && ok; i++) {
        bool more = true;
        char path[SHARD_PATH];

        shard_path(s, i, table, path);
        sum->from = NULL;
        ok = stream_open(path, schema_find(table), &sum->from, f);
        while (ok && (ok = stream_next(sum->from, &more, f)) && more)
            ok = take(sum) || shard_damaged(path, stream_line(sum->from), f);
        stream_close(sum->from);
    }
    return ok;
}

static bool take_counts(const struct sum *sum, size_t column, size_t n, uint32_t *out)
{
    for (size_t i = 0; i < n; i++) {
        int64_t value = stream_integer(sum->from, column + i);

        if (value < 0 || value > UINT32_MAX)
            return false;
        out[i] = (uint32_t) value;
    }
    return true;
}

static bool take_snapshot(struct sum *sum)
{
    int32_t day = stream_date(sum->from, 0);

    if (day == STREAM_NO_DATE)
        return false;
    days_add(&sum->snapshots, day);
    return true;
}

static bool read_snapshots(const struct shard *s, struct days *out, struct fault *f)
{
    struct sum sum = { .from = NULL };
    bool ok = read_table(&sum, s, "shard_snapshots", take_snapshot, f);

    *out = sum.snapshots;
    return ok;
}

static struct looked *take_basis(struct sum *sum)
{
    struct field word = stream_text(sum->from, 0);

    for (size_t b = 0; b < N_BASES; b++) {
        const char *basis = spell_basis_word(BASES[b]);

        if (strlen(basis) == word.length && memcmp(basis, word.bytes, word.length) == 0)
            return &sum->of[b];
    }
    return NULL;
}

static bool take_range(struct sum *sum)
{
    struct looked *l = take_basis(sum);
    int32_t first = stream_date(sum->from, 1), last = stream_date(sum->from, 2), covered = stream_date(sum->from, 3);
    int32_t extraction = stream_date(sum->from, 4);

    if (l == NULL || first == STREAM_NO_DATE || last == STREAM_NO_DATE || extraction == STREAM_NO_DATE)
        return false;
    l->first = first < l->first ? first : l->first;
    l->last = last > l->last ? last : l->last;
    l->extraction = extraction > l->extraction ? extraction : l->extraction;
    if (covered != STREAM_NO_DATE && covered < l->covered)
        l->covered = covered;
    return true;
}

static bool take_day(struct sum *sum)
{
    struct looked *l = take_basis(sum);
    int32_t day = stream_date(sum->from, 1);
    uint32_t n[N_LOOKED];

    if (l == NULL || day == STREAM_NO_DATE || l->first > day || day - l->first >= (int32_t) looked_days(l) ||
        !take_counts(sum, 2, N_LOOKED, n))
        return false;
    for (size_t i = 0; i < N_LOOKED; i++)
        l->days[i][day - l->first] += n[i];
    return true;
}

/* The pair of the snapshot of the row at hand. */
static struct looked_pair *take_pair(struct sum *sum)
{
    for (size_t b = 0; b < N_BASES; b++) {
        size_t i = days_number(&sum->of[b].snapshots, stream_date(sum->from, 0));

        if (i != SIZE_MAX && sum->of[b].pairs != NULL)
            return &sum->of[b].pairs[i];
    }
    return NULL;
}

static bool take_persons(struct sum *sum)
{
    struct looked_pair *pair = take_pair(sum);
    uint32_t n[3];

    if (pair == NULL || !take_counts(sum, 1, 3, n))
        return false;
    pair->before += n[0];
    pair->now += n[1];
    pair->left += n[2];
    return true;
}

static bool take_district(struct sum *sum)
{
    struct field name = stream_text(sum->from, 1);
    struct looked_pair *pair = take_pair(sum);
    struct looked_district *district;
    uint32_t n[3];

    if (pair == NULL || !take_counts(sum, 2, 3, n))
        return false;
    district = looked_district(pair, dictionary_intern(sum->districts, name.bytes, name.length));
    district->before += n[0];
    district->now += n[1];
    district->gone += n[2];
    return true;
}

static bool take_shared(struct sum *sum)
{
    int32_t day = stream_date(sum->from, 1);
    uint32_t n;

    if (!take_counts(sum, 0, 1, &n) || (n > 0 && day == STREAM_NO_DATE))
        return false;
    if (n > 0 && (sum->shared.persons == 0 || day < sum->shared.day))
        sum->shared.day = day;
    sum->shared.persons += n;
    return true;
}

static void begin(struct sum *sum)
{
    for (size_t b = 0; b < N_BASES; b++) {
        for (size_t i = 0; BASES[b] == BASIS_SNAPSHOT && i < sum->snapshots.n; i++)
            days_add(&sum->of[b].snapshots, sum->snapshots.items[i]);
        if (sum->of[b].first != INT32_MAX)
            looked_begin(&sum->of[b]);
    }
}

static void judge(const struct sum *sum, const struct plausibility *p, struct doubts *out)
{
    for (size_t b = N_BASES; b-- > 0;) /* spells before snapshots */
        if (sum->of[b].first != INT32_MAX)
            looked_judge(p, &sum->of[b], out);
    looked_judge_shared(&sum->shared, out);
    doubts_sort(out);
}

bool plausibility_shard_sum(const struct shard *s, const struct plausibility *p, struct doubts *out, struct fault *f)
{
    static const struct spells none;
    struct sum sum = { .districts = dictionary_new() };
    bool ok;

    for (size_t b = 0; b < N_BASES; b++)
        looked_range(&none, BASES[b], &sum.of[b]);
    ok = read_table(&sum, s, "shard_snapshots", take_snapshot, f) && read_table(&sum, s, "shard_ranges", take_range, f);
    if (ok)
        begin(&sum);
    ok = ok && read_table(&sum, s, "shard_days", take_day, f) && read_table(&sum, s, "shard_pairs", take_persons, f) &&
         read_table(&sum, s, "shard_districts", take_district, f) &&
         read_table(&sum, s, "shard_shared", take_shared, f);
    if (ok)
        judge(&sum, p, out);
    for (size_t b = 0; b < N_BASES; b++)
        looked_free(&sum.of[b]);
    days_free(&sum.snapshots);
    dictionary_free(sum.districts);
    return ok;
}
