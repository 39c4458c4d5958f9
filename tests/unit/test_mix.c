/* Edges of standardisation and decomposition; their numbers are in tests/reference. */
#include "pipeline/statistics/decomposition.h"
#include "pipeline/statistics/detectable.h"
#include "pipeline/statistics/standardisation.h"
#include "tests/support/testing.h"

#include <math.h>

static void a_group_without_exposure_has_no_standardised_rate(void **state)
{
    static const double events[] = { 3, 0 }, exposure[] = { 10, 0 }, weights[] = { 1, 1 };
    struct standardised s = standardisation_direct(events, exposure, weights, 2, 0.95);

    (void) state;
    assert_true(isnan(s.rate) && isnan(s.variance) && isnan(s.dobson_exact.lower) && isnan(s.fay_feuer.upper));
    assert_close(s.events, 3, 0);
    assert_close(s.crude, 0.3, 1e-15);
}

static void a_group_without_weight_counts_in_the_crude_rate_alone(void **state)
{
    static const double events[] = { 3, 4 }, exposure[] = { 10, 0 }, weights[] = { 2, 0 };
    struct standardised s = standardisation_direct(events, exposure, weights, 2, 0.95);

    (void) state;
    assert_close(s.rate, 0.3, 1e-15);
    assert_close(s.events, 7, 0);
}

static void no_events_give_a_rate_of_0_with_fay_feuer_limits_alone(void **state)
{
    static const double events[] = { 0, 0 }, exposure[] = { 10, 20 }, weights[] = { 0.5, 0.5 };
    struct standardised s = standardisation_direct(events, exposure, weights, 2, 0.95);

    (void) state;
    assert_close(s.rate, 0, 0);
    assert_close(s.fay_feuer.lower, 0, 0);
    assert_close(s.fay_feuer.upper, -log(0.025) * 0.05, 1e-12); /* one event of the heaviest group */
    assert_true(isnan(s.dobson_exact.upper) && isnan(s.log_normal.lower));
}

static void no_groups_have_no_rate(void **state)
{
    struct standardised s = standardisation_direct(NULL, NULL, NULL, 0, 0.95);

    (void) state;
    assert_true(isnan(s.rate) && isnan(s.crude));
    assert_close(s.events, 0, 0);
}

static void own_weights_give_the_crude_rate(void **state)
{
    static const double events[] = { 3, 9, 4 }, exposure[] = { 10, 20, 31 };
    struct standardised s = standardisation_direct(events, exposure, exposure, 3, 0.95);
    struct interval garwood = interval_poisson_exact(16, 61, 0.95);

    (void) state;
    assert_close(s.rate, s.crude, 1e-14);
    assert_close(s.dobson_exact.lower, garwood.lower, 1e-12);
    assert_close(s.dobson_exact.upper, garwood.upper, 1e-12);
}

static void nothing_expected_has_no_smr(void **state)
{
    struct smr s = standardisation_smr(3, 0, 0.95);

    (void) state;
    assert_true(isnan(s.smr) && isnan(s.exact.lower) && isnan(s.p));
    s = standardisation_smr(0, 4, 0.95);
    assert_close(s.smr, 0, 0);
    assert_close(s.exact.lower, 0, 0);
    assert_close(s.p, 2 * exp(-4), 1e-12);
}

static void parts_add_up_to_the_change(void **state)
{
    static const double events1[] = { 5, 0, 12 }, exposure1[] = { 40, 0, 60 };
    static const double events2[] = { 9, 2, 0 }, exposure2[] = { 50, 20, 0 };
    double mix[3], rate[3];
    struct decomposition d = decomposition_kitagawa(events1, exposure1, events2, exposure2, 3, mix, rate);

    (void) state;
    assert_close(d.mix + d.rate, d.total, 1e-14);
    assert_close(mix[0] + mix[1] + mix[2], d.mix, 1e-14);
    assert_close(rate[0] + rate[1] + rate[2], d.rate, 1e-14);
    assert_int_equal(d.n_borrowed, 2);
    assert_close(rate[1], 0, 0); /* nothing to compare with: all of it is mix */
    assert_close(rate[2], 0, 0);
}

static void a_cell_never_staffed_contributes_nothing(void **state)
{
    static const double events1[] = { 5, 0 }, exposure1[] = { 40, 0 }, events2[] = { 9, 0 }, exposure2[] = { 50, 0 };
    double mix[2], rate[2];
    struct decomposition d = decomposition_kitagawa(events1, exposure1, events2, exposure2, 2, mix, rate);

    (void) state;
    assert_close(mix[1], 0, 0);
    assert_close(rate[1], 0, 0);
    assert_int_equal(d.n_borrowed, 0);
    assert_close(d.rate, 9. / 50 - 5. / 40, 1e-14);
}

