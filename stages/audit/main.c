/* audit - the attacker: tries, from the public tables alone, to find out what is withheld. Fails where it succeeds. */
#include "stages/audit/editions.h"

#include "pipeline/base/apart.h"
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/audit_tables.h"
#include "pipeline/publish/published.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void put_finding(struct rows *rows, const struct audit *a, const struct audit_finding *finding)
{
    const struct audit_number *number = audit_at(a, finding->number);
    bool unfit = finding->verdict == AUDIT_UNFIT;

    rows_begin(rows);
    rows_text(rows, "table", number->table);
    rows_text(rows, "key", number->key);
    rows_text(rows, "column", number->column);
    rows_number(rows, "least", unfit ? (double) NAN : finding->least);
    rows_number(rows, "most", unfit ? (double) NAN : finding->most);
    rows_text(rows, "verdict", audit_word(finding->verdict));
}

static void put_reason(struct rows *rows, double set, const char *table, const char *key, const char *column,
                       double weight)
{
    rows_begin(rows);
    rows_number(rows, "set", set);
    rows_text(rows, "table", table);
    rows_text(rows, "key", key);
    rows_text(rows, "column", column);
    rows_number(rows, "weight", weight);
}

static void put_dropped(struct rows *rows, const struct audit *a)
{
    for (size_t i = 0; audit_dropped(a, i) != NULL; i++) {
        rows_begin(rows);
        rows_text(rows, "table", "");
        rows_text(rows, "key", audit_dropped(a, i));
        rows_text(rows, "column", "");
        rows_text(rows, "verdict", "dropped");
    }
}

/* Where no numbers fit nothing has been found out, and nothing has been shown to be safe. */
static bool complain_of_unfit(const struct audit *a, const struct audit_finding *findings, size_t n, struct fault *f)
{
    const struct audit_number *first = NULL;
    size_t n_unfit = 0;

    for (size_t i = 0; i < n; i++) {
        if (findings[i].verdict != AUDIT_UNFIT)
            continue;
        first = first == NULL ? audit_at(a, findings[i].number) : first;
        n_unfit++;
    }
    if (first == NULL)
        return true;
    return fault_set(f, FAULT_DATA,
                     "prövningens samband går inte ihop med tabellerna: för %zu uppgifter som inte visas passar inga "
                     "tal, först %s %s (%s). Det betyder inte att de kan räknas fram, men de kan inte prövas, och "
                     "rapporten får inte lämnas ut. Meddela den som förvaltar programmet",
                     n_unfit, first->table, first->key, first->column);
}

/* The first of what was found out: where it stands, never what it is. */
static bool complain(const struct audit *a, const struct audit_finding *findings, size_t n, size_t n_unsafe,
                     struct fault *f)
{
    size_t i = 0;

    if (n_unsafe == 0)
        return true;
    while (i < n && findings[i].verdict == AUDIT_SAFE)
        i++;
    return fault_set(f, FAULT_DATA,
                     "%zu uppgifter som inte visas kan räknas fram ur det som visas, först %s %s (%s). Rapporten får "
                     "inte lämnas ut. Kan tabellen utelämnas (districts, district_occupation, definitions, balance, "
                     "public_retention_cause), nämn den i leave_out under [protect] i report.ini; räcker det inte, höj "
                     "detail_threshold, så delas yrkena inte upp, eller ta bort perioden ur leveransen",
                     n_unsafe, audit_at(a, findings[i].number)->table, audit_at(a, findings[i].number)->key,
                     audit_at(a, findings[i].number)->column);
}

/* Why it may not be shown. */
static const char *reason_of(enum audit_verdict verdict)
{
    switch (verdict) {
    case AUDIT_FEW:
        return "ett antal på några få";
    case AUDIT_SMALL:
        return "en för liten grupp";
    case AUDIT_ALIKE:
        return "att alla i en grupp svarar lika";
    default:
        return "årsanställda som några få kan ha det mesta av";
    }
}

static bool complain_of_shown(const struct audit *a, const struct audit_finding *findings, size_t n, struct fault *f)
{
    const struct audit_number *first;

    if (n == 0)
        return true;
    first = audit_at(a, findings[0].number);
    return fault_set(f, FAULT_DATA,
                     "%zu uppgifter visas som inte får visas, först %s %s (%s): %s. Rapporten får inte lämnas ut. Har "
                     "någon ändrat i tabellerna, gör om dem; annars är det ett fel i skyddet",
                     n, first->table, first->key, first->column, reason_of(findings[0].verdict));
}

