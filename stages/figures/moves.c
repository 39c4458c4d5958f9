/* moves.c - who left the city and who only changed district, side by side for each district. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POOL = 3, MOST_BARS = 40 };

struct bar {
    double exits, moves, person_years; /* sums over the periods; NaN where one of them is not shown */
};

/* Periods periods[from .. to). A sum is made only where every part of it is published. */
static struct bar bar_of(const struct edition *e, const char *district, size_t from, size_t to)
{
    const struct table *t = e->tables[EDITION_DISTRICTS];
    struct bar b = { 0, 0, 0 };

    for (size_t p = from; p < to; p++) {
        size_t row = edition_find(t, 0, "period", e->periods.items[p], "district", district, "definition",
                                  EDITION_HEADLINE, NULL);

        if (row == table_rows(t))
            return (struct bar){ NAN, NAN, NAN };
        b.exits += table_real(t, row, "exits");
        b.moves += table_real(t, row, "moved_out");
        b.person_years += table_real(t, row, "person_years");
    }
    return b;
}

static size_t n_complete(const struct edition *e, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t d = 0; d < e->districts.n; d++) {
        struct bar b = bar_of(e, e->districts.items[d], from, to);

        n += isfinite(b.moves) && b.person_years > 0;
    }
    return n;
}

/* The periods drawn, [from, to): they end with the compared one. Three years together say most, where as many districts
 * can be shown so as in that year alone. */
struct range {
    size_t from, to;
};

static struct range range_of(const struct edition *e)
{
    size_t to = edition_period(e, e->compare) + 1;
    bool pooled = to >= POOL && n_complete(e, to - POOL, to) >= n_complete(e, to - 1, to);

    return (struct range){ pooled ? to - POOL : to - 1, to };
}

/* Exits and moves of the whole city in the same periods. */
static bool city_total(const struct edition *e, struct range range, double *exits, double *moves)
{
    const struct table *t = e->tables[EDITION_BALANCE];

    *exits = *moves = 0;
    for (size_t p = range.from; p < range.to; p++) {
        size_t exit_row = edition_find(t, 0, "period", e->periods.items[p], "occupation", EDITION_ALL, "item", "exits",
                                       NULL);
        size_t move_row = edition_find(t, 0, "period", e->periods.items[p], "occupation", EDITION_ALL, "item", "moves",
                                       NULL);

        if (exit_row == table_rows(t) || move_row == table_rows(t))
            return false;
        *exits += table_real(t, exit_row, "persons");
        *moves += table_real(t, move_row, "persons");
    }
    return isfinite(*exits) && isfinite(*moves) && *exits + *moves > 0;
}

/* The longest bar. */
static double longest(const struct edition *e, struct range range)
{
    double most = 0;

    for (size_t d = 0; d < e->districts.n; d++) {
        struct bar b = bar_of(e, e->districts.items[d], range.from, range.to);
        double exits = 100 * b.exits / b.person_years, moves = 100 * b.moves / b.person_years;

        most = fmax(most, isfinite(exits + moves) ? exits + moves : isfinite(exits) ? exits : 0);
    }
    return most;
}

/* The room for the names, in cm. */
static double put_bars(struct figure *fig, const struct edition *e, struct range range, double axis)
{
    double room = 0;
    size_t n_gaps = 0;

    plot_file(fig->plot, "bars.dat");
    for (size_t d = 0; d < e->districts.n; d++) {
        struct bar b = bar_of(e, e->districts.items[d], range.from, range.to);
        double exit_rate = 100 * b.exits / b.person_years, move_rate = 100 * b.moves / b.person_years;
        bool exits_shown = isfinite(exit_rate), moves_shown = isfinite(move_rate);
        bool inside = exits_shown && exit_rate > axis * 0.08; /* there is room for a number in the bar */
        struct swedish exits = swedish_rate(exit_rate, b.exits);
        char *name = figure_fit(e->districts.items[d], 9, 5.2);
        char *after = phrase_say("%s%s%s",
                                 inside        ? ""
                                 : exits_shown ? (b.exits > 0 ? exits.text : PHRASE_ZERO)
                                               : PHRASE_WITHHELD,
                                 inside ? "" : " + ",
                                 !moves_shown  ? PHRASE_WITHHELD
                                 : b.moves > 0 ? swedish_rate(move_rate, b.moves).text
                                               : PHRASE_ZERO);

        plot_real(fig->plot, (double) (d + 1));
        plot_real(fig->plot, exits_shown ? exit_rate : 0);
        plot_real(fig->plot, moves_shown && exits_shown ? move_rate : 0);
        plot_text(fig->plot, name);
        plot_text(fig->plot, inside ? exits.text : "");
        plot_text(fig->plot, after);
        plot_row(fig->plot);
        room = fmax(room, figure_width(name, 9));
        n_gaps += !exits_shown || !moves_shown;
        free(name);
        free(after);
    }
    if (n_gaps > 0)
        figure_note(fig, phrase_say("Tecknet .. betyder att uppgiften inte visas av hänsyn till enskilda."));
    return room + 0.7;
}

static void put_words(struct figure *fig, const struct edition *e, struct range range)
{
    const char *first = e->periods.items[range.from], *last = e->periods.items[range.to - 1];
    bool pooled = range.from + 1 < range.to;
    struct swedish span = swedish_span(first, last);
    double exits, moves;
    bool known = city_total(e, range, &exits, &moves);

    fig->title = known ? phrase_say("Av dem som lämnat förvaltningen stannade %s procent i staden",
                                    swedish_number(100 * moves / (exits + moves), 0).text)
                       : phrase_say("Avgångar från staden och byten mellan förvaltningar");
    fig->subtitle = phrase_say("Per 100 årsanställda i förvaltningen, %s%s. Förvaltningarna står i bokstavsordning.",
                               span.text, pooled ? " sammantaget" : "");
    fig->alt = phrase_say(
        "Liggande staplar, en för varje förvaltning i bokstavsordning, med avgångar från staden och byten till annan "
        "förvaltning per 100 årsanställda %s.%s",
        span.text, known ? "" : " Uppgifterna finns i tabellen.");
    if (known) {
        free(fig->alt);
        fig->alt = phrase_say(
            "Liggande staplar, en för varje förvaltning i bokstavsordning, med avgångar från staden och byten till "
            "annan förvaltning per 100 årsanställda %s. I hela staden var det %s avgångar och %s byten.",
            span.text, swedish_number(exits, 0).text, swedish_number(moves, 0).text);
    }
}

bool figure_moves(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    struct figure *fig;
    struct range range;
    double axis, room;

    if (e->districts.n < 2 || e->districts.n > MOST_BARS || e->periods.n == 0)
        return true;
    range = range_of(e);
    if (n_complete(e, range.from, range.to) == 0)
        return true;
    if (!figure_new(all, in, "moves", "moves", &fig, f))
        return false;
    axis = figure_axis(longest(e, range));
    room = put_bars(fig, e, range, axis);
    put_words(fig, e, range);
    return figure_draw(fig, in, 0.62 * (double) e->districts.n + 1.4, (double[]){ (double) e->districts.n, axis, room },
                       3, NULL, 0, f);
}
