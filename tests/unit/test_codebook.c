#include "pipeline/base/calendar.h"
#include "pipeline/intake/codebook.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>

static char codes[512]; /* a folder of code lists */

static void list(const char *name, const char *text)
{
    testing_write(testing_path(codes, name), text);
}

static struct codebook *opened(bool with_lists)
{
    struct codebook *c = NULL;
    struct fault f;

    if (!codebook_open(with_lists ? codes : NULL, &c, &f))
        fail_msg("%s:%d: %s: %s", f.path, (int) f.line, f.column, f.text);
    return c;
}

static int new_folder(void **state)
{
    (void) state;
    snprintf(codes, sizeof codes, "%s", testing_folder());
    return 0;
}

static enum codebook_field header(const struct codebook *c, const char *word)
{
    return codebook_header(c, word, strlen(word));
}

static void headers_match_however_they_are_written(void **state)
{
    static const struct {
        const char *word;
        enum codebook_field field;
    } cases[] = { { "Personnummer", FIELD_PERSONNUMMER },
                  { " PERSONID ", FIELD_PERSONID },
                  { "person_id", FIELD_PERSONID },
                  { "Förv", FIELD_DISTRICT },
                  { "fo\xcc\x88rvaltning", FIELD_DISTRICT },
                  { "Anst.form", FIELD_FORM },
                  { "Syss.grad", FIELD_GRADE },
                  { "Fr.o.m", FIELD_START },
                  { "start_date", FIELD_START },
                  { "T.o.m", FIELD_END },
                  { "Anställd till", FIELD_END },
                  { "Slutorsak", FIELD_CAUSE },
                  { "extraction_date", FIELD_EXTRACTION },
                  { "namn", FIELD_UNKNOWN },
                  { "", FIELD_UNKNOWN },
                  { "'personnummer'", FIELD_UNKNOWN } };
    struct codebook *c = opened(false);

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (header(c, cases[i].word) != cases[i].field)
            fail_msg("'%s' is field %d", cases[i].word, (int) header(c, cases[i].word));
    for (int i = 0; i < FIELD_COUNT; i++)
        assert_int_equal(header(c, codebook_field_name((enum codebook_field) i)), i);
    codebook_free(c);
}

static void words_of_a_delivery_overrule_the_built_in_ones(void **state)
{
    struct codebook *c;
    bool known;

    (void) state;
    list("headers.csv", "word,code\nlön,avlöning\norsak,ignoreras\n");
    list("cause.csv", "ord;kod\nOmorganisation;internal\nPension;other\nGått vidare;egen begäran\n");
    c = opened(true);
    assert_int_equal(header(c, "Lön"), FIELD_PAY);
    assert_int_equal(header(c, "orsak"), FIELD_UNKNOWN);
    assert_int_equal(header(c, "avgångsorsak"), FIELD_CAUSE);
    assert_int_equal(codebook_cause(c, "OMORGANISATION", 14, 0, &known), CAUSE_INTERNAL);
    assert_int_equal(codebook_cause(c, "pension", 7, 0, &known), CAUSE_OTHER);
    assert_int_equal(codebook_cause(c, "gått vidare", strlen("gått vidare"), 0, &known), CAUSE_OWN_REQUEST);
    assert_true(known);
    assert_int_equal(codebook_cause(c, "Anhöriginvandring", strlen("Anhöriginvandring"), 0, &known), CAUSE_UNKNOWN);
    assert_false(known);
    assert_false(codebook_is_dated(c));
    codebook_free(c);
}

static void a_word_means_what_it_meant_on_the_day(void **state)
{
    struct codebook *c;
    size_t length;
    bool known;

    (void) state;
    list("form.csv", "word,code,valid_from,valid_to\n5,fixed_term,,2016-12-31\n5,hourly,2017-01-01,\n");
    c = opened(true);
    assert_true(codebook_is_dated(c));
    assert_int_equal(codebook_form(c, "5", 1, calendar_from_civil(2016, 12, 31), &known), FORM_FIXED_TERM);
    assert_int_equal(codebook_form(c, "5", 1, calendar_from_civil(2017, 1, 1), &known), FORM_HOURLY);
    assert_int_equal(codebook_form(c, "Tillsvidare", 11, 0, &known), FORM_PERMANENT);
    list("occupation.csv", "word,code,valid_from,valid_to\n351010,socialsekreterare,,2018-10-31\n");
    codebook_free(c);
    c = opened(true);
    codebook_occupation(c, "351010", 6, calendar_from_civil(2018, 11, 1), &length, &known);
    assert_int_equal(length, 0);
    assert_false(known);
    codebook_free(c);
}

static void without_a_list_a_name_is_itself_in_one_spelling(void **state)
{
    struct codebook *c = opened(false);
    const char *text;
    size_t length;
    bool known;

    (void) state;
    text = codebook_occupation(c,
                               " So\xcc\x88"
                               "cial ",
                               10, 0, &length, &known);
    assert_int_equal(length, strlen("Söcial"));
    assert_memory_equal(text, "Söcial", length);
    assert_true(known);
    codebook_free(c);
}

