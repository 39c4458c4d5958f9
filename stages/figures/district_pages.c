/* district_pages.c - a row of small panels for the page of each district: turnover, and what else is followed up there,
 * beside the city. A panel has the same scale on every page. */
#include "stages/figures/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DISTRICTS = 28, MOST_PANELS = 4, COLUMNS = 6, NUMBERS_EACH = 2 };

/* The first is turnover, of edition; the others are indicators. */
static const struct panel {
    const char *label, *words;
    struct followup_key key;
} PANELS[MOST_PANELS] = {
    { "Avgångar per 100", "avgångar per 100 årsanställda", { .indicator = NULL } },
    { "Sjukfrånvaro, %",
      "sjukfrånvaro i procent",
      { .indicator = "sickness_absence", .category = EDITION_ALL, .group = EDITION_ALL, .definition = "statutory" } },
    { "Rekommenderar, %",
      "andel som kan rekommendera arbetsplatsen",
      { .indicator = "survey_share", .category = "recommend", .group = EDITION_ALL } },
    { "Tillbud per 100", "anmälda tillbud per 100 årsanställda", { .indicator = "incidents", .category = "incident" } },
};

/* A value of a series and its limits; NaN where it is not shown. */
struct point {
    double x, value, lower, upper, city;
    bool withheld;
};

struct points {
    struct point *items;
    size_t n, n_shown;
};

static void add(struct points *p, struct point one)
{
    p->items[p->n++] = one;
    p->n_shown += isfinite(one.value);
}

static struct points turnover_of(const struct edition *e, const char *district)
{
    struct points p = { memory_zeroed(e->periods.n, sizeof *p.items), 0, 0 };

    for (size_t i = 0; i < e->periods.n; i++) {
        struct edition_rate own = edition_district(e, e->periods.items[i], district);
        struct edition_rate city = edition_city(e, e->periods.items[i], EDITION_ALL, "none", EDITION_ALL);
        double x = swedish_period_position(e->periods.items[i]);

        if (isfinite(x))
            add(&p, (struct point){ x, own.rate, own.lower, own.upper, city.rate, own.withheld });
    }
    return p;
}

static struct points indicator_of(const struct followup *u, struct followup_key key, const char *district)
{
    size_t n_rows = u->indicators != NULL ? table_rows(u->indicators) : 0; /* a delivery may have none */
    struct points p = { memory_zeroed(n_rows + 1, sizeof *p.items), 0, 0 };

    key.district = district;
    for (size_t row = 0; n_rows > 0 && (row = followup_find(u, row, "own", key)) != SIZE_MAX; row++) {
        struct followup_key of_city = key;
        struct followup_value own = followup_row(u, row), city;

        of_city.period = table_text(u->indicators, row, "period");
        of_city.district = EDITION_ALL;
        city = followup_own(u, of_city);
        add(&p, (struct point){ followup_position(of_city.period), own.value, own.lower, own.upper, city.value,
                                own.withheld });
    }
    return p;
}

static struct points points_of(const struct inputs *in, const struct panel *panel, const char *district)
{
    return panel->key.indicator == NULL ? turnover_of(&in->edition, district)
                                        : indicator_of(&in->followup, panel->key, district);
}

/* The top of a panel's axis: somewhat above the highest value of any district and of the city. Limits above it are cut,
 * so that a small district does not flatten all. */
static double top_of(const struct inputs *in, const struct panel *panel)
{
    double top = 0;

    for (size_t d = 0; d < in->edition.districts.n; d++) {
        struct points p = points_of(in, panel, in->edition.districts.items[d]);

        for (size_t i = 0; i < p.n; i++) {
            top = fmax(top, p.items[i].value); /* fmax passes over NaN */
            top = fmax(top, p.items[i].city);
        }
        free(p.items);
    }
    return figure_axis(1.15 * top);
}

static double tick_of(double top)
{
    return top > 100 ? 50 : top > 50 ? 25 : top > 20 ? 10 : 5;
}

static void put_point(struct figure *fig, const struct point *p, double top, bool *cut)
{
    bool limits = isfinite(p->value) && isfinite(p->lower) && isfinite(p->upper);

    *cut = *cut || (limits && p->upper > top);
    plot_real(fig->plot, p->x);
    plot_real(fig->plot, p->value);
    plot_real(fig->plot, limits ? p->lower : p->value);
    plot_real(fig->plot, limits ? fmin(p->upper, top) : p->value);
    plot_real(fig->plot, p->city);
    plot_real(fig->plot, p->withheld ? p->x : FIGURE_OUTSIDE);
    plot_row(fig->plot);
}

