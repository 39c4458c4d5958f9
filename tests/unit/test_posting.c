/* One record at a time. Personnummer are those of ../shared/nasty/own: published test numbers. */
#include "pipeline/base/calendar.h"
#include "pipeline/intake/posting.h"
#include "tests/support/testing.h"

#include <string.h>

enum { NUMBER, PERSONID, DISTRICT, OCCUPATION, FORM, PAY, GRADE, GENDER, BORN, START, END, CAUSE, EXTRACTED, N_CELLS };

static const enum codebook_field FIELDS[N_CELLS] = {
    FIELD_PERSONNUMMER, FIELD_PERSONID,   FIELD_DISTRICT, FIELD_OCCUPATION, FIELD_FORM,  FIELD_PAY,       FIELD_GRADE,
    FIELD_GENDER,       FIELD_BIRTH_YEAR, FIELD_START,    FIELD_END,        FIELD_CAUSE, FIELD_EXTRACTION
};

static struct codebook *codebook;
static struct digest_key *key;
static struct spells spells;
static struct findings findings;
static struct posting *posting;
static struct posting_file file;
static const char *record[N_CELLS];

static void columns(bool snapshots)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        file.place[i] = SIZE_MAX;
    for (size_t i = 0; i < N_CELLS; i++) {
        file.place[FIELDS[i]] = i;
        file.column[FIELDS[i]] = findings_column(&findings, codebook_field_name(FIELDS[i]),
                                                 strlen(codebook_field_name(FIELDS[i])));
    }
    if (snapshots)
        file.place[FIELD_START] = file.place[FIELD_END] = SIZE_MAX;
    file.snapshots = snapshots;
}

/* A record that is right in every way; a test changes a cell. */
static int begin(void **state)
{
    static const char *const good[N_CELLS] = {
        "197806172396", "",           "Södra",   "socialsekreterare", "tillsvidare", "månadslön", "75,0", "", "",
        "2017-01-01",   "2019-06-30", "Pension", "2021-12-31"
    };
    static const uint8_t bytes[32] = { 1 };
    struct fault f;

    (void) state;
    memcpy(record, good, sizeof record);
    memset(&file, 0, sizeof file);
    file.number = 1;
    file.extraction = INT32_MIN;
    spells_begin(&spells);
    findings_begin(&findings);
    key = digest_key_new(bytes, sizeof bytes);
    if (!codebook_open(NULL, &codebook, &f))
        return -1;
    posting = posting_new(codebook, key, &spells, &findings);
    columns(false);
    posting_begin(posting, &file);
    return 0;
}

static int end(void **state)
{
    (void) state;
    posting_free(posting);
    codebook_free(codebook);
    digest_key_free(key);
    spells_free(&spells);
    findings_free(&findings);
    return 0;
}

static enum reason take(uint16_t *column)
{
    struct field fields[N_CELLS];

    for (size_t i = 0; i < N_CELLS; i++)
        fields[i] = (struct field){ record[i], strlen(record[i]) };
    return posting_take(posting, fields, 2, column);
}

static const struct spell *kept(void)
{
    uint16_t column = 0;
    enum reason reason = take(&column);

    if (reason != REASON_NONE)
        fail_msg("rejected: %s, %s", dictionary_text(findings.columns, column), reason_word(reason));
    return &spells.items[spells.n - 1];
}

static void is_rejected(enum reason expected, const char *expected_column)
{
    size_t before = spells.n;
    uint16_t column = 0;
    enum reason reason = take(&column);

    assert_string_equal(reason_word(reason), reason_word(expected));
    assert_string_equal(dictionary_text(findings.columns, column), expected_column);
    assert_int_equal(spells.n, before);
}

static void a_whole_record_is_a_spell(void **state)
{
    const struct spell *s = kept();

    (void) state;
    assert_int_equal(s->start, calendar_from_civil(2017, 1, 1));
    assert_int_equal(s->end, calendar_from_civil(2019, 6, 30));
    assert_int_equal(s->extraction, calendar_from_civil(2021, 12, 31));
    assert_string_equal(dictionary_text(spells.districts, s->district), "Södra");
    assert_string_equal(dictionary_text(spells.occupations, s->occupation), "socialsekreterare");
    assert_int_equal(s->form, FORM_PERMANENT);
    assert_int_equal(s->grade, 7500);
    assert_int_equal(s->gender, GENDER_MAN); /* of the number: its ninth digit is odd */
    assert_int_equal(s->birth_year, 1978);
    assert_int_equal(s->cause, CAUSE_PENSION);
    assert_int_equal(s->line, 2);
    assert_int_equal(s->file, 1);
}

