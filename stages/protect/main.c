/* protect - the one way through the wall: private tables in, public tables out. */
#include "stages/protect/protect.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"

#include <stdio.h>

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

static bool read_inputs(const char *directory, struct table *tables[N_INPUTS], struct fault *f)
{
    for (int i = 0; i < N_INPUTS; i++) {
        char path[4096];

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

static bool run(const char *private_directory, const char *settings_path, const char *public_directory, struct fault *f)
{
    struct table *tables[N_INPUTS] = { NULL };
    struct settings *settings = NULL;
    struct protect p = { .log = rows_new(schema_find("protection")), .withheld = rows_new(schema_find("withheld")) };
    bool ok = settings_read(settings_path, &settings, f) && read_inputs(private_directory, tables, f);

    if (ok) {
        p.limits.count_threshold = (double) settings_integer(settings, "protect", "count_threshold");
        p.limits.group_threshold = (double) settings_integer(settings, "protect", "group_threshold");
        ok = protect_rates(&p, tables[RATES], public_directory, f) &&
             protect_balance(&p, tables[FLOWS], public_directory, f) &&
             protect_trend(
                 &p, tables[RATES],
                 &(struct protect_tests){ tables[BREAKS], tables[VERDICTS], tables[FITS], tables[ROBUSTNESS] },
                 public_directory, f) &&
             protect_stays(&p,
                           &(struct protect_stays){ tables[SURVIVAL], tables[RETENTION], tables[RETENTION_CAUSE],
                                                    tables[MEDIAN_STAY], tables[RETENTION_TESTS] },
                           public_directory, f) &&
             protect_tenure(&p, tables[RATES], tables[TENURE_RATES], public_directory, f) &&
             protect_indicators(&p, private_directory, public_directory, f) &&
             protect_intake(&p, tables[INTAKE], tables[REJECTS], public_directory, f) &&
             protect_checks(tables[CHECKS], public_directory, f) &&
             write_table(p.withheld, public_directory, "withheld", f) &&
             write_table(p.log, private_directory, "protection", f);
    }
    for (int i = 0; i < N_INPUTS; i++)
        table_free(tables[i]);
    rows_free(p.log);
    rows_free(p.withheld);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    const char *private_directory = NULL, *settings = NULL, *public_directory = NULL;
    const struct arg args[] = {
        { "private", "MAPP", "mapp med de oskyddade tabellerna", true, &private_directory },
        { "settings", "FIL", "inställningar, avsnittet [protect]", true, &settings },
        { "public", "MAPP", "mapp dit de skyddade tabellerna skrivs", true, &public_directory },
    };
    struct fault fault;

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
    return run(private_directory, settings, public_directory, &fault) ? 0 : fault_report(&fault, "protect", stderr);
}
