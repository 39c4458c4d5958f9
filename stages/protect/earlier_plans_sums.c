/* earlier_plans_sums.c - what the numbers of years that plan periods tell apart add up to. */
#include "stages/protect/earlier_plans_rooms.h"
#include "stages/protect/linked_rooms.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void join_stretches(const struct plans_numbers *n, enum plans_what what, const struct plans_pool *pool,
                           const char *relation)
{
    for (size_t s = 0; s < n->x->n_stretches; s++) {
        size_t number = *plans_number_at(n, what, pool->district, pool->of, s);

        if (plans_holds(&pool->years, &n->x->stretches[s]) && number != PLANS_NOBODY)
            links_join(n->x->p->links, relation, number, 1);
    }
}

/* ---- periods are their stretches ---- */

static bool is_stretch(const struct plans *x, const struct plans_years *years)
{
    for (size_t s = 0; s < x->n_stretches; s++)
        if (x->stretches[s].first == years->first && x->stretches[s].last == years->last)
            return true;
    return false;
}

static void put_today(const struct plans_numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    size_t q = FIND(n->x->p, PLANS_WORDS[what].of_plan, pool->period, pool->unit, pool->occupation);
    char relation[LINKED_NAME];

    if (q == SIZE_MAX || is_stretch(n->x, &pool->years)) /* then it is the stretch */
        return;
    LINKED(relation, "stretches", PLANS_WORDS[what].column, pool->period, pool->unit, pool->occupation);
    join_stretches(n, what, pool, relation);
    links_join(n->x->p->links, relation, q, -1);
}

static bool is_beside(const struct plans_pool *one, const struct plans_pool *other)
{
    return one->report == other->report && one->district == other->district && one->of == other->of &&
           strcmp(one->period, other->period) == 0;
}

static enum told find_then(const struct plans *x, const struct plans_pool *pool, enum plans_what what, double now,
                           double *value)
{
    char key[LINKED_NAME];

    return earlier_tables_find_near(x->reports[pool->report].tables, "district_occupation",
                                    LINKED(key, pool->period, pool->unit, pool->occupation), PLANS_WORDS[what].column,
                                    now, value);
}

/* What the stretches of a period are together today; NaN where that is not known. */
static double sum_of(const struct plans_numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    double sum = 0;

    for (size_t s = 0; s < n->x->n_stretches; s++) {
        size_t number = *plans_number_at(n, what, pool->district, pool->of, s);

        if (plans_holds(&pool->years, &n->x->stretches[s]) && number != PLANS_NOBODY)
            sum += number == SIZE_MAX || links_at(n->x->p->links, number)->guessed
                       ? (double) NAN
                       : links_at(n->x->p->links, number)->value;
    }
    return sum;
}

/* The districts of then that are one of today's. */
struct parts {
    size_t n, n_withheld;
    double shown;
};

static struct parts parts_of(const struct plans *x, const struct plans_pool *pool, enum plans_what what)
{
    struct parts parts = { 0 };

    for (size_t i = 0; i < x->n_pools; i++) {
        double value = 0;
        enum told told = is_beside(&x->pools[i], pool) ? find_then(x, &x->pools[i], what, NAN, &value) : TOLD_NOTHING;

        parts.n += told != TOLD_NOTHING;
        parts.n_withheld += told == TOLD_WITHHELD;
        parts.shown += told == TOLD_NUMBER ? value : 0;
    }
    return parts;
}

static size_t put_number_then(const struct plans_numbers *n, const struct plans_pool *pool, enum plans_what what)
{
    const struct plans *x = n->x;
    struct parts parts = parts_of(x, pool, what);
    double sum = sum_of(n, what, pool), shown = NAN, each;
    char name[LINKED_NAME], group[LINKED_NAME];
    struct quantity q;

    switch (find_then(x, pool, what, parts.n == 1 ? sum : (double) NAN, &shown)) {
    case TOLD_NOTHING:
        return SIZE_MAX;
    case TOLD_NUMBER:
        q = (struct quantity){
            .kind = what == PLANS_GROUP ? LINKS_GROUP : LINKS_COUNT, .value = shown, .known = true, .earlier = true
        };
        break;
    case TOLD_WITHHELD:
        each = isnan(sum) ? 0 : (sum - parts.shown) / (double) parts.n_withheld;
        q = plans_number_then(what, each);
        q.guessed = parts.n_withheld > 1 || isnan(sum);
        break;
    }
    if (what == PLANS_EXITS)
        q.group = 1 + links_find(x->p->links,
                                 LINKED(group, "plan period then", PLANS_WORDS[PLANS_GROUP].column,
                                        x->reports[pool->report].edition, pool->period, pool->unit, pool->occupation));
    return links_add(x->p->links,
                     LINKED(name, "plan period then", PLANS_WORDS[what].column, x->reports[pool->report].edition,
                            pool->period, pool->unit, pool->occupation),
                     &q);
}

/* The same district's same years are today's number. */
static bool is_todays(const struct plans *x, enum plans_what what, const struct plans_pool *pool)
{
    return FIND(x->p, PLANS_WORDS[what].of_plan, pool->period, pool->unit, pool->occupation) != SIZE_MAX &&
           parts_of(x, pool, what).n == 1;
}

