/* Counts rounded to a base, as OpenSAFELY's documentation does it and as two reports of one city meet. */
#include "pipeline/disclosure/rounding.h"
#include "pipeline/staff/definition.h"
#include "tests/support/testing.h"

#include <math.h>

enum { LARGEST_BASE = 20 }; /* of the setting rounding_base */

/* OpenSAFELY, docs/outputs/sdc.md (github.com/opensafely/documentation, 1ea5fd42), "Rounding counts": a table before
 * and after counts of 7 or less are redacted and all others rounded to the nearest 5. 0: redacted. */
static void table_of_opensafely_is_rounded_as_there(void **state)
{
    static const double heart_disease[][2] = { { 3, 0 }, { 8, 10 }, { 16, 15 }, { 23, 25 } };
    static const double population[][2] = { { 18, 20 }, { 23, 25 }, { 31, 30 }, { 44, 45 } };
    enum { REDACTED = 7 };

    (void) state;
    for (size_t i = 0; i < 4; i++) {
        if (heart_disease[i][0] > REDACTED)
            assert_close(rounding_nearest(heart_disease[i][0], 5), heart_disease[i][1], 0);
        assert_close(rounding_nearest(population[i][0], 5), population[i][1], 0);
    }
    assert_close(rounding_nearest(50, 5), 50, 0);
}

/* The same place: what is left after that redaction is told apart from none, and stands for five numbers or more. With
 * 5 or less redacted, 5 stood for 6 and 7 alone, which is why they redact more. */
static void seven_redacted_leaves_no_five(void **state)
{
    (void) state;
    for (double count = 8; count <= 200; count++)
        assert_true(rounding_nearest(count, 5) >= 10);
    assert_close(rounding_nearest(6, 5), 5, 0);
    assert_close(rounding_nearest(7, 5), 5, 0);
}

static void half_is_rounded_up(void **state)
{
    (void) state;
    assert_close(rounding_nearest(5, 10), 10, 0);
    assert_close(rounding_nearest(4, 10), 0, 0);
    assert_close(rounding_nearest(15, 10), 20, 0);
    assert_close(rounding_nearest(2.5, 5), 5, 0); /* the mean of two stocks */
    assert_close(rounding_nearest(3, 2), 4, 0);
}

static void none_stays_none_and_nothing_stays_unknown(void **state)
{
    (void) state;
    for (int base = 0; base <= LARGEST_BASE; base++) {
        assert_close(rounding_nearest(0, base), 0, 0);
        assert_true(isnan(rounding_nearest(NAN, base)));
    }
}

static void without_base_counts_are_as_they_are(void **state)
{
    (void) state;
    assert_close(rounding_nearest(13, 0), 13, 0);
    assert_close(rounding_nearest(13.25, 1), 13.25, 0);
}

/* A rounded number is half a base away at most, and the same count always becomes the same number. */
static void rounding_again_changes_nothing(void **state)
{
    (void) state;
    for (int base = 2; base <= LARGEST_BASE; base++)
        for (double count = 0; count <= 500; count++) {
            double rounded = rounding_nearest(count, base);

            assert_true(fabs(rounded - count) <= base / 2.0);
            assert_close(rounding_nearest(rounded, base), rounded, 0);
            assert_true(rounding_nearest(count + 1, base) >= rounded);
        }
}

/* ---- two reports ---- */

static void every_count_is_among_those_that_it_is_rounded_from(void **state)
{
    (void) state;
    for (int base = 2; base <= LARGEST_BASE; base++)
        for (double count = base; count <= 300; count++)
            assert_close(rounding_nearest_to(count, rounding_nearest(count, base), base), count, 0);
}

