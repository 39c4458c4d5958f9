/* By which shown numbers something is found out. */
#include "pipeline/disclosure/audit.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rows and columns of counts with their sums: number (r, c), the last of each a sum. */
enum { ROWS = 5, COLUMNS = 4 };

struct grid {
    double value[ROWS][COLUMNS];
    bool hidden[ROWS][COLUMNS];
};

static void sum_up(struct grid *g)
{
    for (int r = 0; r < ROWS - 1; r++) {
        g->value[r][COLUMNS - 1] = 0;
        for (int c = 0; c < COLUMNS - 1; c++)
            g->value[r][COLUMNS - 1] += g->value[r][c];
    }
    for (int c = 0; c < COLUMNS; c++) {
        g->value[ROWS - 1][c] = 0;
        for (int r = 0; r < ROWS - 1; r++)
            g->value[ROWS - 1][c] += g->value[r][c];
    }
}

static struct grid three_and_tens(void)
{
    struct grid g = { .value = { { 3, 10, 20 }, { 10, 10, 10 }, { 10, 10, 10 }, { 10, 10, 10 } } };

    sum_up(&g);
    return g;
}

static void join_grid(struct audit *a, const struct grid *g)
{
    for (int r = 0; r < ROWS; r++)
        for (int c = 0; c < COLUMNS; c++) {
            char key[32], row[32], column[32];
            size_t number;

            snprintf(key, sizeof key, "%d|%d", r, c);
            snprintf(row, sizeof row, "row %d", r);
            snprintf(column, sizeof column, "column %d", c);
            number = audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                          .table = "t",
                                                          .key = key,
                                                          .column = "n",
                                                          .value = g->hidden[r][c] ? (double) NAN : g->value[r][c] });
            audit_join(a, "sums", row, number, c == COLUMNS - 1 ? 1 : -1);
            audit_join(a, "sums", column, number, r == ROWS - 1 ? 1 : -1);
        }
}

static size_t n_unsafe(struct audit *a)
{
    size_t n, unsafe = 0;
    const struct audit_finding *findings = audit_solve(a, &n);

    for (size_t i = 0; i < n; i++)
        unsafe += findings[i].verdict != AUDIT_SAFE;
    return unsafe;
}

/* The keys of a set, in the order of the numbers. */
static void keys_of(const struct audit *a, size_t wanted, char keys[512])
{
    size_t set, number, length = 0;
    double weight;

    *keys = '\0';
    for (size_t i = 0; audit_reason(a, i, &set, &number, &weight); i++)
        if (set == wanted)
            length += (size_t) snprintf(keys + length, 512 - length, "%s%s", length > 0 ? " " : "",
                                        audit_at(a, number)->key);
}

static void one_alone_is_what_the_others_of_its_row_or_column_leave(void **state)
{
    struct grid g = three_and_tens();
    struct audit *a = audit_new(5, 10);
    char keys[512];

    (void) state;
    g.hidden[0][0] = true;
    join_grid(a, &g);
    assert_int_equal(n_unsafe(a), 1);
    keys_of(a, 0, keys);
    assert_true(strcmp(keys, "0|1 0|2 0|3") == 0 || strcmp(keys, "1|0 2|0 3|0 4|0") == 0);
    keys_of(a, 1, keys); /* it can be neither less nor more */
    assert_true(strcmp(keys, "0|1 0|2 0|3") == 0 || strcmp(keys, "1|0 2|0 3|0 4|0") == 0);
    audit_free(a);
}

static void what_is_safe_needs_no_reason(void **state)
{
    struct grid g = three_and_tens();
    struct audit *a = audit_new(5, 10);
    size_t set, number;
    double weight;

    (void) state;
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            g.hidden[r][c] = true;
    join_grid(a, &g);
    assert_int_equal(n_unsafe(a), 0);
    assert_false(audit_reason(a, 0, &set, &number, &weight));
    audit_free(a);
}

