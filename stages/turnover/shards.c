#include "stages/turnover/shards.h"

#include "pipeline/staff/plausibility_shard.h"
#include "pipeline/staff/population_shard.h"
#include "pipeline/staff/register_shard.h"

bool shards_find_facts(const struct shard *s, const char *spells, const struct plan *plan,
                       const struct register_dates *dates, struct fault *f)
{
    struct register_facts facts = { .horizon = INT32_MAX, .first_start = INT32_MAX, .first_end = INT32_MAX };

    return shard_make_folder(s, f) && (dates->n == 0 || register_look(spells, dates, &plan->rules, &facts, f)) &&
           plausibility_shard_facts(s, spells, dates->snapshots, f) && register_facts_write(s, &facts, f);
}

/* What says that it has been counted comes last. */
bool shards_write(const struct shard *s, const struct counted *c, struct fault *f)
{
    struct register_facts nothing = { .first_start = INT32_MAX, .first_end = INT32_MAX };
    struct register_names none;
    bool ok;

    if (c != NULL)
        return population_shard_write(&c->population, s, f) && register_counted_write(s, &c->facts, &c->names, f);
    register_names_begin(&none);
    ok = register_counted_write(s, &nothing, &none, f);
    register_names_free(&none);
    return ok;
}

bool shards_sum(const struct shard *s, const struct plan *plan, struct counted *c, struct fault *f)
{
    return register_counted_sum(s, &plan->rules, &c->names, &c->facts, f) &&
           population_shard_sum(&c->population, s, &c->names, f);
}
