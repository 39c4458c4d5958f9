/* The rules of domain.md 2.4, one at a time, on a person or two. */
#include "tests/support/city.h"
#include "tests/support/testing.h"

#include <math.h>
#include <string.h>

#define T CITY_PERMANENT
#define V CITY_FIXED_TERM
#define H CITY_HOURLY
#define N(array) (sizeof(array) / sizeof(array)[0])

static struct city_rules of_2019(void)
{
    return (struct city_rules){ .gap_days = 60, .first_year = 2019, .last_year = 2019, .extraction = "2020-12-31" };
}

static void count(struct city *c, const struct city_record *records, size_t n, struct city_rules rules)
{
    city_count(c, records, n, &rules);
}

static const struct balance_count *district(const struct city *c, const char *name)
{
    return city_balance(c, GROUPING_DISTRICT, name, NULL, 0);
}

static const struct balance_count *whole(const struct city *c)
{
    return city_balance(c, GROUPING_CITY, NULL, NULL, 0);
}

static void the_higher_grade_is_the_main_post(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 40, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "B", T, 60, "2018-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(district(&c, "A")->opening, 0);
    assert_int_equal(district(&c, "B")->opening, 1);
    assert_close(district(&c, "B")->person_days, 365, 0);
    city_free(&c);
}

static void a_grade_that_is_not_stated_ranks_below_every_grade(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, -1, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "B", T, 5, "2018-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(district(&c, "B")->opening, 1);
    assert_close(whole(&c)->ungraded_days, 0, 0);
    city_free(&c);
}

/* The post in B began in 2014: its records are 40 days apart, the one in A began in 2016. */
static void a_post_goes_on_over_a_small_break(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 50, "2016-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "B", T, 50, "2014-01-01", "2017-03-31", CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "B", T, 50, "2017-05-11", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules strict = of_2019();
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(district(&c, "B")->opening, 1);
    city_free(&c);
    strict.gap_days = 39;
    count(&c, records, N(records), strict);
    assert_int_equal(district(&c, "A")->opening, 1);
    city_free(&c);
}

