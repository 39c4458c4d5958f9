#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np */
#include "pipeline/publish/plot.h"

#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"
#include "pipeline/publish/markup.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
    struct plot *leader; /* the first of those that one gnuplot draws, which it runs under; NULL: drawn alone */
    bool failed;         /* of a leader: what it drew may not be whole */
};

enum { MOST_PROCESSES = 8 };

static const char SVG[] = "figure.svg", PNG[] = "figure.png", SAID[] = "stderr.txt", BATCH[] = "batch.gp";

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

/* gnuplot cuts a quoted text at the next quote, so quotes are replaced by the typographic ones that they stand for. */
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
        if (*c == '"' || *c == '\'' || *c == '`')
            fputs("\xe2\x80\x99", p->data);
        else if (*c == '\\')
            fputs("/", p->data);
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

/* The environment of gnuplot: no settings of the user's, no locale but the one that knows UTF-8. */
static char **environment(const struct plot *p)
{
    static const char *const KEPT[] = { "PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
                                        "XDG_DATA_HOME" };
    enum { N_KEPT = sizeof KEPT / sizeof KEPT[0] };
    char **environ_of_child = memory_zeroed(N_KEPT + 4, sizeof *environ_of_child);
    size_t n = 0;

    for (size_t i = 0; i < N_KEPT; i++) {
        const char *value = getenv(KEPT[i]);

        if (value != NULL) {
            environ_of_child[n] = memory_zeroed(strlen(KEPT[i]) + strlen(value) + 2, 1);
            sprintf(environ_of_child[n++], "%s=%s", KEPT[i], value);
        }
    }
    environ_of_child[n++] = memory_copy_text("LC_ALL=C.UTF-8");
    environ_of_child[n] = memory_zeroed(strlen(p->folder) + sizeof "HOME=", 1);
    sprintf(environ_of_child[n++], "HOME=%s", p->folder);
    environ_of_child[n] = memory_zeroed(strlen(p->scripts) + sizeof "GNUPLOT_LIB=", 1);
    sprintf(environ_of_child[n++], "GNUPLOT_LIB=%s", p->scripts);
    return environ_of_child;
}

