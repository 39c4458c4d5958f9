/* compare.c - whether groups leave at different pace: one log-rank test a split, and one over the city's cohorts. */
#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/logrank.h"
#include "pipeline/table/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 200 }; /* the work grows with the cube */

/* Everybody of several groups, one after the other. */
struct compared {
    double *entry, *exit;
    uint8_t *cause;
    uint32_t *count, *group;
    size_t n, capacity[5], n_groups, persons;
    int base;
};

static void add_group(struct compared *c, const struct durations *parts, size_t n_parts)
{
    struct durations_spells everybody, people;

    durations_spells(parts, n_parts, &everybody);
    c->persons += everybody.n;
    told_people(&everybody.spells, c->base, false, &people);
    durations_spells_free(&everybody);
    for (size_t i = 0; i < people.spells.n; i++) {
        size_t n = ++c->n;

        c->entry = memory_grow(c->entry, &c->capacity[0], n, sizeof *c->entry);
        c->exit = memory_grow(c->exit, &c->capacity[1], n, sizeof *c->exit);
        c->cause = memory_grow(c->cause, &c->capacity[2], n, sizeof *c->cause);
        c->count = memory_grow(c->count, &c->capacity[3], n, sizeof *c->count);
        c->group = memory_grow(c->group, &c->capacity[4], n, sizeof *c->group);
        c->entry[n - 1] = people.entry[i];
        c->exit[n - 1] = people.exit[i];
        c->cause[n - 1] = people.cause[i];
        c->count[n - 1] = people.count[i];
        c->group[n - 1] = (uint32_t) c->n_groups;
    }
    c->n_groups += people.n > 0;
    durations_spells_free(&people);
}

static void compared_free(struct compared *c)
{
    free(c->entry);
    free(c->exit);
    free(c->cause);
    free(c->count);
    free(c->group);
}

static double sum(const double *x, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += x[i];
    return total;
}

/* The result stays NaN, with a reason, where there is nothing to compare. */
static void put_test(struct rows *rows, const char *comparison, bool by_district, const struct compared *c)
{
    struct risk_spells spells = { c->n, c->entry, c->exit, c->cause, c->count };
    struct logrank test;

    rows_begin(rows);
    rows_text(rows, "comparison", comparison);
    rows_text(rows, "outcome", by_district ? "departure" : "exit");
    rows_number(rows, "groups", (double) c->n_groups);
    rows_number(rows, "persons", (double) c->persons);
    if (c->n_groups < 2 || c->n_groups > MOST_GROUPS ||
        !logrank_test(&spells, c->group, c->n_groups, NULL, LOGRANK_EQUAL, &test)) {
        rows_text(rows, "reason", c->n_groups > MOST_GROUPS ? "too_many_groups" : "no_comparison");
        return;
    }
    rows_number(rows, "events", sum(test.observed, test.n_groups));
    rows_number(rows, "degrees", (double) test.degrees);
    rows_number(rows, "chi_squared", test.chi_squared);
    rows_number(rows, "p_value", test.p_value);
    rows_text(rows, "reason", isnan(test.p_value) ? "no_comparison" : "");
    logrank_free(&test);
}

static void compare_cohorts(struct rows *rows, const struct followed *followed, int base)
{
    const struct group *city = &followed->groups[SPLIT_CITY][0];
    struct compared c = { .base = base };

    for (size_t k = 0; k < followed->n_cohorts; k++)
        add_group(&c, &city->cohorts[k].stays, 1);
    put_test(rows, "cohort", false, &c);
    compared_free(&c);
}

static void compare_split(struct rows *rows, const struct followed *followed, enum split s, int base)
{
    struct compared c = { .base = base };
    struct durations *parts = memory_zeroed(followed->n_cohorts + 1, sizeof *parts);

    for (size_t g = 0; g < followed->n_groups[s]; g++) {
        for (size_t k = 0; k <= followed->n_cohorts; k++)
            parts[k] = followed->groups[s][g].cohorts[k].stays;
        add_group(&c, parts, followed->n_cohorts + 1);
    }
    put_test(rows, split_name(s), split_by_district(s), &c);
    compared_free(&c);
    free(parts);
}

bool compare_write(const char *directory, const struct followed *followed, int base, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("retention_tests"));
    char path[4096];
    bool ok;

    if (followed != NULL) {
        compare_cohorts(rows, followed, base);
        for (enum split s = SPLIT_CITY + 1; s < N_SPLITS; s++)
            compare_split(rows, followed, s, base);
    }
    snprintf(path, sizeof path, "%s/retention_tests.csv", directory);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}
