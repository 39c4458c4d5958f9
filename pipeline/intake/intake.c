#include "pipeline/intake/intake_records.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/excel.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_THERE = SIZE_MAX };

const char *intake_kind_word(enum intake_kind kind)
{
    static const char *const words[] = { "spells", "snapshots", "counts" };

    return words[kind];
}

const char *intake_basis_word(enum intake_basis basis)
{
    static const char *const words[] = { "", "column", "settings", "assumed" };

    return words[basis];
}

static const char *separator_word(char delimiter)
{
    switch (delimiter) {
    case ';':
        return "semicolon";
    case ',':
        return "comma";
    case '\t':
        return "tab";
    default:
        return "pipe";
    }
}

const char *intake_separator(const char *bytes, size_t length)
{
    static const char *const words[] = { "semicolon", "comma", "tab", "pipe", "xlsx" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && memcmp(words[i], bytes, length) == 0)
            return words[i];
    return NULL;
}

bool intake_open(const struct delivery_file *file, const struct delivery_options *options, struct reader **reader,
                 char **text, struct intake *account, struct fault *f)
{
    struct reader_options how = { .encoding = options->encoding, .delimiter = options->delimiter };

    memset(account, 0, sizeof *account);
    account->name = file->name;
    account->first_extraction = account->last_extraction = INT32_MIN;
    account->bytes = file->bytes;
    account->before = infile_state(file->path);
    *text = NULL;
    if (file->excel) {
        struct reader_options sheet = { .delimiter = '\t' };
        size_t length;

        if (!excel_read(file->path, text, &length, f))
            return false;
        if (!reader_open_bytes(file->path, *text, length, &sheet, reader, f)) {
            free(*text);
            *text = NULL;
            return false;
        }
        account->separator = "xlsx";
    } else {
        if (!reader_open(file->path, &how, reader, f))
            return false;
        account->separator = separator_word(reader_delimiter(*reader));
    }
    snprintf(account->encoding, sizeof account->encoding, "%s", reader_encoding(*reader));
    return true;
}

/* ---- what the columns are ---- */

static bool is_two(const struct intake_work *w, size_t column, enum codebook_field field, struct fault *f)
{
    struct field one = field_trimmed(reader_name(w->reader, w->columns.place[field]));
    struct field other = field_trimmed(reader_name(w->reader, column));

    return fault_at(f, FAULT_DATA, w->file->path, reader_header_line(w->reader), codebook_field_name(field),
                    "kolumnerna %.*s och %.*s betyder detsamma: ge den som inte ska användas betydelsen ignoreras i "
                    "codes/headers.csv",
                    (int) (one.length < 64 ? one.length : 0), one.bytes, (int) (other.length < 64 ? other.length : 0),
                    other.bytes);
}

/* The columns of the file; *n_known is how many of them have a meaning. */
static bool find_columns(struct intake_work *w, size_t *n_known, struct fault *f)
{
    struct posting_file *c = &w->columns;

    *n_known = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        c->place[i] = NOT_THERE;
    for (size_t i = 0; i < reader_columns(w->reader); i++) {
        struct field name = field_trimmed(reader_name(w->reader, i));
        enum codebook_field field = codebook_header(w->codebook, name.bytes, name.length);

        if (field == FIELD_UNKNOWN)
            continue;
        if (c->place[field] != NOT_THERE)
            return is_two(w, i, field, f);
        c->place[field] = i;
        c->column[field] = findings_column(w->findings, name.bytes, name.length);
        ++*n_known;
    }
    return true;
}

/* A line that is no header may be a person, so nothing of it is repeated. */
static bool is_no_header(const struct intake_work *w, struct fault *f)
{
    struct field first = reader_name(w->reader, 0);

    if (first.length > 1 && first.bytes[0] == '\'')
        return fault_at(
            f, FAULT_DATA, w->file->path, reader_header_line(w->reader), NULL,
            "kolumnernas namn står inom enkla citattecken ('): ta ut filen med vanliga citattecken (\") eller inga");
    return fault_at(
        f, FAULT_DATA, w->file->path, reader_header_line(w->reader), NULL,
        "raden är ingen rubrikrad med kända kolumner: den första raden ska namnge kolumnerna (personnummer eller "
        "personid, förvaltning, yrke, anställd_från, anställd_till ...); ta bort titlar och kommentarer ovanför den, "
        "eller ge filens egna rubriker en betydelse i codes/headers.csv");
}

