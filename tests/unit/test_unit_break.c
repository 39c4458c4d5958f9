#include "pipeline/statistics/unit_break.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/two_rates.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

/* Four units, five years; the last unit was not there in the second. */
enum { UNITS = 4, YEARS = 5 };
static const double EVENTS[] = { 16, 15, 12, 18, 11, 9, 6, 7, 12, 4, 20, 25, 17, 21, 16, 13, 0, 8, 6, 9 };
static const double PERSON_YEARS[] = { 80,  82,  79,  85,  90,  40, 41, 42, 40, 39,
                                       120, 118, 121, 119, 125, 60, 0,  62, 61, 60 };
static const bool PULSE[] = { false, false, false, true, false };
static const bool STEP[] = { false, false, false, true, true };

/* R 4.2.2: m0 <- glm(y ~ u + t + offset(log(e)), poisson); m1 <- glm(y ~ u + t + u:z + offset(log(e)), poisson);
 * deviance(m0) - deviance(m1); chi_square from fitted(m0) by its formula. */
static void the_test_agrees_with_two_regressions(void **state)
{
    struct unit_break_data data = { UNITS, YEARS, EVENTS, PERSON_YEARS, PULSE };
    struct unit_break b;

    (void) state;
    assert_true(unit_break_test(&data, 1, &b));
    assert_int_equal(b.n_units, 4);
    assert_close(b.df, 3, 0);
    assert_close(b.likelihood_ratio, 4.98334339221, 1e-10);
    assert_close(b.likelihood_ratio_p, 0.173020893995, 1e-10);
    assert_close(b.chi_square, 4.81351148645, 1e-8);
    assert_close(b.p, 0.185632205066, 1e-8);
    data.in = STEP;
    assert_true(unit_break_test(&data, 1, &b));
    assert_close(b.likelihood_ratio, 1.12219715401, 1e-9);
    assert_close(b.chi_square, 1.10389340737, 1e-8);
    assert_close(b.p, 0.780945600116, 1e-8);
    assert_true(unit_break_test(&data, 2, &b));
    assert_close(b.likelihood_ratio, 1.12219715401 / 2, 1e-9);
}

static void rest_of(size_t unit, double *events, double *years)
{
    for (size_t t = 0; t < YEARS; t++) {
        events[t] = years[t] = 0;
        for (size_t u = 0; u < UNITS; u++)
            if (u != unit) {
                events[t] += EVENTS[u * YEARS + t];
                years[t] += PERSON_YEARS[u * YEARS + t];
            }
    }
}

static struct unit_contrast contrast(size_t unit, const bool *in)
{
    double events[YEARS], years[YEARS];
    struct unit_contrast c;

    rest_of(unit, events, years);
    assert_true(
        unit_break_contrast(EVENTS + unit * YEARS, PERSON_YEARS + unit * YEARS, events, years, in, YEARS, 0.95, &c));
    assert_true(c.exact);
    return c;
}

/* R: the law written out with choose() and convolved, limits by uniroot. */
static void one_unit_against_the_rest_is_exact(void **state)
{
    struct unit_contrast c = contrast(1, PULSE);

    (void) state;
    assert_close(c.events_inside, 12, 0);
    assert_close(c.expected_inside, 8.343380420660, 1e-10);
    assert_close(c.ratio, 1.810737975380, 1e-10);
    assert_close(c.limits.lower, 0.768805056885, 1e-10);
    assert_close(c.limits.upper, 4.076173762110, 1e-10);
    assert_close(c.p, 0.185472364300, 1e-10);
    assert_close(c.p_mid, 0.135365764152, 1e-10);
    c = contrast(3, STEP); /* absent in a year */
    assert_close(c.expected_inside, 17.298006673561, 1e-10);
    assert_close(c.ratio, 0.731045248511, 1e-10);
    assert_close(c.limits.lower, 0.325640155431, 1e-10);
    assert_close(c.limits.upper, 1.607262017568, 1e-10);
    assert_close(c.p, 0.508518915789, 1e-10);
}

