/* Dispersion over units and years: edges. X2 and df against R's glm are in tests/reference. */
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static const double YEARS[] = { 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018,
                                2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027 };

enum { UNITS = 14, PERIODS = 6 };

/* Units of different size and trend, a shock that hits all of them in one year, and noise of this dispersion. */
static struct trend_unit_dispersion drawn(double dispersion, double shock, size_t n_units)
{
    static double cells[2 * 5000 * PERIODS];
    double *events = cells, *staff = cells + n_units * PERIODS;
    struct trend_units u = { n_units, PERIODS, YEARS, events, staff };
    struct trend_unit_dispersion d;
    struct random *r = random_new("units", 4);

    for (size_t i = 0; i < n_units; i++)
        for (size_t t = 0; t < PERIODS; t++) {
            staff[i * PERIODS + t] = 60 + 10 * (double) (i % 7);
            events[i * PERIODS + t] = random_overdispersed(
                r,
                staff[i * PERIODS + t] * 0.17 * exp(0.02 * ((double) (i % 5) - 2) * (double) t + (t == 3 ? shock : 0)),
                dispersion);
        }
    random_free(r);
    trend_dispersion_units(&u, &d);
    return d;
}

static void a_shock_to_all_units_is_not_their_noise(void **state)
{
    struct trend_unit_dispersion calm = drawn(1, 0, 2000), shaken = drawn(1, 0.5, 2000);

    (void) state;
    assert_close(calm.dispersion, 1, 0.05);
    assert_close(shaken.dispersion, 1, 0.05);
    assert_close(shaken.df, 2000 * 6 - 2 * 2000 - 4, 1e-12);
}

static void noise_of_units_is_found(void **state)
{
    (void) state;
    assert_close(drawn(2.5, 0.2, 5000).dispersion, 2.5, 0.06);
}

static void dispersion_is_never_below_one(void **state)
{
    double cells[2 * UNITS * PERIODS];
    struct trend_units u = { UNITS, PERIODS, YEARS, cells, cells + UNITS * PERIODS };
    struct trend_unit_dispersion d;

    (void) state;
    for (int i = 0; i < UNITS * PERIODS; i++) {
        cells[i] = 10;
        cells[UNITS * PERIODS + i] = 60;
    }
    trend_dispersion_units(&u, &d);
    assert_close(d.dispersion, 1, 0);
    assert_true(d.pearson < 1e-12);
    assert_close(d.df, (UNITS - 1) * (PERIODS - 2), 0);
}

static void too_few_cells_say_nothing(void **state)
{
    double cells[] = { 5, 7, 3, 8, 9, 4, 50, 50, 50, 60, 60, 60 };
    struct trend_units u = { 2, 3, YEARS, cells, cells + 6 }, none = { 0, 0, YEARS, cells, cells };
    struct trend_unit_dispersion d;

    (void) state;
    trend_dispersion_units(&u, &d);
    assert_true(isnan(d.dispersion));
    assert_int_equal(d.n_units, 2);
    trend_dispersion_units(&none, &d);
    assert_true(isnan(d.dispersion));
    assert_int_equal(d.n_units, 0);
}

/* A unit without leavers, one with leavers in its first year only, one with two years: none has a trend that counts
 * bound. */
static void units_without_a_trend_have_no_say(void **state)
{
    double cells[2 * 5 * PERIODS];
    struct trend_units u = { 5, PERIODS, YEARS, cells, cells + 5 * PERIODS };
    struct trend_unit_dispersion d;

    (void) state;
    for (int i = 0; i < 5; i++)
        for (int t = 0; t < PERIODS; t++) {
            cells[i * PERIODS + t] = i == 2 ? 0 : i == 3 ? (t == 0 ? 4 : 0) : 5 + t % 3 + i;
            cells[5 * PERIODS + i * PERIODS + t] = i == 4 && t > 1 ? 0 : 50;
        }
    trend_dispersion_units(&u, &d);
    assert_int_equal(d.n_units, 2);
    assert_close(d.df, 2 * PERIODS - 4 - (PERIODS - 2), 0);
}

