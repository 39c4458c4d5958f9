/* Every number of the worked fixture and of its boundary cases (domain.md 2.7, computed there by an independent script,
 * worked_fixture.py). There, hires and exits include conversions and, for A and B, moves: all inflow and all outflow.
 * Percentages are printed there with two decimals, person-years with four; they are given here as the fractions they
 * come from, where the table shows them, and checked against its printed digits. */
#include "tests/support/city.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>

#define T CITY_PERMANENT
#define V CITY_FIXED_TERM
#define H CITY_HOURLY

static const struct city_record FIXTURE[] = {
    { "P01", "A", T, 100, "2015-03-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P02", "A", T, 100, "2016-09-01", "2019-03-31", CAUSE_OWN_REQUEST, .gender = GENDER_WOMAN },
    { "P03", "A", T, 100, "2017-01-01", "2019-06-30", CAUSE_INTERNAL, .gender = GENDER_WOMAN },
    { "P03", "B", T, 100, "2019-07-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P04", "A", T, 100, "2018-02-01", "2019-10-31", CAUSE_PENSION, .gender = GENDER_WOMAN },
    { "P05", "A", T, 100, "2019-02-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P06", "A", T, 100, "2019-04-01", "2019-09-30", CAUSE_OWN_REQUEST, .gender = GENDER_WOMAN },
    { "P07", "A", V, 100, "2018-06-01", "2019-05-31", CAUSE_TERM_ENDED, .gender = GENDER_WOMAN },
    { "P07", "A", T, 100, "2019-06-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P08", "B", T, 50, "2014-01-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P09", "B", T, 100, "2018-01-01", "2019-12-31", CAUSE_OWN_REQUEST, .gender = GENDER_WOMAN },
    { "P10", "B", H, 0, "2018-01-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P11", "B", T, 100, "2017-05-01", "2019-04-15", CAUSE_OWN_REQUEST, .gender = GENDER_WOMAN },
    { "P11", "B", T, 100, "2019-05-20", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
};

static const struct city_record BOUNDARY[] = {
    { "P12", "A", T, 100, "2019-01-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P13", "A", T, 100, "2020-01-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P14", "A", T, 100, "2017-01-01", "2018-12-31", CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P14", "B", T, 100, "2019-01-01", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P15", "A", T, 100, "2016-01-01", "2019-05-31", CAUSE_NONE, .gender = GENDER_WOMAN },
    { "P15", "B", T, 100, "2019-06-11", NULL, CAUSE_NONE, .gender = GENDER_WOMAN },
};

#define N(array) (sizeof(array) / sizeof(array)[0])

static struct city_rules rules(int gap_days)
{
    return (
        struct city_rules){ .gap_days = gap_days, .first_year = 2019, .last_year = 2019, .extraction = "2020-12-31" };
}

/* A column of the table. */
struct column {
    const char *district; /* NULL: the city */
    int gap_days;
    int opening, inflow, outflow, closing;
    int person_days;
    int present;                                           /* sum of the 13 day stocks */
    double av2, av13, py, close, min, stability, november; /* percent, as printed */
};

static const struct column COLUMNS[] = {
    { NULL, 0, 7, 4, 5, 6, 2916, 102, 76.92, 63.73, 62.59, 83.33, 61.54, 57.14, 28.57 },
    { NULL, 60, 7, 3, 4, 6, 2950, 103, 61.54, 50.49, 49.49, 66.67, 46.15, 57.14, 28.57 },
    { "A", 0, 4, 3, 4, 3, 1671, 58, 114.29, 89.66, 87.37, 133.33, 85.71, 25.00, 75.00 },
    { "A", 60, 4, 3, 4, 3, 1671, 58, 114.29, 89.66, 87.37, 133.33, 85.71, 25.00, 75.00 },
    { "B", 0, 3, 2, 2, 3, 1245, 44, 66.67, 59.09, 58.63, 66.67, 66.67, 66.67, 0.00 },
    { "B", 60, 3, 1, 1, 3, 1279, 45, 33.33, 28.89, 28.54, 33.33, 33.33, 66.67, 0.00 },
};

static void assert_printed(double value, double printed)
{
    char got[32], expected[32];

    snprintf(got, sizeof got, "%.2f", value);
    snprintf(expected, sizeof expected, "%.2f", printed);
    assert_string_equal(got, expected);
}

/* The table's exits are all that leave; ours leave the city. Over the same denominators. */
static double over(const struct column *c, const struct measure *m)
{
    return 100.0 * c->outflow / m->denominator;
}

static void check_column(const struct column *column)
{
    struct city_rules r = rules(column->gap_days);
    enum grouping_id id = column->district == NULL ? GROUPING_CITY : GROUPING_DISTRICT;
    const struct balance_count *b;
    struct measure m;
    struct city c;

    city_count(&c, FIXTURE, N(FIXTURE), &r);
    b = city_balance(&c, id, column->district, NULL, 0);
    assert_int_equal(b->opening, column->opening);
    assert_int_equal(balance_count_inflow(b), column->inflow);
    assert_int_equal(balance_count_outflow(b), column->outflow);
    assert_int_equal(b->closing, column->closing);
    assert_close(b->person_days, column->person_days, 0);
    assert_int_equal(b->present, column->present);

    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T9);
    assert_printed(over(column, &m), column->av2);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T4);
    assert_printed(over(column, &m), column->av13);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T17);
    assert_close(m.denominator, column->person_days / 365.0, 0);
    assert_printed(over(column, &m), column->py);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T8);
    assert_printed(over(column, &m), column->close);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T3);
    assert_printed(m.value, column->min);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T10);
    assert_printed(m.value, column->stability);
    m = city_measure(&c, id, column->district, NULL, 0, DEFINITION_T1);
    assert_printed(m.value, column->november);
    city_free(&c);
}

