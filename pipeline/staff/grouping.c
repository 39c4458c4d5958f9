#include "pipeline/staff/grouping.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define D (1u << ATTRIBUTE_DISTRICT)
#define O (1u << ATTRIBUTE_OCCUPATION)
#define V (1u << ATTRIBUTE_OPERATION)
#define G (1u << ATTRIBUTE_GENDER)
#define A (1u << ATTRIBUTE_AGE)
#define T (1u << ATTRIBUTE_TENURE)

static const struct grouping GROUPINGS[N_GROUPINGS + 1] = {
    [GROUPING_CITY] = { "city", 0, true, "cause" },
    [GROUPING_DISTRICT] = { "district", D, true, NULL },
    [GROUPING_OCCUPATION] = { "occupation", O, true, "occupation_cause" },
    [GROUPING_DISTRICT_OCCUPATION] = { "district_occupation", D | O, false, NULL },
    [GROUPING_OPERATION] = { "operation", V, false, NULL },
    [GROUPING_GENDER] = { "gender", G, false, NULL },
    [GROUPING_AGE] = { "age", A, false, NULL },
    [GROUPING_TENURE] = { "tenure", T, false, NULL },
    [GROUPING_OCCUPATION_OPERATION] = { "occupation_operation", O | V, false, NULL },
    [GROUPING_OCCUPATION_GENDER] = { "occupation_gender", O | G, false, NULL },
    [GROUPING_OCCUPATION_AGE] = { "occupation_age", O | A, false, NULL },
    [GROUPING_OCCUPATION_TENURE] = { "occupation_tenure", O | T, false, NULL },
    [GROUPING_CELL] = { "cell", D | O | V | G | A | T, false, NULL },
};

const struct grouping *grouping_of(enum grouping_id id)
{
    return &GROUPINGS[id];
}

/* A key as two numbers, to be compared and hashed at once; and its own number + 1, 0: none. */
struct slot {
    uint64_t post; /* its first four attributes */
    uint32_t bands;
    uint32_t number;
};

/* Distinct keys, numbered in order of first use: open addressing, at most half full. Slots have the keys too, so that
 * one is found with one look into memory. */
struct keys {
    struct cell_key *items;
    size_t n, capacity;
    struct slot *slots;
    size_t n_slots;
};

enum { FEW_BANDS = 8, CELLS_IN_POST = FEW_BANDS * FEW_BANDS };

struct cells {
    struct keys cells;
    struct keys groups[N_GROUPINGS];
    struct keys posts;
    uint32_t *group_of; /* [cell * N_GROUPINGS + grouping] */
    uint32_t *post_of;  /* [cell] */
    uint32_t *cell_of;  /* [post]: the first */
    size_t n_group_of, n_post_of, n_cell_of;
    /* [post][age][tenure]: number + 1; 0: not looked for yet. Of bands below FEW_BANDS, as they are: a small table,
     * where that of all keys is more than a cache holds. */
    uint32_t *in_post;
    size_t n_in_post;
};

_Static_assert(sizeof(struct cell_key) == sizeof(uint64_t) + sizeof(uint32_t), "all of a key is packed");

static struct slot pack(const struct cell_key *key)
{
    struct slot s = { .number = 0 };

    memcpy(&s.post, key->attribute, sizeof s.post);
    memcpy(&s.bands, &key->attribute[ATTRIBUTE_AGE], sizeof s.bands);
    return s;
}

static size_t first_slot(struct slot key, size_t n_slots)
{
    uint64_t hash = (key.post * 0x9e3779b97f4a7c15u) ^ (key.bands * 0xbf58476d1ce4e5b9u);

    hash ^= hash >> 32;
    return (size_t) (hash * 0x94d049bb133111ebu >> 29) & (n_slots - 1);
}

static void rehash(struct keys *k)
{
    size_t n_slots = k->n_slots == 0 ? 64 : 2 * k->n_slots;

    free(k->slots);
    k->slots = memory_zeroed(n_slots, sizeof *k->slots);
    k->n_slots = n_slots;
    for (size_t i = 0; i < k->n; i++) {
        struct slot key = pack(&k->items[i]);
        size_t slot = first_slot(key, n_slots);

        while (k->slots[slot].number != 0)
            slot = (slot + 1) & (n_slots - 1);
        key.number = (uint32_t) i + 1;
        k->slots[slot] = key;
    }
}

static uint32_t number_of(struct keys *k, const struct cell_key *key)
{
    struct slot wanted = pack(key);
    size_t slot;

    if (2 * (k->n + 1) > k->n_slots)
        rehash(k);
    slot = first_slot(wanted, k->n_slots);
    for (; k->slots[slot].number != 0; slot = (slot + 1) & (k->n_slots - 1))
        if (k->slots[slot].post == wanted.post && k->slots[slot].bands == wanted.bands)
            return k->slots[slot].number - 1;
    k->items = memory_grow(k->items, &k->capacity, k->n + 1, sizeof *k->items);
    k->items[k->n++] = *key;
    wanted.number = (uint32_t) k->n;
    k->slots[slot] = wanted;
    return (uint32_t) k->n - 1;
}

