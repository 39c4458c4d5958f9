#include "pipeline/base/days.h"
#include "tests/support/testing.h"

static void each_day_stands_once_in_ascending_order(void **state)
{
    static const int32_t MET[] = { 5, -3, 9, 5, 7, -3, 9, 9, 0 }, ORDERED[] = { -3, 0, 5, 7, 9 };
    struct days d = { 0 };

    (void) state;
    for (size_t i = 0; i < sizeof MET / sizeof MET[0]; i++)
        days_add(&d, MET[i]);
    assert_int_equal(d.n, sizeof ORDERED / sizeof ORDERED[0]);
    for (size_t i = 0; i < d.n; i++) {
        assert_int_equal(d.items[i], ORDERED[i]);
        assert_int_equal(days_number(&d, ORDERED[i]), i);
        assert_int_equal(days_number(&d, ORDERED[i] + 1), SIZE_MAX);
    }
    assert_int_equal(days_number(&d, INT32_MIN), SIZE_MAX);
    days_free(&d);
    assert_int_equal(d.n, 0);
    assert_int_equal(days_number(&d, 5), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_day_stands_once_in_ascending_order),
    };

    return TESTS_RUN(tests);
}
