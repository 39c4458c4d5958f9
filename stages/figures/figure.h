/* figure.h - what the figures of the report share: their inputs, and the words around the drawing.
 *
 * A figure writes its data through publish/plot and its words as lines that fit the width of the page;
 * scripts/figures/NAME.gp draws it. What it says it says in numbers that are published; a withheld value is a gap, and
 * the figure says so. */
#ifndef STAGE_FIGURE_H
#define STAGE_FIGURE_H

#include "pipeline/publish/edition.h"
#include "pipeline/publish/followup.h"
#include "pipeline/publish/plot.h"
#include "pipeline/publish/timeline.h"

struct inputs {
    struct edition edition;
    struct followup followup;
    struct timeline events;
    struct timeline comparability;
    bool synthetic;
    const char *scripts; /* folder */
    const char *output;  /* folder */
    const char *format;  /* "svg" or "png"; NULL: both */
};

/* Lines of words, each of them already short enough. */
struct words {
    char **lines;
    size_t n;
    size_t capacity;
};

struct figure {
    char name[32];      /* file name without ending */
    char script[32];    /* of scripts/figures, without ending */
    char *title;        /* active: what the numbers say, ten words at most */
    char *subtitle;     /* measure, unit, population */
    char *alt;          /* what is seen, for who does not see it */
    char *source;       /* NULL: the register, as figure_source() says */
    struct words notes; /* below the drawing: marks, gaps; the source comes last by itself */
    struct plot *plot;
};

struct figures {
    struct figure *items;
    size_t n;
    size_t capacity;
};

/* A new figure with an open plot; its texts are set by who draws it. */
bool figure_new(struct figures *all, const struct inputs *in, const char *name, const char *script, struct figure **out,
                struct fault *f);
void figures_free(struct figures *all);

/* Where what is not drawn is put; as in scripts/figures/style.gp. */
#define FIGURE_OUTSIDE (-9999.0)

/* Begins a data file with a row of `n_columns` that lies outside every axis, and a gap: gnuplot complains of a file
 * without points, and a figure may have none of a kind. */
void figure_file(struct figure *fig, const char *name, size_t n_columns);

/* Adds a line to the notes, broken over several where it is long. Takes over `text`. */
void figure_note(struct figure *fig, char *text);

/* The text, cut with an ellipsis where it would be wider than `centimetres` in a font of `points`. The caller's, to
 * free(). */
char *figure_fit(const char *text, double points, double centimetres);

/* Near enough the width of the text in centimetres, in a font of `points`. */
double figure_width(const char *text, double points);

/* Writes text.dat (title, subtitle, notes and `labels`, in that order) and number.dat: height in cm, number of lines of
 * title, subtitle and notes, then `numbers`; and starts to draw. `height` is that of the drawing itself, without words.
 */
bool figure_draw(struct figure *fig, const struct inputs *in, double height, const double *numbers, size_t n_numbers,
                 const char *const *labels, size_t n_labels, struct fault *f);

/* Dated marks above an axis of years from `first` to `last`, numbered, in mark.dat (x, y, number, kind), and what they
 * stand for in the notes; `top` is that of the other axis. Returns how many. */
size_t figure_marks(struct figure *fig, const struct inputs *in, double first, double last, double top);

/* Whether what is measured, or who is counted, was changed between two positions on an axis of years: no line is joined
 * across that. False where one is NaN. */
bool figure_is_parted(const struct inputs *in, double from, double to);

/* "Källa: ..." */
char *figure_source(const struct inputs *in);

/* The least multiple of 5 (of 10 above 50) that is not below `value`. */
double figure_axis(double value);

/* Each draws what the tables allow, and nothing where they hold nothing to draw. */
bool figure_city(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_breaks(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_verdicts(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_districts(struct figures *all, const struct inputs *in, struct fault *f);
/* One for the page of each district: district-01 ... in the order of edition.districts; none where there are more than
 * 28. */
bool figure_district_pages(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_funnel(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_contributions(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_occupations(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_moves(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_definitions(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_retention(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_consultants(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_placements(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_absence(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_incidents(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_survey(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_caseload(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_threats(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_exits(struct figures *all, const struct inputs *in, struct fault *f);
bool figure_areas(struct figures *all, const struct inputs *in, struct fault *f);

#endif
