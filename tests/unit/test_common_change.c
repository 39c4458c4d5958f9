#include "pipeline/statistics/common_change.h"

#include "pipeline/statistics/distribution.h"
#include "pipeline/statistics/two_rates.h"
#include "tests/support/testing.h"

#include <math.h>

/* Every pair of counts, one by one. */
static void by_hand(const struct unit_change *unit, double ratio, double *down, double *up)
{
    double rate = (unit->events_before + unit->events_after) / (unit->exposure_before + ratio * unit->exposure_after);
    double before = rate * unit->exposure_before, after = rate * ratio * unit->exposure_after;

    for (int x = 0; x < 95; x++)
        for (int y = 0; y < 95; y++) {
            struct interval limits =
                two_rates_compare(y, unit->exposure_after, x, unit->exposure_before, 0.95).ratio_exact;
            double p = distribution_poisson(x, before) * distribution_poisson(y, after);

            *down += limits.upper < 1 ? p : 0;
            *up += limits.lower > 1 ? p : 0;
        }
}

static void the_walk_finds_what_every_pair_of_counts_gives(void **state)
{
    const struct unit_change units[] = {
        { 15, 75, 10, 75 }, { 3, 40, 9, 42 }, { 0, 30, 2, 31 }, { 40, 180, 22, 160 }, { 1, 5, 0, 90 },
    };
    struct common_change all;
    double down = 0, up = 0;

    (void) state;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        by_hand(&units[i], 0.7, &down, &up);
    assert_true(common_change_expected(units, sizeof units / sizeof units[0], 0.7, 1, 0.95, &all));
    assert_close(all.down_expected, down, 1e-9);
    assert_close(all.up_expected, up, 1e-9);
}

/* If all 14 districts of 75 fall from 20 to 14 per 100 alike, 1.38 come out clearly down, 0 to 4 of them. R 4.2.2:
 *   o <- outer(0:80, 0:80, Vectorize(function(x, y) y < x && 2 * pbinom(y, x + y, .5) < .05))
 *   p <- sum(o * outer(dpois(0:80, 15), dpois(0:80, 10.5))); 14 * p; qbinom(c(.025, .975), 14, p) */
static void fourteen_districts_that_fall_alike_seldom_show_it(void **state)
{
    struct unit_change units[14];
    struct common_change all;

    (void) state;
    for (size_t i = 0; i < 14; i++)
        units[i] = (struct unit_change){ 15, 75, 10.5, 75 };
    assert_true(common_change_expected(units, 14, 0.7, 1, 0.95, &all));
    assert_close(all.down_expected, 1.382122, 1e-6);
    assert_int_equal(all.down_low, 0);
    assert_int_equal(all.down_high, 4);
    assert_true(all.up_expected < 0.1);
    assert_in_range(all.up_high, 0, 1);
}

/* The same with counts whose variance is three times their mean. R: dnbinom(0:150, size = m / 2, mu = m) in place of
 * dpois(0:80, m). */
static void units_that_vary_more_show_more_changes_that_are_none(void **state)
{
    const struct unit_change unit = { 15, 75, 10.5, 75 };
    struct common_change all;

    (void) state;
    assert_true(common_change_expected(&unit, 1, 0.7, 3, 0.95, &all));
    assert_close(all.down_expected, 0.22913752705386, 1e-8);
    assert_close(all.up_expected, 0.036333545358781, 1e-8);
}

/* A count of any size is walked in a few steps, and agrees with what the limits of one comparison say. */
static void large_units_take_no_longer_than_their_spread(void **state)
{
    const struct unit_change city = { 5e6, 1e7, 4.99e6, 1e7 };
    struct common_change all;

    (void) state;
    assert_true(common_change_expected(&city, 1, 0.998, 1, 0.95, &all));
    assert_true(all.down_expected > 0.85 && all.down_expected < 0.9); /* z = 3.17: P(Z < 3.17 - 1.96) */
    assert_int_equal(common_change_of(&city, 0.95), -1);
}

/* With probability p each of two units: 0, 1, 2 have (1-p)^2, 2p(1-p), p^2. */
static void the_range_holds_the_middle_of_the_number(void **state)
{
    const struct unit_change far[] = { { 400, 100, 100, 100 }, { 400, 100, 100, 100 } };
    struct common_change all;

    (void) state;
    assert_true(common_change_expected(far, 2, 0.25, 1, 0.95, &all));
    assert_close(all.down_expected, 2, 1e-6);
    assert_int_equal(all.down_low, 2);
    assert_int_equal(all.down_high, 2);
    assert_int_equal(all.up_high, 0);
}

static void a_change_is_clear_where_the_limits_leave_out_1(void **state)
{
    (void) state;
    assert_int_equal(common_change_of(&(struct unit_change){ 40, 100, 10, 100 }, 0.95), -1);
    assert_int_equal(common_change_of(&(struct unit_change){ 10, 100, 40, 100 }, 0.95), 1);
    assert_int_equal(common_change_of(&(struct unit_change){ 10, 100, 9, 100 }, 0.95), 0);
    assert_int_equal(common_change_of(&(struct unit_change){ NAN, 100, 9, 100 }, 0.95), 0);
    assert_int_equal(common_change_of(&(struct unit_change){ 10, 0, 9, 100 }, 0.95), 0);
}

static void without_exposure_or_units_there_is_no_answer(void **state)
{
    struct common_change all = { .down_expected = 7 };
    const struct unit_change none = { 3, 0, 3, 10 }, nan = { NAN, 10, 3, 10 }, good = { 0, 10, 0, 10 };

    (void) state;
    assert_false(common_change_expected(&none, 1, 0.7, 1, 0.95, &all));
    assert_false(common_change_expected(&nan, 1, 0.7, 1, 0.95, &all));
    assert_false(common_change_expected(&good, 0, 0.7, 1, 0.95, &all));
    assert_false(common_change_expected(&good, 1, 0, 1, 0.95, &all));
    assert_false(common_change_expected(&good, 1, INFINITY, 1, 0.95, &all));
    assert_close(all.down_expected, 7, 0);
    assert_true(common_change_expected(&good, 1, 0.7, 1, 0.95, &all));
    assert_close(all.down_expected, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_finds_what_every_pair_of_counts_gives),
        cmocka_unit_test(fourteen_districts_that_fall_alike_seldom_show_it),
        cmocka_unit_test(large_units_take_no_longer_than_their_spread),
        cmocka_unit_test(units_that_vary_more_show_more_changes_that_are_none),
        cmocka_unit_test(the_range_holds_the_middle_of_the_number),
        cmocka_unit_test(a_change_is_clear_where_the_limits_leave_out_1),
        cmocka_unit_test(without_exposure_or_units_there_is_no_answer),
    };

    return TESTS_RUN(tests);
}
