/* template - the workbook to fill in: a sheet for each kind of indicator, with its headings and examples, out of the
 * guide (docs/indikatorer.md), which is what the tests hold to be right. An example row begins with the word Exempel
 * and is never read as data (stages/indicators). */
#include "pipeline/base/args.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 16, MOST_ROWS = 8, MOST_SHEETS = 32, LINE = 4096 };

struct sheet {
    char *name, *title, *note;
    char *cells[MOST_ROWS][MOST_COLUMNS]; /* the first row is the headings */
    size_t n_columns, n_rows;
};

struct guide {
    struct sheet sheets[MOST_SHEETS];
    size_t n;
};

/* ---- reading the guide ---- */

static void append(char **text, const char *more)
{
    char *whole = *text != NULL && **text != '\0' ? phrase_say("%s %s", *text, more) : phrase_say("%s", more);

    free(*text);
    *text = whole;
}

/* The guide's marks of emphasis and code are not for a cell. */
static void unmark(char *line)
{
    char *to = line;

    for (const char *from = line; *from != '\0'; from++)
        if (*from != '`' && *from != '*')
            *to++ = *from;
    *to = '\0';
}

static void put_row(struct sheet *s, char *line)
{
    if (s->n_rows == MOST_ROWS)
        return;
    for (size_t column = 0; column < MOST_COLUMNS; column++) {
        size_t length = strcspn(line, ";");

        s->cells[s->n_rows][column] = memory_copy_bytes(line, length);
        if (s->n_rows == 0)
            s->n_columns = column + 1;
        if (line[length] == '\0')
            break;
        line += length + 1;
    }
    s->n_rows++;
}

static bool read_guide(const char *path, struct guide *g, struct fault *f)
{
    FILE *in = fopen(path, "r");
    char line[LINE], *title = NULL, *note = NULL;
    struct sheet *open = NULL;
    bool ok;

    if (in == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (open != NULL && strncmp(line, "```", 3) == 0) {
            open = NULL;
        } else if (open != NULL) {
            put_row(open, line);
        } else if (strncmp(line, "```csv ", 7) == 0 && strncmp(line + 7, "statements", 10) != 0 && g->n < MOST_SHEETS) {
            open = &g->sheets[g->n++];
            open->name = memory_copy_bytes(line + 7, strcspn(line + 7, "."));
            open->title = memory_copy_text(title);
            open->note = memory_copy_text(note != NULL ? note : "");
        } else if (strncmp(line, "## ", 3) == 0) {
            free(title);
            free(note);
            title = memory_copy_text(line + 3);
            note = NULL;
        } else if (line[0] != '\0' && line[0] != '|' && strncmp(line, "```", 3) != 0) {
            unmark(line);
            append(&note, line);
        }
    }
    ok = !ferror(in) || fault_errno(f, path, "kan inte läsa filen");
    fclose(in);
    free(title);
    free(note);
    if (ok && g->n == 0)
        ok = fault_at(f, FAULT_DATA, path, 0, NULL, "ingen tabell finns i handledningen: ange docs/indikatorer.md");
    return ok;
}

/* ---- writing the workbook ---- */

static void write_explanation(struct workbook *w, const struct guide *g)
{
    static const char *const FIRST[] = {
        "Indikatorer: fyll i de blad som ni har uppgifter till",
        "Spara boken som indikatorer.xlsx i leveransens mapp indicators. Blad som inte fylls i blir inget avsnitt i "
        "rapporten.",
        "Rader som börjar med ordet Exempel läses aldrig som uppgifter: skriv under dem eller ta bort dem.",
        "Källa måste stå på varje rad. Förvaltning tom, eller hela staden, betyder staden.",
        "En uppgift som saknas skrivs .. eller lämnas tom. Den blir aldrig noll.",
        "Perioder skrivs 2016, 2016-11 eller 2016-11-01. Ett intervall skrivs 130-140. Rubrikraden och bladens namn "
        "behålls.",
    };
    enum { N_FIRST = sizeof FIRST / sizeof FIRST[0] };
    char *lines[N_FIRST + MOST_SHEETS];
    size_t n = 0;

    for (; n < N_FIRST; n++)
        lines[n] = memory_copy_text(FIRST[n]);
    for (size_t i = 0; i < g->n; i++)
        lines[n++] = phrase_say("Bladet %s (%s): %s", g->sheets[i].name, g->sheets[i].title,
                                g->sheets[i].note[0] != '\0' ? g->sheets[i].note : "se exemplen.");
    workbook_lines(w, "Läs mig", (const char *const *) lines, n);
    for (size_t i = 0; i < n; i++)
        free(lines[i]);
}

static void write_sheet(struct workbook *w, const struct sheet *s, struct workbook_column *columns)
{
    for (size_t c = 0; c < s->n_columns; c++)
        columns[c] = (struct workbook_column){ s->cells[0][c], WORKBOOK_TEXT, -1 };
    workbook_table(w, s->name, columns, s->n_columns);
    for (size_t row = 1; row < s->n_rows; row++) {
        char *first = phrase_say("Exempel: %s", s->cells[row][0]);

        workbook_text(w, first);
        for (size_t c = 1; c < s->n_columns; c++)
            workbook_text(w, s->cells[row][c] != NULL ? s->cells[row][c] : "");
        workbook_end_row(w);
        free(first);
    }
}

static void release(struct guide *g)
{
    for (size_t i = 0; i < g->n; i++) {
        free(g->sheets[i].name);
        free(g->sheets[i].title);
        free(g->sheets[i].note);
        for (size_t row = 0; row < MOST_ROWS; row++)
            for (size_t c = 0; c < MOST_COLUMNS; c++)
                free(g->sheets[i].cells[row][c]);
    }
    free(g);
}

struct contents {
    const struct guide *guide;
    const char *output;
};

static bool write_book(void *context, struct fault *f)
{
    const struct contents *c = context;
    struct workbook_column(*columns)[MOST_COLUMNS] = memory_zeroed(MOST_SHEETS, sizeof *columns);
    struct workbook *w;
    bool ok = workbook_open(c->output, OUTFILE_PUBLIC, "Indikatorer att fylla i", &w, f);

    if (ok) {
        write_explanation(w, c->guide);
        for (size_t i = 0; i < c->guide->n; i++)
            write_sheet(w, &c->guide->sheets[i], columns[i]);
        ok = workbook_commit(w, f);
    }
    free(columns);
    return ok;
}

static bool run(const char *path, const char *output, struct fault *f)
{
    struct guide *g = memory_zeroed(1, sizeof *g);
    struct contents c = { g, output };
    bool ok = read_guide(path, g, f) && workbook_make(output, write_book, &c, f);

    release(g);
    return ok;
}

int main(int argc, char **argv)
{
    const char *guide = NULL, *output = NULL;
    const struct arg args[] = {
        { "guide", "FIL", "handledningen docs/indikatorer.md, som har rubriker och exempel", true, &guide },
        { "output", "FIL", "indikatorer.xlsx som skrivs", true, &output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "template", "Gör Excelboken som alla indikatorer kan fyllas i.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "template", stderr);
    case ARGS_RUN:
        break;
    }
    return run(guide, output, &fault) ? 0 : fault_report(&fault, "template", stderr);
}
