/* Exact step tests: edges and size. Values are in tests/reference, small ones by going through all outcomes. */
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_exact.h"
#include "tests/support/testing.h"

#include <math.h>

static const double ONES[20] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

static void a_step_needs_events_exposure_and_whole_counts(void **state)
{
    const double none[4] = { 0 }, half[] = { 1, 2.5, 3, 4 }, minus[] = { 1, -2, 3, 4 }, y[] = { 1, 2, 3, 4 };
    struct trend_step_data d = { 4, none, ONES, 1 };
    struct trend_step t;

    (void) state;
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d.events = half;
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d.events = minus;
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d = (struct trend_step_data){ 4, y, none, 1 };
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d = (struct trend_step_data){ 1, y, ONES, 1 };
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d = (struct trend_step_data){ 3, y, ONES, 2 };
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
    d = (struct trend_step_data){ 4, y, ONES, 0 };
    assert_false(trend_exact_step(&d, &t, NULL, NULL));
}

/* One event in two equal years: whichever year it falls in, the statistic is the same, so p = 1. */
static void one_event_proves_nothing(void **state)
{
    const double y[] = { 0, 1 };
    struct trend_step_data d = { 2, y, ONES, 1 };
    struct trend_step t;

    (void) state;
    assert_true(trend_exact_step(&d, &t, NULL, NULL));
    assert_close(t.p, 1, 1e-14);
    assert_close(t.statistic, 2 * log(2), 1e-12);
    assert_close(t.ratio, INFINITY, 0);
}

static void equal_years_have_p_one(void **state)
{
    const double y[] = { 10, 10, 10, 10 };
    struct trend_step_data d = { 4, y, ONES, 1 };
    struct trend_step t;
    double ratio[4], posterior[4];

    (void) state;
    assert_true(trend_exact_step(&d, &t, ratio, posterior));
    assert_close(t.p, 1, 1e-12);
    assert_true(t.statistic < 1e-9);
    assert_true(isnan(ratio[0]) && isnan(posterior[0]));
    assert_close(posterior[1] + posterior[2] + posterior[3], 1, 1e-12);
}

/* Two equal years, n events: the largest LR is the only one, and p is a two-sided binomial. R: sum(dbinom(c(0:2,
 * 10:12), 12, .5)) */
static void two_years_are_a_binomial_test(void **state)
{
    const double y[] = { 2, 10 };
    struct trend_step_data d = { 2, y, ONES, 1 };
    struct trend_step t;

    (void) state;
    assert_true(trend_exact_step(&d, &t, NULL, NULL));
    assert_close(t.p, 0.03857421875, 1e-12);
}

static void tiny_p_values_keep_their_digits(void **state)
{
    const double y[] = { 0, 120 };
    struct trend_step_data d = { 2, y, ONES, 1 };
    struct trend_step t;

    (void) state;
    assert_true(trend_exact_step(&d, &t, NULL, NULL));
    assert_close(t.p, pow(2, -119), 1e-9);
}

/* The recursion keeps bands where the total is large: against two years as a binomial, R: 2 * pbinom(4900, 10000, .5).
 */
static void bands_lose_nothing_that_shows(void **state)
{
    const double y[] = { 4900, 5100 };
    struct trend_step_data d = { 2, y, ONES, 1 };
    double p;

    (void) state;
    assert_true(trend_exact_step_p(&d, 2 * (4900 * log(0.98) + 5100 * log(1.02)), &p));
    assert_close(p, 0.0465855277049, 1e-11);
}

static void what_would_take_hours_is_refused(void **state)
{
    const double y[] = { 5e6, 5e6, 5e6 }, small[] = { 900, 800, 700, 600, 500 }, time[] = { 1, 2, 3, 4, 5 };
    struct trend_step_data d = { 3, y, ONES, 1 };
    struct trend_conditional c;
    struct trend_step t;
    const bool in[] = { false, false, false, true, true };

    (void) state;
    assert_true(trend_exact_step(&d, &t, NULL, NULL)); /* all but p */
    assert_true(isnan(t.p));
    assert_false(trend_exact_conditional(small, ONES, time, in, 5, &c));
}

