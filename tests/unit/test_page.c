#include "pipeline/publish/page.h"

#include "tests/support/testing.h"

#include <stdlib.h>

static void assert_page(const char *page, const char *expected)
{
    char *headed = page_head_tables(page);

    assert_string_equal(headed, expected);
    free(headed);
}

static void headings_say_what_they_head(void **state)
{
    (void) state;
    assert_page(
        "<table>\n<thead>\n<tr class=\"header\">\n<th style=\"text-align: left;\">År</th>\n<th>Avgångar</th>\n</tr>\n"
        "</thead>\n<tbody>\n<tr class=\"odd\">\n<td style=\"text-align: left;\">2014</td>\n<td>259</td>\n</tr>\n"
        "<tr class=\"even\">\n<td>2015</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n",
        "<table>\n<thead>\n<tr class=\"header\">\n<th style=\"text-align: left;\" scope=\"col\">År</th>\n"
        "<th scope=\"col\">Avgångar</th>\n</tr>\n</thead>\n<tbody>\n<tr class=\"odd\">\n"
        "<th class=\"name\" style=\"text-align: left;\" scope=\"row\">2014</th>\n<td>259</td>\n</tr>\n"
        "<tr class=\"even\">\n<th class=\"name\" scope=\"row\">2015</th>\n<td></td>\n</tr>\n</tbody>\n</table>\n");
}

/* 22 letters, and 23: marks count as none, an entity or a letter of two bytes as one. */
static void a_name_is_as_long_as_it_looks(void **state)
{
    (void) state;
    assert_page(
        "<tbody><tr><td><strong>ÅÄÖ</strong> 5 &amp; 6 &lt; 7890123456</td></tr></tbody>",
        "<tbody><tr><th class=\"name\" scope=\"row\"><strong>ÅÄÖ</strong> 5 &amp; 6 &lt; 7890123456</th></tr></tbody>");
    assert_page("<tbody><tr><td><strong>ÅÄÖ</strong> 5 &amp; 6 &lt; 7890123456X</td></tr></tbody>",
                "<tbody><tr><th scope=\"row\"><strong>ÅÄÖ</strong> 5 &amp; 6 &lt; 7890123456X</th></tr></tbody>");
}

#define ROW "<tr><td></td></tr>"
#define HEADED "<tr><th class=\"name\" scope=\"row\"></th></tr>"
#define FOUR(x) x x x x
#define THIRTEEN(x) FOUR(x) FOUR(x) FOUR(x) x

static void thirteen_rows_are_a_short_table_and_fourteen_are_not(void **state)
{
    (void) state;
    assert_page(
        "<div id=\"a\" class=\"table wide\" role=\"region\"><div><table><thead><tr></tr></thead><tbody>" THIRTEEN(
            ROW) "</tbody></table></div></div><div><table><tbody>" ROW "</tbody></table></div>",
        "<div id=\"a\" class=\"table wide short\" role=\"region\"><div><table><thead><tr></tr></thead><tbody>" THIRTEEN(
            HEADED) "</tbody></table></div></div><div><table><tbody>" HEADED "</tbody></table></div>");
    assert_page("<div class=\"wide table\"><table><tbody>" ROW "</tbody></table></div>",
                "<div class=\"wide table short\"><table><tbody>" HEADED "</tbody></table></div>");
    assert_page("<div class=\"table\"><table><tbody>" THIRTEEN(ROW) ROW "</tbody></table></div>",
                "<div class=\"table\"><table><tbody>" THIRTEEN(HEADED) HEADED "</tbody></table></div>");
    assert_page("<div class=\"tables\"><div id=\"table\"><table><tbody>" ROW "</tbody></table></div></div>",
                "<div class=\"tables\"><div id=\"table\"><table><tbody>" HEADED "</tbody></table></div></div>");
}

static void all_else_is_left_alone(void **state)
{
    static const char *const SAME[] = {
        "",
        "<",
        "<p>a &lt;td> b</p>",
        "<table><tr><td>no body</td></tr></table><td>",
        "<tbody><tr><td>never closed",
        "<tbody><tr><td",
        "<thead><th style=",
        "<div class=\"table",
        "<div",
        "<script>if (a < b) c = '<td>'; </script>",
    };

    (void) state;
    for (size_t i = 0; i < sizeof SAME / sizeof SAME[0]; i++)
        assert_page(SAME[i], SAME[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_say_what_they_head),
        cmocka_unit_test(a_name_is_as_long_as_it_looks),
        cmocka_unit_test(thirteen_rows_are_a_short_table_and_fourteen_are_not),
        cmocka_unit_test(all_else_is_left_alone),
    };

    return TESTS_RUN(tests);
}