/* R: fisher.test(matrix(c(7, 18, 20, 15), 2)), whose own root finder stops at 4 digits; p by the formula. */
static void two_periods_are_fishers_table(void **state)
{
    static const double events[] = { 7, 18 }, rest[] = { 20, 15 }, years[] = { 1, 1 };
    static const bool in[] = { true, false };
    struct unit_contrast c;

    (void) state;
    assert_true(unit_break_contrast(events, years, rest, years, in, 2, 0.95, &c));
    assert_close(c.ratio, 0.297947674338, 2e-4);
    assert_close(c.limits.lower, 0.0822231631491, 1e-3);
    assert_close(c.limits.upper, 0.9857669822391, 1e-4);
    assert_close(c.p, 0.0468647427957, 1e-10);
}

static void no_events_inside_leave_the_ratio_open_below(void **state)
{
    static const double events[] = { 0, 9, 0 }, rest[] = { 40, 50, 45 }, years[] = { 20, 20, 20 },
                        rest_years[] = { 200, 210, 190 };
    static const bool first[] = { true, false, false }, middle[] = { false, true, false };
    struct unit_contrast c;

    (void) state;
    assert_true(unit_break_contrast(events, years, rest, rest_years, first, 3, 0.95, &c));
    assert_close(c.ratio, 0, 0);
    assert_close(c.limits.lower, 0, 0);
    assert_true(c.limits.upper > 0 && c.limits.upper < 2);
    assert_true(c.p > 0 && c.p <= 1);
    assert_true(unit_break_contrast(events, years, rest, rest_years, middle, 3, 0.95, &c));
    assert_close(c.ratio, INFINITY, 0);
    assert_close(c.limits.upper, INFINITY, 0);
    assert_true(c.limits.lower > 1);
}

static void large_counts_go_over_into_the_normal_law(void **state)
{
    static const bool in[] = { false, true, false };
    static const double years[] = { 1000, 1000, 1000 }, rest_years[] = { 9000, 9100, 9050 };
    double just[] = { 650, 760, 590 }, over[] = { 650, 760, 591 }, rest[] = { 6000, 6100, 6050 };
    struct unit_contrast exact, normal;

    (void) state;
    assert_true(unit_break_contrast(just, years, rest, rest_years, in, 3, 0.95, &exact));
    assert_true(unit_break_contrast(over, years, rest, rest_years, in, 3, 0.95, &normal));
    assert_true(exact.exact && !normal.exact);
    assert_close(normal.ratio, exact.ratio, 2e-3);
    assert_close(normal.limits.lower, exact.limits.lower, 4e-3);
    assert_close(normal.limits.upper, exact.limits.upper, 4e-3);
    assert_close(normal.p, exact.p_mid, 0.1);
    just[0] = 650.5; /* official statistics may count parts */
    assert_true(unit_break_contrast(just, years, rest, rest_years, in, 3, 0.95, &normal));
    assert_false(normal.exact);
    for (size_t i = 0; i < 3; i++) {
        over[i] *= 1e4;
        rest[i] *= 1e4;
    }
    assert_true(unit_break_contrast(over, years, rest, rest_years, in, 3, 0.95, &normal));
    assert_true(normal.p >= 0 && normal.p < 1e-100);
    assert_true(normal.limits.lower > 1.15 && normal.limits.upper < 1.25);
}

static void a_unit_that_follows_the_rest_has_ratio_1(void **state)
{
    static const double events[] = { 10, 30, 20 }, rest[] = { 100, 300, 200 }, years[] = { 50, 50, 50 },
                        rest_years[] = { 500, 500, 500 };
    static const bool in[] = { false, true, false };
    struct unit_contrast c;

    (void) state;
    assert_true(unit_break_contrast(events, years, rest, rest_years, in, 3, 0.95, &c));
    assert_close(c.ratio, 1, 1e-10);
    assert_close(c.expected_inside, 30, 1e-10);
    assert_close(c.p, 1, 0);
}

