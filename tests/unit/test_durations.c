/* Lengths of stay that are kept without who is who give the curves that the spells of each person give. */
#include "pipeline/statistics/competing.h"
#include "pipeline/statistics/durations.h"
#include "tests/support/testing.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_give_the_curves_that_persons_give),
        cmocka_unit_test(nobody_is_no_spell),
        cmocka_unit_test(equal_stays_are_one_spell),
        cmocka_unit_test(the_longest_stay_is_told_from_a_shorter_one),
    };

    return TESTS_RUN(tests);
}
