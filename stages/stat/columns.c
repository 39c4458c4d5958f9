#include "stages/stat/columns.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct columns {
    char *path;
    char **names;
    size_t n_columns;
    char **cells; /* row-major */
    size_t n_cells, cells_capacity;
    uint64_t *lines;
    size_t n_rows, lines_capacity;
};

/* Splits one line in place. Returns the number of fields; at most `most` are stored. */
static size_t split(char *line, char **fields, size_t most)
{
    size_t n = 0;
    char *from = line;

    for (;;) {
        char *end, *write;

        while (*from == ' ')
            from++;
        if (*from == '"') {
            from++;
            for (end = from, write = from; *end != '\0' && (*end != '"' || end[1] == '"'); end++) {
                if (*end == '"')
                    end++;
                *write++ = *end;
            }
            if (*end == '"')
                end++;
            if (*end == ',')
                end++;
            else
                end = NULL;
        } else {
            end = strchr(from, ',');
            write = end != NULL ? end : from + strlen(from);
            if (end != NULL)
                end++;
            while (write > from && write[-1] == ' ')
                write--;
        }
        *write = '\0';
        if (n < most)
            fields[n] = from;
        n++;
        if (end == NULL)
            return n;
        from = end;
    }
}

static void add_row(struct columns *c, char *const *fields, uint64_t line)
{
    c->cells = memory_grow(c->cells, &c->cells_capacity, c->n_cells + c->n_columns, sizeof *c->cells);
    c->lines = memory_grow(c->lines, &c->lines_capacity, c->n_rows + 1, sizeof *c->lines);
    for (size_t i = 0; i < c->n_columns; i++)
        c->cells[c->n_cells++] = memory_copy_text(fields[i]);
    c->lines[c->n_rows++] = line;
}

static bool passes(const struct columns *c, char *const *fields, const char *const *where, size_t n_where, bool *pass,
                   struct fault *f)
{
    *pass = true;
    for (size_t i = 0; i < n_where; i++) {
        const char *equals = strchr(where[i], '=');
        char *name;
        size_t column;
        bool found;

        if (equals == NULL)
            return fault_set(f, FAULT_USAGE, "--where ska skrivas kolumn=värde");
        name = memory_copy_bytes(where[i], (size_t) (equals - where[i]));
        found = columns_find(c, name, &column, f);
        free(name);
        if (!found)
            return false;
        if (strcmp(fields[column], equals + 1) != 0)
            *pass = false;
    }
    return true;
}

static bool read_lines(struct columns *c, FILE *from, const char *const *where, size_t n_where, struct fault *f)
{
    enum { MOST_COLUMNS = 1024 };
    char *line = NULL, *fields[MOST_COLUMNS];
    size_t capacity = 0;
    ssize_t length;
    uint64_t number = 0;
    bool good = true;

    while (good && (length = getline(&line, &capacity, from)) >= 0) {
        size_t n;
        bool pass;

        number++;
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            line[--length] = '\0';
        if (length == 0)
            continue;
        n = split(line, fields, MOST_COLUMNS);
        if (c->names == NULL && n <= MOST_COLUMNS) {
            c->n_columns = n;
            c->names = memory_zeroed(n, sizeof *c->names);
            for (size_t i = 0; i < n; i++)
                c->names[i] = memory_copy_text(fields[i]);
        } else if (n != c->n_columns) {
            good = fault_at(f, FAULT_DATA, c->path, number, NULL, "raden har %zu fält men rubriken %zu: rätta raden", n,
                            c->n_columns);
        } else {
            good = passes(c, fields, where, n_where, &pass, f);
            if (good && pass)
                add_row(c, fields, number);
        }
    }
    free(line);
    if (good && c->names == NULL)
        good = fault_at(f, FAULT_DATA, c->path, 0, NULL, "filen är tom: första raden ska vara en rubrikrad");
    return good;
}

bool columns_read(const char *path, const char *const *where, size_t n_where, struct columns **out, struct fault *f)
{
    struct columns *c;
    FILE *from = fopen(path, "r");
    bool good;

    if (from == NULL)
        return fault_errno(f, path, "kan inte öppna");
    c = memory_zeroed(1, sizeof *c);
    c->path = memory_copy_text(path);
    good = read_lines(c, from, where, n_where, f);
    if (good && ferror(from))
        good = fault_errno(f, path, "kan inte läsa");
    fclose(from);
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
    for (size_t i = 0; i < c->n_cells; i++)
        free(c->cells[i]);
    for (size_t i = 0; c->names != NULL && i < c->n_columns; i++)
        free(c->names[i]);
    free(c->cells);
    free(c->names);
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
    for (size_t i = 0; i < c->n_columns; i++) {
        if (strcmp(c->names[i], name) == 0) {
            *column = i;
            return true;
        }
    }
    return fault_at(f, FAULT_USAGE, c->path, 0, name, "kolumnen finns inte: rätta rubriken eller ange kolumnens namn");
}

const char *columns_text(const struct columns *c, size_t row, size_t column)
{
    return c->cells[row * c->n_columns + column];
}

uint64_t columns_line(const struct columns *c, size_t row)
{
    return c->lines[row];
}
