#include "stages/audit/plans.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_MEASURES = 2 };
static const char *const MEASURES[N_MEASURES] = { "person_years", "exits" }; /* the size of the group comes first */

/* What one report tells of some years: of a district's occupation in a plan period, or of all of a district in a year.
 */
struct told {
    uint32_t report; /* 0: this one */
    int first, last;
    uint32_t district, occupation; /* today's district */
    size_t numbers[N_MEASURES];
    double slack[N_MEASURES]; /* it may have been revised by so much */
    bool merged;              /* it was of a district that is part of another today */
};

struct told_list {
    struct told *items;
    size_t n, capacity;
};

struct stretch {
    int first, last;
};

struct plans {
    struct audit *audit;
    struct dictionary *reports, *districts, *occupations;
    struct told_list pools, years;
    struct stretch *stretches; /* of years that every plan period has all or none of */
    size_t n_stretches, capacity;
    size_t *numbers[N_MEASURES]; /* by district, occupation and stretch */
};

static const size_t NONE = SIZE_MAX - 1; /* nobody is counted there; SIZE_MAX: nobody knows who is */

struct plans *plans_new(struct audit *a)
{
    struct plans *x = memory_zeroed(1, sizeof *x);

    *x = (struct plans){
        .audit = a, .reports = dictionary_new(), .districts = dictionary_new(), .occupations = dictionary_new()
    };
    dictionary_intern(x->reports, "", 0);
    return x;
}

void plans_free(struct plans *x)
{
    if (x == NULL)
        return;
    dictionary_free(x->reports);
    dictionary_free(x->districts);
    dictionary_free(x->occupations);
    free(x->pools.items);
    free(x->years.items);
    free(x->stretches);
    for (int i = 0; i < N_MEASURES; i++)
        free(x->numbers[i]);
    free(x);
}

/* ---- what the reports tell ---- */

static uint32_t intern(struct dictionary *names, const char *name)
{
    return dictionary_intern(names, name, strlen(name));
}

static bool read_years(const char *period, int *first, int *last)
{
    *first = *last = atoi(period);
    if (strlen(period) == 9 && period[4] == '-')
        *last = atoi(period + 5);
    return *first > 0 && *last >= *first;
}

static struct told *add_told(struct told_list *list, const struct told *told)
{
    list->items = memory_grow(list->items, &list->capacity, list->n + 1, sizeof *list->items);
    list->items[list->n] = *told;
    return &list->items[list->n++];
}

void plans_note(struct plans *x, const struct beside *b)
{
    static const size_t kinds[] = { PLANS, DISTRICTS };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const struct beside_kind *kind = &BESIDE_KINDS[kinds[k]];
        const struct table *t = b->tables[kinds[k]];

        for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
            struct told told = { .report = intern(x->reports, b->edition),
                                 .district = intern(x->districts, beside_today(b, t, row)) };
            const char *period = beside_period(kind, t, row), *who = beside_who(kind, t, row);
            char key[KEY_ROOM];

            if (!read_years(period, &told.first, &told.last))
                continue;
            if (kinds[k] == PLANS)
                told.occupation = intern(x->occupations, who);
            beside_key(kind, t, row, NULL, key);
            for (int i = 0; i < N_MEASURES; i++) {
                told.numbers[i] = audit_find(x->audit, kind->table, key, MEASURES[i]);
                told.slack[i] = beside_revised_by(b, period, who, i == 0);
            }
            told.merged = !table_is(t, row, "district", beside_today(b, t, row));
            add_told(kinds[k] == PLANS ? &x->pools : &x->years, &told);
        }
    }
}

