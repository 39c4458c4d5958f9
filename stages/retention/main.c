/* retention - how long people stay: of those hired, how many have left within one, two and three years, and why.
 *
 * Who is followed from when to when: staff/observation. Who is in the population, in which years: staff/plan, from
 * [turnover], as in turnover. Curves, causes and tests: statistics/survival, competing, logrank. */
#include "stages/retention/retention.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/statistics/statistics.h"
#include "stages/retention/shards.h"

#include <stdlib.h>

struct paths {
    const char *spells, *extracts, *organisation, *turnover, *settings, *protect, *rates;
    const char *directory;
    const char *step, *shard, *shards; /* of a register in shards; NULL: it is counted whole */
};

/* Follows the register of the delivery, or a shard of it; or adds up the shards. Between snapshots that are further
 * apart than months nobody's days are known: then *is_followed is false. */
static bool follow(const struct paths *paths, const struct plan *plan, const struct register_dates *dates,
                   struct ask *ask, struct register_names *names, struct followed *followed, bool *is_followed,
                   struct fault *f)
{
    const struct register_files files = { paths->spells, dates };
    struct register_facts facts;
    struct windows windows = { 0 };
    size_t *cohort_of_period = NULL;
    bool ok = plan_windows(plan, paths->spells, dates, &facts, &windows, f);

    *is_followed = ok && windows.month != NULL;
    if (*is_followed)
        ok = ask_cohorts(ask, &windows, &cohort_of_period, f) &&
             (plan->rules.shard != NULL && plan->rules.shard->step == SHARD_SUM
                  ? shards_sum(plan->rules.shard, ask, names, followed, f)
                  : count_followed(&files, plan, ask, &windows, cohort_of_period, names, &facts, followed, f));
    free(cohort_of_period);
    windows_free(&windows);
    return ok;
}

static bool run(const struct paths *paths, struct fault *f)
{
    struct plan plan = { NULL };
    struct ask ask = { NULL };
    struct settings *protect = NULL;
    struct register_dates dates = { NULL };
    struct register_names names;
    struct followed followed = { .n_cohorts = 0 };
    struct shard shard = { .step = SHARD_SUM };
    bool sharded = paths->step != NULL || paths->shard != NULL || paths->shards != NULL;
    bool is_followed = false;
    bool ok = (!sharded || shard_read(paths->step, paths->shard, paths->shards, SHARD_COUNT, SHARD_COUNT, &shard, f)) &&
              plan_read(paths->turnover, paths->organisation, &plan, f) && ask_read(paths->settings, &ask, f) &&
              (paths->protect == NULL || settings_read(paths->protect, &protect, f)) &&
              register_dates_read(paths->extracts, &dates, f);

    int base = ok && protect != NULL ? (int) settings_integer(protect, "protect", "rounding_base") : 0;

    plan.rules.shard = sharded ? &shard : NULL;
    register_names_begin(&names);
    ok = ok && (dates.n == 0 || follow(paths, &plan, &dates, &ask, &names, &followed, &is_followed, f));
    if (shard.step == SHARD_COUNT)
        ok = ok && shard_make_folder(&shard, f) && shards_write(&shard, is_followed ? &followed : NULL, f);
    else
        ok = ok && curves_write(paths->directory, &plan, &ask, is_followed ? &followed : NULL, base, f) &&
             compare_write(paths->directory, is_followed ? &followed : NULL, base, f) &&
             tenure_write(paths->directory, paths->rates, &plan, base, f);
    followed_free(&followed);
    register_names_free(&names);
    register_dates_free(&dates);
    ask_free(&ask);
    settings_free(protect);
    plan_free(&plan);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { .organisation = "" };
    const struct arg args[] = {
        { "spells", "FIL", "anställningar, spells.csv", true, &p.spells },
        { "extracts", "FIL", "uttagsdatum, extracts.csv", true, &p.extracts },
        { "rates", "FIL", "mått, rates.csv", true, &p.rates },
        { "organisation", "FIL", "organisation.csv i leveransen; tomt: oförändrad organisation", false,
          &p.organisation },
        { "turnover", "FIL", "inställningar, avsnittet [turnover]", true, &p.turnover },
        { "settings", "FIL", "inställningar, avsnittet [retention]", true, &p.settings },
        { "protect", "FIL", "inställningar, avsnittet [protect]: om antal ska avrundas; utan den inte", false,
          &p.protect },
        { "output-dir", "MAPP", "mapp dit tabellerna skrivs", true, &p.directory },
        { "step", "STEG", "ett stort register i delar: count (varje del för sig) eller sum (alla)", false, &p.step },
        { "shard", "K/N", "vilken del av hur många, som 7/64; för sum bara antalet", false, &p.shard },
        { "shards", "MAPP", "delarnas mapp, där turnover har lagt sitt; bara sum skriver tabellerna", false,
          &p.shards },
    };
    struct fault fault;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "retention", "Räknar hur länge de anställda stannar.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "retention", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&p, &fault) ? 0 : fault_report(&fault, "retention", stderr);
}
