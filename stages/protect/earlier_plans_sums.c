/* earlier_plans_sums.c - what a district's occupation did in years that plan periods tell apart, and what that adds up
 * to. */
#include "stages/protect/earlier_plans_rooms.h"
#include "stages/protect/linked_rooms.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* How the links and the tables call the two. */
static const struct {
    const char *of_city, *of_district, *of_plan, *column, *rate;
} WHATS[N_PLANS_WHATS] = { { "group", "group of district", "group of plan period", "person_years", "denominator" },
                           { "exits", "exits of district", "exits of plan period", "exits", "numerator" } };

static const size_t NOBODY = SIZE_MAX - 1; /* SIZE_MAX: somebody, and nothing says how many */

struct numbers {
    const struct plans *x;
    size_t *of[N_PLANS_WHATS]; /* by district, occupation and stretch */
};

static size_t *at(const struct numbers *n, enum plans_what what, uint32_t district, uint32_t occupation, size_t stretch)
{
    return &n->of[what][(district * dictionary_size(n->x->occupations) + occupation) * n->x->n_stretches + stretch];
}

static const char *year_text(int year, char text[16])
{
    snprintf(text, 16, "%d", year);
    return text;
}

/* ---- what is told of whom ---- */

static bool is_told_today(const struct plans *x, int year)
{
    char text[16];

    return FIND(x->p, "exits", year_text(year, text), "all", "none", "all") != SIZE_MAX ||
           FIND(x->p, "group", text, "all", "none", "all") != SIZE_MAX;
}

/* Finished counts, which tell of no moves: what they have no row of is not known. */
static bool is_counted(const struct plans *x, const char *district, const struct plans_years *years)
{
    for (int y = years->first; y <= years->last; y++) {
        char text[16];

        if (FIND(x->p, "group of district", year_text(y, text), district) != SIZE_MAX &&
            FIND(x->p, "moves of district", text, district) == SIZE_MAX)
            return true;
    }
    return false;
}

static bool has_pool(const struct plans *x, uint32_t district, uint32_t occupation)
{
    for (size_t i = 0; i < x->n_pools; i++)
        if (x->pools[i].district == district && x->pools[i].of == occupation)
            return true;
    return false;
}

/* A report has the district's other occupations in a period with these years, and not this one: it was nobody's. */
static bool is_passed_over(const struct plans *x, uint32_t district, uint32_t occupation,
                           const struct plans_years *years)
{
    for (size_t i = 0; i < x->n_pools; i++) {
        bool there = x->pools[i].district == district && plans_holds(&x->pools[i].years, years);

        for (size_t k = 0; there && k < x->n_pools; k++)
            if (x->pools[k].report == x->pools[i].report && x->pools[k].district == district &&
                x->pools[k].of == occupation && plans_holds(&x->pools[k].years, years))
                there = false;
        if (there)
            return true;
    }
    return false;
}

/* ---- stretches ---- */

/* NaN where a year of it is not told of. */
static double value_of(const struct plans *x, enum plans_what what, const char *district, const char *occupation,
                       const struct plans_years *years)
{
    double sum = 0;

    for (int y = years->first; y <= years->last; y++) {
        size_t row = plans_find_row(x, y, district, occupation);

        if (row != SIZE_MAX)
            sum += real(x->rates, row, WHATS[what].rate);
        else if (!is_told_today(x, y) || is_counted(x, district, &(struct plans_years){ y, y, false }))
            return NAN;
    }
    return sum;
}

/* A group of several years is as large as it was in one of them at least. Of nobody everybody may know. */
static bool is_small(const struct plans *x, const char *district, const char *occupation,
                     const struct plans_years *years)
{
    if (value_of(x, PLANS_GROUP, district, occupation, years) == 0)
        return false;
    for (int y = years->first; y <= years->last; y++) {
        size_t row = plans_find_row(x, y, district, occupation);

        if (row != SIZE_MAX && linked_group_rule(x->p, x->rates, row) == SUPPRESSION_NONE)
            return false;
    }
    return true;
}

