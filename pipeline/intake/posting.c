#include "pipeline/intake/posting_inside.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/identity.h"
#include "pipeline/intake/untold.h"
#include "pipeline/intake/word.h"

#include <stdlib.h>
#include <string.h>

enum { YOUNGEST = 15, OLDEST_AT_START = 80, OLDEST_AT_SNAPSHOT = 90 };

struct posting *posting_new(const struct codebook *codebook, const struct digest_key *key, struct spells *spells,
                            struct findings *findings)
{
    struct posting *p = memory_zeroed(1, sizeof *p);

    p->key = key;
    p->spells = spells;
    p->findings = findings;
    p->glossary = glossary_new(codebook, spells, findings);
    return p;
}

void posting_free(struct posting *p)
{
    if (p == NULL)
        return;
    glossary_free(p->glossary);
    free(p);
}

struct posting *posting_part(const struct posting *p, struct spells *spells, struct findings *findings)
{
    struct posting *part = posting_new(glossary_codebook(p->glossary), p->key, spells, findings);

    posting_begin(part, &p->file);
    return part;
}

struct glossary_numbers posting_join(struct posting *p, const struct posting *part)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        p->rewritten[i] += part->rewritten[i];
        p->untold[i] += part->untold[i];
    }
    p->century_inferred += part->century_inferred;
    p->interim += part->interim;
    p->id_rewritten += part->id_rewritten;
    p->end_without_cause += part->end_without_cause;
    p->cause_without_end += part->cause_without_end;
    p->occupation_missing += part->occupation_missing;
    p->birth_year_doubted += part->birth_year_doubted;
    return glossary_join(p->glossary, part->glossary);
}

void posting_renumber(const struct glossary_numbers *numbers, struct spell *spells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        spells[i].district = numbers->district[spells[i].district];
        spells[i].occupation = numbers->occupation[spells[i].occupation];
        spells[i].operation = numbers->operation[spells[i].operation];
    }
}

void posting_begin(struct posting *p, const struct posting_file *file)
{
    p->file = *file;
    memset(&p->grades, 0, sizeof p->grades);
    memset(p->rewritten, 0, sizeof p->rewritten);
    memset(p->untold, 0, sizeof p->untold);
    p->end_without_cause = p->cause_without_end = 0;
    p->century_inferred = p->interim = p->id_rewritten = p->occupation_missing = p->birth_year_doubted = 0;
}

struct field posting_cell(const struct posting *p, const struct field *fields, enum codebook_field field)
{
    struct field cell = posting_raw_cell(p, fields, field);

    word_trim(&cell.bytes, &cell.length);
    return cell;
}

struct field posting_told_cell(struct posting *p, const struct field *fields, enum codebook_field field,
                               bool is_untold(struct field cell))
{
    struct field cell = posting_cell(p, fields, field);

    if (cell.length == 0 || word_is_cell_error(cell.bytes, cell.length) || !is_untold(cell))
        return cell;
    p->untold[field]++;
    return (struct field){ "", 0 };
}

static bool date_cell(struct posting *p, const struct field *fields, enum codebook_field field, int32_t *day,
                      enum reason *reason)
{
    struct field cell = posting_raw_cell(p, fields, field);
    bool rewritten;

    *reason = REASON_NONE;
    if (calendar_parse_iso(cell.bytes, cell.length, day)) /* as most are written */
        return true;
    word_trim(&cell.bytes, &cell.length);
    *reason = value_date(cell.bytes, cell.length, p->file.layout, day, &rewritten);
    p->rewritten[field] += *reason == REASON_NONE && rewritten;
    return *reason == REASON_NONE;
}

/* The extraction date of the record into s->extraction; INT32_MIN where nothing states it. */
static enum reason take_extraction(struct posting *p, const struct field *fields, struct spell *s)
{
    enum reason reason = REASON_NONE;

    s->extraction = p->file.extraction;
    if (p->file.place[FIELD_EXTRACTION] == NOT_THERE)
        return REASON_NONE;
    if (posting_cell(p, fields, FIELD_EXTRACTION).length == 0)
        return p->file.extraction == INT32_MIN ? REASON_EXTRACTION_MISSING : REASON_NONE;
    date_cell(p, fields, FIELD_EXTRACTION, &s->extraction, &reason);
    return reason;
}

static enum reason take_start(struct posting *p, const struct field *fields, struct spell *s)
{
    enum { SENTINEL = -25567 }; /* 1900-01-01, the first day that is read */
    enum reason reason;

