/* The figures of England are the published row of 2023 (domain.md 2.2). */
#include "pipeline/intake/counts.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct result {
    char *text; /* counts.csv */
    struct intake account;
    struct findings findings;
};

static bool read(const char *text, struct result *r, struct fault *f)
{
    char folder[512], path[600], out[600];
    struct delivery_file file = { "counts/a.csv", path, 0, false };
    struct delivery_options options = { .extraction = INT32_MIN };
    struct dictionary *seen = dictionary_new();
    struct rows *rows = rows_new(schema_find("counts"));
    struct codebook *codebook = NULL;
    bool ok;

    snprintf(folder, sizeof folder, "%s", testing_folder());
    snprintf(path, sizeof path, "%s/a.csv", folder);
    snprintf(out, sizeof out, "%s/counts.csv", folder);
    testing_write(path, text);
    findings_begin(&r->findings);
    r->text = NULL;
    ok = codebook_open(NULL, &codebook, f) &&
         counts_read(&file, &options, 1, codebook, seen, rows, &r->findings, &r->account, f) &&
         rows_write(rows, out, f);
    if (ok)
        r->text = testing_read(out);
    codebook_free(codebook);
    dictionary_free(seen);
    rows_free(rows);
    return ok;
}

static void release(struct result *r)
{
    findings_free(&r->findings);
    free(r->text);
}

static void gives(const char *text, const char *expected)
{
    struct result r;
    struct fault f;

    if (!read(text, &r, &f))
        fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    assert_string_equal(strchr(r.text, '\n') + 1, expected);
    release(&r);
}

static void periods_are_years_months_or_two_dates(void **state)
{
    (void) state;
    gives("period,unit,occupation,exits,person_years\n2019,A,o,3,10\n2020-02,A,o,1,1\n",
          "2019,2019-01-01,2019-12-31,A,o,NaN,NaN,NaN,3,10,given,1,2\n"
          "2020-02,2020-02-01,2020-02-29,A,o,NaN,NaN,NaN,1,1,given,1,3\n");
    gives("från;till;förvaltning;yrke;avgångar;årsanställda\n2018-11-01;2019-10-31;A;o;3;10,5\n",
          "2018-11-01--2019-10-31,2018-11-01,2019-10-31,A,o,NaN,NaN,NaN,3,10.5,given,1,2\n");
}

static void a_labelled_year_may_run_to_any_day(void **state)
{
    (void) state;
    gives("period,from,to,unit,stock_close,exits\n2023,2022-10-01,2023-09-30,England,35199,5640\n",
          "2023,2022-10-01,2023-09-30,England,,NaN,35199,NaN,5640,35199,closing_stock,1,2\n");
}

static void a_missing_exposure_is_made_of_the_stocks_and_marked(void **state)
{
    (void) state;
    gives("period,unit,occupation,stock_open,stock_close,exits\n2019,A,o,10,20,3\n2020,A,o,..,20,3\n2021,A,o,20,x,3\n",
          "2019,2019-01-01,2019-12-31,A,o,10,20,NaN,3,15,mean_of_stocks,1,2\n"
          "2020,2020-01-01,2020-12-31,A,o,NaN,20,NaN,3,20,closing_stock,1,3\n"
          "2021,2021-01-01,2021-12-31,A,o,20,NaN,NaN,3,NaN,none,1,4\n");
    gives("period,unit,stock_close,exits\n2023,England,35199,5640\n",
          "2023,2023-01-01,2023-12-31,England,,NaN,35199,NaN,5640,35199,closing_stock,1,2\n");
}

static void stocks_of_a_month_make_a_part_of_a_year(void **state)
{
    struct result r;
    struct fault f;
    double exposure = 0;

    (void) state;
    assert_true(read("period,unit,stock_open,stock_close,exits\n2019-03,A,10,20,3\n", &r, &f));
    assert_int_equal(sscanf(strstr(r.text, ",NaN,3,") + 7, "%lf", &exposure), 1);
    assert_close(exposure, 15 * 31 / 365.25, 1e-12);
    release(&r);
}

static void missing_is_not_zero(void **state)
{
    (void) state;
    gives("period,unit,stock_close,hires,exits\n2019,A,10,0,\n",
          "2019,2019-01-01,2019-12-31,A,,NaN,10,0,NaN,10,closing_stock,1,2\n");
}

