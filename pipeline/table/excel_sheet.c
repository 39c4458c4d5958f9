#include "pipeline/table/excel_sheet.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/xml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAST_ROW = 1048576, LAST_COLUMN = 16384, MOST_TEXT = 1 << 30, PLACE = 64, NUMBER = 64 };
enum { FROM_1900 = -25569, FROM_1904 = -24107, WRONG_LEAP_DAY = 60, LAST_DAY = 2958465, DAY_SECONDS = 86400 };
enum { LONGEST_CELL = 4 * 32767, LONGEST_WRITTEN = 7 * LONGEST_CELL }; /* _x0041_ stands for one character */

enum wrong { NOTHING, DAMAGED, TOO_LARGE, NOT_CALCULATED, MERGED };

struct cell {
    size_t column, begin, length; /* in `cells` */
};

struct sheet {
    const struct excel_book *book;
    struct excel_lines *out;
    size_t *line_begins; /* of each row of the sheet up to the last that was written, from 1 */
    size_t line_capacity, lines;

    struct excel_text cells; /* of the row being read */
    struct cell *row;
    size_t n, capacity, row_number, width; /* width: cells of the first row */

    size_t column, value_begin;
    char type[16], reference[16];
    enum excel_format format;
    bool strict, has_formula, has_value, in_row, in_cell, in_value, in_reading;

    enum wrong wrong;
    uint64_t wrong_line;
    char wrong_place[PLACE];
};

static void set_wrong(struct sheet *s, enum wrong wrong, size_t line, const char *place)
{
    if (s->wrong != NOTHING || (!s->strict && (wrong == MERGED || wrong == NOT_CALCULATED)))
        return;
    s->wrong = wrong;
    s->wrong_line = line;
    snprintf(s->wrong_place, sizeof s->wrong_place, "%s", place);
}

/* B7 -> column 2, row 7. False where it is no cell of a sheet. */
static bool place_of(const char *reference, size_t *column, size_t *row)
{
    *column = *row = 0;
    while (*reference >= 'A' && *reference <= 'Z' && *column <= LAST_COLUMN)
        *column = 26 * *column + (size_t) (*reference++ - 'A' + 1);
    while (*reference >= '0' && *reference <= '9' && *row <= LAST_ROW)
        *row = 10 * *row + (size_t) (*reference++ - '0');
    return *column > 0 && *column <= LAST_COLUMN && *row > 0 && *row <= LAST_ROW && *reference == '\0';
}

/* ---- values ---- */

static bool read_number(const char *text, double *number)
{
    char *end;

    *number = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*number);
}

/* Days from 1970-01-01 of a whole number of days, or false where Excel can show none: it has a 29 February of 1900, and
 * ends with the year 9999. */
static bool day_of(double serial, bool from_1904, int32_t *day)
{
    int32_t from = from_1904 ? FROM_1904 : serial < WRONG_LEAP_DAY ? FROM_1900 + 1 : FROM_1900;

    if (!(serial >= (from_1904 ? 0 : 1) && serial <= LAST_DAY - (from_1904 ? FROM_1904 - FROM_1900 : 0)) ||
        (!from_1904 && (int32_t) serial == WRONG_LEAP_DAY))
        return false;
    *day = (int32_t) serial + from;
    return true;
}

