#include "tests/support/testing.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void zeroed_memory_is_zero_and_none_may_be_freed(void **state)
{
    unsigned char *p = memory_zeroed(3, 100);
    const unsigned char nothing[300] = { 0 };

    (void) state;
    assert_memory_equal(p, nothing, sizeof nothing);
    free(p);
    p = memory_zeroed(0, 8);
    assert_non_null(p);
    free(p);
}

static void growing_keeps_what_stands_and_is_linear(void **state)
{
    size_t capacity = 0, moves = 0;
    int *numbers = NULL;

    (void) state;
    for (int i = 0; i < 100000; i++) {
        size_t before = capacity;

        numbers = memory_grow(numbers, &capacity, (size_t) i + 1, sizeof *numbers);
        assert_true(capacity >= (size_t) i + 1);
        moves += capacity != before;
        numbers[i] = i;
    }
    for (int i = 0; i < 100000; i++)
        assert_int_equal(numbers[i], i);
    assert_true(moves < 30);
    free(numbers);
}

static void growing_to_what_there_is_moves_nothing(void **state)
{
    size_t capacity = 0;
    char *p = memory_grow(NULL, &capacity, 5, 1);
    size_t before = capacity;

    (void) state;
    assert_ptr_equal(memory_grow(p, &capacity, before, 1), p);
    assert_int_equal(capacity, before);
    free(p);
}

static void copies_are_closed_and_keep_zero_bytes(void **state)
{
    char *bytes = memory_copy_bytes("a\0b", 3);
    char *text = memory_copy_text("åäö");
    char *empty = memory_copy_bytes(NULL, 0);

    (void) state;
    assert_memory_equal(bytes, "a\0b", 4);
    assert_string_equal(text, "åäö");
    assert_string_equal(empty, "");
    assert_null(memory_copy_text(NULL));
    free(bytes);
    free(text);
    free(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeroed_memory_is_zero_and_none_may_be_freed),
        cmocka_unit_test(growing_keeps_what_stands_and_is_linear),
        cmocka_unit_test(growing_to_what_there_is_moves_nothing),
        cmocka_unit_test(copies_are_closed_and_keep_zero_bytes),
    };

    return TESTS_RUN(tests);
}
