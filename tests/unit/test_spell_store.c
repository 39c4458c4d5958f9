/* A store with a bound gives what one without gives: the one array is the reference. */
#include "tests/support/testing.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_store.h"

#include <stdlib.h>
#include <string.h>

enum { SPELLS = 5000, PERSONS = 700, AT_ONCE = 64 };

/* What visits have seen. */
struct seen {
    struct spell *items;
    size_t n, capacity, pieces, largest;
    int32_t day;
};

static void see(void *context, struct spells *piece)
{
    struct seen *seen = context;

    seen->items = memory_grow(seen->items, &seen->capacity, seen->n + piece->n, sizeof *seen->items);
    memcpy(seen->items + seen->n, piece->items, piece->n * sizeof *piece->items);
    seen->n += piece->n;
    seen->pieces++;
    seen->largest = piece->n > seen->largest ? piece->n : seen->largest;
}

static struct spell spell_of(size_t i)
{
    uint32_t person = (uint32_t) (i * 2654435761u) % PERSONS;
    struct spell s = { .line = (uint32_t) i + 1, .file = 1, .start = (int32_t) (i % 97), .century_given = true };

    s.person[0] = (uint8_t) (person >> 4); /* several persons share a first byte, and differ in the last */
    s.person[PSEUDONYM_BYTES - 1] = (uint8_t) person;
    return s;
}

static void add(struct spell_store *s, size_t n)
{
    struct fault f;

    for (size_t i = 0; i < n; i++) {
        assert_true(spell_store_make_room(s, 1, &f));
        s->spells->items[s->spells->n++] = spell_of((size_t) spell_store_added(s));
    }
}

static int by_line(const void *one, const void *other)
{
    const struct spell *a = one, *b = other;

    return (a->line > b->line) - (a->line < b->line);
}

static int by_person_and_line(const void *one, const void *other)
{
    int order = memcmp(((const struct spell *) one)->person, ((const struct spell *) other)->person, PSEUDONYM_BYTES);

    return order != 0 ? order : by_line(one, other);
}

/* Keeps those of odd lines, as somebody who merges would. */
static void keep_odd(void *context, struct spells *piece)
{
    size_t kept = 0;

    qsort(piece->items, piece->n, sizeof *piece->items, by_person_and_line);
    see(context, piece);
    for (size_t i = 0; i < piece->n; i++)
        if (piece->items[i].line % 2 == 1)
            piece->items[kept++] = piece->items[i];
    piece->n = kept;
}

static void move_a_day(void *context, struct spells *piece)
{
    const struct seen *seen = context;

    for (size_t i = 0; i < piece->n; i++)
        piece->items[i].start += seen->day;
}

/* All that a delivery does with a store; what stands at the end. */
static struct seen run(size_t bytes, struct seen *merged)
{
    struct seen end = { 0 }, moved = { .day = 1000 };
    struct spell_store s;
    struct spells spells;
    struct fault f;

    *merged = (struct seen){ 0 };
    spells_begin(&spells);
    s = spell_store_begin(&spells, testing_folder(), bytes, 1);
    assert_int_equal(spell_store_is_bounded(&s), bytes > 0);
    add(&s, SPELLS);
    assert_int_equal(spell_store_added(&s), SPELLS);
    assert_true(spell_store_merge(&s, keep_odd, merged, &f));
    assert_true(spell_store_each(&s, true, move_a_day, &moved, &f));
    assert_true(spell_store_each(&s, false, see, &end, &f));
    spell_store_end(&s);
    spells_free(&spells);
    return end;
}