static void what_can_not_be_compared_is_refused(void **state)
{
    static const double some[] = { 4, 5 }, none[] = { 0, 0 }, years[] = { 10, 10 }, gone[] = { 10, 0 };
    static const bool in[] = { false, true }, never[] = { false, false };
    struct unit_break_data data = { 1, 2, some, years, in };
    struct unit_break b;
    struct unit_contrast c;

    (void) state;
    assert_false(unit_break_test(&data, 1, &b)); /* one unit */
    data = (struct unit_break_data){ 0, 2, some, years, in };
    assert_false(unit_break_test(&data, 1, &b));
    assert_false(unit_break_contrast(some, years, none, gone, in, 2, 0.95, &c)); /* no rest inside */
    assert_false(unit_break_contrast(none, years, some, years, in, 2, 0.95, &c));
    assert_false(unit_break_contrast(some, years, some, years, never, 2, 0.95, &c));
    assert_true(unit_break_contrast(some, years, none, years, in, 2, 0.95, &c)); /* the rest has staff, nobody left */
    assert_close(c.p, 1, 0);
    assert_true(isnan(c.ratio));
    assert_close(c.limits.lower, 0, 0);
    assert_close(c.limits.upper, INFINITY, 0);
}

static void units_without_events_have_no_say(void **state)
{
    static const double events[] = { 10, 12, 0, 0, 9, 20, 5, 0 }, years[] = { 50, 50, 40, 40, 45, 45, 20, 0 };
    static const bool in[] = { false, true };
    struct unit_break_data data = { 4, 2, events, years, in };
    struct unit_break b;
    double effect[4], variance[4], city[] = { 0.19, 0.32 };

    (void) state;
    assert_true(unit_break_test(&data, 1, &b));
    assert_int_equal(b.n_units, 2);
    unit_break_effects(&data, city, 1, effect, variance);
    assert_close(effect[0], log((12 / (50 * 0.32)) / (10 / (50 * 0.19))), 1e-14);
    assert_close(variance[0], 1 / 12. + 1 / 10., 1e-14);
    assert_true(isnan(effect[1]) && isnan(variance[1]) && isnan(effect[3]));
}

static void a_zero_gets_half_an_event_for_pooling_only(void **state)
{
    static const double events[] = { 0, 4 }, years[] = { 10, 20 };
    static const bool in[] = { true, false };
    struct unit_break_data data = { 1, 2, events, years, in };
    double effect, variance, city[] = { 0.2, 0.2 };

    (void) state;
    unit_break_effects(&data, city, 2, &effect, &variance);
    assert_close(effect, log(0.5 / 2) - log(4.5 / 4), 1e-14);
    assert_close(variance, 2 * (1 / 0.5 + 1 / 4.5), 1e-14);
}

static void five_thousand_units_are_tested(void **state)
{
    enum { N = 5000, T = 7 };
    double *events = memory_zeroed(N * T, sizeof *events), *years = memory_zeroed(N * T, sizeof *years);
    bool in[T] = { false, false, false, true, false, false, false };
    struct unit_break_data data = { N, T, events, years, in };
    struct unit_break b;

    (void) state;
    for (size_t i = 0; i < N * T; i++) {
        years[i] = 50 + (double) (i % 13);
        events[i] = (double) ((i * 7919) % 23);
    }
    assert_true(unit_break_test(&data, 1, &b));
    assert_int_equal(b.n_units, N);
    assert_true(b.chi_square > N && b.p < 1e-6); /* far more spread than Poisson */
    free(events);
    free(years);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_test_agrees_with_two_regressions),
        cmocka_unit_test(one_unit_against_the_rest_is_exact),
        cmocka_unit_test(two_periods_are_fishers_table),
        cmocka_unit_test(no_events_inside_leave_the_ratio_open_below),
        cmocka_unit_test(large_counts_go_over_into_the_normal_law),
        cmocka_unit_test(a_unit_that_follows_the_rest_has_ratio_1),
        cmocka_unit_test(what_can_not_be_compared_is_refused),
        cmocka_unit_test(units_without_events_have_no_say),
        cmocka_unit_test(a_zero_gets_half_an_event_for_pooling_only),
        cmocka_unit_test(five_thousand_units_are_tested),
    };

    return TESTS_RUN(tests);
}
