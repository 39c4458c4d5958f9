#include "pipeline/publish/workbook.h"

#include "pipeline/base/apart.h"
#include "pipeline/base/memory.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { MOST_COLUMNS = WORKBOOK_MAX_COLUMNS, WIDEST = 70, NARROWEST = 6, PADDING = 3, FORMATS = 8, COPY = 1 << 16 };

static const char DRAFT[] = ".draft";

/* 2000-01-01: a date that says nothing, so that the bytes repeat. */
enum { CREATED = 946684800 };

struct workbook {
    char *path;
    char *draft; /* libxlsxwriter writes here: it can only write to a path of its own */
    enum outfile_access access;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *heading, *wrapped;
    lxw_format *decimals[FORMATS]; /* by number of decimals, made when first asked for */
    const struct workbook_column *columns;
    size_t n_columns, column;
    lxw_row_t row;
    size_t widths[MOST_COLUMNS];
    unsigned n_tables;
    lxw_error wrong; /* the first failure; asked at commit */
};

static char *beside(const char *path, const char *ending)
{
    size_t length = strlen(path), more = strlen(ending) + 1;
    char *text = memory_zeroed(length + more, 1);

    memcpy(text, path, length);
    memcpy(text + length, ending, more);
    return text;
}

/* ---- a process of its own ---- */

struct work {
    bool (*write)(void *context, struct fault *f);
    void *context;
};

/* In the process that writes: what has been said on its stderr. */
static int heard = -1;

/* Where libxlsxwriter gets no memory it says so on stderr and often goes on without: so that is listened to. */
static bool write_heard(void *context, struct fault *f)
{
    const struct work *work = context;
    int ends[2];

    if (pipe(ends) != 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0 ||
        dup2(ends[1], STDERR_FILENO) < 0)
        return fault_errno(f, NULL, "kan inte starta ett program som skriver filen");
    heard = ends[0];
    return work->write(work->context, f);
}

static bool anything_said(void)
{
    char byte;

    return heard >= 0 && read(heard, &byte, 1) > 0;
}

bool workbook_make(const char *path, bool (*write)(void *context, struct fault *f), void *context, struct fault *f)
{
    static const char *const endings[] = { DRAFT, ".part" };
    struct work work = { write, context };
    bool ok = apart_run(write_heard, &work, path, f);

    for (size_t i = 0; !ok && i < sizeof endings / sizeof endings[0]; i++) {
        char *left = beside(path, endings[i]);

        unlink(left);
        free(left);
    }
    return ok;
}

/* ---- sheets and cells ---- */

static void check(struct workbook *w, lxw_error result)
{
    if (w->wrong == LXW_NO_ERROR)
        w->wrong = result;
}

static void release(struct workbook *w)
{
    unlink(w->draft);
    free(w->path);
    free(w->draft);
    free(w);
}

bool workbook_open(const char *path, enum outfile_access access, const char *title, struct workbook **out,
                   struct fault *f)
{
    struct workbook *w = memory_zeroed(1, sizeof *w);
    lxw_workbook_options options = { .constant_memory = LXW_FALSE };
    lxw_doc_properties properties = { .title = (char *) title, .created = CREATED };
    int descriptor;

    w->path = memory_copy_text(path);
    w->draft = beside(path, DRAFT);
    w->access = access;
    unlink(w->draft);
    descriptor = open(w->draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OUTFILE_PRIVATE);
    if (descriptor < 0) {
        fault_errno(f, path, "kan inte skriva filen");
        release(w);
        return false;
    }
    close(descriptor);
    w->book = workbook_new_opt(w->draft, &options);
    if (w->book == NULL) {
        fault_at(f, FAULT_SYSTEM, path, 0, NULL, "kan inte skapa Excelfilen");
        release(w);
        return false;
    }
    check(w, workbook_set_properties(w->book, &properties));
    w->heading = workbook_add_format(w->book);
    format_set_bold(w->heading);
    format_set_text_wrap(w->heading);
    format_set_align(w->heading, LXW_ALIGN_VERTICAL_TOP);
    w->wrapped = workbook_add_format(w->book);
    format_set_text_wrap(w->wrapped);
    format_set_align(w->wrapped, LXW_ALIGN_VERTICAL_TOP);
    *out = w;
    return true;
}

/* Characters, not bytes: what stands in the cell. */
static size_t width_of(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char) *text & 0xC0) != 0x80;
    return n;
}

static void widen(struct workbook *w, size_t column, size_t width)
{
    if (width > w->widths[column])
        w->widths[column] = width;
}

