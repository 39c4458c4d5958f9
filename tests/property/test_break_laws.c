/* Laws of the break tests on drawn series. The fast search must give what fitting every candidate gives, and what the
 * regression of poisson_model gives; units of time and exposure must not matter; under the null a p-value must be one.
 */
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_assess.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_search.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 60, MOST_CANDIDATES = MOST * TREND_SHAPES };

struct drawn {
    double time[MOST], events[MOST], staff[MOST], season[MOST * 2];
    struct trend_series series;
};

static void draw_series(struct random *r, struct drawn *d, size_t n, size_t per_year, double mean, double dispersion)
{
    double slope = 0.1 * random_normal(r);

    for (size_t i = 0; i < n; i++) {
        d->time[i] = 2010 + (double) i / (double) per_year;
        d->staff[i] = 50 + 100 * random_uniform(r);
        d->events[i] = random_overdispersed(r, mean * d->staff[i] / 100 * exp(slope * (d->time[i] - 2012)), dispersion);
        d->season[2 * i] = sin(2 * M_PI * (double) i / 12);
        d->season[2 * i + 1] = cos(2 * M_PI * (double) i / 12);
    }
    d->series = (struct trend_series){ n, d->time, d->events, d->staff, per_year, NULL, 0, TREND_LINEAR, NULL };
    if (per_year == 12) {
        d->series.season = d->season;
        d->series.n_season = 2;
    }
}

/* Small counts with many zeros, large ones, months with season, and a quadratic null. */
static void the_fast_search_is_exact(void **state)
{
    static const struct {
        size_t n, per_year;
        double mean;
        bool quadratic;
    } kinds[] = { { 5, 1, 2, false },   { 7, 1, 0.6, false }, { 11, 1, 30, false }, { 9, 1, 3, true },
                  { 11, 1, 400, true }, { 60, 12, 1, false }, { 60, 12, 12, false } };
    struct random *r = random_new("laws", 1);
    struct trend_rule rule;
    double ratio[MOST_CANDIDATES];

    (void) state;
    for (size_t round = 0; round < 700; round++) {
        size_t k = round % (sizeof kinds / sizeof kinds[0]), n_candidates, which;
        struct trend_search *search;
        struct drawn d;
        double fast, slow = -1;

        draw_series(r, &d, kinds[k].n, kinds[k].per_year, kinds[k].mean, 1 + random_uniform(r));
        rule = trend_rule_default(kinds[k].per_year);
        d.series.development = kinds[k].quadratic ? TREND_QUADRATIC : TREND_LINEAR;
        search = trend_search_new(&d.series, &rule);
        if (search == NULL)
            continue; /* nobody left */
        trend_search_candidates(search, &n_candidates);
        trend_search_likelihood_ratios(search, d.events, ratio);
        fast = trend_search_largest(search, d.events, d.series.n, &which);
        for (size_t c = 0; c < n_candidates; c++)
            slow = fmax(slow, ratio[c]);
        if (!isnan(fast)) {
            assert_true(fabs(fast - slow) <= 1e-8 * (1 + slow));
            assert_true(fabs(ratio[which] - slow) <= 1e-8 * (1 + slow));
        }
        trend_search_free(search);
    }
    random_free(r);
}

/* What the report does with months: eleven years, a column for each month but the first. */
static void the_fast_search_is_exact_for_long_series_of_months(void **state)
{
    enum { MONTHS = 132, SEASON = 11 };
    static double time[MONTHS], events[MONTHS], staff[MONTHS], season[MONTHS * SEASON], ratio[MONTHS * TREND_SHAPES];
    struct trend_series s = { .n = MONTHS,
                              .time = time,
                              .events = events,
                              .person_years = staff,
                              .per_year = 12,
                              .season = season,
                              .n_season = SEASON };
    struct trend_rule rule = trend_rule_default(12);
    struct random *r = random_new("months", 1);

    (void) state;
    for (size_t round = 0; round < 8; round++) {
        double mean = round % 2 ? 13 : 0.4, slow = -1, fast;
        size_t n_candidates, which;
        struct trend_search *search;

        for (size_t i = 0; i < MONTHS; i++) {
            time[i] = 2014 + (double) i / 12;
            staff[i] = 80 + 10 * random_uniform(r);
            events[i] = random_overdispersed(r, mean * (1 + 0.5 * (double) (i % 12 == 7)), 1.4);
            if (i % 12 > 0)
                season[i * SEASON + i % 12 - 1] = 1;
        }
        search = trend_search_new(&s, &rule);
        assert_non_null(search);
        trend_search_candidates(search, &n_candidates);
        trend_search_likelihood_ratios(search, events, ratio);
        fast = trend_search_largest(search, events, MONTHS, &which);
        for (size_t c = 0; c < n_candidates; c++)
            slow = fmax(slow, ratio[c]);
        assert_true(fabs(fast - slow) <= 1e-8 * (1 + slow));
        assert_true(fabs(ratio[which] - slow) <= 1e-8 * (1 + slow));
        trend_search_free(search);
    }
    random_free(r);
}

