/* Other assumptions about chance, and about development. The numbers are R's, by tests/unit/trend_models.R:
 *
 *   quasi-Poisson: glm(quasipoisson), anova(test = "F"), limits where the deviance passes phi qf(.95, 1, df)
 *   negative binomial: MASS::glm.nb, summary(dispersion = 1), so the standard error is that given theta
 *   developments: glm(poisson) with ~ 1, ~ t, ~ t + t^2
 */
#include "pipeline/statistics/statistics.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_models.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>

enum { N = 11, YEAR_2019 = 5 };

static const double YEARS[N] = { 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024 };
static const double LEAVERS[N] = { 261, 240, 200, 191, 168, 219, 150, 131, 124, 112, 105 };
static const double STAFF[N] = { 1048, 1025, 1031, 1034, 1043, 1024, 1030, 1041, 1042, 1049, 1053 };
/* Counts that vary far more than Poisson. */
static const double NOISY_LEAVERS[N] = { 61, 30, 52, 25, 58, 97, 22, 49, 20, 47, 29 };
static const double NOISY_STAFF[N] = { 210, 205, 214, 220, 216, 208, 203, 211, 215, 219, 207 };

static const struct trend_series CITY = {
    .n = N, .time = YEARS, .events = LEAVERS, .person_years = STAFF, .per_year = 1
};
static const struct trend_series NOISY = {
    .n = N, .time = YEARS, .events = NOISY_LEAVERS, .person_years = NOISY_STAFF, .per_year = 1
};

struct expected {
    const struct trend_series *series;
    enum trend_development development;
    enum trend_shape shape;
    struct trend_model_effect of_r;
};

static const struct expected QUASI[] = {
    { &CITY,
      TREND_LINEAR,
      TREND_PULSE,
      { .227024371126, 1.38324373516, 1.27669594408, 1.49632735234, 1.77532380196e-05 } },
    { &CITY, TREND_LINEAR, TREND_STEP, { 1.31384307118, 1.34446738452, 1.05109033601, 1.71919860188, .0242127809004 } },
    { &CITY, TREND_LINEAR, TREND_SLOPE, { 2.61257477764, .974430575192, .872987257732, 1.08784179885, .601915994717 } },
    { &NOISY,
      TREND_LINEAR,
      TREND_PULSE,
      { 5.78725373801, 2.53895409424, 1.29159262581, 4.60809787609, .0148156078677 } },
    { &NOISY, TREND_LINEAR, TREND_STEP, { 10.5512036028, 2.1057745056, .541325904767, 8.18211756098, .240363726375 } },
    { &NOISY,
      TREND_LINEAR,
      TREND_SLOPE,
      { 12.2543112398, .852847583526, .527460332173, 1.36975043465, .460139924211 } },
    { &CITY, TREND_CONSTANT, TREND_PULSE, { 17.6587249323, 1.3218568854, .62356617057, 2.48294759727, .395684198013 } },
    { &CITY,
      TREND_QUADRATIC,
      TREND_PULSE,
      { .201535520336, 1.41108015655, 1.29733532932, 1.53302725669, 3.05534152965e-05 } },
    { &CITY,
      TREND_CONSTANT,
      TREND_STEP,
      { 10.3759002254, .658853317688, .469200476024, .921139435692, .0201289656763 } },
    { &CITY,
      TREND_QUADRATIC,
      TREND_STEP,
      { 1.40528838249, 1.33589627531, 1.02985865091, 1.73402828557, .0338065470311 } },
};

static const struct expected NEGATIVE_BINOMIAL[] = {
    { &NOISY,
      TREND_LINEAR,
      TREND_PULSE,
      { 4.92945316365, 2.5426888256, 1.3275784864, 4.86996929377, .00488449379461 } },
    { &NOISY, TREND_LINEAR, TREND_STEP, { 8.01563112842, 1.82338936151, .665566611927, 4.99536590944, .242719403279 } },
    { &NOISY,
      TREND_LINEAR,
      TREND_SLOPE,
      { 8.56920429704, .858194891044, .610451368417, 1.20648180857, .378908657275 } },
    { &NOISY,
      TREND_CONSTANT,
      TREND_PULSE,
      { 5.68708783538, 2.51940861184, 1.24752413467, 5.08801359189, .00997541151252 } },
    { &NOISY,
      TREND_QUADRATIC,
      TREND_PULSE,
      { 4.83007564294, 2.70302933544, 1.34884552274, 5.416756378, .0050516243652 } },
};

static struct trend_candidate at_2019(enum trend_shape shape)
{
    return (struct trend_candidate){ YEAR_2019, shape };
}

