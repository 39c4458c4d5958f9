/* Log-rank and Peto-Peto: edges, and numbers of R 4.2.2, survdiff of survival 3.5-3. */
#include "pipeline/statistics/logrank.h"
#include "tests/support/testing.h"

#include <math.h>

static const double LEAVING[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
static const uint8_t LEFT[] = { 1, 1, 1, 1, 0, 1, 1, 0, 1, 1 };
static const uint32_t GROUP[] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 2 };
static const struct risk_spells TEN = { 10, NULL, LEAVING, LEFT, NULL };

/* survdiff(Surv(1:10, left) ~ group), rho = 0 and 1. */
static void three_groups_agree_with_r(void **state)
{
    static const double expected[] = { 0.647222222222222, 1.636904761904762, 5.715873015873016 };
    struct logrank test;

    (void) state;
    assert_true(logrank_test(&TEN, GROUP, 3, NULL, LOGRANK_EQUAL, &test));
    for (size_t g = 0; g < 3; g++)
        assert_close(test.expected[g], expected[g], 1e-14);
    assert_close(test.chi_squared, 13.1633127741441, 1e-13);
    assert_int_equal(test.degrees, 2);
    assert_close(test.covariance[1], -0.210949074074074, 1e-14);
    assert_close(test.covariance[8], 1.141811539430587, 1e-14);
    logrank_free(&test);
    assert_true(logrank_test(&TEN, GROUP, 3, NULL, LOGRANK_PETO, &test));
    assert_close(test.chi_squared, 11.709136331192, 1e-13);
    logrank_free(&test);
}

/* survdiff(Surv(1:6, c(1,1,1,0,0,0)) ~ c(1,1,1,2,2,2)). */
static void a_group_without_leavers_counts(void **state)
{
    static const uint8_t left[] = { 1, 1, 1, 0, 0, 0 };
    struct logrank test;

    (void) state;
    assert_true(
        logrank_test(&(struct risk_spells){ 6, NULL, LEAVING, left, NULL }, GROUP, 2, NULL, LOGRANK_EQUAL, &test));
    assert_close(test.chi_squared, 5.05166051660517, 1e-13);
    assert_close(test.p_value, 0.0246023499536417, 1e-12);
    assert_close(test.expected[1], 1.85, 1e-14);
    logrank_free(&test);
}

static void an_empty_group_takes_no_degree(void **state)
{
    struct logrank test;

    (void) state;
    assert_true(logrank_test(&TEN, GROUP, 5, NULL, LOGRANK_EQUAL, &test));
    assert_int_equal(test.degrees, 2);
    assert_close(test.chi_squared, 13.1633127741441, 1e-13);
    assert_int_equal(test.n[4], 0);
    logrank_free(&test);
}

static void nobody_leaving_has_no_test(void **state)
{
    static const uint8_t nobody[10] = { 0 };
    struct logrank test;

    (void) state;
    assert_true(
        logrank_test(&(struct risk_spells){ 10, NULL, LEAVING, nobody, NULL }, GROUP, 3, NULL, LOGRANK_EQUAL, &test));
    assert_int_equal(test.degrees, 0);
    assert_true(isnan(test.chi_squared) && isnan(test.p_value));
    logrank_free(&test);
}

static void groups_never_seen_together_have_no_test(void **state)
{
    static const double entry[] = { 0, 0, 2, 2 }, leaving[] = { 1, 2, 3, 4 };
    static const uint8_t left[] = { 1, 1, 1, 1 };
    static const uint32_t apart[] = { 0, 0, 1, 1 };
    struct logrank test;

    (void) state;
    assert_true(
        logrank_test(&(struct risk_spells){ 4, entry, leaving, left, NULL }, apart, 2, NULL, LOGRANK_EQUAL, &test));
    assert_int_equal(test.degrees, 0);
    assert_true(isnan(test.p_value));
    logrank_free(&test);
}

/* Nor are they across strata, each of which has one group only. */
static void strata_of_one_group_each_have_no_test(void **state)
{
    struct logrank test;

    (void) state;
    assert_true(logrank_test(&TEN, GROUP, 3, GROUP, LOGRANK_PETO, &test));
    assert_int_equal(test.degrees, 0);
    assert_close(test.observed[0], test.expected[0], 1e-15);
    logrank_free(&test);
}

/* survdiff(Surv(1:2, c(1, 1)) ~ 1:2): 1. The last two at risk still count. */
static void two_people_are_a_test(void **state)
{
    static const uint32_t group[] = { 0, 1 };
    struct logrank test;

    (void) state;
    assert_true(
        logrank_test(&(struct risk_spells){ 2, NULL, LEAVING, LEFT, NULL }, group, 2, NULL, LOGRANK_EQUAL, &test));
    assert_close(test.chi_squared, 1, 1e-15);
    logrank_free(&test);
}

/* survdiff(Surv(rep(1, 6), c(1,0,0,1,1,0)) ~ c(1,1,2,2,1,2) + strata(rep(1:2, each = 3))): each stratum has its own
 * risk set, although one ends at the time at which the next begins. */
static void a_tie_does_not_reach_into_the_next_stratum(void **state)
{
    static const double at_once[] = { 1, 1, 1, 1, 1, 1 };
    static const uint8_t left[] = { 1, 0, 0, 1, 1, 0 };
    static const uint32_t group[] = { 0, 0, 1, 1, 0, 1 }, stratum[] = { 0, 0, 0, 1, 1, 1 };
    struct logrank test;

    (void) state;
    assert_true(
        logrank_test(&(struct risk_spells){ 6, NULL, at_once, left, NULL }, group, 2, stratum, LOGRANK_EQUAL, &test));
    assert_close(test.expected[0], 1.33333333333333, 1e-14);
    assert_close(test.chi_squared, 1, 1e-13);
    logrank_free(&test);
}

static void what_has_no_answer_is_refused(void **state)
{
    struct logrank test = { .degrees = 17 };

    (void) state;
    assert_false(logrank_test(&TEN, GROUP, 1, NULL, LOGRANK_EQUAL, &test));
    assert_false(logrank_test(&TEN, GROUP, 2, NULL, LOGRANK_EQUAL, &test)); /* a group out of range */
    assert_false(logrank_test(&TEN, GROUP, LOGRANK_MOST_GROUPS + 1, NULL, LOGRANK_EQUAL, &test));
    assert_false(
        logrank_test(&(struct risk_spells){ 2, LEAVING, LEAVING, LEFT, NULL }, GROUP, 3, NULL, LOGRANK_EQUAL, &test));
    assert_int_equal(test.degrees, 17);
    assert_true(
        logrank_test(&(struct risk_spells){ 0, NULL, LEAVING, LEFT, NULL }, GROUP, 3, NULL, LOGRANK_EQUAL, &test));
    assert_true(isnan(test.p_value));
    logrank_free(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_groups_agree_with_r),
        cmocka_unit_test(a_group_without_leavers_counts),
        cmocka_unit_test(an_empty_group_takes_no_degree),
        cmocka_unit_test(nobody_leaving_has_no_test),
        cmocka_unit_test(groups_never_seen_together_have_no_test),
        cmocka_unit_test(strata_of_one_group_each_have_no_test),
        cmocka_unit_test(two_people_are_a_test),
        cmocka_unit_test(a_tie_does_not_reach_into_the_next_stratum),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };

    return TESTS_RUN(tests);
}