/* A point outside every axis goes before, since gnuplot complains of a panel without any. */
static void put_panel(struct figure *fig, const struct points *p, double top, bool *cut)
{
    for (int i = 0; i < COLUMNS; i++)
        plot_real(fig->plot, FIGURE_OUTSIDE);
    plot_row(fig->plot);
    plot_row(fig->plot);
    for (size_t i = 0; i < p->n; i++)
        put_point(fig, &p->items[i], top, cut);
    plot_row(fig->plot);
    plot_row(fig->plot);
}

static void put_words(struct figure *fig, const struct inputs *in, const char *district, const char *list)
{
    const struct edition *e = &in->edition;
    struct edition_rate own = edition_district(e, e->compare, district);
    struct edition_rate city = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL);
    struct swedish year = swedish_period_short(e->compare);

    fig->title = own.shown && city.shown
                     ? phrase_say("%s %s: %s avgångar per 100, staden %s", district, year.text,
                                  swedish_rate(own.rate, own.exits).text, swedish_rate(city.rate, city.exits).text)
                     : phrase_say("%s: avgångstalet %s visas inte", district, year.text);
    fig->subtitle = phrase_say(
        "Punkter: förvaltningen; skuggat: 95 procents osäkerhetsintervall; streckat: staden. Samma "
        "skala på alla sidor.");
    fig->alt = phrase_say("Små linjediagram för %s bredvid staden, år för år: %s. %s var avgångarna per 100 "
                          "årsanställda %s i förvaltningen och %s i staden.",
                          district, list, swedish_in_capital(e->compare).text,
                          own.shown ? swedish_rate(own.rate, own.exits).text : ".. (visas inte)",
                          city.shown ? swedish_rate(city.rate, city.exits).text : ".. (visas inte)");
}

/* What stands below: marks, and where the rest of the numbers are. */
static void put_notes(struct figure *fig, bool cut, bool gaps, bool others)
{
    figure_note(fig, phrase_say("%s%s%s", cut ? "Intervall som når över skalan är avskurna. " : "",
                                gaps ? "Tecknet ..: visas inte av hänsyn till enskilda. " : "",
                                others ? "Alla års uppgifter finns i tables.xlsx." : ""));
}

/* Only panels of which the district has something to show, and always turnover. */
static bool draw(struct figure *fig, const struct inputs *in, const char *district, const double tops[MOST_PANELS],
                 struct fault *f)
{
    const struct names *periods = &in->edition.periods;
    double numbers[3 + NUMBERS_EACH * MOST_PANELS] = { swedish_period_position(periods->items[0]),
                                                       swedish_period_position(periods->items[periods->n - 1]) };
    const char *labels[MOST_PANELS], *words[MOST_PANELS];
    bool cut = false, gaps = false;
    size_t n = 0;
    char *list;

    plot_file(fig->plot, "district.dat");
    for (size_t i = 0; i < MOST_PANELS; i++) {
        struct points p = points_of(in, &PANELS[i], district);

        if (p.n_shown > 0 || i == 0) {
            put_panel(fig, &p, tops[i], &cut);
            numbers[3 + NUMBERS_EACH * n] = tops[i];
            numbers[4 + NUMBERS_EACH * n] = tick_of(tops[i]);
            labels[n] = PANELS[i].label;
            words[n++] = PANELS[i].words;
            for (size_t k = 0; k < p.n; k++)
                gaps = gaps || p.items[k].withheld;
        }
        free(p.items);
    }
    numbers[2] = (double) n;
    list = swedish_list(words, n);
    put_words(fig, in, district, list);
    put_notes(fig, cut, gaps, n > 1);
    free(list);
    return figure_draw(fig, in, 3.1, numbers, 3 + NUMBERS_EACH * n, labels, n, f);
}

bool figure_district_pages(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    double tops[MOST_PANELS];

    if (e->districts.n < 2 || e->districts.n > MOST_DISTRICTS || e->compare == NULL)
        return true;
    for (size_t i = 0; i < MOST_PANELS; i++)
        tops[i] = top_of(in, &PANELS[i]);
    for (size_t d = 0; d < e->districts.n; d++) {
        struct points p = turnover_of(e, e->districts.items[d]);
        struct figure *fig;
        char name[32];
        bool shown = p.n_shown > 0;

        free(p.items);
        if (!shown)
            continue;
        snprintf(name, sizeof name, "district-%02zu", d + 1);
        if (!figure_new(all, in, name, "district", &fig, f) || !draw(fig, in, e->districts.items[d], tops, f))
            return false;
    }
    return true;
}