static void a_person_with_protected_identity_needs_an_id_and_a_district(void **state)
{
    const struct spell *s;

    (void) state;
    for (size_t i = 0; i < N_CELLS; i++)
        if (i != DISTRICT && i != START && i != EXTRACTED)
            record[i] = "";
    record[PERSONID] = "skydd-17";
    s = kept();
    assert_int_equal(s->gender, GENDER_UNKNOWN);
    assert_int_equal(s->birth_year, 0);
    assert_int_equal(s->grade, SPELL_NO_GRADE);
    assert_int_equal(s->form, FORM_UNKNOWN);
    assert_int_equal(s->end, SPELL_OPEN);
    assert_int_equal(s->cause, CAUSE_NONE);
    assert_string_equal(dictionary_text(spells.occupations, s->occupation), "");
}

static void a_word_in_place_of_a_protected_fact_keeps_the_record(void **state)
{
    static const char *const words[] = { "skyddad", "Sekretess", "SKYDDADE PERSONUPPGIFTER", "***",
                                         "xxxx",    "**-**-***", "Sekretessmarkering" };
    const struct spell *s;

    (void) state;
    record[NUMBER] = "";
    record[PERSONID] = "skydd-17";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        record[BORN] = record[GENDER] = record[GRADE] = record[FORM] = record[CAUSE] = record[DISTRICT] = words[i];
        s = kept();
        assert_int_equal(s->birth_year, 0);
        assert_int_equal(s->gender, GENDER_UNKNOWN);
        assert_int_equal(s->grade, SPELL_NO_GRADE);
        assert_int_equal(s->form, FORM_UNKNOWN);
        assert_int_equal(s->cause, CAUSE_UNKNOWN);
        assert_string_equal(dictionary_text(spells.districts, s->district), "okänd");
    }
    record[DISTRICT] = "Södra";
    record[BORN] = "19**"; /* struck out but for the century */
    assert_int_equal(kept()->birth_year, 0);
    record[BORN] = "uppgift saknas";
    assert_int_equal(kept()->birth_year, 0);
    record[BORN] = "sjuttioåtta"; /* a year, in no writing that is read */
    is_rejected(REASON_BIRTH_YEAR, "födelseår");
}

static void a_struck_out_id_is_no_id_and_one_with_crosses_and_digits_is(void **state)
{
    (void) state;
    record[NUMBER] = "";
    record[PERSONID] = "XXXXX";
    is_rejected(REASON_ID_MISSING, "personid");
    record[PERSONID] = "xx17";
    kept();
}

static void four_missing_ids_are_not_one_person(void **state)
{
    static const char *const words[] = { "",      "  ", "NULL", "saknas", "Skyddad identitet",
                                         "(tom)", "-",  "?",    "#N/A",   "tbd" };

    (void) state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        record[NUMBER] = words[i];
        record[PERSONID] = "";
        is_rejected(REASON_ID_MISSING, i < 2 ? "personid" : "personnummer");
        record[NUMBER] = "";
        record[PERSONID] = words[i];
        is_rejected(REASON_ID_MISSING, "personid");
    }
    record[PERSONID] = "1,97504E+11";
    is_rejected(REASON_ID_FORMAT, "personid");
    record[PERSONID] = "0000"; /* opaque is opaque */
    kept();
}

static void what_is_not_seen_makes_no_other_person(void **state)
{
    uint8_t person[PSEUDONYM_BYTES];

    (void) state;
    record[NUMBER] = "";
    record[PERSONID] = "A17";
    memcpy(person, kept()->person, sizeof person);
    record[PERSONID] = "A\u200b17\u00a0";
    assert_memory_equal(kept()->person, person, sizeof person);
    record[PERSONID] = "a17"; /* opaque is opaque */
    assert_memory_not_equal(kept()->person, person, sizeof person);
    record[PERSONID] = "\u200b";
    is_rejected(REASON_ID_MISSING, "personid");
    record[PERSONID] = "A17";
    record[DISTRICT] = "\u200b";
    is_rejected(REASON_DISTRICT_MISSING, "förvaltning");
}

static void writings_of_one_number_are_one_person(void **state)
{
    uint8_t person[PSEUDONYM_BYTES];

    (void) state;
    record[NUMBER] = "197610132396";
    memcpy(person, kept()->person, sizeof person);
    assert_true(spells.items[0].century_given);
    record[NUMBER] = "761013-2396";
    assert_memory_equal(kept()->person, person, sizeof person);
    assert_false(spells.items[1].century_given);
    record[NUMBER] = "";
    record[PERSONID] = "197610132396"; /* an id of another kind */
    assert_memory_not_equal(kept()->person, person, sizeof person);
}

