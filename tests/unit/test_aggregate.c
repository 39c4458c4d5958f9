/* Finished counts: which row is the city, what is a sum, and what is missing. */
#include "pipeline/staff/aggregate.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEADER                                                                                                         \
    "period,period_start,period_end,district,occupation,stock_open,stock_close,hires,exits,person_years,"              \
    "exposure_basis,file,line\n"
#define YEAR(y) #y "," #y "-01-01," #y "-12-31,"

static struct aggregates read(const char *rows, const char *organisation)
{
    const char *folder = testing_folder();
    const char *path = testing_path(folder, "counts.csv"), *units = NULL;
    struct organisation *o = NULL;
    struct aggregates a;
    struct fault f = { 0 };
    char text[8192];

    snprintf(text, sizeof text, "%s%s", HEADER, rows);
    testing_write(path, text);
    if (organisation != NULL) {
        units = testing_path(folder, "organisation.csv");
        testing_write(units, organisation);
    }
    if (!organisation_read(units, &o, &f) || !aggregates_read(path, o, &a, &f))
        fail_msg("%s: %s", f.path, f.text);
    organisation_free(o);
    return a;
}

static const struct aggregate *get(const struct aggregates *a, enum grouping_id id, const char *period,
                                   const char *district, const char *occupation)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].grouping == id && strcmp(a->items[i].period, period) == 0 &&
            strcmp(a->items[i].district, district) == 0 && strcmp(a->items[i].occupation, occupation) == 0)
            return &a->items[i];
    fail_msg("the group is not there");
    return NULL;
}

static void the_city_is_the_sum_of_its_units(void **state)
{
    struct aggregates a = read(YEAR(2019) "A,,10,12,4,2,11,mean_of_stocks,1,2\n" //
                               YEAR(2019) "B,,NaN,20,NaN,5,20,closing_stock,1,3\n",
                               NULL);
    const struct aggregate *city = get(&a, GROUPING_CITY, "2019", "", "");

    (void) state;
    assert_close(city->figure[AGGREGATE_EXITS], 7, 0);
    assert_close(city->figure[AGGREGATE_STOCK_CLOSE], 32, 0);
    assert_true(isnan(city->figure[AGGREGATE_STOCK_OPEN]));     /* a part is missing */
    assert_string_equal(city->exposure_basis, "closing_stock"); /* the weaker */
    assert_int_equal(a.n, 3);
    aggregates_free(&a);
}

static void a_row_for_the_city_is_not_added_to(void **state)
{
    static const char *const words[] = { "staden", "Hela staden", "all", "" };

    (void) state;
    for (size_t i = 0; i < 4; i++) {
        char rows[1024];
        struct aggregates a;

        snprintf(rows, sizeof rows,
                 YEAR(2019) "%s,,NaN,100,NaN,9,100,closing_stock,1,2\n" //
                 YEAR(2019) "A,,NaN,20,NaN,5,20,closing_stock,1,3\n",
                 words[i]);
        if (words[i][0] != '\0' && words[i][0] > 'A') { /* rows are sorted */
            char swapped[1024];

            snprintf(swapped, sizeof swapped,
                     YEAR(2019) "A,,NaN,20,NaN,5,20,closing_stock,1,3\n" //
                     YEAR(2019) "%s,,NaN,100,NaN,9,100,closing_stock,1,2\n",
                     words[i]);
            memcpy(rows, swapped, sizeof rows);
        }
        a = read(rows, NULL);
        assert_close(get(&a, GROUPING_CITY, "2019", "", "")->figure[AGGREGATE_EXITS], 9, 0);
        assert_int_equal(a.n, 2);
        aggregates_free(&a);
    }
}

static void occupations_add_up_within_units_and_the_city(void **state)
{
    struct aggregates a = read(YEAR(2019) "A,b,NaN,10,NaN,1,10,given,1,2\n" //
                               YEAR(2019) "A,s,NaN,30,NaN,4,30,given,1,3\n" //
                               YEAR(2019) "B,s,NaN,50,NaN,6,50,given,1,4\n",
                               NULL);

    (void) state;
    assert_close(get(&a, GROUPING_DISTRICT, "2019", "A", "")->figure[AGGREGATE_EXITS], 5, 0);
    assert_close(get(&a, GROUPING_OCCUPATION, "2019", "", "s")->figure[AGGREGATE_EXITS], 10, 0);
    assert_close(get(&a, GROUPING_CITY, "2019", "", "")->figure[AGGREGATE_EXITS], 11, 0);
    assert_close(get(&a, GROUPING_DISTRICT_OCCUPATION, "2019", "B", "s")->figure[AGGREGATE_PERSON_YEARS], 50, 0);
    aggregates_free(&a);
}

static void units_of_then_are_units_of_today(void **state)
{
    struct aggregates a = read(YEAR(2019) "A,,NaN,10,NaN,1,10,given,1,2\n" //
                               YEAR(2019) "B,,NaN,30,NaN,4,30,given,1,3\n" //
                               YEAR(2020) "C,,NaN,50,NaN,6,50,given,1,4\n",
                               "unit,valid_from,valid_to,successor\n"
                               "A,2007-01-01,2019-12-31,C\nB,2007-01-01,2019-12-31,C\nC,2020-01-01,,\n");

    (void) state;
    assert_close(get(&a, GROUPING_DISTRICT, "2019", "C", "")->figure[AGGREGATE_EXITS], 5, 0);
    assert_close(get(&a, GROUPING_DISTRICT, "2020", "C", "")->figure[AGGREGATE_EXITS], 6, 0);
    aggregates_free(&a);
}

static void a_pool_needs_each_of_its_years(void **state)
{
    struct aggregates a = read(YEAR(2016) "A,s,NaN,10,NaN,1,10,given,1,2\n" //
                               YEAR(2016) "B,s,NaN,30,NaN,4,30,given,1,3\n" //
                               YEAR(2017) "A,s,NaN,50,NaN,6,50,given,1,4\n",
                               NULL);
    size_t n = a.n;
    const struct aggregate *pool;

    (void) state;
    aggregates_pool(&a, 2016, 2017);
    assert_int_equal(a.n, n + 1);
    pool = get(&a, GROUPING_DISTRICT_OCCUPATION, "2016-2017", "A", "s");
    assert_close(pool->figure[AGGREGATE_EXITS], 7, 0);
    assert_close(pool->figure[AGGREGATE_PERSON_YEARS], 60, 0);
    aggregates_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_city_is_the_sum_of_its_units),
        cmocka_unit_test(a_row_for_the_city_is_not_added_to),
        cmocka_unit_test(occupations_add_up_within_units_and_the_city),
        cmocka_unit_test(units_of_then_are_units_of_today),
        cmocka_unit_test(a_pool_needs_each_of_its_years),
    };

    return TESTS_RUN(tests);
}
