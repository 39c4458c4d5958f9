/* retention.c - how long people stay: the share still employed by months since they were hired, for years of hiring in
 * the city, and for its occupations; and how many of them remain. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 4, MOST_COLUMNS = 21 };
static const double LEAST_APART = 6; /* percent, between the names at the ends of the curves */

struct group {
    const char *grouping, *category, *cohort;
    char *name;
};

struct groups {
    struct group items[MOST_GROUPS];
    size_t n, n_left_out;
};

/* The horizons of the table, in years. */
struct horizons {
    int years[MOST_COLUMNS - 1];
    size_t n;
};

static size_t retention_row(const struct edition *e, const struct group *g, int years)
{
    const struct table *t = e->tables[EDITION_RETENTION];

    for (size_t row = 0; (row = edition_find(t, row, "grouping", g->grouping, "category", g->category, "cohort",
                                             g->cohort, NULL)) < table_rows(t);
         row++)
        if ((int) table_real(t, row, "horizon") == years)
            return row;
    return table_rows(t);
}

static double value_at(const struct edition *e, const struct group *g, int years, const char *column)
{
    const struct table *t = e->tables[EDITION_RETENTION];
    size_t row = retention_row(e, g, years);

    return row < table_rows(t) ? table_real(t, row, column) : NAN;
}

static struct horizons horizons_of(const struct edition *e)
{
    const struct table *t = e->tables[EDITION_RETENTION];
    struct horizons h = { .n = 0 };

    for (size_t row = 0; row < table_rows(t); row++) {
        int years = (int) table_real(t, row, "horizon");
        size_t i = 0;

        while (i < h.n && h.years[i] != years)
            i++;
        if (i == h.n && h.n < MOST_COLUMNS - 1)
            h.years[h.n++] = years;
    }
    return h;
}

/* Whether the share at the first horizon is shown. */
static bool is_drawn(const struct edition *e, const struct group *g, const struct horizons *h)
{
    return h->n > 0 && isfinite(value_at(e, g, h->years[0], "probability"));
}

/* The last years of hiring that can be drawn; in the order of time. */
static struct groups cohorts_of(const struct edition *e, const struct horizons *h)
{
    struct names cohorts = edition_names(e->tables[EDITION_RETENTION], "cohort", "grouping", "city");
    struct groups out = { .n = 0 };

    for (size_t i = 0; i < cohorts.n; i++) {
        struct group g = { "city", EDITION_ALL, cohorts.items[i], NULL };

        if (strcmp(g.cohort, EDITION_ALL) == 0 || !is_drawn(e, &g, h))
            continue;
        if (out.n == MOST_GROUPS) {
            memmove(&out.items[0], &out.items[1], (MOST_GROUPS - 1) * sizeof out.items[0]);
            out.n--;
            out.n_left_out++;
        }
        out.items[out.n++] = g;
    }
    free(cohorts.items);
    for (size_t i = 0; i < out.n; i++)
        out.items[i].name = phrase_say("%s", swedish_period_short(out.items[i].cohort).text);
    return out;
}

static struct groups occupations_of(const struct edition *e, const struct horizons *h)
{
    struct groups out = { .n = 0 };

    for (size_t i = 0; i < e->occupations.n; i++) {
        struct group g = { "occupation", e->occupations.items[i], EDITION_ALL, NULL };

        if (!is_drawn(e, &g, h))
            continue;
        if (out.n == MOST_GROUPS) {
            out.n_left_out++;
            continue;
        }
        g.name = figure_fit(g.category, 9, 3.6);
        out.items[out.n++] = g;
    }
    return out;
}

static void groups_free(struct groups *g)
{
    for (size_t i = 0; i < g->n; i++)
        free(g->items[i].name);
}

/* ---- data ---- */

/* The steps written out, so that the script draws lines; the share stays as it is until the month of a step. Returns
 * the last month. */
static double put_curve(struct figure *fig, const struct edition *e, const struct group *g, size_t number)
{
    const struct table *t = e->tables[EDITION_SURVIVAL];
    double before = NAN, last = 0;

    for (size_t row = 0; (row = edition_find(t, row, "grouping", g->grouping, "category", g->category, "cohort",
                                             g->cohort, NULL)) < table_rows(t);
         row++) {
        double months = table_real(t, row, "months"), share = 100 * table_real(t, row, "survival");

        for (int corner = isnan(before) ? 1 : 0; corner < 2; corner++) {
            plot_real(fig->plot, months);
            plot_real(fig->plot, corner == 0 ? before : share);
            plot_real(fig->plot, (double) number);
            plot_row(fig->plot);
        }
        before = share;
        last = months;
    }
    plot_row(fig->plot);
    return last;
}