/* Whoever is counted in the one of two that are five together knows the other to be four at most. */
static void somebody_who_is_counted_knows_by_the_same_numbers(void **state)
{
    struct audit *a = audit_new(5, 10);
    char keys[512];
    size_t whole = audit_add(
        a, &(struct audit_number){ .kind = AUDIT_COUNT, .table = "t", .key = "whole", .column = "n", .value = 5 });

    (void) state;
    audit_join(a, "sum", "", whole, 1);
    for (int i = 0; i < 2; i++)
        audit_join(a, "sum", "",
                   audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                        .table = "t",
                                                        .key = i == 0 ? "one" : "other",
                                                        .column = "n",
                                                        .value = NAN }),
                   -1);
    assert_int_equal(n_unsafe(a), 2);
    keys_of(a, 0, keys);
    assert_string_equal(keys, "whole");
    audit_free(a);
}

static void what_an_earlier_report_shows_is_no_reason(void **state)
{
    struct grid g = three_and_tens();
    struct audit *a = audit_new(5, 10);
    size_t set, number;
    double weight;

    (void) state;
    g.hidden[0][0] = true;
    join_grid(a, &g);
    audit_edition_begin(a, "2019");
    audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT, .table = "t", .key = "0|1", .column = "n", .value = 10 });
    audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT, .table = "t", .key = "1|0", .column = "n", .value = 10 });
    audit_edition_end(a);
    assert_int_equal(n_unsafe(a), 1);
    for (size_t i = 0; audit_reason(a, i, &set, &number, &weight); i++) {
        assert_string_not_equal(audit_at(a, number)->key, "0|1");
        assert_string_not_equal(audit_at(a, number)->key, "1|0");
    }
    assert_true(audit_reason(a, 0, &set, &number, &weight));
    audit_free(a);
}

/* Withholds of each set the first: true where there was any. */
static bool withhold_reasons(const struct audit *a, struct grid *g)
{
    size_t set, number, last = SIZE_MAX;
    double weight;
    bool any = false;

    for (size_t i = 0; audit_reason(a, i, &set, &number, &weight); i++) {
        int r, c;

        if (set == last)
            continue;
        last = set;
        assert_int_equal(sscanf(audit_at(a, number)->key, "%d|%d", &r, &c), 2);
        assert_false(g->hidden[r][c]);
        any = true;
    }
    last = SIZE_MAX;
    for (size_t i = 0; audit_reason(a, i, &set, &number, &weight); i++) {
        int r, c;

        if (set == last)
            continue;
        last = set;
        sscanf(audit_at(a, number)->key, "%d|%d", &r, &c);
        g->hidden[r][c] = true;
    }
    return any;
}

/* Where one of each set is withheld, again and again, nothing is found in the end: the numbers are shown ones, and
 * there are so many of them. */
static void whoever_withholds_one_of_each_set_ends_with_nothing_found(void **state)
{
    unsigned seed = 20261128;

    (void) state;
    for (int trial = 0; trial < 200; trial++) {
        struct grid g = { 0 };
        size_t found = 1;

        for (int r = 0; r < ROWS - 1; r++)
            for (int c = 0; c < COLUMNS - 1; c++) {
                seed = seed * 1103515245u + 12345u;
                g.value[r][c] = (double) ((seed >> 16) % 14);
                g.hidden[r][c] = g.value[r][c] > 0 && g.value[r][c] < 5;
            }
        sum_up(&g);
        for (int r = 0; r < ROWS; r++) /* a sum may be small too */
            for (int c = 0; c < COLUMNS; c++)
                g.hidden[r][c] = g.value[r][c] > 0 && g.value[r][c] < 5;
        for (int round = 0; found > 0 && round <= ROWS * COLUMNS; round++) {
            struct audit *a = audit_new(5, 10);

            join_grid(a, &g);
            found = n_unsafe(a);
            assert_int_equal(withhold_reasons(a, &g), found > 0);
            audit_free(a);
        }
        assert_int_equal(found, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_alone_is_what_the_others_of_its_row_or_column_leave),
        cmocka_unit_test(what_is_safe_needs_no_reason),
        cmocka_unit_test(somebody_who_is_counted_knows_by_the_same_numbers),
        cmocka_unit_test(what_an_earlier_report_shows_is_no_reason),
        cmocka_unit_test(whoever_withholds_one_of_each_set_ends_with_nothing_found),
    };

    return TESTS_RUN(tests);
}
