/* indicators_series.c - what is followed year by year: consultants, student placements, sickness absence, incidents. */
#include "stages/figures/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char *indicators_source(const struct inputs *in, size_t row)
{
    const char *source = table_text(in->followup.indicators, row, "source");
    bool marked = in->synthetic && strncmp(source, "Syntetisk", 9) != 0;

    return phrase_say("Källa: %s.%s", source, marked ? " Syntetiska uppgifter." : "");
}

const char *indicators_last(const struct inputs *in, struct followup_key key)
{
    const char *last = NULL;

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", key)) != SIZE_MAX; row++)
        last = table_text(in->followup.indicators, row, "period");
    return last;
}

/* ---- series over the years ---- */

struct extent {
    double first, last, top;
};

static void widen(struct extent *e, double x, double y)
{
    e->first = fmin(e->first, x);
    e->last = fmax(e->last, x);
    if (isfinite(y))
        e->top = fmax(e->top, y);
}

static void put_number(struct figure *fig, double value)
{
    plot_real(fig->plot, isfinite(value) ? value : FIGURE_OUTSIDE);
}

/* Two points that another way of counting parts. */
static bool is_parted(const struct inputs *in, size_t before, size_t row)
{
    return before != SIZE_MAX && strcmp(table_text(in->followup.indicators, before, "definition"),
                                        table_text(in->followup.indicators, row, "definition")) != 0;
}

/* A year that is missing or not shown is a gap: points are more than a year and a half apart only across one. So is a
 * change of the way of counting. */
static void put_series(struct figure *fig, const struct inputs *in, const struct series *s, size_t number,
                       struct extent *e)
{
    double before = NAN;
    size_t last = SIZE_MAX;

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", s->key)) != SIZE_MAX; row++) {
        struct followup_value v = followup_row(&in->followup, row);
        double x = followup_position(table_text(in->followup.indicators, row, "period"));
        double low = isfinite(v.lower) ? v.lower : v.low, high = isfinite(v.upper) ? v.upper : v.high;
        double y = v.shown ? v.value : (v.low + v.high) / 2;

        if (!isfinite(y))
            continue;
        if (x - before > 1.5 || is_parted(in, last, row))
            plot_row(fig->plot);
        last = row;
        plot_real(fig->plot, x);
        put_number(fig, y);
        put_number(fig, low < high ? low : NAN);
        put_number(fig, low < high ? high : NAN);
        plot_real(fig->plot, (double) number);
        plot_row(fig->plot);
        widen(e, x, fmax(y, isfinite(high) ? high : y));
        before = x;
    }
    plot_row(fig->plot);
}

static void put_published(struct figure *fig, const struct inputs *in, const char *indicator, struct extent *e)
{
    const struct followup_key key = { .indicator = indicator };

    if (indicator == NULL)
        return;
    for (size_t row = 0; (row = followup_find(&in->followup, row, "published", key)) != SIZE_MAX; row++) {
        struct followup_value v = followup_row(&in->followup, row);
        double x = followup_position(table_text(in->followup.indicators, row, "period"));
        char *text = followup_stated(in->followup.indicators, row);

        plot_real(fig->plot, x);
        plot_real(fig->plot, (v.low + v.high) / 2);
        plot_real(fig->plot, v.low);
        plot_real(fig->plot, v.high);
        plot_text(fig->plot, "");
        plot_row(fig->plot);
        widen(e, x, v.high);
        free(text);
    }
}

static size_t last_row(const struct inputs *in, struct followup_key key)
{
    size_t last = SIZE_MAX;

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", key)) != SIZE_MAX; row++)
        if (isfinite(followup_row(&in->followup, row).value))
            last = row;
    return last;
}

static double put_ends(struct figure *fig, const struct inputs *in, const struct series *series, size_t n)
{
    double room = 0;

    figure_file(fig, "end.dat", 4);
    for (size_t i = 0; i < n; i++) {
        size_t row = last_row(in, series[i].key);
        char *text;

        if (row == SIZE_MAX)
            continue;
        text = phrase_say("%s%s%s", series[i].name, series[i].name[0] != '\0' ? " " : "",
                          swedish_number(followup_row(&in->followup, row).value, series[i].decimals).text);
        plot_real(fig->plot, followup_position(table_text(in->followup.indicators, row, "period")));
        plot_real(fig->plot, followup_row(&in->followup, row).value);
        plot_text(fig->plot, text);
        plot_real(fig->plot, (double) (i + 1));
        plot_row(fig->plot);
        room = fmax(room, figure_width(text, 9.8));
        free(text);
    }
    return room + 0.4;
}

