/* definitions.c - one year, one group, several definitions: how much the answer depends on the question. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct point {
    const struct phrase_definition *definition;
    double value, lower, upper, before; /* before: in the period compared with */
};

static double value_of(const struct edition *e, const char *period, const char *definition, size_t *row)
{
    const struct table *t = e->tables[EDITION_DEFINITIONS];

    *row = edition_find(t, 0, "period", period, "occupation", EDITION_ALL, "definition", definition, NULL);
    return *row < table_rows(t) ? table_real(t, *row, "value") : NAN;
}

static int by_value(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    return strcmp(x->definition->id, y->definition->id);
}

/* The definitions that count leavers, highest first; shares of those who stay are another thing. */
static size_t points_of(const struct edition *e, struct point **out)
{
    size_t n_definitions, n = 0;
    const struct phrase_definition *definitions = phrase_definitions(&n_definitions);
    struct point *points = memory_zeroed(n_definitions, sizeof *points);

    for (size_t i = 0; i < n_definitions; i++) {
        const struct table *t = e->tables[EDITION_DEFINITIONS];
        struct point p = { .definition = &definitions[i] };
        size_t row, before;

        p.value = value_of(e, e->compare, definitions[i].id, &row);
        if (!definitions[i].leavers || !isfinite(p.value))
            continue;
        p.lower = table_real(t, row, "lower");
        p.upper = table_real(t, row, "upper");
        p.before = strcmp(e->base, e->compare) != 0 ? value_of(e, e->base, definitions[i].id, &before) : NAN;
        points[n++] = p;
    }
    if (n > 1)
        qsort(points, n, sizeof *points, by_value);
    *out = points;
    return n;
}

static double put_points(struct figure *fig, const struct point *points, size_t n, double *top, bool *rings)
{
    double room = 0;
    bool without_limits = false;

    *top = 0;
    *rings = false;
    plot_file(fig->plot, "points.dat");
    for (size_t i = 0; i < n; i++) {
        const struct point *p = &points[i];
        bool limits = isfinite(p->lower) && isfinite(p->upper);
        char *whole = phrase_say("%s, %s", p->definition->name, p->definition->id);
        char *name = figure_fit(whole, 9.4, 6.2);

        plot_real(fig->plot, (double) (i + 1));
        plot_real(fig->plot, p->value);
        plot_real(fig->plot, limits ? p->lower : p->value);
        plot_real(fig->plot, limits ? p->upper : p->value);
        plot_text(fig->plot, name);
        plot_text(fig->plot, swedish_number(p->value, 1).text);
        plot_real(fig->plot, strcmp(p->definition->id, EDITION_HEADLINE) == 0);
        plot_row(fig->plot);
        *top = fmax(*top, fmax(limits ? p->upper : p->value, p->before));
        *rings = *rings || isfinite(p->before);
        without_limits = without_limits || !limits;
        room = fmax(room, figure_width(name, 9.6));
        free(whole);
        free(name);
    }
    figure_file(fig, "rings.dat", 2);
    for (size_t i = 0; i < n; i++)
        if (isfinite(points[i].before)) {
            plot_real(fig->plot, (double) (i + 1));
            plot_real(fig->plot, points[i].before);
            plot_row(fig->plot);
        }
    if (without_limits)
        figure_note(
            fig, phrase_say("Streck: 95 procents osäkerhetsintervall. Mått utan streck har inget sådant intervall."));
    else
        figure_note(fig, phrase_say("Streck: 95 procents osäkerhetsintervall."));
    return room + 0.8;
}

bool figure_definitions(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    struct point *points = NULL;
    size_t n = e->compare != NULL ? points_of(e, &points) : 0;
    struct figure *fig;
    bool ok = true;

    if (n >= 2 && (ok = figure_new(all, in, "definitions", "definitions", &fig, f))) {
        double top, room;
        bool rings;
        struct swedish low = swedish_number(points[n - 1].value, 1), high = swedish_number(points[0].value, 1);
        bool flat = strcmp(low.text, high.text) == 0; /* then nothing is highest */
        char *now, *before, *extremes;

        room = put_points(fig, points, n, &top, &rings);
        fig->title = flat ? phrase_say("Samma uppgifter ger %s enligt alla redovisade definitioner", high.text)
                          : phrase_say("Samma uppgifter ger mellan %s och %s beroende på definition", low.text,
                                       high.text);
        fig->subtitle = phrase_say("Staden som helhet, per 100 anställda eller årsanställda. Huvudmåttet i fetstil.");
        extremes = flat ? phrase_say("Alla ger %s.", high.text)
                        : phrase_say("Högst är måttet %s med %s och lägst %s med %s.", points[0].definition->name,
                                     high.text, points[n - 1].definition->name, low.text);
        fig->alt = phrase_say("Punktdiagram över personalrörligheten %s enligt %zu redovisade definitioner. %s "
                              "Huvudmåttet är avgångar per 100 årsanställda.",
                              swedish_in(e->compare).text, n, extremes);
        free(extremes);
        now = phrase_say("\xe2\x97\x8f %s", swedish_period_short(e->compare).text);
        before = rings ? phrase_say("\xe2\x97\x8b %s", swedish_period_short(e->base).text) : phrase_say(" ");
        ok = figure_draw(fig, in, 0.86 * (double) n + 1.4,
                         (double[]){ (double) n, figure_axis(top), room, room + 0.8 + figure_width(now, 9.6) }, 4,
                         (const char *const[]){ now, before }, 2, f);
        free(now);
        free(before);
    }
    free(points);
    return ok;
}
