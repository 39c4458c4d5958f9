#include "pipeline/intake/spell.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_quick.h"
#include "pipeline/table/reader.h"

#include <stdlib.h>
#include <string.h>

enum spells_column {
    PERSON,
    START,
    END,
    DISTRICT,
    OCCUPATION,
    OPERATION,
    FORM,
    FILE_NUMBER,
    LINE,
    GRADE,
    GENDER,
    BIRTH_YEAR,
    CAUSE,
    BASIS,
    EXTRACTION,
    N_COLUMNS
};

enum { HUNDREDTHS = 100 };

static const char *const BASIS_WORDS[] = { "spells", "snapshot" };

static bool is_text(struct field cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.bytes, text, cell.length) == 0;
}

static bool person_of(struct field cell, uint8_t person[PSEUDONYM_BYTES])
{
    return cell.length == SPELL_HEX && spell_quick_person(cell.bytes, person);
}

static bool date_of(struct field cell, bool may_lack, int32_t *day)
{
    if (may_lack && cell.length == 0) {
        *day = SPELL_OPEN;
        return true;
    }
    return calendar_parse_iso(cell.bytes, cell.length, day);
}

/* Digits alone, up to `most`. */
static bool number_of(struct field cell, uint64_t most, uint64_t *number)
{
    uint64_t value = 0;

    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
            return false;
        value = 10 * value + (uint64_t) (cell.bytes[i] - '0');
        if (value > most)
            return false;
    }
    *number = value;
    return cell.length > 0;
}

/* As spell_write wrote it: at most two decimals. */
static bool grade_of(struct field cell, uint16_t *grade)
{
    size_t whole = 0;
    uint64_t percent, hundredths = 0;

    if (is_text(cell, "NaN")) {
        *grade = SPELL_NO_GRADE;
        return true;
    }
    while (whole < cell.length && cell.bytes[whole] != '.')
        whole++;
    if (!number_of((struct field){ cell.bytes, whole }, HUNDREDTHS, &percent))
        return false;
    if (whole < cell.length) {
        struct field decimals = { cell.bytes + whole + 1, cell.length - whole - 1 };

        if (decimals.length > 2 || !number_of(decimals, HUNDREDTHS - 1, &hundredths))
            return false;
        if (decimals.length == 1)
            hundredths *= 10;
    }
    *grade = (uint16_t) (HUNDREDTHS * percent + hundredths);
    return true;
}

static bool name_of(struct dictionary *names, struct field cell, uint16_t *number)
{
    uint32_t n = dictionary_intern(names, cell.bytes, cell.length);

    *number = (uint16_t) n;
    return n < SPELL_MAX_NAMES;
}

/* The first column that is not of its kind; N_COLUMNS where all are. */
static enum spells_column take_record(struct spells *out, const struct field *cell, struct spell *s)
{
    enum staff_form form;
    enum staff_gender gender;
    enum staff_cause cause;
    uint64_t number;