/* This report's are in the audit: period|district|occupation, and year|district. */
static void note_today(struct plans *x)
{
    for (size_t number = 0; number < audit_size(x->audit); number++) {
        const struct audit_number *q = audit_at(x->audit, number);
        bool plan = strcmp(q->table, "district_occupation") == 0;
        struct told told = { .report = 0 };
        char key[KEY_ROOM], *district, *occupation;
        int measure = 0;

        while (measure < N_MEASURES && strcmp(q->column, MEASURES[measure]) != 0)
            measure++;
        if ((!plan && strcmp(q->table, "districts") != 0) || measure == N_MEASURES)
            continue;
        snprintf(key, sizeof key, "%s", q->key);
        district = strchr(key, '|');
        occupation = plan && district != NULL ? strrchr(district + 1, '|') : NULL;
        if (district == NULL || (plan && occupation == NULL))
            continue;
        *district++ = '\0';
        if (plan)
            *occupation++ = '\0';
        if (!read_years(key, &told.first, &told.last))
            continue;
        told.district = intern(x->districts, district);
        told.occupation = plan ? intern(x->occupations, occupation) : 0;
        for (int i = 0; i < N_MEASURES; i++)
            told.numbers[i] = audit_edition_find(x->audit, "", q->table, q->key, MEASURES[i]);
        if (measure == 0 || told.numbers[0] == SIZE_MAX) /* once for both */
            add_told(plan ? &x->pools : &x->years, &told);
    }
}

/* ---- which years are told apart ---- */

static bool overlap(const struct told *one, const struct told *other)
{
    return one->first <= other->last && other->first <= one->last;
}

static bool is_apart(const struct plans *x, const struct told *pool)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct told *other = &x->pools.items[i];

        if (overlap(pool, other) && (other->merged || pool->first != other->first || pool->last != other->last))
            return true;
    }
    return false;
}

static bool begins(const struct plans *x, int year)
{
    for (size_t i = 0; i < x->pools.n; i++)
        if (x->pools.items[i].first == year || x->pools.items[i].last + 1 == year)
            return true;
    return false;
}

static bool has_year(const struct plans *x, int year)
{
    for (size_t i = 0; i < x->n_stretches; i++)
        if (x->stretches[i].first <= year && year <= x->stretches[i].last)
            return true;
    return false;
}

static void cut(struct plans *x)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct told *pool = &x->pools.items[i];

        if (has_year(x, pool->first) && has_year(x, pool->last)) /* as a row before it */
            continue;
        if (!is_apart(x, pool))
            continue;
        for (int year = pool->first; year <= pool->last; year++) {
            if (has_year(x, year))
                continue;
            if (year > pool->first && !begins(x, year) && has_year(x, year - 1)) {
                for (size_t k = 0; k < x->n_stretches; k++)
                    if (x->stretches[k].last == year - 1)
                        x->stretches[k].last = year;
                continue;
            }
            x->stretches = memory_grow(x->stretches, &x->capacity, x->n_stretches + 1, sizeof *x->stretches);
            x->stretches[x->n_stretches++] = (struct stretch){ year, year };
        }
    }
}

static bool holds(const struct told *pool, const struct stretch *stretch)
{
    return pool->first <= stretch->first && stretch->last <= pool->last;
}

/* ---- what was done in them ---- */

static size_t *number_at(const struct plans *x, int measure, uint32_t district, uint32_t occupation, size_t stretch)
{
    return &x->numbers[measure][(district * dictionary_size(x->occupations) + occupation) * x->n_stretches + stretch];
}

/* This report's plan period of just these years; NULL where there is none. */
static const struct told *find_today(const struct plans *x, uint32_t district, uint32_t occupation,
                                     const struct stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct told *pool = &x->pools.items[i];

        if (pool->report == 0 && pool->first == stretch->first && pool->last == stretch->last &&
            pool->district == district && pool->occupation == occupation)
            return pool;
    }
    return NULL;
}

/* Finished counts tell of no moves; of whom they have no row of, nobody knows anything. */
static bool is_counted(const struct plans *x, uint32_t district, const struct stretch *stretch)
{
    for (size_t i = 0; i < x->years.n; i++) {
        const struct told *year = &x->years.items[i];
        char key[KEY_ROOM];

        if (year->report != 0 || year->district != district || year->first < stretch->first ||
            year->last > stretch->last)
            continue;
        snprintf(key, sizeof key, "%d|%s", year->first, dictionary_text(x->districts, district));
        if (audit_edition_find(x->audit, "", "districts", key, "moved_out") == SIZE_MAX)
            return true;
    }
    return false;
}

