#include "pipeline/intake/counts.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/whole.h"
#include "pipeline/intake/word.h"
#include "pipeline/table/conservation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum counts_column {
    PERIOD,
    FROM,
    TO,
    UNIT,
    OCCUPATION,
    STOCK_OPEN,
    STOCK_CLOSE,
    HIRES,
    EXITS,
    PERSON_YEARS,
    N_COLUMNS
};
enum { NOT_THERE = SIZE_MAX, PERIOD_MAX = 24 };

static const char *const NAMES[N_COLUMNS] = {
    [PERIOD] = "period|år|year|månad|month",
    [FROM] = "from|från|period_start|start",
    [TO] = "to|till|period_end|slut",
    [UNIT] = "unit|enhet|förvaltning|district|område|area",
    [OCCUPATION] = "occupation|yrke|befattning|yrkesgrupp",
    [STOCK_OPEN] = "stock_open|ingående|ingående antal|opening stock",
    [STOCK_CLOSE] = "stock_close|utgående|utgående antal|closing stock|antal anställda",
    [HIRES] = "hires|nyanställda|nyanställningar|starters|joiners",
    [EXITS] = "exits|avgångar|slutat|leavers",
    [PERSON_YEARS] = "person_years|årsanställda|årsarbetare|personår|fte",
};

struct work {
    struct reader *reader;
    const struct delivery_file *file;
    const struct codebook *codebook;
    struct findings *findings;
    struct dictionary *seen;
    struct rows *rows;
    struct intake *account;
    size_t place[N_COLUMNS];
    uint16_t column[N_COLUMNS];
    uint16_t number;
};

static bool is_named(const char *names, struct field name)
{
    char got[WORD_MAX], wanted[WORD_MAX];
    size_t n = word_fold_header(name.bytes, name.length, got);

    while (*names != '\0' && n != SIZE_MAX) {
        size_t length = strcspn(names, "|");
        size_t m = word_fold_header(names, length, wanted);

        if (n == m && memcmp(got, wanted, n) == 0)
            return true;
        names += names[length] == '|' ? length + 1 : length;
    }
    return false;
}

static bool column_fault(const struct work *w, enum counts_column column, const char *text, struct fault *f)
{
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int) strcspn(NAMES[column], "|"), NAMES[column]);
    return fault_at(f, FAULT_DATA, w->file->path, reader_header_line(w->reader), name, "%s", text);
}

static bool find_columns(struct work *w, struct fault *f)
{
    bool period;

    for (int i = 0; i < N_COLUMNS; i++) {
        w->place[i] = NOT_THERE;
        for (size_t j = 0; j < reader_columns(w->reader); j++) {
            struct field name = field_trimmed(reader_name(w->reader, j));

            if (!is_named(NAMES[i], name))
                continue;
            if (w->place[i] != NOT_THERE)
                return column_fault(w, (enum counts_column) i, "två kolumner betyder detsamma: ta bort den ena", f);
            w->place[i] = j;
            w->column[i] = findings_column(w->findings, name.bytes, name.length);
        }
    }
    period = w->place[PERIOD] != NOT_THERE || (w->place[FROM] != NOT_THERE && w->place[TO] != NOT_THERE);
    if (!period)
        return column_fault(w, PERIOD,
                            "kolumnen saknas: varje rad ska ha en period (2019 eller 2019-03) eller from och to", f);
    if (w->place[UNIT] == NOT_THERE)
        return column_fault(w, UNIT, "kolumnen saknas: ta med enheten, eller skriv hela staden", f);
    if (w->place[EXITS] == NOT_THERE && w->place[STOCK_CLOSE] == NOT_THERE && w->place[STOCK_OPEN] == NOT_THERE)
        return column_fault(w, EXITS, "filen har varken avgångar eller antal anställda: ta med dem", f);
    return true;
}

static struct field cell_of(const struct work *w, const struct field *fields, enum counts_column column)
{
    struct field cell = w->place[column] == NOT_THERE ? (struct field){ "", 0 } : fields[w->place[column]];

    word_trim(&cell.bytes, &cell.length);
    return cell;
}

static bool digits(struct field cell, size_t from, size_t n, int *value)
{
    *value = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= cell.length || cell.bytes[i] < '0' || cell.bytes[i] > '9')
            return false;
        *value = 10 * *value + (cell.bytes[i] - '0');
    }
    return true;
}

struct period {
    char text[PERIOD_MAX];
    int32_t first, last;
};

