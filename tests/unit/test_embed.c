#include "pipeline/publish/embed.h"

#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>

/* What `page` becomes, to free(); NULL where it fails. */
static char *embedded(const char *page, const char *style, const char *figures, struct fault *f)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&bytes, &length);
    bool ok = embed_page(page, style, figures, to, f);

    fclose(to);
    if (!ok) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static void assert_embedded(const char *page, const char *style, const char *figures, const char *expected)
{
    struct fault f;
    char *bytes = embedded(page, style, figures, &f);

    assert_non_null(bytes);
    assert_string_equal(bytes, expected);
    free(bytes);
}

/* RFC 4648, section 10. */
static void base64_is_that_of_the_rfc(void **state)
{
    static const char *const CASES[][2] = { { "", "" },
                                            { "f", "Zg==" },
                                            { "fo", "Zm8=" },
                                            { "foo", "Zm9v" },
                                            { "foob", "Zm9vYg==" },
                                            { "fooba", "Zm9vYmE=" },
                                            { "foobar", "Zm9vYmFy" },
                                            { "\xff\xef\xfe", "/+/+" } };

    (void) state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char *bytes = NULL;
        size_t length = 0;
        FILE *to = open_memstream(&bytes, &length);

        embed_base64((const unsigned char *) CASES[i][0], strlen(CASES[i][0]), to);
        fclose(to);
        assert_string_equal(bytes, CASES[i][1]);
        free(bytes);
    }
}

static void a_style_sheet_loses_comments_and_blanks_but_no_quoted_text(void **state)
{
    (void) state;
    assert_embedded(
        "<link rel=\"stylesheet\" href=\"report.css\">",
        "/* what for */\n\nbody {\n    color: red; /* why */\n}\n\n\nq { content: \"a  /* b */ \\\" c\" }\n", ".",
        "<style type=\"text/css\">\nbody {\ncolor: red; \n}\nq { content: \"a  /* b */ \\\" c\" }\n</style>");
    assert_embedded("<link rel=\"stylesheet\" href=\"report.css\">", "p { } /* never closed", ".",
                    "<style type=\"text/css\">\np { } </style>");
}

static void a_picture_stands_in_the_page_and_all_else_is_left_alone(void **state)
{
    const char *folder = testing_folder();

    (void) state;
    testing_write(testing_path(folder, "a-1.svg"), "foobar");
    assert_embedded(
        "<p>1 < 2 &lt;img src=\"figures/a-1.svg\"</p><img src=\"figures/a-1.svg\" alt=\"x\" />\n", "", folder,
        "<p>1 < 2 &lt;img src=\"figures/a-1.svg\"</p><img src=\"data:image/svg+xml;base64,Zm9vYmFy\" alt=\"x\" />\n");
    assert_embedded("<img src=\"figures/../a-1.svg\"><img src=\"figures/a-1.gif\"><img src=\"other/a-1.svg\">", "",
                    folder, "<img src=\"figures/../a-1.svg\"><img src=\"figures/a-1.gif\"><img src=\"other/a-1.svg\">");
}

static void a_picture_that_is_not_there_is_a_fault(void **state)
{
    struct fault f;

    (void) state;
    assert_null(embedded("<img src=\"figures/none.svg\">", "", testing_folder(), &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_non_null(strstr(f.path, "/none.svg"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_is_that_of_the_rfc),
        cmocka_unit_test(a_style_sheet_loses_comments_and_blanks_but_no_quoted_text),
        cmocka_unit_test(a_picture_stands_in_the_page_and_all_else_is_left_alone),
        cmocka_unit_test(a_picture_that_is_not_there_is_a_fault),
    };

    return TESTS_RUN(tests);
}
