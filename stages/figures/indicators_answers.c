/* indicators_answers.c - distributions: how large the problem of threats is felt to be, and why people say they leave.
 */
#include "stages/figures/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PANELS = 3, MOST_LEVELS = 12, MOST_REASONS = 24 };

static char *source_of(const struct inputs *in, size_t row)
{
    const char *source = table_text(in->followup.distributions, row, "source");
    bool marked = in->synthetic && strncmp(source, "Syntetisk", 9) != 0;

    return phrase_say("Källa: %s.%s", source, marked ? " Syntetiska uppgifter." : "");
}

/* The periods in which the city's answers to a question are shown, the last MOST_PANELS of them. */
struct occasions {
    const char *periods[MOST_PANELS];
    size_t rows[MOST_PANELS]; /* the first row of each */
    size_t n;
};

static struct occasions occasions_of(const struct table *t, const char *question)
{
    struct occasions o = { .n = 0 };

    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        const char *period = table_text(t, row, "period");

        if (!table_is(t, row, "question", question) || !table_is(t, row, "district", EDITION_ALL) ||
            !table_is(t, row, "group", EDITION_ALL) || !isfinite(table_real(t, row, "n")) ||
            (o.n > 0 && strcmp(o.periods[o.n - 1], period) == 0))
            continue;
        if (o.n == MOST_PANELS) {
            memmove(o.periods, o.periods + 1, (MOST_PANELS - 1) * sizeof *o.periods);
            memmove(o.rows, o.rows + 1, (MOST_PANELS - 1) * sizeof *o.rows);
            o.n--;
        }
        o.periods[o.n] = period;
        o.rows[o.n++] = row;
    }
    return o;
}

static bool is_of(const struct table *t, size_t row, size_t first)
{
    static const char *const COLUMNS[] = { "question", "period", "district", "group" };

    for (size_t i = 0; i < 4; i++)
        if (row >= table_rows(t) || !table_is(t, row, COLUMNS[i], table_text(t, first, COLUMNS[i])))
            return false;
    return true;
}

/* ---- ratings ---- */

struct group {
    double first, last, share;
    const char *name;
};

static size_t groups_of(const struct table *t, size_t first, struct group groups[MOST_LEVELS])
{
    size_t n = 0;

    for (size_t row = first; is_of(t, row, first) && row < first + MOST_LEVELS; row++) {
        const char *name = table_text(t, row, "grouped")[0] != '\0' ? table_text(t, row, "grouped")
                                                                    : table_text(t, row, "answer");
        double level = table_real(t, row, "position");

        if (n > 0 && strcmp(groups[n - 1].name, name) == 0) {
            groups[n - 1].last = level;
        } else {
            groups[n++] = (struct group){ level, level, table_real(t, row, "grouped_share"), name };
        }
    }
    return n;
}

struct scale {
    double levels, top;
    size_t n_groups;
};

static void put_panel(struct figure *fig, const struct table *t, size_t first, struct scale *scale)
{
    struct group groups[MOST_LEVELS];
    size_t n = groups_of(t, first, groups), g = 0;

    for (size_t row = first; is_of(t, row, first); row++) {
        double level = table_real(t, row, "position"), share = table_real(t, row, "share");

        while (g + 1 < n && level > groups[g].last)
            g++;
        plot_real(fig->plot, level);
        plot_real(fig->plot, share);
        plot_text(fig->plot, swedish_number(share, 0).text);
        plot_real(fig->plot, (double) (g % 2));
        plot_row(fig->plot);
        scale->levels = fmax(scale->levels, level);
        scale->top = fmax(scale->top, share);
    }
    scale->n_groups = n;
    plot_row(fig->plot);
    plot_row(fig->plot);
}

static void put_groups(struct figure *fig, const struct table *t, size_t first)
{
    struct group groups[MOST_LEVELS];
    size_t n = groups_of(t, first, groups);

    for (size_t i = 0; i < n; i++) {
        char *text = phrase_say("%s" SWEDISH_SPACE "%%", swedish_number(groups[i].share, 0).text);

        plot_real(fig->plot, groups[i].first);
        plot_real(fig->plot, groups[i].last);
        plot_real(fig->plot, (groups[i].first + groups[i].last) / 2);
        plot_text(fig->plot, text);
        plot_row(fig->plot);
        free(text);
    }
    plot_row(fig->plot);
    plot_row(fig->plot);
}

static double share_of_highest(const struct table *t, size_t first, const char **name)
{
    struct group groups[MOST_LEVELS];
    size_t n = groups_of(t, first, groups);

    *name = groups[n - 1].name;
    return groups[n - 1].share;
}

static char *range_in_words(const char *name)
{
    char *text = phrase_say("%s", name), *dash = strchr(text, '-');
    char *out;

    if (dash == NULL)
        return text;
    *dash = '\0';
    out = phrase_say("%s" SWEDISH_MINUS "%s", text, dash + 1);
    free(text);
    return out;
}

static void put_words(struct figure *fig, const struct table *t, const struct occasions *o, const struct scale *scale)
{
    const char *name;
    double highest = share_of_highest(t, o->rows[o->n - 1], &name);
    char *levels = range_in_words(name);

    fig->title = phrase_say("%s procent skattade problemen med hot till %s %s", swedish_number(highest, 0).text, levels,
                            followup_when(o->periods[o->n - 1]).text);
    fig->subtitle = phrase_say("Procent av svaren på varje nivå, 1 (inget problem) till %s (mycket stort)",
                               swedish_number(scale->levels, 0).text);
    fig->alt = phrase_say(
        "Staplar över hur svaren fördelar sig på nivå 1 till %s, en panel för varje tillfälle. Vid det "
        "senaste, %s, valde %s procent nivå %s.",
        swedish_number(scale->levels, 0).text, followup_period(o->periods[o->n - 1]).text,
        swedish_number(highest, 0).text, levels);
    free(levels);
}

