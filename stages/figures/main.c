/* figures - draws the figures of the report from public tables, and says in words what each shows. */
#include "stages/figures/figure.h"

#include "pipeline/base/args.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/wording.h"
#include "pipeline/table/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the report. */
static bool (*const FIGURES[])(struct figures *, const struct inputs *, struct fault *) = {
    figure_city,        figure_districts,  figure_funnel,   figure_contributions, figure_moves,
    figure_occupations, figure_retention,  figure_breaks,   figure_verdicts,      figure_definitions,
    figure_consultants, figure_placements, figure_caseload, figure_absence,       figure_survey,
    figure_threats,     figure_incidents,  figure_areas,    figure_exits,         figure_district_pages,
};

static bool start(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct plot **plots;
    bool ok;

    for (size_t i = 0; i < sizeof FIGURES / sizeof FIGURES[0]; i++)
        if (!FIGURES[i](all, in, f))
            return false;
    plots = memory_zeroed(all->n, sizeof(struct plot *));
    for (size_t i = 0; i < all->n; i++)
        plots[i] = all->items[i].plot;
    ok = plot_start_all(plots, all->n, f);
    free(plots);
    return ok;
}

static bool finish(struct figures *all, const struct inputs *in, struct fault *f)
{
    for (size_t i = 0; i < all->n; i++) {
        struct figure *fig = &all->items[i];
        char svg[4096], png[4096];

        snprintf(svg, sizeof svg, "%s/%s.svg", in->output, fig->name);
        snprintf(png, sizeof png, "%s/%s.png", in->output, fig->name);
        if (!plot_finish(fig->plot, fig->title, fig->alt, svg, png, f))
            return false;
    }
    return true;
}

static bool describe(const struct figures *all, const struct inputs *in, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("figures"));
    char path[4096];
    bool ok;

    for (size_t i = 0; i < all->n; i++) {
        const struct figure *fig = &all->items[i];
        char *said = fig->source != NULL ? phrase_say("%s", fig->source) : figure_source(in);
        char *source = wording_say(said), *alt = wording_say(fig->alt);

        rows_begin(rows);
        rows_text(rows, "figure", fig->name);
        rows_text(rows, "title", fig->title);
        rows_text(rows, "subtitle", fig->subtitle);
        rows_text(rows, "source", source);
        rows_text(rows, "alt", alt);
        free(said);
        free(source);
        free(alt);
    }
    snprintf(path, sizeof path, "%s/figures.csv", in->output);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}

static bool is(const char *format, const char *name)
{
    return format != NULL && strcmp(format, name) == 0;
}

static bool run(struct inputs *in, const char *directory, const char *settings_path, const char *events,
                const char *comparability, struct fault *f)
{
    struct figures all = { NULL, 0, 0 };
    struct settings *settings = NULL;
    bool ok = settings_read(settings_path, &settings, f) && edition_read(directory, settings, &in->edition, f) &&
              followup_read(directory, &in->followup, f) && timeline_read_events(events, &in->events, f) &&
              timeline_read_comparability(comparability, &in->comparability, f);

    ok = ok && wording_begin(settings, f);
    if (ok)
        in->synthetic = settings_flag(settings, "report", "synthetic");
    ok = ok && start(&all, in, f) && finish(&all, in, f) && (is(in->format, "png") || describe(&all, in, f));
    figures_free(&all);
    timeline_free(&in->events);
    timeline_free(&in->comparability);
    edition_free(&in->edition);
    followup_free(&in->followup);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    const char *directory = NULL, *settings = NULL, *events = NULL, *comparability = NULL;
    struct inputs in = { .scripts = "scripts/figures" };
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "settings", "FIL", "inställningar, avsnittet [report]", true, &settings },
        { "events", "FIL", "events.csv: daterade händelser", false, &events },
        { "comparability", "FIL", "comparability.csv: ändringar i underlaget", false, &comparability },
        { "scripts", "MAPP", "mapp med figurskripten, annars scripts/figures", false, &in.scripts },
        { "format", "ORD", "svg, med figures.csv, eller png; annars allt", false, &in.format },
        { "output-dir", "MAPP", "mapp dit figurerna skrivs", true, &in.output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "figures", "Ritar rapportens figurer ur de offentliga tabellerna.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "figures", stderr);
    case ARGS_RUN:
        break;
    }
    if (in.format != NULL && !is(in.format, "svg") && !is(in.format, "png")) {
        fault_set(&fault, FAULT_USAGE, "--format kan vara svg eller png");
        return fault_report(&fault, "figures", stderr);
    }
    plot_confine();
    return run(&in, directory, settings, events, comparability, &fault) ? 0 : fault_report(&fault, "figures", stderr);
}
