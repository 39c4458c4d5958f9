#include "stages/audit/editions.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/audit_tables.h"
#include "pipeline/publish/published.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/table/table.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_ROOM = 768, N_KEYS = 5, N_COLUMNS = 3 };

static const double SAME = 1e-6;

enum period { YEARS, COHORT }; /* what says when a row is about: its first key, or its third */

struct kind {
    const char *table;
    enum period period;
    const char *keys[N_KEYS];
    const char *columns[N_COLUMNS];
    const char *groups; /* which of them, by digit, are sizes of groups */
};

static const struct kind KINDS[] = {
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
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0], DISTRICTS = N_KINDS - 1, PLANS = N_KINDS - 2 };

/* One earlier report beside this one. */
struct beside {
    struct audit *audit;
    const char *edition;
    const struct organisation *organisation;
    struct table *tables[N_KINDS]; /* NULL: it has none */
    struct dictionary *revised;    /* periods of which some number is not what it was */
    int last_year;                 /* that it tells of */
    double *by[2];                 /* counts, and sizes of groups: at most by so much */
    size_t capacity[2];
};

/* ---- rows ---- */

static const char *cell(const struct table *t, size_t row, const char *column, char number[32])
{
    if (table_schema(t)->columns[schema_column(table_schema(t), column)].type != COLUMN_INTEGER)
        return table_text(t, row, column);
    snprintf(number, 32, "%.0f", table_real(t, row, column));
    return number;
}

static const char *key_of(const struct kind *kind, const struct table *t, size_t row, const char *district,
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

/* How the audit calls a column of a row: hires are the same at every horizon, and the stock before and after a year has
 * rows of its own. */
static const char *key_of_column(const struct kind *kind, const struct table *t, size_t row, const char *column,
                                 char key[KEY_ROOM])
{
    key_of(kind, t, row, NULL, key);
    if (strcmp(column, "entrants") == 0)
        snprintf(strrchr(key, '|'), 3, "|0");
    return key;
}

static bool is_group(const struct kind *kind, size_t column)
{
    return strchr(kind->groups, '0' + (int) column) != NULL;
}

static const char *period_of(const struct kind *kind, const struct table *t, size_t row)
{
    return table_text(t, row, kind->period == COHORT ? "cohort" : "period");
}

/* What is registered late is of one occupation, or, of those hired, of one group. */
static const char *group_of(const struct kind *kind, const struct table *t, size_t row)
{
    if (kind->period == COHORT)
        return table_text(t, row, "category");
    return kind == &KINDS[DISTRICTS] ? "all" : table_text(t, row, "occupation");
}

/* Those between districts that have been merged are none any more, though nothing was revised. */
static bool is_moves(const struct kind *kind, const struct table *t, size_t row)
{
    return strcmp(kind->table, "balance") == 0 && table_is(t, row, "item", "moves");
}

static double shown(const struct audit *a, size_t number)
{
    return number == SIZE_MAX ? (double) NAN : audit_at(a, number)->value;
}

/* Those of a row have been followed as far as it tells of: no more of them will have left by then. */
static bool is_finished(const struct beside *b, const struct kind *kind, const struct table *t, size_t row)
{
    const char *period = period_of(kind, t, row);
    int last = strlen(period) == 9 ? atoi(period + 5) : atoi(period);

    if (kind->period == COHORT)
        return last + (int) table_real(t, row, "horizon") <= b->last_year;
    if (strcmp(kind->table, "definitions") != 0)
        return true;
    return !table_is(t, row, "definition", "T13") &&
           (!table_is(t, row, "definition", "T18") || last + 1 <= b->last_year);
}

static int last_year_of(const struct table *city)
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
    int n = snprintf(name, sizeof name, "%s|%s", period, who);

    return dictionary_find(b->revised, name, (size_t) n);
}

static void note(struct beside *b, const char *period, const char *who, bool group, double by)
{
    char name[KEY_ROOM];
    int n = snprintf(name, sizeof name, "%s|%s", period, who);
    size_t at = dictionary_intern(b->revised, name, (size_t) n);

    for (int i = 0; i < 2; i++)
        if (at >= b->capacity[i]) {
            size_t before = b->capacity[i];

            b->by[i] = memory_grow(b->by[i], &b->capacity[i], at + 1, sizeof *b->by[i]);
            memset(&b->by[i][before], 0, (b->capacity[i] - before) * sizeof *b->by[i]);
        }
    b->by[group][at] = fmax(b->by[group][at], by);
}

