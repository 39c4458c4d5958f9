/* What the search sees, beside what others would say of the same series: how often each rejects at 5 %.
 *
 *   searched    largest LR over dates and shapes, dispersion with tau = .05, p by bootstrap (the report's)
 *   named       the same at the date alone (the report's, for a date named before the data were seen)
 *   plain       Poisson likelihood-ratio test of the true shape at the true date, dispersion 1
 *   own_f       the same over the series' own Pearson dispersion, F on 1 and n - 3 df
 *   best_year   the largest LR over dates and shapes, dispersion 1, as if it were one test
 *   sup_f       strucchange's sup-F by its own p, and sup_f_sized by a limit that holds 5 % here: drawn and stored by
 *               tests/reference/break_power.R, which repeats it where R is
 *
 * plain and own_f are told the true date and shape, which nobody knows: they bound what can be asked for. The series: a
 * city as in test_verdict_calibration.c. Each share is published (tests/support/published.h). */
#include "pipeline/statistics/poisson_model.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_search.h"
#include "tests/support/published.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHORT = 60, LONG = 3000, REPLICATES = 199, STOP_AFTER = 20, MOST_YEARS = 10, AT = 3 };

enum method { SEARCHED, NAMED, PLAIN, OWN_F, BEST_YEAR, METHODS };
static const char *const METHOD[METHODS] = { "searched", "named", "plain", "own_f", "best_year" };

struct setting {
    size_t n;
    double year_sd, extra_per_100;
    enum trend_shape shape; /* of what is planted */
};

struct power {
    unsigned n, rejected[METHODS];
};

static void draw(struct random *r, const struct setting *g, double *events)
{
    for (size_t i = 0; i < g->n; i++) {
        bool in = g->shape == TREND_PULSE ? i == AT : i >= AT;
        double rate = 0.15 * exp(-0.05 * ((double) i - AT)) * (1 + (in ? g->extra_per_100 / 15 : 0));

        events[i] = random_poisson(r, 157 / 0.15 * rate * exp(g->year_sd * random_normal(r)));
    }
}

static bool fit(const struct trend_series *s, const struct trend_candidate *candidate, struct poisson_fit *out)
{
    struct poisson_data data = { .n = s->n, .events = s->events, .exposure = s->person_years };
    double *x = trend_shape_design(s, candidate, &data.p);
    bool good;

    data.x = x;
    good = poisson_model_fit(&data, out);
    free(x);
    return good;
}

static void count_told(const struct trend_series *s, const struct setting *g, struct power *p)
{
    struct trend_candidate truth = { AT, g->shape };
    struct poisson_fit smaller, larger;
    struct poisson_comparison c;

    assert_true(fit(s, NULL, &smaller) && fit(s, &truth, &larger));
    assert_true(poisson_model_compare(&smaller, &larger, 1, &c));
    p->rejected[PLAIN] += c.p <= 0.05;
    p->rejected[OWN_F] += c.f_p <= 0.05;
    poisson_model_free(&smaller);
    poisson_model_free(&larger);
}

static void count_searched(const struct trend_series *s, unsigned i, struct power *p)
{
    struct trend_rule rule = trend_rule_default(1);
    struct trend_search *search = trend_search_new(s, &rule);
    struct trend_bootstrap_options o = {
        .replicates = REPLICATES, .stop_after = STOP_AFTER, .at = AT, .series = published_stream(), .seed = i
    };
    struct trend_bootstrap b;
    double total = 0;
    size_t which;

    for (size_t k = 0; k < s->n; k++)
        total += s->events[k];
    o.dispersion = trend_dispersion_total(1, total / (double) s->n, 0.05);
    assert_non_null(search);
    assert_true(trend_search_bootstrap(search, &o, &b));
    p->rejected[SEARCHED] += b.p <= 0.05;
    p->rejected[NAMED] += b.p_fixed <= 0.05;
    p->rejected[BEST_YEAR] += poisson_chi_squared_p(trend_search_largest(search, s->events, s->n, &which), 1) <= 0.05;
    trend_search_free(search);
}

static void name(const struct setting *g, char *where, size_t size)
{
    snprintf(where, size, "%s %g %zu %g", g->extra_per_100 == 0 ? "none" : trend_shape_word(g->shape), g->extra_per_100,
             g->n, 100 * g->year_sd);
}

static struct power measure(size_t n, double year_sd, double extra_per_100, enum trend_shape shape)
{
    struct setting g = { n, year_sd, extra_per_100, shape };
    struct power p = { .n = published_draws(SHORT, LONG) };
    double years[MOST_YEARS], staff[MOST_YEARS], events[MOST_YEARS];
    struct trend_series s = { .n = n, .time = years, .events = events, .person_years = staff, .per_year = 1 };
    char where[64], stream[128];
    struct random *r;

    name(&g, where, sizeof where);
    snprintf(stream, sizeof stream, "%s %s", published_stream(), where);
    r = random_new(stream, 3);
    for (size_t i = 0; i < n; i++) {
        years[i] = 2016 + (double) i;
        staff[i] = 157 / 0.15;
    }
    for (unsigned i = 0; i < p.n; i++) {
        draw(r, &g, events);
        count_told(&s, &g, &p);
        count_searched(&s, i, &p);
    }
    random_free(r);
    for (int m = 0; m < METHODS; m++)
        published_drawn("power", where, METHOD[m], p.rejected[m], p.n);
    return p;
}

static const size_t YEARS[] = { 5, 7, 10 };
enum { N_YEARS = 3 };

static void the_search_holds_its_level(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++)
        for (int shaken = 0; shaken < 2; shaken++) {
            struct power p = measure(YEARS[k], shaken * 0.05, 0, TREND_PULSE);

            published_within(p.rejected[SEARCHED], p.n, 0, 0.06);
            published_within(p.rejected[NAMED], p.n, 0, 0.06);
        }
}

static void power_is_as_published(void **state)
{
    (void) state;
    for (int k = 0; k < N_YEARS; k++)
        for (int shaken = 0; shaken < 2; shaken++)
            for (int extra = 3; extra <= 6; extra += 3)
                for (int shape = TREND_PULSE; shape <= TREND_STEP; shape++)
                    measure(YEARS[k], shaken * 0.05, extra, (enum trend_shape) shape);
}

/* From the published shares alone. strucchange's test needs 7 years, and is made for lasting changes; by its own p it
 * rejects in a fifth of the series without a break, so it is held to its level first. */
static void the_search_sees_more_than_strucchange_where_both_hold_their_level(void **state)
{
    (void) state;
    for (int k = 1; k < N_YEARS; k++)
        for (int shaken = 0; shaken < 2; shaken++)
            for (int shape = TREND_PULSE; shape <= TREND_STEP; shape++) {
                struct setting g = { YEARS[k], shaken * 0.05, 6, (enum trend_shape) shape };
                char where[64];
                unsigned draws;
                double ours, theirs;

                name(&g, where, sizeof where);
                ours = published_share("power", where, "searched", &draws);
                theirs = published_share("power", where, "sup_f_sized", &draws);
                assert_true(ours > theirs);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_search_holds_its_level),
        cmocka_unit_test(power_is_as_published),
        cmocka_unit_test(the_search_sees_more_than_strucchange_where_both_hold_their_level),
    };

    return TESTS_RUN(tests);
}
