/* indicators_areas.c - the focus areas: how far each district has come with each, in the last year reported. */
#include "stages/figures/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 60, LEGEND = 5 };

struct matrix {
    const char *period;
    const char *areas[MOST];
    double numbers[MOST];
    bool few[MOST];
    const char *districts[MOST];
    size_t n_areas, n_districts;
    size_t first; /* a row of the table, for the source */
};

static int by_name(const void *one, const void *other)
{
    const char *const *a = one, *const *b = other;

    return swedish_compare(*a, *b);
}

static void add_area(struct matrix *m, const struct table *t, size_t row)
{
    double number = table_real(t, row, "area");

    for (size_t i = 0; i < m->n_areas; i++)
        if (m->numbers[i] == number)
            return;
    if (m->n_areas == MOST)
        return;
    m->numbers[m->n_areas] = number;
    m->few[m->n_areas] = table_is(t, row, "few", "yes");
    m->areas[m->n_areas++] = table_text(t, row, "name");
}

static void add_district(struct matrix *m, const char *district)
{
    for (size_t i = 0; i < m->n_districts; i++)
        if (strcmp(m->districts[i], district) == 0)
            return;
    if (m->n_districts < MOST)
        m->districts[m->n_districts++] = district;
}

static struct matrix matrix_of(const struct table *t)
{
    struct matrix m = { .period = NULL };

    if (t == NULL || table_rows(t) == 0)
        return m;
    m.period = table_text(t, table_rows(t) - 1, "period"); /* rows are in the order of time */
    for (size_t row = 0; row < table_rows(t); row++) {
        if (!table_is(t, row, "period", m.period))
            continue;
        add_area(&m, t, row);
        add_district(&m, table_text(t, row, "district"));
        if (table_text(t, row, "source")[0] != '\0')
            m.first = row;
    }
    qsort(m.districts, m.n_districts, sizeof(const char *), by_name);
    return m;
}

static int status_of(const char *word)
{
    static const char *const ORDER[] = { "none", "planned", "ongoing", "done" };

    for (int i = 0; i < 4; i++)
        if (strcmp(ORDER[i], word) == 0)
            return i;
    return -1;
}

static void put_cells(struct figure *fig, const struct table *t, const struct matrix *m)
{
    static const char *const LETTERS[] = { PHRASE_ZERO, "pl", "P", "G" };

    plot_file(fig->plot, "cells.dat");
    for (size_t row = 0; row < table_rows(t); row++) {
        int status = status_of(table_text(t, row, "status"));
        size_t area = 0, district = 0;

        if (!table_is(t, row, "period", m->period))
            continue;
        while (area < m->n_areas && m->numbers[area] != table_real(t, row, "area"))
            area++;
        while (district < m->n_districts && strcmp(m->districts[district], table_text(t, row, "district")) != 0)
            district++;
        plot_real(fig->plot, (double) (district + 1));
        plot_real(fig->plot, (double) (area + 1));
        plot_real(fig->plot, status);
        plot_text(fig->plot, status >= 0 ? LETTERS[status] : PHRASE_NOT_APPLICABLE);
        plot_row(fig->plot);
    }
}

bool figure_areas(struct figures *all, const struct inputs *in, struct fault *f)
{
    static const char *const WORDS[LEGEND] = { "G genomfört", "P pågår", "pl planerat", PHRASE_ZERO " inget arbete",
                                               ". uppgift saknas" };
    const struct table *t = in->followup.areas;
    struct matrix m = matrix_of(t);
    const char *labels[2 * MOST + LEGEND];
    char *names[MOST];
    double room = 0, head = 0, right = 0;
    size_t n = 0, n_few = 0;
    struct figure *fig;
    bool ok;

    if (m.n_areas == 0 || m.n_districts == 0)
        return true;
    if (!figure_new(all, in, "areas", "areas", &fig, f))
        return false;
    put_cells(fig, t, &m);
    for (size_t i = 0; i < m.n_areas; i++) {
        char *name = phrase_say("%s %s", swedish_number(m.numbers[i], 0).text, m.areas[i]);

        names[i] = figure_fit(name, 9, 6.4);
        labels[n++] = names[i];
        room = fmax(room, figure_width(names[i], 9));
        n_few += m.few[i];
        free(name);
    }
    for (size_t i = 0; i < m.n_districts; i++) {
        labels[n++] = m.districts[i];
        head = fmax(head, figure_width(m.districts[i], 9) * 0.77 + 0.4);
        right = fmax(right, figure_width(m.districts[i], 9) * 0.64 - 0.8 * (double) (m.n_districts - 1 - i));
    }
    for (size_t i = 0; i < LEGEND; i++)
        labels[n++] = WORDS[i];
    fig->title = phrase_say("%s av %s områden arbetar få förvaltningar med", swedish_count_capital(n_few).text,
                            swedish_count(m.n_areas).text);
    if (n_few == 0) {
        free(fig->title);
        fig->title = phrase_say("De flesta förvaltningar arbetar med alla områden");
    }
    fig->subtitle = phrase_say("Läge för varje fokusområde och förvaltning %s", m.period);
    fig->alt = phrase_say(
        "Rutnät med %s fokusområden och %s förvaltningar %s. Varje ruta har en bokstav och en färg för "
        "läget: genomfört, pågår, planerat eller inget arbete; där uppgift saknas en punkt.",
        swedish_count(m.n_areas).text, swedish_count(m.n_districts).text, m.period);
    fig->source = phrase_say("Källa: %s.%s", table_text(t, m.first, "source"),
                             in->synthetic && strncmp(table_text(t, m.first, "source"), "Syntetisk", 9) != 0
                                 ? " Syntetiska uppgifter."
                                 : "");
    ok = figure_draw(fig, in, 0.55 * (double) m.n_areas + head + 0.85,
                     (double[]){ (double) m.n_areas, (double) m.n_districts, room + 0.7, head, right + 0.2 }, 5, labels,
                     n, f);
    for (size_t i = 0; i < m.n_areas; i++)
        free(names[i]);
    return ok;
}