    _Static_assert(CALENDAR_FIRST_YEAR == 1900, "the sentinel is the first day of that year");
    if (!date_cell(p, fields, FIELD_START, &s->start, &reason))
        return posting_cell(p, fields, FIELD_START).length == 0 ? REASON_START_MISSING : reason;
    if (s->start == SENTINEL)
        return REASON_START_SENTINEL;
    return s->extraction != INT32_MIN && s->start > s->extraction ? REASON_START_AFTER_EXTRACTION : REASON_NONE;
}

static enum reason take_end(struct posting *p, const struct field *fields, struct spell *s)
{
    enum reason reason;

    s->end = SPELL_OPEN;
    if (posting_raw_cell(p, fields, FIELD_END).length == 0) /* as most are that are no date */
        return REASON_NONE;
    if (!date_cell(p, fields, FIELD_END, &s->end, &reason)) {
        struct field cell = posting_cell(p, fields, FIELD_END);

        return cell.length == 0 || value_is_open_end(cell.bytes, cell.length) ? REASON_NONE : reason;
    }
    if (s->end < s->start)
        return REASON_END_BEFORE_START;
    return s->extraction != INT32_MIN && s->end > s->extraction + POSTING_FUTURE_DAYS ? REASON_DATE_RANGE : REASON_NONE;
}

/* Whole years from a birth day to a day; a 29 February counts from 1 March in other years. */
static int age_on(int32_t birth_day, int32_t day)
{
    struct calendar_date birth = calendar_to_civil(birth_day);
    struct calendar_date now = calendar_to_civil(day);
    bool before = now.month < birth.month || (now.month == birth.month && now.day < birth.day);

    return now.year - birth.year - (before ? 1 : 0);
}

static enum reason take_birth(struct posting *p, const struct field *fields, const struct personnummer *number,
                              int start_year, struct spell *s)
{
    struct field cell = posting_raw_cell(p, fields, FIELD_BIRTH_YEAR);
    int oldest = p->file.snapshots ? OLDEST_AT_SNAPSHOT : OLDEST_AT_START;
    int youngest_possible, oldest_possible;
    bool of_number = number->birth_year != 0;

    s->birth_year = (uint16_t) number->birth_year;
    if (!value_is_year(cell.bytes, cell.length)) /* as most are, and nothing else */
        cell = posting_told_cell(p, fields, FIELD_BIRTH_YEAR, untold_is_missing);
    if (s->birth_year == 0 && cell.length > 0) {
        enum reason reason = value_birth_year(cell.bytes, cell.length, &s->birth_year);

        if (reason != REASON_NONE)
            return reason;
    }
    if (s->birth_year == 0)
        return REASON_NONE;
    if (number->birth_day != INT32_MIN) {
        youngest_possible = oldest_possible = age_on(number->birth_day, s->start);
    } else {
        oldest_possible = start_year - s->birth_year;
        youngest_possible = oldest_possible - 1;
    }
    if (oldest_possible >= YOUNGEST && youngest_possible <= oldest)
        return REASON_NONE;
    if (of_number)
        return REASON_AGE;
    s->birth_year = 0; /* beside an opaque id it says nothing of who it is: the post stands, the age is not stated */
    p->birth_year_doubted++;
    return REASON_NONE;
}

static enum reason take_grade(struct posting *p, const struct field *fields, struct spell *s)
{
    struct field raw = posting_raw_cell(p, fields, FIELD_GRADE), cell;
    uint32_t known = recall_meaning(&p->grades, raw);
    bool rewritten;
    enum reason reason;

    s->grade = (uint16_t) known;
    if (known != RECALL_NONE)
        return REASON_NONE;
    cell = posting_told_cell(p, fields, FIELD_GRADE, untold_is_protected);
    reason = value_grade(cell.bytes, cell.length, p->file.fraction, &s->grade, &rewritten);
    if (reason == REASON_NONE && !rewritten && cell.length > 0)
        recall_keep(&p->grades, raw, s->grade);
    p->rewritten[FIELD_GRADE] += reason == REASON_NONE && rewritten;
    return reason;
}

/* The day as of which words are read: the last one known of the record, for code lists change and old posts keep old
 * codes. */
static int32_t word_day(const struct spell *s)
{
    if (s->end != SPELL_OPEN)
        return s->end;
    return s->extraction != INT32_MIN ? s->extraction : INT32_MAX;
}

/* Whose column to name: of the two, one that the file has. */
static enum codebook_field id_field(const struct posting *p, const struct identity *id)
{
    if (p->file.place[FIELD_PERSONNUMMER] == NOT_THERE)
        return FIELD_PERSONID;
    return id->by_personid && p->file.place[FIELD_PERSONID] != NOT_THERE ? FIELD_PERSONID : FIELD_PERSONNUMMER;
}

