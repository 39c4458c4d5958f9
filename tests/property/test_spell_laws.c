/* Laws that hold for any spells, on drawn ones: order, splitting, units, merging; and the fast walk against the
 * definition. The seed of each round is its number: a failure says which. */
#include "pipeline/statistics/competing.h"
#include "pipeline/statistics/lexis.h"
#include "pipeline/statistics/logrank.h"
#include "pipeline/statistics/retention.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 60, MOST = 300, GROUPS = 3, CAUSES = 3 };

struct drawn {
    size_t n;
    double entry[MOST], leaving[MOST];
    uint8_t cause[MOST];
    uint32_t group[MOST], stratum[MOST];
    bool delayed;
};

static struct drawn a, b;

static double uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (double) (*seed >> 11) / 9007199254740992.0;
}

static size_t one_of(uint64_t *seed, size_t n)
{
    return (size_t) (uniform(seed) * (double) n);
}

/* Times in quarters, so that ties abound; every third round without delayed entry, some without leavers. */
static void draw(struct drawn *d, uint64_t round)
{
    uint64_t seed = round;

    uniform(&seed);
    d->n = 1 + one_of(&seed, MOST / 2);
    d->delayed = round % 3 != 0;
    for (size_t i = 0; i < d->n; i++) {
        d->entry[i] = d->delayed ? 0.25 * (double) one_of(&seed, 12) : 0.0;
        d->leaving[i] = d->entry[i] + 0.25 * (double) (1 + one_of(&seed, 30));
        d->cause[i] = round % 10 == 9 ? 0 : (uint8_t) one_of(&seed, CAUSES + 1);
        d->group[i] = (uint32_t) one_of(&seed, GROUPS);
        d->stratum[i] = (uint32_t) one_of(&seed, 2);
    }
}

static struct risk_spells spells_of(const struct drawn *d)
{
    return (struct risk_spells){ d->n, d->delayed ? d->entry : NULL, d->leaving, d->cause, NULL };
}

static struct survival_curve curve_of(const struct drawn *d)
{
    struct risk_spells spells = spells_of(d);
    struct survival_curve curve;

    assert_true(survival_fit(&spells, &curve));
    return curve;
}

static void copy_row(struct drawn *to, size_t j, const struct drawn *from, size_t i)
{
    to->entry[j] = from->entry[i];
    to->leaving[j] = from->leaving[i];
    to->cause[j] = from->cause[i];
    to->group[j] = from->group[i];
    to->stratum[j] = from->stratum[i];
}

static void reverse(struct drawn *to, const struct drawn *from)
{
    to->n = from->n;
    to->delayed = from->delayed;
    for (size_t i = 0; i < from->n; i++)
        copy_row(to, from->n - 1 - i, from, i);
}

/* Every spell that is long enough is cut at a drawn time: observed until there, and from there. */
static void cut(struct drawn *to, const struct drawn *from, uint64_t *seed)
{
    to->n = 0;
    to->delayed = true;
    for (size_t i = 0; i < from->n; i++) {
        double length = from->leaving[i] - from->entry[i], at = from->entry[i] + length * (0.1 + 0.8 * uniform(seed));

        copy_row(to, to->n++, from, i);
        to->leaving[to->n - 1] = at;
        to->cause[to->n - 1] = 0;
        copy_row(to, to->n++, from, i);
        to->entry[to->n - 1] = at;
    }
}

static void assert_same_steps(const struct survival_curve *x, const struct survival_curve *y, double unit)
{
    assert_int_equal(x->n_steps, y->n_steps);
    for (size_t i = 0; i < x->n_steps; i++) {
        assert_close(y->steps[i].time, unit * x->steps[i].time, 1e-15);
        assert_int_equal(x->steps[i].at_risk, y->steps[i].at_risk);
        assert_int_equal(x->steps[i].events, y->steps[i].events);
        assert_close(y->steps[i].survival, x->steps[i].survival, 0);
        assert_close(y->steps[i].greenwood, x->steps[i].greenwood, 0);
    }
}