/* UTF-8 bytes: Z is 5A, Å is C3 85, Ä is C3 84. */
static void equal_posts_go_by_the_bytes_of_the_name(void **state)
{
    static const struct city_record records[] = {
        { "p", "Årsta", T, 50, "2016-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "Älvsjö", T, 50, "2016-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "q", "Älvsjö", T, 50, "2016-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "q", "Zinken", T, 50, "2016-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(district(&c, "Älvsjö")->opening, 1);
    assert_int_equal(district(&c, "Zinken")->opening, 1);
    assert_int_equal(district(&c, "Årsta")->opening, 0);
    city_free(&c);
}

static void an_hourly_post_neither_keeps_nor_brings_back(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_OWN_REQUEST, .gender = GENDER_MAN },
        { "p", "A", H, 100, "2019-04-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(whole(&c)->exits[tally_cause_place(CAUSE_OWN_REQUEST)], 1);
    assert_int_equal(whole(&c)->closing, 0);
    city_free(&c);
}

static void sixty_days_are_a_gap_and_sixty_one_an_exit(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_OTHER, .gender = GENDER_MAN },
        { "p", "B", T, 100, "2019-05-31", NULL, CAUSE_NONE, .gender = GENDER_MAN }, /* 60 days in between */
        { "q", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_OTHER, .gender = GENDER_MAN },
        { "q", "B", T, 100, "2019-06-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(balance_count_exits(whole(&c)), 1);
    assert_int_equal(whole(&c)->hires, 1);
    assert_int_equal(district(&c, "A")->out[TRANSFER_MOVED], 1);
    assert_int_equal(district(&c, "B")->in[TRANSFER_MOVED], 1);
    assert_close(district(&c, "A")->person_days, 150 + 90, 0); /* the gap stays with the old post */
    city_free(&c);
}

static void who_goes_on_outside_the_population_has_not_left(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_INTERNAL, .gender = GENDER_MAN },
        { "p", "A", T, 100, "2019-04-20", NULL, CAUSE_NONE, "", .gender = GENDER_MAN }, /* becomes a manager */
        { "q", "A", V, 100, "2018-06-01", "2019-05-31", CAUSE_TERM_ENDED, .gender = GENDER_MAN },
        { "q", "B", T, 100, "2019-06-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(balance_count_exits(whole(&c)), 0);
    assert_int_equal(whole(&c)->hires, 0);
    assert_int_equal(district(&c, "A")->out[TRANSFER_CHANGED], 1);
    assert_int_equal(district(&c, "A")->out[TRANSFER_MOVED], 0);
    assert_close(district(&c, "A")->person_days, 109, 0); /* to 19 April, the gap included */
    assert_int_equal(district(&c, "B")->in[TRANSFER_CHANGED], 1);
    assert_int_equal(district(&c, "B")->in[TRANSFER_MOVED], 0);
    city_free(&c);
}

static void fixed_term_staff_belong_where_they_are_asked_for(void **state)
{
    static const struct city_record records[] = {
        { "q", "A", V, 100, "2018-06-01", "2019-05-31", CAUSE_TERM_ENDED, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2019-06-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules rules = of_2019();
    struct city c;

    (void) state;
    rules.fixed_term = true;
    count(&c, records, N(records), rules);
    assert_int_equal(whole(&c)->opening, 1);
    assert_int_equal(balance_count_inflow(whole(&c)), 0);
    assert_close(whole(&c)->person_days, 365, 0);
    city_free(&c);
}

static void internal_change_as_a_cause_is_no_proof(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_INTERNAL, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(whole(&c)->exits[tally_cause_place(CAUSE_UNKNOWN)], 1);
    city_free(&c);
}

static void an_end_after_the_extraction_is_not_known_yet(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2020-01-31", CAUSE_PENSION, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2020-01-07", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "r", "A", T, 100, "2015-01-01", "2019-12-31", CAUSE_PENSION, .gender = GENDER_MAN },
        { "s", "A", T, 100, "2015-01-01", "2019-11-06", CAUSE_PENSION, .gender = GENDER_MAN },
        { "t", "A", T, 100, "2015-01-01", "2019-11-05", CAUSE_PENSION, .gender = GENDER_MAN },
    };
    struct city_rules rules = of_2019();
    struct measure m;
    struct city c;

    (void) state;
    rules.extraction = "2020-01-05";
    count(&c, records, N(records), rules);
    assert_int_equal(balance_count_exits(whole(&c)), 3);
    assert_int_equal(whole(&c)->closing, 1);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T17);
    assert_close(m.preliminary, 2, 0); /* s left 60 days before the extraction, t 61 */
    city_free(&c);
}

static void one_day_of_work_is_a_hire_and_an_exit(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2019-05-05", "2019-05-05", CAUSE_OTHER, .gender = GENDER_MAN },
    };
    struct measure m;
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_int_equal(whole(&c)->opening + whole(&c)->closing, 0);
    assert_int_equal(whole(&c)->hires, 1);
    assert_int_equal(balance_count_exits(whole(&c)), 1);
    assert_close(whole(&c)->person_days, 1, 0);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T17);
    assert_close(m.value, 36500, 1e-14);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T8);
    assert_true(isnan(m.value));
    assert_string_equal(m.reason, "no_exposure");
    assert_close(m.numerator, 1, 0);
    city_free(&c);
}

static size_t group_of_age(const struct city *c, const char *label)
{
    static const struct bands age = { { 30, 40, 50, 60 }, 4 };

    for (uint32_t g = 0; g < cells_groups(c->population.cells, GROUPING_AGE); g++) {
        char got[BAND_LABEL];

        band_label(&age, cells_group_key(c->population.cells, GROUPING_AGE, g)->attribute[ATTRIBUTE_AGE], got);
        if (strcmp(got, label) == 0)
            return g;
    }
    fail_msg("nobody is %s", label);
    return 0;
}

/* Turns 30 in 2019: in the older group from 1 January on, and in the younger one at its opening. */
static void age_changes_on_the_first_of_january(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN, .birth_year = 1989 },
        { "q", "A", T, 100, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN, .birth_year = 1990 },
    };
    const struct balance_count *young, *old;
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    young = &c.by_period[GROUPING_AGE].counts[group_of_age(&c, "under_30")];
    old = &c.by_period[GROUPING_AGE].counts[group_of_age(&c, "30_to_39")];
    assert_int_equal(young->opening, 2);
    assert_int_equal(young->out[TRANSFER_CHANGED], 1);
    assert_close(young->person_days, 365, 0);
    assert_int_equal(old->in[TRANSFER_CHANGED], 1);
    assert_close(old->person_days, 365, 0);
    assert_int_equal(balance_count_inflow(whole(&c)), 0);
    city_free(&c);
}

static double days_of_tenure(const struct city *c, size_t band)
{
    for (uint32_t g = 0; g < cells_groups(c->population.cells, GROUPING_TENURE); g++)
        if (cells_group_key(c->population.cells, GROUPING_TENURE, g)->attribute[ATTRIBUTE_TENURE] == band)
            return c->by_period[GROUPING_TENURE].counts[g].person_days;
    return 0;
}

