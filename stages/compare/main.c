/* compare - where a change comes from: the districts beside the city, the change between any two years, what differs at
 * a named year, and mix against rates.
 *
 * The same program on either side of the wall: of all that is known (--rates), or of what is public (--public), where
 * it can know no more than any reader and so gives nothing away. */
#include "stages/compare/compare.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"
#include "pipeline/statistics/statistics.h"

#include <stdio.h>

enum { FUNNEL, SPREAD, CHANGES, CHANGE_COUNTS, HETEROGENEITY, UNIT_EFFECTS, DECOMPOSITION, N_TABLES };

static const char *const NAMES[N_TABLES] = { "funnel",        "spread",       "changes",      "change_counts",
                                             "heterogeneity", "unit_effects", "decomposition" };

struct options {
    const char *rates, *public, *protect, *settings, *trend, *verdicts, *comparability, *output;
};

static void compute(const struct city *c, const struct settings *settings, const struct compare_trend *trend,
                    struct rows *tables[N_TABLES])
{
    compare_funnel(c, (size_t) settings_integer(settings, "compare", "pooled_years"), tables[FUNNEL], tables[SPREAD]);
    compare_changes(c, tables[CHANGES], tables[CHANGE_COUNTS]);
    compare_heterogeneity(c, trend, tables[HETEROGENEITY], tables[UNIT_EFFECTS]);
    compare_decomposition(c, tables[DECOMPOSITION]);
}

static bool run(const struct options *o, struct fault *f)
{
    const char *prefix = o->public != NULL ? "public_" : "";
    struct settings *settings = NULL, *protect = NULL;
    struct compare_trend trend = { 0 };
    struct rows *tables[N_TABLES] = { NULL };
    struct city city = { 0 };
    struct timeline changes = { NULL, 0 };
    char path[4096];
    bool ok = settings_read(o->settings, &settings, f) &&
              compare_trend_read(o->trend, o->verdicts, o->public != NULL, &trend, f) &&
              (o->public != NULL ? city_read_public(o->public, &city, f) : city_read_rates(o->rates, &city, f)) &&
              timeline_read_comparability(o->comparability, &changes, f);

    city.changes = &changes;

    if (ok && o->protect != NULL && (ok = settings_read(o->protect, &protect, f))) {
        city.least_count = (double) settings_integer(protect, "protect", "count_threshold");
        city.least_group = (double) settings_integer(protect, "protect", "group_threshold");
    }
    for (int i = 0; ok && i < N_TABLES; i++) {
        snprintf(path, sizeof path, "%s%s", prefix, NAMES[i]);
        tables[i] = rows_new(schema_find(path));
    }
    if (ok)
        compute(&city, settings, &trend, tables);
    for (int i = 0; ok && i < N_TABLES; i++) {
        snprintf(path, sizeof path, "%s/%s%s.csv", o->output, prefix, NAMES[i]);
        ok = rows_write(tables[i], path, f);
    }
    for (int i = 0; i < N_TABLES; i++)
        rows_free(tables[i]);
    city_free(&city);
    timeline_free(&changes);
    settings_free(settings);
    compare_trend_free(&trend);
    settings_free(protect);
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = { NULL };
    const struct arg args[] = {
        { "rates", "FIL", "rates.csv: alla uppgifter, som inte får publiceras", false, &o.rates },
        { "public", "MAPP", "i stället för --rates: mapp med de offentliga tabellerna", false, &o.public },
        { "protect", "FIL", "med --public: inställningar, avsnittet [protect]", false, &o.protect },
        { "settings", "FIL", "inställningar, avsnittet [compare]", true, &o.settings },
        { "trend", "FIL", "inställningar, avsnittet [trend]: de år som prövas", true, &o.trend },
        { "verdicts", "FIL", "verdicts.csv från trend, eller med --public den offentliga", true, &o.verdicts },
        { "comparability", "FIL", "comparability.csv: ändringar i underlaget", false, &o.comparability },
        { "output-dir", "MAPP", "mapp dit tabellerna skrivs", true, &o.output },
    };
    struct fault fault;
    bool ok;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "compare", "Jämför förvaltningar och år: var en förändring kommer ifrån.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "compare", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    if ((o.rates == NULL) == (o.public == NULL) || (o.public == NULL) != (o.protect == NULL))
        ok = fault_set(&fault, FAULT_USAGE, "ange antingen --rates eller --public och --protect, se compare --help");
    else
        ok = run(&o, &fault);
    return ok ? 0 : fault_report(&fault, "compare", stderr);
}