/* The table's mark-up needs its last row, so it is added when the sheet is done. */
static void end_sheet(struct workbook *w)
{
    lxw_table_column columns[MOST_COLUMNS];
    lxw_table_column *pointers[MOST_COLUMNS + 1] = { NULL };
    char name[32];
    lxw_table_options options = { .name = name, .style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = 1 };

    if (w->columns == NULL)
        return;
    for (size_t i = 0; i < w->n_columns; i++) {
        size_t width = w->widths[i] + PADDING;

        columns[i] = (lxw_table_column){ .header = (char *) w->columns[i].heading, .header_format = w->heading };
        pointers[i] = &columns[i];
        width = width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width;
        check(w, worksheet_set_column(w->sheet, (lxw_col_t) i, (lxw_col_t) i, (double) width, NULL));
    }
    options.columns = pointers;
    snprintf(name, sizeof name, "Tabell%u", ++w->n_tables);
    if (w->row > 1)
        check(w, worksheet_add_table(w->sheet, 0, 0, w->row - 1, (lxw_col_t) (w->n_columns - 1), &options));
    w->columns = NULL;
}

static void begin_sheet(struct workbook *w, const char *sheet)
{
    end_sheet(w);
    w->sheet = workbook_add_worksheet(w->book, sheet);
    assert(w->sheet != NULL); /* a name that Excel does not take is our own mistake */
    w->row = 0;
    w->column = 0;
}

void workbook_lines(struct workbook *w, const char *sheet, const char *const *lines, size_t n)
{
    begin_sheet(w, sheet);
    check(w, worksheet_set_column(w->sheet, 0, 0, WIDEST + NARROWEST, NULL));
    for (size_t i = 0; i < n; i++)
        check(w, worksheet_write_string(w->sheet, w->row++, 0, lines[i], i == 0 ? w->heading : w->wrapped));
}

void workbook_table(struct workbook *w, const char *sheet, const struct workbook_column *columns, size_t n_columns)
{
    assert(n_columns > 0 && n_columns <= MOST_COLUMNS);
    begin_sheet(w, sheet);
    w->columns = columns;
    w->n_columns = n_columns;
    memset(w->widths, 0, sizeof w->widths);
    for (size_t i = 0; i < n_columns; i++) {
        check(w, worksheet_write_string(w->sheet, 0, (lxw_col_t) i, columns[i].heading, w->heading));
        widen(w, i, width_of(columns[i].heading));
    }
    worksheet_freeze_panes(w->sheet, 1, 0);
    w->row = 1;
}

static lxw_format *format_of(struct workbook *w, int decimals)
{
    char pattern[32] = "#,##0"; /* Excel shows the reader's own marks */

    if (decimals < 0 || decimals >= FORMATS)
        return NULL;
    if (w->decimals[decimals] == NULL) {
        w->decimals[decimals] = workbook_add_format(w->book);
        if (decimals > 0)
            snprintf(pattern, sizeof pattern, "#,##0.%.*s", decimals, "0000000");
        format_set_num_format(w->decimals[decimals], pattern);
    }
    return w->decimals[decimals];
}

void workbook_text(struct workbook *w, const char *text)
{
    assert(w->columns != NULL && w->column < w->n_columns && w->row <= WORKBOOK_MAX_ROWS);
    widen(w, w->column, width_of(text));
    if (text[0] != '\0')
        check(w, worksheet_write_string(w->sheet, w->row, (lxw_col_t) w->column, text, w->wrapped));
    w->column++;
}

void workbook_number(struct workbook *w, double value)
{
    char text[64];
    int decimals;

    assert(w->columns != NULL && w->column < w->n_columns && w->row <= WORKBOOK_MAX_ROWS);
    decimals = w->columns[w->column].decimals;
    if (isfinite(value)) {
        snprintf(text, sizeof text, "%.*f", decimals < 0 ? 0 : decimals, value);
        widen(w, w->column, width_of(text) + strlen(text) / 3);
        check(w, worksheet_write_number(w->sheet, w->row, (lxw_col_t) w->column, value, format_of(w, decimals)));
    }
    w->column++;
}

void workbook_end_row(struct workbook *w)
{
    assert(w->column == w->n_columns);
    w->column = 0;
    w->row++;
}

/* ---- looking up ---- */

enum { LABELS = 0, CHOSEN = 1, SECOND = 2, UNITS = 3, LISTS = 5, FIRST_CHOICE = 2, FORMULA = 512 };

static void value(struct workbook *w, lxw_row_t row, lxw_col_t column, const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);

    check(w, *text != '\0' && *end == '\0' ? worksheet_write_number(w->sheet, row, column, (double) number, NULL)
                                           : worksheet_write_string(w->sheet, row, column, text, w->wrapped));
}

