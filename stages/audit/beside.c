#include "stages/audit/beside.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SAME = 1e-6;

const struct beside_kind BESIDE_KINDS[N_KINDS] = {
    { "city", YEARS, { "period", "occupation", "dimension", "category" }, { "exits", "person_years" }, "1" },
    { "definitions", YEARS, { "period", "occupation", "definition" }, { "numerator", "denominator" }, "1" },
    { "balance", YEARS, { "period", "occupation", "item" }, { "persons" }, "" },
    { "public_retention",
      COHORT,
      { "grouping", "category", "cohort", "horizon" },
      { "entrants", "events", "remaining" },
      "0" },
    { "public_retention_cause", COHORT, { "grouping", "category", "cohort", "horizon", "cause" }, { "events" }, "" },
    { "district_occupation", YEARS, { "period", "district", "occupation" }, { "exits", "person_years" }, "1" },
    { "districts", YEARS, { "period", "district" }, { "exits", "person_years", "moved_out" }, "1" },
};

/* ---- rows ---- */

static const char *cell(const struct table *t, size_t row, const char *column, char number[32])
{
    if (table_schema(t)->columns[schema_column(table_schema(t), column)].type != COLUMN_INTEGER)
        return table_text(t, row, column);
    snprintf(number, 32, "%.0f", table_real(t, row, column));
    return number;
}

const char *beside_key(const struct beside_kind *kind, const struct table *t, size_t row, const char *district,
                       char key[KEY_ROOM])
{
    size_t n = 0;

    for (size_t i = 0; i < N_KEYS && kind->keys[i] != NULL; i++) {
        char number[32];
        bool other = district != NULL && strcmp(kind->keys[i], "district") == 0;

        n += (size_t) snprintf(key + n, n < KEY_ROOM ? KEY_ROOM - n : 0, "%s%s", i > 0 ? "|" : "",
                               other ? district : cell(t, row, kind->keys[i], number));
    }
    return key;
}

const char *beside_key_of_column(const struct beside_kind *kind, const struct table *t, size_t row, const char *column,
                                 char key[KEY_ROOM])
{
    beside_key(kind, t, row, NULL, key);
    if (strcmp(column, "entrants") == 0)
        snprintf(strrchr(key, '|'), 3, "|0");
    return key;
}

bool beside_is_group(const struct beside_kind *kind, size_t column)
{
    return strchr(kind->groups, '0' + (int) column) != NULL;
}

const char *beside_period(const struct beside_kind *kind, const struct table *t, size_t row)
{
    return table_text(t, row, kind->when == COHORT ? "cohort" : "period");
}

const char *beside_who(const struct beside_kind *kind, const struct table *t, size_t row)
{
    if (kind->when == COHORT)
        return table_text(t, row, "category");
    return kind == &BESIDE_KINDS[DISTRICTS] ? "all" : table_text(t, row, "occupation");
}

bool beside_is_moves(const struct beside_kind *kind, const struct table *t, size_t row)
{
    return strcmp(kind->table, "balance") == 0 && table_is(t, row, "item", "moves");
}

double beside_shown(const struct audit *a, size_t number)
{
    return number == SIZE_MAX ? (double) NAN : audit_at(a, number)->value;
}

bool beside_is_finished(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row)
{
    const char *period = beside_period(kind, t, row);
    int last = strlen(period) == 9 ? atoi(period + 5) : atoi(period);

    if (kind->when == COHORT)
        return last + (int) table_real(t, row, "horizon") <= b->last_year;
    if (strcmp(kind->table, "definitions") != 0)
        return true;
    return !table_is(t, row, "definition", "T13") &&
           (!table_is(t, row, "definition", "T18") || last + 1 <= b->last_year);
}

int beside_last_year(const struct table *city)
{
    int last = 0;

    for (size_t row = 0; city != NULL && row < table_rows(city); row++)
        if (atoi(table_text(city, row, "period")) > last)
            last = atoi(table_text(city, row, "period"));
    return last;
}

/* ---- what has been revised ---- */

static uint32_t find_revised(const struct beside *b, const char *period, const char *who)
{
    char name[KEY_ROOM];

    snprintf(name, sizeof name, "%s|%s", period, who);
    return dictionary_find(b->revised, name, strlen(name));
}

static void note(struct beside *b, const char *period, const char *who, bool group, double by)
{
    char name[KEY_ROOM];
    size_t at;

    snprintf(name, sizeof name, "%s|%s", period, who);
    at = dictionary_intern(b->revised, name, strlen(name));
    for (int i = 0; i < 2; i++)
        if (at >= b->capacity[i]) {
            size_t before = b->capacity[i];

            b->by[i] = memory_grow(b->by[i], &b->capacity[i], at + 1, sizeof *b->by[i]);
            memset(&b->by[i][before], 0, (b->capacity[i] - before) * sizeof *b->by[i]);
        }
    b->by[group][at] = fmax(b->by[group][at], by);
}