    if (!person_of(cell[PERSON], s->person))
        return PERSON;
    if (!date_of(cell[START], false, &s->start))
        return START;
    if (!date_of(cell[END], true, &s->end))
        return END;
    if (!name_of(out->districts, cell[DISTRICT], &s->district))
        return DISTRICT;
    if (!name_of(out->occupations, cell[OCCUPATION], &s->occupation))
        return OCCUPATION;
    if (!name_of(out->operations, cell[OPERATION], &s->operation))
        return OPERATION;
    if (!codebook_form_from_word(cell[FORM].bytes, cell[FORM].length, &form))
        return FORM;
    if (!grade_of(cell[GRADE], &s->grade))
        return GRADE;
    if (!codebook_gender_from_word(cell[GENDER].bytes, cell[GENDER].length, &gender))
        return GENDER;
    number = 0;
    if (!is_text(cell[BIRTH_YEAR], "NaN") && !number_of(cell[BIRTH_YEAR], UINT16_MAX, &number))
        return BIRTH_YEAR;
    s->birth_year = (uint16_t) number;
    if (!codebook_cause_from_word(cell[CAUSE].bytes, cell[CAUSE].length, &cause))
        return CAUSE;
    if (!is_text(cell[BASIS], BASIS_WORDS[BASIS_SPELLS]) && !is_text(cell[BASIS], BASIS_WORDS[BASIS_SNAPSHOT]))
        return BASIS;
    if (!date_of(cell[EXTRACTION], false, &s->extraction))
        return EXTRACTION;
    if (!number_of(cell[FILE_NUMBER], UINT16_MAX, &number))
        return FILE_NUMBER;
    s->file = (uint16_t) number;
    if (!number_of(cell[LINE], UINT32_MAX, &number))
        return LINE;
    s->line = (uint32_t) number;
    s->form = (uint8_t) form;
    s->gender = (uint8_t) gender;
    s->cause = (uint8_t) cause;
    s->basis = is_text(cell[BASIS], BASIS_WORDS[BASIS_SPELLS]) ? BASIS_SPELLS : BASIS_SNAPSHOT;
    s->century_given = true;
    return N_COLUMNS;
}

static bool check_header(struct reader *r, const char *path, const struct schema *schema, struct fault *f)
{
    for (size_t i = 0; i < schema->n_columns; i++)
        if (i >= reader_columns(r) || !is_text(reader_name(r, i), schema->columns[i].name))
            return fault_at(f, FAULT_DATA, path, reader_header_line(r), schema->columns[i].name,
                            "kolumnen saknas eller står på fel plats: gör om filen med make");
    return true;
}

struct spell_stream {
    struct reader *reader;
    struct spell_quick *quick;
    const struct schema *schema;
    struct spells *names;
    char *path;
    struct field before;        /* of a part: rows that stand before it, which its line numbers leave out */
    struct spell_stream *whole; /* of a shard: closed with it */
};

bool spell_stream_open(const char *path, struct spells *names, struct spell_stream **out, struct fault *f)
{
    struct reader_options options = { .delimiter = ',', .bytes_when_read = true };
    struct spell_stream *s = memory_zeroed(1, sizeof *s);

    s->schema = schema_find("spells");
    s->names = names;
    s->quick = spell_quick_new();
    s->path = memory_copy_text(path);
    if (!reader_open(path, &options, &s->reader, f) || !check_header(s->reader, path, s->schema, f)) {
        spell_stream_close(s);
        return false;
    }
    *out = s;
    return true;
}

/* Only a fault asks for it. */
static uint64_t lines_in(struct field text)
{
    uint64_t n = 0;

    for (size_t i = 0; i < text.length; i++)
        n += text.bytes[i] == '\n';
    return n;
}

/* The next row by the reader of tables. */
static bool read_row(struct spell_stream *s, struct spell *out, bool *more, struct fault *f)
{
    const struct field *cells = NULL;
    struct record record;
    enum reader_status status = reader_next(s->reader, &cells, &record);
    enum spells_column wrong;

    *more = status != READER_END;
    if (status == READER_END)
        return true;
    if (status != READER_FIELDS)
        return fault_at(f, FAULT_DATA, s->path, record.line + lines_in(s->before), NULL,
                        "raden är skadad: gör om filen med make");
    wrong = take_record(s->names, cells, out);
    if (wrong == N_COLUMNS)
        return true;
    return fault_at(f, FAULT_DATA, s->path, record.line + lines_in(s->before), s->schema->columns[wrong].name,
                    "cellen är inte av sitt slag: gör om filen med make");
}

bool spell_stream_next(struct spell_stream *s, struct spell *out, bool *more, struct fault *f)
{
    size_t length = spell_quick_take(s->quick, reader_rest(s->reader), out);

    *more = true;
    if (length > 0) {
        reader_pass(s->reader, length);
        return true;
    }
    if (!read_row(s, out, more, f))
        return false;
    if (*more)
        spell_quick_learn(s->quick, out);
    return true;
}

size_t spell_stream_bytes(const struct spell_stream *s)
{
    return reader_rest(s->reader).length;
}