bool indicators_draw_series(struct figure *fig, const struct inputs *in, const struct series *series, size_t n,
                            const char *published, struct fault *f)
{
    struct extent e = { INFINITY, -INFINITY, 1 };
    const char *names[SERIES_MOST];
    double room, top, step;

    figure_file(fig, "series.dat", 5);
    for (size_t i = 0; i < n; i++) {
        put_series(fig, in, &series[i], i + 1, &e);
        names[i] = series[i].name;
    }
    figure_file(fig, "published.dat", 5);
    put_published(fig, in, published, &e);
    room = put_ends(fig, in, series, n);
    top = figure_axis(e.top * 1.08);
    step = top <= 10 ? 2 : top <= 25 ? 5 : top <= 60 ? 10 : top <= 120 ? 20 : 50;
    top = ceil(top / step) * step;
    return figure_draw(fig, in, 7.2,
                       (double[]){ floor(e.first), e.last, top, step, e.last - e.first > 12 ? 2 : 1, (double) n, room },
                       7, names, n, f);
}

/* The last value, and the first that is counted in its way and whose year is at least the base year of the report: what
 * a title says. */
struct span {
    size_t first, last;
};

static struct span span_of(const struct inputs *in, struct followup_key key)
{
    struct span s = { SIZE_MAX, last_row(in, key) };
    int base = in->edition.base != NULL ? swedish_period_year(in->edition.base) : 0;

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", key)) != SIZE_MAX; row++)
        if (s.first == SIZE_MAX && followup_row(&in->followup, row).shown && !is_parted(in, s.last, row) &&
            atoi(table_text(in->followup.indicators, row, "period")) >= base)
            s.first = row;
    return s;
}

/* A line that another way of counting parts says so. */
static void note_parted(struct figure *fig, const struct inputs *in, struct followup_key key)
{
    size_t last = last_row(in, key), other = SIZE_MAX;

    for (size_t row = 0; (row = followup_find(&in->followup, row, "own", key)) != SIZE_MAX; row++)
        if (is_parted(in, last, row) && followup_row(&in->followup, row).shown)
            other = row;
    if (other != SIZE_MAX)
        figure_note(fig, phrase_say("Till och med %s räknat i %s: linjen är delad, för talen är inte jämförbara.",
                                    followup_period(table_text(in->followup.indicators, other, "period")).text,
                                    table_text(in->followup.indicators, other, "unit")));
}

static struct swedish year_of(const struct inputs *in, size_t row)
{
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%.4s", table_text(in->followup.indicators, row, "period"));
    return out;
}

static bool can_compare(struct span s)
{
    return s.first != SIZE_MAX && s.last != SIZE_MAX && s.first != s.last;
}

static struct swedish number_at(const struct inputs *in, size_t row, int decimals)
{
    return swedish_number(followup_row(&in->followup, row).value, decimals);
}

static void note_published(struct figure *fig, const struct inputs *in, const char *indicator)
{
    struct followup_key key = { .indicator = indicator };
    size_t row = followup_find(&in->followup, 0, "published", key);

    if (row == SIZE_MAX)
        return;
    figure_note(fig,
                phrase_say("Ring: publicerad uppgift (%s, %s).", table_text(in->followup.indicators, row, "source"),
                           table_text(in->followup.indicators, row, "document_date")));
}

bool figure_consultants(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct series city = { "", { .indicator = "consultants", .district = "all", .category = "all" }, 0 };
    struct span s = span_of(in, city.key);
    struct figure *fig;

    if (!can_compare(s))
        return true;
    if (!figure_new(all, in, "consultants", "series", &fig, f))
        return false;
    fig->title = phrase_say("Antalet socionomkonsulter var %s år %s, jämfört med %s år %s",
                            number_at(in, s.last, 0).text, year_of(in, s.last).text, number_at(in, s.first, 0).text,
                            year_of(in, s.first).text);
    fig->subtitle = phrase_say("Antal vid ett mättillfälle per år, hela staden, räknat i %s",
                               table_text(in->followup.indicators, s.last, "unit"));
    fig->alt = phrase_say(
        "Linje över antalet socionomkonsulter i staden vid mätdagen varje år. Antalet var %s %s och %s "
        "%s.",
        number_at(in, s.first, 0).text, followup_when(table_text(in->followup.indicators, s.first, "period")).text,
        number_at(in, s.last, 0).text, followup_when(table_text(in->followup.indicators, s.last, "period")).text);
    fig->source = indicators_source(in, s.last);
    note_published(fig, in, "consultants");
    note_parted(fig, in, city.key);
    figure_note(fig, phrase_say("Förstärkningsteamens medarbetare är inte med."));
    return indicators_draw_series(fig, in, &city, 1, "consultants", f);
}

