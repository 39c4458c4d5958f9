#define _GNU_SOURCE /* nftw */
#include "pipeline/publish/plot.h"

#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/publish/gnuplot.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/picture.h"

#include <assert.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct plot {
    char folder[PATH_MAX];
    char scripts[PATH_MAX]; /* absolute */
    FILE *data;             /* the file being written */
    bool first_in_row;
    bool broken; /* a data file could not be written */
    int cause;   /* errno of that */
    pid_t child; /* 0: none */
    char script[64];
    char only[4];        /* the one format that is drawn; empty: both */
    struct plot *leader; /* the first of those that one gnuplot draws, which it runs under; NULL: drawn alone */
    bool failed;         /* of a leader: what it drew may not be whole */
};

enum { MOST_PROCESSES = 8 };

static const char BATCH[] = "batch.gp";

static void path_in(const struct plot *p, const char *name, char path[PATH_MAX + 64])
{
    snprintf(path, PATH_MAX + 64, "%s/%s", p->folder, name);
}

bool plot_begin(const char *scripts, struct plot **out, struct fault *f)
{
    struct plot *p = memory_zeroed(1, sizeof *p);
    const char *given = getenv("TMPDIR");

    if (realpath(scripts, p->scripts) == NULL) {
        fault_errno(f, scripts, "kan inte läsa mappen med figurskript");
        free(p);
        return false;
    }
    snprintf(p->folder, sizeof p->folder, "%s/figur-XXXXXX", given != NULL && given[0] != '\0' ? given : "/tmp");
    if (mkdtemp(p->folder) == NULL) {
        fault_errno(f, p->folder, "kan inte skapa en tillfällig mapp");
        free(p);
        return false;
    }
    *out = p;
    return true;
}

static void remember(struct plot *p, bool ok)
{
    if (!ok && !p->broken) {
        p->broken = true;
        p->cause = errno;
    }
}

static void close_data(struct plot *p)
{
    if (p->data != NULL) {
        bool ok = !ferror(p->data);

        remember(p, fclose(p->data) == 0 && ok);
    }
    p->data = NULL;
}

void plot_file(struct plot *p, const char *name)
{
    char path[PATH_MAX + 64];

    assert(name[strspn(name, "abcdefghijklmnopqrstuvwxyz.0123456789")] == '\0');
    close_data(p);
    path_in(p, name, path);
    p->data = fopen(path, "wxe");
    remember(p, p->data != NULL);
    p->first_in_row = true;
}

static void separate(struct plot *p)
{
    if (!p->first_in_row)
        fputc('\t', p->data);
    p->first_in_row = false;
}

void plot_real(struct plot *p, double value)
{
    if (p->data == NULL)
        return;
    separate(p);
    if (isfinite(value))
        fprintf(p->data, "%.10g", value == 0 ? 0 : value);
    else
        fputs("NaN", p->data);
}

/* gnuplot cuts a text at the next quote, and reads a backslash as the beginning of what it stands for: a quote too. */
void plot_text(struct plot *p, const char *text)
{
    char *clean;

    if (p->data == NULL)
        return;
    separate(p);
    clean = markup_clean(text != NULL ? text : "");
    fputc('"', p->data);
    if (clean[0] == '\0')
        fputc(' ', p->data);
    for (const char *c = clean; *c != '\0'; c++) {
        if (*c == '"')
            fputs("\\042", p->data);
        else if (*c == '\\')
            fputs("\\\\", p->data);
        else
            fputc(*c, p->data);
    }
    fputc('"', p->data);
    free(clean);
}

void plot_row(struct plot *p)
{
    if (p->data != NULL)
        fputc('\n', p->data);
    p->first_in_row = true;
}

void plot_confine(void)
{
    confine_to_program("gnuplot"); /* where it is not possible, constant scripts have to do */
}

void plot_only(struct plot *p, const char *format)
{
    assert(strcmp(format, "svg") == 0 || strcmp(format, "png") == 0);
    strcpy(p->only, format);
}

static bool draws(const struct plot *p, const char *format)
{
    return p->only[0] == '\0' || strcmp(p->only, format) == 0;
}

bool plot_script(struct plot *p, const char *name, struct fault *f)
{
    close_data(p);
    if (p->broken) {
        errno = p->cause;
        return fault_errno(f, p->folder, "kan inte skriva underlaget till en figur");
    }
    snprintf(p->script, sizeof p->script, "%s.gp", name);
    return true;
}

