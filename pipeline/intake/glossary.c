#include "pipeline/intake/glossary.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/whole.h"
#include "pipeline/intake/recall.h"
#include "pipeline/intake/spelling.h"
#include "pipeline/intake/unmapped.h"
#include "pipeline/intake/word.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_PERSONS = 10 }; /* who share a word that is told */

struct persons {
    uint8_t ids[FEWEST_PERSONS][PSEUDONYM_BYTES];
    size_t n; /* different ones, until they are enough */
};

struct entry {
    uint32_t value;
    uint32_t records;        /* of this file */
    uint32_t first_line;     /* of them */
    uint32_t unmapped;       /* of this file, while the word is not mapped */
    uint32_t unmapped_at;    /* the first of them */
    uint64_t all_unmapped;   /* of every file */
    struct persons *persons; /* of whom the word is not mapped; NULL: nobody said */
    uint64_t all_records;    /* of every file */
    bool mapped, rewritten, damaged, similar;
};

struct words {
    struct dictionary *raw;    /* as they stand in the file; number = index of the entry */
    struct dictionary *folded; /* the names, whatever their case */
    uint32_t *first;           /* of each of these, the number of the name that was met first */
    size_t first_capacity;
    struct entry *entries;
    size_t capacity;
    uint32_t asked;        /* number of the entry that was asked for last */
    struct recall *recall; /* numbers of entries; NULL: none yet */
    bool too_many;
    bool joined; /* names that fold alike are one: whoever made no list of them does not tell them apart */
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
        g->words[i] = (struct words){ .raw = dictionary_new(), .folded = dictionary_new() };
    g->words[FIELD_OCCUPATION].joined = !codebook_is_listed(codebook, FIELD_OCCUPATION);
    g->words[FIELD_OPERATION].joined = !codebook_is_listed(codebook, FIELD_OPERATION);
    return g;
}

void glossary_free(struct glossary *g)
{
    if (g == NULL)
        return;
    for (int i = 0; i < FIELD_COUNT; i++) {
        for (size_t k = 0; k < dictionary_size(g->words[i].raw); k++)
            free(g->words[i].entries[k].persons);
        dictionary_free(g->words[i].raw);
        dictionary_free(g->words[i].folded);
        free(g->words[i].first);
        free(g->words[i].entries);
        free(g->words[i].recall);
    }
    free(g);
}

/* The number of a name; *similar where it is new, and one that folds alike is not. */
static uint32_t name_number(struct words *w, struct dictionary *names, const char *text, size_t length, bool *similar)
{
    size_t n_names = dictionary_size(names), n_folded = dictionary_size(w->folded);
    char folded[WORD_MAX];
    size_t n = w->joined ? word_fold_spelling(text, length, folded) : word_fold(text, length, folded);
    uint32_t number = dictionary_find(names, text, length), fold;

    if (number != UINT32_MAX)
        return number;
    fold = n == SIZE_MAX ? UINT32_MAX : dictionary_intern(w->folded, folded, n);
    *similar = fold < n_folded;
    if (*similar && w->joined)
        return w->first[fold];
    number = dictionary_intern(names, text, length);
    w->too_many = w->too_many || number >= SPELL_MAX_NAMES;
    if (fold == n_folded) {
        w->first = memory_grow(w->first, &w->first_capacity, n_folded + 1, sizeof *w->first);
        w->first[fold] = (uint32_t) n_names;
    }
    return number;
}

static bool is_rewritten(struct field cell)
{
    char name[WORD_MAX];
    size_t n;

    if (word_is_plain(cell.bytes, cell.length))
        return false;
    n = word_name(cell.bytes, cell.length, name);
    return n != cell.length || memcmp(name, cell.bytes, n) != 0;
}

/* The codebook keeps what it has composed: parts of a file ask in turn. They seldom do. */
static pthread_mutex_t asking = PTHREAD_MUTEX_INITIALIZER;

