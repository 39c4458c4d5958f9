#include "stages/audit/editions.h"
#include "stages/audit/beside.h"
#include "stages/audit/indicators.h"
#include "stages/audit/plans.h"

#include "pipeline/disclosure/audit_tables.h"
#include "pipeline/disclosure/rounding.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double SAME = 1e-6;

/* ---- which numbers are not the same ---- */

/* The same district in every year of the report: plan periods are of several. */
static bool is_same_always(const struct beside *b, const char *district)
{
    const struct table *t = b->tables[DISTRICTS];

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "district", district) && !beside_is_same_district(b, t, row))
            return false;
    return true;
}

static bool has_other_districts(const struct beside *b, const char *period)
{
    const struct table *t = b->tables[DISTRICTS];

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "period", period) && !beside_is_same_district(b, t, row))
            return true;
    return false;
}

static bool is_apart(const struct beside *b, size_t kind, const struct table *t, size_t row)
{
    const char *period = beside_period(&BESIDE_KINDS[kind], t, row);

    if (strcmp(period, "all") == 0 || !beside_is_finished(b, &BESIDE_KINDS[kind], t, row) ||
        beside_is_other_people(b, &BESIDE_KINDS[kind], t, row) ||
        beside_revised_by(b, period, beside_who(&BESIDE_KINDS[kind], t, row), false) > 0)
        return true;
    if (beside_is_moves(&BESIDE_KINDS[kind], t, row))
        return has_other_districts(b, period);
    if (kind == DISTRICTS)
        return !beside_is_same_district(b, t, row);
    return kind == PLANS && !is_same_always(b, table_text(t, row, "district"));
}

/* How many were hired is told once and for all. */
static bool is_same_hires(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row)
{
    const char *cohort = table_text(t, row, "cohort");

    return strcmp(cohort, "all") != 0 && !beside_is_other_people(b, kind, t, row) &&
           beside_revised_by(b, cohort, beside_who(kind, t, row), false) == 0;
}

static void set_apart(struct beside *b)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        const struct table *t = b->tables[k];

        for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
            char key[KEY_ROOM];

            if (!is_apart(b, k, t, row))
                continue;
            audit_edition_apart(b->audit, BESIDE_KINDS[k].table, beside_key(&BESIDE_KINDS[k], t, row, NULL, key));
            if (k == DISTRICTS)
                audit_edition_apart(b->audit, "districts",
                                    beside_key(&BESIDE_KINDS[k], t, row, beside_today(b, t, row), key));
            if (strcmp(BESIDE_KINDS[k].columns[0], "entrants") == 0 && !is_same_hires(b, &BESIDE_KINDS[k], t, row))
                audit_edition_apart(b->audit, BESIDE_KINDS[k].table,
                                    beside_key_of_column(&BESIDE_KINDS[k], t, row, "entrants", key));
        }
    }
    beside_people_set_apart(b);
}

/* ---- and how they hang together all the same ---- */

/* Which years have been revised, and by how much, is seen from both reports. */
static void allow_revised(const struct beside *b, const char *family, const char *name, double by)
{
    audit_allow(b->audit, family, name, by);
    if (by > 0)
        audit_now(b->audit, family, name);
}

/* Today's number is that of then and some others, or some fewer (sign -1 or 1): a number of its own that no table
 * shows. */
static void join_others(const struct beside *b, const char *key, const char *column, size_t now, size_t then,
                        double sign, bool group)
{
    struct audit_number x = { .kind = group ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN, .key = key, .value = NAN };
    char family[KEY_ROOM], table[KEY_ROOM];

    snprintf(table, sizeof table, "since %s", b->edition);
    x.table = table;
    x.column = column;
    snprintf(family, sizeof family, "others since %s: %s", b->edition, column);
    if (audit_has(b->audit, family, key)) { /* another district that became this one; or hires, at every horizon */
        if (strcmp(column, "entrants") != 0)
            audit_join(b->audit, family, key, then, -1);
        return;
    }
    audit_join(b->audit, family, key, now, 1);
    audit_join(b->audit, family, key, then, -1);
    audit_join(b->audit, family, key, audit_add(b->audit, &x), sign);
    if (isfinite(beside_shown(b->audit,
                              then))) /* as many as that is known; of now, the others are what is to be protected */
        audit_told(b->audit, now);
}

/* So, where the sign is the one that everybody expects; else only both reports together tell. */
static void join_seen_others(const struct beside *b, const char *key, const char *column, size_t now, size_t then,
                             double sign, double expected, bool group)
{
    char family[KEY_ROOM];

    join_others(b, key, column, now, then, sign, group);
    snprintf(family, sizeof family, "others since %s: %s", b->edition, column);
    if (sign != expected)
        audit_now(b->audit, family, key);
}

