/* What is shown and must not be: small numbers, and what is made of numbers that are withheld. Tables of a few rows. */
#include "pipeline/disclosure/audit_tables.h"
#include "pipeline/table/rows.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One at a time: what testing_folder() returns does not last. */
static const char *new_folder(void)
{
    static char folder[4096];

    snprintf(folder, sizeof folder, "%s", testing_folder());
    return folder;
}

/* Rows of "column=value column=value", one a line, into the table of the folder. */
static void put(const char *folder, const char *table, const char *lines)
{
    const struct schema *schema = schema_find(table);
    struct rows *rows = rows_new(schema);
    char *text = strdup(lines), *line_end = NULL, *word_end = NULL, name[64];
    struct fault f;

    for (char *line = strtok_r(text, "\n", &line_end); line != NULL; line = strtok_r(NULL, "\n", &line_end)) {
        rows_begin(rows);
        for (char *word = strtok_r(line, " ", &word_end); word != NULL; word = strtok_r(NULL, " ", &word_end)) {
            char *value = strchr(word, '=');

            *value++ = '\0';
            switch (schema->columns[schema_column(schema, word)].type) {
            case COLUMN_TEXT:
            case COLUMN_CODE:
                rows_text(rows, word, value);
                break;
            default:
                rows_number(rows, word, strtod(value, NULL));
            }
        }
    }
    snprintf(name, sizeof name, "%s.csv", table);
    assert_true(rows_write(rows, testing_path(folder, name), &f));
    rows_free(rows);
    free(text);
}

/* What the audit says of the first number of that key and column: "" where it is safe. */
static const char *said(const char *folder, const char *key, const char *column)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *hidden;
    struct audit_finding *shown;
    const char *word = "";
    size_t n;
    struct fault f;

    audit_set_survey_threshold(a, 11);
    audit_set_dominance(a, 2, 75);
    assert_true(audit_read(a, folder, &f));
    hidden = audit_solve(a, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(audit_at(a, hidden[i].number)->key, key) == 0 &&
            strcmp(audit_at(a, hidden[i].number)->column, column) == 0 && hidden[i].verdict == AUDIT_DERIVED)
            word = audit_word(hidden[i].verdict);
    shown = audit_shown(a, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(audit_at(a, shown[i].number)->key, key) == 0 &&
            strcmp(audit_at(a, shown[i].number)->column, column) == 0)
            word = audit_word(shown[i].verdict);
    free(shown);
    audit_free(a);
    return word;
}

/* ---- what is small ---- */

static void a_few_who_left_a_district_may_not_be_shown(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "districts",
        "period=2018 district=Beta definition=T17 exits=3 person_years=34.6 rate=8.7 lower=1.8 upper=25.3\n"
        "period=2018 district=Delta definition=T17 exits=0 person_years=34.6 moved_out=4\n"
        "period=2018 district=Gamma definition=T17 exits=5 person_years=34.6\n");
    assert_string_equal(said(folder, "2018|Beta", "exits"), "few");
    assert_string_equal(said(folder, "2018|Delta", "exits"), "");
    assert_string_equal(said(folder, "2018|Delta", "moved_out"), "few");
    assert_string_equal(said(folder, "2018|Gamma", "exits"), "");
}

static void one_who_left_for_a_cause_may_not_be_shown(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "city",
        "period=2020 occupation=all dimension=cause category=pension definition=T17 exits=1 person_years=220\n"
        "period=2020 occupation=all dimension=none category=all definition=T17 exits=40 person_years=220\n");
    assert_string_equal(said(folder, "2020|all|cause|pension", "exits"), "few");
    assert_string_equal(said(folder, "2020|all|none|all", "exits"), "");
}

/* Ten persons may be there for so little, two may not hold most of it: 2 / 0.75 in one year. */
static void person_years_that_two_may_hold_most_of_may_not_be_shown(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "district_occupation",
        "period=2018-2019 district=Beta occupation=nurse definition=T17 exits=0 person_years=5.3\n"
        "period=2018-2019 district=Delta occupation=nurse definition=T17 exits=2 person_years=2 rate=100\n"
        "period=2018-2019 district=Gamma occupation=nurse definition=T17 exits=0 person_years=5.4\n"
        "period=2018-2019 district=Kappa occupation=nurse definition=T17 exits_status=withheld person_years=0\n");
    assert_string_equal(said(folder, "2018-2019|Kappa|nurse", "person_years"), "small");
    assert_string_equal(said(folder, "2018-2019|Beta|nurse", "person_years"), "held");
    assert_string_equal(said(folder, "2018-2019|Delta|nurse", "person_years"), "held");
    assert_string_equal(said(folder, "2018-2019|Delta|nurse", "exits"), "few");
    assert_string_equal(said(folder, "2018-2019|Gamma|nurse", "person_years"), "");
}

