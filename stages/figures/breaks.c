/* breaks.c - a named year in the city: what was observed, and what each shape of a deviation makes of it, with the
 * years in which the change may have been, and documented changes of the measurement. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 4, MOST_TICKS = 13 }; /* trend, pulse, step, slope */

static const char *const COLUMNS[LINES] = { "trend", "pulse", "step", "slope" };

/* The city's years in public_fits, and the verdict on one of them. */
struct subject {
    const struct table *fits, *verdicts;
    size_t verdict;
    size_t *rows; /* of fits, in order of time */
    size_t n;
    double first, last, top;
    bool line[LINES];
};

static void find_rows(struct subject *s)
{
    double most = 0;

    s->rows = memory_zeroed(table_rows(s->fits), sizeof *s->rows);
    for (size_t row = 0;
         (row = edition_find(s->fits, row, "family", "primary", "grain", "annual", NULL)) < table_rows(s->fits); row++)
        if (isfinite(table_real(s->fits, row, "rate")))
            s->rows[s->n++] = row;
    for (size_t i = 0; i < s->n; i++) {
        most = fmax(most, table_real(s->fits, s->rows[i], "rate"));
        for (int line = 0; line < LINES; line++) {
            double y = table_real(s->fits, s->rows[i], COLUMNS[line]);

            most = fmax(most, y); /* fmax passes over NaN */
            s->line[line] = s->line[line] || isfinite(y);
        }
    }
    if (s->n > 0) {
        s->first = swedish_period_position(table_text(s->fits, s->rows[0], "period")) - 0.5;
        s->last = swedish_period_position(table_text(s->fits, s->rows[s->n - 1], "period")) + 0.5;
    }
    s->top = figure_axis(most * 1.25); /* room for limits and words */
}

static double position(const struct subject *s, size_t i)
{
    return swedish_period_position(table_text(s->fits, s->rows[i], "period"));
}

static void put_outcome(struct figure *fig, const struct inputs *in, const struct subject *s)
{
    figure_file(fig, "series.dat", 4);
    for (size_t i = 0; i < s->n; i++) {
        const char *period = table_text(s->fits, s->rows[i], "period");
        struct edition_rate r = edition_city(&in->edition, period, EDITION_ALL, "none", EDITION_ALL);

        if (i > 0 && figure_is_parted(in, position(s, i - 1), position(s, i)))
            plot_row(fig->plot);
        plot_real(fig->plot, position(s, i));
        plot_real(fig->plot, table_real(s->fits, s->rows[i], "rate"));
        plot_real(fig->plot, r.lower);
        plot_real(fig->plot, r.upper);
        plot_row(fig->plot);
    }
}

static void put_lines(struct figure *fig, const struct inputs *in, const struct subject *s)
{
    figure_file(fig, "line.dat", 1 + LINES);
    for (size_t i = 0; i < s->n; i++) {
        if (i > 0 && figure_is_parted(in, position(s, i - 1), position(s, i)))
            plot_row(fig->plot);
        plot_real(fig->plot, position(s, i));
        for (int line = 0; line < LINES; line++)
            plot_real(fig->plot, table_real(s->fits, s->rows[i], COLUMNS[line]));
        plot_row(fig->plot);
    }
}

/* "avbrott (ett år)": what a line would mean, with its weight among the shapes where there are several. */
static char *name_of(const struct inputs *in, const struct subject *s, int line)
{
    const struct table *breaks = in->edition.tables[EDITION_BREAKS];
    size_t row;
    double weight;

    if (line == 0)
        return phrase_say("utan avvikelse");
    row = edition_find(breaks, 0, "family", "primary", "grain", "annual", "period",
                       table_text(s->verdicts, s->verdict, "period"), "shape", COLUMNS[line], NULL);
    weight = row < table_rows(breaks) ? table_real(breaks, row, "weight") : NAN;
    return isfinite(weight) ? phrase_say("%s, vikt %s %%", phrase_word(PHRASE_SHAPE, COLUMNS[line]),
                                         swedish_number(100 * weight, 0).text)
                            : phrase_say("%s", phrase_word(PHRASE_SHAPE, COLUMNS[line]));
}

/* Names of the lines at their right ends, kept apart from each other, highest first. */
static void put_ends(struct figure *fig, const struct inputs *in, const struct subject *s)
{
    double y[LINES], least = s->top * 0.062, x = position(s, s->n - 1);
    int order[LINES], n = 0;

    for (int line = 0; line < LINES; line++) {
        y[line] = table_real(s->fits, s->rows[s->n - 1], COLUMNS[line]);
        if (!isfinite(y[line]))
            continue;
        order[n] = line;
        for (int k = n++; k > 0 && y[order[k]] > y[order[k - 1]]; k--) {
            int swap = order[k];

            order[k] = order[k - 1];
            order[k - 1] = swap;
        }
    }
    for (int pass = 0; pass < 20; pass++)
        for (int k = 1; k < n; k++) {
            double gap = y[order[k - 1]] - y[order[k]];

            if (gap < least) {
                y[order[k - 1]] += (least - gap) / 2;
                y[order[k]] -= (least - gap) / 2;
            }
        }
    figure_file(fig, "end.dat", 4);
    for (int k = 0; k < n; k++) {
        char *name = name_of(in, s, order[k]);

        plot_real(fig->plot, x);
        plot_real(fig->plot, y[order[k]]);
        plot_text(fig->plot, name);
        plot_real(fig->plot, order[k] + 1);
        plot_row(fig->plot);
        free(name);
    }
}

