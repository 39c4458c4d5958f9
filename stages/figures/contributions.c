/* contributions.c - the city's exits beyond the expected at a named year, district by district: bars that add up to it.
 *
 * Drawn only where the city's own deviation is more than nothing shown: parts of what can not be told from chance are
 * chance. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BARS = 40 };

static const char REST[] = "rest";

/* One figure: a named year and the shape that is drawn. */
struct subject {
    const struct edition *edition;
    const char *period, *shape;
    double excess, exits, expected; /* of the city */
};

static bool is_supported(const char *verdict)
{
    return strcmp(verdict, "strong") == 0 || strcmp(verdict, "moderate") == 0 || strcmp(verdict, "weak") == 0;
}

/* The named period of a year; NULL where no comparison was made of it. */
static const char *period_of_year(const struct edition *e, int year)
{
    const struct table *t = e->tables[EDITION_UNIT_EFFECTS];

    for (size_t row = 0; row < table_rows(t); row++)
        if (swedish_period_year(table_text(t, row, "period")) == year)
            return table_text(t, row, "period");
    return NULL;
}

static size_t row_of(const struct subject *s, const char *district)
{
    return edition_find(s->edition->tables[EDITION_UNIT_EFFECTS], 0, "period", s->period, "shape", s->shape, "district",
                        district, NULL);
}

static double value_of(const struct subject *s, const char *district, const char *column)
{
    const struct table *t = s->edition->tables[EDITION_UNIT_EFFECTS];
    size_t row = row_of(s, district);

    return row < table_rows(t) ? table_real(t, row, column) : NAN;
}

/* A verdict on a new level is drawn as one; anything else as the year itself. At least half of the districts must have
 * a bar of their own. */
static bool subject_of(const struct edition *e, size_t verdict, struct subject *out)
{
    const struct table *t = e->tables[EDITION_VERDICTS];
    struct subject s = { .edition = e, .shape = table_is(t, verdict, "shape", "step") ? "step" : "pulse" };
    size_t n_shown = 0;

    s.period = period_of_year(e, swedish_period_year(table_text(t, verdict, "period")));
    if (s.period == NULL || !is_supported(table_text(t, verdict, "verdict")))
        return false;
    s.excess = value_of(&s, EDITION_ALL, "contribution");
    s.exits = value_of(&s, EDITION_ALL, "exits");
    s.expected = value_of(&s, EDITION_ALL, "expected");
    for (size_t d = 0; d < e->districts.n; d++)
        n_shown += isfinite(value_of(&s, e->districts.items[d], "contribution")) ? 1 : 0;
    *out = s;
    return isfinite(s.excess) && 2 * n_shown >= e->districts.n;
}

struct axis {
    double low, high, step;
};

static void widen(struct axis *a, const struct subject *s, const char *district)
{
    a->low = fmin(a->low, value_of(s, district, "contribution_lower")); /* fmin passes over NaN */
    a->high = fmax(a->high, value_of(s, district, "contribution_upper"));
}

static struct axis axis_of(const struct subject *s)
{
    struct axis a = { 0, 0, 1 };

    for (size_t d = 0; d < s->edition->districts.n; d++)
        widen(&a, s, s->edition->districts.items[d]);
    widen(&a, s, REST);
    while ((a.high - a.low) / a.step > 8)
        a.step *= fmod(log10(a.step) + 1e-9, 1) < 0.5 && fmod(log10(a.step) + 1e-9, 1) > 0.2 ? 2.5 : 2;
    a.low = a.step * floor(a.low / a.step);
    a.high = a.step * fmax(1, ceil(a.high / a.step));
    return a;
}

static double put_bar(struct figure *fig, const struct subject *s, const char *district, const char *words, size_t at)
{
    double part = value_of(s, district, "contribution");
    bool shown = isfinite(part);
    char *name = figure_fit(words, 9, 5.2);
    double room = figure_width(name, 9);

    plot_real(fig->plot, (double) at);
    plot_real(fig->plot, shown ? part : 0);
    plot_real(fig->plot, shown ? value_of(s, district, "contribution_lower") : FIGURE_OUTSIDE);
    plot_real(fig->plot, shown ? value_of(s, district, "contribution_upper") : FIGURE_OUTSIDE);
    plot_text(fig->plot, name);
    plot_text(fig->plot, shown ? swedish_signed(part, 0).text : PHRASE_WITHHELD);
    plot_row(fig->plot);
    free(name);
    return room;
}

