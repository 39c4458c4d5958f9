#include "pipeline/statistics/parts.h"

#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <math.h>

static double forwards(const double *parts, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += parts[i];
    return sum;
}

static double backwards(const double *parts, size_t n)
{
    double sum = 0;

    while (n > 0)
        sum += parts[--n];
    return sum;
}

static void parts_add_up_in_any_order(void **state)
{
    enum { N = 1000 };
    double parts[N], exact[N];
    struct testing_random random = { 11 };

    (void) state;
    for (int round = 0; round < 200; round++) {
        int bits = round % 2 == 0 ? PARTS_FINEST : PARTS_TEN_DIGITS;
        double total = 0, sizes = 0, given;

        for (size_t i = 0; i < N; i++) {
            double share = (double) (testing_random_bits(&random) >> 11) / 9007199254740992.0;

            exact[i] = parts[i] = (share - 0.5) * pow(10, round % 20 - 10);
            total += parts[i];
            sizes += fabs(parts[i]);
        }
        given = parts_add_up(parts, N, total, bits);
        assert_close(forwards(parts, N), given, 0);
        assert_close(backwards(parts, N), given, 0);
        assert_true(fabs(given - total) <= ldexp(2, -bits) * sizes);
        for (size_t i = 0; i < N; i++)
            assert_true(fabs(parts[i] - exact[i]) <= N * ldexp(2, -bits) * sizes);
    }
}

static void thirds_become_a_whole(void **state)
{
    double parts[] = { 1 / 3.0, 1 / 3.0, 1 / 3.0 };

    (void) state;
    assert_close(parts_add_up(parts, 3, 1, PARTS_FINEST), 1, 0);
    assert_close(parts[0] + parts[1] + parts[2], 1, 0);
    assert_close(parts[2], 1 / 3.0, 1e-14);
}

static void nothing_and_what_is_not_a_number_stay_as_they_are(void **state)
{
    double parts[] = { NAN, 1 }, zeros[] = { 0, 0 };

    (void) state;
    assert_close(parts_add_up(parts, 2, 1, PARTS_FINEST), 1, 0);
    assert_true(isnan(parts[0]));
    assert_close(parts[1], 1, 0);
    assert_close(parts_add_up(zeros, 2, 0, PARTS_FINEST), 0, 0);
    assert_close(zeros[0], 0, 0);
    assert_close(parts_add_up(NULL, 0, 3, PARTS_FINEST), 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_in_any_order),
        cmocka_unit_test(thirds_become_a_whole),
        cmocka_unit_test(nothing_and_what_is_not_a_number_stay_as_they_are),
    };

    return TESTS_RUN(tests);
}
