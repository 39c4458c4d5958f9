/* Stays that wait in a file are those that would wait in memory. */
#include "tests/support/testing.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/stay_store.h"

#include <stdlib.h>
#include <string.h>

enum { STAYS = 300000, CELLS = 1000, BOUND = 3 << 19 };

static struct tally_stay stay_of(uint32_t i)
{
    return (struct tally_stay){ .cell = i * 2654435761u % CELLS, .first = (int32_t) i, .last = (int32_t) (i + i % 99) };
}

static struct stay_store *filled(size_t bytes, uint32_t first, uint32_t end)
{
    struct stay_store *s = stay_store_new();

    if (bytes > 0)
        stay_store_bound(s, testing_folder(), bytes);
    for (uint32_t i = first; i < end; i++) {
        struct tally_stay stay = stay_of(i);

        stay_store_add(s, &stay);
    }
    return s;
}

struct found {
    size_t times[STAYS];
    size_t basket, wrong;
};

static void find(void *context, const struct tally_stay *stays, size_t n)
{
    struct found *found = context;

    for (size_t i = 0; i < n; i++) {
        struct tally_stay expected = stay_of((uint32_t) stays[i].first);

        found->wrong += stays[i].cell % STAY_BASKETS != found->basket || stays[i].last != expected.last;
        found->times[stays[i].first]++;
    }
}

static void assert_holds_all(const struct stay_store *s)
{
    struct found *found = memory_zeroed(1, sizeof *found);
    struct fault f;

    assert_true(stay_store_is_whole(s, &f));
    for (found->basket = 0; found->basket < STAY_BASKETS; found->basket++)
        assert_true(stay_store_basket(s, found->basket, find, found, &f));
    assert_int_equal(found->wrong, 0);
    for (size_t i = 0; i < STAYS; i++)
        assert_int_equal(found->times[i], 1);
    free(found);
}

static void every_stay_is_in_its_basket_once_whatever_the_bound(void **state)
{
    static const size_t bounds[] = { 0, BOUND, 2 * BOUND };

    (void) state;
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        struct stay_store *s = filled(bounds[i], 0, STAYS);

        assert_holds_all(s);
        if (bounds[i] > 0) {
            stay_store_write(s);
            assert_holds_all(s);
        }
        stay_store_free(s);
    }
}

static void stores_with_files_are_joined(void **state)
{
    uint32_t same[CELLS], turned[CELLS];
    struct stay_store *into = filled(BOUND, 0, 0), *one = filled(BOUND, 0, STAYS / 2), *other = filled(BOUND, 0, 0);

    (void) state;
    for (uint32_t i = 0; i < CELLS; i++) {
        same[i] = i;
        turned[i] = CELLS - 1 - i;
    }
    assert_true(stay_store_take_over(into, one, same, CELLS));
    assert_false(stay_store_take_over(into, other, same, CELLS)); /* it is no longer empty */
    for (uint32_t i = STAYS / 2; i < STAYS; i++) {
        struct tally_stay stay = stay_of(i);

        stay.cell = turned[stay.cell]; /* other numbers there */
        stay_store_add(other, &stay);
    }
    stay_store_join(into, other, turned);
    assert_holds_all(into);
    stay_store_free(into);
    stay_store_free(one);
    stay_store_free(other);
}

static void what_can_not_be_kept_is_told_in_the_end(void **state)
{
    struct stay_store *into = filled(0, 0, 0), *s = stay_store_new();
    uint32_t same[CELLS];
    struct fault f;

    (void) state;
    for (uint32_t i = 0; i < CELLS; i++)
        same[i] = i;
    stay_store_bound(s, testing_path(testing_folder(), "none"), BOUND);
    for (uint32_t i = 0; i < STAYS; i++) {
        struct tally_stay stay = stay_of(i);

        stay_store_add(s, &stay);
    }
    assert_false(stay_store_is_whole(s, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    stay_store_join(into, s, same);
    assert_false(stay_store_is_whole(into, &f));
    stay_store_free(s);
    stay_store_free(into);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stay_is_in_its_basket_once_whatever_the_bound),
        cmocka_unit_test(stores_with_files_are_joined),
        cmocka_unit_test(what_can_not_be_kept_is_told_in_the_end),
    };

    return TESTS_RUN(tests);
}
