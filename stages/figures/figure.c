#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sizes of letters in points, as scripts/figures/style.gp has them, and the width that words may fill. */
static const double TITLE_POINTS = 13, SUBTITLE_POINTS = 10, NOTE_POINTS = 8.5, WIDTH_CM = 15.3;

bool figure_new(struct figures *all, const struct inputs *in, const char *name, const char *script, struct figure **out,
                struct fault *f)
{
    struct plot *plot;
    struct figure *fig;

    if (!plot_begin(in->scripts, &plot, f))
        return false;
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    fig = &all->items[all->n++];
    *fig = (struct figure){ .plot = plot };
    snprintf(fig->name, sizeof fig->name, "%s", name);
    snprintf(fig->script, sizeof fig->script, "%s", script);
    if (in->format != NULL)
        plot_only(plot, in->format);
    *out = fig;
    return true;
}

static void words_free(struct words *w)
{
    for (size_t i = 0; i < w->n; i++)
        free(w->lines[i]);
    free(w->lines);
}

void figures_free(struct figures *all)
{
    for (size_t i = 0; i < all->n; i++) {
        plot_end(all->items[i].plot);
        words_free(&all->items[i].notes);
        free(all->items[i].title);
        free(all->items[i].subtitle);
        free(all->items[i].alt);
        free(all->items[i].source);
    }
    free(all->items);
    *all = (struct figures){ NULL, 0, 0 };
}

/* Width of a letter in parts of the size of the font: near enough to Liberation Sans for breaking lines. */
static double letter_width(uint32_t c)
{
    if (c < 0x80 && strchr("ijl'|.,:;!", (int) c) != NULL)
        return 0.25;
    if (c < 0x80 && strchr("frtI ()[]/-", (int) c) != NULL)
        return 0.31;
    if (c < 0x80 && strchr("mMW@%", (int) c) != NULL)
        return 0.86;
    if ((c >= 'A' && c <= 'Z') || c == 0xc5 || c == 0xc4 || c == 0xd6 || c == 'w')
        return 0.71;
    return c == 0xa0 ? 0.28 : 0.55;
}

static double width_of(const char *text, size_t length, double points)
{
    double width = 0;

    for (const char *next = text; next < text + length && *next != '\0';)
        width += letter_width(markup_next(&next));
    return width * points / 72 * 2.54;
}

double figure_width(const char *text, double points)
{
    return width_of(text, strlen(text), points);
}

char *figure_fit(const char *text, double points, double centimetres)
{
    size_t length = strlen(text);
    char *out = memory_zeroed(length + sizeof "\xe2\x80\xa6", 1);

    if (width_of(text, length, points) > centimetres) {
        while (length > 0 && width_of(text, length, points) > centimetres - points * 0.03)
            do
                length--;
            while (length > 0 && ((unsigned char) text[length] & 0xc0) == 0x80);
        memcpy(out, text, length);
        strcpy(out + length, "\xe2\x80\xa6");
        return out;
    }
    memcpy(out, text, length);
    return out;
}

static void words_add(struct words *w, const char *text, size_t length)
{
    w->lines = memory_grow(w->lines, &w->capacity, w->n + 1, sizeof *w->lines);
    w->lines[w->n++] = memory_copy_bytes(text, length);
}

/* Breaks at blanks, so that each line fits the page; a word that is too long alone gets a line of its own. NULL: none.
 */
static void words_wrap(struct words *w, const char *text, double points)
{
    while (text != NULL && *text != '\0') {
        size_t end = strcspn(text, " ");

        for (size_t next = end; text[next] == ' '; end = next) {
            next += 1 + strcspn(text + next + 1, " ");
            if (width_of(text, next, points) > WIDTH_CM)
                break;
        }
        words_add(w, text, end);
        text += end;
        text += strspn(text, " ");
    }
}

void figure_file(struct figure *fig, const char *name, size_t n_columns)
{
    plot_file(fig->plot, name);
    for (size_t i = 0; i < n_columns; i++)
        plot_real(fig->plot, FIGURE_OUTSIDE);
    plot_row(fig->plot);
    plot_row(fig->plot);
}

/* With what the whole and its parts are called. */
static void word(char **text)
{
    char *worded = *text != NULL ? wording_say(*text) : NULL;

    free(*text);
    *text = worded;
}

void figure_note(struct figure *fig, char *text)
{
    word(&text);
    words_wrap(&fig->notes, text, NOTE_POINTS);
    free(text);
}

char *figure_source(const struct inputs *in)
{
    const struct table *intake = in->edition.tables[EDITION_INTAKE];
    const char *latest = "";
    bool register_extract = false;

    for (size_t row = 0; row < table_rows(intake); row++) {
        const char *date = table_text(intake, row, "last_extraction");

        register_extract = register_extract || !table_is(intake, row, "kind", "counts");
        if (strcmp(date, latest) > 0)
            latest = date;
    }
    return phrase_say("Källa: %s%s%s.%s",
                      register_extract ? "stadens personalsystem" : "antalsuppgifter till uppföljningen",
                      latest[0] != '\0' ? ", uttag " : "", latest[0] != '\0' ? swedish_date(latest).text : "",
                      in->synthetic ? " Syntetiska uppgifter." : "");
}

bool figure_draw(struct figure *fig, const struct inputs *in, double height, const double *numbers, size_t n_numbers,
                 const char *const *labels, size_t n_labels, struct fault *f)
{
    struct words title = { NULL, 0, 0 }, subtitle = { NULL, 0, 0 };
    const struct words *const groups[] = { &title, &subtitle, &fig->notes };

    word(&fig->title);
    word(&fig->subtitle);
    words_wrap(&title, fig->title, TITLE_POINTS * 1.07); /* bold letters are wider */
    words_wrap(&subtitle, fig->subtitle, SUBTITLE_POINTS);
    figure_note(fig, fig->source != NULL ? phrase_say("%s", fig->source) : figure_source(in));
    plot_file(fig->plot, "text.dat");
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
        for (size_t i = 0; i < groups[g]->n; i++) {
            plot_text(fig->plot, groups[g]->lines[i]);
            plot_row(fig->plot);
        }
    for (size_t i = 0; i < n_labels; i++) {
        char *label = labels[i] != NULL ? wording_say(labels[i]) : NULL;

        plot_text(fig->plot, label);
        free(label);
        plot_row(fig->plot);
    }
    plot_file(fig->plot, "number.dat");
    plot_real(fig->plot, height);
    plot_row(fig->plot);
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        plot_real(fig->plot, (double) groups[g]->n);
        plot_row(fig->plot);
    }
    for (size_t i = 0; i < n_numbers; i++) {
        plot_real(fig->plot, numbers[i]);
        plot_row(fig->plot);
    }
    words_free(&title);
    words_free(&subtitle);
    return plot_script(fig->plot, fig->script, f);
}

double figure_axis(double value)
{
    double step = value > 50 ? 10 : 5;

    return fmax(step, ceil(value / step) * step);
}