bool figure_placements(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct series city = { "", { .indicator = "student_placements", .district = "all" }, 0 };
    struct span s = span_of(in, city.key);
    struct figure *fig;

    if (!can_compare(s))
        return true;
    if (!figure_new(all, in, "placements", "series", &fig, f))
        return false;
    fig->title = phrase_say("Staden erbjöd %s VFU-platser år %s, jämfört med %s år %s", number_at(in, s.last, 0).text,
                            year_of(in, s.last).text, number_at(in, s.first, 0).text, year_of(in, s.first).text);
    fig->subtitle = phrase_say("Platser för verksamhetsförlagd utbildning (VFU) per år");
    fig->alt = phrase_say("Linje över antalet platser för verksamhetsförlagd utbildning varje år, från %s till %s. Där "
                          "antalet är angivet som ett intervall visar ett streck intervallet.",
                          number_at(in, s.first, 0).text, number_at(in, s.last, 0).text);
    fig->source = indicators_source(in, s.last);
    figure_note(fig, phrase_say("Lodrätt streck: antalet är angivet som ett intervall."));
    note_published(fig, in, "student_placements");
    return indicators_draw_series(fig, in, &city, 1, "student_placements", f);
}

bool figure_absence(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct series both[] = {
        { "Lagstadgad",
          { .indicator = "sickness_absence", .district = "all", .group = "all", .definition = "statutory" },
          1 },
        { "Stadens egen",
          { .indicator = "sickness_absence", .district = "all", .group = "all", .definition = "city" },
          1 },
    };
    struct span s = span_of(in, both[0].key), own = span_of(in, both[1].key);
    struct figure *fig;

    if (!can_compare(s))
        return true;
    if (!figure_new(all, in, "absence", "series", &fig, f))
        return false;
    fig->title = phrase_say("Sjukfrånvaron var %s procent år %s, jämfört med %s år %s", number_at(in, s.last, 1).text,
                            year_of(in, s.last).text, number_at(in, s.first, 1).text, year_of(in, s.first).text);
    fig->subtitle = phrase_say(
        "Procent av arbetstiden, hela staden. De två måtten räknas olika och ska inte jämföras.");
    fig->alt = phrase_say(
        "Linjer över sjukfrånvaron i procent: lagstadgad redovisning%s. Den lagstadgade var %s procent "
        "%s och %s procent %s.",
        can_compare(own) ? " och stadens egen indikator" : "", number_at(in, s.first, 1).text,
        year_of(in, s.first).text, number_at(in, s.last, 1).text, year_of(in, s.last).text);
    fig->source = indicators_source(in, s.last);
    return indicators_draw_series(fig, in, both, own.last != SIZE_MAX ? 2 : 1, NULL, f);
}

bool figure_incidents(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct series both[] = {
        { "Tillbud", { .indicator = "incidents", .district = "all", .category = "incident" }, 1 },
        { "Polisanmälningar", { .indicator = "incidents", .district = "all", .category = "police_report" }, 1 },
    };
    struct span s = span_of(in, both[0].key), police = span_of(in, both[1].key);
    struct figure *fig;

    if (!can_compare(s))
        return true;
    if (!figure_new(all, in, "incidents", "series", &fig, f))
        return false;
    fig->title = phrase_say("%s tillbud per 100 årsanställda anmäldes år %s, %s år %s", number_at(in, s.last, 1).text,
                            year_of(in, s.last).text, number_at(in, s.first, 1).text, year_of(in, s.first).text);
    fig->subtitle = phrase_say("Anmälda händelser per 100 årsanställda, med 95 procents osäkerhetsintervall");
    fig->alt = phrase_say("Linjer över anmälda tillbud%s per 100 årsanställda varje år, med osäkerhetsintervall.",
                          can_compare(police) ? " och polisanmälningar" : "");
    fig->source = indicators_source(in, s.last);
    figure_note(fig, phrase_say("Alla händelser anmäls inte. Fler anmälningar kan betyda att fler händelser sker eller "
                                "att fler anmäls."));
    return indicators_draw_series(fig, in, both, police.last != SIZE_MAX ? 2 : 1, NULL, f);
}
