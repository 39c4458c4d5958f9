/* panels.c - small panels on one scale: each district, or each occupation, against the city. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PANELS_A_PAGE = 28, MOST_PAGES = 20, FEW_PANELS = 12 };

/* What the panels of a figure are of: the units of which at least half of the values are shown. */
struct subject {
    const struct edition *edition;
    struct names names;
    size_t n_left_out;
    bool districts;
};

struct scale {
    double first, last, top, x_tick, y_tick;
    bool gaps, cut, bases; /* a value is not shown; a limit lies above the top; person-years were made in two ways */
};

static struct edition_rate rate_at(const struct subject *s, const char *period, const char *name)
{
    return s->districts ? edition_district(s->edition, period, name)
                        : edition_city(s->edition, period, name, "none", EDITION_ALL);
}

/* The unit's person-years were made in another way in the period before: no line joins the two. */
static bool is_new_basis(const struct subject *s, size_t p, const char *name)
{
    struct edition_rate now = rate_at(s, s->edition->periods.items[p], name), before;

    if (p == 0)
        return false;
    before = rate_at(s, s->edition->periods.items[p - 1], name);
    return edition_bases_differ(&before, &now);
}

static bool is_worth_a_panel(const struct subject *s, const char *name)
{
    size_t n_shown = 0;

    for (size_t p = 0; p < s->edition->periods.n; p++)
        n_shown += rate_at(s, s->edition->periods.items[p], name).shown;
    return n_shown > 0 && 2 * n_shown >= s->edition->periods.n;
}

static struct subject subject_of(const struct edition *e, const struct names *all, bool districts)
{
    struct subject s = { .edition = e, .districts = districts };

    s.names.items = memory_zeroed(all->n, sizeof *s.names.items);
    for (size_t i = 0; i < all->n; i++)
        if (is_worth_a_panel(&s, all->items[i]))
            s.names.items[s.names.n++] = all->items[i];
    s.n_left_out = all->n - s.names.n;
    return s;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* Low panels have room for three numbers. */
static double tick_of(double top, size_t columns)
{
    if (top > 120)
        return 50;
    if (columns > 3 && top > 40)
        return 10 * ceil(top / 20);
    return top > 60 ? 20 : top > 20 ? 10 : 5;
}

/* One scale for all: the upper limits of small units would flatten everything, so the axis ends where nine limits of
 * ten do, but never below a rate. */
static struct scale scale_of(const struct subject *s, size_t columns)
{
    struct scale c = { .first = INFINITY, .last = -INFINITY };
    double *limits = memory_zeroed(s->names.n * s->edition->periods.n, sizeof *limits);
    double highest = 0;
    size_t n = 0;

