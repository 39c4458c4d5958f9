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

static struct stay_store *filled(size_t bytes)
{
    struct stay_store *s = stay_store_new();

    if (bytes > 0)
        stay_store_bound(s, testing_folder(), bytes);
    for (uint32_t i = 0; i < STAYS; i++) {
        struct tally_stay stay = stay_of(i);

        stay_store_add(s, stay.cell % STAY_BASKETS, &stay);
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
        struct stay_store *s = filled(bounds[i]);

        assert_holds_all(s);
        if (bounds[i] > 0) {
            stay_store_write(s);
            assert_holds_all(s);
        }
        stay_store_free(s);
    }
}

static void what_can_not_be_kept_is_told_in_the_end(void **state)
{
    struct stay_store *s = stay_store_new();
    struct fault f;

    (void) state;
    stay_store_bound(s, testing_path(testing_folder(), "none"), BOUND);
    for (uint32_t i = 0; i < STAYS; i++) {
        struct tally_stay stay = stay_of(i);

        stay_store_add(s, stay.cell % STAY_BASKETS, &stay);
    }
    assert_false(stay_store_is_whole(s, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    stay_store_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stay_is_in_its_basket_once_whatever_the_bound),
        cmocka_unit_test(what_can_not_be_kept_is_told_in_the_end),
    };

    return TESTS_RUN(tests);
}