/* Employed since 1 September 2018, in the population since 1 June 2019: a year on 1 September 2019. */
static void time_employed_counts_from_the_first_day_in_the_city(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", V, 100, "2018-09-01", "2019-05-31", CAUSE_TERM_ENDED, .gender = GENDER_MAN },
        { "p", "A", T, 100, "2019-06-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_close(days_of_tenure(&c, 0), 92, 0);
    assert_close(days_of_tenure(&c, 1), 122, 0);
    city_free(&c);
}

static void a_year_from_29_february_ends_on_1_march(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2016-02-29", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules rules = of_2019();
    struct city c;

    (void) state;
    rules.first_year = rules.last_year = 2018;
    count(&c, records, N(records), rules);
    assert_close(days_of_tenure(&c, 1), 59, 0); /* 1 January to 28 February 2018 */
    assert_close(days_of_tenure(&c, 2), 306, 0);
    city_free(&c);
}

/* Ten hires: one leaves each month from the third on, the eighth in January 2020. */
static void retention_and_half_life_follow_the_hires(void **state)
{
    static const char *const last[] = { "2019-04-10", "2019-05-10", "2019-06-10", "2019-07-10", "2019-08-10",
                                        NULL,         NULL,         NULL,         NULL,         NULL };
    struct city_record records[10];
    char names[10][2];
    struct measure m;
    struct city c;

    (void) state;
    for (size_t i = 0; i < 10; i++) {
        names[i][0] = (char) ('a' + i);
        names[i][1] = '\0';
        records[i] = (struct city_record){
            names[i], "A", T, 100, "2019-02-10", last[i], CAUSE_OWN_REQUEST, .gender = GENDER_WOMAN
        };
    }
    count(&c, records, 10, of_2019());
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T18);
    assert_close(m.value, 50, 1e-12);
    assert_close(m.numerator, 5, 0);
    assert_close(m.denominator, 10, 0);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T13);
    assert_close(m.value, 182 / (365.25 / 12), 1e-12); /* 10 February to 10 August, both included */
    city_free(&c);
}

/* The 365th day as the last one is within the year, the 366th is not. */
static void a_year_of_retention_has_365_days(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2019-02-10", "2020-02-09", CAUSE_OTHER, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2019-02-10", "2020-02-10", CAUSE_OTHER, .gender = GENDER_MAN },
    };
    struct measure m;
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T18);
    assert_close(m.value, 50, 1e-12);
    assert_close(m.numerator, 1, 0);
    city_free(&c);
}

/* A hire of 31 December has its 365th day on 29 December: 60 days before 27 February, 61 before the 28th. Who left when
 * is of no moment: one did just before the extraction, long after the first year. Half have left at 24 months: 24.5 are
 * 746 days at most, and the last hire has them on 14 January 2022. */
static void retention_is_preliminary_while_its_year_is_near(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2019-02-10", "2019-08-10", CAUSE_OTHER, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2019-02-10", "2021-02-20", CAUSE_OTHER, .gender = GENDER_MAN },
        { "r", "A", T, 100, "2019-02-10", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    static const struct {
        const char *extraction;
        double retention, half_life;
    } cases[] = { { "2021-02-27", 1, 2 }, { "2021-02-28", 0, 2 }, { "2022-03-15", 0, 2 }, { "2022-03-16", 0, 0 } };

    (void) state;
    for (size_t i = 0; i < N(cases); i++) {
        struct city_rules rules = of_2019();
        struct city c;

        rules.extraction = cases[i].extraction;
        count(&c, records, N(records), rules);
        assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T18).preliminary, cases[i].retention, 0);
        assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T13).preliminary, cases[i].half_life, 0);
        city_free(&c);
    }
}

/* A snapshot every 28 days: 13 windows a year, so 14 stocks. */
static void thirteen_stocks_are_those_of_twelve_months(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2019-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules rules = { .gap_days = 60 };
    int32_t dates[15];
    struct city c;

    (void) state;
    for (size_t i = 0; i < 15; i++)
        dates[i] = city_day("2019-01-01") + 28 * (int32_t) i;
    rules.snapshots = dates;
    rules.n_snapshots = 15;
    count(&c, records, N(records), rules);
    assert_int_equal(c.windows.periods[0].end, 14);
    assert_string_equal(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T4).reason, "not_possible");
    city_free(&c);
}