static void the_size_of_a_small_group_may_not_be_shown(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "balance",
        "period=2019 occupation=all item=opening persons=9\nperiod=2020 occupation=all item=changed_out persons=1\n"
        "period=2020 occupation=all item=opening persons=10\n");
    put(folder, "definitions",
        "period=2019 occupation=all definition=T1 numerator=8 denominator=8 value=100\n"
        "period=2020 occupation=all definition=T1 numerator=0 denominator=10 value=0\n");
    assert_string_equal(said(folder, "2019|all|opening", "persons"), "small");
    assert_string_equal(said(folder, "2020|all|opening", "persons"), "");
    assert_string_equal(said(folder, "2020|all|changed_out", "persons"), "few");
    assert_string_equal(said(folder, "2019|all|T1", "denominator"), "small");
    assert_string_equal(said(folder, "2020|all|T1", "denominator"), "");
}

static void ten_who_are_ill_or_answer_are_too_few(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "public_indicators",
        "indicator=sickness_absence basis=own period=2020 district=Alvik category=all group=all denominator=10 "
        "value=6\n"
        "indicator=sickness_absence basis=own period=2020 district=Berga category=all group=all denominator=11 "
        "value=6\n"
        "indicator=survey_index basis=own period=2020 district=Alvik category=all group=all denominator=10 value=60\n"
        "indicator=survey_index basis=own period=2020 district=Berga category=all group=all denominator=11 value=60\n");
    assert_string_equal(said(folder, "employees|2020|Alvik|all|all||", "number"), "small");
    assert_string_equal(said(folder, "employees|2020|Berga|all|all||", "number"), "");
    assert_string_equal(said(folder, "respondents|2020|Alvik|all|all||survey_index", "number"), "small");
    assert_string_equal(said(folder, "respondents|2020|Berga|all|all||survey_index", "number"), "");
}

/* What few have answered is no secret of theirs; what all of them have is one of each. */
static void a_few_may_agree_but_not_all_or_none(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "public_indicators",
        "indicator=survey_share basis=own period=2020 district=Alvik category=all group=all denominator=20 value=10\n"
        "indicator=survey_share basis=own period=2020 district=Berga category=all group=all denominator=20 value=0\n"
        "indicator=survey_share basis=own period=2020 district=Dal category=all group=all denominator=20 value=100\n");
    assert_string_equal(said(folder, "agree|2020|Alvik|all|all||survey_share", "number"), "");
    assert_string_equal(said(folder, "agree|2020|Berga|all|all||survey_share", "number"), "alike");
    assert_string_equal(said(folder, "do not agree|2020|Berga|all|all||survey_share", "number"), "");
    assert_string_equal(said(folder, "do not agree|2020|Dal|all|all||survey_share", "number"), "alike");
}

static void a_few_records_may_not_be_shown_but_rows_of_counts_may(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "public_intake",
        "file=a.csv kind=spells records_in=3 kept=3 rejected=0 merged=0\n"
        "file=b.csv kind=counts records_in=4 kept_status=withheld rejected_status=withheld merged_status=withheld\n");
    assert_string_equal(said(folder, "a.csv", "records_in"), "few");
    assert_string_equal(said(folder, "a.csv", "kept"), "few");
    assert_string_equal(said(folder, "b.csv", "records_in"), "");
}

/* ---- what is made of what is withheld ---- */

#define CITY "occupation=all definition=T17 person_years=200 "

/* A city of two years, its exits of 2020 withheld, and one district, its exits of 2020 withheld. */
static const char *withheld(void)
{
    const char *folder = new_folder();

    put(folder, "city",
        CITY "period=2019 dimension=none category=all exits=40\n" CITY
             "period=2019 dimension=tenure category=long exits=40\n" CITY
             "period=2020 dimension=none category=all exits_status=withheld\n" CITY
             "period=2020 dimension=tenure category=long exits_status=withheld\n");
    put(folder, "districts",
        "period=2019 district=Alvik definition=T17 exits=40 person_years=200\n"
        "period=2020 district=Alvik definition=T17 exits_status=withheld person_years=200\n");
    return folder;
}

#define assert_found(table, row, key)                                                                                  \
    do {                                                                                                               \
        const char *folder = withheld();                                                                               \
                                                                                                                       \
        put(folder, table, row);                                                                                       \
        assert_string_equal(said(folder, key, "exits"), "derived");                                                    \
    } while (0)
#define assert_not_found(table, row, key)                                                                              \
    do {                                                                                                               \
        const char *folder = withheld();                                                                               \
                                                                                                                       \
        put(folder, table, row);                                                                                       \
        assert_string_equal(said(folder, key, "exits"), "");                                                           \
    } while (0)
