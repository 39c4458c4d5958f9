#include "stages/audit/indicators.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/disclosure/audit_indicators.h"
#include "pipeline/disclosure/rounding.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double SAME = 1e-6;
static const double LITTLE = 5, LITTLE_SHARE = 0.1;
static const double NOBODY = 0.5; /* fewer persons than that are none */

enum { INDICATORS, ANSWERS, N_TABLES };

typedef bool read_cell(const struct table *t, size_t row, size_t i, const char *district, struct audit_cell *out);

static const struct {
    const char *name;
    read_cell *cell;
    size_t n;
    const char *rounded[AUDIT_INDICATOR_NUMBERS]; /* the columns that each of its numbers stands in */
} TABLES[N_TABLES] = {
    { "public_indicators", audit_indicator_cell, AUDIT_INDICATOR_NUMBERS, { "denominator", "numerator", "numerator" } },
    { "public_distributions", audit_answer_cell, AUDIT_ANSWER_NUMBERS, { "n", "count", NULL } },
};

/* What the report told of those that are one number of today. */
struct parts {
    double shown, slack;
    size_t n, n_withheld, n_absorbed;
    size_t n_became;           /* districts that became part of it later, with a row or without */
    bool itself;               /* that district alone, or the city */
    bool is_there, has_itself; /* the report tells of that district, and here */
    bool city, summed;
    size_t now, of_city; /* today's number, that of the city; SIZE_MAX: none */
    uint32_t subject;
    bool group, described, opinion;
};

struct indicators_beside {
    struct table *tables[N_TABLES];
    struct dictionary *nows, *thens,
        *subjects;             /* numbers of today, those of then, and what they are of but for where */
    struct dictionary *joined; /* numbers of then that are in a relation with this report's */
    struct dictionary *places; /* districts that the report tells of */
    struct parts *parts;       /* by number of today */
    size_t capacity;
    double *by; /* by subject: the most that a number of it has been revised by */
    size_t by_capacity;
};

/* ---- each number of then ---- */

struct visit {
    const struct beside *b;
    const char *district; /* of then */
    const char *today;    /* that it has become */
    const struct table *table;
    size_t row;
    struct audit_cell then, now; /* as that report calls it, and as this one calls what it has become */
    const char *city;            /* what this one calls it of the city */
    size_t which;                /* of the row's numbers */
};

typedef void on_cell(struct indicators_beside *x, const struct visit *v);

static void visit_all(const struct beside *b, struct indicators_beside *x, on_cell *each)
{
    for (size_t k = 0; k < N_TABLES; k++)
        for (size_t row = 0; x->tables[k] != NULL && row < table_rows(x->tables[k]); row++)
            for (size_t i = 0; i < TABLES[k].n; i++) {
                struct visit v = { b,
                                   table_text(x->tables[k], row, "district"),
                                   "",
                                   x->tables[k],
                                   row,
                                   { .value = NAN },
                                   { .value = NAN },
                                   "",
                                   i };
                struct audit_cell city;

                v.today = organisation_today(b->organisation, v.district);
                if (!TABLES[k].cell(v.table, row, i, v.district, &v.then))
                    continue;
                TABLES[k].cell(v.table, row, i, v.today, &v.now);
                TABLES[k].cell(v.table, row, i, "all", &city);
                v.city = city.key;
                each(x, &v);
            }
}

static uint32_t intern(struct dictionary *names, const char *table, const char *column, const char *key)
{
    char name[KEY_ROOM];
    int n = snprintf(name, sizeof name, "%s|%s|%s", table, column, key);

    return dictionary_intern(names, name, n < KEY_ROOM ? (size_t) n : KEY_ROOM - 1);
}

static struct parts *parts_of(struct indicators_beside *x, const struct visit *v)
{
    return &x->parts[intern(x->nows, v->now.table, v->now.column, v->now.key)];
}

/* How many districts became part of this one when the period had begun, or after it. */
static size_t n_became(const struct beside *b, const char *district, const char *period)
{
    const char *unit, *successor;
    int32_t day;
    size_t n = 0;

    for (size_t i = 0; organisation_event(b->organisation, i, &day, &unit, &successor); i++)
        n += strcmp(unit, district) != 0 && strcmp(organisation_today(b->organisation, unit), district) == 0 &&
             calendar_to_civil(day).year >= atoi(period);
    return n;
}

static int base_of(const struct visit *v)
{
    size_t k = strcmp(v->then.table, TABLES[INDICATORS].name) == 0 ? INDICATORS : ANSWERS;

    return rounded_base_of(v->b->rounded, v->then.table, TABLES[k].rounded[v->which], v->then.value);
}

static void note_place(struct indicators_beside *x, const struct visit *v)
{
    dictionary_intern(x->places, v->district, strlen(v->district));
}

