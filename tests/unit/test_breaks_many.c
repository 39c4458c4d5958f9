/* Several breaks: edges. Against all segmentations: tests/reference, breaks_segments. */
#include "pipeline/statistics/breaks_many.h"
#include "pipeline/statistics/random.h"
#include "tests/support/testing.h"

#include <math.h>

static const double ONES[40] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

static void what_is_no_series_is_refused(void **state)
{
    const double y[] = { 1, 2, 3 }, zero[3] = { 0 }, minus[] = { 1, -2, 3 };
    struct breaks_data d = { 0, y, ONES, 1 };
    struct breaks_segmentation s[2];
    size_t n;

    (void) state;
    assert_false(breaks_many_segment(&d, 1, s, &n));
    d = (struct breaks_data){ 3, y, ONES, 0 };
    assert_false(breaks_many_segment(&d, 1, s, &n));
    d = (struct breaks_data){ 3, y, ONES, 4 };
    assert_false(breaks_many_segment(&d, 1, s, &n));
    d = (struct breaks_data){ 3, y, zero, 1 };
    assert_false(breaks_many_partition(&d, 1, false, s, NULL));
    d = (struct breaks_data){ 3, minus, ONES, 1 };
    assert_false(breaks_many_partition(&d, 1, false, s, NULL));
    d = (struct breaks_data){ 3, y, ONES, 1 };
    assert_false(breaks_many_partition(&d, NAN, false, s, NULL));
}

static void no_more_breaks_than_there_is_room_for(void **state)
{
    const double y[] = { 1, 2, 3, 9, 8 };
    struct breaks_data d = { 5, y, ONES, 2 };
    struct breaks_segmentation s[10];
    size_t n;

    (void) state;
    assert_true(breaks_many_segment(&d, 9, s, &n));
    assert_int_equal(n, 2);
    assert_int_equal(s[1].at[0], 3);
    for (size_t m = 0; m < n; m++)
        breaks_segmentation_free(&s[m]);
}

/* Zeros beside counts: the split that changepoint 2.3 misses (0 log 0). */
static void a_segment_without_events_costs_nothing(void **state)
{
    const double y[] = { 0, 0, 0, 0, 0, 0, 3, 4, 2, 5, 3, 4 };
    struct breaks_data d = { 12, y, ONES, 1 };
    struct breaks_segmentation s;
    double objective;

    (void) state;
    assert_true(breaks_many_partition(&d, 2 * log(12), false, &s, &objective));
    assert_int_equal(s.n_breaks, 1);
    assert_int_equal(s.at[0], 6);
    assert_close(s.cost, -2 * 21 * log(3.5), 1e-12);
    assert_close(objective, s.cost + 2 * log(12), 1e-12);
    breaks_segmentation_free(&s);
}

static void no_events_at_all_have_no_break(void **state)
{
    const double y[12] = { 0 };
    struct breaks_data d = { 12, y, ONES, 1 };
    struct breaks_segmentation s;

    (void) state;
    assert_true(breaks_many_partition(&d, 1, false, &s, NULL));
    assert_int_equal(s.n_breaks, 0);
    assert_close(s.cost, 0, 0);
    breaks_segmentation_free(&s);
}

/* Rates, not counts: twice the exposure and twice the events are no break. */
static void exposure_is_no_break(void **state)
{
    double y[20], e[20];
    struct breaks_data d = { 20, y, e, 1 };
    struct breaks_segmentation s;

    (void) state;
    for (int i = 0; i < 20; i++) {
        e[i] = i < 10 ? 100 : 200;
        y[i] = e[i] / 5;
    }
    assert_true(breaks_many_partition(&d, 1, false, &s, NULL));
    assert_int_equal(s.n_breaks, 0);
    breaks_segmentation_free(&s);
}

/* The least of the segmentations with 0, 1, ... breaks, priced, is the partition's. */
static void both_ways_agree(void **state)
{
    struct random *r = random_new("segments", 1);
    double y[40];
    struct breaks_data d = { 40, y, ONES, 2 };

    (void) state;
    for (int round = 0; round < 50; round++) {
        struct breaks_segmentation all[20], s;
        double penalty = 1 + round % 9, objective, least = INFINITY;
        size_t n;

        for (int i = 0; i < 40; i++)
            y[i] = random_poisson(r, i / 13 % 2 ? 6 : 2);
        assert_true(breaks_many_segment(&d, 19, all, &n));
        assert_true(breaks_many_partition(&d, penalty, false, &s, &objective));
        for (size_t m = 0; m < n; m++) {
            least = fmin(least, all[m].cost + penalty * (double) m);
            breaks_segmentation_free(&all[m]);
        }
        assert_close(objective, least, 1e-10);
        breaks_segmentation_free(&s);
        assert_true(breaks_many_partition(&d, 0, true, &s, &objective));
        assert_close(objective, s.mbic, 1e-10);
        breaks_segmentation_free(&s);
    }
    random_free(r);
}

static void a_planted_break_is_found_in_turn_and_no_more(void **state)
{
    struct random *r = random_new("planted", 2);
    double y[40], p[3];
    struct breaks_data d = { 40, y, ONES, 3 };
    struct breaks_sequence_options o = { 3, 0.05, 1, 199, "planted", 1 };
    size_t n_p, n_breaks;

    (void) state;
    for (int i = 0; i < 40; i++)
        y[i] = random_poisson(r, i < 17 ? 20 : 8);
    assert_true(breaks_many_sequence(&d, &o, p, &n_p, &n_breaks));
    assert_int_equal(n_breaks, 1);
    assert_int_equal(n_p, 2);
    assert_close(p[0], 1.0 / 200, 1e-12);
    assert_true(p[1] > 0.05);
    o.dispersion = 0.5;
    assert_false(breaks_many_sequence(&d, &o, p, &n_p, &n_breaks));
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_series_is_refused),
        cmocka_unit_test(no_more_breaks_than_there_is_room_for),
        cmocka_unit_test(a_segment_without_events_costs_nothing),
        cmocka_unit_test(no_events_at_all_have_no_break),
        cmocka_unit_test(exposure_is_no_break),
        cmocka_unit_test(both_ways_agree),
        cmocka_unit_test(a_planted_break_is_found_in_turn_and_no_more),
    };

    return TESTS_RUN(tests);
}
