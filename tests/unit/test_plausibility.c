/* A register that may not mean what it seems to: its edges, where days are counted from. */
#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/plausibility.h"
#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>

static const struct plausibility LOOKS = {
    .smallest = 5, .factor = 3, .share = 5, .snapshot_drop = 20, .cause_jump = 50, .posts_at_once = 4
};

static struct spell *add(struct spells *s, unsigned person, int32_t start, int32_t end, enum spell_basis basis)
{
    struct spell *spell;

    s->items = memory_grow(s->items, &s->capacity, s->n + 1, sizeof *s->items);
    spell = &s->items[s->n++];
    memset(spell, 0, sizeof *spell);
    spell->person[0] = (uint8_t) person;
    spell->start = start;
    spell->end = end;
    spell->extraction = calendar_from_civil(2005, 1, 3);
    spell->basis = (uint8_t) basis;
    spell->district = (uint16_t) dictionary_intern(s->districts, "Södra", strlen("Södra"));
    spell->occupation = (uint16_t) dictionary_intern(s->occupations, "s", 1);
    spell->operation = (uint16_t) dictionary_intern(s->operations, "", 0);
    return spell;
}

static void look(const struct spells *s, struct doubts *found)
{
    struct organisation *none;
    struct fault f;

    *found = (struct doubts){ 0 };
    assert_true(organisation_read(NULL, &none, &f));
    plausibility_look(&LOOKS, s, none, found);
    organisation_free(none);
}

/* Snapshots of a third of January: no day before the first snapshot is looked at, though its month begins before it. */
static void a_register_that_begins_within_a_month_has_no_days_before_it(void **state)
{
    struct spells s;
    struct doubts found;
    const int32_t first = calendar_from_civil(2001, 1, 3), second = calendar_from_civil(2003, 1, 3);

    (void) state;
    spells_begin(&s);
    for (unsigned i = 0; i < 40; i++)
        add(&s, i, first, i % 2 == 0 ? first : SPELL_OPEN, BASIS_SNAPSHOT);
    for (unsigned i = 40; i < 60; i++)
        add(&s, i, second, SPELL_OPEN, BASIS_SNAPSHOT);
    look(&s, &found);
    assert_int_equal(found.n, 0);
    doubts_free(&found);
    spells_free(&s);
}

static void a_register_that_nobody_has_left_raises_no_doubt(void **state)
{
    struct spells s;
    struct doubts found;

    (void) state;
    spells_begin(&s);
    for (unsigned i = 0; i < 40; i++)
        add(&s, i, calendar_from_civil(2001, 1, 3), SPELL_OPEN, BASIS_SPELLS);
    look(&s, &found);
    assert_int_equal(found.n, 0);
    doubts_free(&found);
    spells_free(&s);
}

/* Whoever began before ends are recorded is no wave of starts; twenty that end on one day are one of ends. */
static void many_ends_on_one_day_are_a_doubt_of_that_day(void **state)
{
    struct spells s;
    struct doubts found;
    const int32_t first = calendar_from_civil(2000, 1, 10), end = calendar_from_civil(2003, 6, 17);
    unsigned person = 0;

    (void) state;
    spells_begin(&s);
    add(&s, person++, first, calendar_from_civil(2001, 1, 20), BASIS_SPELLS);
    for (int month = 0; month < 24; month++)
        add(&s, person++, first, calendar_from_civil(2001 + month / 12, month % 12 + 1, 28), BASIS_SPELLS);
    for (int i = 0; i < 20; i++)
        add(&s, person++, first, end, BASIS_SPELLS);
    for (int i = 0; i < 40; i++)
        add(&s, person++, first, SPELL_OPEN, BASIS_SPELLS);
    for (size_t i = 0; i < s.n; i++)
        s.items[i].extraction = calendar_from_civil(2003, 7, 31);
    look(&s, &found);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.items[0].kind, DOUBT_MASS_END);
    assert_int_equal(found.items[0].day, end);
    assert_int_equal((int) found.items[0].found, 20);
    doubts_free(&found);
    spells_free(&s);
}

/* Two years apart, of forty: three in ten who are left are more than a fourth, and two in ten are fewer. */
static void after_two_years_a_fourth_should_be_left(void **state)
{
    static const unsigned left[] = { 12, 8 };
    const int32_t first = calendar_from_civil(2001, 1, 3), second = calendar_from_civil(2003, 1, 3);

    (void) state;
    for (size_t k = 0; k < 2; k++) {
        struct spells s;
        struct doubts found;

        spells_begin(&s);
        for (unsigned i = 0; i < 40; i++)
            add(&s, i, first, i < left[k] ? SPELL_OPEN : first, BASIS_SNAPSHOT);
        for (unsigned i = left[k]; i < 40; i++)
            add(&s, 40 + i, second, SPELL_OPEN, BASIS_SNAPSHOT);
        look(&s, &found);
        assert_int_equal(found.n, k);
        if (k > 0) {
            assert_int_equal(found.items[0].kind, DOUBT_NEW_IDS);
            assert_int_equal(found.items[0].day, second);
            assert_int_equal((int) found.items[0].found, 8);
        }
        doubts_free(&found);
        spells_free(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_register_that_begins_within_a_month_has_no_days_before_it),
        cmocka_unit_test(a_register_that_nobody_has_left_raises_no_doubt),
        cmocka_unit_test(after_two_years_a_fourth_should_be_left),
        cmocka_unit_test(many_ends_on_one_day_are_a_doubt_of_that_day),
    };

    return TESTS_RUN(tests);
}
