/* Counts that are put by the table are those that cell.h writes. */
#include "pipeline/table/count_text.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

static void assert_put(const struct count_text *t, int64_t value)
{
    char got[2 * CELL_ROOM], expected[CELL_ROOM];
    size_t length = cell_format_integer(value, expected);
    const char *end = count_text_put(t, got, value);

    assert_int_equal(end - got, length + 1);
    assert_int_equal(got[0], ',');
    assert_memory_equal(got + 1, expected, length);
}

static void assert_put_decimal(const struct count_text *t, int64_t scaled)
{
    char got[2 * CELL_ROOM], expected[CELL_ROOM];
    size_t length = cell_format_decimal(scaled, 5, expected);
    const char *end = count_text_put_decimal(t, got, scaled);

    assert_int_equal(end - got, length + 1);
    assert_int_equal(got[0], ',');
    assert_memory_equal(got + 1, expected, length);
}

static void whole_numbers_of_any_size(void **state)
{
    struct count_text t;

    (void) state;
    count_text_begin(&t);
    for (int64_t value = -20; value < 1002000; value++)
        assert_put(&t, value);
    assert_put(&t, INT64_MAX);
    assert_put(&t, INT64_MIN);
}

static void decimals_of_any_size(void **state)
{
    struct testing_random random = { 20211231 };
    struct count_text t;

    (void) state;
    count_text_begin(&t);
    for (int64_t scaled = -1000; scaled < 400000; scaled++)
        assert_put_decimal(&t, scaled);
    for (int i = 0; i < 100000; i++)
        assert_put_decimal(&t, (int64_t) testing_random_below(&random, (size_t) 200000 * 1000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_of_any_size),
        cmocka_unit_test(decimals_of_any_size),
    };

    return TESTS_RUN(tests);
}
