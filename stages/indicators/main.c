/* indicators - what the follow-up measures beside turnover: reads the files of indicators/, adds up to today's
 * districts and the city, takes denominators from our own flows, and writes values with their limits.
 *
 * What the indicators are and their words: staff/indicator. Statistics: statistics/interval, mean, ordinal. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/intake/delivery.h"
#include "pipeline/statistics/statistics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct paths {
    const char *delivery, *organisation, *flows, *rates, *units, *settings, *files, *directory;
};

static bool write_table(struct rows *rows, const char *directory, const char *name, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return rows_write(rows, path, f);
}

static bool make_tables(struct intake *to, const struct delivery *delivery, const struct exposure *exposure,
                        const struct settings *settings, const struct settings *named, const struct paths *p,
                        struct fault *f)
{
    const char *directory = p->directory;
    struct rows *files = rows_new(schema_find("indicator_files")), *areas = rows_new(schema_find("focus_areas")),
                *answers = rows_new(schema_find("distributions"));
    size_t n_groups;
    const char *const *groups = settings_list(settings, "indicators", "rating_groups", &n_groups);
    bool ok;

    for (size_t i = 0; i < delivery->n; i++)
        if (!file_take(to, &delivery->files[i], named, p->files, files, f))
            intake_fault(to, f);
    ok = to->n_faults == 0 &&
         areas_close(&to->areas, settings_real(settings, "indicators", "few_percent"), &to->ledger, areas, f) &&
         ledger_close(&to->ledger, exposure, to->stated, f) &&
         answers_close(&to->answers, groups, n_groups, answers, f) &&
         write_table(to->stated, directory, "indicators", f) && write_table(answers, directory, "distributions", f) &&
         write_table(areas, directory, "focus_areas", f) && write_table(files, directory, "indicator_files", f);
    rows_free(files);
    rows_free(areas);
    rows_free(answers);
    return ok;
}

/* One name a line, as the extract has it. */
static bool read_units(const char *path, const struct organisation *organisation, struct dictionary **out,
                       struct fault *f)
{
    char *line = NULL;
    size_t room = 0;
    FILE *from;
    bool ok;

    if (path == NULL || path[0] == '\0')
        return true;
    from = fopen(path, "re");
    if (from == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    *out = dictionary_new();
    while (getline(&line, &room, from) >= 0) {
        const char *today;

        line[strcspn(line, "\n")] = '\0';
        today = organisation_today(organisation, line);
        dictionary_intern(*out, today, strlen(today));
    }
    ok = feof(from) || fault_errno(f, path, "kan inte läsa filen");
    free(line);
    fclose(from);
    return ok;
}

/* Every line's fault; where there are many, a file of them is wrong in one way, and the rest is a number. The status is
 * that of the worst of all. */
static int report_all(const struct intake *to)
{
    for (size_t i = 0; i < to->n_faults && i < FAULTS_SHOWN; i++)
        fault_report(&to->faults[i], "indicators", stderr);
    if (to->n_faults > FAULTS_SHOWN)
        fprintf(stderr, "indicators: och %zu fel till\n", to->n_faults - FAULTS_SHOWN);
    return (int) to->worst;
}

static int run(const struct paths *p)
{
    struct delivery delivery = { NULL, 0, 0 };
    struct settings *settings = NULL, *named = NULL;
    struct codebook *codebook = NULL;
    struct organisation *organisation = NULL;
    struct exposure exposure = { NULL, NULL, NULL };
    struct fault fault, *f = &fault;
    struct intake to = { .words = dictionary_new(), .stated = rows_new(schema_find("indicators")) };
    const char *units = p->organisation != NULL && p->organisation[0] != '\0' ? p->organisation : NULL;
    char codes[4096];
    bool ok;
    int status;

    snprintf(codes, sizeof codes, "%s/codes", p->delivery);
    ok = delivery_list(p->delivery, "indicators", &delivery, f);
    confine_to_files();
    ok = ok && settings_read(p->settings, &settings, f) &&
         settings_read(p->files != NULL ? p->files : p->settings, &named, f) && codebook_open(codes, &codebook, f) &&
         organisation_read(units, &organisation, f) && read_units(p->units, organisation, &exposure.units, f) &&
         (p->flows == NULL || table_read(p->flows, schema_find("flows"), &exposure.flows, f)) &&
         (p->rates == NULL || table_read(p->rates, schema_find("rates"), &exposure.rates, f));
    to.codebook = codebook;
    to.organisation = organisation;
    to.exposure = &exposure;
    ok = ok && make_tables(&to, &delivery, &exposure, settings, named, p, f);
    status = ok ? 0 : to.n_faults > 0 ? report_all(&to) : fault_report(f, "indicators", stderr);
    free(to.ledger.items);
    free(to.answers.items);
    free(to.areas.items);
    free(to.areas.statuses);
    rows_free(to.stated);
    dictionary_free(to.words);
    delivery_free(&delivery);
    table_free(exposure.flows);
    table_free(exposure.rates);
    dictionary_free(exposure.units);
    organisation_free(organisation);
    codebook_free(codebook);
    settings_free(settings);
    settings_free(named);
    return status;
}

int main(int argc, char **argv)
{
    struct paths p = { .organisation = "" };
    const struct arg args[] = {
        { "delivery", "MAPP", "leveransen; filerna i dess mapp indicators läses", true, &p.delivery },
        { "organisation", "FIL", "organisation.csv i leveransen; tomt: oförändrad organisation", false,
          &p.organisation },
        { "flows", "FIL", "personalbalans, flows.csv; tomt: inga egna nämnare", false, &p.flows },
        { "rates", "FIL", "mått, rates.csv; tomt: inga egna nämnare", false, &p.rates },
        { "units", "FIL", "förvaltningarna i uttaget, en på varje rad, där mått inte är räknade", false, &p.units },
        { "settings", "FIL", "inställningar, avsnittet [indicators]", true, &p.settings },
        { "files", "FIL", "inställningar, avsnittet [files]: filernas teckenkodning; tomt: UTF-8", false, &p.files },
        { "output-dir", "MAPP", "mapp dit tabellerna skrivs", true, &p.directory },
    };
    struct fault fault;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "indicators", "Läser indikatorfilerna och räknar deras värden.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "indicators", stderr);
    case ARGS_RUN:
        break;
    }
    return run(&p);
}
