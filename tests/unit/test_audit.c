/* The attacker, on tables small enough to be solved by hand, and against what the suppression chooses. */
#include "pipeline/disclosure/audit.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/closure.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static size_t add(struct audit *a, const char *key, double value)
{
    return audit_add(
        a, &(struct audit_number){ .kind = AUDIT_COUNT, .table = "t", .key = key, .column = "n", .value = value });
}

static void total_less_the_others_is_found(void **state)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *findings;
    size_t n;

    (void) state;
    audit_join(a, "sum", "", add(a, "total", 21), 1);
    audit_join(a, "sum", "", add(a, "men", 20), -1);
    audit_join(a, "sum", "", add(a, "women", NAN), -1);
    findings = audit_solve(a, &n);
    assert_int_equal(n, 1);
    assert_close(findings[0].least, 1, 1e-9);
    assert_close(findings[0].most, 1, 1e-9);
    assert_int_equal(findings[0].verdict, AUDIT_NARROW);
    audit_free(a);
}

/* 3 and 14 of 17: each can be anything, but one of them must have been small, and then it is 1 to 4. */
static void whoever_knows_the_limit_breaks_a_pair(void **state)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *findings;
    size_t n;

    (void) state;
    audit_join(a, "sum", "", add(a, "total", 17), 1);
    audit_join(a, "sum", "", add(a, "one", NAN), -1);
    audit_join(a, "sum", "", add(a, "other", NAN), -1);
    findings = audit_solve(a, &n);
    assert_int_equal(findings[0].verdict, AUDIT_RULE);
    assert_int_equal(findings[1].verdict, AUDIT_RULE);
    audit_free(a);
}

/* 8 of which 6 are shown, one is withheld, and one nobody knows: 2 at most are left for it. */
static void part_that_nobody_tells_leaves_room_for_no_more_than_the_rest(void **state)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *findings;
    size_t n;

    (void) state;
    audit_join(a, "sum", "", add(a, "total", 8), 1);
    audit_join(a, "sum", "", add(a, "shown", 6), -1);
    audit_join(a, "sum", "", add(a, "withheld", NAN), -1);
    audit_join(a, "sum", "", SIZE_MAX, -1);
    findings = audit_solve(a, &n);
    assert_int_equal(n, 1);
    assert_close(findings[0].least, 0, 1e-9);
    assert_close(findings[0].most, 2, 1e-9);
    assert_int_equal(findings[0].verdict, AUDIT_NARROW);
    audit_free(a);
}

/* Parts whose whole is told nowhere: the one that is withheld is small for whoever knows the limit, unless another is.
 */
static void number_in_no_sum_is_safe_beside_another_alone(void **state)
{
    for (int two = 0; two < 2; two++) {
        struct audit *a = audit_new(5, 10);
        const struct audit_finding *findings;
        size_t n;

        (void) state;
        audit_join(a, "parts", "", add(a, "one", NAN), -1);
        audit_join(a, "parts", "", add(a, "other", two ? (double) NAN : 7), -1);
        audit_join(a, "parts", "", add(a, "third", 9), -1);
        audit_join(a, "parts", "", SIZE_MAX, 1);
        findings = audit_solve(a, &n);
        assert_int_equal(n, 1 + two);
        for (size_t i = 0; i < n; i++) {
            assert_true(isinf(findings[i].most));
            assert_int_equal(findings[i].verdict, two ? AUDIT_SAFE : AUDIT_RULE);
        }
        audit_free(a);
    }
}

/* So the suppression takes the cheapest beside it; of a sum with an unknown part too. */
static void something_is_withheld_beside_a_number_in_no_sum(void **state)
{
    static const double values[] = { 3, 9, 7, 8 }, weights[] = { 1, 1, 1, 5 };
    const struct suppression_limits limits = { .count_threshold = 5, .group_threshold = 10 };

    (void) state;
    for (int whole = 0; whole < 2; whole++) {
        struct links *l = links_new();
        struct closure_outcome outcome;

        for (size_t i = 0; i < 4; i++) {
            char name[8];

            snprintf(name, sizeof name, "%zu", i);
            links_join(l, "parts",
                       links_add(l, name,
                                 &(struct quantity){ .kind = LINKS_COUNT,
                                                     .value = values[i],
                                                     .weight = weights[i],
                                                     .rule = values[i] < 5 ? SUPPRESSION_COUNT : SUPPRESSION_NONE }),
                       -1);
        }
        links_join(l, "parts", SIZE_MAX, whole ? -1 : 1);
        if (whole)
            links_join(l, "parts",
                       links_add(l, "all", &(struct quantity){ .kind = LINKS_COUNT, .value = 60, .weight = 100 }), 1);
        links_settle(l);
        closure_close(l, &limits, &outcome);
        assert_int_equal(outcome.unprotected, SIZE_MAX);
        assert_int_equal(outcome.n_secondary, 1);
        assert_int_equal(links_at(l, links_find(l, "3"))->rule, SUPPRESSION_NONE);
        links_free(l);
    }
}

static void relation_that_does_not_hold_is_dropped_and_named(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t n;

    (void) state;
    audit_join(a, "sum", "2020", add(a, "total", 20), 1);
    audit_join(a, "sum", "2020", add(a, "part", 21), -1);
    audit_solve(a, &n);
    assert_string_equal(audit_dropped(a, 0), "sum");
    assert_null(audit_dropped(a, 1));
    audit_free(a);
}

/* ---- against the suppression: a table of districts by years, with both totals ---- */