static void look_up(struct glossary *g, enum codebook_field field, struct field cell, int32_t day, struct entry *e)
{
    const struct codebook *c = g->codebook;
    struct words *w = &g->words[field];
    const char *text;
    size_t length = 0;

    pthread_mutex_lock(&asking);
    e->mapped = true;
    e->damaged = word_is_damaged(cell.bytes, cell.length);
    e->rewritten = is_rewritten(cell);
    switch (field) {
    case FIELD_DISTRICT:
        text = codebook_unit(c, cell.bytes, cell.length, day, &length, &e->mapped);
        e->value = name_number(w, g->spells->districts, text, length, &e->similar);
        break;
    case FIELD_OCCUPATION:
        text = cell.length > 0 ? codebook_occupation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = name_number(w, g->spells->occupations, text, length, &e->similar);
        break;
    case FIELD_OPERATION:
        text = cell.length > 0 ? codebook_operation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = name_number(w, g->spells->operations, text, length, &e->similar);
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
    pthread_mutex_unlock(&asking);
}

/* The entry of a word as it stands, looked up where it is new. */
static struct entry *entry_of(struct glossary *g, enum codebook_field field, struct field cell, int32_t day)
{
    struct words *w = &g->words[field];
    size_t n = dictionary_size(w->raw);
    uint32_t number = dictionary_intern(w->raw, cell.bytes, cell.length);

    if (number == n) {
        w->entries = memory_grow(w->entries, &w->capacity, n + 1, sizeof *w->entries);
        w->entries[n] = (struct entry){ .mapped = true };
    }
    if (number == n || g->dated)
        look_up(g, field, cell, day, &w->entries[number]);
    w->asked = number;
    return &w->entries[number];
}

uint32_t glossary_meaning(struct glossary *g, enum codebook_field field, struct field cell, int32_t day, uint64_t line)
{
    struct entry *e = entry_of(g, field, cell, day);

    if (e->records++ == 0)
        e->first_line = (uint32_t) line;
    e->all_records++;
    e->all_unmapped += !e->mapped;
    if (!e->mapped && e->unmapped++ == 0)
        e->unmapped_at = (uint32_t) line;
    return e->value;
}

bool glossary_recall(struct glossary *g, enum codebook_field field, struct field cell, uint64_t line, uint32_t *meaning)
{
    struct words *w = &g->words[field];
    uint32_t number = w->recall != NULL ? recall_meaning(w->recall, cell) : RECALL_NONE;
    struct entry *e;

    if (number == RECALL_NONE)
        return false;
    e = &w->entries[number];
    if (e->records++ == 0)
        e->first_line = (uint32_t) line;
    e->all_records++;
    *meaning = e->value;
    return true;
}

void glossary_keep(struct glossary *g, enum codebook_field field, struct field cell)
{
    struct words *w = &g->words[field];

    if (g->dated || !w->entries[w->asked].mapped)
        return;
    if (w->recall == NULL)
        w->recall = memory_zeroed(1, sizeof *w->recall);
    recall_keep(w->recall, cell, w->asked);
}

static void add_person(struct entry *e, const uint8_t person[PSEUDONYM_BYTES])
{
    size_t i = 0;

    if (e->persons == NULL)
        e->persons = memory_zeroed(1, sizeof *e->persons);
    while (i < e->persons->n && memcmp(e->persons->ids[i], person, PSEUDONYM_BYTES) != 0)
        i++;
    if (i == e->persons->n && i < FEWEST_PERSONS)
        memcpy(e->persons->ids[e->persons->n++], person, PSEUDONYM_BYTES);
}

void glossary_unmapped_of(struct glossary *g, enum codebook_field field, struct field cell,
                          const uint8_t person[PSEUDONYM_BYTES])
{
    struct words *w = &g->words[field];
    struct entry *e = &w->entries[dictionary_intern(w->raw, cell.bytes, cell.length)];

    if (!e->mapped)
        add_person(e, person);
}

const struct codebook *glossary_codebook(const struct glossary *g)
{
    return g->codebook;
}

static void join_entry(struct entry *e, const struct entry *later)
{
    if (e->records == 0)
        e->first_line = later->first_line;
    e->records += later->records;
    e->all_records += later->all_records;
    e->all_unmapped += later->all_unmapped;
    if (e->unmapped == 0)
        e->unmapped_at = later->unmapped_at;
    e->unmapped += later->unmapped;
    for (size_t i = 0; later->persons != NULL && i < later->persons->n; i++)
        add_person(e, later->persons->ids[i]);
}

struct glossary_numbers glossary_join(struct glossary *g, const struct glossary *part)
{
    const struct spells *names = part->spells;
    struct glossary_numbers numbers = {
        memory_zeroed(dictionary_size(names->districts), sizeof *numbers.district),
        memory_zeroed(dictionary_size(names->occupations), sizeof *numbers.occupation),
        memory_zeroed(dictionary_size(names->operations), sizeof *numbers.operation),
    };
    uint16_t *const of_field[FIELD_COUNT] = { [FIELD_DISTRICT] = numbers.district,
                                              [FIELD_OCCUPATION] = numbers.occupation,
                                              [FIELD_OPERATION] = numbers.operation };

    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct words *w = &part->words[field];

        g->words[field].too_many = g->words[field].too_many || w->too_many;
        for (uint32_t i = 0; i < dictionary_size(w->raw); i++) {
            struct field cell = { dictionary_text(w->raw, i), dictionary_length(w->raw, i) };
            struct entry *e = entry_of(g, (enum codebook_field) field, cell, INT32_MAX);

            join_entry(e, &w->entries[i]);
            if (of_field[field] != NULL && w->entries[i].value < UINT16_MAX)
                of_field[field][w->entries[i].value] = (uint16_t) e->value;
        }
    }
    return numbers;
}