struct cells *cells_new(void)
{
    return memory_zeroed(1, sizeof(struct cells));
}

void cells_free(struct cells *c)
{
    if (c == NULL)
        return;
    free(c->cells.items);
    free(c->cells.slots);
    for (size_t g = 0; g < N_GROUPINGS; g++) {
        free(c->groups[g].items);
        free(c->groups[g].slots);
    }
    free(c->posts.items);
    free(c->posts.slots);
    free(c->post_of);
    free(c->cell_of);
    free(c->group_of);
    free(c->in_post);
    free(c);
}

uint32_t cells_post_number(struct cells *c, const struct cell_key *key)
{
    struct cell_key post = *key;
    size_t before = c->posts.n;
    uint32_t number;

    post.attribute[ATTRIBUTE_AGE] = post.attribute[ATTRIBUTE_TENURE] = ATTRIBUTE_ALL;
    number = number_of(&c->posts, &post);
    if (c->posts.n == before)
        return number;
    c->cell_of = memory_grow(c->cell_of, &c->n_cell_of, c->posts.n, sizeof *c->cell_of);
    c->cell_of[number] = UINT32_MAX;
    c->in_post = memory_grow(c->in_post, &c->n_in_post, c->posts.n * CELLS_IN_POST, sizeof *c->in_post);
    memset(&c->in_post[(size_t) number * CELLS_IN_POST], 0, CELLS_IN_POST * sizeof *c->in_post);
    return number;
}

static void add_cell(struct cells *c, uint32_t cell, uint32_t post, const struct cell_key *key)
{
    c->post_of = memory_grow(c->post_of, &c->n_post_of, c->cells.n, sizeof *c->post_of);
    c->post_of[cell] = post;
    if (c->cell_of[post] == UINT32_MAX)
        c->cell_of[post] = cell;
    c->group_of = memory_grow(c->group_of, &c->n_group_of, c->cells.n * N_GROUPINGS, sizeof *c->group_of);
    for (size_t g = 0; g < N_GROUPINGS; g++) {
        struct cell_key group = *key;

        for (size_t a = 0; a < N_ATTRIBUTES; a++)
            if (!grouping_splits_by(&GROUPINGS[g], (enum attribute) a))
                group.attribute[a] = ATTRIBUTE_ALL;
        c->group_of[cell * N_GROUPINGS + g] = number_of(&c->groups[g], &group);
    }
}

static uint32_t find_cell(struct cells *c, uint32_t post, const struct cell_key *key)
{
    size_t before = c->cells.n;
    uint32_t cell = number_of(&c->cells, key);

    if (c->cells.n > before)
        add_cell(c, cell, post, key);
    return cell;
}

uint32_t cells_number_in_post(struct cells *c, uint32_t post, const struct cell_key *key)
{
    size_t age = key->attribute[ATTRIBUTE_AGE], tenure = key->attribute[ATTRIBUTE_TENURE];
    uint32_t *known;

    if (age >= FEW_BANDS || tenure >= FEW_BANDS)
        return find_cell(c, post, key);
    known = &c->in_post[(size_t) post * CELLS_IN_POST + age * FEW_BANDS + tenure];
    if (*known == 0)
        *known = find_cell(c, post, key) + 1;
    return *known - 1;
}

uint32_t cells_number(struct cells *c, const struct cell_key *key)
{
    return cells_number_in_post(c, cells_post_number(c, key), key);
}

uint32_t cells_post(const struct cells *c, uint32_t cell)
{
    return c->post_of[cell];
}

uint32_t cells_post_cell(const struct cells *c, uint32_t post)
{
    return c->cell_of[post];
}

size_t cells_count(const struct cells *c)
{
    return c->cells.n;
}

const struct cell_key *cells_key(const struct cells *c, uint32_t cell)
{
    return &c->cells.items[cell];
}

uint32_t cells_group(const struct cells *c, enum grouping_id id, uint32_t cell)
{
    return id == GROUPING_CELL ? cell : c->group_of[cell * N_GROUPINGS + (size_t) id];
}

size_t cells_groups(const struct cells *c, enum grouping_id id)
{
    return id == GROUPING_CELL ? c->cells.n : c->groups[id].n;
}

const struct cell_key *cells_group_key(const struct cells *c, enum grouping_id id, uint32_t group)
{
    return id == GROUPING_CELL ? &c->cells.items[group] : &c->groups[id].items[group];
}