enum { DISTRICTS = 6, YEARS = 4, CELLS = (DISTRICTS + 1) * (YEARS + 1) };

static void draw(struct links *l, struct testing_random *r)
{
    double value[DISTRICTS + 1][YEARS + 1] = { { 0 } };

    for (int d = 0; d < DISTRICTS; d++)
        for (int y = 0; y < YEARS; y++) {
            value[d][y] = (double) (2 + testing_random_below(r, 25));
            value[d][YEARS] += value[d][y];
            value[DISTRICTS][y] += value[d][y];
            value[DISTRICTS][YEARS] += value[d][y];
        }
    for (int d = 0; d <= DISTRICTS; d++)
        for (int y = 0; y <= YEARS; y++) {
            bool inner = d < DISTRICTS && y < YEARS;
            char name[32];
            size_t q;

            snprintf(name, sizeof name, "%d %d", d, y);
            q = links_add(
                l, name,
                &(struct quantity){ .kind = LINKS_COUNT,
                                    .value = value[d][y],
                                    .weight = inner ? 1 : 20,
                                    .rule = inner && value[d][y] < 5 ? SUPPRESSION_COUNT : SUPPRESSION_NONE });
            snprintf(name, sizeof name, "d%d", d);
            links_join(l, name, q, y == YEARS ? 1 : -1);
            snprintf(name, sizeof name, "y%d", y);
            links_join(l, name, q, d == DISTRICTS ? 1 : -1);
        }
    links_settle(l);
}

/* How many numbers the attacker finds out, with one more shown (SIZE_MAX: none). */
static size_t attack(const struct links *l, size_t more)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *findings;
    size_t n, n_unsafe = 0;

    for (int d = 0; d <= DISTRICTS; d++)
        for (int y = 0; y <= YEARS; y++) {
            char name[32];
            size_t q, number;

            snprintf(name, sizeof name, "%d %d", d, y);
            q = links_find(l, name);
            number = add(a, name,
                         links_at(l, q)->rule != SUPPRESSION_NONE && q != more ? (double) NAN : links_at(l, q)->value);
            snprintf(name, sizeof name, "d%d", d);
            audit_join(a, "years", name, number, y == YEARS ? 1 : -1);
            snprintf(name, sizeof name, "y%d", y);
            audit_join(a, "districts", name, number, d == DISTRICTS ? 1 : -1);
        }
    findings = audit_solve(a, &n);
    for (size_t i = 0; i < n; i++)
        n_unsafe += findings[i].verdict != AUDIT_SAFE;
    audit_free(a);
    return n_unsafe;
}

/* Whether the suppression, which knows more than any reader, withholds something again where this is shown. */
static bool is_asked_for(struct links *l, const struct suppression_limits *limits, size_t shown)
{
    struct closure_outcome outcome;
    enum suppression_rule *before = memory_zeroed(links_size(l), sizeof *before);
    bool asked = false;

    for (size_t q = 0; q < links_size(l); q++)
        before[q] = links_at(l, q)->rule;
    links_at(l, shown)->rule = SUPPRESSION_NONE;
    links_at(l, shown)->known = true; /* for everybody has read it */
    closure_close(l, limits, &outcome);
    links_at(l, shown)->known = false;
    for (size_t q = 0; q < links_size(l); q++) {
        asked = asked || (before[q] == SUPPRESSION_NONE && links_at(l, q)->rule != SUPPRESSION_NONE);
        links_at(l, q)->rule = before[q];
    }
    free(before);
    return asked || outcome.unprotected != SIZE_MAX;
}

/* What the attacker does not miss, the suppression asks for all the same: it knows which numbers are small, and a
 * reader does not. Nothing is withheld that neither of them needs. */
static void nothing_is_found_until_one_suppression_is_taken_away(void **state)
{
    struct testing_random r = { 7 };
    size_t n_cases = 0, n_found = 0, n_asked = 0;

    (void) state;
    for (int table = 0; table < 60 && n_cases < 200; table++) {
        const struct suppression_limits limits = { .count_threshold = 5, .group_threshold = 10 };
        struct links *l = links_new();
        struct closure_outcome outcome;

        draw(l, &r);
        closure_close(l, &limits, &outcome);
        assert_int_equal(outcome.unprotected, SIZE_MAX);
        assert_int_equal(attack(l, SIZE_MAX), 0);
        for (size_t q = 0; q < links_size(l) && n_cases < 200; q++)
            if (links_at(l, q)->rule == SUPPRESSION_LINKED) {
                bool found = attack(l, q) > 0;

                n_cases++;
                n_found += found;
                n_asked += !found && is_asked_for(l, &limits, q);
            }
        links_free(l);
    }
    assert_int_equal(n_cases, 200);
    print_message("# %zu of %zu taken away are found, %zu more are asked for\n", n_found, n_cases, n_asked);
    assert_true(n_found >= 190); /* by the attacker alone; the others are asked for, and so no waste */
    assert_int_equal(n_found + n_asked, n_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(total_less_the_others_is_found),
        cmocka_unit_test(whoever_knows_the_limit_breaks_a_pair),
        cmocka_unit_test(part_that_nobody_tells_leaves_room_for_no_more_than_the_rest),
        cmocka_unit_test(number_in_no_sum_is_safe_beside_another_alone),
        cmocka_unit_test(something_is_withheld_beside_a_number_in_no_sum),
        cmocka_unit_test(relation_that_does_not_hold_is_dropped_and_named),
        cmocka_unit_test(nothing_is_found_until_one_suppression_is_taken_away),
    };

    return TESTS_RUN(tests);
}
