#include "pipeline/table/stream.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/cell.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

union value {
    int64_t integer;
    double real;
    int32_t day;
};

struct stream {
    char *path;
    const struct schema *schema;
    struct reader *reader;
    const struct field *fields;
    union value *values; /* one a column; of text and codes unused */
    uint64_t line;
    /* The key of the row before: the reader keeps its bytes for as long as that. */
    bool has_before;
    struct field *key_before;
    union value *values_before;
};

static bool fault_of(const struct stream *s, uint64_t line, size_t column, const char *text, struct fault *f)
{
    return fault_at(f, FAULT_DATA, s->path, line,
                    column < s->schema->n_columns ? s->schema->columns[column].name : NULL,
                    "%s: filen är skadad eller kommer från en annan version; gör om den med make", text);
}

static bool check_header(const struct stream *s, struct fault *f)
{
    uint64_t line = reader_header_line(s->reader);

    for (size_t i = 0; i < s->schema->n_columns; i++)
        if (i >= reader_columns(s->reader) || !field_is(reader_name(s->reader, i), s->schema->columns[i].name))
            return fault_of(s, line, i, "kolumnen saknas eller står på fel plats", f);
    if (reader_columns(s->reader) > s->schema->n_columns)
        return fault_of(s, line, s->schema->n_columns, "filen har en kolumn för mycket", f);
    return true;
}

bool stream_open(const char *path, const struct schema *schema, struct stream **out, struct fault *f)
{
    struct reader_options options = { .delimiter = ',', .rows_in_text = true };
    struct stream *s = memory_zeroed(1, sizeof *s);

    s->path = memory_copy_text(path);
    s->schema = schema;
    s->values = memory_zeroed(schema->n_columns, sizeof *s->values);
    s->key_before = memory_zeroed(schema->n_key, sizeof *s->key_before);
    s->values_before = memory_zeroed(schema->n_key, sizeof *s->values_before);
    if (!reader_open(path, &options, &s->reader, f) || !check_header(s, f)) {
        stream_close(s);
        return false;
    }
    *out = s;
    return true;
}

void stream_close(struct stream *s)
{
    if (s == NULL)
        return;
    reader_close(s->reader);
    free(s->path);
    free(s->values);
    free(s->key_before);
    free(s->values_before);
    free(s);
}

static bool is_code(struct field field)
{
    for (size_t i = 0; i < field.length; i++)
        if ((unsigned char) field.bytes[i] <= ' ' || field.bytes[i] == '\x7F')
            return false;
    return true;
}

/* NULL, or what is wrong. */
static const char *take_cell(enum column_type type, struct field field, union value *value)
{
    switch (type) {
    case COLUMN_TEXT:
        return NULL;
    case COLUMN_CODE:
        return is_code(field) ? NULL : "cellen är inget kodord";
    case COLUMN_INTEGER:
        if (cell_parse_integer(field.bytes, field.length, &value->integer))
            return NULL;
        value->integer = STREAM_NO_INTEGER;
        return field_is(field, "NaN") ? NULL : "cellen är inget heltal";
    case COLUMN_REAL:
        return cell_parse_real(field.bytes, field.length, &value->real) ? NULL : "cellen är inget tal";
    case COLUMN_DATE:
        if (calendar_parse_iso(field.bytes, field.length, &value->day))
            return NULL;
        value->day = STREAM_NO_DATE;
        return field.length == 0 ? NULL : "cellen är inget datum";
    }
    return NULL;
}

static int compare_bytes(struct field a, struct field b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared > 0 ? memcmp(a.bytes, b.bytes, shared) : 0;

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/* NaN before all numbers, as the smallest integer is. */
static int compare_reals(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

/* < 0 where the row before comes first, as it should. */
static int compare_with_before(const struct stream *s)
{
    int order = 0;

    for (size_t i = 0; i < s->schema->n_key && order == 0; i++) {
        enum column_type type = s->schema->columns[i].type;
        union value before = s->values_before[i];

        if (type == COLUMN_INTEGER)
            order = (before.integer > s->values[i].integer) - (before.integer < s->values[i].integer);
        else if (type == COLUMN_REAL)
            order = compare_reals(before.real, s->values[i].real);
        else
            order = compare_bytes(s->key_before[i], s->fields[i]);
    }
    return order;
}

static const char *damage(enum reader_status status)
{
    switch (status) {
    case READER_BLANK:
        return "raden är tom";
    case READER_BAD_QUOTE:
        return "raden har ett citattecken för mycket eller för lite";
    case READER_BAD_BYTES:
        return "raden är inte giltig UTF-8";
    case READER_FIELD_COUNT:
        return "raden har fel antal celler";
    default:
        return "raden har en för lång cell";
    }
}

bool stream_next(struct stream *s, bool *more, struct fault *f)
{
    const struct schema *schema = s->schema;
    struct record record;
    enum reader_status status;
    int order;

    if (s->has_before) {
        memcpy(s->key_before, s->fields, schema->n_key * sizeof *s->key_before);
        memcpy(s->values_before, s->values, schema->n_key * sizeof *s->values_before);
    }
    status = reader_next(s->reader, &s->fields, &record);
    *more = status == READER_FIELDS;
    if (status == READER_END)
        return true;
    s->line = record.line;
    if (status != READER_FIELDS)
        return fault_of(s, s->line, schema->n_columns, damage(status), f);
    for (size_t i = 0; i < schema->n_columns; i++) {
        const char *wrong = take_cell(schema->columns[i].type, s->fields[i], &s->values[i]);

        if (wrong != NULL)
            return fault_of(s, s->line, i, wrong, f);
    }
    order = s->has_before && schema->n_key > 0 ? compare_with_before(s) : -1;
    if (order >= 0)
        return fault_of(s, s->line, 0,
                        order == 0 ? "raden har samma nyckel som raden före" : "raden står inte i nyckelns ordning", f);
    s->has_before = true;
    return true;
}

static enum column_type type_of(const struct stream *s, size_t column)
{
    assert(column < s->schema->n_columns);
    return s->schema->columns[column].type;
}

struct field stream_text(const struct stream *s, size_t column)
{
    assert(column < s->schema->n_columns);
    return s->fields[column];
}

int64_t stream_integer(const struct stream *s, size_t column)
{
    assert(type_of(s, column) == COLUMN_INTEGER);
    return s->values[column].integer;
}

double stream_real(const struct stream *s, size_t column)
{
    int64_t integer;

    if (type_of(s, column) == COLUMN_REAL)
        return s->values[column].real;
    integer = stream_integer(s, column);
    return integer == STREAM_NO_INTEGER ? (double) NAN : (double) integer;
}

int32_t stream_date(const struct stream *s, size_t column)
{
    assert(type_of(s, column) == COLUMN_DATE);
    return s->values[column].day;
}

uint64_t stream_line(const struct stream *s)
{
    return s->line;
}
