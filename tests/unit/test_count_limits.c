/* Limits that were found once are those that would be found anew. */
#include "pipeline/staff/count_limits.h"
#include "tests/support/testing.h"

#include <math.h>

static void assert_same_as_found_anew(struct count_limits *known, double events, double exposure)
{
    struct interval got = count_limits_of_rate(known, events, exposure);
    struct interval expected = interval_poisson_exact(events, exposure, known->confidence);

    assert_memory_equal(&got, &expected, sizeof got);
}

static void limits_are_those_of_the_interval_to_the_bit(void **state)
{
    static const double exposures[] = { 0.1, 1, 3.7, 1e5 };
    struct count_limits known = { .confidence = 0.95 };

    (void) state;
    for (int round = 0; round < 2; round++)
        for (double events = 0; events < 40; events++)
            for (size_t i = 0; i < sizeof exposures / sizeof exposures[0]; i++)
                assert_same_as_found_anew(&known, events, exposures[i]);
}

static void counts_that_share_a_place_are_told_apart(void **state)
{
    struct count_limits known = { .confidence = 0.9 };

    (void) state;
    for (int round = 0; round < 2; round++) {
        assert_same_as_found_anew(&known, 3, 10);
        assert_same_as_found_anew(&known, 3 + COUNT_LIMITS, 10);
        assert_same_as_found_anew(&known, 3 + 2 * COUNT_LIMITS, 10);
    }
}

static void what_is_no_count_or_has_no_exposure_is_asked_of_the_interval(void **state)
{
    struct count_limits known = { .confidence = 0.95 };

    (void) state;
    assert_same_as_found_anew(&known, 2.5, 7);
    assert_same_as_found_anew(&known, 2e9, 7);
    assert_true(isnan(count_limits_of_rate(&known, -1, 7).upper));
    assert_true(isnan(count_limits_of_rate(&known, NAN, 7).upper));
    assert_true(isnan(count_limits_of_rate(&known, 2, 0).upper));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_the_interval_to_the_bit),
        cmocka_unit_test(counts_that_share_a_place_are_told_apart),
        cmocka_unit_test(what_is_no_count_or_has_no_exposure_is_asked_of_the_interval),
    };

    return TESTS_RUN(tests);
}