/* gnuplot in the folder of p. */
static bool spawn(struct plot *p, char *const *arguments, struct fault *f)
{
    assert(p->child == 0 && p->script[0] != '\0');
    return gnuplot_start(p->folder, p->scripts, arguments, &p->child, f);
}

bool plot_start(struct plot *p, struct fault *f)
{
    char gnuplot[] = "gnuplot", defaults[] = "-d", driver[] = "-c", draw[] = "draw.gp";
    char *only = p->only[0] != '\0' ? p->only : NULL;

    return spawn(p, (char *const[]){ gnuplot, defaults, driver, draw, p->script, only, NULL }, f);
}

/* A script that draws every step-th plot from the first on, each as a session of its own. Folders of plots are
 * neighbours, with names that mkdtemp made. */
static bool write_batch(struct plot *const *plots, size_t n, size_t step, struct fault *f)
{
    char path[PATH_MAX + 64];
    FILE *to;
    bool ok;

    path_in(plots[0], BATCH, path);
    to = fopen(path, "wxe");
    if (to == NULL)
        return fault_errno(f, path, "kan inte skriva underlaget till en figur");
    for (size_t i = 0; i < n; i += step)
        fprintf(to, "cd \"../%s\"\ncall \"draw.gp\" \"%s\" \"%s\"\nreset session\n", strrchr(plots[i]->folder, '/') + 1,
                plots[i]->script, plots[i]->only);
    ok = !ferror(to);
    return (fclose(to) == 0 && ok) || fault_errno(f, path, "kan inte skriva underlaget till en figur");
}

bool plot_start_all(struct plot *const *plots, size_t n, struct fault *f)
{
    char gnuplot[] = "gnuplot", defaults[] = "-d", batch[] = "batch.gp";
    size_t n_processors = threads_of_machine();
    size_t step = n_processors < MOST_PROCESSES ? n_processors : MOST_PROCESSES;

    for (size_t first = 0; first < step && first < n; first++) {
        if (!write_batch(plots + first, n - first, step, f) ||
            !spawn(plots[first], (char *const[]){ gnuplot, defaults, batch, NULL }, f))
            return false;
        for (size_t i = first; i < n; i += step)
            plots[i]->leader = plots[first];
    }
    return true;
}

/* Whether the plot came out whole among others. */
static bool drawn_together(struct plot *p)
{
    struct plot *leader = p->leader;

    if (leader == NULL)
        return false;
    if (leader->child != 0) {
        char *said;

        leader->failed = !gnuplot_finish(leader->folder, &leader->child, &said);
        free(said);
    }
    return !leader->failed;
}

static bool drawn_alone(struct plot *p, const char *target, struct fault *f)
{
    char *said, *clean;
    bool ok;

    if (p->leader != NULL && !plot_start(p, f))
        return false;
    assert(p->child != 0);
    ok = gnuplot_finish(p->folder, &p->child, &said);
    if (!ok) {
        clean = markup_clean(said != NULL ? said : "");
        fault_at(f, FAULT_SYSTEM, target, 0, NULL, "gnuplot (%s) kunde inte rita figuren: %.400s", p->script,
                 clean[0] != '\0' ? clean : "programmet avbröts");
        free(clean);
    }
    free(said);
    return ok;
}

bool plot_finish(struct plot *p, const char *title, const char *description, const char *svg, const char *png,
                 struct fault *f)
{
    char drawn_svg[PATH_MAX + 64], drawn_png[PATH_MAX + 64];

    path_in(p, "figure.svg", drawn_svg);
    path_in(p, "figure.png", drawn_png);
    return (drawn_together(p) || drawn_alone(p, draws(p, "svg") ? svg : png, f)) &&
           (!draws(p, "svg") || picture_put_svg(drawn_svg, p->script, title, description, svg, f)) &&
           (!draws(p, "png") || picture_put_png(drawn_png, p->script, png, f));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void) st;
    (void) kind;
    (void) where;
    return remove(path);
}

/* All of the folder: fonts may have left a cache in what gnuplot takes for home. */
void plot_end(struct plot *p)
{
    if (p == NULL)
        return;
    if (p->child != 0)
        gnuplot_stop(p->child);
    close_data(p);
    nftw(p->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(p);
}