/* Beside each other after a horizon, so that no interval hides another; the share stays as it is for a while. */
static double shifted(double months, size_t number)
{
    return months + 0.4 * (double) (number - 1);
}

static void put_points(struct figure *fig, const struct edition *e, const struct groups *g, const struct horizons *h)
{
    figure_file(fig, "point.dat", 5);
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < h->n; k++) {
            double p = value_at(e, &g->items[i], h->years[k], "probability");

            if (!isfinite(p))
                continue;
            plot_real(fig->plot, shifted(12 * h->years[k], i + 1));
            plot_real(fig->plot, 100 * (1 - p));
            plot_real(fig->plot, 100 * (1 - value_at(e, &g->items[i], h->years[k], "upper")));
            plot_real(fig->plot, 100 * (1 - value_at(e, &g->items[i], h->years[k], "lower")));
            plot_real(fig->plot, (double) (i + 1));
            plot_row(fig->plot);
        }
}

/* The share at the last horizon shown. */
static double last_share(const struct edition *e, const struct group *g, const struct horizons *h)
{
    double share = NAN;

    for (size_t k = 0; k < h->n; k++) {
        double p = value_at(e, g, h->years[k], "probability");

        share = isfinite(p) ? 100 * (1 - p) : share;
    }
    return share;
}

/* Names at the ends of the curves, from below, none closer to the one below it than it can be read. */
static void put_ends(struct figure *fig, const struct edition *e, const struct groups *g, const struct horizons *h,
                     double last)
{
    bool done[MOST_GROUPS] = { false };
    double below = -INFINITY;

    figure_file(fig, "end.dat", 4);
    for (size_t k = 0; k < g->n; k++) {
        size_t lowest = g->n;
        double y = NAN;

        for (size_t i = 0; i < g->n; i++)
            if (!done[i] && (lowest == g->n || last_share(e, &g->items[i], h) < y)) {
                lowest = i;
                y = last_share(e, &g->items[i], h);
            }
        done[lowest] = true;
        below = fmax(y, below + LEAST_APART);
        plot_real(fig->plot, shifted(last, g->n));
        plot_real(fig->plot, fmin(below, 100));
        plot_text(fig->plot, g->items[lowest].name);
        plot_real(fig->plot, (double) (lowest + 1));
        plot_row(fig->plot);
    }
}

/* The cells below: those followed from the beginning, and those who remain at each horizon. True where one is withheld.
 */
static bool put_cells(const struct edition *e, const struct groups *g, const struct horizons *h, char **labels)
{
    bool withheld = false;

    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k <= h->n; k++) {
            const struct group *one = &g->items[i];
            double count = k == 0 ? value_at(e, one, h->years[0], "entrants")
                                  : value_at(e, one, h->years[k - 1], "remaining");
            size_t row = retention_row(e, one, h->years[k > 0 ? k - 1 : 0]);
            bool hidden = row < table_rows(e->tables[EDITION_RETENTION]) &&
                          table_is(e->tables[EDITION_RETENTION], row, k == 0 ? "entrants_status" : "remaining_status",
                                   "withheld");

            withheld = withheld || hidden;
            labels[i * (h->n + 1) + k] = phrase_say("%s", hidden            ? PHRASE_WITHHELD
                                                          : isfinite(count) ? swedish_number(count, 0).text
                                                                            : PHRASE_NOT_APPLICABLE);
        }
    return withheld;
}

/* ---- words ---- */

/* "ett", "två" ... år */
static struct swedish years_in_words(int years)
{
    return years == 1 ? (struct swedish){ "ett" } : swedish_count((size_t) years);
}

static void put_title(struct figure *fig, const struct edition *e, const struct groups *g, const struct horizons *h,
                      bool cohorts)
{
    const struct group *told = &g->items[cohorts ? g->n - 1 : 0]; /* the last years, or the largest occupation */
    struct swedish share = swedish_number(100 * value_at(e, told, h->years[0], "probability"), 0);
    struct swedish years = years_in_words(h->years[0]);

    if (cohorts)
        fig->title = phrase_say("Av anställda %s slutade %s procent inom %s år", told->name, share.text, years.text);
    else
        fig->title = phrase_say("Av nyanställda %s slutar %s procent inom %s år", told->category, share.text,
                                years.text);
    fig->subtitle = phrase_say("Procent kvar i staden efter %s. Streck: 95 procents osäkerhetsintervall.",
                               cohorts ? "anställningsår" : "yrke");
}

