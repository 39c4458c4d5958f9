/* marks.c - what happened when: dated marks along an axis of years, and where a line may not be joined. */
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "stages/figures/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_MARKS = 9 };

/* One after another of two timelines, by day. Reorganisations do not touch the city as a whole. */
static const struct moment *next_moment(const struct inputs *in, size_t *event, size_t *change, bool *is_change)
{
    bool more_events = *event < in->events.n, more_changes;

    while (*change < in->comparability.n && strcmp(in->comparability.moments[*change].kind, "organisation") == 0)
        (*change)++;
    more_changes = *change < in->comparability.n;
    if (!more_events && !more_changes)
        return NULL;
    *is_change = more_changes &&
                 (!more_events || in->comparability.moments[*change].day <= in->events.moments[*event].day);
    return *is_change ? &in->comparability.moments[(*change)++] : &in->events.moments[(*event)++];
}

size_t figure_marks(struct figure *fig, const struct inputs *in, double first, double last, double top)
{
    size_t event = 0, change = 0, n = 0, left_out = 0;
    double previous = -INFINITY, level = 0;
    const struct moment *m;
    bool is_change;

    figure_file(fig, "mark.dat", 4);
    while ((m = next_moment(in, &event, &change, &is_change)) != NULL) {
        double x = swedish_day_position(m->day);
        char number[8];

        if (x < first || x > last)
            continue;
        if (n == MOST_MARKS) {
            left_out++;
            continue;
        }
        level = x - previous < (last - first) * 0.05 ? level + 1 : 0;
        previous = x;
        snprintf(number, sizeof number, "%zu", ++n);
        plot_real(fig->plot, x);
        plot_real(fig->plot, top * (0.035 + 0.06 * fmod(level, 3)));
        plot_text(fig->plot, number);
        plot_real(fig->plot, is_change);
        plot_row(fig->plot);
        figure_note(fig, phrase_say("%s %s %s: %s%s", number, is_change ? "\xe2\x96\xb2" : "\xe2\x97\x8a",
                                    swedish_month(m->date).text, is_change ? "ändring av " : "", m->text));
    }
    if (left_out > 0)
        figure_note(fig, phrase_say("%s fler finns i avsnittet Jämförbarhet.", swedish_count_capital(left_out).text));
    return n;
}

bool figure_is_parted(const struct inputs *in, double from, double to)
{
    for (size_t i = 0; i < in->comparability.n; i++) {
        const struct moment *m = &in->comparability.moments[i];
        double x = swedish_day_position(m->day);

        if ((strcmp(m->kind, "definition") == 0 || strcmp(m->kind, "population") == 0) && x > from && x <= to)
            return true;
    }
    return false;
}
