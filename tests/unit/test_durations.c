/* Lengths of stay that are kept without who is who give the curves that the spells of each person give. */
#include "pipeline/statistics/competing.h"
#include "pipeline/statistics/durations.h"
#include "tests/support/testing.h"

#include <math.h>

enum { MOST = 400, CAUSES = 3, ROUNDS = 40 };

static double entry[MOST], leaving[MOST];
static uint8_t cause[MOST];

static uint32_t drawn(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t) (*seed >> 33) % n;
}

static size_t draw(uint64_t round, struct durations parts[2])
{
    uint64_t seed = round;
    size_t n = 1 + drawn(&seed, MOST - 1);

    for (size_t i = 0; i < n; i++) {
        uint32_t from = round % 4 != 0 && drawn(&seed, 3) == 0 ? drawn(&seed, 900) : 0;
        uint32_t to = from + 1 + drawn(&seed, round % 2 == 0 ? 40 : 70000);

        entry[i] = from;
        leaving[i] = to;
        cause[i] = (uint8_t) drawn(&seed, CAUSES + 1);
        durations_add(&parts[i % 2], from, to, cause[i]);
    }
    return n;
}

static void put(void *context, uint32_t day, uint8_t what, size_t n)
{
    durations_put(context, day, what, (uint32_t) n);
}

static void assert_same_spells(const struct durations_spells *one, const struct durations_spells *other)
{
    assert_int_equal(one->n, other->n);
    assert_int_equal(one->n_late, other->n_late);
    assert_int_equal(one->spells.n, other->spells.n);
    assert_int_equal(one->spells.entry == NULL, other->spells.entry == NULL);
    assert_memory_equal(one->entry, other->entry, one->spells.n * sizeof *one->entry);
    assert_memory_equal(one->exit, other->exit, one->spells.n * sizeof *one->exit);
    assert_memory_equal(one->cause, other->cause, one->spells.n);
    assert_memory_equal(one->count, other->count, one->spells.n * sizeof *one->count);
}

/* Told by the number, part after part in any order, and many times, they are the same persons. */
static void what_is_told_by_the_number_is_the_same(void **state)
{
    enum { TIMES = 9 };

    (void) state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct durations parts[2 * TIMES] = { { 0 } }, sum = { 0 };
        struct durations_spells one, other;

        for (size_t i = 0; i < TIMES; i++)
            draw(round + i, &parts[2 * i]);
        for (size_t i = 2 * TIMES; i-- > 0;)
            durations_each(&parts[i], put, &sum);
        durations_spells(parts, 2 * TIMES, &one);
        durations_spells(&sum, 1, &other);
        assert_same_spells(&one, &other);
        durations_spells_free(&one);
        durations_spells_free(&other);
        durations_free(&sum);
        for (size_t i = 0; i < 2 * TIMES; i++)
            durations_free(&parts[i]);
    }
}

static void they_give_the_curves_that_persons_give(void **state)
{
    (void) state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct durations parts[2] = { { 0 }, { 0 } };
        size_t n = draw(round, parts);
        struct risk_spells persons = { n, entry, leaving, cause, NULL };
        struct durations_spells s;
        struct competing_curve slow, fast;
        struct survival_curve one, other;

        durations_spells(parts, 2, &s);
        assert_int_equal(s.n, n);
        assert_true(risk_spells_are_sound(&s.spells));
        assert_true(competing_fit(&persons, CAUSES, &slow) && competing_fit(&s.spells, CAUSES, &fast));
        assert_int_equal(slow.n_steps, fast.n_steps);
        for (size_t i = 0; i < slow.n_steps; i++) {
            assert_close(fast.times[i], slow.times[i], 0);
            assert_int_equal(fast.at_risk[i], slow.at_risk[i]);
            for (size_t k = 0; k < CAUSES; k++)
                assert_int_equal(fast.events[i * CAUSES + k], slow.events[i * CAUSES + k]);
        }
        assert_true(survival_fit(&persons, &one) && survival_fit(&s.spells, &other));
        assert_close(other.person_time, one.person_time, 1e-13);
        assert_int_equal(other.n, one.n);
        assert_int_equal(survival_least_at_risk(&other, 500), survival_least_at_risk(&one, 500));
        survival_free(&one);
        survival_free(&other);
        competing_free(&slow);
        competing_free(&fast);
        durations_spells_free(&s);
        durations_free(&parts[0]);
        durations_free(&parts[1]);
    }
}

static void nobody_is_no_spell(void **state)
{
    struct durations nobody[2] = { { 0 }, { 0 } };
    struct durations_spells s;

    (void) state;
    durations_spells(nobody, 2, &s);
    assert_int_equal(s.spells.n, 0);
    assert_int_equal(s.n, 0);
    durations_spells_free(&s);
}

static void equal_stays_are_one_spell(void **state)
{
    struct durations d = { 0 };
    struct durations_spells s;

    (void) state;
    for (int i = 0; i < 1000; i++)
        durations_add(&d, 0, 365, 1);
    durations_spells(&d, 1, &s);
    assert_int_equal(s.spells.n, 1);
    assert_int_equal(s.spells.count[0], 1000);
    assert_null(s.spells.entry);
    assert_close(s.spells.exit[0], 365, 0);
    durations_spells_free(&s);
    durations_free(&d);
}