static void a_year_in_which_nobody_left_has_no_say(void **state)
{
    double cells[2 * 6 * PERIODS];
    struct trend_units u = { 6, PERIODS, YEARS, cells, cells + 6 * PERIODS };
    struct trend_unit_dispersion d;

    (void) state;
    for (int i = 0; i < 6; i++)
        for (int t = 0; t < PERIODS; t++) {
            cells[i * PERIODS + t] = t == 2 ? 0 : 3 + (i * 5 + t * 3) % 7;
            cells[6 * PERIODS + i * PERIODS + t] = 50;
        }
    trend_dispersion_units(&u, &d);
    assert_close(d.df, 6 * (PERIODS - 1) - 12 - (PERIODS - 1 - 2), 0);
    assert_true(isfinite(d.pearson));
}

static void year_shocks_are_estimated_only_from_enough_years(void **state)
{
    double y[18], e[18];
    struct trend_series s = { 11, YEARS, y, e, 1, NULL, 0, TREND_LINEAR, NULL };
    struct trend_rule rule = trend_rule_default(1);
    double sd;

    (void) state;
    for (int i = 0; i < 18; i++) {
        y[i] = 1000 * (1 + 0.1 * (i % 2)) + (i == 9 ? 700 : 0);
        e[i] = 6000;
    }
    assert_true(isnan(trend_dispersion_year_sd(&s, &rule, 9, 1))); /* 11 years less 5 coefficients: 6 df */
    assert_true(
        isnan(trend_dispersion_year_sd(&s, &rule, 1, 1))); /* fewer shapes there, but the same answer for all dates */
    s.n = 18;
    sd = trend_dispersion_year_sd(&s, &rule, 9, 1);
    assert_true(sd > 0.03 && sd < 0.07); /* the shocks of +-5 %, without the deviation under test */
    assert_true(trend_dispersion_year_sd(&s, &rule, 18, 1) >
                0.1); /* without it in the model it would count as ordinary */
    assert_close(trend_dispersion_year_sd(&s, &rule, 9, 1e6), 0, 0);
}

static void both_parts_add_up(void **state)
{
    (void) state;
    assert_close(trend_dispersion_total(1.2, 157, 0.05), 1.2 + 157 * 0.0025, 1e-14);
    assert_close(trend_dispersion_total(NAN, 157, 0.05), 1 + 157 * 0.0025, 1e-14);
    assert_close(trend_dispersion_total(0.7, 157, 0), 1, 0);
}

static void the_limit_is_the_tau_at_which_the_statistic_meets_its_quantile(void **state)
{
    double tau = trend_dispersion_limit(1.2, 157, 20, 8);

    (void) state;
    assert_close(20 / trend_dispersion_total(1.2, 157, tau), 8, 1e-12);
    assert_close(trend_dispersion_limit(1.2, 157, 9, 8), 0, 0); /* lost even without shocks */
    assert_true(isnan(trend_dispersion_limit(1.2, 157, 9, NAN)));
    assert_true(isnan(trend_dispersion_limit(1.2, 0, 9, 8)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shock_to_all_units_is_not_their_noise),
        cmocka_unit_test(noise_of_units_is_found),
        cmocka_unit_test(dispersion_is_never_below_one),
        cmocka_unit_test(too_few_cells_say_nothing),
        cmocka_unit_test(units_without_a_trend_have_no_say),
        cmocka_unit_test(a_year_in_which_nobody_left_has_no_say),
        cmocka_unit_test(year_shocks_are_estimated_only_from_enough_years),
        cmocka_unit_test(both_parts_add_up),
        cmocka_unit_test(the_limit_is_the_tau_at_which_the_statistic_meets_its_quantile),
    };

    return TESTS_RUN(tests);
}