/* Drawn times are quarters, so between them and at them are all times there are. */
static size_t least_until(const struct drawn *d, double time)
{
    size_t least = SIZE_MAX;

    for (double t = 0.125; t <= time; t += 0.125) {
        size_t at_risk = 0;

        for (size_t i = 0; i < d->n; i++)
            at_risk += (!d->delayed || d->entry[i] < t) && t <= d->leaving[i];
        least = at_risk < least ? at_risk : least;
    }
    return least;
}

static void the_risk_set_is_what_its_definition_says(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct survival_curve curve;
        size_t events = 0;

        draw(&a, round);
        curve = curve_of(&a);
        for (size_t s = 0; s < curve.n_steps; s++) {
            double t = curve.steps[s].time;
            size_t at_risk = 0, left = 0;

            for (size_t i = 0; i < a.n; i++) {
                at_risk += (!a.delayed || a.entry[i] < t) && t <= a.leaving[i];
                left += a.leaving[i] == t && a.cause[i] != 0;
            }
            assert_int_equal(curve.steps[s].at_risk, at_risk);
            assert_int_equal(curve.steps[s].events, left);
            assert_int_equal(survival_at_risk(&curve, t), at_risk);
            events += left;
        }
        assert_int_equal(survival_least_at_risk(&curve, 3), least_until(&a, 3));
        assert_int_equal(events, curve.n_events);
        for (size_t i = 0; i < a.n; i++)
            events -= a.cause[i] != 0;
        assert_int_equal(events, 0);
        survival_free(&curve);
    }
}

static void the_order_of_rows_is_irrelevant(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct survival_curve x, y;

        draw(&a, round);
        reverse(&b, &a);
        x = curve_of(&a);
        y = curve_of(&b);
        assert_same_steps(&x, &y, 1.0);
        survival_free(&x);
        survival_free(&y);
    }
}

static void cutting_a_spell_in_two_changes_nothing(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct survival_curve x, y;
        uint64_t seed = round + 1000;

        draw(&a, round);
        cut(&b, &a, &seed);
        x = curve_of(&a);
        y = curve_of(&b);
        assert_same_steps(&x, &y, 1.0);
        assert_close(y.person_time, x.person_time, 1e-13);
        survival_free(&x);
        survival_free(&y);
    }
}

static void days_and_years_give_the_same_curve(void **state)
{
    const double unit = 365.25;

    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct survival_curve x, y;

        draw(&a, round);
        b = a;
        for (size_t i = 0; i < b.n; i++) {
            b.entry[i] *= unit;
            b.leaving[i] *= unit;
        }
        x = curve_of(&a);
        y = curve_of(&b);
        assert_same_steps(&x, &y, unit);
        survival_free(&x);
        survival_free(&y);
    }
}

static void limits_hold_the_curve_and_quantiles_rise(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct survival_curve curve;
        double before = 0;

        draw(&a, round);
        curve = curve_of(&a);
        for (size_t s = 0; s < curve.n_steps; s++)
            for (int kind = SURVIVAL_LOG_LOG; kind <= SURVIVAL_PLAIN; kind++) {
                struct survival_point p;

                assert_true(survival_at(&curve, curve.steps[s].time, 0.9, (enum survival_limits) kind, &p));
                if (p.survival > 0)
                    assert_true(0 <= p.low && p.low <= p.survival && p.survival <= p.high && p.high <= 1);
                else
                    assert_true(isnan(p.low) && isnan(p.high));
            }
        for (double share = 0.05; share < 1; share += 0.05) {
            struct survival_quantile q;

            assert_true(survival_quantile(&curve, share, 0.9, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_MIDPOINT, &q));
            if (isnan(q.time))
                break;
            assert_true(q.time >= before);
            assert_true(isnan(q.low) || q.low <= q.time);
            assert_true(isnan(q.high) || q.high >= q.time);
            before = q.time;
        }
        survival_free(&curve);
    }
}

static void causes_and_staying_add_up_to_one(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct competing_curve curve;
        struct risk_spells spells;

        draw(&a, round);
        spells = spells_of(&a);
        assert_true(competing_fit(&spells, CAUSES, &curve));
        for (size_t s = 0; s < curve.n_steps; s++) {
            double sum = curve.survival[s];

            for (size_t k = 0; k < CAUSES; k++)
                sum += curve.share[s * CAUSES + k].share;
            assert_close(sum, 1, 1e-13);
        }
        competing_free(&curve);
    }
}

