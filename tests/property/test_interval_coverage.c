/* How often limits hold what they should: rates and rate ratios by summing over all counts, date sets and rate ratios
 * against a development by drawing. Each share is published (tests/support/published.h); the exact limits must never
 * fall below 95 %. */
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_break.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/trend_search.h"
#include "pipeline/statistics/two_rates.h"
#include "tests/support/published.h"
#include "tests/support/testing.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LEVEL 0.95

/* The least and greatest count that a mean gives with any probability worth summing (2e-15 is left outside). */
static size_t least(double mean)
{
    return (size_t) fmax(0, floor(mean - 8 * sqrt(mean) - 8));
}

static size_t greatest(double mean)
{
    return (size_t) ceil(mean + 8 * sqrt(mean) + 30);
}

/* ---- one rate ---- */

typedef struct interval interval_of_rate(double events, double exposure, double confidence);
struct rate_method {
    const char *name;
    interval_of_rate *limits;
};
static const struct rate_method RATE_METHODS[] = {
    { "exact", interval_poisson_exact },
    { "midp", interval_poisson_midp },
    { "byar", interval_poisson_byar },
};
enum { N_RATE_METHODS = sizeof RATE_METHODS / sizeof RATE_METHODS[0], MOST_COUNT = 1000, GRID = 2000 };

static double rate_coverage(const struct interval *limits, double mean)
{
    double sum = 0;

    for (size_t x = least(mean); x <= greatest(mean); x++)
        if (limits[x].lower <= mean && mean <= limits[x].upper)
            sum += gsl_ran_poisson_pdf((unsigned) x, mean);
    return sum;
}

static void limits_of_a_rate_cover_as_published(void **state)
{
    static const double means[] = { 1, 3, 5, 10, 30, 100, 157, 400 };
    static struct interval limits[MOST_COUNT];
    char where[64];

    (void) state;
    for (int m = 0; m < N_RATE_METHODS; m++) {
        double worst = 1, sum = 0;

        for (size_t x = 0; x < MOST_COUNT; x++)
            limits[x] = RATE_METHODS[m].limits((double) x, 1, LEVEL);
        for (size_t k = 0; k < sizeof means / sizeof means[0]; k++) {
            snprintf(where, sizeof where, "%g", means[k]);
            published_exact("rate", where, RATE_METHODS[m].name, rate_coverage(limits, means[k]));
        }
        for (int k = 1; k <= GRID; k++) { /* means of 0.1 to 200 */
            double covered = rate_coverage(limits, 0.1 * k);

            worst = fmin(worst, covered);
            sum += covered;
        }
        published_exact("rate", "least", RATE_METHODS[m].name, worst);
        published_exact("rate", "mean", RATE_METHODS[m].name, sum / GRID);
        if (m == 0)
            assert_true(worst >= LEVEL);
    }
}

/* ---- two rates ---- */

enum { RATIO_METHODS = 3 };
static const char *const RATIO_METHOD[RATIO_METHODS] = { "exact", "midp", "score" };

/* Means of the two counts; the exposures are equal. */
static void ratio_coverage(double mean1, double mean2, double covered[RATIO_METHODS])
{
    double ratio = mean1 / mean2;

    memset(covered, 0, RATIO_METHODS * sizeof *covered);
    for (size_t x = least(mean1); x <= greatest(mean1); x++) {
        for (size_t y = least(mean2); y <= greatest(mean2); y++) {
            double share = gsl_ran_poisson_pdf((unsigned) x, mean1) * gsl_ran_poisson_pdf((unsigned) y, mean2);
            struct two_rates t;

            if (share < 1e-13)
                continue;
            t = two_rates_compare((double) x, 1, (double) y, 1, LEVEL);
            const struct interval all[RATIO_METHODS] = { t.ratio_exact, t.ratio_midp, t.ratio_score };

            for (int m = 0; m < RATIO_METHODS; m++)
                if (x + y == 0 || (all[m].lower <= ratio && ratio <= all[m].upper))
                    covered[m] += share;
        }
    }
}

static void limits_of_a_rate_ratio_cover_as_published(void **state)
{
    static const struct {
        double mean1, mean2;
        bool only_long;
    } pairs[] = { { 3, 3, false },  { 5, 10, false }, { 10, 10, false },
                  { 30, 15, true }, { 30, 30, true }, { 157, 110, true } };

    (void) state;
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        double covered[RATIO_METHODS];
        char where[64];

        if (pairs[k].only_long && !published_long())
            continue;
        snprintf(where, sizeof where, "%g %g", pairs[k].mean1, pairs[k].mean2);
        ratio_coverage(pairs[k].mean1, pairs[k].mean2, covered);
        for (int m = 0; m < RATIO_METHODS; m++)
            published_exact("ratio", where, RATIO_METHOD[m], covered[m]);
        assert_true(covered[0] >= LEVEL);
    }
}

/* ---- dates, and the deviation at a date ---- */

enum { SHORT = 300, LONG = 4000, SHORT_MONTHS = 15, LONG_MONTHS = 1000, MOST = 60 };

struct truth {
    const char *name;
    struct trend_candidate candidate;
    double log_ratio; /* a year, for a slope */
};

struct drawn {
    double time[MOST], staff[MOST], events[MOST], season[MOST * 2];
    struct trend_series series;
};

