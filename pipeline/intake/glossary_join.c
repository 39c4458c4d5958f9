/* glossary_join.c - the words of a part of a file, or of a file that was read by itself, joined to those before it. */
#include "pipeline/intake/glossary_inside.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void join_entry(struct entry *e, const struct entry *later)
{
    e->mapped = later->mapped;
    e->damaged = later->damaged;
    e->rewritten = later->rewritten;
    if (e->records == 0)
        e->first_line = later->first_line;
    e->records += later->records;
    e->all_records += later->all_records;
    e->all_unmapped += later->all_unmapped;
    if (e->unmapped == 0)
        e->unmapped_at = later->unmapped_at;
    e->unmapped += later->unmapped;
    for (size_t i = 0; later->persons != NULL && i < later->persons->n; i++)
        glossary_add_person(e, later->persons->ids[i]);
}

/* The words are called what the part called them, in the order in which it did. */
static void join_names(struct glossary *g, int field, const struct words *part, uint16_t *numbers)
{
    struct words *w = &g->words[field];

    for (size_t i = 0; i < part->n_named; i++) {
        const struct naming *n = &part->named[i];
        struct field cell = { dictionary_text(part->raw, n->entry), dictionary_length(part->raw, n->entry) };
        uint32_t value;
        bool met;
        struct entry *e = glossary_entry(w, cell, &met);

        value = glossary_name_entry(g, field, dictionary_text(part->texts, n->text),
                                    dictionary_length(part->texts, n->text), e);
        if (n->value < UINT16_MAX)
            numbers[n->value] = (uint16_t) value;
    }
}

static void join_words(struct glossary *g, int field, const struct words *part, const uint16_t *numbers)
{
    struct words *w = &g->words[field];

    w->too_many = w->too_many || part->too_many;
    for (uint32_t i = 0; i < dictionary_size(part->raw); i++) {
        struct field cell = { dictionary_text(part->raw, i), dictionary_length(part->raw, i) };
        const struct entry *later = &part->entries[i];
        bool met;
        struct entry *e = glossary_entry(w, cell, &met);

        join_entry(e, later);
        e->value = numbers == NULL ? later->value : later->value < UINT16_MAX ? numbers[later->value] : 0;
    }
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
        if (of_field[field] != NULL)
            join_names(g, field, &part->words[field], of_field[field]);
        join_words(g, field, &part->words[field], of_field[field]);
    }
    return numbers;
}

void glossary_numbers_free(struct glossary_numbers *n)
{
    free(n->district);
    free(n->occupation);
    free(n->operation);
}

/* ---- handed on ---- */

static void pack_texts(FILE *to, const struct dictionary *texts)
{
    packet_put_number(to, dictionary_size(texts));
    for (uint32_t i = 0; i < dictionary_size(texts); i++)
        packet_put_bytes(to, dictionary_text(texts, i), dictionary_length(texts, i));
}

/* Every text has a number of its own, and they are as many as was said. */
static void unpack_texts(struct packet *from, struct dictionary *texts)
{
    uint64_t n = packet_number(from);

    for (uint64_t i = 0; i < n && from->whole; i++) {
        size_t length;
        const char *text = packet_bytes(from, &length);

        from->whole = from->whole && dictionary_intern(texts, text, length) == i;
    }
}

/* Number by number, so that nothing is handed on that stood between them in memory. */
static void pack_entry(FILE *to, const struct entry *e)
{
    packet_put_number(to, e->value);
    packet_put_number(to, e->records);
    packet_put_number(to, e->first_line);
    packet_put_number(to, e->unmapped);
    packet_put_number(to, e->unmapped_at);
    packet_put_number(to, e->all_unmapped);
    packet_put_number(to, e->all_records);
    packet_put_number(to, e->mapped);
    packet_put_number(to, e->rewritten);
    packet_put_number(to, e->damaged);
    packet_put_array(to, e->persons != NULL ? e->persons->ids : NULL, e->persons != NULL ? e->persons->n : 0,
                     PSEUDONYM_BYTES);
}

static uint32_t number_32(struct packet *from)
{
    return (uint32_t) packet_number_to(from, UINT32_MAX);
}

static struct entry unpack_entry(struct packet *from)
{
    struct entry e = { .value = number_32(from) };
    uint8_t(*persons)[PSEUDONYM_BYTES];
    size_t n;

    e.records = number_32(from);
    e.first_line = number_32(from);
    e.unmapped = number_32(from);
    e.unmapped_at = number_32(from);
    e.all_unmapped = packet_number(from);
    e.all_records = packet_number(from);
    e.mapped = packet_number_to(from, true) != 0;
    e.rewritten = packet_number_to(from, true) != 0;
    e.damaged = packet_number_to(from, true) != 0;
    persons = packet_array(from, &n, sizeof *persons);
    for (size_t i = 0; i < n; i++)
        glossary_add_person(&e, persons[i]);
    free(persons);
    return e;
}

static void pack_words(FILE *to, const struct words *w)
{
    packet_put_number(to, w->too_many);
    pack_texts(to, w->raw);
    pack_texts(to, w->texts);
    for (size_t i = 0; i < dictionary_size(w->raw); i++)
        pack_entry(to, &w->entries[i]);
    packet_put_array(to, w->named, w->n_named, sizeof *w->named);
}

/* Only names are called something, and every word of a name is. */
static bool is_within(const struct words *w, const struct dictionary *names)
{
    size_t n = dictionary_size(w->raw), n_texts = dictionary_size(w->texts);
    size_t n_names = names != NULL ? dictionary_size(names) : 0;
    bool within = true;

    for (size_t i = 0; i < w->n_named; i++)
        within = within && w->named[i].entry < n && w->named[i].text < n_texts && w->named[i].value < n_names;
    for (size_t i = 0; names != NULL && i < n; i++)
        within = within && w->entries[i].value < n_names;
    return within;
}

static void unpack_words(struct packet *from, struct words *w, const struct dictionary *names)
{
    size_t n;

    w->too_many = packet_number_to(from, true) != 0;
    unpack_texts(from, w->raw);
    unpack_texts(from, w->texts);
    n = dictionary_size(w->raw);
    w->entries = memory_grow(w->entries, &w->capacity, n, sizeof *w->entries);
    for (size_t i = 0; i < n; i++)
        w->entries[i] = unpack_entry(from);
    w->named = packet_array(from, &w->n_named, sizeof *w->named);
    w->named_capacity = w->n_named;
    from->whole = from->whole && is_within(w, names);
}

void glossary_pack(const struct glossary *g, FILE *to)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (glossary_is_name(field))
            pack_texts(to, glossary_names(g, field));
        pack_words(to, &g->words[field]);
    }
}

void glossary_unpack(struct glossary *g, struct packet *from)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (glossary_is_name(field))
            unpack_texts(from, glossary_names(g, field));
        unpack_words(from, &g->words[field], glossary_names(g, field));
    }
}