/* False where the number is no day: it stands as it is then. */
static bool put_date(struct sheet *s, double number)
{
    char day[CALENDAR_ISO_LENGTH + 1], time[32] = "";
    double seconds_of_day = round((number - floor(number)) * DAY_SECONDS);
    long seconds = (long) seconds_of_day % DAY_SECONDS;
    int32_t date;

    if (!day_of(floor(number) + (seconds_of_day == DAY_SECONDS ? 1 : 0), s->book->from_1904, &date))
        return false;
    calendar_format_iso(date, day);
    if (seconds > 0)
        snprintf(time, sizeof time, " %02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    s->cells.length = s->value_begin;
    excel_text_add(&s->cells, day, strlen(day));
    excel_text_add(&s->cells, time, strlen(time));
    return true;
}

/* A number as it is stored, but for dates, shares, and identities that Excel stores as 1.98001011234E+11. */
static void put_number(struct sheet *s)
{
    const char *text = s->cells.bytes + s->value_begin;
    char shown[NUMBER];
    double number;

    if (!read_number(text, &number) || (s->format == EXCEL_DATE && put_date(s, number)))
        return;
    if (s->format == EXCEL_PERCENT && fabs(number) < 1e13)
        snprintf(shown, sizeof shown, "%.12g%%", 100 * number);
    else if (strpbrk(text, "eE") != NULL && number == floor(number) && fabs(number) < 1e15)
        snprintf(shown, sizeof shown, "%.0f", number);
    else
        return;
    s->cells.length = s->value_begin;
    excel_text_add(&s->cells, shown, strlen(shown));
}

static void put_shared(struct sheet *s)
{
    const struct excel_book *b = s->book;
    char *end;
    unsigned long i = strtoul(s->cells.bytes + s->value_begin, &end, 10);

    if (*end != '\0' || s->cells.bytes[s->value_begin] == '-' || i >= b->n_strings) {
        set_wrong(s, DAMAGED, s->row_number, s->reference);
        return;
    }
    s->cells.length = s->value_begin;
    if (b->begins[i + 1] > b->begins[i])
        excel_text_add(&s->cells, b->text.bytes + b->begins[i], b->begins[i + 1] - b->begins[i]);
}

static void end_cell(struct sheet *s)
{
    size_t length = s->cells.length - s->value_begin;

    /* A text that was calculated to nothing has a value, that is empty. */
    if (s->has_formula && length == 0 && !(s->has_value && strcmp(s->type, "str") == 0))
        set_wrong(s, NOT_CALCULATED, s->row_number, s->reference);
    if (length == 0 || s->wrong != NOTHING)
        return;
    if (strcmp(s->type, "s") == 0) {
        put_shared(s);
    } else if (strcmp(s->type, "b") == 0) {
        bool yes = s->cells.bytes[s->value_begin] == '1';

        s->cells.length = s->value_begin;
        excel_text_add(&s->cells, yes ? "TRUE" : "FALSE", yes ? 4 : 5);
    } else if (s->type[0] == '\0' || strcmp(s->type, "n") == 0) {
        put_number(s);
    }
    excel_text_plain(&s->cells, s->value_begin);
    length = s->cells.length - s->value_begin;
    if (length > LONGEST_CELL || s->cells.length > MOST_TEXT)
        set_wrong(s, length > LONGEST_CELL ? DAMAGED : TOO_LARGE, s->row_number, s->reference);
    if (length == 0)
        return;
    s->row = memory_grow(s->row, &s->capacity, s->n + 1, sizeof *s->row);
    s->row[s->n++] = (struct cell){ s->column, s->value_begin, length };
}

/* ---- rows ---- */

static void put_field(struct excel_text *to, const char *bytes, size_t length)
{
    if (memchr(bytes, '"', length) == NULL) {
        excel_text_add(to, bytes, length);
        return;
    }
    excel_text_add(to, "\"", 1);
    for (size_t i = 0; i < length; i++)
        excel_text_add(to, bytes[i] == '"' ? "\"\"" : bytes + i, bytes[i] == '"' ? 2 : 1);
    excel_text_add(to, "\"", 1);
}

static void begin_line(struct sheet *s)
{
    s->line_begins = memory_grow(s->line_begins, &s->line_capacity, s->lines + 2, sizeof *s->line_begins);
    s->line_begins[++s->lines] = s->out->text.length;
}

/* Rows without anything are empty lines, so that the n-th line is the n-th row, and as many cells stand on each line as
 * on the first. */
static void end_row(struct sheet *s)
{
    static const char tab = '\t';
    size_t column = 1, width = s->n > 0 ? s->row[s->n - 1].column : 0;

    if (s->n == 0 || s->wrong != NOTHING)
        return;
    while (s->lines + 1 < s->row_number) {
        begin_line(s);
        excel_text_add(&s->out->text, "\n", 1);
    }
    begin_line(s);
    for (size_t i = 0; i < s->n; i++) {
        for (; column < s->row[i].column; column++)
            excel_text_add(&s->out->text, &tab, 1);
        put_field(&s->out->text, s->cells.bytes + s->row[i].begin, s->row[i].length);
    }
    s->width = s->out->rows == 0 ? width : s->width;
    for (; column < s->width; column++)
        excel_text_add(&s->out->text, &tab, 1);
    excel_text_add(&s->out->text, "\n", 1);
    s->out->rows++;
    if (s->out->text.length > MOST_TEXT)
        set_wrong(s, TOO_LARGE, s->row_number, "");
}

/* True where a cell of the lines holds anything. */
static bool is_filled(const struct sheet *s, size_t column, size_t row)
{
    const char *p = s->out->text.bytes;
    bool quoted = false;

    if (row > s->lines)
        return false;
    for (p += s->line_begins[row]; column > 1 && (quoted || *p != '\n'); p++) {
        quoted = quoted != (*p == '"');
        column -= !quoted && *p == '\t';
    }
    return column == 1 && *p != '\t' && *p != '\n' && *p != '\0';
}

static void merge(struct sheet *s, const char *reference)
{
    const char *colon = reference != NULL ? strchr(reference, ':') : NULL;
    char first[PLACE];
    size_t column, row, last_column, last_row;

    if (colon == NULL || colon - reference >= PLACE)
        return;
    snprintf(first, sizeof first, "%.*s", (int) (colon - reference), reference);
    if (place_of(first, &column, &row) && place_of(colon + 1, &last_column, &last_row) && last_row > row &&
        is_filled(s, column, row))
        set_wrong(s, MERGED, row, reference);
}

/* ---- the part ---- */

static void begin_row(struct sheet *s, const char *number)
{
    size_t row = number != NULL ? strtoul(number, NULL, 10) : s->row_number + 1;

    if (row <= s->row_number || row > LAST_ROW)
        set_wrong(s, DAMAGED, s->row_number, "");
    if (s->in_row)
        set_wrong(s, DAMAGED, row, "");
    s->in_row = true;
    s->row_number = row;
    s->n = s->column = s->cells.length = 0;
}

static void begin_cell(struct sheet *s, const char **attributes)
{
    const char *reference = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
    const char *style = xml_attribute(attributes, "s");
    size_t before = s->column, row = s->row_number;
    unsigned long format = style != NULL ? strtoul(style, NULL, 10) : 0;

    s->column++;
    snprintf(s->reference, sizeof s->reference, "%s", reference != NULL ? reference : "");
    snprintf(s->type, sizeof s->type, "%s", type != NULL ? type : "");
    if ((reference != NULL && !place_of(reference, &s->column, &row)) || row != s->row_number || s->column <= before ||
        s->column > LAST_COLUMN || !s->in_row || s->in_cell)
        set_wrong(s, DAMAGED, s->row_number, s->reference);
    s->format = format < s->book->n_formats ? s->book->formats[format] : EXCEL_AS_IT_STANDS;
    s->has_formula = s->has_value = false;
    s->in_cell = true;
    s->value_begin = s->cells.length;
}

static void on_start(void *to, const char *name, const char **attributes)
{
    struct sheet *s = to;

    if (strcmp(name, "row") == 0)
        begin_row(s, xml_attribute(attributes, "r"));
    else if (strcmp(name, "c") == 0)
        begin_cell(s, attributes);
    else if (strcmp(name, "f") == 0)
        s->has_formula = true;
    else if (strcmp(name, "v") == 0)
        s->has_value = true;
    else if (strcmp(name, "rPh") == 0)
        s->in_reading = true;
    else if (strcmp(name, "mergeCell") == 0)
        merge(s, xml_attribute(attributes, "ref"));
    s->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !s->in_reading);
}

