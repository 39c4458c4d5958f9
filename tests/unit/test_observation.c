/* When somebody is followed in a group, from which day and to which: persons of the worked fixture (domain.md 2.7) and
 * of its boundary cases, by the rules of domain.md 2.4, T13 and T18. Days are counted by hand from the dates. */
#include "pipeline/staff/observation.h"
#include "tests/support/city.h"
#include "tests/support/testing.h"

#define POST(PERSON, DISTRICT, FORM, FIRST, LAST, CAUSE, OCCUPATION)                                                   \
    {                                                                                                                  \
        .person = PERSON, .district = DISTRICT, .form = FORM, .grade = 100, .first = FIRST, .last = LAST,              \
        .cause = CAUSE, .occupation = OCCUPATION                                                                       \
    }
#define N(array) (sizeof(array) / sizeof(array)[0])

enum { MOST = 8, BY_DISTRICT = 1u << ATTRIBUTE_DISTRICT, BY_OCCUPATION = 1u << ATTRIBUTE_OCCUPATION };

struct seen {
    struct observation items[MOST];
    size_t n;
    struct city city;
};

/* One person's observations, from the beginning of 2019 on; the register ends with 2020. */
static void see(struct seen *s, const struct city_record *records, size_t n, unsigned splits)
{
    struct city_rules rules = { .gap_days = 60, .first_year = 2019, .last_year = 2019, .extraction = "2020-12-31" };
    struct observation_time time = { city_day("2019-01-01"), city_day("2020-01-01"), INT32_MIN };

    city_count(&s->city, records, n, &rules);
    s->n = observation_find(s->city.population.stays.items, s->city.population.stays.n, splits, &time, s->items);
}

static void assert_seen(const struct observation *o, bool hired, int entry, int leaves_at, unsigned outcome)
{
    assert_int_equal(o->hired, hired);
    assert_int_equal(o->entry, entry);
    assert_int_equal(o->exit, leaves_at);
    assert_int_equal(o->outcome, outcome);
}

static unsigned left_for(enum staff_cause cause)
{
    return 1 + (unsigned) tally_cause_place(cause);
}

/* One person, one observation. */
static void assert_one(const struct city_record *records, size_t n, unsigned splits, bool hired, int entry,
                       int leaves_at, unsigned outcome)
{
    struct seen s;

    see(&s, records, n, splits);
    assert_int_equal(s.n, 1);
    assert_seen(&s.items[0], hired, entry, leaves_at, outcome);
    city_free(&s.city);
}

static void who_is_hired_is_followed_from_the_first_day(void **state)
{
    const struct city_record p06[] = { POST("P06", "A", CITY_PERMANENT, "2019-04-01", "2019-09-30", CAUSE_OWN_REQUEST,
                                            NULL) };
    const struct city_record one_day[] = { POST("X", "A", CITY_PERMANENT, "2019-04-01", "2019-04-01", CAUSE_OTHER,
                                                NULL) };

    (void) state;
    assert_one(p06, 1, 0, true, 0, 183, left_for(CAUSE_OWN_REQUEST));
    assert_one(one_day, 1, 0, true, 0, 1, left_for(CAUSE_OTHER));
}

static void who_is_still_there_is_followed_to_the_last_known_day(void **state)
{
    const struct city_record p05[] = { POST("P05", "A", CITY_PERMANENT, "2019-02-01", NULL, CAUSE_NONE, NULL) };

    (void) state;
    assert_one(p05, 1, 0, true, 0, 700, OBSERVATION_STAYED); /* 334 days of 2019, 366 of 2020 */
}

static void who_was_there_before_is_followed_from_the_first_day_of_the_time(void **state)
{
    const struct city_record p04[] = { POST("P04", "A", CITY_PERMANENT, "2018-02-01", "2019-10-31", CAUSE_PENSION,
                                            NULL) };
    const struct city_record first[] = { POST("P12", "A", CITY_PERMANENT, "2019-01-01", "2019-01-31", CAUSE_PENSION,
                                              NULL) };
    const struct city_record day_before[] = { POST("X", "A", CITY_PERMANENT, "2018-12-31", "2019-01-01", CAUSE_PENSION,
                                                   NULL) };

    (void) state;
    assert_one(p04, 1, 0, false, 334, 638, left_for(CAUSE_PENSION)); /* 334 days of 2018, then 304 */
    assert_one(first, 1, 0, true, 0, 31, left_for(CAUSE_PENSION));
    assert_one(day_before, 1, 0, false, 1, 2, left_for(CAUSE_PENSION));
}

