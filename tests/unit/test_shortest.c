/* The reference is printf and strtod. */
#include "pipeline/table/cell.h"
#include "pipeline/table/shortest.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void by_printf(double value, char text[CELL_ROOM])
{
    int digits = 15;

    do
        snprintf(text, CELL_ROOM, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= 17);
}

static void assert_as_printf(double value)
{
    char expected[CELL_ROOM], text[CELL_ROOM];

    by_printf(value, expected);
    assert_int_equal(cell_format_real(value, text), strlen(expected));
    assert_string_equal(text, expected);
}

/* All 64 bits at random, of numbers of ordinary size: nearly all of them take 16 or 17 digits. */
static void doubles_at_random(void **state)
{
    enum { N = 300000 };
    struct testing_random random = { 21 };
    size_t found = 0;

    (void) state;
    for (int i = 0; i < N; i++) {
        uint64_t bits = (uint64_t) testing_random_below(&random, 1u << 26) << 26 |
                        testing_random_below(&random, 1u << 26);
        uint64_t exponent = 1023 - 14 + testing_random_below(&random, 44);
        struct shortest s;
        double value;

        bits |= exponent << 52;
        memcpy(&value, &bits, sizeof value);
        found += shortest_find(value, &s);
        assert_as_printf(i % 2 == 0 ? value : -value);
    }
#ifdef __SIZEOF_INT128__
    assert_true(found > N * 9 / 10);
#endif
}

/* Rates and shares, which are quotients of whole numbers. */
static void quotients(void **state)
{
    (void) state;
    for (int a = 1; a < 700; a += 3)
        for (int b = 1; b < 900; b += 7) {
            assert_as_printf((double) a / b);
            assert_as_printf(100.0 * a / b);
            assert_as_printf(a / 365.0 * 1e6 / b);
        }
}

/* At powers of two, which have a nearer neighbour below, of ten, where digits begin anew, and beside both. */
static void edges(void **state)
{
    (void) state;
    for (int i = -14; i < 34; i++)
        for (int k = -40; k <= 40; k++) {
            double two = ldexp(1, i), ten = pow(10, i / 2.0);
            int beside = k < 0 ? -k : k;

            for (int step = 0; step < beside; step++) {
                two = nextafter(two, k < 0 ? 0 : INFINITY);
                ten = nextafter(ten, k < 0 ? 0 : INFINITY);
            }
            assert_as_printf(two);
            assert_as_printf(ten);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubles_at_random),
        cmocka_unit_test(quotients),
        cmocka_unit_test(edges),
    };

    return TESTS_RUN(tests);
}
