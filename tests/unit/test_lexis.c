/* Lexis cells and the curve that their rates imply: edges. Laws stand in tests/property, series in tests/reference.
 */
#include "pipeline/statistics/lexis.h"
#include "tests/support/testing.h"

#include <math.h>

static const double YEARS[] = { 0, 365, 730 };
static const double TENURES[] = { 0, 180, INFINITY };
static const struct lexis_grid GRID = { YEARS, 2, TENURES, 2 };

struct cells {
    double person_time[4];
    size_t events[4];
    struct lexis_cells of;
};

static void empty(struct cells *c)
{
    *c = (struct cells){ { 0 }, { 0 }, { 0 } };
    c->of.person_time = c->person_time;
    c->of.events = c->events;
}

static void who_leaves_on_new_years_eve_leaves_in_the_old_year(void **state)
{
    struct cells c;

    (void) state;
    empty(&c);
    assert_true(lexis_add(&GRID, 300, 365, 300, true, &c.of));
    assert_close(c.person_time[0], 65, 0);
    assert_int_equal(c.events[0], 1);
    assert_true(lexis_add(&GRID, 364, 366, 364, true, &c.of)); /* leaves on 1 January */
    assert_close(c.person_time[0], 66, 0);
    assert_close(c.person_time[2], 1, 0);
    assert_int_equal(c.events[2], 1);
}

static void both_clocks_may_turn_at_once(void **state)
{
    struct cells c;

    (void) state;
    empty(&c);
    assert_true(lexis_add(&GRID, 185, 400, 185, true, &c.of)); /* 180 days are full on 1 January */
    assert_close(c.person_time[0], 180, 0);
    assert_close(c.person_time[1], 0, 0);
    assert_close(c.person_time[2], 0, 0);
    assert_close(c.person_time[3], 35, 0);
    assert_int_equal(c.events[3], 1);
}

static void what_lies_outside_is_counted_outside(void **state)
{
    struct cells c;

    (void) state;
    empty(&c);
    assert_true(lexis_add(&GRID, -10, 800, -10, true, &c.of));
    assert_close(c.of.time_outside, 80, 0);
    assert_int_equal(c.of.events_outside, 1);
    assert_close(c.person_time[0], 170, 0);
    assert_true(lexis_add(&GRID, 10, 20, 15, false, &c.of)); /* before the hiring */
    assert_close(c.of.time_outside, 85, 0);
    assert_close(c.person_time[0], 175, 0);
}

/* A bit beyond the end of a band is still its end, for who leaves there and for who enters there. */
static void a_break_equal_to_rounding_is_the_break(void **state)
{
    static const double years[] = { 2019, 2020 }, tenures[] = { 0, 0.3, 1 };
    const struct lexis_grid grid = { years, 1, tenures, 2 };
    const double end = 2019 + 0.3;
    struct cells c;

    (void) state;
    empty(&c);
    assert_true(lexis_add(&grid, 2019, nextafter(end, INFINITY), 2019, true, &c.of));
    assert_int_equal(c.events[0], 1);
    assert_close(c.person_time[0], 0.3, 1e-11);
    assert_close(c.person_time[1], 0, 0);
    empty(&c);
    assert_true(lexis_add(&grid, nextafter(end, 0), 2019.5, 2019, true, &c.of));
    assert_close(c.person_time[0], 0, 0);
    assert_close(c.person_time[1], 0.2, 1e-11);
}

static void spells_without_length_and_broken_breaks_are_refused(void **state)
{
    static const double falling[] = { 1, 0 }, level[] = { 1, 1 }, hollow[] = { 0, NAN };
    struct cells c;

    (void) state;
    empty(&c);
    assert_false(lexis_add(&GRID, 5, 5, 0, true, &c.of));
    assert_false(lexis_add(&GRID, 6, 5, 0, true, &c.of));
    assert_false(lexis_add(&GRID, NAN, 5, 0, true, &c.of));
    assert_false(lexis_add(&GRID, 5, INFINITY, 0, true, &c.of));
    assert_false(lexis_add(&GRID, 5, 6, NAN, true, &c.of));
    assert_close(c.of.time_outside, 0, 0);
    assert_true(lexis_grid_is_sound(&GRID));
    assert_false(lexis_grid_is_sound(&(struct lexis_grid){ falling, 1, TENURES, 2 }));
    assert_false(lexis_grid_is_sound(&(struct lexis_grid){ YEARS, 2, level, 1 }));
    assert_false(lexis_grid_is_sound(&(struct lexis_grid){ YEARS, 2, hollow, 1 }));
    assert_false(lexis_grid_is_sound(&(struct lexis_grid){ YEARS, 0, TENURES, 2 }));
}

/* R: m <- glm(c(4,2,5) ~ factor(1:3) - 1 + offset(log(c(20.5,18,40))), poisson, epsilon = 1e-16); H <- sum(exp(coef(m))
 * * c(1,2,.5)), v <- sum((exp(coef(m)) * c(1,2,.5))^2 * diag(vcov(m))), exp(-H * exp(+-qnorm(.975) * sqrt(v) / H)). */
static void rates_by_tenure_imply_a_curve(void **state)
{
    static const double breaks[] = { 0, 1, 3, INFINITY }, person_time[] = { 20.5, 18, 40 };
    static const size_t events[] = { 4, 2, 5 };
    struct lexis_survival s;

    (void) state;
    assert_true(lexis_survival_at(breaks, 3, person_time, events, 3.5, 0.95, &s));
    assert_close(s.hazard, 0.479844173441734, 1e-13);
    assert_close(s.hazard_standard_error, 0.187058151350357, 1e-11);
    assert_close(s.survival, 0.618879822205411, 1e-13);
    assert_close(s.low, 0.356932636944323, 1e-11);
    assert_close(s.high, 0.799715748467051, 1e-11);
}

static void a_curve_over_no_exposure_or_no_leavers(void **state)
{
    static const double breaks[] = { 0, 1, 3 }, person_time[] = { 20.5, 0 };
    static const size_t nobody[] = { 0, 0 };
    struct lexis_survival s = { .hazard = -7 };

    (void) state;
    assert_false(lexis_survival_at(breaks, 2, person_time, nobody, 2, 0.95, &s));
    assert_false(lexis_survival_at(breaks, 2, person_time, nobody, 3.5, 0.95, &s));
    assert_false(lexis_survival_at(breaks, 2, person_time, nobody, NAN, 0.95, &s));
    assert_false(lexis_survival_at(breaks, 2, person_time, nobody, 1, 0, &s));
    assert_close(s.hazard, -7, 0);
    assert_true(lexis_survival_at(breaks, 2, person_time, nobody, 1, 0.95, &s));
    assert_close(s.survival, 1, 0);
    assert_true(isnan(s.low) && isnan(s.high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_leaves_on_new_years_eve_leaves_in_the_old_year),
        cmocka_unit_test(both_clocks_may_turn_at_once),
        cmocka_unit_test(what_lies_outside_is_counted_outside),
        cmocka_unit_test(a_break_equal_to_rounding_is_the_break),
        cmocka_unit_test(spells_without_length_and_broken_breaks_are_refused),
        cmocka_unit_test(rates_by_tenure_imply_a_curve),
        cmocka_unit_test(a_curve_over_no_exposure_or_no_leavers),
    };

    return TESTS_RUN(tests);
}
