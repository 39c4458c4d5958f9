/* audit_answers.c - the table of answers to questions.
 *
 * How many answered a question must be as many as the threshold for surveys. Single answers are opinions, and no secret
 * beside that; reasons for leaving are facts about persons, and counts like any other: together all who answered, and
 * of all those of each part of a split. Whoever is in the whole, and in none of the parts that have a row, is a number
 * too: what is left. */
#include "pipeline/disclosure/audit_indicators.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_reason(const struct table *t, size_t row)
{
    return table_is(t, row, "question", "exit_reason");
}

static bool is_all(const struct table *t, size_t row, const char *column)
{
    return table_is(t, row, column, "all");
}

static const char *group_key(char key[KEY], const struct table *t, size_t row)
{
    return audit_row_key(key, "%s|%s|%s|%s", table_text(t, row, "question"), table_text(t, row, "period"),
                         table_text(t, row, "district"), table_text(t, row, "group"));
}

static size_t put_group(struct audit *a, const struct table *t, size_t row)
{
    char key[KEY];
    struct audit_number x = { .kind = AUDIT_GROUP,
                              .table = "public_distributions",
                              .key = group_key(key, t, row),
                              .column = "n",
                              .described = true,
                              .value = table_real(t, row, "n") };

    return audit_add(a, &x);
}

void audit_read_answer_shown(struct audit *a, const struct table *t, size_t row)
{
    if (isfinite(table_real(t, row, "n")))
        put_group(a, t, row);
}

/* ---- parts of all ---- */

static size_t split_length(const char *group)
{
    return strcspn(group, ":");
}

static bool same_split(const char *a, const char *b)
{
    size_t n = split_length(a);

    return a[n] == ':' && n == split_length(b) && strncmp(a, b, n) == 0;
}

static size_t group_of(const struct audit *a, const struct table *t, size_t row, const char *group)
{
    char key[KEY];

    return audit_find(a, "public_distributions",
                      audit_row_key(key, "%s|%s|%s|%s", table_text(t, row, "question"), table_text(t, row, "period"),
                                    table_text(t, row, "district"), group),
                      "n");
}

static bool is_beside(const struct table *t, size_t row, size_t other)
{
    static const char *const columns[] = { "question", "period", "district" };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (!table_is(t, other, columns[i], table_text(t, row, columns[i])))
            return false;
    return true;
}

/* The first row of its group. */
static bool is_first(const struct table *t, size_t row)
{
    return row == 0 || !is_beside(t, row, row - 1) || !table_is(t, row - 1, "group", table_text(t, row, "group"));
}

/* The parts of the split are shown to be as many as all. */
static bool are_all(const struct audit *a, const struct table *t, size_t part)
{
    const char *split = table_text(t, part, "group");
    size_t whole = group_of(a, t, part, "all");
    double sum = 0;

    for (size_t row = 0; row < table_rows(t); row++)
        if (is_beside(t, part, row) && is_first(t, row) && same_split(split, table_text(t, row, "group")))
            sum += table_real(t, row, "n");
    return whole != SIZE_MAX && sum == audit_at(a, whole)->value;
}

static const char *left_column(const struct audit *a) /* of an earlier report others may have none */
{
    return audit_is_earlier(a) ? "no row then" : "no row";
}

/* Whoever has no row. `group`: how many they are; SIZE_MAX: that is the number itself. */
static size_t put_left(struct audit *a, const char *name, size_t group)
{
    struct audit_number x = { .kind = group == SIZE_MAX ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN,
                              .table = "public_distributions",
                              .key = name,
                              .column = left_column(a),
                              .described = true,
                              .value = NAN,
                              .small_group = group != SIZE_MAX,
                              .group = group + 1 };

    return audit_add(a, &x);
}

static const char *part_name(char name[KEY], const struct table *t, size_t row, const char *answer)
{
    const char *group = table_text(t, row, "group");

    return audit_row_key(name, "%s|%s|%s|%.*s|%s", table_text(t, row, "question"), table_text(t, row, "period"),
                         table_text(t, row, "district"), (int) split_length(group), group, answer);
}

