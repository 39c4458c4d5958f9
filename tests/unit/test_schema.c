/* What every declaration must fulfil: what is declared once had better be right. */
#include "pipeline/table/schema.h"
#include "tests/support/testing.h"

#include <string.h>

static bool is_snake_case(const char *name)
{
    return name[0] >= 'a' && name[0] <= 'z' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

static void names_are_unique_snake_case(void **state)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    (void) state;
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        const struct schema *s = &all[i];

        assert_true(is_snake_case(s->name));
        assert_ptr_equal(schema_find(s->name), s); /* the first of the name: so there is no other */
        for (size_t c = 0; c < s->n_columns; c++)
            if (!is_snake_case(s->columns[c].name) || schema_column(s, s->columns[c].name) != c)
                fail_msg("%s.%s", s->name, s->columns[c].name);
    }
    assert_null(schema_find("no_such_table"));
    assert_int_equal(schema_column(&all[0], "no_such_column"), all[0].n_columns);
}

/* A measured value identifies no row, and a row that has one alone for its key could be there twice. */
static void keys_are_made_of_what_identifies(void **state)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    (void) state;
    for (size_t i = 0; i < n; i++) {
        if (all[i].n_key < 1 || all[i].n_key >= all[i].n_columns)
            fail_msg("%s: key of %zu", all[i].name, all[i].n_key);
        for (size_t c = 0; c < all[i].n_key; c++)
            if (all[i].columns[c].type == COLUMN_REAL)
                fail_msg("%s.%s", all[i].name, all[i].columns[c].name);
    }
}

static void everything_is_labelled(void **state)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    (void) state;
    for (size_t i = 0; i < n; i++) {
        assert_true(all[i].label_sv[0] != '\0' && all[i].label_en[0] != '\0');
        for (size_t c = 0; c < all[i].n_columns; c++) {
            const struct column *column = &all[i].columns[c];

            if (column->label_sv[0] == '\0' || column->label_en[0] == '\0' || column->unit == NULL)
                fail_msg("%s.%s", all[i].name, column->name);
        }
    }
}

static void a_public_table_names_no_person_and_no_line_of_a_register(void **state)
{
    static const char *const PRIVATE[] = { "person", "birth_year", "line", "start", "end" };
    size_t n;
    const struct schema *all = schema_all(&n);

    (void) state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; all[i].public && k < sizeof PRIVATE / sizeof PRIVATE[0]; k++)
            if (schema_column(&all[i], PRIVATE[k]) < all[i].n_columns)
                fail_msg("%s.%s", all[i].name, PRIVATE[k]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique_snake_case),
        cmocka_unit_test(keys_are_made_of_what_identifies),
        cmocka_unit_test(everything_is_labelled),
        cmocka_unit_test(a_public_table_names_no_person_and_no_line_of_a_register),
    };

    return TESTS_RUN(tests);
}
