/* Persons of many sizes, among them one with most of the spells. */
#include "pipeline/intake/person_parts.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <string.h>

enum { MOST_SPELLS = 300, MOST_PARTS = 12 };

static void set_person(struct spell *s, uint32_t number)
{
    memcpy(s->person, &number, sizeof number);
}

static void assert_whole_persons(const struct spells *all, size_t n)
{
    struct spells parts[MOST_PARTS];
    size_t n_parts = person_parts(all, n, parts), at = 0;

    assert_true(n_parts <= n);
    assert_int_equal(n_parts > 0, all->n > 0);
    for (size_t i = 0; i < n_parts; i++) {
        assert_ptr_equal(parts[i].items, all->items + at);
        assert_true(parts[i].n > 0);
        assert_true(spells_starts_person(all, at));
        at += parts[i].n;
    }
    assert_int_equal(at, all->n);
}

static void parts_are_all_of_it_and_no_person_is_in_two(void **state)
{
    struct testing_random random = { 5 };
    struct spell items[MOST_SPELLS];

    (void) state;
    for (int round = 0; round < 2000; round++) {
        struct spells all = { .items = items, .n = testing_random_below(&random, MOST_SPELLS + 1) };
        size_t few = 1 + testing_random_below(&random, 40), many = testing_random_below(&random, MOST_SPELLS);
        uint32_t person = 0;

        memset(items, 0, sizeof items);
        for (size_t i = 0; i < all.n; i++) {
            bool of_one = round % 3 == 0 && i > many / 4 && i < many;

            person += !of_one && testing_random_below(&random, few) == 0;
            set_person(&items[i], person);
        }
        for (size_t n = 1; n <= MOST_PARTS; n++)
            assert_whole_persons(&all, n);
    }
}

static void few_spells_are_worth_one_thread(void **state)
{
    (void) state;
    assert_int_equal(person_parts_worth_while(0, 8), 1);
    assert_int_equal(person_parts_worth_while(1, 8), 1);
    assert_int_equal(person_parts_worth_while(1000000, 1), 1);
    assert_int_equal(person_parts_worth_while(1000000, 8), 8);
    assert_in_range(person_parts_worth_while(100000, 64), 2, 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_all_of_it_and_no_person_is_in_two),
        cmocka_unit_test(few_spells_are_worth_one_thread),
    };

    return TESTS_RUN(tests);
}