static void note_table(struct beside *b, const struct kind *kind, const struct table *t, bool only_revised)
{
    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        const char *period = period_of(kind, t, row), *who = group_of(kind, t, row);

        if (strcmp(period, "all") == 0 || (only_revised && find_revised(b, period, who) == UINT32_MAX))
            continue;
        if (is_moves(kind, t, row) || !is_finished(b, kind, t, row))
            continue;
        for (size_t i = 0; i < N_COLUMNS && kind->columns[i] != NULL; i++) {
            char key[KEY_ROOM];
            size_t number = audit_find(b->audit, kind->table, key_of_column(kind, t, row, kind->columns[i], key),
                                       kind->columns[i]);
            double by = fabs(shown(b->audit, number) - table_real(t, row, kind->columns[i]));

            if (by > SAME * fmax(1, fabs(shown(b->audit, number))))
                note(b, period, who, is_group(kind, i), by);
        }
    }
}

/* The city's numbers first, which say whether a year has been revised at all; then by how much, those of districts too.
 */
static void note_revised(struct beside *b)
{
    for (size_t i = 0; i < PLANS; i++)
        note_table(b, &KINDS[i], b->tables[i], false);
    note_table(b, &KINDS[DISTRICTS], b->tables[DISTRICTS], true);
}

static double revised_at(const struct beside *b, const char *period, const char *who, bool group)
{
    uint32_t at = find_revised(b, period, who);

    return at == UINT32_MAX ? 0 : fmax(SAME, b->by[group][at]);
}

/* 0: it is what it was. A number of several years may have been revised by what each of them was. */
static double revised_by(const struct beside *b, const char *period, const char *who, bool group)
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

/* The district of today that a row of then has become part of. */
static const char *today_of(const struct beside *b, const struct table *t, size_t row)
{
    return organisation_today(b->organisation, table_text(t, row, "district"));
}

struct parts {
    double shown;
    size_t n, n_withheld;
    bool itself;
};

static struct parts parts_of(const struct beside *b, const struct table *t, size_t like, const char *column)
{
    struct parts parts = { 0, 0, 0, false };

    for (size_t row = 0; row < table_rows(t); row++) {
        double value = table_real(t, row, column);

        if (!table_is(t, row, "period", table_text(t, like, "period")) || !is_told(t, row, column) ||
            strcmp(today_of(b, t, row), today_of(b, t, like)) != 0)
            continue;
        parts.n++;
        parts.itself = parts.n == 1 && table_is(t, row, "district", today_of(b, t, row));
        parts.n_withheld += isnan(value) ? 1 : 0;
        parts.shown += isnan(value) ? 0 : value;
    }
    return parts;
}

/* It is that district alone, and nothing shows that other persons were counted in it. */
static bool is_same_district(const struct beside *b, const struct table *t, size_t row)
{
    const struct kind *kind = &KINDS[DISTRICTS];

    for (size_t i = 0; i < N_COLUMNS; i++) {
        struct parts parts = parts_of(b, t, row, kind->columns[i]);
        char key[KEY_ROOM];
        double now = shown(b->audit,
                           audit_find(b->audit, kind->table, key_of(kind, t, row, NULL, key), kind->columns[i]));

        if (parts.n == 0)
            continue;
        if (!parts.itself || (isfinite(now) && parts.n_withheld == 0 && fabs(now - parts.shown) > SAME * fmax(1, now)))
            return false;
    }
    return true;
}

/* ---- which numbers are not the same ---- */

/* The same district in every year of the report: plan periods are of several. */
static bool is_same_always(const struct beside *b, const char *district)
{
    const struct table *t = b->tables[DISTRICTS];

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "district", district) && !is_same_district(b, t, row))
            return false;
    return true;
}

static bool has_other_districts(const struct beside *b, const char *period)
{
    const struct table *t = b->tables[DISTRICTS];

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "period", period) && !is_same_district(b, t, row))
            return true;
    return false;
}

static bool is_apart(const struct beside *b, size_t kind, const struct table *t, size_t row)
{
    const char *period = period_of(&KINDS[kind], t, row);

    if (strcmp(period, "all") == 0 || !is_finished(b, &KINDS[kind], t, row) ||
        revised_by(b, period, group_of(&KINDS[kind], t, row), false) > 0)
        return true;
    if (is_moves(&KINDS[kind], t, row))
        return has_other_districts(b, period);
    if (kind == DISTRICTS)
        return !is_same_district(b, t, row);
    return kind == PLANS && !is_same_always(b, table_text(t, row, "district"));
}