    for (size_t p = 0; p < s->edition->periods.n; p++) {
        double x = swedish_period_position(s->edition->periods.items[p]);

        c.first = fmin(c.first, x); /* fmin passes over NaN */
        c.last = fmax(c.last, x);
        for (size_t i = 0; i < s->names.n; i++) {
            struct edition_rate r = rate_at(s, s->edition->periods.items[p], s->names.items[i]);

            c.gaps = c.gaps || r.withheld;
            c.bases = c.bases || is_new_basis(s, p, s->names.items[i]);
            if (!r.shown)
                continue;
            highest = fmax(highest, r.rate);
            limits[n++] = fmax(r.rate, r.upper);
        }
    }
    if (n > 0) {
        qsort(limits, n, sizeof *limits, by_value);
        c.top = figure_axis(fmax(highest, limits[(n - 1) * 9 / 10]));
        c.y_tick = tick_of(c.top, columns);
        c.top = ceil(c.top / c.y_tick) * c.y_tick;
        c.cut = limits[n - 1] > c.top;
    }
    c.x_tick = fmax(1, ceil((c.last - c.first) / (columns > 3 ? 1.6 : columns > 2 ? 3.0 : 5.0)));
    free(limits);
    return c;
}

static void put_panel(struct figure *fig, const struct subject *s, const char *name)
{
    for (size_t p = 0; p < s->edition->periods.n; p++) {
        const char *period = s->edition->periods.items[p];
        double x = swedish_period_position(period);
        struct edition_rate r = rate_at(s, period, name);
        struct edition_rate city = edition_city(s->edition, period, EDITION_ALL, "none", EDITION_ALL);

        if (!isfinite(x))
            continue;
        if (is_new_basis(s, p, name))
            plot_row(fig->plot);
        plot_real(fig->plot, x);
        plot_real(fig->plot, r.rate);
        plot_real(fig->plot, r.lower);
        plot_real(fig->plot, r.upper);
        plot_real(fig->plot, city.rate);
        plot_real(fig->plot, r.withheld ? x : FIGURE_OUTSIDE);
        plot_row(fig->plot);
    }
    plot_row(fig->plot);
    plot_row(fig->plot);
}

static void put_notes(struct figure *fig, const struct subject *s, const struct scale *c)
{
    if (c->cut)
        figure_note(fig, phrase_say("Intervall som når över diagrammets skala är avskurna."));
    if (c->gaps)
        figure_note(fig,
                    phrase_say("Tecknet .. i ett diagram: uppgiften visas inte av hänsyn till enskilda, och linjen är "
                               "bruten där."));
    if (c->bases)
        figure_note(fig,
                    phrase_say("Linjen är bruten där underlaget för antalet årsanställda ändras: värdena på var sin "
                               "sida kan inte jämföras."));
    if (s->n_left_out > 0)
        figure_note(fig, phrase_say("%s %s har inget eget diagram, eftersom färre än hälften av uppgifterna kan visas.",
                                    swedish_count_capital(s->n_left_out).text,
                                    s->districts ? (s->n_left_out == 1 ? "förvaltning" : "förvaltningar") : "yrken"));
}

static bool draw_panels(struct figure *fig, const struct inputs *in, const struct subject *s, const struct scale *c,
                        size_t from, size_t to, size_t columns, struct fault *f)
{
    double panel_width = (16 - 0.95 - 0.25 + 0.45) / (double) columns - 0.45;
    double height = (columns > 3 ? 2.6 : columns > 2 ? 3.3 : 4.4) * ceil((double) (to - from) / (double) columns);
    double numbers[] = { c->first - 0.5,       c->last + 0.5,    c->top,   c->x_tick,
                         (double) (to - from), (double) columns, c->y_tick };
    char *labels[PANELS_A_PAGE];
    bool ok;

    plot_file(fig->plot, "panels.dat");
    for (size_t i = from; i < to; i++) {
        char *capital = phrase_capital(s->names.items[i]);

        put_panel(fig, s, s->names.items[i]);
        labels[i - from] = figure_fit(capital, 9.6, panel_width);
        free(capital);
    }
    put_notes(fig, s, c);
    ok = figure_draw(fig, in, height, numbers, sizeof numbers / sizeof numbers[0], (const char *const *) labels,
                     to - from, f);
    for (size_t i = from; i < to; i++)
        free(labels[i - from]);
    return ok;
}

/* In how many districts the city's rate lies within their own limits, of those that are shown. */
static size_t not_apart(const struct edition *e, size_t *n_shown)
{
    struct edition_rate city = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL);
    size_t n = 0;

    *n_shown = 0;
    for (size_t i = 0; i < e->districts.n; i++) {
        struct edition_rate r = edition_district(e, e->compare, e->districts.items[i]);

        if (!r.shown || !isfinite(r.lower) || !isfinite(city.rate))
            continue;
        (*n_shown)++;
        n += city.rate >= r.lower && city.rate <= r.upper;
    }
    return n;
}

static void put_district_words(struct figure *fig, const struct subject *s, size_t from, size_t to, size_t page,
                               size_t n_pages)
{
    const struct edition *e = s->edition;
    struct swedish span = swedish_span(e->periods.items[0], e->periods.items[e->periods.n - 1]);
    char *range = n_pages > 1 ? phrase_say(", %s till %s", s->names.items[from], s->names.items[to - 1])
                              : phrase_say("%s", "");
    size_t n_shown, n = not_apart(e, &n_shown);

    if (n_shown > 1 && n == n_shown)
        fig->title = phrase_say("Ingen redovisad förvaltning kan skiljas från staden %s",
                                swedish_period_short(e->compare).text);
    else if (n_shown > 1)
        fig->title = phrase_say("%zu av %zu förvaltningar kan inte skiljas från staden %s", n, n_shown,
                                swedish_period_short(e->compare).text);
    else
        fig->title = phrase_say("Personalrörligheten per förvaltning %s", span.text);
    fig->subtitle = phrase_say("Avgångar per 100 årsanställda %s. Heldragen linje: förvaltningen; skuggat: 95 procents "
                               "osäkerhetsintervall; streckad linje: staden.",
                               span.text);
    if (n_pages > 1)
        figure_note(fig, phrase_say("Förvaltningarna står i bokstavsordning, del %zu av %zu.", page + 1, n_pages));
    fig->alt = phrase_say(
        "Små linjediagram, ett för var och en av %zu förvaltningar i bokstavsordning%s, över avgångar "
        "per 100 årsanställda %s med osäkerhetsintervall och staden som jämförelse. %s ligger stadens "
        "värde inom förvaltningens intervall i %zu av de %zu förvaltningar vars värde visas.",
        to - from, range, span.text, swedish_in_capital(e->compare).text, n, n_shown);
    free(range);
}

