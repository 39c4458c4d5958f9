/* turnover - who stays and who leaves: from spells to the balance of staff, month by month, and the year's rates.
 *
 * The rules are the modules' of pipeline/staff: post (main posts), stay (what is one stay), balance (what adds up),
 * follow (who is the same person), definition (the measures); aggregate, where a delivery has finished counts. */
#include "stages/turnover/tables.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/threads.h"
#include "pipeline/statistics/statistics.h"
#include "stages/turnover/memory.h"
#include "stages/turnover/shards.h"

struct paths {
    const char *spells, *extracts, *counts, *organisation, *settings;
    const char *cells, *flows, *rates;
    const char *step, *shard, *shards; /* of a register in shards; NULL: it is counted whole */
};

static bool begin(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                  struct counted *c, struct fault *f)
{
    register_names_begin(&c->names);
    if (!plan_windows(plan, paths->spells, dates, &c->facts, &c->windows, f))
        return false;
    population_begin(&c->population, &c->windows);
    c->population.rules = plan_stay_rules(plan, dates, c->facts.horizon);
    c->population.break_days = plan_break_days(plan, dates);
    return true;
}

/* Counts the register of the delivery, or a shard of it. */
static bool count(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                  struct counted *c, struct fault *f)
{
    struct memory memory;

    if (!memory_share(plan, paths->cells, &memory, f) || !begin(paths, plan, dates, c, f))
        return false;
    if (memory.bound > 0)
        balance_bound(c->population.balance, memory.folder, memory.stays);
    return register_count(paths->spells, dates, &plan->rules, memory_threads(&memory, plan), &c->names, &c->facts,
                          &c->population, f) &&
           memory_check(&memory, plan, &c->population, f) && population_settle(&c->population, f);
}

/* Adds up the shards that were counted. */
static bool sum(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                struct counted *c, struct fault *f)
{
    struct memory memory;

    if (!memory_share(plan, paths->cells, &memory, f) || !begin(paths, plan, dates, c, f) ||
        !shards_sum(plan->rules.shard, plan, c, f))
        return false;
    c->population.n_threads = plan->n_threads > 0 ? plan->n_threads : threads_of_machine();
    return memory_check(&memory, plan, &c->population, f);
}

static void counted_free(struct counted *c)
{
    population_free(&c->population);
    windows_free(&c->windows);
    register_names_free(&c->names);
}

static bool read_aggregates(const struct paths *paths, const struct plan *plan, struct aggregates *a, struct fault *f)
{
    if (!aggregates_read(paths->counts, plan->organisation, a, f))
        return false;
    aggregates_years(a);
    for (size_t i = 0; i < plan->n_pools; i++)
        aggregates_pool(a, plan->pools[i].first, plan->pools[i].last);
    return true;
}

static bool is_empty(const struct register_dates *dates, const struct aggregates *a, struct fault *f)
{
    return dates->n == 0 && a->n == 0 &&
           !fault_set(f, FAULT_DATA, "leveransen har inga poster att räkna på: lägg personaluttaget i staff/");
}

/* The cells are as much work as the rest: both are written at once. */
struct tables {
    const struct paths *paths;
    const struct plan *plan;
    const struct counted *counted;
    const struct aggregates *aggregates;
    struct fault faults[2];
    bool ok[2];
};

static void write_tables(void *context, size_t i)
{
    struct tables *t = context;
    struct fault *f = &t->faults[i];

    t->ok[i] = i == 0 ? tables_write_cells(t->paths->cells, t->plan, t->counted, f)
                      : tables_write_flows(t->paths->flows, t->plan, t->counted, t->aggregates, f) &&
                            tables_write_rates(t->paths->rates, t->plan, t->counted, t->aggregates, f);
}

static bool write_all(struct tables *t, struct fault *f)
{
    if (t->plan->n_threads == 1) {
        write_tables(t, 0);
        if (t->ok[0])
            write_tables(t, 1);
    } else {
        threads_run(2, write_tables, t);
    }
    if (t->ok[0] && t->ok[1])
        return true;
    *f = t->faults[t->ok[0] ? 1 : 0];
    return false;
}

/* The whole of what turnover says: of a register that is counted now, or was in shards. */
static bool tell(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                 struct fault *f)
{
    struct aggregates aggregates = { NULL };
    struct counted counted = { .facts = { 0 } };
    bool ok = read_aggregates(paths, plan, &aggregates, f) && !is_empty(dates, &aggregates, f);

    if (ok && dates->n > 0)
        ok = plan->rules.shard != NULL ? sum(paths, plan, dates, &counted, f) : count(paths, plan, dates, &counted, f);
    if (ok) {
        struct tables tables = {
            .paths = paths, .plan = plan, .counted = dates->n > 0 ? &counted : NULL, .aggregates = &aggregates
        };

        ok = write_all(&tables, f);
    }
    counted_free(&counted);
    aggregates_free(&aggregates);
    return ok;
}

static bool count_shard(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                        struct fault *f)
{
    struct counted counted = { .facts = { 0 } };
    const struct shard *s = plan->rules.shard;
    bool ok = shard_make_folder(s, f) && (dates->n == 0 || count(paths, plan, dates, &counted, f)) &&
              shards_write(s, dates->n > 0 ? &counted : NULL, f);

    counted_free(&counted);
    return ok;
}

static bool run(const struct paths *paths, struct fault *f)
{
    struct plan plan = { NULL };
    struct register_dates dates = { NULL };
    struct shard shard = { .step = SHARD_SUM };
    bool sharded = paths->step != NULL || paths->shard != NULL || paths->shards != NULL;
    bool ok = (!sharded || shard_read(paths->step, paths->shard, paths->shards, SHARD_FACTS, SHARD_COUNT, &shard, f)) &&
              plan_read(paths->settings, paths->organisation, &plan, f) &&
              register_dates_read(paths->extracts, &dates, f);

    plan.rules.shard = sharded ? &shard : NULL;
    if (ok && shard.step == SHARD_FACTS)
        ok = shards_find_facts(&shard, paths->spells, &plan, &dates, f);
    else if (ok && shard.step == SHARD_COUNT)
        ok = count_shard(paths, &plan, &dates, f);
    else
        ok = ok && tell(paths, &plan, &dates, f);
    register_dates_free(&dates);
    plan_free(&plan);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { .organisation = "" };
    const struct arg args[] = {
        { "spells", "FIL", "anställningar, spells.csv", true, &p.spells },
        { "extracts", "FIL", "uttagsdatum, extracts.csv", true, &p.extracts },
        { "counts", "FIL", "antalsuppgifter, counts.csv", true, &p.counts },
        { "organisation", "FIL", "organisation.csv i leveransen; tomt: oförändrad organisation", false,
          &p.organisation },
        { "settings", "FIL", "inställningar, avsnittet [turnover]", true, &p.settings },
        { "output-cells", "FIL", "hit skrivs celler per månad", true, &p.cells },
        { "output-flows", "FIL", "hit skrivs personalbalansen per månad", true, &p.flows },
        { "output-rates", "FIL", "hit skrivs måtten", true, &p.rates },
        { "step", "STEG", "ett stort register i delar: facts, count (varje del för sig) eller sum (alla)", false,
          &p.step },
        { "shard", "K/N", "vilken del av hur många, som 7/64; för sum bara antalet", false, &p.shard },
        { "shards", "MAPP", "delarnas mapp; bara sum skriver celler, balans och mått", false, &p.shards },
    };
    struct fault fault;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "turnover", "Räknar vilka som stannar och vilka som slutar.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "turnover", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&p, &fault) ? 0 : fault_report(&fault, "turnover", stderr);
}