static size_t put_bars(struct figure *fig, const struct subject *s, double *room)
{
    const struct edition *e = s->edition;
    const struct table *t = e->tables[EDITION_UNIT_EFFECTS];
    size_t n = 0;
    bool gaps = false;

    *room = 0;
    plot_file(fig->plot, "bars.dat");
    for (size_t d = 0; d < e->districts.n; d++) {
        if (row_of(s, e->districts.items[d]) == table_rows(t))
            continue;
        gaps = gaps || !isfinite(value_of(s, e->districts.items[d], "contribution"));
        *room = fmax(*room, put_bar(fig, s, e->districts.items[d], e->districts.items[d], ++n));
    }
    if (row_of(s, REST) < table_rows(t))
        *room = fmax(*room, put_bar(fig, s, REST, "Övriga tillsammans", ++n));
    *room += 0.7;
    if (gaps)
        figure_note(fig, phrase_say("Tecknet .. betyder att uppgiften inte visas av hänsyn till enskilda."));
    return n;
}

static void put_notes(struct figure *fig, const struct subject *s)
{
    const struct table *t = s->edition->tables[EDITION_HETEROGENEITY];
    size_t row = edition_find(t, 0, "period", s->period, "shape", s->shape, NULL);
    double p = row < table_rows(t) ? table_real(t, row, "p") : NAN;

    figure_note(fig, phrase_say("Väntat: stadens utveckling utan avvikelsen, fördelad efter förvaltningarnas storlek "
                                "och deras nivå övriga år. Streck: 95 procents osäkerhetsintervall."));
    if (isfinite(p))
        figure_note(fig, p < 0.05 ? phrase_say("Förvaltningarna avvek olika mycket, mer än vad slumpen brukar ge.")
                                  : phrase_say("Att förvaltningarna avvek olika mycket kan inte beläggas."));
}

static void put_words(struct figure *fig, const struct subject *s)
{
    struct swedish when = swedish_period_short(s->period), excess = swedish_number(fabs(s->excess), 0);
    const char *word = s->excess < 0 ? "färre" : "fler";
    bool since = strcmp(s->shape, "step") == 0;

    fig->title = phrase_say("%s%s: %s %s avgångar än väntat%s", since ? "Från " : "", when.text, excess.text, word,
                            since ? "" : ", per förvaltning");
    fig->subtitle = phrase_say("Antal avgångar utöver det väntade. Staplarna summerar, bortsett från avrundning, till "
                               "stadens %s (%s mot väntade "
                               "%s). Förvaltningarna står i bokstavsordning.",
                               swedish_signed(s->excess, 0).text, swedish_number(s->exits, 0).text,
                               swedish_number(s->expected, 0).text);
    fig->alt = phrase_say("Liggande staplar, en för varje förvaltning i bokstavsordning, med antalet avgångar utöver "
                          "det väntade %s%s och osäkerhetsintervall. Staplarna summerar, bortsett från avrundning, "
                          "till stadens %s %s avgångar.",
                          since ? "från och med " : "", swedish_in(s->period).text, excess.text, word);
}

static bool draw(struct figures *all, const struct inputs *in, const struct subject *s, struct fault *f)
{
    struct axis axis = axis_of(s);
    struct figure *fig;
    char name[32];
    double room;
    size_t n;

    snprintf(name, sizeof name, "contributions-%d", swedish_period_year(s->period));
    if (!figure_new(all, in, name, "contributions", &fig, f))
        return false;
    n = put_bars(fig, s, &room);
    put_notes(fig, s);
    put_words(fig, s);
    return figure_draw(fig, in, 0.62 * (double) n + 1.0, (double[]){ (double) n, axis.low, axis.high, axis.step, room },
                       5, NULL, 0, f);
}

bool figure_contributions(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    const struct table *t = e->tables[EDITION_VERDICTS];
    bool ok = true;

    if (e->districts.n < 2 || e->districts.n > MOST_BARS)
        return true;
    for (size_t row = 0;
         ok && (row = edition_find(t, row, "family", "primary", "grain", "annual", NULL)) < table_rows(t); row++) {
        struct subject s;

        if (subject_of(e, row, &s))
            ok = draw(all, in, &s, f);
    }
    return ok;
}