bool figure_threats(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct table *t = in->followup.distributions;
    struct occasions o = occasions_of(t, "threats");
    struct scale scale = { 1, 5, 1 };
    char *labels[2 * MOST_PANELS];
    struct figure *fig;
    bool ok;

    if (o.n == 0)
        return true;
    if (!figure_new(all, in, "threats", "ratings", &fig, f))
        return false;
    plot_file(fig->plot, "bars.dat");
    for (size_t i = 0; i < o.n; i++)
        put_panel(fig, t, o.rows[i], &scale);
    plot_file(fig->plot, "groups.dat");
    for (size_t i = 0; i < o.n; i++)
        put_groups(fig, t, o.rows[i]);
    for (size_t i = 0; i < o.n; i++) {
        double missing = table_real(t, o.rows[i], "missing");

        labels[2 * i] = phrase_capital(followup_period(o.periods[i]).text);
        labels[2 * i + 1] = isfinite(missing)
                                ? phrase_say("%s svar, %s svarade inte",
                                             swedish_number(table_real(t, o.rows[i], "n"), 0).text,
                                             swedish_number(missing, 0).text)
                                : phrase_say("%s svar", swedish_number(table_real(t, o.rows[i], "n"), 0).text);
    }
    put_words(fig, t, &o, &scale);
    fig->source = source_of(in, o.rows[o.n - 1]);
    figure_note(fig,
                phrase_say("Under axeln: nivåer som läggs ihop. Bara deltagarna har svarat; svaren gäller inte alla "
                           "anställda."));
    ok = figure_draw(
        fig, in, 6.6,
        (double[]){ (double) o.n, scale.levels, figure_axis(scale.top * 1.1), 10, (double) scale.n_groups }, 5,
        (const char *const *) labels, 2 * o.n, f);
    for (size_t i = 0; i < 2 * o.n; i++)
        free(labels[i]);
    return ok;
}

/* ---- reasons of exit interviews ---- */

struct reason {
    size_t row;
    double share; /* below 0: not shown */
    int rank;     /* unknown stands last */
};

static int by_share(const void *one, const void *other)
{
    const struct reason *a = one, *b = other;

    if (a->rank != b->rank)
        return a->rank - b->rank;
    if (a->share != b->share)
        return a->share < b->share ? 1 : -1;
    return (a->row > b->row) - (a->row < b->row);
}

static size_t reasons_of(const struct table *t, size_t first, struct reason *reasons)
{
    size_t n = 0;

    for (size_t row = first; is_of(t, row, first) && n < MOST_REASONS; row++) {
        double share = table_real(t, row, "share");
        bool last = table_is(t, row, "answer", "unknown");

        reasons[n++] = (struct reason){ row, isfinite(share) ? share : -1, last ? 2 : isfinite(share) ? 0 : 1 };
    }
    qsort(reasons, n, sizeof *reasons, by_share);
    return n;
}

bool figure_exits(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct table *t = in->followup.distributions;
    struct occasions o = occasions_of(t, "exit_reason");
    struct reason reasons[MOST_REASONS];
    struct figure *fig;
    double room = 0, most = 10, unknown = NAN;
    bool withheld = false;
    size_t n;

    if (o.n == 0)
        return true;
    n = reasons_of(t, o.rows[o.n - 1], reasons);
    if (!figure_new(all, in, "exits", "bars", &fig, f))
        return false;
    plot_file(fig->plot, "bars.dat");
    for (size_t i = 0; i < n; i++) {
        const struct reason *r = &reasons[i];
        const char *code = table_text(t, r->row, "answer");
        char *name = figure_fit(indicator_label(INDICATOR_EXIT, code), 9, 6.2);

        plot_real(fig->plot, (double) (i + 1));
        plot_real(fig->plot, fmax(0, r->share));
        plot_real(fig->plot, r->rank == 2);
        plot_text(fig->plot, name);
        plot_text(fig->plot, r->share >= 0 ? swedish_number(r->share, 0).text : PHRASE_WITHHELD);
        plot_row(fig->plot);
        room = fmax(room, figure_width(name, 9));
        most = fmax(most, r->share);
        withheld = withheld || r->share < 0;
        if (r->rank == 2)
            unknown = r->share;
        free(name);
    }
    fig->title = unknown >= 0 ? phrase_say("Skäl saknas för %s procent av dem som slutade %s",
                                           swedish_number(unknown, 0).text, followup_period(o.periods[o.n - 1]).text)
                              : phrase_say("Skäl att sluta, enligt avslutningssamtal %s",
                                           followup_period(o.periods[o.n - 1]).text);
    fig->subtitle = phrase_say("Procent av %s avslutningssamtal i staden, efter huvudsakligt skäl",
                               swedish_number(table_real(t, o.rows[o.n - 1], "n"), 0).text);
    fig->alt = phrase_say(
        "Liggande staplar med skälen att sluta %s, det vanligaste överst och sist dem där skäl saknas.",
        followup_period(o.periods[o.n - 1]).text);
    fig->source = source_of(in, o.rows[o.n - 1]);
    if (withheld)
        figure_note(fig, phrase_say("Tecknet .. betyder att uppgiften inte visas av hänsyn till enskilda."));
    figure_note(fig,
                phrase_say("Skälet är det som har antecknats vid samtalet. Den som slutar är inte alltid missnöjd."));
    return figure_draw(fig, in, 0.62 * (double) n + 0.9,
                       (double[]){ (double) n, ceil((most + 2) / 10) * 10, 10, room + 0.7 }, 4, NULL, 0, f);
}
