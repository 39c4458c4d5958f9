/* city.c - the city's rate over the years, with its limits, the fitted development, and what happened when. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TICKS = 13 };

struct axes {
    double first, last; /* of x */
    double top;         /* of y */
    double tick;        /* years between two */
    bool fitted;
};

struct series {
    double *x;
    struct edition_rate *rates; /* of e->periods, in order */
    size_t n;
};

static struct series series_of(const struct edition *e)
{
    struct series s = { .n = e->periods.n };

    s.x = memory_zeroed(s.n, sizeof *s.x);
    s.rates = memory_zeroed(s.n, sizeof *s.rates);
    for (size_t i = 0; i < s.n; i++) {
        s.x[i] = swedish_period_position(e->periods.items[i]);
        s.rates[i] = edition_city(e, e->periods.items[i], EDITION_ALL, "none", EDITION_ALL);
    }
    return s;
}

static void series_free(struct series *s)
{
    free(s->x);
    free(s->rates);
}

static bool has_points(const struct series *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->rates[i].shown && isfinite(s->x[i]))
            return true;
    return false;
}

static struct axes axes_of(const struct series *s)
{
    struct axes a = { .first = INFINITY, .last = -INFINITY };
    double most = 0;

    for (size_t i = 0; i < s->n; i++) {
        if (!isfinite(s->x[i]))
            continue;
        a.first = fmin(a.first, s->x[i]);
        a.last = fmax(a.last, s->x[i]);
        most = fmax(most, fmax(s->rates[i].rate, s->rates[i].upper)); /* fmax passes over NaN */
    }
    a.tick = ceil((a.last - a.first + 1) / MOST_TICKS);
    a.top = figure_axis(most * 1.12); /* room for the words on named years */
    a.first -= 0.5;
    a.last += 0.5;
    return a;
}

static void put_series(struct figure *fig, const struct inputs *in, const struct series *s)
{
    figure_file(fig, "series.dat", 4);
    for (size_t i = 0; i < s->n; i++) {
        if (!isfinite(s->x[i]))
            continue;
        if (i > 0 &&
            (figure_is_parted(in, s->x[i - 1], s->x[i]) || edition_bases_differ(&s->rates[i - 1], &s->rates[i])))
            plot_row(fig->plot);
        if (s->rates[i].shown) {
            plot_real(fig->plot, s->x[i]);
            plot_real(fig->plot, s->rates[i].rate);
            plot_real(fig->plot, s->rates[i].lower);
            plot_real(fig->plot, s->rates[i].upper);
        }
        plot_row(fig->plot); /* an empty row where nothing is shown: a gap */
    }
}

/* The fitted development of the city; its last value, NaN where there is none. */
static double put_trend(struct figure *fig, const struct inputs *in)
{
    const struct edition *e = &in->edition;
    const struct table *fits = e->tables[EDITION_FITS];
    double last = NAN, previous = NAN, x;

    figure_file(fig, "trend.dat", 2);
    for (size_t p = 0; p < e->periods.n; p++) {
        size_t row = edition_find(fits, 0, "family", "primary", "cause", EDITION_ALL, "grain", "annual", "period",
                                  e->periods.items[p], NULL);

        if (row == table_rows(fits) || !isfinite(table_real(fits, row, "expected")))
            continue;
        last = table_real(fits, row, "expected");
        x = swedish_period_position(e->periods.items[p]);
        if (figure_is_parted(in, previous, x))
            plot_row(fig->plot);
        previous = x;
        plot_real(fig->plot, x);
        plot_real(fig->plot, last);
        plot_row(fig->plot);
    }
    return last;
}

static bool is_named(const struct edition *e, const char *period)
{
    const struct table *verdicts = e->tables[EDITION_VERDICTS];

    return edition_find(verdicts, 0, "family", "primary", "grain", "annual", "period", period, NULL) <
           table_rows(verdicts);
}

/* Numbers at the first, the compared, the named and the highest points, above the band, where no line runs through
 * them; the last one stands at the end of its line. */
