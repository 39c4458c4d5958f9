/* Rank tests and the Poisson trend: edges. Numbers are in tests/reference. */
#include "pipeline/statistics/trend_test.h"
#include "tests/support/testing.h"

#include <math.h>

static const double YEARS[] = { 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026 };

static void equal_values_have_no_trend(void **state)
{
    const double v[] = { 4, 4, 4, 4, 4 };
    struct trend_mann_kendall t;

    (void) state;
    assert_true(trend_test_mann_kendall(YEARS, v, 5, 0.95, &t));
    assert_close(t.s, 0, 0);
    assert_close(t.p, 1, 0);
    assert_close(t.p_exact, 1, 0);
    assert_close(t.slope, 0, 0);
    assert_true(isnan(t.tau_b));
}

static void four_years_cannot_reach_five_percent(void **state)
{
    const double v[] = { 4, 3, 2, 1 };
    struct trend_mann_kendall t;

    (void) state;
    assert_true(trend_test_mann_kendall(YEARS, v, 4, 0.95, &t));
    assert_close(t.p_exact, 2.0 / 24, 1e-14);
    assert_close(trend_test_least_p(4), 2.0 / 24, 1e-14);
    assert_true(isnan(t.slope_lower) && isnan(t.slope_upper)); /* no slope has such a rank */
}

static void the_exact_law_stops_at_ten(void **state)
{
    const double v[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
    struct trend_mann_kendall t;

    (void) state;
    assert_true(trend_test_mann_kendall(YEARS, v, 10, 0.95, &t));
    assert_close(t.p_exact, 2.0 / 3628800, 1e-12);
    assert_true(trend_test_mann_kendall(YEARS, v, 11, 0.95, &t));
    assert_true(isnan(t.p_exact));
}

static void slopes_use_the_years_themselves(void **state)
{
    const double years[] = { 2010, 2011, 2020 }, v[] = { 0, 1, 10 };
    struct trend_mann_kendall t;

    (void) state;
    assert_true(trend_test_mann_kendall(years, v, 3, 0.95, &t));
    assert_close(t.slope, 1, 1e-14);
}

static void a_line_of_two_points_has_no_error(void **state)
{
    const double v[] = { 3, 5, 7 };
    struct trend_line line;

    (void) state;
    assert_true(trend_test_least_squares(YEARS, v, 2, &line));
    assert_close(line.slope, 2, 1e-14);
    assert_true(isnan(line.se) && isnan(line.p));
    assert_true(trend_test_least_squares(YEARS, v, 3, &line)); /* through all three */
    assert_true(isnan(line.se) && isnan(line.p));
    assert_false(trend_test_least_squares(YEARS, v, 1, &line));
    assert_false(trend_test_least_squares(v + 2, v, 0, &line));
}

static void what_is_no_series_is_refused(void **state)
{
    const double v[] = { 1, NAN, 3 }, good[] = { 1, 2, 3 }, twice[] = { 2016, 2016, 2017 };
    struct trend_mann_kendall t;
    struct trend_pettitt p;

    (void) state;
    assert_false(trend_test_mann_kendall(YEARS, v, 3, 0.95, &t));
    assert_false(trend_test_mann_kendall(twice, good, 3, 0.95, &t));
    assert_false(trend_test_mann_kendall(YEARS, good, 1, 0.95, &t));
    assert_false(trend_test_mann_kendall(YEARS, good, 0, 0.95, &t));
    assert_false(trend_test_pettitt(good, 1, &p));
    assert_close(trend_test_least_p(1), 1, 0);
}

static void a_step_is_found_by_ranks(void **state)
{
    const double v[] = { 5, 6, 5.5, 9, 9.5, 9.2 };
    struct trend_pettitt p;

    (void) state;
    assert_true(trend_test_pettitt(v, 6, &p));
    assert_int_equal(p.at, 3);
    assert_close(p.k, 9, 0);
}

static void seasons_of_one_value_say_nothing(void **state)
{
    const double v[] = { 1, 2, 3 };
    const size_t season[] = { 0, 1, 2 };
    struct trend_seasonal_kendall t;

    (void) state;
    assert_false(trend_test_seasonal_kendall(v, season, 3, 3, &t));
}

static void a_trend_needs_events_and_two_times(void **state)
{
    const double zero[3] = { 0 }, y[] = { 4, 5, 6 }, e[] = { 1, 1, 1 }, same[] = { 2016, 2016, 2016 };
    struct trend_poisson t;
    double z, p;

    (void) state;
    assert_false(trend_test_score(YEARS, zero, e, 3, &z, &p));
    assert_false(trend_test_score(same, y, e, 3, &z, &p));
    assert_false(trend_test_poisson(same, y, e, 3, 1, 0.95, &t));
    assert_false(trend_test_poisson(YEARS, y, zero, 3, 1, 0.95, &t));
    assert_false(trend_test_poisson(YEARS, y, e, 0, 1, 0.95, &t));
}

/* Two years: the trend fits, nothing is left to judge it by. */
static void two_years_are_a_ratio(void **state)
{
    const double y[] = { 40, 30 }, e[] = { 200, 200 };
    struct trend_poisson t;

    (void) state;
    assert_true(trend_test_poisson(YEARS, y, e, 2, 1, 0.95, &t));
    assert_close(t.change, -25, 1e-9);
    assert_true(isnan(t.deviance_p) && isnan(t.dispersion));
    assert_close(t.likelihood_ratio, t.homogeneity, 1e-9);
}

static void leavers_in_the_first_year_only_have_no_lower_limit(void **state)
{
    const double y[] = { 9, 0, 0, 0 }, e[] = { 50, 50, 50, 50 };
    struct trend_poisson t;

    (void) state;
    assert_true(trend_test_poisson(YEARS, y, e, 4, 1, 0.95, &t));
    assert_close(t.change, -100, 0);
    assert_close(t.lower, -100, 0);
    assert_true(t.upper > -100 && t.upper < 0);
    assert_true(isnan(t.wald_upper));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_values_have_no_trend),
        cmocka_unit_test(four_years_cannot_reach_five_percent),
        cmocka_unit_test(the_exact_law_stops_at_ten),
        cmocka_unit_test(slopes_use_the_years_themselves),
        cmocka_unit_test(a_line_of_two_points_has_no_error),
        cmocka_unit_test(a_line_of_two_points_has_no_error),
        cmocka_unit_test(what_is_no_series_is_refused),
        cmocka_unit_test(a_step_is_found_by_ranks),
        cmocka_unit_test(seasons_of_one_value_say_nothing),
        cmocka_unit_test(a_trend_needs_events_and_two_times),
        cmocka_unit_test(two_years_are_a_ratio),
        cmocka_unit_test(leavers_in_the_first_year_only_have_no_lower_limit),
    };

    return TESTS_RUN(tests);
}
