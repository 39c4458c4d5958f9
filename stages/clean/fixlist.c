/* fixlist.c - fixlista.xlsx: what HR is asked to mend, line by line, without a value from any record. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/workbook.h"

#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096, LINES_SHOWN = 12, MOST_ROWS = 100000 };

static int by_group(const void *one, const void *other)
{
    const struct reject *a = one, *b = other;

    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->reason != b->reason)
        return a->reason < b->reason ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static bool same_group(const struct reject *a, const struct reject *b)
{
    return a->file == b->file && a->column == b->column && a->reason == b->reason;
}

static void add_line(struct clean_group *g, uint32_t line)
{
    size_t used = strlen(g->lines);

    if (g->records < LINES_SHOWN)
        snprintf(g->lines + used, sizeof g->lines - used, "%s%u", used > 0 ? ", " : "", line);
    else if (g->records == LINES_SHOWN)
        snprintf(g->lines + used, sizeof g->lines - used, " ...");
    g->records++;
}

struct clean_group *clean_groups(const struct findings *findings, size_t *n)
{
    struct reject *rejects = memory_zeroed(findings->n_rejects, sizeof *rejects);
    struct clean_group *groups = NULL;
    size_t capacity = 0;

    *n = 0;
    if (findings->n_rejects > 0) {
        memcpy(rejects, findings->rejects, findings->n_rejects * sizeof *rejects);
        qsort(rejects, findings->n_rejects, sizeof *rejects, by_group);
    }
    for (size_t i = 0; i < findings->n_rejects; i++) {
        const struct reject *r = &rejects[i];

        if (i == 0 || !same_group(r, r - 1)) {
            groups = memory_grow(groups, &capacity, *n + 1, sizeof *groups);
            groups[(*n)++] = (struct clean_group){ .file = r->file, .column = r->column, .reason = r->reason };
        }
        add_line(&groups[*n - 1], r->line);
    }
    free(rejects);
    return groups;
}

static void put_words(const struct clean *c, struct workbook *w)
{
    char account[320];
    const char *lines[] = {
        "Att rätta i personaluttaget",
        account,
        "Bladet Att rätta visar varje slags fel en gång, med de första raderna. Bladet Alla rader visar varje rad.",
        "Radnumret är radens nummer i filen, rubrikraden är 1. I Excelfiler är det radens nummer i bladet.",
        "Rätta i personalsystemet och ta ut filen på nytt. Enstaka fel kan i stället rättas i corrections.csv.",
        "Listan innehåller inga uppgifter om någon person, bara var felen finns.",
    };

    snprintf(account, sizeof account, "%s av %s poster kunde inte användas.",
             swedish_number((double) c->rejected, 0).text, swedish_number((double) c->records_in, 0).text);
    workbook_lines(w, "Läs först", lines, sizeof lines / sizeof lines[0]);
}

static void put_groups(const struct clean *c, struct workbook *w)
{
    static const struct workbook_column columns[] = { { "Fil", WORKBOOK_TEXT, -1 },
                                                      { "Rad", WORKBOOK_TEXT, -1 },
                                                      { "Kolumn", WORKBOOK_TEXT, -1 },
                                                      { "Vad som är fel", WORKBOOK_TEXT, -1 },
                                                      { "Vad som ska göras", WORKBOOK_TEXT, -1 },
                                                      { "Antal", WORKBOOK_NUMBER, 0 } };
    size_t n;
    struct clean_group *groups = clean_groups(&c->findings, &n);

    workbook_table(w, "Att rätta", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; groups != NULL && i < n; i++) {
        workbook_text(w, c->accounts[groups[i].file - 1].name);
        workbook_text(w, groups[i].lines);
        workbook_text(w, dictionary_text(c->findings.columns, groups[i].column));
        workbook_text(w, reason_wrong(groups[i].reason));
        workbook_text(w, reason_advice(groups[i].reason));
        workbook_number(w, (double) groups[i].records);
        workbook_end_row(w);
    }
    free(groups);
}

static void put_lines(const struct clean *c, struct workbook *w)
{
    static const struct workbook_column columns[] = { { "Fil", WORKBOOK_TEXT, -1 },
                                                      { "Rad", WORKBOOK_NUMBER, -1 },
                                                      { "Kolumn", WORKBOOK_TEXT, -1 },
                                                      { "Vad som är fel", WORKBOOK_TEXT, -1 } };

    workbook_table(w, "Alla rader", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < c->findings.n_rejects && i < MOST_ROWS; i++) {
        const struct reject *r = &c->findings.rejects[i];

        workbook_text(w, c->accounts[r->file - 1].name);
        workbook_number(w, r->line);
        workbook_text(w, dictionary_text(c->findings.columns, r->column));
        workbook_text(w, reason_wrong(r->reason));
        workbook_end_row(w);
    }
}

static void put_notes(const struct clean *c, struct workbook *w)
{
    static const struct workbook_column columns[] = { { "Fil", WORKBOOK_TEXT, -1 },
                                                      { "Rad", WORKBOOK_NUMBER, -1 },
                                                      { "Kolumn", WORKBOOK_TEXT, -1 },
                                                      { "Vad som har noterats", WORKBOOK_TEXT, -1 },
                                                      { "Vad som kan göras", WORKBOOK_TEXT, -1 },
                                                      { "Antal", WORKBOOK_NUMBER, 0 } };

    workbook_table(w, "Anmärkningar", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < c->findings.n_remarks && i < MOST_ROWS; i++) {
        const struct remark *r = &c->findings.remarks[i];

        workbook_text(w, c->accounts[r->file - 1].name);
        if (r->line > 0)
            workbook_number(w, r->line);
        else
            workbook_text(w, "");
        workbook_text(w, dictionary_text(c->findings.columns, r->column));
        workbook_text(w, note_what(r->note));
        workbook_text(w, note_advice(r->note));
        workbook_number(w, r->records);
        workbook_end_row(w);
    }
}

static void path_of_fixlist(const struct clean *c, char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/fixlista.xlsx", c->directory);
}

static bool write_workbook(void *context, struct fault *f)
{
    struct clean *c = context;
    char path[PATH_ROOM];
    struct workbook *w;

    path_of_fixlist(c, path);
    if (!workbook_open(path, OUTFILE_PRIVATE, "Att rätta i personaluttaget", &w, f))
        return false;
    put_words(c, w);
    put_groups(c, w);
    put_lines(c, w);
    put_notes(c, w);
    return workbook_commit(w, f);
}

bool clean_write_fixlist(struct clean *c, struct fault *f)
{
    char path[PATH_ROOM];

    path_of_fixlist(c, path);
    return workbook_make(path, write_workbook, c, f);
}