/* How many were hired is told once and for all. */
static bool is_same_hires(const struct beside *b, const struct kind *kind, const struct table *t, size_t row)
{
    const char *cohort = table_text(t, row, "cohort");

    return strcmp(cohort, "all") != 0 && revised_by(b, cohort, group_of(kind, t, row), false) == 0;
}

static void set_apart(struct beside *b)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        const struct table *t = b->tables[k];

        for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
            char key[KEY_ROOM];

            if (!is_apart(b, k, t, row))
                continue;
            audit_edition_apart(b->audit, KINDS[k].table, key_of(&KINDS[k], t, row, NULL, key));
            if (k == DISTRICTS)
                audit_edition_apart(b->audit, "districts", key_of(&KINDS[k], t, row, today_of(b, t, row), key));
            if (strcmp(KINDS[k].columns[0], "entrants") == 0 && !is_same_hires(b, &KINDS[k], t, row))
                audit_edition_apart(b->audit, KINDS[k].table, key_of_column(&KINDS[k], t, row, "entrants", key));
        }
    }
}

/* ---- and how they hang together all the same ---- */

/* Today's number is that of then and some others, or some fewer: a number of its own that no table shows. */
static void join_others(const struct beside *b, const char *key, const char *column, size_t now, size_t then,
                        double difference, bool group)
{
    struct audit_number x = { .kind = group ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN, .key = key, .value = NAN };
    char family[64], table[KEY_ROOM];

    snprintf(table, sizeof table, "since %s", b->edition);
    x.table = table;
    x.column = column;
    snprintf(family, sizeof family, "others since %.40s: %s", b->edition, column);
    if (audit_has(b->audit, family, key)) { /* another district that became this one; or hires, at every horizon */
        if (strcmp(column, "entrants") != 0)
            audit_join(b->audit, family, key, then, -1);
        return;
    }
    audit_join(b->audit, family, key, now, 1);
    audit_join(b->audit, family, key, then, -1);
    audit_join(b->audit, family, key, audit_add(b->audit, &x), difference < 0 ? 1 : -1);
    if (isfinite(shown(b->audit, then))) /* as many as that is known; of now, the others are what is to be protected */
        audit_told(b->audit, now);
}

static void join_fewer(const struct beside *b, const char *key, size_t now, size_t then, double slack)
{
    char family[64];

    snprintf(family, sizeof family, "fewer moves since %.40s", b->edition);
    audit_join(b->audit, family, key, now, 1);
    audit_join(b->audit, family, key, then, -1);
    audit_join(b->audit, family, key, SIZE_MAX, 1);
    audit_allow(b->audit, family, key, slack);
}

static void join_revised(const struct beside *b, const char *table, const char *key, const char *column, size_t now,
                         size_t then, double by)
{
    char family[64], name[KEY_ROOM + 64];

    snprintf(family, sizeof family, "revised since %.40s", b->edition);
    snprintf(name, sizeof name, "%s|%s|%s", table, key, column);
    if (audit_has(b->audit, family, name))
        return;
    audit_join(b->audit, family, name, now, 1);
    audit_join(b->audit, family, name, then, -1);
    audit_allow(b->audit, family, name, by);
    if (isfinite(shown(b->audit, then)))
        audit_told(b->audit, now);
}

static void join_column(const struct beside *b, const struct kind *kind, const struct table *t, size_t row, size_t i)
{
    const char *column = kind->columns[i], *period = period_of(kind, t, row);
    char key[KEY_ROOM];
    size_t now = audit_edition_find(b->audit, "", kind->table, key_of_column(kind, t, row, column, key), column);
    size_t then = audit_edition_find(b->audit, b->edition, kind->table, key, column);
    double slack = revised_by(b, period, group_of(kind, t, row), is_group(kind, i)), difference;

    if (now == SIZE_MAX || then == SIZE_MAX)
        return;
    difference = shown(b->audit, now) - shown(b->audit, then);
    if (strcmp(period, "all") == 0 || !is_finished(b, kind, t, row)) {
        if (isfinite(shown(b->audit, then)) && (isfinite(difference) || strcmp(column, "remaining") != 0))
            join_others(b, key, column, now, then, difference, is_group(kind, i));
    } else if (is_moves(kind, t, row)) {
        if (slack == 0 && isfinite(difference))
            join_others(b, key, "moves", now, then, difference, false);
        else
            join_fewer(b, key, now, then, slack);
    } else
        join_revised(b, kind->table, key, column, now, then, slack);
}

