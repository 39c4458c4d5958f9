#include "stages/retention/shards.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/shard_table.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

/* ---- a shard is written ---- */

/* One cohort of one group being written. */
struct put {
    struct writer *to;
    enum split split;
    const char *category;
    size_t cohort;
};

static void put_cohort(const struct put *p)
{
    writer_text(p->to, split_name(p->split));
    writer_text(p->to, p->category);
    writer_integer(p->to, (int64_t) p->cohort);
}

static void put_mark(void *context, uint32_t day, uint8_t what, size_t n)
{
    const struct put *p = context;

    put_cohort(p);
    writer_integer(p->to, day);
    writer_integer(p->to, what);
    writer_integer(p->to, (int64_t) n);
    writer_end_row(p->to);
}

static void put_stays(struct put *p, struct cohort *c)
{
    durations_each(&c->stays, put_mark, p);
}

static void put_preliminary(struct put *p, struct cohort *c)
{
    if (c->n_preliminary == 0)
        return;
    put_cohort(p);
    writer_integer(p->to, (int64_t) c->n_preliminary);
    writer_end_row(p->to);
}

/* Splits stand in the order of their names, groups in that of their categories. */
static bool write_table(const struct shard *s, const char *table, const struct followed *followed,
                        void (*put)(struct put *p, struct cohort *c), struct fault *f)
{
    struct put p = { NULL };
    char path[SHARD_PATH];

    shard_path(s, s->number, table, path);
    if (!writer_open(path, schema_find(table), &p.to, f))
        return false;
    for (p.split = 0; followed != NULL && p.split < N_SPLITS; p.split++)
        for (size_t g = 0; g < followed->n_groups[p.split]; g++)
            for (p.cohort = 0; p.cohort <= followed->n_cohorts; p.cohort++) {
                p.category = followed->groups[p.split][g].category;
                put(&p, &followed->groups[p.split][g].cohorts[p.cohort]);
            }
    return writer_commit(p.to, f);
}

bool shards_write(const struct shard *s, const struct followed *followed, struct fault *f)
{
    return write_table(s, "shard_preliminary", followed, put_preliminary, f) &&
           write_table(s, "shard_stays", followed, put_stays, f);
}

/* ---- shards are added up ---- */

struct sum {
    struct stream *from;
    struct dictionary *categories;
    struct followed *to;
    size_t capacity[N_SPLITS];
};

static struct group *group_of(struct sum *sum, enum split split, const char *category)
{
    struct followed *to = sum->to;
    struct group *new;

    for (size_t g = 0; g < to->n_groups[split]; g++)
        if (strcmp(to->groups[split][g].category, category) == 0)
            return &to->groups[split][g];
    to->groups[split] = memory_grow(to->groups[split], &sum->capacity[split], to->n_groups[split] + 1,
                                    sizeof *to->groups[split]);
    new = &to->groups[split][to->n_groups[split]++];
    *new = (struct group){ category, memory_zeroed(to->n_cohorts + 1, sizeof(struct cohort)) };
    return new;
}

static bool take_number(const struct sum *sum, size_t column, int64_t least, int64_t most, uint32_t *out)
{
    int64_t value = stream_integer(sum->from, column);

    *out = (uint32_t) value;
    return value >= least && value <= most;
}

enum { SPLIT, CATEGORY, COHORT, FIRST };

/* The cohort of the row at hand; NULL where it is none of ours. */
static struct cohort *take_cohort(struct sum *sum)
{
    struct field split = stream_text(sum->from, SPLIT), category = stream_text(sum->from, CATEGORY);
    enum split s = 0;
    uint32_t number, cohort;

    while (s < N_SPLITS && !field_is(split, split_name(s)))
        s++;
    if (s == N_SPLITS || !take_number(sum, COHORT, 0, (int64_t) sum->to->n_cohorts, &cohort))
        return NULL;
    number = dictionary_intern(sum->categories, category.bytes, category.length);
    return &group_of(sum, s, dictionary_text(sum->categories, number))->cohorts[cohort];
}

static bool take_preliminary(void *context)
{
    struct sum *sum = context;
    struct cohort *to = take_cohort(sum);
    uint32_t n;

    if (to == NULL || !take_number(sum, FIRST, 1, UINT32_MAX, &n))
        return false;
    to->n_preliminary += n;
    return true;
}

static bool take_stays(void *context)
{
    struct sum *sum = context;
    struct cohort *to = take_cohort(sum);
    uint32_t day, what, n;

    if (to == NULL || !take_number(sum, FIRST, 1, DURATIONS_MOST_DAYS, &day) ||
        !take_number(sum, FIRST + 1, 0, DURATIONS_ENTERED, &what) || !take_number(sum, FIRST + 2, 1, UINT32_MAX, &n))
        return false;
    durations_put(&to->stays, day, (uint8_t) what, n);
    return true;
}

static int by_category(const void *a, const void *b)
{
    return strcmp(((const struct group *) a)->category, ((const struct group *) b)->category);
}

bool shards_sum(const struct shard *s, const struct ask *ask, struct register_names *names, struct followed *out,
                struct fault *f)
{
    struct sum sum = { .categories = names->districts, .to = out };
    bool ok = true;

    *out = (struct followed){ .n_cohorts = ask->n_cohorts };
    group_of(&sum, SPLIT_CITY, "all"); /* there is a city, if nobody in it */
    for (size_t i = 1; i <= s->n && ok; i++)
        ok = shard_table_read(s, i, "shard_preliminary", &sum.from, take_preliminary, &sum, f) &&
             shard_table_read(s, i, "shard_stays", &sum.from, take_stays, &sum, f);
    for (enum split split = 0; split < N_SPLITS; split++)
        if (out->n_groups[split] > 1)
            qsort(out->groups[split], out->n_groups[split], sizeof *out->groups[split], by_category);
    if (!ok)
        followed_free(out);
    return ok;
}
