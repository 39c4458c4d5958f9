#define _GNU_SOURCE /* qsort_r */
#include "pipeline/intake/spell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HUNDREDTHS = 100, PERSON_HEX = 2 * PSEUDONYM_BYTES };

static const char *const BASIS_WORDS[] = { "spells", "snapshot" };

void spells_begin(struct spells *s)
{
    memset(s, 0, sizeof *s);
    s->districts = dictionary_new();
    s->occupations = dictionary_new();
    s->operations = dictionary_new();
}

void spells_free(struct spells *s)
{
    free(s->items);
    dictionary_free(s->districts);
    dictionary_free(s->occupations);
    dictionary_free(s->operations);
    memset(s, 0, sizeof *s);
}

static int order_of(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* An empty cell, an open end, stands before every date. */
static int64_t end_rank(int32_t end)
{
    return end == SPELL_OPEN ? INT64_MIN : end;
}

static int names_order(const struct dictionary *names, uint32_t a, uint32_t b)
{
    return a == b ? 0 : strcmp(dictionary_text(names, a), dictionary_text(names, b));
}

int spell_order(const struct spell *a, const struct spell *b, const struct spells *names)
{
    int order = memcmp(a->person, b->person, PSEUDONYM_BYTES);

    if (order == 0)
        order = order_of(a->start, b->start);
    if (order == 0)
        order = order_of(end_rank(a->end), end_rank(b->end));
    if (order == 0)
        order = names_order(names->districts, a->district, b->district);
    if (order == 0)
        order = names_order(names->occupations, a->occupation, b->occupation);
    if (order == 0)
        order = names_order(names->operations, a->operation, b->operation);
    if (order == 0)
        order = strcmp(codebook_form_word(a->form), codebook_form_word(b->form));
    if (order == 0)
        order = order_of(a->file, b->file);
    return order != 0 ? order : order_of(a->line, b->line);
}

int spell_by_row(const void *one, const void *other, void *names)
{
    return spell_order(one, other, names);
}

void spells_sort_persons(struct spells *s)
{
    for (size_t i = 0; i < s->n;) {
        size_t end = i + 1;

        while (end < s->n && !spells_starts_person(s, end))
            end++;
        if (end - i > 1)
            qsort_r(s->items + i, end - i, sizeof *s->items, spell_by_row, s);
        i = end;
    }
}

int32_t spell_known_end(const struct spell *s)
{
    return s->end < s->extraction ? s->end : s->extraction;
}

const char *spell_basis_word(enum spell_basis basis)
{
    return BASIS_WORDS[basis];
}

void spell_write(struct writer *w, const struct spell *s, const struct spells *names)
{
    char person[PERSON_HEX + 1];

    digest_hex(s->person, PSEUDONYM_BYTES, person);
    writer_bytes(w, person, PERSON_HEX);
    writer_date(w, s->start);
    writer_date(w, s->end);
    writer_text(w, dictionary_text(names->districts, s->district));
    writer_text(w, dictionary_text(names->occupations, s->occupation));
    writer_text(w, dictionary_text(names->operations, s->operation));
    writer_text(w, codebook_form_word(s->form));
    writer_integer(w, s->file);
    writer_integer(w, s->line);
    writer_real(w, s->grade == SPELL_NO_GRADE ? (double) NAN : (double) s->grade / HUNDREDTHS);
    writer_text(w, codebook_gender_word(s->gender));
    if (s->birth_year == 0)
        writer_real(w, (double) NAN);
    else
        writer_integer(w, s->birth_year);
    writer_text(w, codebook_cause_word(s->cause));
    writer_text(w, BASIS_WORDS[s->basis]);
    writer_date(w, s->extraction);
    writer_end_row(w);
}