/* An earlier report has a row of just these years: what it says is protected as its number. */
static bool is_period_then(const struct plans *x, uint32_t district, uint32_t occupation,
                           const struct plans_years *years)
{
    for (size_t i = 0; i < x->n_pools; i++) {
        const struct plans_pool *pool = &x->pools[i];

        if (pool->report != SIZE_MAX && pool->years.first == years->first && pool->years.last == years->last &&
            pool->district == district && pool->of == occupation)
            return true;
    }
    return false;
}

/* A number of an earlier report that withheld it: it stays so, and is no better known here. */
static struct quantity number_then(enum plans_what what, double guess)
{
    return (struct quantity){ .kind = what == PLANS_GROUP ? LINKS_GROUP : LINKS_COUNT,
                              .value = fmax(0, guess),
                              .weight = 1,
                              .rule = SUPPRESSION_LINKED,
                              .kept = true,
                              .earlier = true,
                              .guessed = true };
}

static size_t put_stretch(const struct numbers *n, enum plans_what what, uint32_t district, uint32_t occupation,
                          size_t stretch)
{
    const struct plans *x = n->x;
    const struct plans_years *years = &x->stretches[stretch];
    const char *unit = dictionary_text(x->districts, district), *of = dictionary_text(x->occupations, occupation);
    double value = value_of(x, what, unit, of, years);
    size_t group = *at(n, PLANS_GROUP, district, occupation, stretch), told;
    char period[32], name[LINKED_NAME];
    struct quantity q;

    snprintf(period, sizeof period, "%d-%d", years->first, years->last);
    told = FIND(x->p, WHATS[what].of_plan, period, unit, of);
    if (told != SIZE_MAX)
        return told;
    if (!has_pool(x, district, occupation))
        return is_counted(x, unit, years) ? SIZE_MAX : NOBODY;
    if (isnan(value) && is_counted(x, unit, years))
        return SIZE_MAX;
    q = number_then(what, 0);
    if (isfinite(value)) {
        bool small = is_small(x, unit, of, years), known = value == 0 && is_passed_over(x, district, occupation, years);

        q = (struct quantity){
            .kind = q.kind, .value = value, .known = known, .years = years->last - years->first + 1
        };
        if (!known && !is_period_then(x, district, occupation, years))
            q.rule = small                 ? SUPPRESSION_GROUP
                     : what == PLANS_GROUP ? SUPPRESSION_NONE
                                           : suppression_of_count(&x->p->limits, value, INFINITY, INFINITY);
    }
    if (what == PLANS_EXITS && group < NOBODY)
        q.group = group + 1;
    return links_add(x->p->links, LINKED(name, "years of plan period", WHATS[what].column, period, unit, of), &q);
}

