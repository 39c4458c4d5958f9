/* How often each verdict word falls, with and without a break: is the report as careful as it says?
 *
 * A city of 157 leavers a year (15 per 100), 5 % fewer each year, asked about its fourth year; districts of 10, 30 and
 * 100 leavers held against the rest of the city, whose ordinary good and bad years cancel; and the city of the example
 * delivery. Year shocks of 0, 5 and 8 %, of which the test assumes 5; nothing, or 3 or 6 more per 100 in the year.
 * Each frequency is published (tests/support/published.h), and must lie where the table of words promises. What is
 * promised:
 *
 *   no break, shocks up to the tau that is assumed: strong at most 1 %, strong or moderate at most 5 %, any word of
 *   support at most 10 %; for a date named beforehand as well;
 *   a pulse of +3: strong 2-5 %, moderate 7-13 %; +6: strong about 55 %, moderate 22-27 %, before the two checks that
 *   take a verdict down (design: no shocks beyond tau, or better). */
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_assess.h"
#include "tests/support/published.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    SHORT = 40,
    LONG = 3000,
    CHEAPER_LONG = 1000,
    REPLICATES = 199,
    MOST_YEARS = 11,
    GRADES = TREND_STRONG + 1,
    MODES = 2,
    NAMES = TREND_LAST_YEAR + 1
};

struct setting {
    const char *kind; /* city, district, example, bent */
    double leavers;   /* in the year, without a break */
    size_t n, at;
    double year_sd, extra_per_100;
};

struct frequencies {
    unsigned n;
    unsigned unchecked[MODES][GRADES], decided[MODES][GRADES]; /* before and after the checks of the model */
    unsigned named[NAMES];                                     /* what a searched date is called */
};

static const char *const MODE[MODES] = { "searched", "fixed" };

/* Per 100, without a break. bent: 20 in the first three years, 14 from the seventh on, an even fall between. */
static double rate_per_100(const struct setting *g, size_t i)
{
    double fall = log(0.7) / 4, years = (double) i - (double) g->at;

    if (strcmp(g->kind, "bent") == 0)
        return 20 * exp(fall * fmin(4, fmax(0, years + 3)));
    return strcmp(g->kind, "example") == 0 ? 20 * exp(fall * (years + 3)) : 15 * exp(-0.05 * years);
}

static void draw(struct random *r, const struct setting *g, double *staff, double *expected, double *events)
{
    for (size_t i = 0; i < g->n; i++) {
        double rate = rate_per_100(g, i), shock = exp(g->year_sd * random_normal(r));

        staff[i] = 100 * g->leavers / rate_per_100(g, g->at);
        expected[i] = staff[i] * rate / 100;
        events[i] = random_poisson(r, staff[i] / 100 * (rate + (i == g->at ? g->extra_per_100 : 0)) * shock);
    }
}

/* A series drawn from *r: the same for every `tau` where *r stands at the same place. */
static struct trend_assessment assess(struct random *r, const struct setting *g, unsigned i, double tau, bool unchecked)
{
    double years[MOST_YEARS], staff[MOST_YEARS], expected[MOST_YEARS], events[MOST_YEARS];
    struct trend_series s = { .n = g->n, .time = years, .events = events, .person_years = staff, .per_year = 1 };
    struct trend_assess_options o = { .unit_dispersion = 1,
                                      .ordinary_year_sd = tau,
                                      .smallest_change = 7,
                                      .replicates = REPLICATES,
                                      .series = published_stream(),
                                      .seed = i,
                                      .unchecked = unchecked };
    struct trend_assessment a;

    for (size_t k = 0; k < g->n; k++)
        years[k] = 2016 + (double) k;
    draw(r, g, staff, expected, events);
    if (strcmp(g->kind, "district") == 0) {
        s.person_years = expected;
        s.staff = staff;
        s.development = TREND_CONSTANT;
        o.year_shocks = TREND_YEARS_CANCEL;
    }
    trend_assess(&s, g->at, &o, &a);
    return a;
}

