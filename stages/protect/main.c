/* protect - the one way through the wall: private tables in, public tables out. */
#include "stages/protect/earlier.h"
#include "stages/protect/found_out.h"
#include "stages/protect/indicators.h"
#include "stages/protect/left_out.h"
#include "stages/protect/linked.h"
#include "stages/protect/nobody.h"
#include "stages/protect/stays.h"

#include "pipeline/base/apart.h"
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/dictionary.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/closure.h"
#include "pipeline/disclosure/fit.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    RATES,
    FLOWS,
    BREAKS,
    VERDICTS,
    FITS,
    ROBUSTNESS,
    INTAKE,
    REJECTS,
    CHECKS,
    SURVIVAL,
    RETENTION,
    RETENTION_CAUSE,
    MEDIAN_STAY,
    RETENTION_TESTS,
    TENURE_RATES,
    N_INPUTS
};

static const char *const INPUTS[N_INPUTS] = { "rates",       "flows",           "breaks",      "verdicts",
                                              "fits",        "robustness",      "intake",      "rejects",
                                              "checks",      "survival",        "retention",   "retention_cause",
                                              "median_stay", "retention_tests", "tenure_rates" };

/* What the stage trend makes of what is told: it is not there yet when it asks which series are. */
static bool is_of_trend(int input)
{
    return input == BREAKS || input == VERDICTS || input == FITS || input == ROBUSTNESS;
}

static bool read_inputs(const char *directory, bool before_trend, struct table *tables[N_INPUTS], struct fault *f)
{
    for (int i = 0; i < N_INPUTS; i++) {
        char path[4096];

        if (before_trend && is_of_trend(i))
            continue;
        snprintf(path, sizeof path, "%s/%s.csv", directory, INPUTS[i]);
        if (!table_read(path, schema_find(INPUTS[i]), &tables[i], f))
            return false;
    }
    return true;
}

static bool write_table(struct rows *rows, const char *directory, const char *name, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return rows_write(rows, path, f);
}

/* The city has fewer person-years than the threshold in some year: told from numbers that are shown. */
static bool is_small_city(const struct table *rates, double threshold)
{
    for (size_t row = 0; row < table_rows(rates); row++)
        if (table_is(rates, row, "grouping", "city") && table_is(rates, row, "definition", CATALOGUE_HEADLINE) &&
            !catalogue_is_pooled(table_text(rates, row, "period")) && table_real(rates, row, "denominator") < threshold)
            return true;
    return false;
}

/* What is withheld by a rule of its own, and all that must be withheld beside it. Where what is known already leaves
 * nothing to protect a number with, the audit is to say whether it is given away. */
static void judge(struct protect *p, struct table *const tables[N_INPUTS], const struct earlier *earlier,
                  const struct table *found, struct balance_years *years, struct horizons *stays,
                  struct indicators *indicators)
{
    const struct cells_source cells = { tables[RATES], tables[RETENTION_CAUSE], years, stays, indicators };
    struct closure_outcome outcome;
    bool more;

    *years = balance_sum(tables[FLOWS], tables[RATES]);
    linked_rates(p, tables[RATES], years);
    linked_intake(p, tables[INTAKE], tables[REJECTS]);
    *stays = stays_judge(p, tables[RETENTION]);
    p->pooled = stays_has_pools(stays);
    stays_link(p, stays, tables[RETENTION_CAUSE]);
    stays_link_districts(p, stays);
    indicators_link(p, indicators);
    earlier_link(p, earlier, tables[RATES], years, stays, tables[RETENTION_CAUSE], indicators);
    links_settle(p->links);
    indicators_rests(p, indicators);
    fit_guesses(p->links);
    found_out_withhold(p, found, &cells);
    do {
        closure_close(p->links, &p->limits, &outcome);
        more = linked_settle(p, tables[RATES]);
        more = stays_settle(p, stays, tables[RETENTION_CAUSE]) || more;
        more = indicators_settle(p, indicators) || more;
    } while (more);
}

/* The log before the last of the tables: make takes those for all that there is. */
static bool release(struct protect *p, struct table *const tables[N_INPUTS], const struct balance_years *years,
                    const struct horizons *stays, const struct indicators *indicators, const char *private_directory,
                    const char *directory, struct fault *f)
{
    const struct protect_tests tests = { tables[BREAKS], tables[VERDICTS], tables[FITS], tables[ROBUSTNESS] };
    const struct protect_stays stay_tables = { tables[SURVIVAL], tables[RETENTION], tables[RETENTION_CAUSE],
                                               tables[MEDIAN_STAY], tables[RETENTION_TESTS] };

    return protect_rates(p, tables[RATES], directory, f) && balance_release(p, years, directory, f) &&
           (tables[BREAKS] == NULL || protect_trend(p, tables[RATES], &tests, directory, f)) &&
           protect_stays(p, &stay_tables, stays, directory, f) &&
           protect_tenure(p, tables[RATES], tables[TENURE_RATES], directory, f) &&
           protect_indicators(p, indicators, private_directory, directory, f) &&
           protect_intake(p, tables[INTAKE], tables[REJECTS], directory, f) &&
           protect_checks(tables[CHECKS], directory, f) && write_table(p->log, private_directory, "protection", f) &&
           write_table(p->withheld, directory, "withheld", f);
}