/* The years of the date set as bands; true where they say something: not every year is one. */
static bool put_set(struct figure *fig, const struct subject *s)
{
    char *set = memory_copy_text(table_text(s->verdicts, s->verdict, "date_set")), *rest = NULL;
    size_t n = 0;

    figure_file(fig, "set.dat", 2);
    for (char *word = strtok_r(set, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        double x = swedish_period_position(word);

        n++;
        plot_real(fig->plot, x - 0.5);
        plot_real(fig->plot, x + 0.5);
        plot_row(fig->plot);
    }
    free(set);
    return n > 0 && n < s->n;
}

static void put_words(struct figure *fig, const struct subject *s, bool has_set, size_t n_marks)
{
    const char *period = table_text(s->verdicts, s->verdict, "period");
    const char *verdict = table_text(s->verdicts, s->verdict, "verdict");
    const char *shape = table_text(s->verdicts, s->verdict, "shape");
    char *year = phrase_say("%s", swedish_period(period).text);
    bool known = phrase_has(PHRASE_VERDICT, verdict);

    fig->title = !known                                   ? phrase_say("Avvikelsen %s", year)
                 : strcmp(verdict, "not_answerable") == 0 ? phrase_say("Om %s avvek går inte att bedöma", year)
                 : strcmp(verdict, "not_shown") == 0      ? phrase_say("Att %s avvek kan inte beläggas", year)
                 : strcmp(shape, "pulse") == 0            ? phrase_say("%s avvek som enskilt år", year)
                 : strcmp(shape, "step") == 0             ? phrase_say("Nivån ändrades %s", year)
                 : strcmp(shape, "slope") == 0            ? phrase_say("Utvecklingen ändrades %s", year)
                 : strcmp(verdict, "weak") == 0           ? phrase_say("Svaga tecken på en avvikelse %s", year)
                                                : phrase_say("%s avvek, men formen går inte att avgöra", year);
    fig->subtitle = phrase_say("Avgångar per 100 årsanställda i staden. Linjerna visar vad uppgifterna skulle vara om "
                               "%s inte avvek, eller avvek på tre olika sätt.",
                               year);
    if (has_set)
        figure_note(fig, phrase_say("Grått fält: de år då en förändring kan ha skett."));
    else
        figure_note(fig, phrase_say("Vilket år en förändring kan ha skett går inte att avgränsa."));
    figure_note(fig, phrase_say("Lodräta streck: 95 procents osäkerhetsintervall. Vikten visar hur väl formen stämmer "
                                "jämfört med de andra formerna."));
    fig->alt = phrase_say("Diagram över avgångar per 100 årsanställda i staden år för år, med linjer för utvecklingen "
                          "utan avvikelse%s%s%s. Bedömning av %s: %s.%s%s%s",
                          s->line[1] ? ", med ett avbrott" : "", s->line[2] ? ", med en ny nivå" : "",
                          s->line[3] ? ", med en ändrad utveckling" : "", year,
                          known ? phrase_word(PHRASE_VERDICT, verdict) : "visas inte", has_set ? " Möjliga år: " : "",
                          has_set ? table_text(s->verdicts, s->verdict, "date_set") : "", has_set ? "." : "");
    if (n_marks > 0) {
        char *longer = phrase_say("%s Numrerade tecken vid axeln visar händelser och ändringar i underlaget.",
                                  fig->alt);

        free(fig->alt);
        fig->alt = longer;
    }
    free(year);
}

static bool draw(struct figures *all, const struct inputs *in, const struct subject *s, struct fault *f)
{
    double numbers[4] = { s->first, s->last, s->top, ceil((s->last - s->first) / MOST_TICKS) };
    struct figure *fig;
    char name[32];
    bool has_set;

    snprintf(name, sizeof name, "break-%d", swedish_period_year(table_text(s->verdicts, s->verdict, "period")));
    if (!figure_new(all, in, name, "breaks", &fig, f))
        return false;
    put_outcome(fig, in, s);
    put_lines(fig, in, s);
    put_ends(fig, in, s);
    has_set = put_set(fig, s);
    put_words(fig, s, has_set, figure_marks(fig, in, s->first, s->last, s->top));
    return figure_draw(fig, in, 8.6, numbers, 4, NULL, 0, f);
}

/* public_fits has the shapes of the first named year alone. */
bool figure_breaks(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    struct subject s = { .fits = e->tables[EDITION_FITS], .verdicts = e->tables[EDITION_VERDICTS] };
    bool ok = true;

    find_rows(&s);
    for (size_t row = 0;
         (row = edition_find(s.verdicts, row, "family", "primary", "grain", "annual", NULL)) < table_rows(s.verdicts);
         row++) {
        s.verdict = row;
        if (table_is(s.verdicts, row, "reason", "no_such_period"))
            continue;
        if (s.n > 1 && (s.line[1] || s.line[2] || s.line[3]))
            ok = draw(all, in, &s, f);
        break;
    }
    free(s.rows);
    return ok;
}
