/* plot.h - draws a figure with gnuplot from data files that we write, as SVG and PNG, whole or not at all.
 *
 * A plot has a folder of its own below TMPDIR. Its data files are separated by tabs; numbers have a decimal point and
 * NaN where missing, so that a withheld value is a gap and is never bridged; texts are cleaned of control characters
 * and otherwise drawn as they stand. The scripts are constant: every text reaches gnuplot through a data file and is
 * drawn without enhanced mode, so no name can be read as a command. gnuplot is started without a shell, in the plot's
 * folder, with the scripts' folder as load path and an environment that holds only PATH and what fonts need. Anything
 * it says on stderr is a failure. */
#ifndef PUBLISH_PLOT_H
#define PUBLISH_PLOT_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <stddef.h>

struct plot;

/* `scripts` is the folder of the scripts. On success *out is the caller's, to plot_end(). */
bool plot_begin(const char *scripts, struct plot **out, struct fault *f);

/* Begins a data file; the one before is complete. `name` is one of ours: letters, figures and a point. */
void plot_file(struct plot *p, const char *name);
void plot_real(struct plot *p, double value);
void plot_text(struct plot *p, const char *text); /* NULL and "" are written as one blank */
void plot_row(struct plot *p);                    /* ends the row */

/* Draws `format` alone, "svg" or "png", and not both. */
void plot_only(struct plot *p, const char *format);

/* The data are complete: scripts/NAME.gp is to draw them, as figure.svg and figure.png in the current folder. Fails
 * where a data file could not be written. */
bool plot_script(struct plot *p, const char *name, struct fault *f);

/* Starts gnuplot on plots that have their scripts, and returns while it draws: plot_start on one, plot_start_all on
 * many, a few processes for all of them, for to start gnuplot takes longer than most figures do. plots[n] have to live
 * until all are finished. Which process draws a plot changes no byte. Fails where gnuplot is not there
 * (FAULT_DEPENDENCY). */
bool plot_start(struct plot *p, struct fault *f);
bool plot_start_all(struct plot *const *plots, size_t n, struct fault *f);

/* Lets this process and its children run nothing but gnuplot from now on, where the kernel can do that. */
void plot_confine(void);

/* Waits, checks, and puts what was drawn at `svg` and `png`. The SVG gets `title` and `description` for who does not
 * see it, and a list of fonts of the same widths where ours is missing. A plot that was drawn with others, of which one
 * failed, is drawn once more by itself, so that a fault tells of its own script. A plot that was not started asserts.
 */
bool plot_finish(struct plot *p, const char *title, const char *description, const char *svg, const char *png,
                 struct fault *f);

/* Removes the folder; waits for a gnuplot that still draws. NULL is fine. */
void plot_end(struct plot *p);

#endif
