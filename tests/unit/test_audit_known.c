/* Known answers of others: what can be worked out of tables in which some cells are withheld. Two programmes find the
 * same: the attacker's (audit.h), and the one that the suppression judges by (slice.h). */
#include "pipeline/disclosure/audit.h"
#include "pipeline/disclosure/slice.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One cell, and the sums that it is a part of or, with '=', the whole of: "row w", "=row w". */
struct cell {
    const char *name;
    double value;
    const char *sums[3];
};

struct range {
    double least, most;
};

static bool is_among(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* By the attacker: the least and the most of one withheld cell. */
static struct range attacked(const struct cell *cells, size_t n, const char *const withheld[], const char *name)
{
    struct audit *a = audit_new(5, 10);
    const struct audit_finding *findings;
    struct range range = { NAN, NAN };
    size_t n_findings;

    for (size_t i = 0; i < n; i++) {
        bool hidden = is_among(cells[i].name, withheld);
        size_t number = audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                             .table = "t",
                                                             .key = cells[i].name,
                                                             .column = "n",
                                                             .value = hidden ? (double) NAN : cells[i].value });

        for (size_t s = 0; s < 3 && cells[i].sums[s] != NULL; s++) {
            bool whole = cells[i].sums[s][0] == '=';

            audit_join(a, "sums", cells[i].sums[s] + whole, number, whole ? 1 : -1);
        }
    }
    findings = audit_solve(a, &n_findings);
    assert_null(audit_dropped(a, 0)); /* the numbers of the source add up */
    for (size_t i = 0; i < n_findings; i++)
        if (strcmp(audit_at(a, findings[i].number)->key, name) == 0)
            range = (struct range){ findings[i].least, findings[i].most };
    audit_free(a);
    return range;
}

static struct links *linked(const struct cell *cells, size_t n, const char *const withheld[])
{
    struct links *l = links_new();

    for (size_t i = 0; i < n; i++) {
        bool hidden = is_among(cells[i].name, withheld);
        size_t q = links_add(l, cells[i].name,
                             &(struct quantity){ .kind = LINKS_COUNT,
                                                 .value = cells[i].value,
                                                 .weight = 1,
                                                 .rule = hidden ? SUPPRESSION_LINKED : SUPPRESSION_NONE });

        for (size_t s = 0; s < 3 && cells[i].sums[s] != NULL; s++) {
            bool whole = cells[i].sums[s][0] == '=';

            links_join(l, cells[i].sums[s] + whole, q, whole ? 1 : -1);
        }
    }
    links_settle(l);
    return l;
}

static bool can_be(struct slice *s, size_t q, double value)
{
    double point[64];

    assert_true(slice_size(s) <= 64);
    return slice_point(s, &(struct wish){ q, value, value }, 1, point);
}

static void expect_range(const struct cell *cells, size_t n, const char *const withheld[], const char *name,
                         double least, double most)
{
    struct range found = attacked(cells, n, withheld, name);
    struct links *l = linked(cells, n, withheld);
    size_t q = links_find(l, name);
    struct walk w;
    struct slice *s;

    assert_close(found.least, least, 1e-9);
    assert_close(found.most, most, 1e-9);
    walk_begin(&w, l);
    s = slice_new(&w, q);
    assert_true(can_be(s, q, least) && can_be(s, q, most));
    assert_false((least > 0 && can_be(s, q, least - 0.01)) || can_be(s, q, most + 0.01));
    slice_free(s);
    walk_end(&w);
    links_free(l);
}

#define EXPECT_RANGE(cells, withheld, name, least, most)                                                               \
    expect_range(cells, sizeof(cells) / sizeof(cells)[0], withheld, name, least, most)

/* The manual of tau-ARGUS 4.1, on the protection that withheld cells give; recomputed with exact fractions.
 * Its inner numbers are not told: these add up. */
static void four_cells_of_the_argus_manual_have_their_ranges(void **state)
{
    static const struct cell cells[] = {
        { "X11", 5, { "row 1", "column 1" } }, { "X12", 2, { "row 1", "column 2" } }, { "row 1", 7, { "=row 1" } },
        { "X21", 1, { "row 2", "column 1" } }, { "X22", 2, { "row 2", "column 2" } }, { "row 2", 3, { "=row 2" } },
        { "column 1", 6, { "=column 1" } },    { "column 2", 4, { "=column 2" } },
    };
    static const char *const withheld[] = { "X11", "X12", "X21", "X22", NULL };

    (void) state;
    EXPECT_RANGE(cells, withheld, "X11", 3, 6);
    EXPECT_RANGE(cells, withheld, "X12", 1, 4);
    EXPECT_RANGE(cells, withheld, "X21", 0, 3);
    EXPECT_RANGE(cells, withheld, "X22", 0, 3);
}

