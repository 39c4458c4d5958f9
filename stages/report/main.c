/* report - writes the report as Markdown from public tables, claims, figures and what people have written. */
#include "stages/report/report.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/nearest.h"
#include "pipeline/base/outfile.h"
#include "pipeline/publish/wording.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct paths {
    const char *public, *figures, *report, *protect, *trend, *turnover, *events, *comparability, *organisation, *output,
        *status;
};

static bool read_table(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return table_read(path, schema_find(name), out, f);
}

/* Only some deliveries have it. */
static bool read_optional(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return (access(path, F_OK) != 0 && errno == ENOENT) || table_read(path, schema_find(name), out, f);
}

static bool read_inputs(const struct paths *p, struct report *r, struct fault *f)
{
    const char *organisation = p->organisation != NULL && p->organisation[0] != '\0' ? p->organisation : NULL;

    if (!settings_read(p->report, &r->report, f) || !wording_begin(r->report, f))
        return false;
    return settings_read(p->protect, &r->protect, f) && settings_read(p->trend, &r->trend, f) &&
           settings_read(p->turnover, &r->turnover, f) && edition_read(p->public, r->report, &r->edition, f) &&
           followup_read(p->public, &r->followup, f) && read_table(p->public, "claims", &r->claims, f) &&
           read_optional(p->public, "public_revisions", &r->revisions, f) &&
           read_optional(p->public, "public_late", &r->late, f) &&
           read_optional(p->public, "public_bridge", &r->bridge, f) &&
           read_table(p->figures, "figures", &r->figures, f) && timeline_read_events(p->events, &r->events, f) &&
           timeline_read_comparability(p->comparability, &r->comparability, f) &&
           organisation_read(organisation, &r->organisation, f);
}

static const char *const DECISION[] = { "beslut", "forslag", "decision", NULL };
static const char *const BACKGROUND[] = { "bakgrund", "background", NULL };
static const char *const PREPARATION[] = { "beredning", "preparation", NULL };
static const char *const MATTER[] = { "arendet", "ärendet", "matter", NULL };
static const char *const ANALYSIS[] = { "analys", "analysis", NULL };
static const char *const VIEW[] = { "synpunkter", "view", NULL };

/* What the committee reads: at most some twelve pages. */
static bool write_body(struct report *r, struct fault *f)
{
    if (!inserted_text(r, "beslut", "Förslag till beslut", DECISION, f))
        return false;
    summary(r);
    if (!inserted_text(r, "bakgrund", "Bakgrund", BACKGROUND, f) ||
        !inserted_text(r, "beredning", "Ärendets beredning", PREPARATION, f) ||
        !inserted_text(r, "arendet", "Ärendet", MATTER, f))
        return false;
    city(r);
    districts(r);
    in_short(r);
    questions(r);
    if (!inserted_text(r, "analys", "Analys", ANALYSIS, f) || !gender_analysis(r, f) ||
        !inserted_text(r, "synpunkter", "Förvaltningens synpunkter och förslag", VIEW, f))
        return false;
    attachments(r);
    return true;
}

static void write_results(struct report *r)
{
    annex(r, 1);
    breaks(r);
    occupations(r);
    comparisons(r);
    balance(r);
    stays(r);
    staffing(r);
    workload(r);
    absence(r);
    survey(r);
    threats(r);
    exit_reasons(r);
    focus_areas(r);
    activities(r);
    statements(r);
    published(r);
}

static void write_method(struct report *r)
{
    annex(r, 3);
    method(r);
    comparability(r);
    definitions(r);
    if (settings_flag(r->report, "report", "kolada"))
        bridge(r);
    records(r);
    revisions(r);
    protection(r);
    definition_list(r);
    method_annex(r);
    comparison_annex(r);
    table_annex(r);
}

static bool write_report(struct report *r, struct fault *f)
{
    front_matter(r);
    if (!write_body(r, f))
        return false;
    write_results(r);
    annex(r, 2);
    district_pages(r);
    write_method(r);
    return true;
}

/* Two pages for the meeting. */
static bool write_brief(struct report *r, struct fault *f)
{
    front_matter(r);
    if (!inserted_text(r, "beslut", "Förslag till beslut", DECISION, f))
        return false;
    summary(r);
    in_short(r);
    return true;
}