static void with_a_list_an_unmapped_word_is_never_guessed(void **state)
{
    struct codebook *c;
    const char *text;
    size_t length;
    bool known;

    (void) state;
    list("occupation.csv", "word,code\nBiståndsbedömare,biståndshandläggare\n");
    list("operation.csv", "word,code\nmissbruk,missbruk\n");
    list("unit.csv", "word,code\n01,Bromma\n");
    c = opened(true);
    text = codebook_occupation(c, "BISTÅNDSBEDÖMARE", strlen("BISTÅNDSBEDÖMARE"), 0, &length, &known);
    assert_true(known);
    assert_memory_equal(text, "biståndshandläggare", length);
    codebook_occupation(c, "kurator", 7, 0, &length, &known);
    assert_int_equal(length, 0);
    assert_false(known);
    codebook_operation(c, "äldre", strlen("äldre"), 0, &length, &known);
    assert_int_equal(length, 0);
    text = codebook_unit(c, "01", 2, 0, &length, &known);
    assert_memory_equal(text, "Bromma", length);
    text = codebook_unit(c, "Farsta", 6, 0, &length, &known);
    assert_int_equal(length, 6);
    assert_memory_equal(text, "Farsta", 6);
    assert_false(known);
    codebook_free(c);
}

static void pay_and_gender(void **state)
{
    struct codebook *c = opened(false);
    bool known;

    (void) state;
    assert_true(codebook_is_hourly(c, "Timlön", strlen("Timlön"), &known));
    assert_true(known);
    assert_false(codebook_is_hourly(c, "månad", strlen("månad"), &known));
    assert_true(known);
    assert_false(codebook_is_hourly(c, "?", 1, &known));
    assert_false(known);
    assert_int_equal(codebook_gender(c, "K", 1, &known), GENDER_WOMAN);
    assert_int_equal(codebook_gender(c, "Man", 3, &known), GENDER_MAN);
    assert_int_equal(codebook_gender(c, "x", 1, &known), GENDER_UNKNOWN);
    codebook_free(c);
}

static void is_refused(const char *name, const char *text, uint64_t line, const char *column, const char *says)
{
    struct codebook *c;
    struct fault f;

    list(name, text);
    assert_false(codebook_open(codes, &c, &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_int_equal(f.line, line);
    assert_string_equal(f.column, column);
    if (strstr(f.text, says) == NULL)
        fail_msg("the fault says: %s", f.text);
}

static void a_code_that_is_none_is_refused(void **state)
{
    (void) state;
    is_refused("cause.csv", "word,code\npension,pensioned\n", 2, "code", "own_request");
}

static void a_word_with_two_codes_is_refused(void **state)
{
    (void) state;
    is_refused("form.csv", "word,code\nX,permanent\nx,hourly\n", 3, "word", "annan kod");
}

static void a_list_without_its_columns_is_refused(void **state)
{
    (void) state;
    is_refused("gender.csv", "word,meaning\nX,man\n", 1, "code", "kolumnen saknas");
}

static void a_date_that_is_none_is_refused(void **state)
{
    (void) state;
    is_refused("unit.csv", "word,code,valid_from\n1,Bromma,1/1/2019\n", 2, "valid_from", "inget datum");
}

static void words_of_the_tables_go_both_ways(void **state)
{
    (void) state;
    for (int i = 0; i < CAUSE_COUNT; i++) {
        enum staff_cause cause;
        const char *word = codebook_cause_word((enum staff_cause) i);

        assert_true(codebook_cause_from_word(word, strlen(word), &cause));
        assert_int_equal(cause, i);
    }
    for (int i = 0; i <= FORM_HOURLY; i++) {
        enum staff_form form;
        const char *word = codebook_form_word((enum staff_form) i);

        assert_true(codebook_form_from_word(word, strlen(word), &form));
        assert_int_equal(form, i);
    }
    for (int i = 0; i <= GENDER_MAN; i++) {
        enum staff_gender gender;
        const char *word = codebook_gender_word((enum staff_gender) i);

        assert_true(codebook_gender_from_word(word, strlen(word), &gender));
        assert_int_equal(gender, i);
    }
    assert_false(codebook_form_from_word("Permanent", 9, &(enum staff_form){ 0 }));
}

#define IN_FOLDER(test) cmocka_unit_test_setup(test, new_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(headers_match_however_they_are_written),
        IN_FOLDER(words_of_a_delivery_overrule_the_built_in_ones),
        IN_FOLDER(a_word_means_what_it_meant_on_the_day),
        IN_FOLDER(without_a_list_a_name_is_itself_in_one_spelling),
        IN_FOLDER(with_a_list_an_unmapped_word_is_never_guessed),
        IN_FOLDER(pay_and_gender),
        IN_FOLDER(a_code_that_is_none_is_refused),
        IN_FOLDER(a_word_with_two_codes_is_refused),
        IN_FOLDER(a_list_without_its_columns_is_refused),
        IN_FOLDER(a_date_that_is_none_is_refused),
        IN_FOLDER(words_of_the_tables_go_both_ways),
    };

    return TESTS_RUN(tests);
}