static const struct told *find_row(const struct plans *x, uint32_t report, uint32_t district, uint32_t occupation,
                                   const struct stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct told *pool = &x->pools.items[i];

        if (pool->report == report && pool->district == district &&
            (occupation == UINT32_MAX || pool->occupation == occupation) && holds(pool, stretch))
            return pool;
    }
    return NULL;
}

/* A report has a row of the district's others in these years and none of this occupation: there was nobody. */
static bool is_nobody(const struct plans *x, uint32_t district, uint32_t occupation, const struct stretch *stretch)
{
    bool any = false;

    for (size_t i = 0; i < x->pools.n; i++)
        any = any || (x->pools.items[i].district == district && x->pools.items[i].occupation == occupation);
    for (uint32_t report = 0; any && report < dictionary_size(x->reports); report++) {
        const struct told *others = find_row(x, report, district, UINT32_MAX, stretch);

        if (others != NULL && others->slack[0] == 0 && others->slack[1] == 0 &&
            find_row(x, report, district, occupation, stretch) == NULL)
            any = false;
    }
    return !any;
}

/* An earlier report has a row of just these years: what it says is judged as its number. */
static bool is_period_then(const struct plans *x, uint32_t district, uint32_t occupation, const struct stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct told *pool = &x->pools.items[i];

        if (pool->report > 0 && pool->first == stretch->first && pool->last == stretch->last &&
            pool->district == district && pool->occupation == occupation)
            return true;
    }
    return false;
}

static size_t add_unseen(const struct plans *x, int measure, uint32_t district, uint32_t occupation, size_t stretch)
{
    const struct stretch *s = &x->stretches[stretch];
    struct audit_number unseen = { .kind = measure == 0 ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN,
                                   .table = "years of plan periods",
                                   .column = MEASURES[measure],
                                   .value = NAN };
    char key[KEY_ROOM];
    size_t number;

    snprintf(key, sizeof key, "%d-%d|%s|%s", s->first, s->last, dictionary_text(x->districts, district),
             dictionary_text(x->occupations, occupation));
    unseen.key = key;
    if (measure == 0)
        unseen.years = s->last - s->first + 1;
    number = audit_add(x->audit, &unseen);
    if (is_period_then(x, district, occupation, s))
        audit_told(x->audit, number);
    return number;
}

static void find_numbers(struct plans *x)
{
    size_t n_cells = dictionary_size(x->districts) * dictionary_size(x->occupations) * x->n_stretches;

    for (int i = 0; i < N_MEASURES; i++)
        x->numbers[i] = memory_zeroed(n_cells, sizeof *x->numbers[i]);
    for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
        for (uint32_t o = 0; o < dictionary_size(x->occupations); o++)
            for (size_t s = 0; s < x->n_stretches; s++) {
                const struct told *today = find_today(x, d, o, &x->stretches[s]);
                bool counted = is_counted(x, d, &x->stretches[s]);
                bool nobody = is_nobody(x, d, o, &x->stretches[s]);

                for (int i = 0; i < N_MEASURES; i++)
                    *number_at(x, i, d, o, s) = today != NULL ? today->numbers[i]
                                                : nobody      ? (counted ? SIZE_MAX : NONE)
                                                              : add_unseen(x, i, d, o, s);
            }
}

/* ---- and what that adds up to ---- */