static bool refuse_district(const struct report *r, struct fault *f)
{
    const struct names *all = &r->edition.districts;
    struct nearest near = nearest_begin(r->part);
    char names[700] = "";
    size_t used = 0;

    for (size_t d = 0; d < all->n; d++) {
        nearest_offer(&near, all->items[d]);
        if (used < sizeof names)
            used += (size_t) snprintf(names + used, sizeof names - used, "%s%s", d > 0 ? ", " : "", all->items[d]);
    }
    return fault_set(f, FAULT_USAGE, "förvaltningen %.80s finns inte bland de publicerade%s%s%s De är: %s%s", r->part,
                     near.word != NULL ? ": menade du " : "", near.word != NULL ? near.word : "",
                     near.word != NULL ? "?" : ".", names, used < sizeof names ? "" : " ...");
}

static bool write_district(struct report *r, struct fault *f)
{
    for (size_t d = 0; d < r->edition.districts.n; d++)
        if (strcmp(r->edition.districts.items[d], r->part) == 0) {
            front_matter(r);
            district_page(r, d);
            return true;
        }
    return refuse_district(r, f);
}

static bool write_part(struct report *r, struct fault *f)
{
    if (strcmp(r->part, "report") == 0)
        return write_report(r, f);
    return strcmp(r->part, "brief") == 0 ? write_brief(r, f) : write_district(r, f);
}

static bool run(const struct paths *p, struct report *r, struct fault *f)
{
    struct outfile *out = NULL;
    bool ok = read_inputs(p, r, f) && outfile_open(p->output, OUTFILE_PUBLIC, &out, f);

    if (ok) {
        r->to = outfile_stream(out);
        ok = write_part(r, f);
        if (ok)
            ok = outfile_commit(out, f);
        else
            outfile_discard(out);
    }
    table_free(r->claims);
    table_free(r->figures);
    table_free(r->revisions);
    table_free(r->late);
    table_free(r->bridge);
    timeline_free(&r->events);
    timeline_free(&r->comparability);
    organisation_free(r->organisation);
    edition_free(&r->edition);
    followup_free(&r->followup);
    settings_free(r->report);
    settings_free(r->protect);
    settings_free(r->trend);
    settings_free(r->turnover);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { .status = "utkast" };
    struct report r = { .draft = true, .part = "report" };
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna och claims.csv", true, &p.public },
        { "figures", "MAPP", "mapp med figurerna och figures.csv", true, &p.figures },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &p.report },
        { "protect", "FIL", "inställningar, avsnittet [protect]", true, &p.protect },
        { "trend", "FIL", "inställningar, avsnittet [trend]", true, &p.trend },
        { "turnover", "FIL", "inställningar, avsnittet [turnover]", true, &p.turnover },
        { "events", "FIL", "events.csv: daterade händelser", false, &p.events },
        { "comparability", "FIL", "comparability.csv: ändringar i underlaget", false, &p.comparability },
        { "organisation", "FIL", "organisation.csv: förvaltningar och efterträdare", false, &p.organisation },
        { "text", "MAPP",
          "mapp med det som människor skriver: beslut.md, bakgrund.md, beredning.md, arendet.md, analys.md, "
          "jamstalldhet.md, synpunkter.md",
          false, &r.text },
        { "part", "ORD", "report (annars), brief: två sidor till mötet, eller namnet på en förvaltning", false,
          &r.part },
        { "status", "ORD", "utkast (annars) eller fastställd: om varje sida märks som utkast", false, &p.status },
        { "output", "FIL", "report.md som skrivs", true, &p.output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "report",
                       "Skriver rapporten som Markdown ur tabeller, meningar, figurer och texter.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "report", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    if (strcmp(p.status, "utkast") != 0 && strcmp(p.status, "fastställd") != 0) {
        fault_set(&fault, FAULT_USAGE, "--status kan vara utkast eller fastställd");
        return fault_report(&fault, "report", stderr);
    }
    r.draft = strcmp(p.status, "utkast") == 0;
    return run(&p, &r, &fault) ? 0 : fault_report(&fault, "report", stderr);
}