/* By what it was found out, behind what was found of earlier proposals. */
static bool write_reasons(const struct audit *a, const char *path, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("found_out"));
    struct table *before = NULL;
    double n_before = 0, weight;
    size_t set, number;
    bool ok = access(path, F_OK) != 0 || table_read(path, schema_find("found_out"), &before, f);

    for (size_t row = 0; ok && before != NULL && row < table_rows(before); row++) {
        n_before = table_real(before, row, "set") + 1;
        put_reason(rows, table_real(before, row, "set"), table_text(before, row, "table"),
                   table_text(before, row, "key"), table_text(before, row, "column"),
                   table_real(before, row, "weight"));
    }
    for (size_t i = 0; audit_reason(a, i, &set, &number, &weight); i++) {
        const struct audit_number *x = audit_at(a, number);

        put_reason(rows, n_before + (double) set, x->table, x->key, x->column, weight);
    }
    ok = ok && rows_write(rows, path, f);
    table_free(before);
    rows_free(rows);
    return ok;
}

struct options {
    const char *public_directory, *settings, *output, *details, *reasons, *published, *report, *organisation;
};

static bool list_editions(const struct options *o, struct published_list *list, struct fault *f)
{
    struct settings *report = NULL;
    bool ok = o->published == NULL ||
              ((o->report == NULL || settings_read(o->report, &report, f)) &&
               published_read(o->published, o->report == NULL ? "" : settings_text(report, "report", "edition"), list,
                              f));

    settings_free(report);
    return ok;
}

/* Editions that count as shown though nobody can tell that their tables are what was: for whoever knows. */
static void note_editions(const struct published_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].known == PUBLISHED_UNLISTED)
            fprintf(
                stderr,
                "audit: obs: utgåvan %s står inte i published/releases.csv: dess tabeller räknas som visade, men om de "
                "är de som visades kan inte prövas\n",
                list->items[i].name);
        else if (list->items[i].known == PUBLISHED_WITHOUT_SUMS)
            fprintf(
                stderr,
                "audit: obs: utgåvan %s har inga kontrollsummor för sina tabeller i published/releases.csv: de räknas "
                "som visade, men om de är de som visades kan inte prövas\n",
                list->items[i].name);
}

/* In a process of its own: GLPK aborts where there is no memory. */
static bool run(void *context, struct fault *f)
{
    const struct options *o = context;
    struct settings *settings = NULL;
    struct published_list editions = { NULL, 0, 0 };
    struct audit *a;
    const struct audit_finding *findings;
    struct audit_finding *shown = NULL;
    struct rows *rows;
    size_t n, n_shown, n_unsafe = 0;
    bool ok;

    if (!settings_read(o->settings, &settings, f))
        return false;
    a = audit_new((double) settings_integer(settings, "protect", "count_threshold"),
                  (double) settings_integer(settings, "protect", "group_threshold"));
    audit_set_survey_threshold(a, (double) settings_integer(settings, "protect", "survey_threshold"));
    audit_set_dominance(a, (double) settings_integer(settings, "protect", "dominance_contributors"),
                        settings_real(settings, "protect", "dominance_percent"));
    rows = rows_new(schema_find("audit"));
    ok = list_editions(o, &editions, f) && audit_read(a, o->public_directory, f) &&
         editions_read(a, &editions, o->organisation, f);
    if (ok) {
        note_editions(&editions);
        findings = audit_solve(a, &n);
        for (size_t i = 0; i < n; i++) {
            n_unsafe += findings[i].verdict != AUDIT_SAFE;
            put_finding(rows, a, &findings[i]);
        }
        shown = audit_shown(a, &n_shown);
        for (size_t i = 0; i < n_shown; i++)
            put_finding(rows, a, &shown[i]);
        put_dropped(rows, a);
        ok = (o->details == NULL || rows_write(rows, o->details, f)) &&
             (o->reasons == NULL || write_reasons(a, o->reasons, f)) && complain_of_shown(a, shown, n_shown, f) &&
             complain_of_unfit(a, findings, n, f) && complain(a, findings, n, n_unsafe, f) &&
             rows_write(rows, o->output, f);
    }
    free(shown);
    rows_free(rows);
    audit_free(a);
    published_free(&editions);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = { .organisation = "" };
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &o.public_directory },
        { "settings", "FIL", "inställningar, avsnittet [protect]", true, &o.settings },
        { "output", "FIL", "vad varje uppgift som inte visas kan vara; skrivs bara om inget kan räknas fram", true,
          &o.output },
        { "details", "FIL", "detsamma, också när något kan räknas fram", false, &o.details },
        { "reasons", "FIL", "vilka tal som visas det räknades fram ur, efter det som redan står där", false,
          &o.reasons },
        { "published", "MAPP", "mapp med tidigare rapporter; finns den inte finns inga", false, &o.published },
        { "report", "FIL", "inställningar, avsnittet [report]: vilken utgåva det här är", false, &o.report },
        { "organisation", "FIL", "organisation.csv i leveransen; tomt: oförändrad organisation", false,
          &o.organisation },
    };
    struct fault fault;

    confine_memory();
    switch (args_parse(argc, argv, "audit", "Försöker räkna fram det som inte visas ur det som visas.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "audit", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return apart_run(run, &o, o.output, &fault) ? 0 : fault_report(&fault, "audit", stderr);
}