static void put_part(struct indicators_beside *x, const struct visit *v)
{
    size_t before = dictionary_size(x->thens), known = dictionary_size(x->nows);
    uint32_t at;
    struct parts *p;

    intern(x->thens, v->then.table, v->then.column, v->then.key);
    if (dictionary_size(x->thens) == before) /* it stands in several rows */
        return;
    at = intern(x->nows, v->now.table, v->now.column, v->now.key);
    if (at == known) {
        x->parts = memory_grow(x->parts, &x->capacity, at + 1, sizeof *x->parts);
        x->parts[at] =
            (struct parts){ .now = audit_edition_find(v->b->audit, "", v->now.table, v->now.key, v->now.column),
                            .of_city = audit_edition_find(v->b->audit, "", v->now.table, v->city, v->now.column),
                            .n_became = n_became(v->b, v->today, table_text(v->table, v->row, "period")),
                            .is_there = dictionary_has(x->places, v->today),
                            .city = strcmp(v->today, "all") == 0,
                            .subject = intern(x->subjects, v->now.table, v->now.column, v->city),
                            .group = v->then.kind == AUDIT_GROUP,
                            .described = v->then.described,
                            .opinion = v->then.opinion };
        if (x->parts[at].city && strcmp(v->now.table, TABLES[INDICATORS].name) == 0)
            x->parts[at].summed = isfinite(table_real(v->table, v->row, "districts"));
    }
    p = &x->parts[at];
    p->itself = ++p->n == 1 && strcmp(v->district, v->today) == 0;
    p->n_absorbed += strcmp(v->district, v->today) != 0;
    p->has_itself = p->has_itself || strcmp(v->district, v->today) == 0;
    if (isnan(v->then.value)) {
        p->n_withheld++;
        return;
    }
    p->shown += v->then.value;
    p->slack += 2 * v->then.slack + base_of(v) / 2.0; /* this report's is rounded as much */
}

/* ---- what of it has been revised ---- */

static double now_of(const struct beside *b, const struct parts *p)
{
    return beside_shown(b->audit, p->now);
}

/* What both show of it is not the same. */
static bool differs(const struct beside *b, const struct parts *p)
{
    double now = now_of(b, p);

    return p->n_withheld == 0 && fabs(now - p->shown) > p->slack + SAME * fmax(1, now);
}

/* Some that became part of it had no row. */
static bool misses(const struct parts *p)
{
    return p->n_became > p->n_absorbed || (p->is_there && !p->has_itself);
}

static bool is_one(const struct parts *p)
{
    return p->itself && p->n == 1 && !misses(p);
}

static const struct parts *city_of(const struct indicators_beside *x, const struct beside *b, const struct parts *p)
{
    for (size_t i = 0; i < dictionary_size(x->nows); i++)
        if (x->parts[i].city && x->parts[i].subject == p->subject && x->parts[i].now != SIZE_MAX &&
            isfinite(now_of(b, &x->parts[i])) && x->parts[i].n_withheld == 0)
            return &x->parts[i];
    return NULL;
}

/* The same persons, whose number has changed: the city's has too, or nobody sees it. */
static bool is_revised(const struct indicators_beside *x, const struct beside *b, const struct parts *p)
{
    const struct parts *city;

    if (p->now == SIZE_MAX || !differs(b, p) || misses(p))
        return false;
    if (p->city)
        return !p->summed;
    city = city_of(x, b, p);
    return city == NULL || differs(b, city);
}

/* A city of the same districts, and not of more of them, or fewer. */
static bool is_little(const struct beside *b, const struct parts *p)
{
    return fabs(now_of(b, p) - p->shown) <= fmax(LITTLE, LITTLE_SHARE * p->shown);
}

static void note_revised(struct indicators_beside *x, const struct beside *b)
{
    size_t n = dictionary_size(x->subjects);

    x->by = memory_grow(x->by, &x->by_capacity, n + 1, sizeof *x->by);
    memset(x->by, 0, n * sizeof *x->by);
    for (size_t i = 0; i < dictionary_size(x->nows); i++) {
        const struct parts *p = &x->parts[i];

        if (p->now != SIZE_MAX && differs(b, p) && (!p->city || !p->summed || is_little(b, p)))
            x->by[p->subject] = fmax(x->by[p->subject], fabs(now_of(b, p) - p->shown));
    }
}

bool indicators_beside_read(const struct beside *b, const char *folder, struct indicators_beside **out, struct fault *f)
{
    struct indicators_beside *x = memory_zeroed(1, sizeof *x);

    *out = x;
    x->places = dictionary_new();
    x->nows = dictionary_new();
    x->thens = dictionary_new();
    x->subjects = dictionary_new();
    x->joined = dictionary_new();
    for (size_t k = 0; k < N_TABLES; k++)
        if (!audit_row_open(folder, TABLES[k].name, &x->tables[k], f))
            return false;
    visit_all(b, x, note_place);
    visit_all(b, x, put_part);
    note_revised(x, b);
    return true;
}

