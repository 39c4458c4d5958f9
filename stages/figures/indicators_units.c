/* indicators_units.c - each district beside the city: employee survey and caseload, in the order of the alphabet. */
#include "stages/figures/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_UNITS = 40 };

/* One row of the drawing: a district, its value, and what lies around it. */
struct unit {
    const char *name;
    struct followup_value value;
    double low, high;
};

struct units {
    struct unit items[MOST_UNITS];
    size_t n;
};

static int by_name(const void *one, const void *other)
{
    const struct unit *a = one, *b = other;

    return swedish_compare(a->name, b->name);
}

static struct units units_of(const struct inputs *in, struct followup_key key)
{
    struct units out = { .n = 0 };

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", key)) != SIZE_MAX; row++) {
        const char *district = table_text(in->followup.indicators, row, "district");
        struct followup_value v = followup_row(&in->followup, row);

        if (strcmp(district, EDITION_ALL) != 0 && out.n < MOST_UNITS)
            out.items[out.n++] = (struct unit){ district, v, v.lower, v.upper };
    }
    qsort(out.items, out.n, sizeof *out.items, by_name);
    return out;
}

/* The city's value, drawn as a line; NaN: none. */
static bool draw_units(struct figure *fig, const struct inputs *in, const struct units *units, double city,
                       const char *city_name, int decimals, bool from_zero, struct fault *f)
{
    double least = isfinite(city) ? city : INFINITY, most = isfinite(city) ? city : 0, room = 0, step;
    const char *label;
    char *text;
    bool ok, withheld = false;

    plot_file(fig->plot, "dots.dat");
    for (size_t i = 0; i < units->n; i++) {
        const struct unit *u = &units->items[i];
        char *name = figure_fit(u->name, 9, 5.2);
        bool around = isfinite(u->low) && isfinite(u->high) && u->value.shown;

        plot_real(fig->plot, (double) (i + 1));
        plot_real(fig->plot, u->value.shown ? u->value.value : FIGURE_OUTSIDE);
        plot_real(fig->plot, around ? u->low : FIGURE_OUTSIDE);
        plot_real(fig->plot, around ? u->high : FIGURE_OUTSIDE);
        plot_text(fig->plot, name);
        plot_text(fig->plot, u->value.shown      ? swedish_number(u->value.value, decimals).text
                             : u->value.withheld ? PHRASE_WITHHELD
                                                 : PHRASE_NOT_APPLICABLE);
        plot_row(fig->plot);
        room = fmax(room, figure_width(name, 9));
        withheld = withheld || u->value.withheld;
        if (u->value.shown) {
            least = fmin(least, around ? u->low : u->value.value);
            most = fmax(most, around ? u->high : u->value.value);
        }
        free(name);
    }
    if (withheld)
        figure_note(fig, phrase_say("Tecknet .. betyder att uppgiften inte visas av hänsyn till enskilda."));
    step = most > 40 ? 10 : 5;
    text = phrase_say("%s %s", city_name, swedish_number(city, decimals).text);
    label = text;
    ok = figure_draw(fig, in, 0.62 * (double) units->n + 1.4,
                     (double[]){ (double) units->n, from_zero ? 0 : fmax(0, floor(least / step) * step),
                                 ceil((most + 0.1) / step) * step, step, room + 0.7,
                                 isfinite(city) ? city : FIGURE_OUTSIDE },
                     6, &label, 1, f);
    free(text);
    return ok;
}

bool figure_survey(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct followup_key key = { .indicator = "survey_share", .category = "recommend", .group = EDITION_ALL };
    struct followup_key city_key;
    struct followup_value city;
    struct units units;
    struct figure *fig;

    key.period = indicators_last(in, key);
    if (key.period == NULL)
        return true;
    city_key = key;
    city_key.district = EDITION_ALL;
    city = followup_own(&in->followup, city_key);
    units = units_of(in, key);
    if (units.n < 2)
        return true;
    if (!figure_new(all, in, "survey", "dots", &fig, f))
        return false;
    fig->title = city.shown ? phrase_say("%s procent av dem som svarat kan rekommendera sin arbetsplats",
                                         swedish_number(city.value, 0).text)
                            : phrase_say("Andel som kan rekommendera sin arbetsplats");
    fig->subtitle = phrase_say("Procent av dem som svarat på medarbetarenkäten %s, med 95 procents osäkerhetsintervall",
                               followup_period(key.period).text);
    fig->alt = phrase_say("En punkt för varje förvaltning i bokstavsordning med andelen som kan rekommendera sin "
                          "arbetsplats %s och dess osäkerhetsintervall, mot en linje för staden på %s procent.",
                          followup_period(key.period).text, swedish_number(city.value, 0).text);
    fig->source = indicators_source(in, followup_find(&in->followup, 0, "own", key));
    figure_note(fig,
                phrase_say("Intervallen tar hänsyn till hur många av de anställda som svarat. Förvaltningarna står i "
                           "bokstavsordning."));
    return draw_units(fig, in, &units, city.value, "Staden", 0, false, f);
}

/* The middle half of the case-holders, where quartiles are given. */
static void add_quartiles(const struct inputs *in, const char *period, struct units *units)
{
    for (size_t i = 0; i < units->n; i++) {
        struct followup_key key = { .indicator = "case_quartile",
                                    .period = period,
                                    .district = units->items[i].name,
                                    .category = EDITION_ALL,
                                    .definition = "lower_quartile" };

        units->items[i].low = followup_own(&in->followup, key).value;
        key.definition = "upper_quartile";
        units->items[i].high = followup_own(&in->followup, key).value;
    }
}

bool figure_caseload(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct followup_key key = { .indicator = "cases_per_holder", .category = EDITION_ALL };
    struct followup_key city_key;
    struct followup_value city;
    struct units units;
    struct figure *fig;
    bool whole;

    key.period = indicators_last(in, key);
    if (key.period == NULL)
        return true;
    city_key = key;
    city_key.district = EDITION_ALL;
    city = followup_own(&in->followup, city_key);
    units = units_of(in, key);
    if (units.n < 2)
        return true;
    add_quartiles(in, key.period, &units);
    whole = !(city.districts < city.districts_of);
    if (!figure_new(all, in, "caseload", "dots", &fig, f))
        return false;
    fig->title = whole ? phrase_say("Ärenden per handläggare skiljer sig mellan förvaltningarna")
                       : phrase_say("%s av %s förvaltningar redovisar ärenden per handläggare",
                                    swedish_number(city.districts, 0).text, swedish_number(city.districts_of, 0).text);
    fig->subtitle = phrase_say(
        "Ärenden per årsarbetare som har ärenden, %s. Streck: mittersta hälften av handläggarna.",
        followup_period(key.period).text);
    fig->alt = phrase_say("En punkt för varje förvaltning som redovisar, i bokstavsordning, med antalet ärenden per "
                          "årsarbetare %s.",
                          followup_period(key.period).text);
    fig->source = indicators_source(in, followup_find(&in->followup, 0, "own", key));
    if (!whole)
        figure_note(fig, phrase_say("Staden som helhet kan inte bedömas: linjen gäller bara dem som redovisar."));
    return draw_units(fig, in, &units, city.value, whole ? "Staden" : "De som redovisar", 1, true, f);
}