/* With one cause F is 1 - S and its variance is Greenwood's; and a cause above the last is counted with the last. */
static void one_cause_is_kaplan_meier(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct competing_curve causes;
        struct survival_curve curve;
        struct risk_spells spells;

        draw(&a, round);
        spells = spells_of(&a);
        assert_true(competing_fit(&spells, 1, &causes));
        curve = curve_of(&a);
        assert_int_equal(causes.n_steps, curve.n_steps);
        for (size_t s = 0; s < curve.n_steps; s++) {
            double survival = curve.steps[s].survival;

            assert_close(causes.share[s].share, 1 - survival, 1e-13);
            assert_close(causes.survival[s], survival, 1e-15);
            if (survival > 0)
                assert_close(causes.share[s].variance, survival * survival * curve.steps[s].greenwood, 1e-11);
        }
        competing_free(&causes);
        survival_free(&curve);
    }
}

static void expected_leavers_add_up_to_the_observed(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct risk_spells spells;

        draw(&a, round);
        spells = spells_of(&a);
        for (int weight = LOGRANK_EQUAL; weight <= LOGRANK_PETO; weight++) {
            struct logrank test;
            double difference = 0, observed = 0;

            assert_true(logrank_test(&spells, a.group, GROUPS, a.stratum, (enum logrank_weight) weight, &test));
            for (size_t g = 0; g < GROUPS; g++) {
                double row = 0;

                observed += test.observed[g];
                difference += test.observed[g] - test.expected[g];
                for (size_t h = 0; h < GROUPS; h++) {
                    row += test.covariance[g * GROUPS + h];
                    assert_close(test.covariance[g * GROUPS + h], test.covariance[h * GROUPS + g], 0);
                }
                assert_true(fabs(row) < 1e-11);
            }
            assert_true(fabs(difference) <= 1e-12 * (1 + observed));
            assert_true(test.degrees < GROUPS);
            assert_true(test.degrees == 0 ? isnan(test.p_value) : test.p_value >= 0 && test.p_value <= 1);
            logrank_free(&test);
        }
    }
}

static void a_test_within_one_stratum_is_the_test(void **state)
{
    static uint32_t same[MOST];

    (void) state;
    for (size_t i = 0; i < MOST; i++)
        same[i] = 7;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct logrank plain, stratified;
        struct risk_spells spells;

        draw(&a, round);
        spells = spells_of(&a);
        assert_true(logrank_test(&spells, a.group, GROUPS, NULL, LOGRANK_PETO, &plain));
        assert_true(logrank_test(&spells, a.group, GROUPS, same, LOGRANK_PETO, &stratified));
        assert_close(stratified.chi_squared, plain.chi_squared, 0);
        logrank_free(&plain);
        logrank_free(&stratified);
    }
}

/* The same people twice, as two strata: O, E and V double, so chi2 doubles; the names of the groups do not matter. */
static void twice_the_evidence_and_other_names(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct logrank once, twice;
        struct risk_spells spells;

        draw(&a, round);
        b = a;
        for (size_t i = 0; i < a.n; i++) {
            copy_row(&b, b.n++, &a, i);
            a.stratum[i] = 0;
            b.stratum[i] = 0;
            b.stratum[b.n - 1] = 1;
        }
        for (size_t i = 0; i < b.n; i++)
            b.group[i] = GROUPS - 1 - b.group[i];
        spells = spells_of(&a);
        assert_true(logrank_test(&spells, a.group, GROUPS, NULL, LOGRANK_EQUAL, &once));
        spells = spells_of(&b);
        assert_true(logrank_test(&spells, b.group, GROUPS, b.stratum, LOGRANK_EQUAL, &twice));
        assert_int_equal(once.degrees, twice.degrees);
        if (once.degrees > 0)
            assert_true(fabs(twice.chi_squared - 2 * once.chi_squared) < 1e-9 * (1 + once.chi_squared));
        logrank_free(&once);
        logrank_free(&twice);
    }
}