static void note_table(struct beside *b, const struct beside_kind *kind, const struct table *t, bool only_revised)
{
    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        const char *period = beside_period(kind, t, row), *who = beside_who(kind, t, row);

        if (strcmp(period, "all") == 0 || (only_revised && find_revised(b, period, who) == UINT32_MAX))
            continue;
        if (beside_is_moves(kind, t, row) || !beside_is_finished(b, kind, t, row) ||
            beside_is_other_people(b, kind, t, row))
            continue;
        for (size_t i = 0; i < N_COLUMNS && kind->columns[i] != NULL; i++) {
            char key[KEY_ROOM];
            size_t number = audit_find(b->audit, kind->table, beside_key_of_column(kind, t, row, kind->columns[i], key),
                                       kind->columns[i]);
            double now = beside_shown(b->audit, number), shown = table_real(t, row, kind->columns[i]);
            int base = rounded_base_of(b->rounded, kind->table, kind->columns[i], shown);
            double by = fabs(now - rounding_nearest_to(now, shown, base));

            if (by > SAME * fmax(1, fabs(now)))
                note(b, period, who, beside_is_group(kind, i), by);
        }
    }
}

void beside_note_revised(struct beside *b)
{
    for (size_t i = 0; i < PLANS; i++)
        note_table(b, &BESIDE_KINDS[i], b->tables[i], false);
    note_table(b, &BESIDE_KINDS[DISTRICTS], b->tables[DISTRICTS], true);
}

static double revised_at(const struct beside *b, const char *period, const char *who, bool group)
{
    uint32_t at = find_revised(b, period, who);

    return at == UINT32_MAX ? 0 : fmax(SAME, b->by[group][at]);
}

double beside_revised_by(const struct beside *b, const char *period, const char *who, bool group)
{
    double by = revised_at(b, period, who, group);

    if (strlen(period) == 9 && period[4] == '-')
        for (int y = atoi(period); y <= atoi(period + 5); y++) {
            char year[16];

            snprintf(year, sizeof year, "%d", y);
            by += revised_at(b, year, who, group);
        }
    return by;
}

/* ---- districts ---- */

static bool is_told(const struct table *t, size_t row, const char *column)
{
    char status[64];

    snprintf(status, sizeof status, "%s_status", column);
    return isfinite(table_real(t, row, column)) || table_is(t, row, status, "withheld");
}

const char *beside_today(const struct beside *b, const struct table *t, size_t row)
{
    return organisation_today(b->organisation, table_text(t, row, "district"));
}

struct beside_parts beside_parts(const struct beside *b, const struct table *t, size_t like, const char *column)
{
    struct beside_parts parts = { 0 };

    for (size_t row = 0; row < table_rows(t); row++) {
        double value = table_real(t, row, column);
        int base;

        if (!table_is(t, row, "period", table_text(t, like, "period")) || !is_told(t, row, column) ||
            strcmp(beside_today(b, t, row), beside_today(b, t, like)) != 0)
            continue;
        parts.n++;
        parts.itself = parts.n == 1 && table_is(t, row, "district", beside_today(b, t, row));
        parts.n_withheld += isnan(value) ? 1 : 0;
        if (isnan(value))
            continue;
        base = rounded_base_of(b->rounded, "districts", column, value);
        parts.shown += value;
        parts.least += rounding_nearest_to(0, value, base);
        parts.most += rounding_nearest_to(2 * value + base, value, base);
    }
    return parts;
}

double beside_parts_near(const struct beside_parts *parts, double now)
{
    return isnan(now) ? now : fmin(fmax(now, parts->least), parts->most);
}

bool beside_is_same_district(const struct beside *b, const struct table *t, size_t row)
{
    const struct beside_kind *kind = &BESIDE_KINDS[DISTRICTS];

    for (size_t i = 0; i < N_COLUMNS; i++) {
        struct beside_parts parts = beside_parts(b, t, row, kind->columns[i]);
        char key[KEY_ROOM];
        double now = beside_shown(
            b->audit, audit_find(b->audit, kind->table, beside_key(kind, t, row, NULL, key), kind->columns[i]));
        double more;

        if (parts.n == 0)
            continue;
        more = isnan(now) || parts.n_withheld > 0 ? 0 : now - beside_parts_near(&parts, now);
        if (b->more && !b->fewer)
            more = fmin(more, 0); /* more of one occupation make no other district */
        if (!parts.itself || fabs(more) > SAME * fmax(1, now))
            return false;
    }
    return true;
}