static void who_left_before_or_came_after_is_not_followed(void **state)
{
    const struct city_record before[] = { POST("X", "A", CITY_PERMANENT, "2018-02-01", "2018-12-31", CAUSE_PENSION,
                                               NULL) };
    const struct city_record p13[] = { POST("P13", "A", CITY_PERMANENT, "2020-01-01", NULL, CAUSE_NONE, NULL) };
    struct seen s;

    (void) state;
    see(&s, before, 1, 0);
    assert_int_equal(s.n, 0);
    city_free(&s.city);
    see(&s, p13, 1, 0);
    assert_int_equal(s.n, 0);
    city_free(&s.city);
}

static void a_move_leaves_the_district_and_not_the_city(void **state)
{
    const struct city_record p03[] = {
        POST("P03", "A", CITY_PERMANENT, "2017-01-01", "2019-06-30", CAUSE_INTERNAL, NULL),
        POST("P03", "B", CITY_PERMANENT, "2019-07-01", "2019-12-31", CAUSE_OWN_REQUEST, NULL),
    };
    struct seen s;

    (void) state;
    assert_one(p03, 2, 0, false, 730, 1095, left_for(CAUSE_OWN_REQUEST));
    see(&s, p03, 2, BY_DISTRICT);
    assert_int_equal(s.n, 2);
    assert_seen(&s.items[0], false, 730, 912, OBSERVATION_MOVED); /* on the first day in B */
    assert_seen(&s.items[1], false, 911, 1095, left_for(CAUSE_OWN_REQUEST));
    assert_ptr_not_equal(s.items[0].stay, s.items[1].stay);
    city_free(&s.city);
}

static void another_occupation_ends_the_following_without_an_event(void **state)
{
    const struct city_record both[] = {
        POST("X", "A", CITY_PERMANENT, "2019-01-01", "2019-06-30", CAUSE_INTERNAL, "s"),
        POST("X", "A", CITY_PERMANENT, "2019-07-01", NULL, CAUSE_NONE, "b"),
    };
    struct seen s;

    (void) state;
    assert_one(both, 2, 0, true, 0, 731, OBSERVATION_STAYED);
    see(&s, both, 2, BY_OCCUPATION);
    assert_int_equal(s.n, 2);
    assert_seen(&s.items[0], true, 0, 182, OBSERVATION_STAYED);
    assert_seen(&s.items[1], false, 181, 731, OBSERVATION_STAYED);
    city_free(&s.city);
}

/* P07: fixed-term a year, then permanent: the clock runs from the first day in the city. */
static void who_comes_from_elsewhere_in_the_city_enters_late(void **state)
{
    const struct city_record p07[] = {
        POST("P07", "A", CITY_FIXED_TERM, "2018-06-01", "2019-05-31", CAUSE_TERM_ENDED, NULL),
        POST("P07", "A", CITY_PERMANENT, "2019-06-01", "2019-06-30", CAUSE_OWN_REQUEST, NULL),
    };

    (void) state;
    assert_one(p07, 2, 0, false, 365, 395, left_for(CAUSE_OWN_REQUEST));
}

static void work_outside_the_population_ends_the_following(void **state)
{
    const struct city_record manager[] = {
        POST("X", "A", CITY_PERMANENT, "2019-01-01", "2019-01-31", CAUSE_INTERNAL, NULL),
        POST("X", "A", CITY_PERMANENT, "2019-02-01", "2019-12-31", CAUSE_OWN_REQUEST, ""),
    };

    (void) state;
    assert_one(manager, 2, 0, true, 0, 32, OBSERVATION_STAYED);
}

