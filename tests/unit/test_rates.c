/* Edges of intervals and of comparisons of two rates or shares; their numbers are in tests/reference. */
#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/ratio.h"
#include "pipeline/statistics/two_proportions.h"
#include "pipeline/statistics/two_rates.h"
#include "tests/support/testing.h"

#include <math.h>

typedef struct interval poisson_method(double events, double exposure, double confidence);
typedef struct interval binomial_method(double x, double n, double confidence);

static poisson_method *const poisson_methods[] = {
    interval_poisson_exact, interval_poisson_midp,     interval_poisson_byar,
    interval_poisson_score, interval_poisson_jeffreys, interval_poisson_log_wald,
};
static binomial_method *const binomial_methods[] = {
    interval_binomial_exact, interval_binomial_midp,    interval_binomial_jeffreys,
    interval_wilson,         interval_wilson_corrected, interval_agresti_coull,
};
enum {
    N_POISSON = sizeof poisson_methods / sizeof *poisson_methods,
    N_BINOMIAL = sizeof binomial_methods / sizeof *binomial_methods
};

static void assert_undefined(struct interval limits)
{
    assert_true(isnan(limits.lower));
    assert_true(isnan(limits.upper));
}

static void no_exposure_is_missing_not_zero(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_POISSON; i++) {
        assert_undefined(poisson_methods[i](3, 0, 0.95));
        assert_undefined(poisson_methods[i](0, 0, 0.95));
        assert_undefined(poisson_methods[i](3, -1, 0.95));
        assert_undefined(poisson_methods[i](-1, 1, 0.95));
        assert_undefined(poisson_methods[i](NAN, 1, 0.95));
        assert_undefined(poisson_methods[i](3, NAN, 0.95));
        assert_undefined(poisson_methods[i](3, 1, 1));
        assert_undefined(poisson_methods[i](3, 1, 0));
    }
}

static void no_events_have_a_lower_limit_of_exactly_0(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_POISSON - 1; i++) { /* all but the logarithmic one */
        struct interval limits = poisson_methods[i](0, 20, 0.95);

        assert_close(limits.lower, 0, 0);
        assert_true(limits.upper > 0 && limits.upper < 0.2);
    }
    assert_undefined(interval_poisson_log_wald(0, 20, 0.95));
}

static void ten_million_events_have_limits(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_POISSON; i++) {
        struct interval limits = poisson_methods[i](1e7, 1e8, 0.95);

        assert_close(limits.lower, 0.1 - 1.96 * sqrt(1e7) / 1e8, 1e-6);
        assert_close(limits.upper, 0.1 + 1.96 * sqrt(1e7) / 1e8, 1e-6);
    }
}

static void events_need_not_be_whole(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_POISSON; i++) {
        struct interval less = poisson_methods[i](2, 7, 0.95), between = poisson_methods[i](2.5, 7, 0.95);
        struct interval more = poisson_methods[i](3, 7, 0.95), few = poisson_methods[i](0.25, 7, 0.95);

        assert_true(less.lower < between.lower && between.lower < more.lower);
        assert_true(less.upper < between.upper && between.upper < more.upper);
        assert_true(few.lower >= 0 && few.lower < few.upper);
    }
}

static void nobody_asked_has_no_share(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_BINOMIAL; i++) {
        assert_undefined(binomial_methods[i](0, 0, 0.95));
        assert_undefined(binomial_methods[i](4, 3, 0.95));
        assert_undefined(binomial_methods[i](-1, 3, 0.95));
        assert_undefined(binomial_methods[i](NAN, 3, 0.95));
        assert_undefined(binomial_methods[i](1, 3, 1));
    }
}

static void none_and_all_end_at_exactly_0_and_1(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_BINOMIAL; i++) {
        assert_close(binomial_methods[i](0, 9, 0.95).lower, 0, 0);
        assert_close(binomial_methods[i](9, 9, 0.95).upper, 1, 0);
        assert_close(binomial_methods[i](0, 1, 0.95).lower, 0, 0);
        assert_close(binomial_methods[i](1, 1, 0.95).upper, 1, 0);
    }
}

static void where_all_were_asked_nothing_is_uncertain(void **state)
{
    struct interval limits = interval_wilson_finite(3, 12, 12, 0.95);

    (void) state;
    assert_close(limits.lower, 0.25, 0);
    assert_close(limits.upper, 0.25, 0);
    assert_undefined(interval_wilson_finite(3, 12, 11, 0.95));
    assert_close(interval_wilson_finite(3, 12, 1e12, 0.95).lower, interval_wilson(3, 12, 0.95).lower, 1e-9);
}