/* 2019 or 2019-03. */
static bool named_period(struct field cell, struct period *p)
{
    int year, month = 0;

    if (!digits(cell, 0, 4, &year) || year < CALENDAR_FIRST_YEAR || year > CALENDAR_LAST_YEAR)
        return false;
    if (cell.length == 7 && cell.bytes[4] == '-' && digits(cell, 5, 2, &month) && month >= 1 && month <= 12) {
        p->first = calendar_from_civil(year, month, 1);
        p->last = p->first + calendar_days_in_month(year, month) - 1;
    } else if (cell.length == 4) {
        p->first = calendar_from_civil(year, 1, 1);
        p->last = calendar_from_civil(year, 12, 31);
    } else {
        return false;
    }
    snprintf(p->text, sizeof p->text, "%.*s", (int) cell.length, cell.bytes);
    return true;
}

static enum reason take_period(const struct work *w, const struct field *fields, struct period *p,
                               enum counts_column *wrong)
{
    struct field period = cell_of(w, fields, PERIOD), from = cell_of(w, fields, FROM), to = cell_of(w, fields, TO);

    *wrong = PERIOD;
    if (period.length > 0 && !named_period(period, p))
        return REASON_PERIOD;
    if (period.length > 0 && from.length == 0 && to.length == 0)
        return REASON_NONE;
    *wrong = FROM; /* the dates are heard where both stand: 2019 may well be the year to 30 September */
    if (!calendar_parse_iso(from.bytes, from.length, &p->first))
        return REASON_PERIOD;
    *wrong = TO;
    if (!calendar_parse_iso(to.bytes, to.length, &p->last))
        return REASON_PERIOD;
    if (p->last < p->first)
        return REASON_END_BEFORE_START;
    if (period.length == 0)
        snprintf(p->text, sizeof p->text, "%.10s--%.10s", from.bytes, to.bytes);
    return REASON_NONE;
}

struct figures {
    double value[N_COLUMNS]; /* of the counts alone */
    const char *basis;
};

static double years_of(const struct period *p)
{
    static const double days_in_year = 365.25; /* of a period that is no whole number of years */
    struct calendar_date from = calendar_to_civil(p->first), after = calendar_to_civil(p->last + 1);
    bool whole = from.month == after.month && from.day == after.day;

    return whole ? after.year - from.year : (p->last - p->first + 1) / days_in_year;
}

static void set_exposure(struct figures *g, const struct period *p)
{
    double years = years_of(p);

    g->basis = "given";
    if (!isnan(g->value[PERSON_YEARS]))
        return;
    g->basis = "none";
    if (!isnan(g->value[STOCK_OPEN]) && !isnan(g->value[STOCK_CLOSE])) {
        g->value[PERSON_YEARS] = (g->value[STOCK_OPEN] + g->value[STOCK_CLOSE]) / 2 * years;
        g->basis = "mean_of_stocks";
    } else if (!isnan(g->value[STOCK_CLOSE])) {
        g->value[PERSON_YEARS] = g->value[STOCK_CLOSE] * years;
        g->basis = "closing_stock";
    }
}

/* All words for the whole are one. */
static struct field part(struct field name)
{
    return whole_is_named(name.bytes, name.length) ? (struct field){ "", 0 } : name;
}

/* False where the same row has been seen. */
static bool is_new(struct work *w, const struct period *p, struct field unit, struct field occupation)
{
    char key[2 * WORD_MAX + PERIOD_MAX + 32];
    size_t n = dictionary_size(w->seen);
    int length = snprintf(key, sizeof key, "%d|%d|%.*s|%.*s", p->first, p->last, (int) unit.length, unit.bytes,
                          (int) occupation.length, occupation.bytes);

    return dictionary_intern(w->seen, key, (size_t) length) == n;
}

static void add_row(struct work *w, const struct period *p, struct field unit, struct field occupation,
                    const struct figures *g, uint64_t line)
{
    char *district = memory_copy_bytes(unit.bytes, unit.length);
    char *work = memory_copy_bytes(occupation.bytes, occupation.length);

    rows_begin(w->rows);
    rows_text(w->rows, "period", p->text);
    rows_date(w->rows, "period_start", p->first);
    rows_date(w->rows, "period_end", p->last);
    rows_text(w->rows, "district", district);
    rows_text(w->rows, "occupation", work);
    rows_number(w->rows, "stock_open", g->value[STOCK_OPEN]);
    rows_number(w->rows, "stock_close", g->value[STOCK_CLOSE]);
    rows_number(w->rows, "hires", g->value[HIRES]);
    rows_number(w->rows, "exits", g->value[EXITS]);
    rows_number(w->rows, "person_years", g->value[PERSON_YEARS]);
    rows_text(w->rows, "exposure_basis", g->basis);
    rows_number(w->rows, "file", w->number);
    rows_number(w->rows, "line", (double) line);
    free(district);
    free(work);
}

