/* The reference remembers every cell that was kept last under its bytes. */
#include "pipeline/intake/recall.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct recall *recall_new(void)
{
    struct recall *r = calloc(1, sizeof *r);

    assert_non_null(r);
    return r;
}

/* Cells of every length; of each another that differs in one byte alone, wherever it stands. */
static void one_other_byte_makes_another_cell(void **state)
{
    struct recall *r = recall_new();
    char text[RECALL_LONGEST];

    (void) state;
    for (size_t length = 1; length <= sizeof text; length++) {
        memset(text, 'a', sizeof text);
        recall_keep(r, (struct field){ text, length }, (uint32_t) length);
        assert_int_equal(recall_meaning(r, (struct field){ text, length }), length);
        for (size_t i = 0; i < length; i++) {
            text[i] = 'b';
            assert_int_equal(recall_meaning(r, (struct field){ text, length }), RECALL_NONE);
            text[i] = 'a';
        }
    }
    free(r);
}

static void what_is_empty_or_long_is_not_kept(void **state)
{
    struct recall *r = recall_new();
    char text[RECALL_LONGEST + 1] = { 0 };

    (void) state;
    recall_keep(r, (struct field){ text, 0 }, 1);
    recall_keep(r, (struct field){ text, sizeof text }, 2);
    assert_int_equal(recall_meaning(r, (struct field){ text, 0 }), RECALL_NONE);
    assert_int_equal(recall_meaning(r, (struct field){ text, sizeof text }), RECALL_NONE);
    recall_keep(r, (struct field){ text, 1 }, 3); /* a NUL is a byte like others */
    assert_int_equal(recall_meaning(r, (struct field){ text, 1 }), 3);
    assert_int_equal(recall_meaning(r, (struct field){ text, 2 }), RECALL_NONE);
    free(r);
}

/* Many more cells than there are places: each is recalled as it was kept, or not at all. */
static void nothing_is_recalled_wrongly(void **state)
{
    enum { N = 20000 };
    struct recall *r = recall_new();
    size_t recalled = 0;
    char text[16];

    (void) state;
    for (uint32_t i = 0; i < N; i++) {
        int length = snprintf(text, sizeof text, "%u", i * 7919u);

        recall_keep(r, (struct field){ text, (size_t) length }, i);
    }
    for (uint32_t i = 0; i < N; i++) {
        int length = snprintf(text, sizeof text, "%u", i * 7919u);
        uint32_t meaning = recall_meaning(r, (struct field){ text, (size_t) length });

        assert_true(meaning == i || meaning == RECALL_NONE);
        recalled += meaning == i;
    }
    assert_in_range(recalled, RECALL_PLACES / 2, RECALL_PLACES);
    free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_other_byte_makes_another_cell),
        cmocka_unit_test(what_is_empty_or_long_is_not_kept),
        cmocka_unit_test(nothing_is_recalled_wrongly),
    };

    return TESTS_RUN(tests);
}