void plot_confine(void)
{
    confine_to_program("gnuplot"); /* where it is not possible, constant scripts have to do */
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

/* gnuplot in the folder of p, with what it says in a file there. */
static bool spawn(struct plot *p, char *const *arguments, struct fault *f)
{
    posix_spawn_file_actions_t actions;
    char **variables = environment(p);
    int failed;

    assert(p->child == 0 && p->script[0] != '\0');
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, p->folder);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, SAID, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    failed = posix_spawnp(&p->child, arguments[0], &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    for (char **v = variables; *v != NULL; v++)
        free(*v);
    free(variables);
    if (failed != 0) {
        p->child = 0;
        if (failed == ENOENT)
            return fault_set(f, FAULT_DEPENDENCY,
                             "programmet gnuplot saknas: installera paketet gnuplot-nox (make deps gör det)");
        errno = failed;
        return fault_errno(f, "gnuplot", "kan inte starta programmet");
    }
    return true;
}

bool plot_start(struct plot *p, struct fault *f)
{
    char gnuplot[] = "gnuplot", defaults[] = "-d", driver[] = "-c", draw[] = "draw.gp";

    return spawn(p, (char *const[]){ gnuplot, defaults, driver, draw, p->script, NULL }, f);
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
        fprintf(to, "cd \"../%s\"\ncall \"draw.gp\" \"%s\"\nreset session\n", strrchr(plots[i]->folder, '/') + 1,
                plots[i]->script);
    ok = !ferror(to);
    return (fclose(to) == 0 && ok) || fault_errno(f, path, "kan inte skriva underlaget till en figur");
}

bool plot_start_all(struct plot *const *plots, size_t n, struct fault *f)
{
    char gnuplot[] = "gnuplot", defaults[] = "-d", batch[] = "batch.gp";
    long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t step = n_processors < 2 ? 1 : n_processors > MOST_PROCESSES ? MOST_PROCESSES : (size_t) n_processors;

    for (size_t first = 0; first < step && first < n; first++) {
        if (!write_batch(plots + first, n - first, step, f) ||
            !spawn(plots[first], (char *const[]){ gnuplot, defaults, batch, NULL }, f))
            return false;
        for (size_t i = first; i < n; i += step)
            plots[i]->leader = plots[first];
    }
    return true;
}

/* A whole small file; NULL if it can not be read. */
static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rbe");
    char *bytes = NULL;
    size_t capacity = 0;

    *length = 0;
    if (file == NULL)
        return NULL;
    do {
        bytes = memory_grow(bytes, &capacity, *length + 65536, 1);
        *length += fread(bytes + *length, 1, capacity - *length - 1, file);
    } while (!feof(file) && !ferror(file));
    bytes[*length] = '\0';
    if (ferror(file)) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

static bool is_whole_svg(const char *bytes, size_t length)
{
    while (length > 0 && strchr("\r\n \t", bytes[length - 1]) != NULL)
        length--;
    return length > 6 && memcmp(bytes + length - 6, "</svg>", 6) == 0;
}

/* The last chunk of every PNG is an empty IEND with its check sum. */
static bool is_whole_png(const char *bytes, size_t length)
{
    return length > 20 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0 &&
           memcmp(bytes + length - 12, "\0\0\0\0IEND\xae\x42\x60\x82", 12) == 0;
}

static void write_xml(FILE *to, const char *text)
{
    char *clean = markup_clean(text);

    for (const char *c = clean; *c != '\0'; c++)
        switch (*c) {
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '&':
            fputs("&amp;", to);
            break;
        default:
            fputc(*c, to);
        }
    free(clean);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* A drawing begins with empty groups, in the pen that the same gnuplot drew its last picture with: what they are in a
 * process that has drawn nothing yet is written in their place. Returns what follows them. */
static const char *write_first_groups(FILE *to, const char *next)
{
    static const char GROUP[] = "<g fill=\"none\" color=\"", EMPTY[] = ">\n</g>\n";
    static const char *const WIDTHS[] = { "1.00", "0.80" };
    const char *first = next;
    size_t n_colour = begins(first, GROUP) ? sizeof GROUP + strcspn(first + sizeof GROUP, " ") : 0;

    /* The colour is the page's: those of other groups, which may be empty too, are left alone. */
    while (begins(next, GROUP) && strncmp(next, first, n_colour) == 0 && begins(next + strcspn(next, ">"), EMPTY))
        next += strcspn(next, ">") + sizeof EMPTY - 1;
    for (size_t i = 0; next > first && i < sizeof WIDTHS / sizeof WIDTHS[0]; i++)
        fprintf(to,
                "%.*s stroke=\"currentColor\" stroke-width=\"%s\" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"%s",
                (int) n_colour, first, WIDTHS[i], EMPTY);
    return next;
}

/* gnuplot names the picture after its terminal, describes it by its own version, gives each curve a title that browsers
 * show as a tip, and knows one font at a time. */
static void write_svg(FILE *to, const char *bytes, const char *title, const char *description)
{
    static const char FONT[] = "font-family=\"Liberation Sans\"";
    bool titled = false;

    for (const char *next = bytes; *next != '\0';) {
        const char *end = begins(next, "<title>")  ? strstr(next, "</title>")
                          : begins(next, "<desc>") ? strstr(next, "</desc>")
                                                   : NULL;

        if (end != NULL && begins(next, "<desc>")) {
            fputs("<desc>", to);
            write_xml(to, description);
            next = end;
        } else if (end != NULL && !titled) {
            fputs("<title>", to);
            write_xml(to, title);
            titled = true;
            next = end;
        } else if (end != NULL) {
            next = end + sizeof "</title>" - 1;
        } else if (begins(next, "</defs>\n")) {
            fputs("</defs>\n", to);
            next = write_first_groups(to, next + strlen("</defs>\n"));
        } else if (begins(next, FONT)) {
            fputs("font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"", to);
            next += sizeof FONT - 1;
        } else {
            fputc(*next++, to);
        }
    }
}

static char *read_drawn(const struct plot *p, const char *drawn, bool (*is_whole)(const char *, size_t),
                        const char *target, size_t *length, struct fault *f)
{
    char path[PATH_MAX + 64];
    char *bytes;

    path_in(p, drawn, path);
    bytes = read_whole(path, length);
    if (bytes == NULL || !is_whole(bytes, *length)) {
        fault_at(f, FAULT_SYSTEM, target, 0, NULL, "gnuplot (%s) gav ingen hel bild", p->script);
        free(bytes);
        return NULL;
    }
    return bytes;
}

static bool put_svg(const struct plot *p, const char *title, const char *description, const char *target,
                    struct fault *f)
{
    struct outfile *out;
    size_t length;
    char *bytes = read_drawn(p, SVG, is_whole_svg, target, &length, f);
    bool ok = bytes != NULL && outfile_open(target, OUTFILE_PUBLIC, &out, f);

    if (ok) {
        write_svg(outfile_stream(out), bytes, title, description);
        ok = outfile_commit(out, f);
    }
    free(bytes);
    return ok;
}

static bool put_png(const struct plot *p, const char *target, struct fault *f)
{
    struct outfile *out;
    size_t length;
    char *bytes = read_drawn(p, PNG, is_whole_png, target, &length, f);
    bool ok = bytes != NULL && outfile_open(target, OUTFILE_PUBLIC, &out, f);

    if (ok) {
        fwrite(bytes, 1, length, outfile_stream(out));
        ok = outfile_commit(out, f);
    }
    free(bytes);
    return ok;
}

static int wait_for(struct plot *p)
{
    int status = 0;

    while (waitpid(p->child, &status, 0) < 0 && errno == EINTR)
        continue;
    p->child = 0;
    return status;
}

/* Waits, and says whether gnuplot drew all without a word; *said is the caller's, NULL where it can not be read. */
static bool drew(struct plot *p, char **said)
{
    char path[PATH_MAX + 64];
    size_t length;
    int status = wait_for(p);

    path_in(p, SAID, path);
    *said = read_whole(path, &length);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && *said != NULL && length == 0;
}

/* Whether the plot came out whole among others. */
static bool drawn_together(struct plot *p)
{
    struct plot *leader = p->leader;

    if (leader == NULL)
        return false;
    if (leader->child != 0) {
        char *said;

        leader->failed = !drew(leader, &said);
        free(said);
    }
    return !leader->failed;
}

static bool drawn_alone(struct plot *p, const char *svg, struct fault *f)
{
    char *said, *clean;
    bool ok;

    if (p->leader != NULL && !plot_start(p, f))
        return false;
    assert(p->child != 0);
    ok = drew(p, &said);
    if (!ok) {
        clean = markup_clean(said != NULL ? said : "");
        fault_at(f, FAULT_SYSTEM, svg, 0, NULL, "gnuplot (%s) kunde inte rita figuren: %.400s", p->script,
                 clean[0] != '\0' ? clean : "programmet avbröts");
        free(clean);
    }
    free(said);
    return ok;
}

bool plot_finish(struct plot *p, const char *title, const char *description, const char *svg, const char *png,
                 struct fault *f)
{
    return (drawn_together(p) || drawn_alone(p, svg, f)) && put_svg(p, title, description, svg, f) &&
           put_png(p, png, f);
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
    if (p->child != 0) {
        kill(p->child, SIGTERM);
        wait_for(p);
    }
    close_data(p);
    nftw(p->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(p);
}
