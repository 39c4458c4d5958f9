#include "pipeline/base/dictionary.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>

static void a_text_keeps_its_number(void **state)
{
    struct dictionary *d = dictionary_new();

    (void) state;
    assert_int_equal(dictionary_intern(d, "Farsta", 6), 0);
    assert_int_equal(dictionary_intern(d, "Bromma", 6), 1);
    assert_int_equal(dictionary_intern(d, "Farsta strand", 6), 0);
    assert_int_equal(dictionary_find(d, "Bromma", 6), 1);
    assert_int_equal(dictionary_find(d, "Brommap", 7), UINT32_MAX);
    assert_int_equal(dictionary_find(d, "", 0), UINT32_MAX);
    assert_int_equal(dictionary_intern(d, "", 0), 2);
    assert_string_equal(dictionary_text(d, 2), "");
    assert_int_equal(dictionary_size(d), 3);
    dictionary_free(d);
}

static void many_texts_stay_where_they_are(void **state)
{
    enum { N = 100000 };
    struct dictionary *d = dictionary_new();
    const char *first;
    char text[32];

    (void) state;
    dictionary_intern(d, "first", 5);
    first = dictionary_text(d, 0);
    for (int i = 1; i < N; i++) {
        int length = snprintf(text, sizeof text, "unit %d", i);

        assert_int_equal(dictionary_intern(d, text, (size_t) length), i);
    }
    assert_ptr_equal(dictionary_text(d, 0), first);
    for (int i = 1; i < N; i += 997) {
        int length = snprintf(text, sizeof text, "unit %d", i);

        assert_int_equal(dictionary_find(d, text, (size_t) length), i);
        assert_string_equal(dictionary_text(d, (uint32_t) i), text);
    }
    dictionary_free(d);
}

static void texts_may_hold_a_zero_byte(void **state)
{
    struct dictionary *d = dictionary_new();

    (void) state;
    assert_int_equal(dictionary_intern(d, "a\0b", 3), 0);
    assert_int_equal(dictionary_intern(d, "a\0c", 3), 1);
    assert_int_equal(dictionary_intern(d, "a", 1), 2);
    assert_memory_equal(dictionary_text(d, 1), "a\0c", 3);
    dictionary_free(d);
}

static void a_number_may_get_another_text(void **state)
{
    struct dictionary *d = dictionary_new();

    (void) state;
    dictionary_intern(d, "nurse", 5);
    dictionary_intern(d, "clerk", 5);
    dictionary_rename(d, 0, "Nurse", 5);
    assert_string_equal(dictionary_text(d, 0), "Nurse");
    assert_int_equal(dictionary_find(d, "Nurse", 5), 0);
    assert_int_equal(dictionary_find(d, "nurse", 5), UINT32_MAX);
    assert_int_equal(dictionary_find(d, "clerk", 5), 1);
    assert_int_equal(dictionary_intern(d, "nurse", 5), 2);
    dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_keeps_its_number),
        cmocka_unit_test(many_texts_stay_where_they_are),
        cmocka_unit_test(texts_may_hold_a_zero_byte),
        cmocka_unit_test(a_number_may_get_another_text),
    };

    return TESTS_RUN(tests);
}
