#include "pipeline/publish/timeline.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/table/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { DATE, TEXT, KIND, SCOPE, SOURCE, EFFECT, N_FIELDS };

/* The names of the columns of each file; the Swedish ones are taken too. */
struct layout {
    const char *names[N_FIELDS]; /* NULL: the file has no such column */
    const char *other_names[N_FIELDS];
    bool needed[N_FIELDS];
};

static const struct layout EVENTS = {
    .names = { "date", "text", "kind", NULL, NULL, NULL },
    .other_names = { "datum", "händelse", "slag", NULL, NULL, NULL },
    .needed = { true, true, false, false, false, false },
};

static const struct layout COMPARABILITY = {
    .names = { "date", "description", "type", "scope", "source", "effect" },
    .other_names = { "datum", "beskrivning", "slag", "omfattning", "källa", "effekt" },
    .needed = { true, true, false, false, false, false },
};

static bool is_name(struct field name, const char *word)
{
    return word != NULL && name.length == strlen(word) && strncasecmp(name.bytes, word, name.length) == 0;
}

static bool find_columns(const struct reader *r, const char *path, const struct layout *layout,
                         size_t columns[N_FIELDS], struct fault *f)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        columns[i] = reader_columns(r);
        for (size_t c = 0; c < reader_columns(r); c++)
            if (is_name(reader_name(r, c), layout->names[i]) || is_name(reader_name(r, c), layout->other_names[i]))
                columns[i] = c;
        if (layout->needed[i] && columns[i] == reader_columns(r))
            return fault_at(f, FAULT_DATA, path, reader_header_line(r), layout->names[i],
                            "kolumnen saknas: lägg till den i filens första rad");
    }
    return true;
}

static char *text_of(const struct field *fields, size_t column, size_t n_columns)
{
    char *raw = column < n_columns ? memory_copy_bytes(fields[column].bytes, fields[column].length)
                                   : memory_copy_text("");
    char *clean = markup_clean(raw);

    free(raw);
    return clean;
}

static bool read_moment(const struct field *fields, const size_t columns[N_FIELDS], size_t n_columns, const char *path,
                        uint64_t line, struct moment *m, struct fault *f)
{
    *m = (struct moment){
        .date = text_of(fields, columns[DATE], n_columns),
        .text = text_of(fields, columns[TEXT], n_columns),
        .kind = text_of(fields, columns[KIND], n_columns),
        .scope = text_of(fields, columns[SCOPE], n_columns),
        .source = text_of(fields, columns[SOURCE], n_columns),
        .effect = text_of(fields, columns[EFFECT], n_columns),
    };
    if (!calendar_parse_iso(m->date, strlen(m->date), &m->day))
        return fault_at(f, FAULT_DATA, path, line, "date", "är inget datum: skriv det som 2019-01-31");
    if (m->text[0] == '\0')
        return fault_at(f, FAULT_DATA, path, line, NULL, "texten saknas: skriv vad som hände");
    return true;
}

static int by_day(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return strcmp(x->text, y->text);
}

static bool read_rows(struct reader *r, const char *path, const size_t columns[N_FIELDS], struct timeline *out,
                      struct fault *f)
{
    size_t capacity = 0;
    const struct field *fields;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        if (status == READER_BLANK)
            continue;
        if (status != READER_FIELDS)
            return fault_at(f, FAULT_DATA, path, record.line, NULL,
                            "raden kan inte läsas: se över citattecken, antal kolumner och teckenkodning");
        out->moments = memory_grow(out->moments, &capacity, out->n + 1, sizeof *out->moments);
        if (!read_moment(fields, columns, reader_columns(r), path, record.line, &out->moments[out->n++], f))
            return false;
    }
    return true;
}

static bool read_file(const char *path, const struct layout *layout, struct timeline *out, struct fault *f)
{
    struct timeline t = { NULL, 0 };
    struct reader *r = NULL;
    size_t columns[N_FIELDS];
    bool ok;

    *out = t;
    if (path == NULL || path[0] == '\0' || access(path, F_OK) != 0)
        return true;
    ok = infile_is_file(path, f) && reader_open(path, NULL, &r, f) && find_columns(r, path, layout, columns, f) &&
         read_rows(r, path, columns, &t, f);
    if (r != NULL)
        reader_close(r);
    if (!ok) {
        timeline_free(&t);
        return false;
    }
    if (t.n > 1)
        qsort(t.moments, t.n, sizeof *t.moments, by_day);
    *out = t;
    return true;
}

bool timeline_read_events(const char *path, struct timeline *out, struct fault *f)
{
    return read_file(path, &EVENTS, out, f);
}

bool timeline_read_comparability(const char *path, struct timeline *out, struct fault *f)
{
    return read_file(path, &COMPARABILITY, out, f);
}

void timeline_free(struct timeline *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->moments[i].date);
        free(t->moments[i].text);
        free(t->moments[i].kind);
        free(t->moments[i].scope);
        free(t->moments[i].source);
        free(t->moments[i].effect);
    }
    free(t->moments);
    *t = (struct timeline){ NULL, 0 };
}

bool timeline_next(const struct timeline *t, int32_t first, int32_t last, size_t *i)
{
    while (*i < t->n && (t->moments[*i].day < first || t->moments[*i].day > last))
        (*i)++;
    return *i < t->n;
}

int timeline_run(const struct timeline *t, int32_t first, int32_t last)
{
    int run = 0;

    for (size_t i = 0; i < t->n; i++) {
        const struct moment *m = &t->moments[i];

        if (strcmp(m->kind, "definition") != 0 && strcmp(m->kind, "population") != 0)
            continue;
        if (m->day > first && m->day <= last)
            return TIMELINE_MIXED;
        run += m->day <= first;
    }
    return run;
}