static void each_wrong_cell_is_named(void **state)
{
    static const struct {
        int cell;
        const char *text;
        enum reason reason;
        const char *column;
    } cases[] = {
        { NUMBER, "197901232385", REASON_ID_CHECK_DIGIT, "personnummer" },
        { NUMBER, "1979O1232384", REASON_ID_FORMAT, "personnummer" },
        { DISTRICT, " \xc2\xa0", REASON_DISTRICT_MISSING, "förvaltning" },
        { GRADE, "150", REASON_GRADE_RANGE, "sysselsättningsgrad" },
        { GRADE, "heltid", REASON_GRADE_NUMBER, "sysselsättningsgrad" },
        { GRADE, "0,75", REASON_GRADE_UNIT, "sysselsättningsgrad" },
        { START, "", REASON_START_MISSING, "anställd_från" },
        { START, "1900-01-01", REASON_START_SENTINEL, "anställd_från" },
        { START, "2019-07-01", REASON_END_BEFORE_START, "anställd_till" },
        { START, "2022-01-01", REASON_START_AFTER_EXTRACTION, "anställd_från" },
        { START, "3/4/2017", REASON_DATE_FORMAT, "anställd_från" },
        { START, "1992-01-01", REASON_AGE, "personnummer" },
        { END, "2019-02-29", REASON_DATE_INVALID, "anställd_till" },
        { END, "2027-01-01", REASON_DATE_RANGE, "anställd_till" },
        { EXTRACTED, "", REASON_EXTRACTION_MISSING, "uttagsdatum" },
        { EXTRACTED, "snart", REASON_DATE_FORMAT, "uttagsdatum" },
    };

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *before = record[cases[i].cell];

        record[cases[i].cell] = cases[i].text;
        is_rejected(cases[i].reason, cases[i].column);
        record[cases[i].cell] = before;
    }
}

static void ages_at_hire_are_fifteen_to_eighty(void **state)
{
    (void) state;
    record[NUMBER] = "198006272382"; /* born 27 June 1980 */
    record[END] = "";
    record[START] = "1995-06-26";
    is_rejected(REASON_AGE, "personnummer");
    record[START] = "1995-06-27";
    kept();
    record[EXTRACTED] = "2098-01-01";
    record[START] = "2061-06-26";
    kept();
    record[START] = "2061-06-27";
    is_rejected(REASON_AGE, "personnummer");
    record[NUMBER] = "";
    record[PERSONID] = "x1";
    record[BORN] = "2003"; /* fifteen some day of 2018 */
    record[START] = "2018-01-01";
    kept();
    assert_int_equal(kept()->birth_year, 2003);
    record[START] = "2017-12-31"; /* a year that makes no working age is not believed, and says nothing of the post */
    assert_int_equal(kept()->birth_year, 0);
    record[BORN] = "03";
    is_rejected(REASON_BIRTH_YEAR, "födelseår");
}

static void an_end_may_be_open_or_known_ahead(void **state)
{
    (void) state;
    record[END] = "9999-12-31";
    record[CAUSE] = "";
    assert_int_equal(kept()->end, SPELL_OPEN);
    assert_int_equal(kept()->cause, CAUSE_NONE);
    record[END] = "2022-05-31";
    assert_int_equal(kept()->end, calendar_from_civil(2022, 5, 31));
    assert_int_equal(kept()->cause, CAUSE_UNKNOWN);
}

static void the_hour_beats_the_form(void **state)
{
    (void) state;
    record[PAY] = "timlön";
    assert_int_equal(kept()->form, FORM_HOURLY);
    record[PAY] = "månadslön";
    record[FORM] = "vikariat";
    assert_int_equal(kept()->form, FORM_FIXED_TERM);
    record[FORM] = "";
    assert_int_equal(kept()->form, FORM_UNKNOWN);
}

static void without_a_column_of_forms_staff_are_permanent(void **state)
{
    (void) state;
    file.place[FIELD_FORM] = SIZE_MAX;
    posting_begin(posting, &file);
    assert_int_equal(kept()->form, FORM_PERMANENT);
    record[PAY] = "timlön";
    assert_int_equal(kept()->form, FORM_HOURLY);
}