static void on_end(void *to, const char *name)
{
    struct sheet *s = to;

    s->in_value = false;
    if (strcmp(name, "rPh") == 0) {
        s->in_reading = false;
    } else if (strcmp(name, "c") == 0) {
        end_cell(s);
        s->in_cell = false;
    } else if (strcmp(name, "row") == 0) {
        end_row(s);
        s->in_row = false;
    }
}

static void on_text(void *to, const char *bytes, size_t length)
{
    struct sheet *s = to;

    if (!s->in_value)
        return;
    excel_text_add(&s->cells, bytes, length);
    if (s->cells.length - s->value_begin > LONGEST_WRITTEN) /* no need to take it all in to see that */
        set_wrong(s, DAMAGED, s->row_number, s->reference);
}

static bool goes_on(const void *to)
{
    const struct sheet *s = to;

    return s->wrong == NOTHING;
}

bool excel_fault(enum zip_status status, const char *path, struct fault *f)
{
    if (status == ZIP_NO_MEMORY)
        return fault_at(f, FAULT_SYSTEM, path, 0, NULL, "minnet är slut: stäng andra program och kör igen");
    if (status == ZIP_LOCKED)
        return fault_at(
            f, FAULT_DATA, path, 0, NULL,
            "Excelfilen är låst med lösenord: öppna den, ta bort lösenordet och spara den på nytt som xlsx");
    return fault_at(f, FAULT_DATA, path, 0, NULL,
                    "Excelfilen är skadad eller inte hel: öppna den i Excel och spara den på nytt som xlsx, eller som "
                    "CSV UTF-8");
}

static bool tell(const struct sheet *s, const char *path, struct fault *f)
{
    switch (s->wrong) {
    case NOT_CALCULATED:
        return fault_at(f, FAULT_DATA, path, s->wrong_line, s->wrong_place,
                        "formeln har inget beräknat värde: öppna filen i Excel, spara den och lägg in den på nytt");
    case MERGED:
        return fault_at(f, FAULT_DATA, path, s->wrong_line, s->wrong_place,
                        "cellerna är sammanfogade över flera rader, så det syns inte vilka rader värdet gäller: dela "
                        "dem i Excel och fyll i värdet på varje rad");
    case TOO_LARGE:
        return fault_at(f, FAULT_DATA, path, s->wrong_line, NULL,
                        "bladet är för stort: spara det som CSV UTF-8, eller dela det i flera filer");
    default:
        return fault_at(f, FAULT_DATA, path, s->wrong_line, s->wrong_place,
                        "cellen eller raden är skadad i Excelfilen: öppna den i Excel och spara den på nytt som xlsx, "
                        "eller som CSV UTF-8");
    }
}

bool excel_sheet_read(const struct zip *z, const struct excel_book *book, const char *part, const char *path,
                      bool strict, struct excel_lines *out, struct fault *f)
{
    static const struct xml_events events = { on_start, on_end, on_text, goes_on };
    struct excel_lines lines = { 0 };
    struct sheet s = { .book = book, .out = &lines, .strict = strict };
    enum zip_status status = xml_walk(z, part, &events, &s);

    free(s.cells.bytes);
    free(s.row);
    free(s.line_begins);
    if (status == ZIP_DONE && s.wrong == NOTHING) {
        *out = lines;
        return true;
    }
    free(lines.text.bytes);
    return s.wrong != NOTHING ? tell(&s, path, f) : excel_fault(status, path, f);
}
