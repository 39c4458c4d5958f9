/* Guesses of what an earlier report withheld, made to fit what is known. */
#include "pipeline/disclosure/fit.h"

#include "tests/support/testing.h"

#include <math.h>

static size_t known(struct links *l, const char *name, double value)
{
    return links_add(l, name, &(struct quantity){ .kind = LINKS_COUNT, .value = value, .known = true });
}

static size_t guessed(struct links *l, const char *name, double value)
{
    return links_add(l, name, &(struct quantity){ .kind = LINKS_COUNT, .value = value, .weight = 1, .guessed = true });
}

static void a_guess_is_what_its_sum_leaves(void **state)
{
    struct links *l = links_new();
    size_t guess = guessed(l, "guess", 1);

    (void) state;
    links_join(l, "sum", known(l, "all", 20), 1);
    links_join(l, "sum", known(l, "told", 13), -1);
    links_join(l, "sum", guess, -1);
    links_settle(l);
    fit_guesses(l);
    assert_close(links_at(l, guess)->value, 7, 1e-9);
    assert_close(links_at(l, links_find(l, "told"))->value, 13, 0);
    links_free(l);
}

static void guesses_fit_all_that_they_stand_in(void **state)
{
    struct links *l = links_new();
    size_t one = guessed(l, "one", 9), other = guessed(l, "other", 9);

    (void) state;
    links_join(l, "sum", known(l, "all", 10), 1);
    links_join(l, "sum", one, -1);
    links_join(l, "sum", other, -1);
    links_join(l, "difference", one, 1);
    links_join(l, "difference", other, -1);
    links_join(l, "difference", known(l, "more", 4), -1);
    links_settle(l);
    fit_guesses(l);
    assert_close(links_at(l, one)->value, 7, 1e-9);
    assert_close(links_at(l, other)->value, 3, 1e-9);
    links_free(l);
}

/* 8 of which 6 are told, one was withheld, and one nobody knows: no more than 2 are left. */
static void a_guess_leaves_room_for_what_nobody_knows(void **state)
{
    struct links *l = links_new();
    size_t guess = guessed(l, "guess", 5);

    (void) state;
    links_join(l, "sum", known(l, "all", 8), 1);
    links_join(l, "sum", known(l, "told", 6), -1);
    links_join(l, "sum", guess, -1);
    links_join(l, "sum", SIZE_MAX, -1);
    links_settle(l);
    fit_guesses(l);
    assert_close(links_at(l, guess)->value, 2, 1e-9);
    assert_int_equal(links_relations(l), 1);
    links_free(l);
}

static void a_guess_that_nothing_fits_is_as_near_as_can_be_and_never_negative(void **state)
{
    struct links *l = links_new();
    size_t guess = guessed(l, "guess", 5);

    (void) state;
    links_join(l, "sum", known(l, "all", 6), 1);
    links_join(l, "sum", known(l, "told", 8), -1);
    links_join(l, "sum", guess, -1);
    links_settle(l);
    fit_guesses(l);
    assert_close(links_at(l, guess)->value, 0, 1e-9);
    links_free(l);
}

static void what_is_in_no_sum_stays_as_it_was_guessed(void **state)
{
    struct links *l = links_new();
    size_t guess = guessed(l, "guess", 5);

    (void) state;
    links_settle(l);
    fit_guesses(l);
    assert_close(links_at(l, guess)->value, 5, 0);
    links_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guess_is_what_its_sum_leaves),
        cmocka_unit_test(guesses_fit_all_that_they_stand_in),
        cmocka_unit_test(a_guess_leaves_room_for_what_nobody_knows),
        cmocka_unit_test(a_guess_that_nothing_fits_is_as_near_as_can_be_and_never_negative),
        cmocka_unit_test(what_is_in_no_sum_stays_as_it_was_guessed),
    };

    return TESTS_RUN(tests);
}