static void put_values(struct figure *fig, const struct edition *e, const struct series *s)
{
    size_t highest = 0;
    double beside = s->n > 0 ? 0.04 * (s->x[s->n - 1] - s->x[0]) : 0; /* off the line that marks a named year */

    for (size_t i = 1; i < s->n; i++)
        if (!(s->rates[i].rate <= s->rates[highest].rate))
            highest = i;
    figure_file(fig, "value.dat", 3);
    for (size_t i = 0; i < s->n; i++) {
        bool wanted = i == 0 || i == highest || i == edition_period(e, e->base) || i == edition_period(e, e->compare) ||
                      is_named(e, e->periods.items[i]);
        double limit = s->rates[i].upper;

        if (!wanted || i + 1 == s->n || !s->rates[i].shown)
            continue;
        plot_real(fig->plot, s->x[i] + (is_named(e, e->periods.items[i]) ? beside : 0));
        plot_real(fig->plot, isfinite(limit) ? limit : s->rates[i].rate);
        plot_text(fig->plot, swedish_rate(s->rates[i].rate, s->rates[i].exits).text);
        plot_row(fig->plot);
    }
}

/* What the lines are, at their ends, kept apart where the lines meet. */
static void put_ends(struct figure *fig, const struct series *s, const struct axes *a, double fitted)
{
    double least = a->top * 0.075, outcome = NAN, x = NAN;
    char *label = NULL;

    for (size_t i = 0; i < s->n; i++)
        if (s->rates[i].shown) {
            outcome = s->rates[i].rate;
            x = s->x[i];
            free(label);
            label = phrase_say("Utfall %s", swedish_rate(outcome, s->rates[i].exits).text);
        }
    if (isfinite(fitted) && fabs(outcome - fitted) < least) {
        double middle = (outcome + fitted) / 2, sign = outcome >= fitted ? 1 : -1;

        outcome = middle + sign * least / 2;
        fitted = middle - sign * least / 2;
    }
    figure_file(fig, "end.dat", 4);
    for (int which = 1; which <= 2; which++) {
        double y = which == 1 ? outcome : fitted;

        if (!isfinite(y))
            continue;
        plot_real(fig->plot, x);
        plot_real(fig->plot, y);
        plot_text(fig->plot, which == 1 ? label : "Anpassad utveckling");
        plot_real(fig->plot, which);
        plot_row(fig->plot);
    }
    free(label);
}

/* The years named in report.ini with their verdicts, in few words. */
static void put_named(struct figure *fig, const struct edition *e, const struct axes *a)
{
    const struct table *verdicts = e->tables[EDITION_VERDICTS];
    double height = a->top * 0.965;

    figure_file(fig, "named.dat", 4);
    for (size_t row = 0;
         (row = edition_find(verdicts, row, "family", "primary", "grain", "annual", NULL)) < table_rows(verdicts);
         row++) {
        const char *period = table_text(verdicts, row, "period"), *verdict = table_text(verdicts, row, "verdict");
        double x = swedish_period_position(period);
        char *words;

        if (!isfinite(x) || !phrase_has(PHRASE_VERDICT, verdict))
            continue;
        words = phrase_say("%s: %s", swedish_period(period).text,
                           strcmp(verdict, "not_shown") == 0        ? "avvikelse inte belagd"
                           : strcmp(verdict, "not_answerable") == 0 ? "går inte att bedöma"
                           : strcmp(verdict, "weak") == 0           ? "svaga tecken på avvikelse"
                           : strcmp(verdict, "strong") == 0         ? "starkt stöd för avvikelse"
                                                                    : "visst stöd för avvikelse");
        plot_real(fig->plot, x);
        plot_text(fig->plot, words);
        plot_real(fig->plot, x < (a->first + a->last) / 2 + 1 ? 1 : 0);
        plot_real(fig->plot, height);
        plot_row(fig->plot);
        height -= a->top * 0.07;
        free(words);
    }
}

static bool has_two_bases(const struct series *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (edition_bases_differ(&s->rates[i - 1], &s->rates[i]))
            return true;
    return false;
}

/* In a title "perioden" would take the room of the period itself. */
static const char *noun_of(const char *period)
{
    return strlen(period) == 4 ? "år " : "";
}

