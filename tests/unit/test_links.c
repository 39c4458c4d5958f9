/* How far a reader knows a sum to be what it is. */
#include "pipeline/disclosure/links.h"

#include "tests/support/testing.h"

#include <math.h>

static size_t add(struct links *l, const char *name, double value)
{
    return links_add(l, name, &(struct quantity){ .kind = LINKS_COUNT, .value = value });
}

/* whole = part, but for the slack; with a part that nobody knows beside it. */
static struct links *sum(double whole, double part, double slack, bool with_unknown)
{
    struct links *l = links_new();

    links_join(l, "another", add(l, "one", 1), 1);
    links_join(l, "another", add(l, "same", 1), -1);
    links_join(l, "sum", add(l, "whole", whole), 1);
    links_join(l, "sum", add(l, "part", part), -1);
    if (with_unknown)
        links_join(l, "sum", SIZE_MAX, -1);
    if (slack > 0)
        links_allow(l, "sum", slack);
    links_settle(l);
    return l;
}

static void assert_open(struct links *l, double down, double up)
{
    struct links_relation r;

    assert_int_equal(links_relations(l), 2);
    r = links_relation(l, 0);
    assert_true(r.down == 0 && r.up == 0);
    r = links_relation(l, 1);
    assert_true(r.down == down && r.up == up);
    links_free(l);
}

static void a_sum_is_what_it_is(void **state)
{
    (void) state;
    assert_open(sum(7, 7, 0, false), 0, 0);
    assert_open(sum(7, 6, 0, false), 0, 0);
}

static void with_slack_it_may_be_so_much_from_zero_and_no_more(void **state)
{
    (void) state;
    assert_open(sum(7, 7, 1, false), 1, 1);
    assert_open(sum(7, 6, 1, false), 2, 0);
    assert_open(sum(6, 7, 1, false), 0, 2);
}

static void beside_a_part_that_nobody_knows_it_is_open_on_one_side_alone(void **state)
{
    (void) state;
    assert_open(sum(7, 4, 0, true), 3, INFINITY);
    assert_open(sum(7, 4, 1, true), 4, INFINITY);
    assert_open(sum(6, 7, 1, true), 0, INFINITY);
}

static void parts_that_are_more_than_their_whole_say_nothing(void **state)
{
    struct links *l = sum(5, 7, 1, true);

    (void) state;
    assert_int_equal(links_relations(l), 1);
    links_free(l);
}

static void slack_is_kept_when_more_is_put_and_settled_again(void **state)
{
    struct links *l = sum(7, 7, 1, false);
    struct links_relation r;

    (void) state;
    links_join(l, "third", add(l, "one", 1), 1);
    links_join(l, "third", add(l, "whole", 7), -1);
    links_settle(l);
    assert_int_equal(links_relations(l), 3);
    r = links_relation(l, 1);
    assert_true(r.down == 1 && r.up == 1);
    r = links_relation(l, 2);
    assert_true(r.down == 0 && r.up == 0);
    links_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sum_is_what_it_is),
        cmocka_unit_test(with_slack_it_may_be_so_much_from_zero_and_no_more),
        cmocka_unit_test(beside_a_part_that_nobody_knows_it_is_open_on_one_side_alone),
        cmocka_unit_test(parts_that_are_more_than_their_whole_say_nothing),
        cmocka_unit_test(slack_is_kept_when_more_is_put_and_settled_again),
    };

    return TESTS_RUN(tests);
}
