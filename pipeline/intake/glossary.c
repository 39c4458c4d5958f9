#include "pipeline/intake/glossary_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/whole.h"
#include "pipeline/intake/spelling.h"
#include "pipeline/intake/unmapped.h"
#include "pipeline/intake/word.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct glossary *glossary_new(const struct codebook *codebook, struct spells *spells, struct findings *findings)
{
    struct glossary *g = memory_zeroed(1, sizeof *g);

    g->codebook = codebook;
    g->spells = spells;
    g->findings = findings;
    g->dated = codebook_is_dated(codebook);
    for (int i = 0; i < FIELD_COUNT; i++)
        g->words[i] = (struct words){ .raw = dictionary_new(), .folded = dictionary_new(), .texts = dictionary_new() };
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
        dictionary_free(g->words[i].texts);
        free(g->words[i].named);
        free(g->words[i].first);
        free(g->words[i].entries);
        free(g->words[i].recall);
    }
    free(g);
}

/* The number of a name; *similar where it is new, and one that folds alike is not. */
static uint32_t name_number(struct glossary *g, int field, const char *text, size_t length, bool *similar)
{
    struct words *w = &g->words[field];
    struct dictionary *names = glossary_names(g, field);
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

uint32_t glossary_name_entry(struct glossary *g, int field, const char *text, size_t length, struct entry *e)
{
    struct words *w = &g->words[field];
    uint32_t number = (uint32_t) (e - w->entries);
    bool known = e->named && (w->joined || dictionary_find(glossary_names(g, field), text, length) != UINT32_MAX);
    uint32_t value = name_number(g, field, text, length, &e->similar);

    if (!known) {
        w->named = memory_grow(w->named, &w->named_capacity, w->n_named + 1, sizeof *w->named);
        w->named[w->n_named++] = (struct naming){ number, dictionary_intern(w->texts, text, length), value };
        e->named = true;
    }
    return value;
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
    const char *text;
    size_t length = 0;

    pthread_mutex_lock(&asking);
    e->mapped = true;
    e->damaged = word_is_damaged(cell.bytes, cell.length);
    e->rewritten = is_rewritten(cell);
    switch (field) {
    case FIELD_DISTRICT:
        text = codebook_unit(c, cell.bytes, cell.length, day, &length, &e->mapped);
        e->value = glossary_name_entry(g, field, text, length, e);
        break;
    case FIELD_OCCUPATION:
        text = cell.length > 0 ? codebook_occupation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = glossary_name_entry(g, field, text, length, e);
        break;
    case FIELD_OPERATION:
        text = cell.length > 0 ? codebook_operation(c, cell.bytes, cell.length, day, &length, &e->mapped) : "";
        e->value = glossary_name_entry(g, field, text, length, e);
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

struct entry *glossary_entry(struct words *w, struct field cell, bool *met)
{
    size_t n = dictionary_size(w->raw);
    uint32_t number = dictionary_intern(w->raw, cell.bytes, cell.length);

    *met = number == n;
    if (*met) {
        w->entries = memory_grow(w->entries, &w->capacity, n + 1, sizeof *w->entries);
        w->entries[n] = (struct entry){ .mapped = true };
    }
    return &w->entries[number];
}

/* The entry of a word as it stands, looked up where it is new. */
static struct entry *entry_of(struct glossary *g, enum codebook_field field, struct field cell, int32_t day)
{
    struct words *w = &g->words[field];
    bool met;
    struct entry *e = glossary_entry(w, cell, &met);

    if (met || g->dated)
        look_up(g, field, cell, day, e);
    w->asked = (uint32_t) (e - w->entries);
    return e;
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

void glossary_add_person(struct entry *e, const uint8_t person[PSEUDONYM_BYTES])
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
        glossary_add_person(e, person);
}

const struct codebook *glossary_codebook(const struct glossary *g)
{
    return g->codebook;
}

static void note_entry(struct glossary *g, uint16_t file, uint16_t column, int field, struct entry *e)
{
    if (e->unmapped > 0)
        findings_note(g->findings, file, e->unmapped_at, column, NOTE_UNMAPPED, e->unmapped);
    if (glossary_is_name(field) && e->records > 0) {
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
    const struct dictionary *names = glossary_names(g, field);

    return names != NULL && whole_is_named(dictionary_text(names, value), strlen(dictionary_text(names, value)));
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
