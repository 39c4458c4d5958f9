/* plans_join.c - a plan period is its years, those of a district's occupations are the district's, and those of an
 * occupation in all districts the city's. */
#include "stages/audit/plans_rooms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void join_pool(const struct plans *x, const struct plans_told *pool, int measure)
{
    char family[KEY_ROOM], name[KEY_ROOM];
    const char *edition = dictionary_text(x->reports, pool->report);
    size_t number = pool->numbers[measure];
    double slack;

    if (number == SIZE_MAX || (pool->report > 0 && strncmp(audit_at(x->audit, number)->table, "published/", 10) != 0))
        return; /* it is this report's */
    snprintf(family, sizeof family, "plan periods are their years%s%s", pool->report > 0 ? " since " : "", edition);
    snprintf(name, sizeof name, "%s|%d-%d|%s|%s", PLANS_MEASURES[measure], pool->first, pool->last,
             dictionary_text(x->districts, pool->district), dictionary_text(x->occupations, pool->occupation));
    if (!audit_has(x->audit, family, name)) {
        for (size_t s = 0; s < x->n_stretches; s++) {
            size_t part = *plans_number_at(x, measure, pool->district, pool->occupation, s);

            if (plans_holds(pool, &x->stretches[s]) && part == number)
                return; /* it is that stretch */
            if (plans_holds(pool, &x->stretches[s]) && part != PLANS_NONE)
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

static bool is_beside(const struct plans_told *one, const struct plans_told *other)
{
    return one->report == other->report && one->first == other->first && one->last == other->last;
}

/* The report has a row of the occupation in that district and period; of others, by how much that was revised. */
static bool find_beside(const struct plans *x, const struct plans_told *pool, uint32_t occupation, int measure,
                        double *slack)
{
    bool found = false;

    *slack = 0;
    for (size_t i = 0; i < x->pools.n; i++) {
        const struct plans_told *other = &x->pools.items[i];

        if (!is_beside(pool, other) || other->occupation != occupation)
            continue;
        *slack = fmax(*slack, other->slack[measure]);
        found = found || other->district == pool->district;
    }
    return found;
}

/* An earlier report told of the district's others in the period of a row, and of these occupations not: that there was
 * nobody. */
static void join_silence(const struct plans *x, const struct plans_told *pool, int measure)
{
    const struct audit_number none = {
        .kind = AUDIT_COUNT, .table = "years of plan periods", .key = "nobody", .column = "", .value = 0, .open = true
    };
    const char *edition = dictionary_text(x->reports, pool->report);

    if (pool->report == 0 || plans_is_counted(x, pool->district, &(struct plans_stretch){ pool->first, pool->last }))
        return;
    for (uint32_t o = 0; o < dictionary_size(x->occupations); o++) {
        char family[KEY_ROOM], name[KEY_ROOM];
        double slack;

        snprintf(family, sizeof family, "plan periods are their years since %s", edition);
        snprintf(name, sizeof name, "%s|%d-%d|%s|%s", PLANS_MEASURES[measure], pool->first, pool->last,
                 dictionary_text(x->districts, pool->district), dictionary_text(x->occupations, o));
        if (find_beside(x, pool, o, measure, &slack) || audit_has(x->audit, family, name))
            continue;
        for (size_t s = 0; s < x->n_stretches; s++) {
            size_t part = *plans_number_at(x, measure, pool->district, o, s);

            if (!plans_holds(pool, &x->stretches[s]) || part >= PLANS_NONE)
                continue;
            audit_join(x->audit, family, name, part, 1);
            audit_absent(x->audit, part);
        }
        if (!audit_has(x->audit, family, name))
            continue;
        audit_join(x->audit, family, name, audit_add(x->audit, &none), -1);
        audit_doubt(x->audit, family);
        if (slack > 0) {
            audit_allow(x->audit, family, name, slack);
            audit_now(x->audit, family, name);
        }
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
            number = audit_edition_find(x->audit, dictionary_text(x->reports, report), "city", key,
                                        PLANS_MEASURES[measure]);
            any = number != SIZE_MAX;
            if (any)
                audit_join(x->audit, family, name, number, 1);
        }
        for (size_t k = 0; district != UINT32_MAX && k < x->years.n; k++) {
            const struct plans_told *told = &x->years.items[k];

            if (told->report != report || told->district != district || told->first != year)
                continue;
            audit_join(x->audit, family, name, told->numbers[measure], 1);
            any = true;
        }
    }
    if (!any)
        audit_join(x->audit, family, name, SIZE_MAX, 1);
}

static bool is_period_today(const struct plans *x, const struct plans_stretch *stretch)
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

    snprintf(name, sizeof name, "%s|%d|%s", PLANS_MEASURES[measure], x->stretches[s].first, who);
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
                size_t number = *plans_number_at(x, i, d, o, s);

                if (number == PLANS_NONE)
                    continue;
                join_sum(x, "years of plan periods: districts", i, s, d, UINT32_MAX, number);
                join_sum(x, "years of plan periods: occupations", i, s, UINT32_MAX, o, number);
            }
}

void plans_add_up(const struct plans *x)
{
    for (size_t i = 0; i < x->pools.n; i++)
        for (int k = 0; k < N_MEASURES; k++)
            if (plans_is_apart(x, &x->pools.items[i])) {
                join_pool(x, &x->pools.items[i], k);
                join_silence(x, &x->pools.items[i], k);
            }
    for (size_t s = 0; s < x->n_stretches; s++)
        if (!is_period_today(x, &x->stretches[s])) /* those are told by the plan period */
            join_sums(x, s);
}
