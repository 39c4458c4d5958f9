#include "stages/protect/earlier_tables.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/disclosure/rounding.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_KEYS = 5, N_COLUMNS = 3, NUMBER_NAME = 1024 };

/* What stands in a report about persons, by the tables whose numbers add up with those of other reports. */
static const struct {
    const char *table;
    const char *keys[N_KEYS];
    const char *columns[N_COLUMNS][2]; /* a number, and the column that says why it is not there */
} TABLES[] = {
    { "city",
      { "period", "occupation", "dimension", "category" },
      { { "exits", "exits_status" }, { "person_years", "person_years_status" } } },
    { "definitions",
      { "period", "occupation", "definition" },
      { { "numerator", "value_status" }, { "denominator", "value_status" } } },
    { "districts",
      { "period", "district" },
      { { "exits", "exits_status" }, { "moved_out", "moved_out_status" }, { "person_years", "person_years_status" } } },
    { "district_occupation",
      { "period", "district", "occupation" },
      { { "exits", "exits_status" }, { "person_years", "person_years_status" } } },
    { "balance", { "period", "occupation", "item" }, { { "persons", "persons_status" } } },
    { "public_retention",
      { "grouping", "category", "cohort", "horizon" },
      { { "entrants", "entrants_status" }, { "events", "events_status" }, { "remaining", "remaining_status" } } },
    { "public_retention_cause",
      { "grouping", "category", "cohort", "horizon", "cause" },
      { { "events", "events_status" } } },
};

struct earlier_tables {
    struct dictionary *names, *splits;
    double *values; /* by name; NaN: withheld */
    size_t capacity;
    struct table *city, *districts, *plans, *stays, *indicators, *answers;
    struct rounded *rounded; /* NULL: nothing is */
    int last_year;
};

static size_t name_of(char name[NUMBER_NAME], const char *table, const char *key, const char *column)
{
    int n = snprintf(name, NUMBER_NAME, "%s\n%s\n%s", table, key, column);

    return n < NUMBER_NAME ? (size_t) n : NUMBER_NAME - 1;
}

static void key_of(const struct table *t, size_t row, const char *const keys[N_KEYS], char key[NUMBER_NAME])
{
    size_t n = 0;

    for (size_t i = 0; i < N_KEYS && keys[i] != NULL; i++) {
        size_t room = n < NUMBER_NAME ? NUMBER_NAME - n : 0;

        if (table_schema(t)->columns[schema_column(table_schema(t), keys[i])].type == COLUMN_INTEGER)
            n += (size_t) snprintf(key + n, room, "%s%.0f", i > 0 ? "|" : "", table_real(t, row, keys[i]));
        else
            n += (size_t) snprintf(key + n, room, "%s%s", i > 0 ? "|" : "", table_text(t, row, keys[i]));
    }
}

/* Categories that a report tells of are all that there were. */
static void put_split(struct earlier_tables *e, const struct table *t, size_t row)
{
    char key[NUMBER_NAME], name[NUMBER_NAME];

    snprintf(key, sizeof key, "%s|%s|%s", table_text(t, row, "period"), table_text(t, row, "occupation"),
             table_text(t, row, "dimension"));
    dictionary_intern(e->splits, name, name_of(name, "city", key, ""));
    key_of(t, row, TABLES[0].keys, key);
    dictionary_intern(e->splits, name, name_of(name, "city", key, "")); /* a row of it, which may be left out */
}

static void put_row(struct earlier_tables *e, const struct table *t, size_t row, size_t which)
{
    char key[NUMBER_NAME], name[NUMBER_NAME];

    key_of(t, row, TABLES[which].keys, key);
    for (size_t i = 0; i < N_COLUMNS && TABLES[which].columns[i][0] != NULL; i++) {
        const char *column = TABLES[which].columns[i][0];
        double value = table_real(t, row, column);
        size_t at;

        if (isnan(value) && !table_is(t, row, TABLES[which].columns[i][1], "withheld"))
            continue;
        at = dictionary_intern(e->names, name, name_of(name, TABLES[which].table, key, column));
        e->values = memory_grow(e->values, &e->capacity, at + 1, sizeof *e->values);
        e->values[at] = value;
    }
}

