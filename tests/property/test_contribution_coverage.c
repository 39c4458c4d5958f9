/* How often the limits of contributions hold what each unit, and the city, truly added. Each share is published
 * (tests/support/published.h). */
#include "pipeline/statistics/contribution.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "tests/support/published.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>

enum { UNITS = 14, MOST_YEARS = 10, AT = 3, SHORT = 200, LONG = 4000 };
#define LEVEL 0.95
#define ASSUMED_YEAR_SD 0.05

/* Units of 30 to 120 person-years and levels of their own, which follow one development. */
struct city {
    size_t n_years;
    struct trend_candidate candidate;
    double time[MOST_YEARS], column[MOST_YEARS];
    double staff[UNITS * MOST_YEARS], level[UNITS], ratio[UNITS];
    double events[UNITS * MOST_YEARS], total_events[MOST_YEARS], total_staff[MOST_YEARS];
    double truth[UNITS], total_truth;
};

static struct trend_series total_of(const struct city *c)
{
    return (struct trend_series){
        .n = c->n_years, .time = c->time, .events = c->total_events, .person_years = c->total_staff, .per_year = 1
    };
}

static double usual(const struct city *c, size_t unit, size_t year)
{
    return c->staff[unit * c->n_years + year] * 0.15 * c->level[unit] * exp(-0.05 * (double) year);
}

static void found(struct random *r, size_t n_years, enum trend_shape shape, double log_ratio, struct city *c)
{
    struct trend_series total;

    *c = (struct city){ .n_years = n_years, .candidate = { AT, shape } };
    for (size_t t = 0; t < n_years; t++)
        c->time[t] = 2016 + (double) t;
    for (size_t i = 0; i < UNITS; i++) {
        double size = 30 + 90 * random_uniform(r);

        c->level[i] = exp(0.2 * random_normal(r));
        c->ratio[i] = exp(log_ratio + 0.15 * random_normal(r));
        for (size_t t = 0; t < n_years; t++)
            c->total_staff[t] += c->staff[i * n_years + t] = size * (0.95 + 0.1 * random_uniform(r));
    }
    total = total_of(c);
    trend_shape_column(&total, c->candidate, c->column);
    for (size_t i = 0; i < UNITS; i++) {
        for (size_t t = 0; t < n_years; t++)
            c->truth[i] += c->column[t] * usual(c, i, t) * (c->ratio[i] - 1);
        c->total_truth += c->truth[i];
    }
}

static void draw(struct random *r, double year_sd, struct city *c)
{
    for (size_t t = 0; t < c->n_years; t++) {
        double shock = exp(year_sd * random_normal(r));

        c->total_events[t] = 0;
        for (size_t i = 0; i < UNITS; i++) {
            double mean = usual(c, i, t) * shock * (c->column[t] > 0 ? c->ratio[i] : 1);

            c->total_events[t] += c->events[i * c->n_years + t] = random_poisson(r, mean);
        }
    }
}

struct cover {
    unsigned n, unit, city;
};

/* One unit of each drawn city is looked at, so that every draw counts by itself. */
static void look(struct random *r, const struct city *c, struct cover *cover)
{
    struct trend_series total = total_of(c);
    struct contribution_data d = { UNITS, &total, c->events, c->staff, 1, 0, ASSUMED_YEAR_SD };
    struct contributions found;
    size_t i = (size_t) (UNITS * random_uniform(r));
    double sum = 0;

    for (size_t t = 0; t < c->n_years; t++)
        sum += c->total_events[t];
    d.dispersion = trend_dispersion_total(1, sum / (double) c->n_years, ASSUMED_YEAR_SD);
    assert_true(contribution_share_out(&d, c->candidate, LEVEL, &found));
    cover->n++;
    cover->unit += found.limits[i].lower <= c->truth[i] && c->truth[i] <= found.limits[i].upper;
    cover->city += found.excess_limits.lower <= c->total_truth && c->total_truth <= found.excess_limits.upper;
    contribution_free(&found);
}

static void limits_of_contributions_cover_as_published(void **state)
{
    static const size_t years[] = { 5, 7, 10 };
    static const double shocks[] = { 0, 0.05 };
    static const char *const names[] = { "pulse", "step" };

    (void) state;
    for (int shape = 0; shape < 2; shape++)
        for (size_t k = 0; k < 3; k++)
            for (size_t s = 0; s < 2; s++) {
                char where[64], stream[128];
                struct cover cover = { 0, 0, 0 };
                struct random *r;

                snprintf(where, sizeof where, "%s 40 %zu %g", names[shape], years[k], 100 * shocks[s]);
                snprintf(stream, sizeof stream, "%s contribution %s", published_stream(), where);
                r = random_new(stream, 3);
                for (unsigned i = 0; i < published_draws(SHORT, LONG); i++) {
                    struct city c;

                    found(r, years[k], (enum trend_shape) shape, log(1.4), &c);
                    draw(r, shocks[s], &c);
                    look(r, &c, &cover);
                }
                random_free(r);
                published_drawn("contribution", where, "unit", cover.unit, cover.n);
                published_drawn("contribution", where, "city", cover.city, cover.n);
                published_within(cover.unit, cover.n, 0.93, 1);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(limits_of_contributions_cover_as_published) };

    return TESTS_RUN(tests);
}