static void assert_effect(const struct trend_model_effect *got, const struct trend_model_effect *r, double tolerance)
{
    assert_close(got->dispersion, r->dispersion, tolerance);
    assert_close(got->ratio, r->ratio, tolerance);
    assert_close(got->lower, r->lower, tolerance);
    assert_close(got->upper, r->upper, tolerance);
    assert_close(got->p, r->p, tolerance);
}

static void quasi_poisson_is_that_of_r(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof QUASI / sizeof QUASI[0]; i++) {
        struct trend_series s = *QUASI[i].series;
        struct trend_model_effect e;

        s.development = QUASI[i].development;
        assert_true(trend_models_quasi(&s, at_2019(QUASI[i].shape), 0.95, &e));
        assert_effect(&e, &QUASI[i].of_r, 1e-7);
    }
}

static void limits_exclude_one_exactly_where_p_is_below(void **state)
{
    struct trend_model_effect e;

    (void) state;
    for (enum trend_shape shape = TREND_PULSE; shape < TREND_SHAPES; shape++) {
        assert_true(trend_models_quasi(&NOISY, at_2019(shape), 0.95, &e));
        assert_true(trend_models_quasi(&NOISY, at_2019(shape), 1 - e.p, &e));
        assert_close(e.ratio > 1 ? e.lower : e.upper, 1, 1e-6);
    }
}

static void negative_binomial_is_that_of_mass(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof NEGATIVE_BINOMIAL / sizeof NEGATIVE_BINOMIAL[0]; i++) {
        struct trend_series s = *NEGATIVE_BINOMIAL[i].series;
        struct trend_model_effect e;

        s.development = NEGATIVE_BINOMIAL[i].development;
        assert_true(trend_models_negative_binomial(&s, at_2019(NEGATIVE_BINOMIAL[i].shape), 0.95, &e));
        assert_effect(&e, &NEGATIVE_BINOMIAL[i].of_r, 1e-6);
    }
}

/* Four years, four parameters. Whatever the counts, nothing is left to tell how much they vary. */
static void without_degrees_of_freedom_there_is_no_model(void **state)
{
    struct trend_series s = CITY;
    struct trend_model_effect e = { .ratio = -1 };

    (void) state;
    s.n = 3;
    assert_false(trend_models_quasi(&s, (struct trend_candidate){ 1, TREND_PULSE }, 0.95, &e));
    assert_close(e.ratio, -1, 0);
    s.n = 4;
    s.development = TREND_QUADRATIC;
    assert_false(trend_models_quasi(&s, (struct trend_candidate){ 2, TREND_PULSE }, 0.95, &e));
    assert_close(e.ratio, -1, 0);
}

/* The one year of the pulse has no exits: its coefficient runs away. */
static void a_negative_binomial_that_ran_away_is_none(void **state)
{
    double events[N];
    struct trend_series s = NOISY;
    struct trend_model_effect e = { .ratio = -1 };

    (void) state;
    for (size_t i = 0; i < N; i++)
        events[i] = i == YEAR_2019 ? 0 : NOISY_LEAVERS[i];
    s.events = events;
    assert_false(trend_models_negative_binomial(&s, at_2019(TREND_PULSE), 0.95, &e));
    assert_close(e.ratio, -1, 0);
}

/* Quasi-Poisson limits are by profile likelihood and stand where the estimate is 0. */
static void a_year_without_exits_bounds_the_quasi_poisson_from_above(void **state)
{
    double events[N];
    struct trend_series s = NOISY;
    struct trend_model_effect e;

    (void) state;
    for (size_t i = 0; i < N; i++)
        events[i] = i == YEAR_2019 ? 0 : NOISY_LEAVERS[i];
    s.events = events;
    assert_true(trend_models_quasi(&s, at_2019(TREND_PULSE), 0.95, &e));
    assert_close(e.ratio, 0, 0);
    assert_close(e.lower, 0, 0);
    assert_close(e.dispersion, 5.78725373801, 1e-7);
    assert_close(e.upper, 0.410900391789, 1e-6);
    assert_close(e.p, 0.00752995124409, 1e-6);
}

static void no_exits_are_no_model(void **state)
{
    static const double none[N];
    struct trend_series s = CITY;
    struct trend_model_effect e = { .ratio = -1 };

    (void) state;
    s.events = none;
    assert_false(trend_models_quasi(&s, at_2019(TREND_PULSE), 0.95, &e));
    assert_false(trend_models_negative_binomial(&s, at_2019(TREND_PULSE), 0.95, &e));
    assert_close(e.ratio, -1, 0);
}

