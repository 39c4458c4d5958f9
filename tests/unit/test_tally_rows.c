/* What is kept of a cell is what was given, number by number. */
#include "pipeline/staff/tally_rows.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

enum { WINDOWS = 145, ROUNDS = 400 };

/* Numbers of at most so many bits. */
static struct tally random_tally(struct testing_random *random, unsigned bits)
{
    size_t most = (size_t) 1 << bits;
    struct tally t = { .grade_days2 = (int64_t) (testing_random_below(random, most) * 10000),
                       .days2 = (int64_t) testing_random_below(random, most) * 31,
                       .stock = (int32_t) testing_random_below(random, most),
                       .first_day = (int32_t) testing_random_below(random, most) - (int32_t) (most / 2),
                       .hires = (uint32_t) testing_random_below(random, most),
                       .goes = (uint32_t) testing_random_below(random, most),
                       .came = (uint32_t) testing_random_below(random, most) };

    for (size_t k = 0; k < TALLY_CAUSES; k++)
        t.exits[k] = (uint32_t) testing_random_below(random, most);
    return t;
}

static void assert_same(const struct tally *kept, const struct tally *given)
{
    assert_memory_equal(kept, given, sizeof *kept);
}

static void every_number_is_kept_whatever_its_size(void **state)
{
    struct testing_random random = { 11 };
    struct tally_room room = { NULL, 0 };
    size_t n_small = 0, n_large = 0;

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        struct tally given[WINDOWS] = { { 0 } };
        size_t first = testing_random_below(&random, WINDOWS),
               end = first + testing_random_below(&random, WINDOWS - first);
        struct tally_rows rows;

        for (size_t i = first; i < end; i++)
            if (testing_random_below(&random, 3) > 0)
                given[i] = random_tally(&random, round % 2 == 0 ? 10 : 18);
        rows = tally_rows_keep(&room, given, 0, WINDOWS);
        n_small += rows.small != NULL;
        n_large += rows.tallies != NULL;
        for (size_t i = 0; i < WINDOWS; i++) {
            struct tally kept = tally_rows_at(&rows, i);

            assert_same(&kept, &given[i]);
        }
    }
    assert_true(n_small > ROUNDS / 4 && n_large > ROUNDS / 4); /* both ways were gone */
    tally_room_free(&room);
}

/* One number of a single window that does not fit, each in turn. */
static void one_number_too_large_is_enough(void **state)
{
    struct tally_room room = { NULL, 0 };
    const struct tally large[] = { { .grade_days2 = INT64_C(1) << 32 },
                                   { .days2 = INT64_C(1) << 32 },
                                   { .days2 = -1 },
                                   { .stock = 1 << 16 },
                                   { .stock = -1 },
                                   { .hires = 1 << 16 },
                                   { .exits = { [6] = 1 << 16 } },
                                   { .goes = 1 << 16 },
                                   { .came = 1 << 16 },
                                   { .first_day = 1 << 15 },
                                   { .first_day = -(1 << 15) - 1 } };

    (void) state;
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        struct tally given[3] = { { .stock = 1 }, large[i], { .hires = 1 } };
        struct tally_rows rows = tally_rows_keep(&room, given, 0, 3);

        assert_null(rows.small);
        for (size_t k = 0; k < 3; k++) {
            struct tally kept = tally_rows_at(&rows, k);

            assert_same(&kept, &given[k]);
        }
    }
    tally_room_free(&room);
}

static void a_cell_without_anybody_takes_no_room(void **state)
{
    struct tally given[WINDOWS] = { { 0 } };
    struct tally_room room = { NULL, 0 };
    struct tally_rows rows = tally_rows_keep(&room, given, 0, WINDOWS);
    struct tally kept = tally_rows_at(&rows, 3);

    (void) state;
    assert_null(room.last);
    assert_same(&kept, &given[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_kept_whatever_its_size),
        cmocka_unit_test(one_number_too_large_is_enough),
        cmocka_unit_test(a_cell_without_anybody_takes_no_room),
    };

    return TESTS_RUN(tests);
}