static void a_snapshot_is_a_day(void **state)
{
    const struct spell *s;

    (void) state;
    columns(true);
    posting_begin(posting, &file);
    s = kept();
    assert_int_equal(s->start, calendar_from_civil(2021, 12, 31));
    assert_int_equal(s->end, s->start);
    assert_int_equal(s->extraction, s->start);
    assert_int_equal(s->basis, BASIS_SNAPSHOT);
    assert_int_equal(s->cause, CAUSE_NONE);
}

static void words_that_nobody_mapped_are_noted_once_with_their_line(void **state)
{
    struct fault f;
    size_t n = 0;

    (void) state;
    record[CAUSE] = "Anhöriginvandring";
    kept();
    kept();
    record[FORM] = "praktik";
    kept();
    assert_true(posting_end(posting, "a.csv", &f));
    for (size_t i = 0; i < findings.n_remarks; i++) {
        const struct remark *r = &findings.remarks[i];

        if (r->note != NOTE_UNMAPPED)
            continue;
        n++;
        assert_int_equal(r->line, 2);
        assert_int_equal(r->records, strcmp(dictionary_text(findings.columns, r->column), "avgångsorsak") == 0 ? 3 : 1);
    }
    assert_int_equal(n, 2);
}

/* Each of these once more is what it was the first time, and is noted as often: cells are recalled by their bytes. */
static void what_is_recalled_is_what_was_found(void **state)
{
    static const struct {
        size_t cell;
        const char *text;
    } changed[] = { { DISTRICT, "Södra" },
                    { DISTRICT, " Södra\xC2\xA0" },
                    { DISTRICT, "skyddad" },
                    { OCCUPATION, "" },
                    { OCCUPATION, "#N/A" },
                    { OCCUPATION, "Kurator " },
                    { OCCUPATION, "skyddad" },
                    { FORM, "vikariat" },
                    { FORM, "okänt ord" },
                    { FORM, "sekretess" },
                    { PAY, "timlön" },
                    { PAY, "skyddad" },
                    { GRADE, "75" },
                    { GRADE, "75,0 %" },
                    { GRADE, "***" },
                    { GRADE, "" },
                    { GENDER, "K" },
                    { GENDER, "skyddad" },
                    { GENDER, "?" },
                    { CAUSE, "Pension" },
                    { CAUSE, "okänd orsak" },
                    { CAUSE, "sekretess" },
                    { END, "" },
                    { END, "9999-12-31" },
                    { END, " 2019-06-30" },
                    { END, "20190630" },
                    { START, "20170101" },
                    { BORN, "1978" },
                    { BORN, "skyddad" },
                    { BORN, "1978-06-17" } };

    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++) {
        enum { TIMES = 3 };
        struct spell first;
        struct fault f;

        assert_int_equal(end(state), 0);
        assert_int_equal(begin(state), 0);
        record[changed[i].cell] = changed[i].text;
        first = *kept();
        assert_true(posting_end(posting, "a.csv", &f));
        posting_begin(posting, &file);
        for (int k = 0; k < TIMES; k++)
            assert_memory_equal(kept(), &first, sizeof first);
        assert_true(posting_end(posting, "a.csv", &f));
        assert_int_equal(findings.n_remarks % 2, 0);
        for (size_t k = 0, n = findings.n_remarks / 2; k < n; k++) {
            assert_int_equal(findings.remarks[n + k].note, findings.remarks[k].note);
            assert_int_equal(findings.remarks[n + k].column, findings.remarks[k].column);
            assert_int_equal(findings.remarks[n + k].records, TIMES * findings.remarks[k].records);
        }
    }
}

#define ALONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(a_whole_record_is_a_spell),
        ALONE(a_person_with_protected_identity_needs_an_id_and_a_district),
        ALONE(a_word_in_place_of_a_protected_fact_keeps_the_record),
        ALONE(a_struck_out_id_is_no_id_and_one_with_crosses_and_digits_is),
        ALONE(four_missing_ids_are_not_one_person),
        ALONE(what_is_not_seen_makes_no_other_person),
        ALONE(writings_of_one_number_are_one_person),
        ALONE(each_wrong_cell_is_named),
        ALONE(ages_at_hire_are_fifteen_to_eighty),
        ALONE(an_end_may_be_open_or_known_ahead),
        ALONE(the_hour_beats_the_form),
        ALONE(without_a_column_of_forms_staff_are_permanent),
        ALONE(a_snapshot_is_a_day),
        ALONE(words_that_nobody_mapped_are_noted_once_with_their_line),
        ALONE(what_is_recalled_is_what_was_found),
    };

    return TESTS_RUN(tests);
}
