/* Windows, periods and bands: what counts as a month, a year, an interval. */
#include "pipeline/staff/band.h"
#include "pipeline/staff/window.h"
#include "tests/support/city.h"
#include "tests/support/testing.h"

#include <string.h>

static void years_have_twelve_months_each(void **state)
{
    struct windows w;

    (void) state;
    windows_of_years(2019, 2020, 11, 1, &w);
    assert_int_equal(w.n, 24);
    assert_int_equal(w.n_periods, 2);
    assert_string_equal(w.month[0], "2019-01");
    assert_string_equal(w.month[23], "2020-12");
    assert_string_equal(w.periods[1].label, "2020");
    assert_int_equal(w.boundary[24], city_day("2021-01-01"));
    assert_close(w.years[13], 29.0 / 366, 0);
    assert_close(w.periods[1].years, 1, 0);
    assert_int_equal(w.periods[0].reference_from, city_day("2018-11-01"));
    assert_int_equal(w.periods[0].reference_to, city_day("2019-11-01"));
    windows_free(&w);
}

static void a_day_has_one_window(void **state)
{
    struct windows w;

    (void) state;
    windows_of_years(2019, 2020, 11, 1, &w);
    assert_int_equal(window_floor(&w, city_day("2018-12-31")), -1);
    assert_int_equal(window_floor(&w, city_day("2019-01-01")), 0);
    assert_int_equal(window_floor(&w, city_day("2019-01-31")), 0);
    assert_int_equal(window_floor(&w, city_day("2019-02-01")), 1);
    assert_int_equal(window_floor(&w, city_day("2020-12-31")), 23);
    assert_int_equal(window_floor(&w, city_day("2021-01-01")), 24);
    assert_int_equal(window_floor(&w, INT32_MAX), 24);
    windows_free(&w);
}

static void a_reference_day_of_29_february_is_1_march_in_other_years(void **state)
{
    struct windows w;

    (void) state;
    windows_of_years(2020, 2020, 2, 29, &w);
    assert_int_equal(w.periods[0].reference_from, city_day("2019-03-01"));
    assert_int_equal(w.periods[0].reference_to, city_day("2020-02-29"));
    windows_free(&w);
}

static void pools_are_whole_years_of_which_none_is_missing(void **state)
{
    struct windows w;

    (void) state;
    windows_of_years(2016, 2020, 11, 1, &w);
    assert_true(windows_pool(&w, 2016, 2018));
    assert_true(windows_pool(&w, 2019, 2022)); /* 2021 is not reported */
    assert_false(windows_pool(&w, 2018, 2019));
    assert_int_equal(w.n_pools, 1);
    assert_string_equal(w.pools[0].label, "2016-2018");
    assert_int_equal(w.pools[0].end, 36);
    assert_int_equal(w.periods[2].pool, 0);
    assert_true(w.periods[3].pool == WINDOW_NO_POOL);
    windows_free(&w);
}

/* 1 November to 1 November is one year, with 29 February in it or not. */
static void length_in_years_goes_by_anniversaries(void **state)
{
    (void) state;
    assert_close(window_years_between(city_day("2018-11-01"), city_day("2019-11-01")), 1, 0);
    assert_close(window_years_between(city_day("2019-11-01"), city_day("2020-11-01")), 1, 0);
    assert_close(window_years_between(city_day("2005-01-03"), city_day("2007-01-03")), 2, 0);
    assert_close(window_years_between(city_day("2019-01-01"), city_day("2019-07-01")), 181.0 / 365, 0);
    assert_close(window_years_between(city_day("2019-11-01"), city_day("2021-05-01")), 1 + 181.0 / 365, 1e-15);
}

static bool of_dates(const char *const *texts, size_t n, int first_year, int last_year, struct windows *w,
                     struct fault *f)
{
    int32_t dates[64];

    for (size_t i = 0; i < n; i++)
        dates[i] = city_day(texts[i]);
    return windows_of_snapshots(dates, n, first_year, last_year, w, f);
}

static void yearly_snapshots_give_intervals(void **state)
{
    static const char *const dates[] = { "2017-11-01", "2018-11-01", "2019-11-01", "2020-11-01" };
    struct windows w;
    struct fault f;

    (void) state;
    assert_true(of_dates(dates, 4, 0, 0, &w, &f));
    assert_int_equal(w.n, 3);
    assert_int_equal(w.n_periods, 3);
    assert_null(w.month);
    assert_string_equal(w.periods[1].label, "2018-11-01--2019-10-31");
    assert_int_equal(w.periods[1].reference_from, city_day("2018-11-01"));
    windows_free(&w);
    assert_true(of_dates(dates, 4, 2019, 2019, &w, &f));
    assert_int_equal(w.n_periods, 1);
    assert_string_equal(w.periods[0].label, "2018-11-01--2019-10-31");
    windows_free(&w);
    assert_false(of_dates(dates, 4, 2022, 2023, &w, &f));
    assert_non_null(strstr(f.text, "first_year och last_year"));
}

