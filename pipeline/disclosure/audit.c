#include "pipeline/disclosure/audit_inside.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct audit *audit_new(double count_threshold, double group_threshold)
{
    struct audit *a = memory_zeroed(1, sizeof *a);

    *a = (struct audit){ .count_threshold = count_threshold,
                         .group_threshold = group_threshold,
                         .ids = dictionary_new(),
                         .relations = dictionary_new(),
                         .families = dictionary_new(),
                         .doubted = dictionary_new(),
                         .left_out = dictionary_new(),
                         .edition = "" };
    return a;
}

void audit_free(struct audit *a)
{
    if (a == NULL)
        return;
    for (size_t i = 0; i < a->n; i++) {
        free((char *) (uintptr_t) a->numbers[i].table);
        free((char *) (uintptr_t) a->numbers[i].key);
        free((char *) (uintptr_t) a->numbers[i].column);
    }
    dictionary_free(a->ids);
    dictionary_free(a->relations);
    dictionary_free(a->families);
    dictionary_free(a->doubted);
    dictionary_free(a->left_out);
    free(a->numbers);
    free(a->members);
    free(a->family_of);
    free(a->dropped);
    free(a->derived);
    free(a->findings);
    free(a->reasons);
    free(a->slack);
    free(a->now);
    free(a->before);
    dictionary_free(a->apart);
    dictionary_free(a->rounded);
    free(a->bases);
    free(a->half);
    free(a);
}

void audit_set_survey_threshold(struct audit *a, double threshold)
{
    a->survey_threshold = threshold;
}

void audit_set_dominance(struct audit *a, double contributors, double percent)
{
    a->dominance_contributors = contributors;
    a->dominance_percent = percent;
}

size_t audit_id(char id[ID_LENGTH], const char *edition, const char *table, const char *key, const char *column)
{
    int n = snprintf(id, ID_LENGTH, "%s\n%s\n%s\n%s", edition, table, key, column);

    return n < ID_LENGTH ? (size_t) n : ID_LENGTH - 1;
}

/* ---- reports ---- */

void audit_edition_begin(struct audit *a, const char *edition)
{
    a->edition = edition;
    a->apart = dictionary_new();
    a->rounded = dictionary_new();
}

void audit_edition_apart(struct audit *a, const char *table, const char *key)
{
    char id[ID_LENGTH];

    dictionary_intern(a->apart, id, audit_id(id, "", table, key, ""));
}

void audit_edition_end(struct audit *a)
{
    a->edition = "";
    dictionary_free(a->apart);
    dictionary_free(a->rounded);
    a->apart = a->rounded = NULL;
}

bool audit_is_earlier(const struct audit *a)
{
    return *a->edition != '\0';
}

static bool is_apart(const struct audit *a, const char *table, const char *key)
{
    char id[ID_LENGTH];

    return dictionary_find(a->apart, id, audit_id(id, "", table, key, "")) != UINT32_MAX;
}

size_t audit_edition_find(const struct audit *a, const char *edition, const char *table, const char *key,
                          const char *column)
{
    char id[ID_LENGTH];
    uint32_t number = dictionary_find(a->ids, id, audit_id(id, edition, table, key, column));

    return number == UINT32_MAX ? SIZE_MAX : number;
}

void audit_told(struct audit *a, size_t number)
{
    a->numbers[number].told = true;
}

void audit_absent(struct audit *a, size_t number)
{
    a->numbers[number].absent = true;
}

size_t audit_size(const struct audit *a)
{
    return a->n;
}

/* ---- numbers ---- */

size_t audit_find(const struct audit *a, const char *table, const char *key, const char *column)
{
    size_t own = audit_edition_find(a, a->edition, table, key, column);

    if (own != SIZE_MAX || *a->edition == '\0' || is_apart(a, table, key))
        return own;
    return audit_edition_find(a, "", table, key, column);
}

static size_t add_again(struct audit *a, size_t same, const struct audit_number *number)
{
    double half = audit_half_of(a, number);

    if (isnan(a->numbers[same].value) && half > 0) {
        audit_put_near(a, same, number, half);
        return same;
    }
    a->before[same] = a->before[same] || isfinite(number->value);
    if (isnan(a->numbers[same].value) && isfinite(number->value)) {
        a->numbers[same].value = number->value;
        audit_told(a, same);
    }
    return same;
}

/* What findings call the table: that of an earlier report by where it lies. */
static char *table_of(const struct audit *a, const char *table)
{
    char text[ID_LENGTH];

    if (*a->edition == '\0')
        return memory_copy_text(table);
    snprintf(text, sizeof text, "published/%s/%s", a->edition, table);
    return memory_copy_text(text);
}