void indicators_beside_free(struct indicators_beside *x)
{
    if (x == NULL)
        return;
    for (size_t k = 0; k < N_TABLES; k++)
        table_free(x->tables[k]);
    dictionary_free(x->places);
    dictionary_free(x->nows);
    dictionary_free(x->thens);
    dictionary_free(x->subjects);
    dictionary_free(x->joined);
    free(x->parts);
    free(x->by);
    free(x);
}

/* ---- which numbers are not the same ---- */

/* The city of districts that are not those of today, or the rest of it. */
static bool is_of_others(const struct visit *v, const struct parts *p)
{
    return (p->city && p->summed) || (strcmp(v->then.table, TABLES[INDICATORS].name) == 0 &&
                                      table_is(v->table, v->row, "category", "rest_of_city"));
}

static bool is_person_years(const struct visit *v)
{
    return strncmp(v->then.key, "person-years|", strlen("person-years|")) == 0;
}

static void set_apart_cell(struct indicators_beside *x, const struct visit *v)
{
    const struct parts *p = parts_of(x, v);
    double now = now_of(v->b, p);
    bool seen = isfinite(now) && p->n_withheld == 0;

    if (is_one(p) && !differs(v->b, p) && (seen || (!is_of_others(v, p) && x->by[p->subject] == 0)))
        return;
    audit_edition_apart(v->b->audit, v->then.table, v->then.key);
    audit_edition_apart(v->b->audit, v->now.table, v->now.key);
}

void indicators_beside_set_apart(const struct beside *b, struct indicators_beside *x)
{
    visit_all(b, x, set_apart_cell);
    for (size_t k = 0; k < N_TABLES; k++)
        for (size_t i = 0; i < TABLES[k].n; i++) {
            int base = rounded_base(b->rounded, TABLES[k].name, TABLES[k].rounded[i]);

            if (base > 0)
                audit_edition_rounded(b->audit, TABLES[k].name, k == INDICATORS ? "number" : TABLES[k].rounded[i],
                                      base);
        }
}

/* ---- and how they hang together all the same ---- */

/* How many others are in today's number than in those of then; more, or (sign 1) fewer. */
static size_t put_others(const struct beside *b, const struct visit *v, const struct parts *p)
{
    char table[KEY_ROOM];
    struct audit_number x = { .kind = p->group ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN,
                              .key = v->now.key,
                              .column = v->now.column,
                              .described = p->described,
                              .blur = 2 * p->slack + (p->group ? NOBODY : 0),
                              .value = NAN };

    snprintf(table, sizeof table, "since %s", b->edition);
    x.table = table;
    return audit_add(b->audit, &x);
}

static void join_cell(struct indicators_beside *x, const struct visit *v)
{
    const struct beside *b = v->b;
    const struct parts *p = parts_of(x, v);
    size_t then = audit_edition_find(b->audit, b->edition, v->then.table, v->then.key, v->then.column);
    double by = x->by[p->subject];
    bool one = is_one(p), others = misses(p) || (differs(b, p) && !is_revised(x, b, p));
    char family[KEY_ROOM], name[KEY_ROOM];

    if (dictionary_find(x->joined, (const char *) &then, sizeof then) != UINT32_MAX)
        return; /* it stands in several rows */
    dictionary_intern(x->joined, (const char *) &then, sizeof then);
    if (p->now == SIZE_MAX || then == SIZE_MAX || is_of_others(v, p) || is_person_years(v))
        return;
    if (!others && p->n_withheld == 0 && differs(b, p)) /* revised: both may be shown */
        return;
    if (one && p->n_withheld > 0 && isnan(now_of(b, p))) /* of what neither shows nobody knows how it was revised */
        return;
    snprintf(family, sizeof family, "indicators since %s: %s", b->edition, dictionary_text(x->subjects, p->subject));
    snprintf(name, sizeof name, "%s|%s", v->now.column, v->now.key);
    if (!audit_has(b->audit, family, name)) {
        audit_join(b->audit, family, name, p->now, 1);
        if (others) /* of what all of them think nothing is asked: how many they are is */
            audit_join(b->audit, family, name, p->opinion ? SIZE_MAX : put_others(b, v, p),
                       now_of(b, p) < p->shown ? 1 : -1);
        audit_loosen(b->audit, family, name, p->slack + (others ? 0 : by));
        audit_doubt(b->audit, family);
        if (by > 0 && !others)
            audit_now(b->audit, family, name);
    }
    audit_join(b->audit, family, name, then, -1);
    if (p->n_withheld == 0 || (by > 0 && p->n_withheld < p->n)) /* about as many as that is known */
        audit_told(b->audit, p->now);
}

void indicators_beside_join(const struct beside *b, struct indicators_beside *x)
{
    visit_all(b, x, join_cell);
}