static void half_yearly_snapshots_have_no_november_to_november(void **state)
{
    static const char *const dates[] = { "2018-11-01", "2019-05-01", "2019-11-01" };
    struct windows w;
    struct fault f;

    (void) state;
    assert_true(of_dates(dates, 3, 0, 0, &w, &f));
    assert_int_equal(w.n_periods, 2);
    assert_int_equal(w.periods[0].reference_from, WINDOW_NONE);
    windows_free(&w);
}

static void monthly_snapshots_give_months_and_years(void **state)
{
    static const char *const dates[] = { "2018-11-15", "2018-12-15", "2019-01-01", "2019-02-01", "2019-03-01",
                                         "2019-04-01", "2019-05-01", "2019-06-01", "2019-07-01", "2019-08-01",
                                         "2019-09-01", "2019-10-01", "2019-11-01", "2019-12-01", "2020-01-01",
                                         "2020-02-01", "2020-03-01" };
    struct windows w;
    struct fault f;

    (void) state;
    assert_false(of_dates(dates, 17, 0, 0, &w, &f)); /* two of them are 17 days apart */
    assert_non_null(strstr(f.text, "2018-12-15 och 2019-01-01"));
    assert_true(of_dates(dates + 2, 15, 0, 0, &w, &f));
    assert_int_equal(w.n_periods, 1); /* 2020 is not whole */
    assert_int_equal(w.n, 12);
    assert_string_equal(w.periods[0].label, "2019");
    assert_string_equal(w.month[11], "2019-12");
    windows_free(&w);
}

static void two_snapshots_of_one_month_give_years_without_months(void **state)
{
    static const char *const dates[] = { "2019-01-01", "2019-01-31", "2019-03-01", "2019-04-01", "2019-05-01",
                                         "2019-06-01", "2019-07-01", "2019-08-01", "2019-09-01", "2019-10-01",
                                         "2019-11-01", "2019-12-01", "2020-01-01" };
    struct windows w;
    struct fault f;

    (void) state;
    assert_true(of_dates(dates, 13, 0, 0, &w, &f));
    assert_int_equal(w.n, 12);
    assert_int_equal(w.n_periods, 1);
    assert_string_equal(w.periods[0].label, "2019");
    assert_null(w.month);
    windows_free(&w);
}

static void one_snapshot_tells_of_nobody_leaving(void **state)
{
    static const char *const dates[] = { "2018-11-01" };
    struct windows w;
    struct fault f;

    (void) state;
    assert_false(of_dates(dates, 1, 0, 0, &w, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_non_null(strstr(f.text, "minst två dagar"));
}

static void bands_are_named_as_nothing_else(void **state)
{
    static const char *const limits[] = { "1", "2", "5", "10" };
    static const char *const names[] = { "under_1", "1", "2_to_4", "5_to_9", "10_or_over", "unknown" };
    static const char *const falling[] = { "30", "30" };
    static const char *const words[] = { "30", "4O" };
    struct bands b;

    (void) state;
    assert_true(bands_read(limits, 4, &b));
    for (size_t i = 0; i < 6; i++) {
        char label[BAND_LABEL];

        band_label(&b, i, label);
        assert_string_equal(label, names[i]);
    }
    assert_int_equal(band_of(&b, 0), 0);
    assert_int_equal(band_of(&b, 1), 1);
    assert_int_equal(band_of(&b, 9), 3);
    assert_int_equal(band_of(&b, 10), 4);
    assert_false(bands_read(falling, 2, &b));
    assert_false(bands_read(words, 2, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_have_twelve_months_each),
        cmocka_unit_test(a_day_has_one_window),
        cmocka_unit_test(a_reference_day_of_29_february_is_1_march_in_other_years),
        cmocka_unit_test(pools_are_whole_years_of_which_none_is_missing),
        cmocka_unit_test(length_in_years_goes_by_anniversaries),
        cmocka_unit_test(yearly_snapshots_give_intervals),
        cmocka_unit_test(half_yearly_snapshots_have_no_november_to_november),
        cmocka_unit_test(monthly_snapshots_give_months_and_years),
        cmocka_unit_test(two_snapshots_of_one_month_give_years_without_months),
        cmocka_unit_test(one_snapshot_tells_of_nobody_leaving),
        cmocka_unit_test(bands_are_named_as_nothing_else),
    };

    return TESTS_RUN(tests);
}
