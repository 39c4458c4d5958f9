#include "pipeline/table/cell.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *formatted(double value)
{
    static char text[CELL_ROOM];
    size_t length = cell_format_real(value, text);

    assert_int_equal(length, strlen(text));
    return text;
}

static void reals_are_written_as_people_would(void **state)
{
    (void) state;
    assert_string_equal(formatted(0), "0");
    assert_string_equal(formatted(-0.0), "0");
    assert_string_equal(formatted(100), "100");
    assert_string_equal(formatted(-75.5), "-75.5");
    assert_string_equal(formatted(0.1), "0.1");
    assert_string_equal(formatted(0.1 + 0.2), "0.30000000000000004");
    assert_string_equal(formatted(1.0 / 3), "0.3333333333333333");
    assert_string_equal(formatted(12.000001), "12.000001");
    assert_string_equal(formatted(1e-5), "1e-05");
    assert_string_equal(formatted(999999999999999), "999999999999999");
    assert_string_equal(formatted(1e15), "1e+15");
    assert_string_equal(formatted(5e-324), "5e-324");
    assert_string_equal(formatted(DBL_MAX), "1.7976931348623157e+308");
    assert_string_equal(formatted((double) NAN), "NaN");
    assert_string_equal(formatted((double) INFINITY), "Inf");
    assert_string_equal(formatted(-(double) INFINITY), "-Inf");
}

/* The promise, spelled out with the library's own functions. */
static void format_slowly(double value, char text[CELL_ROOM])
{
    int digits = fabs(value) < DBL_MIN ? 1 : 15;

    do
        snprintf(text, CELL_ROOM, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= 17);
}

static void assert_round_trip(double value)
{
    char slow[CELL_ROOM];
    const char *text = formatted(value);
    double back = (double) NAN;

    format_slowly(value, slow);
    if (strcmp(text, slow) != 0)
        fail_msg("%s, not %s", text, slow);
    if (!cell_parse_real(text, strlen(text), &back) || back != value || signbit(back) != signbit(value))
        fail_msg("%s is read as %.17g", text, back);
}

static void every_real_is_read_back(void **state)
{
    struct testing_random random = { 11 };

    (void) state;
    for (int i = 0; i < 50000; i++) {
        uint64_t bits = testing_random_bits(&random);
        double value;

        memcpy(&value, &bits, sizeof value);
        if (isfinite(value) && value != 0)
            assert_round_trip(value);
        /* What the tables mostly hold: few decimals, and quotients. */
        assert_round_trip((double) (1 + bits % 1000000) / 100);
        assert_round_trip(-(double) (1 + bits % 100000000) / 1e6);
        assert_round_trip((double) (1 + bits % 997) / (double) (1 + (bits >> 32) % 9973));
        assert_round_trip((double) (bits >> 12));
    }
}

/* Where digits begin anew, and where the distance between doubles changes, over all of their range; and beside. */
static void powers_of_ten_and_two_are_read_back(void **state)
{
    (void) state;
    for (int i = -1073; i < 1024; i++) {
        assert_round_trip(ldexp(1, i));
        assert_round_trip(-nextafter(ldexp(1, i), 0));
        assert_round_trip(nextafter(ldexp(1, i), INFINITY));
    }
    for (int i = -323; i <= 308; i++) {
        char power[16];
        double value;

        sprintf(power, "1e%d", i);
        value = strtod(power, NULL);
        assert_round_trip(value);
        assert_round_trip(-value);
        assert_round_trip(nextafter(value, 0));
        assert_round_trip(nextafter(value, INFINITY));
    }
    assert_string_equal(formatted(1e22), "1e+22");
    assert_string_equal(formatted(1e23), "1e+23");
    assert_string_equal(formatted(0.0001), "0.0001");
}

static void reals_are_read_to_the_nearest_double(void **state)
{
    struct testing_random random = { 12 };

    (void) state;
    for (int i = 0; i < 50000; i++) {
        char text[64];
        double got = (double) NAN;
        int power = (int) testing_random_below(&random, 640) - 320;
        uint64_t mantissa = testing_random_bits(&random) >> testing_random_below(&random, 64);

        if (i % 2 == 0)
            sprintf(text, "%llu.%llue%d", (unsigned long long) (mantissa % 100000), (unsigned long long) mantissa,
                    power);
        else
            sprintf(text, "-%llu.%0*d", (unsigned long long) mantissa, 1 + i % 19, i);
        if (isfinite(strtod(text, NULL)) != cell_parse_real(text, strlen(text), &got))
            fail_msg("%s", text);
        if (isfinite(strtod(text, NULL)) && got != strtod(text, NULL))
            fail_msg("%s is read as %.17g", text, got);
    }
}

