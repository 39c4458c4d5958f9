/* The parts of the regression that are made to be quick, beside what they are quick for: the same numbers to the last
 * bit. What the regression finds is in test_poisson_model.c. */
#include "pipeline/statistics/irls.h"
#include "pipeline/statistics/random.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 40, MOST_COLUMNS = 14 };

/* Householder QR, one column after the other. */
static size_t least_squares(double *a, double *b, size_t n, size_t p, double *solution)
{
    for (size_t j = 0; j < p; j++) {
        double *column = a + j * n, whole = 0, rest = 0, length, head;

        for (size_t i = 0; i < n; i++)
            whole += column[i] * column[i];
        for (size_t i = j; i < n; i++)
            rest += column[i] * column[i];
        if (!(rest > 1e-20 * whole))
            return j;
        length = column[j] >= 0 ? sqrt(rest) : -sqrt(rest);
        head = column[j] + length;
        for (size_t k = j + 1; k <= p; k++) {
            double *other = k < p ? a + k * n : b, dot = other[j] * head;

            for (size_t i = j + 1; i < n; i++)
                dot += other[i] * column[i];
            dot /= length * head;
            other[j] -= dot * head;
            for (size_t i = j + 1; i < n; i++)
                other[i] -= dot * column[i];
        }
        column[j] = -length;
    }
    for (size_t j = p; j-- > 0;) {
        double sum = b[j];

        for (size_t k = j + 1; k < p; k++)
            sum -= a[k * n + j] * solution[k];
        solution[j] = sum / a[j * n + j];
    }
    return p;
}

static void columns_side_by_side_are_as_one_by_one(void **state)
{
    struct random *r = random_new("least squares", 1);

    (void) state;
    for (size_t round = 0; round < 400; round++) {
        size_t p = 1 + round % MOST_COLUMNS, n = p + round % (MOST_ROWS - MOST_COLUMNS);
        double a[MOST_ROWS * MOST_COLUMNS], b[MOST_ROWS], solution[MOST_COLUMNS];
        double a_slow[MOST_ROWS * MOST_COLUMNS], b_slow[MOST_ROWS], slow[MOST_COLUMNS];
        size_t independent;

        for (size_t i = 0; i < n * p; i++)
            a[i] = random_normal(r);
        for (size_t i = 0; i < n; i++)
            b[i] = random_normal(r);
        if (round % 5 == 4 && p > 2)
            memcpy(a + (p - 1) * n, a, n * sizeof *a);
        memcpy(a_slow, a, sizeof a);
        memcpy(b_slow, b, sizeof b);
        independent = irls_least_squares(a, b, n, p, solution);
        assert_int_equal(independent, least_squares(a_slow, b_slow, n, p, slow));
        assert_int_equal(independent, round % 5 == 4 && p > 2 ? p - 1 : p);
        for (size_t i = 0; i < n; i++)
            assert_close(b[i], b_slow[i], 0);
        for (size_t i = 0; i < n * p; i++)
            assert_close(a[i], a_slow[i], 0);
        for (size_t j = 0; j < independent && independent == p; j++)
            assert_close(solution[j], slow[j], 0);
    }
    random_free(r);
}

/* Fitted, separated, with a column said twice, and without exposure. */
static void the_deviance_alone_is_that_of_the_fit(void **state)
{
    struct random *r = random_new("deviance", 1);
    size_t seen[8] = { 0 };

    (void) state;
    for (size_t round = 0; round < 400; round++) {
        double x[MOST_ROWS * 3], events[MOST_ROWS], exposure[MOST_ROWS];
        size_t n = 4 + round % 30;
        struct poisson_data d = { n, 3, x, events, exposure };
        struct poisson_fit fit;

        for (size_t i = 0; i < n; i++) {
            x[3 * i] = 1;
            x[3 * i + 1] = round % 7 == 6 ? 2 : random_normal(r);
            x[3 * i + 2] = i < n / 2;
            exposure[i] = round % 11 == 10 ? 0 : random_uniform(r) < 0.1 ? 0 : 10 * random_uniform(r);
            events[i] = exposure[i] > 0 && (round % 3 || i >= n / 2) ? random_poisson(r, 0.4 * exposure[i]) : 0;
        }
        irls_fit(&d, INFINITY, &fit);
        assert_close(irls_deviance(&d), fit.deviance, 0);
        seen[fit.status]++;
        poisson_model_free(&fit);
    }
    assert_true(seen[POISSON_FITTED] > 50 && seen[POISSON_SEPARATED] > 20);
    assert_true(seen[POISSON_DEPENDENT] > 20 && seen[POISSON_BAD_INPUT] > 20);
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_side_by_side_are_as_one_by_one),
        cmocka_unit_test(the_deviance_alone_is_that_of_the_fit),
    };

    return TESTS_RUN(tests);
}
