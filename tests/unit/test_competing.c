/* Aalen-Johansen: edges, and six people in R 4.2.2: survfit(Surv(t, factor(k)) ~ 1), survival 3.5-3. */
#include "pipeline/statistics/competing.h"
#include "tests/support/testing.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double LEAVING[] = { 1, 2, 2, 3, 4, 5 };
static const uint8_t CAUSE[] = { 1, 2, 1, 0, 1, 2 };
static const struct risk_spells SIX = { COUNT(LEAVING), NULL, LEAVING, CAUSE, NULL };

static struct competing_curve fitted(const struct risk_spells *spells, size_t n_causes)
{
    struct competing_curve curve;

    assert_true(competing_fit(spells, n_causes, &curve));
    return curve;
}

static void six_people_agree_with_r(void **state)
{
    static const double time[] = { 1, 2, 4, 5 };
    static const double share[] = { 1.0 / 6, 1.0 / 3, 0.583333333333333, 0.583333333333333 };
    static const double error[] = { 0.152145154862546, 0.192450089729875, 0.225667733462110, 0.225667733462110 };
    static const double low[] = { 0.00772310404017214, 0.04608224341204513, 0.11074475543624085, 0.11074475543624085 };
    static const double high[] = { 0.516801781844910, 0.675564357969301, 0.876322025474982, 0.876322025474982 };
    struct competing_curve curve = fitted(&SIX, 2);
    struct competing_point p;

    (void) state;
    assert_int_equal(curve.n_steps, COUNT(time));
    for (size_t i = 0; i < COUNT(time); i++) {
        assert_true(competing_at(&curve, 1, time[i], 0.95, SURVIVAL_LOG_LOG, &p));
        assert_close(p.share, share[i], 1e-14);
        assert_close(p.standard_error, error[i], 1e-13);
        assert_close(p.low, low[i], 1e-12);
        assert_close(p.high, high[i], 1e-12);
    }
    assert_true(competing_at(&curve, 2, 5, 0.95, SURVIVAL_LOG, &p));
    assert_close(p.share, 0.416666666666667, 1e-14);
    assert_close(p.low, 0.1441371143448595, 1e-12);
    assert_close(p.high, 1, 0);
    assert_int_equal(p.n_events, 2);
    assert_true(competing_at(&curve, 2, 5, 0.95, SURVIVAL_PLAIN, &p));
    assert_close(p.low, 0, 0);
    assert_close(p.high, 0.858967296725187, 1e-12);
    competing_free(&curve);
}

static void a_cause_that_nobody_has_left_for_yet_is_zero_without_limits(void **state)
{
    struct competing_curve curve = fitted(&SIX, 3);
    struct competing_point p;

    (void) state;
    assert_true(competing_at(&curve, 2, 1.5, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.share, 0, 0);
    assert_close(p.standard_error, 0, 0);
    assert_true(isnan(p.low) && isnan(p.high));
    assert_true(competing_at(&curve, 3, 5, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.share, 0, 0);
    assert_true(competing_at(&curve, 1, 0.5, 0.95, SURVIVAL_LOG_LOG, &p)); /* before the first */
    assert_close(p.share, 0, 0);
    competing_free(&curve);
}

static void causes_beyond_the_last_are_other(void **state)
{
    static const uint8_t cause[] = { 1, 7, 1, 0, 1, 255 };
    struct competing_curve curve = fitted(&(struct risk_spells){ COUNT(LEAVING), NULL, LEAVING, cause, NULL }, 2);
    struct competing_point p;

    (void) state;
    assert_true(competing_at(&curve, 2, 5, 0.95, SURVIVAL_PLAIN, &p));
    assert_close(p.share, 0.416666666666667, 1e-14);
    competing_free(&curve);
}

static void nobody_leaving_is_zero_and_unknown_beyond(void **state)
{
    static const uint8_t nobody[COUNT(LEAVING)] = { 0 };
    struct competing_curve curve = fitted(&(struct risk_spells){ COUNT(LEAVING), NULL, LEAVING, nobody, NULL }, 2);
    struct competing_point p = { .share = -7 };

    (void) state;
    assert_int_equal(curve.n_steps, 0);
    assert_false(competing_at(&curve, 1, 5.5, 0.95, SURVIVAL_LOG, &p));
    assert_close(p.share, -7, 0);
    assert_true(competing_at(&curve, 1, 5, 0.95, SURVIVAL_LOG, &p));
    assert_close(p.share, 0, 0);
    competing_free(&curve);
}

static void what_has_no_answer_is_refused(void **state)
{
    struct competing_curve curve = { .n_steps = 17 };
    struct competing_point p;

    (void) state;
    assert_false(competing_fit(&(struct risk_spells){ 0, NULL, LEAVING, CAUSE, NULL }, 2, &curve));
    assert_false(competing_fit(&SIX, 0, &curve));
    assert_false(competing_fit(&SIX, 256, &curve));
    assert_false(competing_fit(&(struct risk_spells){ 2, LEAVING, LEAVING, CAUSE, NULL }, 2, &curve));
    assert_int_equal(curve.n_steps, 17);
    curve = fitted(&SIX, 2);
    assert_false(competing_at(&curve, 0, 1, 0.95, SURVIVAL_LOG, &p));
    assert_false(competing_at(&curve, 3, 1, 0.95, SURVIVAL_LOG, &p));
    assert_false(competing_at(&curve, 1, NAN, 0.95, SURVIVAL_LOG, &p));
    assert_false(competing_at(&curve, 1, 1, 1, SURVIVAL_LOG, &p));
    competing_free(&curve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_people_agree_with_r),
        cmocka_unit_test(a_cause_that_nobody_has_left_for_yet_is_zero_without_limits),
        cmocka_unit_test(causes_beyond_the_last_are_other),
        cmocka_unit_test(nobody_leaving_is_zero_and_unknown_beyond),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };

    return TESTS_RUN(tests);
}