/* Rows that stand for several persons give what so many rows would, in every method that walks over spells. */
static void a_count_is_as_many_rows(void **state)
{
    static uint32_t count[MOST];
    static const double horizons[] = { 1.25, 4 };

    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round;
        struct retention_cell many_cells[2 * GROUPS], few_cells[2 * GROUPS];
        struct retention_cohort many_cohorts[GROUPS], few_cohorts[GROUPS];
        struct competing_curve many_causes, few_causes;
        struct survival_curve many, few;
        struct logrank many_test, few_test;
        struct risk_spells spells, counted;

        draw(&a, round);
        a.n = a.n < MOST / 4 ? a.n : MOST / 4;
        b.n = 0;
        b.delayed = a.delayed;
        for (size_t i = 0; i < a.n; i++) {
            count[i] = (uint32_t) (1 + one_of(&seed, 4));
            for (uint32_t j = 0; j < count[i]; j++)
                copy_row(&b, b.n++, &a, i);
        }
        spells = spells_of(&b);
        counted = spells_of(&a);
        counted.count = count;

        assert_true(survival_fit(&spells, &many) && survival_fit(&counted, &few));
        assert_same_steps(&many, &few, 1);
        assert_int_equal(few.n, many.n);
        assert_int_equal(few.n_events, many.n_events);
        assert_close(few.person_time, many.person_time, 1e-14);
        for (double t = 0; t < 12; t += 0.125)
            assert_int_equal(survival_at_risk(&few, t), survival_at_risk(&many, t));
        survival_free(&many);
        survival_free(&few);

        assert_true(competing_fit(&spells, CAUSES, &many_causes) && competing_fit(&counted, CAUSES, &few_causes));
        assert_int_equal(few_causes.n_steps, many_causes.n_steps);
        for (size_t s = 0; s < many_causes.n_steps * CAUSES; s++) {
            assert_int_equal(few_causes.events[s], many_causes.events[s]);
            assert_close(few_causes.share[s].share, many_causes.share[s].share, 0);
            assert_close(few_causes.share[s].variance, many_causes.share[s].variance, 0);
        }
        competing_free(&many_causes);
        competing_free(&few_causes);

        assert_true(logrank_test(&spells, b.group, GROUPS, b.stratum, LOGRANK_PETO, &many_test));
        assert_true(logrank_test(&counted, a.group, GROUPS, a.stratum, LOGRANK_PETO, &few_test));
        assert_close(few_test.chi_squared, many_test.chi_squared, 0);
        for (size_t g = 0; g < GROUPS; g++)
            assert_int_equal(few_test.n[g], many_test.n[g]);
        logrank_free(&many_test);
        logrank_free(&few_test);

        assert_true(retention_by_cohort(&spells, b.group, GROUPS, horizons, 2, 0.95, SURVIVAL_LOG_LOG, many_cells,
                                        many_cohorts));
        assert_true(retention_by_cohort(&counted, a.group, GROUPS, horizons, 2, 0.95, SURVIVAL_LOG_LOG, few_cells,
                                        few_cohorts));
        for (size_t i = 0; i < 2 * GROUPS; i++) {
            assert_int_equal(few_cells[i].reason, many_cells[i].reason);
            assert_int_equal(few_cells[i].n_left, many_cells[i].n_left);
            assert_int_equal(few_cells[i].n_at_risk, many_cells[i].n_at_risk);
            assert_close(few_cells[i].high, many_cells[i].high, 0);
        }
        for (size_t g = 0; g < GROUPS; g++) {
            assert_int_equal(few_cohorts[g].n, many_cohorts[g].n);
            assert_close(few_cohorts[g].median.low, many_cohorts[g].median.low, 0);
        }
        count[a.n - 1] = 0;
        assert_false(survival_fit(&counted, &few));
    }
}

enum { PERIODS = 8, TENURES = 4, CELLS = PERIODS * TENURES };
static const double PERIOD_BREAKS[] = { 100, 465, 831, 1000, 1001, 1500, 1900, 2500, 2900 };
static const double TENURE_BREAKS[] = { 0, 90, 365, 1000, INFINITY };
static const struct lexis_grid GRID = { PERIOD_BREAKS, PERIODS, TENURE_BREAKS, TENURES };

/* Day by day: day d is spent in the cell of its period and of the days since origin; who leaves does so on the last
 * day. */
