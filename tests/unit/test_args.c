#include "tests/support/testing.h"

#include "pipeline/base/args.h"

#include <string.h>

enum { MOST_WORDS = 8 };

static const char *input, *output;

/* Parses the words, up to NULL, for a stage with a required --input and an --output that has a default. */
static enum args_result parse(const char *const *words, struct fault *f)
{
    const struct arg args[] = {
        { "input", "FIL", "läses", true, &input },
        { "output", "FIL", "skrivs", false, &output },
    };
    char *argv[MOST_WORDS + 2] = { (char *) "prov" };
    int argc = 1;

    for (; *words != NULL; words++)
        argv[argc++] = (char *) *words;
    input = NULL;
    output = "default";
    return args_parse(argc, argv, "prov", "Provar.", args, 2, f);
}

#define WORDS(...)                                                                                                     \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

static void values_go_where_the_table_says(void **state)
{
    struct fault f;

    (void) state;
    assert_int_equal(parse(WORDS("--output", "b c", "--input=å.csv"), &f), ARGS_RUN);
    assert_string_equal(input, "å.csv");
    assert_string_equal(output, "b c");
}

static void an_option_that_is_not_given_keeps_its_default(void **state)
{
    struct fault f;

    (void) state;
    assert_int_equal(parse(WORDS("--input", "a"), &f), ARGS_RUN);
    assert_string_equal(output, "default");
}

static void an_optional_value_may_be_empty(void **state)
{
    struct fault f;

    (void) state;
    assert_int_equal(parse(WORDS("--input", "a", "--output", ""), &f), ARGS_RUN);
    assert_string_equal(output, "");
}

static void a_wrong_command_line_is_said_in_words(void **state)
{
    static const struct {
        const char *words[4];
        const char *text;
    } WRONG[] = {
        { { NULL }, "valet saknas: --input, se prov --help" },
        { { "--output", "b", NULL }, "valet saknas: --input, se prov --help" },
        { { "--input", NULL }, "värde saknas efter --input, se prov --help" },
        { { "--input", "", NULL }, "värdet är tomt efter --input, se prov --help" },
        { { "--inputt", "a", NULL }, "okänt val: --inputt, se prov --help" },
        { { "-x", NULL }, "okänt val: -x, se prov --help" },
        { { "a", NULL }, "oväntat ord: a, se prov --help" },
        { { "--input", "a", "b", NULL }, "oväntat ord: b, se prov --help" },
        { { "--input=a", "--input=b", NULL }, "valet är angivet två gånger: --input, se prov --help" },
        { { "--help=3", NULL }, "okänt val: --help=3, se prov --help" },
    };

    (void) state;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct fault f;

        assert_int_equal(parse(WRONG[i].words, &f), ARGS_WRONG);
        assert_int_equal(f.kind, FAULT_USAGE);
        assert_string_equal(f.text, WRONG[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_where_the_table_says),
        cmocka_unit_test(an_option_that_is_not_given_keeps_its_default),
        cmocka_unit_test(an_optional_value_may_be_empty),
        cmocka_unit_test(a_wrong_command_line_is_said_in_words),
    };

    return TESTS_RUN(tests);
}
