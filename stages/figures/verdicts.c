/* verdicts.c - every series with a verdict on a named year, small: the city, the occupations, the districts, each with
 * the development it was held against, and the word. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PANELS = 24, FEW_PANELS = 12 };

static const char *const FAMILIES[] = { "primary", "occupation", "district" };

/* One named year, and the rows of the verdicts on it that are published, in the order of the report. */
struct subject {
    const struct table *fits, *verdicts;
    const char *period;
    size_t rows[MOST_PANELS];
    size_t n, n_withheld, n_left_out;
    double first, last, top;
};

static bool next_fit(const struct subject *s, size_t verdict, size_t *row)
{
    *row = edition_find(s->fits, *row, "family", table_text(s->verdicts, verdict, "family"), "district",
                        table_text(s->verdicts, verdict, "district"), "occupation",
                        table_text(s->verdicts, verdict, "occupation"), "cause", EDITION_ALL, "grain", "annual", NULL);
    return *row < table_rows(s->fits);
}

/* What a series was held against: without a sign of a deviation, the development of all years. */
static double expected_of(const struct subject *s, size_t verdict, size_t row)
{
    const char *word = table_text(s->verdicts, verdict, "verdict");
    bool sign = strcmp(word, "strong") == 0 || strcmp(word, "moderate") == 0 || strcmp(word, "weak") == 0;

    return table_real(s->fits, row, sign ? "expected" : "trend");
}

static void take(struct subject *s, size_t verdict)
{
    size_t first = 0;

    if (!phrase_has(PHRASE_VERDICT, table_text(s->verdicts, verdict, "verdict"))) {
        s->n_withheld++;
        return;
    }
    if (!next_fit(s, verdict, &first)) /* a year outside the series, or nothing to fit */
        return;
    if (s->n == MOST_PANELS) {
        s->n_left_out++;
        return;
    }
    s->rows[s->n++] = verdict;
    for (size_t row = 0; next_fit(s, verdict, &row); row++) {
        double x = swedish_period_position(table_text(s->fits, row, "period"));

        s->first = fmin(s->first, x);
        s->last = fmax(s->last, x);
        s->top = fmax(s->top, fmax(table_real(s->fits, row, "rate"), expected_of(s, verdict, row)));
    }
}

static struct subject subject_of(const struct edition *e, const char *period)
{
    struct subject s = { .fits = e->tables[EDITION_FITS],
                         .verdicts = e->tables[EDITION_VERDICTS],
                         .period = period,
                         .first = INFINITY,
                         .last = -INFINITY };

    for (size_t f = 0; f < sizeof FAMILIES / sizeof FAMILIES[0]; f++)
        for (size_t row = 0; (row = edition_find(s.verdicts, row, "family", FAMILIES[f], "grain", "annual", "period",
                                                 period, NULL)) < table_rows(s.verdicts);
             row++)
            take(&s, row);
    s.top = figure_axis(s.top);
    return s;
}

static char *name_of(const struct subject *s, size_t verdict)
{
    if (!table_is(s->verdicts, verdict, "district", EDITION_ALL))
        return phrase_say("%s", table_text(s->verdicts, verdict, "district"));
    if (!table_is(s->verdicts, verdict, "occupation", EDITION_ALL))
        return phrase_capital(table_text(s->verdicts, verdict, "occupation"));
    return phrase_say("Staden");
}

static void put_panel(struct figure *fig, const struct inputs *in, const struct subject *s, size_t verdict)
{
    double previous = NAN;

    for (size_t row = 0; next_fit(s, verdict, &row); row++) {
        double x = swedish_period_position(table_text(s->fits, row, "period"));

        if (figure_is_parted(in, previous, x))
            plot_row(fig->plot);
        previous = x;
        plot_real(fig->plot, x);
        plot_real(fig->plot, table_real(s->fits, row, "rate"));
        plot_real(fig->plot, expected_of(s, verdict, row));
        plot_real(fig->plot, strcmp(table_text(s->fits, row, "period"), s->period) == 0 ? x : FIGURE_OUTSIDE);
        plot_row(fig->plot);
    }
    plot_row(fig->plot);
    plot_row(fig->plot);
}