static void join_fewer(const struct beside *b, const char *key, size_t now, size_t then, double slack)
{
    char family[KEY_ROOM];

    snprintf(family, sizeof family, "fewer moves since %s", b->edition);
    audit_join(b->audit, family, key, now, 1);
    audit_join(b->audit, family, key, then, -1);
    audit_join(b->audit, family, key, SIZE_MAX, 1);
    allow_revised(b, family, key, slack);
}

static void join_revised(const struct beside *b, const char *table, const char *key, const char *column, size_t now,
                         size_t then, double by)
{
    char family[KEY_ROOM], name[KEY_ROOM + 64];

    snprintf(family, sizeof family, "revised since %s", b->edition);
    snprintf(name, sizeof name, "%s|%s|%s", table, key, column);
    if (audit_has(b->audit, family, name))
        return;
    audit_join(b->audit, family, name, now, 1);
    audit_join(b->audit, family, name, then, -1);
    allow_revised(b, family, name, by);
    if (isfinite(beside_shown(b->audit, then)))
        audit_told(b->audit, now);
}

static void join_column(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row,
                        size_t i)
{
    const char *column = kind->columns[i], *period = beside_period(kind, t, row);
    char key[KEY_ROOM];
    size_t now = audit_edition_find(b->audit, "", kind->table, beside_key_of_column(kind, t, row, column, key), column);
    size_t then = audit_edition_find(b->audit, b->edition, kind->table, key, column);
    double slack = beside_revised_by(b, period, beside_who(kind, t, row), beside_is_group(kind, i)), difference, shown;
    int base;

    if (now == SIZE_MAX || then == SIZE_MAX)
        return;
    shown = beside_shown(b->audit, then);
    base = rounded_base_of(b->rounded, kind->table, column, shown);
    difference = beside_shown(b->audit, now) - rounding_nearest_to(beside_shown(b->audit, now), shown, base);
    if (base > 0 && difference == 0) { /* nothing shows that there are others */
        audit_told(b->audit, now);
        return;
    }
    if (strcmp(period, "all") == 0 || !beside_is_finished(b, kind, t, row)) {
        bool fewer = b->fewer && beside_is_other_people(b, kind, t, row); /* an occupation's are not counted any more */

        if (isfinite(beside_shown(b->audit, then)) &&
            (isfinite(difference) || (strcmp(column, "remaining") != 0 && !fewer)))
            join_seen_others(b, key, column, now, then, difference < 0 ? 1 : -1, -1, beside_is_group(kind, i));
    } else if (beside_is_moves(kind, t, row)) {
        if (slack == 0 && isfinite(difference))
            join_seen_others(b, key, "moves", now, then, difference > 0 ? -1 : 1, 1, false);
        else
            join_fewer(b, key, now, then, slack);
    } else
        join_revised(b, kind->table, key, column, now, then, slack);
}

/* A district is those that became it; moves between those are none any more. */
static void join_district(const struct beside *b, const struct table *t, size_t row, size_t i)
{
    const struct beside_kind *kind = &BESIDE_KINDS[DISTRICTS];
    const char *column = kind->columns[i], *period = table_text(t, row, "period");
    struct beside_parts parts = beside_parts(b, t, row, column);
    double slack = beside_revised_by(b, period, "all", beside_is_group(kind, i)), difference;
    char key[KEY_ROOM], family[KEY_ROOM], name[KEY_ROOM + 64];
    size_t now = audit_edition_find(b->audit, "", "districts", beside_key(kind, t, row, beside_today(b, t, row), key),
                                    column);
    size_t then = audit_edition_find(b->audit, b->edition, "districts", beside_key(kind, t, row, NULL, name), column);

    if (now == SIZE_MAX || then == SIZE_MAX)
        return;
    difference = beside_shown(b->audit, now) - beside_parts_near(&parts, beside_shown(b->audit, now));
    if (parts.n_withheld == 0 && slack == 0 && fabs(difference) > SAME * fmax(1, parts.shown)) {
        join_seen_others(b, key, column, now, then, difference < 0 ? 1 : -1, 0, beside_is_group(kind, i));
        return;
    }
    snprintf(family, sizeof family, "districts since %s: %s", b->edition, column);
    snprintf(name, sizeof name, "%s", key);
    if (!audit_has(b->audit, family, name))
        audit_join(b->audit, family, name, now, 1);
    audit_join(b->audit, family, name, then, -1);
    if (strcmp(column, "moved_out") == 0)
        audit_join(b->audit, family, name, SIZE_MAX, 1);
    allow_revised(b, family, name, slack);
    if (parts.n_withheld == 0)
        audit_told(b->audit, now);
}

