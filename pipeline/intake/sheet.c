#include "pipeline/intake/sheet.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/word.h"
#include "pipeline/table/excel.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { NOT_THERE = SIZE_MAX };

struct sheet {
    char *path;
    struct reader *reader;
    char *workbook; /* the text of an Excel sheet, which the reader borrows; NULL for other files */
    const struct sheet_column *columns;
    size_t n;
    size_t place[SHEET_MAX_COLUMNS]; /* column of the file, or NOT_THERE */
};

static size_t first_name_length(const char *names)
{
    return strcspn(names, "|");
}

static bool is_named(const char *names, struct field name)
{
    char wanted[WORD_MAX], got[WORD_MAX];
    size_t n_got = word_fold_header(name.bytes, name.length, got);

    while (n_got != SIZE_MAX) {
        size_t length = first_name_length(names);
        size_t n_wanted = word_fold_header(names, length, wanted);

        if (n_wanted == n_got && memcmp(wanted, got, n_got) == 0)
            return true;
        if (names[length] == '\0')
            break;
        names += length + 1;
    }
    return false;
}

bool sheet_fault(const struct sheet *s, size_t column, uint64_t line, struct fault *f, const char *text)
{
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int) first_name_length(s->columns[column].names), s->columns[column].names);
    return fault_at(f, FAULT_DATA, s->path, line, name, "%s", text);
}

struct field sheet_name(const struct sheet *s, size_t column)
{
    return s->place[column] == NOT_THERE ? (struct field){ "", 0 } : reader_name(s->reader, s->place[column]);
}

bool sheet_require(const struct sheet *s, size_t column, struct fault *f)
{
    return s->place[column] != NOT_THERE || sheet_fault(s, column, reader_header_line(s->reader), f,
                                                        "kolumnen saknas: lägg till den i filens rubrikrad");
}

static bool find_columns(struct sheet *s, struct fault *f)
{
    for (size_t i = 0; i < s->n; i++) {
        s->place[i] = NOT_THERE;
        for (size_t j = 0; j < reader_columns(s->reader); j++) {
            if (!is_named(s->columns[i].names, reader_name(s->reader, j)))
                continue;
            if (s->place[i] != NOT_THERE)
                return sheet_fault(s, i, reader_header_line(s->reader), f,
                                   "två kolumner betyder detsamma: ta bort den ena");
            s->place[i] = j;
        }
        if (s->columns[i].required && !sheet_require(s, i, f))
            return false;
    }
    return true;
}

static bool open_reader(struct sheet *s, const char *encoding, struct fault *f)
{
    struct reader_options options = { .encoding = encoding, .delimiter = 0 };
    size_t length = strlen(s->path), bytes;

    if (length < 5 || strcasecmp(s->path + length - 5, ".xlsx") != 0)
        return reader_open(s->path, &options, &s->reader, f);
    options.delimiter = '\t';
    return excel_read(s->path, &s->workbook, &bytes, f) &&
           reader_open_bytes(s->path, s->workbook, bytes, &options, &s->reader, f);
}

bool sheet_is_there(const char *path)
{
    return path != NULL && path[0] != '\0' && (access(path, F_OK) == 0 || errno != ENOENT);
}

static struct sheet *new_sheet(const char *path, const struct sheet_column *columns, size_t n)
{
    struct sheet *s = memory_zeroed(1, sizeof *s);

    assert(n <= SHEET_MAX_COLUMNS);
    s->columns = columns;
    s->n = n;
    s->path = memory_copy_text(path);
    return s;
}

static bool opened(struct sheet *s, bool ok, struct sheet **out, struct fault *f)
{
    if (!ok || !find_columns(s, f)) {
        sheet_close(s);
        return false;
    }
    *out = s;
    return true;
}

bool sheet_open_encoded(const char *path, const char *encoding, const struct sheet_column *columns, size_t n,
                        struct sheet **out, struct fault *f)
{
    struct sheet *s = new_sheet(path, columns, n);

    return opened(s, infile_is_file(path, f) && open_reader(s, encoding, f), out, f);
}

bool sheet_open(const char *path, const struct sheet_column *columns, size_t n, struct sheet **out, struct fault *f)
{
    return sheet_open_encoded(path, NULL, columns, n, out, f);
}

bool sheet_open_bytes(const char *path, const char *bytes, size_t length, const struct sheet_column *columns, size_t n,
                      struct sheet **out, struct fault *f)
{
    struct sheet *s = new_sheet(path, columns, n);
    struct reader_options options = { .encoding = NULL, .delimiter = '\t' };

    return opened(s, reader_open_bytes(s->path, bytes, length, &options, &s->reader, f), out, f);
}

void sheet_close(struct sheet *s)
{
    if (s == NULL)
        return;
    reader_close(s->reader);
    free(s->workbook);
    free(s->path);
    free(s);
}

static bool damaged(const struct sheet *s, enum reader_status status, uint64_t line, struct fault *f)
{
    const char *text = status == READER_FIELD_COUNT ? "raden har ett annat antal fält än rubrikraden: rätta den"
                       : status == READER_BAD_QUOTE ? "raden har ett citattecken som inte hör till ett par: rätta den"
                       : status == READER_BAD_BYTES ? "raden är inte giltig UTF-8: spara filen som UTF-8"
                                                    : "raden har ett fält som är för långt: rätta den";

    return fault_at(f, FAULT_DATA, s->path, line, NULL, "%s", text);
}

bool sheet_next(struct sheet *s, struct field *cells, uint64_t *line, bool *more, struct fault *f)
{
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;

    do
        status = reader_next(s->reader, &fields, &record);
    while (status == READER_BLANK);
    *more = status != READER_END;
    if (status == READER_END)
        return true;
    if (status != READER_FIELDS)
        return damaged(s, status, record.line, f);
    for (size_t i = 0; i < s->n; i++) {
        cells[i] = s->place[i] == NOT_THERE ? (struct field){ "", 0 } : fields[s->place[i]];
        word_trim(&cells[i].bytes, &cells[i].length);
    }
    *line = record.line;
    return true;
}

bool sheet_cell_is(struct field cell, const char *word)
{
    return cell.length == strlen(word) && memcmp(cell.bytes, word, cell.length) == 0;
}

bool sheet_date(const struct sheet *s, struct field cell, size_t column, uint64_t line, int32_t absent, int32_t *day,
                struct fault *f)
{
    if (cell.length == 0) {
        *day = absent;
        return true;
    }
    if (!calendar_parse_iso(cell.bytes, cell.length, day))
        return sheet_fault(s, column, line, f, "är inget datum: skriv det som 2019-01-31");
    return true;
}
