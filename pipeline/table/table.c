#include "pipeline/table/table.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/stream.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One column: text as places in the table's bytes, numbers beside; what the type does not use stays NULL. */
struct store {
    size_t *text;
    int64_t *integers;
    double *reals;
    int32_t *days;
    size_t text_room, integers_room, reals_room, days_room;
};

struct table {
    const struct schema *schema;
    size_t n_rows;
    struct store *columns;
    uint64_t *lines;
    size_t lines_room;
    char *bytes; /* every text, each with a NUL */
    size_t n_bytes, bytes_room;
};

static size_t keep_text(struct table *t, struct field field)
{
    size_t place = t->n_bytes;

    t->bytes = memory_grow(t->bytes, &t->bytes_room, t->n_bytes + field.length + 1, 1);
    if (field.length > 0)
        memcpy(t->bytes + place, field.bytes, field.length);
    t->n_bytes += field.length;
    t->bytes[t->n_bytes++] = '\0';
    return place;
}

static void keep_cell(struct table *t, const struct stream *s, size_t column)
{
    struct store *c = &t->columns[column];
    enum column_type type = t->schema->columns[column].type;
    size_t row = t->n_rows;

    if (type == COLUMN_INTEGER) {
        c->integers = memory_grow(c->integers, &c->integers_room, row + 1, sizeof *c->integers);
        c->integers[row] = stream_integer(s, column);
        return;
    }
    if (type == COLUMN_REAL) {
        c->reals = memory_grow(c->reals, &c->reals_room, row + 1, sizeof *c->reals);
        c->reals[row] = stream_real(s, column);
        return;
    }
    c->text = memory_grow(c->text, &c->text_room, row + 1, sizeof *c->text);
    c->text[row] = keep_text(t, stream_text(s, column));
    if (type == COLUMN_DATE) {
        c->days = memory_grow(c->days, &c->days_room, row + 1, sizeof *c->days);
        c->days[row] = stream_date(s, column);
    }
}

bool table_read(const char *path, const struct schema *schema, struct table **out, struct fault *f)
{
    struct stream *s;
    struct table *t;
    bool more = true, ok = true;

    if (!stream_open(path, schema, &s, f))
        return false;
    t = memory_zeroed(1, sizeof *t);
    t->schema = schema;
    t->columns = memory_zeroed(schema->n_columns, sizeof *t->columns);
    while ((ok = stream_next(s, &more, f)) && more) {
        for (size_t i = 0; i < schema->n_columns; i++)
            keep_cell(t, s, i);
        t->lines = memory_grow(t->lines, &t->lines_room, t->n_rows + 1, sizeof *t->lines);
        t->lines[t->n_rows++] = stream_line(s);
    }
    stream_close(s);
    if (ok)
        *out = t;
    else
        table_free(t);
    return ok;
}

void table_free(struct table *t)
{
    if (t == NULL)
        return;
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        free(t->columns[i].text);
        free(t->columns[i].integers);
        free(t->columns[i].reals);
        free(t->columns[i].days);
    }
    free(t->columns);
    free(t->lines);
    free(t->bytes);
    free(t);
}

size_t table_rows(const struct table *t)
{
    return t->n_rows;
}

const struct schema *table_schema(const struct table *t)
{
    return t->schema;
}

uint64_t table_line(const struct table *t, size_t row)
{
    assert(row < t->n_rows);
    return t->lines[row];
}

static const struct store *column_of(const struct table *t, size_t row, const char *column)
{
    size_t i = schema_column(t->schema, column);

    assert(row < t->n_rows && i < t->schema->n_columns);
    (void) row;
    return &t->columns[i];
}

const char *table_text(const struct table *t, size_t row, const char *column)
{
    const struct store *c = column_of(t, row, column);

    assert(c->text != NULL);
    return t->bytes + c->text[row];
}

double table_real(const struct table *t, size_t row, const char *column)
{
    const struct store *c = column_of(t, row, column);

    if (c->reals != NULL)
        return c->reals[row];
    assert(c->integers != NULL);
    return c->integers[row] == STREAM_NO_INTEGER ? (double) NAN : (double) c->integers[row];
}

int64_t table_integer(const struct table *t, size_t row, const char *column)
{
    const struct store *c = column_of(t, row, column);

    assert(c->integers != NULL && c->integers[row] != STREAM_NO_INTEGER);
    return c->integers[row];
}

int32_t table_date(const struct table *t, size_t row, const char *column)
{
    const struct store *c = column_of(t, row, column);

    assert(c->days != NULL);
    return c->days[row];
}

bool table_is(const struct table *t, size_t row, const char *column, const char *word)
{
    return strcmp(table_text(t, row, column), word) == 0;
}