/* The first row from `at` on that is another person's than the row before it; `stop` where there is none. */
static const char *next_person(const char *at, const char *stop)
{
    const char *person = NULL;

    while ((at = memchr(at, '\n', (size_t) (stop - at))) != NULL) {
        uint8_t unused[PSEUDONYM_BYTES];

        if (stop - ++at <= SPELL_HEX)
            return stop;
        if (at[SPELL_HEX] != ',' || !spell_quick_person(at, unused))
            continue;
        if (person != NULL && memcmp(person, at, SPELL_HEX) != 0)
            return at;
        person = at;
    }
    return stop;
}

/* A part of s with rows begin..end - 1; so many rows stand before those of s as are in s->before. */
static struct spell_stream *part_of(const struct spell_stream *s, struct spells *names, const char *begin,
                                    const char *end)
{
    struct spell_stream *part = memory_zeroed(1, sizeof *part);
    const char *first = s->before.bytes != NULL ? s->before.bytes : reader_rest(s->reader).bytes;

    part->path = memory_copy_text(s->path);
    part->schema = s->schema;
    part->names = names;
    part->quick = spell_quick_new();
    part->reader = reader_part(s->reader, (struct field){ begin, (size_t) (end - begin) });
    part->before = (struct field){ first, (size_t) (begin - first) };
    return part;
}

/* Where part i of n ends: with the share of i + 1, or with the last row of the person there. */
static const char *part_end(struct field rest, const char *begin, size_t i, size_t n)
{
    const char *stop = rest.bytes + rest.length, *share = rest.bytes + rest.length / n * (i + 1);

    return i + 1 == n || share >= stop ? stop : next_person(share > begin ? share : begin, stop);
}

size_t spell_stream_split(struct spell_stream *s, size_t n, struct spells *const *names, struct spell_stream **parts)
{
    struct field rest = reader_rest(s->reader);
    const char *begin = rest.bytes, *stop = rest.bytes + rest.length;
    size_t n_parts = 0;

    for (size_t i = 0; i < n && begin < stop; i++) {
        const char *end = part_end(rest, begin, i, n);

        parts[n_parts] = part_of(s, names[n_parts], begin, end);
        n_parts++;
        begin = end;
    }
    return n_parts;
}

bool spell_stream_open_shard(const char *path, size_t number, size_t n, struct spells *names, struct spell_stream **out,
                             struct fault *f)
{
    struct spell_stream *whole = NULL;
    const char *begin, *end;
    struct field rest;

    if (!spell_stream_open(path, names, &whole, f))
        return false;
    rest = reader_rest(whole->reader);
    begin = end = rest.bytes;
    for (size_t i = 0; i < number; i++) {
        begin = end;
        end = begin < rest.bytes + rest.length ? part_end(rest, begin, i, n) : begin;
    }
    *out = part_of(whole, names, begin, end);
    (*out)->whole = whole;
    return true;
}

bool spell_stream_before(const struct spell_stream *s, uint8_t person[PSEUDONYM_BYTES])
{
    const char *first = s->before.bytes, *end = first + s->before.length, *row = end;

    if (s->before.length == 0)
        return false;
    for (row--; row > first && row[-1] != '\n'; row--)
        ;
    return end - row > SPELL_HEX && spell_quick_person(row, person);
}

void spell_stream_close(struct spell_stream *s)
{
    if (s == NULL)
        return;
    reader_close(s->reader);
    spell_quick_free(s->quick);
    spell_stream_close(s->whole);
    free(s->path);
    free(s);
}

bool spells_read(const char *path, struct spells *out, struct fault *f)
{
    struct spell_stream *s = NULL;
    bool more = true, ok;

    spells_begin(out);
    ok = spell_stream_open(path, out, &s, f);
    while (ok && more) {
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        ok = spell_stream_next(s, &out->items[out->n], &more, f);
        out->n += ok && more;
    }
    spell_stream_close(s);
    if (!ok)
        spells_free(out);
    return ok;
}