/* The highest and the lowest of the years that are shown; "" where they are as high. */
static char *extremes_of(const struct edition *e, const struct series *s)
{
    size_t n_shown = 0, lowest = s->n, highest = s->n;
    struct swedish high, low;

    for (size_t i = 0; i < s->n; i++) {
        if (!s->rates[i].shown)
            continue;
        n_shown++;
        if (lowest == s->n || s->rates[i].rate < s->rates[lowest].rate)
            lowest = i;
        if (highest == s->n || s->rates[i].rate > s->rates[highest].rate)
            highest = i;
    }
    if (n_shown == 0)
        return phrase_say("%s", "");
    high = swedish_rate(s->rates[highest].rate, s->rates[highest].exits);
    low = swedish_rate(s->rates[lowest].rate, s->rates[lowest].exits);
    if (strcmp(high.text, low.text) == 0)
        return phrase_say("%s", "");
    return phrase_say(" Högst%s är %s (%s) och lägst %s (%s).", n_shown < s->n ? " bland de redovisade åren" : "",
                      high.text, swedish_period(e->periods.items[highest]).text, low.text,
                      swedish_period(e->periods.items[lowest]).text);
}

static void put_words(struct figure *fig, const struct inputs *in, const struct series *s, double fitted,
                      size_t n_marks)
{
    const struct edition *e = &in->edition;
    struct edition_rate base = edition_city(e, e->base, EDITION_ALL, "none", EDITION_ALL);
    struct edition_rate compare = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL);
    char *extremes = extremes_of(e, s);
    size_t gaps = 0;

    for (size_t i = 0; i < s->n; i++)
        gaps += !s->rates[i].shown;
    if (base.shown && compare.shown && strcmp(e->base, e->compare) != 0)
        fig->title = phrase_say("Personalrörligheten var %s %s%s och %s %s%s", swedish_rate(base.rate, base.exits).text,
                                noun_of(e->base), swedish_period_short(e->base).text,
                                swedish_rate(compare.rate, compare.exits).text, noun_of(e->compare),
                                swedish_period_short(e->compare).text);
    else if (compare.shown)
        fig->title = phrase_say("Personalrörligheten var %s %s", swedish_rate(compare.rate, compare.exits).text,
                                swedish_in(e->compare).text);
    else
        fig->title = phrase_say("Personalrörligheten i staden");
    fig->subtitle = phrase_say("Avgångar per 100 årsanställda i staden, %s. Skuggat: 95 procents osäkerhetsintervall.",
                               swedish_span(e->periods.items[0], e->periods.items[s->n - 1]).text);
    if (gaps > 0)
        figure_note(fig, phrase_say("Där linjen är bruten visas uppgiften inte av hänsyn till enskilda eller saknas."));
    if (has_two_bases(s))
        figure_note(fig, phrase_say("Linjen är delad där antalet årsanställda är räknat på annat sätt än året innan."));
    if (figure_is_parted(in, s->x[0], s->x[s->n - 1]))
        figure_note(fig,
                    phrase_say("Linjen är delad där definitionen ändrades: åren före och efter är inte jämförbara."));
    fig->alt = phrase_say(
        "Linjediagram över avgångar per 100 årsanställda i staden.%s %s%s%s%s%s.%s%s", extremes,
        swedish_in_capital(e->compare).text, compare.shown ? " är värdet " : " visas inte värdet",
        compare.shown ? swedish_rate(compare.rate, compare.exits).text : "",
        compare.shown ? " med osäkerhetsintervallet " : "",
        compare.shown ? swedish_interval(compare.lower, compare.upper, 1).text : "",
        isfinite(fitted) ? " En streckad linje visar den anpassade utvecklingen." : "",
        n_marks > 0
            ? " Numrerade tecken vid axeln visar händelser och ändringar i underlaget, som räknas upp under diagrammet."
            : "");
    free(extremes);
}

bool figure_city(struct figures *all, const struct inputs *in, struct fault *f)
{
    struct series s = series_of(&in->edition);
    struct figure *fig;
    bool ok = true;

    if (has_points(&s) && (ok = figure_new(all, in, "city", "city", &fig, f))) {
        struct axes a = axes_of(&s);
        double fitted = put_trend(fig, in);
        double numbers[5] = { a.first, a.last, a.top, a.tick, isfinite(fitted) };

        put_series(fig, in, &s);
        put_values(fig, &in->edition, &s);
        put_ends(fig, &s, &a, fitted);
        put_named(fig, &in->edition, &a);
        put_words(fig, in, &s, fitted, figure_marks(fig, in, a.first, a.last, a.top));
        ok = figure_draw(fig, in, 8.2, numbers, sizeof numbers / sizeof numbers[0], NULL, 0, f);
    }
    series_free(&s);
    return ok;
}