/* Of the districts. */
static size_t count(const struct subject *s, const char *verdict)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += table_is(s->verdicts, s->rows[i], "family", "district") &&
             (verdict == NULL || table_is(s->verdicts, s->rows[i], "verdict", verdict));
    return n;
}

static void put_words(struct figure *fig, const struct subject *s)
{
    size_t n = count(s, NULL), supported = count(s, "strong") + count(s, "moderate");
    const char *year = s->period;

    if (n == 0)
        fig->title = phrase_say("Avvikelsen %s i staden och per yrke", year);
    else if (supported > 0)
        fig->title = phrase_say("%zu av %zu förvaltningar avvek på annat sätt än övriga %s", supported, n, year);
    else
        fig->title = phrase_say("I ingen enskild förvaltning är en egen avvikelse %s belagd", year);
    fig->subtitle = phrase_say(
        "Avgångar per 100 årsanställda. Punkter: utfall; linje: väntat utan avvikelse %s. För en "
        "förvaltning är det väntade utifrån övriga staden.",
        year);
    if (s->n_withheld > 0)
        figure_note(fig,
                    phrase_say("%s %s visas inte av hänsyn till enskilda.", swedish_count_capital(s->n_withheld).text,
                               s->n_withheld == 1 ? "serie" : "serier"));
    if (s->n_left_out > 0)
        figure_note(fig,
                    phrase_say("%s fler förvaltningar finns i tabellen.", swedish_count_capital(s->n_left_out).text));
    fig->alt = phrase_say(
        "Små diagram, ett för staden, för varje yrke och för varje förvaltning vars uppgifter visas, "
        "med utfall och väntad utveckling samt bedömningen av %s. Av %zu förvaltningar har %zu starkt "
        "eller visst stöd för en egen avvikelse.",
        year, n, supported);
}

static bool draw(struct figures *all, const struct inputs *in, const struct subject *s, struct fault *f)
{
    double columns = s->n > FEW_PANELS ? 4 : s->n > 4 ? 3 : 2;
    double panel_width = (16 - 0.95 - 0.25 + 0.45) / columns - 0.45;
    double height = (columns > 3 ? 2.9 : 3.2) * ceil((double) s->n / columns);
    double numbers[] = { s->first - 0.5,
                         s->last + 0.5,
                         s->top,
                         fmax(1, ceil((s->last - s->first) / (columns > 3 ? 1.6 : 3))),
                         (double) s->n,
                         columns,
                         s->top > 40 ? 20 : 10 };
    char *labels[2 * MOST_PANELS];
    struct figure *fig;
    char name[32];
    bool ok;

    snprintf(name, sizeof name, "verdicts-%d", swedish_period_year(s->period));
    if (!figure_new(all, in, name, "verdicts", &fig, f))
        return false;
    plot_file(fig->plot, "panels.dat");
    for (size_t i = 0; i < s->n; i++) {
        char *text = name_of(s, s->rows[i]);

        put_panel(fig, in, s, s->rows[i]);
        labels[i] = figure_fit(text, 9.6, panel_width);
        labels[s->n + i] = phrase_say("%s",
                                      phrase_word(PHRASE_VERDICT, table_text(s->verdicts, s->rows[i], "verdict")));
        free(text);
    }
    put_words(fig, s);
    ok = figure_draw(fig, in, height, numbers, sizeof numbers / sizeof numbers[0], (const char *const *) labels,
                     2 * s->n, f);
    for (size_t i = 0; i < 2 * s->n; i++)
        free(labels[i]);
    return ok;
}

/* Of the first named year: public_fits has no other. */
bool figure_verdicts(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct table *verdicts = in->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0;
         (row = edition_find(verdicts, row, "family", "primary", "grain", "annual", NULL)) < table_rows(verdicts);
         row++) {
        struct subject s;

        if (table_is(verdicts, row, "reason", "no_such_period"))
            continue;
        s = subject_of(&in->edition, table_text(verdicts, row, "period"));
        return s.n < 2 || !isfinite(s.first) || draw(all, in, &s, f);
    }
    return true;
}