static void hires_not_followed_for_a_year_have_no_retention(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2019-05-05", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules rules = of_2019();
    struct measure m;
    struct city c;

    (void) state;
    rules.extraction = "2019-12-31";
    count(&c, records, N(records), rules);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T18);
    assert_true(isnan(m.value));
    assert_string_equal(m.reason, "short_follow_up");
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T13);
    assert_string_equal(m.reason, "not_reached");
    city_free(&c);
}

static void no_exposure_is_missing_not_zero(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2015-12-31", CAUSE_NONE, .gender = GENDER_MAN },
        { "p", "B", T, 100, "2019-01-02", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    static const enum definition_id none[] = { DEFINITION_T3, DEFINITION_T9, DEFINITION_T10, DEFINITION_T12 };
    struct city_rules rules = of_2019();
    struct city c;

    (void) state;
    rules.first_year = 2015;
    count(&c, records, N(records), rules);
    for (size_t i = 0; i < N(none); i++) {
        struct measure m = city_measure(&c, GROUPING_CITY, NULL, NULL, 1, none[i]); /* 2016 */

        assert_true(isnan(m.value) && isnan(m.lower) && isnan(m.upper));
        assert_string_equal(m.reason, "no_exposure");
    }
    assert_true(isnan(city_measure(&c, GROUPING_CITY, NULL, NULL, 1, DEFINITION_T17).value));
    assert_true(isnan(city_measure(&c, GROUPING_CITY, NULL, NULL, 1, DEFINITION_T4).value));
    assert_string_equal(city_measure(&c, GROUPING_CITY, NULL, NULL, 1, DEFINITION_T13).reason, "no_exposure");
    assert_string_equal(city_measure(&c, GROUPING_CITY, NULL, NULL, 2, DEFINITION_T1).reason, "no_exposure");
    city_free(&c);
}

/* Own request can not be 0 where nobody's cause is stated. */
static void unknown_causes_are_not_other_causes(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_UNKNOWN, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct measure m;
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T5);
    assert_true(isnan(m.value));
    assert_string_equal(m.reason, "missing");
    assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T4).numerator, 1, 0);
    city_free(&c);
}

/* Away over the turn of the year: in the same group at both ends, but not in one stay. */
static void stability_counts_who_came_back_and_the_classic_index_does_not(void **state)
{
    static const struct city_record records[] = {
        { "p", "A", T, 100, "2015-01-01", "2019-03-31", CAUSE_OTHER, .gender = GENDER_MAN },
        { "p", "A", T, 100, "2019-09-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "q", "A", T, 100, "2015-01-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city c;

    (void) state;
    count(&c, records, N(records), of_2019());
    assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T10).value, 100, 0);
    assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T12).value, 50, 0);
    assert_int_equal(
        follow_count(c.population.follow, GROUPING_CITY, 0, 0, city_balance(&c, GROUPING_CITY, NULL, NULL, 0)).persons,
        2);
    city_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_higher_grade_is_the_main_post),
        cmocka_unit_test(a_grade_that_is_not_stated_ranks_below_every_grade),
        cmocka_unit_test(a_post_goes_on_over_a_small_break),
        cmocka_unit_test(equal_posts_go_by_the_bytes_of_the_name),
        cmocka_unit_test(an_hourly_post_neither_keeps_nor_brings_back),
        cmocka_unit_test(sixty_days_are_a_gap_and_sixty_one_an_exit),
        cmocka_unit_test(who_goes_on_outside_the_population_has_not_left),
        cmocka_unit_test(fixed_term_staff_belong_where_they_are_asked_for),
        cmocka_unit_test(internal_change_as_a_cause_is_no_proof),
        cmocka_unit_test(an_end_after_the_extraction_is_not_known_yet),
        cmocka_unit_test(one_day_of_work_is_a_hire_and_an_exit),
        cmocka_unit_test(age_changes_on_the_first_of_january),
        cmocka_unit_test(time_employed_counts_from_the_first_day_in_the_city),
        cmocka_unit_test(a_year_from_29_february_ends_on_1_march),
        cmocka_unit_test(retention_and_half_life_follow_the_hires),
        cmocka_unit_test(a_year_of_retention_has_365_days),
        cmocka_unit_test(retention_is_preliminary_while_its_year_is_near),
        cmocka_unit_test(thirteen_stocks_are_those_of_twelve_months),
        cmocka_unit_test(hires_not_followed_for_a_year_have_no_retention),
        cmocka_unit_test(no_exposure_is_missing_not_zero),
        cmocka_unit_test(unknown_causes_are_not_other_causes),
        cmocka_unit_test(stability_counts_who_came_back_and_the_classic_index_does_not),
    };

    return TESTS_RUN(tests);
}