size_t audit_add(struct audit *a, const struct audit_number *number)
{
    char id[ID_LENGTH];
    size_t i = audit_find(a, number->table, number->key, number->column);

    if (i != SIZE_MAX)
        return *a->edition == '\0' ? i : add_again(a, i, number);
    i = dictionary_intern(a->ids, id, audit_id(id, a->edition, number->table, number->key, number->column));
    a->numbers = memory_grow(a->numbers, &a->capacity, i + 1, sizeof *a->numbers);
    a->derived = memory_grow(a->derived, &a->derived_capacity, i + 1, sizeof *a->derived);
    a->numbers[i] = *number;
    a->numbers[i].table = table_of(a, number->table);
    a->numbers[i].key = memory_copy_text(number->key);
    a->numbers[i].column = memory_copy_text(number->column);
    a->derived[i] = false;
    a->half = memory_grow(a->half, &a->half_capacity, i + 1, sizeof *a->half);
    a->half[i] = audit_half_of(a, number);
    a->before = memory_grow(a->before, &a->before_capacity, i + 1, sizeof *a->before);
    a->before[i] = *a->edition != '\0';
    a->n = i + 1;
    return i;
}

const struct audit_number *audit_at(const struct audit *a, size_t number)
{
    return &a->numbers[number];
}

static size_t join_text(const struct audit *a, char id[ID_LENGTH], const char *family, const char *name)
{
    return audit_id(id, a->edition, family, name, "");
}

static uint32_t family_of(struct audit *a, const char *family)
{
    char text[ID_LENGTH];
    const char *between = *a->edition == '\0' ? "" : ": ";
    int n = snprintf(text, sizeof text, "%s%s%s", a->edition, between, family);

    return dictionary_intern(a->families, text, n < ID_LENGTH ? (size_t) n : ID_LENGTH - 1);
}

static uint32_t relation_of(struct audit *a, const char *family, const char *name)
{
    char id[ID_LENGTH];
    uint32_t relation = dictionary_intern(a->relations, id, join_text(a, id, family, name));

    a->family_of = memory_grow(a->family_of, &a->family_capacity, relation + 1, sizeof *a->family_of);
    a->family_of[relation] = family_of(a, family);
    if (relation >= a->slack_capacity) {
        size_t before = a->slack_capacity;

        a->slack = memory_grow(a->slack, &a->slack_capacity, relation + 1, sizeof *a->slack);
        memset(&a->slack[before], 0, (a->slack_capacity - before) * sizeof *a->slack);
    }
    if (relation >= a->now_capacity) {
        size_t before = a->now_capacity;

        a->now = memory_grow(a->now, &a->now_capacity, relation + 1, sizeof *a->now);
        memset(&a->now[before], 0, (a->now_capacity - before) * sizeof *a->now);
    }
    return relation;
}

void audit_join(struct audit *a, const char *family, const char *name, size_t number, double factor)
{
    uint32_t relation = relation_of(a, family, name);

    a->members = memory_grow(a->members, &a->members_capacity, a->n_members + 1, sizeof *a->members);
    a->members[a->n_members++] = (struct member){ relation, number, factor };
}

bool audit_has(const struct audit *a, const char *family, const char *name)
{
    char id[ID_LENGTH];

    return dictionary_find(a->relations, id, join_text(a, id, family, name)) != UINT32_MAX;
}

void audit_now(struct audit *a, const char *family, const char *name)
{
    uint32_t relation = relation_of(a, family, name); /* may move what it is put into */

    a->now[relation] = true;
}

void audit_left_out(struct audit *a, const char *table)
{
    dictionary_intern(a->left_out, table, strlen(table));
}

void audit_extracted(struct audit *a, const char *day)
{
    if (strcmp(day, a->extracted) > 0)
        snprintf(a->extracted, sizeof a->extracted, "%s", day);
}

const char *audit_last_extraction(const struct audit *a)
{
    return a->extracted;
}

void audit_doubt(struct audit *a, const char *family)
{
    const char *name = dictionary_text(a->families, family_of(a, family));

    dictionary_intern(a->doubted, name, strlen(name));
}

void audit_allow(struct audit *a, const char *family, const char *name, double slack)
{
    uint32_t relation = relation_of(a, family, name); /* may move what it is put into */

    a->slack[relation] = slack;
}

void audit_loosen(struct audit *a, const char *family, const char *name, double slack)
{
    uint32_t relation = relation_of(a, family, name);

    a->slack[relation] += slack;
}

double audit_slack(const struct audit *a, const char *family, const char *name)
{
    char id[ID_LENGTH];
    uint32_t relation = dictionary_find(a->relations, id, join_text(a, id, family, name));

    return relation == UINT32_MAX ? 0 : a->slack[relation];
}

void audit_reveal(struct audit *a, size_t number, double truth)
{
    a->numbers[number].revealed = true;
    a->numbers[number].truth = truth;
    a->any_revealed = true;
}

void audit_derived(struct audit *a, size_t number)
{
    if (number != SIZE_MAX && isnan(a->numbers[number].value))
        a->derived[number] = true;
}

const char *audit_word(enum audit_verdict verdict)
{
    static const char *const words[] = { "",    "narrow", "own",   "rule", "derived",
                                         "few", "small",  "alike", "held", "unfit" };

    return words[verdict];
}