#define THE_CITY "2020|all|none|all"
#define THE_DISTRICT "2020|Alvik"

static void a_rate_beside_that_at_equal_tenure_is_that_of_the_year(void **state)
{
    (void) state;
    assert_found("public_tenure_rates", "occupation=all period=2020 crude=12.7\n", THE_CITY);
    assert_not_found("public_tenure_rates", "occupation=all period=2019 crude=12.7\n", THE_CITY);
    assert_not_found("public_tenure_rates", "occupation=all period=2020 crude_status=withheld\n", THE_CITY);
}

static void a_rate_at_equal_tenure_is_made_of_every_tenure(void **state)
{
    (void) state;
    assert_found("public_tenure_rates", "occupation=all period=2020 standardised=12.7\n", "2020|all|tenure|long");
    assert_not_found("public_tenure_rates", "occupation=all period=2019 standardised=12.7\n", "2020|all|tenure|long");
}

static void a_trend_under_other_assumptions_is_made_of_the_years_of_its_verdict(void **state)
{
    const char *folder = withheld();
    static const char *const row = "family=primary district=all occupation=all cause=all grain=annual period=2019 ";
    char text[512];

    (void) state;
    snprintf(text, sizeof text, "%scheck=poisson rate_ratio=1.2\n", row);
    put(folder, "public_robustness", text);
    assert_string_equal(said(folder, THE_CITY, "exits"), "derived");
    snprintf(text, sizeof text, "%sfirst_period=2018 last_period=2019\n", row);
    put(folder, "public_verdicts", text);
    assert_string_equal(said(folder, THE_CITY, "exits"), "");
    snprintf(text, sizeof text, "%sfirst_period=2018 last_period=2020\n", row);
    put(folder, "public_verdicts", text);
    assert_string_equal(said(folder, THE_CITY, "exits"), "derived");
    assert_string_equal(said(folder, THE_DISTRICT, "exits"), "");
    snprintf(text, sizeof text, "%scheck=without_unit variant=Alvik p_fixed=0.2\n", row);
    put(folder, "public_robustness", text);
    assert_string_equal(said(folder, THE_DISTRICT, "exits"), "derived");
    assert_string_equal(said(folder, "2020|all|tenure|long", "exits"), "");
    snprintf(text, sizeof text, "%scheck=equal_tenure p_fixed=0.2\n", row);
    put(folder, "public_robustness", text);
    assert_string_equal(said(folder, "2020|all|tenure|long", "exits"), "derived");
}

static void any_number_of_a_test_is_made_of_all_years_of_its_series(void **state)
{
#define SERIES "occupation=all cause=all grain=annual period=2019 "
    (void) state;
    assert_found("public_verdicts", SERIES "family=primary district=all unit_dispersion=3.4\n", THE_CITY);
    assert_found("public_verdicts", SERIES "family=district district=Alvik events=60\n", THE_DISTRICT);
    assert_not_found("public_verdicts", SERIES "family=primary district=all reason=withheld\n", THE_CITY);
    assert_found("public_breaks", SERIES "family=primary district=all shape=step weight=0.4\n", THE_CITY);
    assert_not_found("public_breaks",
                     SERIES "family=primary district=all shape=step first_period=2018 last_period=2019 weight=0.4\n",
                     THE_CITY);
}

static void the_deviation_of_a_district_is_made_of_its_years(void **state)
{
    const char *folder = withheld();

    (void) state;
    put(folder, "public_unit_effects", "period=2019 shape=pulse district=Alvik definition=T17 expected=6\n");
    assert_string_equal(said(folder, THE_DISTRICT, "exits"), "");
    put(folder, "public_heterogeneity", "period=2019 shape=pulse first_period=2018 last_period=2020\n");
    assert_string_equal(said(folder, THE_DISTRICT, "exits"), "derived");
    put(folder, "public_unit_effects", "period=2019 shape=pulse district=Alvik definition=T17 reason=withheld\n");
    assert_string_equal(said(folder, THE_DISTRICT, "exits"), "");
}

static void a_change_is_made_of_both_its_years(void **state)
{
    (void) state;
    assert_found("public_changes", "dimension=city unit=all base_period=2019 period=2020 exits=25\n", THE_CITY);
    assert_found("public_changes", "dimension=city unit=all base_period=2020 period=2021 base_exits=25\n", THE_CITY);
    assert_found("public_changes", "dimension=district unit=Alvik base_period=2019 period=2020 ratio=0.7\n",
                 THE_DISTRICT);
    assert_not_found("public_changes",
                     "dimension=district unit=Alvik base_period=2019 period=2020 base_rate=20 person_years=200\n",
                     THE_DISTRICT);
    assert_found("public_decomposition", "dimension=tenure base_period=2019 period=2020 category=long rates=0.4\n",
                 "2020|all|tenure|long");
    assert_not_found("public_decomposition", "dimension=tenure base_period=2019 period=2020 category=long share=0.4\n",
                     "2020|all|tenure|long");
}

