/* sheet.c - one public table as a sheet that people read: words for codes, marks for what is not shown. */
#include "stages/workbook/workbook.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/wording.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64, LONGEST_NAME = 31 };

/* Tables whose name has no room on a tab. */
static const char *const SHORT_NAMES[][2] = {
    { "definitions", "Olika definitioner" },
    { "districts", "Förvaltning och år" },
    { "district_occupation", "Förvaltning och yrke" },
    { "public_robustness", "Trendbrott, olika antaganden" },
    { "public_survival", "Hur länge man stannar" },
    { "public_retention", "Andel som slutat" },
    { "public_retention_cause", "Slutat, efter orsak" },
    { "public_median_stay", "Tid tills hälften slutat" },
    { "public_retention_tests", "Hur länge grupper stannar" },
    { "public_tenure_rates", "Lika anställningstid" },
    { "public_spread", "Förvaltningars skillnader" },
    { "public_decomposition", "Sammansättning" },
    { "public_rejects", "Uppgifter som inte använts" },
    { "public_revisions", "Ändringar sedan sist" },
    { "public_late", "Sena registreringar" },
    { "public_bridge", "Skillnad mot Koladas tal" },
};

static char *short_name(const struct schema *schema)
{
    for (size_t i = 0; i < sizeof SHORT_NAMES / sizeof SHORT_NAMES[0]; i++)
        if (strcmp(SHORT_NAMES[i][0], schema->name) == 0)
            return wording_say(SHORT_NAMES[i][1]);
    return wording_say(schema->label_sv);
}

/* A delivery's own words can be longer than a tab: whole words that fit, without a comma behind the last. */
void sheet_name(struct sheet_of_table *s, size_t number)
{
    char *label = short_name(table_schema(s->table));
    size_t used = (size_t) snprintf(s->name, sizeof s->name, "%zu ", number), letters = used, words_end = 0;
    const char *c = label;

    while (*c != '\0' && letters < LONGEST_NAME) {
        const char *begin = c;

        markup_next(&c);
        if (strchr(":\\/?*[]", *begin) != NULL)
            continue;
        if (*begin == ' ')
            words_end = used;
        memcpy(s->name + used, begin, (size_t) (c - begin));
        used += (size_t) (c - begin);
        letters++;
    }
    if (*c != '\0' && *c != ' ' && words_end > 0)
        used = words_end;
    while (used > 0 && (s->name[used - 1] == ',' || s->name[used - 1] == ' '))
        used--;
    s->name[used] = '\0';
    free(label);
}

/* ---- cells ---- */

static bool ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);

    return n >= m && strcmp(text + n - m, ending) == 0;
}

static bool is_number(const struct column *c)
{
    return c->type == COLUMN_INTEGER || c->type == COLUMN_REAL;
}

/* The column that says whether this one's value is shown: its own, or that of the value it is a limit of. */
static const char *status_of(const struct schema *schema, size_t column)
{
    for (size_t c = column + 1; c-- > 0;) {
        for (size_t s = 0; s < schema->n_columns; s++) {
            size_t n = strlen(schema->columns[c].name);

            if (strncmp(schema->columns[s].name, schema->columns[c].name, n) == 0 &&
                strcmp(schema->columns[s].name + n, "_status") == 0)
                return schema->columns[s].name;
        }
        if (!is_number(&schema->columns[c]))
            continue;
        if (c == column && strstr(schema->columns[c].name, "lower") == NULL &&
            strstr(schema->columns[c].name, "upper") == NULL)
            return NULL;
    }
    return NULL;
}

static int decimals_of(const struct column *c)
{
    static const char *const ONE[] = {
        "per 100", "per 100 person-years", "persons", "person-years", "percent", "exits", "answers", "months", "days"
    };

    if (c->type == COLUMN_INTEGER)
        return strcmp(c->unit, "year") == 0 ? -1 : 0;
    for (size_t i = 0; i < sizeof ONE / sizeof ONE[0]; i++)
        if (strcmp(c->unit, ONE[i]) == 0)
            return strcmp(c->unit, "persons") == 0 || strcmp(c->unit, "answers") == 0 || strcmp(c->unit, "exits") == 0
                       ? 0
                       : 1;
    return strcmp(c->unit, "share") == 0 ? 2 : -1;
}

/* What a column's last code was put into: most rows say what the row before said. */
struct said {
    const char *code;
    char *words;
};

/* What a published figure is about is said by its label: its indicator is a name for machines. */
static const char *text_of(const struct table *t, size_t row, const char *column, struct said *last)
{
    const struct schema *schema = table_schema(t);
    const char *code = table_text(t, row, column);

    if (strcmp(column, "indicator") == 0 && schema_column(schema, "basis") < schema->n_columns &&
        !table_is(t, row, "basis", "own"))
        return table_text(t, row, "label");
    if (last->code == NULL || strcmp(last->code, code) != 0) {
        free(last->words);
        *last = (struct said){ code, sheet_words(column, code) };
    }
    return last->words;
}

static void number_cell(struct workbook *w, const struct table *t, size_t row, const char *column, const char *status)
{
    double value = table_real(t, row, column);

    if (isfinite(value))
        workbook_number(w, value);
    else
        workbook_text(w,
                      status != NULL && table_is(t, row, status, "withheld") ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
}

/* A status that says preliminary is kept, as a word; the others are marks in the value's own cell. */
static bool has_preliminary(const struct table *t, const char *column)
{
    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, column, "preliminary"))
            return true;
    return false;
}

void sheet_write(struct workbook *w, struct sheet_of_table *s)
{
    const struct schema *schema = table_schema(s->table);
    struct workbook_column *columns = s->columns = memory_zeroed(MOST_COLUMNS, sizeof *columns);
    const char *statuses[MOST_COLUMNS];
    struct said said[MOST_COLUMNS] = { { NULL, NULL } };
    size_t from[MOST_COLUMNS], n = 0;

    for (size_t c = 0; c < schema->n_columns && n < MOST_COLUMNS; c++) {
        const struct column *column = &schema->columns[c];
        bool status = ends_with(column->name, "_status");

        if (status && !has_preliminary(s->table, column->name))
            continue;
        from[n] = c;
        statuses[n] = is_number(column) ? status_of(schema, c) : NULL;
        columns[n++] = (struct workbook_column){ wording_say(status ? "Preliminär" : column->label_sv),
                                                 is_number(column) ? WORKBOOK_NUMBER : WORKBOOK_TEXT,
                                                 decimals_of(column) };
    }
    s->n_columns = n;
    workbook_table(w, s->name, columns, n);
    for (size_t row = 0; row < table_rows(s->table); row++) {
        for (size_t i = 0; i < n; i++) {
            const char *name = schema->columns[from[i]].name;

            if (is_number(&schema->columns[from[i]]))
                number_cell(w, s->table, row, name, statuses[i]);
            else if (ends_with(name, "_status"))
                workbook_text(w, table_is(s->table, row, name, "preliminary") ? "preliminär" : "");
            else
                workbook_text(w, text_of(s->table, row, name, &said[i]));
        }
        workbook_end_row(w);
    }
    for (size_t i = 0; i < n; i++)
        free(said[i].words);
}

void sheet_free(struct sheet_of_table *s)
{
    for (size_t i = 0; i < s->n_columns; i++)
        free((char *) s->columns[i].heading);
    free(s->columns);
}