static void join_stretches(const struct numbers *n, enum plans_what what, const struct plans_pool *pool,
                           const char *relation)
{
    for (size_t s = 0; s < n->x->n_stretches; s++) {
        size_t number = *at(n, what, pool->district, pool->of, s);

        if (plans_holds(&pool->years, &n->x->stretches[s]) && number != NOBODY)
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

static void put_today(const struct numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    size_t q = FIND(n->x->p, WHATS[what].of_plan, pool->period, pool->unit, pool->occupation);
    char relation[LINKED_NAME];

    if (q == SIZE_MAX || is_stretch(n->x, &pool->years)) /* then it is the stretch */
        return;
    LINKED(relation, "stretches", WHATS[what].column, pool->period, pool->unit, pool->occupation);
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
                                    LINKED(key, pool->period, pool->unit, pool->occupation), WHATS[what].column, now,
                                    value);
}

/* What the stretches of a period are together today; NaN where that is not known. */
static double sum_of(const struct numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    double sum = 0;

    for (size_t s = 0; s < n->x->n_stretches; s++) {
        size_t number = *at(n, what, pool->district, pool->of, s);

        if (plans_holds(&pool->years, &n->x->stretches[s]) && number != NOBODY)
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

static size_t put_number_then(const struct numbers *n, const struct plans_pool *pool, enum plans_what what)
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
        q = number_then(what, each);
        q.guessed = parts.n_withheld > 1 || isnan(sum);
        break;
    }
    if (what == PLANS_EXITS)
        q.group = 1 + links_find(x->p->links,
                                 LINKED(group, "plan period then", WHATS[PLANS_GROUP].column,
                                        x->reports[pool->report].edition, pool->period, pool->unit, pool->occupation));
    return links_add(x->p->links,
                     LINKED(name, "plan period then", WHATS[what].column, x->reports[pool->report].edition,
                            pool->period, pool->unit, pool->occupation),
                     &q);
}

/* The same district's same years are today's number. */
static bool is_todays(const struct plans *x, enum plans_what what, const struct plans_pool *pool)
{
    return FIND(x->p, WHATS[what].of_plan, pool->period, pool->unit, pool->occupation) != SIZE_MAX &&
           parts_of(x, pool, what).n == 1;
}

static void put_then(const struct numbers *n, enum plans_what what, const struct plans_pool *pool)
{
    const struct plans *x = n->x;
    char relation[LINKED_NAME];

    if (is_todays(x, what, pool))
        return;
    LINKED(relation, "stretches then", WHATS[what].column, x->reports[pool->report].edition, pool->period,
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
                                      WHATS[what].column, &q.value) != TOLD_NOTHING;
        for (size_t row = 0; district != NULL && t != NULL && row < table_rows(t); row++)
            if (table_is(t, row, "period", year) &&
                strcmp(organisation_today(x->organisation, text(t, row, "district")), district) == 0) {
                any = true;
                q.value += real(t, row, WHATS[what].column);
            }
    }
    return any ? links_add(
                     x->p->links,
                     LINKED(name, "year then", WHATS[what].column, year, district == NULL ? "" : district, occupation),
                     &q)
               : SIZE_MAX;
}

static void join_years(const struct plans *x, enum plans_what what, const struct plans_years *years,
                       const char *district, const char *occupation, const char *relation)
{
    for (int y = years->first; y <= years->last; y++) {
        char year[16];
        size_t q;

        year_text(y, year);
        if (!is_told_today(x, y))
            q = put_year_then(x, what, year, district, occupation);
        else
            q = district != NULL ? FIND(x->p, WHATS[what].of_district, year, district)
                                 : FIND(x->p, WHATS[what].of_city, year, occupation, "none", "all");
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

static void put_sums(const struct numbers *n, enum plans_what what, size_t stretch)
{
    const struct plans *x = n->x;
    const struct plans_years *years = &x->stretches[stretch];
    char first[16], by_district[LINKED_NAME], by_occupation[LINKED_NAME];

    year_text(years->first, first);
    for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
        for (uint32_t o = 0; o < dictionary_size(x->occupations); o++) {
            const char *district = dictionary_text(x->districts, d), *occupation = dictionary_text(x->occupations, o);
            size_t number = *at(n, what, d, o, stretch);

            if (number == NOBODY)
                continue;
            LINKED(by_district, "stretch of district", WHATS[what].column, first, district);
            LINKED(by_occupation, "stretch of occupation", WHATS[what].column, first, occupation);
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
    struct numbers n = { .x = x };

    for (int what = 0; what < N_PLANS_WHATS; what++) {
        n.of[what] = memory_zeroed(n_cells, sizeof *n.of[what]);
        for (uint32_t d = 0; d < dictionary_size(x->districts); d++)
            for (uint32_t o = 0; o < dictionary_size(x->occupations); o++)
                for (size_t s = 0; s < x->n_stretches; s++)
                    *at(&n, what, d, o, s) = put_stretch(&n, what, d, o, s);
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
