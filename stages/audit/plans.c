/* plans.c - see plans.h. */
#include "stages/audit/plans_rooms.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const PLANS_MEASURES[N_MEASURES] = { "person_years", "exits" };

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

static struct plans_told *add_told(struct plans_told_list *list, const struct plans_told *told)
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
            struct plans_told told = { .report = intern(x->reports, b->edition),
                                       .district = intern(x->districts, beside_today(b, t, row)) };
            const char *period = beside_period(kind, t, row), *who = beside_who(kind, t, row);
            char key[KEY_ROOM];

            if (!audit_row_years(period, &told.first, &told.last))
                continue;
            if (kinds[k] == PLANS)
                told.occupation = intern(x->occupations, who);
            beside_key(kind, t, row, NULL, key);
            for (int i = 0; i < N_MEASURES; i++) {
                told.numbers[i] = audit_find(x->audit, kind->table, key, PLANS_MEASURES[i]);
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
        struct plans_told told = { .report = 0 };
        char key[KEY_ROOM], *district, *occupation;
        int measure = 0;

        while (measure < N_MEASURES && strcmp(q->column, PLANS_MEASURES[measure]) != 0)
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
        if (!audit_row_years(key, &told.first, &told.last))
            continue;
        told.district = intern(x->districts, district);
        told.occupation = plan ? intern(x->occupations, occupation) : 0;
        for (int i = 0; i < N_MEASURES; i++)
            told.numbers[i] = audit_edition_find(x->audit, "", q->table, q->key, PLANS_MEASURES[i]);
        if (measure == 0 || told.numbers[0] == SIZE_MAX) /* once for both */
            add_told(plan ? &x->pools : &x->years, &told);
    }
}

/* ---- which years are told apart ---- */

static bool overlap(const struct plans_told *one, const struct plans_told *other)
{
    return one->first <= other->last && other->first <= one->last;
}

bool plans_is_apart(const struct plans *x, const struct plans_told *pool)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct plans_told *other = &x->pools.items[i];

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
        const struct plans_told *pool = &x->pools.items[i];

        if (has_year(x, pool->first) && has_year(x, pool->last)) /* as a row before it */
            continue;
        if (!plans_is_apart(x, pool))
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
            x->stretches[x->n_stretches++] = (struct plans_stretch){ year, year };
        }
    }
}

bool plans_holds(const struct plans_told *pool, const struct plans_stretch *stretch)
{
    return pool->first <= stretch->first && stretch->last <= pool->last;
}

/* ---- what was done in them ---- */

size_t *plans_number_at(const struct plans *x, int measure, uint32_t district, uint32_t occupation, size_t stretch)
{
    return &x->numbers[measure][(district * dictionary_size(x->occupations) + occupation) * x->n_stretches + stretch];
}

/* This report's plan period of just these years; NULL where there is none. */
static const struct plans_told *find_today(const struct plans *x, uint32_t district, uint32_t occupation,
                                           const struct plans_stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct plans_told *pool = &x->pools.items[i];

        if (pool->report == 0 && pool->first == stretch->first && pool->last == stretch->last &&
            pool->district == district && pool->occupation == occupation)
            return pool;
    }
    return NULL;
}

bool plans_is_counted(const struct plans *x, uint32_t district, const struct plans_stretch *stretch)
{
    for (size_t i = 0; i < x->years.n; i++) {
        const struct plans_told *year = &x->years.items[i];
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

/* This report has a row of the district's others in these years and none of this occupation, or no report ever had one:
 * there was nobody. */
static bool is_nobody(const struct plans *x, uint32_t district, uint32_t occupation,
                      const struct plans_stretch *stretch)
{
    bool any = false, others = false, itself = false;

    for (size_t i = 0; i < x->pools.n; i++) {
        const struct plans_told *pool = &x->pools.items[i];
        bool here = pool->report == 0 && pool->district == district && plans_holds(pool, stretch);

        any = any || (pool->district == district && pool->occupation == occupation);
        others = others || here;
        itself = itself || (here && pool->occupation == occupation);
    }
    return !any || (others && !itself);
}

/* An earlier report has a row of just these years: what it says is judged as its number. */
static bool is_period_then(const struct plans *x, uint32_t district, uint32_t occupation,
                           const struct plans_stretch *stretch)
{
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct plans_told *pool = &x->pools.items[i];

        if (pool->report > 0 && pool->first == stretch->first && pool->last == stretch->last &&
            pool->district == district && pool->occupation == occupation)
            return true;
    }
    return false;
}

static size_t add_unseen(const struct plans *x, int measure, uint32_t district, uint32_t occupation, size_t stretch)
{
    const struct plans_stretch *s = &x->stretches[stretch];
    struct audit_number unseen = { .kind = measure == 0 ? AUDIT_UNSEEN_GROUP : AUDIT_UNSEEN,
                                   .table = "years of plan periods",
                                   .column = PLANS_MEASURES[measure],
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
                const struct plans_told *today = find_today(x, d, o, &x->stretches[s]);
                bool counted = plans_is_counted(x, d, &x->stretches[s]);
                bool nobody = is_nobody(x, d, o, &x->stretches[s]);

                for (int i = 0; i < N_MEASURES; i++)
                    *plans_number_at(x, i, d, o, s) = today != NULL ? today->numbers[i]
                                                      : nobody      ? (counted ? SIZE_MAX : PLANS_NONE)
                                                                    : add_unseen(x, i, d, o, s);
            }
}

void plans_join(struct plans *x)
{
    note_today(x);
    cut(x);
    if (x->n_stretches == 0)
        return;
    find_numbers(x);
    plans_add_up(x);
}
