#include "pipeline/intake/unknown.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/untold.h"

#include <stdlib.h>
#include <string.h>

enum { N_YEARS = UINT16_MAX + 1 };

/* The spells of one person: from, up to, but not, to. */
struct person {
    size_t from, to;
};

static struct person person_at(const struct spells *spells, size_t from)
{
    struct person p = { from, from + 1 };

    while (p.to < spells->n && !spells_starts_person(spells, p.to))
        p.to++;
    return p;
}

static bool is_followed(const struct spells *spells, const struct spell *s)
{
    return dictionary_text(spells->occupations, s->occupation)[0] != '\0';
}

/* ---- notes ---- */

/* The first of the spells that were changed, as they stand in the files. */
struct first {
    size_t n;
    uint16_t file;
    uint32_t line;
};

static void count(struct first *first, const struct spell *s)
{
    if (first->n++ == 0 || s->file < first->file || (s->file == first->file && s->line < first->line)) {
        first->file = s->file;
        first->line = s->line;
    }
}

static size_t note(const struct first *first, enum codebook_field field, struct findings *findings)
{
    const char *column = codebook_field_name(field);

    if (first->n > 0)
        findings_note(findings, first->file, first->line, findings_column(findings, column, strlen(column)),
                      NOTE_UNKNOWN_OF_FEW, (uint32_t) first->n);
    return first->n;
}

/* ---- gender and birth year: of a person ---- */

static uint16_t fact_of(const struct spell *s, enum codebook_field field)
{
    return field == FIELD_GENDER ? s->gender : s->birth_year;
}

static void set_fact(struct spell *s, enum codebook_field field, uint16_t value)
{
    if (field == FIELD_GENDER)
        s->gender = (uint8_t) value;
    else
        s->birth_year = value;
}

/* Whether the person is followed, and lacks the fact in every spell. */
static bool lacks(const struct spells *spells, struct person p, enum codebook_field field, bool *followed)
{
    bool lacking = true;

    *followed = false;
    for (size_t i = p.from; i < p.to; i++) {
        *followed = *followed || is_followed(spells, &spells->items[i]);
        lacking = lacking && fact_of(&spells->items[i], field) == 0;
    }
    return lacking;
}

/* Most spells' gender (of two the first), the lower median of birth years. */
static uint16_t common_fact(const struct spells *spells, enum codebook_field field)
{
    size_t *n_of = memory_zeroed(N_YEARS, sizeof *n_of), n = 0, sum = 0;
    uint16_t common = 1;

    for (size_t i = 0; i < spells->n; i++)
        if (is_followed(spells, &spells->items[i]) && fact_of(&spells->items[i], field) != 0) {
            n_of[fact_of(&spells->items[i], field)]++;
            n++;
        }
    if (field == FIELD_GENDER)
        common = n_of[GENDER_MAN] > n_of[GENDER_WOMAN] ? GENDER_MAN : GENDER_WOMAN;
    else
        while (2 * (sum += n_of[common]) < n)
            common++;
    free(n_of);
    return common;
}

static size_t join_fact(struct spells *spells, enum codebook_field field, size_t fewest, struct findings *findings)
{
    size_t n_lacking = 0, n_known = 0;
    struct first first = { 0 };
    struct person p;
    uint16_t common;
    bool followed;

    for (size_t i = 0; i < spells->n; i = p.to) {
        bool lacking;

        p = person_at(spells, i);
        lacking = lacks(spells, p, field, &followed);
        n_lacking += followed && lacking;
        n_known += followed && !lacking;
    }
    if (n_lacking == 0 || n_lacking >= fewest || n_known < fewest)
        return 0;
    common = common_fact(spells, field);
    for (size_t i = 0; i < spells->n; i = p.to) {
        p = person_at(spells, i);
        for (size_t k = lacks(spells, p, field, &followed) && followed ? p.from : p.to; k < p.to; k++) {
            set_fact(&spells->items[k], field, common);
            count(&first, &spells->items[k]);
        }
    }
    return note(&first, field, findings);
}

/* ---- operation and district: of a spell ---- */