static void join_tables(const struct beside *b)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        const struct beside_kind *kind = &BESIDE_KINDS[k];
        const struct table *t = b->tables[k];

        for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
            if (beside_is_other_people(b, kind, t, row) && strcmp(beside_period(kind, t, row), "all") != 0 &&
                beside_is_finished(b, kind, t, row)) {
                beside_people_join(b, kind, t, row);
                continue;
            }
            for (size_t i = 0; i < N_COLUMNS && BESIDE_KINDS[k].columns[i] != NULL; i++) {
                if (k == DISTRICTS)
                    join_district(b, t, row, i);
                else if (k != PLANS || is_same_always(b, table_text(t, row, "district")))
                    join_column(b, kind, t, row, i);
            }
        }
    }
}

/* ---- which districts and categories it did not have ---- */

static const char *key_of(const struct beside *b, size_t kind, const struct table *t, size_t row, char key[KEY_ROOM])
{
    return beside_key(&BESIDE_KINDS[kind], t, row, kind == DISTRICTS ? beside_today(b, t, row) : NULL, key);
}

/* It had others of the same, but for the last word of the key. */
static bool had_others(const struct beside *b, size_t kind, const struct table *t, const char *wanted)
{
    const char *last = strrchr(wanted, '|');
    size_t n = last == NULL ? 0 : (size_t) (last - wanted) + 1;
    bool others = false;

    for (size_t row = 0; n > 0 && row < table_rows(t); row++) {
        char key[KEY_ROOM];

        key_of(b, kind, t, row, key);
        if (strcmp(key, wanted) == 0)
            return false;
        others = others || strncmp(key, wanted, n) == 0;
    }
    return others;
}

static void note_absent(const struct beside *b)
{
    static const size_t kinds[] = { CITY, DISTRICTS };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const struct beside_kind *kind = &BESIDE_KINDS[kinds[k]];
        const struct table *t = b->tables[kinds[k]];

        for (size_t i = 0; t != NULL && i < audit_size(b->audit); i++) {
            const struct audit_number *x = audit_at(b->audit, i);

            if (isnan(x->value) && strcmp(x->table, kind->table) == 0 && had_others(b, kinds[k], t, x->key))
                audit_absent(b->audit, i);
        }
    }
}

/* ---- one report after the other ---- */

static void tell_rounded(const struct beside *b)
{
    for (size_t k = 0; k < N_KINDS; k++)
        for (size_t i = 0; i < N_COLUMNS && BESIDE_KINDS[k].columns[i] != NULL; i++) {
            int base = rounded_base(b->rounded, BESIDE_KINDS[k].table, BESIDE_KINDS[k].columns[i]);

            if (base > 0)
                audit_edition_rounded(b->audit, BESIDE_KINDS[k].table, BESIDE_KINDS[k].columns[i], base);
        }
}

static bool read_tables(struct beside *b, const char *folder, struct fault *f)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s.csv", folder, BESIDE_KINDS[k].table);
        if (access(path, F_OK) != 0 && errno == ENOENT)
            continue;
        if (!table_read(path, schema_find(BESIDE_KINDS[k].table), &b->tables[k], f))
            return false;
    }
    return true;
}

static bool read_beside(struct audit *a, const struct published *one, const struct organisation *organisation,
                        struct plans *plans, struct fault *f)
{
    struct beside b = { .audit = a, .edition = one->name, .organisation = organisation, .revised = dictionary_new() };
    struct indicators_beside *indicators = NULL;
    bool ok = read_tables(&b, one->folder, f) && rounded_read(one->folder, &b.rounded, f) &&
              indicators_beside_read(&b, one->folder, &indicators, f);

    if (ok) {
        b.last_year = beside_last_year(b.tables[0]);
        beside_note_people(&b);
        beside_note_revised(&b);
        audit_edition_begin(a, one->name);
        set_apart(&b);
        tell_rounded(&b);
        indicators_beside_set_apart(&b, indicators);
        ok = audit_read_earlier(a, one->folder, f);
        plans_note(plans, &b);
        audit_edition_end(a);
    }
    if (ok) {
        join_tables(&b);
        note_absent(&b);
        indicators_beside_join(&b, indicators);
    }
    indicators_beside_free(indicators);
    for (size_t k = 0; k < N_KINDS; k++)
        table_free(b.tables[k]);
    rounded_free(b.rounded);
    dictionary_free(b.revised);
    free(b.by[0]);
    free(b.by[1]);
    return ok;
}

bool editions_read(struct audit *a, const struct published_list *published, const char *organisation, struct fault *f)
{
    struct organisation *o = NULL;
    bool ok = organisation_read(*organisation == '\0' ? NULL : organisation, &o, f);
    struct plans *plans = plans_new(a);

    for (size_t i = 0; ok && i < published->n; i++)
        ok = read_beside(a, &published->items[i], o, plans, f);
    if (ok)
        plans_join(plans);
    plans_free(plans);
    organisation_free(o);
    return ok;
}
