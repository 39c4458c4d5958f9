/* indicators - what the follow-up measures beside turnover: reads the files of indicators/, adds up to today's
 * districts and the city, takes denominators from our own flows, and writes values with their limits.
 *
 * What the indicators are and their words: staff/indicator. Statistics: statistics/interval, mean, ordinal. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/args.h"
#include "pipeline/base/digest.h"
#include "pipeline/intake/delivery.h"
#include "pipeline/intake/word.h"
#include "pipeline/statistics/statistics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct paths {
    const char *delivery, *organisation, *flows, *rates, *settings, *directory;
};

static const struct kind *const ROOMS[] = { STAFFING_KINDS, PEOPLE_KINDS, ANSWER_KINDS, PLAN_KINDS, STATED_KINDS };

/* True where the file's name, without folders, begins with one of the kind's names. */
static bool is_kind(const struct kind *kind, const char *name)
{
    const char *base = strrchr(name, '/') + 1, *names = kind->files;
    char folded[WORD_MAX], wanted[WORD_MAX];
    size_t n = word_fold_header(base, strcspn(base, "."), folded);

    while (n != SIZE_MAX && *names != '\0') {
        size_t length = strcspn(names, "|"), m = word_fold_header(names, length, wanted);

        if (n >= m && memcmp(folded, wanted, m) == 0)
            return true;
        names += names[length] == '|' ? length + 1 : length;
    }
    return false;
}

static const struct kind *kind_of(const struct delivery_file *file, struct fault *f)
{
    char names[512] = "";
    size_t used = 0;

    for (size_t r = 0; r < sizeof ROOMS / sizeof ROOMS[0]; r++)
        for (const struct kind *k = ROOMS[r]; k->name != NULL; k++) {
            const char *last = strrchr(k->files, '|');

            if (is_kind(k, file->name))
                return k;
            used += (size_t) snprintf(names + used, used < sizeof names ? sizeof names - used : 0, "%s%s",
                                      used > 0 ? ", " : "", last != NULL ? last + 1 : k->files);
        }
    fault_at(f, FAULT_DATA, file->path, 0, NULL,
             "filens namn säger inte vad den innehåller: låt det börja med något av %s (docs/indikatorer.md)", names);
    return NULL;
}

static bool take_file(struct intake *to, const struct delivery_file *file, struct rows *files, struct fault *f)
{
    const struct kind *kind = kind_of(file, f);
    struct field cells[SHEET_MAX_COLUMNS];
    struct line line = { .to = to, .cells = cells };
    struct sheet *sheet = NULL;
    char hash[DIGEST_HEX];
    size_t records = 0;
    bool more = true, ok;

    if (kind == NULL || !digest_sha256_file(file->path, hash, f))
        return false;
    line.path = line_intern(&line, (struct field){ file->path, strlen(file->path) });
    ok = sheet_open(file->path, kind->columns, kind->n_columns, &sheet, f);
    line.sheet = sheet;
    while (ok && (ok = sheet_next(sheet, cells, &line.number, &more, f)) && more) {
        ok = kind->take(&line, f);
        records++;
    }
    sheet_close(sheet);
    if (!ok)
        return false;
    rows_begin(files);
    rows_text(files, "file", file->name);
    rows_text(files, "kind", kind->name);
    rows_text(files, "sha256", hash);
    rows_number(files, "bytes", (double) file->bytes);
    rows_number(files, "records", (double) records);
    return true;
}

static bool write_table(struct rows *rows, const char *directory, const char *name, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return rows_write(rows, path, f);
}

static bool make_tables(struct intake *to, const struct delivery *delivery, const struct exposure *exposure,
                        const struct settings *settings, const char *directory, struct fault *f)
{
    struct rows *files = rows_new(schema_find("indicator_files")), *areas = rows_new(schema_find("focus_areas")),
                *answers = rows_new(schema_find("distributions"));
    size_t n_groups;
    const char *const *groups = settings_list(settings, "indicators", "rating_groups", &n_groups);
    bool ok = true;

    for (size_t i = 0; ok && i < delivery->n; i++)
        ok = take_file(to, &delivery->files[i], files, f);
    ok = ok && areas_close(&to->areas, settings_real(settings, "indicators", "few_percent"), &to->ledger, areas, f) &&
         ledger_close(&to->ledger, exposure, to->stated, f) &&
         answers_close(&to->answers, groups, n_groups, answers, f) &&
         write_table(to->stated, directory, "indicators", f) && write_table(answers, directory, "distributions", f) &&
         write_table(areas, directory, "focus_areas", f) && write_table(files, directory, "indicator_files", f);
    rows_free(files);
    rows_free(areas);
    rows_free(answers);
    return ok;
}

static bool run(const struct paths *p, struct fault *f)
{
    struct delivery delivery = { NULL, 0, 0 };
    struct settings *settings = NULL;
    struct codebook *codebook = NULL;
    struct organisation *organisation = NULL;
    struct exposure exposure = { NULL, NULL };
    struct intake to = { .words = dictionary_new(), .stated = rows_new(schema_find("indicators")) };
    const char *units = p->organisation != NULL && p->organisation[0] != '\0' ? p->organisation : NULL;
    char codes[4096];
    bool ok;

    snprintf(codes, sizeof codes, "%s/codes", p->delivery);
    ok = settings_read(p->settings, &settings, f) && codebook_open(codes, &codebook, f) &&
         organisation_read(units, &organisation, f) &&
         (p->flows == NULL || table_read(p->flows, schema_find("flows"), &exposure.flows, f)) &&
         (p->rates == NULL || table_read(p->rates, schema_find("rates"), &exposure.rates, f)) &&
         delivery_list(p->delivery, "indicators", &delivery, f);
    to.codebook = codebook;
    to.organisation = organisation;
    ok = ok && make_tables(&to, &delivery, &exposure, settings, p->directory, f);
    free(to.ledger.items);
    free(to.answers.items);
    free(to.areas.items);
    free(to.areas.statuses);
    rows_free(to.stated);
    dictionary_free(to.words);
    delivery_free(&delivery);
    table_free(exposure.flows);
    table_free(exposure.rates);
    organisation_free(organisation);
    codebook_free(codebook);
    settings_free(settings);
    return ok;
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
        { "settings", "FIL", "inställningar, avsnittet [indicators]", true, &p.settings },
        { "output-dir", "MAPP", "mapp dit tabellerna skrivs", true, &p.directory },
    };
    struct fault fault;

    statistics_begin();
    switch (args_parse(argc, argv, "indicators", "Läser indikatorfilerna och räknar deras värden.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "indicators", stderr);
    case ARGS_RUN:
        break;
    }
    return run(&p, &fault) ? 0 : fault_report(&fault, "indicators", stderr);
}