static void the_search_agrees_with_the_regression(void **state)
{
    struct random *r = random_new("regression", 1);
    struct trend_rule rule = trend_rule_default(1);
    double ratio[MOST_CANDIDATES];

    (void) state;
    for (size_t round = 0; round < 60; round++) {
        const struct trend_candidate *candidates;
        struct trend_search *search;
        struct trend_effect e;
        struct drawn d;
        size_t n;

        draw_series(r, &d, 5 + round % 7, 1, round % 2 ? 2 : 50, 1.5);
        search = trend_search_new(&d.series, &rule);
        if (search == NULL)
            continue;
        candidates = trend_search_candidates(search, &n);
        trend_search_likelihood_ratios(search, d.events, ratio);
        for (size_t c = 0; c < n; c++) {
            assert_true(trend_break_effect(&d.series, candidates[c], 1, 0.95, &e, NULL));
            assert_true(fabs(e.likelihood_ratio - ratio[c]) <= 1e-7 * (1 + ratio[c]));
        }
        trend_search_free(search);
    }
    random_free(r);
}

static void units_of_time_and_exposure_do_not_matter(void **state)
{
    struct random *r = random_new("units", 1);

    (void) state;
    for (size_t round = 0; round < 100; round++) {
        struct trend_candidate c = { 4, (enum trend_shape)(round % TREND_SHAPES) };
        struct trend_effect a, b;
        struct drawn d, moved;

        draw_series(r, &d, 9, 1, 40, 1.2);
        moved = d;
        for (size_t i = 0; i < 9; i++) {
            moved.time[i] -= 1900;
            moved.staff[i] *= 7;
        }
        moved.series.time = moved.time;
        moved.series.events = moved.events;
        moved.series.person_years = moved.staff;
        assert_true(trend_break_effect(&d.series, c, 1.3, 0.95, &a, NULL));
        assert_true(trend_break_effect(&moved.series, c, 1.3, 0.95, &b, NULL));
        assert_close(b.ratio, a.ratio, 1e-8);
        assert_close(b.lower, a.lower, 1e-8);
        assert_true(fabs(b.likelihood_ratio - a.likelihood_ratio) < 1e-8);
        assert_true(fabs(b.excess - a.excess) < 1e-6);
        assert_true(fabs(b.excess_per_100 * 7 - a.excess_per_100) < 1e-6);
    }
    random_free(r);
}

static void a_limit_excludes_one_where_the_test_is_beyond_its_quantile(void **state)
{
    struct random *r = random_new("limits", 1);

    (void) state;
    for (size_t round = 0; round < 300; round++) {
        struct trend_candidate c = { 4, (enum trend_shape)(round % TREND_SHAPES) };
        struct trend_effect e;
        struct drawn d;

        draw_series(r, &d, 8, 1, round % 3 ? 30 : 2, 3);
        if (!trend_break_effect(&d.series, c, 1, 0.95, &e, NULL) ||
            fabs(e.likelihood_ratio - 3.8414588206941236) < 1e-6)
            continue;
        assert_int_equal(e.likelihood_ratio > 3.8414588206941236, e.lower > 1 || e.upper < 1);
        assert_int_equal(e.lower > 1, e.excess_lower > 0);
        assert_int_equal(e.upper < 1, e.excess_upper < 0);
    }
    random_free(r);
}

/* From none to 14 years, from none to some thousand leavers, years without leavers or staff, values that are no counts.
 */