static void without_events_the_ratio_may_be_anything(void **state)
{
    struct two_rates r = two_rates_compare(0, 10, 0, 20, 0.95);

    (void) state;
    assert_true(isnan(r.ratio));
    assert_close(r.ratio_exact.lower, 0, 0);
    assert_close(r.ratio_exact.upper, INFINITY, 0);
    assert_close(r.p_exact, 1, 0);
    assert_close(r.likelihood_ratio_p, 1, 0);
    assert_close(two_rates_e_test(0, 10, 0, 20), 1, 0);
    assert_close(r.difference, 0, 0);
}

static void a_zero_cell_ends_at_exactly_0_or_infinity(void **state)
{
    struct two_rates none = two_rates_compare(0, 1000, 5, 900, 0.95), only = two_rates_compare(5, 900, 0, 1000, 0.95);

    (void) state;
    assert_close(none.ratio_exact.lower, 0, 0);
    assert_close(none.ratio_midp.lower, 0, 0);
    assert_close(none.ratio_score.lower, 0, 0);
    assert_close(only.ratio, INFINITY, 0);
    assert_close(only.ratio_exact.upper, INFINITY, 0);
    assert_close(only.ratio_score.upper, INFINITY, 0);
    assert_close(only.ratio_exact.lower, 1 / none.ratio_exact.upper, 1e-14);
    assert_undefined(none.ratio_wald);
}

static void two_rates_without_exposure_are_not_compared(void **state)
{
    struct two_rates r = two_rates_compare(3, 0, 5, 10, 0.95);

    (void) state;
    assert_true(isnan(r.rate1) && isnan(r.ratio) && isnan(r.p_exact) && isnan(r.score_z) && isnan(r.difference));
    assert_undefined(r.ratio_exact);
    assert_true(isnan(two_rates_e_test(3, 0, 5, 10)));
    assert_true(isnan(two_rates_e_test(-1, 1, 5, 10)));
}

static void the_exact_comparison_alone_knows_the_same_edges(void **state)
{
    struct two_rates_exact r = two_rates_exact(0, 10, 0, 20, 0.95);

    (void) state;
    assert_true(isnan(r.ratio));
    assert_close(r.limits.lower, 0, 0);
    assert_close(r.limits.upper, INFINITY, 0);
    assert_close(r.p, 1, 0);
    r = two_rates_exact(0, 1000, 5, 900, 0.95);
    assert_close(r.ratio, 0, 0);
    assert_close(r.limits.lower, 0, 0);
    r = two_rates_exact(5, 900, 0, 1000, 0.95);
    assert_close(r.ratio, INFINITY, 0);
    assert_close(r.limits.upper, INFINITY, 0);
    r = two_rates_exact(3, 0, 5, 10, 0.95);
    assert_true(isnan(r.ratio) && isnan(r.p));
    assert_undefined(r.limits);
    assert_true(isnan(two_rates_exact(NAN, 1, 5, 10, 0.95).p));
}

static void equal_rates_give_p_1(void **state)
{
    struct two_rates r = two_rates_compare(7, 70, 7, 70, 0.95);

    (void) state;
    assert_close(r.ratio, 1, 0);
    assert_close(r.p_exact, 1, 0);
    assert_close(r.p_midp, 1, 1e-14);
    assert_close(r.p_minlike, 1, 0);
    assert_close(r.score_p, 1, 0);
    assert_close(two_rates_e_test(7, 70, 7, 70), 1, 0);
}

static void a_million_events_are_compared(void **state)
{
    struct two_rates r = two_rates_compare(1000000, 5e6, 1004000, 5e6, 0.95);

    (void) state;
    assert_true(r.ratio_exact.lower < r.ratio && r.ratio < r.ratio_exact.upper);
    assert_close(r.p_exact, r.score_p, 1e-2);
    assert_close(two_rates_e_test(1000000, 5e6, 1004000, 5e6), r.score_p, 1e-3);
}

static void counts_of_nothing_have_no_ratio(void **state)
{
    (void) state;
    assert_undefined(two_rates_counts(0, 0, 0.95));
    assert_close(two_rates_counts(0, 3, 0.95).lower, 0, 0);
    assert_close(two_rates_counts(3, 0, 0.95).upper, INFINITY, 0);
}

static void an_e_value_does_not_depend_on_direction(void **state)
{
    (void) state;
    assert_close(two_rates_e_value(0.5), two_rates_e_value(2), 0);
    assert_close(two_rates_e_value(1), 1, 0);
    assert_true(isnan(two_rates_e_value(0)));
    assert_true(isnan(two_rates_e_value(-1)));
}

static void shares_that_do_not_exist_are_not_compared(void **state)
{
    struct two_proportions r = two_proportions_compare(0, 0, 1, 2, 0.95);

    (void) state;
    assert_true(isnan(r.difference) && isnan(r.fisher_p) && isnan(r.chi_square));
    r = two_proportions_compare(5, 5, 7, 7, 0.95); /* all are */
    assert_close(r.difference, 0, 0);
    assert_true(isnan(r.chi_square) && isnan(r.chi_square_p));
    assert_close(r.fisher_p, 1, 1e-14);
}

