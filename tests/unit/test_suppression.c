/* Primary suppression and the catalogue: what may be shown by itself. */
#include "pipeline/disclosure/catalogue.h"
#include "pipeline/disclosure/suppression.h"
#include "tests/support/testing.h"

#include <math.h>

static const struct suppression_limits LIMITS = { .count_threshold = 5, .group_threshold = 10 };

static void counts_of_one_to_four_are_withheld(void **state)
{
    (void) state;
    for (int count = 1; count <= 4; count++)
        assert_int_equal(suppression_of_count(&LIMITS, count, 100, 90), SUPPRESSION_COUNT);
    assert_int_equal(suppression_of_count(&LIMITS, 5, 100, 90), SUPPRESSION_NONE);
}

static void none_of_a_large_group_may_be_told(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_count(&LIMITS, 0, 100, 90), SUPPRESSION_NONE);
}

static void none_of_a_small_group_is_withheld(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_count(&LIMITS, 0, 9, 7), SUPPRESSION_GROUP);
    assert_int_equal(suppression_of_group(&LIMITS, 9, 7), SUPPRESSION_GROUP);
    assert_int_equal(suppression_of_group(&LIMITS, 10, 7), SUPPRESSION_NONE);
}

static void all_of_a_small_group_is_withheld(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_count(&LIMITS, 9, 9, 7), SUPPRESSION_GROUP);
}

static void the_stand_in_counts_where_nobody_counted_persons(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_group(&LIMITS, NAN, 12.5), SUPPRESSION_NONE);
    assert_int_equal(suppression_of_group(&LIMITS, NAN, 9.9), SUPPRESSION_GROUP);
}

static void a_group_of_unknown_size_is_a_small_one(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_group(&LIMITS, NAN, NAN), SUPPRESSION_GROUP);
    assert_int_equal(suppression_of_count(&LIMITS, 50, NAN, NAN), SUPPRESSION_GROUP);
}

static void those_who_remain_are_a_count_too(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_share(&LIMITS, 29, 31, 31), SUPPRESSION_COUNT);
    assert_int_equal(suppression_of_share(&LIMITS, 2, 31, 31), SUPPRESSION_COUNT);
    assert_int_equal(suppression_of_share(&LIMITS, 26, 31, 31), SUPPRESSION_NONE);
    assert_int_equal(suppression_of_share(&LIMITS, 27, 31, 31), SUPPRESSION_COUNT);
}

static void all_or_none_of_a_large_group_may_be_told(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_share(&LIMITS, 31, 31, 31), SUPPRESSION_NONE);
    assert_int_equal(suppression_of_share(&LIMITS, 0, 31, 31), SUPPRESSION_NONE);
    assert_int_equal(suppression_of_share(&LIMITS, 9, 9, 9), SUPPRESSION_GROUP);
}

static void what_rests_on_a_withheld_value_is_withheld(void **state)
{
    (void) state;
    assert_int_equal(suppression_of_derived(SUPPRESSION_NONE, SUPPRESSION_NONE), SUPPRESSION_NONE);
    assert_int_equal(suppression_of_derived(SUPPRESSION_COUNT, SUPPRESSION_NONE), SUPPRESSION_DERIVED);
    assert_int_equal(suppression_of_derived(SUPPRESSION_NONE, SUPPRESSION_GROUP), SUPPRESSION_DERIVED);
}

/* How many catalogue entries let a row through, and into which table the last of them puts it. */
static size_t published(const char *grouping, const char *definition, const char *period, enum catalogue_table *table)
{
    size_t n, found = 0;
    const struct catalogue_entry *entries = catalogue_entries(&n);

    for (size_t i = 0; i < n; i++)
        if (catalogue_publishes(&entries[i], grouping, definition, period)) {
            *table = entries[i].table;
            found++;
        }
    return found;
}

static void the_headline_by_district_is_published_by_year_only(void **state)
{
    enum catalogue_table table;

    (void) state;
    assert_int_equal(published("district", "T17", "2019", &table), 1);
    assert_int_equal(table, CATALOGUE_DISTRICTS);
    assert_int_equal(published("district", "T17", "2016-2018", &table), 0);
    assert_int_equal(published("district", "T4", "2019", &table), 0);
}

static void district_and_occupation_are_published_pooled_only(void **state)
{
    enum catalogue_table table;

    (void) state;
    assert_int_equal(published("district_occupation", "T17", "2016-2018", &table), 1);
    assert_int_equal(table, CATALOGUE_DISTRICT_OCCUPATION);
    assert_int_equal(published("district_occupation", "T17", "2019", &table), 0);
}

static void other_definitions_are_published_for_city_and_occupation_only(void **state)
{
    static const char *const groupings[] = { "operation",          "gender", "age", "tenure", "cause", "district",
                                             "district_occupation" };
    enum catalogue_table table;

    (void) state;
    assert_int_equal(published("city", "T1", "2019", &table), 1);
    assert_int_equal(table, CATALOGUE_DEFINITIONS);
    assert_int_equal(published("occupation", "T10", "2019", &table), 1);
    for (size_t i = 0; i < sizeof groupings / sizeof groupings[0]; i++)
        assert_int_equal(published(groupings[i], "T10", "2019", &table), 0);
}

static void a_grouping_nobody_declared_is_not_published(void **state)
{
    enum catalogue_table table;

    (void) state;
    assert_int_equal(published("district_gender", "T17", "2019", &table), 0);
    assert_int_equal(published("unit", "T17", "2019", &table), 0);
}

static void only_several_years_are_pooled(void **state)
{
    (void) state;
    assert_true(catalogue_is_pooled("2016-2018"));
    assert_false(catalogue_is_pooled("2016"));
    assert_false(catalogue_is_pooled("2018-11"));
    assert_false(catalogue_is_pooled("2018-11-01--2019-10-31"));
    assert_false(catalogue_is_pooled(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_one_to_four_are_withheld),
        cmocka_unit_test(none_of_a_large_group_may_be_told),
        cmocka_unit_test(none_of_a_small_group_is_withheld),
        cmocka_unit_test(all_of_a_small_group_is_withheld),
        cmocka_unit_test(the_stand_in_counts_where_nobody_counted_persons),
        cmocka_unit_test(a_group_of_unknown_size_is_a_small_one),
        cmocka_unit_test(those_who_remain_are_a_count_too),
        cmocka_unit_test(all_or_none_of_a_large_group_may_be_told),
        cmocka_unit_test(what_rests_on_a_withheld_value_is_withheld),
        cmocka_unit_test(the_headline_by_district_is_published_by_year_only),
        cmocka_unit_test(district_and_occupation_are_published_pooled_only),
        cmocka_unit_test(other_definitions_are_published_for_city_and_occupation_only),
        cmocka_unit_test(a_grouping_nobody_declared_is_not_published),
        cmocka_unit_test(only_several_years_are_pooled),
    };

    return TESTS_RUN(tests);
}
