/* trend - did a named year break the development? For the city, its occupations, causes and districts, year by year of
 * the headline (T17), and month by month where there are months.
 *
 * rates.csv has one row a year, flows.csv the months; districts say how much counts vary beyond chance. Out come:
 * breaks.csv, every date and shape; verdicts.csv, one row a series and named year, with the word that the report uses;
 * fits.csv, for the figures; robustness.csv, the same deviation under other assumptions. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/statistics/statistics.h"
#include "stages/trend/panel.h"
#include "stages/trend/tables.h"

#include <stdio.h>

struct paths {
    const char *rates, *flows, *tenure, *shown, *settings, *protect, *comparability, *output;
};

static bool write_table(struct rows *rows, const char *directory, const char *name, struct fault *f)
{
    char path[4096];
    bool ok;

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}

static bool write_tables(const struct analysis *a, const struct panel_inputs *inputs, const char *directory,
                         struct fault *f)
{
    struct rows *breaks = rows_new(schema_find("breaks")), *verdicts = rows_new(schema_find("verdicts"));
    struct rows *fits = rows_new(schema_find("fits")), *robustness = rows_new(schema_find("robustness"));
    bool ok;

    for (size_t s = 0; s < a->series.n; s++) {
        tables_breaks(breaks, a, s);
        tables_verdicts(verdicts, a, s);
        tables_fits(fits, a, s);
        panel(robustness, a, s, inputs);
    }
    ok = write_table(breaks, directory, "breaks", f);
    ok = write_table(verdicts, directory, "verdicts", f) && ok;
    ok = write_table(fits, directory, "fits", f) && ok;
    return write_table(robustness, directory, "robustness", f) && ok;
}

static bool run(const struct paths *p, struct fault *f)
{
    struct table *rates = NULL, *flows = NULL, *tenure = NULL, *shown = NULL;
    struct settings *settings = NULL, *protect = NULL;
    struct timeline changes = { NULL, 0 };
    struct analysis a;
    bool ok = settings_read(p->settings, &settings, f) &&
              (p->protect == NULL || settings_read(p->protect, &protect, f)) &&
              table_read(p->rates, schema_find("rates"), &rates, f) &&
              table_read(p->flows, schema_find("flows"), &flows, f) &&
              table_read(p->tenure, schema_find("tenure_rates"), &tenure, f) &&
              (p->shown == NULL || table_read(p->shown, schema_find("shown_series"), &shown, f)) &&
              timeline_read_comparability(p->comparability, &changes, f);

    if (ok) {
        int base = protect != NULL ? (int) settings_integer(protect, "protect", "rounding_base") : 0;
        struct rates chosen = rates_choose(rates, settings, &changes, base);

        assess_begin(&a, &chosen, flows, shown, settings);
        assess(&a);
        ok = write_tables(&a, &(struct panel_inputs){ &chosen, tenure }, p->output, f);
        assess_free(&a);
    }
    table_free(rates);
    table_free(flows);
    table_free(tenure);
    table_free(shown);
    settings_free(settings);
    settings_free(protect);
    timeline_free(&changes);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { NULL };
    const struct arg args[] = {
        { "rates", "FIL", "mått per år, rates.csv", true, &p.rates },
        { "flows", "FIL", "personalbalans per månad, flows.csv", true, &p.flows },
        { "tenure", "FIL", "avgångar vid lika anställningstid, tenure_rates.csv", true, &p.tenure },
        { "shown-series", "FIL", "vilka serier som visas i alla år, shown_series.csv; utan den alla", false, &p.shown },
        { "settings", "FIL", "inställningar, avsnittet [trend]", true, &p.settings },
        { "protect", "FIL", "inställningar, avsnittet [protect]: om antal ska avrundas; utan den inte", false,
          &p.protect },
        { "comparability", "FIL", "comparability.csv: ändringar i underlaget", false, &p.comparability },
        { "output-dir", "MAPP", "hit skrivs breaks, verdicts, fits och robustness", true, &p.output },
    };
    struct fault f;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "trend", "Prövar om utvecklingen bröts ett angivet år.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "trend", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&p, &f) ? 0 : fault_report(&f, "trend", stderr);
}