static uint16_t *name_of(struct spell *s, enum codebook_field field)
{
    return field == FIELD_DISTRICT ? &s->district : &s->operation;
}

/* By number of a name: says nothing of where. */
static bool *untold_names(const struct dictionary *names)
{
    bool *untold = memory_zeroed(dictionary_size(names), sizeof *untold);

    for (uint32_t i = 0; i < dictionary_size(names); i++)
        untold[i] = untold_is_missing((struct field){ dictionary_text(names, i), strlen(dictionary_text(names, i)) });
    return untold;
}

struct names {
    enum codebook_field field;
    const struct dictionary *texts;
    const bool *untold;
};

static bool is_without(const struct spells *spells, size_t i, const struct names *n)
{
    return is_followed(spells, &spells->items[i]) && n->untold[*name_of(&spells->items[i], n->field)];
}

static uint16_t common_name(const struct spells *spells, const struct names *n)
{
    size_t *n_of = memory_zeroed(dictionary_size(n->texts), sizeof *n_of);
    uint32_t common = 0;

    for (size_t i = 0; i < spells->n; i++)
        if (is_followed(spells, &spells->items[i]) && !is_without(spells, i, n))
            n_of[*name_of(&spells->items[i], n->field)]++;
    for (uint32_t i = 1; i < dictionary_size(n->texts); i++)
        if (n_of[i] > n_of[common] ||
            (n_of[i] == n_of[common] && strcmp(dictionary_text(n->texts, i), dictionary_text(n->texts, common)) < 0))
            common = i;
    free(n_of);
    return (uint16_t) common;
}

static void fill(struct spells *spells, struct person p, const struct names *n, uint16_t common, struct first *first)
{
    size_t told = SIZE_MAX;

    for (size_t i = p.from; i < p.to; i++) { /* the one before, which may be filled already */
        for (size_t k = i + 1; told == SIZE_MAX && is_without(spells, i, n) && k < p.to; k++)
            if (is_followed(spells, &spells->items[k]) && !is_without(spells, k, n))
                told = k;
        if (is_without(spells, i, n)) {
            *name_of(&spells->items[i], n->field) = told == SIZE_MAX ? common
                                                                     : *name_of(&spells->items[told], n->field);
            count(first, &spells->items[i]);
        }
        if (is_followed(spells, &spells->items[i]))
            told = i;
    }
}

static size_t join_name(struct spells *spells, enum codebook_field field, size_t fewest, struct findings *findings)
{
    const struct dictionary *texts = field == FIELD_DISTRICT ? spells->districts : spells->operations;
    bool *untold = untold_names(texts);
    const struct names names = { field, texts, untold };
    size_t n_lacking = 0, n_known = 0;
    struct first first = { 0 };
    struct person p;

    for (size_t i = 0; i < spells->n; i = p.to) {
        bool lacking = false, known = false;

        p = person_at(spells, i);
        for (size_t k = p.from; k < p.to; k++) {
            lacking = lacking || is_without(spells, k, &names);
            known = known || (is_followed(spells, &spells->items[k]) && !is_without(spells, k, &names));
        }
        n_lacking += lacking;
        n_known += known;
    }
    if (n_lacking > 0 && n_lacking < fewest && n_known >= fewest) {
        uint16_t common = common_name(spells, &names);

        for (size_t i = 0; i < spells->n; i = p.to) {
            p = person_at(spells, i);
            fill(spells, p, &names, common, &first);
        }
    }
    free(untold);
    return note(&first, field, findings);
}

size_t unknown_join(struct spells *spells, size_t fewest, struct findings *findings)
{
    size_t n = 0;

    if (fewest == 0 || spells->n == 0)
        return 0;
    n += join_fact(spells, FIELD_GENDER, fewest, findings);
    n += join_fact(spells, FIELD_BIRTH_YEAR, fewest, findings);
    n += join_name(spells, FIELD_OPERATION, fewest, findings);
    n += join_name(spells, FIELD_DISTRICT, fewest, findings);
    if (n > 0)
        spells_sort_persons(spells);
    return n;
}