static void the_longest_stay_is_told_from_a_shorter_one(void **state)
{
    struct durations d = { 0 };
    struct durations_spells s;

    (void) state;
    durations_add(&d, 1, DURATIONS_MOST_DAYS, DURATIONS_MOST_CAUSES);
    durations_add(&d, 0, 1, 0);
    durations_spells(&d, 1, &s);
    assert_int_equal(s.spells.n, 2);
    assert_int_equal(s.n_late, 1);
    assert_close(s.spells.exit[1], DURATIONS_MOST_DAYS, 0);
    assert_int_equal(s.spells.cause[1], DURATIONS_MOST_CAUSES);
    durations_spells_free(&s);
    durations_free(&d);
}

/* ---- rounded ---- */

static size_t ended_by(const struct risk_spells *s, uint8_t why, double day)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += s->cause[i] == why && s->exit[i] <= day ? s->count[i] : 0;
    return n;
}

static size_t nearest(size_t n, size_t base)
{
    return base * ((2 * n + base) / (2 * base));
}

/* Who have left for a cause by a day is the rounded number of those who have, on every day; where more causes are
 * rounded up than there are persons, the last are left out. */
static void cumulative_numbers_are_rounded(void **state)
{
    (void) state;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct durations parts[2] = { { 0 }, { 0 } };
        uint32_t base = 2 + (uint32_t) round % 19;
        struct durations_spells s, rounded;
        size_t n = draw(round, parts), ends = 0;

        durations_spells(parts, 2, &s);
        durations_spells_rounded(&s.spells, base, &rounded);
        assert_int_equal(rounded.n, nearest(n, base));
        assert_int_equal(rounded.spells.n * base, rounded.n);
        assert_true(rounded.n == 0 || risk_spells_are_sound(&rounded.spells));
        for (uint8_t why = 0; why <= CAUSES; why++)
            ends += nearest(ended_by(&s.spells, why, INFINITY), base);
        for (size_t i = 0; ends <= rounded.n && i < s.spells.n; i++)
            for (uint8_t why = 1; why <= CAUSES; why++)
                assert_int_equal(ended_by(&rounded.spells, why, s.exit[i]),
                                 nearest(ended_by(&s.spells, why, s.exit[i]), base));
        durations_spells_free(&s);
        durations_spells_free(&rounded);
        durations_free(&parts[0]);
        durations_free(&parts[1]);
    }
}

/* Ten who leave together ten at a time, as many as the base: nothing is left to round. */
static void multiples_of_the_base_give_the_same_curve(void **state)
{
    struct durations people = { 0 };
    struct durations_spells s, rounded;
    struct survival_curve one, other;

    (void) state;
    for (uint32_t i = 0; i < 200; i++)
        durations_add(&people, 0, 100 + 50 * (i / 10), i / 10 % 3 != 2);
    durations_spells(&people, 1, &s);
    durations_spells_rounded(&s.spells, 10, &rounded);
    assert_true(survival_fit(&s.spells, &one) && survival_fit(&rounded.spells, &other));
    assert_int_equal(one.n_steps, other.n_steps);
    for (size_t i = 0; i < one.n_steps; i++) {
        assert_close(other.steps[i].time, one.steps[i].time, 0);
        assert_int_equal(other.steps[i].at_risk, one.steps[i].at_risk);
        assert_close(other.steps[i].survival, one.steps[i].survival, 0);
    }
    survival_free(&one);
    survival_free(&other);
    durations_spells_free(&s);
    durations_spells_free(&rounded);
    durations_free(&people);
}

static void fewer_than_half_the_base_are_nobody(void **state)
{
    struct durations people = { 0 };
    struct durations_spells s, rounded;

    (void) state;
    durations_add(&people, 0, 10, 1);
    durations_add(&people, 5, 20, 0);
    durations_spells(&people, 1, &s);
    durations_spells_rounded(&s.spells, 5, &rounded);
    assert_int_equal(rounded.n, 0);
    durations_spells_free(&rounded);
    durations_spells_rounded(&s.spells, 4, &rounded);
    assert_int_equal(rounded.n, 4);
    durations_spells_free(&rounded);
    durations_spells_free(&s);
    durations_free(&people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_give_the_curves_that_persons_give),
        cmocka_unit_test(what_is_told_by_the_number_is_the_same),
        cmocka_unit_test(nobody_is_no_spell),
        cmocka_unit_test(equal_stays_are_one_spell),
        cmocka_unit_test(the_longest_stay_is_told_from_a_shorter_one),
        cmocka_unit_test(cumulative_numbers_are_rounded),
        cmocka_unit_test(multiples_of_the_base_give_the_same_curve),
        cmocka_unit_test(fewer_than_half_the_base_are_nobody),
    };

    return TESTS_RUN(tests);
}