static void rows_that_can_not_be_used_are_rejected_one_by_one(void **state)
{
    static const struct {
        uint32_t line;
        enum reason reason;
    } expected[] = { { 3, REASON_PERIOD },      { 4, REASON_COUNT_NUMBER },  { 5, REASON_DISTRICT_MISSING },
                     { 6, REASON_FIELD_COUNT }, { 7, REASON_COUNTED_TWICE }, { 8, REASON_REPEATED_HEADER },
                     { 9, REASON_PERIOD } };
    struct result r;
    struct fault f;

    (void) state;
    assert_true(read(
        "period,unit,exits\n2019,A,1\n19,A,1\n2020,A,en\n2021,,1\n2022,A\n2019,A,2\nperiod,unit,exits\n2019-13,A,1\n\n",
        &r, &f));
    assert_int_equal(r.account.records_in, 8);
    assert_int_equal(r.account.kept, 1);
    assert_int_equal(r.account.rejected, 7);
    assert_int_equal(r.account.blank, 1);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(r.findings.rejects[i].line, expected[i].line);
        assert_int_equal(r.findings.rejects[i].reason, expected[i].reason);
    }
    release(&r);
}

static void rejects(const char *text, size_t n, enum reason reason)
{
    struct result r;
    struct fault f;

    assert_true(read(text, &r, &f));
    assert_int_equal(r.account.rejected, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(r.findings.rejects[i].reason, reason);
    release(&r);
}

static void the_whole_is_one_unit_whatever_its_name(void **state)
{
    (void) state;
    rejects("period,unit,occupation,exits\n2019,hela staden,o,1\n2019,Hela Staden,o,1\n2019,all,o,1\n2019,TOTALT,o,1\n",
            3, REASON_COUNTED_TWICE);
    rejects("period,unit,occupation,exits\n2019,A,,1\n2019,A,alla,1\n2019,A,Totalt,1\n", 2, REASON_COUNTED_TWICE);
    rejects("period,unit,occupation,exits\n2019,staden,o,1\n2019,staden,p,1\n2020,staden,o,1\n2019,A,o,1\n", 0,
            REASON_NONE);
}

static void persons_are_whole_and_thousands_have_no_point(void **state)
{
    (void) state;
    rejects("period,unit,stock_open,stock_close,hires,exits\n2019,A,1.000,9,9,9\n2019,B,9,1.000,9,9\n2019,C,9,9,1.5,9\n"
            "2019,D,9,9,9,1.000\n",
            4, REASON_COUNT_WHOLE);
    rejects("period,unit,stock_close,person_years\n2019,A,1000,1.000\n", 1, REASON_COUNT_WHOLE);
    rejects("period,unit,stock_close,person_years\n2019-03,A,100,8.333\n", 0, REASON_NONE); /* a twelfth */
    gives("period,unit,stock_close,person_years\n2019,A,2,1.125\n2019,B,,1.125\n",
          "2019,2019-01-01,2019-12-31,A,,NaN,2,NaN,NaN,1.125,given,1,2\n"
          "2019,2019-01-01,2019-12-31,B,,NaN,NaN,NaN,NaN,1.125,given,1,3\n");
}

static void is_refused(const char *text, const char *column)
{
    struct result r;
    struct fault f;

    assert_false(read(text, &r, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_string_equal(f.column, column);
    release(&r);
}

static void a_file_that_counts_nothing_is_refused(void **state)
{
    (void) state;
    is_refused("unit,exits\nA,1\n", "period");
    is_refused("period,exits\n2019,1\n", "unit");
    is_refused("period,unit\n2019,A\n", "exits");
    is_refused("period,unit,exits,avgångar\n2019,A,1,1\n", "exits");
    is_refused("period,unit,exits\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_years_months_or_two_dates),
        cmocka_unit_test(a_labelled_year_may_run_to_any_day),
        cmocka_unit_test(a_missing_exposure_is_made_of_the_stocks_and_marked),
        cmocka_unit_test(stocks_of_a_month_make_a_part_of_a_year),
        cmocka_unit_test(missing_is_not_zero),
        cmocka_unit_test(rows_that_can_not_be_used_are_rejected_one_by_one),
        cmocka_unit_test(the_whole_is_one_unit_whatever_its_name),
        cmocka_unit_test(persons_are_whole_and_thousands_have_no_point),
        cmocka_unit_test(a_file_that_counts_nothing_is_refused),
    };

    return TESTS_RUN(tests);
}