static void each_column_of_the_table_comes_out(void **state)
{
    (void) state;
    for (size_t i = 0; i < N(COLUMNS); i++)
        check_column(&COLUMNS[i]);
}

static void person_years_are_as_printed(void **state)
{
    static const double printed[] = { 7.9890, 8.0822, 4.5781, 4.5781, 3.4110, 3.5041 };

    (void) state;
    for (size_t i = 0; i < N(COLUMNS); i++)
        assert_true(fabs(COLUMNS[i].person_days / 365.0 - printed[i]) < 0.00005);
}

static void the_exit_rate_of_a_by_exits_alone_is_65_53(void **state)
{
    struct city_rules r = rules(60);
    struct measure m;
    struct city c;

    (void) state;
    city_count(&c, FIXTURE, N(FIXTURE), &r);
    m = city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T17);
    assert_printed(m.value, 65.53);
    m = city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T17_MOVES);
    assert_close(m.numerator, 1, 0);
    m = city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T17_DEPARTURES);
    assert_printed(m.value, 87.37);
    city_free(&c);
}

/* "district exits 4+2 = city 5 + 1 internal move" (G = 0). */
static void departures_are_city_exits_and_moves(void **state)
{
    struct city_rules r = rules(0);
    const struct balance_count *city, *a, *b;
    struct city c;

    (void) state;
    city_count(&c, FIXTURE, N(FIXTURE), &r);
    city = city_balance(&c, GROUPING_CITY, NULL, NULL, 0);
    a = city_balance(&c, GROUPING_DISTRICT, "A", NULL, 0);
    b = city_balance(&c, GROUPING_DISTRICT, "B", NULL, 0);
    assert_int_equal(balance_count_exits(city), 5);
    assert_int_equal(balance_count_exits(a) + a->out[TRANSFER_MOVED], 4);
    assert_int_equal(balance_count_exits(b) + b->out[TRANSFER_MOVED], 2);
    assert_int_equal(a->out[TRANSFER_MOVED] + b->out[TRANSFER_MOVED], 1);
    assert_int_equal(b->in[TRANSFER_MOVED], 1);
    assert_int_equal(city->hires, 3);                /* P05, P06, P11 */
    assert_int_equal(city->in[TRANSFER_CHANGED], 1); /* P07 */
    city_free(&c);
}

static void half_time_counts_half_in_full_time_days(void **state)
{
    struct city_rules r = rules(60);
    struct city c;

    (void) state;
    city_count(&c, FIXTURE, N(FIXTURE), &r);
    assert_close(city_balance(&c, GROUPING_CITY, NULL, NULL, 0)->grade_days / BALANCE_FULL_TIME, 2950 - 365 / 2.0, 0);
    city_free(&c);
}

/* opening, hires, moved in, exits, moved out, closing, person-days */
static void the_boundary_cases_come_out(void **state)
{
    static const struct {
        const char *district;
        int numbers[7];
    } rows[] = {
        { NULL, { 2, 1, 0, 0, 0, 3, 1095 } },
        { "A", { 2, 1, 0, 0, 2, 1, 526 } },
        { "B", { 0, 0, 2, 0, 0, 2, 569 } },
    };
    struct city_rules r = rules(60);
    struct city c;

    (void) state;
    city_count(&c, BOUNDARY, N(BOUNDARY), &r);
    for (size_t i = 0; i < N(rows); i++) {
        const struct balance_count *b = city_balance(&c, rows[i].district == NULL ? GROUPING_CITY : GROUPING_DISTRICT,
                                                     rows[i].district, NULL, 0);
        const int *expected = rows[i].numbers;

        assert_int_equal(b->opening, expected[0]);
        assert_int_equal(b->hires, expected[1]);
        assert_int_equal(b->in[TRANSFER_MOVED], expected[2]);
        assert_int_equal(balance_count_exits(b), expected[3]);
        assert_int_equal(b->out[TRANSFER_MOVED], expected[4]);
        assert_int_equal(b->closing, expected[5]);
        assert_close(b->person_days, expected[6], 0);
    }
    city_free(&c);
}

/* Garwood limits of 4 exits, R 4.2.2: poisson.test(4)$conf.int. */
static void the_headline_has_exact_limits(void **state)
{
    struct city_rules r = rules(60);
    struct measure m;
    struct city c;

    (void) state;
    city_count(&c, FIXTURE, N(FIXTURE), &r);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T17);
    assert_close(m.numerator, 4, 0);
    assert_close(m.lower, 100 * 1.08986537363 / (2950 / 365.0), 1e-11);
    assert_close(m.upper, 100 * 10.24158867540 / (2950 / 365.0), 1e-11);
    assert_string_equal(m.reason, "");
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T5);
    assert_close(m.numerator, 3, 0);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T5P);
    assert_close(m.numerator, 4, 0);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T3);
    assert_string_equal(m.reason, "no_interval");
    assert_true(isnan(m.lower) && isnan(m.upper));
    city_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_column_of_the_table_comes_out),
        cmocka_unit_test(person_years_are_as_printed),
        cmocka_unit_test(the_exit_rate_of_a_by_exits_alone_is_65_53),
        cmocka_unit_test(departures_are_city_exits_and_moves),
        cmocka_unit_test(half_time_counts_half_in_full_time_days),
        cmocka_unit_test(the_boundary_cases_come_out),
        cmocka_unit_test(the_headline_has_exact_limits),
    };

    return TESTS_RUN(tests);
}
