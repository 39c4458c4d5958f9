/* posting_words.c - what the words of a record say: where the post is, what it is, and how it is held and left. */
#include "pipeline/intake/posting_inside.h"

#include "pipeline/intake/untold.h"
#include "pipeline/intake/word.h"

#include <string.h>

enum codebook_field posting_names(struct posting *p, const struct field *fields, int32_t day, uint64_t line,
                                  struct spell *s, enum reason *reason)
{
    static const enum codebook_field named[] = { FIELD_DISTRICT, FIELD_OCCUPATION, FIELD_OPERATION };
    uint16_t *const numbers[] = { &s->district, &s->occupation, &s->operation };

    *reason = REASON_NONE;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        uint32_t meaning;
        struct field raw = posting_raw_cell(p, fields, named[i]), told, cell;

        if (glossary_recall(p->glossary, named[i], raw, line, &meaning)) {
            *numbers[i] = (uint16_t) meaning;
            continue;
        }
        /* an occupation that is not told is a word like others: whether it is one of the follow-up nobody knows */
        cell = told = named[i] == FIELD_OCCUPATION ? posting_cell(p, fields, named[i])
                                                   : posting_told_cell(p, fields, named[i], untold_is_protected);

        if (named[i] == FIELD_DISTRICT && cell.length == 0 && posting_cell(p, fields, named[i]).length > 0)
            cell = (struct field){ UNTOLD_DISTRICT, strlen(UNTOLD_DISTRICT) };

        cell.length = word_is_cell_error(cell.bytes, cell.length) ? 0 : cell.length;
        *reason = cell.length >= WORD_MAX                          ? REASON_NAME_TOO_LONG
                  : cell.length == 0 && named[i] == FIELD_DISTRICT ? REASON_DISTRICT_MISSING
                                                                   : REASON_NONE;
        if (*reason != REASON_NONE)
            return named[i];
        *numbers[i] = (uint16_t) glossary_meaning(p->glossary, named[i], cell, day, line);
        if (named[i] == FIELD_OCCUPATION && cell.length > 0 &&
            dictionary_text(p->spells->occupations, s->occupation)[0] == '\0')
            glossary_unmapped_of(p->glossary, named[i], cell, s->person);
        if (named[i] == FIELD_DISTRICT && dictionary_text(p->spells->districts, s->district)[0] == '\0') {
            *reason = REASON_DISTRICT_MISSING; /* all of it was invisible */
            return named[i];
        }
        p->occupation_missing += cell.length == 0 && named[i] == FIELD_OCCUPATION;
        if (told.length > 0 && cell.length > 0)
            glossary_keep(p->glossary, named[i], raw);
    }
    return FIELD_UNKNOWN;
}

/* What a word is, other than a name; false where none is told. */
static bool take_word(struct posting *p, const struct field *fields, enum codebook_field field, int32_t day,
                      uint64_t line, uint8_t *meaning)
{
    struct field raw = posting_raw_cell(p, fields, field), cell;
    uint32_t found;

    if (raw.length == 0)
        return false;
    if (!glossary_recall(p->glossary, field, raw, line, &found)) {
        cell = posting_told_cell(p, fields, field, untold_is_protected);
        if (cell.length == 0)
            return false;
        found = glossary_meaning(p->glossary, field, cell, day, line);
        glossary_keep(p->glossary, field, raw);
    }
    *meaning = (uint8_t) found;
    return true;
}

void posting_codes(struct posting *p, const struct field *fields, int32_t day, uint64_t line, int gender_of_number,
                   struct spell *s)
{
    uint8_t hourly = 0;

    s->form = p->file.place[FIELD_FORM] == NOT_THERE ? FORM_PERMANENT : FORM_UNKNOWN;
    take_word(p, fields, FIELD_FORM, day, line, &s->form);
    if (take_word(p, fields, FIELD_PAY, day, line, &hourly) && hourly != 0)
        s->form = FORM_HOURLY;
    s->gender = GENDER_UNKNOWN;
    take_word(p, fields, FIELD_GENDER, day, line, &s->gender);
    if (s->gender == GENDER_UNKNOWN)
        s->gender = (uint8_t) gender_of_number;
    s->cause = s->end == SPELL_OPEN || p->file.snapshots ? CAUSE_NONE : CAUSE_UNKNOWN;
    if (p->file.snapshots)
        posting_told_cell(p, fields, FIELD_CAUSE, untold_is_protected); /* which are counted */
    else if (!take_word(p, fields, FIELD_CAUSE, day, line, &s->cause))
        p->end_without_cause += s->cause == CAUSE_UNKNOWN && p->file.place[FIELD_CAUSE] != NOT_THERE;
    if (s->end == SPELL_OPEN && s->cause != CAUSE_NONE) {
        s->cause = CAUSE_NONE;
        p->cause_without_end++;
    }
}