static bool write_shown_series(const struct protect *p, const struct table *rates, const char *path, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("shown_series"));
    bool ok;

    protect_shown_series(p, rates, rows);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}

struct options {
    const char *private_directory, *settings, *public_directory, *published, *report, *organisation, *found_out,
        *shown_series;
};

/* In a process of its own: GLPK aborts where there is no memory. */
static bool run(void *context, struct fault *f)
{
    const struct options *o = context;
    struct table *tables[N_INPUTS] = { NULL }, *found = NULL;
    struct settings *settings = NULL;
    struct earlier *earlier = NULL;
    struct balance_years years = { 0 };
    struct horizons stays = { 0 };
    struct indicators indicators = { 0 };
    struct protect p = { .links = links_new(),
                         .log = rows_new(schema_find("protection")),
                         .withheld = rows_new(schema_find("withheld")) };
    bool ok = settings_read(o->settings, &settings, f) &&
              read_inputs(o->private_directory, o->shown_series != NULL, tables, f) &&
              indicators_read(o->private_directory, &indicators, f) && found_out_read(o->found_out, &found, f) &&
              earlier_read(o->published, o->report, o->organisation, &earlier, f);

    if (ok) {
        p.limits.count_threshold = (double) settings_integer(settings, "protect", "count_threshold");
        p.limits.group_threshold = (double) settings_integer(settings, "protect", "group_threshold");
        p.survey_threshold = (double) settings_integer(settings, "protect", "survey_threshold");
        p.dominance = (struct dominance_limits){ (int) settings_integer(settings, "protect", "dominance_contributors"),
                                                 settings_real(settings, "protect", "dominance_percent"),
                                                 settings_real(settings, "protect", "p_percent") };
        p.coarse = is_small_city(tables[RATES], (double) settings_integer(settings, "protect", "detail_threshold"));
        p.undivided = is_small_city(tables[RATES],
                                    (double) settings_integer(settings, "protect", "occupation_threshold"));
        p.ungendered = is_small_city(tables[RATES], (double) settings_integer(settings, "protect", "gender_threshold"));
        p.again = earlier_is_any(earlier);
        p.untold = nobody_untold(&p, tables[RATES], earlier);
        ok = left_out_read(&p, settings, o->settings, f);
        if (ok) {
            judge(&p, tables, earlier, found, &years, &stays, &indicators);
            ok = (o->shown_series == NULL || write_shown_series(&p, tables[RATES], o->shown_series, f)) &&
                 release(&p, tables, &years, &stays, &indicators, o->private_directory, o->public_directory, f);
        }
    }
    earlier_free(earlier);
    indicators_free(&indicators);
    stays_free(&stays);
    balance_free(&years);
    for (int i = 0; i < N_INPUTS; i++)
        table_free(tables[i]);
    table_free(found);
    links_free(p.links);
    dictionary_free(p.broken);
    free(p.untold);
    rows_free(p.log);
    rows_free(p.withheld);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = { .organisation = "" };
    const struct arg args[] = {
        { "private", "MAPP", "mapp med de oskyddade tabellerna", true, &o.private_directory },
        { "settings", "FIL", "inställningar, avsnittet [protect]", true, &o.settings },
        { "public", "MAPP", "mapp dit de skyddade tabellerna skrivs", true, &o.public_directory },
        { "published", "MAPP", "mapp med tidigare rapporter; finns den inte finns inga", false, &o.published },
        { "report", "FIL", "inställningar, avsnittet [report]: vilken utgåva det här är", false, &o.report },
        { "organisation", "FIL", "organisation.csv i leveransen; tomt: oförändrad organisation", false,
          &o.organisation },
        { "found-out", "FIL", "vad audit räknade fram ur ett förslag, och ur vilka tal", false, &o.found_out },
        { "shown-series", "FIL",
          "ett förslag, utan prövningar av trendbrott: hit skrivs vilka serier som visas i alla år, och ska prövas",
          false, &o.shown_series },
    };
    struct fault fault;

    /* A solver takes and gives back the same memory thousands of times: it is kept. */
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_MMAP_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 16 << 20);
    confine_memory();
    switch (args_parse(argc, argv, "protect", "Skyddar enskilda: släpper igenom det som får publiceras.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "protect", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return apart_run(run, &o, o.public_directory, &fault) ? 0 : fault_report(&fault, "protect", stderr);
}