static void walk_day_by_day(int entry, int leaving, int origin, bool left, double *person_time, size_t *events)
{
    for (int day = entry; day < leaving; day++)
        for (size_t p = 0; p < PERIODS; p++)
            for (size_t t = 0; t < TENURES; t++)
                if (PERIOD_BREAKS[p] <= day && day < PERIOD_BREAKS[p + 1] && TENURE_BREAKS[t] <= day - origin &&
                    day - origin < TENURE_BREAKS[t + 1]) {
                    person_time[p * TENURES + t] += 1;
                    events[p * TENURES + t] += left && day == leaving - 1;
                }
}

static void lexis_cells_agree_with_a_walk_day_by_day(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        double slow[CELLS] = { 0 }, fast[CELLS] = { 0 }, total = 0, inside = 0;
        size_t slow_events[CELLS] = { 0 }, fast_events[CELLS] = { 0 }, left_all = 0, left_inside = 0;
        struct lexis_cells cells = { fast, fast_events, 0, 0 };
        uint64_t seed = round;

        for (size_t i = 0; i < 30; i++) {
            int entry = (int) one_of(&seed, 3000), leaving = entry + 1 + (int) one_of(&seed, 1200);
            int origin = entry - (int) one_of(&seed, 900);
            bool left = uniform(&seed) < 0.5;

            if (i % 5 == 0)
                leaving = entry < 1900 ? 1900 : leaving; /* leaves as a period ends */
            assert_true(lexis_add(&GRID, entry, leaving, origin, left, &cells));
            walk_day_by_day(entry, leaving, origin, left, slow, slow_events);
            total += leaving - entry;
            left_all += left;
        }
        for (size_t c = 0; c < CELLS; c++) {
            assert_close(fast[c], slow[c], 0);
            assert_int_equal(fast_events[c], slow_events[c]);
            inside += fast[c];
            left_inside += fast_events[c];
        }
        assert_close(inside + cells.time_outside, total, 0);
        assert_int_equal(left_inside + cells.events_outside, left_all);
    }
}

static void lexis_cells_do_not_mind_a_cut(void **state)
{
    (void) state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        double whole[CELLS] = { 0 }, pieces[CELLS] = { 0 };
        size_t whole_events[CELLS] = { 0 }, pieces_events[CELLS] = { 0 };
        struct lexis_cells x = { whole, whole_events, 0, 0 }, y = { pieces, pieces_events, 0, 0 };
        uint64_t seed = round;

        for (size_t i = 0; i < 50; i++) {
            double entry = 3000 * uniform(&seed), leaving = entry + 1 + 1200 * uniform(&seed);
            double at = entry + (leaving - entry) * (0.1 + 0.8 * uniform(&seed)), origin = entry - 900 * uniform(&seed);

            assert_true(lexis_add(&GRID, entry, leaving, origin, true, &x));
            assert_true(lexis_add(&GRID, entry, at, origin, false, &y));
            assert_true(lexis_add(&GRID, at, leaving, origin, true, &y));
        }
        for (size_t c = 0; c < CELLS; c++) {
            assert_true(fabs(whole[c] - pieces[c]) < 1e-9);
            assert_int_equal(whole_events[c], pieces_events[c]);
        }
        assert_close(y.time_outside, x.time_outside, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_risk_set_is_what_its_definition_says),
        cmocka_unit_test(the_order_of_rows_is_irrelevant),
        cmocka_unit_test(cutting_a_spell_in_two_changes_nothing),
        cmocka_unit_test(days_and_years_give_the_same_curve),
        cmocka_unit_test(limits_hold_the_curve_and_quantiles_rise),
        cmocka_unit_test(causes_and_staying_add_up_to_one),
        cmocka_unit_test(one_cause_is_kaplan_meier),
        cmocka_unit_test(expected_leavers_add_up_to_the_observed),
        cmocka_unit_test(a_test_within_one_stratum_is_the_test),
        cmocka_unit_test(twice_the_evidence_and_other_names),
        cmocka_unit_test(a_count_is_as_many_rows),
        cmocka_unit_test(lexis_cells_agree_with_a_walk_day_by_day),
        cmocka_unit_test(lexis_cells_do_not_mind_a_cut),
    };

    return TESTS_RUN(tests);
}