/* P11: away 34 days. P11 at another city, 61 days: left, and hired again. */
static void a_short_break_is_none_and_a_long_one_is_an_exit(void **state)
{
    const struct city_record p11[] = {
        POST("P11", "B", CITY_PERMANENT, "2019-01-15", "2019-04-15", CAUSE_OWN_REQUEST, NULL),
        POST("P11", "B", CITY_PERMANENT, "2019-05-20", "2019-12-31", CAUSE_PENSION, NULL),
    };
    const struct city_record away[] = {
        POST("P11", "B", CITY_PERMANENT, "2019-01-15", "2019-04-15", CAUSE_OWN_REQUEST, NULL),
        POST("P11", "B", CITY_PERMANENT, "2019-06-16", "2019-12-31", CAUSE_PENSION, NULL),
    };
    struct seen s;

    (void) state;
    assert_one(p11, 2, 0, true, 0, 351, left_for(CAUSE_PENSION));
    see(&s, away, 2, 0);
    assert_int_equal(s.n, 2);
    assert_seen(&s.items[0], true, 0, 91, left_for(CAUSE_OWN_REQUEST));
    assert_seen(&s.items[1], true, 0, 199, left_for(CAUSE_PENSION));
    city_free(&s.city);
}

static void a_split_unit_is_no_move(void **state)
{
    const struct city_record p[] = {
        POST("X", "Whole", CITY_PERMANENT, "2019-01-01", "2019-06-30", CAUSE_INTERNAL, NULL),
        POST("X", "East", CITY_PERMANENT, "2019-07-01", NULL, CAUSE_NONE, NULL),
    };
    const char *path = testing_path(testing_folder(), "organisation.csv");
    struct city_rules rules = { .gap_days = 60, .first_year = 2019, .last_year = 2019, .extraction = "2020-12-31" };
    struct observation_time time = { city_day("2019-01-01"), city_day("2020-01-01"), INT32_MIN };
    struct organisation *organisation;
    struct observation found[MOST];
    struct fault f = { 0 };
    struct city c;

    (void) state;
    testing_write(path, "unit,valid_from,valid_to,successor\nWhole,2010-01-01,2019-06-30,East\n"
                        "Whole,2010-01-01,2019-06-30,West\nEast,2019-07-01,,\nWest,2019-07-01,,\n");
    assert_true(organisation_read(path, &organisation, &f));
    rules.organisation = organisation;
    city_count(&c, p, N(p), &rules);
    assert_int_equal(observation_find(c.population.stays.items, c.population.stays.n, BY_DISTRICT, &time, found), 2);
    assert_seen(&found[0], true, 0, 182, OBSERVATION_STAYED);
    city_free(&c);
    organisation_free(organisation);
}

static void an_exit_near_the_end_of_the_register_is_preliminary(void **state)
{
    const struct city_record late[] = { POST("X", "A", CITY_PERMANENT, "2019-01-01", "2020-12-01", CAUSE_OTHER, NULL) };
    struct seen s;

    (void) state;
    see(&s, late, 1, 0);
    assert_true(s.items[0].preliminary);
    city_free(&s.city);
}

static void without_a_known_beginning_nobody_is_followed(void **state)
{
    const struct city_record p[] = { POST("X", "A", CITY_PERMANENT, "2019-01-01", NULL, CAUSE_NONE, NULL) };
    struct observation_time time = { city_day("2019-01-01"), city_day("2020-01-01"), city_day("2019-01-01") };
    struct observation found[MOST];
    struct seen s;

    (void) state;
    see(&s, p, 1, 0);
    assert_int_equal(observation_find(s.city.population.stays.items, s.city.population.stays.n, 0, &time, found), 0);
    city_free(&s.city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_hired_is_followed_from_the_first_day),
        cmocka_unit_test(who_is_still_there_is_followed_to_the_last_known_day),
        cmocka_unit_test(who_was_there_before_is_followed_from_the_first_day_of_the_time),
        cmocka_unit_test(who_left_before_or_came_after_is_not_followed),
        cmocka_unit_test(a_move_leaves_the_district_and_not_the_city),
        cmocka_unit_test(another_occupation_ends_the_following_without_an_event),
        cmocka_unit_test(who_comes_from_elsewhere_in_the_city_enters_late),
        cmocka_unit_test(work_outside_the_population_ends_the_following),
        cmocka_unit_test(a_short_break_is_none_and_a_long_one_is_an_exit),
        cmocka_unit_test(a_split_unit_is_no_move),
        cmocka_unit_test(an_exit_near_the_end_of_the_register_is_preliminary),
        cmocka_unit_test(without_a_known_beginning_nobody_is_followed),
    };

    return TESTS_RUN(tests);
}
