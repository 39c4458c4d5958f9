#include "pipeline/staff/population.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

void population_begin(struct population *p, const struct windows *windows)
{
    *p = (struct population){ .windows = windows };
    p->cells = cells_new();
    p->balance = balance_new(windows, p->cells);
    p->follow = follow_new(windows, p->cells);
}

void population_free(struct population *p)
{
    follow_free(p->follow);
    balance_free(p->balance);
    cells_free(p->cells);
    post_runs_free(&p->runs);
    stays_free(&p->stays);
    free(p->cell);
    *p = (struct population){ 0 };
}

static uint64_t mark_of_text(const struct dictionary *names, uint16_t number)
{
    uint64_t mark = 0;

    for (const char *text = dictionary_text(names, number); *text != '\0'; text++)
        mark = (mark ^ (unsigned char) *text) * 1099511628211u;
    return mark;
}

/* A cell is marked by what its names are, for their numbers are this part's. */
static uint64_t mark_of(const struct population *p, const struct cell_key *key)
{
    const uint64_t names[] = { mark_of_text(p->names.districts, key->attribute[ATTRIBUTE_DISTRICT]),
                               mark_of_text(p->names.occupations, key->attribute[ATTRIBUTE_OCCUPATION]),
                               mark_of_text(p->names.operations, key->attribute[ATTRIBUTE_OPERATION]) };
    uint64_t mark = key->attribute[ATTRIBUTE_GENDER];

    mark = mark << 16 | key->attribute[ATTRIBUTE_AGE];
    mark = mark << 16 | key->attribute[ATTRIBUTE_TENURE];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        mark = (mark ^ names[i]) * 0x9e3779b97f4a7c15u;
    return mark;
}

static void mark_cells(struct population *p)
{
    for (; p->n_marked < cells_count(p->cells); p->n_marked++)
        balance_mark_cell(p->balance, mark_of(p, cells_key(p->cells, (uint32_t) p->n_marked)));
}

void population_add(struct population *p, const struct post_record *records, size_t n, const struct stay_person *person)
{
    uint32_t post = 0;

    if (n == 0)
        return;
    post_find(records, n, p->break_days, &p->names, &p->runs);
    stay_find(&p->runs, records, person, &p->rules, &p->stays);
    if (p->stays.n == 0)
        return;
    p->cell = memory_grow(p->cell, &p->cell_capacity, p->stays.n, sizeof *p->cell);
    for (size_t i = 0; i < p->stays.n; i++) {
        const struct stay *s = &p->stays.items[i];

        if (s->passing == PASSING_NONE)
            post = cells_post_number(p->cells, &s->key);
        p->cell[i] = cells_number_in_post(p->cells, post, &s->key);
    }
    mark_cells(p);
    balance_add(p->balance, p->stays.items, p->cell, p->stays.n);
    follow_add(p->follow, p->stays.items, p->cell, p->stays.n);
}

/* The number among `names` of each name of `others`, in their order; the caller's, to free(). Their dictionaries hold
 * whatever both know. */
static uint16_t *renumber(const struct dictionary *names, const struct dictionary *others)
{
    size_t n = dictionary_size(others);
    uint16_t *number = memory_zeroed(n, sizeof *number);

    for (uint32_t i = 0; i < n; i++) {
        const char *name = dictionary_text(others, i);

        number[i] = (uint16_t) dictionary_find(names, name, strlen(name));
    }
    return number;
}

/* The cell here of each cell there. */
static uint32_t *find_cells(struct population *into, const struct population *from)
{
    uint16_t *district = renumber(into->names.districts, from->names.districts);
    uint16_t *occupation = renumber(into->names.occupations, from->names.occupations);
    uint16_t *operation = renumber(into->names.operations, from->names.operations);
    size_t n = cells_count(from->cells);
    uint32_t *cell = memory_zeroed(n, sizeof *cell);

    for (uint32_t i = 0; i < n; i++) {
        struct cell_key key = *cells_key(from->cells, i);

        key.attribute[ATTRIBUTE_DISTRICT] = district[key.attribute[ATTRIBUTE_DISTRICT]];
        key.attribute[ATTRIBUTE_OCCUPATION] = occupation[key.attribute[ATTRIBUTE_OCCUPATION]];
        key.attribute[ATTRIBUTE_OPERATION] = operation[key.attribute[ATTRIBUTE_OPERATION]];
        cell[i] = cells_number(into->cells, &key);
    }
    free(district);
    free(occupation);
    free(operation);
    return cell;
}

void population_join(struct population *into, struct population *from)
{
    uint32_t *cell = find_cells(into, from);

    mark_cells(into);
    balance_join(into->balance, from->balance, cell);
    follow_join(into->follow, from->follow, cell);
    free(cell);
}

bool population_settle(struct population *p, struct fault *f)
{
    follow_settle(p->follow);
    return balance_settle(p->balance, p->n_threads, f);
}