/* Fills s; the field that is wrong where the reason says so. */
static enum reason take(struct posting *p, const struct field *fields, uint64_t line, struct spell *s,
                        struct identity *id, enum codebook_field *wrong)
{
    enum reason reason;
    int start_year;

    *wrong = FIELD_EXTRACTION;
    if ((reason = take_extraction(p, fields, s)) != REASON_NONE)
        return reason;
    if (p->file.snapshots) {
        s->start = s->end = s->extraction;
    } else {
        *wrong = FIELD_START;
        if ((reason = take_start(p, fields, s)) != REASON_NONE)
            return reason;
        *wrong = FIELD_END;
        if ((reason = take_end(p, fields, s)) != REASON_NONE)
            return reason;
    }
    start_year = calendar_year(s->start);
    reason = identity_take(posting_cell(p, fields, FIELD_PERSONNUMMER), posting_cell(p, fields, FIELD_PERSONID),
                           start_year, p->key, id);
    *wrong = id_field(p, id);
    if (reason != REASON_NONE)
        return reason;
    memcpy(s->person, id->person, sizeof s->person);
    s->century_given = id->century_given;
    if ((reason = take_birth(p, fields, &id->number, start_year, s)) != REASON_NONE) {
        *wrong = id->number.birth_year == 0 ? FIELD_BIRTH_YEAR : FIELD_PERSONNUMMER;
        return reason;
    }
    *wrong = FIELD_GRADE;
    if ((reason = take_grade(p, fields, s)) != REASON_NONE)
        return reason;
    *wrong = posting_names(p, fields, word_day(s), line, s, &reason);
    if (reason == REASON_NONE)
        posting_codes(p, fields, word_day(s), line, id->number.gender, s);
    return reason;
}

enum reason posting_take(struct posting *p, const struct field *fields, uint64_t line, uint16_t *column)
{
    struct spells *all = p->spells;
    struct identity id;
    enum codebook_field wrong;
    enum reason reason;
    struct spell *s;

    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    s = &all->items[all->n];
    memset(s, 0, sizeof *s);
    reason = take(p, fields, line, s, &id, &wrong);
    if (reason != REASON_NONE) {
        *column = p->file.column[wrong];
        return reason;
    }
    s->line = (uint32_t) line;
    s->file = p->file.number;
    s->basis = p->file.snapshots ? BASIS_SNAPSHOT : BASIS_SPELLS;
    p->century_inferred += !s->century_given;
    p->interim += id.number.interim;
    p->id_rewritten += id.rewritten;
    all->n++;
    return REASON_NONE;
}

static void note(struct posting *p, enum codebook_field field, enum note what, uint32_t records)
{
    if (records > 0)
        findings_note(p->findings, p->file.number, 0, p->file.column[field], what, records);
}

bool posting_end(struct posting *p, const char *path, struct fault *f)
{
    for (int field = 0; field < FIELD_COUNT; field++)
        note(p, (enum codebook_field) field, field == FIELD_GRADE ? NOTE_NORMALISED_NUMBER : NOTE_NORMALISED_DATE,
             p->rewritten[field]);
    for (int field = 0; field < FIELD_COUNT; field++)
        note(p, (enum codebook_field) field, NOTE_UNTOLD, p->untold[field]);
    note(p, FIELD_PERSONNUMMER, NOTE_CENTURY_INFERRED, p->century_inferred);
    note(p, FIELD_PERSONNUMMER, NOTE_INTERIM_NUMBER, p->interim);
    note(p, FIELD_PERSONID, NOTE_NORMALISED_TEXT, p->id_rewritten);
    note(p, FIELD_CAUSE, NOTE_END_WITHOUT_CAUSE, p->end_without_cause);
    note(p, FIELD_CAUSE, NOTE_CAUSE_WITHOUT_END, p->cause_without_end);
    note(p, FIELD_OCCUPATION, NOTE_OCCUPATION_MISSING, p->occupation_missing);
    note(p, FIELD_BIRTH_YEAR, NOTE_BIRTH_YEAR_DOUBTED, p->birth_year_doubted);
    return glossary_end_file(p->glossary, path, p->file.number, p->file.column, f);
}

void posting_settle(struct posting *p)
{
    glossary_settle(p->glossary);
}

size_t posting_unmapped_occupations(const struct posting *p, size_t most, char *text, size_t size)
{
    return glossary_unmapped(p->glossary, FIELD_OCCUPATION, most, text, size);
}
