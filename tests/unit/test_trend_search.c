/* The search over dates and shapes: what it refuses, that it repeats, and that its p-values are p-values. That its fast
 * path is exact is in tests/property/test_break_laws.c. */
#include "pipeline/statistics/trend_search.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

static const double YEARS[] = { 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023 };
static const double LEAVERS[] = { 210, 190, 180, 230, 155, 150, 148, 129 };
static const double STAFF[] = { 1048, 1025, 1031, 1034, 1043, 1024, 1030, 1041 };
static const double NONE[8] = { 0 };

static struct trend_series series(size_t n, const double *events, const double *staff)
{
    return (struct trend_series){ n, YEARS, events, staff, 1, NULL, 0, TREND_LINEAR, NULL };
}

static void what_cannot_be_searched_is_refused(void **state)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series short_one = series(3, LEAVERS, STAFF), empty = series(0, LEAVERS, STAFF);
    struct trend_series no_leavers = series(8, NONE, STAFF), no_staff = series(8, LEAVERS, NONE);
    double many[8 * 40] = { 0 };
    struct trend_series wide = series(8, LEAVERS, STAFF);

    (void) state;
    assert_null(trend_search_new(&short_one, &rule));
    assert_null(trend_search_new(&empty, &rule));
    assert_null(trend_search_new(&no_leavers, &rule));
    assert_null(trend_search_new(&no_staff, &rule));
    wide.season = many;
    wide.n_season = 40;
    assert_null(trend_search_new(&wide, &rule));
    trend_search_free(NULL);
}

/* A column of the null that marks a year already says what a pulse in that year would. */
static void candidates_that_the_null_holds_are_dropped(void **state)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series s = series(4, LEAVERS, STAFF);
    struct trend_search *search;
    double season[4] = { 0, 0, 1, 0 };
    size_t n;

    (void) state;
    s.season = season;
    s.n_season = 1;
    search = trend_search_new(&s, &rule);
    assert_non_null(search);
    for (const struct trend_candidate *c = trend_search_candidates(search, &n), *end = c + n; c < end; c++)
        assert_false(c->at == 2 && c->shape == TREND_PULSE);
    assert_int_equal(n, 3);
    trend_search_free(search);
}

static struct trend_bootstrap run(size_t at, double dispersion, size_t replicates, size_t stop_after, const char *name,
                                  uint64_t seed)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series s = series(8, LEAVERS, STAFF);
    struct trend_search *search = trend_search_new(&s, &rule);
    struct trend_bootstrap_options o = { dispersion, replicates, stop_after, at, name, seed };
    struct trend_bootstrap b;

    assert_non_null(search);
    assert_true(trend_search_bootstrap(search, &o, &b));
    trend_search_free(search);
    return b;
}

static void the_same_series_and_seed_give_the_same_p(void **state)
{
    struct trend_bootstrap a = run(3, 1.4, 999, 0, "city", 1), b = run(3, 1.4, 999, 0, "city", 1);
    struct trend_bootstrap other = run(3, 1.4, 999, 0, "city", 2);

    (void) state;
    assert_close(a.p, b.p, 0);
    assert_close(a.p_fixed, b.p_fixed, 0);
    assert_close(a.critical, b.critical, 0);
    assert_true(other.critical != a.critical);
}

static void whether_a_date_is_fixed_does_not_move_the_search(void **state)
{
    struct trend_bootstrap with = run(3, 1, 999, 0, "city", 1), without = run(8, 1, 999, 0, "city", 1);

    (void) state;
    assert_close(with.p, without.p, 0);
    assert_true(isnan(without.p_fixed) && isnan(without.statistic_fixed) && isnan(without.critical_fixed));
}

static void a_p_value_is_never_zero(void **state)
{
    struct trend_bootstrap b = run(3, 1, 19, 0, "city", 1);

    (void) state;
    assert_true(b.p >= 1.0 / 20 && b.p <= 1);
    assert_int_equal(b.replicates, 19);
}