static void exact_p_of_what_can_not_be_is_0(void **state)
{
    (void) state;
    assert_close(exact_poisson(0, 0).central, 1, 0);
    assert_close(exact_poisson(3, 0).central, 0, 0);
    assert_close(exact_poisson(3, 0).minlike, 0, 0);
    assert_close(exact_binomial(2, 4, 0).minlike, 0, 0);
    assert_close(exact_binomial(4, 4, 1).central, 1, 0);
    assert_true(isnan(exact_poisson(-1, 2).central));
    assert_true(isnan(exact_binomial(5, 4, 0.5).midp));
}

static void counts_too_large_to_be_summed_are_nan_and_soon(void **state)
{
    (void) state;
    assert_undefined(interval_poisson_exact(1e14, 1, 0.95));
    assert_undefined(interval_poisson_midp(1e14, 1, 0.95));
    assert_true(isnan(exact_poisson(1e14, 1e14).central));
    assert_close(exact_binomial(1e15, 2e15, 0.5).minlike, 1, 0);
    assert_true(isnan(exact_fisher(1e15, 2e15, 1e15, 2e15).central));
    assert_true(isnan(two_rates_e_test(1e14, 1, 1e14, 1)));
}

static void a_ratio_of_fewer_than_two_units_has_no_interval(void **state)
{
    static const double y[] = { 3, 5, 2 }, x[] = { 30, 45, 15 }, none[] = { 0, 0, 0 };
    struct ratio r = ratio_of_totals(y, x, 0, 0.95);

    (void) state;
    assert_true(isnan(r.ratio));
    r = ratio_of_totals(y, x, 1, 0.95);
    assert_close(r.ratio, 0.1, 1e-15);
    assert_true(isnan(r.se) && isnan(r.se_jackknife));
    assert_undefined(r.limits);
    r = ratio_of_totals(y, x, 2, 0.95);
    assert_true(r.limits.lower < r.ratio && r.ratio < r.limits.upper);
    assert_true(isnan(ratio_of_totals(y, none, 3, 0.95).ratio));
}

/* With denominators this uneven Fieller's interval is the whole line. */
static void an_unbounded_ratio_says_so(void **state)
{
    static const double y[] = { 1, 2, 3 }, x[] = { 1, 1, 50 };
    struct ratio r = ratio_of_totals(y, x, 3, 0.95);

    (void) state;
    assert_true(r.fieller_g >= 1);
    assert_close(r.fieller.lower, -INFINITY, 0);
    assert_close(r.fieller.upper, INFINITY, 0);
}

static void equal_ratios_leave_nothing_uncertain(void **state)
{
    static const double y[] = { 2, 4, 6 }, x[] = { 20, 40, 60 };
    struct ratio r = ratio_of_totals(y, x, 3, 0.95);

    (void) state;
    assert_close(r.ratio, 0.1, 1e-15);
    assert_true(r.se < 1e-16 && r.se_jackknife < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_exposure_is_missing_not_zero),
        cmocka_unit_test(no_events_have_a_lower_limit_of_exactly_0),
        cmocka_unit_test(ten_million_events_have_limits),
        cmocka_unit_test(events_need_not_be_whole),
        cmocka_unit_test(nobody_asked_has_no_share),
        cmocka_unit_test(none_and_all_end_at_exactly_0_and_1),
        cmocka_unit_test(where_all_were_asked_nothing_is_uncertain),
        cmocka_unit_test(without_events_the_ratio_may_be_anything),
        cmocka_unit_test(a_zero_cell_ends_at_exactly_0_or_infinity),
        cmocka_unit_test(two_rates_without_exposure_are_not_compared),
        cmocka_unit_test(the_exact_comparison_alone_knows_the_same_edges),
        cmocka_unit_test(equal_rates_give_p_1),
        cmocka_unit_test(a_million_events_are_compared),
        cmocka_unit_test(counts_of_nothing_have_no_ratio),
        cmocka_unit_test(an_e_value_does_not_depend_on_direction),
        cmocka_unit_test(shares_that_do_not_exist_are_not_compared),
        cmocka_unit_test(exact_p_of_what_can_not_be_is_0),
        cmocka_unit_test(counts_too_large_to_be_summed_are_nan_and_soon),
        cmocka_unit_test(a_ratio_of_fewer_than_two_units_has_no_interval),
        cmocka_unit_test(an_unbounded_ratio_says_so),
        cmocka_unit_test(equal_ratios_leave_nothing_uncertain),
    };

    return TESTS_RUN(tests);
}