static bool is_missing(const struct intake_work *w, const char *name, struct fault *f)
{
    return fault_at(
        f, FAULT_DATA, w->file->path, reader_header_line(w->reader), name,
        "kolumnen saknas: ta med den i uttaget, eller ge filens egen rubrik den betydelsen i codes/headers.csv");
}

static bool check_columns(struct intake_work *w, size_t n_known, struct fault *f)
{
    static const enum codebook_field needed[] = { FIELD_DISTRICT, FIELD_OCCUPATION };
    const size_t *place = w->columns.place;
    bool dated = place[FIELD_EXTRACTION] != NOT_THERE || w->options->extraction_of_file;

    if (n_known == 0 || (n_known == 1 && reader_columns(w->reader) == 1))
        return is_no_header(w, f);
    if (place[FIELD_PERSONNUMMER] == NOT_THERE && place[FIELD_PERSONID] == NOT_THERE)
        return is_missing(w, "personnummer eller personid", f);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (place[needed[i]] == NOT_THERE)
            return is_missing(w, codebook_field_name(needed[i]), f);
    if (place[FIELD_START] == NOT_THERE && (place[FIELD_END] != NOT_THERE || !dated))
        return is_missing(w, "anställd_från eller uttagsdatum", f);
    if (place[FIELD_START] != NOT_THERE && place[FIELD_END] == NOT_THERE)
        return is_missing(w, codebook_field_name(FIELD_END), f);
    return true;
}

static void note_columns(struct intake_work *w)
{
    for (size_t i = 0; i < reader_columns(w->reader); i++) {
        struct field name = field_trimmed(reader_name(w->reader, i));

        if (codebook_header(w->codebook, name.bytes, name.length) == FIELD_UNKNOWN)
            findings_note(w->findings, w->columns.number, 0, findings_column(w->findings, name.bytes, name.length),
                          NOTE_IGNORED_COLUMN, 0);
    }
}

/* ---- the extraction date ---- */

/* A pass over the spells of one file; those of others may be among them. */
struct extraction_pass {
    struct intake_work *work;
    int32_t latest_start, latest;
    size_t n; /* spells of the file */
};

static bool is_of(const struct extraction_pass *p, const struct spell *s)
{
    return s->file == p->work->columns.number;
}

static void find_latest_start(void *context, struct spells *piece)
{
    struct extraction_pass *p = context;

    for (size_t i = 0; i < piece->n; i++)
        if (is_of(p, &piece->items[i]) && piece->items[i].start > p->latest_start)
            p->latest_start = piece->items[i].start;
}

static void find_latest(void *context, struct spells *piece)
{
    struct extraction_pass *p = context;

    for (size_t i = 0; i < piece->n; i++) {
        const struct spell *s = &piece->items[i];

        if (is_of(p, s) && s->end != SPELL_OPEN && s->end > p->latest &&
            s->end <= p->latest_start + POSTING_FUTURE_DAYS)
            p->latest = s->end;
    }
}

/* Only now can an end be seen to lie too far ahead. */
static void set_extraction(void *context, struct spells *piece)
{
    struct extraction_pass *p = context;
    size_t kept = 0;

    for (size_t i = 0; i < piece->n; i++) {
        struct spell *s = &piece->items[i];

        if (is_of(p, s) && s->end != SPELL_OPEN && s->end > p->latest + POSTING_FUTURE_DAYS) {
            intake_reject(p->work, s->line, p->work->columns.column[FIELD_END], REASON_DATE_RANGE);
            continue;
        }
        if (is_of(p, s))
            s->extraction = p->latest;
        piece->items[kept++] = *s;
    }
    piece->n = kept;
}

