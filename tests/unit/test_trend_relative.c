/* A unit against the others. The numbers are R's, by tests/unit/trend_models.R:
 *
 *   glm(cbind(x, X) ~ t, binomial, offset = log(e / E)) and the same with + z: likelihood ratio, exp of z
 *   glm(x ~ t + z, poisson, offset = log(e * X / E)): exp of z
 */
#include "pipeline/statistics/statistics.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_relative.h"
#include "tests/support/testing.h"

#include <math.h>

enum { UNITS = 10, YEARS = 10, YEAR_2019 = 5 };

static const double YEAR[YEARS] = { 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023 };
/* Ten units of 15 to 40 exits a year; the first, the fourth and the seventh have something of their own. */
static const double EXITS[UNITS][YEARS] = {
    { 31, 27, 29, 24, 26, 38, 21, 23, 18, 20 }, { 22, 25, 19, 21, 16, 15, 17, 14, 16, 12 },
    { 40, 36, 33, 35, 29, 30, 27, 24, 25, 22 }, { 18, 16, 20, 15, 17, 24, 23, 22, 19, 21 },
    { 28, 30, 24, 26, 22, 29, 20, 17, 19, 16 }, { 35, 29, 33, 27, 30, 28, 22, 26, 21, 19 },
    { 24, 26, 21, 19, 22, 31, 18, 15, 17, 15 }, { 15, 19, 17, 16, 15, 18, 15, 16, 15, 17 },
    { 33, 38, 30, 31, 25, 27, 26, 20, 22, 18 }, { 27, 24, 26, 20, 23, 26, 19, 18, 15, 17 },
};
static const double STAFF[UNITS][YEARS] = {
    { 150, 152, 149, 151, 155, 153, 154, 150, 148, 152 }, { 110, 112, 115, 113, 111, 110, 108, 109, 112, 113 },
    { 190, 188, 186, 191, 192, 190, 187, 185, 188, 190 }, { 105, 104, 107, 110, 112, 115, 118, 121, 123, 124 },
    { 140, 141, 139, 138, 142, 144, 143, 141, 140, 139 }, { 175, 172, 170, 171, 173, 174, 172, 170, 169, 171 },
    { 125, 126, 124, 123, 122, 125, 127, 126, 124, 125 }, { 95, 96, 97, 96, 95, 94, 96, 98, 97, 96 },
    { 170, 171, 173, 170, 168, 167, 169, 171, 172, 170 }, { 135, 133, 134, 136, 137, 135, 134, 133, 135, 136 },
};
/* A unit that is 40 % of its city. */
static const double LARGE[YEARS] = { 145, 139, 131, 124, 121, 152, 108, 99, 95, 88 };
static const double LARGE_STAFF[YEARS] = { 720, 716, 725, 722, 718, 724, 719, 721, 723, 720 };
static const double OTHER[YEARS] = { 219, 207, 198, 186, 180, 171, 163, 152, 140, 133 };
static const double OTHER_STAFF[YEARS] = { 1080, 1085, 1078, 1082, 1084, 1079, 1081, 1083, 1080, 1077 };