static void join_pool(const struct plans *x, const struct told *pool, int measure)
{
    char family[KEY_ROOM], name[KEY_ROOM];
    const char *edition = dictionary_text(x->reports, pool->report);
    size_t number = pool->numbers[measure];
    double slack;

    if (number == SIZE_MAX || (pool->report > 0 && strncmp(audit_at(x->audit, number)->table, "published/", 10) != 0))
        return; /* it is this report's */
    snprintf(family, sizeof family, "plan periods are their years%s%s", pool->report > 0 ? " since " : "", edition);
    snprintf(name, sizeof name, "%s|%d-%d|%s|%s", MEASURES[measure], pool->first, pool->last,
             dictionary_text(x->districts, pool->district), dictionary_text(x->occupations, pool->occupation));
    if (!audit_has(x->audit, family, name)) {
        for (size_t s = 0; s < x->n_stretches; s++) {
            size_t part = *number_at(x, measure, pool->district, pool->occupation, s);

            if (holds(pool, &x->stretches[s]) && part == number)
                return; /* it is that stretch */
            if (holds(pool, &x->stretches[s]) && part != NONE)
                audit_join(x->audit, family, name, part, 1);
        }
        if (pool->report > 0)
            audit_doubt(x->audit, family);
    }
    audit_join(x->audit, family, name, number, -1);
    slack = fmax(pool->slack[measure], audit_slack(x->audit, family, name));
    if (slack > 0) {
        audit_allow(x->audit, family, name, slack);
        audit_now(x->audit, family, name);
    }
}

/* The district's year, today or in the last report that told of it; district UINT32_MAX: the occupation's. */
static void join_year(const struct plans *x, const char *family, const char *name, int measure, int year,
                      uint32_t district, const char *occupation)
{
    bool any = false;

    for (uint32_t i = 0; !any && i < dictionary_size(x->reports); i++) {
        uint32_t report = i == 0 ? 0 : (uint32_t) dictionary_size(x->reports) - i;

        if (district == UINT32_MAX) {
            char key[KEY_ROOM];
            size_t number;

            snprintf(key, sizeof key, "%d|%s|none|all", year, occupation);
            number = audit_edition_find(x->audit, dictionary_text(x->reports, report), "city", key, MEASURES[measure]);
            any = number != SIZE_MAX;
            if (any)
                audit_join(x->audit, family, name, number, 1);
        }
        for (size_t k = 0; district != UINT32_MAX && k < x->years.n; k++) {
            const struct told *told = &x->years.items[k];

            if (told->report != report || told->district != district || told->first != year)
                continue;
            audit_join(x->audit, family, name, told->numbers[measure], 1);
            any = true;
        }
    }
    if (!any)
        audit_join(x->audit, family, name, SIZE_MAX, 1);
}

static bool is_period_today(const struct plans *x, const struct stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++)
        if (x->pools.items[i].report == 0 && x->pools.items[i].first == stretch->first &&
            x->pools.items[i].last == stretch->last)
            return true;
    return false;
}

static void join_sum(const struct plans *x, const char *family, int measure, size_t s, uint32_t district,
                     uint32_t occupation, size_t number)
{
    const char *who = district != UINT32_MAX ? dictionary_text(x->districts, district)
                                             : dictionary_text(x->occupations, occupation);
    char name[KEY_ROOM];

    snprintf(name, sizeof name, "%s|%d|%s", MEASURES[measure], x->stretches[s].first, who);
    if (!audit_has(x->audit, family, name))
        for (int year = x->stretches[s].first; year <= x->stretches[s].last; year++)
            join_year(x, family, name, measure, year, district, who);
    audit_join(x->audit, family, name, number, -1);
}

static void join_sums(const struct plans *x, size_t s)
{
    for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
        for (uint32_t o = 0; o < dictionary_size(x->occupations); o++)
            for (int i = 0; i < N_MEASURES; i++) {
                size_t number = *number_at(x, i, d, o, s);

                if (number == NONE)
                    continue;
                join_sum(x, "years of plan periods: districts", i, s, d, UINT32_MAX, number);
                join_sum(x, "years of plan periods: occupations", i, s, UINT32_MAX, o, number);
            }
}

void plans_join(struct plans *x)
{
    note_today(x);
    cut(x);
    if (x->n_stretches == 0)
        return;
    find_numbers(x);
    for (size_t i = 0; i < x->pools.n; i++)
        for (int k = 0; k < N_MEASURES; k++)
            if (is_apart(x, &x->pools.items[i]))
                join_pool(x, &x->pools.items[i], k);
    for (size_t s = 0; s < x->n_stretches; s++)
        if (!is_period_today(x, &x->stretches[s])) /* those are told by the plan period */
            join_sums(x, s);
}
