#include "pipeline/publish/pdf.h"

#include "tests/support/testing.h"

#include <string.h>

static const char PAGE[] =
    "%PDF-1.4\n/CreationDate (D:20250303120001+00'00')\n/ModDate (D:20250303120001+00'00')\n"
    "/ID (node00000026)\n/Headers [(node00000026) (node00000031)]\n"
    "stream\n(node00000002) /ModDate (D:20250303120001\nendstream\n/Alt (node00000030 text)\n%%EOF\n";

static void dates_and_numbers_of_the_run_are_written_over(void **state)
{
    char page[sizeof PAGE];

    (void) state;
    memcpy(page, PAGE, sizeof PAGE);
    assert_true(pdf_normalise(page, sizeof PAGE - 1, "19700101000000"));
    assert_string_equal(
        page, "%PDF-1.4\n/CreationDate (D:19700101000000+00'00')\n/ModDate (D:19700101000000+00'00')\n"
              "/ID (node00000001)\n/Headers [(node00000001) (node00000002)]\n"
              "stream\n(node00000002) /ModDate (D:20250303120001\nendstream\n/Alt (node00000030 text)\n%%EOF\n");
}

static void pages_that_differ_by_the_run_alone_become_the_same(void **state)
{
    char one[sizeof PAGE], other[sizeof PAGE];

    (void) state;
    memcpy(one, PAGE, sizeof PAGE);
    memcpy(other, PAGE, sizeof PAGE);
    memcpy(strstr(other, "26)\n"), "23", 2);
    memcpy(strstr(other, "26) ("), "23", 2);
    memcpy(strstr(other, "31)"), "29", 2); /* one more was painted between them */
    assert_true(pdf_normalise(one, sizeof PAGE - 1, "20240101000000"));
    assert_true(pdf_normalise(other, sizeof PAGE - 1, "20240101000000"));
    assert_string_equal(one, other);
}

static void what_is_no_whole_pdf_is_refused(void **state)
{
    char page[] = "%PDF-1.4\n/ID (node00000026)\n", text[] = "hello %%EOF", empty[] = "";

    (void) state;
    assert_false(pdf_normalise(page, sizeof page - 1, "19700101000000"));
    assert_false(pdf_normalise(text, sizeof text - 1, "19700101000000"));
    assert_false(pdf_normalise(empty, 0, "19700101000000"));
    assert_string_equal(page, "%PDF-1.4\n/ID (node00000026)\n");
}

static void a_stream_that_is_never_closed_ends_the_search_not_the_program(void **state)
{
    char page[] = "%PDF-1.4\nstream\n(node00000026)\n%%EOF";

    (void) state;
    assert_true(pdf_normalise(page, sizeof page - 1, "19700101000000"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_numbers_of_the_run_are_written_over),
        cmocka_unit_test(pages_that_differ_by_the_run_alone_become_the_same),
        cmocka_unit_test(what_is_no_whole_pdf_is_refused),
        cmocka_unit_test(a_stream_that_is_never_closed_ends_the_search_not_the_program),
    };

    return TESTS_RUN(tests);
}
