#include "pipeline/table/rows.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/writer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

union cell {
    const char *text; /* of the dictionary: the same text is the same pointer */
    double number;
    int32_t day;
};

struct rows {
    const struct schema *schema;
    struct dictionary *texts;
    union cell **items;  /* n_columns cells a row ... */
    union cell **blocks; /* ... of so many rows each */
    size_t n, capacity, blocks_capacity;
    size_t next_column; /* likely to be asked for */
};

enum { BLOCK_ROWS = 256 }; /* of one allocation */

static bool holds_text(enum column_type type)
{
    return type == COLUMN_TEXT || type == COLUMN_CODE;
}

struct rows *rows_new(const struct schema *schema)
{
    struct rows *r = memory_zeroed(1, sizeof *r);

    r->schema = schema;
    r->texts = dictionary_new();
    return r;
}

void rows_free(struct rows *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->n; i += BLOCK_ROWS)
        free(r->blocks[i / BLOCK_ROWS]);
    free(r->blocks);
    free(r->items);
    dictionary_free(r->texts);
    free(r);
}

static union cell *new_row(struct rows *r)
{
    size_t n_columns = r->schema->n_columns, place = r->n % BLOCK_ROWS;

    if (place == 0) {
        r->blocks = memory_grow(r->blocks, &r->blocks_capacity, r->n / BLOCK_ROWS + 1, sizeof *r->blocks);
        r->blocks[r->n / BLOCK_ROWS] = memory_zeroed(BLOCK_ROWS * n_columns, sizeof(union cell));
    }
    r->items = memory_grow(r->items, &r->capacity, r->n + 1, sizeof(union cell *));
    r->items[r->n] = r->blocks[r->n / BLOCK_ROWS] + place * n_columns;
    return r->items[r->n++];
}

void rows_begin(struct rows *r)
{
    union cell *row = new_row(r);

    for (size_t c = 0; c < r->schema->n_columns; c++)
        switch (r->schema->columns[c].type) {
        case COLUMN_TEXT:
        case COLUMN_CODE:
            row[c].text = "";
            break;
        case COLUMN_INTEGER:
        case COLUMN_REAL:
            row[c].number = NAN;
            break;
        case COLUMN_DATE:
            row[c].day = INT32_MIN;
            break;
        }
    r->next_column = 0;
}

static union cell *cell_of_last(struct rows *r, const char *column)
{
    size_t c = r->next_column;

    if (c >= r->schema->n_columns || strcmp(r->schema->columns[c].name, column) != 0)
        c = schema_column(r->schema, column);
    assert(r->n > 0 && c < r->schema->n_columns);
    r->next_column = c + 1;
    return &r->items[r->n - 1][c];
}

void rows_text(struct rows *r, const char *column, const char *text)
{
    cell_of_last(r, column)->text = text[0] == '\0'
                                        ? ""
                                        : dictionary_text(r->texts, dictionary_intern(r->texts, text, strlen(text)));
}

void rows_number(struct rows *r, const char *column, double value)
{
    cell_of_last(r, column)->number = value;
}

void rows_date(struct rows *r, const char *column, int32_t day)
{
    cell_of_last(r, column)->day = day;
}

void rows_key(const struct rows *r, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t c = 0; c < r->schema->n_key && used < size; c++) {
        const union cell *cell = &r->items[r->n - 1][c];
        char number[32];

        if (!holds_text(r->schema->columns[c].type))
            writer_format_real(cell->number, number);
        used += (size_t) snprintf(text + used, size - used, "%s%s", c > 0 ? "|" : "",
                                  holds_text(r->schema->columns[c].type) ? cell->text : number);
    }
}

static int compare_keys(const struct schema *schema, const union cell *a, const union cell *b)
{
    for (size_t c = 0; c < schema->n_key; c++) {
        int order;

        if (holds_text(schema->columns[c].type))
            order = a[c].text == b[c].text ? 0 : strcmp(a[c].text, b[c].text);
        else if (schema->columns[c].type == COLUMN_DATE)
            order = (a[c].day > b[c].day) - (a[c].day < b[c].day);
        else
            order = (a[c].number > b[c].number) - (a[c].number < b[c].number);
        if (order != 0)
            return order;
    }
    return 0;
}

/* qsort carries no context, and the order of rows hangs on the schema: a merge sort of pointers does, and is stable. */
static void sort_rows(const struct schema *schema, union cell **items, union cell **spare, size_t n)
{
    size_t half = n / 2, left = 0, right = half;

    if (n < 2)
        return;
    sort_rows(schema, items, spare, half);
    sort_rows(schema, items + half, spare, n - half);
    for (size_t i = 0; i < n; i++) {
        bool take_left = right == n || (left < half && compare_keys(schema, items[left], items[right]) <= 0);

        spare[i] = take_left ? items[left++] : items[right++];
    }
    memcpy(items, spare, n * sizeof *items);
}

static void write_row(struct writer *w, const struct schema *schema, const union cell *row)
{
    for (size_t c = 0; c < schema->n_columns; c++)
        switch (schema->columns[c].type) {
        case COLUMN_TEXT:
        case COLUMN_CODE:
            writer_text(w, row[c].text);
            break;
        case COLUMN_INTEGER:
        case COLUMN_REAL:
            writer_real(w, row[c].number);
            break;
        case COLUMN_DATE:
            writer_date(w, row[c].day);
            break;
        }
    writer_end_row(w);
}

bool rows_write(struct rows *r, const char *path, struct fault *f)
{
    union cell **spare = memory_zeroed(r->n, sizeof *spare);
    struct writer *w;

    sort_rows(r->schema, r->items, spare, r->n);
    free(spare);
    for (size_t i = 1; i < r->n; i++)
        if (compare_keys(r->schema, r->items[i - 1], r->items[i]) == 0)
            return fault_at(f, FAULT_DATA, path, i + 2, r->schema->columns[0].name,
                            "två rader har samma nyckel: felet ligger i programmet, meddela den som förvaltar det");
    if (!writer_open(path, r->schema, &w, f))
        return false;
    for (size_t i = 0; i < r->n; i++)
        write_row(w, r->schema, r->items[i]);
    return writer_commit(w, f);
}
