/* The interval of a mean of a finite population. Limits from R 4.2.2: qt(.975, n-1) * sqrt((1-n/N) * var(x)/n) for
 * x = 1 2 2 3 3 3 4 4 5 5 6 7. */
#include "pipeline/statistics/mean.h"
#include "pipeline/statistics/statistics.h"
#include "tests/support/testing.h"

#include <math.h>

static void limits_are_those_of_r(void **state)
{
    struct interval few = interval_mean_finite(12, 45, 203, 13, 0.95),
                    many = interval_mean_finite(12, 45, 203, 40, 0.95),
                    endless = interval_mean_finite(12, 45, 203, (double) INFINITY, 0.95);

    (void) state;
    assert_close(few.lower, 3.43905128921599, 1e-12);
    assert_close(few.upper, 4.06094871078401, 1e-12);
    assert_close(many.lower, 2.81198570548313, 1e-12);
    assert_close(many.upper, 4.68801429451687, 1e-12);
    assert_close(endless.lower, 2.62885847922882, 1e-12);
    assert_close(endless.upper, 4.87114152077118, 1e-12);
}

static void where_all_answered_there_is_no_uncertainty(void **state)
{
    struct interval limits = interval_mean_finite(12, 45, 203, 12, 0.95);

    (void) state;
    assert_close(limits.lower, 3.75, 1e-15);
    assert_close(limits.upper, 3.75, 1e-15);
}

static void what_can_not_be_is_undefined(void **state)
{
    (void) state;
    assert_true(isnan(interval_mean_finite(1, 3, 9, 10, 0.95).lower));     /* one answer has no spread */
    assert_true(isnan(interval_mean_finite(12, 45, 203, 11, 0.95).lower)); /* more answers than people */
    assert_true(isnan(interval_mean_finite(12, 45, 100, 20, 0.95).lower)); /* squares below the square of the mean */
    assert_true(isnan(interval_mean_finite(12, 45, (double) NAN, 20, 0.95).upper)); /* the spread was not given */
    assert_true(isnan(interval_mean_finite(12, 45, 203, 20, 1).lower));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_r),
        cmocka_unit_test(where_all_answered_there_is_no_uncertainty),
        cmocka_unit_test(what_can_not_be_is_undefined),
    };

    statistics_begin();
    return TESTS_RUN(tests);
}
