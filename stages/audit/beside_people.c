/* beside_people.c - occupations that one of two reports counts and the other does not. The city's numbers, its
 * districts' and its splits' are then of other persons, whatever has been revised: how many the others are is a number
 * like any other, that no table shows. */
#include "stages/audit/beside.h"

#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SAME = 1e-6;

/* ---- which occupations ---- */

static bool is_whole_city(const char *occupation)
{
    return strcmp(occupation, "all") == 0;
}

static void put(struct dictionary *names, const char *name)
{
    dictionary_intern(names, name, strlen(name));
}

/* Somebody is in the occupation, for all that is told. */
static bool is_anybody(double person_years)
{
    return isnan(person_years) || person_years > 0;
}

/* PERIOD|OCCUPATION|none|all: a row of the whole of an occupation, or of the city. */
static bool split_key(const char *key, char period[KEY_ROOM], char occupation[KEY_ROOM])
{
    size_t first = strcspn(key, "|"), second;

    if (key[first] == '\0')
        return false;
    second = strcspn(key + first + 1, "|");
    snprintf(period, KEY_ROOM, "%.*s", (int) first, key);
    snprintf(occupation, KEY_ROOM, "%.*s", (int) second, key + first + 1);
    return strcmp(key + first + 1 + second, "|none|all") == 0;
}

/* A number of today's city, by occupation: false where it is another. */
static bool is_of_today(const struct audit_number *x, char period[KEY_ROOM], char occupation[KEY_ROOM])
{
    return strcmp(x->table, BESIDE_KINDS[CITY].table) == 0 && strcmp(x->column, "person_years") == 0 &&
           split_key(x->key, period, occupation);
}

static bool is_of_then(const struct table *t, size_t row)
{
    return table_is(t, row, "dimension", "none");
}

/* Occupations, and the periods that the whole city is told of. */
struct told {
    struct dictionary *occupations, *periods;
};

static void put_told(struct told *told, const char *period, const char *occupation)
{
    put(is_whole_city(occupation) ? told->periods : told->occupations, is_whole_city(occupation) ? period : occupation);
}

/* Another occupation than those, in a period that they were told of. */
static bool is_another(const struct told *told, const char *period, const char *occupation, double person_years)
{
    return !is_whole_city(occupation) && is_anybody(person_years) && dictionary_has(told->periods, period) &&
           !dictionary_has(told->occupations, occupation);
}

void beside_note_people(struct beside *b)
{
    const struct table *t = b->tables[CITY];
    struct told then = { dictionary_new(), dictionary_new() }, now = { dictionary_new(), dictionary_new() };
    char period[KEY_ROOM], occupation[KEY_ROOM];

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (is_of_then(t, row))
            put_told(&then, table_text(t, row, "period"), table_text(t, row, "occupation"));
    for (size_t i = 0; i < audit_size(b->audit); i++)
        if (is_of_today(audit_at(b->audit, i), period, occupation))
            put_told(&now, period, occupation);
    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        b->fewer = b->fewer || (is_of_then(t, row) &&
                                is_another(&now, table_text(t, row, "period"), table_text(t, row, "occupation"),
                                           table_real(t, row, "person_years")));
    for (size_t i = 0; i < audit_size(b->audit); i++)
        b->more = b->more || (is_of_today(audit_at(b->audit, i), period, occupation) &&
                              is_another(&then, period, occupation, audit_at(b->audit, i)->value));
    dictionary_free(then.occupations);
    dictionary_free(then.periods);
    dictionary_free(now.occupations);
    dictionary_free(now.periods);
}

/* ---- whose numbers ---- */

static bool is_of_all(const struct beside_kind *kind, const char *key)
{
    static const char occupation[] = "occupation|";
    const char *second = strchr(key, '|');

    if (kind == &BESIDE_KINDS[PLANS])
        return false;
    if (kind == &BESIDE_KINDS[DISTRICTS])
        return true;
    if (kind->when == COHORT)
        return strncmp(key, occupation, sizeof occupation - 1) != 0;
    return second != NULL && strncmp(second, "|all|", 5) == 0;
}