/* The list stands beside, so that it may be as long as it is; the cell takes nothing else. */
static void choice(struct workbook *w, const struct workbook_choice *c, size_t number)
{
    lxw_col_t list = (lxw_col_t) (LISTS + number);
    lxw_row_t row = (lxw_row_t) (FIRST_CHOICE + number);
    char range[64];
    lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                 .value_formula = range,
                                 .error_title = "Välj ur listan",
                                 .error_message = "Välj ett av alternativen i listan." };

    check(w, worksheet_write_string(w->sheet, row, LABELS, c->label, w->heading));
    value(w, row, CHOSEN, c->values[c->chosen]);
    check(w, worksheet_write_string(w->sheet, 0, list, c->label, w->heading));
    for (size_t i = 0; i < c->n; i++)
        value(w, (lxw_row_t) (i + 1), list, c->values[i]);
    snprintf(range, sizeof range, "=$%c$2:$%c$%zu", (char) ('A' + list), (char) ('A' + list), c->n + 1);
    check(w, worksheet_data_validation_cell(w->sheet, row, CHOSEN, &rule));
}

static void found(struct workbook *w, lxw_row_t row, lxw_col_t column, const struct workbook_lookup *l,
                  const struct workbook_line *line, const char *first)
{
    const struct workbook_found *now = column == CHOSEN ? &line->chosen : &line->second;
    char cell[16] = "", formula[FORMULA];
    lxw_format *format = format_of(w, line->decimals);

    lxw_col_to_name(cell, (lxw_col_t) line->column, true);
    snprintf(formula, sizeof formula, "=IFERROR(INDEX(%s!%s$2:%s$%zu,MATCH(%s&\"|\"&$B$%d,%s!$A$2:$A$%zu,0)),\".\")",
             l->table, cell, cell, l->n_rows + 1, first, FIRST_CHOICE + 2, l->table, l->n_rows + 1);
    check(w, isfinite(now->number) ? worksheet_write_formula_num(w->sheet, row, column, formula, format, now->number)
                                   : worksheet_write_formula_str(w->sheet, row, column, formula, format, now->mark));
}

void workbook_look_up(struct workbook *w, const char *sheet, const struct workbook_lookup *l)
{
    char second[128];
    lxw_row_t row = FIRST_CHOICE + WORKBOOK_CHOICES + 1;

    begin_sheet(w, sheet);
    check(w, worksheet_set_column(w->sheet, LABELS, LABELS, WIDEST, NULL));
    check(w, worksheet_set_column(w->sheet, CHOSEN, LISTS + 1, 26, NULL));
    check(w, worksheet_write_string(w->sheet, 0, LABELS, l->title, w->heading));
    check(w, worksheet_write_string(w->sheet, 1, LABELS, l->explanation, w->wrapped));
    for (size_t i = 0; i < WORKBOOK_CHOICES; i++)
        choice(w, &l->choices[i], i);
    for (size_t i = 0; i < sizeof l->headings / sizeof l->headings[0]; i++)
        check(w, worksheet_write_string(w->sheet, row, (lxw_col_t) i, l->headings[i], w->heading));
    snprintf(second, sizeof second, "\"%s\"", l->second);
    for (size_t i = 0; i < l->n_lines; i++) {
        const struct workbook_line *line = &l->lines[i];

        row++;
        check(w, worksheet_write_string(w->sheet, row, LABELS, line->label, w->wrapped));
        found(w, row, CHOSEN, l, line, "$B$3");
        found(w, row, SECOND, l, line, second);
        check(w, worksheet_write_string(w->sheet, row, UNITS, line->unit, w->wrapped));
    }
}

static bool copy(const char *from, FILE *to)
{
    FILE *in = fopen(from, "rb");
    char *buffer;
    size_t n;
    bool ok;

    if (in == NULL)
        return false;
    buffer = memory_zeroed(COPY, 1);
    while ((n = fread(buffer, 1, COPY, in)) > 0 && fwrite(buffer, 1, n, to) == n)
        ;
    ok = n == 0 && !ferror(in);
    free(buffer);
    fclose(in);
    return ok;
}

bool workbook_commit(struct workbook *w, struct fault *f)
{
    struct outfile *out = NULL;
    lxw_error closed;
    bool ok;

    end_sheet(w);
    errno = 0;
    closed = workbook_close(w->book);
    check(w, closed);
    if (w->wrong == LXW_NO_ERROR && anything_said())
        w->wrong = LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (w->wrong != LXW_NO_ERROR) {
        ok = fault_at(f, FAULT_SYSTEM, w->path, 0, NULL,
                      "kan inte skriva Excelfilen: kontrollera att disken inte är full, stäng andra program och kör "
                      "igen (libxlsxwriter, fel %d)",
                      (int) w->wrong);
    } else if ((ok = outfile_open(w->path, w->access, &out, f))) {
        ok = copy(w->draft, outfile_stream(out)) || fault_errno(f, w->path, "kan inte skriva filen");
        unlink(w->draft); /* before the file is there: a run that is killed after that is not made again */
        if (ok)
            ok = outfile_commit(out, f);
        else
            outfile_discard(out);
    }
    release(w);
    return ok;
}

void workbook_discard(struct workbook *w)
{
    if (w == NULL)
        return;
    w->columns = NULL;
    workbook_close(w->book); /* frees it; what it wrote goes with the draft */
    release(w);
}