static void districts_beside_each_other_are_made_of_their_years(void **state)
{
    (void) state;
    assert_found("public_funnel", "period=2019-2020 district=Alvik ratio=0.4\n", THE_DISTRICT);
    assert_not_found("public_funnel", "period=2019-2020 district=Alvik person_years=400\n", THE_DISTRICT);
    assert_found("public_spread", "period=2020 rate=12\n", THE_CITY);
}

static void steps_from_another_figure_are_those_of_the_definitions(void **state)
{
    const char *folder = new_folder();

    (void) state;
    put(folder, "definitions", "period=2020 occupation=all definition=T1 denominator=200 value_status=withheld\n");
    put(folder, "public_bridge", "period=2020 occupation=all step=2 measure=kolada denominator=200\n");
    assert_string_equal(said(folder, "2020|all|T1", "numerator"), "");
    put(folder, "public_bridge", "period=2020 occupation=all step=2 measure=kolada numerator=33\n");
    assert_string_equal(said(folder, "2020|all|T1", "numerator"), "derived");
}

static void a_curve_ends_at_the_last_horizon_that_is_told(void **state)
{
    const char *folder = new_folder();
    static const char *const who = "grouping=city category=all cohort=2019 outcome=exit ";
    char text[1024];

    (void) state;
    snprintf(text, sizeof text,
             "%shorizon=1 entrants=60 events=20 remaining=40\n%shorizon=2 entrants=60 events_status=withheld "
             "remaining_status=withheld\n",
             who, who);
    put(folder, "public_retention", text);
    snprintf(text, sizeof text, "%smonths=12 survival=0.7\n", who);
    put(folder, "public_survival", text);
    assert_string_equal(said(folder, "city|all|2019|2", "events"), "");
    snprintf(text, sizeof text, "%smonths=12 survival=0.7\n%smonths=20 survival=0.6\n", who, who);
    put(folder, "public_survival", text);
    assert_string_equal(said(folder, "city|all|2019|2", "events"), "derived");
}

/* Rounded to a third, six of fourteen look like four: from none to six the numbers say that they are six. */
static void a_step_from_one_told_horizon_to_another_is_as_many_as_they_say(void **state)
{
    const char *folder = new_folder();
    static const char *const who = "grouping=city category=all cohort=2019 outcome=exit ";
    char text[1024];

    (void) state;
    snprintf(text, sizeof text, "%shorizon=2 entrants=14 events=6 remaining=8\n", who);
    put(folder, "public_retention", text);
    snprintf(text, sizeof text, "%smonths=0 survival=1\n%smonths=24 survival=0.6666666666666666\n", who, who);
    put(folder, "public_survival", text);
    assert_string_equal(said(folder, "city|all|2019|24", "events"), "");
    snprintf(text, sizeof text, "%smonths=0 survival=1\n%smonths=18 survival=0.6666666666666666\n", who, who);
    put(folder, "public_survival", text);
    assert_string_equal(said(folder, "city|all|2019|18", "events"), "few");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_who_left_a_district_may_not_be_shown),
        cmocka_unit_test(one_who_left_for_a_cause_may_not_be_shown),
        cmocka_unit_test(person_years_that_two_may_hold_most_of_may_not_be_shown),
        cmocka_unit_test(the_size_of_a_small_group_may_not_be_shown),
        cmocka_unit_test(ten_who_are_ill_or_answer_are_too_few),
        cmocka_unit_test(a_few_may_agree_but_not_all_or_none),
        cmocka_unit_test(a_few_records_may_not_be_shown_but_rows_of_counts_may),
        cmocka_unit_test(a_rate_beside_that_at_equal_tenure_is_that_of_the_year),
        cmocka_unit_test(a_rate_at_equal_tenure_is_made_of_every_tenure),
        cmocka_unit_test(a_trend_under_other_assumptions_is_made_of_the_years_of_its_verdict),
        cmocka_unit_test(any_number_of_a_test_is_made_of_all_years_of_its_series),
        cmocka_unit_test(the_deviation_of_a_district_is_made_of_its_years),
        cmocka_unit_test(a_change_is_made_of_both_its_years),
        cmocka_unit_test(districts_beside_each_other_are_made_of_their_years),
        cmocka_unit_test(steps_from_another_figure_are_those_of_the_definitions),
        cmocka_unit_test(a_curve_ends_at_the_last_horizon_that_is_told),
        cmocka_unit_test(a_step_from_one_told_horizon_to_another_is_as_many_as_they_say),
    };

    return TESTS_RUN(tests);
}