/* A word that nobody mapped stands as it is: made one with others it would lose its row. */
static void take_occupation(struct work *w, int32_t day, uint64_t line, struct field *occupation)
{
    struct field own = *occupation;
    bool known;

    occupation->bytes = codebook_occupation(w->codebook, own.bytes, own.length, day, &occupation->length, &known);
    if (known)
        return;
    *occupation = own;
    findings_note(w->findings, w->number, (uint32_t) line, w->column[OCCUPATION], NOTE_UNMAPPED, 1);
}

/* Far fewer person-years than persons, written as thousands may be, are thousands. */
static bool are_thousands(struct field cell, const struct figures *g, double years)
{
    static const double far = 10;
    double persons = fmax(g->value[STOCK_OPEN], g->value[STOCK_CLOSE]); /* NaN only where both are */

    return value_may_be_thousands(cell.bytes, cell.length) && persons * years > far * g->value[PERSON_YEARS];
}

static enum reason take_figures(const struct work *w, const struct field *fields, double years, struct figures *g,
                                enum counts_column *wrong)
{
    for (int i = STOCK_OPEN; i < N_COLUMNS; i++) {
        struct field cell = cell_of(w, fields, (enum counts_column) i);
        enum reason reason = i == PERSON_YEARS ? value_count(cell.bytes, cell.length, &g->value[i])
                                               : value_persons(cell.bytes, cell.length, &g->value[i]);

        *wrong = (enum counts_column) i;
        if (reason == REASON_NONE && i == PERSON_YEARS && are_thousands(cell, g, years))
            reason = REASON_COUNT_WHOLE;
        if (reason != REASON_NONE)
            return reason;
    }
    return REASON_NONE;
}

static enum reason take(struct work *w, const struct field *fields, uint64_t line, enum counts_column *wrong)
{
    struct field unit = cell_of(w, fields, UNIT), occupation = cell_of(w, fields, OCCUPATION);
    struct period p;
    struct figures g;
    enum reason reason = take_period(w, fields, &p, wrong);
    bool known;

    if (reason != REASON_NONE)
        return reason;
    *wrong = UNIT;
    if (unit.length == 0 || word_is_cell_error(unit.bytes, unit.length))
        return REASON_DISTRICT_MISSING;
    if (unit.length >= WORD_MAX || occupation.length >= WORD_MAX)
        return REASON_NAME_TOO_LONG;
    unit.bytes = codebook_unit(w->codebook, unit.bytes, unit.length, p.last, &unit.length, &known);
    if (occupation.length > 0)
        take_occupation(w, p.last, line, &occupation);
    reason = take_figures(w, fields, years_of(&p), &g, wrong);
    if (reason != REASON_NONE)
        return reason;
    *wrong = UNIT;
    if (!is_new(w, &p, part(unit), part(occupation)))
        return REASON_COUNTED_TWICE;
    set_exposure(&g, &p);
    add_row(w, &p, unit, occupation, &g, line);
    return REASON_NONE;
}

static bool take_records(struct work *w, struct fault *f)
{
    struct conservation conservation = conservation_begin(w->reader);
    bool same;
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(w->reader, &fields, &record)) != READER_END) {
        enum counts_column wrong = PERIOD;
        enum reason reason = REASON_NONE;
        uint16_t column = 0;

        conservation_book(&conservation, &record);
        if (status == READER_BLANK) {
            w->account->blank++;
            continue;
        }
        w->account->records_in++;
        if (status != READER_FIELDS) {
            reason = intake_reason(status);
        } else if ((reason = take(w, fields, record.line, &wrong)) != REASON_NONE) {
            column = w->column[wrong];
            if (reader_is_header(w->reader, fields))
                reason = REASON_REPEATED_HEADER;
        }
        if (reason == REASON_NONE) {
            w->account->kept++;
            continue;
        }
        w->account->rejected++;
        findings_reject(w->findings, w->number, (uint32_t) record.line, column, reason);
    }
    return conservation_take_file(w->file->path, w->file->excel ? NULL : w->reader, w->account->sha256, &same, f) &&
           conservation_end(&conservation, w->reader, same, &w->account->before, w->file->path, f);
}

bool counts_read(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct dictionary *seen, struct rows *rows, struct findings *findings,
                 struct intake *account, struct fault *f)
{
    struct work w = { .file = file,
                      .codebook = codebook,
                      .seen = seen,
                      .rows = rows,
                      .findings = findings,
                      .account = account,
                      .number = number };
    char *text = NULL;
    bool ok;

    if (!intake_open(file, options, &w.reader, &text, account, f))
        return false;
    account->kind = INTAKE_COUNTS;
    ok = find_columns(&w, f) && take_records(&w, f);
    if (ok && account->records_in == 0)
        ok = fault_at(f, FAULT_DATA, file->path, reader_header_line(w.reader), NULL,
                      "filen har en rubrikrad men inga poster: ta ut den på nytt, eller ta bort den ur leveransen");
    reader_close(w.reader);
    free(text);
    return ok;
}
