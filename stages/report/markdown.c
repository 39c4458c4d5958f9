/* markdown.c - headings, paragraphs, tables and figures in pandoc's Markdown. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Our own sentences, with what the whole and its parts are called. */
static void say(struct report *r, const char *text)
{
    char *worded = wording_say(text);

    markup_write(r->to, worded);
    free(worded);
}

enum { WIDE_TABLE = 8 }; /* columns from which a table is set in smaller letters */

static void write_heading(struct report *r, int level, const char *id, const char *text, bool worded)
{
    fprintf(r->to, "%.*s ", level, "###");
    if (level == 1)
        fprintf(r->to, "%zu ", ++r->n_sections);
    if (worded)
        say(r, text);
    else
        markup_write(r->to, text);
    fprintf(r->to, " {#%s}\n\n", id);
}

void heading(struct report *r, int level, const char *id, const char *text)
{
    write_heading(r, level, id, text, true);
}

void heading_as_it_is(struct report *r, int level, const char *id, const char *text)
{
    write_heading(r, level, id, text, false);
}

static void write_formatted(struct report *r, const char *before, const char *after, const char *format, va_list words)
{
    va_list again;
    char *text;
    int length;

    va_copy(again, words);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    text = memory_zeroed((size_t) length + 1, 1);
    vsnprintf(text, (size_t) length + 1, format, words);
    fputs(before, r->to);
    say(r, text);
    fputs(after, r->to);
    free(text);
}

void paragraph(struct report *r, const char *format, ...)
{
    va_list words;

    va_start(words, format);
    write_formatted(r, "", "\n\n", format, words);
    va_end(words);
}

void source_line(struct report *r, const char *text)
{
    fputs("::: source\n", r->to);
    paragraph(r, "Källa: %s.", text);
    fputs(":::\n\n", r->to);
}

void item(struct report *r, const char *format, ...)
{
    va_list words;

    va_start(words, format);
    write_formatted(r, "- ", "\n", format, words);
    va_end(words);
}

void end_list(struct report *r)
{
    fputc('\n', r->to);
}

/* ---- tables ---- */

void table_begin(struct report *r, const char *id, const char *caption, const char *const *columns, size_t n_columns,
                 const char *alignment)
{
    r->n_tables++;
    fprintf(r->to, "::: {#%s .table%s role=\"region\" aria-label=\"Tabell %zu\" tabindex=\"0\"}\n\n: Tabell %zu. ", id,
            n_columns >= WIDE_TABLE ? " .wide" : "", r->n_tables, r->n_tables);
    say(r, caption);
    fputs("\n\n|", r->to);
    for (size_t c = 0; c < n_columns; c++) {
        fputc(' ', r->to);
        say(r, columns[c]);
        fputs(" |", r->to);
    }
    fputs("\n|", r->to);
    for (size_t c = 0; c < n_columns; c++)
        fputs(alignment[c] == 'r' ? "---:|" : ":---|", r->to);
    fputc('\n', r->to);
    r->in_row = false;
}

void heads_add(struct heads *h, char alignment, char *column)
{
    assert(h->n < HEADS_MOST);
    h->alignment[h->n] = alignment;
    h->columns[h->n++] = column;
    h->alignment[h->n] = '\0';
}

void heads_begin(struct report *r, const char *id, const char *caption, struct heads *h)
{
    table_begin(r, id, caption, (const char *const *) h->columns, h->n, h->alignment);
    for (size_t i = 0; i < h->n; i++)
        free(h->columns[i]);
    h->n = 0;
}

void cell(struct report *r, const char *text)
{
    fputs(r->in_row ? " " : "| ", r->to);
    r->in_row = true;
    if (text != NULL)
        say(r, text);
    fputs(" |", r->to);
}

void row_end(struct report *r)
{
    fputc('\n', r->to);
    r->in_row = false;
}

void table_end(struct report *r)
{
    fputs("\n:::\n\n", r->to);
}

/* The mark that stands where there is no number; NULL where there is one. */
static const char *mark_of(double value, const char *status)
{
    if (status != NULL && strcmp(status, "withheld") == 0)
        return PHRASE_WITHHELD;
    if (!isfinite(value))
        return PHRASE_NOT_APPLICABLE;
    return value == 0 ? PHRASE_ZERO : NULL;
}

static void cell_number(struct report *r, double value, int decimals, const char *status)
{
    const char *mark = mark_of(value, status);
    char *text;

    if (mark != NULL) {
        cell(r, mark);
        return;
    }
    text = phrase_say("%s%s", swedish_number(value, decimals).text,
                      status != NULL && strcmp(status, "preliminary") == 0 ? SWEDISH_SPACE "p" : "");
    cell(r, text);
    free(text);
}

void cell_count(struct report *r, double value, const char *status)
{
    cell_number(r, value, 0, status);
}

void cell_rate(struct report *r, double value, double exits, const char *status)
{
    cell_number(r, value, isfinite(exits) ? swedish_decimals(exits) : 1, status);
}

void cell_interval(struct report *r, double low, double high, double exits, const char *status)
{
    bool withheld = status != NULL && strcmp(status, "withheld") == 0;
    int decimals = isfinite(exits) ? swedish_decimals(exits) : 1;

    if (withheld || !isfinite(low) || !isfinite(high)) {
        cell(r, withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
        return;
    }
    if (swedish_round(low, decimals) == swedish_round(high, decimals))
        decimals = 1; /* "0-0" says too much */
    cell(r, swedish_interval(low, high, decimals).text);
}

void cell_decimals(struct report *r, double value, int decimals)
{
    cell(r, isfinite(value) ? swedish_number(value, decimals).text : PHRASE_NOT_APPLICABLE);
}

void cell_p(struct report *r, double p)
{
    if (p < 0.00005)
        cell(r, "< 0,0001");
    else
        cell_decimals(r, p, 4);
}

void cell_limits(struct report *r, double low, double high, int decimals)
{
    cell(r, isfinite(low) && isfinite(high) ? swedish_interval(low, high, decimals).text : PHRASE_NOT_APPLICABLE);
}

/* ---- figures ---- */

/* Text between double quotes of an attribute: no character in it may end it or be read as a reference. */
static void write_attribute(FILE *to, const char *text)
{
    char *clean = markup_clean(text);

    for (const char *c = clean; *c != '\0'; c++)
        switch (*c) {
        case '"':
            fputs("\xe2\x80\x9d", to);
            break;
        case '\\':
            fputc('/', to);
            break;
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        default:
            fputc(*c, to);
        }
    free(clean);
}

bool figure(struct report *r, const char *name, const char *caption, const char *table_id)
{
    size_t row = edition_find(r->figures, 0, "figure", name, NULL);

    if (row == table_rows(r->figures))
        return false;
    fprintf(r->to, "![Figur %zu. ", ++r->n_figures);
    say(r, caption);
    if (table_id != NULL)
        fprintf(r->to, ". [Uppgifterna i tabell](#%s)", table_id);
    fprintf(r->to, "](figures/%s.svg){#figur-%s alt=\"", name, name);
    write_attribute(r->to, table_text(r->figures, row, "title"));
    fputs(". ", r->to);
    write_attribute(r->to, table_text(r->figures, row, "alt"));
    fputs("\"}\n\n", r->to);
    return true;
}