static bool read_whole(const char *folder, const char *name, struct table **t, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    return (access(path, F_OK) != 0 && errno == ENOENT) || table_read(path, schema_find(name), t, f);
}

bool earlier_tables_read(const char *folder, struct earlier_tables **out, struct fault *f)
{
    struct earlier_tables *e = memory_zeroed(1, sizeof *e);

    *out = e;
    e->names = dictionary_new();
    e->splits = dictionary_new();
    if (!rounded_read(folder, &e->rounded, f) || !read_whole(folder, "public_indicators", &e->indicators, f) ||
        !read_whole(folder, "public_distributions", &e->answers, f))
        return false;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        struct table *t;
        char path[4096];

        snprintf(path, sizeof path, "%s/%s.csv", folder, TABLES[i].table);
        if (access(path, F_OK) != 0 && errno == ENOENT)
            continue;
        if (!table_read(path, schema_find(TABLES[i].table), &t, f))
            return false;
        for (size_t row = 0; row < table_rows(t); row++) {
            put_row(e, t, row, i);
            if (strcmp(TABLES[i].table, "city") == 0)
                put_split(e, t, row);
            if (strcmp(TABLES[i].table, "city") == 0 && atoi(table_text(t, row, "period")) > e->last_year)
                e->last_year = atoi(table_text(t, row, "period"));
        }
        if (strcmp(TABLES[i].table, "city") == 0)
            e->city = t;
        else if (strcmp(TABLES[i].table, "districts") == 0)
            e->districts = t;
        else if (strcmp(TABLES[i].table, "district_occupation") == 0)
            e->plans = t;
        else if (strcmp(TABLES[i].table, "public_retention") == 0)
            e->stays = t;
        else
            table_free(t);
    }
    return true;
}

void earlier_tables_free(struct earlier_tables *e)
{
    if (e == NULL)
        return;
    dictionary_free(e->names);
    dictionary_free(e->splits);
    free(e->values);
    table_free(e->city);
    table_free(e->districts);
    table_free(e->plans);
    table_free(e->stays);
    table_free(e->indicators);
    table_free(e->answers);
    rounded_free(e->rounded);
    free(e);
}

enum told earlier_tables_find(const struct earlier_tables *e, const char *table, const char *key, const char *column,
                              double *value)
{
    char name[NUMBER_NAME];
    uint32_t at = dictionary_find(e->names, name, name_of(name, table, key, column));

    if (at == UINT32_MAX)
        return TOLD_NOTHING;
    *value = e->values[at];
    return isnan(*value) ? TOLD_WITHHELD : TOLD_NUMBER;
}

enum told earlier_tables_find_near(const struct earlier_tables *e, const char *table, const char *key,
                                   const char *column, double now, double *value)
{
    enum told told = earlier_tables_find(e, table, key, column, value);

    if (told == TOLD_NUMBER)
        *value = rounding_nearest_to(now, *value, rounded_base_of(e->rounded, table, column, *value));
    return told;
}

const struct rounded *earlier_tables_rounded(const struct earlier_tables *e)
{
    return e->rounded;
}

bool earlier_tables_has_split(const struct earlier_tables *e, const char *key)
{
    char name[NUMBER_NAME];

    return dictionary_find(e->splits, name, name_of(name, "city", key, "")) != UINT32_MAX;
}

const struct table *earlier_tables_city(const struct earlier_tables *e)
{
    return e->city;
}

const struct table *earlier_tables_districts(const struct earlier_tables *e)
{
    return e->districts;
}

const struct table *earlier_tables_plans(const struct earlier_tables *e)
{
    return e->plans;
}

const struct table *earlier_tables_stays(const struct earlier_tables *e)
{
    return e->stays;
}

const struct table *earlier_tables_indicators(const struct earlier_tables *e)
{
    return e->indicators;
}

const struct table *earlier_tables_answers(const struct earlier_tables *e)
{
    return e->answers;
}

int earlier_tables_last_year(const struct earlier_tables *e)
{
    return e->last_year;
}
