/* Draws that repeat, and have the law they should. Bounds are five standard errors: with these seeds they pass or fail
 * for good. */
#include "pipeline/statistics/random.h"
#include "tests/support/testing.h"

#include <math.h>

enum { DRAWS = 200000 };

static void a_series_has_a_stream_of_its_own(void **state)
{
    struct random *a = random_new("city", 1), *b = random_new("city", 1), *c = random_new("city", 2);
    struct random *d = random_new("occupation", 1);
    double first = random_uniform(a);

    (void) state;
    assert_close(random_uniform(b), first, 0);
    assert_true(random_uniform(c) != first);
    assert_true(random_uniform(d) != first);
    random_free(a);
    random_free(b);
    random_free(c);
    random_free(d);
    random_free(NULL);
}

/* FNV-1a folded: computed from its definition in Python. */
static void seeds_are_the_same_everywhere(void **state)
{
    (void) state;
    assert_int_equal(random_seed("city", 1), 0x994a8371);
    assert_int_equal(random_seed(NULL, 0), random_seed("", 0));
}

static void a_multinomial_keeps_its_total(void **state)
{
    const double weight[] = { 1, 0, 2, 5, 0 };
    double draw[5], sum[5] = { 0 };
    struct random *r = random_new("multinomial", 1);

    (void) state;
    for (int i = 0; i < 20000; i++) {
        double total = 0;

        random_multinomial(r, 80, weight, 5, draw);
        for (int k = 0; k < 5; k++) {
            total += draw[k];
            sum[k] += draw[k];
        }
        assert_close(total, 80, 0);
        assert_close(draw[1] + draw[4], 0, 0);
    }
    assert_true(fabs(sum[0] / 20000 - 10) < 5 * sqrt(8.75 / 20000));
    assert_true(fabs(sum[3] / 20000 - 50) < 5 * sqrt(18.75 / 20000));
    random_multinomial(r, 0, weight, 5, draw);
    assert_close(draw[3], 0, 0);
    random_free(r);
}

static void counts_have_the_variance_asked_for(void **state)
{
    static const double dispersion[] = { 1, 1.4, 6 };

    (void) state;
    for (int k = 0; k < 3; k++) {
        struct random *r = random_new("counts", 1);
        double sum = 0, squares = 0;

        for (int i = 0; i < DRAWS; i++) {
            double y = random_overdispersed(r, 20, dispersion[k]);

            sum += y;
            squares += (y - 20) * (y - 20);
        }
        assert_true(fabs(sum / DRAWS - 20) < 5 * sqrt(20 * dispersion[k] / DRAWS));
        assert_close(squares / DRAWS, 20 * dispersion[k], 0.03);
        random_free(r);
    }
}

static void a_mean_of_zero_gives_zero(void **state)
{
    struct random *r = random_new("zero", 1);

    (void) state;
    assert_close(random_poisson(r, 0), 0, 0);
    assert_close(random_overdispersed(r, 0, 3), 0, 0);
    random_free(r);
}

static void normals_are_standard(void **state)
{
    struct random *r = random_new("normal", 1);
    double sum = 0, squares = 0;

    (void) state;
    for (int i = 0; i < DRAWS; i++) {
        double z = random_normal(r);

        sum += z;
        squares += z * z;
    }
    assert_true(fabs(sum / DRAWS) < 5 / sqrt(DRAWS));
    assert_true(fabs(squares / DRAWS - 1) < 5 * sqrt(2.0 / DRAWS));
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_has_a_stream_of_its_own), cmocka_unit_test(seeds_are_the_same_everywhere),
        cmocka_unit_test(a_multinomial_keeps_its_total),    cmocka_unit_test(counts_have_the_variance_asked_for),
        cmocka_unit_test(a_mean_of_zero_gives_zero),        cmocka_unit_test(normals_are_standard),
    };

    return TESTS_RUN(tests);
}