/* A part, with the whole where the part is the first of its split that has the answer. */
static void join_part(struct audit *a, const struct table *t, size_t row, const char *answer, size_t part, size_t whole)
{
    static const char *const family = "answers: parts are of all";
    bool is_group = audit_row_same(answer, "any");
    char name[KEY], of[KEY];

    if (whole == SIZE_MAX)
        return;
    part_name(name, t, row, answer);
    if (!audit_has(a, family, name)) {
        audit_join(a, family, name, whole, 1);
        if (!are_all(a, t, row))
            audit_join(a, family, name,
                       put_left(a, name,
                                is_group ? SIZE_MAX
                                         : audit_find(a, "public_distributions", part_name(of, t, row, "any"),
                                                      left_column(a))),
                       -1);
    }
    audit_join(a, family, name, part, -1);
}

static void join_districts(struct audit *a, const struct table *t, size_t row, size_t number)
{
    static const char *const family = "answers: districts are of the city";
    bool city = is_all(t, row, "district");
    char name[KEY];

    audit_row_key(name, "%s|%s|%s", table_text(t, row, "question"), table_text(t, row, "period"),
                  table_text(t, row, "group"));
    audit_join(a, family, name, number, city ? 1 : -1);
    if (city)
        audit_join(a, family, name, put_left(a, name, SIZE_MAX), -1);
}

static const char *answer_key(char key[KEY], const struct table *t, size_t row, const char *group)
{
    return audit_row_key(key, "%s|%s|%s|%s|%s", table_text(t, row, "question"), table_text(t, row, "period"),
                         table_text(t, row, "district"), group, table_text(t, row, "answer"));
}

/* "all" stands before any part. */
static void read_reason(struct audit *a, const struct table *t, size_t row, size_t group)
{
    static const char *const family = "answers: reasons are all who answered";
    struct audit_number x = { .kind = AUDIT_COUNT, .small_group = isnan(audit_at(a, group)->value) };
    char key[KEY], name[KEY];
    size_t count;

    x.key = answer_key(key, t, row, table_text(t, row, "group"));
    count = audit_row_number(a, &x, t, row, "count", "count_status");
    group_key(name, t, row);
    if (is_first(t, row))
        audit_join(a, family, name, group, 1);
    audit_join(a, family, name, count, -1);
    if (count != SIZE_MAX && !is_all(t, row, "group"))
        join_part(a, t, row, table_text(t, row, "answer"), count,
                  audit_find(a, "public_distributions", answer_key(key, t, row, "all"), "count"));
}

void audit_read_answer(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "share", "lower", "upper" };
    size_t group = put_group(a, t, row), count;
    char key[KEY];

    if (is_first(t, row)) {
        join_districts(a, t, row, group);
        if (!is_all(t, row, "group"))
            join_part(a, t, row, "any", group, group_of(a, t, row, "all"));
    }
    if (!is_reason(t, row))
        return;
    read_reason(a, t, row, group);
    count = audit_find(a, "public_distributions", answer_key(key, t, row, table_text(t, row, "group")), "count");
    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], count, group);
}

bool audit_answer_cell(const struct table *t, size_t row, size_t i, const char *district, struct audit_cell *out)
{
    bool count = i > 0;
    double value = table_real(t, row, count ? "count" : "n");

    if (count && (!is_reason(t, row) || (isnan(value) && !table_is(t, row, "count_status", "withheld"))))
        return false;
    *out = (struct audit_cell){ .table = "public_distributions",
                                .column = count ? "count" : "n",
                                .kind = count ? AUDIT_COUNT : AUDIT_GROUP,
                                .described = !count,
                                .value = value };
    audit_row_key(out->key, count ? "%s|%s|%s|%s|%s" : "%s|%s|%s|%s", table_text(t, row, "question"),
                  table_text(t, row, "period"), district, table_text(t, row, "group"), table_text(t, row, "answer"));
    return true;
}
