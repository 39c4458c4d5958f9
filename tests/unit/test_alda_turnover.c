/* Real staff: retention of physicians, health workers and teachers (Singer & Willett 2003; CC0), read from the shared
 * reference material, skipped where it is absent. Numbers from R 4.2.2, survival 3.5-3; the medians 3.0 (2.98-3.1)
 * and 5.8 and the table of teachers are also in its README. */
#include "pipeline/statistics/survival.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 5000, MOST_COLUMNS = 16 };

struct people {
    double entry[MOST_ROWS], leaving[MOST_ROWS];
    uint8_t left[MOST_ROWS];
    size_t n;
};

static double cell(char *line, size_t column)
{
    char *rest = line;

    for (size_t c = 0; c < column; c++)
        rest = strchr(rest, ',') + 1;
    return strtod(rest, NULL);
}

/* Rows where column `only` (if any) has the value; `censored` is 1 for who has not left. */
static void read_people(struct people *p, const char *name, size_t entry, size_t leaving, size_t censored, size_t only,
                        double value)
{
    char *text = testing_read(testing_shared(name)), *rest = text, *line;

    p->n = 0;
    strsep(&rest, "\n");
    while ((line = strsep(&rest, "\n")) != NULL && line[0] != '\0') {
        if (only > 0 && cell(line, only) != value)
            continue;
        assert_true(p->n < MOST_ROWS);
        p->entry[p->n] = entry > 0 ? cell(line, entry) : 0.0;
        p->leaving[p->n] = cell(line, leaving);
        p->left[p->n++] = cell(line, censored) == 0;
    }
    free(text);
}

static struct survival_curve curve_of(const struct people *p, bool delayed)
{
    struct survival_curve curve;

    assert_true(
        survival_fit(&(struct risk_spells){ p->n, delayed ? p->entry : NULL, p->leaving, p->left, NULL }, &curve));
    return curve;
}

static struct people people;

static void full_time_physicians_stay_three_years(void **state)
{
    static const double survival[] = { 0.894171256711782, 0.677366374484724, 0.477362201391223 };
    static const double low[] = { 0.854249036540585, 0.623727690627386, 0.425931037651160 };
    static const double high[] = { 0.923646217310053, 0.725087629580551, 0.526919097910765 };
    struct survival_curve curve;
    struct survival_quantile q;

    (void) state;
    read_people(&people, "data/alda_turnover/physicians.csv", 3, 4, 5, 6, 0);
    curve = curve_of(&people, true);
    assert_int_equal(curve.n, 748);
    assert_int_equal(curve.n_events, 382);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.time, 2.99794661190965, 1e-14);
    assert_close(q.low, 2.97604380561259, 1e-14);
    assert_close(q.high, 3.09650924024641, 1e-14);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.low, 2.9596167008898, 1e-13);
    assert_close(q.high, 3.08281998631075, 1e-14);
    for (size_t i = 0; i < 3; i++) {
        struct survival_point p;

        assert_true(survival_at(&curve, (double) i + 1, 0.95, SURVIVAL_LOG_LOG, &p));
        assert_close(p.survival, survival[i], 1e-12);
        assert_close(p.low, low[i], 1e-12);
        assert_close(p.high, high[i], 1e-12);
    }
    survival_free(&curve);
}

static void part_time_physicians_stay_almost_six_years(void **state)
{
    struct survival_curve curve;
    struct survival_quantile q;

    (void) state;
    read_people(&people, "data/alda_turnover/physicians.csv", 3, 4, 5, 6, 1);
    curve = curve_of(&people, true);
    assert_int_equal(curve.n_events, 14);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.time, 5.80150581793292, 1e-14);
    assert_close(q.low, 4.50376454483231, 1e-14);
    assert_true(isnan(q.high));
    survival_free(&curve);
}

static void teachers_by_year(void **state)
{
    static const size_t at_risk[] = { 3941, 3485, 3101, 2742, 2447, 2229, 2045, 1642, 1256, 948, 648, 391 };
    static const size_t events[] = { 456, 384, 359, 295, 218, 184, 123, 79, 53, 35, 16, 5 };
    struct survival_curve curve;
    struct survival_point p;
    struct survival_quantile q;

    (void) state;
    read_people(&people, "data/alda_turnover/teachers.csv", 0, 1, 2, 0, 0);
    curve = curve_of(&people, false);
    assert_int_equal(curve.n_steps, 12);
    for (size_t i = 0; i < 12; i++) {
        assert_close(curve.steps[i].time, (double) i + 1, 0);
        assert_int_equal(curve.steps[i].at_risk, at_risk[i]);
        assert_int_equal(curve.steps[i].events, events[i]);
    }
    assert_true(survival_at(&curve, 12, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.survival, 0.41230995575272, 1e-13);
    assert_close(p.standard_error, 0.00869810562844412, 1e-12);
    assert_close(p.low, 0.395222111758908, 1e-12);
    assert_close(p.high, 0.429307256109347, 1e-12);
    assert_true(survival_quantile(&curve, 0.5, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.time, 7, 0);
    assert_close(q.low, 7, 0);
    assert_close(q.high, 8, 0);
    survival_free(&curve);
}

static void health_workers_in_their_second_year(void **state)
{
    struct survival_curve curve;
    struct survival_point p;
    struct survival_quantile q;

    (void) state;
    read_people(&people, "data/alda_turnover/health_workers.csv", 0, 1, 2, 0, 0);
    curve = curve_of(&people, false);
    assert_int_equal(curve.n_events, 430);
    assert_true(survival_at(&curve, 104, 0.95, SURVIVAL_LOG_LOG, &p));
    assert_close(p.survival, 0.677017828540416, 1e-12);
    assert_close(p.standard_error, 0.01469788877929702, 1e-12);
    assert_close(p.low, 0.647254571714695, 1e-12);
    assert_close(p.high, 0.704867067083942, 1e-12);
    assert_int_equal(p.at_risk, 407);
    assert_true(survival_quantile(&curve, 0.25, 0.95, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
    assert_close(q.time, 80.57, 1e-14);
    assert_close(q.low, 73.42, 1e-14);
    assert_close(q.high, 86.71, 1e-14);
    survival_free(&curve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_time_physicians_stay_three_years),
        cmocka_unit_test(part_time_physicians_stay_almost_six_years),
        cmocka_unit_test(teachers_by_year),
        cmocka_unit_test(health_workers_in_their_second_year),
    };

    return TESTS_RUN(tests);
}
