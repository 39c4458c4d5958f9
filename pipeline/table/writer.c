#include "pipeline/table/writer.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/cell.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER = 1 << 16 };

struct writer {
    struct outfile *file;
    const struct schema *schema;
    size_t column; /* the next one to be written */
    size_t used;
    char buffer[BUFFER];
};

/* A failed write shows on the stream, which commit asks. */
static void flush(struct writer *w)
{
    fwrite(w->buffer, 1, w->used, outfile_stream(w->file));
    w->used = 0;
}

static void put(struct writer *w, const char *bytes, size_t length)
{
    while (length > BUFFER - w->used) {
        size_t part = BUFFER - w->used;

        memcpy(w->buffer + w->used, bytes, part);
        w->used += part;
        bytes += part;
        length -= part;
        flush(w);
    }
    if (length > 0)
        memcpy(w->buffer + w->used, bytes, length);
    w->used += length;
}

static void put_byte(struct writer *w, char byte)
{
    if (w->used == BUFFER)
        flush(w);
    w->buffer[w->used++] = byte;
}

static bool needs_quotes(const struct writer *w, const char *text, size_t length)
{
    if (length == 0)
        return w->schema->n_columns == 1; /* else the row is a blank line */
    return cell_needs_quotes(text, length);
}

static void put_text(struct writer *w, const char *text, size_t length)
{
    const char *quote;

    if (!needs_quotes(w, text, length)) {
        put(w, text, length);
        return;
    }
    put_byte(w, '"');
    while ((quote = memchr(text, '"', length)) != NULL) {
        size_t part = (size_t) (quote - text) + 1;

        put(w, text, part);
        put_byte(w, '"');
        text += part;
        length -= part;
    }
    put(w, text, length);
    put_byte(w, '"');
}

bool writer_open(const char *path, const struct schema *schema, struct writer **out, struct fault *f)
{
    struct writer *w;
    struct outfile *file;

    if (!outfile_open(path, schema->public ? OUTFILE_PUBLIC : OUTFILE_PRIVATE, &file, f))
        return false;
    w = memory_zeroed(1, sizeof *w);
    w->file = file;
    w->schema = schema;
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (i > 0)
            put_byte(w, ',');
        put_text(w, schema->columns[i].name, strlen(schema->columns[i].name));
    }
    put_byte(w, '\n');
    *out = w;
    return true;
}

/* Begins the next cell, which must be of type `one` or `other`. */
static void begin_cell(struct writer *w, enum column_type one, enum column_type other)
{
    enum column_type type;

    assert(w->column < w->schema->n_columns);
    type = w->schema->columns[w->column].type;
    assert(type == one || type == other);
    (void) type;
    (void) one;
    (void) other;
    if (w->column > 0)
        put_byte(w, ',');
    w->column++;
}

void writer_bytes(struct writer *w, const char *text, size_t length)
{
    begin_cell(w, COLUMN_TEXT, COLUMN_CODE);
    put_text(w, text, length);
}

void writer_text(struct writer *w, const char *text)
{
    writer_bytes(w, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

void writer_integer(struct writer *w, int64_t value)
{
    char text[CELL_ROOM];

    begin_cell(w, COLUMN_INTEGER, COLUMN_REAL);
    put(w, text, cell_format_integer(value, text));
}

void writer_real(struct writer *w, double value)
{
    char text[CELL_ROOM];

    begin_cell(w, COLUMN_REAL, COLUMN_INTEGER);
    assert(w->schema->columns[w->column - 1].type == COLUMN_REAL || isnan(value) ||
           (value == trunc(value) && fabs(value) < 1e15));
    put(w, text, cell_format_real(value, text));
}

void writer_date(struct writer *w, int32_t day)
{
    char text[CALENDAR_ISO_LENGTH + 1];

    begin_cell(w, COLUMN_DATE, COLUMN_DATE);
    if (day == INT32_MIN || day == INT32_MAX)
        return;
    calendar_format_iso(day, text);
    put(w, text, CALENDAR_ISO_LENGTH);
}

void writer_end_row(struct writer *w)
{
    assert(w->column == w->schema->n_columns);
    put_byte(w, '\n');
    w->column = 0;
}

void writer_rows(struct writer *w, const char *bytes, size_t length)
{
    assert(w->column == 0);
    if (length < BUFFER) {
        put(w, bytes, length);
        return;
    }
    flush(w);
    fwrite(bytes, 1, length, outfile_stream(w->file));
    outfile_begin_sync(w->file);
}

static struct outfile *finish(struct writer *w)
{
    struct outfile *file = w->file;

    assert(w->column == 0);
    flush(w);
    free(w);
    return file;
}

bool writer_commit(struct writer *w, struct fault *f)
{
    return outfile_commit(finish(w), f);
}

bool writer_commit_if_changed(struct writer *w, struct fault *f)
{
    return outfile_commit_if_changed(finish(w), f);
}

void writer_discard(struct writer *w)
{
    if (w == NULL)
        return;
    outfile_discard(w->file);
    free(w);
}

void writer_format_real(double value, char text[32])
{
    cell_format_real(value, text);
}
