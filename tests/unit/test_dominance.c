/* The rules for sums that are nearly one contributor's own, on a published data set. */
#include "pipeline/disclosure/dominance.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

static const struct dominance_limits NK = { 2, 75, 0 }, P70 = { 2, 0, 70 }, P10 = { 2, 0, 10 }, OFF = { 2, 0, 0 },
                                     USUAL = { 2, 75, 10 };

/* sdcTable, data-raw/microdata1.R, by region and gender. */
struct cell {
    const char *name;
    size_t n;
    double values[24];
};

static const struct cell MICRODATA[] = {
    { "A female", 2, { 9, 11 } },
    { "A male", 18, { 10, 11, 5, 7, 13, 15, 13, 6, 9, 7, 9, 8, 9, 10, 10, 18, 6, 12 } },
    { "B female", 19, { 10, 16, 12, 8, 18, 11, 8, 12, 14, 13, 7, 9, 14, 5, 13, 8, 10, 9, 7 } },
    { "B male", 14, { 11, 5, 7, 12, 14, 15, 9, 10, 10, 7, 10, 8, 8, 14 } },
    { "C female", 10, { 10, 12, 11, 7, 12, 9, 9, 19, 9, 8 } },
    { "C male", 12, { 9, 11, 18, 12, 10, 6, 11, 6, 6, 11, 6, 12 } },
    { "D female", 14, { 10, 6, 11, 16, 14, 9, 7, 6, 14, 10, 11, 9, 11, 18 } },
    { "D male", 11, { 280, 9, 9, 8, 7, 9, 8, 7, 8, 11, 10 } },
};
enum { N_CELLS = sizeof MICRODATA / sizeof MICRODATA[0] };

/* Its tests/testthat/test-primarySuppression.r asserts cells 6 and 14, by nk with n = 2 and k = 75 and by p with 70. */
static void cells_of_sdctable_are_unsafe_by_both_rules(void **state)
{
    (void) state;
    for (size_t i = 0; i < N_CELLS; i++) {
        bool listed = strcmp(MICRODATA[i].name, "A female") == 0 || strcmp(MICRODATA[i].name, "D male") == 0;

        assert_int_equal(dominance_is_unsafe(&NK, MICRODATA[i].values, MICRODATA[i].n), listed);
        assert_int_equal(dominance_is_unsafe(&P70, MICRODATA[i].values, MICRODATA[i].n), listed);
        assert_false(dominance_is_unsafe(&OFF, MICRODATA[i].values, MICRODATA[i].n));
    }
}

/* The sums are safe as wholes: 280 of 1284 is no more than a fifth. */
static void whole_of_sdctable_is_safe(void **state)
{
    double all[100];
    size_t n = 0;

    (void) state;
    for (size_t i = 0; i < N_CELLS; i++)
        for (size_t k = 0; k < MICRODATA[i].n; k++)
            all[n++] = MICRODATA[i].values[k];
    assert_int_equal(n, 100);
    assert_false(dominance_is_unsafe(&NK, all, n));
    assert_false(dominance_is_unsafe(&P70, all, n));
}

/* 100, 60 and 9 more: the second knows that the first is 109 at most, within ten of it. */
static void rest_of_less_than_p_percent_tells_the_largest(void **state)
{
    static const double near[] = { 100, 60, 9 }, at[] = { 100, 60, 10 };

    (void) state;
    assert_true(dominance_is_unsafe(&P10, near, 3));
    assert_false(dominance_is_unsafe(&P10, at, 3));
}

static void sum_of_two_is_unsafe_and_of_nothing_safe(void **state)
{
    static const double two[] = { 3, 4 }, none[] = { 0, 0, 0 };

    (void) state;
    assert_true(dominance_is_unsafe(&NK, two, 2));
    assert_true(dominance_is_unsafe(&P10, two, 2));
    assert_false(dominance_is_unsafe(&USUAL, none, 3));
    assert_false(dominance_is_unsafe(&USUAL, NULL, 0));
    assert_false(dominance_may_be_unsafe(&USUAL, 0, 1));
}

/* 2 / 0.75 person-years of a year: two who were there all of it may hold three quarters. */
static void bound_is_two_years_of_three_quarters(void **state)
{
    (void) state;
    assert_true(dominance_may_be_unsafe(&USUAL, 2.66, 1));
    assert_false(dominance_may_be_unsafe(&USUAL, 2.67, 1));
    assert_true(dominance_may_be_unsafe(&P10, 2.09, 1));
    assert_false(dominance_may_be_unsafe(&P10, 2.11, 1));
    assert_true(dominance_may_be_unsafe(&USUAL, 5.3, 2));
    assert_true(dominance_may_be_unsafe(&USUAL, NAN, 1));
}

/* What may be is never said not to be: all ways that some have of contributing up to one, in tenths. */
static void bound_is_never_safer_than_the_contributions(void **state)
{
    (void) state;
    for (int a = 0; a <= 10; a++)
        for (int b = 0; b <= a; b++)
            for (int c = 0; c <= b; c++)
                for (int d = 0; d <= c; d++) {
                    const double x[] = { a / 10.0, b / 10.0, c / 10.0, d / 10.0, 0.1, 0.1 };
                    double sum = 0;

                    for (size_t i = 0; i < 6; i++)
                        sum += x[i];
                    if (dominance_is_unsafe(&USUAL, x, 6))
                        assert_true(dominance_may_be_unsafe(&USUAL, sum, 1));
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_sdctable_are_unsafe_by_both_rules),
        cmocka_unit_test(whole_of_sdctable_is_safe),
        cmocka_unit_test(rest_of_less_than_p_percent_tells_the_largest),
        cmocka_unit_test(sum_of_two_is_unsafe_and_of_nothing_safe),
        cmocka_unit_test(bound_is_two_years_of_three_quarters),
        cmocka_unit_test(bound_is_never_safer_than_the_contributions),
    };

    return TESTS_RUN(tests);
}