static void other_spellings_of_reals_are_refused(void **state)
{
    static const char *const wrong[] = { "",    " 1",    "1 ",   "+1",  ".5",       "5.",   "1,5",   "0x10",
                                         "1e",  "1e+",   "nan",  "inf", "NAN",      "-NaN", "+Inf",  "1.2.3",
                                         "--1", "-",     "1e5x", "1_0", "infinity", "1f",   "1e309", "-1e999999999999",
                                         "e5",  "1 000", "٣" };
    double value = 7;

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (cell_parse_real(wrong[i], strlen(wrong[i]), &value) || value != 7)
            fail_msg("'%s' was read", wrong[i]);
    assert_true(cell_parse_real("1.5x", 3, &value)); /* the length rules */
    assert_close(value, 1.5, 0);
    assert_true(cell_parse_real("-0", 2, &value));
    assert_close(value, 0, 0);
    assert_true(cell_parse_real("007.50", 6, &value));
    assert_close(value, 7.5, 0);
    assert_true(cell_parse_real("1e-999", 6, &value));
    assert_close(value, 0, 0);
    assert_true(cell_parse_real("NaN", 3, &value));
    assert_true(isnan(value));
    assert_true(cell_parse_real("-Inf", 4, &value));
    assert_true(isinf(value) && value < 0);
}

static void a_number_of_many_digits_is_refused_not_overrun(void **state)
{
    char text[5000];
    double value;

    (void) state;
    memset(text, '1', sizeof text);
    assert_false(cell_parse_real(text, sizeof text, &value));
    assert_true(cell_parse_real(text, 300, &value));
    assert_close(value, 1.0 / 9 * 1e300, 1e-15);
}

static void integers_are_read_within_their_range(void **state)
{
    static const char *const wrong[] = { "",
                                         "-",
                                         "+1",
                                         "1.0",
                                         " 1",
                                         "1 ",
                                         "1e3",
                                         "9223372036854775808",
                                         "-9223372036854775809",
                                         "99999999999999999999",
                                         "NaN",
                                         "--1",
                                         "0x1" };
    int64_t value = 7;
    char text[CELL_ROOM];

    (void) state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (cell_parse_integer(wrong[i], strlen(wrong[i]), &value) || value != 7)
            fail_msg("'%s' was read", wrong[i]);
    assert_true(cell_parse_integer("-12", 3, &value) && value == -12);
    assert_true(cell_parse_integer("0075", 4, &value) && value == 75);
    for (int i = -1000; i <= 1000; i++) {
        int64_t edges[] = { i, INT64_MAX - 1000 + i * (i > 0 ? -1 : 1), INT64_MIN + 1000 + i };

        for (size_t k = 0; k < 3; k++) {
            size_t length = cell_format_integer(edges[k], text);

            assert_int_equal(length, strlen(text));
            assert_true(cell_parse_integer(text, length, &value) && value == edges[k]);
        }
    }
    cell_format_integer(INT64_MIN, text);
    assert_string_equal(text, "-9223372036854775808");
}

static void a_decimal_comma_of_the_locale_changes_nothing(void **state)
{
    static const char *const LOCALES[] = { "sv_SE.UTF-8", "sv_SE.utf8", "de_DE.UTF-8", "de_DE.utf8" };
    const char *set = NULL;
    double value = 0;

    (void) state;
    for (size_t i = 0; i < sizeof LOCALES / sizeof LOCALES[0] && set == NULL; i++)
        set = setlocale(LC_NUMERIC, LOCALES[i]);
    if (set == NULL) {
        print_message("skipped: no locale with a decimal comma is installed\n");
        skip();
    }
    assert_string_equal(formatted(1.0 / 3), "0.3333333333333333");
    assert_string_equal(formatted(1.5e-7), "1.5e-07");
    assert_true(cell_parse_real("0.30000000000000004", 19, &value));
    assert_close(value, 0.1 + 0.2, 0);
    assert_false(cell_parse_real("0,30000000000000004", 19, &value));
    setlocale(LC_NUMERIC, "C");
}

static void decimals_are_written_as_the_reals_that_they_are(void **state)
{
    uint64_t x = 88172645463325252u;

    (void) state;
    for (int i = 0; i < 200000; i++) {
        char text[CELL_ROOM];
        int decimals = 1 + i % 7, digits = 1 + i / 7 % 15;
        int64_t most = (int64_t) pow(10, digits), scaled;
        size_t length;

        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        scaled = (int64_t) (x >> 1) % most;
        scaled = i % 3 == 0 ? -scaled : i % 5 == 0 ? scaled / 1000 * 1000 : scaled;
        length = cell_format_decimal(scaled, decimals, text);
        assert_int_equal(length, strlen(text));
        assert_string_equal(text, formatted((double) scaled / pow(10, decimals)));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reals_are_written_as_people_would),
        cmocka_unit_test(decimals_are_written_as_the_reals_that_they_are),
        cmocka_unit_test(every_real_is_read_back),
        cmocka_unit_test(powers_of_ten_and_two_are_read_back),
        cmocka_unit_test(reals_are_read_to_the_nearest_double),
        cmocka_unit_test(other_spellings_of_reals_are_refused),
        cmocka_unit_test(a_number_of_many_digits_is_refused_not_overrun),
        cmocka_unit_test(integers_are_read_within_their_range),
        cmocka_unit_test(a_decimal_comma_of_the_locale_changes_nothing),
    };

    return TESTS_RUN(tests);
}
