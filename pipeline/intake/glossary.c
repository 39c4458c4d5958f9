#include "pipeline/intake/glossary.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    uint32_t value;
    uint32_t records;     /* of this file, while the word is not mapped */
    uint32_t first_line;  /* of them */
    uint64_t all_records; /* of every file */
    bool mapped;
};

struct words {
    struct dictionary *raw; /* as they stand in the file; number = index of the entry */
    struct entry *entries;
    size_t capacity;
    bool too_many;
};

struct glossary {
    const struct codebook *codebook;
    struct spells *spells;
    struct findings *findings;
    bool dated;
    struct words words[FIELD_COUNT];
};

struct glossary *glossary_new(const struct codebook *codebook, struct spells *spells, struct findings *findings)
{
    struct glossary *g = memory_zeroed(1, sizeof *g);

    g->codebook = codebook;
    g->spells = spells;
    g->findings = findings;
    g->dated = codebook_is_dated(codebook);
    for (int i = 0; i < FIELD_COUNT; i++)
        g->words[i].raw = dictionary_new();
    return g;
}

void glossary_free(struct glossary *g)
{
    if (g == NULL)
        return;
    for (int i = 0; i < FIELD_COUNT; i++) {
        dictionary_free(g->words[i].raw);
        free(g->words[i].entries);
    }
    free(g);
}

static uint32_t name_number(struct words *w, struct dictionary *names, const char *text, size_t length)
{
    uint32_t number = dictionary_intern(names, text, length);

    w->too_many = w->too_many || number >= SPELL_MAX_NAMES;
    return number;
}

static void look_up(struct glossary *g, enum codebook_field field, struct field cell, int32_t day, struct entry *e)
{
    const struct codebook *c = g->codebook;
    struct words *w = &g->words[field];
    const char *text;
    size_t length = 0;

    e->mapped = true;
    switch (field) {
    case FIELD_DISTRICT:
        text = codebook_unit(c, cell.bytes, cell.length, day, &length, &e->mapped);
        e->value = name_number(w, g->spells->districts, text, length);
        break;
    case FIELD_OCCUPATION:
        text = cell.length > 0 ? codebook_occupation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = name_number(w, g->spells->occupations, text, length);
        break;
    case FIELD_OPERATION:
        text = cell.length > 0 ? codebook_operation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = name_number(w, g->spells->operations, text, length);
        break;
    case FIELD_FORM:
        e->value = codebook_form(c, cell.bytes, cell.length, day, &e->mapped);
        break;
    case FIELD_PAY:
        e->value = codebook_is_hourly(c, cell.bytes, cell.length, &e->mapped);
        break;
    case FIELD_GENDER:
        e->value = codebook_gender(c, cell.bytes, cell.length, &e->mapped);
        break;
    default:
        e->value = codebook_cause(c, cell.bytes, cell.length, day, &e->mapped);
        break;
    }
}

uint32_t glossary_meaning(struct glossary *g, enum codebook_field field, struct field cell, int32_t day, uint64_t line)
{
    struct words *w = &g->words[field];
    size_t n = dictionary_size(w->raw);
    uint32_t number = dictionary_intern(w->raw, cell.bytes, cell.length);
    struct entry *e;

    if (number == n) {
        w->entries = memory_grow(w->entries, &w->capacity, n + 1, sizeof *w->entries);
        w->entries[n] = (struct entry){ .mapped = true };
    }
    e = &w->entries[number];
    if (number == n || g->dated)
        look_up(g, field, cell, day, e);
    e->all_records += !e->mapped;
    if (!e->mapped && e->records++ == 0)
        e->first_line = (uint32_t) line;
    return e->value;
}

bool glossary_end_file(struct glossary *g, const char *path, uint16_t file, const uint16_t column[FIELD_COUNT],
                       struct fault *f)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        struct words *w = &g->words[field];

        if (w->too_many)
            return fault_at(
                f, FAULT_DATA, path, 0, codebook_field_name((enum codebook_field) field),
                "leveransen har fler än %d olika ord här: kontrollera att kolumnen har rätt rubrik, eller lägg en "
                "kodlista i codes/",
                SPELL_MAX_NAMES);
        for (size_t i = 0; i < dictionary_size(w->raw); i++) {
            if (w->entries[i].records > 0)
                findings_note(g->findings, file, w->entries[i].first_line, column[field], NOTE_UNMAPPED,
                              w->entries[i].records);
            w->entries[i].records = 0;
        }
    }
    return true;
}

struct unmapped {
    const char *word;
    uint64_t records;
};

static int by_records(const void *a, const void *b)
{
    const struct unmapped *x = a, *y = b;

    return x->records != y->records ? (x->records < y->records) - (x->records > y->records) : strcmp(x->word, y->word);
}

static bool may_be_id(const char *word)
{
    enum { DIGITS_OF_CODE = 6 };
    size_t digits = 0;

    for (; *word != '\0'; word++)
        digits += *word >= '0' && *word <= '9';
    return digits > DIGITS_OF_CODE;
}

size_t glossary_unmapped(const struct glossary *g, enum codebook_field field, size_t most, char *text, size_t size)
{
    const struct words *w = &g->words[field];
    size_t n_words = dictionary_size(w->raw), n = 0, used = 0, shown = 0;
    struct unmapped *all = memory_zeroed(n_words, sizeof *all);

    for (size_t i = 0; i < n_words; i++)
        if (w->entries[i].all_records > 0)
            all[n++] = (struct unmapped){ dictionary_text(w->raw, (uint32_t) i), w->entries[i].all_records };
    qsort(all, n, sizeof *all, by_records);
    text[0] = '\0';
    for (size_t i = 0; i < n && shown < most; i++) {
        int length;

        if (may_be_id(all[i].word))
            continue;
        length = snprintf(text + used, size - used, "%s%s (%llu)", shown > 0 ? ", " : "", all[i].word,
                          (unsigned long long) all[i].records);
        if (length < 0 || (size_t) length >= size - used) {
            text[used] = '\0';
            break;
        }
        used += (size_t) length;
        shown++;
    }
    free(all);
    return n;
}