void glossary_numbers_free(struct glossary_numbers *n)
{
    free(n->district);
    free(n->occupation);
    free(n->operation);
}

static bool is_name(int field)
{
    return field == FIELD_DISTRICT || field == FIELD_OCCUPATION || field == FIELD_OPERATION;
}

static void note_entry(struct glossary *g, uint16_t file, uint16_t column, int field, struct entry *e)
{
    if (e->unmapped > 0)
        findings_note(g->findings, file, e->unmapped_at, column, NOTE_UNMAPPED, e->unmapped);
    if (is_name(field) && e->records > 0) {
        if (e->damaged)
            findings_note(g->findings, file, e->first_line, column, NOTE_DAMAGED_TEXT, e->records);
        if (e->rewritten)
            findings_note(g->findings, file, e->first_line, column, NOTE_NORMALISED_TEXT, e->records);
        if (e->similar)
            findings_note(g->findings, file, e->first_line, column,
                          g->words[field].joined ? NOTE_SAME_NAME : NOTE_SIMILAR_NAME, e->records);
    }
    e->unmapped = e->records = 0;
}

/* Every table has a sum of those that have names, and what is drawn calls it by one of these words. */
static bool is_taken(const struct glossary *g, int field, uint32_t value)
{
    const struct dictionary *names = field == FIELD_DISTRICT     ? g->spells->districts
                                     : field == FIELD_OCCUPATION ? g->spells->occupations
                                                                 : g->spells->operations;

    return is_name(field) && whole_is_named(dictionary_text(names, value), strlen(dictionary_text(names, value)));
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
            struct entry *e = &w->entries[i];

            if (is_taken(g, field, e->value))
                return fault_at(f, FAULT_DATA, path, e->first_line, codebook_field_name((enum codebook_field) field),
                                "all, alla, staden, hela staden och totalt betyder summan av de andra: ta bort raden "
                                "om den är en summa, eller ge namnet ett annat i codes/");
            note_entry(g, file, column[field], field, e);
        }
    }
    return true;
}

static void spell_as_most(struct words *w, struct dictionary *names)
{
    size_t n_words = dictionary_size(w->raw), n = 0;
    struct spelling *all = memory_zeroed(n_words, sizeof *all);

    for (uint32_t i = 0; i < n_words; i++) {
        struct spelling *s = &all[n];

        s->length = word_name(dictionary_text(w->raw, i), dictionary_length(w->raw, i), s->text);
        s->number = w->entries[i].value;
        s->records = w->entries[i].all_records;
        n += s->length != SIZE_MAX;
    }
    spelling_as_most(all, n, names);
    free(all);
}

void glossary_settle(struct glossary *g)
{
    if (g->words[FIELD_OCCUPATION].joined)
        spell_as_most(&g->words[FIELD_OCCUPATION], g->spells->occupations);
    if (g->words[FIELD_OPERATION].joined)
        spell_as_most(&g->words[FIELD_OPERATION], g->spells->operations);
}

size_t glossary_unmapped(const struct glossary *g, enum codebook_field field, size_t most, char *text, size_t size)
{
    const struct words *w = &g->words[field];
    size_t n_words = dictionary_size(w->raw), n = 0;
    struct unmapped *all = memory_zeroed(n_words, sizeof *all);

    for (size_t i = 0; i < n_words; i++) {
        const struct entry *e = &w->entries[i];

        if (e->all_unmapped > 0)
            all[n++] = (struct unmapped){ dictionary_text(w->raw, (uint32_t) i), e->all_unmapped,
                                          e->persons == NULL || e->persons->n < FEWEST_PERSONS };
    }
    unmapped_list(all, n, most, text, size);
    free(all);
    return n;
}
