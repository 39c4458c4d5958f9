/* The scores of all candidates at once, beside those of one after the other by their formula. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/season.h"
#include "pipeline/statistics/trend_score.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 96 };

static void weigh(const double *x, const double *mu, size_t n, size_t p, const double *z, double *on_null)
{
    for (size_t j = 0; j < p; j++) {
        on_null[j] = 0;
        for (size_t i = 0; i < n; i++)
            on_null[j] += x[i * p + j] * mu[i] * z[i];
    }
}

/* NaN where the null explains the candidate. */
static double by_the_formula(const double *x, const struct trend_series *s, size_t p, const double *mu,
                             const double *factor, const double *z)
{
    double on_null[NEWTON_MOST_COLUMNS], gain = 0, whole = 0, rest;

    weigh(x, mu, s->n, p, z, on_null);
    newton_solve_lower(factor, p, on_null);
    for (size_t i = 0; i < s->n; i++) {
        gain += z[i] * (s->events[i] - mu[i]);
        whole += z[i] * z[i] * mu[i];
    }
    rest = whole;
    for (size_t j = 0; j < p; j++)
        rest -= on_null[j] * on_null[j];
    return rest > 1e-6 * whole ? gain * gain / rest : NAN;
}

/* Returns how many candidates had a score. */
static size_t compare(const struct trend_series *s)
{
    struct trend_rule rule = trend_rule_default(s->per_year);
    struct trend_candidate *candidates = memory_zeroed(s->n * TREND_SHAPES, sizeof *candidates);
    size_t p, n = trend_shape_candidates(&rule, s->n, s->per_year, candidates), scored = 0;
    double *x = trend_shape_design(s, NULL, &p);
    struct newton_rows rows = newton_rows_new(x, s->n, p);
    double *work = memory_zeroed(5 * s->n + n, sizeof *work), *z = work + 4 * s->n, *score = z + s->n;
    struct newton fit = { .rows = &rows,
                          .exposure = s->person_years,
                          .eta = work,
                          .mu = work + s->n,
                          .eta_trial = work + 2 * s->n,
                          .mu_trial = work + 3 * s->n };
    struct trend_scores *scores = trend_scores_new(s, &rows, candidates, n);

    newton_climb(&fit, s->events, 1e-20);
    for (int again = 0; again < 2; again++) { /* nothing is left of the time before */
        trend_scores_take(scores, s->events, fit.mu, fit.factor, score);
        for (size_t c = 0; c < n; c++) {
            double expected;

            trend_shape_column(s, candidates[c], z);
            expected = by_the_formula(x, s, p, fit.mu, fit.factor, z);
            if (isnan(expected) || isnan(score[c])) {
                assert_true(isnan(expected) && isnan(score[c]));
                continue;
            }
            assert_true(fabs(score[c] - expected) <= 1e-9 * (1 + expected));
            scored++;
        }
    }
    trend_scores_free(scores);
    newton_rows_free(&rows);
    free(work);
    free(x);
    free(candidates);
    return scored / 2;
}

/* Years, months with waves and months with a column each, and a year that a column of the null already says. */
static void all_at_once_are_as_one_by_one(void **state)
{
    struct random *r = random_new("score", 1);

    (void) state;
    for (size_t round = 0; round < 300; round++) {
        size_t per_year = round % 3 == 0 ? 1 : 12, n = per_year == 1 ? 4 + round % 20 : round % 3 == 1 ? 60 : MOST;
        double time[MOST], events[MOST], staff[MOST], one_year[MOST] = { 0 }, mean = exp(6 * random_uniform(r) - 1);
        struct trend_series s = { n, time, events, staff, per_year, NULL, 0, TREND_LINEAR, NULL };
        double *season = season_columns(n, per_year, &s.n_season);

        for (size_t i = 0; i < n; i++) {
            time[i] = 2010 + (double) i / (double) per_year;
            staff[i] = 0.5 + random_uniform(r);
            events[i] = 1 + random_overdispersed(r, mean * staff[i], 1.5);
        }
        one_year[n / 2] = 1;
        s.season = season;
        s.development = (enum trend_development)(round % 4 == 3 ? TREND_QUADRATIC : TREND_LINEAR);
        if (per_year == 1 && round % 2) {
            s.season = one_year;
            s.n_season = 1;
        }
        assert_true(compare(&s) > 0 || n < 6);
        free(season);
    }
    random_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_at_once_are_as_one_by_one),
    };

    return TESTS_RUN(tests);
}