/* "2014–2016: 73 procent efter 12 månader, 54 efter 24 och ..." */
static char *described(const struct edition *e, const struct group *g, const struct horizons *h)
{
    char *text = phrase_say("%s:", g->name);

    for (size_t k = 0; k < h->n; k++) {
        double p = value_at(e, g, h->years[k], "probability");
        char *longer;

        if (!isfinite(p))
            continue;
        longer = phrase_say("%s%s %s procent efter %d månader", text, text[strlen(text) - 1] == ':' ? "" : ",",
                            swedish_number(100 * (1 - p), 0).text, 12 * h->years[k]);
        free(text);
        text = longer;
    }
    return text;
}

static void put_words(struct figure *fig, const struct edition *e, const struct groups *g, const struct horizons *h,
                      bool cohorts, bool withheld)
{
    char *text = phrase_say("Kurvor över hur stor andel som är kvar i staden månad för månad efter anställningens "
                            "början, med antalet kvar under diagrammet.");

    put_title(fig, e, g, h, cohorts);
    for (size_t i = 0; i < g->n; i++) {
        char *one = described(e, &g->items[i], h), *longer = phrase_say("%s %s.", text, one);

        free(one);
        free(text);
        text = longer;
    }
    fig->alt = text;
    figure_note(fig, phrase_say("Kvar: först de nyanställda, sedan de som är kvar%s. Den som går till annat arbete i "
                                "staden följs inte längre. Kurvorna går i steg om flera personer.",
                                cohorts ? "" : " och de som följs först sedan de varit anställda en tid"));
    if (withheld)
        figure_note(fig, phrase_say("Tecknet .. betyder att uppgiften inte visas av hänsyn till enskilda."));
    if (g->n_left_out > 0)
        figure_note(fig, phrase_say("%s grupper till finns i tabellen.", swedish_count_capital(g->n_left_out).text));
}

static bool draw(struct figures *all, const struct inputs *in, struct groups *g, const struct horizons *h,
                 const char *name, bool cohorts, struct fault *f)
{
    const struct edition *e = &in->edition;
    size_t n_cells = g->n * (h->n + 1);
    char **labels = memory_zeroed(g->n + n_cells, sizeof *labels);
    double numbers[4 + MOST_COLUMNS] = { (double) g->n, 0, 0, (double) (h->n + 1) };
    struct figure *fig;
    bool ok = figure_new(all, in, name, "retention", &fig, f);

    if (ok) {
        double last = 0;
        bool withheld = put_cells(e, g, h, &labels[g->n]);

        figure_file(fig, "curve.dat", 3);
        for (size_t i = 0; i < g->n; i++) {
            last = fmax(last, put_curve(fig, e, &g->items[i], i + 1));
            labels[i] = memory_copy_text(g->items[i].name);
            numbers[2] = fmax(numbers[2], figure_width(labels[i], 9) + 0.6);
        }
        numbers[1] = last;
        for (size_t k = 1; k <= h->n; k++)
            numbers[4 + k] = 12 * h->years[k - 1];
        put_points(fig, e, g, h);
        put_ends(fig, e, g, h, last);
        put_words(fig, e, g, h, cohorts, withheld);
        ok = figure_draw(fig, in, 8.3 + 0.46 * (double) g->n, numbers, 5 + h->n, (const char *const *) labels,
                         g->n + n_cells, f);
    }
    for (size_t i = 0; i < g->n + n_cells; i++)
        free(labels[i]);
    free(labels);
    return ok;
}

bool figure_retention(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct horizons h = horizons_of(&in->edition);
    struct groups cohorts = cohorts_of(&in->edition, &h), occupations = occupations_of(&in->edition, &h);
    bool ok = true;

    if (cohorts.n > 0)
        ok = draw(all, in, &cohorts, &h, "retention", true, f);
    if (ok && occupations.n > 1)
        ok = draw(all, in, &occupations, &h, "retention-occupation", false, f);
    groups_free(&cohorts);
    groups_free(&occupations);
    return ok;
}