static void the_search_costs(void **state)
{
    struct trend_bootstrap b = run(3, 1, 1999, 0, "city", 1);

    (void) state;
    assert_int_equal(b.candidate, b.candidate_fixed);
    assert_close(b.statistic, b.statistic_fixed, 1e-12);
    assert_true(b.p > b.p_fixed);
    assert_true(b.critical > b.critical_fixed &&
                b.critical_fixed > 3.84); /* above the fixed date and shape of chi-squared */
}

static void dispersion_makes_the_same_deviation_less_surprising(void **state)
{
    (void) state;
    assert_true(run(3, 2, 1999, 0, "city", 1).p > run(3, 1, 1999, 0, "city", 1).p);
    assert_close(run(3, 2, 99, 0, "city", 1).statistic, run(3, 1, 99, 0, "city", 1).statistic / 2, 1e-12);
}

/* Besag and Clifford: stopping at h exceedances gives h / drawn, and drawn no more than needed. */
static void an_unsurprising_series_stops_early(void **state)
{
    struct trend_bootstrap all = run(1, 1, 9999, 0, "city", 1), early = run(1, 1, 9999, 10, "city", 1);

    (void) state;
    assert_true(all.p_fixed > 0.1);
    assert_int_equal(all.replicates, 9999);
    assert_true(early.replicates < 9999 || early.p < 0.01);
    if (early.replicates < 9999)
        assert_true(isnan(early.critical));
}

static void a_bootstrap_needs_replicates_and_a_dispersion(void **state)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series s = series(8, LEAVERS, STAFF);
    struct trend_search *search = trend_search_new(&s, &rule);
    struct trend_bootstrap_options o = { 0.9, 99, 0, 8, NULL, 1 };
    struct trend_bootstrap b;

    (void) state;
    assert_false(trend_search_bootstrap(search, &o, &b));
    o.dispersion = 1;
    o.replicates = 0;
    assert_false(trend_search_bootstrap(search, &o, &b));
    trend_search_free(search);
}

static void a_handful_of_events_can_be_searched(void **state)
{
    const double few[] = { 0, 0, 3, 0, 0, 1, 0, 1 };
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series s = series(8, few, STAFF);
    struct trend_search *search = trend_search_new(&s, &rule);
    struct trend_bootstrap_options o = { 1, 499, 0, 2, NULL, 1 };
    struct trend_bootstrap b;

    (void) state;
    assert_true(trend_search_bootstrap(search, &o, &b));
    assert_true(b.p > 0 && b.p <= 1 && isfinite(b.statistic));
    trend_search_free(search);
}

static void ten_million_events_can_be_searched(void **state)
{
    const double many[] = { 1e7, 1.01e7, 1.02e7, 1.0301e7, 1.0404e7, 1.0508e7, 1.0613e7, 1.0719e7 };
    struct trend_rule rule = trend_rule_default(1);
    struct trend_series s = series(8, many, STAFF);
    struct trend_search *search;
    struct trend_bootstrap_options o = { 1, 99, 0, 2, NULL, 1 };
    struct trend_bootstrap b;

    (void) state;
    s.development = TREND_QUADRATIC;
    search = trend_search_new(&s, &rule);
    assert_true(trend_search_bootstrap(search, &o, &b));
    assert_close(b.p, 0.01, 1e-12); /* staff varies by whole percents: nothing of that is chance */
    trend_search_free(search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_searched_is_refused),
        cmocka_unit_test(candidates_that_the_null_holds_are_dropped),
        cmocka_unit_test(the_same_series_and_seed_give_the_same_p),
        cmocka_unit_test(whether_a_date_is_fixed_does_not_move_the_search),
        cmocka_unit_test(a_p_value_is_never_zero),
        cmocka_unit_test(the_search_costs),
        cmocka_unit_test(dispersion_makes_the_same_deviation_less_surprising),
        cmocka_unit_test(an_unsurprising_series_stops_early),
        cmocka_unit_test(a_bootstrap_needs_replicates_and_a_dispersion),
        cmocka_unit_test(a_handful_of_events_can_be_searched),
        cmocka_unit_test(ten_million_events_can_be_searched),
    };

    return TESTS_RUN(tests);
}