static void publish(const struct setting *g, const struct frequencies *f)
{
    char where[128];

    for (int mode = 0; mode < MODES; mode++) {
        snprintf(where, sizeof where, "%s %s %g %zu %g %g", MODE[mode], g->kind, g->leavers, g->n, 100 * g->year_sd,
                 g->extra_per_100);
        for (int grade = 0; grade < GRADES; grade++) {
            const char *word = trend_grade_word((enum trend_grade) grade);

            published_drawn("verdict", where, word, f->decided[mode][grade], f->n);
            published_drawn("unchecked", where, word, f->unchecked[mode][grade], f->n);
        }
        for (int name = TREND_NAMED_PULSE; mode == 0 && strcmp(g->kind, "example") == 0 && name < NAMES; name++)
            published_drawn("named", where, trend_name_word((enum trend_name) name), f->named[name], f->n);
    }
}

static struct frequencies count(const struct setting *g)
{
    struct frequencies f = { .n = published_draws(SHORT, LONG) };
    char stream[128];
    struct random *r;

    snprintf(stream, sizeof stream, "%s %s %g %zu %g %g", published_stream(), g->kind, g->leavers, g->n, g->year_sd,
             g->extra_per_100);
    r = random_new(stream, 1);
    for (unsigned i = 0; i < f.n; i++) {
        struct trend_assessment a = assess(r, g, i, 0.05, false);
        enum trend_grade grades[MODES];
        bool lowered;

        for (int mode = 0; mode < MODES; mode++) {
            f.unchecked[mode][trend_verdict_decide(a.reason, &a.evidence, NULL, NULL, mode == 1, &lowered)]++;
            grades[mode] = trend_verdict_decide(a.reason, &a.evidence, a.has_quadratic ? &a.quadratic : NULL,
                                                a.has_windowed ? &a.windowed : NULL, mode == 1, &lowered);
            f.decided[mode][grades[mode]]++;
        }
        f.named[trend_verdict_name(grades[0], &a.shapes)]++;
        trend_assessment_free(&a);
    }
    random_free(r);
    publish(g, &f);
    return f;
}

static struct frequencies city(size_t n, double extra_per_100, double year_sd)
{
    struct setting g = { "city", 157, n, 3, year_sd, extra_per_100 };

    return count(&g);
}

static const size_t YEARS[] = { 5, 7, 10 };
enum { N_YEARS = 3 };

static void assert_error_rates(const struct frequencies *f)
{
    for (int mode = 0; mode < MODES; mode++) {
        const unsigned *said = f->unchecked[mode];

        published_within(said[TREND_STRONG], f->n, 0, 0.01);
        published_within(said[TREND_MODERATE] + said[TREND_STRONG], f->n, 0, 0.05);
        published_within(said[TREND_WEAK] + said[TREND_MODERATE] + said[TREND_STRONG], f->n, 0, 0.10);
    }
}

static void without_a_break_words_of_support_are_rare(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++) {
        struct frequencies calm = city(YEARS[k], 0, 0), ordinary = city(YEARS[k], 0, 0.05);

        assert_error_rates(&calm);
        assert_error_rates(&ordinary);
        published_within(calm.unchecked[0][TREND_STRONG], calm.n, 0, 0.002);
        published_within(calm.unchecked[0][TREND_MODERATE], calm.n, 0, 0.02);
        published_within(calm.decided[0][TREND_NOT_ANSWERABLE], calm.n, 0, 0.001);
    }
}

static void shocks_beyond_the_assumption_cost_but_are_bounded(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++) {
        struct frequencies f = city(YEARS[k], 0, 0.08);

        published_within(f.n - f.decided[0][TREND_NOT_SHOWN], f.n, 0.05, 0.20);
        published_within(f.decided[0][TREND_STRONG], f.n, 0, 0.03);
    }
}

static void three_more_per_100_are_mostly_missed_and_said_to_be(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++) {
        struct frequencies f = city(YEARS[k], 3, 0);

        city(YEARS[k], 3, 0.05);
        city(YEARS[k], 3, 0.08);
        published_within(f.unchecked[0][TREND_STRONG], f.n, 0.02, 0.07);
        published_within(f.unchecked[0][TREND_MODERATE], f.n, 0.07, 0.16);
        published_within(f.decided[0][TREND_NOT_SHOWN], f.n, 0.52, 0.80);
    }
}