struct binomial {
    size_t unit;
    enum trend_shape shape;
    double likelihood_ratio, ratio, poisson_ratio;
};
static const struct binomial UNITS_OF_R[] = {
    { 0, TREND_PULSE, 2.46150630714, 1.35961120291, 1.3596224817 },
    { 0, TREND_STEP, 0.712532175481, 1.2497069034, 1.25191465807 },
    { 0, TREND_SLOPE, 0.318636400013, 0.94954660085, 0.94942171966 },
    { 1, TREND_PULSE, 1.63941242741, 0.708855384517, 0.708875247575 },
    { 1, TREND_STEP, 0.177867040657, 0.875646251603, 0.876433999722 },
    { 1, TREND_SLOPE, 0.295221431807, 1.0609948997, 1.06072040208 },
    { 2, TREND_PULSE, 0.865088768612, 0.828566440584, 0.828553228772 },
    { 2, TREND_STEP, 0.250567906738, 0.883569971344, 0.884357056714 },
    { 2, TREND_SLOPE, 0.183908451587, 1.03744259081, 1.03732825328 },
    { 3, TREND_PULSE, 0.00380500822286, 1.01423019476, 1.01420282445 },
    { 3, TREND_STEP, 0.552561759977, 1.24910508438, 1.24886494325 },
    { 3, TREND_SLOPE, 0.0350880932457, 1.01991447574, 1.01894546586 },
    { 4, TREND_PULSE, 0.176240584309, 1.09396716873, 1.09400045574 },
    { 4, TREND_STEP, 0.00336325291672, 1.01622287338, 1.01637138082 },
    { 4, TREND_SLOPE, 0.0368470921143, 0.981655419486, 0.98161973883 },
    { 5, TREND_PULSE, 0.520254853756, 0.859780694534, 0.859767333626 },
    { 5, TREND_STEP, 0.580457112785, 0.820899026814, 0.820958015663 },
    { 5, TREND_SLOPE, 0.019896276693, 0.987407162396, 0.987413151898 },
    { 6, TREND_PULSE, 2.2942608351, 1.38415503261, 1.3842259645 },
    { 6, TREND_STEP, 0.400481284139, 1.20315051522, 1.20539557241 },
    { 6, TREND_SLOPE, 0.596173648662, 0.924833502084, 0.924604497637 },
    { 7, TREND_PULSE, 0.0803096847986, 0.929634788822, 0.929587824943 },
    { 7, TREND_STEP, 0.0966426026757, 0.903693488205, 0.90348534367 },
    { 7, TREND_SLOPE, 0.114347011349, 1.03917246694, 1.03955822193 },
    { 8, TREND_PULSE, 0.422703728179, 0.87071466381, 0.870675627805 },
    { 8, TREND_STEP, 0.0758490422196, 0.93054716902, 0.930480485128 },
    { 8, TREND_SLOPE, 0.00480103010288, 1.00628234986, 1.0060640437 },
    { 9, TREND_PULSE, 0.0708685341818, 1.06120740499, 1.06120338007 },
    { 9, TREND_STEP, 0.00299419532597, 1.01579537068, 1.01584953661 },
    { 9, TREND_SLOPE, 0.0367481559564, 0.981159020282, 0.981146273835 },
};
static const struct binomial LARGE_OF_R[] = {
    { 0, TREND_PULSE, 5.60659265337, 1.32727396763, 1.32728916651 },
    { 0, TREND_STEP, 1.75331719937, 1.22002758482, 1.22716330032 },
    { 0, TREND_SLOPE, 0.865954056434, 0.952874438549, 0.952605830733 },
};

/* The unit's deviation in 2019, as if it were a Poisson series. */
static struct trend_effect effect_of(const double *x, const double *e, const double *rest, const double *rest_staff,
                                     enum trend_shape shape)
{
    double exposure[YEARS];
    struct trend_effect effect;
    const struct trend_series series = {
        .n = YEARS, .time = YEAR, .events = x, .person_years = exposure, .per_year = 1, .staff = e
    };

    trend_relative_exposure(e, rest, rest_staff, YEARS, exposure);
    assert_true(trend_break_effect(&series, (struct trend_candidate){ YEAR_2019, shape },
                                   trend_relative_dispersion(1, x, rest, YEARS), 0.95, &effect, NULL));
    return effect;
}

static void rest_of(size_t unit, double *exits, double *staff)
{
    for (size_t t = 0; t < YEARS; t++) {
        exits[t] = staff[t] = 0;
        for (size_t u = 0; u < UNITS; u++)
            if (u != unit) {
                exits[t] += EXITS[u][t];
                staff[t] += STAFF[u][t];
            }
    }
}

static void exposure_is_what_was_to_be_expected_at_the_rate_of_others(void **state)
{
    static const double e[] = { 100, 50 }, rest[] = { 30, 8 }, rest_staff[] = { 200, 160 };
    double exposure[2];

    (void) state;
    trend_relative_exposure(e, rest, rest_staff, 2, exposure);
    assert_close(exposure[0], 15, 1e-15);
    assert_close(exposure[1], 2.5, 1e-15);
}

static void without_others_a_period_is_missing_not_zero(void **state)
{
    static const double e[] = { 100, 100, 100, 100, 100 }, rest[] = { 0, 20, NAN, 20, 20 };
    static const double rest_staff[] = { 200, 0, 200, NAN, 200 };
    double exposure[5];

    (void) state;
    trend_relative_exposure(e, rest, rest_staff, 5, exposure);
    for (size_t i = 0; i < 4; i++)
        assert_true(isnan(exposure[i]));
    assert_close(exposure[4], 10, 1e-15);
}

