#include "pipeline/intake/correction.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>

static const char HEADER[] = "file,line,person,field,old,new,reason,who,date\n";
static const char *const FILES[] = { "staff/a.csv", "staff/b.csv" };

static struct delivery_file files[] = { { "staff/a.csv", "staff/a.csv", 0, false },
                                        { "staff/b.csv", "staff/b.csv", 0, false } };
static struct delivery delivery = { files, 2, 2 };
static struct codebook *codebook;
static size_t place[FIELD_COUNT];

/* The columns of the file: personid, anställd_till, kön. */
enum { ID, END, GENDER, N };

static int begin(void **state)
{
    struct fault f;

    (void) state;
    for (int i = 0; i < FIELD_COUNT; i++)
        place[i] = SIZE_MAX;
    place[FIELD_PERSONID] = ID;
    place[FIELD_END] = END;
    place[FIELD_GENDER] = GENDER;
    return codebook_open(NULL, &codebook, &f) ? 0 : -1;
}

static int end(void **state)
{
    (void) state;
    codebook_free(codebook);
    return 0;
}

static bool open(const char *rows, struct corrections **c, struct fault *f)
{
    char text[1024];
    const char *path = testing_path(testing_folder(), "corrections.csv");

    snprintf(text, sizeof text, "%s%s", HEADER, rows);
    testing_write(path, text);
    return corrections_read(path, codebook, &delivery, c, f);
}

static struct corrections *opened(const char *rows)
{
    struct corrections *c = NULL;
    struct fault f;

    if (!open(rows, &c, &f))
        fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    return c;
}

static struct field cell(const char *text)
{
    return (struct field){ text, strlen(text) };
}

static void is_cell(struct field got, const char *expected)
{
    assert_int_equal(got.length, strlen(expected));
    assert_memory_equal(got.bytes, expected, got.length);
}

static void a_line_is_mended_and_no_other(void **state)
{
    struct corrections *c = opened("staff/a.csv,3,,anställd_till,2109-09-18,2016-09-18,felskrivet,A. H.,2025-03-05\n");
    enum codebook_field mended[FIELD_COUNT];
    struct field raw[N] = { cell("x1"), cell(" 2109-09-18 "), cell("kvinna") };
    const struct field *fields = raw;
    struct fault f;
    size_t n;

    (void) state;
    corrections_begin(c, FILES[1], place, N);
    assert_true(corrections_apply(c, &fields, 3, &n, mended, &f));
    assert_int_equal(n, 0);
    corrections_begin(c, FILES[0], place, N);
    assert_true(corrections_apply(c, &fields, 2, &n, mended, &f));
    assert_ptr_equal(fields, raw);
    assert_true(corrections_apply(c, &fields, 3, &n, mended, &f));
    assert_int_equal(n, 1);
    assert_int_equal(mended[0], FIELD_END);
    is_cell(fields[END], "2016-09-18");
    is_cell(fields[ID], "x1");
    is_cell(raw[END], " 2109-09-18 ");
    assert_true(corrections_finish(c, &f));
    corrections_free(c);
}

static void a_person_is_mended_in_every_file(void **state)
{
    struct corrections *c = opened(",,x1,kön,man,kvinna,fel,A. H.,2025-03-05\n");
    enum codebook_field mended[FIELD_COUNT];
    struct field raw[N] = { cell("x1"), cell(""), cell("man") };
    struct field other[N] = { cell("x2"), cell(""), cell("man") };
    struct fault f;
    size_t n;

    (void) state;
    for (int i = 0; i < 2; i++) {
        const struct field *fields = raw;

        corrections_begin(c, FILES[i], place, N);
        assert_true(corrections_apply(c, &fields, 7, &n, mended, &f));
        is_cell(fields[GENDER], "kvinna");
        fields = other;
        assert_true(corrections_apply(c, &fields, 8, &n, mended, &f));
        assert_int_equal(n, 0);
    }
    assert_true(corrections_finish(c, &f));
    corrections_free(c);
}