/* sdcTable, tests/testthat/test-simpleheuristic.R: two or more are withheld in each line, and w|b follows all the same.
 * Its attack() asserts 0 and 141 with x|b withheld too; 0 and 78 with x|d was recomputed with exact fractions.
 * Totals are those of the cells, as there (the comment there has two others). */
static void cell_that_two_pairs_of_lines_give_away_is_found(void **state)
{
    static const struct cell cells[] = {
        { "w|a", 30, { "w", "a" } },      { "w|b", 47, { "w", "b" } },      { "w|c", 64, { "w", "c" } },
        { "w|d", 89, { "w", "d" } },      { "w", 230, { "=w", "all" } },    { "x|a", 90, { "x", "a" } },
        { "x|b", 124, { "x", "b" } },     { "x|c", 5, { "x", "c" } },       { "x|d", 31, { "x", "d" } },
        { "x", 250, { "=x", "all" } },    { "y|a", 92, { "y", "a" } },      { "y|b", 100, { "y", "b" } },
        { "y|c", 59, { "y", "c" } },      { "y|d", 85, { "y", "d" } },      { "y", 336, { "=y", "all" } },
        { "z|a", 800, { "z", "a" } },     { "z|b", 991, { "z", "b" } },     { "z|c", 651, { "z", "c" } },
        { "z|d", 685, { "z", "d" } },     { "z", 3127, { "=z", "all" } },   { "all", 3943, { "=all", "=all 2" } },
        { "a", 1012, { "=a", "all 2" } }, { "b", 1262, { "=b", "all 2" } }, { "c", 779, { "=c", "all 2" } },
        { "d", 890, { "=d", "all 2" } },
    };
    static const char *const nine[] = { "w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d", NULL };
    static const char *const with_xd[] = { "w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d", "x|d", NULL };
    static const char *const with_xb[] = { "w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d", "x|b", NULL };

    (void) state;
    EXPECT_RANGE(cells, nine, "w|b", 47, 47);
    EXPECT_RANGE(cells, with_xd, "w|b", 0, 78);
    EXPECT_RANGE(cells, with_xb, "w|b", 0, 141);
}

/* sdcTable, tests/testthat/test-linked-tables.r: regions by county, and the same regions by size. */
static void cell_that_only_both_tables_give_away_is_found(void **state)
{
    static const struct cell both[] = {
        { "A", 2, { "county 1", "small" } },
        { "B", 2, { "county 1", "small" } },
        { "I", 8, { "county 1", "small" } },
        { "J", 8, { "county 1", "small" } },
        { "K", 3, { "county 2", "small" } },
        { "L", 3, { "county 2", "big" } },
        { "M", 3, { "county 2", "big" } },
        { "N", 7, { "county 2", "small" } },
        { "county 1", 20, { "=county 1", "counties" } },
        { "county 2", 16, { "=county 2", "counties" } },
        { "small", 30, { "=small", "sizes" } },
        { "big", 6, { "=big", "sizes" } },
        { "all", 36, { "=counties", "=sizes" } },
    };
    struct cell counties[sizeof both / sizeof both[0]], sizes[sizeof both / sizeof both[0]];
    static const char *const five[] = { "A", "B", "K", "L", "M", NULL };
    static const char *const six[] = { "A", "B", "K", "L", "M", "N", NULL };

    (void) state;
    memcpy(counties, both, sizeof both);
    memcpy(sizes, both, sizeof both);
    for (size_t i = 0; i < 8; i++) {
        counties[i].sums[1] = NULL;
        sizes[i].sums[0] = both[i].sums[1];
        sizes[i].sums[1] = NULL;
    }
    EXPECT_RANGE(counties, five, "K", 0, 9);
    EXPECT_RANGE(sizes, five, "K", 0, 7);
    EXPECT_RANGE(both, five, "K", 3, 3);
    EXPECT_RANGE(both, six, "K", 0, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_cells_of_the_argus_manual_have_their_ranges),
        cmocka_unit_test(cell_that_two_pairs_of_lines_give_away_is_found),
        cmocka_unit_test(cell_that_only_both_tables_give_away_is_found),
    };

    return TESTS_RUN(tests);
}
