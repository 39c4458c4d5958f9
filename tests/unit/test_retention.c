/* Shares who have left by cohort: edges. Drawn cohorts against R stand in tests/reference (drawn_retention). */
#include "pipeline/statistics/retention.h"
#include "tests/support/testing.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Cohort 0: four, of whom two left. 1: seven who all stay five years. 2: nobody. 3: one, who left. 4: followed half a
 * year. */
static const double LEAVING[] = { 1, 5, 5, 2, 5, 5, 5, 5, 5, 5, 1.5, 5, 0.5 };
static const uint8_t LEFT[] = { 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0 };
static const uint32_t COHORT[] = { 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 3, 0, 4 };
static const struct risk_spells SPELLS = { COUNT(LEAVING), NULL, LEAVING, LEFT, NULL };
static const double HORIZONS[] = { 1, 2, 3 };

struct answer {
    struct retention_cell cells[5][3];
    struct retention_cohort cohorts[5];
};

static struct answer answered(void)
{
    struct answer a;

    assert_true(retention_by_cohort(&SPELLS, COHORT, 5, HORIZONS, 3, 0.95, SURVIVAL_LOG_LOG, a.cells[0], a.cohorts));
    return a;
}

static void a_cohort_is_its_own_curve(void **state)
{
    static const double leaving[] = { 1, 5, 2, 5 };
    static const uint8_t left[] = { 1, 0, 1, 0 };
    struct answer a = answered();
    struct survival_curve curve;
    struct survival_point p;

    (void) state;
    assert_true(survival_fit(&(struct risk_spells){ 4, NULL, leaving, left, NULL }, &curve));
    for (size_t h = 0; h < 3; h++) {
        assert_true(survival_at(&curve, HORIZONS[h], 0.95, SURVIVAL_LOG_LOG, &p));
        assert_int_equal(a.cells[0][h].reason, RETENTION_KNOWN);
        assert_close(a.cells[0][h].probability, 1 - p.survival, 0);
        assert_close(a.cells[0][h].low, 1 - p.high, 0);
        assert_close(a.cells[0][h].high, 1 - p.low, 0);
        assert_int_equal(a.cells[0][h].n_left, p.n_events);
        assert_int_equal(a.cells[0][h].n_at_risk, p.at_risk);
    }
    assert_close(a.cells[0][0].probability, 0.25, 1e-15); /* who leaves on the anniversary has left */
    assert_close(a.cohorts[0].median.time, 2, 0);         /* the first time with S <= 1/2 */
    assert_int_equal(a.cohorts[0].n, 4);
    assert_int_equal(a.cohorts[0].n_left, 2);
    survival_free(&curve);
}

/* binom.test(0, 7)$conf.int[2] = 0.409616397225003. */
static void nobody_has_left_has_an_exact_upper_limit(void **state)
{
    struct answer a = answered();

    (void) state;
    assert_int_equal(a.cells[1][2].reason, RETENTION_NOBODY_HAS_LEFT);
    assert_close(a.cells[1][2].probability, 0, 0);
    assert_close(a.cells[1][2].low, 0, 0);
    assert_close(a.cells[1][2].high, 0.409616397225003, 1e-14);
    assert_true(isnan(a.cohorts[1].median.time));
}

/* Four at risk until 1, five until 1.5, then four: binom.test(0, 4)$conf.int[2] = 0.602364635616475. */
static void that_limit_rests_on_the_least_number_at_risk(void **state)
{
    static const double entry[] = { 0, 0, 1, 0, 0 }, leaving[] = { 5, 5, 5, 1.5, 2 }, horizon[] = { 2 };
    static const uint8_t left[] = { 1, 0, 0, 0, 0 };
    static const uint32_t cohort[] = { 0, 0, 0, 0, 0 };
    struct retention_cell cell;
    struct retention_cohort whole;

    (void) state;
    assert_true(retention_by_cohort(&(struct risk_spells){ 5, entry, leaving, left, NULL }, cohort, 1, horizon, 1, 0.95,
                                    SURVIVAL_LOG_LOG, &cell, &whole));
    assert_int_equal(cell.reason, RETENTION_NOBODY_HAS_LEFT);
    assert_int_equal(cell.n_at_risk, 4);
    assert_close(cell.high, 0.602364635616475, 1e-14);
    assert_int_equal(whole.n_left, 1);
}

static void an_empty_cohort_is_missing_not_zero(void **state)
{
    struct answer a = answered();

    (void) state;
    assert_int_equal(a.cells[2][0].reason, RETENTION_EMPTY);
    assert_true(isnan(a.cells[2][0].probability) && isnan(a.cells[2][0].high));
    assert_int_equal(a.cohorts[2].n, 0);
}

static void a_cohort_that_has_all_left_has_no_limits(void **state)
{
    struct answer a = answered();

    (void) state;
    assert_int_equal(a.cells[3][0].reason, RETENTION_NOBODY_HAS_LEFT);
    assert_int_equal(a.cells[3][2].reason, RETENTION_ALL_HAVE_LEFT);
    assert_close(a.cells[3][2].probability, 1, 0);
    assert_true(isnan(a.cells[3][2].low) && isnan(a.cells[3][2].high));
}

static void a_horizon_that_nobody_has_reached_is_missing(void **state)
{
    struct answer a = answered();

    (void) state;
    assert_int_equal(a.cells[4][0].reason, RETENTION_NOT_FOLLOWED);
    assert_true(isnan(a.cells[4][0].probability));
    assert_int_equal(a.cells[4][0].n_at_risk, 0);
}

static void what_has_no_answer_is_refused(void **state)
{
    static const double wrong[] = { 0, -1, NAN, INFINITY };
    struct answer a = answered();

    (void) state;
    a.cohorts[0].n = 17;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(retention_by_cohort(&SPELLS, COHORT, 5, &wrong[i], 1, 0.95, SURVIVAL_LOG, a.cells[0], a.cohorts));
    assert_false(retention_by_cohort(&SPELLS, COHORT, 4, HORIZONS, 3, 0.95, SURVIVAL_LOG, a.cells[0], a.cohorts));
    assert_false(retention_by_cohort(&SPELLS, COHORT, 5, HORIZONS, 3, 1, SURVIVAL_LOG, a.cells[0], a.cohorts));
    assert_int_equal(a.cohorts[0].n, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cohort_is_its_own_curve),
        cmocka_unit_test(nobody_has_left_has_an_exact_upper_limit),
        cmocka_unit_test(that_limit_rests_on_the_least_number_at_risk),
        cmocka_unit_test(an_empty_cohort_is_missing_not_zero),
        cmocka_unit_test(a_cohort_that_has_all_left_has_no_limits),
        cmocka_unit_test(a_horizon_that_nobody_has_reached_is_missing),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };

    return TESTS_RUN(tests);
}
