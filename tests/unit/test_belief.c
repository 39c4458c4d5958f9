/* What readers can believe follows from points that fit, and from no others. One row: 3 + 1 + 4 + 2 = 10. */
#include "pipeline/disclosure/belief.h"
#include "tests/support/testing.h"

#include <stdlib.h>

enum { A, B, C, D, N };

struct fixture {
    struct links *links;
    struct walk walk;
    struct region region;
    struct belief *belief;
};

static const struct suppression_limits LIMITS = { 5, 10 };

static int set_up(void **state)
{
    static const char *const names[N] = { "a", "b", "c", "d" };
    static const double values[N] = { 3, 1, 4, 2 };
    struct fixture *f = calloc(1, sizeof *f);
    size_t from = A, total;

    f->links = links_new();
    for (size_t i = 0; i < N; i++)
        links_join(f->links, "row",
                   links_add(f->links, names[i],
                             &(struct quantity){
                                 .kind = LINKS_COUNT, .value = values[i], .weight = 1, .rule = SUPPRESSION_COUNT }),
                   -1);
    total = links_add(f->links, "total", &(struct quantity){ .kind = LINKS_COUNT, .value = 10, .weight = 1 });
    links_join(f->links, "row", total, 1);
    links_settle(f->links);
    walk_begin(&f->walk, f->links);
    region_of(&f->walk, &from, 1, false, 0, &f->region);
    f->belief = belief_new(f->links, &LIMITS, &f->region);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    belief_free(f->belief);
    region_free(&f->region);
    walk_end(&f->walk);
    links_free(f->links);
    free(f);
    return 0;
}

static void learn(struct fixture *f, double a, double b, double c, double d)
{
    static const size_t quantities[N] = { A, B, C, D };
    const double point[N] = { a, b, c, d };

    belief_learn(f->belief, quantities, point, N);
}

/* Whether a is known to be able to be at the end beside the other. */
static bool is_beside(struct fixture *f, enum belief_end end, enum belief_beside beside, size_t other)
{
    uint64_t *others = belief_set(f->belief);
    bool is;

    belief_put(f->belief, others, other, true);
    belief_strike(f->belief, A, end, beside, others);
    is = belief_is_empty(f->belief, others);
    free(others);
    return is;
}

static void only_what_is_the_case_is_believed_at_first(void **state)
{
    struct fixture *f = *state;

    assert_false(belief_reaches(f->belief, A, BELIEF_NONE));
    assert_false(belief_reaches(f->belief, A, BELIEF_THRESHOLD));
    assert_true(belief_is_below(f->belief, A));
}

static void a_point_tells_of_all_that_it_moves_and_of_all_that_it_does_not(void **state)
{
    struct fixture *f = *state;

    learn(f, 0, 1, 7, 2);
    assert_true(belief_reaches(f->belief, A, BELIEF_NONE));
    assert_true(belief_reaches(f->belief, C, BELIEF_THRESHOLD)); /* between 4 and 7 */
    assert_false(belief_reaches(f->belief, B, BELIEF_NONE));
    assert_true(is_beside(f, BELIEF_NONE, BELIEF_SINGLE, B));
    assert_true(is_beside(f, BELIEF_NONE, BELIEF_COUNTED, D));
    assert_false(is_beside(f, BELIEF_NONE, BELIEF_SINGLE, D));
}

static void an_end_between_two_points_wants_the_other_on_both_sides(void **state)
{
    struct fixture *f = *state;

    learn(f, 6, 0, 2, 2);
    assert_true(belief_reaches(f->belief, A, BELIEF_THRESHOLD));
    assert_true(is_beside(f, BELIEF_THRESHOLD, BELIEF_COUNTED, C));
    assert_false(
        is_beside(f, BELIEF_THRESHOLD, BELIEF_COUNTED, B)); /* who is one where a is 3, and none where it is 6 */
    learn(f, 6, 1, 1, 2);
    assert_true(is_beside(f, BELIEF_THRESHOLD, BELIEF_SINGLE, B));
}

static void what_rests_on_a_move_of_a_number_that_is_shown_is_not_believed(void **state)
{
    struct fixture *f = *state;

    learn(f, 0, 1, 7, 2);
    belief_suppose(f->belief, C);
    assert_false(belief_reaches(f->belief, A, BELIEF_NONE));
    learn(f, 0, 4, 4, 2);
    assert_true(belief_reaches(f->belief, A, BELIEF_NONE));
    assert_false(is_beside(f, BELIEF_NONE, BELIEF_SINGLE, B));
    belief_take_back(f->belief);
    assert_true(is_beside(f, BELIEF_NONE, BELIEF_SINGLE, B));
    belief_show(f->belief, C);
    belief_suppose(f->belief, B);
    assert_false(belief_reaches(f->belief, A, BELIEF_NONE));
    belief_take_back(f->belief);
    assert_false(is_beside(f, BELIEF_NONE, BELIEF_SINGLE, B)); /* gone for good */
    assert_true(belief_has_reached(f->belief, A, BELIEF_NONE));
}

static void forgotten_points_are_not_believed(void **state)
{
    struct fixture *f = *state;

    learn(f, 0, 1, 7, 2);
    for (int i = 0; i < 5000; i++)
        learn(f, 2, 2, 4, 2);
    assert_false(belief_reaches(f->belief, A, BELIEF_NONE));
    assert_true(belief_has_reached(f->belief, A, BELIEF_NONE));
}