static void six_more_per_100_are_mostly_found(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++) {
        struct frequencies calm = city(YEARS[k], 6, 0), shaken = city(YEARS[k], 6, 0.05);

        city(YEARS[k], 6, 0.08);
        published_within(calm.unchecked[0][TREND_STRONG], calm.n, 0.50, 0.68);
        published_within(calm.unchecked[0][TREND_MODERATE], calm.n, 0.18, 0.27);
        published_within(calm.decided[0][TREND_MODERATE] + calm.decided[0][TREND_STRONG], calm.n, 0.68, 1);
        published_within(shaken.decided[0][TREND_MODERATE] + shaken.decided[0][TREND_STRONG], shaken.n, 0.60, 1);
    }
}

static void a_district_is_mostly_not_answerable(void **state)
{
    static const double leavers[] = { 10, 30, 100 };

    (void) state;
    for (int k = 0; k < 3; k++) {
        for (int years = 0; years < N_YEARS; years += 2) {
            struct setting nothing = { "district", leavers[k], YEARS[years], 3, 0, 0 }, six = nothing;
            struct frequencies f = count(&nothing);

            six.extra_per_100 = 6;
            count(&six);
            assert_error_rates(&f);
            if (leavers[k] <= 30)
                published_within(f.decided[0][TREND_NOT_ANSWERABLE], f.n, 0.9, 1);
        }
    }
}

/* 11 years that fall from 20 to 14 and stay there, and nothing in the sixth: an even fall does not fit, which the two
 * checks are there to see. */
static void a_fall_that_ends_is_seldom_taken_for_a_break(void **state)
{
    struct setting g = { "bent", 158, 11, 5, 0, 0 };
    struct frequencies f = count(&g);

    (void) state;
    published_within(f.decided[0][TREND_MODERATE] + f.decided[0][TREND_STRONG], f.n, 0, 0.05);
}

/* A cheaper rule, and why it is not ours: "weak" from a p for the named date that does not pay for ordinary good and
 * bad years. It sees more pulses of +3, and gives a word of support to one quiet date in ten. */
static void a_date_that_does_not_pay_for_year_shocks_errs_more(void **state)
{
    (void) state;
    for (int k = 0; k < 4 * N_YEARS; k++) {
        struct setting g = { "city", 157, YEARS[k / 4], 3, 0.05 * (k % 2), 3 * (k / 2 % 2) };
        unsigned n = published_draws(SHORT, CHEAPER_LONG), said[GRADES] = { 0 };
        struct random *r[2];
        char where[128], stream[160];

        snprintf(where, sizeof where, "searched city 157 %zu %g %g", g.n, 100 * g.year_sd, g.extra_per_100);
        snprintf(stream, sizeof stream, "%s %s", published_stream(), where);
        for (int pays = 0; pays < 2; pays++)
            r[pays] = random_new(stream, 4);
        for (unsigned i = 0; i < n; i++) {
            struct trend_assessment free_of_charge = assess(r[0], &g, i, 0, true),
                                    paid = assess(r[1], &g, i, 0.05, true);

            paid.evidence.p_fixed = free_of_charge.evidence.p_fixed;
            said[trend_verdict_grade(&paid.evidence, false)]++;
            trend_assessment_free(&free_of_charge);
            trend_assessment_free(&paid);
        }
        random_free(r[0]);
        random_free(r[1]);
        for (int grade = TREND_NOT_SHOWN; grade < GRADES; grade++)
            published_drawn("unpaid", where, trend_grade_word((enum trend_grade) grade), said[grade], n);
    }
}

/* The city of scripts/example: what its regenerated registers must show (tests/whole/planted_pulse.sh). */
static void the_example_city_is_as_published(void **state)
{
    struct setting planted = { "example", 158, 11, 5, 0, 6 }, nothing = planted;
    struct frequencies f;

    (void) state;
    nothing.extra_per_100 = 0;
    count(&planted);
    f = count(&nothing);
    assert_error_rates(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_break_words_of_support_are_rare),
        cmocka_unit_test(shocks_beyond_the_assumption_cost_but_are_bounded),
        cmocka_unit_test(three_more_per_100_are_mostly_missed_and_said_to_be),
        cmocka_unit_test(six_more_per_100_are_mostly_found),
        cmocka_unit_test(a_district_is_mostly_not_answerable),
        cmocka_unit_test(a_fall_that_ends_is_seldom_taken_for_a_break),
        cmocka_unit_test(a_date_that_does_not_pay_for_year_shocks_errs_more),
        cmocka_unit_test(the_example_city_is_as_published),
    };

    return TESTS_RUN(tests);
}