/* A district is those that became it; moves between those are none any more. */
static void join_district(const struct beside *b, const struct table *t, size_t row, size_t i)
{
    const struct kind *kind = &KINDS[DISTRICTS];
    const char *column = kind->columns[i], *period = table_text(t, row, "period");
    struct parts parts = parts_of(b, t, row, column);
    double slack = revised_by(b, period, "all", is_group(kind, i)), difference;
    char key[KEY_ROOM], family[64], name[KEY_ROOM + 64];
    size_t now = audit_edition_find(b->audit, "", "districts", key_of(kind, t, row, today_of(b, t, row), key), column);
    size_t then = audit_edition_find(b->audit, b->edition, "districts", key_of(kind, t, row, NULL, name), column);

    if (now == SIZE_MAX || then == SIZE_MAX)
        return;
    difference = shown(b->audit, now) - parts.shown;
    if (parts.n_withheld == 0 && slack == 0 && fabs(difference) > SAME * fmax(1, parts.shown)) {
        join_others(b, key, column, now, then, difference, is_group(kind, i));
        return;
    }
    snprintf(family, sizeof family, "districts since %.40s: %s", b->edition, column);
    snprintf(name, sizeof name, "%s", key);
    if (!audit_has(b->audit, family, name))
        audit_join(b->audit, family, name, now, 1);
    audit_join(b->audit, family, name, then, -1);
    if (strcmp(column, "moved_out") == 0)
        audit_join(b->audit, family, name, SIZE_MAX, 1);
    audit_allow(b->audit, family, name, slack);
    if (parts.n_withheld == 0)
        audit_told(b->audit, now);
}

static void join_tables(const struct beside *b)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        const struct table *t = b->tables[k];

        for (size_t row = 0; t != NULL && row < table_rows(t); row++)
            for (size_t i = 0; i < N_COLUMNS && KINDS[k].columns[i] != NULL; i++) {
                if (k == DISTRICTS)
                    join_district(b, t, row, i);
                else if (k != PLANS || is_same_always(b, table_text(t, row, "district")))
                    join_column(b, &KINDS[k], t, row, i);
            }
    }
}

/* ---- one report after the other ---- */

static bool read_tables(struct beside *b, const char *folder, struct fault *f)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s.csv", folder, KINDS[k].table);
        if (access(path, F_OK) != 0 && errno == ENOENT)
            continue;
        if (!table_read(path, schema_find(KINDS[k].table), &b->tables[k], f))
            return false;
    }
    return true;
}

static bool read_beside(struct audit *a, const struct published *one, const struct organisation *organisation,
                        struct fault *f)
{
    struct beside b = { .audit = a, .edition = one->name, .organisation = organisation, .revised = dictionary_new() };
    bool ok = read_tables(&b, one->folder, f);

    if (ok) {
        b.last_year = last_year_of(b.tables[0]);
        note_revised(&b);
        audit_edition_begin(a, one->name);
        set_apart(&b);
        ok = audit_read_earlier(a, one->folder, f);
        audit_edition_end(a);
    }
    if (ok)
        join_tables(&b);
    for (size_t k = 0; k < N_KINDS; k++)
        table_free(b.tables[k]);
    dictionary_free(b.revised);
    free(b.by[0]);
    free(b.by[1]);
    return ok;
}

bool editions_read(struct audit *a, const char *published, const char *report, const char *organisation,
                   struct fault *f)
{
    struct settings *settings = NULL;
    struct published_list list = { NULL, 0, 0 };
    struct organisation *o = NULL;
    bool ok = (report == NULL || settings_read(report, &settings, f)) &&
              published_read(published, report == NULL ? "" : settings_text(settings, "report", "edition"), &list, f) &&
              organisation_read(*organisation == '\0' ? NULL : organisation, &o, f);

    for (size_t i = 0; ok && i < list.n; i++)
        ok = read_beside(a, &list.items[i], o, f);
    organisation_free(o);
    published_free(&list);
    settings_free(settings);
    return ok;
}