static void prepare(struct drawn *d, size_t n, size_t per_year)
{
    d->series = (struct trend_series){
        .n = n, .time = d->time, .events = d->events, .person_years = d->staff, .per_year = per_year
    };
    for (size_t i = 0; i < n; i++) {
        d->time[i] = 2016 + (double) i / (double) per_year;
        d->staff[i] = 157 / 0.15 / (double) per_year;
        d->season[2 * i] = sin(2 * M_PI * (double) i / 12);
        d->season[2 * i + 1] = cos(2 * M_PI * (double) i / 12);
    }
    if (per_year > 1) {
        d->series.season = d->season;
        d->series.n_season = 2;
    }
}

static void draw(struct random *r, struct drawn *d, const struct truth *t, double year_sd)
{
    double column[MOST], shock = 0;

    trend_shape_column(&d->series, t->candidate, column);
    for (size_t i = 0; i < d->series.n; i++) {
        double season = d->series.n_season > 0 ? 0.2 * d->season[2 * i] : 0;

        if (i % d->series.per_year == 0)
            shock = year_sd * random_normal(r);
        d->events[i] = random_poisson(
            r, d->staff[i] * 0.15 * exp(-0.05 * (d->time[i] - 2019) + season + t->log_ratio * column[i] + shock));
    }
}

struct cover {
    unsigned n, date, in_two, ratio;
};

static struct cover cover(const struct truth *t, size_t n, size_t per_year, double year_sd, unsigned draws)
{
    struct trend_rule rule = trend_rule_default(per_year);
    struct cover c = { .n = draws };
    struct random *r;
    struct drawn d;
    char stream[128];

    prepare(&d, n, per_year);
    snprintf(stream, sizeof stream, "%s %s %zu %g", published_stream(), t->name, n, year_sd);
    r = random_new(stream, 2);
    for (unsigned i = 0; i < draws; i++) {
        const struct trend_candidate *candidates;
        struct trend_search *search;
        struct trend_effect effect;
        double ratios[MOST * TREND_SHAPES], weight[MOST], none, dispersion, total = 0, years = 0;
        bool in_set[MOST];
        size_t n_candidates;

        draw(r, &d, t, year_sd);
        for (size_t k = 0; k < n; k++)
            total += d.events[k];
        dispersion = trend_dispersion_total(1, total / (double) n, 0.05);
        search = trend_search_new(&d.series, &rule);
        assert_non_null(search);
        candidates = trend_search_candidates(search, &n_candidates);
        trend_search_likelihood_ratios(search, d.events, ratios);
        trend_break_dates(candidates, ratios, n_candidates, dispersion, n, in_set, weight, &none);
        trend_search_free(search);
        for (size_t k = 0; k < n; k++)
            years += in_set[k] / (double) per_year;
        c.date += in_set[t->candidate.at];
        c.in_two += years <= 2;
        assert_true(trend_break_effect(&d.series, t->candidate, dispersion, LEVEL, &effect, NULL));
        c.ratio += log(effect.lower) <= t->log_ratio && t->log_ratio <= log(effect.upper);
    }
    random_free(r);
    return c;
}

static void publish(const struct truth *t, size_t n, double year_sd, const struct cover *c)
{
    char where[128];

    snprintf(where, sizeof where, "%s %.0f %zu %g", t->name, 100 * (exp(t->log_ratio) - 1), n, 100 * year_sd);
    published_drawn("dates", where, "covered", c->date, c->n);
    published_drawn("dates", where, "two_years", c->in_two, c->n);
    published_drawn("effect", where, "covered", c->ratio, c->n);
}

/* tau = .05 is charged for: without any shocks the sets are wider than they must be, with shocks of 5 % about right. */
static void date_sets_of_years_cover_as_published(void **state)
{
    static const size_t years[] = { 5, 7, 10 };
    static const double sizes[] = { 1.2, 1.4 }, slopes[] = { 1.1, 1.2 }, shocks[] = { 0, 0.05 };
    static const char *const names[] = { "pulse", "step", "slope" };

    (void) state;
    for (int shape = 0; shape < TREND_SHAPES; shape++)
        for (size_t k = 0; k < 3; k++)
            for (size_t size = 0; size < 2; size++)
                for (size_t s = 0; s < 2; s++) {
                    double ratio = shape == TREND_SLOPE ? slopes[size] : sizes[size];
                    struct truth t = { names[shape], { 3, (enum trend_shape) shape }, log(ratio) };
                    struct cover c = cover(&t, years[k], 1, shocks[s], published_draws(SHORT, LONG));

                    publish(&t, years[k], shocks[s], &c);
                    published_within(c.ratio, c.n, 0.93, 1);
                }
}

static void date_sets_of_months_cover_as_published(void **state)
{
    struct truth t = { "month step", { 40, TREND_STEP }, log(1.4) };
    struct cover c = cover(&t, 60, 12, 0, published_draws(SHORT_MONTHS, LONG_MONTHS));

    (void) state;
    publish(&t, 60, 0, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_of_a_rate_cover_as_published),
        cmocka_unit_test(limits_of_a_rate_ratio_cover_as_published),
        cmocka_unit_test(date_sets_of_years_cover_as_published),
        cmocka_unit_test(date_sets_of_months_cover_as_published),
    };

    return TESTS_RUN(tests);
}