static void draw_anything(struct random *r, struct drawn *d, bool wild)
{
    size_t n = (size_t) (random_uniform(r) * 15);
    double most = exp(random_uniform(r) * 10 - 2);

    for (size_t i = 0; i < n; i++) {
        d->time[i] = 2010 + (double) i;
        d->staff[i] = exp(6 * random_uniform(r));
        d->events[i] = random_uniform(r) < 0.4 ? 0 : floor(most * random_uniform(r));
        if (wild && random_uniform(r) < 0.1)
            d->staff[i] = random_uniform(r) < 0.5 ? 0 : INFINITY;
        if (wild && random_uniform(r) < 0.1)
            d->events[i] = random_uniform(r) < 0.5 ? NAN : -1;
    }
    d->series = (struct trend_series){ n, d->time, d->events, d->staff, 1, NULL, 0, TREND_LINEAR, NULL };
}

static void whatever_a_series_holds_the_answer_is_sound(void **state)
{
    struct random *r = random_new("anything", 1);

    (void) state;
    for (uint64_t round = 0; round < 1500; round++) {
        struct trend_assess_options o = { round % 3 ? 1.2 : NAN, 0.05, 7,    round % 2, 9, "anything", round,
                                          TREND_YEARS_ESTIMATED, 0,    false };
        struct trend_assessment a;
        struct trend_effect e;
        struct drawn d;
        size_t at = (size_t) (random_uniform(r) * 16);

        draw_anything(r, &d, round % 5 == 0);
        trend_assess(&d.series, at, &o, &a);
        if (!isnan(a.weight_none)) {
            double sum = a.weight_none;

            for (size_t i = 0; i < d.series.n; i++)
                sum += a.weight[i];
            assert_close(sum, 1, 1e-9);
            assert_true(a.evidence.p_search > 0 && a.evidence.p_search <= 1);
            assert_true(a.evidence.p_fixed > 0 && a.evidence.p_fixed <= 1);
        }
        trend_assessment_free(&a);
        for (int shape = 0; shape < TREND_SHAPES; shape++) {
            if (!trend_break_effect(&d.series, (struct trend_candidate){ at, (enum trend_shape) shape }, 1.2, 0.95, &e,
                                    NULL))
                continue;
            assert_true(e.likelihood_ratio >= 0 && e.p >= 0 && e.p <= 1);
            assert_true(isnan(e.ratio) || (e.lower <= e.ratio * (1 + 1e-9) && e.ratio <= e.upper * (1 + 1e-9)));
        }
    }
    random_free(r);
}

/* 1,000 series without a break; at most five standard errors from the level, which is what is promised of a p-value. */
static void without_a_break_five_percent_fall_below_five_percent(void **state)
{
    enum { SERIES = 1000 };
    struct random *r = random_new("null", 1);
    struct trend_rule rule = trend_rule_default(1);
    double search_hits = 0, fixed_hits = 0, bound = 5 * sqrt(0.05 * 0.95 / SERIES);

    (void) state;
    for (size_t i = 0; i < SERIES; i++) {
        double dispersion = i % 2 ? 1 : 1.5;
        struct trend_bootstrap_options o = { dispersion, 99, 0, 3, "null", i };
        struct trend_bootstrap b;
        struct trend_search *search;
        struct drawn d;

        draw_series(r, &d, 5 + i % 4, 1, 150, dispersion);
        search = trend_search_new(&d.series, &rule);
        assert_true(trend_search_bootstrap(search, &o, &b));
        search_hits += b.p <= 0.05;
        fixed_hits += b.p_fixed <= 0.05;
        trend_search_free(search);
    }
    assert_true(fabs(search_hits / SERIES - 0.05) < bound);
    assert_true(fabs(fixed_hits / SERIES - 0.05) < bound);
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fast_search_is_exact),
        cmocka_unit_test(the_fast_search_is_exact_for_long_series_of_months),
        cmocka_unit_test(the_search_agrees_with_the_regression),
        cmocka_unit_test(units_of_time_and_exposure_do_not_matter),
        cmocka_unit_test(a_limit_excludes_one_where_the_test_is_beyond_its_quantile),
        cmocka_unit_test(whatever_a_series_holds_the_answer_is_sound),
        cmocka_unit_test(without_a_break_five_percent_fall_below_five_percent),
    };

    return TESTS_RUN(tests);
}