static void another_count_is_as_near_as_it_can_be(void **state)
{
    (void) state;
    assert_close(rounding_nearest_to(13, 10, 5), 12, 0); /* 8 to 12 */
    assert_close(rounding_nearest_to(5, 10, 5), 8, 0);
    assert_close(rounding_nearest_to(15, 10, 10), 14, 0); /* 5 to 14 */
    assert_close(rounding_nearest_to(2, 10, 10), 5, 0);
    assert_close(rounding_nearest_to(12.75, 10, 5), 12.5, 0); /* not whole */
    assert_close(rounding_nearest_to(3, 0, 5), 0, 0);         /* none was none */
    assert_close(rounding_nearest_to(13, 11, 0), 11, 0);
    assert_close(rounding_nearest_to(NAN, 10, 5), 10, 0);
}

static void numbers_that_may_be_the_same_do_not_differ(void **state)
{
    (void) state;
    assert_close(rounding_difference(157, 0, 155, 5), 0, 0); /* rounding is taken away */
    assert_close(rounding_difference(155, 5, 157, 0), 0, 0); /* and begun */
    assert_close(rounding_difference(160, 10, 155, 5), 0, 0);
    assert_close(rounding_difference(160, 5, 155, 5), 5, 0);
    assert_close(rounding_difference(158, 0, 155, 5), 3, 0);
    assert_close(rounding_difference(150, 5, 157, 0), -7, 0);
    assert_close(rounding_difference(156, 0, 155, 0), 1, 0);
    assert_close(rounding_difference(155, 0, 155, 0), 0, 0);
}

/* ---- what is made of rounded counts ---- */

/* 10 events: limits found by summing Poisson tails in 50 digits and bisecting (tests/reference); the classical tables
 * round them to 4.80 and 18.39 (Garwood 1936). 8 of 100 person-years are told as 10 of 100. */
static void rate_is_of_the_rounded_count(void **state)
{
    struct measure m = definition_of_counts(DEFINITION_T17, rounding_nearest(8, 5), 100);

    (void) state;
    assert_close(m.value, 10, 1e-12);
    assert_close(m.lower, 4.7953886961324336, 1e-12);
    assert_close(m.upper, 18.390356042017779, 1e-12);
}

/* R 4.2: binom.test(10, 20)$conf.int. */
static void share_is_of_the_rounded_counts(void **state)
{
    struct measure m = definition_of_counts(DEFINITION_T10, rounding_nearest(11, 5), rounding_nearest(21, 5));

    (void) state;
    assert_close(m.value, 50, 1e-12);
    assert_close(m.lower, 27.1957849561, 1e-10);
    assert_close(m.upper, 72.8042150439, 1e-10);
}

static void what_is_of_more_than_two_counts_is_not_made_again(void **state)
{
    (void) state;
    assert_true(isnan(definition_of_counts(DEFINITION_T18, 10, 50).value));
    assert_true(isnan(definition_of_counts(DEFINITION_T13, 10, 50).value));
    assert_close(definition_of_counts(DEFINITION_T3, 10, 50).value, 20, 1e-12);
    assert_true(isnan(definition_of_counts(DEFINITION_T3, 10, 50).lower));
    assert_string_equal(definition_of_counts(DEFINITION_T17, 10, 0).reason, "no_exposure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_of_opensafely_is_rounded_as_there),
        cmocka_unit_test(seven_redacted_leaves_no_five),
        cmocka_unit_test(half_is_rounded_up),
        cmocka_unit_test(none_stays_none_and_nothing_stays_unknown),
        cmocka_unit_test(without_base_counts_are_as_they_are),
        cmocka_unit_test(rounding_again_changes_nothing),
        cmocka_unit_test(every_count_is_among_those_that_it_is_rounded_from),
        cmocka_unit_test(another_count_is_as_near_as_it_can_be),
        cmocka_unit_test(numbers_that_may_be_the_same_do_not_differ),
        cmocka_unit_test(rate_is_of_the_rounded_count),
        cmocka_unit_test(share_is_of_the_rounded_counts),
        cmocka_unit_test(what_is_of_more_than_two_counts_is_not_made_again),
    };

    return TESTS_RUN(tests);
}
