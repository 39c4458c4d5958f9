/* Laws of comparing units at a break: how often it cries wolf when all follow the city, and what merging leaves alone.
 */
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/unit_break.h"
#include "tests/support/testing.h"

#include <math.h>

enum { MOST_UNITS = 120, YEARS = 6 };
static const bool PULSE[YEARS] = { false, false, false, true, false, false };

struct city {
    size_t n;
    double events[MOST_UNITS * YEARS], years[MOST_UNITS * YEARS];
};

/* Units of different size and level; years good and bad for all alike. */
static void draw(struct random *random, size_t n, double size, struct city *c)
{
    double shock[YEARS];

    c->n = n;
    for (size_t t = 0; t < YEARS; t++)
        shock[t] = exp(0.15 * random_normal(random)) * (PULSE[t] ? 1.3 : 1);
    for (size_t u = 0; u < n; u++) {
        double level = exp(0.2 * random_normal(random)), staff = size * (0.3 + 1.4 * random_uniform(random));

        for (size_t t = 0; t < YEARS; t++) {
            c->years[u * YEARS + t] = staff * (0.9 + 0.2 * random_uniform(random));
            c->events[u * YEARS + t] = random_poisson(random, c->years[u * YEARS + t] * 0.15 * level * shock[t]);
        }
    }
}

static double share_below(double size, size_t n_units, size_t n_draws, double level, double *by_likelihood_ratio)
{
    struct random *random = random_new("unit_break", 5);
    double n = 0, n_lr = 0;

    for (size_t i = 0; i < n_draws; i++) {
        struct city c;
        struct unit_break b;

        draw(random, n_units, size, &c);
        assert_true(unit_break_test(&(struct unit_break_data){ c.n, YEARS, c.events, c.years, PULSE }, 1, &b));
        n += b.p <= level;
        n_lr += b.likelihood_ratio_p <= level;
    }
    random_free(random);
    *by_likelihood_ratio = n_lr / (double) n_draws;
    return n / (double) n_draws;
}

/* 2000 draws: the Monte Carlo error of a share of .05 is .005. */
static void alike_units_seem_to_differ_no_more_often_than_promised(void **state)
{
    static const struct {
        double size;
        size_t units;
    } cities[] = { { 75, 14 }, { 400, 5 }, { 4, 120 } };
    double lr;

    (void) state;
    for (size_t i = 0; i < sizeof cities / sizeof cities[0]; i++) {
        double share = share_below(cities[i].size, cities[i].units, 2000, 0.05, &lr);
        assert_true(share > 0.02 && share < 0.065);
    }
    assert_true(lr > 0.15); /* the likelihood ratio is too bold where units have a handful of events: so it is not p */
}

static void exact_tests_of_units_are_never_too_bold(void **state)
{
    struct random *random = random_new("contrast", 6);
    double n = 0, n_wide = 0, n_tests = 0;

    (void) state;
    for (size_t i = 0; i < 300; i++) {
        struct city c;

        draw(random, 10, 60, &c);
        for (size_t u = 0; u < c.n; u++) {
            double rest[YEARS] = { 0 }, rest_years[YEARS] = { 0 };
            struct unit_contrast k;

            for (size_t v = 0; v < c.n; v++)
                for (size_t t = 0; t < YEARS; t++) {
                    rest[t] += v == u ? 0 : c.events[v * YEARS + t];
                    rest_years[t] += v == u ? 0 : c.years[v * YEARS + t];
                }
            if (!unit_break_contrast(c.events + u * YEARS, c.years + u * YEARS, rest, rest_years, PULSE, YEARS, 0.95,
                                     &k))
                continue;
            n_tests++;
            n += k.p <= 0.05;
            n_wide += k.limits.lower <= 1 && k.limits.upper >= 1;
            assert_true((k.p <= 0.05) == !(k.limits.lower <= 1 && k.limits.upper >= 1)); /* limits and p agree */
            assert_true(k.p_mid <= k.p);
        }
    }
    assert_true(n_tests > 2900);
    assert_true(n / n_tests < 0.05);
    assert_true(n_wide / n_tests > 0.95);
    random_free(random);
}

/* Two units with the same staffing that are merged: the rest is the rest, so a third unit's contrast is unchanged. */
static void merging_two_units_leaves_a_third_alone(void **state)
{
    struct random *random = random_new("merge", 7);

    (void) state;
    for (size_t i = 0; i < 50; i++) {
        struct city c;
        double two[YEARS], two_years[YEARS], all[YEARS] = { 0 }, all_years[YEARS] = { 0 };
        struct unit_contrast before, after;

        draw(random, 3, 80, &c);
        for (size_t t = 0; t < YEARS; t++) {
            two[t] = c.events[t] + c.events[YEARS + t];
            two_years[t] = c.years[t] + c.years[YEARS + t];
            for (size_t u = 0; u < 2; u++) {
                all[t] += c.events[u * YEARS + t];
                all_years[t] += c.years[u * YEARS + t];
            }
        }
        if (!unit_break_contrast(c.events + 2 * YEARS, c.years + 2 * YEARS, all, all_years, PULSE, YEARS, 0.95,
                                 &before))
            continue;
        assert_true(
            unit_break_contrast(c.events + 2 * YEARS, c.years + 2 * YEARS, two, two_years, PULSE, YEARS, 0.95, &after));
        assert_close(after.ratio, before.ratio, 1e-12);
        assert_close(after.p, before.p, 1e-12);
    }
    random_free(random);
}

/* Whatever hits all units alike in a year, and the length of the year, is taken out. */
static void a_shock_to_all_changes_no_expectation_of_who_deviates(void **state)
{
    struct random *random = random_new("shock", 8);
    struct city c, longer;
    struct unit_break before, after;

    (void) state;
    draw(random, 12, 90, &c);
    longer = c;
    for (size_t u = 0; u < c.n; u++)
        for (size_t t = 0; t < YEARS; t++)
            longer.years[u * YEARS + t] *= 1 + (double) t; /* as if the rate had fallen so */
    assert_true(unit_break_test(&(struct unit_break_data){ c.n, YEARS, c.events, c.years, PULSE }, 1, &before));
    assert_true(
        unit_break_test(&(struct unit_break_data){ c.n, YEARS, longer.events, longer.years, PULSE }, 1, &after));
    assert_close(after.likelihood_ratio, before.likelihood_ratio, 1e-8);
    assert_close(after.chi_square, before.chi_square, 1e-8);
    random_free(random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alike_units_seem_to_differ_no_more_often_than_promised),
        cmocka_unit_test(exact_tests_of_units_are_never_too_bold),
        cmocka_unit_test(merging_two_units_leaves_a_third_alone),
        cmocka_unit_test(a_shock_to_all_changes_no_expectation_of_who_deviates),
    };

    return TESTS_RUN(tests);
}