static bool draw_districts(struct figures *all, const struct inputs *in, const struct subject *s, struct fault *f)
{
    size_t columns = s->names.n > FEW_PANELS ? 4 : s->names.n > 4 ? 3 : s->names.n > 1 ? 2 : 1;
    size_t n_pages = (s->names.n + PANELS_A_PAGE - 1) / PANELS_A_PAGE;
    struct scale c = scale_of(s, columns);

    if (n_pages > MOST_PAGES) /* nobody looks at hundreds of pages: the table has them */
        return true;

    for (size_t page = 0; page < n_pages; page++) {
        size_t from = page * PANELS_A_PAGE;
        size_t to = from + PANELS_A_PAGE < s->names.n ? from + PANELS_A_PAGE : s->names.n;
        struct figure *fig;
        char name[32] = "districts";

        if (page > 0)
            snprintf(name, sizeof name, "districts-%02zu", page + 1);
        if (!figure_new(all, in, name, "panels", &fig, f))
            return false;
        put_district_words(fig, s, from, to, page, n_pages);
        if (!draw_panels(fig, in, s, &c, from, to, columns, f))
            return false;
    }
    return true;
}

bool figure_districts(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct subject s = subject_of(&in->edition, &in->edition.districts, true);
    bool ok = s.names.n < 2 || draw_districts(all, in, &s, f); /* one district alone compares with nothing */

    free(s.names.items);
    return ok;
}

/* "socialsekreterare 14,3, biståndshandläggare 13,2" */
static char *values_of(const struct subject *s)
{
    char *out = phrase_say("%s", "");

    for (size_t i = 0; i < s->names.n; i++) {
        struct edition_rate r = rate_at(s, s->edition->compare, s->names.items[i]);
        char *longer = phrase_say("%s%s%s %s", out, i > 0 ? ", " : "", s->names.items[i],
                                  r.shown ? swedish_rate(r.rate, r.exits).text : "visas inte");

        free(out);
        out = longer;
    }
    return out;
}

static bool draw_occupations(struct figures *all, const struct inputs *in, const struct subject *s, struct fault *f)
{
    const struct edition *e = s->edition;
    size_t columns = s->names.n > 4 ? 3 : 2;
    struct swedish span = swedish_span(e->periods.items[0], e->periods.items[e->periods.n - 1]);
    struct scale c = scale_of(s, columns);
    struct figure *fig;
    char *values;

    if (!figure_new(all, in, "occupations", "panels", &fig, f))
        return false;
    values = values_of(s);
    fig->title = s->names.n == 2
                     ? phrase_say("Personalrörligheten %s: %s", swedish_period_short(e->compare).text, values)
                     : phrase_say("Personalrörligheten per yrke %s", span.text);
    fig->subtitle = phrase_say("Avgångar per 100 årsanställda %s. Heldragen linje: yrket; skuggat: 95 procents "
                               "osäkerhetsintervall; streckad linje: yrkena tillsammans.",
                               span.text);
    fig->alt = phrase_say(
        "Små linjediagram, ett för varje yrke, över avgångar per 100 årsanställda %s med osäkerhetsintervall "
        "och hela gruppen som jämförelse. Värden %s: %s.",
        span.text, swedish_in(e->compare).text, values);
    free(values);
    return draw_panels(fig, in, s, &c, 0, s->names.n, columns, f);
}

bool figure_occupations(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct subject s = subject_of(&in->edition, &in->edition.occupations, false);
    bool ok = s.names.n < 2 || s.names.n > PANELS_A_PAGE || draw_occupations(all, in, &s, f);

    free(s.names.items);
    return ok;
}
