/* earlier_plans_numbers.c - what a district's occupation did in years that plan periods tell apart. */
#include "stages/protect/earlier_plans_rooms.h"
#include "stages/protect/linked_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const struct plans_words PLANS_WORDS[N_PLANS_WHATS] = {
    { "group", "group of district", "group of plan period", "person_years", "denominator" },
    { "exits", "exits of district", "exits of plan period", "exits", "numerator" },
};

size_t *plans_number_at(const struct plans_numbers *n, enum plans_what what, uint32_t district, uint32_t occupation,
                        size_t stretch)
{
    return &n->of[what][(district * dictionary_size(n->x->occupations) + occupation) * n->x->n_stretches + stretch];
}

const char *plans_year(int year, char text[PLANS_YEAR])
{
    snprintf(text, PLANS_YEAR, "%d", year);
    return text;
}

/* ---- what is told of whom ---- */

bool plans_is_told_today(const struct plans *x, int year)
{
    char text[PLANS_YEAR];

    return FIND(x->p, "exits", plans_year(year, text), "all", "none", "all") != SIZE_MAX ||
           FIND(x->p, "group", text, "all", "none", "all") != SIZE_MAX;
}

/* Finished counts, which tell of no moves: what they have no row of is not known. */
static bool is_counted(const struct plans *x, const char *district, const struct plans_years *years)
{
    for (int y = years->first; y <= years->last; y++) {
        char text[PLANS_YEAR];

        if (FIND(x->p, "group of district", plans_year(y, text), district) != SIZE_MAX &&
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
            sum += real(x->rates, row, PLANS_WORDS[what].rate);
        else if (!plans_is_told_today(x, y) || is_counted(x, district, &(struct plans_years){ y, y, false }))
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

struct quantity plans_number_then(enum plans_what what, double guess)
{
    return (struct quantity){ .kind = what == PLANS_GROUP ? LINKS_GROUP : LINKS_COUNT,
                              .value = fmax(0, guess),
                              .weight = 1,
                              .rule = SUPPRESSION_LINKED,
                              .kept = true,
                              .earlier = true,
                              .guessed = true };
}

size_t plans_put_stretch(const struct plans_numbers *n, enum plans_what what, uint32_t district, uint32_t occupation,
                         size_t stretch)
{
    const struct plans *x = n->x;
    const struct plans_years *years = &x->stretches[stretch];
    const char *unit = dictionary_text(x->districts, district), *of = dictionary_text(x->occupations, occupation);
    double value = value_of(x, what, unit, of, years);
    size_t group = *plans_number_at(n, PLANS_GROUP, district, occupation, stretch), told;
    char period[32], name[LINKED_NAME];
    struct quantity q;

    snprintf(period, sizeof period, "%d-%d", years->first, years->last);
    told = FIND(x->p, PLANS_WORDS[what].of_plan, period, unit, of);
    if (told != SIZE_MAX)
        return told;
    if (!has_pool(x, district, occupation))
        return is_counted(x, unit, years) ? SIZE_MAX : PLANS_NOBODY;
    if (isnan(value) && is_counted(x, unit, years))
        return SIZE_MAX;
    q = plans_number_then(what, 0);
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
    if (what == PLANS_EXITS && group < PLANS_NOBODY)
        q.group = group + 1;
    return links_add(x->p->links, LINKED(name, "years of plan period", PLANS_WORDS[what].column, period, unit, of), &q);
}