static void the_rule_was_used_for_another_where_that_is_small(void **state)
{
    struct fixture *f = *state;
    uint64_t *others = belief_set(f->belief);

    learn(f, 6, 0, 4, 0);
    belief_put(f->belief, others, B, true);
    assert_false(belief_is_beside_ruled(f->belief, A, BELIEF_THRESHOLD, false, others));
    belief_put(f->belief, others, C, true);
    assert_true(belief_is_beside_ruled(f->belief, A, BELIEF_THRESHOLD, false, others));
    assert_false(belief_is_beside_ruled(f->belief, A, BELIEF_NONE, false, others));
    learn(f, 1, 1, 4, 4);
    assert_true(belief_is_beside_ruled(f->belief, A, BELIEF_NONE, true, others)); /* one instead of none */
    assert_false(belief_is_beside_ruled(f->belief, A, BELIEF_NONE, false, others));
    free(others);
}

/* What stays of { other } when sums of points were tried. */
static bool sums_lead_to(struct fixture *f, size_t other)
{
    uint64_t *others = belief_set(f->belief);
    bool led;

    belief_put(f->belief, others, other, true);
    belief_begin_proof(f->belief);
    belief_strike_sums(f->belief, A, others);
    led = belief_is_empty(f->belief, others);
    free(others);
    return led;
}

static void steps_that_leave_none_below_zero_add_up(void **state)
{
    struct fixture *f = *state;

    learn(f, 8, 1, 1, 0); /* so a is 5, c 2.8 and d 1.2 in between */
    assert_false(is_beside(f, BELIEF_THRESHOLD, BELIEF_COUNTED, D));
    assert_false(sums_lead_to(f, D));
    learn(f, 3, 1, 0, 6); /* takes 4 from c */
    assert_false(sums_lead_to(f, D));
    assert_true(belief_is_open_to(f->belief, D));
    learn(f, 3, 0, 4, 3);
    assert_true(sums_lead_to(f, D));
    belief_suppose(f->belief, B);
    assert_false(sums_lead_to(f, D));
}

static void prove(struct fixture *f)
{
    belief_begin_proof(f->belief);
    assert_true(belief_reaches(f->belief, A, BELIEF_THRESHOLD));
    assert_true(is_beside(f, BELIEF_THRESHOLD, BELIEF_COUNTED, C));
    belief_end_proof(f->belief, A, BELIEF_THRESHOLD);
}

static void a_proof_stands_while_nothing_is_shown_that_its_points_move(void **state)
{
    struct fixture *f = *state;

    learn(f, 6, 1, 1, 2);
    assert_false(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    prove(f);
    assert_true(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    assert_false(belief_is_proved(f->belief, A, BELIEF_NONE));
    belief_suppose(f->belief, D);
    assert_true(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    belief_take_back(f->belief);
    belief_suppose(f->belief, C);
    assert_false(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    belief_take_back(f->belief);
    assert_true(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    belief_suppose(f->belief, C);
    belief_show(f->belief, C);
    assert_false(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
}

static void a_proof_made_under_what_is_supposed_is_kept_with_it(void **state)
{
    struct fixture *f = *state;

    learn(f, 6, 1, 1, 2);
    belief_suppose(f->belief, D);
    prove(f);
    belief_take_back(f->belief);
    assert_false(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    belief_suppose(f->belief, D);
    prove(f);
    belief_show(f->belief, D);
    assert_true(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
    belief_rule_in(f->belief); /* more is withheld, and more is asked */
    assert_false(belief_is_proved(f->belief, A, BELIEF_THRESHOLD));
}

static void a_proof_falls_with_its_points_and_with_what_the_rule_was_used_for(void **state)
{
    struct fixture *f = *state;
    uint64_t *others = belief_set(f->belief);

    belief_put(f->belief, others, B, true);
    learn(f, 0, 1, 7, 2);
    belief_begin_proof(f->belief);
    assert_true(belief_is_beside_ruled(f->belief, A, BELIEF_NONE, false, others));
    belief_end_proof(f->belief, A, BELIEF_NONE);
    belief_suppose(f->belief, D);
    assert_true(belief_is_proved(f->belief, A, BELIEF_NONE));
    belief_take_back(f->belief);
    belief_suppose(f->belief, B); /* no point moves it */
    assert_false(belief_is_proved(f->belief, A, BELIEF_NONE));
    belief_take_back(f->belief);
    for (int i = 0; i < 5000; i++)
        learn(f, 2, 2, 4, 2);
    assert_false(belief_is_proved(f->belief, A, BELIEF_NONE));
    free(others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_what_is_the_case_is_believed_at_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_point_tells_of_all_that_it_moves_and_of_all_that_it_does_not, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_end_between_two_points_wants_the_other_on_both_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_rests_on_a_move_of_a_number_that_is_shown_is_not_believed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(forgotten_points_are_not_believed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_rule_was_used_for_another_where_that_is_small, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_that_leave_none_below_zero_add_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_proof_stands_while_nothing_is_shown_that_its_points_move, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_proof_made_under_what_is_supposed_is_kept_with_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_proof_falls_with_its_points_and_with_what_the_rule_was_used_for, set_up,
                                        tear_down),
    };

    return TESTS_RUN(tests);
}