static void several_mends_of_one_record(void **state)
{
    struct corrections *c = opened("b.csv,4,,kön,man,kvinna,fel,A. H.,2025-03-05\n"
                                   "b.csv,4,x1,anställd_till,,2020-01-01,fel,A. H.,2025-03-05\n"
                                   "b.csv,9,,kön,man,kvinna,fel,A. H.,2025-03-05\n"
                                   ",,x1,kön,kvinna,man,fel,A. H.,2025-03-05\n");
    enum codebook_field mended[FIELD_COUNT];
    struct field raw[N] = { cell("x1"), cell(""), cell("man") };
    const struct field *fields = raw;
    struct fault f;
    size_t n;

    (void) state;
    corrections_begin(c, FILES[1], place, N);
    assert_true(corrections_apply(c, &fields, 4, &n, mended, &f));
    assert_int_equal(n, 2);
    is_cell(fields[GENDER], "kvinna");
    is_cell(fields[END], "2020-01-01");
    fields = raw;
    assert_true(corrections_apply(c, &fields, 9, &n, mended, &f));
    assert_int_equal(n, 1);
    assert_false(corrections_finish(c, &f)); /* the one by person never found its old value */
    assert_int_equal(f.line, 5);
    corrections_free(c);
}

static void an_old_value_that_is_not_there_stops_the_run(void **state)
{
    struct corrections *c = opened("staff/a.csv,3,,kön,man,kvinna,fel,A. H.,2025-03-05\n");
    enum codebook_field mended[FIELD_COUNT];
    struct field raw[N] = { cell("x1"), cell(""), cell("okänd") };
    const struct field *fields = raw;
    struct fault f;
    size_t n;

    (void) state;
    corrections_begin(c, FILES[0], place, N);
    assert_false(corrections_apply(c, &fields, 3, &n, mended, &f));
    assert_int_equal(f.line, 2);
    assert_string_equal(f.column, "old");
    assert_null(strstr(f.text, "okänd"));
    assert_false(corrections_finish(c, &f));
    corrections_free(c);
}

static void is_refused(const char *row, const char *column)
{
    struct corrections *c;
    struct fault f;

    if (open(row, &c, &f))
        fail_msg("accepted: %s", row);
    assert_int_equal(f.line, 2);
    assert_string_equal(f.column, column);
}

static void a_mend_must_say_what_and_why(void **state)
{
    (void) state;
    is_refused(",,,kön,man,kvinna,fel,A. H.,2025-03-05\n", "line");
    is_refused(",3,,kön,man,kvinna,fel,A. H.,2025-03-05\n", "file");
    is_refused("staff/c.csv,3,,kön,man,kvinna,fel,A. H.,2025-03-05\n", "file");
    is_refused("staff/a.csv,1,,kön,man,kvinna,fel,A. H.,2025-03-05\n", "line");
    is_refused("staff/a.csv,x,,kön,man,kvinna,fel,A. H.,2025-03-05\n", "line");
    is_refused("staff/a.csv,3,,namn,a,b,fel,A. H.,2025-03-05\n", "field");
    is_refused("staff/a.csv,3,,kön,man,kvinna,,A. H.,2025-03-05\n", "reason");
    is_refused("staff/a.csv,3,,kön,man,kvinna,fel,,2025-03-05\n", "who");
    is_refused("staff/a.csv,3,,kön,man,kvinna,fel,A. H.,\n", "date");
    is_refused("staff/a.csv,3,,kön,man,kvinna,fel,A. H.,5/3\n", "date");
}

#define WITH_CODEBOOK(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CODEBOOK(a_line_is_mended_and_no_other), WITH_CODEBOOK(a_person_is_mended_in_every_file),
        WITH_CODEBOOK(several_mends_of_one_record),   WITH_CODEBOOK(an_old_value_that_is_not_there_stops_the_run),
        WITH_CODEBOOK(a_mend_must_say_what_and_why),
    };

    return TESTS_RUN(tests);
}
