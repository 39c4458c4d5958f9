#include "pipeline/base/dictionary.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, BLOCK = 1 << 16 };

struct entry {
    const char *text;
    size_t length;
    uint64_t hash;
};

/* Texts stand in blocks that never move, each closed by a NUL. */
struct block {
    struct block *previous;
    size_t used;
    size_t size;
    char bytes[];
};

struct dictionary {
    struct entry *entries;
    size_t n, capacity;
    uint32_t *slots; /* number + 1; 0: free */
    size_t n_slots;  /* a power of two, at least twice n */
    struct block *block;
};

static uint64_t hash_of(const char *bytes, size_t length)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ length;

    while (length >= sizeof(uint64_t)) {
        uint64_t word;

        memcpy(&word, bytes, sizeof word);
        h = (h ^ word) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 29;
        bytes += sizeof word;
        length -= sizeof word;
    }
    if (length > 0) {
        uint64_t word = 0;

        memcpy(&word, bytes, length);
        h = (h ^ word) * 0xbf58476d1ce4e5b9u;
    }
    h ^= h >> 32;
    h *= 0x94d049bb133111ebu;
    return h ^ (h >> 29);
}

static const char *keep(struct dictionary *d, const char *bytes, size_t length)
{
    char *place;

    if (d->block == NULL || d->block->size - d->block->used < length + 1) {
        size_t size = length + 1 > BLOCK ? length + 1 : BLOCK;
        struct block *b = memory_zeroed(1, sizeof *b + size);

        b->previous = d->block;
        b->size = size;
        d->block = b;
    }
    place = d->block->bytes + d->block->used;
    if (length > 0)
        memcpy(place, bytes, length);
    place[length] = '\0';
    d->block->used += length + 1;
    return place;
}

/* The slot that holds the text, or the free one where it would stand. */
static size_t slot_of(const struct dictionary *d, uint64_t hash, const char *bytes, size_t length)
{
    size_t slot = (size_t) hash & (d->n_slots - 1);

    while (d->slots[slot] != 0) {
        const struct entry *e = &d->entries[d->slots[slot] - 1];

        if (e->hash == hash && e->length == length && memcmp(e->text, bytes, length) == 0)
            break;
        slot = (slot + 1) & (d->n_slots - 1);
    }
    return slot;
}

static void fill_slots(struct dictionary *d)
{
    free(d->slots);
    d->slots = memory_zeroed(d->n_slots, sizeof *d->slots);
    for (size_t i = 0; i < d->n; i++)
        d->slots[slot_of(d, d->entries[i].hash, d->entries[i].text, d->entries[i].length)] = (uint32_t) i + 1;
}

struct dictionary *dictionary_new(void)
{
    struct dictionary *d = memory_zeroed(1, sizeof *d);

    d->n_slots = FIRST_SLOTS;
    d->slots = memory_zeroed(d->n_slots, sizeof *d->slots);
    return d;
}

void dictionary_free(struct dictionary *d)
{
    if (d == NULL)
        return;
    while (d->block != NULL) {
        struct block *previous = d->block->previous;

        free(d->block);
        d->block = previous;
    }
    free(d->entries);
    free(d->slots);
    free(d);
}

uint32_t dictionary_intern(struct dictionary *d, const char *bytes, size_t length)
{
    uint64_t hash = hash_of(bytes, length);
    size_t slot = slot_of(d, hash, bytes, length);

    if (d->slots[slot] == 0) {
        if (2 * (d->n + 1) > d->n_slots) {
            d->n_slots *= 2;
            fill_slots(d);
            slot = slot_of(d, hash, bytes, length);
        }
        d->entries = memory_grow(d->entries, &d->capacity, d->n + 1, sizeof *d->entries);
        d->entries[d->n] = (struct entry){ keep(d, bytes, length), length, hash };
        d->n++;
        d->slots[slot] = (uint32_t) d->n;
    }
    return d->slots[slot] - 1;
}

uint32_t dictionary_find(const struct dictionary *d, const char *bytes, size_t length)
{
    size_t slot = slot_of(d, hash_of(bytes, length), bytes, length);

    return d->slots[slot] == 0 ? UINT32_MAX : d->slots[slot] - 1;
}

bool dictionary_has(const struct dictionary *d, const char *text)
{
    return dictionary_find(d, text, strlen(text)) != UINT32_MAX;
}

void dictionary_rename(struct dictionary *d, uint32_t number, const char *bytes, size_t length)
{
    d->entries[number] = (struct entry){ keep(d, bytes, length), length, hash_of(bytes, length) };
    fill_slots(d);
}

const char *dictionary_text(const struct dictionary *d, uint32_t number)
{
    return d->entries[number].text;
}

size_t dictionary_length(const struct dictionary *d, uint32_t number)
{
    return d->entries[number].length;
}

size_t dictionary_size(const struct dictionary *d)
{
    return d->n;
}