static void a_year_without_staff_has_no_decomposition(void **state)
{
    static const double none[] = { 0, 0 }, some[] = { 3, 4 };
    double mix[2], rate[2];
    struct decomposition d = decomposition_kitagawa(none, none, some, some, 2, mix, rate);

    (void) state;
    assert_true(isnan(d.total) && isnan(d.mix) && isnan(d.rate_se) && isnan(mix[0]) && isnan(rate[1]));
}

/* Two factors: Das Gupta's is Kitagawa's. */
static void shapley_of_mix_and_rate_is_kitagawa(void **state)
{
    static const double events1[] = { 5, 7, 12 }, exposure1[] = { 40, 25, 60 };
    static const double events2[] = { 9, 2, 30 }, exposure2[] = { 50, 20, 90 };
    double first[6], second[6], effects[2], terms[6], mix[3], rate[3];
    struct decomposition d = decomposition_kitagawa(events1, exposure1, events2, exposure2, 3, mix, rate);

    (void) state;
    for (size_t i = 0; i < 3; i++) {
        first[i] = exposure1[i] / 125;
        first[3 + i] = events1[i] / exposure1[i];
        second[i] = exposure2[i] / 160;
        second[3 + i] = events2[i] / exposure2[i];
    }
    assert_close(decomposition_products(first, second, 2, 3, effects, terms), d.total, 1e-13);
    assert_close(effects[0], d.mix, 1e-12);
    assert_close(effects[1], d.rate, 1e-12);
    for (size_t i = 0; i < 3; i++) {
        assert_close(terms[i], mix[i], 1e-12);
        assert_close(terms[3 + i], rate[i], 1e-12);
    }
}

static void one_factor_is_the_whole_change(void **state)
{
    static const double value[] = { 3, 8 };
    double effect;

    (void) state;
    decomposition_shapley(value, 1, &effect);
    assert_close(effect, 5, 0);
}

static void a_chain_there_and_back_is_nothing(void **state)
{
    static const double values[] = { 2, 3, 5, 7, 2, 3 };
    double effects[2];

    (void) state;
    assert_close(decomposition_chain(values, 3, 2, 1, effects), 0, 0);
    assert_close(effects[0], 0, 0);
    assert_close(effects[1], 0, 0);
    assert_close(decomposition_chain(values, 1, 2, 1, effects), 0, 0);
}

static void a_shape_that_is_the_trend_can_not_be_seen(void **state)
{
    static const double ones[] = { 1, 1, 1, 1 }, line[] = { 1, 2, 3, 4 }, last[] = { 0, 0, 0, 1 };
    static const double uneven[] = { 3.1, 17.7, 0.3, 12.9 };

    (void) state;
    assert_close(detectable_information(line, ones, 4, true), 0, 0);
    assert_close(detectable_information(line, uneven, 4, true), 0, 0);
    assert_close(detectable_information(last, uneven + 1, 2, true), 0, 0);
    assert_close(detectable_rate_ratio(0, 1, 0.05, 0.8), INFINITY, 0);
    assert_true(detectable_information(last, ones, 4, true) > 0);
    assert_close(detectable_information(ones, ones, 4, false), 0, 0);
    assert_close(detectable_information(last, ones, 2, true), 0, 0); /* two points and a trend leave nothing */
}

static void detecting_takes_a_level_a_power_and_events(void **state)
{
    (void) state;
    assert_true(isnan(detectable_rate_ratio(1, 1, 0, 0.8)));
    assert_true(isnan(detectable_rate_ratio(1, 1, 0.05, 1)));
    assert_true(isnan(detectable_rate_ratio(NAN, 1, 0.05, 0.8)));
    assert_true(detectable_rate_ratio(100, 1, 0.05, 0.8) < detectable_rate_ratio(100, 2, 0.05, 0.8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_without_exposure_has_no_standardised_rate),
        cmocka_unit_test(a_group_without_weight_counts_in_the_crude_rate_alone),
        cmocka_unit_test(no_events_give_a_rate_of_0_with_fay_feuer_limits_alone),
        cmocka_unit_test(no_groups_have_no_rate),
        cmocka_unit_test(own_weights_give_the_crude_rate),
        cmocka_unit_test(nothing_expected_has_no_smr),
        cmocka_unit_test(parts_add_up_to_the_change),
        cmocka_unit_test(a_cell_never_staffed_contributes_nothing),
        cmocka_unit_test(a_year_without_staff_has_no_decomposition),
        cmocka_unit_test(shapley_of_mix_and_rate_is_kitagawa),
        cmocka_unit_test(one_factor_is_the_whole_change),
        cmocka_unit_test(a_chain_there_and_back_is_nothing),
        cmocka_unit_test(a_shape_that_is_the_trend_can_not_be_seen),
        cmocka_unit_test(detecting_takes_a_level_a_power_and_events),
    };

    return TESTS_RUN(tests);
}
