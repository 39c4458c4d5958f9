#include "stages/stat/columns.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"

#include <stdlib.h>
#include <string.h>

struct columns {
    char *path;
    size_t n_columns, n_rows;
    char *text; /* names, then cells row by row, each with its NUL */
    size_t n_text, text_capacity;
    size_t *places; /* of each in text; a pointer would not survive text's growth */
    size_t n_places, places_capacity;
    uint64_t *lines;
    size_t lines_capacity;
};

struct condition {
    size_t column;
    const char *value;
};

static void add_text(struct columns *c, struct field field)
{
    c->text = memory_grow(c->text, &c->text_capacity, c->n_text + field.length + 1, 1);
    c->places = memory_grow(c->places, &c->places_capacity, c->n_places + 1, sizeof *c->places);
    c->places[c->n_places++] = c->n_text;
    if (field.length > 0)
        memcpy(c->text + c->n_text, field.bytes, field.length);
    c->n_text += field.length;
    c->text[c->n_text++] = '\0';
}

static const char *name_of(const struct columns *c, size_t column)
{
    return c->text + c->places[column];
}

static bool find(const struct columns *c, const char *name, size_t length, size_t *column)
{
    for (size_t i = 0; i < c->n_columns; i++) {
        if (strlen(name_of(c, i)) == length && memcmp(name_of(c, i), name, length) == 0) {
            *column = i;
            return true;
        }
    }
    return false;
}

static bool no_such_column(const struct columns *c, const char *name, struct fault *f)
{
    return fault_at(f, FAULT_USAGE, c->path, 0, name, "kolumnen finns inte: rätta rubriken eller ange kolumnens namn");
}

static bool prepare(const struct columns *c, const char *where, struct condition *condition, struct fault *f)
{
    const char *equals = strchr(where, '=');

    if (equals == NULL)
        return fault_set(f, FAULT_USAGE, "--where ska skrivas kolumn=värde");
    condition->value = equals + 1;
    if (find(c, where, (size_t) (equals - where), &condition->column))
        return true;
    return fault_at(f, FAULT_USAGE, c->path, 0, NULL, "--where %s: kolumnen finns inte", where);
}

static bool passes(const struct field *fields, const struct condition *conditions, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct field field = fields[conditions[i].column];

        if (strlen(conditions[i].value) != field.length || memcmp(field.bytes, conditions[i].value, field.length) != 0)
            return false;
    }
    return true;
}

static bool damaged(const struct columns *c, enum reader_status status, uint64_t line, struct fault *f)
{
    const char *what = status == READER_BAD_QUOTE     ? "citattecknen stämmer inte"
                       : status == READER_BAD_BYTES   ? "raden är inte UTF-8: spara om filen"
                       : status == READER_FIELD_COUNT ? "raden har ett annat antal fält än rubriken"
                                                      : "ett fält är för långt";

    return fault_at(f, FAULT_DATA, c->path, line, NULL, "%s", what);
}

static bool read_rows(struct columns *c, struct reader *r, const struct condition *conditions, size_t n,
                      struct fault *f)
{
    const struct field *fields;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        if (status == READER_BLANK)
            continue;
        if (status != READER_FIELDS)
            return damaged(c, status, record.line, f);
        if (!passes(fields, conditions, n))
            continue;
        for (size_t i = 0; i < c->n_columns; i++)
            add_text(c, fields[i]);
        c->lines = memory_grow(c->lines, &c->lines_capacity, c->n_rows + 1, sizeof *c->lines);
        c->lines[c->n_rows++] = record.line;
    }
    return true;
}

bool columns_read(const char *path, const char *const *where, size_t n_where, struct columns **out, struct fault *f)
{
    struct condition *conditions;
    struct columns *c;
    struct reader *r;
    bool good = true;

    if (!reader_open(path, NULL, &r, f))
        return false;
    c = memory_zeroed(1, sizeof *c);
    c->path = memory_copy_text(path);
    c->n_columns = reader_columns(r);
    for (size_t i = 0; i < c->n_columns; i++)
        add_text(c, reader_name(r, i));
    conditions = memory_zeroed(n_where, sizeof *conditions);
    for (size_t i = 0; good && i < n_where; i++)
        good = prepare(c, where[i], &conditions[i], f);
    good = good && read_rows(c, r, conditions, n_where, f);
    free(conditions);
    reader_close(r);
    if (good)
        *out = c;
    else
        columns_free(c);
    return good;
}

void columns_free(struct columns *c)
{
    if (c == NULL)
        return;
    free(c->text);
    free(c->places);
    free(c->lines);
    free(c->path);
    free(c);
}

size_t columns_rows(const struct columns *c)
{
    return c->n_rows;
}

const char *columns_path(const struct columns *c)
{
    return c->path;
}

bool columns_find(const struct columns *c, const char *name, size_t *column, struct fault *f)
{
    return find(c, name, strlen(name), column) || no_such_column(c, name, f);
}

const char *columns_text(const struct columns *c, size_t row, size_t column)
{
    return c->text + c->places[(row + 1) * c->n_columns + column];
}

uint64_t columns_line(const struct columns *c, size_t row)
{
    return c->lines[row];
}