/* log rate = -1.5 - .05 t: counts on the line itself leave no dispersion, and it is not divided by. */
static void counts_on_the_line_do_not_divide_by_nothing(void **state)
{
    double events[N];
    struct trend_series s = CITY;
    struct trend_model_effect e;

    (void) state;
    for (size_t i = 0; i < N; i++)
        events[i] = STAFF[i] * exp(-1.5 - 0.05 * (YEARS[i] - 2019));
    s.events = events;
    assert_true(trend_models_quasi(&s, at_2019(TREND_PULSE), 0.95, &e));
    assert_true(e.dispersion >= 1e-12 && e.dispersion < 1e-9);
    assert_close(e.ratio, 1, 1e-8);
    assert_true(e.lower <= e.ratio && e.ratio <= e.upper);
    assert_true(e.p >= 0 && e.p <= 1);
}

struct development {
    enum trend_development development;
    enum trend_shape shape;
    double ratio, likelihood_ratio, excess;
};
static const struct development DEVELOPMENTS[] = {
    { TREND_LINEAR, TREND_PULSE, 1.38324373516, 18.6046754967, 60.6764924122 },
    { TREND_LINEAR, TREND_STEP, 1.34446738452, 10.0973036826, 215.473483194 },
    { TREND_LINEAR, TREND_SLOPE, .974430575192, .770359460471, -35.5811331874 },
    { TREND_CONSTANT, TREND_PULSE, 1.3218568854, 14.0461380419, 53.323970758 },
    { TREND_CONSTANT, TREND_STEP, .658853317688, 82.3671449852, -435.46014283 },
    { TREND_CONSTANT, TREND_SLOPE, .875460306626, 134.473057805, -449.42885505 },
    { TREND_QUADRATIC, TREND_PULSE, 1.41108015655, 18.0820099539, 63.7997450862 },
    { TREND_QUADRATIC, TREND_STEP, 1.33589627531, 9.73617997624, 211.460105667 },
    { TREND_QUADRATIC, TREND_SLOPE, 1.01555525851, .0244199140829, 71.4567123406 },
};

static void a_deviation_is_one_from_its_own_development(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof DEVELOPMENTS / sizeof DEVELOPMENTS[0]; i++) {
        const struct development *d = DEVELOPMENTS + i;
        struct trend_series s = CITY;
        struct trend_effect e;

        s.development = d->development;
        assert_true(trend_break_effect(&s, at_2019(d->shape), 1, 0.95, &e, NULL));
        assert_close(e.ratio, d->ratio, 1e-8);
        assert_close(e.likelihood_ratio, d->likelihood_ratio, 1e-8);
        assert_close(e.excess, d->excess, 1e-8);
    }
}

static void a_constant_development_changes_nothing_a_year(void **state)
{
    struct trend_series s = CITY;
    struct trend_null null;

    (void) state;
    s.development = TREND_CONSTANT;
    assert_true(trend_null_fit(&s, 1, 0.95, &null));
    assert_true(isnan(null.annual_ratio));
    assert_close(null.df, N - 1, 0);
    free(null.fitted);
}

/* Staff says what "per 100" is over, and nothing else. */
static void staff_is_the_denominator_of_the_excess_alone(void **state)
{
    double expected[N];
    struct trend_series s = CITY;
    struct trend_effect own, relative;

    (void) state;
    for (size_t i = 0; i < N; i++)
        expected[i] = STAFF[i] / 8;
    s.person_years = expected;
    assert_true(trend_break_effect(&s, at_2019(TREND_STEP), 1, 0.95, &own, NULL));
    s.staff = STAFF;
    assert_true(trend_break_effect(&s, at_2019(TREND_STEP), 1, 0.95, &relative, NULL));
    assert_close(relative.excess, own.excess, 1e-12);
    assert_close(relative.ratio, own.ratio, 1e-12);
    assert_close(relative.excess_per_100, own.excess_per_100 / 8, 1e-12);
    assert_close(relative.excess_per_100_lower, own.excess_per_100_lower / 8, 1e-12);
    assert_close(relative.excess_per_100_upper, own.excess_per_100_upper / 8, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quasi_poisson_is_that_of_r),
        cmocka_unit_test(limits_exclude_one_exactly_where_p_is_below),
        cmocka_unit_test(negative_binomial_is_that_of_mass),
        cmocka_unit_test(without_degrees_of_freedom_there_is_no_model),
        cmocka_unit_test(a_negative_binomial_that_ran_away_is_none),
        cmocka_unit_test(a_year_without_exits_bounds_the_quasi_poisson_from_above),
        cmocka_unit_test(no_exits_are_no_model),
        cmocka_unit_test(counts_on_the_line_do_not_divide_by_nothing),
        cmocka_unit_test(a_deviation_is_one_from_its_own_development),
        cmocka_unit_test(a_constant_development_changes_nothing_a_year),
        cmocka_unit_test(staff_is_the_denominator_of_the_excess_alone),
    };

    statistics_begin();
    return TESTS_RUN(tests);
}