bool beside_is_other_people(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row)
{
    char key[KEY_ROOM];

    return (b->more || b->fewer) && is_of_all(kind, beside_key(kind, t, row, NULL, key));
}

void beside_people_set_apart(const struct beside *b)
{
    for (size_t i = 0; (b->more || b->fewer) && i < audit_size(b->audit); i++)
        for (size_t k = 0; k < N_KINDS; k++) {
            const struct audit_number *x = audit_at(b->audit, i);

            if (strcmp(x->table, BESIDE_KINDS[k].table) == 0 && is_of_all(&BESIDE_KINDS[k], x->key))
                audit_edition_apart(b->audit, x->table, x->key);
        }
}

/* ---- and how many more or fewer ---- */

/* Today's number and what was told of it: where both are shown, by how much it is more. */
struct both {
    size_t now, then;
    double more; /* NaN: not both are shown */
    bool itself; /* one number of then, not several districts that have become one */
};

static struct both find_both(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row,
                             const char *column, char key[KEY_ROOM])
{
    bool district = kind == &BESIDE_KINDS[DISTRICTS];
    struct both both = { .itself = true };
    char own[KEY_ROOM];
    double now, then;

    beside_key_of_column(kind, t, row, column, own);
    both.then = audit_edition_find(b->audit, b->edition, kind->table, own, column);
    snprintf(key, KEY_ROOM, "%s", own);
    if (district)
        beside_key(kind, t, row, beside_today(b, t, row), key);
    both.now = audit_edition_find(b->audit, "", kind->table, key, column);
    now = beside_shown(b->audit, both.now);
    if (district) {
        struct beside_parts parts = beside_parts(b, t, row, column);

        both.itself = parts.itself;
        both.more = parts.n_withheld > 0 ? (double) NAN : now - beside_parts_near(&parts, now);
        return both;
    }
    then = beside_shown(b->audit, both.then);
    both.more = now - rounding_nearest_to(now, then, rounded_base_of(b->rounded, kind->table, column, then));
    return both;
}

/* More of them, or fewer, where only one of the reports has occupations that the other has not. */
static double sign_of(const struct beside *b, double more)
{
    if (isfinite(more))
        return more > 0 ? -1 : 1;
    return b->more && b->fewer ? 0 : b->more ? -1 : 1;
}

static void join_column(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row,
                        size_t i)
{
    struct audit_number x = { .kind = beside_is_group(kind, i) ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN, .value = NAN };
    const char *column = kind->columns[i];
    char family[KEY_ROOM], table[KEY_ROOM], key[KEY_ROOM];
    struct both both = find_both(b, kind, t, row, column, key);
    double sign = sign_of(b, both.more), now = beside_shown(b->audit, both.now);
    bool told = isfinite(both.more);

    if (both.now == SIZE_MAX || both.then == SIZE_MAX || sign == 0 || fabs(both.more) <= SAME * fmax(1, fabs(now)))
        return;
    if (!told && !both.itself &&
        strcmp(column, "moved_out") == 0) /* moves between merged districts are none any more */
        return;
    snprintf(family, sizeof family, "%s since %s: %s", told ? "other persons" : "more persons or fewer", b->edition,
             column);
    if (audit_has(b->audit, family, key)) { /* another district that became this one; or hires, at every horizon */
        if (!both.itself)
            audit_join(b->audit, family, key, both.then, -1);
        return;
    }
    snprintf(table, sizeof table, "since %s", b->edition);
    x.table = table;
    x.key = key;
    x.column = column;
    audit_join(b->audit, family, key, both.now, 1);
    audit_join(b->audit, family, key, both.then, -1);
    audit_join(b->audit, family, key, audit_add(b->audit, &x), sign);
    if (told)
        audit_now(b->audit, family, key);
    else /* for all that may have been registered late besides; that they are no more than all were is told already */
        audit_doubt(b->audit, family);
    if (isfinite(beside_shown(b->audit, both.then)) && both.itself)
        audit_told(b->audit, both.now);
}

void beside_people_join(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row)
{
    for (size_t i = 0; i < N_COLUMNS && kind->columns[i] != NULL; i++)
        join_column(b, kind, t, row, i);
}