static void account_for_extraction(void *context, struct spells *piece)
{
    struct extraction_pass *p = context;
    struct intake *a = p->work->account;

    for (size_t i = 0; i < piece->n; i++) {
        int32_t day = piece->items[i].extraction;

        if (!is_of(p, &piece->items[i]))
            continue;
        if (p->n == 0 || day < a->first_extraction)
            a->first_extraction = day;
        if (p->n == 0 || day > a->last_extraction)
            a->last_extraction = day;
        p->n++;
    }
}

/* No spell, no date. */
static bool assume_extraction(struct extraction_pass *p, struct spell_store *store, uint64_t before, struct fault *f)
{
    if (spell_store_added(store) == before)
        return true;
    if (!spell_store_since(store, before, false, find_latest_start, p, f))
        return false;
    p->latest = p->latest_start;
    return spell_store_since(store, before, false, find_latest, p, f) &&
           spell_store_since(store, before, true, set_extraction, p, f);
}

/* Of the spells that were added since there were `before`; *n becomes how many are left. */
static bool settle_extraction(struct intake_work *w, struct spell_store *store, uint64_t before, size_t *n,
                              struct fault *f)
{
    struct extraction_pass p = { .work = w, .latest_start = INT32_MIN };
    struct intake *a = w->account;
    bool some = spell_store_added(store) > before;

    a->basis = w->columns.place[FIELD_EXTRACTION] != NOT_THERE ? EXTRACTION_COLUMN
               : w->options->extraction != INT32_MIN           ? EXTRACTION_SETTINGS
                                                               : EXTRACTION_ASSUMED;
    if (a->basis == EXTRACTION_ASSUMED && !assume_extraction(&p, store, before, f))
        return false;
    if (a->basis == EXTRACTION_SETTINGS) { /* of every spell */
        a->first_extraction = a->last_extraction = w->options->extraction;
        *n = (size_t) (spell_store_added(store) - before);
        return true;
    }
    if (!spell_store_since(store, before, false, account_for_extraction, &p, f))
        return false;
    if (a->basis == EXTRACTION_ASSUMED && some)
        findings_note(w->findings, w->columns.number, 0, 0, NOTE_EXTRACTION_ASSUMED, (uint32_t) p.n);
    *n = p.n;
    return true;
}

static bool read_file(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                      struct spell_store *store, struct fault *f)
{
    uint64_t before = spell_store_added(store);
    size_t n_known, n;

    if (!find_columns(w, &n_known, f) || !check_columns(w, n_known, f))
        return false;
    w->columns.snapshots = w->columns.place[FIELD_START] == NOT_THERE;
    w->account->kind = w->columns.snapshots ? INTAKE_SNAPSHOTS : INTAKE_SPELLS;
    note_columns(w);
    corrections_begin(corrections, w->file->name, w->columns.place, reader_columns(w->reader));
    posting_begin(posting, &w->columns);
    if (!intake_records(w, corrections, posting, store, f) || !settle_extraction(w, store, before, &n, f))
        return false;
    if (w->columns.place[FIELD_FORM] == NOT_THERE)
        findings_note(w->findings, w->columns.number, 0, 0, NOTE_NO_FORM_COLUMN, (uint32_t) n);
    return true;
}

bool intake_take(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct corrections *corrections, struct posting *posting,
                 struct spell_store *store, struct findings *findings, struct intake *account,
                 struct posting_file *columns, struct fault *f)
{
    struct intake_work w = {
        .file = file, .options = options, .codebook = codebook, .findings = findings, .account = account
    };
    char *text = NULL;
    bool ok;

    if (!intake_open(file, options, &w.reader, &text, account, f))
        return false;
    w.columns.number = number;
    w.columns.layout = options->layout;
    w.columns.fraction = options->fraction;
    w.columns.extraction = options->extraction;
    ok = read_file(&w, corrections, posting, store, f);
    *columns = w.columns;
    reader_close(w.reader);
    free(text);
    return ok;
}

bool intake_read(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct corrections *corrections, struct posting *posting,
                 struct spell_store *store, struct findings *findings, struct intake *account, struct fault *f)
{
    struct posting_file columns;

    return intake_take(file, options, number, codebook, corrections, posting, store, findings, account, &columns, f) &&
           posting_end(posting, file->path, f);
}