static void persons_come_out_whole_and_in_order_whatever_the_bound(void **state)
{
    static const size_t bounds[] = { 1, 3, AT_ONCE, 999, SPELLS - 1, SPELLS, 2 * SPELLS };
    struct seen merged, reference = run(0, &merged);

    (void) state;
    assert_int_equal(merged.pieces, 1);
    assert_int_equal(merged.n, SPELLS);
    assert_int_equal(reference.n, SPELLS / 2);
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        struct seen merged_here, here = run(bounds[i] * sizeof(struct spell), &merged_here);

        assert_int_equal(merged_here.n, merged.n);
        assert_memory_equal(merged_here.items, merged.items, merged.n * sizeof *merged.items);
        assert_int_equal(here.n, reference.n);
        assert_memory_equal(here.items, reference.items, here.n * sizeof *here.items);
        assert_int_equal(here.pieces > 1, bounds[i] < SPELLS);
        if (bounds[i] < SPELLS) /* half of the bound, and what one person has more */
            assert_true(merged_here.largest <= bounds[i] / 2 + SPELLS / PERSONS + 50);
        free(merged_here.items);
        free(here.items);
    }
    free(merged.items);
    free(reference.items);
}

/* Drops every third line from a line on. */
static void drop_thirds(void *context, struct spells *piece)
{
    const struct seen *from = context;
    size_t kept = 0;

    for (size_t i = 0; i < piece->n; i++)
        if (piece->items[i].line <= (uint32_t) from->day || piece->items[i].line % 3 != 0)
            piece->items[kept++] = piece->items[i];
    piece->n = kept;
}

/* Before merging, as the end of a file does: what was added since. */
static void what_was_added_since_is_shown_and_can_be_changed(void **state)
{
    enum { BEFORE = 250, FILE = 500 };

    (void) state;
    for (size_t bytes = 0; bytes <= AT_ONCE * sizeof(struct spell); bytes += AT_ONCE * sizeof(struct spell)) {
        struct seen since = { 0 }, all = { 0 }, from = { .day = BEFORE };
        struct spell_store s;
        struct spells spells;
        struct fault f;
        size_t of_file = 0;

        spells_begin(&spells);
        s = spell_store_begin(&spells, testing_folder(), bytes, 1);
        add(&s, BEFORE);
        add(&s, FILE);
        assert_true(spell_store_since(&s, BEFORE, true, drop_thirds, &from, &f));
        assert_true(spell_store_since(&s, BEFORE, false, see, &since, &f));
        for (size_t i = 0; i < since.n; i++)
            of_file += since.items[i].line > BEFORE;
        assert_int_equal(of_file, FILE - FILE / 3 - 1); /* 252, 255, ... 750 are gone */
        assert_true(since.n - of_file <= AT_ONCE);      /* the run that both files share */
        assert_true(spell_store_each(&s, false, see, &all, &f));
        assert_int_equal(all.n, BEFORE + of_file);
        assert_true(all.n > 0);
        qsort(all.items, all.n, sizeof *all.items, by_line);
        for (size_t i = 1; i < all.n; i++)
            assert_int_not_equal(all.items[i - 1].line, all.items[i].line);
        spell_store_end(&s);
        spells_free(&spells);
        free(since.items);
        free(all.items);
    }
}

static void a_folder_that_can_not_be_written_is_a_fault(void **state)
{
    struct spell_store s;
    struct spells spells;
    struct fault f = { 0 };
    size_t n = 0;

    (void) state;
    spells_begin(&spells);
    s = spell_store_begin(&spells, testing_path(testing_folder(), "none"), AT_ONCE * sizeof(struct spell), 1);
    while (n < SPELLS && spell_store_make_room(&s, 1, &f)) {
        spells.items[spells.n++] = spell_of(n);
        n++;
    }
    assert_int_equal(n, AT_ONCE);
    assert_int_equal(f.kind, FAULT_SYSTEM);
    spell_store_end(&s);
    spells_free(&spells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_come_out_whole_and_in_order_whatever_the_bound),
        cmocka_unit_test(what_was_added_since_is_shown_and_can_be_changed),
        cmocka_unit_test(a_folder_that_can_not_be_written_is_a_fault),
    };

    return TESTS_RUN(tests);
}