static void a_set_within_a_trend_is_neither_empty_nor_all(void **state)
{
    const double y[] = { 3, 2, 4, 1 }, time[] = { 2016, 2017, 2018, 2019 }, quarter[] = { 0, 0.25, 0.5, 0.75 };
    const bool none[4] = { false }, all[] = { true, true, true, true }, some[] = { false, false, false, true };
    const double zeros[4] = { 0 };
    struct trend_conditional c;

    (void) state;
    assert_false(trend_exact_conditional(y, ONES, time, none, 4, &c));
    assert_false(trend_exact_conditional(y, ONES, time, all, 4, &c));
    assert_false(trend_exact_conditional(y, ONES, quarter, some, 4, &c));
    assert_false(trend_exact_conditional(zeros, ONES, time, some, 4, &c));
    assert_false(trend_exact_conditional(y, zeros, time, some, 4, &c));
    assert_true(trend_exact_conditional(y, ONES, time, some, 4, &c));
}

/* A trend alone moves nothing: the law does not depend on it, so weights multiplied by exp(c t) leave every p as it
 * was. */
static void the_law_does_not_depend_on_the_trend(void **state)
{
    const double y[] = { 3, 2, 4, 7, 6 }, time[] = { 1, 2, 3, 4, 5 };
    const bool in[] = { false, false, false, true, true };
    double tilted[5];
    struct trend_conditional a, b;

    (void) state;
    for (int i = 0; i < 5; i++)
        tilted[i] = exp(-0.4 * i);
    assert_true(trend_exact_conditional(y, ONES, time, in, 5, &a));
    assert_true(trend_exact_conditional(y, tilted, time, in, 5, &b));
    assert_close(a.upper, b.upper, 1e-10);
    assert_close(a.point, b.point, 1e-10);
    assert_close(a.lower + a.upper - a.point, 1, 1e-12);
}

/* Every way to spread the events over the periods that keeps their number and the sum of t times events. */
struct ways {
    const double *person_years, *time;
    const bool *in;
    size_t n;
    double observed, below, here, above;
};

static void count_ways(struct ways *w, size_t i, double left, double moment, double inside, double weight)
{
    if (i + 1 == w->n) {
        double t = w->time[i] - w->time[0], *to;

        if (left * t != moment)
            return;
        inside += w->in[i] ? left : 0;
        to = inside < w->observed ? &w->below : inside > w->observed ? &w->above : &w->here;
        *to += weight * pow(w->person_years[i], left) / tgamma(left + 1);
        return;
    }
    for (double y = 0; y <= left && y * (w->time[i] - w->time[0]) <= moment; y++)
        count_ways(w, i + 1, left - y, moment - y * (w->time[i] - w->time[0]), inside + (w->in[i] ? y : 0),
                   weight * pow(w->person_years[i], y) / tgamma(y + 1));
}

static void the_law_is_that_of_every_way_counted(void **state)
{
    struct random *r = random_new("ways", 1);

    (void) state;
    for (size_t round = 0; round < 100; round++) {
        double y[6], person_years[6], time[6], left = 0, moment = 0, all;
        struct ways w = { .person_years = person_years, .time = time, .n = 3 + round % 4 };
        struct trend_conditional c;
        bool in[6];

        w.in = in;
        for (size_t i = 0; i < w.n; i++) {
            time[i] = i == 0 ? 2016 : time[i - 1] + 1 + (double) (random_uniform(r) < 0.2);
            person_years[i] = 0.5 + random_uniform(r);
            y[i] = i == 1 ? 1 : floor(4 * random_uniform(r));
            in[i] = i == 1 || (i > 1 && random_uniform(r) < 0.4);
            left += y[i];
            moment += y[i] * (time[i] - time[0]);
            w.observed += in[i] ? y[i] : 0;
        }
        count_ways(&w, 0, left, moment, 0, 1);
        all = w.below + w.here + w.above;
        assert_true(trend_exact_conditional(y, person_years, time, in, w.n, &c));
        assert_close(c.point, w.here / all, 1e-10);
        assert_close(c.lower, (w.below + w.here) / all, 1e-10);
        assert_close(c.upper, (w.above + w.here) / all, 1e-10);
    }
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_needs_events_exposure_and_whole_counts),
        cmocka_unit_test(one_event_proves_nothing),
        cmocka_unit_test(equal_years_have_p_one),
        cmocka_unit_test(two_years_are_a_binomial_test),
        cmocka_unit_test(tiny_p_values_keep_their_digits),
        cmocka_unit_test(bands_lose_nothing_that_shows),
        cmocka_unit_test(what_would_take_hours_is_refused),
        cmocka_unit_test(a_set_within_a_trend_is_neither_empty_nor_all),
        cmocka_unit_test(the_law_does_not_depend_on_the_trend),
        cmocka_unit_test(the_law_is_that_of_every_way_counted),
    };

    return TESTS_RUN(tests);
}