static void put_then(const struct plans_numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    const struct plans *x = n->x;
    char relation[LINKED_NAME];

    if (is_todays(x, what, pool))
        return;
    LINKED(relation, "stretches then", PLANS_WORDS[what].column, x->reports[pool->report].edition, pool->period,
           dictionary_text(x->districts, pool->district), pool->occupation);
    if (!links_has_relation(x->p->links, relation))
        join_stretches(n, what, pool, relation);
    links_join(x->p->links, relation, put_number_then(n, pool, what), -1);
}

/* ---- and together ---- */

/* A year that today's report does not tell of, as the last that did told it of what is today's district; SIZE_MAX where
 * that was withheld in part. */
static size_t put_year_then(const struct plans *x, enum plans_what what, const char *year, const char *district,
                            const char *occupation)
{
    struct quantity q = { .kind = what == PLANS_GROUP ? LINKS_GROUP : LINKS_COUNT, .known = true, .earlier = true };
    char name[LINKED_NAME];
    bool any = false;

    for (size_t i = x->n_reports; i-- > 0 && !any;) {
        const struct table *t = earlier_tables_districts(x->reports[i].tables);

        if (district == NULL)
            any = earlier_tables_find(x->reports[i].tables, "city", LINKED(name, year, occupation, "none", "all"),
                                      PLANS_WORDS[what].column, &q.value) != TOLD_NOTHING;
        for (size_t row = 0; district != NULL && t != NULL && row < table_rows(t); row++)
            if (table_is(t, row, "period", year) &&
                strcmp(organisation_today(x->organisation, text(t, row, "district")), district) == 0) {
                any = true;
                q.value += real(t, row, PLANS_WORDS[what].column);
            }
    }
    return any ? links_add(x->p->links,
                           LINKED(name, "year then", PLANS_WORDS[what].column, year, district == NULL ? "" : district,
                                  occupation),
                           &q)
               : SIZE_MAX;
}

static void join_years(const struct plans *x, enum plans_what what, const struct plans_years *years,
                       const char *district, const char *occupation, const char *relation)
{
    for (int y = years->first; y <= years->last; y++) {
        char year[PLANS_YEAR];
        size_t q;

        plans_year(y, year);
        if (!plans_is_told_today(x, y))
            q = put_year_then(x, what, year, district, occupation);
        else
            q = district != NULL ? FIND(x->p, PLANS_WORDS[what].of_district, year, district)
                                 : FIND(x->p, PLANS_WORDS[what].of_city, year, occupation, "none", "all");
        links_join(x->p->links, relation, q, 1);
    }
}

static bool is_period_today(const struct plans *x, const struct plans_years *years)
{
    for (size_t i = 0; i < x->n_pools; i++)
        if (x->pools[i].report == SIZE_MAX && x->pools[i].years.first == years->first &&
            x->pools[i].years.last == years->last)
            return true;
    return false;
}

static void put_sums(const struct plans_numbers *n, enum plans_what what, size_t stretch)
{
    const struct plans *x = n->x;
    const struct plans_years *years = &x->stretches[stretch];
    char first[PLANS_YEAR], by_district[LINKED_NAME], by_occupation[LINKED_NAME];

    plans_year(years->first, first);
    for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
        for (uint32_t o = 0; o < dictionary_size(x->occupations); o++) {
            const char *district = dictionary_text(x->districts, d), *occupation = dictionary_text(x->occupations, o);
            size_t number = *plans_number_at(n, what, d, o, stretch);

            if (number == PLANS_NOBODY)
                continue;
            LINKED(by_district, "stretch of district", PLANS_WORDS[what].column, first, district);
            LINKED(by_occupation, "stretch of occupation", PLANS_WORDS[what].column, first, occupation);
            if (!links_has_relation(x->p->links, by_district))
                join_years(x, what, years, district, "all", by_district);
            if (!links_has_relation(x->p->links, by_occupation))
                join_years(x, what, years, NULL, occupation, by_occupation);
            links_join(x->p->links, by_district, number, -1);
            links_join(x->p->links, by_occupation, number, -1);
        }
}

void plans_put(const struct plans *x)
{
    size_t n_cells = dictionary_size(x->districts) * dictionary_size(x->occupations) * x->n_stretches;
    struct plans_numbers n = { .x = x };

    for (int what = 0; what < N_PLANS_WHATS; what++) {
        n.of[what] = memory_zeroed(n_cells, sizeof *n.of[what]);
        for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
            for (uint32_t o = 0; o < dictionary_size(x->occupations); o++)
                for (size_t s = 0; s < x->n_stretches; s++)
                    *plans_number_at(&n, what, d, o, s) = plans_put_stretch(&n, what, d, o, s);
        for (size_t i = 0; i < x->n_pools; i++)
            if (x->pools[i].report == SIZE_MAX)
                put_today(&n, what, &x->pools[i]);
            else
                put_then(&n, what, &x->pools[i]);
        for (size_t s = 0; s < x->n_stretches; s++)
            if (!is_period_today(x, &x->stretches[s])) /* those are in the links */
                put_sums(&n, what, s);
    }
    for (int what = 0; what < N_PLANS_WHATS; what++)
        free(n.of[what]);
}