static void chance_in_the_others_adds_to_the_dispersion(void **state)
{
    static const double x[] = { 10, 30 }, rest[] = { 40, 120 };

    (void) state;
    assert_close(trend_relative_dispersion(1, x, rest, 2), 1.25, 1e-15); /* 1 / (1 - q), q = .2 */
    assert_close(trend_relative_dispersion(1.6, x, rest, 2), 2, 1e-15);
}

static void an_unknown_dispersion_counts_as_one(void **state)
{
    static const double x[] = { 10, 30 }, rest[] = { 40, 120 };

    (void) state;
    assert_close(trend_relative_dispersion(NAN, x, rest, 2), 1.25, 1e-15);
}

static void others_without_exits_say_nothing(void **state)
{
    static const double x[] = { 10, 30 }, none[] = { 0, 0 };

    (void) state;
    assert_true(isnan(trend_relative_dispersion(1, x, none, 2)));
    assert_true(isnan(trend_relative_dispersion(1, x, none, 0)));
}

/* A good year for all, a bad year for all: the unit with a tenth of everything has not deviated. */
static void what_hits_all_alike_is_gone(void **state)
{
    double x[YEARS], e[YEARS];

    (void) state;
    for (size_t t = 0; t < YEARS; t++) {
        x[t] = OTHER[t] * (t == YEAR_2019 ? 2 : 1) / 10;
        e[t] = OTHER_STAFF[t] / 10;
    }
    for (enum trend_shape shape = TREND_PULSE; shape < TREND_SHAPES; shape++) {
        double rest[YEARS];
        struct trend_effect effect;

        for (size_t t = 0; t < YEARS; t++)
            rest[t] = 10 * x[t];
        effect = effect_of(x, e, rest, OTHER_STAFF, shape);
        assert_close(effect.ratio, 1, 1e-8);
        assert_true(fabs(effect.likelihood_ratio) < 1e-9);
    }
}

/* To 2 %, and .005 where the ratio is next to nothing: no p-value moves by more than the third decimal. */
static void poisson_agrees_with_the_binomial_law(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof UNITS_OF_R / sizeof UNITS_OF_R[0]; i++) {
        const struct binomial *r = UNITS_OF_R + i;
        double rest[YEARS], rest_staff[YEARS];
        struct trend_effect effect;

        rest_of(r->unit, rest, rest_staff);
        effect = effect_of(EXITS[r->unit], STAFF[r->unit], rest, rest_staff, r->shape);
        assert_close(effect.ratio, r->poisson_ratio, 1e-8);
        assert_close(effect.ratio, r->ratio, 0.002);
        assert_true(fabs(effect.likelihood_ratio - r->likelihood_ratio) <= 0.02 * r->likelihood_ratio + 0.005);
    }
}

/* A unit that is 40 % of the city: 3.5 % too large for a pulse (5.80 for 5.61), 3.3 for a step, 1.1 for a slope. */
static void the_larger_the_unit_the_further_apart(void **state)
{
    (void) state;
    for (size_t i = 0; i < sizeof LARGE_OF_R / sizeof LARGE_OF_R[0]; i++) {
        const struct binomial *r = LARGE_OF_R + i;
        struct trend_effect effect = effect_of(LARGE, LARGE_STAFF, OTHER, OTHER_STAFF, r->shape);

        assert_close(effect.ratio, r->poisson_ratio, 1e-8);
        assert_close(effect.ratio, r->ratio, 0.006);
        assert_true(effect.likelihood_ratio > r->likelihood_ratio);
        assert_close(effect.likelihood_ratio, r->likelihood_ratio, 0.04);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exposure_is_what_was_to_be_expected_at_the_rate_of_others),
        cmocka_unit_test(without_others_a_period_is_missing_not_zero),
        cmocka_unit_test(chance_in_the_others_adds_to_the_dispersion),
        cmocka_unit_test(an_unknown_dispersion_counts_as_one),
        cmocka_unit_test(others_without_exits_say_nothing),
        cmocka_unit_test(what_hits_all_alike_is_gone),
        cmocka_unit_test(poisson_agrees_with_the_binomial_law),
        cmocka_unit_test(the_larger_the_unit_the_further_apart),
    };

    statistics_begin();
    return TESTS_RUN(tests);
}
