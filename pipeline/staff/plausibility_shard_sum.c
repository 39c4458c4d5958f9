/* plausibility_shard_sum.c - the tables of plausibility_shard.c read back, added up, and judged. */
#include "pipeline/staff/plausibility_inside.h"
#include "pipeline/staff/plausibility_shard.h"
#include "pipeline/staff/shard_table.h"

const enum spell_basis LOOKED_BASES[N_LOOKED_BASES] = { BASIS_SNAPSHOT, BASIS_SPELLS };

struct sum {
    struct stream *from;
    struct looked of[N_LOOKED_BASES];
    struct looked_shared shared;
    struct dictionary *districts;
    struct days snapshots;
};

/* The table of every shard. */
static bool read_table(struct sum *sum, const struct shard *s, const char *table, shard_take *take, struct fault *f)
{
    bool ok = true;

    for (size_t i = 1; i <= s->n && ok; i++)
        ok = shard_table_read(s, i, table, &sum->from, take, sum, f);
    return ok;
}

static bool take_snapshot(void *context)
{
    struct sum *sum = context;
    int32_t day = stream_date(sum->from, 0);

    if (day == STREAM_NO_DATE)
        return false;
    days_add(&sum->snapshots, day);
    return true;
}

bool looked_shard_snapshots(const struct shard *s, struct days *out, struct fault *f)
{
    struct sum sum = { .from = NULL };
    bool ok = read_table(&sum, s, "shard_snapshots", take_snapshot, f);

    *out = sum.snapshots;
    return ok;
}

static struct looked *take_basis(struct sum *sum)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        if (field_is(stream_text(sum->from, 0), spell_basis_word(LOOKED_BASES[b])))
            return &sum->of[b];
    return NULL;
}

static bool take_range(void *context)
{
    struct sum *sum = context;
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

static bool take_day(void *context)
{
    struct sum *sum = context;
    struct looked *l = take_basis(sum);
    int32_t day = stream_date(sum->from, 1);
    uint32_t n[N_LOOKED];

    if (l == NULL || day == STREAM_NO_DATE || l->first > day || day - l->first >= (int32_t) looked_days(l) ||
        !shard_table_counts(sum->from, 2, N_LOOKED, n))
        return false;
    for (size_t i = 0; i < N_LOOKED; i++)
        l->days[i][day - l->first] += n[i];
    return true;
}

/* The pair of the snapshot of the row at hand. */
static struct looked_pair *take_pair(struct sum *sum)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++) {
        size_t i = days_number(&sum->of[b].snapshots, stream_date(sum->from, 0));

        if (i != SIZE_MAX && sum->of[b].pairs != NULL)
            return &sum->of[b].pairs[i];
    }
    return NULL;
}

static bool take_persons(void *context)
{
    struct sum *sum = context;
    struct looked_pair *pair = take_pair(sum);
    uint32_t n[3];

    if (pair == NULL || !shard_table_counts(sum->from, 1, 3, n))
        return false;
    pair->before += n[0];
    pair->now += n[1];
    pair->left += n[2];
    return true;
}

static bool take_district(void *context)
{
    struct sum *sum = context;
    struct field name = stream_text(sum->from, 1);
    struct looked_pair *pair = take_pair(sum);
    struct looked_district *district;
    uint32_t n[3];

    if (pair == NULL || !shard_table_counts(sum->from, 2, 3, n))
        return false;
    district = looked_district(pair, dictionary_intern(sum->districts, name.bytes, name.length));
    district->before += n[0];
    district->now += n[1];
    district->gone += n[2];
    return true;
}

static bool take_shared(void *context)
{
    struct sum *sum = context;
    int32_t day = stream_date(sum->from, 1);
    uint32_t n;

    if (!shard_table_counts(sum->from, 0, 1, &n) || (n > 0 && day == STREAM_NO_DATE))
        return false;
    if (n > 0 && (sum->shared.persons == 0 || day < sum->shared.day))
        sum->shared.day = day;
    sum->shared.persons += n;
    return true;
}

static void begin(struct sum *sum)
{
    for (size_t b = 0; b < N_LOOKED_BASES; b++) {
        for (size_t i = 0; LOOKED_BASES[b] == BASIS_SNAPSHOT && i < sum->snapshots.n; i++)
            days_add(&sum->of[b].snapshots, sum->snapshots.items[i]);
        if (sum->of[b].first != INT32_MAX)
            looked_begin(&sum->of[b]);
    }
}

static void judge(const struct sum *sum, const struct plausibility *p, struct doubts *out)
{
    for (size_t b = N_LOOKED_BASES; b-- > 0;) /* spells before snapshots */
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

    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        looked_range(&none, LOOKED_BASES[b], &sum.of[b]);
    ok = read_table(&sum, s, "shard_snapshots", take_snapshot, f) && read_table(&sum, s, "shard_ranges", take_range, f);
    if (ok)
        begin(&sum);
    ok = ok && read_table(&sum, s, "shard_days", take_day, f) && read_table(&sum, s, "shard_pairs", take_persons, f) &&
         read_table(&sum, s, "shard_districts", take_district, f) &&
         read_table(&sum, s, "shard_shared", take_shared, f);
    if (ok)
        judge(&sum, p, out);
    for (size_t b = 0; b < N_LOOKED_BASES; b++)
        looked_free(&sum.of[b]);
    days_free(&sum.snapshots);
    dictionary_free(sum.districts);
    return ok;
}
